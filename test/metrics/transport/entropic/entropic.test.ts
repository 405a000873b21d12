import {
  type Cloud,
  cloud,
  couplingCost,
  dualDefect,
  kantorovichRubinsteinPotential,
  marginalDefect,
  sinkhornDivergence,
  type TransportEntropicOptions,
  type TransportEntropicResult,
  type TransportNorm,
  transportEntropic,
  transportExact,
} from '../../../../lib/metrics/transport';
import { euclidean, moved, randomCloud, seeded } from '../samples';

type Cost = (i: number, j: number) => number;

const count = (c: Cloud): number => c.points.length / c.dimension;
const weights = (c: Cloud): Float64Array => c.weights ?? new Float64Array(count(c)).fill(1 / count(c));
const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, t, k) => sum + t * b[k], 0);

/** −ε log Σ_k w_k exp((h_k − c_k)/ε), the maximum taken out. */
function softMinimum(h: Float64Array, w: Float64Array, cost: (k: number) => number, epsilon: number): number {
  const t = h.map((value, k) => (value - cost(k)) / epsilon);
  const most = Math.max(...t);
  return -epsilon * (most + Math.log(t.reduce((sum, value, k) => sum + w[k] * Math.exp(value - most), 0)));
}

/** Sinkhorn's method as it is written down, in the logarithmic domain. */
function naive(mu: Cloud, nu: Cloud, cost: Cost, epsilon: number, sweeps: number) {
  const [a, b] = [weights(mu), weights(nu)];
  const table = Array.from(a, (_, i) => Float64Array.from(b, (_, j) => cost(i, j)));
  let f: Float64Array = new Float64Array(a.length);
  let g: Float64Array = new Float64Array(b.length);
  for (let k = 0; k < sweeps; k++) {
    f = f.map((_, i) => softMinimum(g, b, (j) => table[i][j], epsilon));
    g = g.map((_, j) => softMinimum(f, a, (i) => table[i][j], epsilon));
  }
  return { f, g, value: inner(a, f) + inner(b, g) };
}

const power =
  (mu: Cloud, nu: Cloud, p: number): Cost =>
  (i, j) =>
    euclidean(mu, nu)(i, j) ** p;

describe('against Sinkhorn as it is written down', () => {
  test.each([
    [1, 0.2, 1],
    [2, 0.05, 2],
    [1.5, 0.1, 3],
    [3, 0.1, 2],
  ])('p = %d, epsilon = %d, d = %d', (p, epsilon, dimension) => {
    const random = seeded(10 * p + dimension);
    const mu = randomCloud(random, 19, dimension, true);
    const nu = randomCloud(random, 34, dimension, true, (t) => 0.7 * t + 0.2);
    const reference = naive(mu, nu, power(mu, nu, p), epsilon, 1000);
    const result = transportEntropic(mu, nu, { p, epsilon, tolerance: 1e-11 });
    expect(result.status).toBe('converged');
    // Values differ by the marginal error times potentials of the size 1.
    expect(Math.abs(result.entropicDual - reference.value)).toBeLessThan(1e-11);
    expect(Math.abs(result.entropicPrimal - reference.value)).toBeLessThan(1e-10);
    // Potentials are unique up to a constant; the slowest mode, 1/(1−θ) < 100, enlarges the marginal error.
    const shift = result.f[0] - reference.f[0];
    result.f.forEach((value, i) => {
      expect(Math.abs(value - reference.f[i] - shift)).toBeLessThan(1e-8);
    });
    result.g.forEach((value, j) => {
      expect(Math.abs(value - reference.g[j] + shift)).toBeLessThan(1e-8);
    });
  });

  test('the phase-space sum and a cost of the user', () => {
    const random = seeded(5);
    const [mu, nu] = [randomCloud(random, 17, 4, true), randomCloud(random, 18, 4, true)];
    const part = (c: Cloud, from: number): Cloud => ({
      dimension: 2,
      points: c.points.filter((_, k) => Math.floor((k % 4) / 2) === from),
    });
    const [x, xi] = [0, 1].map((from) => euclidean(part(mu, from), part(nu, from)));
    for (const p of [1, 2, 1.5]) {
      const cost: Cost = (i, j) => (x(i, j) + xi(i, j)) ** p;
      const { value } = naive(mu, nu, cost, 0.1, 500);
      const norm: TransportNorm = 'phase-space sum';
      expect(
        Math.abs(transportEntropic(mu, nu, { p, norm, epsilon: 0.1 }).entropicDual - value),
      ).toBeLessThan(1e-10);
      const given = transportEntropic(mu, nu, { p, cost, epsilon: 0.1 });
      expect(given.ground).toBe('user cost');
      expect(Math.abs(given.entropicDual - value)).toBeLessThan(1e-10);
    }
  });

  test('points without mass take no part', () => {
    const random = seeded(6);
    const mu = cloud(randomCloud(random, 5, 2).points, 2, [0.5, 0, 0.25, 0.25, 0]);
    const kept = cloud(
      [0, 1, 4, 5, 6, 7].map((k) => mu.points[k]),
      2,
      [0.5, 0.25, 0.25],
    );
    const nu = randomCloud(random, 20, 2);
    const [with0, without] = [mu, kept].map((c) => transportEntropic(c, nu, { p: 2, epsilon: 0.05 }));
    expect(with0.entropicDual).toBeCloseTo(without.entropicDual, 12);
    expect(with0.upper).toBeCloseTo(without.upper, 10);
    expect(with0.plan().source).not.toContain(1);
  });
});

/** N(0, σ²) on a grid of [−9, 9], masses in proportion to the density. */
function gaussian(sigma: number, mean: number): Cloud {
  const points = Float64Array.from({ length: 721 }, (_, k) => -9 + k / 40);
  const density = points.map((x) => Math.exp(-(((x - mean) / sigma) ** 2) / 2));
  const sum = density.reduce((a, b) => a + b, 0);
  return cloud(
    points,
    1,
    density.map((value) => value / sum),
  );
}

describe('closed forms', () => {
  /**
   * H. Janati, B. Muzellec, G. Peyré and M. Cuturi, Entropic optimal transport between unbalanced Gaussian measures has a
   * closed form, 2020, Theorem 1, there with 2σ² for ε: in d = 1, D = √(4αβ + ε²/4), α, β the variances,
   * OT_ε = |m|² + α + β − D + (ε/2)(1 − log ε + log(D + ε/2)).
   */
  test('two Gaussians in d = 1', () => {
    for (const [s, t, shift, epsilon] of [
      [1, 0.8, 0, 0.5],
      [1, 0.7, 0.6, 2],
      [0.9, 0.9, -0.5, 0.2],
    ]) {
      const result = transportEntropic(gaussian(s, 0), gaussian(t, shift), { p: 2, epsilon });
      const root = Math.sqrt(4 * (s * t) ** 2 + epsilon ** 2 / 4);
      const entropy = (epsilon / 2) * (1 - Math.log(epsilon) + Math.log(root + epsilon / 2));
      const exact = shift ** 2 + s ** 2 + t ** 2 - root + entropy;
      // Sums over an equidistant grid of smooth densities are exact up to e^{−81/2σ²} at the ends of the grid.
      expect(Math.abs(result.entropicDual - exact)).toBeLessThan(1e-9);
    }
  });

  test('one point against many, and one against one', () => {
    const nu = randomCloud(seeded(7), 40, 3, true);
    const mu = cloud([0, 0, 0], 3);
    const moment = inner(
      nu.weights!,
      Float64Array.from({ length: 40 }, (_, j) => power(mu, nu, 2)(0, j)),
    );
    const result = transportEntropic(mu, nu, { p: 2, epsilon: 0.01 });
    for (const value of [result.primal, result.dual, result.entropicPrimal, result.entropicDual])
      expect(value).toBeCloseTo(moment, 12);
    expect(transportEntropic(mu, cloud([3, 4, 12], 3), { epsilon: 0.1 }).upper).toBeCloseTo(13, 12);
  });

  test('a huge epsilon gives the product, and the divergence half the energy distance', () => {
    const random = seeded(8);
    const [mu, nu] = [randomCloud(random, 20, 2, true), randomCloud(random, 30, 2, true)];
    const mean = (x: Cloud, y: Cloud): number => {
      const distance = euclidean(x, y);
      let sum = 0;
      weights(x).forEach((a, i) => {
        weights(y).forEach((b, j) => {
          sum += a * b * distance(i, j);
        });
      });
      return sum;
    };
    const options = { epsilon: 1e5 };
    // OT_ε is the mean cost minus at most (largest cost)²/8ε.
    expect(transportEntropic(mu, nu, options).primal).toBeCloseTo(mean(mu, nu), 5);
    const energy = mean(mu, nu) - (mean(mu, mu) + mean(nu, nu)) / 2;
    expect(sinkhornDivergence(mu, nu, options).value).toBeCloseTo(energy, 5);
  });
});

test('as epsilon goes to 0 both ends of the interval go to the distance', () => {
  const random = seeded(9);
  const [mu, nu] = [randomCloud(random, 60, 2), randomCloud(random, 60, 2, false, (t) => t * 0.8)];
  const { primal } = transportExact(mu, nu, { p: 2 });
  const errors = [0.1, 0.05, 0.025].map((epsilon) => {
    const result = transportEntropic(mu, nu, { p: 2, epsilon });
    // For equal weights a permutation is optimal, and its KL is log n: OT_ε ≤ exact + ε log n, which is ≥ cost of the plan.
    expect(result.primal - primal).toBeLessThan(epsilon * Math.log(60));
    return result.primal - primal;
  });
  // In the plane the plan has the width √ε along each axis; the excess cost is (d/2)·ε = ε while √ε exceeds the spacing.
  const order = Math.log2(errors[0] / errors[2]) / 2;
  expect(order).toBeGreaterThan(0.85);
  expect(order).toBeLessThan(1.4);
  const fine = transportEntropic(mu, nu, { p: 2, epsilon: 5e-4, tolerance: 1e-6 });
  expect(fine.upper - fine.lower).toBeLessThan(2e-3);
});

interface Sample {
  readonly mu: Cloud;
  readonly nu: Cloud;
  readonly p: number;
  readonly norm: TransportNorm;
  readonly scale: number;
}

/** Clouds weighted or not, on lattices (duplicates), on a line, with points without mass, at scales 1, 1e9 and 1e−9. */
function sample(k: number): Sample {
  const random = seeded(1000 + k);
  const [dimension, scale, kind] = [1 + (k % 4), [1, 1e9, 1e-9][k % 3], k % 5];
  const make = (): Cloud => {
    const size = 1 + Math.floor(random.uniform() * 40);
    const points = Float64Array.from({ length: size * dimension }, (_, q) => {
      const t = kind === 1 ? Math.floor(3 * random.uniform()) : random.uniform();
      return kind === 2 && q % dimension > 0 ? 0 : t * scale;
    });
    if (kind === 3) return cloud(points, dimension);
    const raw = Float64Array.from({ length: size }, (_, q) =>
      q > 0 && random.uniform() < 0.2 ? 0 : random.uniform() ** 3 + 1e-12,
    );
    const sum = raw.reduce((a, b) => a + b, 0);
    return cloud(
      points,
      dimension,
      raw.map((w) => w / sum),
    );
  };
  const norm = dimension % 2 === 0 && k % 7 < 3 ? 'phase-space sum' : 'euclidean';
  return { mu: make(), nu: make(), p: [1, 2, 1.5, 3][Math.floor(k / 4) % 4], norm, scale };
}

const cases = process.env.LONG ? 2000 : 120;

describe('random sweeps', () => {
  test('lower <= exact <= upper, marginals, values that agree', () => {
    for (let k = 0; k < cases; k++) {
      const { mu, nu, p, norm, scale } = sample(k);
      const unit = scale ** p * 6 ** p; // at least the largest cost
      const epsilon = (unit / 6 ** p) * 10 ** (-2.5 * seeded(k).uniform());
      // The bounds hold converged or not: every seventh stops early.
      const maxIterations = k % 7 === 0 ? k % 4 : 10_000;
      const result = transportEntropic(mu, nu, { p, norm, epsilon, maxIterations });
      const { distance } = transportExact(mu, nu, { p, norm });
      expect(result.lower).toBeLessThanOrEqual(distance + 1e-12 * scale);
      expect(result.upper).toBeGreaterThanOrEqual(distance - 1e-12 * scale);
      expect(result.entropicPrimal - result.entropicDual).toBeGreaterThanOrEqual(-1e-13 * unit);
      const plan = result.plan();
      expect(marginalDefect(plan, mu, nu)).toBeLessThanOrEqual(1e-12);
      // Exponents (f+g−c)/ε of size 500 carry errors of 1e−13.
      const again = couplingCost(plan, mu, nu, p, norm);
      expect(Math.abs(again - result.primal)).toBeLessThanOrEqual(1e-9 * unit);
      expectFeasible(result, mu, nu, unit);
      if (result.status === 'converged') {
        expect(result.marginalError).toBeLessThanOrEqual(1.001e-9);
        expect(result.entropicPrimal - result.entropicDual).toBeLessThanOrEqual(1e-7 * unit);
      }
    }
  });

  function expectFeasible(
    { phi, psi, p, ground }: TransportEntropicResult,
    mu: Cloud,
    nu: Cloud,
    unit: number,
  ): void {
    if (ground !== 'euclidean') return;
    const cost = power(mu, nu, p);
    phi.forEach((s, i) => {
      psi.forEach((t, j) => {
        if (s + t > cost(i, j) + 1e-13 * unit) throw new Error(`phi_${i} + psi_${j} > cost`);
      });
    });
  }

  test('exchanging both clouds exchanges everything', () => {
    for (let k = 0; k < cases / 4; k++) {
      const { mu, nu, p, scale } = sample(k);
      const options = { p, epsilon: 0.1 * scale ** p };
      const [one, two] = [transportEntropic(mu, nu, options), transportEntropic(nu, mu, options)];
      expect(Math.abs(one.entropicDual - two.entropicDual)).toBeLessThanOrEqual(1e-8 * scale ** p);
      expect(Math.abs(one.upper - two.upper)).toBeLessThanOrEqual(1e-6 * scale);
    }
  });

  test('translations change nothing, dilations scale', () => {
    const [mu, nu] = [randomCloud(seeded(11), 30, 3, true), randomCloud(seeded(12), 40, 3, true)];
    const { entropicDual } = transportEntropic(mu, nu, { p: 2, epsilon: 0.05 });
    const shifted = [mu, nu].map((c) => moved(c, (t, k) => t + k));
    expect(transportEntropic(shifted[0], shifted[1], { p: 2, epsilon: 0.05 }).entropicDual).toBeCloseTo(
      entropicDual,
      10,
    );
    const scaled = [mu, nu].map((c) => moved(c, (t) => 3 * t));
    expect(transportEntropic(scaled[0], scaled[1], { p: 2, epsilon: 0.45 }).entropicDual / 9).toBeCloseTo(
      entropicDual,
      10,
    );
  });
});

describe('divergence', () => {
  test('is >= 0 and lies between its bounds; 0 for equal clouds', () => {
    for (let k = 0; k < cases / 2; k++) {
      const { mu, nu, p, norm, scale } = sample(k);
      if (norm !== 'euclidean' || p > 2 || (p !== 1 && p !== 2)) continue;
      const unit = scale ** p;
      const options = { p, epsilon: unit * 10 ** -seeded(k).uniform() };
      const result = sinkhornDivergence(mu, nu, options);
      expect(result.status).toBe('converged');
      expect(result.value).toBeGreaterThanOrEqual(-1e-9 * unit);
      expect(result.lower).toBeLessThanOrEqual(result.value + 1e-13 * unit);
      expect(result.upper).toBeGreaterThanOrEqual(result.value - 1e-13 * unit);
      expect(result.upper - result.lower).toBeLessThanOrEqual(1e-7 * unit);
      expect(Math.abs(sinkhornDivergence(mu, mu, options).value)).toBeLessThanOrEqual(1e-9 * unit);
    }
  });

  test('of a translate by s is s² for p = 2', () => {
    const mu = randomCloud(seeded(13), 50, 2, true);
    const nu = moved(mu, (t, k) => t + [0.3, 0.4][k]);
    expect(sinkhornDivergence(mu, nu, { p: 2, epsilon: 0.1 }).value).toBeCloseTo(0.25, 9);
  });

  test('is positive for different clouds, and larger than the sum of the parts it is made of says', () => {
    const mu = cloud([0, 1], 1);
    const nu = cloud([0, 1], 1, [0.501, 0.499]);
    const result = sinkhornDivergence(mu, nu, { epsilon: 0.5 });
    expect(result.lower).toBeGreaterThan(0);
    const [m, n, across] = [
      [mu, mu],
      [nu, nu],
      [mu, nu],
    ].map(([x, y]) => naive(x, y, power(x, y, 1), 0.5, 500).value);
    expect(result.value).toBeCloseTo(across - (m + n) / 2, 10);
  });
});

test('the potentials are the derivative of the value by weights and, with the plan, by points', () => {
  const random = seeded(14);
  const [mu, nu] = [randomCloud(random, 12, 2, true), randomCloud(random, 15, 2, true)];
  const options: TransportEntropicOptions = { p: 2, epsilon: 0.1, tolerance: 1e-12 };
  const result = transportEntropic(mu, nu, options);
  const value = (c: Cloud): number => transportEntropic(c, nu, options).entropicDual;
  const h = 1e-4; // errors h² and 1e−12/h
  const tilted = (s: number): Cloud => ({
    ...mu,
    weights: mu.weights!.map((w, k) => w + (k === 3 ? s : k === 7 ? -s : 0)),
  });
  expect((value(tilted(h)) - value(tilted(-h))) / (2 * h)).toBeCloseTo(result.f[3] - result.f[7], 6);
  const nudged = (s: number): Cloud => ({ ...mu, points: mu.points.map((t, k) => (k === 8 ? t + s : t)) });
  const { source, target, mass } = result.plan();
  let slope = 0;
  mass.forEach((amount, k) => {
    if (source[k] === 4) slope += 2 * amount * (mu.points[8] - nu.points[2 * target[k]]);
  });
  expect((value(nudged(h)) - value(nudged(-h))) / (2 * h)).toBeCloseTo(slope, 7);
});

test('a cloud far away and atoms of tiny mass do not underflow', () => {
  const random = seeded(15);
  const far = cloud([...randomCloud(random, 30, 2).points, 1000, 1000], 2, [
    ...new Array(30).fill((1 - 1e-9) / 30),
    1e-9,
  ]);
  const near = cloud([...randomCloud(random, 30, 2).points, -500, 20], 2, [
    ...new Array(30).fill((1 - 1e-9) / 30),
    1e-9,
  ]);
  const result = transportEntropic(far, near, { p: 2, epsilon: 0.01 });
  const { distance } = transportExact(far, near, { p: 2 });
  expect(result.marginalError).toBeLessThan(1e-9);
  expect(result.lower).toBeLessThanOrEqual(distance + 1e-12);
  expect(result.upper).toBeGreaterThanOrEqual(distance - 1e-12);
});

describe('limits, progress and bad input', () => {
  const [mu, nu] = [randomCloud(seeded(16), 40, 2), randomCloud(seeded(17), 50, 2)];

  test('the limit of iterations is a status, and the bounds hold', () => {
    const result = transportEntropic(mu, nu, { p: 2, epsilon: 0.001, maxIterations: 5 });
    expect(result.status).toBe('iteration limit');
    expect(result.iterations).toBe(5);
    expect(result.marginalError).toBeGreaterThan(1e-3);
    expect(marginalDefect(result.plan(), mu, nu)).toBeLessThan(1e-14);
  });

  test('progress is told, and what it throws stops the work and leaves no trace', () => {
    const seen: number[] = [];
    const options = { p: 2, epsilon: 0.01 };
    const result = transportEntropic(mu, nu, {
      ...options,
      onProgress: (done, total) => {
        expect(total).toBeGreaterThan(done - 1);
        seen.push(done);
      },
    });
    expect(seen.at(-1)).toBeGreaterThan(result.iterations - 3);
    const stop = () =>
      transportEntropic(mu, nu, {
        ...options,
        onProgress: (done) => {
          if (done > 20) throw new Error('stopped');
        },
      });
    expect(stop).toThrow('stopped');
    expect(transportEntropic(mu, nu, options).entropicDual).toBe(result.entropicDual);
  });

  test.each<[string, Partial<TransportEntropicOptions> | undefined, RegExp]>([
    ['no options', undefined, /options must be/],
    ['no epsilon', {}, /epsilon must be a finite number > 0, got undefined/],
    ['epsilon 0', { epsilon: 0 }, /epsilon must be a finite number > 0, got 0/],
    ['NaN', { epsilon: Number.NaN }, /epsilon must be .* got NaN/],
    ['epsilon too small', { epsilon: 1e-12 }, /epsilon must be between 1e-10 and 1e6 of the largest cost/],
    ['tolerance', { epsilon: 1, tolerance: 1e-17 }, /tolerance must be a number in \[1e-13, 1\]/],
    ['iterations', { epsilon: 1, maxIterations: 1.5 }, /maxIterations must be an integer/],
    [
      'pairs',
      { epsilon: 1, maxPairs: 1999 },
      /n\*m must be at most maxPairs = 1999 .* got 40\*50 = 2000 pairs .*MiB/,
    ],
    ['p', { epsilon: 1, p: 0.5 }, /p must be a finite number >= 1/],
    ['overflow', { epsilon: 1, p: 1e6 * 4 }, /overflow|epsilon/],
    [
      'cost',
      { epsilon: 1, cost: () => Number.POSITIVE_INFINITY },
      /cost\(0, 0\) must be a finite number >= 0/,
    ],
    ['negative cost', { epsilon: 1, cost: () => -1 }, /cost\(0, 0\) must be a finite number >= 0, got -1/],
  ])('%s', (_, options, message) => {
    const wide = moved(mu, (t) => 10 * t);
    const run = (): unknown => transportEntropic(wide, nu, options as TransportEntropicOptions);
    expect(run).toThrow(RangeError);
    expect(run).toThrow(message);
  });

  test('dimensions that differ, and clouds too large for memory', () => {
    expect(() => transportEntropic(mu, cloud([1, 2, 3], 3), { epsilon: 1 })).toThrow(/dimension/);
    const large = cloud(new Float64Array(20_000), 1);
    expect(() => transportEntropic(large, large, { epsilon: 1, maxPairs: 1e9 })).toThrow(/2 GiB/);
    expect(() => sinkhornDivergence(mu, nu, { epsilon: -1 })).toThrow(/epsilon/);
  });
});

it('its potentials are certificates like those of the exact solver', () => {
  const random = seeded(77);
  const [mu, nu] = [randomCloud(random, 30, 2), randomCloud(random, 25, 2)];
  const result = transportEntropic(mu, nu, { epsilon: 0.05 });
  expect(dualDefect(result, mu, nu)).toBeLessThan(1e-12);
  const { attained } = kantorovichRubinsteinPotential(result, mu, nu);
  const { distance } = transportExact(mu, nu);
  // A 1-Lipschitz function never earns more than the distance, and this one at least what φ and ψ do.
  expect(attained).toBeLessThan(distance + 1e-12);
  expect(attained).toBeGreaterThan(result.lower - 1e-12);
});

it('plan() is the coupling of the certificate, converged or not', () => {
  const random = seeded(78);
  const [mu, nu] = [randomCloud(random, 30, 2), randomCloud(random, 40, 2)];
  for (const p of [1, 2]) {
    for (const maxIterations of [2, 5, 1000]) {
      const result = transportEntropic(mu, nu, { epsilon: 0.05, p, maxIterations });
      const plan = result.plan();
      expect(marginalDefect(plan, mu, nu)).toBeLessThan(1e-14);
      // Entries below e⁻⁶⁴ of the largest are left out in one of the two.
      expect(couplingCost(plan, mu, nu, p)).toBeCloseTo(result.primal, 12);
    }
  }
});

it('refuses an epsilon that makes the plan a product to all digits', () => {
  const [a, b] = [cloud([0, 0, 1, 1], 2), cloud([0, 1, 2, 1], 2)];
  expect(() => sinkhornDivergence(a, b, { epsilon: 1e10 })).toThrow(/epsilon must be between/);
});
