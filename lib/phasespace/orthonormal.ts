import { eigenHermitian } from '../numerics/dense/eigen';
import { hermitianPart } from '../numerics/dense/hermitian';
import { type DenseMatrix, entryWidth, realMatrix, toComplex } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';

/** Eigenvalues of a Gram matrix below this part of the largest are linear dependence. */
const dependent = 1e-14;
/** Weights below this are rounding. */
const leastWeight = 1e-15;

/** The eigenvectors of a positive operator with their weights, largest first. */
export interface Spectrum {
  readonly weights: Float64Array;
  /** Columns: the eigenvectors. */
  readonly vectors: DenseMatrix;
}

/** The matrix as a real one if all imaginary parts are exactly 0. */
export function realIfReal(matrix: DenseMatrix): DenseMatrix {
  const { kind, rows, columns, data } = matrix;
  if (kind === 'real' || data.some((value, k) => k % 2 === 1 && value !== 0)) return matrix;
  return realMatrix(
    rows,
    columns,
    data.filter((_, k) => k % 2 === 0),
  );
}

/** Some columns, in the order told, each times a factor. */
export function pickColumns(
  { kind, rows, columns, data }: DenseMatrix,
  picked: readonly number[],
  factors?: ArrayLike<number>,
): DenseMatrix {
  const width = entryWidth(kind);
  const out = new Float64Array(width * rows * picked.length);
  for (let i = 0, to = 0; i < rows; i++)
    for (let k = 0; k < picked.length; k++)
      for (let part = 0; part < width; part++)
        out[to++] = (factors?.[k] ?? 1) * data[width * (i * columns + picked[k]) + part];
  return { kind, rows, columns: picked.length, data: out };
}

/** The positive part of the spectrum of a density matrix. */
export function spectrumOf(density: DenseMatrix): Spectrum {
  const { values, vectors } = eigenHermitian(realIfReal(density));
  const order = Array.from(values.keys())
    .filter((k) => values[k] > leastWeight)
    .reverse();
  return { weights: Float64Array.from(order, (k) => values[k]), vectors: pickColumns(vectors, order) };
}

/**
 * R = Σ c_jk |v_j⟩⟨v_k| of vectors with the Gram matrix G: weights and coefficients t_jk of the orthonormal eigenvectors
 * Σ_j t_jk v_j, by G = UgU*, v_j ↦ U g^{−1/2}.
 */
export function spectrumInSpan(coefficients: DenseMatrix, gram: DenseMatrix): Spectrum {
  const { values, vectors } = eigenHermitian(realIfReal(gram));
  const largest = values[values.length - 1];
  const kept = Array.from(values.keys()).filter((k) => values[k] > dependent * largest);
  const roots = kept.map((k) => Math.sqrt(values[k]));
  const half = pickColumns(vectors, kept, roots);
  const inner = multiplyMatrices(half, multiplyMatrices(coefficients, half), { adjointA: true });
  const spectrum = spectrumOf(hermitianPart(inner));
  const back = pickColumns(
    vectors,
    kept,
    roots.map((root) => 1 / root),
  );
  return { weights: spectrum.weights, vectors: multiplyMatrices(back, spectrum.vectors) };
}

/** T*·A·T for a Hermitian A; real where it is. */
export function compressed(a: DenseMatrix, t: DenseMatrix): DenseMatrix {
  return realIfReal(hermitianPart(multiplyMatrices(t, multiplyMatrices(a, t), { adjointA: true })));
}

/** Linear combinations Σ_j vectors_j·t_jk of interleaved vectors. */
export function combined(vectors: readonly Float64Array[], t: DenseMatrix): Float64Array[] {
  const { data, columns } = toComplex(t);
  return Array.from({ length: columns }, (_, k) => {
    const out = new Float64Array(vectors[0].length);
    vectors.forEach((vector, j) => {
      const [re, im] = [data[2 * (j * columns + k)], data[2 * (j * columns + k) + 1]];
      if (re === 0 && im === 0) return;
      for (let i = 0; i < out.length; i += 2) {
        out[i] += re * vector[i] - im * vector[i + 1];
        out[i + 1] += re * vector[i + 1] + im * vector[i];
      }
    });
    return out;
  });
}
