/** Draws of random numbers into an array. The generators differ, so that moments are compared, not numbers. */

export const title = 'Random numbers: a filled array';

// The third moment of 10⁵ exponentials has a standard deviation of 1.4 % of itself.
const tolerance = 0.1;
const targets = { uniform: 1.5, normal: 2, exponential: undefined };

export const cases = Object.entries(targets).flatMap(([operation, target]) =>
  [1e5, 1e6].map((count) => ({
    name: `${count.toExponential(0).replace('+', '')} ${operation}`,
    operation,
    input: { count },
    tolerance,
    peers: { NumPy: target },
  })),
);

function moments(draws) {
  const sums = [0, 0, 0];
  for (const x of draws) {
    sums[0] += x;
    sums[1] += x * x;
    sums[2] += x * x * x;
  }
  return sums.map((sum) => sum / draws.length);
}

/** `fill(random, out)` as a contender. */
const drawing =
  (fill) =>
  ({ count }, { library: { createRandom } }) => {
    const random = createRandom(1);
    const out = new Float64Array(count);
    return { run: () => fill(random, out), result: moments };
  };

function fillExponential(random, out) {
  for (let i = 0; i < out.length; i++) out[i] = random.exponential();
  return out;
}

export const contenders = {
  uniform: { ours: drawing((random, out) => random.fillUniform(out)) },
  normal: { ours: drawing((random, out) => random.fillNormal(out)) },
  exponential: { ours: drawing(fillExponential) },
};
