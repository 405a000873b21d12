import type { HermitianLists, SemidefiniteProgram } from './program';

/**
 * A program in units in which ‖A_k‖ = ‖b‖ = ‖C‖ = 1 (Frobenius norms), and the way back:
 * X = primalUnit·X', S = costUnit·S', y_k = costUnit·y'_k/norm_k.
 */
export interface ScaledProgram {
  readonly program: SemidefiniteProgram;
  readonly norms: Float64Array;
  readonly primalUnit: number;
  readonly costUnit: number;
}

/** Square of the norm of matrix k of the lists. */
function squareNorm(lists: HermitianLists, k: number): number {
  let sum = 0;
  for (let e = lists.first[k]; e < lists.first[k + 1]; e++) {
    const weight = lists.row[e] === lists.column[e] ? 1 : 2;
    sum += weight * (lists.real[e] ** 2 + lists.imaginary[e] ** 2);
  }
  return sum;
}

function scaledLists(lists: HermitianLists, factor: (constraint: number) => number): HermitianLists {
  const real = lists.real.slice();
  const imaginary = lists.imaginary.slice();
  lists.constraint.forEach((constraint, k) => {
    for (let e = lists.first[k]; e < lists.first[k + 1]; e++) {
      real[e] *= factor(constraint);
      imaginary[e] *= factor(constraint);
    }
  });
  return { ...lists, real, imaginary };
}

/** Norms ‖A_k‖ of all constraints. */
function constraintNorms(program: SemidefiniteProgram): Float64Array {
  const squares = new Float64Array(program.values.length);
  for (const lists of program.operator)
    lists.constraint.forEach((constraint, k) => {
      squares[constraint] += squareNorm(lists, k);
    });
  return squares.map(Math.sqrt);
}

export function scaledProgram(program: SemidefiniteProgram): ScaledProgram {
  const norms = constraintNorms(program);
  const primalUnit =
    Math.sqrt(program.values.reduce((sum, value, k) => sum + (value / norms[k]) ** 2, 0)) || 1;
  const costUnit =
    Math.sqrt(
      program.cost.reduce((sum, lists) => sum + (lists.constraint.length ? squareNorm(lists, 0) : 0), 0),
    ) || 1;
  return {
    program: {
      blocks: program.blocks,
      values: program.values.map((value, k) => value / (norms[k] * primalUnit)),
      operator: program.operator.map((lists) => scaledLists(lists, (k) => 1 / norms[k])),
      cost: program.cost.map((lists) => scaledLists(lists, () => 1 / costUnit)),
    },
    norms,
    primalUnit,
    costUnit,
  };
}
