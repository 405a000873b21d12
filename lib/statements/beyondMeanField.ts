import { integerIn } from '../numerics/guards';
import {
  bogoliubov,
  bosonDeviation,
  bosonDynamics,
  bosonProductState,
  latticeBosons,
  type QuantumLattice,
} from '../solvers/quantum';
import { checkClassicalFluctuations } from './classicalFluctuations';
import { lectureOneHypothesisNames } from './entry';
import { checkArrived, evenness, finiteFourierMass, latticeHypotheses, pathError } from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface BogoliubovInput {
  readonly lattice: QuantumLattice;
  readonly initial: ArrayLike<number>;
  /** N ≥ 2; the same is done with N/2, 2N and 4N bosons. */
  readonly particles: number;
  readonly until: number;
  /** Default 8. */
  readonly samples?: number;
  /** Limit on the steps of Bogoliubov's system; default 100 000. */
  readonly maxSteps?: number;
}

/**
 * §2.8, Remark 6, quantum: N·E(t), the mean number of bosons outside ψ(t), tends to the trace of Bogoliubov's γ. Left
 * 2·(4N·E_{4N}) − 2N·E_{2N}, which is free of the next order in 1/N, right the linear system. The error is what the two
 * steps before changed, from N/2, N by way of N, 2N, and what the errors of the states can do.
 * @throws RangeError when one of the evolutions stops before `until`.
 * @example
 * checkBogoliubov({ lattice, initial: psi, particles: 4, until: 0.5 })
 */
export function checkBogoliubov(input: BogoliubovInput): Check {
  const { lattice, initial, until, samples = 8, maxSteps } = input;
  integerIn('particles', input.particles, 2);
  const limit = bogoliubov(lattice, initial, until, { maxSteps });
  limit.at(until);
  const limitError = pathError(limit);
  const sizes = [Math.ceil(input.particles / 2), ...[1, 2, 4].map((factor) => factor * input.particles)];
  const counts = sizes.map((particles) => {
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
  /** Linear in 1/N, through the counts for sizes k and k + 1. */
  const extrapolated = (k: number): number[] =>
    counts[k].outside.map(
      (few, s) => (sizes[k + 1] * counts[k + 1].outside[s] - sizes[k] * few) / (sizes[k + 1] - sizes[k]),
    );
  const [rougher, rough, fine] = [0, 1, 2].map(extrapolated);
  const changes = fine.map((value, s) => Math.abs(value - rough[s]) + Math.abs(rough[s] - rougher[s]));
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
      (_, s) =>
        // Differences that oscillate vanish now and then: what was uncertain before t is so at t.
        Math.max(...changes.slice(0, s + 1)) + 2 * counts[3].errors[s] + counts[2].errors[s] + limitError,
    ),
    errorHow: `changes of the extrapolation on the way to N = ${sizes[2]}, ${sizes[3]}, and errors of the states`,
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.8 Remark 6',
    title: 'Fluctuations',
    kind: 'limit',
    notebook: '03',
    section: '§2.8, Remark 6: fluctuations',
    checks: [checkBogoliubov, checkClassicalFluctuations],
    tests: ['test/statements/beyondMeanField.test.ts', 'test/statements/classicalFluctuations.test.ts'],
    // Of the quantum claim, then what the classical one asks for besides.
    hypotheses: [evenness, finiteFourierMass, ...lectureOneHypothesisNames.slice(1)],
  },
];
