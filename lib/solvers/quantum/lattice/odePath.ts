import { finite } from '../../../numerics/guards';
import { dop853 } from '../../../numerics/ode/dop853';
import type { OdeResult } from '../../../numerics/ode/dop853Options';
import type { OnProgress } from '../../../numerics/progress';

/** Options of the solutions by Dormand and Prince's method: `latticeHartree`, `hartreeFock`, `bogoliubov`. */
export interface OdePathOptions {
  /** Local: the error of each step, of numbers of size 1; default 1e−12 (`bogoliubov`: 1e−11). `errorEstimate` is their sum. */
  readonly tolerance?: number;
  /** Limit on the steps; default 100 000. The solution ends where it is met, with the status 'step limit'. */
  readonly maxSteps?: number;
  /** Hears the time done and the whole, both > 0. */
  readonly onProgress?: OnProgress;
}

/** What such a solution says of itself. */
export interface OdePathReport {
  /** The time that was reached: the one asked for if the status is 'finished'. */
  readonly until: number;
  readonly status: OdeResult['status'];
  /** Sum of the local errors of the steps: an indication. */
  readonly errorEstimate: number;
  readonly evaluations: number;
}

/** y(t) between 0 and `until`, of any sign; beyond the point of an early stop `at` says why there is nothing. */
export function odePath(
  rate: (t: number, y: Float64Array, out: Float64Array) => void,
  initial: Float64Array,
  until: number,
  options: OdePathOptions,
): OdePathReport & { at(time: number): Float64Array } {
  const result = dop853(rate, 0, initial, finite('until', until), { ...options, denseOutput: true });
  const { status, message, errorEstimate, evaluations, time } = result;
  const at = (t: number): Float64Array => {
    // Whatever lies between the stop and the end asked for is missing; all else is for the solution to refuse.
    if (status !== 'finished' && (t - time) * (until - t) >= 0 && t !== time)
      throw new RangeError(
        `t = ${t} was not reached: the integration ${message}; a larger maxSteps or tolerance, or a smaller until, may help`,
      );
    return result.solution(t);
  };
  return { at, until: time, status, errorEstimate, evaluations };
}
