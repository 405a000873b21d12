import { integerIn, nonEmpty, numberIn, optionsOf } from '../../numerics/guards';
import type { RadialEulerPoisson } from './eulerPoisson';

export interface ShellsOptions {
  /** Number of shells of mass 1/shells; default 2000. */
  readonly shells?: number;
  /** Steps of the leapfrog method; default 1000. */
  readonly steps?: number;
  /** Until here the exact motion is used: at most the crossing, which is the default. */
  readonly exactUntil?: number;
}

/** One of the velocities at a place, and the density of the fluid that has it. */
export interface ShellBranch {
  readonly velocity: number;
  readonly density: number;
}

export interface ShellsState {
  readonly time: number;
  /** In the order of the initial radii: where this does not ascend, the shells have crossed. */
  readonly radii: Float64Array;
  readonly velocities: Float64Array;
  /** Kinetic plus potential energy, ½Σv²/N + Σ(rank)/(N²r). */
  readonly energy: number;
  /** The velocities at r in the order of the initial radii, by linear interpolation between shells; none in vacuum. */
  branches(r: number): ShellBranch[];
}

/**
 * The radial Vlasov–Poisson solution with monokinetic data at time t, also beyond the first crossing, where it has several
 * velocities at a place: N shells of equal mass, each feels the mass of those inside and half of its own. Before the crossing
 * exact; then leapfrog with step (t − crossing)/steps, of order 2 between crossings. The outermost 1/2N of the mass has no
 * shell of its own: where only this thin tail is overtaken, its velocity is missing among the branches.
 *
 *     shellsAtTime(fluid, 1.5 * fluid.crossing.time).branches(8)   // up to three velocities
 *
 * @throws RangeError when the fluid is attractive and t lies beyond the crossing (shells then fall into the centre).
 */
export function shellsAtTime(fluid: RadialEulerPoisson, t: number, options: ShellsOptions = {}): ShellsState {
  nonEmpty('fluid.initial.breakpoints', fluid?.initial?.breakpoints);
  optionsOf('shellsAtTime', options, 'fluid, 10, { shells: 2000, steps: 1000 }', [
    'shells',
    'steps',
    'exactUntil',
  ]);
  numberIn('t', t, 0, Number.MAX_VALUE);
  const n = integerIn('shells', options.shells ?? 2000, 2, 1e6);
  const steps = integerIn('steps', options.steps ?? 1000, 1, 1e6);
  integerIn('shells*steps', n * steps, 1, 1e9);
  const latest = fluid.crossing.time * (1 - 2 ** -40);
  const start = Math.min(
    t,
    latest,
    numberIn('exactUntil', options.exactUntil ?? Math.min(t, latest), 0, latest),
  );
  if (fluid.attractive && start < t)
    throw new RangeError(
      `t must be < ${latest} for an attractive fluid, which then falls into the centre, got ${t}`,
    );
  const [radii, velocities] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    const { radius, velocity } = fluid.shell(start, fluid.initial.radius((k + 0.5) / n));
    radii[k] = radius;
    velocities[k] = velocity;
  }
  const order = Uint32Array.from(radii, (_, k) => k);
  if (start < t) leapfrog(radii, velocities, order, (t - start) / steps, steps);
  const energy = energyOf(radii, velocities, order, fluid.attractive ? -1 : 1);
  return { time: t, radii, velocities, energy, branches: (r) => branchesAt(r, radii, velocities) };
}

function leapfrog(r: Float64Array, v: Float64Array, order: Uint32Array, h: number, steps: number): void {
  const n = r.length;
  const kick = (duration: number): void => {
    sortByRadius(order, r);
    for (let rank = 0; rank < n; rank++) {
      const k = order[rank];
      v[k] += (duration * (rank + 0.5)) / (n * r[k] * r[k]);
    }
  };
  kick(0.5 * h);
  for (let step = 1; step <= steps; step++) {
    for (let k = 0; k < n; k++) {
      r[k] += h * v[k];
      // A shell that runs through the centre comes out on the other side.
      if (r[k] < 0) [r[k], v[k]] = [-r[k], -v[k]];
    }
    kick(step < steps ? h : 0.5 * h);
  }
}

/** By insertion: few shells change places in a step. */
function sortByRadius(order: Uint32Array, r: Float64Array): void {
  for (let i = 1; i < order.length; i++) {
    const k = order[i];
    let j = i;
    for (; j > 0 && r[order[j - 1]] > r[k]; j--) order[j] = order[j - 1];
    order[j] = k;
  }
}

function energyOf(r: Float64Array, v: Float64Array, order: Uint32Array, sign: number): number {
  const n = r.length;
  let sum = 0;
  sortByRadius(order, r);
  for (let rank = 0; rank < n; rank++) {
    const k = order[rank];
    sum += 0.5 * v[k] * v[k] + (sign * (rank + 0.5)) / (n * r[k]);
  }
  return sum / n;
}

function branchesAt(r: number, radii: Float64Array, velocities: Float64Array): ShellBranch[] {
  numberIn('r', r, Number.MIN_VALUE, Number.MAX_VALUE);
  const out: ShellBranch[] = [];
  for (let k = 1; k < radii.length; k++) {
    const [a, b] = [radii[k - 1], radii[k]];
    if (a <= r === b <= r) continue;
    const part = (r - a) / (b - a);
    out.push({
      velocity: velocities[k - 1] + part * (velocities[k] - velocities[k - 1]),
      density: 1 / (4 * Math.PI * r * r * Math.abs(b - a) * radii.length),
    });
  }
  return out;
}
