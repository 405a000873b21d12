import type { Interaction } from '../interactions/types';
import { type CircleModulatedEnergy, circleModulatedEnergy } from '../metrics/coulomb';
import { integerIn, oneOf, optionsOf, positive } from '../numerics/guards';
import { circleFluid } from '../solvers/fluid';
import { manyBodySolver, productState, quantumGrid, waveFunction } from '../solvers/quantum';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface QuantumModulatedInput {
  /** V on the circle of length 2π. */
  readonly interaction: Interaction;
  /** ρ^in > 0, ∫ρ = 1. */
  readonly density: (x: number) => number;
  readonly velocity: (x: number) => number;
  /** S with e^{iS/ε} of period 2π; the state is √ρ^in e^{iS/ε} for both particles. S′ need not be u^in. */
  readonly phase: (x: number) => number;
  readonly epsilon: number;
  readonly until: number;
  /** Of the grid; default 64. */
  readonly points?: number;
  /** Snapshots after 0, a multiple of 4; default 40. */
  readonly samples?: number;
}

/** Two particles on the circle beside the fluid. */
export interface QuantumModulatedRun {
  readonly times: Float64Array;
  readonly energies: readonly CircleModulatedEnergy[];
  readonly status: string;
}

/**
 * Schrödinger's equation of two particles on the circle from WKB data, with the modulated energy of §3.5 about the solution of
 * ∂ₜu + uu′ = −V′⋆ρ, ∂ₜρ + (ρu)′ = 0.
 * @throws RangeError as `circleFluid` and `manyBodySolver`.
 * @example
 * quantumModulatedRun({ interaction: potentialCosine(), density: () => 1 / (2 * Math.PI), velocity: (x) => 0.2 * Math.sin(x), phase: (x) => -0.2 * Math.cos(x), epsilon: 0.5, until: 0.4, points: 32 })
 */
export function quantumModulatedRun(input: QuantumModulatedInput): QuantumModulatedRun {
  optionsOf(
    'quantumModulatedRun',
    input,
    '{ interaction, density, velocity, phase, epsilon: 0.5, until: 0.5 }',
    ['interaction', 'density', 'velocity', 'phase', 'epsilon', 'until', 'points', 'samples'],
  );
  const { interaction, density, velocity, phase, points = 64 } = input;
  const epsilon = positive('epsilon', input.epsilon);
  const until = positive('until', input.until);
  const samples = integerIn('samples', input.samples ?? 40, 4, 10_000);
  if (samples % 4 !== 0) throw new RangeError(`samples must be a multiple of 4, got ${samples}`);
  const fluid = circleFluid({ interaction, density, velocity, until, points });
  const grid = quantumGrid({ low: 0, high: 2 * Math.PI, points, periodic: true });
  const psi = waveFunction({
    grid,
    hbar: epsilon,
    values: ([x]) => {
      const a = Math.sqrt(density(x));
      return [a * Math.cos(phase(x) / epsilon), a * Math.sin(phase(x) / epsilon)];
    },
  });
  const solver = manyBodySolver({ initial: productState([psi, psi]), interaction });
  const energies: CircleModulatedEnergy[] = [];
  const times: number[] = [];
  const { status } = solver.run({
    until,
    timeStep: until / (2 * samples),
    samples,
    observe: (t, state) => {
      times.push(t);
      energies.push(circleModulatedEnergy(state, interaction, fluid, Math.min(t, until)));
    },
  });
  return { times: Float64Array.from(times), energies, status };
}

/**
 * §3.5, the derivative of the quantum modulated energy, on the circle with N = 2: −2⟨(−iħ∂ − u)u′(−iħ∂ − u)⟩ + ½ħ²⟨u‴⟩ − ⟨G⟩, integrated in
 * time by Simpson's rule, against the change of the energy. `as printed` has +⟨G⟩ (B11); `without dispersion` leaves ½ħ²⟨u‴⟩ out.
 * @example
 * checkQuantumModulated(quantumModulatedRun({ interaction: potentialCosine(), density: () => 1 / (2 * Math.PI), velocity: (x) => 0.2 * Math.sin(x), phase: (x) => -0.2 * Math.cos(x), epsilon: 0.5, until: 0.4, points: 32 }))
 */
export function checkQuantumModulated(
  run: QuantumModulatedRun,
  variant: 'right' | 'as printed' | 'without dispersion' = 'right',
): Check {
  if (!(run?.energies?.length > 4))
    throw new RangeError(`checkQuantumModulated wants what quantumModulatedRun returns, got ${run}`);
  oneOf('variant', variant, ['right', 'as printed', 'without dispersion']);
  const { times, energies, status } = run;
  const rates = energies.map(
    ({ deformation, dispersion, commutator }) =>
      -deformation +
      (variant === 'without dispersion' ? 0 : dispersion) +
      (variant === 'as printed' ? commutator : -commutator),
  );
  const h = times[1] - times[0];
  const [at, lhs, rhs, error]: number[][] = [[], [], [], []];
  let [fine, rough] = [0, 0];
  for (let k = 4; k < times.length; k += 4) {
    const [a, b, c, d, e] = rates.slice(k - 4, k + 1);
    fine += (h / 3) * (a + 4 * b + 2 * c + 4 * d + e);
    rough += ((2 * h) / 3) * (a + 4 * c + e);
    at.push(times[k]);
    lhs.push(energies[k].total - energies[0].total);
    rhs.push(fine);
    error.push(Math.abs(fine - rough) + 1e-9);
  }
  const titles = {
    right: 'quantum: E(t) − E(0) = ∫(−2⟨AΣA⟩ + ½ħ²⟨Δ div u⟩ − ⟨G⟩)',
    'as printed': 'the same with +⟨G⟩, as printed',
    'without dispersion': 'the same without ½ħ²⟨Δ div u⟩',
  };
  return makeCheck({
    statement: '§3.5 modulated energy',
    title: titles[variant],
    kind: 'identity',
    at,
    atLabel: 't',
    lhs,
    rhs,
    error,
    errorHow: 'what half as many snapshots change',
    certain: status === 'resolved',
  });
}
