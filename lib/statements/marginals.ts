import type { HarmonicLaw } from '../densities/harmonicLaw';
import type { PhaseSpaceDensity } from '../densities/types';
import type { Interaction } from '../interactions/types';
import { type Estimate, estimateOf } from '../numerics/estimate';
import { finite, integerIn, positive } from '../numerics/guards';
import type { Random } from '../numerics/random';
import { newtonSolver } from '../solvers/particles';
import { lectureOneHypothesisNames } from './entry';
import { lectureOneHypotheses } from './hypotheses';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface MarginalInput {
  readonly interaction: Interaction;
  /** f^in, d = 1: the particles are independent with this law at time 0. */
  readonly density: PhaseSpaceDensity;
  /** N. */
  readonly particles: number;
  /** Clouds drawn for the mean of the empirical measure, and as many others for the marginal. */
  readonly replicas: number;
  readonly until: number;
  readonly timeStep: number;
  readonly random: Random;
}

/** The means of one observable of the state at time t. */
export interface MarginalMoment {
  readonly name: string;
  /** ∫⟨μ_{Φ(t)}, φ⟩F_N^in: the mean over clouds of the mean over particles. */
  readonly empirical: Estimate;
  /** ∫φ F_{N:1}(t): the mean over other clouds of φ at their first particle. */
  readonly marginal: Estimate;
  /** Standard deviation of ⟨μ_{Φ(t)}, φ⟩ from cloud to cloud. */
  readonly fluctuation: number;
}

const observables: readonly { readonly name: string; of(x: number, xi: number): number }[] = [
  { name: 'x²', of: (x) => x * x },
  { name: 'xξ', of: (x, xi) => x * xi },
  { name: 'ξ²', of: (_, xi) => xi * xi },
  { name: 'cos(x + ξ)', of: (x, xi) => Math.cos(x + xi) },
];

/**
 * Both sides of ∫μ_{Φ(t,X,Ξ)}F_N^in = F_{N:1}(t), tested with x², xξ, ξ² and cos(x + ξ), by Monte Carlo over two families
 * of independent clouds that move by Newton's equations in the mean-field scaling.
 * @throws RangeError unless density and interaction have dimension 1, and for more than 10⁷ particles in all.
 * @example
 * marginalMoments({ interaction: V, density, particles: 5, replicas: 100, until: 1, timeStep: 0.05, random })
 */
export function marginalMoments(input: MarginalInput): MarginalMoment[] {
  const { interaction, density, random } = input;
  const particles = integerIn('particles', input.particles, 1, 10_000);
  const replicas = integerIn('replicas', input.replicas, 2, 1e7);
  positive('timeStep', input.timeStep);
  finite('until', input.until);
  if (density.dimension !== 1 || interaction.dimension !== 1)
    throw new RangeError(
      `density and interaction must have dimension 1, got ${density.dimension} and ${interaction.dimension}`,
    );
  if (particles * replicas > 1e7)
    throw new RangeError(`particles·replicas must be at most 1e7, got ${particles * replicas}`);
  const means = (count: number): Float64Array[] =>
    Array.from({ length: replicas }, () => {
      const solver = newtonSolver({ interaction, ...density.sample(random, particles) });
      if (input.until !== 0) solver.run({ until: input.until, timeStep: input.timeStep });
      const { x, xi } = solver.state;
      return Float64Array.from(observables, ({ of }) => {
        let sum = 0;
        for (let j = 0; j < count; j++) sum += of(x[j], xi[j]);
        return sum / count;
      });
    });
  const [all, first] = [means(particles), means(1)];
  return observables.map(({ name }, k) => {
    const empirical = estimateOf(all.map((values) => values[k]));
    return {
      name,
      empirical,
      marginal: estimateOf(first.map((values) => values[k])),
      fluctuation: empirical.standardError * Math.sqrt(replicas),
    };
  });
}

export interface MarginalCheckInput {
  readonly interaction: Interaction;
  readonly moments: readonly MarginalMoment[];
  /** F_{N:1}(t) where it is known, as `harmonicLaw` gives it; the cosine is then exp(−½Var(x + ξ)). */
  readonly exact?: HarmonicLaw;
}

/**
 * §1.4: the mean of the empirical measure over the initial data is the first marginal of the N-particle distribution. The
 * error is four standard errors (one test in 4000 would fail by chance).
 * @example
 * checkMarginalFormula({ interaction: V, moments: marginalMoments({ interaction: V, density, particles: 5, replicas: 100, until: 1, timeStep: 0.05, random }) })
 */
export function checkMarginalFormula({ interaction, moments, exact }: MarginalCheckInput): Check {
  const known = exact && [
    exact.xx,
    exact.xXi,
    exact.xiXi,
    Math.exp(-(exact.xx + 2 * exact.xXi + exact.xiXi) / 2),
  ];
  return makeCheck({
    statement: '§1.4 marginals',
    title: `mean of the empirical measure = ${known ? 'first marginal, in closed form' : 'first marginal'}`,
    kind: 'identity',
    hypotheses: lectureOneHypotheses(interaction),
    at: moments.map((_, k) => k + 1),
    atLabel: 'observable',
    lhs: moments.map(({ empirical }) => empirical.mean),
    rhs: known ?? moments.map(({ marginal }) => marginal.mean),
    error: moments.map(
      ({ empirical, marginal }) =>
        4 * Math.hypot(empirical.standardError, known ? 0 : marginal.standardError) + 1e-9,
    ),
    errorHow: 'four standard errors of the Monte Carlo means',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§1.4 marginals',
    title: 'Mean of the empirical measure is the first marginal',
    kind: 'identity',
    notebook: '02',
    section: '§1.4: the mean of the empirical measure',
    checks: [checkMarginalFormula],
    tests: ['test/statements/marginals.test.ts'],
    hypotheses: lectureOneHypothesisNames,
  },
];
