/** Dense linear algebra on random matrices. */
import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { signed } from '../harness/inputs.mjs';

export const title = 'Dense matrices';

// Rounding of n³ operations on entries of size 1: a few units of 10⁻¹³ at n = 1024.
const tolerance = 1e-11;
// Eigenvectors are as sensitive as the gaps of the spectrum are small: some 10⁻⁵ of its width.
const eigenTolerance = 1e-8;

const entry = (name, operation, n, kind, peers, more = {}) => ({
  name,
  operation,
  input: { n, kind },
  tolerance: operation === 'eigen' ? eigenTolerance : tolerance,
  peers,
  ...more,
});

const against = (target) => ({ NumPy: { target } });
const andMl = (target) => ({ NumPy: { target }, 'ml-matrix': {} });

export const cases = [
  entry('A·B, n = 512', 'product', 512, 'real', andMl(3), { seconds: 5 }),
  entry('A·B, n = 1024', 'product', 1024, 'real', against(3), { seconds: 5 }),
  entry('A·B, complex, n = 512', 'product', 512, 'complex', against()),
  entry('Cholesky, n = 512', 'cholesky', 512, 'real', andMl(1.5)),
  entry('eigen, symmetric, n = 256', 'eigen', 256, 'real', andMl(2.5), { seconds: 5 }),
  entry('eigen, symmetric, n = 512', 'eigen', 512, 'real', against(3.5), { seconds: 5 }),
  entry('eigen, Hermitian, n = 128', 'eigen', 128, 'complex', against(3)),
  entry('eigen, Hermitian, n = 256', 'eigen', 256, 'complex', against(3)),
  entry('eigenvalues, symmetric, n = 256', 'eigenvalues', 256, 'real', against()),
];

const widths = { real: 1, complex: 2 };

/** Row-major entries, complex ones interleaved. */
const square = (seed, n, kind) => signed(seed, widths[kind] * n * n);

/** The upper triangle of a random matrix and its adjoint below, with a real diagonal, plus `shift` times the identity. */
function hermitian(seed, n, kind, shift = 0) {
  const data = square(seed, n, kind);
  const width = widths[kind];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [lower, upper] = [width * (i * n + j), width * (j * n + i)];
      data[lower] = data[upper];
      if (width === 2) data[lower + 1] = -data[upper + 1];
    }
    data[width * i * (n + 1)] += shift;
    if (width === 2) data[2 * i * (n + 1) + 1] = 0;
  }
  return data;
}

/** |Σ_i fixed_i v_ik|² for every eigenvector, the same for every choice of phases; after the eigenvalues. */
function eigenResult(n, kind, values, vectors) {
  const fixed = signed(3, n);
  const width = widths[kind];
  const shares = new Float64Array(n);
  for (let part = 0; part < width; part++)
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += fixed[i] * vectors[width * (i * n + k) + part];
      shares[k] += sum * sum;
    }
  return [...values, ...shares];
}

const matrixOf = (n, kind, data, { realMatrix, complexMatrix }) =>
  kind === 'complex' ? complexMatrix(n, n, data) : realMatrix(n, n, data);

const rowsOf = (n, data) => Matrix.from1DArray(n, n, data);

export const contenders = {
  product: {
    ours: ({ n, kind }, { library }) => {
      const { multiplyMatrices } = library;
      const [a, b] = [1, 2].map((seed) => matrixOf(n, kind, square(seed, n, kind), library));
      return { run: () => multiplyMatrices(a, b), result: ({ data }) => data };
    },
    'ml-matrix': ({ n, kind }) => {
      const [a, b] = [1, 2].map((seed) => rowsOf(n, square(seed, n, kind)));
      return { run: () => a.mmul(b), result: (product) => product.to1DArray() };
    },
  },
  cholesky: {
    ours: ({ n, kind }, { library }) => {
      const { choleskyFactor } = library;
      const a = matrixOf(n, kind, hermitian(1, n, kind, n), library);
      return { run: () => choleskyFactor(a), result: ({ lower }) => lower.data };
    },
    'ml-matrix': ({ n, kind }) => {
      const a = rowsOf(n, hermitian(1, n, kind, n));
      return {
        run: () => new CholeskyDecomposition(a),
        result: ({ lowerTriangularMatrix }) => lowerTriangularMatrix.to1DArray(),
      };
    },
  },
  eigen: {
    ours: ({ n, kind }, { library }) => {
      const { eigenHermitian } = library;
      const a = matrixOf(n, kind, hermitian(1, n, kind), library);
      return {
        run: () => eigenHermitian(a),
        result: ({ values, vectors }) => eigenResult(n, kind, values, vectors.data),
      };
    },
    'ml-matrix': ({ n, kind }) => {
      const a = rowsOf(n, hermitian(1, n, kind));
      return {
        run: () => new EigenvalueDecomposition(a, { assumeSymmetric: true }),
        result: ({ realEigenvalues, eigenvectorMatrix }) =>
          eigenResult(n, kind, realEigenvalues, eigenvectorMatrix.to1DArray()),
      };
    },
  },
  eigenvalues: {
    ours: ({ n, kind }, { library }) => {
      const { eigenvaluesHermitian } = library;
      const a = matrixOf(n, kind, hermitian(1, n, kind), library);
      return { run: () => eigenvaluesHermitian(a) };
    },
  },
};
