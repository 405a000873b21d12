import type { PhaseSpaceDensity } from '../densities/types';
import { type Estimate, estimateOf } from '../numerics/estimate';
import { integerIn, positive } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import type { Random } from '../numerics/random';
import { type FluctuationOptions, fluctuationVariance } from '../solvers/kinetic';
import { newtonSolver } from '../solvers/particles';
import {
  bogoliubov,
  bosonDeviation,
  bosonDynamics,
  bosonProductState,
  latticeBosons,
  type QuantumLattice,
} from '../solvers/quantum';
import { lectureOneHypothesisNames, liveStatement } from './entry';
import { lectureOneHypotheses } from './hypotheses';
import { checkArrived, evenness, finiteFourierMass, latticeHypotheses, pathError } from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface BogoliubovInput {
  readonly lattice: QuantumLattice;
  readonly initial: ArrayLike<number>;
  /** N; the same is done with 2N and 4N bosons. */
  readonly particles: number;
  readonly until: number;
  /** Default 8. */
  readonly samples?: number;
  /** Limit on the steps of Bogoliubov's system; default 100 000. */
  readonly maxSteps?: number;
}

/**
 * §2.8, Remark 6, quantum: N·E(t), the mean number of bosons outside ψ(t), tends to the trace of Bogoliubov's γ. Left
 * 2·(4N·E_{4N}) − 2N·E_{2N}, which is free of the next order in 1/N, right the linear system. The error is by how much that
 * differs from 2·(2N·E_{2N}) − N·E_N, and what the errors of the states can do.
 * @throws RangeError when one of the evolutions stops before `until`.
 */
export function checkBogoliubov(input: BogoliubovInput): Check {
  const { lattice, initial, until, samples = 8, maxSteps } = input;
  integerIn('particles', input.particles, 2);
  const limit = bogoliubov(lattice, initial, until, { maxSteps });
  limit.at(until);
  const limitError = pathError(limit);
  const counts = [1, 2, 4].map((factor) => {
    const particles = factor * input.particles;
    const { basis, run } = bosonDynamics(latticeBosons(lattice), { particles, tolerance: 1e-11 });
    const outside: number[] = [];
    const report = run(bosonProductState(basis, initial), {
      until,
      samples,
      observe: (time, state) => {
        outside.push(particles * bosonDeviation(basis, state, limit.at(time).psi).depletion);
      },
    });
    checkArrived(report, particles, until);
    // E is the square of a distance of states, both of which have an error: |δE| ≤ 2δ√E + δ².
    const delta = report.error + limitError;
    const errors = outside.map((n) => 2 * delta * Math.sqrt(particles * n) + particles * delta ** 2);
    return { outside, errors };
  });
  const times = counts[0].outside.map((_, s) => (until * s) / samples);
  const extrapolated = (few: number[], many: number[]): number[] =>
    many.map((value, s) => 2 * value - few[s]);
  const [rough, fine] = [0, 1].map((k) => extrapolated(counts[k].outside, counts[k + 1].outside));
  return makeCheck({
    statement: '§2.8 Remark 6',
    title: "N·E → tr γ, Bogoliubov's coefficient of 1/N",
    kind: 'limit',
    hypotheses: latticeHypotheses(lattice),
    at: times,
    atLabel: 't',
    lhs: fine,
    rhs: times.map((t) => limit.at(t).depletion),
    error: fine.map(
      (value, s) => Math.abs(value - rough[s]) + 2 * counts[2].errors[s] + counts[1].errors[s] + limitError,
    ),
    errorHow: `change of the extrapolation from N = ${input.particles}, ${2 * input.particles} to twice that, and errors of the states`,
  });
}

export interface ClassicalFluctuationsInput
  extends Pick<FluctuationOptions, 'interaction' | 'initial' | 'observable' | 'until'> {
  /** The same f^in, to draw particles from. */
  readonly density: PhaseSpaceDensity;
  /** N. */
  readonly particles: number;
  /** Clouds. */
  readonly replicas: number;
  readonly timeStep: number;
  readonly random: Random;
  readonly onProgress?: OnProgress;
}

/** What the central limit theorem about Vlasov's equation says, and what was seen. */
export interface ClassicalFluctuations {
  /** √N(⟨μ_N(t), φ⟩ − ⟨f(t), φ⟩), one for each cloud. */
  readonly deviations: Float64Array;
  /** Variance of the Gaussian limit. */
  readonly variance: number;
  /** What it would be for independent draws from f(t). */
  readonly independent: number;
  readonly check: Check;
}

/**
 * §2.8, Remark 6, classical: the variance of √N(⟨μ_N(t), φ⟩ − ⟨f(t), φ⟩) over clouds of N independent particles against the
 * linearised Vlasov equation. The error is three standard errors, and what half as many particles change.
 */
export function classicalFluctuations(input: ClassicalFluctuationsInput): ClassicalFluctuations {
  const { interaction, density, observable, until, random } = input;
  const particles = integerIn('particles', input.particles, 2);
  const replicas = integerIn('replicas', input.replicas, 20);
  positive('timeStep', input.timeStep);
  const limit = fluctuationVariance(input);
  const d = interaction.dimension;
  let done = 0;
  /** The deviations of clouds of n particles. */
  const drawn = (n: number): Float64Array =>
    Float64Array.from({ length: replicas }, () => {
      const solver = newtonSolver({ interaction, ...density.sample(random, n) });
      if (until !== 0) solver.run({ until, timeStep: input.timeStep });
      const { x, xi } = solver.state;
      let sum = 0;
      for (let j = 0; j < n; j++)
        sum += observable.value(x.subarray(j * d, (j + 1) * d), xi.subarray(j * d, (j + 1) * d));
      input.onProgress?.(++done, 2 * replicas);
      return Math.sqrt(n) * (sum / n - limit.mean);
    });
  const deviations = drawn(particles);
  const [seen, ofHalf] = [deviations, drawn(Math.max(1, Math.round(particles / 2)))].map(varianceOf);
  const check = makeCheck({
    statement: '§2.8 Remark 6',
    title: 'variance of √N(⟨μ_N, φ⟩ − ⟨f, φ⟩) against the linearised Vlasov equation',
    kind: 'limit',
    hypotheses: lectureOneHypotheses(interaction),
    at: [particles],
    atLabel: 'N',
    lhs: [seen.mean],
    rhs: [limit.value],
    error: 3 * seen.standardError + Math.abs(seen.mean - ofHalf.mean) + (2 * limit.value) / particles,
    errorHow: 'three standard errors, the change from N/2 particles, and 2/N',
    // R clouds leave 3√(2/R) of the variance open, and the next order in 1/N stays: a tenth, the usual limit, would take
    // minutes. An error up to half the value still tells it from 0 and from twice as much.
    scale: 5 * limit.value,
  });
  return { deviations, variance: limit.value, independent: limit.independent, check };
}

/** The variance as the mean of squared deviations, which is free of bias, with its standard error. */
function varianceOf(values: Float64Array): Estimate {
  const { length } = values;
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  return estimateOf(values.map((value) => ((value - mean) ** 2 * length) / (length - 1)));
}

/** Registry entry of Remark 6. */
export const fluctuationsEntry: StatementEntry = liveStatement({
  number: '§2.8 Remark 6',
  title: 'Fluctuations',
  kind: 'limit',
  notebook: '03',
  section: '§2.8, Remark 6: fluctuations',
  checks: ['checkBogoliubov', 'classicalFluctuations'],
  tests: ['test/statements/beyondMeanField.test.ts'],
  // Of the quantum claim, then what the classical one asks for besides.
  hypotheses: [evenness, finiteFourierMass, ...lectureOneHypothesisNames.slice(1)],
});
