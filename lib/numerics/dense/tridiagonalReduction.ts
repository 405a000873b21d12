import { type EigenArena, reflectorBlock } from './eigenArena';

/** Multiply-adds of one call into WebAssembly: about 0.1 s, after which JavaScript can be interrupted. */
const workOfOneCall = 2 ** 29;

/**
 * A = Q T Q* for the Hermitian matrix in the block `matrix` (lower triangle, scaled to the order of 1): T goes to
 * `diagonal` and `offDiagonal`, the reflectors of Q = H_(n−1) … H_1 to the rows of `matrix` and to `tau`.
 */
export function reduceToTridiagonal(arena: EigenArena, width: 1 | 2, n: number): void {
  const { kernels, address } = arena;
  const reduce = width === 1 ? kernels.reduceReal : kernels.reduceComplex;
  arena.doubles('work').fill(0);
  for (let from = n; from > 0; ) {
    const rows = Math.ceil(workOfOneCall / (2 * width * width * from * from));
    const to = Math.max(0, from - rows);
    reduce(address.matrix, n, n, address.diagonal, address.offDiagonal, address.tau, address.work, from, to);
    from = to;
  }
}

/**
 * X := Q X for the n × columns matrix X at the given address, with the reflectors gathered in blocks I − Vᵀ… of
 * compact form: H_b … H_1 = I − V T V*, T lower triangular (R. Schreiber, C. Van Loan, SIAM J. Sci. Stat. Comput. 10
 * (1989)).
 */
export function transformBack(arena: EigenArena, width: 1 | 2, n: number, x: number, columns: number): void {
  for (let first = 1; first < n; first += reflectorBlock) {
    const count = Math.min(reflectorBlock, n - first);
    // Reflector i has i entries: the block reaches down to the row of its last one.
    const reach = first + count - 1;
    copyReflectors(arena, width, n, first, count, reach);
    formTriangle(arena, width, first, count, reach);
    applyBlock(arena, width, count, reach, x, columns);
  }
}

/** Row r of `panel` is reflector first + r, filled up with zeros. */
function copyReflectors(
  arena: EigenArena,
  width: 1 | 2,
  n: number,
  first: number,
  count: number,
  reach: number,
): void {
  const matrix = arena.doubles('matrix');
  const panel = arena.doubles('panel');
  for (let r = 0; r < count; r++) {
    const i = first + r;
    const to = width * r * reach;
    panel.set(matrix.subarray(width * i * n, width * (i * n + i)), to);
    panel.fill(0, to + width * i, to + width * reach);
  }
}

/** T of the block: T_kk = τ_k and row k of T left of it −τ_k·(v_k* V)·T. */
function formTriangle(arena: EigenArena, width: 1 | 2, first: number, count: number, reach: number): void {
  const { kernels, address } = arena;
  const gram = arena.doubles('gram');
  const triangle = arena.doubles('triangle').fill(0);
  const tau = arena.doubles('tau');
  const { panel } = address;
  gram.fill(0);
  kernels.gemm(
    width,
    count,
    count,
    reach,
    1,
    panel,
    reach,
    1,
    true,
    panel,
    1,
    reach,
    false,
    address.gram,
    count,
    1,
    false,
    address.scratch,
  );
  for (let k = 0; k < count; k++) {
    const tauRe = tau[width * (first + k)];
    const tauIm = width === 2 ? tau[width * (first + k) + 1] : 0;
    for (let j = 0; j < k; j++) {
      let [re, im] = [0, 0];
      for (let m = j; m < k; m++) {
        const g = width * (k * count + m);
        const t = width * (m * count + j);
        re += gram[g] * triangle[t];
        if (width === 2) {
          re -= gram[g + 1] * triangle[t + 1];
          im += gram[g] * triangle[t + 1] + gram[g + 1] * triangle[t];
        }
      }
      const to = width * (k * count + j);
      triangle[to] = tauIm * im - tauRe * re;
      if (width === 2) triangle[to + 1] = -(tauRe * im + tauIm * re);
    }
    triangle[width * (k * count + k)] = tauRe;
    if (width === 2) triangle[width * (k * count + k) + 1] = tauIm;
  }
}

/** X −= V T V* X on the leading `reach` rows of X, in strips of columns that keep the two products in `panel`'s size. */
function applyBlock(
  { kernels, address, doubles }: EigenArena,
  width: 1 | 2,
  count: number,
  reach: number,
  x: number,
  columns: number,
): void {
  const { panel, triangle, product, turned, scratch } = address;
  doubles('product').fill(0);
  doubles('turned').fill(0);
  kernels.gemm(
    width,
    count,
    columns,
    reach,
    1,
    panel,
    reach,
    1,
    true,
    x,
    columns,
    1,
    false,
    product,
    columns,
    1,
    false,
    scratch,
  );
  kernels.gemm(
    width,
    count,
    columns,
    count,
    1,
    triangle,
    count,
    1,
    false,
    product,
    columns,
    1,
    false,
    turned,
    columns,
    1,
    false,
    scratch,
  );
  kernels.gemm(
    width,
    reach,
    columns,
    count,
    -1,
    panel,
    1,
    reach,
    false,
    turned,
    columns,
    1,
    false,
    x,
    columns,
    1,
    false,
    scratch,
  );
}
