import { type Arena, createArena } from '../../kernels/arena';
import { sparseBinary } from '../../kernels/binaries/sparse';
import type { HermitianOperator } from './operator';
import { packing, type SparseKernels, sumsBytes, writePacked } from './packing';

/** One step w ← factor·u·(H − shift) x + back·w, u = −i or 1; then total += a·x + b·w unless `addUp` is false. */
export interface ChebyshevStep {
  readonly factor: number;
  readonly shift: number;
  readonly back: number;
  readonly quarterTurn: boolean;
  readonly addUp: boolean;
  readonly a: number;
  readonly b: number;
}

/**
 * Numbered vectors in WebAssembly memory beside a resident operator. All sums over vectors run there; only the product
 * with a matrix-free operator steps out, through two arrays of its own.
 */
export interface Space {
  /** Doubles per vector. */
  readonly length: number;
  readonly complex: boolean;
  readonly bytes: number;
  /** The same slots, cleared, as real vectors, for a real matrix. */
  overReals(): Space | undefined;
  /** Products with H so far. */
  products(): number;
  write(slot: number, x: Float64Array): void;
  read(slot: number, out: Float64Array): void;
  clear(slot: number): void;
  /** v_to = H v_from. */
  apply(from: number, to: number): void;
  chebyshevStep(x: number, w: number, total: number, step: ChebyshevStep): void;
  /** v_w = H v_x − beta·v_before; returns Re⟨v_x, v_w⟩. */
  lanczosStep(x: number, before: number, beta: number, w: number): number;
  /** ⟨v_j, v_w⟩ for first ≤ j < first + count; borrowed: valid until the next call. Complex pairs in a complex space. */
  project(first: number, count: number, w: number): Float64Array;
  /** v_w += sign·Σ_j c_j v_{first+j}; the coefficients are those of the last `project` unless given. Returns ‖v_w‖². */
  accumulate(first: number, count: number, w: number, sign: number, coefficients?: Float64Array): number;
  /** v_to = factor·v_from. */
  scale(from: number, factor: number, to: number): void;
  /** v_{first+c} ← Σ_{j<count} y[j·columns + c] v_{first+j} for c < columns ≤ count; y is real. */
  recombine(first: number, count: number, columns: number, y: Float64Array): void;
  norm(slot: number): number;
}

/** The parts that do not depend on whether the vectors are real or complex. */
interface Home {
  readonly arena: Arena<SparseKernels>;
  readonly operator: HermitianOperator;
  /** Bytes from one vector to the next. */
  readonly stride: number;
  products: number;
  /** The user's `applyInto` has been seen to fill its second argument. */
  writes: boolean;
}

/**
 * out = H x by an `applyInto` not used before.
 * @throws RangeError when it leaves out, or a part of it, as it was (as when it returns its result), adds to it, or yields
 * a number that is not finite.
 */
export function applyFirst(operator: HermitianOperator, x: Float64Array, out: Float64Array): void {
  operator.applyInto(x, out.fill(Number.NaN));
  if (!out.some(Number.isNaN)) return;
  operator.applyInto(x, out.fill(0));
  throw new RangeError(
    out.some(Number.isNaN)
      ? 'operator must map finite vectors to finite vectors'
      : 'operator.applyInto must write to its second argument, all of it, whatever it holds',
  );
}

/**
 * A space of `slots` vectors; a real one needs a real matrix.
 * @throws RangeError, before anything is allocated, when it would take more than 2 GiB.
 */
export function createSpace(operator: HermitianOperator, slots: number, kind: 'real' | 'complex'): Space {
  const { dimension, matrix } = operator;
  const length = kind === 'complex' ? 2 * dimension : dimension;
  // Not a multiple of 4096 bytes: vectors would compete for the same cache lines.
  const stride = Math.ceil(length / 8) * 64 + (length % 512 === 0 ? 64 : 0);
  const packed = matrix && packing(matrix);
  const arena = createArena<SparseKernels>(sparseBinary, {
    lengths: packed?.bytes.lengths ?? 0,
    places: packed?.bytes.places ?? 0,
    entries: packed?.bytes.entries ?? 0,
    sums: sumsBytes(),
    coefficients: 8 * Math.max(slots * slots, 2 * slots),
    buffer: 256 * slots,
    product: matrix ? 0 : stride,
    vectors: slots * stride,
  });
  if (matrix && packed) writePacked(matrix, packed, arena);
  const { lengths, places, entries, sums } = arena.address;
  arena.kernels.bind(matrix?.kind === 'complex', dimension, lengths, places, entries, sums);
  return spaceOf({ arena, operator, stride, products: 0, writes: false }, kind);
}

function spaceOf(home: Home, kind: 'real' | 'complex'): Space {
  const { arena, operator, stride } = home;
  const { kernels, address } = arena;
  const { dimension, matrix } = operator;
  const complex = kind === 'complex';
  const length = complex ? 2 * dimension : dimension;
  const at = (slot: number): number => address.vectors + slot * stride;
  const vectors = arena.doubles('vectors');
  const view = (slot: number): Float64Array =>
    vectors.subarray((slot * stride) / 8, (slot * stride) / 8 + length);
  const coefficients = arena.doubles('coefficients');
  const product = arena.doubles('product').subarray(0, length);
  const [inside, outside] = matrix ? [] : [new Float64Array(length), new Float64Array(length)];

  /** H v_from by the user's function, into `target`. */
  function applyOutside(from: number, target: Float64Array): void {
    inside!.set(view(from));
    if (home.writes) operator.applyInto(inside!, outside!);
    else applyFirst(operator, inside!, outside!);
    home.writes = true;
    target.set(outside!);
  }

  return {
    length,
    complex,
    bytes: arena.bytes,
    overReals() {
      if (matrix?.kind !== 'real') return undefined;
      // The kernels read whole pairs: behind the last entry of a real vector there must be 0, not some complex number's part.
      vectors.fill(0);
      return spaceOf(home, 'real');
    },
    products: () => home.products,
    write: (slot, x) => view(slot).set(x),
    read: (slot, out) => out.set(view(slot)),
    clear: (slot) => {
      view(slot).fill(0);
    },
    apply(from, to) {
      home.products++;
      if (!matrix) applyOutside(from, view(to));
      else if (complex) kernels.multiply(at(from), at(to));
      else kernels.multiplyReal(at(from), at(to));
    },
    chebyshevStep(x, w, total, { factor, shift, back, quarterTurn, addUp, a, b }) {
      home.products++;
      if (!matrix) applyOutside(x, product);
      const given = matrix ? 0 : address.product;
      kernels.chebyshevStep(given, at(x), at(w), at(total), factor, shift, back, quarterTurn, a, b, addUp);
    },
    lanczosStep(x, before, beta, w) {
      home.products++;
      if (!matrix) applyOutside(x, product);
      const given = matrix ? 0 : address.product;
      return kernels.lanczosStep(given, complex, at(x), at(before), beta, at(w));
    },
    project(first, count, w) {
      kernels.project(at(first), stride, count, at(w), length, complex, address.coefficients);
      return coefficients.subarray(0, complex ? 2 * count : count);
    },
    accumulate(first, count, w, sign, given) {
      if (given) coefficients.set(given);
      return kernels.accumulate(at(first), stride, count, address.coefficients, sign, at(w), length, complex);
    },
    scale: (from, factor, to) => kernels.scale(at(from), factor, at(to), length),
    recombine(first, count, columns, y) {
      coefficients.set(y);
      // Piece by piece: a long call could not be interrupted.
      for (let from = 0; from < length; from += 2 ** 15) {
        const [here, size] = [at(first) + 8 * from, Math.min(2 ** 15, length - from)];
        kernels.recombine(here, stride, count, address.coefficients, columns, size, address.buffer);
      }
    },
    norm: (slot) => Math.sqrt(kernels.accumulate(at(slot), stride, 0, 0, 1, at(slot), length, complex)),
  };
}
