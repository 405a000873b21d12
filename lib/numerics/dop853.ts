import { error3, error5, nodes, rows, type SparseRow, weights } from './dop853Table';
import { finite, finiteArray, integerIn, positive } from './guards';
import type { OnProgress } from './progress';

/** dy/dt written to `out`; y is borrowed and must not be changed. */
export type RightHandSide = (t: number, y: Float64Array, out: Float64Array) => void;

export interface OdeOptions {
  /** Default for both tolerances below; default 1e−9. */
  readonly tolerance?: number;
  /** A step is accepted when the RMS over i of error_i/(absolute + relative·max|y_i|) is at most 1. */
  readonly relativeTolerance?: number;
  readonly absoluteTolerance?: number;
  /** Length of the first step; by default found from the right-hand side. */
  readonly firstStep?: number;
  readonly maxStep?: number;
  /** Limit on accepted plus rejected steps; default 100 000. */
  readonly maxSteps?: number;
  /** Times from t0 towards t1, each hit exactly by a step (no interpolation). */
  readonly outputTimes?: ArrayLike<number>;
  /** Called at each output time, or, without output times, at t0 and after each step. y is borrowed. */
  readonly observe?: (t: number, y: Float64Array) => void;
  /** Told the time covered and the time to cover, after each step. */
  readonly onProgress?: OnProgress;
}

export interface OdeResult {
  /** The state at `time`. */
  readonly value: Float64Array;
  /** t1, or where the integration stopped. */
  readonly time: number;
  readonly status: 'finished' | 'step limit' | 'step too small';
  /** Accepted steps. */
  readonly steps: number;
  readonly rejected: number;
  readonly evaluations: number;
  /** Sum over the steps of the largest local error estimate: an indication, not a bound (errors may be magnified). */
  readonly errorEstimate: number;
}

interface Tolerances {
  readonly relative: number;
  readonly absolute: number;
}

/** Safety factor and the limits of growth and shrinkage of the step, as in Hairer–Nørsett–Wanner. */
const safety = 0.9;
const shrinkLimit = 0.333;
const growthLimit = 6;

/** Everything one integration needs, allocated once. */
interface Workspace {
  readonly rhs: RightHandSide;
  readonly tolerances: Tolerances;
  readonly y: Float64Array;
  readonly trial: Float64Array;
  /** Slopes k₀ … k₁₁; k₀ holds f(t, y) on entry to a step. */
  readonly slopes: readonly Float64Array[];
  evaluations: number;
}

function evaluate(work: Workspace, t: number, y: Float64Array, out: Float64Array): void {
  work.evaluations++;
  work.rhs(t, y, out);
}

/** Σ_j row_j·k_j at component i. */
function combination(row: SparseRow, slopes: readonly Float64Array[], i: number): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j][1] * slopes[row[j][0]][i];
  return sum;
}

/** trial ← y + h·Σ_j row_j·k_j. */
function combineInto(work: Workspace, row: SparseRow, h: number): void {
  const { y, trial, slopes } = work;
  for (let i = 0; i < y.length; i++) trial[i] = y[i] + h * combination(row, slopes, i);
}

/** Puts the state after a step h into `trial`; y and k₀ stay. */
function attempt(work: Workspace, t: number, h: number): void {
  for (let stage = 1; stage < nodes.length; stage++) {
    combineInto(work, rows[stage - 1], h);
    evaluate(work, t + nodes[stage] * h, work.trial, work.slopes[stage]);
  }
  combineInto(work, weights, h);
}

function scale(tolerances: Tolerances, a: number, b: number): number {
  return tolerances.absolute + tolerances.relative * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * The error of the attempted step in units of the tolerance, |h|·e₅²/√(e₅² + e₃²/100) with RMS norms, and the same
 * in absolute terms with maximum norms. NaN when the right-hand side was not finite.
 */
function stepError(work: Workspace, h: number): [scaled: number, absolute: number] {
  const { y, trial, slopes, tolerances } = work;
  let sum5 = 0;
  let sum3 = 0;
  let max5 = 0;
  let max3 = 0;
  for (let i = 0; i < y.length; i++) {
    const e5 = combination(error5, slopes, i);
    const e3 = combination(error3, slopes, i);
    const unit = scale(tolerances, y[i], trial[i]);
    sum5 += (e5 / unit) ** 2;
    sum3 += (e3 / unit) ** 2;
    max5 = Math.max(max5, Math.abs(e5));
    max3 = Math.max(max3, Math.abs(e3));
  }
  const denominator = Math.sqrt((sum5 + 0.01 * sum3) * y.length);
  const scaled = denominator === 0 ? 0 : (Math.abs(h) * sum5) / denominator;
  const absolute = max5 === 0 ? 0 : (Math.abs(h) * max5 * max5) / Math.hypot(max5, 0.1 * max3);
  return [scaled, absolute];
}

function scaledNorm(work: Workspace, vector: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < work.y.length; i++)
    sum += (vector(i) / scale(work.tolerances, work.y[i], work.y[i])) ** 2;
  return Math.sqrt(sum / work.y.length);
}

/** A first step for which an explicit Euler step and the second derivative look harmless (HNW § II.4). */
function startingStep(work: Workspace, t: number, direction: number): number {
  const { y, trial, slopes } = work;
  const size = scaledNorm(work, (i) => y[i]);
  const speed = scaledNorm(work, (i) => slopes[0][i]);
  const guess = size < 1e-5 || speed < 1e-5 ? 1e-6 : (0.01 * size) / speed;
  for (let i = 0; i < y.length; i++) trial[i] = y[i] + direction * guess * slopes[0][i];
  evaluate(work, t + direction * guess, trial, slopes[1]);
  const bend = scaledNorm(work, (i) => slopes[1][i] - slopes[0][i]) / guess;
  const steepest = Math.max(speed, bend);
  const second = steepest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : (0.01 / steepest) ** (1 / 8);
  return Math.min(100 * guess, second);
}

function createWorkspace(rhs: RightHandSide, y0: ArrayLike<number>, options: OdeOptions): Workspace {
  const y = finiteArray('y0', y0);
  if (y.length === 0) throw new RangeError('y0 must have length >= 1, got length 0');
  const tolerance = positive('tolerance', options.tolerance ?? 1e-9);
  const tolerances: Tolerances = {
    relative: positive('relativeTolerance', options.relativeTolerance ?? tolerance),
    absolute: positive('absoluteTolerance', options.absoluteTolerance ?? tolerance),
  };
  const slopes = Array.from(nodes, () => new Float64Array(y.length));
  return { rhs, tolerances, y, trial: new Float64Array(y.length), slopes, evaluations: 0 };
}

function checkedOutputTimes(times: ArrayLike<number>, t0: number, t1: number): Float64Array {
  const checked = finiteArray('outputTimes', times);
  const direction = Math.sign(t1 - t0);
  let previous = t0;
  checked.forEach((time, i) => {
    if ((time - previous) * direction < 0 || (t1 - time) * direction < 0) {
      throw new RangeError(`outputTimes must run from t0 = ${t0} towards t1 = ${t1}, got ${time} at ${i}`);
    }
    previous = time;
  });
  return checked;
}

function checkedOptions(
  options: OdeOptions,
  span: number,
): { first: number; longest: number; maxSteps: number } {
  return {
    first: options.firstStep === undefined ? 0 : positive('firstStep', options.firstStep),
    longest: options.maxStep === undefined ? span : positive('maxStep', options.maxStep),
    maxSteps: integerIn('maxSteps', options.maxSteps ?? 100_000, 1),
  };
}

/**
 * Solves dy/dt = rhs(t, y), y(t0) = y0 up to t1 (t1 < t0 runs backwards) by the Dormand–Prince method of order 8 with
 * adaptive steps (Hairer, Nørsett, Wanner, DOP853). A rhs that is not finite shrinks the step and in the end gives the
 * status 'step too small'. y0 is copied.
 * @throws RangeError for times, initial values, tolerances, step sizes or output times that make no sense.
 */
export function dop853(
  rhs: RightHandSide,
  t0: number,
  y0: ArrayLike<number>,
  t1: number,
  options: OdeOptions = {},
): OdeResult {
  finite('t0', t0);
  finite('t1', t1);
  const work = createWorkspace(rhs, y0, options);
  const { y, slopes } = work;
  const { first, longest, maxSteps } = checkedOptions(options, Math.abs(t1 - t0));
  const outputs = options.outputTimes && checkedOutputTimes(options.outputTimes, t0, t1);
  const direction = t1 < t0 ? -1 : 1;

  let t = t0;
  let next = 0;
  const report = (): void => {
    if (!outputs) options.observe?.(t, y);
    for (; outputs && next < outputs.length && outputs[next] === t; next++) options.observe?.(t, y);
  };
  report();

  let status: OdeResult['status'] = 'finished';
  let steps = 0;
  let rejected = 0;
  let errorEstimate = 0;
  let growth = growthLimit;
  let h = 0;
  if (t !== t1) {
    evaluate(work, t, y, slopes[0]);
    // A right-hand side that is not finite at t0 gives no guess: start anyway and let the steps shrink.
    h = first || startingStep(work, t, direction) || 1e-6;
  }
  while (t !== t1) {
    if (steps + rejected >= maxSteps) {
      status = 'step limit';
      break;
    }
    h = Math.min(h, longest);
    const target = outputs && next < outputs.length ? outputs[next] : t1;
    // A step that would leave less than a hundredth of itself is stretched to the target.
    const lands = 1.01 * h >= Math.abs(target - t);
    const step = lands ? target - t : direction * h;
    if (!lands && t + step / 10 === t) {
      status = 'step too small';
      break;
    }
    attempt(work, t, step);
    const [error, absolute] = stepError(work, step);
    const factor = safety * error ** (-1 / 8);
    if (!(error <= 1)) {
      rejected++;
      h = Math.abs(step) * Math.max(shrinkLimit, factor || 0);
      growth = 1;
      continue;
    }
    steps++;
    errorEstimate += absolute;
    t = lands ? target : t + step;
    y.set(work.trial);
    const proposal = Math.abs(step) * Math.min(growth, Math.max(shrinkLimit, factor));
    // A step cut short by a target says nothing against the length that was wanted before.
    h = lands ? Math.max(h, proposal) : proposal;
    growth = growthLimit;
    report();
    options.onProgress?.(Math.abs(t - t0), Math.abs(t1 - t0));
    if (t !== t1) evaluate(work, t, y, slopes[0]);
  }
  return { value: y, time: t, status, steps, rejected, evaluations: work.evaluations, errorEstimate };
}
