import {
  createRandom,
  discretiseLaw,
  fluctuationVariance,
  gaussHermite,
  type Interaction,
  normal,
  phaseSpaceDensity,
  planeWave,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  potentialHarmonic,
  vlasovSolver,
} from '../../../lib/index';

const random = createRandom(41);
const vector = (length: number) => Float64Array.from({ length }, () => random.normal());

/** Normal laws of means m, v and variances a, b by n × n Gauss–Hermite nodes. */
function gaussianCloud(n: number, [m, a]: [number, number], [v, b]: [number, number]) {
  const { nodes, weights } = gaussHermite(n);
  const [x, xi, w]: number[][] = [[], [], []];
  for (const [i, p] of nodes.entries())
    for (const [j, q] of nodes.entries()) {
      x.push(m + Math.sqrt(2 * a) * p);
      xi.push(v + Math.sqrt(2 * b) * q);
      w.push((weights[i] * weights[j]) / Math.PI);
    }
  const sum = w.reduce((total, value) => total + value, 0);
  return { x, xi, weights: w.map((value) => value / sum) };
}

const position = {
  value: (x: Float64Array) => x[0],
  gradientInto: (_x: Float64Array, _xi: Float64Array, dx: Float64Array, dxi: Float64Array) => {
    [dx[0], dxi[0]] = [1, 0];
  },
};
const squaredPosition = {
  value: (x: Float64Array) => x[0] ** 2,
  gradientInto: (x: Float64Array, _xi: Float64Array, dx: Float64Array, dxi: Float64Array) => {
    [dx[0], dxi[0]] = [2 * x[0], 0];
  },
};

/** (1/N)Σcos x_j(t) for N particles with V = a·cos, by leapfrog steps of 0.05: the N-body system without the library. */
function cosineMean(x: Float64Array, xi: Float64Array, a: number, t: number): number {
  const { cos, sin } = Math;
  const N = x.length;
  const steps = Math.round(t / 0.05);
  let sum = 0;
  for (let k = 0; k <= steps; k++) {
    const drift = k === 0 || k === steps ? 0.025 : 0.05;
    let [c, s] = [0, 0];
    for (let j = 0; j < N; j++) {
      x[j] += drift * xi[j];
      c += cos(x[j]) / N;
      s += sin(x[j]) / N;
    }
    sum = c;
    if (k < steps) for (let j = 0; j < N; j++) xi[j] += 0.05 * a * (sin(x[j]) * c - cos(x[j]) * s);
  }
  return sum;
}

describe('fluctuations about Vlasov’s equation', () => {
  it.each([0.8, -0.5])('harmonic V with κ = %d, Gaussian data: the centre moves freely', (kappa) => {
    const [m, v, a, b, t] = [0.4, -0.7, 0.9, 0.5, 1.7];
    const interaction = potentialHarmonic({ dimension: 1, stiffness: kappa });
    const initial = gaussianCloud(6, [m, a], [v, b]);
    const omega = Math.sqrt(Math.abs(kappa));
    const [c, s] =
      kappa > 0
        ? [Math.cos(omega * t), Math.sin(omega * t) / omega]
        : [Math.cosh(omega * t), Math.sinh(omega * t) / omega];
    const first = fluctuationVariance({ interaction, initial, observable: position, until: t });
    expect(first.status).toBe('finished');
    // Tolerance 1e−9 a step over a few steps.
    expect(Math.abs(first.value - (a + b * t * t))).toBeLessThan(1e-7);
    expect(Math.abs(first.independent - (a * c * c + b * s * s))).toBeLessThan(1e-7);
    expect(Math.abs(first.mean - (m + v * t))).toBeLessThan(1e-8);
    // ⟨x²⟩ = (mean of the free centre)² + mean of ((x − x̄)c + (ξ − ξ̄)s)², to first order in the fluctuation.
    const second = fluctuationVariance({ interaction, initial, observable: squaredPosition, until: t });
    const expected = 4 * (m + v * t) ** 2 * (a + b * t * t) + 2 * (a * c * c + b * s * s) ** 2;
    expect(Math.abs(second.value / expected - 1)).toBeLessThan(1e-7);
  });

  it('free transport and t = 0: φ₀ = φ(x + tξ, ξ)', () => {
    const interaction = potentialCosine({ amplitude: 0 });
    const initial = { x: vector(9), xi: vector(9) };
    const observable = planeWave([1.3], [0.4], 0.2);
    for (const t of [0, 2.5, -1]) {
      const { influence, value, independent } = fluctuationVariance({
        interaction,
        initial,
        observable,
        until: t,
      });
      influence.forEach((phi, j) => {
        const there = Float64Array.of(initial.x[j] + t * initial.xi[j]);
        expect(Math.abs(phi - observable.value(there, Float64Array.of(initial.xi[j])))).toBeLessThan(1e-8);
      });
      expect(Math.abs(value - independent)).toBeLessThan(1e-8);
    }
  });

  it.each<[string, Interaction, number]>([
    ['cosine', potentialCosine({ amplitude: -1.4, wavenumber: 2 }), 2],
    ['Gaussian, d = 2', potentialGaussian({ dimension: 2, amplitude: 2, width: 0.7 }), 1.5],
    ['Gaussian, d = 3, backwards', potentialGaussian({ dimension: 3, amplitude: -1, width: 1.2 }), -1],
  ])(
    'the influence is the derivative of the nonlinear flow with respect to the weights: %s',
    (_, interaction, t) => {
      const d = interaction.dimension;
      const count = 7;
      const initial = { x: vector(count * d), xi: vector(count * d) };
      const raw = vector(count).map((w) => 0.2 + w * w);
      raw[3] = 0;
      const total = raw.reduce((sum, w) => sum + w, 0);
      const weights = raw.map((w) => w / total);
      const observable = planeWave(vector(d), vector(d), 0.3);
      const { influence, mean } = fluctuationVariance({
        interaction,
        initial: { ...initial, weights },
        observable,
        until: t,
      });
      /** ⟨f(t), φ⟩ from (1 − ε)f^in + εδ at atom j, by the splitting integrator. */
      const perturbed = (j: number, epsilon: number): number => {
        const masses = weights.map((w, k) => (1 - epsilon) * w + (k === j ? epsilon : 0));
        const solver = vlasovSolver({ interaction, initial: { ...initial, weights: masses } });
        solver.run({ until: t, timeStep: 0.02 });
        const { x, xi } = solver.state;
        return masses.reduce(
          (sum, w, k) =>
            sum + w * observable.value(x.slice(k * d, (k + 1) * d), xi.slice(k * d, (k + 1) * d)),
          0,
        );
      };
      expect(Math.abs(perturbed(0, 0) - mean)).toBeLessThan(1e-7);
      const average = influence.reduce((sum, phi, k) => sum + weights[k] * phi, 0);
      for (const j of [0, 3, 6]) {
        // One-sided, since weights are not negative: ε²f‴/3 = 1e−7 is left, and the integrators' errors, some 1e−8.
        const f = [0, 1, 2].map((k) => perturbed(j, 1e-4 * k));
        const derivative = (-3 * f[0] + 4 * f[1] - f[2]) / 2e-4;
        expect(Math.abs(derivative - (influence[j] - average))).toBeLessThan(2e-6);
      }
      expect(Math.max(...influence) - Math.min(...influence)).toBeGreaterThan(0.3);
    },
  );

  it('Monte Carlo: the variance of √N(⟨μ_N, φ⟩ − ⟨f, φ⟩) for an attractive cosine, and not that of independent points', () => {
    const interaction = potentialCosine({ amplitude: -1.5 });
    const density = phaseSpaceDensity({
      dimension: 1,
      position: normal({ mean: 0.3, deviation: 0.8 }),
      momentum: normal({ deviation: 0.5 }),
    });
    const t = 2;
    const observable = planeWave([1], [0]);
    const { x, xi, weights } = discretiseLaw(density, { pointsPerAxis: 24 });
    const limit = fluctuationVariance({ interaction, initial: { x, xi, weights }, observable, until: t });
    const [N, replicas] = [200, process.env.LONG ? 4000 : 400];
    const draw = createRandom(7);
    const scaled = Array.from({ length: replicas }, () => {
      const { x: q, xi: p } = density.sample(draw, N);
      return Math.sqrt(N) * (cosineMean(q, p, -1.5, t) - limit.mean);
    });
    const mean = scaled.reduce((sum, value) => sum + value, 0) / replicas;
    const variance = scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicas - 1);
    const deviation = limit.value * Math.sqrt(2 / replicas);
    // Three standard deviations of the estimate, and a correction of order 1/N = 0.005 to the variance itself.
    expect(Math.abs(variance - limit.value)).toBeLessThan(3 * deviation + 0.02 * limit.value);
    expect(Math.abs(limit.independent - limit.value)).toBeGreaterThan(6 * deviation);
  });

  it('failures are named', () => {
    const initial = { x: [0, 1], xi: [0, 0] };
    const observable = planeWave([1], [0]);
    const interaction = potentialCosine();
    const check = (more: object) => () =>
      fluctuationVariance({ interaction, initial, observable, until: 1, ...more });
    expect(
      check({ interaction: potentialCoulomb({ dimension: 3 }), initial: { x: [0, 0, 0], xi: [0, 0, 0] } }),
    ).toThrow('interaction must be smooth');
    expect(check({ initial: { x: [0, 1], xi: [0] } })).toThrow('initial.xi must have length 2');
    expect(check({ initial: { ...initial, weights: [1, 1] } })).toThrow('initial.weights must sum to 1');
    expect(check({ maxSeconds: 1e-9 })).toThrow('at most maxSeconds');
    expect(check({ until: Number.NaN })).toThrow('until must be a finite number');
    expect(check({ observable: { ...observable, value: () => Number.NaN } })).toThrow('observable');
  });
});
