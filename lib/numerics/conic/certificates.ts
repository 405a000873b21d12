import { finiteArray } from '../guards';
import { type EnclosedMatrix, eigenvalueFloor, unit } from './eigenvalueFloor';
import {
  checkProgram,
  type HermitianLists,
  type SemidefiniteBlock,
  type SemidefiniteProgram,
} from './program';

/** data += factor·A_k, and the same with absolute values on `sizes` (a real matrix). */
function addList(
  { data, width, n }: Omit<EnclosedMatrix, 'radius'>,
  sizes: Float64Array,
  lists: HermitianLists,
  k: number,
  factor: number,
): void {
  for (let e = lists.first[k]; e < lists.first[k + 1]; e++) {
    const [i, j] = [lists.row[e], lists.column[e]];
    const [re, im] = [factor * lists.real[e], factor * lists.imaginary[e]];
    const size = Math.abs(re) + Math.abs(im);
    data[width * (i * n + j)] += re;
    if (width === 2) data[width * (i * n + j) + 1] += im;
    sizes[i * n + j] += size;
    if (i === j) continue;
    data[width * (j * n + i)] += re;
    if (width === 2) data[width * (j * n + i) + 1] -= im;
    sizes[j * n + i] += size;
  }
}

/** weight·C_b − Σ y_k A_{k,b} for a matrix block, with the rounding error by the largest row sum of absolute values. */
function slackMatrix(
  program: SemidefiniteProgram,
  b: number,
  y: Float64Array,
  weight: number,
): EnclosedMatrix {
  const { size: n, kind } = program.blocks[b];
  const width = kind === 'complex' ? 2 : 1;
  const out = { n, width, data: new Float64Array(width * n * n) } as const;
  const sizes = new Float64Array(n * n);
  if (program.cost[b].constraint.length > 0) addList(out, sizes, program.cost[b], 0, weight);
  const lists = program.operator[b];
  lists.constraint.forEach((constraint, k) => {
    addList(out, sizes, lists, k, -y[constraint]);
  });
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += sizes[i * n + j];
    largest = Math.max(largest, sum);
  }
  // Twice the bound γ_{t+1} for t + 1 sums of products pays for the rounding of the sums of sizes; products may underflow.
  const roundings = 2 * (lists.constraint.length + 2 + n);
  return { ...out, radius: roundings * unit * largest + n * roundings * Number.MIN_VALUE };
}

/**
 * Numbers certainly ≤ min(0, λ_min(weight·C_b − Σ y_k A_{k,b})), one for each block (least component, for a vector);
 * −∞ after an overflow.
 */
export function slackFloors(program: SemidefiniteProgram, y: Float64Array, weight: 0 | 1): Float64Array {
  return Float64Array.from(program.blocks, (block: SemidefiniteBlock, b) => {
    if (block.kind !== 'nonnegative') return eigenvalueFloor(slackMatrix(program, b, y, weight));
    const slack = new Float64Array(block.size);
    const sizes = new Float64Array(block.size);
    const { cost, operator } = program;
    cost[b].row.forEach((j, e) => {
      slack[j] += weight * cost[b].real[e];
      sizes[j] += Math.abs(weight * cost[b].real[e]);
    });
    operator[b].constraint.forEach((constraint, k) => {
      for (let e = operator[b].first[k]; e < operator[b].first[k + 1]; e++) {
        const value = y[constraint] * operator[b].real[e];
        slack[operator[b].row[e]] -= value;
        sizes[operator[b].row[e]] += Math.abs(value);
      }
    });
    const roundings = 2 * (operator[b].constraint.length + 2);
    const least = slack.reduce(
      (floor, value, j) => Math.min(floor, value - roundings * (unit * sizes[j] + Number.MIN_VALUE)),
      0,
    );
    return Number.isNaN(least) ? Number.NEGATIVE_INFINITY : least;
  });
}

/**
 * A lower bound of the optimal value that holds in exact arithmetic, from any y: when every feasible X has
 * tr X_b ≤ traceBounds[b] (for a nonnegative block: Σ x_j), then
 *
 *   ⟨C, X⟩ ≥ b·y + Σ_b min(0, λ_min(S_b))·traceBounds[b],   S_b = C_b − Σ_k y_k A_{k,b},
 *
 * with λ_min and all rounding errors bounded from below (C. Jansson, D. Chaykin, C. Keil, Rigorous error bounds for the
 * optimal value in semidefinite programming, SIAM J. Numer. Anal. 46 (2007)). The best y is the solver's; the bound then
 * falls short of the dual value by about 1e−14 of the sizes involved. It is −∞ when these sizes overflow.
 * Throws a RangeError for what `semidefiniteProgram` did not make, arrays of the wrong length or that are not finite, and for negative bounds.
 */
export function certifiedLowerBound(
  program: SemidefiniteProgram,
  y: ArrayLike<number>,
  traceBounds: ArrayLike<number>,
): number {
  checkProgram('program', program);
  const multipliers = finiteArray('y', y, program.values.length);
  const traces = finiteArray('traceBounds', traceBounds, program.blocks.length);
  traces.forEach((trace, b) => {
    if (trace < 0) throw new RangeError(`traceBounds[${b}] must be >= 0, got ${trace}`);
  });
  const floors = slackFloors(program, multipliers, 1);
  const terms = [
    ...multipliers.map((value, k) => value * program.values[k]),
    ...floors.map((f, b) => (traces[b] === 0 ? 0 : f * traces[b])),
  ];
  let [sum, size] = [0, 0];
  for (const term of terms) {
    sum += term;
    size += Math.abs(term);
  }
  const bound = sum - 2 * (terms.length + 2) * (unit * size + Number.MIN_VALUE);
  return Number.isNaN(bound) ? Number.NEGATIVE_INFINITY : bound;
}
