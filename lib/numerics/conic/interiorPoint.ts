import type { OnProgress } from '../progress';
import type { ConicSpace } from './conicSpace';

/** How a run ended; `SemidefiniteResult.status` says what each means. */
export type ConicStatus =
  | 'optimal'
  | 'near optimal'
  | 'primal infeasible'
  | 'dual infeasible'
  | 'stalled'
  | 'iteration limit';

/** Where the iterates stand, in scaled units: residuals and gap are relative to 1 + the norms, which are 1 there. */
interface Measures {
  readonly primalValue: number;
  readonly dualValue: number;
  readonly mu: number;
  readonly gap: number;
  readonly primalResidual: number;
  readonly dualResidual: number;
  /** The largest of gap and residuals. */
  readonly worst: number;
}

/** Last iterate, in scaled units: X and S block by block, y in the order of the constraints. */
export interface PathEnd extends Measures {
  readonly status: ConicStatus;
  readonly iterations: number;
  readonly x: readonly Float64Array[];
  readonly s: readonly Float64Array[];
  readonly y: Float64Array;
}

/** Checked options of `followPath`. */
export interface PathOptions {
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly onProgress?: OnProgress;
}

/** A ray is accepted when it violates its conditions by at most this, in scaled units. */
const rayTolerance = 1e-8;
/** Steps shorter than this get nowhere. */
const shortestStep = 1e-7;
/** Iterations without a better point after which the method gives up. */
const patience = 15;

function measure(space: ConicSpace): Measures {
  const image = space.vector('image').fill(0);
  for (const cone of space.cones) cone.addImage('image');
  const b = space.vector('b');
  let square = 0;
  for (let k = 0; k < b.length; k++) square += (b[k] - image[k]) ** 2;
  const primalValue = space.sum((cone) => cone.costOfPrimal());
  const dualValue = space.dot('b', 'y');
  const complementarity = space.sum((cone) => cone.complementarity());
  const primalResidual = Math.sqrt(square) / 2;
  const dualResidual = Math.sqrt(space.sum((cone) => cone.measureDual('y'))) / 2;
  const size = 1 + Math.abs(primalValue) + Math.abs(dualValue);
  const gap = Math.max(complementarity, Math.abs(primalValue - dualValue)) / size;
  return {
    primalValue,
    dualValue,
    mu: complementarity / space.degree,
    gap,
    primalResidual,
    dualResidual,
    worst: Math.max(gap, primalResidual, dualResidual),
  };
}

/** Initial sizes of X and S, after K.-C. Toh, M. Todd, R. Tütüncü, SDPT3, Optim. Methods Softw. 11 (1999), §4. */
function begin(space: ConicSpace): void {
  for (const cone of space.cones) {
    const size = Math.max(10, Math.sqrt(cone.degree));
    cone.start(Math.max(size, cone.degree), size);
  }
  space.vector('y').fill(0);
  space.every((cone) => cone.factorPrimal() && cone.factorDual());
}

/** dy = M⁻¹ rhs, where rhs was begun with b. False when the solution is worthless. */
function solveSchur(space: ConicSpace): boolean {
  const error = space.schur.solve('rhs', 'dy');
  return error < 0.5;
}

/** The part of the way to the boundary that is gone, or the whole step. */
function stepLength(reach: number, fraction: number): number {
  return Math.min(1, fraction * reach);
}

function reaches(space: ConicSpace): [number, number] {
  let [primal, dual] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const cone of space.cones) {
    primal = Math.min(primal, cone.primalReach(Math.min(primal, 1.2)));
    dual = Math.min(dual, cone.dualReach(Math.min(dual, 1.2)));
  }
  return [primal, dual];
}

/** Centring parameter from the predictor's success (SDPT3, §3). */
function centring(mu: number, predictedMu: number, steps: readonly [number, number]): number {
  const shorter = Math.min(...steps);
  const exponent = mu > 1e-6 && shorter >= 1 / Math.sqrt(3) ? Math.max(1, 3 * shorter ** 2) : 1;
  return Math.min(0.8, Math.max(predictedMu, 0) / mu) ** exponent;
}

/** Predictor and corrector; the direction is left in the cones. Returns the steps, or undefined on breakdown. */
function search(space: ConicSpace, mu: number): [number, number] | undefined {
  const { cones } = space;
  space.assembleSchur();
  space.schur.factorise(1e-30);
  const rhs = space.vector('rhs');
  rhs.set(space.vector('b'));
  for (const cone of cones) cone.predictorSide('rhs');
  if (!solveSchur(space)) return undefined;
  for (const cone of cones) cone.direction('dy', 0);
  const reach = reaches(space);
  const predicted: [number, number] = [stepLength(reach[0], 1), stepLength(reach[1], 1)];
  const predictedMu = space.sum((cone) => cone.complementarityAt(...predicted)) / space.degree;
  const target = centring(mu, predictedMu, predicted) * mu;
  const fraction = 0.9 + 0.09 * Math.min(...predicted);
  rhs.set(space.vector('b'));
  for (const cone of cones) cone.correctorSide('rhs', target);
  if (!solveSchur(space)) return undefined;
  for (const cone of cones) cone.direction('dy', target);
  const [primal, dual] = reaches(space);
  return [stepLength(primal, fraction), stepLength(dual, fraction)];
}

/** Moves by the step, shortened until the Cholesky factorisations succeed; 0 when none does. */
function advance(step: number, move: (step: number) => void, interior: () => boolean): number {
  move(step);
  for (let tries = 0; tries < 30; tries++) {
    if (interior()) return step;
    move(-0.2 * step);
    step *= 0.8;
  }
  return 0;
}

function move(space: ConicSpace, [primal, dual]: readonly [number, number]): boolean {
  const { cones } = space;
  const primalStep = advance(
    primal,
    (step) => {
      for (const cone of cones) cone.movePrimal(step);
    },
    () => space.every((cone) => cone.factorPrimal()),
  );
  const dualStep = advance(
    dual,
    (step) => {
      for (const cone of cones) cone.moveDual(step);
    },
    () => space.every((cone) => cone.factorDual()),
  );
  const y = space.vector('y');
  const dy = space.vector('dy');
  for (let k = 0; k < y.length; k++) y[k] += dualStep * dy[k];
  return Math.max(primalStep, dualStep) > shortestStep && Math.min(primalStep, dualStep) > 0;
}

/** y/(b·y) with Σ y_k A_k ⪯ small: no feasible X unless its trace is huge. */
function isPrimalInfeasible(space: ConicSpace, now: Measures): boolean {
  if (!(now.dualValue > 1 && now.primalResidual > 1e-7)) return false;
  const shift = rayTolerance * now.dualValue;
  return space.cones.every((cone) => cone.dominates('y', shift));
}

/** X/(−⟨C, X⟩) with A(X) small. */
function isDualInfeasible(space: ConicSpace, now: Measures): boolean {
  if (!(now.primalValue < -1 && now.dualResidual > 1e-7)) return false;
  const image = space.vector('image');
  return Math.sqrt(image.reduce((sum, value) => sum + value * value, 0)) <= -rayTolerance * now.primalValue;
}

type Point = Omit<PathEnd, 'status' | 'iterations'>;

/** Copies of the iterates, with their measures. */
function pointAt(space: ConicSpace, measures: Measures): Point {
  return {
    ...measures,
    x: space.cones.map((cone) => cone.primal()),
    s: space.cones.map((cone) => cone.dual()),
    y: space.inGivenOrder(space.vector('y')),
  };
}

/**
 * Infeasible primal–dual path following with Mehrotra's predictor and corrector, from multiples of the identity to the
 * first point within the tolerance, a ray, or the best point that rounding allows.
 */
export function followPath(space: ConicSpace, options: PathOptions): PathEnd {
  const { tolerance, maxIterations, onProgress } = options;
  begin(space);
  // The best point, kept only when it is worth going back to.
  let best: Point | undefined;
  let [least, leastAt] = [Number.POSITIVE_INFINITY, 0];
  let stopped = false;
  for (let iteration = 0; ; iteration++) {
    onProgress?.(iteration, maxIterations);
    const now = measure(space);
    const end = (status: ConicStatus, point = pointAt(space, now)): PathEnd => ({
      ...point,
      status,
      iterations: iteration,
    });
    if (now.worst <= tolerance) return end('optimal');
    if (isPrimalInfeasible(space, now)) return end('primal infeasible');
    if (isDualInfeasible(space, now)) return end('dual infeasible');
    if (now.worst < 0.9 * least) {
      [least, leastAt] = [now.worst, iteration];
      if (least < 1e-3) best = pointAt(space, now);
    }
    if (stopped || iteration === maxIterations) {
      const near = least <= Math.min(1000 * tolerance, 1e-5);
      return end(near ? 'near optimal' : stopped ? 'stalled' : 'iteration limit', best);
    }
    const steps = search(space, now.mu);
    // The point where a step fails is looked at once more: it may hold a ray.
    stopped = !steps || !move(space, steps) || iteration - leastAt >= patience;
  }
}
