import { finite, finiteArray, integerIn, positive } from '../guards';
import type { OdeSolution } from './denseOutput';
import { checkedOutputTimes, checkedTolerances, type OdeOptions, type OdeResult } from './dop853Options';
import { Dop853Step, type RightHandSide } from './dop853Step';
import { StepWatch, StiffnessWatch } from './dop853Watch';

/** The length of the steps: the elementary controller of Hairer, Nørsett and Wanner with their constants. */
class StepLength {
  private growth = growthLimit;

  constructor(
    /** Wanted for the next step. */
    public wanted: number,
    private readonly longest: number,
  ) {}

  /** The end of the next step from t; a step that would leave less than a hundredth of itself goes to t1. */
  end(t: number, t1: number): number {
    this.wanted = Math.min(this.wanted, this.longest);
    if (1.01 * this.wanted >= Math.abs(t1 - t)) return t1;
    return t1 < t ? t - this.wanted : t + this.wanted;
  }

  /** Whether steps are lost in the rounding of t. */
  vanishes(t: number): boolean {
    return t + this.wanted / 10 === t;
  }

  /** Takes the error of a step in units of the tolerance; false: to be done again with a shorter step. */
  accepts(length: number, error: number): boolean {
    // error^{−1/8}: three square roots take a fifth of the time of a power.
    const factor = safety / Math.sqrt(Math.sqrt(Math.sqrt(error)));
    const accepted = error <= 1;
    if (accepted) this.wanted = length * Math.min(this.growth, Math.max(shrinkLimit, factor));
    // An error that is not a number shrinks the step most.
    else this.wanted = length * Math.max(shrinkLimit, factor || 0);
    this.growth = accepted ? growthLimit : 1;
    return accepted;
  }
}

const safety = 0.9;
const shrinkLimit = 0.333;
const growthLimit = 6;

const noSolution: OdeSolution = () => {
  throw new Error('solution(t) was not kept: give dop853 the option denseOutput: true');
};

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

/**
 * Solves dy/dt = rhs(t, y), y(t0) = y0 up to t1 (t1 < t0 runs backwards) by the Dormand–Prince method of order 8 with
 * adaptive steps and an interpolant of order 7 (Hairer, Nørsett, Wanner, DOP853). The interpolant costs three evaluations
 * on each step where it is needed: for output times, for events, and on all steps for `denseOutput: true`, which
 * gives `solution(t)`. A rhs that is not finite shrinks the step and in the end gives the status 'step too small'.
 * y0 is copied.
 *
 *     const rhs = (t, y, out) => { out[0] = y[1]; out[1] = -9.81; };                        // a fall from 10 m
 *     dop853(rhs, 0, [10, 0], 60, { events: [{ name: 'ground', value: (t, y) => y[0], terminal: true }] }).time
 *
 * @throws RangeError for times, initial values, tolerances, step sizes, output times or events that make no sense.
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
  watch.begin();
  if (t0 !== t1) step.start(t0);
  const length = new StepLength(t0 === t1 ? 0 : firstStep || step.startingStep(t0, t1), longest);

  let t = t0;
  let status: OdeResult['status'] = 'finished';
  let steps = 0;
  let rejected = 0;
  let errorEstimate = 0;
  while (t !== t1 && status === 'finished') {
    const end = length.end(t, t1);
    if (steps + rejected >= maxSteps) status = 'step limit';
    else if (end !== t1 && length.vanishes(t)) status = 'step too small';
    if (status !== 'finished') break;
    step.attempt(t, end - t);
    if (!length.accepts(Math.abs(end - t), step.error)) {
      rejected++;
      continue;
    }
    steps++;
    errorEstimate += step.absoluteError;
    const stop = watch.accepted(t, end);
    if (watch.events?.stopped) status = 'event';
    else if (watch.stored?.full) status = 'memory limit';
    else if (end !== t1) {
      step.endSlope(end);
      stiffness.step(t, step.stiffness(end - t));
    }
    step.advance();
    t = stop;
    options.onProgress?.(Math.abs(t - t0), span);
  }
  return {
    value: step.y.slice(),
    time: t,
    status,
    message: describe(status, t, maxSteps, stiffness.from),
    events: watch.events?.located ?? [],
    steps,
    rejected,
    evaluations: step.evaluations,
    errorEstimate,
    stiffFrom: stiffness.from,
    solution: watch.stored?.solution(t) ?? noSolution,
  };
}
