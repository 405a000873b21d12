import { inner, norm } from '../complexVector';
import { integerIn, numberIn, shown } from '../guards';
import { createRandom, type Random } from '../random';
import { largestEntry } from './algebra';
import { requireSparseHermitian, type SpectralBounds } from './hermitian';
import type { SparseMatrix } from './matrix';
import { applyFirst, createSpace, type Space } from './space';

/** A Hermitian operator on C^dimension given by what it does to a vector. */
export interface HermitianOperator {
  readonly dimension: number;
  /**
   * out = H x; both complex interleaved, length 2·dimension, different arrays. x is only read; out is overwritten whole.
   * Both are borrowed: they are valid during the call only. What it returns is not looked at.
   */
  applyInto(x: Float64Array, out: Float64Array): void;
  /** An interval that contains the spectrum, if one is known; it must be certain. */
  readonly bounds?: SpectralBounds;
  /** The matrix, if there is one; it is then used in the place of `applyInto`. */
  readonly matrix?: SparseMatrix;
}

const dimensionLimit = 2 ** 27;
/** Squares of numbers between 1/sizeLimit and sizeLimit, and their sums, neither over- nor underflow. */
export const sizeLimit = 1e140;

/** RangeError when squares of numbers of this size are out of range; 0 passes. */
export function checkSize(name: string, what: string, size: number): void {
  if (size !== 0 && !(size >= 1 / sizeLimit && size <= sizeLimit))
    throw new RangeError(
      `${name} must be 0 or have a ${what} in [${1 / sizeLimit}, ${sizeLimit}] (choose other units), got ${size}`,
    );
}
/** Operators made here, whose matrix needs no second check. */
const foundHermitian = new WeakSet<HermitianOperator>();

/**
 * A sparse matrix as an operator: found Hermitian, and copied once into WebAssembly memory at the first `applyInto`,
 * laid out for speed. Leave the matrix alone afterwards.
 * @throws RangeError unless the matrix is square and Hermitian within 1e−12 of its largest entry, which is 0 or between 1e−140 and 1e140.
 */
export function hermitianOperator(matrix: SparseMatrix): HermitianOperator {
  requireSparseHermitian(matrix);
  checkSize('matrix', 'largest entry', largestEntry(matrix));
  const dimension = matrix.rows;
  const bare: HermitianOperator = { dimension, matrix, applyInto: () => undefined };
  let space: Space | undefined;
  const operator: HermitianOperator = {
    dimension,
    matrix,
    applyInto(x: Float64Array, out: Float64Array): void {
      checkVector('x', x, dimension);
      checkVector('out', out, dimension);
      if (x === out) throw new RangeError('out must be another array than x');
      space ??= createSpace(bare, 2, 'complex');
      space.write(0, x);
      space.apply(0, 1);
      space.read(1, out);
    },
  };
  foundHermitian.add(operator);
  return operator;
}

/** A matrix or an operator as an operator; a matrix is checked. */
export function toOperator(operator: HermitianOperator | SparseMatrix): HermitianOperator {
  if ('rowStart' in operator) return hermitianOperator(operator);
  if (typeof operator.applyInto !== 'function')
    throw new RangeError('operator must be a sparse matrix or have a function applyInto');
  integerIn('operator.dimension', operator.dimension, 1, dimensionLimit);
  const { bounds, matrix } = operator;
  if (matrix && !foundHermitian.has(operator)) {
    requireSparseHermitian(matrix, { name: 'operator.matrix' });
    checkSize('operator.matrix', 'largest entry', largestEntry(matrix));
    if (matrix.rows !== operator.dimension)
      throw new RangeError(
        `operator.dimension must be that of the matrix, ${matrix.rows}, got ${operator.dimension}`,
      );
  }
  if (bounds) checkBounds('operator.bounds', bounds);
  return operator;
}

export function checkBounds(name: string, { lower, upper }: SpectralBounds): void {
  if (!Number.isFinite(lower) || !Number.isFinite(upper) || lower > upper)
    throw new RangeError(`${name} must be finite with lower <= upper, got lower ${lower}, upper ${upper}`);
}

export function checkVector(name: string, x: Float64Array, dimension: number): void {
  if (!(x instanceof Float64Array) || x.length !== 2 * dimension)
    throw new RangeError(
      `${name} must be a Float64Array of length ${2 * dimension} (complex interleaved), got ${
        x instanceof Float64Array ? `length ${x.length}` : shown(x)
      }`,
    );
}

/** Options of `requireHermitianOperator`. */
export interface HermiticityOptions {
  /** Pairs of random vectors, default 4. */
  readonly probes?: number;
  /** Largest |⟨x, Hy⟩ − ⟨Hx, y⟩| / (‖x‖‖Hy‖ + ‖Hx‖‖y‖) that passes; default 1e−10. */
  readonly tolerance?: number;
  /** For the vectors. */
  readonly random?: Random;
  /** What the message calls the operator; default 'operator'. */
  readonly name?: string;
}

/**
 * RangeError if `applyInto` does not fill its second argument, or is not linear and Hermitian on a few random vectors:
 * ⟨x, Hy⟩ = ⟨Hx, y⟩, H(x + iy) = Hx + iHy.
 * A fault that touches few of many entries can escape: the defect seen is that of the whole, in the mean.
 */
export function requireHermitianOperator(
  operator: HermitianOperator,
  options: HermiticityOptions = {},
): void {
  const { probes = 4, tolerance = 1e-10, random = createRandom('hermiticity'), name = 'operator' } = options;
  integerIn('probes', probes, 1);
  numberIn('tolerance', tolerance, 1e-15, 1);
  const { dimension } = toOperator(operator);
  const vector = (): Float64Array => new Float64Array(2 * dimension);
  const [hx, hy, hz] = [vector(), vector(), vector()];
  for (let probe = 0; probe < probes; probe++) {
    const x = random.fillNormal(vector());
    const y = random.fillNormal(vector());
    const z = Float64Array.from(x, (value, k) => value + (k & 1 ? y[k - 1] : -y[k + 1]));
    applyFirst(operator, x, hx);
    operator.applyInto(y, hy);
    operator.applyInto(z, hz);
    const scale = norm(x) * norm(hy) + norm(hx) * norm(y);
    const [a, b] = [inner(x, hy), inner(hx, y)];
    const defect = Math.hypot(a[0] - b[0], a[1] - b[1]);
    if (!(defect <= tolerance * scale))
      throw new RangeError(
        `${name} must be Hermitian, got |<x, Hy> - <Hx, y>| = ${defect} for random x, y, where rounding allows ${tolerance * scale}`,
      );
    const nonlinear = norm(hz.map((value, k) => value - hx[k] - (k & 1 ? hy[k - 1] : -hy[k + 1])));
    if (!(nonlinear <= tolerance * (norm(hx) + norm(hy))))
      throw new RangeError(
        `${name} must be linear, got ||H(x + iy) - Hx - iHy|| = ${nonlinear} for random x, y`,
      );
  }
}
