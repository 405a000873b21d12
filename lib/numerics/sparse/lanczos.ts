import { integerIn, numberIn, oneOf } from '../guards';
import type { OnProgress } from '../progress';
import { createRandom, type Random } from '../random';
import type { SparseMatrix } from './matrix';
import { type HermitianOperator, toOperator } from './operator';
import { createSpace } from './space';
import { extremePairs, type Search, type Wanted } from './thickRestart';

/** Options of `lanczos`. */
export interface LanczosOptions {
  /** Number of eigenvalues at each wanted end, with multiplicity; default 1, at most dimension, dimension/2 for 'both'. */
  readonly count?: number;
  /** Which end of the spectrum; default 'lowest'. */
  readonly which?: 'lowest' | 'highest' | 'both';
  /** Relative: largest ‖Hv − λv‖ over the largest |eigenvalue| seen; default 1e−10, at least 1e−14. */
  readonly tolerance?: number;
  /** For the start vectors. */
  readonly random?: Random;
  /** Largest number of products with H; default 50 000, at least one whole basis and one product per eigenvalue wanted. */
  readonly maxProducts?: number;
  /**
   * Largest number of basis vectors, at least 8 more than the eigenvalues wanted; default 12 more than twice as many, and
   * at least 20. More than the dimension are never made.
   */
  readonly basisSize?: number;
  /** Called after every product of the search with the number done and `maxProducts`. */
  readonly onProgress?: OnProgress;
}

/** Eigenvalues and vectors found by `lanczos`. */
export interface LanczosResult {
  /** Ascending; for 'both' the lowest, then the highest. */
  readonly values: Float64Array;
  /** Unit vectors, complex interleaved (imaginary parts 0 for a real matrix), orthogonal to rounding. */
  readonly vectors: Float64Array[];
  /** ‖Hv − λv‖, computed anew from the vectors: some eigenvalue is that near. */
  readonly residuals: Float64Array;
  /**
   * 'converged': all `residuals` are within the tolerance. 'rounding limit': the search ended, but rounding keeps one of them above.
   * 'product limit': `values` are the best so far, by `residuals`; copies of degenerate ones may be missing.
   */
  readonly status: 'converged' | 'rounding limit' | 'product limit';
  /** Products with H that were taken. */
  readonly products: number;
}

/** An eigenvalue and the slot of its vector. */
interface Pair {
  value: number;
  readonly slot: number;
}

/**
 * One start vector shows every degenerate eigenvalue only once. So the complement of what was found is searched from a
 * new random vector, until it has nothing beyond the worst found; what it has takes the place of the worst.
 */
function addMissedCopies(search: Search, lows: Pair[], highs: Pair[]): boolean {
  const { space } = search;
  const locked = lows.length + highs.length;
  const margin = (): number => search.tolerance * search.scale;
  const worstLow = (): Pair => lows.reduce((a, b) => (b.value > a.value ? b : a));
  const worstHigh = (): Pair => highs.reduce((a, b) => (b.value < a.value ? b : a));
  const settled = (value: number, residual: number, isLow: boolean): boolean =>
    isLow ? value - residual > worstLow().value + margin() : value + residual < worstHigh().value - margin();
  const next: Wanted = { low: lows.length > 0 ? 1 : 0, high: highs.length > 0 ? 1 : 0 };
  for (;;) {
    if (space.products() + search.basisSize - locked > search.searchProducts) return false;
    const { values, converged } = extremePairs(search, locked, next, settled);
    if (!converged) return false;
    const missedLow = next.low === 1 && values[0] < worstLow().value - margin();
    const last = values.length - 1;
    const missedHigh = next.high === 1 && last >= next.low && values[last] > worstHigh().value + margin();
    if (!missedLow && !missedHigh) return true;
    for (const [missed, worst, from] of [
      [missedLow, worstLow, 0],
      [missedHigh, worstHigh, last],
    ] as const) {
      if (!missed) continue;
      const pair = worst();
      pair.value = values[from];
      space.scale(locked + from, 1, pair.slot);
    }
  }
}

/** The pairs in ascending order, read out, with their residuals; `spare` is a free slot. */
function readPairs(
  search: Search,
  pairs: Pair[],
  dimension: number,
  spare: number,
): Omit<LanczosResult, 'status' | 'products'> {
  const { space } = search;
  const vectors: Float64Array[] = [];
  const residuals = new Float64Array(pairs.length);
  const coefficient = new Float64Array(space.complex ? 2 : 1);
  for (const [k, { value, slot }] of pairs.entries()) {
    const raw = new Float64Array(space.length);
    space.scale(slot, 1 / space.norm(slot), slot);
    space.read(slot, raw);
    const vector = new Float64Array(2 * dimension);
    if (space.complex) vector.set(raw);
    else for (let i = 0; i < dimension; i++) vector[2 * i] = raw[i];
    vectors.push(vector);
    space.apply(slot, spare);
    coefficient[0] = value;
    residuals[k] = Math.sqrt(space.accumulate(slot, 1, spare, -1, coefficient));
  }
  return { values: Float64Array.from(pairs, (pair) => pair.value), vectors, residuals };
}

/**
 * Eigenvalues at the ends of the spectrum of a Hermitian operator, with their vectors: thick-restart Lanczos with full
 * reorthogonalisation. Degenerate eigenvalues come with their multiplicity (as far as `count` reaches).
 * Gaps far below the width of the spectrum make it slow: products grow like √(width/gap) once `basisSize` is some 100, and
 * nearly like width/gap with the default one. For eigenvalues next to σ far from the ends, or the lowest ones of a fine grid,
 * give it the operator x ↦ (H − σ)⁻¹x, where that can be applied, with `which: 'highest'`: λ = σ + 1/value.
 * @throws RangeError unless count is in [1, dimension] (dimension/2 for 'both'), tolerance in [1e−14, 1], basisSize at
 * least 8 more than the number of eigenvalues wanted, and maxProducts at least that number more than the basis; for a
 * matrix that is not Hermitian, more than 2 GiB of memory, or an operator that yields infinite values.
 */
export function lanczos(
  operator: HermitianOperator | SparseMatrix,
  options: LanczosOptions = {},
): LanczosResult {
  const { count = 1, which = 'lowest', tolerance = 1e-10, maxProducts = 50_000, onProgress } = options;
  const { random = createRandom('lanczos') } = options;
  const checked = toOperator(operator);
  const { dimension } = checked;
  oneOf('which', which, ['lowest', 'highest', 'both']);
  const most = which === 'both' ? Math.floor(dimension / 2) : dimension;
  integerIn('count', count, 1, most);
  numberIn('tolerance', tolerance, 1e-14, 1);
  const wanted: Wanted = { low: which === 'highest' ? 0 : count, high: which === 'lowest' ? 0 : count };
  const total = wanted.low + wanted.high;
  const basisSize = Math.min(
    dimension,
    integerIn('basisSize', options.basisSize ?? Math.max(20, 2 * total + 12), total + 8),
  );
  // One basis, and a product for the residual of each.
  integerIn('maxProducts', maxProducts, basisSize + total);
  const space = createSpace(checked, basisSize + 1, checked.matrix?.kind === 'real' ? 'real' : 'complex');
  const search: Search = {
    space,
    basisSize,
    tolerance,
    maxProducts,
    searchProducts: maxProducts - total,
    random,
    onProgress,
    scale: 0,
  };
  const { values, converged } = extremePairs(search, 0, wanted, () => false);
  const pairs: Pair[] = Array.from(values, (value, slot) => ({ value, slot }));
  const complete =
    converged &&
    (total === dimension || addMissedCopies(search, pairs.slice(0, wanted.low), pairs.slice(wanted.low)));
  pairs.sort((a, b) => a.value - b.value);
  const found = readPairs(search, pairs, dimension, basisSize);
  // What the search estimates, confirmed; the residual itself is computed with a rounding of some ε·‖H‖.
  const confirmed = found.residuals.every((residual) => residual <= (tolerance + 1e-14) * search.scale);
  const status = !complete ? 'product limit' : confirmed ? 'converged' : 'rounding limit';
  return { ...found, status, products: space.products() };
}
