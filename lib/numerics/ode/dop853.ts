import { finite, finiteArray, integerIn, positive } from '../guards';
import type { OdeSolution } from './denseOutput';
import { checkedOutputTimes, checkedTolerances, type OdeOptions, type OdeResult } from './dop853Options';
import { Dop853Step, type RightHandSide } from './dop853Step';
import { StepWatch, StiffnessWatch } from './dop853Watch';

/** Safety factor and the limits of growth and shrinkage of the step, as in Hairer–Nørsett–Wanner. */
const safety = 0.9;
const shrinkLimit = 0.333;
const growthLimit = 6;

function describe(status: OdeResult['status'], t: number, maxSteps: number, stiffFrom?: number): string {
  const stiff =
    stiffFrom === undefined
      ? ''
      : `; from t = ${stiffFrom} on the equation looks stiff, which asks for an implicit method`;
  switch (status) {
    case 'finished':
      return `reached t = ${t}${stiff}`;
    case 'event':
      return `stopped by a terminal event at t = ${t}${stiff}`;
    case 'step limit':
      return `stopped at t = ${t} after maxSteps = ${maxSteps} steps${stiff}`;
    case 'step too small':
      return `the step fell below the rounding of t at t = ${t}: a singularity, a jump, or a right-hand side that is not finite${stiff}`;
    case 'memory limit':
      return `stopped at t = ${t}: denseOutput would take more than maxBytes; use outputTimes, or shorter intervals`;
  }
}

/** The same, with `solution(t)`. */
export function dop853(
  rhs: RightHandSide,
  t0: number,
  y0: ArrayLike<number>,
  t1: number,
  options: OdeOptions & { readonly denseOutput: true },
): OdeResult & { readonly solution: OdeSolution };
/**
 * Solves dy/dt = rhs(t, y), y(t0) = y0 up to t1 (t1 < t0 runs backwards) by the Dormand–Prince method of order 8 with
 * adaptive steps and an interpolant of order 7 (Hairer, Nørsett, Wanner, DOP853). The interpolant costs three evaluations
 * on each step where it is needed: for output times, for events, and on all steps for `denseOutput: true`, which adds
 * `solution(t)` to the result. A rhs that is not finite shrinks the step and in the end gives the status 'step too small'.
 * y0 is copied.
 *
 *     const fall = { name: 'ground', value: (t, y) => y[0], direction: -1, terminal: true };
 *     dop853((t, y, out) => { out[0] = y[1]; out[1] = -9.81; }, 0, [10, 0], 60, { events: [fall] }).time
 *
 * @throws RangeError for times, initial values, tolerances, step sizes, output times or events that make no sense.
 */
export function dop853(
  rhs: RightHandSide,
  t0: number,
  y0: ArrayLike<number>,
  t1: number,
  options?: OdeOptions,
): OdeResult;
export function dop853(
  rhs: RightHandSide,
  t0: number,
  y0: ArrayLike<number>,
  t1: number,
  options: OdeOptions = {},
): OdeResult & { readonly solution?: OdeSolution } {
  finite('t0', t0);
  finite('t1', t1);
  const start = finiteArray('y0', y0);
  if (start.length === 0) throw new RangeError('y0 must have length >= 1, got length 0');
  const span = Math.abs(t1 - t0);
  const longest = options.maxStep === undefined ? span : positive('maxStep', options.maxStep);
  const maxSteps = integerIn('maxSteps', options.maxSteps ?? 100_000, 1);
  const firstStep = options.firstStep === undefined ? 0 : positive('firstStep', options.firstStep);
  const outputs = options.outputTimes && checkedOutputTimes(options.outputTimes, t0, t1);
  const step = new Dop853Step(rhs, start, checkedTolerances(options));
  const watch = new StepWatch(step, t0, outputs, options);
  const stiffness = new StiffnessWatch();
  const direction = t1 < t0 ? -1 : 1;

  let t = t0;
  let status: OdeResult['status'] = 'finished';
  let steps = 0;
  let rejected = 0;
  let errorEstimate = 0;
  let growth = growthLimit;
  watch.begin();
  let h = 0;
  if (t !== t1) {
    step.start(t);
    // A right-hand side that is not finite at t0 gives no guess: start anyway and let the steps shrink.
    h = firstStep || step.startingStep(t, direction) || 1e-6;
  }
  while (t !== t1) {
    if (steps + rejected >= maxSteps) {
      status = 'step limit';
      break;
    }
    h = Math.min(h, longest);
    // A step that would leave less than a hundredth of itself is stretched to the end.
    const lands = 1.01 * h >= Math.abs(t1 - t);
    const end = lands ? t1 : t + direction * h;
    if (!lands && t + (direction * h) / 10 === t) {
      status = 'step too small';
      break;
    }
    step.attempt(t, end - t);
    const factor = safety * step.error ** (-1 / 8);
    if (!(step.error <= 1)) {
      rejected++;
      h = Math.abs(end - t) * Math.max(shrinkLimit, factor || 0);
      growth = 1;
      continue;
    }
    steps++;
    errorEstimate += step.absoluteError;
    const stop = watch.accepted(t, end);
    h = Math.abs(end - t) * Math.min(growth, Math.max(shrinkLimit, factor));
    growth = growthLimit;
    if (end !== t1) {
      step.endSlope(end);
      stiffness.step(t, step.stiffness(h));
    }
    step.advance();
    t = stop;
    options.onProgress?.(Math.abs(t - t0), span);
    if (watch.events?.stopped) status = 'event';
    else if (watch.stored?.full) status = 'memory limit';
    if (status !== 'finished') break;
  }
  const solution = watch.stored?.solution(t);
  return {
    value: step.y,
    time: t,
    status,
    message: describe(status, t, maxSteps, stiffness.from),
    events: watch.events?.located ?? [],
    steps,
    rejected,
    evaluations: step.evaluations,
    errorEstimate,
    stiffFrom: stiffness.from,
    ...(solution && { solution }),
  };
}
