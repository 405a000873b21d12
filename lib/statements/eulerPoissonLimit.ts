import { integerIn, optionsOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import { integrate } from '../numerics/quadrature';
import { expansionFactor } from '../solvers/fluid';
import { coulombPairMeans } from '../solvers/quantum';
import { checkCoulombGas, checkGasCurrent } from './coulombGas';
import { checkGasStudy } from './gasStudy';
import { checkSemiclassicalHartree } from './semiclassicalHartree';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface PairLimitInput {
  /** At least three. */
  readonly epsilons: readonly number[];
  readonly until: number;
  /** Deviation of the Gaussian; default 1. */
  readonly width?: number;
}

/**
 * The left arrow of the diagram of Lecture 3 with Coulomb's repulsion: N = 2 fixed, ε → 0. ∫ρ_{2:1}e^{−|x|²/2w²} of two bosons, exactly, tends to
 * the mean over Newton's pairs from independent points at rest, in closed form but for one quadrature: their distance is s₀Λ(t/s₀^{3/2}). The
 * slope of the difference in log ε.
 * @throws RangeError for fewer than three ε, and as `coulombPairMeans`.
 * @example
 * checkPairLimit({ epsilons: [0.4, 0.2, 0.1], until: 1 })
 */
export function checkPairLimit(input: PairLimitInput): Check {
  optionsOf('checkPairLimit', input, '{ epsilons: [0.4, 0.2, 0.1], until: 1 }', [
    'epsilons',
    'until',
    'width',
  ]);
  const width = positive('width', input.width ?? 1);
  const until = positive('until', input.until);
  integerIn('epsilons.length', input.epsilons?.length, 3, 100);
  const epsilons = [...input.epsilons].sort((a, b) => b - a);
  const newton = newtonPairMean(width, until);
  const gaps = epsilons.map((hbar) => {
    const { means, error } = coulombPairMeans({ width, hbar, times: [until] });
    return { value: Math.abs(means[0] - newton), error: error[0] };
  });
  const [all, later] = [0, 1].map((from) =>
    logLogFit(
      epsilons.slice(from),
      gaps.slice(from).map(({ value }) => value),
    ),
  );
  const turn = Math.max(...gaps.map(({ value, error }) => error / value));
  return makeCheck({
    statement: '3.8',
    title: 'N = 2, ε → 0: two bosons → Newton’s pairs, order in ε',
    kind: 'limit',
    at: [epsilons[epsilons.length - 1]],
    atLabel: 'smallest ε',
    lhs: [later.slope],
    rhs: [2],
    error:
      (all.interval[1] - all.interval[0]) / 2 +
      Math.abs(all.slope - later.slope) +
      (2 * turn) / Math.log(epsilons[0] / epsilons[epsilons.length - 1]),
    errorHow: '95 % interval of the fit, what the largest ε changes, errors of the bosons',
    scale: 5,
  });
}

/** The mean of e^{−|x₁|²/2w²} over pairs that start at rest at independent normal points of deviation w. */
function newtonPairMean(width: number, t: number): number {
  const square = 1.5 * width ** 2;
  const law = (s: number): number =>
    4 * Math.PI * s * s * (4 * Math.PI * width ** 2) ** -1.5 * Math.exp((-s * s) / (4 * width ** 2));
  const bell = (s: number): number => {
    const later = s * expansionFactor(t / s ** 1.5).value;
    return (width ** 2 / square) ** 1.5 * Math.exp((-later * later) / (8 * square));
  };
  return integrate((s) => law(s) * bell(s), 1e-9 * width, 20 * width, { tolerance: 1e-11 }).value;
}

export const entries: readonly StatementEntry[] = [
  {
    number: '3.8',
    title: 'From N-body Schrödinger to Euler–Poisson',
    kind: 'limit',
    notebook: '06',
    section: 'Theorem 3.8: from N-body Schrödinger to Euler–Poisson',
    checks: [checkSemiclassicalHartree, checkCoulombGas, checkGasCurrent, checkGasStudy, checkPairLimit],
    tests: ['test/statements/eulerPoissonLimit.test.ts', 'test/statements/gasStudy.test.ts'],
    errata: ['B13'],
    hypotheses: [],
  },
];
