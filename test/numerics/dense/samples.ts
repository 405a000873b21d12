import { createRandom, type DenseMatrix } from '../../../lib/numerics/index';

export type Kind = DenseMatrix['kind'];
export const kinds: Kind[] = ['real', 'complex'];

/** Half the distance from 1 to the next double: the relative error of one rounding. */
export const unit = 2 ** -53;

/** Entries with independent standard normal parts. */
export function randomMatrix(kind: Kind, rows: number, columns: number, seed: number | string): DenseMatrix {
  const data = new Float64Array((kind === 'real' ? 1 : 2) * rows * columns);
  createRandom(seed).fillNormal(data);
  return { kind, rows, columns, data };
}

/** Entry (i, j) as [re, im]. */
export function entry({ kind, columns, data }: DenseMatrix, i: number, j: number): [number, number] {
  const at = i * columns + j;
  return kind === 'real' ? [data[at], 0] : [data[2 * at], data[2 * at + 1]];
}

/** A matrix of the given kind from its entries. */
export function fromEntries(
  kind: Kind,
  rows: number,
  columns: number,
  value: (i: number, j: number) => [number, number],
): DenseMatrix {
  const width = kind === 'real' ? 1 : 2;
  const data = new Float64Array(width * rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) data.set(value(i, j).slice(0, width), width * (i * columns + j));
  return { kind, rows, columns, data };
}

/** A* entry by entry. */
export function naiveAdjoint(a: DenseMatrix): DenseMatrix {
  return fromEntries(a.kind, a.columns, a.rows, (i, j) => {
    const [re, im] = entry(a, j, i);
    return [re, -im];
  });
}

/** A·B by three loops. */
export function naiveProduct(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const complex = a.kind === 'complex' || b.kind === 'complex';
  const wa = a.kind === 'real' ? 1 : 2;
  const wb = b.kind === 'real' ? 1 : 2;
  const out = fromEntries(complex ? 'complex' : 'real', a.rows, b.columns, () => [0, 0]);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.columns; j++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < a.columns; k++) {
        const p = wa * (i * a.columns + k);
        const q = wb * (k * b.columns + j);
        const x = a.data[p];
        const y = wa === 2 ? a.data[p + 1] : 0;
        const u = b.data[q];
        const v = wb === 2 ? b.data[q + 1] : 0;
        re += x * u - y * v;
        im += x * v + y * u;
      }
      const at = i * b.columns + j;
      if (complex) out.data.set([re, im], 2 * at);
      else out.data[at] = re;
    }
  return out;
}

/** The matrix of the |a_ij|. */
export function absolute(a: DenseMatrix): DenseMatrix {
  return fromEntries('real', a.rows, a.columns, (i, j) => [Math.hypot(...entry(a, i, j)), 0]);
}

/** ‖A‖ of Frobenius. */
export function frobenius({ data }: DenseMatrix): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] * data[i];
  return Math.sqrt(sum);
}

/** A − B for matrices of any kinds. */
export function difference(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  expect([b.rows, b.columns]).toEqual([a.rows, a.columns]);
  return fromEntries('complex', a.rows, a.columns, (i, j) => {
    const [x, y] = [entry(a, i, j), entry(b, i, j)];
    return [x[0] - y[0], x[1] - y[1]];
  });
}

/** The largest |x_ij − y_ij| over the bound for it; at most 1 if the bound holds. 0/0 counts as 0. */
export function worstAgainst(x: DenseMatrix, y: DenseMatrix, bound: DenseMatrix): number {
  const error = absolute(difference(x, y)).data;
  let worst = 0;
  error.forEach((value, i) => {
    if (value > 0 || Number.isNaN(value)) worst = Math.max(worst, value / bound.data[i]);
  });
  return worst;
}

/** A Hermitian positive definite matrix B·B* + n·I/10. */
export function positiveMatrix(kind: Kind, n: number, seed: number | string): DenseMatrix {
  const b = randomMatrix(kind, n, n, seed);
  const product = naiveProduct(b, naiveAdjoint(b));
  return fromEntries(kind, n, n, (i, j) => {
    const [re, im] = entry(product, i, j);
    return [re + (i === j ? n / 10 : 0), im];
  });
}

/** 1/(i + j + 1). */
export function hilbertMatrix(n: number): DenseMatrix {
  return fromEntries('real', n, n, (i, j) => [1 / (i + j + 1), 0]);
}

/** Whether two arrays agree in every bit (but −0 = 0), without the slow comparison of the test runner. */
export function sameNumbers(x: Float64Array, y: Float64Array): boolean {
  return x.length === y.length && x.every((value, i) => value === y[i]);
}
