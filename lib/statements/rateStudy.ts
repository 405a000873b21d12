import { type Distribution1D, normal, symmetricPareto, uniform } from '../densities';
import { potentialCosine } from '../interactions';
import { integerIn, oneOf } from '../numerics/guards';
import { createRandom } from '../numerics/random';
import { type LimitPoint, type LimitSettings, limitPoints } from './limitDistances';
import { type ProductLaw, type SamplingPoint, samplingPoint } from './samplingDistances';
import { sameSettings } from './studies';

export type RateFamily = 'Gaussian' | 'cube' | 'heavy tail';

/** Laws of one coordinate; all D coordinates are independent and alike. */
const families: Record<RateFamily, Distribution1D> = {
  Gaussian: normal(),
  cube: uniform({ low: 0, high: 1 }),
  // Moments of order < 2.5: those of order q = 2 exist, and 2d/(2d−1) < 2 < 2d for d = 2, 3.
  'heavy tail': symmetricPareto({ exponent: 2.5 }),
};

/** The laws of the study: `Gaussian` N(0, 1), `cube` [0, 1], `heavy tail` ∝ (1 + |x|)^{−3.5} in each of D coordinates. */
export function rateLaw(family: RateFamily, dimension: number): ProductLaw {
  oneOf('family', family, Object.keys(families) as RateFamily[]);
  integerIn('dimension', dimension, 1, 6);
  return { coordinates: new Array<Distribution1D>(dimension).fill(families[family]) };
}

export interface RateStudyLaw {
  readonly family: RateFamily;
  /** D. */
  readonly dimension: number;
  /** Multiplies the repetitions: in the plane W₁ scatters most. */
  readonly factor: number;
  /** D ≤ 2, and no heavy tail: it would take too fine a grid. */
  readonly enclosed: boolean;
}

export interface RateStudySettings {
  readonly seed: number;
  /** An entry keeps its random numbers when others are added behind it. */
  readonly laws: readonly RateStudyLaw[];
  readonly sizes: readonly number[];
  /** Pairs of clouds for each size. */
  readonly repetitions: readonly number[];
  /** Clouds for each size whose distance from the law is enclosed, for the laws that ask for it (0: none). */
  readonly enclosures: readonly number[];
  /** Corollary 1.9 in d = 1: V = −cos, Gaussian data. */
  readonly limit: LimitSettings & { readonly deviations: readonly [position: number, momentum: number] };
}

export interface RatePoint extends SamplingPoint {
  readonly family: RateFamily;
  /** D = 2d. */
  readonly dimension: number;
}

/** All that the study has found so far; plain data, fit for JSON. */
export interface RateStudy {
  readonly settings: RateStudySettings;
  readonly rates: readonly RatePoint[];
  readonly limit: readonly LimitPoint[];
}

/** 16 … 8192 particles in D = 2, 4, 6: about half an hour. */
export const rateStudySettings: RateStudySettings = Object.freeze<RateStudySettings>({
  seed: 1809,
  laws: ([2, 4, 6] as const).flatMap((dimension) =>
    (Object.keys(families) as RateFamily[]).map((family) => ({
      family,
      dimension,
      factor: dimension === 2 && family !== 'heavy tail' ? 4 : 1,
      enclosed: dimension === 2 && family !== 'heavy tail',
    })),
  ),
  sizes: [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192],
  repetitions: [512, 512, 512, 512, 256, 128, 64, 32, 16, 8],
  enclosures: [64, 64, 64, 64, 64, 32, 16, 0, 0, 0],
  limit: {
    deviations: [1, 0.5],
    sizes: [16, 32, 64, 128, 256, 512],
    times: [0, 0.5, 1, 2],
    repetitions: [64, 64, 64, 32, 16, 8],
    cells: 256,
  },
});

export interface RateStudyOptions {
  /** What an earlier run with the same settings has found; it is not computed again. */
  readonly previous?: RateStudy;
  /** Told after every point all that is known: to be stored. */
  readonly onPoint?: (study: RateStudy) => void;
}

/**
 * The study behind Theorem 1.8 and Corollary 1.9: E W₁(μ_N, f) for several laws and N, and E W₁(μ_N(t), f(t)) in d = 1.
 * Every point has a stream of its own, so that a run in pieces gives the numbers of a run at once.
 * @throws RangeError when `previous` belongs to other settings.
 */
export function rateStudy(settings: RateStudySettings, options: RateStudyOptions = {}): RateStudy {
  const { previous, onPoint } = options;
  sameSettings(previous, settings);
  const rates = [...(previous?.rates ?? [])];
  const limit = [...(previous?.limit ?? [])];
  const known = (): RateStudy => ({ settings, rates: [...rates], limit: [...limit] });
  const [position, momentum] = settings.limit.deviations.map((deviation) => normal({ deviation }));
  limitPoints({
    ...settings.limit,
    interaction: potentialCosine({ amplitude: -1 }),
    position,
    momentum,
    seed: settings.seed,
    previous: previous?.limit,
    onPoints: (found) => {
      limit.push(...found);
      onPoint?.(known());
    },
  });
  const random = createRandom(settings.seed);
  const streams = settings.laws.map(() => random.split());
  settings.sizes.forEach((size, k) => {
    settings.laws.forEach(({ family, dimension, factor, enclosed }, l) => {
      const stream = streams[l].split();
      if (rates.some((p) => p.family === family && p.dimension === dimension && p.size === size)) return;
      const enclosures = enclosed ? settings.enclosures[k] : 0;
      const point = samplingPoint({
        density: rateLaw(family, dimension),
        size,
        repetitions: factor * settings.repetitions[k],
        random: stream,
        ...(enclosures > 0 && { toLaw: { repetitions: enclosures } }),
      });
      rates.push({ family, dimension, ...point });
      onPoint?.(known());
    });
  });
  return known();
}

/** The points of one law, by ascending N. */
export function ratePoints(study: RateStudy, family: RateFamily, dimension: number): RatePoint[] {
  return study.rates
    .filter((point) => point.family === family && point.dimension === dimension)
    .sort((a, b) => a.size - b.size);
}
