import { complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { operatorNorm, traceNorm } from '../../../numerics/dense/norms';
import { finiteArray } from '../../../numerics/guards';
import type { OneBodyTable } from './oneBodyTable';
import type { RadialOrbital } from './orbitals';

/** The part of R_{N:1} with angular momentum l: every m has the matrix `radial`/(2l + 1). */
export interface DensityBlock {
  readonly l: number;
  /** ⟨n|Σ_m R|n′⟩, Hermitian. */
  readonly radial: DenseMatrix;
}

/** R_{N:1} of a state with angular momentum 0: one block for each l = 0, 1, …; the traces of the blocks sum to ‖Ψ‖². */
export type ScalarDensity = readonly DensityBlock[];

/** ⟨n|Σ_m R|n′⟩ = (1/N)⟨Ψ|Σ_m a†_{n′lm}a_{nlm}|Ψ⟩. */
export function scalarDensity(
  radial: readonly RadialOrbital[],
  particles: number,
  table: OneBodyTable,
  state: Float64Array,
): ScalarDensity {
  const shells = radial.reduce((most, { shell }) => Math.max(most, shell), 0);
  const blocks = Array.from({ length: shells + 1 }, (_, l) => {
    const size = ((shells - l) >> 1) + 1;
    return { l, radial: complexMatrix(size, size) };
  });
  const add = (x: number, y: number, re: number, im: number): void => {
    const { rows, data } = blocks[radial[x].l].radial;
    const at = 2 * (radial[x].n * rows + radial[y].n);
    data[at] += re / particles;
    data[at + 1] += im / particles;
  };
  for (let a = 0; 2 * a < state.length; a++) {
    const weight = state[2 * a] ** 2 + state[2 * a + 1] ** 2;
    for (let f = 0; f < radial.length; f++) {
      const count = table.counts[a * radial.length + f];
      if (count > 0) add(f, f, weight * count, 0);
    }
  }
  const { row, column, f, g, value } = table;
  for (let e = 0; e < value.length; e++) {
    const [a, b] = [2 * row[e], 2 * column[e]];
    // conj(Ψ_row)·T·Ψ_column for a†_f a_g: the entry ⟨g|R|f⟩.
    const re = state[a] * state[b] + state[a + 1] * state[b + 1];
    const im = state[a] * state[b + 1] - state[a + 1] * state[b];
    add(g[e], f[e], value[e] * re, value[e] * im);
  }
  return blocks;
}

/**
 * How far R_{N:1} is from P = |ψ⟩⟨ψ| for an s wave ψ. When ψ is partly outside of the orbitals, the norms are those of the
 * compression to the orbitals: lower bounds.
 */
export interface ScalarDeviation {
  /** E = tr R_{N:1} − ⟨ψ|R_{N:1}|ψ⟩, where the trace is 1 but for the error of the evolution. */
  readonly depletion: number;
  /** ‖R_{N:1} − P‖, the largest modulus of an eigenvalue. */
  readonly operatorNorm: number;
  /** tr|R_{N:1} − P|. */
  readonly traceNorm: number;
}

/** The deviation of a density from the projection on Σ c_n|n, l = 0⟩, c interleaved; missing c_n are 0. */
export function densityDeviation(density: ScalarDensity, given: ArrayLike<number>): ScalarDeviation {
  const [first, ...rest] = density;
  const n = first.radial.rows;
  const c = finiteArray('orbital', given);
  if (c.length % 2 || c.length > 2 * n)
    throw new RangeError(`orbital must have an even length up to ${2 * n}, got length ${c.length}`);
  const orbital = new Float64Array(2 * n);
  orbital.set(c);
  const difference = complexMatrix(n, n, first.radial.data.slice());
  let overlap = 0;
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const at = 2 * (x * n + y);
      // c_x·conj(c_y).
      const re = orbital[2 * x] * orbital[2 * y] + orbital[2 * x + 1] * orbital[2 * y + 1];
      const im = orbital[2 * x + 1] * orbital[2 * y] - orbital[2 * x] * orbital[2 * y + 1];
      overlap += first.radial.data[at] * re + first.radial.data[at + 1] * im;
      difference.data[at] -= re;
      difference.data[at + 1] -= im;
    }
  const others = rest.reduce((sum, { radial }) => sum + trace(radial), 0);
  return {
    depletion: others + (trace(first.radial) - overlap),
    // −E is the mean of R − P in ψ and the traces of the other blocks sum to E at most: they are never larger.
    operatorNorm: operatorNorm(difference),
    traceNorm: others + traceNorm(difference),
  };
}

/** Shares of the shells 2n + l = 0, 1, … in a density. */
export function densityShells(density: ScalarDensity): Float64Array {
  const weights = new Float64Array(density.length);
  for (const { l, radial } of density)
    for (let n = 0; n < radial.rows; n++) weights[2 * n + l] += radial.data[2 * n * (radial.rows + 1)];
  return weights;
}

function trace({ rows, data }: DenseMatrix): number {
  let sum = 0;
  for (let x = 0; x < rows; x++) sum += data[2 * x * (rows + 1)];
  return sum;
}
