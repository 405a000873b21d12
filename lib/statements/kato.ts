import { finite, integerIn, nonEmpty, numberIn, positive } from '../numerics/guards';
import { integrate } from '../numerics/quadrature';
import { katoPower, radialSpectrum } from '../solvers/quantum';
import type { Check, HypothesisLabel, StatementEntry } from './types';
import { makeCheck } from './verdict';

const katoCondition: HypothesisLabel = { name: '(H3)', role: 'needed' };

/**
 * Kato's integral ∫_{ε<|x|<1}|x|^{−2s}dx of the powers |x|^{−s}, by quadrature and in closed form; it converges as ε → 0, and (H3)
 * holds, exactly for s < 3/2.
 * @example
 * checkKatoPowers([0.5, 1, 1.4])
 */
export function checkKatoPowers(
  exponents: readonly number[] = [0.5, 1, 1.4, 1.5, 1.6, 2],
  cutoff = 1e-4,
): Check {
  numberIn('cutoff', cutoff, 1e-12, 1);
  nonEmpty('exponents', exponents);
  const powers = exponents.map((s) => katoPower(s));
  const seen = exponents.map((s) =>
    integrate((y) => 4 * Math.PI * Math.exp((3 - 2 * s) * y), Math.log(cutoff), 0, { tolerance: 1e-12 }),
  );
  return makeCheck({
    statement: '2.1',
    title: `∫|x|^{−2s} over ${cutoff} < |x| < 1, quadrature and formula`,
    kind: 'identity',
    at: exponents,
    atLabel: 's',
    lhs: seen.map(({ value }) => value),
    rhs: powers.map((power) => power.truncated(cutoff)),
    error: seen.map(({ value, error }) => error + 1e-12 * value),
    errorHow: 'estimated error of the quadrature, and rounding',
    note: `(H3) holds for s = ${exponents.filter((_, k) => powers[k].holds).join(', ')}`,
  });
}

export interface StableLevelsInput {
  /** s in V = −c/|x|^s. Default 1. */
  readonly exponent?: number;
  /** c; positive attracts. Default 1. */
  readonly attraction?: number;
  readonly hbar?: number;
  /** Numbers of elements, each twice the one before, at least three. Default 8, 16, 32. */
  readonly elements?: readonly number[];
}

const levels = [0, 1, 2];
/** Of degree 6: matrices of dimension 1500, some seconds. */
const largestElements = 256;

/**
 * Theorem 2.1 seen from its consequence: the three lowest s levels of −½ħ²Δ − c|x|^{−s} + ½|x|² settle as the elements are
 * refined. Left what the last refinement changes, right a half of what the one before it changed. With s = 2 and c > ħ²/8 each
 * refinement changes more than the one before: the levels run to −∞. There (H3) fails, and the theorem does not apply. For
 * s = 2 and c < ħ²/8, where it fails too, the levels of Friedrichs' extension settle, slowly near ħ²/8; there are others.
 * @example
 * checkStableLevels({ exponent: 1, attraction: 2 })
 */
export function checkStableLevels(input: StableLevelsInput = {}): Check {
  const { exponent = 1, attraction = 1, hbar = 1, elements = [8, 16, 32] } = input;
  const { holds, witness } = katoPower(exponent);
  finite('attraction', attraction);
  positive('hbar', hbar);
  if (elements.length < 3 || elements.some((e, k) => k > 0 && e !== 2 * elements[k - 1]))
    throw new RangeError(
      `elements must be three or more numbers, each twice the one before, got ${elements}`,
    );
  integerIn('the last of elements', elements[elements.length - 1], 4, largestElements);
  const runs = elements.map(
    (count) =>
      radialSpectrum({
        ...{
          radius: 8 * Math.sqrt(hbar),
          elements: count,
          grading: 3,
          degree: 6,
          hbar,
          count: levels.length,
        },
        potential: (r) => 0.5 * r * r - attraction / r ** exponent,
      }).energies,
  );
  const [before, middle, last] = runs.slice(-3);
  const size = (level: number): number => Math.max(hbar, Math.abs(last[level]));
  return makeCheck({
    statement: '2.1',
    title: `levels of −½ħ²Δ − ${attraction}/|x|${exponent === 1 ? '' : `^${exponent}`} + ½|x|² settle`,
    kind: 'existence',
    hypotheses: [{ ...katoCondition, holds, witness }],
    at: levels,
    atLabel: 'level',
    lhs: levels.map((k) => Math.abs(last[k] - middle[k])),
    rhs: levels.map((k) => 0.5 * Math.abs(middle[k] - before[k]) + 1e-10 * size(k)),
    error: levels.map((k) => 1e-11 * size(k)),
    errorHow: 'rounding of the eigenvalues',
  });
}

export interface HydrogenInput {
  /** c > 0 in V = −c/|x|. Default 1. */
  readonly attraction?: number;
  readonly hbar?: number;
}

/**
 * The levels −c²/(2ħ²n²) of −½ħ²Δ − c/|x|, l = 0, 1, 2, n ≤ 4: elements against the formula.
 * @example
 * checkHydrogenLevels({ attraction: 1, hbar: 1 })
 */
export function checkHydrogenLevels({ attraction = 1, hbar = 1 }: HydrogenInput = {}): Check {
  const radius = (80 * positive('hbar', hbar) ** 2) / positive('attraction', attraction);
  const states = [0, 1, 2].flatMap((l) => Array.from({ length: 4 - l }, (_, k) => ({ l, n: l + 1 + k })));
  const energies = (elements: number, share: number): Float64Array[] =>
    [0, 1, 2].map(
      (angularMomentum) =>
        radialSpectrum({
          ...{ radius: share * radius, elements, angularMomentum, hbar, count: 4 - angularMomentum },
          potential: (r) => -attraction / r,
        }).energies,
    );
  const [fine, rough, narrow] = [energies(40, 1), energies(28, 1), energies(40, 0.9)];
  const of = (runs: Float64Array[], { l, n }: { l: number; n: number }): number => runs[l][n - l - 1];
  return makeCheck({
    statement: '2.1',
    title: 'levels of hydrogen, −c²/(2ħ²n²)',
    kind: 'identity',
    hypotheses: [{ ...katoCondition, holds: true, witness: katoPower(1).witness }],
    at: states.map(({ n }) => n),
    atLabel: 'n',
    lhs: states.map((state) => of(fine, state)),
    rhs: states.map(({ n }) => -((attraction / (hbar * n)) ** 2) / 2),
    error: states.map(
      (state) =>
        Math.abs(of(fine, state) - of(rough, state)) +
        Math.abs(of(fine, state) - of(narrow, state)) +
        1e-12 * (attraction / hbar) ** 2,
    ),
    errorHow: 'what fewer elements and a smaller ball change, and rounding',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '2.1',
    title: 'Kato: self-adjointness of the N-body Hamiltonian',
    kind: 'existence',
    notebook: '04',
    section: 'Theorem 2.1 (Kato): the N-body problem with 1/|x|',
    checks: [checkKatoPowers, checkStableLevels, checkHydrogenLevels],
    tests: ['test/statements/kato.test.ts'],
    errata: ['B20'],
    hypotheses: [katoCondition],
  },
];
