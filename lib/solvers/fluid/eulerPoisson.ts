import type { RadialDensity } from '../../densities';
import { findRoot } from '../../numerics/findRoot';
import { finite, numberIn, optionsOf } from '../../numerics/guards';
import { gaussLegendre } from '../../numerics/quadrature/gaussLegendre';
import { firstCrossing, type ShellCrossing } from './crossing';
import { newShellMotion, type ShellData, shellAtTime } from './shellMotion';
import { type RadialVelocityParameters, radialVelocity } from './velocity';

export interface RadialEulerPoissonParameters {
  /** ρ^in: `radialBall`, `radialNormal`, `radialFormula`. */
  readonly density: RadialDensity;
  /** u^in(r), the component along x/|x|, with its slope where it is known; default 0, at rest. */
  readonly velocity?: RadialVelocityParameters | ((r: number) => number);
  /** Gravitation, +∇φ_ρ instead of −∇φ_ρ; default false. */
  readonly attractive?: boolean;
}

/** The shell of initial radius r₀ at time t. */
export interface RadialShell {
  readonly radius: number;
  /** ∂r/∂t. */
  readonly velocity: number;
  /** J = ∂r/∂r₀. */
  readonly stretch: number;
  /** ∂J/∂t; the fluid has ∂u/∂r = (∂J/∂t)/J. */
  readonly stretchRate: number;
}

/** Integrals over the fluid; total mass 1. */
export interface RadialFluidMoments {
  /** ½∫ρ|u|². */
  readonly kinetic: number;
  /** ±½∬ρρ/|x − y|, negative for attraction. kinetic + potential is constant. */
  readonly potential: number;
  /** ∫ρ|x|², of second derivative 4·kinetic + 2·potential (virial identity). */
  readonly secondMoment: number;
  /** ∫ρ u·x, half the first derivative of the second moment. */
  readonly dilation: number;
}

/** The classical solution: all methods want 0 <= t < crossing.time and throw a RangeError with that time otherwise. */
export interface RadialEulerPoisson {
  readonly initial: RadialDensity;
  /** u^in(r). */
  readonly initialVelocity: (r: number) => number;
  readonly attractive: boolean;
  readonly crossing: ShellCrossing;
  /** The motion of the shell r₀, before the crossing the characteristic of the fluid. */
  shell(t: number, label: number): RadialShell;
  /** The initial radius of the shell at r, between `support(t)`. */
  label(t: number, r: number): number;
  /** Radii between which the fluid lies, but for at most 10⁻¹⁵ of its mass. */
  support(t: number): readonly [number, number];
  /** ρ(t, r) = ρ^in(r₀)r₀²/(r²J), 0 outside the support. */
  density(t: number, r: number): number;
  /** u(t, r); a RangeError outside the support, where there is no fluid. */
  velocity(t: number, r: number): number;
  moments(t: number): RadialFluidMoments;
}

/** Panels of Gauss's rule of 16 points in each piece on which ρ is smooth. */
const panels = 24;

/**
 * The pressureless Euler–Poisson system ∂ₜρ + div(ρu) = 0, ∂ₜu + u·∇u = −∇(1/|x| ⋆ ρ) in R³ for radial data, exactly: until
 * two of them cross, each shell feels the mass it had inside at the beginning, r̈ = m(r₀)/r², and this is solved in closed form.
 *
 *     const fluid = radialEulerPoisson({ density: radialNormal(), velocity: (r) => -0.1 * r });
 *     fluid.crossing.time;
 *     fluid.density(2, 1);
 *
 * @throws RangeError when u^in(0) ≠ 0 or u^in is not Lipschitz.
 */
export function radialEulerPoisson(parameters: RadialEulerPoissonParameters): RadialEulerPoisson {
  optionsOf('radialEulerPoisson', parameters, '{ density: radialNormal() }', [
    'density',
    'velocity',
    'attractive',
  ]);
  const { density: initial, velocity = {}, attractive = false } = parameters;
  if (typeof initial?.meanDensity !== 'function')
    throw new RangeError(`density must be a radial density such as radialNormal(), got ${initial}`);
  const [inner, outer] = [initial.breakpoints[0], initial.breakpoints[initial.breakpoints.length - 1]];
  const u = radialVelocity(velocity, outer);
  const sign = attractive ? -1 : 1;
  const data = (a: number): ShellData => {
    const [rho, mean, slope] = [initial.density(a), initial.meanDensity(a), u.slope(a)];
    const expansion = a > 0 ? u.value(a) / a : slope;
    return {
      strength: (sign * 4 * Math.PI * mean) / 3,
      expansion,
      strengthSlope: sign * 4 * Math.PI * (rho - mean),
      expansionSlope: slope - expansion,
    };
  };
  const crossing = firstCrossing(data, initial.breakpoints);
  const checkTime = (t: number): void => {
    if (finite('t', t) < 0) throw new RangeError(`t must be >= 0, got ${t}`);
    if (t >= crossing.time)
      throw new RangeError(
        `t must be < ${crossing.time}, when shells cross at r = ${crossing.radius} and the classical solution ends, got ${t}`,
      );
  };
  const motion = newShellMotion();
  const shell = (t: number, a: number): RadialShell => {
    const { ratio, rate, stretch, stretchRate } = shellAtTime(t, data(a), motion);
    return { radius: a * ratio, velocity: a * rate, stretch, stretchRate };
  };
  const support = (t: number): [number, number] => [shell(t, inner).radius, shell(t, outer).radius];
  /** NaN where there is no fluid. */
  const find = (t: number, r: number): number => {
    checkTime(t);
    numberIn('r', r, 0, Number.MAX_VALUE);
    const [first, last] = support(t);
    if (r < first || r > last) return Number.NaN;
    return findRoot((a) => shell(t, a).radius - r, inner, outer).value;
  };
  const label = (t: number, r: number): number => {
    const a = find(t, r);
    if (Number.isNaN(a))
      throw new RangeError(
        `r must be in [${support(t).join(', ')}], where the fluid is at t = ${t}, got ${r}`,
      );
    return a;
  };
  return {
    initial,
    initialVelocity: u.value,
    attractive,
    crossing,
    shell: (t, a) => {
      checkTime(t);
      return shell(t, numberIn('label', a, inner, outer));
    },
    label,
    support: (t) => {
      checkTime(t);
      return support(t);
    },
    density: (t, r) => {
      const a = find(t, r);
      if (Number.isNaN(a)) return 0;
      const { ratio, stretch } = shellAtTime(t, data(a), motion);
      return initial.density(a) / (ratio * ratio * stretch);
    },
    velocity: (t, r) => shell(t, label(t, r)).velocity,
    moments: (t) => {
      checkTime(t);
      return moments(initial, sign, (a) => shell(t, a));
    },
  };
}

/** Integrals over the labels, to which the mass belongs. */
function moments(
  initial: RadialDensity,
  sign: number,
  shell: (a: number) => RadialShell,
): RadialFluidMoments {
  const rule = gaussLegendre(16);
  let [kinetic, potential, secondMoment, dilation] = [0, 0, 0, 0];
  for (let piece = 1; piece < initial.breakpoints.length; piece++) {
    const begin = initial.breakpoints[piece - 1];
    const half = (initial.breakpoints[piece] - begin) / (2 * panels);
    for (let p = 0; p < panels; p++)
      for (let k = 0; k < rule.nodes.length; k++) {
        const a = begin + half * (2 * p + 1 + rule.nodes[k]);
        const mass = 4 * Math.PI * half * rule.weights[k] * initial.density(a) * a * a;
        const { radius, velocity } = shell(a);
        kinetic += 0.5 * mass * velocity * velocity;
        potential += (sign * mass * initial.mass(a)) / radius;
        secondMoment += mass * radius * radius;
        dilation += mass * radius * velocity;
      }
  }
  return { kinetic, potential, secondMoment, dilation };
}
