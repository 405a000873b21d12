import { finite } from './guards';

/**
 * A symplectic splitting for ẋ = ξ, ξ̇ = F(x): the step of length dt is
 *   kick c₀, drift d₀, kick c₁, …, drift d_{s−1}, kick c_s,
 * kick c: ξ += c·dt·F(x), drift d: x += d·dt·ξ. All tables are palindromic, hence time-reversible. The last force of a
 * step is the first of the next one, so that a step costs s = `stages` evaluations of F.
 */
export interface Splitting {
  readonly name: string;
  readonly order: number;
  readonly stages: number;
  /** d₀ … d_{s−1}, of sum 1. */
  readonly drifts: readonly number[];
  /** c₀ … c_s, of sum 1. */
  readonly kicks: readonly number[];
  readonly source: string;
}

export type SplittingName = 'verlet' | 'yoshida4' | 'blanesMoan4';

function splitting(
  name: string,
  order: number,
  drifts: number[],
  kicks: number[],
  source: string,
): Splitting {
  return Object.freeze({
    name,
    order,
    stages: drifts.length,
    drifts: Object.freeze(drifts),
    kicks: Object.freeze(kicks),
    source,
  });
}

function yoshida4(): Splitting {
  const outer = 1 / (2 - Math.cbrt(2));
  const inner = 1 - 2 * outer;
  const join = (outer + inner) / 2;
  return splitting(
    'Yoshida, order 4',
    4,
    [outer, inner, outer],
    [outer / 2, join, join, outer / 2],
    'H. Yoshida, Construction of higher order symplectic integrators, Phys. Lett. A 150 (1990)',
  );
}

function blanesMoan4(): Splitting {
  const [c0, c1, c2] = [0.0829844064174052, 0.396309801498368, -0.0390563049223486];
  const [d0, d1] = [0.245298957184271, 0.60487266571108];
  const c3 = 1 - 2 * (c0 + c1 + c2);
  const d2 = 0.5 - (d0 + d1);
  return splitting(
    'Blanes–Moan SRKN6b, order 4',
    4,
    [d0, d1, d2, d2, d1, d0],
    [c0, c1, c2, c3, c2, c1, c0],
    'S. Blanes and P. C. Moan, Practical symplectic partitioned Runge–Kutta and Runge–Kutta–Nyström methods, J. Comput. Appl. Math. 142 (2002), Table 3',
  );
}

/**
 * The tables. `verlet` is the cheapest step; `blanesMoan4` is, per force evaluation, some hundred times more accurate
 * than `yoshida4`, which is kept because everyone knows it.
 */
export const splittings: Readonly<Record<SplittingName, Splitting>> = {
  verlet: splitting('Velocity Verlet', 2, [1], [0.5, 0.5], 'L. Verlet, Phys. Rev. 159 (1967)'),
  yoshida4: yoshida4(),
  blanesMoan4: blanesMoan4(),
};

/** F(x) written to `out`; x and out have the length of the state. */
export type ForceInto = (x: Float64Array, out: Float64Array) => void;

/** Scratch of one solver: `force` is F at the positions `at`, so that a step need not compute it again. */
export interface SplittingScratch {
  readonly force: Float64Array;
  readonly at: Float64Array;
}

/** Scratch for states of `length` coordinates (N·d for N particles in d dimensions). */
export function createSplittingScratch(length: number): SplittingScratch {
  return { force: new Float64Array(length), at: new Float64Array(length).fill(Number.NaN) };
}

function addScaled(target: Float64Array, factor: number, direction: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * direction[i];
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * One step of length dt (negative: backwards) of ẋ = ξ/m, ξ̇ = F(x), in place and without allocation.
 * x and xi have equal length; `inverseMass` is 1/m. The force of the last step is used again if x is where that step
 * left it. A step that is interrupted leaves x and xi between two times: start again from a copy.
 * @throws RangeError when the lengths of x, xi and scratch differ, or dt is not finite.
 */
export function stepSplitting(
  table: Splitting,
  x: Float64Array,
  xi: Float64Array,
  dt: number,
  force: ForceInto,
  scratch: SplittingScratch,
  inverseMass: number = 1,
): void {
  finite('dt', dt);
  if (x.length !== xi.length || x.length !== scratch.force.length) {
    const got = `${x.length}, ${xi.length} and ${scratch.force.length}`;
    throw new RangeError(`x, xi and scratch must have equal length, got ${got}`);
  }
  if (!equal(x, scratch.at)) force(x, scratch.force);
  // Until the step is complete no force is trusted, whatever interrupts it.
  scratch.at.fill(Number.NaN);
  addScaled(xi, table.kicks[0] * dt, scratch.force);
  for (let stage = 0; stage < table.stages; stage++) {
    addScaled(x, table.drifts[stage] * dt * inverseMass, xi);
    force(x, scratch.force);
    addScaled(xi, table.kicks[stage + 1] * dt, scratch.force);
  }
  scratch.at.set(x);
}

/** A splitting bound to one force, with its own scratch. */
export interface SplittingStepper {
  /** Evaluations of F in a step. */
  readonly stages: number;
  /** One step, in place: see `stepSplitting`. */
  step(x: Float64Array, xi: Float64Array, dt: number): void;
}

/** The stepper of ẋ = inverseMass·ξ, ξ̇ = F(x) for states of `length` coordinates. */
export function splittingStepper(
  table: Splitting,
  length: number,
  force: ForceInto,
  inverseMass: number = 1,
): SplittingStepper {
  const scratch = createSplittingScratch(length);
  return {
    stages: table.stages,
    step: (x, xi, dt) => stepSplitting(table, x, xi, dt, force, scratch, inverseMass),
  };
}
