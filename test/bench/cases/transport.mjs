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
  ...instances(),
  {
    name: 'a step later, n = 1000, weights',
    operation: 'later',
    input: { count: 1000, weighted: true },
    tolerance: 1e-11,
    peers: { POT: { target: 0.33 } },
  },
  {
    name: 'a step later, n = 1000',
    operation: 'later',
    input: { count: 1000 },
    tolerance,
    peers: { POT: { target: 0.33 } },
  },
  {
    name: 'line, n = 1e5',
    operation: 'line',
    input: { count: 1e5 },
    tolerance,
    peers: { SciPy: { target: 0.5 } },
  },
];

/** Twenty problems and two large ones, each of its own: their ratios make the distribution below the table. */
function instances() {
  const sizes = [500, 1000, 500, 1000, 2000];
  const dimensions = [2, 1, 3, 6];
  const small = Array.from({ length: 20 }, (_, k) => ({
    count: sizes[k % 5],
    dimension: dimensions[k % 4],
    weighted: k % 8 < 4,
    seed: 10 * (k + 1),
  }));
  const large = [true, false].map((weighted) => ({ count: 5000, dimension: 2, weighted, seed: 300 }));
  return [...small, ...large].map((input, k) => ({
    name: `${k + 1}: n = ${input.count}, d = ${input.dimension}${input.weighted ? ', weights' : ''}`,
    family: 'random clouds',
    operation: 'clouds',
    input,
    tolerance: 1e-11,
    rounds: 3,
    peers: { POT: {} },
    seconds: { 500: 1, 1000: 2, 2000: 6, 5000: 60 }[input.count],
    long: input.count === 5000,
  }));
}

const masses = (seed, count) => {
  const raw = uniforms(seed, count);
  const total = raw.reduce((sum, mass) => sum + mass, 0);
  return raw.map((mass) => mass / total);
};

/** A cube and a shifted one. */
function clouds({ count, dimension, weighted, seed }, { library: { cloud, transportExact } }) {
  const of = (first, shift) =>
    cloud(
      signed(first, dimension * count).map((x) => x + shift),
      dimension,
      weighted ? masses(first + 1, count) : undefined,
    );
  const [mu, nu] = [of(seed, 0), of(seed + 2, 0.3)];
  return { run: () => transportExact(mu, nu), result: ({ distance }) => [distance] };
}

/** The clouds of `plane` after a step, each coordinate moved by up to 0.01, from the solution before. */
function later({ count, weighted = false }, { library: { cloud, transportExact } }) {
  const stretch = [1.5, 0.5];
  const weights = (seed) => (weighted ? masses(seed, count) : undefined);
  const first = signed(1, 2 * count);
  const second = signed(2, 2 * count).map((value, k) => stretch[k % 2] * value + 0.3);
  const step = (points, seed) => {
    const by = signed(seed, points.length);
    return points.map((x, k) => x + 0.01 * by[k]);
  };
  const start = transportExact(cloud(first, 2, weights(3)), cloud(second, 2, weights(4)));
  const mu = cloud(step(first, 5), 2, weights(3));
  const nu = cloud(step(second, 6), 2, weights(4));
  return { run: () => transportExact(mu, nu, { start }), result: ({ distance }) => [distance] };
}

/** A square and a stretched, shifted one. */
function plane({ count, weighted = false }, { library: { cloud, transportExact } }) {
  const stretch = [1.5, 0.5];
  const target = signed(2, 2 * count).map((value, k) => stretch[k % 2] * value + 0.3);
  const weights = (seed) => (weighted ? masses(seed, count) : undefined);
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

export const contenders = {
  plane: { ours: plane },
  clouds: { ours: clouds },
  later: { ours: later },
  line: { ours: line },
};
