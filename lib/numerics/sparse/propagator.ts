import { norm } from '../complexVector';
import { powerOfTwoAbove } from '../dense/spectra';
import { finite, finiteArray, integerIn, numberIn, oneOf } from '../guards';
import type { OnProgress } from '../progress';
import { createRandom, type Random } from '../random';
import {
  chebyshevResult,
  chebyshevSlots,
  expandExponential,
  growthLimit,
  longestExpansion,
} from './chebyshev';
import type { SpectralBounds } from './hermitian';
import { krylovSlots, krylovStep } from './krylov';
import type { SparseMatrix } from './matrix';
import { checkBounds, checkVector, type HermitianOperator, sizeLimit, toOperator } from './operator';
import { createSpace, type Space } from './space';
import { boundsIn, certainBounds } from './spectrum';

/** Options of `schroedingerPropagator`. */
export interface PropagatorOptions {
  /**
   * 'chebyshev' (default): fewest operations when the spectrum is well filled. 'krylov': steps with an adapted length,
   * better when ψ lies in a small part of a wide spectrum; needs `basisSize` more vectors of memory.
   */
  readonly method?: 'chebyshev' | 'krylov';
  /** Global: largest ‖out − exp(−itH)ψ‖/‖ψ‖ of one call; default 1e−10, at least 1e−15. */
  readonly tolerance?: number;
  /**
   * An interval that certainly contains the spectrum (chebyshev). Default: that of the operator, or Gershgorin's for a
   * matrix, replaced by `spectralBounds` when a matrix has much work before it or there is no other.
   */
  readonly bounds?: SpectralBounds;
  /** Largest number of basis vectors (krylov); default 30. */
  readonly basisSize?: number;
  /**
   * Largest number of products with H in one call of `stepInto` or `evolve`, those for spectral bounds included; at most
   * 10⁶, the default. A call that needs more stops at the time which that many reach: status 'product limit'.
   */
  readonly maxProducts?: number;
  /** For the start vector of `spectralBounds`. */
  readonly random?: Random;
  /** Called after every product with the number done and an estimate of all. */
  readonly onProgress?: OnProgress;
}

/** What one call of `stepInto` or `evolve` did. */
export interface PropagationReport {
  /**
   * 'rounding limit': the bound below exceeds the tolerance by rounding alone; smaller is not to be had in doubles.
   * 'product limit': out = exp(−i·time·H)ψ for a `time` short of t, with the same bound.
   */
  readonly status: 'converged' | 'rounding limit' | 'product limit';
  /**
   * Upper bound of ‖out − exp(−itH)ψ‖/‖ψ‖: the truncation, bounded, plus an estimate of the rounding. Chebyshev's is
   * rigorous for a spectrum inside the bounds.
   */
  readonly error: number;
  /** Products with H that were taken, those for `spectralBounds` included. */
  readonly products: number;
  /** The time reached: t, unless the status is 'product limit'. */
  readonly time: number;
}

/** Evolution under one H; made by `schroedingerPropagator`. */
export interface SchroedingerPropagator {
  readonly dimension: number;
  /** Size of its memory in bytes. */
  readonly bytes: number;
  /**
   * out = exp(−itH)ψ, interleaved complex; t may be negative, |t| ≤ 1e140; out may be ψ itself. ψ need not be normalised: its norm may be
   * 0 or anything from 1e−289 to 1.7e308.
   */
  stepInto(psi: Float64Array, t: number, out: Float64Array): PropagationReport;
  /**
   * ψ(t) = exp(−itH)ψ(0) for the `times` in turn (from time 0, in any order): observe(t, ψ(t)), ψ borrowed. The tolerance
   * holds for the whole way; each interval takes its share. `psi` itself is left alone. When the products run out, the
   * times after that are not observed.
   */
  evolve(
    psi: Float64Array,
    times: ArrayLike<number>,
    observe: (t: number, psi: Float64Array) => void,
  ): PropagationReport;
}

/** Slot-level work of one method: out = exp(−itH)ψ by at most `allowed` products. */
type Advance = (
  psi: Float64Array,
  t: number,
  out: Float64Array,
  tolerance: number,
  allowed: number,
) => PropagationReport;

/** A power of two by which ψ is divided so that its squares stay in range; 1 for all but extreme sizes. */
function unitOf(psi: Float64Array): number {
  const largest = powerOfTwoAbove(psi);
  const unit = largest > 2 ** -300 && largest < 2 ** 300 ? 1 : largest;
  // Outside this the result would overflow, or be rounded as a subnormal number.
  if (unit < 2 ** -960 || (unit > 1 && !(norm(psi.map((value) => value / unit)) * unit < Infinity)))
    throw new RangeError(`psi must be 0 or have a norm between 1e-289 and 1.7e308, got about ${largest}`);
  return unit;
}

/**
 * Products H ψ below 1e−150 may underflow in their squares: within this limit they do nothing that rounding would show.
 */
function checkTime(name: string, t: number): void {
  if (Math.abs(finite(name, t)) > sizeLimit)
    throw new RangeError(`${name} must be within ±${sizeLimit} (choose other units for H), got ${t}`);
}

/** Steps of `spectralBounds` when the propagator asks for bounds. */
const boundsSteps = 24;

function statusOf(arrived: boolean, error: number, tolerance: number): PropagationReport['status'] {
  if (!arrived) return 'product limit';
  return error <= tolerance ? 'converged' : 'rounding limit';
}

/**
 * Lanczos bounds cost about 40 products. They replace Gershgorin's when more than this many have been planned, so that a
 * gain of 40 % pays at once, and no single short step pays for them.
 */
const worthRefining = 100;

function chebyshevAdvance(
  space: Space,
  operator: HermitianOperator,
  given: SpectralBounds | undefined,
  random: Random,
  onProgress?: OnProgress,
): Advance {
  const certain = given ?? certainBounds(operator);
  let bounds = certain.upper < Infinity ? certain : undefined;
  let refined = given !== undefined;
  let planned = 0;
  return (psi, t, out, tolerance, allowed) => {
    const before = space.products();
    const left = (): number => allowed - (space.products() - before);
    for (let attempt = 0; ; attempt++) {
      if (bounds) planned += (Math.abs(t) * (bounds.upper - bounds.lower)) / 2;
      if (!bounds || (!refined && Math.min(planned, left()) > worthRefining)) {
        bounds = boundsIn(space, operator, boundsSteps, 1e-3, random);
        refined = true;
      }
      const { lower, upper } = bounds;
      const plan = longestExpansion(bounds, t, 0.5 * tolerance, left());
      if (!plan) {
        out.set(psi);
        return { status: 'product limit', error: 0, products: space.products() - before, time: 0 };
      }
      space.write(0, psi);
      let done = 0;
      const total = plan.coefficients.values.length - 1;
      const { error, growth } = expandExponential(space, plan, () => onProgress?.(++done, total));
      if (growth <= growthLimit) {
        space.read(chebyshevResult, out);
        const status = statusOf(plan.t === t, error, tolerance);
        return { status, error, products: space.products() - before, time: plan.t };
      }
      if (given || attempt === 3 || !Number.isFinite(growth))
        throw new RangeError(
          `${given ? 'bounds must contain the spectrum' : 'operator must be Hermitian'}, got ||T_k psi|| = ${growth} ||psi|| on [${lower}, ${upper}]`,
        );
      bounds = { lower: lower - (upper - lower) / 4, upper: upper + (upper - lower) / 4 };
    }
  };
}

function krylovAdvance(space: Space, basisSize: number, onProgress?: OnProgress): Advance {
  return (psi, t, out, tolerance, allowed) => {
    const before = space.products();
    const done = (): number => space.products() - before;
    space.write(0, psi);
    const length = space.norm(0);
    let [time, error, scale] = [0, 0, 0];
    // A rate of error below the rounding of the products cannot be kept.
    const rate = (): number => Math.max((0.5 * tolerance) / Math.abs(t), 4 * Number.EPSILON * scale);
    const tick = (): void => {
      onProgress?.(done(), time === 0 ? allowed : Math.min(allowed, Math.ceil((done() * t) / time)));
    };
    // Times that are multiples of the last place of t add up exactly: each rounding of the time would turn every phase.
    const grain = Math.max(Number.MIN_VALUE, 2 ** (Math.floor(Math.log2(Math.abs(t))) - 52));
    if (length > 0) space.scale(0, 1 / length, 0);
    while (length > 0 && time !== t && done() < allowed) {
      const largest = Math.min(basisSize, allowed - done());
      const step = krylovStep(space, largest, t - time, grain, rate(), tick);
      scale = Math.max(scale, step.scale);
      error += step.error;
      time += step.advanced;
      space.scale(largest + 1, 1, 0);
    }
    if (length > 0) space.scale(0, length, 0);
    space.read(0, out);
    error += 2 * Number.EPSILON * (4 + done() + Math.abs(t) * scale);
    if (length === 0) time = t;
    return { status: statusOf(time === t, error, tolerance), error, products: done(), time };
  };
}

/**
 * A propagator ψ ↦ exp(−itH)ψ for a Hermitian H that does not depend on time. There is no ħ in it: for iħ∂ψ/∂t = Hψ pass
 * t/ħ, or H/ħ. A matrix is checked and copied once into WebAssembly memory, in which the whole expansion runs; a matrix-free
 * operator is called once per product.
 * @example
 * const propagator = schroedingerPropagator(matrix, { tolerance: 1e-12 });
 * const { error, products } = propagator.stepInto(psi, 0.5, psi);
 * @throws RangeError for bad options, a matrix that is not Hermitian, or more than 2 GiB of memory; for maxProducts < 25
 * when Chebyshev's method has to look for bounds first. Its functions throw when the operator or the bounds turn out wrong.
 */
export function schroedingerPropagator(
  operator: HermitianOperator | SparseMatrix,
  options: PropagatorOptions = {},
): SchroedingerPropagator {
  const { method = 'chebyshev', tolerance = 1e-10, basisSize = 30, maxProducts = 1e6 } = options;
  const { bounds, random = createRandom('propagator'), onProgress } = options;
  oneOf('method', method, ['chebyshev', 'krylov']);
  numberIn('tolerance', tolerance, 1e-15, 1);
  integerIn('basisSize', basisSize, 2, 200);
  integerIn('maxProducts', maxProducts, 1, 1e6);
  if (bounds) checkBounds('bounds', bounds);
  const checked = toOperator(operator);
  const { dimension } = checked;
  if (method === 'chebyshev' && !bounds && !checked.bounds && !checked.matrix && maxProducts <= boundsSteps)
    throw new RangeError(
      `maxProducts must be at least ${boundsSteps + 1} for an operator without bounds, whose search takes ${boundsSteps}, got ${maxProducts}`,
    );
  const space = createSpace(
    checked,
    method === 'krylov' ? krylovSlots(basisSize) : chebyshevSlots,
    'complex',
  );
  const advance =
    method === 'krylov'
      ? krylovAdvance(space, basisSize, onProgress)
      : chebyshevAdvance(space, checked, bounds ?? checked.bounds, random, onProgress);

  function stepInto(psi: Float64Array, t: number, out: Float64Array): PropagationReport {
    checkVector('psi', psi, dimension);
    checkVector('out', out, dimension);
    checkTime('t', t);
    const state = finiteArray('psi', psi);
    const unit = unitOf(state);
    for (let k = 0; k < state.length && unit !== 1; k++) state[k] /= unit;
    const report = advance(state, t, out, tolerance, maxProducts);
    for (let k = 0; k < out.length && unit !== 1; k++) out[k] *= unit;
    return report;
  }

  function evolve(
    psi: Float64Array,
    times: ArrayLike<number>,
    observe: (t: number, psi: Float64Array) => void,
  ): PropagationReport {
    checkVector('psi', psi, dimension);
    const moments = finiteArray('times', times);
    for (const t of moments) checkTime('times', t);
    const state = finiteArray('psi', psi);
    const unit = unitOf(state);
    for (let k = 0; k < state.length && unit !== 1; k++) state[k] /= unit;
    const way = moments.reduce((sum, t, k) => sum + Math.abs(t - (k > 0 ? moments[k - 1] : 0)), 0);
    let total: PropagationReport = { status: 'converged', error: 0, products: 0, time: 0 };
    for (const t of moments) {
      if (t !== total.time) {
        const span = t - total.time;
        const share = (tolerance * Math.abs(span)) / way;
        const step = advance(state, span, state, share, maxProducts - total.products);
        const error = total.error + step.error;
        const status = statusOf(step.status !== 'product limit', error, tolerance);
        const products = total.products + step.products;
        if (status === 'product limit') return { status, error, products, time: total.time + step.time };
        total = { status, error, products, time: t };
      }
      observe(t, unit === 1 ? state : state.map((value) => value * unit));
    }
    return total;
  }

  return { dimension, bytes: space.bytes, stepInto, evolve };
}
