import { finite } from '../guards';
import type { Splitting } from './splittingTables';

/** A flow: moves the state, which it knows, through the time `duration` (may be negative). */
export type Flow = (duration: number) => void;

/**
 * One step of length dt (negative: backwards) of a splitting for any two flows, for example the kinetic and the potential
 * part of a Schrödinger equation. A step makes `table.stages` drifts and one more kick.
 */
export function splitStep(table: Splitting, dt: number, drift: Flow, kick: Flow): void {
  finite('dt', dt);
  const { drifts, kicks, stages } = table;
  kick(kicks[0] * dt);
  for (let stage = 0; stage < stages; stage++) {
    drift(drifts[stage] * dt);
    kick(kicks[stage + 1] * dt);
  }
}

/** F(x) written to `out` (what is returned is ignored); x and out have the length of the state. */
export type ForceInto = (x: Float64Array, out: Float64Array) => void;

/** A splitting bound to one force, with its own scratch. */
export interface SplittingStepper {
  /** Evaluations of F in a step. */
  readonly stages: number;
  /**
   * One step of length dt (negative: backwards) of ẋ = inverseMass·ξ, ξ̇ = F(x), in place and without allocation. The force
   * of the last step is used again if x is where that step left it. A step that is interrupted leaves x and xi between two
   * times: start again from a copy.
   * @throws RangeError when x and xi have not the length of the stepper, or dt is not finite.
   */
  step(x: Float64Array, xi: Float64Array, dt: number): void;
}

function addScaled(target: Float64Array, factor: number, direction: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * direction[i];
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The stepper of ẋ = inverseMass·ξ, ξ̇ = F(x) for states of `length` coordinates (N·d for N particles in d dimensions). */
export function splittingStepper(
  table: Splitting,
  length: number,
  force: ForceInto,
  inverseMass: number = 1,
): SplittingStepper {
  /** F at the positions `at`. */
  const known = new Float64Array(length).fill(Number.NaN);
  let writes = false;
  const at = new Float64Array(length).fill(Number.NaN);
  let position: Float64Array = at;
  let momentum: Float64Array = at;
  const drift = (duration: number): void => {
    addScaled(position, duration * inverseMass, momentum);
    force(position, known);
  };
  const kick = (duration: number): void => addScaled(momentum, duration, known);
  return {
    stages: table.stages,
    step(x, xi, dt) {
      if (x.length !== length || xi.length !== length) {
        throw new RangeError(
          `x and xi must have the stepper's length ${length}, got ${x.length} and ${xi.length}`,
        );
      }
      position = x;
      momentum = xi;
      const isKnown = equal(x, at);
      // Until the step is complete no force is trusted, whatever interrupts it.
      at.fill(Number.NaN);
      if (!isKnown) force(x, known);
      if (!writes) {
        const gap = known.findIndex(Number.isNaN);
        if (gap >= 0)
          throw new RangeError(
            `force must write finite forces to all of its second argument, but entry ${gap} is still NaN after the first call`,
          );
        writes = true;
      }
      splitStep(table, dt, drift, kick);
      at.set(x);
    },
  };
}
