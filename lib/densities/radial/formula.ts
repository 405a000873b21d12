import { findRoot } from '../../numerics/findRoot';
import { finiteArray, numberIn, optionsOf, positive } from '../../numerics/guards';
import { gaussLegendre } from '../../numerics/quadrature/gaussLegendre';
import { integrate } from '../../numerics/quadrature/integrate';
import type { RadialDensity } from './types';

export interface RadialFormulaParameters {
  /** ρ(r) >= 0 for r >= 0. */
  readonly density: (r: number) => number;
  /** Radius beyond which there is no mass; by default it is looked for: at most 10⁻¹⁵ of the mass is cut off. */
  readonly outer?: number;
  /** Radii where ρ or a derivative of it jumps; the first may be > 0, then ρ is taken for 0 inside (a hollow ball). */
  readonly breakpoints?: ArrayLike<number>;
  /** Divide ρ by its mass; otherwise that has to be 1 within 10⁻⁹. Default false. */
  readonly normalise?: boolean;
  /** Default `formula`. */
  readonly name?: string;
}

const rule = gaussLegendre(16);
/** Panels between breakpoints, in all. */
const panelCount = 64;
const normalisation = 1e-9;
/** What the mass may change when the panels are halved, relative to 1. */
const resolution = 1e-10;

/**
 * A radial density from its formula; m and φ by Gauss's rule on panels, to about rounding for smooth ρ.
 *
 *     radialFormula({ density: (r) => Math.exp(-r) / (8 * Math.PI) })
 *
 * @throws RangeError when ρ is negative or not finite, not integrable over R³, its mass is not 1 (unless `normalise`), it is
 * not resolved (a jump that `breakpoints` does not tell), or falls off too slowly to be cut off.
 */
export function radialFormula(parameters: RadialFormulaParameters): RadialDensity {
  optionsOf('radialFormula', parameters, '{ density: (r) => Math.exp(-r) / (8 * Math.PI) }', [
    'density',
    'outer',
    'breakpoints',
    'normalise',
    'name',
  ]);
  const { density: formula, name = 'formula', normalise = false } = parameters;
  if (typeof formula !== 'function') throw new RangeError(`density must be a function of r, got ${formula}`);
  const rho = (r: number): number => {
    const value = formula(r);
    if (!(value >= 0 && value < Infinity))
      throw new RangeError(`density must be finite and >= 0, got ${value} at r = ${r}`);
    return value;
  };
  const breakpoints = endsOf(rho, parameters);
  const panels = new Panels(rho, breakpoints);
  const total = panels.massOutside[0];
  if (!(total > 0)) throw new RangeError(`density must have a mass > 0, got ${total}`);
  if (!normalise && Math.abs(total - 1) > normalisation)
    throw new RangeError(
      `density must have mass 1 (within ${normalisation}), got ${total}: divide by it, or give normalise: true`,
    );
  const twice = new Panels(rho, halved(panels.edges));
  if (Math.abs(twice.massOutside[0] - total) > resolution * total)
    throw new RangeError(
      `density must be smooth between its breakpoints: its mass is ${total} or ${twice.massOutside[0]} on twice as many panels`,
    );
  return fromPanels(name, rho, panels, breakpoints);
}

function fromPanels(
  name: string,
  rho: (r: number) => number,
  panels: Panels,
  breakpoints: readonly number[],
): RadialDensity {
  const [inner, outer] = [breakpoints[0], breakpoints[breakpoints.length - 1]];
  const total = panels.massOutside[0];
  const mass = (r: number): number => panels.massInside(r) / total;
  const potential = (r: number): number =>
    ((r > 0 ? panels.massInside(r) / r : 0) + panels.potentialOutside(r)) / total;
  const overMass = (f: (r: number) => number): number =>
    panels.integral((r) => r * r * rho(r) * f(r)) / total;
  let largest = 0;
  panels.integral((r) => {
    largest = Math.max(largest, rho(r));
    return 0;
  });
  return {
    name,
    breakpoints,
    densityBound: Math.max(largest, ...breakpoints.map(rho)) / total,
    selfEnergy: 4 * Math.PI * overMass(potential),
    secondMoment: 4 * Math.PI * overMass((r) => r * r),
    density: (r) => (r >= inner && r <= outer ? rho(r) / total : 0),
    mass,
    meanDensity: (r) => panels.meanDensity(r) / total,
    potential,
    radius: (u) => {
      numberIn('u', u, 0, 1);
      if (u === 0) return inner;
      return u >= mass(outer) ? outer : findRoot((r) => mass(r) - u, inner, outer).value;
    },
  };
}

/** Integrals from the edges of panels, and from there to any r by one more application of the rule. */
class Panels {
  readonly edges: Float64Array;
  /** 4π∫ρr²dr and 4π∫ρr dr from each edge to the last. */
  readonly massOutside: Float64Array;
  private readonly chargeOutside: Float64Array;
  private readonly mass: Float64Array;

  constructor(
    private readonly rho: (r: number) => number,
    breakpoints: ArrayLike<number>,
  ) {
    this.edges = refined(breakpoints, panelCount);
    const n = this.edges.length;
    [this.massOutside, this.chargeOutside, this.mass] = [0, 1, 2].map(() => new Float64Array(n));
    for (let i = n - 2; i >= 0; i--) {
      const [a, b] = [this.edges[i], this.edges[i + 1]];
      this.massOutside[i] = this.massOutside[i + 1] + this.moment(a, b, 2);
      this.chargeOutside[i] = this.chargeOutside[i + 1] + this.moment(a, b, 1);
    }
    for (let i = 1; i < n; i++)
      this.mass[i] = this.mass[i - 1] + this.moment(this.edges[i - 1], this.edges[i], 2);
  }

  /** 4π∫_a^b ρ r^power dr. */
  private moment(a: number, b: number, power: number): number {
    return 4 * Math.PI * onInterval(a, b, (r) => this.rho(r) * r ** power);
  }

  private panelOf(r: number): number {
    let [low, high] = [0, this.edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.edges[middle] <= r) low = middle;
      else high = middle;
    }
    return low;
  }

  massInside(r: number): number {
    if (r <= this.edges[0]) return 0;
    if (r >= this.edges[this.edges.length - 1]) return this.mass[this.mass.length - 1];
    const i = this.panelOf(r);
    return this.mass[i] + this.moment(this.edges[i], r, 2);
  }

  potentialOutside(r: number): number {
    if (r <= this.edges[0]) return this.chargeOutside[0];
    if (r >= this.edges[this.edges.length - 1]) return 0;
    const i = this.panelOf(r);
    return this.chargeOutside[i + 1] + this.moment(r, this.edges[i + 1], 1);
  }

  /** Near 0 as ∫₀¹3s²ρ(rs)ds, which does not divide by r³. */
  meanDensity(r: number): number {
    if (this.edges[0] === 0 && r < this.edges[1]) return onInterval(0, 1, (s) => 3 * s * s * this.rho(r * s));
    return r > 0 ? (3 * this.massInside(r)) / (4 * Math.PI * r ** 3) : 0;
  }

  integral(f: (r: number) => number): number {
    let sum = 0;
    for (let i = 1; i < this.edges.length; i++) sum += onInterval(this.edges[i - 1], this.edges[i], f);
    return sum;
  }
}

function onInterval(a: number, b: number, f: (r: number) => number): number {
  const [middle, half] = [0.5 * (a + b), 0.5 * (b - a)];
  let sum = 0;
  for (let k = 0; k < rule.nodes.length; k++) sum += rule.weights[k] * f(middle + half * rule.nodes[k]);
  return half * sum;
}

/** Some `count` panels in all, equally many between breakpoints. */
function refined(breakpoints: ArrayLike<number>, count: number): Float64Array {
  const pieces = breakpoints.length - 1;
  const each = Math.max(1, Math.ceil(count / pieces));
  const out = new Float64Array(pieces * each + 1);
  for (let p = 0; p < pieces; p++)
    for (let k = 0; k <= each; k++)
      out[p * each + k] = breakpoints[p] + ((breakpoints[p + 1] - breakpoints[p]) * k) / each;
  return out;
}

function halved(edges: Float64Array): Float64Array {
  return refined(edges, 2 * (edges.length - 1));
}

/** Breakpoints with 0, or the first given one, and the outer end. */
function endsOf(rho: (r: number) => number, parameters: RadialFormulaParameters): number[] {
  const given = Array.from(finiteArray('breakpoints', parameters.breakpoints ?? []));
  const outer = parameters.outer === undefined ? cutOff(rho, given) : positive('outer', parameters.outer);
  const all = given.length === 0 ? [0, outer] : given.filter((r) => r < outer).concat(outer);
  all.forEach((r, i) => {
    if (!(r >= 0 && (i === 0 || r > all[i - 1])))
      throw new RangeError(`breakpoints must be radii >= 0 in ascending order, got ${given.join(', ')}`);
  });
  return all;
}

/** Mass that may be cut off, and the largest ratio of the radius where this happens to the one that holds half the mass. */
const negligible = 1e-15;
const largestReach = 200;

function cutOff(rho: (r: number) => number, given: readonly number[]): number {
  const shell = (r: number): number => 4 * Math.PI * r * r * rho(r);
  const begin = given[0] ?? 0;
  const points = [begin, ...given.slice(1), Infinity];
  let total = 0;
  for (let i = 1; i < points.length; i++) {
    const { value, status } = integrate(shell, points[i - 1], points[i], {
      tolerance: 1e-10,
      maxEvaluations: 2e4,
    });
    if (status !== 'converged')
      throw new RangeError(`density must be integrable over R³, got ∫ρ = ${value} and status '${status}'`);
    total += value;
  }
  if (!(total > 0)) throw new RangeError(`density must have a mass > 0, got ${total}`);
  const last = points[points.length - 2];
  const outside = (r: number): number =>
    integrate(shell, r, Infinity, { tolerance: 1e-3, absoluteTolerance: 1e-3 * negligible * total }).value;
  let scale = last > 0 ? last : 1;
  while (outside(scale) > 0.5 * total) scale *= 2;
  while (outside(scale) < 0.5 * total && scale > 1e-300 && last === 0) scale /= 2;
  let reach = last > 0 ? last : 2 * scale;
  while (outside(reach) > negligible * total) {
    reach *= 1.25;
    if (reach > largestReach * scale)
      throw new RangeError(
        `density must fall off faster: beyond r = ${reach.toPrecision(3)} there is still ${(outside(reach) / total).toPrecision(2)} ` +
          'of its mass; give outer',
      );
  }
  return reach;
}
