/** Warming up and timing one contender inside its own process; `peers/__main__.py` does the same in Python. */

const warmUp = 0.15;
const longCall = 1;
const mostRepetitions = 1e7;

const now = () => performance.now() / 1000;

/**
 * Calls until the compiler has seen the code, and from the fastest call how many fill `batch` seconds. What took longer
 * than a second the first time, `first`, has warmed up by that.
 */
export function calibrate(run, first, batch) {
  const start = now();
  let best = first;
  while (first < longCall && now() - start < warmUp) best = Math.min(best, timed(run, 1).seconds);
  const repetitions = Math.min(mostRepetitions, Math.max(1, Math.ceil(batch / best)));
  return { repetitions, seconds: best * repetitions };
}

/** Seconds of one call, the mean over `repetitions`; and what the last call returned. */
export function timed(run, repetitions) {
  let last;
  const start = now();
  for (let k = 0; k < repetitions; k++) last = run();
  return { seconds: (now() - start) / repetitions, last };
}
