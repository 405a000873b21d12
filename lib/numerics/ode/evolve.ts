import { finite, functionOf, integerIn, optionsOf, positive } from '../guards';
import type { OnProgress } from '../progress';

/**
 * Something that is stepped in equal steps: particles, wave functions, grids. (`dop853` chooses its steps by itself, and
 * gives output at chosen times by interpolation.)
 */
export interface Steppable {
  readonly time: number;
  /** Estimated seconds of one step; used to refuse hopeless runs before they start. */
  readonly secondsPerStep: number;
  step(timeStep: number): void;
}

export interface EvolveOptions {
  /** Final time; may lie before the present time (the flow is reversible). */
  readonly until: number;
  /** Largest step allowed; it is shortened so that a whole number of equal steps ends at `until`. */
  readonly timeStep: number;
  /** Number of equal intervals at whose ends `observe` is called (at the start too). Default 1. */
  readonly samples?: number;
  /** Called with the time of the sample (exactly, without the rounding of the steps); the state is borrowed: copy what you keep. */
  readonly observe?: (time: number) => void;
  readonly onProgress?: OnProgress;
  /** Runs whose estimate is longer are refused. Default 1800 s. */
  readonly maxSeconds?: number;
}

/**
 * The one stepping loop: advances `system` to `until` in equal steps of at most `timeStep`, a whole number of
 * them in each of `samples` intervals, and observes at the interval ends. Synchronous, hence interruptible.
 * @returns the step that was used (signed).
 * @throws RangeError for a bad time or step, or when the estimated time exceeds `maxSeconds`.
 */
export function evolve(system: Steppable, options: EvolveOptions): number {
  const {
    until,
    timeStep,
    samples = 1,
    observe,
    onProgress,
    maxSeconds = 1800,
  } = optionsOf('run', options, '{ until: 1, timeStep: 0.01 }', [
    'until',
    'timeStep',
    'samples',
    'observe',
    'onProgress',
    'maxSeconds',
  ]);
  if (observe !== undefined) functionOf('observe', observe);
  if (onProgress !== undefined) functionOf('onProgress', onProgress);
  finite('until', until);
  positive('timeStep', timeStep);
  integerIn('samples', samples, 1);
  const start = system.time;
  positive('maxSeconds', maxSeconds);
  const span = until - start;
  const stepsPerSample = Math.max(1, Math.ceil(Math.abs(span) / samples / timeStep - 1e-9));
  const total = stepsPerSample * samples;
  if (total > Number.MAX_SAFE_INTEGER || (span !== 0 && start + span / total === start))
    throw new RangeError(`timeStep must not be lost in the rounding of the time ${start}, got ${timeStep}`);
  const estimate = total * system.secondsPerStep;
  if (estimate > maxSeconds) {
    throw new RangeError(
      `until and timeStep ask for ${total} steps, about ${Math.round(estimate)} s of work; at most maxSeconds = ${maxSeconds} s are allowed`,
    );
  }
  const dt = span / total;
  observe?.(start);
  if (span === 0) return 0;
  let done = 0;
  for (let s = 0; s < samples; s++) {
    for (let k = 0; k < stepsPerSample; k++) {
      system.step(dt);
      onProgress?.(++done, total);
    }
    observe?.(s + 1 === samples ? until : start + (span * (s + 1)) / samples);
  }
  return dt;
}
