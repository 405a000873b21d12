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
 * at X = S = I).
 */
export function linearDependence(space: ConicSpace): Dependence {
  for (const cone of space.cones) cone.start(1, 1);
  space.every((cone) => cone.factorDual());
  space.assembleSchur();
  const rows = space.schur.factorise(dependentSquare);
  const b = space.vector('b');
  for (const row of rows) {
    const c = space.schur.dependence(row);
    let [value, scale] = [0, 0];
    for (let j = 0; j <= row; j++) {
      value += c[j] * b[j];
      scale += Math.abs(c[j] * b[j]);
    }
    if (Math.abs(value) > consistent * scale)
      return { redundant: [], contradiction: space.inGivenOrder(c.map((entry) => entry / value)) };
  }
  return { redundant: rows.map((row) => space.constraintOf(row)), contradiction: undefined };
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
