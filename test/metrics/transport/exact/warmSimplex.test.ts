import {
  type Cloud,
  cloud,
  dualDefect,
  marginalDefect,
  type TransportExactOptions,
  type TransportResult,
  transportExact,
} from '../../../../lib/metrics/transport';
import { largestCost, moved, randomCloud, seeded } from '../samples';

/** Hundreds of roundings of the largest cost, as in exact.test.ts. */
const GAP = 1e-13;
/** Sums of some hundred terms in another order. */
const SAME = 1e-12;

/** Cold and warm agree and the warm one proves itself; returns it. */
function expectSame(mu: Cloud, nu: Cloud, options: TransportExactOptions): TransportResult {
  const { start, ...rest } = options;
  const [cold, warm] = [transportExact(mu, nu, rest), transportExact(mu, nu, options)];
  const scale = largestCost(mu, nu, warm.p);
  expect(warm.status).toBe('optimal');
  expect(Math.abs(warm.primal - cold.primal)).toBeLessThanOrEqual(SAME * cold.primal);
  expect(Math.abs(warm.gap)).toBeLessThanOrEqual(Math.min(GAP * scale, 1e-9 * warm.primal));
  expect(dualDefect(warm, mu, nu, rest.cost)).toBeLessThanOrEqual(GAP * scale);
  expect(marginalDefect(warm.plan, mu, nu)).toBeLessThanOrEqual(1e-14); // weights are rounded to about 2⁻⁵¹
  return warm;
}

/** Drawn weights, or multiples of one: these have plans whose trees fall apart. */
function weighted(points: Float64Array, dimension: number, mass: (k: number) => number): Cloud {
  const raw = Float64Array.from({ length: points.length / dimension }, (_, k) => mass(k));
  const sum = raw.reduce((a, b) => a + b, 0);
  return cloud(
    points,
    dimension,
    raw.map((w) => w / sum),
  );
}

type Random = { uniform(): number };
type Points = (random: Random, count: number, dimension: number) => Float64Array;

const uniform: Points = (random, n, d) => Float64Array.from({ length: n * d }, () => random.uniform());
const families: Record<string, Points> = {
  'random points': uniform,
  clusters: (random, n, d) =>
    Float64Array.from({ length: n * d }, (_, k) => (Math.floor(k / d) % 5) + 0.05 * random.uniform()),
  'a lattice, with ties and duplicates': (random, n, d) =>
    uniform(random, n, d).map((t) => Math.floor(6 * t) / 6),
  'duplicates apart from a few': (random, n, d) =>
    Float64Array.from({ length: n * d }, (_, k) => (k < 5 * d ? random.uniform() : 0.5)),
};

/** Points go on by up to `h` times their scale; on a lattice some by a whole step. */
const steps: [string, (t: number, random: Random, h: number) => number][] = [
  ['small steps', (t, random, h) => t + h * (random.uniform() - 0.5)],
  ['hops', (t, random, h) => (random.uniform() < h ? t + 1 / 6 : t)],
];

describe.each(Object.keys(families))('warm equals cold: %s', (family) => {
  test.each(steps)('%s along a trajectory', (_, step) => {
    const random = seeded(71);
    for (const d of [1, 2, 3]) {
      for (const p of [1, 2, 3]) {
        for (const [n, m, mass] of [
          [70, 90, () => 0.05 + random.uniform()],
          [90, 60, () => 1 + Math.floor(3 * random.uniform())],
        ] as const) {
          let mu = weighted(families[family](random, n, d), d, mass);
          let nu = weighted(families[family](random, m, d), d, mass);
          let start = transportExact(mu, nu, { p });
          for (let time = 0; time < (process.env.LONG ? 20 : 2); time++) {
            [mu, nu] = [mu, nu].map((c) => moved(c, (t) => step(t, random, 0.02)));
            start = expectSame(mu, nu, { p, start });
          }
        }
      }
    }
  });
});

test('arcs beyond the first candidates are found: some hundred points, p = 1', () => {
  const random = seeded(72);
  for (const scale of [1, 1e9, 1e-9]) {
    const [mu, nu] = [400, 350].map((n) =>
      randomCloud(random, n, 2, true, (t) => scale * t * (n / 350) ** 4),
    );
    const start = transportExact(mu, nu);
    const [later, other] = [mu, nu].map((c) => moved(c, (t) => t + 0.01 * scale * random.uniform()));
    const warm = expectSame(later, other, { start });
    expect(warm.iterations).toBeGreaterThan(0);
    expect(warm.iterations).toBeLessThan(10 * 750);
  }
});

test('an optimal plan takes no pivot, whichever cloud is larger; other weights leave it aside', () => {
  const random = seeded(73);
  for (const [n, m] of [
    [120, 80],
    [80, 120],
    [100, 100],
  ]) {
    const [mu, nu] = [randomCloud(random, n, 2, true), randomCloud(random, m, 2, true)];
    const start = transportExact(mu, nu);
    const warm = expectSame(mu, nu, { start });
    expect(warm.iterations).toBe(0);
    const others = randomCloud(random, m, 2, true);
    expect(expectSame(mu, { ...nu, weights: others.weights }, { start }).iterations).toBeGreaterThan(0);
  }
});

describe('a start is a hint', () => {
  const random = seeded(74);
  const [mu, nu] = [randomCloud(random, 90, 2, true), randomCloud(random, 70, 2, true)];
  const cold = transportExact(mu, nu);
  const { plan, phi, psi } = cold;
  const any = (values: Float64Array, of: (t: number, k: number) => number): Float64Array => values.map(of);
  const last = plan.source.length - 1;
  const nonsense: Record<string, Partial<TransportResult>> = {
    'potentials NaN': { phi: any(phi, () => Number.NaN), psi: any(psi, () => Number.NaN) },
    'one NaN': {
      phi: any(phi, (t, k) => (k === 0 ? Number.NaN : t)),
      psi: any(psi, (t, k) => (k ? t : Number.NaN)),
    },
    'one huge': {
      phi: any(phi, (t, k) => (k === 7 ? 1e300 : t)),
      psi: any(psi, (t, k) => (k === 7 ? -1e300 : t)),
    },
    'potentials far off': { phi: any(phi, (t) => t + 1e20), psi: any(psi, (t) => t - 1e20) },
    'potentials huge': {
      phi: any(phi, () => 1e300 * random.uniform()),
      psi: any(psi, () => 1e300 * random.uniform()),
    },
    'no arcs': { plan: { source: new Int32Array(0), target: new Int32Array(0), mass: new Float64Array(0) } },
    'an arc missing': {
      plan: { source: plan.source.slice(1), target: plan.target.slice(1), mass: plan.mass.slice(1) },
    },
    'an arc twice': {
      plan: {
        ...plan,
        source: plan.source.map((i, k) => plan.source[k === last ? 0 : k] ?? i),
        target: plan.target.map((_, k) => plan.target[k === last ? 0 : k]),
      },
    },
    'indices beyond': { plan: { ...plan, source: plan.source.map((i) => i + 40) } },
    'indices below': { plan: { ...plan, target: plan.target.map((j) => j - 3) } },
    'targets in reverse': { plan: { ...plan, target: plan.target.slice().reverse() } },
    'sources and targets of different length': { plan: { ...plan, target: plan.target.slice(0, 20) } },
    'masses NaN': { plan: { ...plan, mass: plan.mass.map(() => Number.NaN) } },
  };

  test.each(Object.keys(nonsense))('%s', (name) => {
    for (const p of [1, 2]) {
      expectSame(mu, nu, { p, start: { ...cold, ...nonsense[name] } });
      const mirrored = { ...cold, ...nonsense[name] };
      const { source: target, target: source, mass } = mirrored.plan;
      expectSame(nu, mu, {
        p,
        start: { ...mirrored, phi: mirrored.psi, psi: mirrored.phi, plan: { source, target, mass } },
      });
    }
    // Equal weights, which begin with the potentials alone.
    const [first, second] = [cloud(mu.points, 2), cloud(nu.points, 2)];
    expectSame(first, second, { start: { ...cold, ...nonsense[name] } });
  });

  test('the plan of other places, of another exponent, and the one least useful', () => {
    const far = randomCloud(random, 90, 2, false, (t) => 5 * t);
    const other = transportExact({ ...far, weights: mu.weights }, nu, { p: 2 });
    expectSame(mu, nu, { start: other });
    const distance = (i: number, j: number): number =>
      Math.hypot(mu.points[2 * i] - nu.points[2 * j], mu.points[2 * i + 1] - nu.points[2 * j + 1]);
    const worst = transportExact(mu, nu, { cost: (i, j) => 9 - distance(i, j) });
    expectSame(mu, nu, { start: worst });
    expectSame(mu, nu, { start: { ...worst, phi, psi } });
  });

  test('no plan, or potentials of other sizes, are refused', () => {
    const { plan: _, ...without } = cold;
    expect(() => transportExact(mu, nu, { start: without as TransportResult })).toThrow(
      'start must be a result with its plan, got none',
    );
    expect(() => transportExact(nu, mu, { start: cold })).toThrow(
      'clouds of 70 and 90 points, got 90 and 70',
    );
  });
});

test('costs of the caller, pairs that have become forbidden', () => {
  const random = seeded(75);
  const [mu, nu] = [randomCloud(random, 60, 2, true), randomCloud(random, 50, 2, true)];
  const base = Array.from({ length: 60 * 50 }, () => random.uniform());
  const cost = (i: number, j: number): number => base[50 * i + j];
  const start = transportExact(mu, nu, { cost });
  const nearly = (i: number, j: number): number => cost(i, j) * (1 + 0.01 * Math.sin(i + 7 * j));
  expectSame(mu, nu, { cost: nearly, start });
  const { source, target } = start.plan;
  const forbidden = new Set(Array.from(source.subarray(0, 9), (i, k) => 50 * i + target[k]));
  expectSame(mu, nu, { cost: (i, j) => (forbidden.has(50 * i + j) ? Infinity : nearly(i, j)), start });
  // Others are forbidden, the plan stays possible.
  const used = new Set(Array.from(source, (i, k) => 50 * i + target[k]));
  const elsewhere = (i: number, j: number): boolean => (i + j) % 3 === 0 && !used.has(50 * i + j);
  const warm = expectSame(mu, nu, { cost: (i, j) => (elsewhere(i, j) ? Infinity : nearly(i, j)), start });
  expect(warm.iterations).toBeLessThan(110);
});

test('atoms without mass', () => {
  const random = seeded(76);
  const some = (n: number): Cloud =>
    weighted(uniform(random, n, 2), 2, (k) => (k % 9 === 4 ? 0 : 0.1 + random.uniform()));
  const [mu, nu] = [some(40), some(50)];
  expectSame(mu, nu, { start: transportExact(mu, nu, { p: 2 }) });
});

test('reports pivots, and stops at the limit with a coupling and a lower bound', () => {
  const random = seeded(77);
  const [mu, nu] = [randomCloud(random, 500, 2, true), randomCloud(random, 400, 2, true, (t) => 1.5 * t)];
  const start = transportExact(mu, nu);
  const later = moved(mu, (t) => t + 0.012 * random.uniform());
  const seen: number[] = [];
  const whole = transportExact(later, nu, { start, onProgress: (done) => seen.push(done) });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual(seen.slice().sort((a, b) => a - b));
  const stopped = transportExact(later, nu, { start, maxIterations: 0 });
  expect([stopped.status, stopped.iterations]).toEqual(['iteration limit', 0]);
  expect(marginalDefect(stopped.plan, later, nu)).toBeLessThanOrEqual(1e-14);
  expect(dualDefect(stopped, later, nu)).toBeLessThanOrEqual(GAP);
  expect(stopped.dual).toBeLessThan(whole.primal);
  expect(stopped.primal).toBeGreaterThan(whole.primal);
});
