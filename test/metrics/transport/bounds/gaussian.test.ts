import {
  createRandom,
  type DenseMatrix,
  denseMatrix,
  discretiseOnGrid,
  type GaussianLaw,
  multiplyMatrices,
  normal,
  phaseSpaceDensity,
  realMatrix,
  transportExact,
  transportGaussian,
} from '../../../../lib/index';
import { toRows } from '../../../../lib/numerics/index';

const random = createRandom(5);
const gaussianMatrix = (n: number, m: number): DenseMatrix =>
  realMatrix(
    n,
    m,
    Float64Array.from({ length: n * m }, () => random.normal()),
  );
/** G Gᵀ, of rank min(n, rank). */
const covariance = (n: number, rank = n): DenseMatrix => {
  const g = gaussianMatrix(n, rank);
  return multiplyMatrices(g, g, { adjointB: true });
};
const trace = (m: DenseMatrix): number => toRows(m).reduce((sum, row, i) => sum + row[i], 0);
const entries = (m: DenseMatrix): number[] => Array.from(m.data);

/** Entries agree to 1e−10 of the largest: a hundred thousand roundings. */
function expectClose(a: DenseMatrix, b: DenseMatrix): void {
  const scale = Math.max(...entries(b).map(Math.abs), 1e-300);
  entries(a).forEach((value, k) => {
    expect(Math.abs(value - b.data[k])).toBeLessThanOrEqual(1e-10 * scale);
  });
}

describe('closed forms', () => {
  test('commuting covariances: |m₁−m₂|² + Σ(σ_k − τ_k)²', () => {
    const first = {
      mean: [1, 2],
      covariance: denseMatrix([
        [4, 0],
        [0, 9],
      ]),
    };
    const second = {
      mean: [4, 6],
      covariance: denseMatrix([
        [1, 0],
        [0, 25],
      ]),
    };
    const { distance, map } = transportGaussian(first, second);
    expect(distance).toBeCloseTo(Math.sqrt(25 + 1 + 4), 13);
    expectClose(
      map as DenseMatrix,
      denseMatrix([
        [0.5, 0],
        [0, 5 / 3],
      ]),
    );
  });

  test('two by two by hand: tr (AB)^{1/2} = √(tr AB + 2√det AB)', () => {
    for (let k = 0; k < 20; k++) {
      const [a, b] = [covariance(2), covariance(2)];
      const ab = multiplyMatrices(a, b);
      const det = (m: DenseMatrix): number => m.data[0] * m.data[3] - m.data[1] * m.data[2];
      const square = trace(a) + trace(b) - 2 * Math.sqrt(trace(ab) + 2 * Math.sqrt(Math.max(0, det(ab))));
      const { distance } = transportGaussian(
        { mean: [0, 0], covariance: a },
        { mean: [0, 0], covariance: b },
      );
      expect(distance ** 2).toBeCloseTo(square, 9); // the closed form cancels
    }
  });

  test('close laws keep their digits: scaling by 1 + ε costs ε√tr', () => {
    const a = covariance(5);
    for (const epsilon of [1e-3, 1e-8, 1e-12]) {
      const scaled = { ...a, data: a.data.map((value) => value * (1 + epsilon) ** 2) };
      const mean = new Array(5).fill(0);
      const { distance } = transportGaussian({ mean, covariance: a }, { mean, covariance: scaled });
      // Relative to the roots, whose rounding is some 1e−15.
      expect(Math.abs(distance - epsilon * Math.sqrt(trace(a)))).toBeLessThan(1e-13 * Math.sqrt(trace(a)));
    }
  });

  test('a point mass: the root of the second moment, and a map back only', () => {
    const zero = realMatrix(3, 3);
    const a = covariance(3);
    const point = { mean: [1, 0, 0], covariance: zero };
    const law = { mean: [0, 0, 0], covariance: a };
    expect(transportGaussian(point, law).distance).toBeCloseTo(Math.sqrt(1 + trace(a)), 12);
    expect(transportGaussian(point, law).map).toBeUndefined();
    expectClose(transportGaussian(law, point).map as DenseMatrix, zero);
  });
});

describe('structure', () => {
  test('the map carries one law to the other, and its cost is the distance', () => {
    for (const n of [1, 2, 4, 7]) {
      const [a, b] = [covariance(n), covariance(n)];
      const mean = new Float64Array(n);
      const { map, distance, crossCovariance } = transportGaussian(
        { mean, covariance: a },
        { mean, covariance: b },
      );
      const t = map as DenseMatrix;
      expectClose(multiplyMatrices(multiplyMatrices(t, a), t), b);
      expectClose(multiplyMatrices(a, t), crossCovariance);
      expect(distance ** 2 / (trace(a) + trace(b) - 2 * trace(crossCovariance))).toBeCloseTo(1, 9);
    }
  });

  test('singular covariances: symmetric, a limit of regular ones, triangle inequality', () => {
    const n = 4;
    const mean = new Float64Array(n);
    const laws = [covariance(n, 2), covariance(n, 1), covariance(n), covariance(n, 3)].map((matrix) => ({
      mean,
      covariance: matrix,
    }));
    const d = (i: number, j: number): number => transportGaussian(laws[i], laws[j]).distance;
    for (let i = 0; i < 4; i++) {
      expect(d(i, i)).toBeLessThan(1e-7); // roots of eigenvalues that are rounding
      for (let j = 0; j < 4; j++) {
        expect(d(i, j)).toBeCloseTo(d(j, i), 7);
        for (let k = 0; k < 4; k++) expect(d(i, j)).toBeLessThanOrEqual(d(i, k) + d(k, j) + 1e-7);
      }
    }
    const regular = laws[0].covariance.data.map((value, k) => value + (k % (n + 1) === 0 ? 1e-10 : 0));
    const nearby = transportGaussian({ mean, covariance: { ...laws[0].covariance, data: regular } }, laws[1]);
    expect(nearby.distance).toBeCloseTo(d(0, 1), 4); // moves by √(n·1e−10) at most
    expect(transportGaussian(laws[1], laws[2]).map).toBeUndefined(); // no map raises the rank
    expect(transportGaussian(laws[2], laws[1]).map).toBeDefined();
    // A map from a line: N(0, diag(1, 0)) to N(0, all ones), at the price of 1.
    const flat = (data: number[]): GaussianLaw => ({
      mean: [0, 0],
      covariance: { ...realMatrix(2, 2), data: Float64Array.from(data) },
    });
    const tilt = transportGaussian(flat([1, 0, 0, 0]), flat([1, 1, 1, 1]));
    expect(tilt.distance).toBeCloseTo(1, 7);
    expect(Array.from((tilt.map as { data: Float64Array }).data, (v) => Number(v.toFixed(6)) + 0)).toEqual([
      1, 0, 1, 0,
    ]);
  });

  test('interpolation is a geodesic: distances are proportional to time', () => {
    const first = { mean: [0, 0, 1], covariance: covariance(3) };
    const second = { mean: [1, 2, 3], covariance: covariance(3, 2) };
    const { distance, interpolate } = transportGaussian(first, second);
    for (const [s, t] of [
      [0, 0.3],
      [0.3, 0.8],
      [0.8, 1],
    ])
      expect(transportGaussian(interpolate(s), interpolate(t)).distance).toBeCloseTo((t - s) * distance, 6);
  });
});

test('against exact transport of two discretised Gaussians', () => {
  const law = (a: number, s: number, b: number, t: number) =>
    phaseSpaceDensity({
      dimension: 1,
      position: normal({ mean: a, deviation: s }),
      momentum: normal({ mean: b, deviation: t }),
    });
  const [f, g] = [law(0, 1, 0, 0.5), law(0.5, 0.6, -0.3, 0.8)].map((density) =>
    discretiseOnGrid(density, { cellsPerAxis: 16 }),
  );
  const centres = ({ edges, masses }: typeof f) => ({
    points: Float64Array.from({ length: 2 * masses.length }, (_, k) => {
      const columns = edges[1].length - 1;
      const cell = k >> 1;
      const [axis, i] = k % 2 === 0 ? [edges[0], Math.floor(cell / columns)] : [edges[1], cell % columns];
      return (axis[i] + axis[i + 1]) / 2;
    }),
    dimension: 2,
    weights: masses,
  });
  const { distance } = transportExact(centres(f), centres(g), { p: 2 });
  const exact = transportGaussian(
    {
      mean: [0, 0],
      covariance: denseMatrix([
        [1, 0],
        [0, 0.25],
      ]),
    },
    {
      mean: [0.5, -0.3],
      covariance: denseMatrix([
        [0.36, 0],
        [0, 0.64],
      ]),
    },
  ).distance;
  // Each centre stands for its cell: W₂ of a cell to its centre is √((ℓ² + ℓ′²)/12), on top of the grid's own error.
  const cells = [f, g].map(({ edges, masses }) => {
    const columns = edges[1].length - 1;
    return Math.sqrt(
      masses.reduce((sum, mass, k) => {
        const [i, j] = [Math.floor(k / columns), k % columns];
        return (
          sum + (mass * ((edges[0][i + 1] - edges[0][i]) ** 2 + (edges[1][j + 1] - edges[1][j]) ** 2)) / 12
        );
      }, 0),
    );
  });
  expect(Math.abs(distance - exact)).toBeLessThanOrEqual(f.w2Error + g.w2Error + cells[0] + cells[1]);
  expect(distance).toBeCloseTo(exact, 1);
});

test('bad input', () => {
  const good = {
    mean: [0, 0],
    covariance: denseMatrix([
      [1, 0],
      [0, 1],
    ]),
  };
  const wrong =
    (covariance: DenseMatrix, mean = [0, 0]) =>
    () =>
      transportGaussian(good, { mean, covariance });
  expect(
    wrong(
      denseMatrix([
        [1, 0],
        [0, -1],
      ]),
    ),
  ).toThrow(/positive semidefinite/);
  expect(
    wrong(
      denseMatrix([
        [1, 0.5],
        [0, 1],
      ]),
    ),
  ).toThrow(RangeError);
  expect(wrong(denseMatrix([[1]]))).toThrow(/real 2 × 2 matrix/);
  expect(wrong(denseMatrix([[1]]), [0])).toThrow(/length 2 like first.mean/);
  expect(wrong(good.covariance, [0, Number.NaN])).toThrow(/mean\[1\]/);
});
