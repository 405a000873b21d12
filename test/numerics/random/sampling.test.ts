import {
  createRandom,
  discreteDistribution,
  distributionFromFunction,
  fillBall,
  fillSphere,
  gridDistribution,
  integrate,
  normalCdf,
  permutation,
  shuffle,
  tabulatedDistribution,
} from '../../../lib/numerics/index';
import { chiSquareLimit, chiSquareOf, draws, kolmogorov, kolmogorovLimit, sigmas } from './statistics';

const sweeps = process.env.LONG ? 300 : 20;

describe('shuffle and permutation', () => {
  test('all 120 orders of 5 things are equally likely', () => {
    const random = createRandom(1);
    const digits = (order: ArrayLike<number>): number => Array.from(order).reduce((n, d) => 5 * n + d, 0);
    const all = new Map<number, number>();
    const grow = (head: number[]): void => {
      if (head.length === 5) all.set(digits(head), all.size);
      for (let d = 0; d < 5; d++) if (!head.includes(d)) grow([...head, d]);
    };
    grow([]);
    const bin = (): number => all.get(digits(permutation(5, random))) as number;
    expect(chiSquareOf(bin, new Float64Array(120).fill(1 / 120), 1e5)).toBeLessThan(chiSquareLimit(119));
  });

  test('shuffle works in place on arrays and typed arrays and keeps what is in them', () => {
    const names = ['a', 'b', 'c', 'd'];
    expect(shuffle(names, createRandom(2))).toBe(names);
    expect([...names].sort()).toEqual(['a', 'b', 'c', 'd']);
    const numbers = shuffle(
      Float64Array.from({ length: 1000 }, (_, i) => i),
      createRandom(3),
    );
    expect(numbers.some((value, i) => value !== i)).toBe(true);
    expect(Array.from(numbers).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(permutation(0, createRandom(1)).length).toBe(0);
  });
});

describe('discreteDistribution', () => {
  test('draws have the given probabilities', () => {
    const random = createRandom(4);
    const weights = Float64Array.from({ length: 60 }, () => 0.05 + random.exponential() ** 3);
    const law = discreteDistribution(weights);
    expect(chiSquareOf(() => law.sample(random), law.probabilities, 2e5)).toBeLessThan(chiSquareLimit(59));
  });

  test('the cells of the alias table add up to the probabilities, exactly up to rounding', () => {
    const random = createRandom(5);
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const n = 1 + random.integer(40);
      const weights = Float64Array.from({ length: n }, () =>
        random.uniform() < 0.3 ? 0 : random.exponential(),
      );
      weights[random.integer(n)] = 2;
      const law = discreteDistribution(weights);
      // Dictated cell and height: the measure of the heights at which a cell gives its alias, by bisection.
      const measured = new Float64Array(n);
      for (let cell = 0; cell < n; cell++) {
        const at = (u: number): number =>
          law.sample(Object.assign(Object.create(random), { integer: () => cell, uniform: () => u }));
        let [low, high] = [0, 1];
        for (let round = 0; round < 60; round++) {
          const middle = (low + high) / 2;
          if (at(middle) === at(0)) low = middle;
          else high = middle;
        }
        measured[at(0)] += high / n;
        measured[at(1 - 2 ** -53)] += (1 - high) / n;
      }
      for (let i = 0; i < n; i++) expect(Math.abs(measured[i] - law.probabilities[i])).toBeLessThan(1e-14);
    }
  });

  test('a weight 0 is never drawn, a single one always', () => {
    const random = createRandom(6);
    const law = discreteDistribution([0, 1, 0, 3, 0]);
    const drawn = law.fill(new Int32Array(1e4), random);
    expect(new Set(drawn)).toEqual(new Set([1, 3]));
    expect(discreteDistribution([7]).sample(random)).toBe(0);
  });
});

describe('sphere and ball', () => {
  test.each([1, 2, 3, 7])('dimension %d: lengths, first moments, second moments', (d) => {
    const n = 5e4;
    const onSphere = fillSphere(new Float64Array(n * d), d, createRandom(7));
    const inBall = fillBall(new Float64Array(n * d), d, createRandom(8));
    const radii = new Float64Array(n);
    const sums = new Float64Array(2 * d);
    let worst = 0;
    for (let i = 0; i < n; i++) {
      let [sphere, ball] = [0, 0];
      for (let k = 0; k < d; k++) {
        sphere += onSphere[i * d + k] ** 2;
        ball += inBall[i * d + k] ** 2;
        sums[k] += onSphere[i * d + k] / n;
        sums[d + k] += onSphere[i * d + k] ** 2 / n;
      }
      worst = Math.max(worst, Math.abs(sphere - 1));
      radii[i] = Math.sqrt(ball) ** d;
    }
    expect(worst).toBeLessThan(4e-16 * d);
    expect(kolmogorov(radii)).toBeLessThan(kolmogorovLimit);
    for (let k = 0; k < d; k++) {
      expect(Math.abs(sums[k])).toBeLessThan(sigmas / Math.sqrt(n * d));
      // E x⁴ = 3/(d(d + 2)).
      const spread = Math.sqrt((3 / (d * (d + 2)) - 1 / (d * d)) / n);
      expect(Math.abs(sums[d + k] - 1 / d)).toBeLessThan(sigmas * spread + 1e-12);
    }
  });

  test('in three dimensions the height is uniform (Archimedes)', () => {
    const points = fillSphere(new Float64Array(3e5), 3, createRandom(9));
    expect(kolmogorov(draws(1e5, () => 0).map((_, i) => (1 + points[3 * i + 2]) / 2))).toBeLessThan(
      kolmogorovLimit,
    );
  });
});

describe('tabulatedDistribution', () => {
  test('quantile and cumulative are inverse to each other; cumulative is the integral of the density', () => {
    const random = createRandom(10);
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const n = 2 + random.integer(30);
      const nodes = Float64Array.from({ length: n }, () => random.exponential() ** 3).map((_, i, all) =>
        all.slice(0, i + 1).reduce((s, v) => s + v + 1e-6, -3),
      );
      const values = Float64Array.from({ length: n }, () =>
        random.uniform() < 0.2 ? 0 : random.exponential(),
      );
      values[random.integer(n)] = 1;
      const law = tabulatedDistribution(nodes, values);
      expect([law.cumulative(nodes[0]), law.cumulative(nodes[n - 1])]).toEqual([0, 1]);
      for (let k = 0; k < 20; k++) {
        const u = random.uniform();
        expect(Math.abs(law.cumulative(law.quantile(u)) - u)).toBeLessThan(1e-14);
      }
      const i = random.integer(n - 1);
      const [a, b] = [nodes[i], nodes[i + 1]];
      const part = integrate((x) => law.density(x), a, a + 0.3 * (b - a)).value;
      expect(Math.abs(law.cumulative(a + 0.3 * (b - a)) - law.cumulative(a) - part)).toBeLessThan(1e-14);
      expect(law.quantile(0)).toBeGreaterThanOrEqual(nodes[0]);
      expect(law.quantile(1)).toBeLessThanOrEqual(nodes[n - 1]);
    }
  });

  test('a tent: the closed form, 1e5 draws, the mass of the table', () => {
    const law = tabulatedDistribution([0, 1, 2], [0, 3, 0]);
    expect(law.mass).toBe(3);
    for (const u of [0, 0.02, 0.5, 0.98, 1])
      expect(law.quantile(u)).toBeCloseTo(u < 0.5 ? Math.sqrt(2 * u) : 2 - Math.sqrt(2 * (1 - u)), 14);
    const x = law.fill(new Float64Array(1e5), createRandom(11));
    expect(kolmogorov(x.map((value) => law.cumulative(value)))).toBeLessThan(kolmogorovLimit);
    expect([law.density(-1), law.density(0.5), law.density(3)]).toEqual([0, 0.5, 0]);
  });

  test('no draw falls into a gap', () => {
    const law = tabulatedDistribution([0, 1, 2, 5, 6, 7], [0, 1, 0, 0, 1, 0]);
    const random = createRandom(12);
    let least = Infinity;
    for (let i = 0; i < 1e4; i++) least = Math.min(least, law.density(law.sample(random)));
    expect(least).toBeGreaterThan(0);
    expect([law.quantile(0.5 - 1e-12) <= 2, law.quantile(0.5 + 1e-12) >= 5]).toEqual([true, true]);
  });
});

describe('distributionFromFunction', () => {
  test('the law of e^{−x²/2}: within its error of the exact one, which falls like 1/n²', () => {
    const nodes: number[] = [];
    for (const tolerance of [1e-3, 1e-5, 1e-7]) {
      const law = distributionFromFunction((x) => Math.exp((-x * x) / 2), -8, 8, { tolerance });
      expect(law.status).toBe('converged');
      expect(law.error).toBeLessThanOrEqual(tolerance);
      // |F − G| ≤ total variation.
      for (let x = -4; x <= 4; x += 0.173)
        expect(Math.abs(law.cumulative(x) - normalCdf(x))).toBeLessThan(law.error);
      expect(Math.abs(law.mass / Math.sqrt(2 * Math.PI) - 1)).toBeLessThan(law.error);
      nodes.push(law.nodes.length);
    }
    // Second order: a factor 100 in the error is a factor 10 in the nodes, up to a factor 2 of halving.
    expect(nodes[2] / nodes[1]).toBeGreaterThan(5);
    expect(nodes[2] / nodes[1]).toBeLessThan(20);
  });

  test('refines where f bends, and says so when it may not', () => {
    const f = (x: number): number => 1 / (1 + 1e6 * (x - 0.3) ** 2);
    const law = distributionFromFunction(f, 0, 1, { tolerance: 1e-6 });
    const near = law.nodes.filter((x) => Math.abs(x - 0.3) < 0.02).length;
    expect(near).toBeGreaterThan(law.nodes.length / 3);
    const exact = (Math.atan(1e3 * 0.7) + Math.atan(1e3 * 0.3)) / 1e3;
    expect(Math.abs(law.mass / exact - 1)).toBeLessThan(1e-6);
    const short = distributionFromFunction(f, 0, 1, { tolerance: 1e-9, maxNodes: 200 });
    expect(short.status).toBe('iteration limit');
    expect(short.error).toBeGreaterThan(1e-9);
    expect(short.nodes.length).toBeLessThanOrEqual(200);
  });
});

describe('gridDistribution', () => {
  test('one axis: the same law as the piecewise linear table', () => {
    const values = [1, 4, 0, 2, 3];
    const law = gridDistribution([{ low: 0, high: 4, points: 5 }], values);
    const table = tabulatedDistribution([0, 1, 2, 3, 4], values);
    expect(law.mass).toBe(table.mass);
    const x = law.fill(new Float64Array(1e5), createRandom(13));
    expect(kolmogorov(x.map((value) => table.cumulative(value)))).toBeLessThan(kolmogorovLimit);
  });

  test('periodic × line: counts in cells against the integral of the bilinear interpolant', () => {
    const random = createRandom(14);
    const [n, m] = [6, 5];
    const values = Float64Array.from({ length: n * m }, () => 0.1 + random.exponential());
    const axes = [
      { low: -1, high: 2, points: n, periodic: true },
      { low: 0, high: 1, points: m },
    ];
    const law = gridDistribution(axes, values);
    // ∫ over a cell of a bilinear function is its area times the mean of its corners.
    const probabilities = new Float64Array(n * (m - 1));
    for (let i = 0; i < n; i++)
      for (let j = 0; j + 1 < m; j++) {
        const corners = [i, (i + 1) % n].flatMap((a) => [values[a * m + j], values[a * m + j + 1]]);
        probabilities[i * (m - 1) + j] = (corners.reduce((s, v) => s + v, 0) / 4) * (0.5 * 0.25);
      }
    const total = probabilities.reduce((s, p) => s + p, 0);
    expect(law.mass / total).toBeCloseTo(1, 13);
    const point = new Float64Array(2);
    const bin = (): number => {
      law.fill(point, random);
      return Math.floor((point[0] + 1) / 0.5) * (m - 1) + Math.floor(point[1] / 0.25);
    };
    const limit = chiSquareLimit(probabilities.length - 1);
    expect(
      chiSquareOf(
        bin,
        probabilities.map((p) => p / total),
        2e5,
      ),
    ).toBeLessThan(limit);
  });

  test('three axes: the mean of each coordinate', () => {
    const axes = [0, 1, 2].map(() => ({ low: 0, high: 1, points: 2 }));
    // Density proportional to (1 + x)(1 + 2y): the corners' values.
    const values = [1, 1, 3, 3, 2, 2, 6, 6];
    const n = 1e5;
    const points = gridDistribution(axes, values).fill(new Float64Array(3 * n), createRandom(15));
    const means = [0, 1, 2].map((a) => points.reduce((s, v, i) => s + (i % 3 === a ? v : 0), 0) / n);
    const exact = [(1 / 2 + 1 / 3) / 1.5, (1 / 2 + 2 / 3) / 2, 1 / 2];
    means.forEach((mean, a) => {
      // The standard deviation of a coordinate in [0, 1] with such a density is below 0.29.
      expect(Math.abs(mean - exact[a])).toBeLessThan((sigmas * 0.29) / Math.sqrt(n));
    });
  });
});

test('bad arguments are refused by name', () => {
  const random = createRandom(1);
  const refused: [() => unknown, string][] = [
    [() => permutation(-1, random), 'n must be an integer in [0, 268435456], got -1'],
    [() => discreteDistribution([1, -1]), 'weights[1] must be >= 0, got -1'],
    [() => discreteDistribution([]), 'weights must have a positive finite sum, got 0'],
    [() => discreteDistribution([1, Number.NaN]), 'weights[1] must be a finite number, got NaN'],
    [
      () => fillBall(new Float64Array(5), 2, random),
      'out.length must be a multiple of the dimension 2, got 5',
    ],
    [() => tabulatedDistribution([0, 0], [1, 1]), 'nodes must increase strictly, got 0, 0 at 0, 1'],
    [() => tabulatedDistribution([0, 1], [0, 0]), 'values must have a positive finite integral, got 0'],
    [() => tabulatedDistribution([0, 1], [1, 1]).quantile(2), 'u must be a number in [0, 1], got 2'],
    [() => distributionFromFunction((x) => x, -1, 1), 'f(x) must be a finite number >= 0, got -1 at x = -1'],
    [() => distributionFromFunction((x) => x, 1, 1), 'a must be < b, got 1 and 1'],
    [() => gridDistribution([], []), 'axes must contain at least one axis, got none'],
    [
      () => gridDistribution([{ low: 0, high: 0, points: 3 }], [1, 1, 1]),
      'axes[0].low must be < axes[0].high, got 0 and 0',
    ],
    [
      () => gridDistribution([{ low: 0, high: 1, points: 3 }], [1, 1]),
      'values must have length 3, got length 2',
    ],
  ];
  for (const [call, message] of refused) expect(call).toThrow(message);
});
