import { finiteArray, oneOf, positive } from '../guards';
import type { OnProgress } from '../progress';
import type { OdeSolution } from './denseOutput';
import type { Tolerances } from './dop853Step';
import type { EventFunction, LocatedEvent } from './events';

export interface OdeOptions {
  /** Local: default for both tolerances below; default 1e−9. */
  readonly tolerance?: number;
  /** A step is accepted when the RMS over i of error_i/(absolute + relative·max|y_i|) is at most 1. The relative one is at least 2.3e−15. */
  readonly relativeTolerance?: number;
  readonly absoluteTolerance?: number;
  /** Length of the first step; by default found from the right-hand side. */
  readonly firstStep?: number;
  readonly maxStep?: number;
  /** Limit on accepted plus rejected steps; default 100 000. */
  readonly maxSteps?: number;
  /** Times from t0 towards t1 at which `observe` is called; between the steps y is interpolated, so they cost no steps. */
  readonly outputTimes?: ArrayLike<number>;
  /** Called at each output time, or, without output times, at t0 and after each step. y is borrowed. */
  readonly observe?: (t: number, y: Float64Array) => void;
  /** Keep the interpolants of all steps and return them as `solution`; 8n + 1 numbers a step. */
  readonly denseOutput?: boolean;
  /** Limit on the memory of that; default 2³⁰. Beyond it the integration ends with the status 'memory limit'. */
  readonly maxBytes?: number;
  /** Changes of sign to be located, to the rounding of the interpolated solution. See `EventFunction`. */
  readonly events?: readonly EventFunction[];
  /** Told the time covered and the time to cover, after each step. */
  readonly onProgress?: OnProgress;
}

export interface OdeResult {
  /** The state at `time`. */
  readonly value: Float64Array;
  /** t1, or where the integration stopped. */
  readonly time: number;
  readonly status: 'finished' | 'event' | 'step limit' | 'step too small' | 'memory limit';
  /** The status in words, with the time and what may help. */
  readonly message: string;
  /** In the order in which they happened. */
  readonly events: readonly LocatedEvent[];
  /** Accepted steps. */
  readonly steps: number;
  readonly rejected: number;
  readonly evaluations: number;
  /** Sum over the steps of the largest local error estimate: an indication, not a bound (errors may be magnified). */
  readonly errorEstimate: number;
  /** Where the step was first held short by stability and no longer by accuracy; an implicit method would do better there. */
  readonly stiffFrom?: number;
  /** y(t) anywhere between t0 and `time`; throws unless `denseOutput` was asked for. */
  readonly solution: OdeSolution;
}

/** Smallest relative tolerance: ten roundings of 1. */
const leastTolerance = 2.3e-15;

export function checkedTolerances(options: OdeOptions): Tolerances {
  const tolerance = positive('tolerance', options.tolerance ?? 1e-9);
  const relative = positive('relativeTolerance', options.relativeTolerance ?? tolerance);
  if (relative < leastTolerance) {
    const name = options.relativeTolerance === undefined ? 'tolerance' : 'relativeTolerance';
    throw new RangeError(`${name} must be >= ${leastTolerance} (ten roundings of doubles), got ${relative}`);
  }
  return { relative, absolute: positive('absoluteTolerance', options.absoluteTolerance ?? tolerance) };
}

export function checkedOutputTimes(times: ArrayLike<number>, t0: number, t1: number): Float64Array {
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

export function checkedEvents(events: readonly EventFunction[]): readonly EventFunction[] {
  events.forEach((event, k) => {
    if (typeof event?.value !== 'function')
      throw new RangeError(`events[${k}].value must be a function of (t, y), got ${String(event?.value)}`);
    oneOf(`events[${k}].direction`, event.direction ?? 0, [-1, 0, 1] as const);
  });
  return events;
}
