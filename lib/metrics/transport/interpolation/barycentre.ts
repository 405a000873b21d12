import { integerIn, numberIn, probabilityWeights } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import { checkedCloud, type WeightedCloud } from '../cloud';
import type { Cloud, TransportResult } from '../types';
import { wasserstein } from '../wasserstein';
import { conditionalMeans } from './interpolation';
import { barycentreOnLine } from './lineBarycentre';

export interface BarycentreOptions {
  /** λ_k ≥ 0 with sum 1; equal by default. */
  readonly weights?: ArrayLike<number>;
  /**
   * Where the iteration starts; the number of atoms and their masses stay as they are here. By default the cloud with
   * most points.
   */
  readonly start?: Cloud;
  /** Relative: the iteration ends when a step moves the atoms by at most tolerance·(size of the clouds); 1e−10 by default. */
  readonly tolerance?: number;
  /** 100 by default. */
  readonly maxIterations?: number;
  /** Told after every iteration. */
  readonly onProgress?: OnProgress;
}

/** A minimiser, at least locally, of F(ν) = Σ_k λ_k dist_MK,2(ν, μ_k)², with bounds of the minimum. */
export interface WassersteinBarycentre {
  readonly value: Cloud;
  /** F(value), an upper bound of min F. */
  readonly functional: number;
  /** ½ Σ_jk λ_j λ_k dist_MK,2(μ_j, μ_k)² ≤ min F, over all probabilities, not only those with as many atoms. */
  readonly lower: number;
  /** F at the start and after each iteration; it never grows, up to rounding. */
  readonly history: Float64Array;
  /** `exact`: F(value) = min F, by sorting (on the line). `converged`: a fixed point. */
  readonly status: 'converged' | 'iteration limit';
  readonly iterations: number;
  /** Root mean square of the next step, in units of the root mean square size of the clouds. */
  readonly residual: number;
}

/**
 * The Wasserstein barycentre of some clouds, the minimiser of F(ν) = Σ_k λ_k dist_MK,2(ν, μ_k)² (M. Agueh and G. Carlier,
 * SIAM J. Math. Anal. 43, 2011).
 *
 * On the line its quantile function is the average of those of the clouds, which is computed. Elsewhere the points of
 * a cloud with fixed masses move to Σ_k λ_k T_k(y_j), with T_k the barycentric projections of optimal plans to the μ_k
 * (M. Cuturi and A. Doucet, Proc. ICML 2014, free support, full steps), until they stand still. A step of root mean
 * square δ lowers F by at least δ². The limit depends on the start; `lower` tells how much may be missing: it is min F
 * for two clouds, and for translates.
 * @throws RangeError for no clouds, clouds of different dimensions, and where `transportExact` does.
 */
export function wassersteinBarycentre(
  clouds: readonly Cloud[],
  options: BarycentreOptions = {},
): WassersteinBarycentre {
  const measures = checkedClouds(clouds);
  const lambda = probabilityWeights('weights', options.weights, measures.length);
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-10, 1e-14, 1);
  const maxIterations = integerIn('maxIterations', options.maxIterations ?? 100, 0);
  const { dimension } = measures[0];
  const start = options.start && checkedCloud('start', options.start);
  if (start && start.dimension !== dimension)
    throw new RangeError(`start.dimension must be ${dimension} as in clouds, got ${start.dimension}`);
  const lower = halfMeanSquareDistance(measures, lambda);
  if (dimension === 1 && !start) {
    const value = barycentreOnLine(measures, lambda);
    const functional = functionalOf(plansTo(value, measures, lambda), lambda);
    const history = Float64Array.of(functional);
    return { value, functional, lower, history, status: 'converged', iterations: 0, residual: 0 };
  }
  const largest = measures.reduce((best, one) => (one.count > best.count ? one : best));
  return {
    lower,
    ...fixedPoint(start ?? largest, measures, lambda, { ...options, tolerance, maxIterations }),
  };
}

function checkedClouds(clouds: readonly Cloud[]): WeightedCloud[] {
  if (!clouds?.length) throw new RangeError('clouds must hold at least one cloud, got none');
  const measures = Array.from(clouds, (one, k) => checkedCloud(`clouds[${k}]`, one));
  measures.forEach(({ dimension }, k) => {
    if (dimension !== measures[0].dimension)
      throw new RangeError(
        `clouds[${k}].dimension must be ${measures[0].dimension} as in clouds[0], got ${dimension}`,
      );
  });
  return measures;
}

/**
 * With x_k ~ μ_k jointly and ȳ = Σ λ_k x_k, Σ λ_k|x_k − ȳ|² = ½ Σ λ_j λ_k |x_j − x_k|²; its mean is at least the value
 * returned, and min F is its least mean.
 */
function halfMeanSquareDistance(measures: readonly WeightedCloud[], lambda: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < measures.length; j++) {
    for (let k = 0; k < j; k++) {
      if (lambda[j] * lambda[k] === 0) continue;
      sum += lambda[j] * lambda[k] * wasserstein(measures[j], measures[k], { p: 2 }).lower ** 2;
    }
  }
  return sum;
}

/** The optimal plans from ν to the μ_k that count. */
function plansTo(
  nu: Cloud,
  measures: readonly WeightedCloud[],
  lambda: Float64Array,
  before?: readonly (TransportResult | undefined)[],
): (TransportResult | undefined)[] {
  return measures.map((one, k) =>
    lambda[k] > 0 ? wasserstein(nu, one, { p: 2, start: before?.[k] }) : undefined,
  );
}

function functionalOf(plans: readonly (TransportResult | undefined)[], lambda: Float64Array): number {
  return plans.reduce((sum, plan, k) => sum + lambda[k] * (plan?.primal ?? 0), 0);
}

function fixedPoint(
  start: WeightedCloud,
  measures: readonly WeightedCloud[],
  lambda: Float64Array,
  {
    tolerance,
    maxIterations,
    onProgress,
  }: BarycentreOptions & { readonly tolerance: number; readonly maxIterations: number },
): Omit<WassersteinBarycentre, 'lower'> {
  const size = rootMeanSquareSize(measures, lambda);
  let value = start;
  let plans = plansTo(value, measures, lambda);
  const history = [functionalOf(plans, lambda)];
  for (let iterations = 0; ; iterations++) {
    const next = averagedImages(value, plans, measures, lambda);
    const step = rootMeanSquareStep(value, next);
    const still = step <= tolerance * size;
    if (still || iterations === maxIterations) {
      return {
        value,
        functional: history[iterations],
        history: Float64Array.from(history),
        status: still ? 'converged' : 'iteration limit',
        iterations,
        residual: size > 0 ? step / size : 0,
      };
    }
    value = { ...value, points: next };
    plans = plansTo(value, measures, lambda, plans);
    history.push(functionalOf(plans, lambda));
    onProgress?.(iterations + 1, maxIterations);
  }
}

/** Σ_k λ_k T_k(y_j). */
function averagedImages(
  value: WeightedCloud,
  plans: readonly (TransportResult | undefined)[],
  measures: readonly WeightedCloud[],
  lambda: Float64Array,
): Float64Array {
  const out = new Float64Array(value.points.length);
  plans.forEach((result, k) => {
    if (!result) return;
    const images = conditionalMeans(result.plan, value, measures[k]);
    for (let i = 0; i < out.length; i++) out[i] += lambda[k] * images[i];
  });
  return out;
}

function rootMeanSquareStep({ points, weights, dimension }: WeightedCloud, next: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < next.length; i++)
    sum += weights[Math.floor(i / dimension)] * (next[i] - points[i]) ** 2;
  return Math.sqrt(sum);
}

/** Root mean square distance of the mixture Σ λ_k μ_k from its mean. */
function rootMeanSquareSize(measures: readonly WeightedCloud[], lambda: Float64Array): number {
  const d = measures[0].dimension;
  const mean = new Float64Array(d);
  const forEach = (visit: (mass: number, value: number, axis: number) => void): void =>
    measures.forEach(({ points, weights }, k) => {
      for (let i = 0; i < points.length; i++) visit(lambda[k] * weights[Math.floor(i / d)], points[i], i % d);
    });
  forEach((mass, value, axis) => {
    mean[axis] += mass * value;
  });
  let sum = 0;
  forEach((mass, value, axis) => {
    sum += mass * (value - mean[axis]) ** 2;
  });
  return Math.sqrt(sum);
}
