import { checkFiniteMatrix, checkMatrix, type DenseMatrix, entryWidth, toComplex } from './matrix';
import { vectorOf } from './vector';
import { commonWidth, matrixOver, put, workspace } from './workspace';

/** Which operands enter a product as their adjoint (conjugate transpose; transpose of a real one). */
export interface ProductOptions {
  readonly adjointA?: boolean;
  readonly adjointB?: boolean;
}

/** Floating-point operations of one WebAssembly call: some 70 ms, so that a long product can be interrupted. */
const operationsAtOnce = 2 ** 30;

/** Size of the product; RangeError if the inner sizes differ. */
function productShape(
  a: DenseMatrix,
  b: DenseMatrix,
  { adjointA = false, adjointB = false }: ProductOptions,
): { m: number; n: number; k: number } {
  checkMatrix('a', a);
  checkMatrix('b', b);
  const [m, k] = adjointA ? [a.columns, a.rows] : [a.rows, a.columns];
  const [inner, n] = adjointB ? [b.columns, b.rows] : [b.rows, b.columns];
  if (k !== inner)
    throw new RangeError(
      `b must have ${k} ${adjointB ? 'columns' : 'rows'} to be multiplied by a (${adjointA ? 'adjoint of ' : ''}` +
        `${a.rows} × ${a.columns}), got ${b.rows} × ${b.columns}`,
    );
  return { m, n, k };
}

function overlap(x: Float64Array, y: Float64Array): boolean {
  return (
    x.buffer === y.buffer &&
    x.byteOffset < y.byteOffset + y.byteLength &&
    y.byteOffset < x.byteOffset + x.byteLength
  );
}

/** Rows `first … first + count` of A, or these columns if its adjoint is wanted, one row after the other. */
function putSlab(
  a: DenseMatrix,
  adjoint: boolean,
  first: number,
  count: number,
  width: 1 | 2,
  to: Float64Array,
): void {
  const own = entryWidth(a.kind);
  const kind = a.kind;
  if (!adjoint) {
    const data = a.data.subarray(own * first * a.columns, own * (first + count) * a.columns);
    put({ kind, rows: count, columns: a.columns, data }, width, to);
  } else if (count === a.columns) {
    put(a, width, to);
  } else {
    for (let row = 0; row < a.rows; row++) {
      const start = own * (row * a.columns + first);
      const data = a.data.subarray(start, start + own * count);
      put({ kind, rows: 1, columns: count, data }, width, to.subarray(width * row * count));
    }
  }
}

/**
 * The product A·B, of size m × n for A of m × k and B of k × n, real if both are real and complex otherwise;
 * `{ adjointA: true }` gives A*·B, `{ adjointB: true }` A·B*. Rounding: |error| ≤ k·2⁻⁵³·|A|·|B| entry by entry to first
 * order, √2·(k + 2) in the place of k if complex.
 * @throws RangeError when the sizes do not fit, an entry is not finite, or the product exceeds 1.8e308.
 */
export function multiplyMatrices(a: DenseMatrix, b: DenseMatrix, options: ProductOptions = {}): DenseMatrix {
  const { m, n } = productShape(a, b, options);
  const width = commonWidth(a, b);
  return multiplyMatricesInto(a, b, matrixOver(width, m, n, new Float64Array(width * m * n)), options);
}

/**
 * `multiplyMatrices` into `out`, which is returned. It must have the size and kind of the product and share no memory
 * with the operands.
 * @throws RangeError when it does not, and as `multiplyMatrices`.
 */
export function multiplyMatricesInto(
  a: DenseMatrix,
  b: DenseMatrix,
  out: DenseMatrix,
  options: ProductOptions = {},
): DenseMatrix {
  const { m, n, k } = productShape(a, b, options);
  const width = commonWidth(a, b);
  checkMatrix('out', out);
  if (out.rows !== m || out.columns !== n || entryWidth(out.kind) !== width)
    throw new RangeError(
      `out must be a ${width === 2 ? 'complex' : 'real'} ${m} × ${n} matrix, got a ${out.kind} ${out.rows} × ${out.columns} one`,
    );
  if (overlap(out.data, a.data) || overlap(out.data, b.data))
    throw new RangeError('out must share no memory with a or b, got the same array');
  const { adjointA = false, adjointB = false } = options;
  const slab = Math.min(
    m,
    Math.max(64, Math.floor(operationsAtOnce / (2 * width * width * k * n * 64)) * 64),
  );
  const space = workspace([width * k * n, width * slab * k, width * slab * n]);
  const { kernels, at, blocks, scratch } = space;
  put(b, width, blocks[0]);
  const [rowB, columnB] = adjointB ? [1, k] : [n, 1];
  for (let first = 0; first < m; first += slab) {
    const rows = Math.min(slab, m - first);
    putSlab(a, adjointA, first, rows, width, blocks[1]);
    const [rowA, columnA] = adjointA ? [1, rows] : [k, 1];
    const product = blocks[2].subarray(0, width * rows * n).fill(0);
    const operands = [at[1], rowA, columnA, adjointA, at[0], rowB, columnB, adjointB] as const;
    kernels.gemm(width, rows, n, k, 1, ...operands, at[2], n, 1, false, scratch);
    if (!kernels.allFinite(product.length, at[2])) refuseProduct(a, b);
    out.data.set(product, width * first * n);
  }
  return out;
}

/** The RangeError of a product of finite matrices that is not finite. */
export class ProductOverflow extends RangeError {}

/** Names the entry that made a product infinite or NaN: any such entry of an operand does, since 0·∞ is NaN. */
function refuseProduct(a: DenseMatrix, b: DenseMatrix): never {
  checkFiniteMatrix('a', a);
  checkFiniteMatrix('b', b);
  throw new ProductOverflow('the product of a and b must stay below 1.8e308, but it overflows');
}

/**
 * A·x for a vector x, or A*·x with `{ adjoint: true }`. The vector is real (as many numbers as the matrix has columns;
 * rows for the adjoint) or complex (interleaved, twice as many); so is the result, which is real if both are real.
 * @throws RangeError when the length does not fit, an entry is not finite, or the product exceeds 1.8e308.
 */
export function multiplyVector(
  a: DenseMatrix,
  x: ArrayLike<number>,
  { adjoint = false }: { readonly adjoint?: boolean } = {},
): Float64Array {
  checkMatrix('a', a);
  const vector = vectorOf('x', x, adjoint ? a.rows : a.columns);
  const out =
    commonWidth(a, vector) === 1
      ? multiplyReal(a, vector.data, adjoint)
      : multiplyComplex(a, vector, adjoint);
  if (!out.every(Number.isFinite)) refuseProduct(a, vector);
  return out;
}

function multiplyReal({ data, rows, columns }: DenseMatrix, x: Float64Array, adjoint: boolean): Float64Array {
  const out = new Float64Array(adjoint ? columns : rows);
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    if (adjoint) for (let j = 0; j < columns; j++) out[j] += data[start + j] * x[i];
    else {
      // Two sums, since each addition waits for the one before.
      let [even, odd] = [0, 0];
      for (let j = 1; j < columns; j += 2) {
        even += data[start + j - 1] * x[j - 1];
        odd += data[start + j] * x[j];
      }
      if (columns % 2 === 1) even += data[start + columns - 1] * x[columns - 1];
      out[i] = even + odd;
    }
  }
  return out;
}

function multiplyComplex(a: DenseMatrix, vector: DenseMatrix, adjoint: boolean): Float64Array {
  const { data, rows, columns } = toComplex(a);
  const x = toComplex(vector).data;
  const out = new Float64Array(2 * (adjoint ? columns : rows));
  for (let i = 0; i < rows; i++) {
    let [re, im] = [0, 0];
    const [p, q] = [x[2 * i], x[2 * i + 1]];
    for (let j = 0; j < columns; j++) {
      const at = 2 * (i * columns + j);
      const [c, d] = [data[at], data[at + 1]];
      if (adjoint) {
        out[2 * j] += c * p + d * q;
        out[2 * j + 1] += c * q - d * p;
      } else {
        re += c * x[2 * j] - d * x[2 * j + 1];
        im += c * x[2 * j + 1] + d * x[2 * j];
      }
    }
    if (!adjoint) [out[2 * i], out[2 * i + 1]] = [re, im];
  }
  return out;
}
