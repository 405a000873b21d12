import type { ConicSpace } from './conicSpace';
import { selectLists } from './lists';
import type { SemidefiniteProgram } from './program';

/** Squared distance (‖A_k‖ = 1) from the span of the constraints before, below which a constraint counts as dependent. */
const dependentSquare = 1e-12;
/** |b_k − Σ c_j b_j|, relative to Σ |c_j b_j|, up to which a dependent constraint counts as consistent. */
const consistent = 1e-9;

/** What linear algebra alone says about the constraints. */
export interface Dependence {
  /** Constraints that follow from others. */
  readonly redundant: readonly number[];
  /** When a dependent constraint contradicts the others: y with Σ y_k A_k = 0, b·y > 0. */
  readonly contradiction: Float64Array | undefined;
}

/**
 * Linearly dependent constraints, by the Cholesky factor of the Gram matrix ⟨A_k, A_l⟩ (which is the Schur complement
 * at X = S = I). It finds distances from 1e−6 down only roughly, since it squares them: each combination that it proposes
 * is therefore formed, and must vanish to rounding.
 */
export function linearDependence(space: ConicSpace, program: SemidefiniteProgram): Dependence {
  for (const cone of space.cones) cone.start(1, 1);
  space.every((cone) => cone.factorDual());
  space.assembleSchur();
  const rows = space.schur.factorise(dependentSquare);
  const b = space.vector('b');
  const redundant: number[] = [];
  for (const row of rows) {
    const c = space.schur.dependence(row);
    if (!vanishes(program, space.inGivenOrder(c))) continue;
    let [value, scale] = [0, 0];
    for (let j = 0; j <= row; j++) {
      value += c[j] * b[j];
      scale += Math.abs(c[j] * b[j]);
    }
    if (Math.abs(value) > consistent * scale)
      return { redundant: [], contradiction: space.inGivenOrder(c.map((entry) => entry / value)) };
    redundant.push(space.constraintOf(row));
  }
  return { redundant, contradiction: undefined };
}

/** ‖Σ c_k A_k‖ relative to Σ |c_k| (‖A_k‖ = 1), up to which a combination is 0 within the rounding of c. */
const vanishing = 1e-12;

function vanishes(program: SemidefiniteProgram, c: Float64Array): boolean {
  const size = c.reduce((sum, factor) => sum + Math.abs(factor), 0);
  let square = 0;
  program.operator.forEach((lists, b) => {
    const { size: n, kind } = program.blocks[b];
    const sum = new Map<number, [re: number, im: number]>();
    lists.constraint.forEach((constraint, k) => {
      if (c[constraint] === 0) return;
      for (let e = lists.first[k]; e < lists.first[k + 1]; e++) {
        const entry = sum.get(lists.row[e] * n + lists.column[e]) ?? [0, 0];
        entry[0] += c[constraint] * lists.real[e];
        entry[1] += c[constraint] * (lists.imaginary[e] ?? 0);
        sum.set(lists.row[e] * n + lists.column[e], entry);
      }
    });
    for (const [at, [re, im]] of sum)
      square += (kind === 'nonnegative' || at % (n + 1) === 0 ? 1 : 2) * (re * re + im * im);
  });
  return Math.sqrt(square) <= vanishing * size;
}

/** The program without the given constraints. */
export function withoutConstraints(
  program: SemidefiniteProgram,
  constraints: readonly number[],
): SemidefiniteProgram {
  const dropped = new Set(constraints);
  let next = 0;
  const number = Int32Array.from(program.values, (_, k) => (dropped.has(k) ? -1 : next++));
  return {
    ...program,
    values: program.values.filter((_, k) => !dropped.has(k)),
    operator: program.operator.map((lists) => {
      const kept = Array.from(lists.constraint.keys()).filter((k) => number[lists.constraint[k]] >= 0);
      return selectLists(lists, kept, (constraint) => number[constraint]);
    }),
  };
}
