import { energy } from '../diagnostics/observables';
import { recordTrajectory, snapshot, type Trajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { maximumAbs } from '../numerics/extrema';
import { oneOf } from '../numerics/guards';
import { newtonSolver } from '../solvers/particles';
import { amplifiedRounding } from './rounding';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface EnergyInput {
  readonly interaction: Interaction;
  /** A run and the same run with half the step, at the same snapshot times. */
  readonly coarse: Trajectory;
  readonly fine: Trajectory;
}

/**
 * §1.1: along Newton's flow the energy Σ|ξ_j|²/2 + (1/N)Σ_{k<l}V(x_k−x_l), per particle, keeps its initial value. The error
 * is the change of the computed energy when the step is halved, which exceeds what is left at the finer step.
 * @example
 * checkNewtonEnergy({ interaction: V, coarse, fine })
 */
export function checkNewtonEnergy({ interaction, coarse, fine }: EnergyInput): Check {
  const total = (trajectory: Trajectory): Float64Array =>
    Float64Array.from(trajectory.times, (_, s) => energy(snapshot(trajectory, s), interaction).total);
  const fineEnergy = total(fine);
  const coarseEnergy = total(coarse);
  const start = energy(snapshot(fine, 0), interaction);
  const rounding =
    1e-14 * fine.weights.length ** 0.5 * (Math.abs(start.kinetic) + Math.abs(start.interaction));
  const error = maximumAbs(fineEnergy.map((e, s) => e - coarseEnergy[s])) + rounding;
  return makeCheck({
    statement: '§1.1',
    title: 'energy of the N-body motion is conserved',
    kind: 'identity',
    at: fine.times,
    atLabel: 't',
    lhs: fineEnergy,
    rhs: new Float64Array(fineEnergy.length).fill(fineEnergy[0]),
    error,
    // An error of a thousandth of the energies at play is asked for: more would confirm a motion with friction too.
    scale: 1e-2 * (Math.abs(start.kinetic) + Math.abs(start.interaction)),
    errorHow: 'largest change of the energy when the step is halved, plus rounding',
  });
}

export interface ScalingInput {
  readonly interaction: Interaction;
  readonly x: ArrayLike<number>;
  readonly xi: ArrayLike<number>;
  readonly until: number;
  readonly timeStep: number;
  readonly samples?: number;
  /** `right` (default): scaled time t̂ = Nt. `printed`: t̂ = t/N, which fails (erratum B5). */
  readonly variant?: 'right' | 'printed';
}

/**
 * §1.2: the plain system with m = 1/N, read at time t/N, is the mean-field system (2) at time t; in other words the scaled
 * time is t̂ = Nt. Both are integrated on their own clocks, with N times as short a step in the plain one.
 * @example
 * checkScaling({ interaction: V, x: [0, 1, 2], xi: [0.1, 0, -0.1], until: 1, timeStep: 0.01 })
 */
export function checkScaling(input: ScalingInput): Check {
  const { interaction, x, xi, until, timeStep, samples = 10, variant = 'right' } = input;
  const n = x.length / interaction.dimension;
  oneOf('variant', variant, ['right', 'printed'] as const);
  const scaled = recordTrajectory(newtonSolver({ interaction, x, xi }), { until, timeStep, samples });
  const plain = newtonSolver({ interaction, x, xi, scaling: 'plain', mass: 1 / n });
  const plainTime = (t: number): number => (variant === 'right' ? t / n : t * n);
  const distance = scaled.times.map((t, s) => {
    if (s > 0) plain.run({ until: plainTime(t), timeStep: timeStep / n });
    return maximumAbs(scaled.x[s].map((q, i) => q - plain.state.x[i]));
  });
  return makeCheck({
    statement: '§1.2',
    title:
      variant === 'right'
        ? 'plain system at time t/N = system (2) at time t'
        : 'the printed t̂ = t/N (erratum B5)',
    kind: 'identity',
    at: scaled.times,
    atLabel: 't',
    lhs: distance,
    rhs: distance.map(() => 0),
    scale: Math.max(1, maximumAbs(scaled.x[samples])),
    error: amplifiedRounding(interaction, scaled, timeStep),
    errorHow: 'rounding of every step, amplified as a small change of the initial data is',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§1.1',
    title: "Newton's equations: conservation of energy",
    kind: 'identity',
    notebook: '01',
    section: "§1.1: Newton's equations",
    checks: [checkNewtonEnergy],
    tests: ['test/statements/newton.test.ts'],
    hypotheses: [],
  },
  {
    number: '§1.2',
    title: 'Mean-field scaling',
    kind: 'identity',
    notebook: '01',
    section: '§1.2: Mean-field scaling',
    checks: [checkScaling],
    tests: ['test/statements/newton.test.ts'],
    errata: ['B5'],
    hypotheses: [],
  },
];
