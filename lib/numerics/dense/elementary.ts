import { finite, finiteArray, integerIn } from '../guards';
import {
  checkFiniteMatrix,
  checkMatrix,
  checkSquare,
  complexMatrix,
  type DenseMatrix,
  entryWidth,
  largestOrder,
  realMatrix,
  toComplex,
} from './matrix';
import { multiplyMatrices } from './multiply';
import { commonWidth, matrixOver } from './workspace';

/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/**
 * The identity matrix of order n, real.
 * @throws RangeError when n is not an integer in [1, 32768].
 */
export function identityMatrix(n: number): DenseMatrix {
  return diagonalMatrix(new Float64Array(integerIn('n', n, 1, largestOrder)).fill(1));
}

/**
 * The real square matrix with the given diagonal.
 * @throws RangeError when an entry is not finite, or their number not in [1, 32768].
 */
export function diagonalMatrix(diagonal: ArrayLike<number>): DenseMatrix {
  const values = finiteArray('diagonal', diagonal);
  const n = values.length;
  const out = realMatrix(n, n);
  for (let i = 0; i < n; i++) out.data[i * (n + 1)] = values[i];
  return out;
}

/**
 * A* (the conjugate transpose; the transpose of a real matrix).
 * @throws RangeError when `a` is not a DenseMatrix.
 */
export function adjoint(a: DenseMatrix): DenseMatrix {
  return transposed(a, -1);
}

/**
 * Aᵀ, without conjugation.
 * @throws RangeError when `a` is not a DenseMatrix.
 */
export function transpose(a: DenseMatrix): DenseMatrix {
  return transposed(a, 1);
}

/** Side of the square pieces that are transposed one after the other, so that both stay in the cache. */
const piece = 16;

function transposed(a: DenseMatrix, sign: 1 | -1): DenseMatrix {
  checkMatrix('a', a);
  const { kind, rows, columns, data } = a;
  const width = entryWidth(kind);
  const out = new Float64Array(data.length);
  for (let i0 = 0; i0 < rows; i0 += piece)
    for (let j0 = 0; j0 < columns; j0 += piece)
      for (let i = i0; i < Math.min(rows, i0 + piece); i++)
        for (let j = j0; j < Math.min(columns, j0 + piece); j++) {
          const [from, to] = [width * (i * columns + j), width * (j * rows + i)];
          out[to] = data[from];
          if (width === 2) out[to + 1] = sign * data[from + 1];
        }
  return matrixOver(width, columns, rows, out);
}

/**
 * A + factor·B (the sum A + B without a factor); real if all three are real.
 * @throws RangeError when the sizes differ, an entry or the factor is not finite, or the sum exceeds 1.8e308.
 */
export function addMatrices(a: DenseMatrix, b: DenseMatrix, factor: number | Complex = 1): DenseMatrix {
  checkFiniteMatrix('a', a);
  checkFiniteMatrix('b', b);
  if (a.rows !== b.rows || a.columns !== b.columns)
    throw new RangeError(`b must be ${a.rows} × ${a.columns} like a, got ${b.rows} × ${b.columns}`);
  const summand = scaled(b, factor);
  const complex = commonWidth(a, summand) === 2;
  const [left, out] = [a, summand].map((matrix) => (complex ? toComplex(matrix) : matrix));
  for (let i = 0; i < left.data.length; i++) out.data[i] += left.data[i];
  return unlessOverflow(out);
}

/**
 * factor·A; real if both are real.
 * @throws RangeError when an entry or the factor is not finite, or the result exceeds 1.8e308.
 */
export function scaleMatrix(a: DenseMatrix, factor: number | Complex): DenseMatrix {
  checkFiniteMatrix('a', a);
  return unlessOverflow(scaled(a, factor));
}

function scaled(a: DenseMatrix, factor: number | Complex): DenseMatrix {
  if (typeof factor === 'number') {
    finite('factor', factor);
    return { ...a, data: a.data.map((value) => factor * value) };
  }
  const re = finite('factor.re', factor.re);
  const im = finite('factor.im', factor.im);
  const { data, rows, columns } = toComplex(a);
  const out = complexMatrix(rows, columns);
  for (let i = 0; i < data.length; i += 2) {
    out.data[i] = re * data[i] - im * data[i + 1];
    out.data[i + 1] = re * data[i + 1] + im * data[i];
  }
  return out;
}

/**
 * tr A = Σ a_ii (`im` is 0 for a real matrix).
 * @throws RangeError when A is not square, an entry is not finite, or the trace exceeds 1.8e308.
 */
export function trace(a: DenseMatrix): Complex {
  checkSquare('a', a);
  checkFiniteMatrix('a', a);
  const width = entryWidth(a.kind);
  let [re, im] = [0, 0];
  for (let at = 0; at < a.data.length; at += width * (a.columns + 1)) {
    re += a.data[at];
    if (width === 2) im += a.data[at + 1];
  }
  return finiteTrace(re, im);
}

/** The complex number, if it is finite; otherwise a RangeError. */
function finiteTrace(re: number, im: number): Complex {
  if (!Number.isFinite(re) || !Number.isFinite(im))
    throw new RangeError('the trace must stay below 1.8e308, but it overflows');
  return { re, im };
}

/**
 * tr(A·B) = Σ a_ij·b_ji in n² operations, without the product; tr(ρ·A) is the mean of A in the state ρ.
 * @throws RangeError when B is not of the size of Aᵀ, an entry is not finite, or the trace exceeds 1.8e308.
 */
export function traceOfProduct(a: DenseMatrix, b: DenseMatrix): Complex {
  checkFiniteMatrix('a', a);
  checkFiniteMatrix('b', b);
  if (a.rows !== b.columns || a.columns !== b.rows)
    throw new RangeError(
      `b must be ${a.columns} × ${a.rows} for the trace of a·b, got ${b.rows} × ${b.columns}`,
    );
  const width = commonWidth(a, b);
  const [x, y] = [a, transpose(b)].map((matrix) => (width === 2 ? toComplex(matrix) : matrix).data);
  let [re, im] = [0, 0];
  for (let i = 0; i < x.length; i += width) {
    re += x[i] * y[i];
    if (width === 2) {
      re -= x[i + 1] * y[i + 1];
      im += x[i] * y[i + 1] + x[i + 1] * y[i];
    }
  }
  return finiteTrace(re, im);
}

/**
 * A·B − B·A for square matrices of the same order.
 * @throws RangeError when they are not, an entry is not finite, or a product exceeds 1.8e308.
 */
export function commutator(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  checkSquare('a', a);
  checkSquare('b', b);
  return addMatrices(multiplyMatrices(a, b), multiplyMatrices(b, a), -1);
}

/**
 * A ⊗ B: the block matrix of the a_ij·B, entry (i·p + k, j·q + l) = a_ij·b_kl for B of p × q.
 * @throws RangeError when an entry is not finite, or the product has more than 32768 rows or columns or exceeds 1.8e308.
 */
export function kroneckerProduct(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  checkFiniteMatrix('a', a);
  checkFiniteMatrix('b', b);
  const width = commonWidth(a, b);
  const make = width === 2 ? complexMatrix : realMatrix;
  const out = make(a.rows * b.rows, a.columns * b.columns);
  const [x, y] = [a, b].map((matrix) => (width === 2 ? toComplex(matrix) : matrix).data);
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < b.rows; k++)
      for (let j = 0; j < a.columns; j++) {
        const from = width * (i * a.columns + j);
        const [re, im] = [x[from], width === 2 ? x[from + 1] : 0];
        const to = width * ((i * b.rows + k) * out.columns + j * b.columns);
        const row = width * k * b.columns;
        for (let l = 0; l < width * b.columns; l += width) {
          out.data[to + l] = re * y[row + l] - (width === 2 ? im * y[row + l + 1] : 0);
          if (width === 2) out.data[to + l + 1] = re * y[row + l + 1] + im * y[row + l];
        }
      }
  return unlessOverflow(out);
}

/** The matrix, if its entries are finite; otherwise a RangeError. */
function unlessOverflow(matrix: DenseMatrix): DenseMatrix {
  checkFiniteMatrix('the result', matrix);
  return matrix;
}
