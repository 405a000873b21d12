import { complexMatrix, type DenseMatrix, realMatrix } from '../dense/matrix';
import { integerIn, numberIn, positive } from '../guards';
import type { OnProgress } from '../progress';
import { certifiedLowerBound, slackFloors } from './certificates';
import { ConicSpace, nanosecondsPerProduct } from './conicSpace';
import { type ConicStatus, followPath, type PathEnd } from './interiorPoint';
import { linearDependence, withoutConstraints } from './presolve';
import { checkProgram, type SemidefiniteBlock, type SemidefiniteProgram } from './program';
import { type ScaledProgram, scaledProgram } from './scaling';

/** Options of `solveSemidefinite`; each has a default. */
export interface SemidefiniteOptions {
  /** Relative: size of gap and residuals at which the solver stops (default 1e−8, at least 1e−13). */
  readonly tolerance?: number;
  /** Default 100. */
  readonly maxIterations?: number;
  /** Known bounds of tr X_b (Σ x_j for a nonnegative block) on the feasible set; they give `lowerBound`. */
  readonly traceBounds?: ArrayLike<number>;
  /** Bound on the estimated time in seconds (default 600). */
  readonly maxSeconds?: number;
  /** Called once an iteration. */
  readonly onProgress?: OnProgress;
}

/** Proof that a program has no feasible point or no bounded value; either `y` or `X` is there. */
export interface SemidefiniteRay {
  /**
   * For 'primal infeasible', b·y = 1 and Σ y_k A_k ⪯ violation·I: a feasible X would need Σ tr X_b ≥ 1/violation.
   * The violation is computed from the data with all rounding errors included.
   */
  readonly y?: Float64Array;
  /**
   * For 'dual infeasible', ⟨C, X⟩ = −1, X ⪰ 0 and |⟨A_k, X⟩| ≤ violation: the primal value falls without bound along X
   * (if there is a feasible point).
   */
  readonly X?: readonly DenseMatrix[];
  readonly violation: number;
}

/** Both solutions of a program in its own units, how good they are, and why the solver stopped. */
export interface SemidefiniteResult {
  /**
   * 'optimal': gap and residuals within the tolerance. 'near optimal': within 1000 times the tolerance (at most 1e−5),
   * no better point was found. 'primal infeasible', 'dual infeasible': see `ray`. 'stalled': rounding errors stopped the
   * method, as happens when there is no strictly feasible point. 'iteration limit'.
   */
  readonly status: ConicStatus;
  /** ⟨C, X⟩ */
  readonly primalValue: number;
  /** b·y */
  readonly dualValue: number;
  /** primalValue − dualValue; the optimum lies between the two up to the residuals. */
  readonly gap: number;
  /** ‖b − A(X)‖/(2‖b‖) with each constraint divided by ‖A_k‖ (‖·‖ Euclidean, Frobenius). */
  readonly primalResidual: number;
  /** ‖C − Σ y_k A_k − S‖/(2‖C‖) (Frobenius). */
  readonly dualResidual: number;
  readonly iterations: number;
  /** Primal solution, block by block; a nonnegative block is a column. */
  readonly X: readonly DenseMatrix[];
  readonly y: Float64Array;
  readonly S: readonly DenseMatrix[];
  /** Constraints that follow from the others and were left out (their y_k is 0). */
  readonly redundant: readonly number[];
  readonly ray?: SemidefiniteRay;
  /** With `traceBounds`: certainly ≤ the optimal value; see `certifiedLowerBound`. */
  readonly lowerBound?: number;
}

function blockMatrix({ size, kind }: SemidefiniteBlock, data: Float64Array, factor: number): DenseMatrix {
  const scaled = data.map((value) => factor * value);
  if (kind === 'nonnegative') return realMatrix(size, 1, scaled);
  return kind === 'complex' ? complexMatrix(size, size, scaled) : realMatrix(size, size, scaled);
}

/** Work space for the program; RangeError with the estimate when it would take too long. */
function checkedSpace(program: SemidefiniteProgram, iterations: number, maxSeconds: number): ConicSpace {
  const space = new ConicSpace(program);
  const seconds = 1e-9 * nanosecondsPerProduct * space.work * Math.min(iterations, 25);
  if (seconds > maxSeconds)
    throw new RangeError(
      `the program (${program.blocks.length} blocks, ${program.values.length} constraints) must take at most ` +
        `${maxSeconds} s, would take about ${Math.ceil(seconds)} s; raise maxSeconds to solve it all the same`,
    );
  space.allocate();
  return space;
}

/** y of the given program from y of the scaled one without its redundant constraints. */
function givenMultipliers(
  scaled: ScaledProgram,
  redundant: readonly number[],
  y: Float64Array,
): Float64Array {
  const dropped = new Set(redundant);
  let next = 0;
  return scaled.norms.map((norm, k) => (dropped.has(k) ? 0 : (scaled.costUnit * y[next++]) / norm));
}

function primalRay(program: SemidefiniteProgram, y: Float64Array): SemidefiniteRay {
  const value = y.reduce((sum, factor, k) => sum + factor * program.values[k], 0);
  const ray = y.map((factor) => factor / value);
  return { y: ray, violation: -Math.min(...slackFloors(program, ray, 0)) };
}

/** Largest |⟨A_k, X⟩| over the constraints, for data as `PathEnd.x`. */
function largestImage(program: SemidefiniteProgram, x: readonly Float64Array[]): number {
  const image = new Float64Array(program.values.length);
  program.operator.forEach((lists, b) => {
    const { size: n, kind } = program.blocks[b];
    lists.constraint.forEach((constraint, k) => {
      for (let e = lists.first[k]; e < lists.first[k + 1]; e++) {
        const [i, j] = [lists.row[e], lists.column[e]];
        const weight = i === j ? 1 : 2;
        if (kind === 'nonnegative') image[constraint] += lists.real[e] * x[b][i];
        else if (kind === 'real') image[constraint] += weight * lists.real[e] * x[b][i * n + j];
        else {
          const at = 2 * (i * n + j);
          image[constraint] += weight * (lists.real[e] * x[b][at] + lists.imaginary[e] * x[b][at + 1]);
        }
      }
    });
  });
  return image.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function rayOf(
  program: SemidefiniteProgram,
  { status, x, primalValue }: PathEnd,
  scaled: ScaledProgram,
  y: Float64Array,
): SemidefiniteRay | undefined {
  if (status === 'primal infeasible') return primalRay(program, y);
  if (status !== 'dual infeasible') return undefined;
  const factor = -1 / (primalValue * scaled.costUnit);
  const ray = x.map((data) => data.map((value) => factor * value));
  return {
    X: ray.map((data, b) => blockMatrix(program.blocks[b], data, 1)),
    violation: largestImage(program, ray),
  };
}

/** The result for constraints that contradict each other linearly: Σ y_k A_k = 0, b·y = 1. */
function contradictory(program: SemidefiniteProgram, y: Float64Array): SemidefiniteResult {
  const zero = (): DenseMatrix[] =>
    program.blocks.map((block) =>
      blockMatrix(
        block,
        new Float64Array(
          block.kind === 'nonnegative' ? block.size : (block.kind === 'complex' ? 2 : 1) * block.size ** 2,
        ),
        1,
      ),
    );
  return {
    status: 'primal infeasible',
    primalValue: 0,
    dualValue: 0,
    gap: 0,
    primalResidual: 0.5,
    dualResidual: 0.5,
    iterations: 0,
    X: zero(),
    y: new Float64Array(program.values.length),
    S: zero(),
    redundant: [],
    ray: primalRay(program, y),
  };
}

/**
 * Solves a semidefinite program (see `semidefiniteProgram`) and its dual by an infeasible primal–dual interior-point
 * method: the direction of Helmberg–Rendl–Vanderbei–Wolkowicz, Kojima–Shindoh–Hara and Monteiro with Mehrotra's predictor
 * and corrector (M. Todd, Semidefinite optimization, Acta Numerica 10 (2001)). Data are scaled to unit norms first, so
 * that units do not matter, and linearly dependent constraints are taken out. About 10 to 20 iterations; the cost of
 * one is ~20 n³ for each block and the factorisation of the Schur complement inside its skyline, which is short when
 * constraints touch few blocks, as in a chain.
 *
 * Throws a RangeError for what `semidefiniteProgram` did not make, options out of range and, before the work starts, when it would take more than 2 GiB or
 * `maxSeconds`. Everything else is a status.
 */
export function solveSemidefinite(
  program: SemidefiniteProgram,
  options: SemidefiniteOptions = {},
): SemidefiniteResult {
  checkProgram('program', program);
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-8, 1e-13, 0.1);
  const maxIterations = integerIn('maxIterations', options.maxIterations ?? 100, 1, 10_000);
  const maxSeconds = positive('maxSeconds', options.maxSeconds ?? 600);
  const scaled = scaledProgram(program);
  let space = checkedSpace(scaled.program, maxIterations, maxSeconds);
  const { redundant, contradiction } = linearDependence(space, scaled.program);
  if (contradiction)
    return contradictory(
      program,
      contradiction.map((value, k) => value / scaled.norms[k]),
    );
  if (redundant.length > 0)
    space = checkedSpace(withoutConstraints(scaled.program, redundant), maxIterations, maxSeconds);
  const end = followPath(space, { tolerance, maxIterations, onProgress: options.onProgress });
  const y = givenMultipliers(scaled, redundant, end.y);
  const valueUnit = scaled.primalUnit * scaled.costUnit;
  return {
    status: end.status,
    primalValue: valueUnit * end.primalValue,
    dualValue: valueUnit * end.dualValue,
    gap: valueUnit * (end.primalValue - end.dualValue),
    primalResidual: end.primalResidual,
    dualResidual: end.dualResidual,
    iterations: end.iterations,
    X: end.x.map((data, b) => blockMatrix(program.blocks[b], data, scaled.primalUnit)),
    y,
    S: end.s.map((data, b) => blockMatrix(program.blocks[b], data, scaled.costUnit)),
    redundant,
    ray: rayOf(program, end, scaled, y),
    lowerBound: options.traceBounds && certifiedLowerBound(program, y, options.traceBounds),
  };
}
