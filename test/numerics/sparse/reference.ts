import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { denseFromSparse, type Random, type SparseMatrix, sparseFromRows } from '../../../lib/numerics/index';

/** Eigenvalues (ascending) and vectors of the real symmetric 2n × 2n form [[A, −B], [B, A]] of A + iB; each value comes twice. */
export function denseSpectrum(matrix: SparseMatrix): { values: number[]; vectors: Matrix } {
  const { kind, rows: n, data } = denseFromSparse(matrix);
  const form = new Matrix(2 * n, 2 * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      const [re, im] = kind === 'real' ? [data[at], 0] : [data[2 * at], data[2 * at + 1]];
      form.set(i, j, re);
      form.set(n + i, n + j, re);
      form.set(i, n + j, -im);
      form.set(n + i, j, im);
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(form, { assumeSymmetric: true });
  return { values: realEigenvalues, vectors: eigenvectorMatrix };
}

/** The n eigenvalues, ascending. */
export function denseEigenvalues(matrix: SparseMatrix): number[] {
  const { values } = denseSpectrum(matrix);
  return values.sort((a, b) => a - b).filter((_, k) => k % 2 === 0);
}

/**
 * ψ ↦ exp(−itH)ψ by eigenvectors: with the form S = [[A, −B], [B, A]] and ψ = (x, y), exp(−itH)ψ = cos(tS)ψ + sin(tS)(−iψ).
 */
export function denseEvolution(matrix: SparseMatrix): (psi: Float64Array, t: number) => Float64Array {
  const n = matrix.rows;
  const { values, vectors } = denseSpectrum(matrix);
  const columns = vectors.transpose();
  return (psi, t) => {
    const straight = Array.from({ length: 2 * n }, (_, k) => (k < n ? psi[2 * k] : psi[2 * (k - n) + 1]));
    // −iψ = (y, −x)
    const turned = straight.map((_, k) => (k < n ? straight[n + k] : -straight[k - n]));
    const [a, b] = [straight, turned].map((x) => columns.mmul(Matrix.columnVector(x)).to1DArray());
    const mixed = a.map((value, k) => Math.cos(t * values[k]) * value + Math.sin(t * values[k]) * b[k]);
    const result = vectors.mmul(Matrix.columnVector(mixed)).to1DArray();
    return Float64Array.from({ length: 2 * n }, (_, k) => (k & 1 ? result[n + (k >> 1)] : result[k >> 1]));
  };
}

/** The chain with hopping −1 and n sites, cyclic or open, e^{iφ} from each site to the next. */
export function hoppingChain(n: number, cyclic: boolean, phase = 0): SparseMatrix {
  return sparseFromRows(phase === 0 ? 'real' : 'complex', n, n, (i, emit) => {
    if (i > 0 || cyclic) emit((i + n - 1) % n, -Math.cos(phase), -Math.sin(phase));
    if (i < n - 1 || cyclic) emit((i + 1) % n, -Math.cos(phase), Math.sin(phase));
  });
}

/** A random Hermitian matrix with `perRow` entries left of each diagonal, of size `scale`, and the given diagonal. */
export function randomHermitian(
  kind: SparseMatrix['kind'],
  n: number,
  perRow: number,
  scale: number,
  diagonal: (i: number) => number,
  random: Random,
): SparseMatrix {
  const rows: [j: number, re: number, im: number][][] = Array.from({ length: n }, () => []);
  for (let i = 1; i < n; i++)
    for (let k = 0; k < perRow; k++) {
      const j = random.integer(i);
      const [re, im] = [scale * random.normal(), kind === 'complex' ? scale * random.normal() : 0];
      rows[i].push([j, re, im]);
      rows[j].push([i, re, -im]);
    }
  const centre = Float64Array.from({ length: n }, (_, i) => diagonal(i));
  return sparseFromRows(kind, n, n, (i, emit) => {
    emit(i, centre[i]);
    for (const entry of rows[i]) emit(...entry);
  });
}

export function distance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += (x[k] - y[k]) ** 2;
  return Math.sqrt(sum);
}

export function randomState(n: number, random: Random): Float64Array {
  const psi = random.fillNormal(new Float64Array(2 * n));
  const length = Math.hypot(...psi);
  return psi.map((value) => value / length);
}
