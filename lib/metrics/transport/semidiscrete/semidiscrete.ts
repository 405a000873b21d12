import type { GridDensity } from '../../../densities/gridDensity';
import { checkedGridDensity, discretiseOnGrid } from '../../../densities/gridDensity';
import type { PhaseSpaceDensity } from '../../../densities/types';
import { finiteArray, integerIn, numberIn, oneOf, positive } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import { checkedCloud } from '../cloud';
import type { Cloud } from '../types';
import { type Certificate, certify } from './certificate';
import { LaguerreDiagram } from './laguerre';
import type { Sites } from './laguerreCandidates';
import { newtonPotentials } from './newton';
import { images, type MergedSites, mergedSites } from './sites';
import { spacing, startingPotentials } from './start';

export interface TransportSemidiscreteOptions {
  /** Exponent of the cost |x−y|ᵖ: 1 (default) or 2. */
  readonly p?: 1 | 2;
  /** Relative width of the interval: upper − lower ≤ tolerance·upper; 1e−3 by default, at least 1e−6. */
  readonly tolerance?: number;
  /** The first axis closes to a circle of this length, that of the box of the density. */
  readonly period?: number;
  /** Iterations of Newton's method on each grid of the density, after which the interval is what it is; 200 by default. */
  readonly maxIterations?: number;
  /** Cells per axis up to which a smooth density is resolved; 1024 by default. */
  readonly maxCellsPerAxis?: number;
  /** Clouds with more points are refused before the start; 20 000 by default, which may take half an hour. */
  readonly maxPoints?: number;
  /** Told after every step the digits gained and wanted. */
  readonly onProgress?: OnProgress;
}

/** The distance between a cloud and a density, enclosed, with the potential that proves the lower end. */
export interface TransportSemidiscreteResult {
  /** lower ≤ dist_MK,p(density, cloud) ≤ upper. */
  readonly lower: number;
  readonly upper: number;
  readonly p: 1 | 2;
  /** ψ on the points of the cloud; −∞ for a point without mass. */
  readonly psi: Float64Array;
  /** Masses that the cells of the diagram of ψ have; the weights of the cloud, up to the defect. */
  readonly masses: Float64Array;
  /** φ(z) = min_j (|z − y_j|ᵖ − ψ_j), on all of the plane; 1-Lipschitz for p = 1. */
  potential(z: ArrayLike<number>): number;
  /** The point to which the mass at z goes: the j of that minimum. */
  destination(z: ArrayLike<number>): number;
  /**
   * `converged`: the interval is as narrow as was asked. `density not resolved`: the grid of the density would have to
   * be finer than `maxCellsPerAxis`. `iteration limit`, `stalled`: of Newton's method. The interval holds in any case.
   */
  readonly status: 'converged' | 'density not resolved' | 'iteration limit' | 'stalled';
  /** Iterations of Newton's method on the last grid. */
  readonly iterations: number;
}

/**
 * dist_MK,p between a density f on the plane and a cloud ν = Σ w_j δ_{y_j}, enclosed: lower ≤ dist_MK,p(f, ν) ≤ upper.
 *
 * With φ(z) = min_j (|z − y_j|ᵖ − ψ_j), duality gives ∫φ f + Σ w_j ψ_j ≤ dist_MK,pᵖ for every ψ, with equality when the
 * cells {φ(z) = |z − y_j|ᵖ − ψ_j} carry the masses w_j; ψ is found by Newton's method, from a coarse exact transport if
 * need be. The upper end is the cost ∫|z − T(z)|ᵖ f of the map T to the points of the cells, plus the exact transport
 * of what the masses of the cells still lack. Both integrals are computed in closed form on polygons, with bounds from
 * convexity where cells are not polygons (p = 1), and rounding is allowed for. A phase-space density is replaced by one
 * that is constant on cells (`discretiseOnGrid`), and the certified distance of both widens the interval.
 * @throws RangeError unless density and cloud live in the plane, for more than `maxPoints` points, points farther away than
 * 1e5 times the size of the density (where integrals over cells lose their digits), and for bad options.
 */
export function transportSemidiscrete(
  density: GridDensity | PhaseSpaceDensity,
  cloud: Cloud,
  options: TransportSemidiscreteOptions = {},
): TransportSemidiscreteResult {
  const sites = mergedSites(checkedCloud('cloud', cloud));
  const p = oneOf('p', options.p ?? 1, [1, 2]);
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-3, 1e-6, 0.5);
  integerIn('maxIterations', options.maxIterations ?? 200, 0, 10_000);
  const finest = integerIn('maxCellsPerAxis', options.maxCellsPerAxis ?? 1024, 4, 4096);
  refuseAbove(options.maxPoints ?? 20_000, sites.x.length);
  const smooth = density != null && 'coordinates' in density;
  const dimension = smooth ? density.coordinates.length : checkedGridDensity('density', density).dimension;
  if (dimension !== 2 || cloud.dimension !== 2)
    throw new RangeError(
      `density and cloud must live in the plane, got dimensions ${dimension} and ${cloud.dimension}`,
    );
  if (!smooth) return expand(solve(density, sites, p, tolerance, options), sites, tolerance);
  let start: Solution | undefined;
  for (let cells = Math.min(64, finest); ; ) {
    const grid = discretiseOnGrid(density, { cellsPerAxis: cells });
    const last = cells === finest;
    // A first answer tells how large the distance is, and with it how fine the grid has to be.
    const rough = !last && start === undefined;
    // Half of what is allowed is for the transport, a quarter at either end for the grid.
    const found = solve(grid, sites, p, rough ? 0.1 : tolerance / 2, options, start);
    start = found;
    const excess = (4 * errorOf(grid, p)) / (tolerance * found.certificate.upper);
    if (last || (excess <= 1 && !rough)) return expand(found, sites, tolerance);
    if (excess > 1) cells = Math.min(finest, Math.max(cells + 8, Math.ceil(cells * Math.sqrt(1.1 * excess))));
  }
}

function refuseAbove(maxPoints: number, count: number): void {
  if (count <= positive('maxPoints', maxPoints)) return;
  // Measured for a Gaussian and random points: 0.15 s for 200, 3 s for 1000.
  const seconds = 3 * (count / 1000) ** 2;
  throw new RangeError(
    `cloud must have at most maxPoints = ${maxPoints} points, got ${count} (estimated ${seconds.toPrecision(2)} s)`,
  );
}

/** Beyond these limits the integrals over cells lose their digits. */
function refuseExtremes({ edges }: GridDensity, { x, y }: Sites): void {
  const [low, high] = [edges.map((axis) => axis[0]), edges.map((axis) => axis[axis.length - 1])];
  const size = Math.hypot(high[0] - low[0], high[1] - low[1]);
  if (!(size > 1e-60 && size < 1e60))
    throw new RangeError(`density must live on a box of a size between 1e-60 and 1e60, got ${size}`);
  for (let k = 0; k < x.length; k++) {
    const away = Math.hypot(x[k] - (low[0] + high[0]) / 2, y[k] - (low[1] + high[1]) / 2);
    if (away > 1e5 * size)
      throw new RangeError(
        `cloud must lie within 1e5 times the size ${size.toPrecision(3)} of the density, got (${x[k]}, ${y[k]})`,
      );
  }
}

function errorOf(grid: GridDensity, p: 1 | 2): number {
  return p === 1 ? grid.w1Error : grid.w2Error;
}

interface Solution {
  readonly density: GridDensity;
  readonly p: 1 | 2;
  readonly psi: Float64Array;
  readonly certificate: Certificate;
  readonly sites: Sites;
  readonly status: TransportSemidiscreteResult['status'];
  readonly iterations: number;
}

type Proof = Pick<Solution, 'psi' | 'certificate'>;

/** All bounds hold: the best of either end, with the ψ of the lower one. */
function better(before: Proof | undefined, now: Proof): Proof {
  if (!before) return now;
  const upper = Math.min(before.certificate.upper, now.certificate.upper);
  const { psi, certificate } = now.certificate.lower >= before.certificate.lower ? now : before;
  return { psi, certificate: { ...certificate, upper } };
}

function solve(
  density: GridDensity,
  merged: MergedSites,
  p: 1 | 2,
  tolerance: number,
  options: TransportSemidiscreteOptions,
  start?: Solution,
): Solution {
  const { weights } = merged;
  const { maxIterations = 200, onProgress, period } = options;
  const sites = images(merged, density, period);
  refuseExtremes(density, sites);
  const diagram = new LaguerreDiagram(density, sites, p);

  let iterations = 0;
  // The first round only brings ψ near, the next ones halve rectangles until the bounds meet.
  let bend = p === 2 ? Number.POSITIVE_INFINITY : 0.1 * spacing(density, sites.count);
  // About a third of the mass lies where cells meet, and bends there by a few percent of the bound on the mean.
  const finerBend = (upper: number): number => Math.min(bend / 4, 10 * tolerance * upper);
  if (start) bend = Math.min(bend, finerBend(start.certificate.upper));
  let psi = start?.psi ?? startingPotentials(diagram, weights, bend, period);
  let gap = Number.POSITIVE_INFINITY;
  let best: Proof | undefined;
  for (let round = 0; ; round++) {
    const rough = p === 1 && round === 0 && start === undefined;
    const newton = newtonPotentials(diagram, weights, psi, {
      bend,
      enough: p === 2 ? 1e-13 : rough ? 0.05 : (0.2 * Math.sqrt(tolerance)) / 4 ** round,
      maxIterations: maxIterations - iterations,
      onStep: (defect) => onProgress?.(Math.min(99, Math.round(-9 * Math.log10(defect))), 100),
    });
    iterations += newton.iterations;
    psi = newton.psi;
    best = better(best, { psi, certificate: certify(diagram, weights, psi, bend) });
    const { lower, upper } = best.certificate;
    if (upper - lower <= tolerance * upper)
      return { density, p, ...best, sites, status: 'converged', iterations };
    const limit = newton.status === 'iteration limit';
    const idle = upper - lower > 0.8 * gap;
    gap = upper - lower;
    if (limit || p === 2 || idle) {
      const status = newton.status === 'converged' ? 'stalled' : newton.status;
      return { density, p, ...best, sites, status, iterations };
    }
    bend = finerBend(upper);
  }
}

/** The answer in terms of the cloud as it was given, widened by the error of the density. */
function expand(
  solution: Solution,
  { cloud, siteOf, x, weights }: MergedSites,
  tolerance: number,
): TransportSemidiscreteResult {
  const { density, p, certificate, sites, iterations } = solution;
  const error = errorOf(density, p);
  const lower = Math.max(0, certificate.lower - error);
  const upper = certificate.upper + error;
  const wide = upper - lower > tolerance * upper;
  const status = wide && solution.status === 'converged' ? 'density not resolved' : solution.status;
  const representative = new Int32Array(x.length).fill(-1);
  const psi = new Float64Array(cloud.count).fill(Number.NEGATIVE_INFINITY);
  const masses = new Float64Array(cloud.count);
  for (let i = 0; i < cloud.count; i++) {
    const s = siteOf[i];
    if (s < 0) continue;
    psi[i] = solution.psi[s];
    if (representative[s] < 0) representative[s] = i;
    masses[i] = (certificate.masses[s] * cloud.weights[i]) / weights[s];
  }
  const least = (z: ArrayLike<number>): { value: number; site: number } => {
    const [a, b] = finiteArray('z', z, 2);
    let value = Number.POSITIVE_INFINITY;
    let site = 0;
    for (let k = 0; k < sites.x.length; k++) {
      const r = Math.hypot(a - sites.x[k], b - sites.y[k]);
      const height = (p === 1 ? r : r * r) - solution.psi[sites.owner[k]];
      if (height < value) {
        value = height;
        site = sites.owner[k];
      }
    }
    return { value, site };
  };
  return {
    lower,
    upper,
    p,
    psi,
    masses,
    potential: (z) => least(z).value,
    destination: (z) => representative[least(z).site],
    status,
    iterations,
  };
}
