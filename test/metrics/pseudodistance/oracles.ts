import {
  addMatrices,
  complexMatrix,
  type DenseMatrix,
  eigenHermitian,
  multiplyMatrices,
  type Random,
  scaleMatrix,
  trace,
} from '../../../lib/numerics/index';

/** A random density matrix with the given condition number of its spectrum. */
export function randomDensity(random: Random, rank: number, condition: number): DenseMatrix {
  const start = complexMatrix(
    rank,
    rank,
    Float64Array.from({ length: 2 * rank * rank }, () => random.normal()),
  );
  const { vectors } = eigenHermitian(multiplyMatrices(start, start, { adjointB: true }));
  const values = Float64Array.from({ length: rank }, (_, i) => condition ** (-i / Math.max(1, rank - 1)));
  const total = values.reduce((sum, x) => sum + x, 0);
  const weighted = complexMatrix(
    rank,
    rank,
    vectors.data.map((x, n) => (x * values[Math.floor(n / 2) % rank]) / total),
  );
  const raw = multiplyMatrices(weighted, vectors, { adjointB: true });
  const matrix = scaleMatrix(addMatrices(raw, multiplyMatrices(vectors, weighted, { adjointB: true })), 0.5);
  return scaleMatrix(matrix, 1 / trace(matrix).re);
}
