/** Exact optimal transport between two random clouds; peers compute their matrix of costs within the time. */
import { signed, uniforms } from '../harness/inputs.mjs';

export const title = 'Exact optimal transport, p = 1';

// Sums of n distances, rounded differently.
const tolerance = 1e-12;
const assignmentTargets = { 500: 1, 1000: 1, 2000: 0.25 };

export const cases = [
  ...[500, 1000, 2000].map((count) => ({
    name: `plane, n = ${count}`,
    operation: 'plane',
    input: { count },
    tolerance,
    peers: { POT: { target: 1 }, 'SciPy assignment': { target: assignmentTargets[count] } },
    seconds: count === 2000 ? 15 : 4,
  })),
  {
    name: 'plane, n = 1000, weights',
    operation: 'plane',
    input: { count: 1000, weighted: true },
    // Weights are rounded to integers, by a part in 10¹⁵ each.
    tolerance: 1e-11,
    peers: { POT: { target: 1 } },
  },
  {
    name: 'line, n = 1e5',
    operation: 'line',
    input: { count: 1e5 },
    tolerance,
    peers: { SciPy: {} },
  },
];

/** A square and a stretched, shifted one. */
function plane({ count, weighted = false }, { library: { cloud, transportExact } }) {
  const stretch = [1.5, 0.5];
  const target = signed(2, 2 * count).map((value, k) => stretch[k % 2] * value + 0.3);
  const weights = (seed) => {
    const masses = uniforms(seed, count);
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    return weighted ? masses.map((mass) => mass / total) : undefined;
  };
  const mu = cloud(signed(1, 2 * count), 2, weights(3));
  const nu = cloud(target, 2, weights(4));
  return { run: () => transportExact(mu, nu), result: ({ distance }) => [distance] };
}

function line({ count }, { library: { cloud, transport1D } }) {
  const mu = cloud(signed(1, count), 1);
  const nu = cloud(
    signed(2, count).map((x) => x * x * x),
    1,
  );
  return { run: () => transport1D(mu, nu), result: ({ distance }) => [distance] };
}

export const contenders = { plane: { ours: plane }, line: { ours: line } };
