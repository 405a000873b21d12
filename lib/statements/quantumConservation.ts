import type { Interaction } from '../interactions/types';
import { maximumAbs } from '../numerics/extrema';
import { positive } from '../numerics/guards';
import {
  type GridSolverOptions,
  hartreeSolver,
  manyBodySolver,
  type QuantumEnergy,
  type QuantumGridSolver,
  sobolevNorm,
  type WaveFunction,
  waveNorm,
} from '../solvers/quantum';
import { liveStatement } from './entry';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface QuantumRunInput {
  /** One particle: Hartree's equation; several: Schrödinger's with (1/N)ΣV. */
  readonly initial: WaveFunction;
  readonly interaction: Interaction;
  readonly external?: GridSolverOptions['external'];
  readonly until: number;
  readonly timeStep: number;
  /** Samples between 0 and `until`; default 20. */
  readonly samples?: number;
}

/** What is compared along a run with one step. */
interface Course {
  readonly times: number[];
  readonly norms: number[];
  readonly energies: QuantumEnergy[];
  readonly sobolevNorms: number[];
  /** ‖ψ − ψ(0)‖ after the way back. */
  readonly returnDistance: number;
}

function course(input: QuantumRunInput, timeStep: number): Course {
  const solver = solverOf(input);
  const out = { times: [] as number[], norms: [] as number[], energies: [] as QuantumEnergy[] };
  const sobolevNorms: number[] = [];
  solver.run({
    until: positive('until', input.until),
    timeStep: positive('timeStep', timeStep),
    samples: input.samples ?? 20,
    observe: (time, state) => {
      out.times.push(time);
      out.norms.push(waveNorm(state));
      out.energies.push(solver.energy);
      sobolevNorms.push(sobolevNorm(state));
    },
  });
  solver.run({ until: 0, timeStep });
  const { values, grid, particles } = solver.state;
  const apart = values.reduce((sum, value, i) => sum + (value - input.initial.values[i]) ** 2, 0);
  return { ...out, sobolevNorms, returnDistance: Math.sqrt(apart * grid.cell ** particles) };
}

function solverOf({ initial, interaction, external }: QuantumRunInput): QuantumGridSolver {
  const make = initial.particles === 1 ? hartreeSolver : manyBodySolver;
  return make({ initial, interaction, external });
}

/** Rounding of a run of many transforms, relative to what is compared. */
const rounding = 1e-11;

/**
 * §2.1 (several particles) and §2.2 (one): the norm stays 1, the energy its initial value, and the motion can be run
 * backwards. For Hartree's equation the energy contains ½∬V|ψ|²|ψ|²; `interactionShare` puts another number in the place of
 * ½ (with 1, the sum of the energies of the particles, it is not conserved). Errors: the energy under halving of the step.
 */
export function checkQuantumConservation(
  input: QuantumRunInput & { readonly interactionShare?: number },
): Check[] {
  const fine = course(input, input.timeStep / 2);
  const coarse = course(input, input.timeStep);
  const many = input.initial.particles > 1;
  const statement = many ? '§2.1' : '§2.2';
  const share = input.interactionShare ?? 0.5;
  const total = ({ kinetic, external, interaction }: QuantumEnergy): number =>
    kinetic + external + interaction * (many ? 1 : 2 * share);
  const [energies, coarseEnergies] = [fine, coarse].map((run) => run.energies.map(total));
  const size = Math.max(...fine.energies.map((e) => Math.abs(e.kinetic) + Math.abs(e.interaction)));
  const common = { statement, kind: 'identity' as const, at: fine.times, atLabel: 't' };
  return [
    makeCheck({
      ...common,
      title: 'the norm is conserved',
      lhs: fine.norms,
      rhs: fine.norms.map(() => 1),
      error: rounding,
      errorHow: 'rounding',
    }),
    makeCheck({
      ...common,
      title: share === 0.5 || many ? 'the energy is conserved' : `energy with ${share} in the place of ½`,
      lhs: energies,
      rhs: energies.map(() => energies[0]),
      error: maximumAbs(energies.map((e, s) => e - coarseEnergies[s])) + rounding * size,
      errorHow: 'largest change of the energy when the step is halved, plus rounding',
      // More than a thousandth of the energies at play would confirm a motion with friction too.
      scale: 1e-2 * size,
    }),
    makeCheck({
      ...common,
      title: 'the motion runs back to the start',
      at: [0],
      lhs: [fine.returnDistance],
      rhs: [0],
      error: 100 * rounding,
      errorHow: 'rounding, there and back: the splitting is symmetric in time',
      scale: 1,
    }),
  ];
}

/**
 * §2.2: for V ≥ 0 the kinetic energy stays below the initial energy, ½ħ²‖∇ψ(t)‖² ≤ E(0), so that ψ stays bounded in H¹.
 * `lhs` is ½ħ²(‖ψ‖²_{H¹} − ‖ψ‖²).
 */
export function checkHartreeSobolev(input: QuantumRunInput): Check {
  const fine = course(input, input.timeStep / 2);
  const coarse = course(input, input.timeStep);
  const { hbar } = input.initial;
  const kinetic = ({ sobolevNorms, norms }: Course): number[] =>
    sobolevNorms.map((norm, s) => 0.5 * hbar ** 2 * (norm ** 2 - norms[s] ** 2));
  const [lhs, coarseLhs] = [fine, coarse].map(kinetic);
  const least = leastValue(input);
  return makeCheck({
    statement: '§2.2',
    title: 'the kinetic energy stays below the initial energy (V ≥ 0)',
    kind: 'inequality',
    hypotheses: [
      {
        name: 'V ≥ 0',
        role: 'needed',
        holds: least >= 0,
        witness: `least value of V on the differences of the grid: ${least.toPrecision(3)}`,
      },
    ],
    at: fine.times,
    atLabel: 't',
    lhs,
    rhs: lhs.map(() => fine.energies[0].total),
    error: lhs.map((value, s) => Math.abs(value - coarseLhs[s]) + rounding),
    errorHow: 'change when the step is halved',
  });
}

/** The least value of V at the differences of the points along the first axis. */
function leastValue({ initial, interaction }: QuantumRunInput): number {
  const { grid } = initial;
  const z = new Float64Array(grid.dimension);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < grid.points[0]; i++) {
    z[0] = i * grid.spacing[0];
    const value = interaction.value(z);
    if (value < least) least = value;
  }
  return least;
}

/** Registry entry of §2.1. */
export const schroedingerEntry: StatementEntry = liveStatement({
  number: '§2.1',
  title: 'Schrödinger equation: norm, energy, reversibility',
  kind: 'identity',
  notebook: '03',
  section: '§2.1: the N-body Schrödinger equation',
  checks: ['checkQuantumConservation'],
  tests: ['test/statements/quantumConservation.test.ts'],
  hypotheses: [],
});

/** Registry entry of §2.2. */
export const hartreeEntry: StatementEntry = liveStatement({
  number: '§2.2',
  title: 'Hartree equation: mass, energy, H¹ bound',
  kind: 'identity',
  notebook: '03',
  section: "§2.2: Hartree's equation",
  checks: ['checkQuantumConservation', 'checkHartreeSobolev'],
  tests: ['test/statements/quantumConservation.test.ts'],
  errata: ['B5'],
  hypotheses: [{ name: 'V ≥ 0', role: 'needed' }],
});
