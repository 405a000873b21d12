import { eigenvaluesTridiagonal } from '../dense/tridiagonal';
import { integerIn, numberIn } from '../guards';
import { createRandom, type Random } from '../random';
import { gershgorinBounds, type SpectralBounds } from './hermitian';
import type { SparseMatrix } from './matrix';
import { checkSize, type HermitianOperator, toOperator } from './operator';
import { createSpace, type Space } from './space';

/** Options of `spectralBounds`. */
export interface SpectralBoundsOptions {
  /** Lanczos steps, each one product; default 24. More steps, tighter bounds. */
  readonly steps?: number;
  /** Probability that a bound fails, for the worst of all spectra; default 1e−3. */
  readonly failure?: number;
  /** For the start vector. */
  readonly random?: Random;
}

interface LanczosRun {
  readonly lowest: number;
  readonly highest: number;
  /** The Krylov space is invariant: nothing lies outside, with probability 1. */
  readonly complete: boolean;
}

/** Plain Lanczos from the random vector in slot 0; extreme Ritz values suffer nothing from lost orthogonality. */
function extremeRitzValues(space: Space, steps: number): LanczosRun {
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  const coefficient = new Float64Array(space.complex ? 2 : 1);
  let [before, here, next] = [2, 0, 1];
  let scale = 0;
  let complete = false;
  space.scale(here, 1 / space.norm(here), here);
  space.clear(before);
  while (diagonal.length < steps && !complete) {
    const beforeBeta = offDiagonal.length > 0 ? offDiagonal[offDiagonal.length - 1] : 0;
    const alpha = space.lanczosStep(here, before, beforeBeta, next);
    coefficient[0] = alpha;
    const beta = Math.sqrt(space.accumulate(here, 1, next, -1, coefficient));
    if (!Number.isFinite(alpha) || !Number.isFinite(beta))
      throw new RangeError('operator must map finite vectors to finite vectors');
    diagonal.push(alpha);
    scale = Math.max(scale, Math.abs(alpha), beta);
    complete = beta <= 1e-13 * scale;
    if (!complete && diagonal.length < steps) {
      offDiagonal.push(beta);
      space.scale(next, 1 / beta, next);
    }
    [before, here, next] = [here, next, before];
  }
  checkSize('operator', 'norm', scale);
  const values = eigenvaluesTridiagonal(diagonal, offDiagonal);
  return { lowest: values[0], highest: values[values.length - 1], complete };
}

/**
 * A random start misses the end of the spectrum by more than ε times its width with probability at most
 * 1.648 √n exp(−(2k−1)√ε) after k steps, whatever the spectrum (J. Kuczyński and H. Woźniakowski, SIAM J. Matrix Anal.
 * Appl. 13 (1992) 1094, Theorem 4.2). This is the ε for a given probability.
 */
function missedShare(dimension: number, steps: number, failure: number): number {
  return (Math.log((1.648 * Math.sqrt(dimension)) / failure) / (2 * steps - 1)) ** 2;
}

/**
 * An interval that contains the spectrum of H: the extreme Ritz values of `steps` Lanczos steps from a random vector,
 * moved outward by the margin that the theorem of Kuczyński and Woźniakowski asks for, cut with Gershgorin's interval
 * (of a matrix) and with `operator.bounds`. Each end fails with a probability of at most `failure` for the worst
 * spectrum, in practice far less; of these the cuts are certain.
 * @throws RangeError for bad options, `operator.bounds` that are wrong, or when H x is not finite.
 */
export function spectralBounds(
  operator: HermitianOperator | SparseMatrix,
  options: SpectralBoundsOptions = {},
): SpectralBounds {
  const { steps = 24, failure = 1e-3, random = createRandom('spectral bounds') } = options;
  integerIn('steps', steps, 1, 1000);
  numberIn('failure', failure, 1e-30, 0.5);
  const checked = toOperator(operator);
  const space = createSpace(checked, 3, checked.matrix?.kind === 'real' ? 'real' : 'complex');
  return boundsIn(space, checked, steps, failure, random);
}

/** The same in a space whose slots 0, 1, 2 are free. */
export function boundsIn(
  given: Space,
  operator: HermitianOperator,
  steps: number,
  failure: number,
  random: Random,
): SpectralBounds {
  const certain = certainBounds(operator);
  const space = given.overReals() ?? given;
  space.write(0, random.fillNormal(new Float64Array(space.length)));
  const { lowest, highest, complete } = extremeRitzValues(space, steps);
  const rounding = 1e-13 * Math.max(Math.abs(lowest), Math.abs(highest));
  if (lowest < certain.lower - rounding || highest > certain.upper + rounding)
    throw new RangeError(
      `operator.bounds must contain the spectrum, got [${certain.lower}, ${certain.upper}]; there are Ritz values ${lowest} and ${highest}`,
    );
  const share = complete ? 0 : missedShare(operator.dimension, steps, failure);
  // The width W of the spectrum is at most that of the Ritz values and two margins of share·W.
  const margin = share < 0.45 ? (share * (highest - lowest)) / (1 - 2 * share) + rounding : Infinity;
  const lower = Math.max(certain.lower, lowest - margin);
  const upper = Math.min(certain.upper, highest + margin);
  if (lower === -Infinity || upper === Infinity)
    throw new RangeError(
      `steps must be at least ${Math.ceil(0.5 + Math.log((1.648 * Math.sqrt(operator.dimension)) / failure) / 1.34)} for this dimension and failure, got ${steps}`,
    );
  return { lower: Math.min(lower, lowest), upper: Math.max(upper, highest) };
}

/** What is certain beforehand: the operator's own bounds and Gershgorin's, the whole line without any. */
export function certainBounds(operator: HermitianOperator): SpectralBounds {
  const own = operator.bounds ?? { lower: -Infinity, upper: Infinity };
  const circles = operator.matrix ? gershgorinBounds(operator.matrix) : own;
  const rounding = Number.isFinite(circles.upper)
    ? 1e-14 * Math.max(Math.abs(circles.lower), Math.abs(circles.upper))
    : 0;
  return {
    lower: Math.max(own.lower, circles.lower - rounding),
    upper: Math.min(own.upper, circles.upper + rounding),
  };
}
