import type { Interaction } from '../interactions/types';
import { maximum, maximumAbs, minimum } from '../numerics/extrema';
import { integerIn, oneOf, positive } from '../numerics/guards';
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
import { sampleOnGrid } from '../solvers/quantum/grid/grid';
import { interactionSamples } from '../solvers/quantum/grid/interaction';
import type { Check, HypothesisCheck, StatementEntry } from './types';
import { makeCheck, short } from './verdict';

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
  /** The largest |kinetic| + |external| + |interaction|. */
  readonly energySize: number;
  /** How far rounding can carry ψ, relatively, on the way there. */
  readonly rounding: number;
}

/** A run there and back, in steps of equal length of which none exceeds `timeStep`, each divided by `refinement`. */
function course(input: QuantumRunInput, refinement: number): Course {
  const solver = solverOf(input);
  const { samples = 20 } = input;
  const interval = positive('until', input.until) / integerIn('samples', samples, 1);
  // Rounding of the quotient must not cost a step.
  const steps = Math.ceil((interval / positive('timeStep', input.timeStep)) * (1 - 1e-12));
  const timeStep = interval / (refinement * steps);
  const out = { times: [] as number[], norms: [] as number[], energies: [] as QuantumEnergy[] };
  const sobolevNorms: number[] = [];
  const there = solver.run({
    until: input.until,
    timeStep,
    samples,
    observe: (time, state) => {
      out.times.push(time);
      out.norms.push(waveNorm(state));
      out.energies.push(solver.energy);
      sobolevNorms.push(sobolevNorm(state));
    },
  });
  solver.run({ until: 0, timeStep, samples });
  const { values, grid, particles } = solver.state;
  const apart = values.reduce((sum, value, i) => sum + (value - input.initial.values[i]) ** 2, 0);
  const energySize = maximum(
    out.energies.map((e) => Math.abs(e.kinetic) + Math.abs(e.external) + Math.abs(e.interaction)),
  );
  // Six flights a step, each there and back through log₂ n levels, and the phases of the energies in the time of the run.
  const roundings =
    12 * there.steps * Math.log2(values.length / 2) + (energySize * input.until) / input.initial.hbar;
  return {
    ...out,
    sobolevNorms,
    returnDistance: Math.sqrt(apart * grid.cell ** particles),
    energySize,
    rounding: Number.EPSILON * roundings,
  };
}

function solverOf({ initial, interaction, external }: QuantumRunInput): QuantumGridSolver {
  const make = initial.particles === 1 ? hartreeSolver : manyBodySolver;
  return make({ initial, interaction, external });
}

/**
 * §2.1 (several particles) and §2.2 (one): the norm stays 1, the energy its initial value, and the motion can be run
 * backwards. For Hartree's equation the energy contains ½∬V|ψ|²|ψ|²; the variant `no half` of one particle leaves out the ½
 * (the sum of the energies of the particles), and is not conserved. Errors: the energy under halving of the step, and
 * the rounding of as many transforms and phases as the run took.
 * @example
 * checkQuantumConservation({ initial: packet, interaction: V, until: 1, timeStep: 0.05 })
 */
export function checkQuantumConservation(
  input: QuantumRunInput & { readonly variant?: 'right' | 'no half' },
): Check[] {
  const fine = course(input, 2);
  const coarse = course(input, 1);
  const many = input.initial.particles > 1;
  const statement = many ? '§2.1' : '§2.2';
  const half = oneOf('variant', input.variant ?? 'right', ['right', 'no half']) === 'right';
  const total = ({ kinetic, external, interaction }: QuantumEnergy): number =>
    kinetic + external + interaction * (many || half ? 1 : 2);
  const [energies, coarseEnergies] = [fine, coarse].map((run) => run.energies.map(total));
  const { rounding, energySize } = fine;
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
      title: half || many ? 'the energy is conserved' : 'energy with 1 in the place of ½',
      lhs: energies,
      rhs: energies.map(() => energies[0]),
      error: maximumAbs(energies.map((e, s) => e - coarseEnergies[s])) + rounding * energySize,
      errorHow: 'largest change of the energy when the step is halved, plus rounding',
      // More than a thousandth of the energies at play would confirm a motion with friction too.
      scale: 1e-2 * energySize,
    }),
    makeCheck({
      ...common,
      title: 'the motion runs back to the start',
      at: [0],
      lhs: [fine.returnDistance],
      rhs: [0],
      error: 2 * rounding,
      errorHow: 'rounding, there and back: the splitting is symmetric in time',
      scale: 1,
    }),
  ];
}

/**
 * §2.2: for V ≥ 0 and U ≥ 0 the kinetic energy stays below the initial energy, ½ħ²‖∇ψ(t)‖² ≤ E(0), so that ψ stays bounded in H¹.
 * `lhs` is ½ħ²(‖ψ‖²_{H¹} − ‖ψ‖²).
 * @example
 * checkHartreeSobolev({ initial: packet, interaction: potentialGaussian({ dimension: 1 }), until: 1, timeStep: 0.05 })
 */
export function checkHartreeSobolev(input: QuantumRunInput): Check {
  const fine = course(input, 2);
  const coarse = course(input, 1);
  const { hbar } = input.initial;
  const kinetic = ({ sobolevNorms, norms }: Course): number[] =>
    sobolevNorms.map((norm, s) => 0.5 * hbar ** 2 * (norm ** 2 - norms[s] ** 2));
  const [lhs, coarseLhs] = [fine, coarse].map(kinetic);
  return makeCheck({
    statement: '§2.2',
    title: 'the kinetic energy stays below the initial energy (V, U ≥ 0)',
    kind: 'inequality',
    hypotheses: positivity(input),
    at: fine.times,
    atLabel: 't',
    lhs,
    rhs: lhs.map(() => fine.energies[0].total),
    error: lhs.map((value, s) => Math.abs(value - coarseLhs[s]) + fine.rounding * fine.energySize),
    errorHow: 'change when the step is halved, plus rounding',
  });
}

const [positiveV, positiveU] = (['V ≥ 0', 'U ≥ 0'] as const).map(
  (name) => ({ name, role: 'needed' }) as const,
);

/** On the values that the solver uses: V at the differences of all points, U at the points. */
function positivity({ initial, interaction, external = () => 0 }: QuantumRunInput): HypothesisCheck[] {
  const { grid } = initial;
  const v = minimum(interactionSamples(interaction, grid));
  const u = minimum(sampleOnGrid('external', grid, external));
  return [
    { ...positiveV, holds: v >= 0, witness: `least value at the differences of the points: ${short(v)}` },
    { ...positiveU, holds: u >= 0, witness: `least value at the points: ${short(u)}` },
  ];
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.1',
    title: 'Schrödinger equation: norm, energy, reversibility',
    kind: 'identity',
    notebook: '03',
    section: '§2.1: the N-body Schrödinger equation',
    checks: [checkQuantumConservation],
    tests: ['test/statements/quantumConservation.test.ts'],
    hypotheses: [],
  },
  {
    number: '§2.2',
    title: 'Hartree equation: mass, energy, H¹ bound',
    kind: 'identity',
    notebook: '03',
    section: "§2.2: Hartree's equation",
    checks: [checkQuantumConservation, checkHartreeSobolev],
    tests: ['test/statements/quantumConservation.test.ts'],
    errata: ['B5'],
    hypotheses: [positiveV, positiveU],
  },
];
