import { numberIn } from '../../numerics/guards';
import { fromSlopes, type PiecewiseCubic } from '../../numerics/interpolation/piecewiseCubic';
import { gaussLegendre } from '../../numerics/quadrature/gaussLegendre';
import type { RadialEulerPoisson, RadialShell } from './eulerPoisson';

/**
 * A radial fluid at one time: ρ, u and the potentials that they make, as functions of r >= 0. Outside the support ρ = 0 and u goes
 * on in proportion to r, which is Lipschitz.
 */
export interface FluidSnapshot {
  readonly time: number;
  readonly support: readonly [number, number];
  /** sup ρ over the table. */
  readonly densityBound: number;
  /** ∬ρ(x)ρ(y)/|x − y|dxdy. */
  readonly selfEnergy: number;
  /** ∬ρ(x)ρ(y)(u(x) − u(y))·(x − y)/|x − y|³dxdy = 8π∫ρum dr. */
  readonly selfCommutator: number;
  density(r: number): number;
  /** m(r), the mass inside r. */
  mass(r: number): number;
  /** ∫_{|y|<r}|y|²ρ(y)dy. */
  secondMoment(r: number): number;
  /** φ_ρ(r) = ∫ρ(y)/|x − y|dy. */
  potential(r: number): number;
  /** 4π∫_r^∞ρu ds = div ∫(ρu)(y)/|x − y|dy = −∂ₜφ_ρ. */
  fluxPotential(r: number): number;
  velocity(r: number): number;
  /** ∂u/∂r. */
  velocitySlope(r: number): number;
}

/** Cells of the table, in all. */
const cellCount = 1024;
/** Keeps the ends of a piece, where ρ may jump, on its own side. */
const margin = 1e-13;

type Quantity = 'density' | 'mass' | 'secondMoment' | 'potential' | 'fluxPotential' | 'velocity';
type Piece = Record<Quantity, PiecewiseCubic> & { readonly end: number };
type Columns = Record<Quantity, Float64Array>;

/** Integrals over the mass between two labels. */
interface Moments {
  secondMoment: number;
  /** ∫dm/r and ∫u dm/r². */
  charge: number;
  flux: number;
  /** 2∫m dm/r and 2∫um dm/r². */
  energy: number;
  commutator: number;
}

const rule = gaussLegendre(3);

/**
 * The fluid at time t, as a table of cubics over 1024 cells. For smooth data errors of some 10⁻¹⁰ of the largest density and velocity (the
 * velocity's slope 10⁻⁷) up to half of the time of crossing, 10⁻⁷ at nine tenths, and 10⁻⁵ close to it, where ρ becomes infinite.
 *
 *     const now = fluidSnapshot(radialEulerPoisson({ density: radialNormal() }), 2);
 *     now.velocity(1);   // the same as fluid.velocity(2, 1), some thousand times faster
 *
 * @throws RangeError when t is not in [0, fluid.crossing.time).
 */
export function fluidSnapshot(fluid: RadialEulerPoisson, t: number): FluidSnapshot {
  if (typeof fluid?.shell !== 'function')
    throw new RangeError(`fluid must be made by radialEulerPoisson, got ${fluid}`);
  const { breakpoints } = fluid.initial;
  const total: Moments = { secondMoment: 0, charge: 0, flux: 0, energy: 0, commutator: 0 };
  const tables: { knots: Float64Array; values: Columns; slopes: Columns }[] = [];
  for (let piece = breakpoints.length - 1; piece >= 1; piece--)
    tables.unshift(tabulate(fluid, t, piece, total));
  // The second moment was summed from outside.
  for (const { values } of tables)
    values.secondMoment.forEach((outside, i) => {
      values.secondMoment[i] = total.secondMoment - outside;
    });
  const pieces = tables.map(({ knots, values, slopes }) => {
    const cubic = (q: Quantity): PiecewiseCubic => fromSlopes(knots, values[q], slopes[q], false);
    return {
      end: knots[knots.length - 1],
      density: cubic('density'),
      mass: cubic('mass'),
      secondMoment: cubic('secondMoment'),
      potential: cubic('potential'),
      fluxPotential: cubic('fluxPotential'),
      velocity: cubic('velocity'),
    };
  });
  const densityBound = Math.max(
    ...tables.map(({ values }) => values.density.reduce((a, b) => Math.max(a, b))),
  );
  return fromPieces(t, pieces, tables[0].knots[0], densityBound, total);
}

/** One piece between breakpoints, from outside inwards; `total` holds the integrals over what lies outside. */
function tabulate(
  fluid: RadialEulerPoisson,
  t: number,
  piece: number,
  total: Moments,
): { knots: Float64Array; values: Columns; slopes: Columns } {
  const { initial } = fluid;
  const [first, last] = [initial.breakpoints[piece - 1], initial.breakpoints[piece]];
  const n = Math.max(8, Math.ceil(cellCount / (initial.breakpoints.length - 1)));
  const shift = margin * (last - first);
  const labelAt = (i: number): number => {
    if (i === n) return last - shift;
    return i === 0 ? first + (first > 0 ? shift : 0) : first + ((last - first) * i) / n;
  };
  const columns = (): Columns => ({
    density: new Float64Array(n + 1),
    mass: new Float64Array(n + 1),
    secondMoment: new Float64Array(n + 1),
    potential: new Float64Array(n + 1),
    fluxPotential: new Float64Array(n + 1),
    velocity: new Float64Array(n + 1),
  });
  const [knots, stretches] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  const [values, slopes] = [columns(), columns()];
  for (let i = n; i >= 0; i--) {
    const a = labelAt(i);
    const shell = fluid.shell(t, a);
    const { radius: r, velocity: u, stretch, stretchRate } = shell;
    const rho = densityOf(fluid, a, shell);
    const mass = initial.mass(a);
    const field = r > 0 ? mass / (r * r) : 0;
    knots[i] = r;
    stretches[i] = stretch;
    values.density[i] = rho;
    values.mass[i] = mass;
    values.secondMoment[i] = total.secondMoment;
    values.potential[i] = (r > 0 ? mass / r : 0) + total.charge;
    values.fluxPotential[i] = total.flux;
    values.velocity[i] = u;
    slopes.mass[i] = 4 * Math.PI * r * r * rho;
    slopes.secondMoment[i] = 4 * Math.PI * r ** 4 * rho;
    slopes.potential[i] = -field;
    slopes.fluxPotential[i] = -4 * Math.PI * rho * u;
    slopes.velocity[i] = stretchRate / stretch;
    if (i > 0) addMoments(fluid, t, labelAt(i - 1), a, total);
  }
  densitySlopes(values.density, stretches, (last - first) / n, slopes.density);
  return { knots, values, slopes };
}

/** ρ = ρ^in·(a/r)²/J. */
function densityOf(fluid: RadialEulerPoisson, a: number, { radius, stretch }: RadialShell): number {
  const thinning = a > 0 ? a / radius : 1 / stretch;
  return (fluid.initial.density(a) * thinning * thinning) / stretch;
}

function addMoments(fluid: RadialEulerPoisson, t: number, from: number, to: number, total: Moments): void {
  const [middle, half] = [0.5 * (from + to), 0.5 * (to - from)];
  for (let k = 0; k < rule.nodes.length; k++) {
    const a = middle + half * rule.nodes[k];
    const { radius: r, velocity: u } = fluid.shell(t, a);
    const dm = 4 * Math.PI * half * rule.weights[k] * fluid.initial.density(a) * a * a;
    const m = fluid.initial.mass(a);
    total.secondMoment += dm * r * r;
    total.charge += dm / r;
    total.flux += (dm * u) / (r * r);
    total.energy += (2 * m * dm) / r;
    total.commutator += (2 * u * m * dm) / (r * r);
  }
}

/** The slopes dρ/dr = (dρ/da)/J, by differences of order 4 over labels, which are equidistant; at least five of them. */
function densitySlopes(
  rho: Float64Array,
  stretches: Float64Array,
  spacing: number,
  slopes: Float64Array,
): void {
  const n = rho.length - 1;
  const inward = (i: number, side: 1 | -1): number => {
    const f = (k: number): number => rho[i + side * k];
    return (side * (-25 * f(0) + 48 * f(1) - 36 * f(2) + 16 * f(3) - 3 * f(4))) / 12;
  };
  const beside = (i: number, side: 1 | -1): number => {
    const f = (k: number): number => rho[i + side * k];
    return (side * (-3 * f(-1) - 10 * f(0) + 18 * f(1) - 6 * f(2) + f(3))) / 12;
  };
  for (let i = 0; i <= n; i++) {
    const change =
      i === 0
        ? inward(0, 1)
        : i === n
          ? inward(n, -1)
          : i === 1
            ? beside(1, 1)
            : i === n - 1
              ? beside(n - 1, -1)
              : (rho[i - 2] - 8 * rho[i - 1] + 8 * rho[i + 1] - rho[i + 2]) / 12;
    slopes[i] = change / (spacing * stretches[i]);
  }
}

function fromPieces(
  time: number,
  pieces: readonly Piece[],
  inner: number,
  densityBound: number,
  total: Moments,
): FluidSnapshot {
  const outer = pieces[pieces.length - 1].end;
  const pieceAt = (r: number): Piece => {
    let p = 0;
    while (pieces[p].end < r) p++;
    return pieces[p];
  };
  const at = (quantity: Quantity, r: number): number => {
    const cubic = pieceAt(r)[quantity];
    return cubic.at(Math.max(r, cubic.knots[0]));
  };
  const inside = (r: number): boolean => numberIn('r', r, 0, Number.MAX_VALUE) >= inner && r <= outer;
  const edgeRate = (r: number): number => {
    const edge = r < inner ? inner : outer;
    return at('velocity', edge) / edge;
  };
  return {
    time,
    support: [inner, outer],
    densityBound,
    selfEnergy: total.energy,
    selfCommutator: total.commutator,
    density: (r) => (inside(r) ? at('density', r) : 0),
    mass: (r) => (inside(r) ? at('mass', r) : r < inner ? 0 : 1),
    secondMoment: (r) => (inside(r) ? at('secondMoment', r) : r < inner ? 0 : total.secondMoment),
    potential: (r) => (inside(r) ? at('potential', r) : r < inner ? at('potential', inner) : 1 / r),
    fluxPotential: (r) => (inside(r) ? at('fluxPotential', r) : r < inner ? total.flux : 0),
    velocity: (r) => (inside(r) ? at('velocity', r) : r * edgeRate(r)),
    velocitySlope: (r) => {
      if (!inside(r)) return edgeRate(r);
      const { velocity } = pieceAt(r);
      return velocity.derivative(Math.max(r, velocity.knots[0]));
    },
  };
}
