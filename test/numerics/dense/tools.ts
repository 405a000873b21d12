import {
  complexMatrix,
  createRandom,
  type DenseMatrix,
  type Random,
  realMatrix,
} from '../../../lib/numerics/index';

/** Straightforward complex arithmetic on dense matrices, for comparison only. */

export const epsilon: number = 2 ** -52;

export type Kind = DenseMatrix['kind'];

/** Entry (i, j) as [re, im]. */
export function entry({ kind, columns, data }: DenseMatrix, i: number, j: number): [number, number] {
  const k = i * columns + j;
  return kind === 'real' ? [data[k], 0] : [data[2 * k], data[2 * k + 1]];
}

export function matrixFrom(
  kind: Kind,
  rows: number,
  columns: number,
  entryAt: (i: number, j: number) => [number, number],
): DenseMatrix {
  const out = kind === 'real' ? realMatrix(rows, columns) : complexMatrix(rows, columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const [re, im] = entryAt(i, j);
      const k = i * columns + j;
      if (kind === 'real') out.data[k] = re;
      else out.data.set([re, im], 2 * k);
    }
  return out;
}

export function randomMatrix(kind: Kind, rows: number, columns: number, random: Random): DenseMatrix {
  return matrixFrom(kind, rows, columns, () => [random.normal(), random.normal()]);
}

/** Hermitian part of a random matrix. */
export function randomHermitian(kind: Kind, n: number, seed: number): DenseMatrix {
  const a = randomMatrix(kind, n, n, createRandom(seed));
  return matrixFrom(kind, n, n, (i, j) => {
    const [x, y] = [entry(a, i, j), entry(a, j, i)];
    return [(x[0] + y[0]) / 2, (x[1] - y[1]) / 2];
  });
}

/** Real and imaginary parts, row-major. */
function planes(a: DenseMatrix): [Float64Array, Float64Array] {
  if (a.kind === 'real') return [a.data, new Float64Array(a.data.length)];
  return [a.data.filter((_, k) => k % 2 === 0), a.data.filter((_, k) => k % 2 === 1)];
}

/** A B, or A* B with `adjointA`: three loops. */
export function times(a: DenseMatrix, b: DenseMatrix, adjointA = false): DenseMatrix {
  const kind: Kind = a.kind === 'complex' || b.kind === 'complex' ? 'complex' : 'real';
  const [aRe, aIm] = planes(adjointA ? adjoint(a) : a);
  const [bRe, bIm] = planes(b);
  const inner = adjointA ? a.rows : a.columns;
  return matrixFrom(kind, adjointA ? a.columns : a.rows, b.columns, (i, j) => {
    let re = 0;
    let im = 0;
    for (let k = 0, p = i * inner, q = j; k < inner; k++, p++, q += b.columns) {
      re += aRe[p] * bRe[q] - aIm[p] * bIm[q];
      im += aRe[p] * bIm[q] + aIm[p] * bRe[q];
    }
    return [re, im];
  });
}

export function adjoint(a: DenseMatrix): DenseMatrix {
  return matrixFrom(a.kind, a.columns, a.rows, (i, j) => {
    const [re, im] = entry(a, j, i);
    return [re, -im];
  });
}

export function identity(kind: Kind, n: number): DenseMatrix {
  return matrixFrom(kind, n, n, (i, j) => [i === j ? 1 : 0, 0]);
}

export function diagonal(
  kind: Kind,
  values: ArrayLike<number>,
  columns: number = values.length,
): DenseMatrix {
  return matrixFrom(kind, values.length, columns, (i, j) => [i === j ? values[i] : 0, 0]);
}

/** α A + β B. */
export function combination(alpha: number, a: DenseMatrix, beta: number, b: DenseMatrix): DenseMatrix {
  const kind: Kind = a.kind === 'complex' || b.kind === 'complex' ? 'complex' : 'real';
  return matrixFrom(kind, a.rows, a.columns, (i, j) => {
    const [x, y] = [entry(a, i, j), entry(b, i, j)];
    return [alpha * x[0] + beta * y[0], alpha * x[1] + beta * y[1]];
  });
}

/** Largest |entry|. */
export function largest(a: DenseMatrix): number {
  let out = 0;
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++) out = Math.max(out, Math.hypot(...entry(a, i, j)));
  return out;
}

export function distance(a: DenseMatrix, b: DenseMatrix): number {
  return largest(combination(1, a, -1, b));
}

/** Largest entry of V*V − I. */
export function nonOrthogonality(v: DenseMatrix): number {
  return distance(times(v, v, true), identity(v.kind, v.columns));
}

/** A dense unitary matrix: the product of eight random reflections I − 2 x x* divided by x* x. */
export function randomUnitary(kind: Kind, n: number, seed: number): DenseMatrix {
  const random = createRandom(seed);
  let q = identity(kind, n);
  for (let round = 0; round < 8; round++) {
    const x = randomMatrix(kind, n, 1, random);
    const [square] = entry(times(x, x, true), 0, 0);
    // (q x) x* taken off q
    const qx = times(q, x);
    q = matrixFrom(kind, n, n, (i, j) => {
      const [a, b] = entry(q, i, j);
      const [c, d] = entry(qx, i, 0);
      const [e, f] = entry(x, j, 0);
      return [a - (2 / square) * (c * e + d * f), b - (2 / square) * (d * e - c * f)];
    });
  }
  return q;
}

/** U diag(values) U*, exactly Hermitian. */
export function withSpectrum(kind: Kind, values: ArrayLike<number>, seed: number): DenseMatrix {
  const n = values.length;
  const u = randomUnitary(kind, n, seed);
  const scaled = matrixFrom(kind, n, n, (i, j) => {
    const [re, im] = entry(u, i, j);
    return [re * values[j], im * values[j]];
  });
  const a = times(scaled, adjoint(u));
  return matrixFrom(kind, n, n, (i, j) => {
    const [x, y] = [entry(a, i, j), entry(a, j, i)];
    return [(x[0] + y[0]) / 2, (x[1] - y[1]) / 2];
  });
}
