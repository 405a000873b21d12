import { eigenHermitian, type HermitianEigen } from '../dense/eigen';
import { realMatrix } from '../dense/matrix';
import type { OnProgress } from '../progress';
import type { Random } from '../random';
import { checkSize } from './operator';
import type { Space } from './space';

/** Ends of the spectrum: how many are wanted at each. */
export interface Wanted {
  readonly low: number;
  readonly high: number;
}

/** A search for eigenvalues: its space, its limits, and what it has seen. */
export interface Search {
  readonly space: Space;
  readonly basisSize: number;
  readonly tolerance: number;
  readonly maxProducts: number;
  /** What is left of them for the search: the residuals of the result take one each. */
  readonly searchProducts: number;
  readonly random: Random;
  readonly onProgress?: OnProgress;
  /** Largest |Ritz value| so far. */
  scale: number;
}

/** A random unit vector in `slot`, orthogonal to the slots before it. */
function startVector({ space, random }: Search, slot: number): void {
  space.write(slot, random.fillNormal(new Float64Array(space.length)));
  for (let pass = 0; pass < 3; pass++) {
    space.scale(slot, 1 / space.norm(slot), slot);
    if (slot === 0) return;
    space.project(0, slot, slot);
    space.accumulate(0, slot, slot, -1);
  }
  space.scale(slot, 1 / space.norm(slot), slot);
}

/**
 * Extends the basis in the slots locked … from to the slots locked … locked + size − 1, every new vector orthogonal to all
 * before it, and fills the projected matrix S. Slot locked + size receives the next vector. Returns the length ‖HV − VS‖ of what it was
 * before it became a unit vector.
 */
function extendBasis(search: Search, locked: number, from: number, size: number, S: Float64Array): number {
  const { space } = search;
  const width = space.complex ? 2 : 1;
  let beta = 0;
  for (let j = from; j < size; j++) {
    const here = locked + j;
    space.apply(here, here + 1);
    // First what the recurrence says is there (all, after a restart), then all that rounding has left.
    const near = j === from ? 0 : j - 1;
    for (const first of [near, -locked]) {
      const h = space.project(locked + first, j + 1 - first, here + 1);
      for (let i = Math.max(0, first); i <= j; i++) {
        S[i * size + j] += h[width * (i - first)];
        S[j * size + i] = S[i * size + j];
      }
      beta = Math.sqrt(space.accumulate(locked + first, j + 1 - first, here + 1, -1));
    }
    search.scale = Math.max(search.scale, Math.abs(S[j * size + j]), beta);
    search.onProgress?.(space.products(), search.maxProducts);
    const full = here + 1 >= space.length / width;
    if (beta > 1e-14 * search.scale) space.scale(here + 1, 1 / beta, here + 1);
    else {
      // An invariant subspace: go on from a new direction, which H does not join to the old ones.
      beta = 0;
      if (!full) startVector(search, here + 1);
    }
    if (!Number.isFinite(beta) || !Number.isFinite(S[j * size + j]))
      throw new RangeError('operator must map finite vectors to finite vectors');
  }
  return beta;
}

/** Positions of the wanted Ritz values among `size` ascending ones. */
function positions({ low, high }: Wanted, size: number): number[] {
  const lowest = Array.from({ length: Math.min(low, size) }, (_, i) => i);
  const highest = Array.from({ length: Math.min(high, size - lowest.length) }, (_, i) => size - 1 - i);
  return [...lowest, ...highest.reverse()];
}

function chosenColumns(eigen: HermitianEigen, columns: readonly number[]): Float64Array {
  const size = eigen.values.length;
  const y = new Float64Array(size * columns.length);
  for (let j = 0; j < size; j++)
    for (const [c, column] of columns.entries())
      y[j * columns.length + c] = eigen.vectors.data[j * size + column];
  return y;
}

/** More Ritz vectors than wanted are kept at a restart: it speeds up the convergence. */
function keptAtRestart({ low, high }: Wanted, size: number): Wanted {
  const spare = Math.floor((size - low - high) / 2);
  const share = low + high > 0 ? spare / (low + high) : 0;
  return { low: low + Math.floor(low * share), high: high + Math.floor(high * share) };
}

/**
 * Thick-restart Lanczos (K. Wu and H. Simon, SIAM J. Matrix Anal. Appl. 22 (2000) 602) in the complement of the slots
 * 0 … locked − 1; the first basis is always built. Leaves the wanted Ritz vectors in the slots from `locked` on and
 * returns their values.
 */
export function extremePairs(
  search: Search,
  locked: number,
  wanted: Wanted,
  settled: (value: number, residual: number, isLow: boolean) => boolean,
): { values: Float64Array; converged: boolean } {
  const { space } = search;
  const dimension = space.length / (space.complex ? 2 : 1);
  const size = Math.min(search.basisSize, dimension) - locked;
  startVector(search, locked);
  let S = new Float64Array(size * size);
  let from = 0;
  for (;;) {
    const beta = extendBasis(search, locked, from, size, S);
    checkSize('operator', 'norm', search.scale);
    const eigen = eigenHermitian(realMatrix(size, size, S));
    search.scale = Math.max(search.scale, Math.abs(eigen.values[0]), Math.abs(eigen.values[size - 1]));
    const chosen = positions(wanted, size);
    const residual = (c: number): number => Math.abs(beta * eigen.vectors.data[(size - 1) * size + c]);
    const converged = chosen.every(
      (c, i) =>
        residual(c) <= 0.5 * search.tolerance * search.scale ||
        settled(eigen.values[c], residual(c), i < wanted.low),
    );
    const restart = positions(keptAtRestart(wanted, size), size);
    const stop = converged || space.products() + size - restart.length > search.searchProducts;
    const kept = stop ? chosen : restart;
    space.recombine(locked, size, kept.length, chosenColumns(eigen, kept));
    const values = Float64Array.from(kept, (c) => eigen.values[c]);
    if (stop) return { values, converged };
    space.scale(locked + size, 1, locked + kept.length);
    from = kept.length;
    S = new Float64Array(size * size);
    for (let i = 0; i < from; i++) S[i * size + i] = values[i];
  }
}
