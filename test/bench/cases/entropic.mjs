/** Entropic transport at one epsilon and marginal error; peers compute their matrix of costs within the time. */
import { signed } from '../harness/inputs.mjs';

export const title = 'Entropic optimal transport, p = 2';

// The marginals may miss 1e-9 (ours in the sum of moduli, POT in the 2-norm, which is smaller: POT stops earlier).
const tolerance = 1e-6;

export const cases = [
  ...[0.1, 0.01].map((epsilon) => ({
    name: `plane, n = 1000, epsilon = ${epsilon}`,
    operation: 'plane',
    input: { count: 1000, epsilon },
    tolerance,
    peers: { 'POT sinkhorn': { target: 1 } },
    seconds: 8,
  })),
  {
    name: 'plane, n = 500, epsilon = 0.1, in logarithms',
    operation: 'planeLogarithmic',
    input: { count: 500, epsilon: 0.1 },
    tolerance,
    peers: { 'POT sinkhorn_log': { target: 1 }, 'POT sinkhorn_stabilized': { target: 1 } },
    seconds: 10,
  },
];

/** A square and a stretched, shifted one. The value is that of the coupling, the p-th power. */
function plane({ count, epsilon }, { library: { cloud, transportEntropic } }) {
  const target = signed(2, 2 * count).map((value, k) => [1.5, 0.5][k % 2] * value + 0.3);
  const mu = cloud(signed(1, 2 * count), 2);
  const nu = cloud(target, 2);
  return { run: () => transportEntropic(mu, nu, { p: 2, epsilon }), result: ({ primal }) => [primal] };
}

export const contenders = { plane: { ours: plane }, planeLogarithmic: { ours: plane } };
