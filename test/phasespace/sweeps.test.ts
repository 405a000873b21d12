import {
  coherentSpan,
  complexMatrix,
  createRandom,
  gaussianState,
  husimiTransform,
  type LineState,
  mixtureOfStates,
  multiplyMatrices,
  quantumGrid,
  type Random,
  realMatrix,
  stateMoments,
  toFock,
  toGrid,
  traceOfProduct,
  weylOperator,
  wignerTransform,
} from '../../lib/index';

const cases = process.env.LONG ? 300 : 20;

const between = (random: Random): number => 2 * random.uniform() - 1;

/** A span of one to five points within a few √ε of the origin, with a random positive matrix of coefficients. */
function randomSpan(random: Random, epsilon: number): LineState {
  const count = 1 + Math.floor(5 * random.uniform());
  const rank = 1 + Math.floor(count * random.uniform());
  const a = complexMatrix(count, rank);
  for (let k = 0; k < a.data.length; k++) a.data[k] = random.normal();
  const points = Array.from({ length: count }, () =>
    [0, 0].map(() => 2 * Math.sqrt(epsilon) * between(random)),
  );
  const coefficients = multiplyMatrices(a, a, { adjointB: true });
  return coherentSpan({ epsilon, points, coefficients, normalise: true });
}

/** Σ = (ε/2)·ν·SSᵀ with ν ≥ 1 and det S = 1. */
function randomGaussian(random: Random, epsilon: number): LineState {
  const [nu, stretch, shear] = [1 + random.uniform(), Math.exp(0.5 * between(random)), 0.6 * between(random)];
  const scale = 0.5 * epsilon * nu;
  const [s, c, t] = [stretch, shear * stretch, 1 / stretch];
  const covariance = realMatrix(2, 2, [scale * s * s, scale * s * c, scale * s * c, scale * (c * c + t * t)]);
  const mean = [0, 0].map(() => Math.sqrt(epsilon) * between(random));
  const one = gaussianState({ epsilon, mean, covariance });
  return mixtureOfStates([one, gaussianState({ epsilon, covariance })], [0.6, 0.4]);
}

describe('random states', () => {
  it('closed forms, Fock basis and grid agree', () => {
    const random = createRandom('phase space');
    for (let trial = 0; trial < cases; trial++) {
      const epsilon = Math.exp(Math.log(0.02) * random.uniform());
      const state = trial % 2 === 0 ? randomSpan(random, epsilon) : randomGaussian(random, epsilon);
      // Points up to 2√ε off on either axis and a squeezing by e^{±½} or so fit into 90 levels and a box of 14√ε to rounding.
      const fock = toFock(state, { levels: 90 });
      const end = 14 * Math.sqrt(epsilon);
      const grid = toGrid(state, quantumGrid({ low: -end, high: end, points: 160 }));
      const size = 1 / (Math.PI * epsilon);
      for (const make of [wignerTransform, husimiTransform]) {
        const [closed, ...others] = [state, fock, grid].map((one) => make(one));
        for (let k = 0; k < 3; k++) {
          const z = [0, 0].map(() => 1.5 * Math.sqrt(epsilon) * random.normal());
          for (const other of others) expect(Math.abs(closed.at(z) - other.at(z)) / size).toBeLessThan(1e-10);
        }
      }
      const moments = stateMoments(state);
      for (const other of [fock, grid])
        stateMoments(other).covariance.data.forEach((value, k) => {
          expect(Math.abs(value - moments.covariance.data[k]) / epsilon).toBeLessThan(1e-8);
        });
    }
  });

  it('|W| ≤ 1/(πε), and traces with Weyl operators of polynomials are moments', () => {
    const random = createRandom('Weyl');
    for (let trial = 0; trial < cases; trial++) {
      const epsilon = Math.exp(Math.log(0.02) * random.uniform());
      const state = trial % 2 === 0 ? randomSpan(random, epsilon) : randomGaussian(random, epsilon);
      const wigner = wignerTransform(state);
      const { values } = wigner.on({ nX: 40, nXi: 40 });
      expect(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThanOrEqual(
        (1 + 1e-12) / (Math.PI * epsilon),
      );
      const { mean, covariance } = stateMoments(state);
      const operator = weylOperator({ epsilon, levels: 90, symbol: (x, xi) => x * xi, nodes: 100 });
      const expected = covariance.data[1] + mean[0] * mean[1];
      const { density } = toFock(state, { levels: 90 });
      expect(Math.abs(traceOfProduct(density, operator).re - expected) / epsilon).toBeLessThan(1e-8);
    }
  });
});
