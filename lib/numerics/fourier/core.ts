import { createLayout, type Layout, sizeOf } from './layout';
import { createWorkspace, type Workspace } from './workspace';

/** Numbers transformed by one call of the kernel: about 0.1 s, after which the computation may be interrupted. */
const numbersPerCall = 2 ** 22;

/**
 * The engine behind transforms, filters and convolutions: one field on a grid, in one arena. Rows are transformed on their
 * way in and out, the middle axes block by block, the first axis last (backward: first). A filter therefore transforms
 * the first axis, multiplies and transforms back while a few columns are at hand: three walks through memory in all.
 *
 * Where `given` is shorter than `shape` the field is continued by zeros; only the given part is read, kept and returned.
 * Nothing survives from one call to the next but the multiplier, so that an interrupted call does no harm.
 */
export class FourierCore {
  private readonly layout: Layout;
  private readonly space: Workspace;
  private readonly last: number;
  private readonly points: number;
  private multiplierIsLoaded = false;

  /** `multiplier`: what spectra will be multiplied with. */
  constructor(
    private readonly field: 'real' | 'complex',
    shape: readonly number[],
    given: readonly number[] = shape,
    private readonly multiplier: 'none' | 'real' | 'complex' = 'none',
  ) {
    this.points = sizeOf(shape);
    this.layout = createLayout(field, shape, given);
    this.last = this.layout.lengths.length - 1;
    this.space = createWorkspace(field, this.layout, { none: 0, real: 8, complex: 16 }[multiplier]);
  }

  /** The spectrum of x to `out`. */
  forwardInto(x: Float64Array, out: Float64Array): Float64Array {
    const { data } = this.space;
    this.forwardBlock(0, 0, x, 0);
    if (this.last > 0) this.columns(0, 0, this.layout.inner, false);
    // The sum of all entries, hence finite only if they are.
    if (!Number.isFinite(data[0] + data[1])) refuse(x);
    this.eachBlock((block, at) => {
      out.set(block, at);
    });
    return out;
  }

  /** The field with that spectrum to `out`. */
  inverseInto(spectrum: Float64Array, out: Float64Array): Float64Array {
    this.eachBlock((block, at) => {
      const whole = block.length === spectrum.length;
      block.set(whole ? spectrum : spectrum.subarray(at, at + block.length));
    });
    if (this.last > 0) this.columns(0, 0, this.layout.inner, true);
    this.backwardBlock(0, 0, out, 0, spectrum);
    return out;
  }

  /** x times the multiplier, in Fourier space, to `out`. */
  filterInto(x: Float64Array, out: Float64Array): Float64Array {
    if (!this.multiplierIsLoaded)
      throw new Error('the last replacement of the multiplier was interrupted: repeat it');
    this.forwardBlock(0, 0, x, 0);
    this.multiplyFirstAxis();
    this.backwardBlock(0, 0, out, 0, x);
    return out;
  }

  /** Takes a copy of the multiplier, shaped as the spectrum: doubles if it is real, else complex numbers. */
  loadMultiplier(values: Float64Array): void {
    this.multiplierIsLoaded = false;
    const { lengths, strides, inner } = this.layout;
    const width = this.multiplier === 'real' ? 1 : 2;
    const factors = this.space.arena.doubles('multiplier');
    const blocks = this.last === 0 ? 1 : lengths[0];
    for (let i = 0; i < blocks; i++) {
      const from = width * i * inner;
      factors.set(values.subarray(from, from + width * inner), width * i * strides[0]);
    }
    this.multiplierIsLoaded = true;
  }

  private multiplyFirstAxis(): void {
    const { arena, plans, batches } = this.space;
    const { kernels, address } = arena;
    const { inner, strides, given } = this.layout;
    const isReal = this.multiplier === 'real' ? 1 : 0;
    if (this.last === 0) {
      kernels.multiply(address.data, address.multiplier, inner, isReal);
      return;
    }
    const rowBytes = 16 * strides[0];
    const factorBytes = isReal ? rowBytes / 2 : rowBytes;
    this.inPieces(0, inner, (begin, end) => {
      kernels.filterColumns(
        plans[0],
        address.data,
        rowBytes,
        given[0],
        begin,
        end,
        batches[0],
        address.multiplier,
        factorBytes,
        isReal,
        address.scratch,
      );
    });
  }

  /** All axes but the first, in the block of `axis` that begins at number `at` and with row `row` of x. */
  private forwardBlock(axis: number, at: number, x: Float64Array, row: number): void {
    const { given, strides } = this.layout;
    if (axis >= this.last - 1) this.rowsIn(at, x, row, axis === this.last ? 1 : given[axis]);
    else {
      const rows = sizeOf(given.slice(axis + 1, this.last));
      for (let i = 0; i < given[axis]; i++)
        this.forwardBlock(axis + 1, at + i * strides[axis], x, row + i * rows);
    }
    if (axis > 0 && axis < this.last) this.columns(axis, at, strides[axis], false);
  }

  /** The reverse of `forwardBlock`; `source` is what an error message speaks of. */
  private backwardBlock(
    axis: number,
    at: number,
    out: Float64Array,
    row: number,
    source: Float64Array,
  ): void {
    const { given, strides } = this.layout;
    if (axis > 0 && axis < this.last) this.columns(axis, at, strides[axis], true);
    if (axis >= this.last - 1) {
      this.rowsOut(at, out, row, axis === this.last ? 1 : given[axis], source);
      return;
    }
    const rows = sizeOf(given.slice(axis + 1, this.last));
    for (let i = 0; i < given[axis]; i++)
      this.backwardBlock(axis + 1, at + i * strides[axis], out, row + i * rows, source);
  }

  /** Transforms along `axis`, which is not the last, in the block at number `at`. */
  private columns(axis: number, at: number, width: number, backward: boolean): void {
    const { arena, plans, batches } = this.space;
    const { kernels, address } = arena;
    const { lengths, given, strides } = this.layout;
    const base = address.data + 16 * at;
    const rowBytes = 16 * strides[axis];
    if (!backward && given[axis] < lengths[axis])
      kernels.clear(base + given[axis] * rowBytes, (lengths[axis] - given[axis]) * rowBytes);
    const isBackward = backward ? 1 : 0;
    this.inPieces(axis, width, (begin, end) => {
      kernels.columns(plans[axis], base, rowBytes, begin, end, batches[axis], isBackward, address.scratch);
    });
  }

  /** Calls `work` with parts of [0, width), each short enough for an interrupt to come soon. */
  private inPieces(axis: number, width: number, work: (begin: number, end: number) => void): void {
    const batch = this.space.batches[axis];
    const step = batch * Math.max(1, Math.floor(numbersPerCall / (batch * this.layout.lengths[axis])));
    for (let begin = 0; begin < width; begin += step) work(begin, Math.min(width, begin + step));
  }

  /** `count` rows of x, from row `row` on, transformed, to the block at number `at`. */
  private rowsIn(at: number, x: Float64Array, row: number, count: number): void {
    const { arena, plans, batches, door, doorAddress, rowsPerDoor, rowWidth, rowBytes } = this.space;
    const { kernels, address } = arena;
    const n = this.layout.lengths[this.last];
    const [plan, batch] = [plans[this.last], batches[this.last]];
    const stride = this.rowStride();
    for (let i = 0; i < count; i += rowsPerDoor) {
      const some = Math.min(rowsPerDoor, count - i);
      const [begin, length] = [(row + i) * rowWidth, some * rowWidth];
      door.set(length === x.length ? x : x.subarray(begin, begin + length));
      const isWhole = 8 * rowWidth === rowBytes;
      if (!isWhole) kernels.resizeRows(doorAddress, 8 * rowWidth, address.wide, rowBytes, some);
      const src = isWhole ? doorAddress : address.wide;
      const dst = address.data + 16 * at + i * stride;
      if (this.field === 'real')
        kernels.forwardRows(plan, n, address.roots, src, dst, stride, some, batch, address.scratch);
      else kernels.rows(plan, src, rowBytes, dst, stride, some, batch, 0, address.scratch);
    }
  }

  /** The reverse of `rowsIn`, divided by the number of points. */
  private rowsOut(at: number, out: Float64Array, row: number, count: number, source: Float64Array): void {
    const { arena, plans, batches, data, door, doorAddress, rowsPerDoor, rowWidth, rowBytes } = this.space;
    const { kernels, address } = arena;
    const n = this.layout.lengths[this.last];
    const [plan, batch] = [plans[this.last], batches[this.last]];
    const stride = this.rowStride();
    const isWhole = 8 * rowWidth === rowBytes;
    const dst = isWhole ? doorAddress : address.wide;
    const isReal = this.field === 'real';
    for (let i = 0; i < count; i += rowsPerDoor) {
      const some = Math.min(rowsPerDoor, count - i);
      const length = some * rowWidth;
      const src = address.data + 16 * at + i * stride;
      // What the kernel ignores: the imaginary parts of the first and last mode.
      const ignored = isReal ? data[1] + data[2 * Math.floor(n / 2) + 1] : 0;
      if (isReal)
        kernels.backwardRows(plan, n, address.roots, src, stride, dst, some, batch, address.scratch);
      else kernels.rows(plan, src, stride, dst, rowBytes, some, batch, 1, address.scratch);
      if (!isWhole) kernels.resizeRows(address.wide, rowBytes, doorAddress, 8 * rowWidth, some);
      kernels.scale(doorAddress, length, 1 / this.points);
      // Means over the whole spectrum, hence finite only if all of it is.
      if (row + i === 0 && !Number.isFinite(door[0] + (isReal ? ignored : door[1]))) refuse(source);
      out.set(length === door.length ? door : door.subarray(0, length), (row + i) * rowWidth);
    }
  }

  /** Bytes from one row of the spectrum to the next. */
  private rowStride(): number {
    const { strides, inner } = this.layout;
    return 16 * (this.last === 0 ? inner : strides[this.last - 1]);
  }

  /** Calls `work` with every block of the first axis and the place of its first double in the spectrum without gaps. */
  private eachBlock(work: (block: Float64Array, at: number) => void): void {
    const { lengths, strides, inner } = this.layout;
    const { data } = this.space;
    if (this.last === 0 || strides[0] === inner) {
      work(data, 0);
      return;
    }
    for (let i = 0; i < lengths[0]; i++)
      work(data.subarray(2 * i * strides[0], 2 * (i * strides[0] + inner)), 2 * i * inner);
  }
}

/** RangeError that names the first entry that is not finite. */
function refuse(x: Float64Array): never {
  const at = x.findIndex((value) => !Number.isFinite(value));
  throw new RangeError(
    at < 0
      ? 'the entries must be so small that their sums are finite'
      : `the entries must be finite, got ${x[at]} at index ${at}`,
  );
}
