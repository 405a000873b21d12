import { type EigenSpace, reflectorBlock } from './eigenSpace';

/** Multiply-adds of one call into WebAssembly: about 0.1 s, after which JavaScript can be interrupted. */
const workOfOneCall = 2 ** 29;

/**
 * A = Q T Q* for the Hermitian matrix in the block `matrix` (lower triangle, scaled to the order of 1): T goes to
 * `diagonal` and `offDiagonal`, the reflectors of Q = H_(n−1) … H_1 to the rows of `matrix` and to `tau`. A row of a
 * complex matrix holds its n real parts, then its n imaginary parts.
 */
export function reduceToTridiagonal(arena: EigenSpace, width: 1 | 2, n: number): void {
  const { kernels, address } = arena;
  const reduce = width === 1 ? kernels.reduceReal : kernels.reduceComplex;
  arena.doubles.work.fill(0);
  for (let from = n; from > 0; ) {
    const rows = Math.ceil(workOfOneCall / (2 * width * width * from * from));
    const to = Math.max(0, from - rows);
    reduce(address.matrix, n, address.diagonal, address.offDiagonal, address.tau, address.work, from, to);
    from = to;
  }
}

/**
 * X := Q X for the n × columns matrix X at the given address: blocks of reflectors in compact form,
 * H_b … H_1 = I − V T V* (R. Schreiber, C. Van Loan, SIAM J. Sci. Stat. Comput. 10 (1989)).
 */
export function transformBack(space: EigenSpace, width: 1 | 2, n: number, x: number, columns: number): void {
  for (let first = 1; first < n; first += reflectorBlock) {
    const count = Math.min(reflectorBlock, n - first);
    // Reflector i has i entries: the block reaches down to the row of its last one.
    const reach = first + count - 1;
    copyReflectors(space, width, n, first, count, reach);
    formGram(space, width, count, reach);
    const strip = Math.ceil(workOfOneCall / (width * width * count * reach));
    for (let left = 0; left < columns; left += strip) {
      const right = Math.min(columns, left + strip);
      applyBlock(space, width, first, count, reach, x + 8 * width * left, columns, right - left);
    }
  }
}

/** Row r of `panel` is reflector first + r, filled up with zeros. */
function copyReflectors(
  space: EigenSpace,
  width: 1 | 2,
  n: number,
  first: number,
  count: number,
  reach: number,
): void {
  const matrix = space.doubles.matrix;
  const panel = space.doubles.panel;
  for (let r = 0; r < count; r++) {
    const i = first + r;
    const to = width * r * reach;
    if (width === 1) panel.set(matrix.subarray(i * n, i * n + i), to);
    else interleave(matrix, 2 * i * n, n, i, panel, to);
    panel.fill(0, to + width * i, to + width * reach);
  }
}

/** Complex entries [re, im] from `count` real parts at `from` and imaginary parts `plane` further. */
function interleave(
  planes: Float64Array,
  from: number,
  plane: number,
  count: number,
  out: Float64Array,
  to: number,
): void {
  for (let l = 0; l < count; l++) {
    out[to + 2 * l] = planes[from + l];
    out[to + 2 * l + 1] = planes[from + plane + l];
  }
}

/** V and V* (conjugated) as operands of a product: V is stored by columns, one after the other. */
function operands(panel: number, reach: number): Record<'v' | 'adjoint', Operand> {
  return { v: [panel, 1, reach, false], adjoint: [panel, reach, 1, true] };
}

type Operand = [address: number, rowStride: number, columnStride: number, conjugate: boolean];

/** `gram` = V*V of the block. */
function formGram(
  { kernels, address, doubles }: EigenSpace,
  width: 1 | 2,
  count: number,
  reach: number,
): void {
  const { v, adjoint } = operands(address.panel, reach);
  doubles.gram.fill(0, 0, width * count * count);
  const out = [address.gram, count, 1, false, address.scratch] as const;
  kernels.gemm(width, count, count, reach, 1, ...adjoint, ...v, ...out);
}

/** X −= V T V* X for `strip` columns of X on its leading `reach` rows, which are `columns` entries apart. */
function applyBlock(
  { kernels, address, doubles }: EigenSpace,
  width: 1 | 2,
  first: number,
  count: number,
  reach: number,
  x: number,
  columns: number,
  strip: number,
): void {
  const { gram, product, scratch } = address;
  const { v, adjoint } = operands(address.panel, reach);
  doubles.product.fill(0, 0, width * count * strip);
  const w = [product, strip, 1, false] as const;
  const xRows = [x, columns, 1, false] as const;
  kernels.gemm(width, count, strip, reach, 1, ...adjoint, ...xRows, ...w, scratch);
  kernels.substitute(width, count, strip, gram, address.tau + 8 * width * first, product);
  kernels.gemm(width, reach, strip, count, -1, ...v, ...w, ...xRows, scratch);
}
