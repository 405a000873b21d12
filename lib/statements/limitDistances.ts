import { type Distribution1D, type GridDensity, gridDensity, phaseSpaceDensity } from '../densities';
import { phaseSpaceMeasure } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { transportSemidiscrete } from '../metrics/transport';
import { type Estimate, estimateOf } from '../numerics/estimate';
import { finite, integerIn, numberIn } from '../numerics/guards';
import { createRandom, type Random } from '../numerics/random';
import { type PhaseSpaceGrid, vlasovGridSolver } from '../solvers/kinetic';
import { newtonSolver } from '../solvers/particles';

/** What is known of E W₁(μ_N(t), f(t)) for one N and t, d = 1; plain data, fit for JSON. */
export interface LimitPoint {
  /** N. */
  readonly size: number;
  readonly time: number;
  /** Clouds of independent initial data; the same ones at all times. */
  readonly repetitions: number;
  /** Means of both ends of the certified enclosure of W₁ between μ_N(t) and the density on the grid. */
  readonly lower: Estimate;
  readonly upper: Estimate;
  /**
   * Estimate of W₁ between the density on the grid and f(t): what half the cells would change, and what a density gains by
   * being constant on cells.
   */
  readonly gridError: number;
}

export interface LimitSettings {
  readonly sizes: readonly number[];
  /** Ascending, ≥ 0. */
  readonly times: readonly number[];
  /** Clouds for each size, at least 2. */
  readonly repetitions: readonly number[];
  /** Cells of the grid on each axis, even; 128 by default. */
  readonly cells?: number;
  /** Relative width of the enclosures; 0.01 by default. */
  readonly tolerance?: number;
}

export interface LimitOptions extends LimitSettings {
  readonly interaction: Interaction;
  /** The laws of x and of ξ in f^in. */
  readonly position: Distribution1D;
  readonly momentum: Distribution1D;
  readonly seed: number;
  /** Points that are known already; their sizes are left out. */
  readonly previous?: readonly LimitPoint[];
  /** Told the points of one N at all times. */
  readonly onPoints?: (points: readonly LimitPoint[]) => void;
}

/** Step of Newton's equations: splitting of order four; for V = −cos it errs by 1e−10 up to t = 2. */
const timeStep = 0.05;

/**
 * E W₁(μ_N(t), f(t)) in d = 1 for N particles that start independently with law f^in and move by Newton's equations (2).
 *
 * They are no independent sample of f(t) at t > 0, so two clouds do not enclose the distance from f(t) (only half of their
 * distance is still a lower bound). Hence f(t) itself, from Vlasov's equation on a grid, the line being cut where less than
 * 1e−12 of the mass is; the distance of each cloud from that density is enclosed with a certificate, and the error of the
 * grid is estimated beside it.
 * @example
 * limitPoints({ interaction: V, position: normal({ deviation: 0.8 }), momentum: normal({ deviation: 0.5 }), sizes: [50], times: [0, 0.5], repetitions: [3], seed: 1 })
 */
export function limitPoints(options: LimitOptions): LimitPoint[] {
  const { interaction, sizes, times, repetitions, seed, tolerance = 0.01, previous = [], onPoints } = options;
  times.forEach((t, s) => {
    if (finite(`times[${s}]`, t) < 0 || (s > 0 && t <= times[s - 1]))
      throw new RangeError(`times must be >= 0 and ascend, got ${times.join(', ')}`);
  });
  const density = phaseSpaceDensity({
    dimension: 1,
    position: options.position,
    momentum: options.momentum,
  });
  const wanted = sizes.filter((size) => !previous.some((point) => point.size === size));
  if (wanted.length === 0) return [];
  const law = densitiesOnGrid(options);
  const random = createRandom(seed);
  return sizes.flatMap((size, k) => {
    integerIn(`sizes[${k}]`, size, 1, 10_000);
    integerIn(`repetitions[${k}]`, repetitions[k], 2, 1e6);
    const stream = random.split();
    if (!wanted.includes(size)) return [];
    const clouds = Array.from({ length: repetitions[k] }, () => enclosures(stream.split(), size));
    const points = times.map((time, s) => ({
      size,
      time,
      repetitions: repetitions[k],
      lower: estimateOf(clouds.map((ends) => ends[s].lower)),
      upper: estimateOf(clouds.map((ends) => ends[s].upper)),
      gridError: law[s].error,
    }));
    onPoints?.(points);
    return points;
  });

  /** One cloud, followed through all times. */
  function enclosures(stream: Random, size: number): { readonly lower: number; readonly upper: number }[] {
    const solver = newtonSolver({ interaction, ...density.sample(stream, size) });
    return times.map((until, s) => {
      if (until > 0) solver.run({ until, timeStep });
      return transportSemidiscrete(law[s].density, phaseSpaceMeasure(solver.state), { tolerance });
    });
  }
}

/** f at the times as a density constant on cells, with an estimate of its distance from f(t). */
function densitiesOnGrid(options: LimitOptions): { readonly density: GridDensity; readonly error: number }[] {
  const { interaction, times } = options;
  const cells = integerIn('cells', options.cells ?? 128, 32, 1024);
  if (cells % 2 !== 0) throw new RangeError(`cells must be even, got ${cells}`);
  numberIn('tolerance', options.tolerance ?? 0.01, 1e-6, 0.5);
  const density = phaseSpaceDensity({
    dimension: 1,
    position: options.position,
    momentum: options.momentum,
  });
  const duration = Math.max(1e-3, times[times.length - 1]);
  const solvers = [cells, cells / 2].map((n) =>
    vlasovGridSolver({ interaction, density, cells: n, domain: 'line', duration, positive: true }),
  );
  return times.map((time) => {
    const [fine, coarse] = solvers.map((solver) => solver.advanceTo(time));
    const masses = cellMasses(fine);
    return {
      density: gridDensity({
        low: [fine.x[0], fine.xi[0]],
        high: [fine.x[1], fine.xi[1]],
        cells: [fine.nX, fine.nXi],
        masses,
      }),
      error: costOfDifference(fine, masses, coarse) + costOfSteps(fine, masses),
    };
  });
}

/** Cells with less than this count nothing: fewer cells to visit, and 1e−13 of the mass for each. */
const negligible = 1e-13;

function cellMasses({ values }: PhaseSpaceGrid): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  const masses = values.map((value) => (value > negligible * total ? value : 0));
  const kept = masses.reduce((sum, value) => sum + value, 0);
  return masses.map((value) => value / kept);
}

/** ∫|z − c| d|μ − ν| ≥ W₁(μ, ν), c the middle of the box, for the masses of the cells of the coarse grid. */
function costOfDifference(fine: PhaseSpaceGrid, masses: Float64Array, coarse: PhaseSpaceGrid): number {
  const rough = cellMasses(coarse);
  const { nX, nXi } = coarse;
  const side = ([low, high]: readonly [number, number], i: number, n: number): number =>
    (Math.abs((i + 0.5) / n - 0.5) + 0.5 / n) * (high - low);
  let sum = 0;
  for (let i = 0; i < nX; i++) {
    for (let j = 0; j < nXi; j++) {
      const k = 4 * i * nXi + 2 * j;
      const block = masses[k] + masses[k + 1] + masses[k + 2 * nXi] + masses[k + 2 * nXi + 1];
      const reach = Math.hypot(side(fine.x, i, nX), side(fine.xi, j, nXi));
      sum += Math.abs(block - rough[i * nXi + j]) * reach;
    }
  }
  return sum;
}

/** A density constant on cells of length ℓ is within ℓ²/12 times its variation along the axis, to leading order. */
function costOfSteps({ x, xi, nX, nXi }: PhaseSpaceGrid, masses: Float64Array): number {
  let [alongX, alongXi] = [0, 0];
  for (let k = 0; k + nXi < masses.length; k++) alongX += Math.abs(masses[k + nXi] - masses[k]);
  for (let k = 0; k + 1 < masses.length; k++) alongXi += Math.abs(masses[k + 1] - masses[k]);
  return (alongX * (x[1] - x[0])) / nX / 12 + (alongXi * (xi[1] - xi[0])) / nXi / 12;
}
