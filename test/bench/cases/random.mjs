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
    peers: { NumPy: { target } },
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

const filling =
  (method) =>
  ({ count }, { library: { createRandom }, notInBuild }) => {
    const random = createRandom(1);
    if (!(method in random)) notInBuild(method);
    const out = new Float64Array(count);
    return { run: () => random[method](out), result: moments };
  };

export const contenders = {
  uniform: { ours: filling('fillUniform') },
  normal: { ours: filling('fillNormal') },
  exponential: { ours: filling('fillExponential') },
};
