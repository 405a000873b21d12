import { finite, nonEmpty, numberIn, positive, shown } from '../numerics/guards';
import { integrate } from '../numerics/quadrature';
import { hardyQuotient } from '../solvers/quantum';
import { checkFormBound, checkLatticeFormBound } from './formBound';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** A radial function on R³ for Hardy's inequality, with its derivative; where it does not vanish to rounding. */
export interface HardyFunction {
  readonly label: string;
  /** ψ(r), any multiple. */
  readonly psi: (r: number) => number;
  /** ψ′(r). */
  readonly slope: (r: number) => number;
  /** The radii between which ψ lives, 0 < inner < outer. */
  readonly inner: number;
  readonly outer: number;
}

export interface HardyInput {
  /** Default: a Gaussian, two states of hydrogen, and almost-minimisers in shells with S = 5, 10, 20, 40. */
  readonly functions?: readonly HardyFunction[];
  /** C; 4 is Hardy's. */
  readonly constant?: number;
}

/**
 * §2.7, Hardy's inequality ∫|ψ|²/|x|² ≤ C∫|∇ψ|² in R³, C = 4, for each of the functions. Left the quotient of the two
 * integrals, which are computed independently of each other in log r; right C. With any C < 4 it is violated by
 * |x|^{−½}sin(π log(|x|/R_min)/S) in a shell of ratio e^S, if S is large.
 * @throws RangeError for functions without `psi`, `slope`, 0 < inner < outer, or with a vanishing gradient.
 * @example
 * checkHardy({ constant: 3.9 }) // violated: 4 is the best constant
 */
export function checkHardy({ functions = hardyFunctions, constant = 4 }: HardyInput = {}): Check {
  positive('constant', constant);
  nonEmpty('functions', functions);
  const seen = functions.map(hardyIntegrals);
  return makeCheck({
    statement: '§2.7 Hardy',
    title: `∫|ψ|²/|x|² over ∫|∇ψ|² is at most ${constant}`,
    kind: 'inequality',
    at: functions.map((_, k) => k + 1),
    atLabel: 'function',
    lhs: seen.map(({ quotient }) => quotient),
    rhs: seen.map(() => constant),
    error: seen.map(({ error }) => error),
    errorHow: 'estimated errors of both integrals',
    note: functions.map(({ label }, k) => `${k + 1}: ${label}`).join(', '),
  });
}

function hardyIntegrals(
  { psi, slope, inner, outer, label }: HardyFunction,
  k: number,
): { quotient: number; error: number } {
  positive(`functions[${k}].inner`, inner);
  numberIn(`functions[${k}].outer`, outer, inner, Number.MAX_VALUE);
  if (typeof psi !== 'function' || typeof slope !== 'function')
    throw new RangeError(
      `functions[${k}] must have psi(r) and slope(r), got ${shown(psi)} and ${shown(slope)}`,
    );
  // r = e^y: ∫|ψ|²dr and ∫|ψ′|²r²dr, each times 4π.
  const overLog = (f: (r: number) => number): { value: number; error: number } =>
    integrate(
      (y) => finite(`functions[${k}] (${label}) at r = ${Math.exp(y)}`, f(Math.exp(y))),
      Math.log(inner),
      Math.log(outer),
      { tolerance: 1e-12 },
    );
  const potential = overLog((r) => psi(r) ** 2 * r);
  const kinetic = overLog((r) => slope(r) ** 2 * r ** 3);
  if (!(kinetic.value > 0))
    throw new RangeError(`functions[${k}] (${label}) must not have a vanishing gradient`);
  const quotient = potential.value / kinetic.value;
  return {
    quotient,
    error:
      (potential.error + quotient * kinetic.error) / Math.max(0, kinetic.value - kinetic.error) +
      1e-13 * quotient,
  };
}

/** |x|^{−½}sin(π log(|x|/R_min)/S) in the shell 1 < |x| < e^S. */
function almostMinimiser(S: number): HardyFunction {
  const k = Math.PI / S;
  return {
    label: `almost-minimiser, S = ${S}`,
    psi: (r) => r ** -0.5 * Math.sin(k * Math.log(r)),
    slope: (r) => r ** -1.5 * (k * Math.cos(k * Math.log(r)) - 0.5 * Math.sin(k * Math.log(r))),
    inner: 1,
    outer: Math.exp(S),
  };
}

/** From 1e−16 on: the integrals over (0, 1e−16) are below rounding. */
const smooth = (label: string, psi: (r: number) => number, slope: (r: number) => number): HardyFunction => ({
  label,
  psi,
  slope,
  inner: 1e-16,
  outer: 100,
});

const { exp } = Math;

const hardyFunctions: readonly HardyFunction[] = [
  smooth(
    'Gaussian',
    (r) => exp(-r * r),
    (r) => -2 * r * exp(-r * r),
  ),
  smooth(
    '1s',
    (r) => exp(-r),
    (r) => -exp(-r),
  ),
  smooth(
    '2s',
    (r) => (2 - r) * exp(-r / 2),
    (r) => (r / 2 - 2) * exp(-r / 2),
  ),
  ...[5, 10, 20, 40].map(almostMinimiser),
];

export interface HardyConstantInput {
  /** S = log(R_max/R_min) of the shells. Default 1, 2, 5, 10, 20. */
  readonly sizes?: readonly number[];
  readonly angularMomentum?: number;
}

/**
 * The best constant of Hardy's inequality among functions that vanish outside a shell: an eigenvalue against
 * 1/((l + ½)² + (π/S)²), which is below 4 for l = 0 and tends to 4 like 4 − 16π²/S².
 * @example
 * checkHardyConstant({ sizes: [2, 5, 10], angularMomentum: 1 })
 */
export function checkHardyConstant({
  sizes = [1, 2, 5, 10, 20],
  angularMomentum = 0,
}: HardyConstantInput = {}): Check {
  nonEmpty('sizes', sizes);
  const seen = sizes.map((S, k) => {
    numberIn(`sizes[${k}]`, S, 0.1, 80);
    const shell = { inner: Math.exp(-S / 2), outer: Math.exp(S / 2), angularMomentum };
    const [fine, rough] = [8, 6].map((degree) => hardyQuotient({ ...shell, degree }));
    return { ...fine, error: 2 * Math.abs(fine.constant - rough.constant) + 1e-11 * fine.constant };
  });
  return makeCheck({
    statement: '§2.7 Hardy',
    title: 'best constant in a shell = 1/((l + ½)² + (π/S)²)',
    kind: 'identity',
    at: sizes,
    atLabel: 'S',
    lhs: seen.map(({ constant }) => constant),
    rhs: seen.map(({ exact }) => exact),
    error: seen.map(({ error }) => error),
    errorHow: 'twice what polynomials of degree 8 change over those of degree 6, and rounding',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.7 Hardy',
    title: "Hardy's inequality and (H5) for the Coulomb potential",
    kind: 'inequality',
    notebook: '04',
    section: "§2.7: Hardy's inequality, and (H5)",
    checks: [checkHardy, checkHardyConstant, checkFormBound, checkLatticeFormBound],
    tests: ['test/statements/hardy.test.ts'],
    errata: ['B9'],
    hypotheses: [],
  },
];
