/** Warming up and timing one contender inside its own process; `peers/__main__.py` does the same in Python. */

const warmUp = 0.15;
const mostRepetitions = 1e7;

const now = () => performance.now() / 1000;

/** Calls until the compiler has seen the code, and how many calls then fill `batch` seconds. */
export function calibrate(run, batch) {
  const start = now();
  let best = Number.POSITIVE_INFINITY;
  do {
    const before = now();
    run();
    best = Math.min(best, now() - before);
  } while (now() - start < warmUp);
  return Math.min(mostRepetitions, Math.max(1, Math.ceil(batch / best)));
}

/** Seconds of one call, the mean over `repetitions`; and what the last call returned. */
export function timed(run, repetitions) {
  let last;
  const start = now();
  for (let k = 0; k < repetitions; k++) last = run();
  return { seconds: (now() - start) / repetitions, last };
}
