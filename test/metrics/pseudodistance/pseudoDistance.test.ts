import {
  type CompressedState,
  catState,
  coherentSpan,
  coherentState,
  compressState,
  createRandom,
  type DenseMatrix,
  diagonalMatrix,
  discretiseLaw,
  eigenHermitian,
  fockDensity,
  fockState,
  mixtureOfStates,
  multiplyMatrices,
  normal,
  phaseSpaceDensity,
  productOfStates,
  productQuantumCoupling,
  pseudoDistance,
  pseudoDistanceByMoments,
  pseudoDistanceDiagonal,
  pseudoDistanceEntropic,
  pseudoDistanceGaussian,
  quantumCost,
  quantumCouplingCost,
  quantumCouplingDefect,
  quantumDualBound,
  realMatrix,
  squeezedState,
  stateMoments,
  thermalState,
  toeplitzState,
  traceOfProduct,
  transportExact,
} from '../../../lib/index';
import { lowerCertificate, upperCertificate } from '../../../lib/metrics/pseudodistance/certificates';
import { interiorPoint } from '../../../lib/metrics/pseudodistance/interiorPoint';
import { pseudoDistanceProblem } from '../../../lib/metrics/pseudodistance/problem';
import { intervalOf, spreadOf } from '../../../lib/metrics/pseudodistance/pseudoDistance';
import { randomDensity } from './oracles';

const random = createRandom('pseudo-distance');
const long = process.env.LONG !== undefined;
type Point = [number, number];

const randomPoints = (count: number, size = 1): Point[] =>
  Array.from({ length: count }, () => [size * random.normal(), size * random.normal()]);
const randomWeights = (count: number): number[] => {
  const raw = Array.from({ length: count }, () => 0.05 + random.uniform());
  const total = raw.reduce((sum, x) => sum + x, 0);
  return raw.map((x) => x / total);
};
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0);
const square = (z: ArrayLike<number>): number => sum(Array.from(z, (x) => x * x));

/** Both certificates once more, from the results alone. */
function certified(
  law: { points: Point[]; weights?: number[] },
  state: Parameters<typeof pseudoDistance>[1],
  found: ReturnType<typeof pseudoDistance>,
): void {
  const scale = 1 + found.upperSquare;
  expect(quantumCouplingDefect(law, state, found.coupling)).toBeLessThan(1e-12);
  expect(Math.abs(quantumCouplingCost(law, state, found.coupling) - found.upperSquare)).toBeLessThan(
    1e-11 * scale,
  );
  expect(quantumDualBound(law, state, found.potential.b)).toBeGreaterThan(found.lowerSquare - 1e-7 * scale);
  expect(quantumDualBound(law, state, found.potential.b)).toBeLessThan(found.upperSquare + 1e-11 * scale);
  expect(found.lowerSquare).toBeLessThanOrEqual(found.upperSquare);
}

describe('closed forms', () => {
  it('a pure state: |m_f − m_R|² + tr Cov f + tr Cov R', () => {
    for (const epsilon of [0.05, 0.2, 1]) {
      const [points, weights] = [randomPoints(6), randomWeights(6)];
      const mean = [0, 1].map((i) => sum(points.map((z, k) => weights[k] * z[i])));
      const spread = sum(points.map((z, k) => weights[k] * square(z))) - square(mean);
      const found = pseudoDistance(
        { points, weights },
        squeezedState({ epsilon, squeezing: 0.7, point: [0.3, -0.4] }),
      );
      const own = (mean[0] - 0.3) ** 2 + (mean[1] + 0.4) ** 2 + spread + epsilon * Math.cosh(1.4);
      expect(found.upperSquare).toBeCloseTo(own, 10);
      expect(found.upperSquare - found.lowerSquare).toBeLessThan(1e-10);
      const level = pseudoDistance({ points, weights }, fockState({ epsilon, level: 3 }));
      expect(level.lowerSquare).toBeCloseTo(square(mean) + spread + 7 * epsilon, 10);
    }
  });

  it('the Töplitz state of f itself: dε, in d = 1 and 2', () => {
    const [points, weights] = [randomPoints(7), randomWeights(7)];
    for (const epsilon of [0.1, 0.5]) {
      const found = pseudoDistance({ points, weights }, toeplitzState({ epsilon, points, weights }));
      expect(found.lowerSquare).toBeLessThan(epsilon);
      expect(found.upperSquare).toBeGreaterThan(epsilon * (1 - 1e-12));
      expect(found.upperSquare - found.lowerSquare).toBeLessThan(1e-9);
    }
    const plane = Array.from({ length: 4 }, () => [0, 1, 2, 3].map(() => random.normal()));
    const found = pseudoDistance({ points: plane }, toeplitzState({ epsilon: 0.3, points: plane }));
    expect(found.lowerSquare).toBeLessThan(0.6);
    expect(found.upperSquare).toBeGreaterThan(0.6 * (1 - 1e-12));
    expect(found.upperSquare - found.lowerSquare).toBeLessThan(3e-7);
  });

  it('two points and a cat with decoherence', () => {
    for (const [q, w, phi] of [
      [0.8, 0.8, 0],
      [0.5, 1.1, 0.6],
      [0.3, 0.2, 1.5],
    ])
      for (const lambda of [-0.9, -0.3, 0, 0.2, 0.7, 0.99, 1]) {
        const epsilon = 0.2;
        const s = Math.exp((-q * q) / epsilon);
        const exact =
          epsilon +
          w * w +
          (q * q * (1 - lambda * s)) / (1 + lambda * s) -
          (2 *
            w *
            q *
            Math.sqrt(1 - lambda ** 2) *
            Math.sqrt(Math.cos(phi) ** 2 + (s * Math.sin(phi)) ** 2)) /
            (1 + lambda * s);
        const z: Point = [w * Math.cos(phi), w * Math.sin(phi)];
        const found = pseudoDistance(
          { points: [z, [-z[0], -z[1]]] },
          catState({ epsilon, point: [q, 0], coherence: lambda }),
        );
        expect(found.lowerSquare).toBeLessThan(exact + 1e-13);
        expect(found.upperSquare).toBeGreaterThan(exact - 1e-13);
        expect(found.upperSquare - found.lowerSquare).toBeLessThan(1e-9);
      }
  });

  it('a polygon and a state diagonal in the Fock basis', () => {
    for (const rank of [1, 2, 4, 7]) {
      const [epsilon, radius] = [0.3, 0.9];
      const raw = Array.from({ length: rank }, (_, n) => Math.exp(-0.7 * n) + 0.01 * random.uniform());
      const p = raw.map((x) => x / sum(raw));
      let exact = radius * radius;
      p.forEach((x, n) => {
        exact += epsilon * x * (2 * n + 1);
        if (n + 1 < rank) exact -= 2 * radius * Math.sqrt(2 * epsilon * (n + 1) * x * p[n + 1]);
      });
      const turn = random.uniform();
      const points = Array.from({ length: rank + 2 }, (_, k): Point => {
        const angle = turn + (2 * Math.PI * k) / (rank + 2);
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      });
      const state = fockDensity({ epsilon, density: diagonalMatrix(p) });
      const found = pseudoDistance({ points }, state);
      expect(found.value ** 2).toBeCloseTo(exact, 9);
      certified({ points }, state, found);
    }
  });

  it('one atom: its mean cost, whatever R', () => {
    const state = fockDensity({ epsilon: 0.4, density: randomDensity(random, 5, 100) });
    const z: Point = [0.7, -0.2];
    const cost = traceOfProduct(compressState(state).density, quantumCost(state, z)).re;
    expect(pseudoDistance({ points: [z] }, state).value ** 2).toBeCloseTo(cost, 11);
  });
});

/** K = 2: E² = Σf_k|z_k|² + tr RH − 2{tr D₂ + min_λ[λf₁ + tr(D₁ − D₂ − λR)₊]}, by bisection for the slope in λ. */
function neymanPearson(
  points: Point[],
  f: number[],
  { density, position, momentum, square: h }: CompressedState,
): number {
  const { values, vectors } = eigenHermitian(density);
  const r = values.length;
  const root = values.map((x) => Math.sqrt(Math.max(0, x)));
  const scaled = (matrix: DenseMatrix): DenseMatrix => {
    const turned = multiplyMatrices(vectors, multiplyMatrices(matrix, vectors), { adjointA: true });
    const width = turned.kind === 'complex' ? 2 : 1;
    return {
      ...turned,
      data: turned.data.map((x, n) => {
        const k = Math.floor(n / width);
        return x * root[Math.floor(k / r)] * root[k % r];
      }),
    };
  };
  const d = points.map((z) => {
    const [y, p] = [scaled(position[0]), scaled(momentum[0])];
    return combine(y, z[0], p, z[1]);
  });
  const gap = combine(d[0], 1, d[1], -1);
  const at = (lambda: number): { value: number; slope: number } => {
    const m = combine(gap, 1, diagonalMatrix(values), -lambda);
    const { values: e, vectors: v } = eigenHermitian(m);
    let value = lambda * f[0];
    let slope = f[0];
    e.forEach((x, k) => {
      if (x <= 0) return;
      value += x;
      const width = v.kind === 'complex' ? 2 : 1;
      for (let i = 0; i < r; i++)
        for (let part = 0; part < width; part++) slope -= values[i] * v.data[(i * r + k) * width + part] ** 2;
    });
    return { value, slope };
  };
  let [low, high] = [-1, 1];
  while (at(low).slope > 0) low *= 2;
  while (at(high).slope < 0) high *= 2;
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2;
    if (at(middle).slope < 0) low = middle;
    else high = middle;
  }
  const trace2 = traceOfProduct(d[1], diagonalMatrix(new Float64Array(r).fill(1))).re;
  const least = at((low + high) / 2).value;
  return (
    f[0] * square(points[0]) + f[1] * square(points[1]) + traceOfProduct(density, h).re - 2 * (trace2 + least)
  );
}

function combine(a: DenseMatrix, x: number, b: DenseMatrix, y: number): DenseMatrix {
  const entries = (m: DenseMatrix, k: number): [number, number] =>
    m.kind === 'complex' ? [m.data[2 * k], m.data[2 * k + 1]] : [m.data[k], 0];
  const data = new Float64Array(2 * a.rows * a.columns);
  for (let k = 0; k < a.rows * a.columns; k++) {
    const [[p, q], [u, v]] = [entries(a, k), entries(b, k)];
    data[2 * k] = x * p + y * u;
    data[2 * k + 1] = x * q + y * v;
  }
  return { kind: 'complex', rows: a.rows, columns: a.columns, data };
}

describe('independent algorithms', () => {
  it('two atoms: a convex problem in one variable (Neyman and Pearson)', () => {
    for (let n = 0; n < (long ? 400 : 40); n++) {
      const rank = 2 + (n % 7);
      const epsilon = 0.05 + random.uniform();
      const state = compressState(
        fockDensity({ epsilon, density: randomDensity(random, rank, 10 ** (6 * random.uniform())) }),
      );
      const [points, weights] = [randomPoints(2), randomWeights(2)];
      const found = pseudoDistance({ points, weights }, state);
      const exact = neymanPearson(points, weights, state);
      expect(found.lowerSquare).toBeLessThan(exact + 1e-10);
      expect(found.upperSquare).toBeGreaterThan(exact - 1e-10);
      expect(found.upperSquare - found.lowerSquare).toBeLessThan(1e-8);
    }
  });

  it('Sinkhorn’s method for matrices encloses the same number', () => {
    for (let n = 0; n < 3; n++) {
      const state = fockDensity({ epsilon: 0.3, density: randomDensity(random, 3, 20) });
      const law = { points: randomPoints(4), weights: randomWeights(4) };
      const exact = pseudoDistance(law, state);
      const [rough, fine] = [3e-2, 1e-2].map((temperature) =>
        pseudoDistanceEntropic(law, state, { temperature, maxIterations: 5000 }),
      );
      for (const one of [rough, fine]) {
        expect(one.status).toBe('converged');
        expect(one.lower).toBeLessThanOrEqual(exact.upper);
        expect(one.upper).toBeGreaterThanOrEqual(exact.lower);
      }
      expect(fine.upper - fine.lower).toBeLessThan(0.5 * (rough.upper - rough.lower));
    }
  });

  it('with the mirror symmetry and without it', () => {
    // Even in ξ, and a real R: half the blocks; moved by a hair, all of them.
    const half = randomPoints(4).map(([q, p]): Point => [q, Math.abs(p)]);
    const points = [...half, ...half.map(([q, p]): Point => [q, -p]), [0.3, 0] as Point];
    const state = toeplitzState({
      epsilon: 0.2,
      points: [
        [0.5, 0],
        [-0.4, 0.6],
        [-0.4, -0.6],
        [0, 0],
      ],
    });
    const found = pseudoDistance({ points }, state);
    expect(pseudoDistanceProblem({ points }, state)).toMatchObject({ mirrored: true, count: 5, rank: 4 });
    const moved = points.map(([q, p], k): Point => [q, p + 1e-9 * k]);
    expect(found.value).toBeCloseTo(pseudoDistance({ points: moved }, state).value, 7);
    certified({ points }, state, found);
  });

  it('stress: gaps below 1e−7 at condition numbers up to 1e8, certificates from scratch', () => {
    for (let n = 0; n < (long ? 300 : 20); n++) {
      const rank = 2 + (n % 6);
      const count = 2 + Math.floor(12 * random.uniform());
      const epsilon = 10 ** (-2 + 2 * random.uniform());
      const density = randomDensity(random, rank, 10 ** (8 * random.uniform()));
      const state = fockDensity({ epsilon, density });
      const law = { points: randomPoints(count), weights: randomWeights(count) };
      const found = pseudoDistance(law, state);
      expect(found.upperSquare - found.lowerSquare).toBeLessThan(1e-7);
      expect(found.status).not.toBe('iteration limit');
      certified(law, state, found);
    }
  });
});

describe('certificates of what is no solution', () => {
  it('bound E² from both sides, whatever they are given', () => {
    for (let n = 0; n < 20; n++) {
      const state = fockDensity({ epsilon: 0.3, density: randomDensity(random, 3, 20) });
      const law = { points: randomPoints(4), weights: randomWeights(4) };
      const best = pseudoDistance(law, state);
      const problem = pseudoDistanceProblem(law, state);
      const near = interiorPoint(problem, { maxIterations: 12 });
      const shift = 0.1 * random.uniform();
      const prices = near.prices.map((a) => a + shift);
      const lower = lowerCertificate(problem, { prices, potential: near.potential });
      expect(lower.lack).toBeGreaterThan(0);
      expect(lower.value).toBeLessThan(best.upperSquare);
      const blocks = near.primal.map((x, i) => x * (1 + 0.2 * (Math.floor(i / 18) % 2)));
      const upper = upperCertificate(problem, blocks);
      expect(upper.value).toBeGreaterThan(best.lowerSquare);
      let total = 0;
      problem.weights.forEach((weight, k) => {
        let mass = 0;
        for (let i = 0; i < 3; i++) {
          mass += problem.eigenvalues[i] * upper.primal[18 * k + 8 * i];
          total += upper.primal[18 * k + 8 * i];
        }
        expect(mass).toBeCloseTo(weight, 13);
      });
      expect(total).toBeCloseTo(3, 12);
    }
  });
});

describe('what the theory says', () => {
  it('Theorem 3.2: |E(f, R) − E(g, R)| ≤ W₂(f, g)', () => {
    for (let n = 0; n < 10; n++) {
      const state = fockDensity({ epsilon: 0.2, density: randomDensity(random, 4, 50) });
      const [a, b] = [0, 1].map(() => ({ points: randomPoints(5), weights: randomWeights(5) }));
      const [x, y] = [a, b].map((law) => pseudoDistance(law, state));
      const [mu, nu] = [a, b].map(({ points, weights }) => ({
        points: Float64Array.from(points.flat()),
        dimension: 2,
        weights: Float64Array.from(weights),
      }));
      expect(Math.abs(x.value - y.value)).toBeLessThan(transportExact(mu, nu, { p: 2 }).distance + 1e-9);
    }
  });

  it('E² is convex in (f, R) jointly', () => {
    for (let n = 0; n < 6; n++) {
      const epsilon = 0.3;
      const laws = [0, 1].map(() => ({ points: randomPoints(3), weights: randomWeights(3) }));
      const states = [0, 1].map(() => fockDensity({ epsilon, density: randomDensity(random, 3, 10) }));
      const t = random.uniform();
      const both = {
        points: [...laws[0].points, ...laws[1].points],
        weights: [...laws[0].weights.map((w) => (1 - t) * w), ...laws[1].weights.map((w) => t * w)],
      };
      const mixed = combine(states[0].density, 1 - t, states[1].density, t);
      const [x, y] = laws.map((law, k) => pseudoDistance(law, states[k]).upperSquare);
      expect(pseudoDistance(both, fockDensity({ epsilon, density: mixed })).lowerSquare).toBeLessThan(
        (1 - t) * x + t * y + 1e-10,
      );
    }
  });

  it('moves and turns of phase space leave it as it is', () => {
    const epsilon = 0.25;
    const law = { points: randomPoints(4), weights: randomWeights(4) };
    const centres = randomPoints(3);
    const weights = randomWeights(3);
    const value = (map: (z: Point) => Point): number =>
      pseudoDistance(
        { ...law, points: law.points.map(map) },
        toeplitzState({ epsilon, points: centres.map(map), weights }),
      ).value;
    const plain = value((z) => z);
    expect(value(([q, p]) => [q + 3, p - 2])).toBeCloseTo(plain, 8);
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    expect(value(([q, p]) => [c * q - s * p, s * q + c * p])).toBeCloseTo(plain, 8);
  });

  it('between the moments and the product coupling', () => {
    for (let n = 0; n < 10; n++) {
      const state =
        n % 2
          ? catState({ epsilon: 0.2, point: [0.6, 0.2], coherence: 0.4 })
          : fockDensity({ epsilon: 0.2, density: randomDensity(random, 4, 30) });
      const law = { points: randomPoints(6), weights: randomWeights(6) };
      const found = pseudoDistance(law, state);
      expect(pseudoDistanceByMoments(law, state)).toBeLessThan(found.upper + 1e-9);
      const product = productQuantumCoupling(law, state);
      expect(quantumCouplingDefect(law, state, product)).toBeLessThan(1e-14);
      expect(quantumCouplingCost(law, state, product)).toBeGreaterThan(found.lowerSquare);
      expect(quantumCouplingCost(law, state, product)).toBeGreaterThan(0.2);
    }
  });

  it('two independent systems: the squares add up (d = 2)', () => {
    const epsilon = 0.3;
    const states = [
      catState({ epsilon, point: [0.5, 0], coherence: 0.5 }),
      toeplitzState({
        epsilon,
        points: [
          [0.2, 0.4],
          [-0.5, 0],
        ],
      }),
    ] as const;
    const laws = [randomPoints(2), randomPoints(2)];
    const points = laws[0].flatMap(([q, p]) => laws[1].map(([r, s]) => [q, r, p, s]));
    const found = pseudoDistance({ points }, productOfStates(states[0], states[1]));
    const parts = laws.map((one, k) => pseudoDistance({ points: one }, states[k]).value ** 2);
    expect(found.value ** 2).toBeCloseTo(parts[0] + parts[1], 8);
  });
});

describe('large rank and continuous laws', () => {
  const epsilon = 0.2;
  const thermal = (mean: number): number[] => {
    const raw = Array.from({ length: 200 }, (_, n) => (mean / (mean + 1)) ** n / (mean + 1));
    return raw.map((x) => x / sum(raw));
  };

  it('bounds of corners contain each other and tighten', () => {
    const law = { points: randomPoints(5, 0.6), weights: randomWeights(5) };
    const runs = [6, 9, 12].map((levels) =>
      pseudoDistanceDiagonal(law, { epsilon, weights: thermal(0.6) }, { levels }),
    );
    const best = runs[2];
    for (const run of runs) {
      expect(run.lowerSquare).toBeLessThanOrEqual(best.upperSquare);
      expect(run.upperSquare).toBeGreaterThanOrEqual(best.lowerSquare);
    }
    const widths = runs.map((run) => run.upperSquare - run.lowerSquare);
    expect(widths[1]).toBeLessThan(0.5 * widths[0]);
    expect(widths[2]).toBeLessThan(0.5 * widths[1]);
    expect(runs[0].tail).toBeCloseTo((0.6 / 1.6) ** 6, 12);
    const own = sum(thermal(0.6).map((x, n) => (n < 6 ? 0 : x * epsilon * (2 * n + 1))));
    const spread = sum(law.points.map((z, k) => law.weights[k] * square(z)));
    expect(runs[0].upperSquare).toBeCloseTo(
      (1 - runs[0].tail) * runs[0].corner.upperSquare + runs[0].tail * spread + own,
      12,
    );
    // The lower end once more from the potentials of the corner.
    const [{ corner, tail, lowerSquare }] = runs;
    const p = thermal(0.6);
    const far = Math.sqrt(Math.max(...law.points.map(square)));
    const s = Math.sqrt(2 * epsilon * 6 * (tail / p[5])) * far;
    const beta = Math.max(0, Math.max(...corner.potential.a) - epsilon) + (2 * epsilon * 6 * far * far) / s;
    const earned =
      sum(law.weights.map((w, k) => w * corner.potential.a[k])) +
      sum(p.slice(0, 6).map((x, n) => x * corner.potential.b.data[14 * n]));
    expect(lowerSquare).toBeCloseTo(earned - s * p[5] - beta * tail, 12);
  });

  it('Gaussian laws and states: ε + 2(σ − √(εn̄))², and the general formula', () => {
    for (const [deviation, occupation] of [
      [0.5, 0.4],
      [0.2, 1],
      [0.9, 0.1],
    ]) {
      const state = thermalState({ epsilon, occupation, point: [0.2, 0.1] });
      const covariance = diagonalMatrix([deviation ** 2, deviation ** 2]);
      const exact = epsilon + 2 * (deviation - Math.sqrt(epsilon * occupation)) ** 2;
      const value = pseudoDistanceGaussian({ mean: [0, 0], covariance }, stateMoments(state), epsilon);
      expect(value ** 2).toBeCloseTo(exact + 0.05, 9);
    }
    // A pure state: tr Σ_f + tr Σ_R.
    const pure = stateMoments(squeezedState({ epsilon, squeezing: 0.8, angle: 0.4 }));
    const covariance = realMatrix(2, 2, [0.5, 0.1, 0.1, 0.3]);
    expect(pseudoDistanceGaussian({ mean: [0, 0], covariance }, pure, epsilon) ** 2).toBeCloseTo(
      0.8 + epsilon * Math.cosh(1.6),
      7,
    );
  });

  it('a density in cells: the interval is that of the density', () => {
    const deviation = 0.4;
    const density = phaseSpaceDensity({
      dimension: 1,
      position: normal({ deviation }),
      momentum: normal({ deviation }),
    });
    const exact = Math.sqrt(epsilon + 2 * (deviation - Math.sqrt(epsilon * 0.3)) ** 2);
    const thermalWeights = thermal(0.3);
    const both = pseudoDistanceDiagonal(
      { points: discretiseLaw(density, { pointsPerAxis: 6 }) },
      { epsilon, weights: thermalWeights },
      { levels: 6 },
    );
    expect(both.lower).toBeLessThan(exact);
    expect(both.upper).toBeGreaterThan(exact);
    // The atoms alone would be too sure.
    expect(both.upperSquare).toBeGreaterThan(both.corner.upperSquare + 1e-3);
    let width = Number.POSITIVE_INFINITY;
    for (const cells of [4, 8, 12]) {
      const points = discretiseLaw(density, { pointsPerAxis: cells });
      const found = pseudoDistance({ points }, thermalState({ epsilon, occupation: 0.3 }), { maxRank: 24 });
      expect(found.lower).toBeLessThan(exact);
      expect(found.upper).toBeGreaterThan(exact);
      expect(found.upper - found.lower).toBeLessThan(0.8 * width);
      width = found.upper - found.lower;
    }
  });
});

describe('the interval for a density from that of its atoms', () => {
  it('is E²(f_K) + v above and E(f_K) − √v below', () => {
    const { lower, upper, lowerSquare, upperSquare } = intervalOf(1, 1, 0.2);
    expect(lower).toBeCloseTo(0.8, 14);
    expect(upper).toBeCloseTo(Math.sqrt(1.04), 14);
    expect(lowerSquare).toBeCloseTo(0.64, 14);
    expect(upperSquare).toBeCloseTo(1.04, 14);
    expect(intervalOf(0.01, 0.01, 0.2).lower).toBe(0);
    expect(intervalOf(1, 2, 0)).toMatchObject({ lowerSquare: 1, upperSquare: 2 });
  });

  it('holds the exact value for both algorithms, with cells as coarse as the state', () => {
    const width = normal({ deviation: 0.8 });
    const density = phaseSpaceDensity({ dimension: 1, position: width, momentum: width });
    const state = thermalState({ epsilon: 0.2, occupation: 0.3 });
    const plane = { mean: [0, 0], covariance: diagonalMatrix([0.64, 0.64]) };
    const exact = pseudoDistanceGaussian(
      plane,
      { mean: [0, 0], covariance: diagonalMatrix([0.16, 0.16]) },
      0.2,
    );
    const atoms = { points: discretiseLaw(density, { pointsPerAxis: 4 }) };
    const found = [pseudoDistance(atoms, state), pseudoDistanceEntropic(atoms, state)];
    for (const { lower, upper } of found) {
      expect(lower).toBeLessThan(exact);
      expect(upper).toBeGreaterThan(exact);
      // The atoms alone are nearer to the state than the density is.
      expect(Math.sqrt(upper ** 2 - spreadOf(atoms) ** 2)).toBeLessThan(exact);
    }
  });
});

describe('what it refuses', () => {
  const points: Point[] = [
    [0, 0],
    [1, 0],
  ];
  const good = compressState(fockState({ epsilon: 0.2, level: 1 }));

  it('bad laws and states, with the number', () => {
    expect(() => pseudoDistance({ points, weights: [0.5, 0.6] }, good)).toThrow(/weights must/);
    expect(() => pseudoDistance({ points: [[0, 0, 0, 0]] }, good)).toThrow(
      /points\[0\] must have 2 coordinates/,
    );
    expect(() => pseudoDistance({ points: [[0, Number.NaN]] }, good)).toThrow(/points\[0\]/);
    expect(() => pseudoDistance({ points }, { ...good, epsilon: 0 })).toThrow(
      /epsilon must be a finite number > 0, got 0/,
    );
    const two = compressState(toeplitzState({ epsilon: 0.2, points }));
    const bad = (data: number[]): CompressedState => ({ ...two, density: realMatrix(2, 2, data) });
    expect(() => pseudoDistance({ points }, bad([0.5, 0.1, 0, 0.5]))).toThrow(
      /state\.density must be (symmetric|Hermitian)/,
    );
    expect(() => pseudoDistance({ points }, bad([1.2, 0, 0, -0.2]))).toThrow(
      /positive, got the eigenvalue -0\.2/,
    );
    expect(() => pseudoDistance({ points }, bad([0.7, 0, 0, 0.2]))).toThrow(/trace 1, got 0\.8999/);
    expect(() => pseudoDistance({ points }, undefined as never)).toThrow(/state must be/);
    expect(() => pseudoDistance(undefined as never, good)).toThrow(
      /points must be a list of points \[q, p\], got undefined/,
    );
  });

  it('too much work, with the estimate', () => {
    const many = randomPoints(401);
    expect(() => pseudoDistance({ points: many }, good)).toThrow(
      /maxAtoms = 400 .* got 401 and 1 \(estimated .* s and \d+ MiB\)/,
    );
    const wide = fockDensity({ epsilon: 0.2, density: randomDensity(random, 25, 5) });
    expect(() => pseudoDistance({ points }, wide)).toThrow(/maxRank = 24 levels, got 2 and 25/);
  });

  it('stopping early is a status, and the interval stays certain', () => {
    const law = { points: randomPoints(6), weights: randomWeights(6) };
    const state = coherentSpan({
      epsilon: 0.2,
      points: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      coefficients: randomDensity(random, 3, 4),
      normalise: true,
    });
    const best = pseudoDistance(law, state);
    const early = pseudoDistance(law, state, { maxIterations: 3 });
    expect(early.status).toBe('iteration limit');
    expect(early.iterations).toBe(3);
    expect(early.lower).toBeLessThan(best.upper);
    expect(early.upper).toBeGreaterThan(best.lower);
    expect(early.upper - early.lower).toBeGreaterThan(1e-4);
    const seen: number[] = [];
    pseudoDistance(law, state, { onProgress: (done) => seen.push(done) });
    expect(seen[0]).toBe(0);
    expect(seen[seen.length - 1]).toBeCloseTo(1, 1);
  });

  it('a mixture of coherent states far apart: the Töplitz bound is reached', () => {
    const state = mixtureOfStates(
      [coherentState({ epsilon: 0.1, point: [3, 0] }), coherentState({ epsilon: 0.1, point: [-3, 0] })],
      [0.5, 0.5],
    );
    expect(
      pseudoDistance(
        {
          points: [
            [3, 0.5],
            [-3, 0.5],
          ],
        },
        state,
      ).value ** 2,
    ).toBeCloseTo(0.1 + 0.25, 9);
  });
});
