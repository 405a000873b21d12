import { type Arena, createArena } from '../../kernels/arena';
import { shearBinary } from '../../kernels/binaries/shear';
import { integerIn, oneOf } from '../guards';
import { lineWeights, type SplineDegree, splinePoles } from './shiftWeights';

/** The functions of kernels/assembly/shear.ts. */
interface ShearKernels {
  configure(
    values: number,
    rowBytes: number,
    coefficients: number,
    moved: number,
    raw: number,
    poles: number,
    taps: number,
    margin: number,
    weights: number,
    wholes: number,
    escaped: number,
    carried: number,
  ): void;
  shearColumns(n: number, blocks: number, periodic: number, limited: number): void;
  shearRows(n: number, blocks: number, periodic: number, limited: number): void;
  sumRows(rows: number, n: number, sums: number): void;
}

export interface GridShearsOptions {
  /** Rows and columns; the last index runs fastest. */
  readonly shape: readonly [number, number];
  /** Which axes are circles; beyond the ends of the others the field is 0. */
  readonly periodic: readonly [boolean, boolean];
  /** Degree of the splines. Default 3: error O(h⁴); 5: O(h⁶). */
  readonly degree?: SplineDegree;
  /** Keeps fields ≥ 0 that are so at the start. Default false. */
  readonly positive?: boolean;
}

/** Smallest number of points along an axis. */
const LEAST_LINE = 8;
const MOST_NUMBERS = 2 ** 24;
const lanes = 8;

/**
 * A field on a grid, with shears of it: every line along an axis is moved by its own distance a (in units of the spacing,
 * of any size), f ↦ f(· − a), where f is the cardinal spline through the values. The shear is linear and conserves:
 * the sum over a line and, since splines of degree n reproduce polynomials of that degree, also Σ kʲ f_k as if every
 * value travelled by a, j ≤ n; what leaves a line that is no circle is given back by `shear`.
 *
 * `positive` writes the shear as fluxes between cells and limits them where a value would become negative (flux-corrected
 * transport): sums are conserved as before, the higher moments no longer exactly.
 */
export class GridShears {
  readonly rows: number;
  readonly columns: number;
  private readonly arena: Arena<ShearKernels>;
  private readonly width: number;
  private readonly values: Float64Array;
  private readonly sums: Float64Array;
  private readonly escaped: Float64Array;

  constructor(private readonly options: GridShearsOptions) {
    const [rows, columns] = options.shape;
    this.rows = integerIn('shape[0]', rows, LEAST_LINE, 2 ** 16);
    this.columns = integerIn('shape[1]', columns, LEAST_LINE, 2 ** 16);
    if (rows * columns > MOST_NUMBERS)
      throw new RangeError(`shape must have at most 2²⁴ points, got ${rows}·${columns} = ${rows * columns}`);
    const poles = splinePoles(oneOf('degree', options.degree ?? 3, [3, 5]));
    // Where the slowest recursion has decayed to a rounding, and room for the taps.
    const taps = 2 * poles.length + 2;
    const margin = Math.ceil(Math.log(1e-17) / Math.log(-poles[0])) + 4;
    const [paddedRows, paddedColumns] = [padded(rows), padded(columns)];
    // One more cache line a row: columns must not fall into the same few places of the cache.
    this.width = paddedColumns + lanes;
    const line = 8 * lanes * (Math.max(paddedRows, paddedColumns) + 2 * margin);
    this.arena = createArena<ShearKernels>(shearBinary, {
      values: 8 * paddedRows * this.width,
      coefficients: line,
      moved: options.positive ? line : 0,
      raw: options.positive ? line : 0,
      poles: 16,
      weights: 8 * Math.max(paddedRows, paddedColumns) * (2 * taps + 1),
      wholes: 4 * Math.max(paddedRows, paddedColumns),
      escaped: 16,
      carried: 128,
      sums: 8 * rows,
    });
    const { address, kernels } = this.arena;
    this.arena.doubles('poles').set(poles);
    kernels.configure(
      address.values,
      8 * this.width,
      address.coefficients,
      // Without limiter the result may take the place of the coefficients, as these are used up: one buffer stays in the cache.
      options.positive ? address.moved : address.coefficients - (taps / 2) * 8 * lanes,
      address.raw,
      address.poles,
      taps,
      margin,
      address.weights,
      address.wholes,
      address.escaped,
      address.carried,
    );
    this.values = this.arena.doubles('values');
    this.sums = this.arena.doubles('sums');
    this.escaped = this.arena.doubles('escaped');
  }

  /** Takes a copy of the field, row-major. */
  load(field: Float64Array): void {
    for (let i = 0; i < this.rows; i++)
      this.values.set(field.subarray(i * this.columns, (i + 1) * this.columns), i * this.width);
  }

  /** Copies the field to `out`, row-major, and returns it. */
  saveInto(out: Float64Array): Float64Array {
    for (let i = 0; i < this.rows; i++) {
      const from = i * this.width;
      out.set(this.values.subarray(from, from + this.columns), i * this.columns);
    }
    return out;
  }

  /** The sums of the rows. */
  rowSumsInto(out: Float64Array): Float64Array {
    const { kernels, address } = this.arena;
    kernels.sumRows(this.rows, this.columns, address.sums);
    out.set(this.sums);
    return out;
  }

  /**
   * Moves the lines along `axis` by distances[l] points each, l counting the other axis. Adds to `escaped` the sums of the
   * values that left at the low and at the high end.
   */
  shear(axis: 0 | 1, distances: Float64Array, escaped: Float64Array): void {
    const { arena, rows, columns } = this;
    const { positive = false, periodic, degree = 3 } = this.options;
    const [n, lines] = axis === 0 ? [rows, columns] : [columns, rows];
    if (distances.length !== lines)
      throw new RangeError(`distances must have length ${lines}, got length ${distances.length}`);
    lineWeights(
      { degree, points: n, periodic: periodic[axis], positive },
      distances,
      arena.doubles('weights'),
      arena.integers('wholes'),
    );
    this.escaped.fill(0);
    const blocks = padded(lines) / lanes;
    const { shearColumns, shearRows } = arena.kernels;
    (axis === 0 ? shearColumns : shearRows)(n, blocks, periodic[axis] ? 1 : 0, positive ? 1 : 0);
    escaped[0] += this.escaped[0];
    escaped[1] += this.escaped[1];
  }
}

function padded(n: number): number {
  return Math.ceil(n / lanes) * lanes;
}
