import { complexMatrix, type DenseMatrix, eigenHermitian, eigenvaluesHermitian } from '../../numerics/dense';
import { multiplyBlocks, symmetriseBlock, traceOfBlocks } from './blocks';
import type { PseudoDistanceProblem } from './problem';
import { type InteriorPointState, slackOf } from './state';

/** What rounding can change in sums of that many terms of the size of the costs. */
export function roundingOf({ crude, rank, count }: PseudoDistanceProblem): number {
  return 4 * Number.EPSILON * (rank + Math.sqrt(count)) * crude;
}

/** The Hermitian matrix of the block of `blocks` at index k. */
export function blockMatrix(blocks: Float64Array, k: number, rank: number): DenseMatrix {
  const size = 2 * rank * rank;
  return complexMatrix(rank, rank, blocks.slice(k * size, (k + 1) * size));
}

/**
 * A lower bound of E_ε(f, R)² from any prices and any potential: Σm_kf_ka_k + tr B̃ − rδ, where δ ≥ 0 is what the least eigenvalue
 * of the S_k = C̃_k − a_kR − B̃ lacks, so that B̃ − δI satisfies the constraints.
 */
export function lowerCertificate(
  problem: PseudoDistanceProblem,
  { prices, potential }: Pick<InteriorPointState, 'prices' | 'potential'>,
): { value: number; lack: number } {
  const { rank, count, weights, multiplicity } = problem;
  const slack = slackOf(problem, prices, potential);
  let lack = 0;
  for (let k = 0; k < count; k++)
    lack = Math.max(lack, -eigenvaluesHermitian(blockMatrix(slack, k, rank))[0]);
  let value = -rank * lack;
  for (let k = 0; k < count; k++) value += multiplicity[k] * weights[k] * prices[k];
  for (let i = 0; i < rank; i++) value += potential[2 * i * (rank + 1)];
  return { value: value - roundingOf(problem), lack };
}

/**
 * An upper bound of E_ε(f, R)² from any positive P_k: they are made a coupling by T P_kT with T = (ΣP)^{−½}, so that they add up
 * to I, then by mixing in multiples of I until tr(RP_k) = f_k. Returned with these P_k.
 */
export function upperCertificate(
  problem: PseudoDistanceProblem,
  primal: Float64Array,
): { value: number; primal: Float64Array } {
  const { rank: r, count, weights, multiplicity, eigenvalues, scaled } = problem;
  const size = 2 * r * r;
  const root = inverseRoot(totalOf(problem, primal), r);
  const repaired = new Float64Array(primal.length);
  const product = new Float64Array(size);
  const masses = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    multiplyBlocks([root, 0], [primal, k * size], r, [product, 0]);
    multiplyBlocks([product, 0], [root, 0], r, [repaired, k * size]);
    symmetriseBlock(repaired, k * size, r);
    for (let i = 0; i < r; i++) masses[k] += eigenvalues[i] * repaired[k * size + 2 * i * (r + 1)];
  }
  const share = masses.reduce((least, mass, k) => Math.min(least, weights[k] / mass), 1);
  let value = 0;
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < size; i++) repaired[k * size + i] *= share;
    for (let i = 0; i < r; i++) repaired[k * size + 2 * i * (r + 1)] += weights[k] - share * masses[k];
    value += multiplicity[k] * traceOfBlocks(repaired, k * size, scaled, k * size, r);
  }
  return { value: value + roundingOf(problem), primal: repaired };
}

/** Σm_kP_k, its real part where the mirror images are left out. */
function totalOf({ rank, multiplicity, mirrored }: PseudoDistanceProblem, primal: Float64Array): DenseMatrix {
  const size = 2 * rank * rank;
  const sum = new Float64Array(size);
  multiplicity.forEach((m, k) => {
    for (let i = 0; i < size; i++) if (!mirrored || i % 2 === 0) sum[i] += m * primal[k * size + i];
  });
  return complexMatrix(rank, rank, sum);
}

/** A^{−½} as a block. */
function inverseRoot(a: DenseMatrix, r: number): Float64Array {
  const { values, vectors } = eigenHermitian(a);
  const v = vectors.data;
  const out = new Float64Array(2 * r * r);
  for (let i = 0; i < r; i++)
    for (let j = 0; j < r; j++)
      for (let n = 0; n < r; n++) {
        const [x, y] = [2 * (i * r + n), 2 * (j * r + n)];
        const factor = 1 / Math.sqrt(values[n]);
        out[2 * (i * r + j)] += factor * (v[x] * v[y] + v[x + 1] * v[y + 1]);
        out[2 * (i * r + j) + 1] += factor * (v[x + 1] * v[y] - v[x] * v[y + 1]);
      }
  return out;
}
