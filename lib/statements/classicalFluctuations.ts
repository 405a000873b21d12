import type { PhaseSpaceDensity } from '../densities/types';
import { type Estimate, estimateOf } from '../numerics/estimate';
import { maximum } from '../numerics/extrema';
import type { GridAxis } from '../numerics/gridAxis';
import { integerIn, positive } from '../numerics/guards';
import { bicubicInterpolant } from '../numerics/interpolation';
import type { OnProgress } from '../numerics/progress';
import type { Random } from '../numerics/random';
import { type FluctuationOptions, type FluctuationResult, fluctuationVariance } from '../solvers/kinetic';
import { newtonSolver } from '../solvers/particles';
import { lectureOneHypotheses } from './hypotheses';
import type { Check } from './types';
import { makeCheck } from './verdict';

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
  /** Told the number of clouds done. */
  readonly onProgress?: OnProgress;
}

/** What the central limit theorem about Vlasov's equation says of clouds, and what was seen of them. */
export interface ClassicalFluctuations extends Pick<ClassicalFluctuationsInput, 'interaction' | 'particles'> {
  /** √N(⟨μ_N(t), φ⟩ − ⟨f(t), φ⟩), one for each cloud. */
  readonly deviations: Float64Array;
  /**
   * N^{−½}Σ_j(φ₀(z_j) − ⟨f^in, φ₀⟩) of the same clouds at time 0: what the linearised Vlasov equation makes of their deviation
   * there. A sum of independent terms, of variance `variance` for every N, Gaussian in the limit.
   */
  readonly predicted: Float64Array;
  /** Var_{f^in}(φ₀), the variance of the Gaussian limit. */
  readonly variance: number;
  /** What it would be for independent draws from f(t). */
  readonly independent: number;
}

/**
 * §2.8, Remark 6, classical: N independent particles at time 0, many times, moved by Newton and by the linearised Vlasov equation (d = 1).
 * @example
 * classicalFluctuations({ interaction: V, density, initial, observable: planeWave([1], [0]), particles: 20, replicas: 50, until: 1, timeStep: 0.05, random })
 */
export function classicalFluctuations(input: ClassicalFluctuationsInput): ClassicalFluctuations {
  const { interaction, density, observable, until, random, onProgress } = input;
  const particles = integerIn('particles', input.particles, 2);
  const replicas = integerIn('replicas', input.replicas, 20);
  positive('timeStep', input.timeStep);
  if (interaction.dimension !== 1)
    throw new RangeError(`interaction must have dimension 1, got ${interaction.dimension}`);
  const clouds = Array.from({ length: replicas }, () => density.sample(random, particles));
  const { limit, influenceAt } = influenceOn(input, clouds);
  const meanAfter = (cloud: Cloud): number => {
    const solver = newtonSolver({ interaction, ...cloud });
    if (until !== 0) solver.run({ until, timeStep: input.timeStep });
    const { x, xi } = solver.state;
    return (
      x.reduce((sum, _, j) => sum + observable.value(x.subarray(j, j + 1), xi.subarray(j, j + 1)), 0) /
      particles
    );
  };
  const deviations = Float64Array.from(clouds, (cloud, r) => {
    const mean = meanAfter(cloud);
    onProgress?.(r + 1, replicas);
    return Math.sqrt(particles) * (mean - limit.mean);
  });
  const predicted = Float64Array.from(
    clouds,
    ({ x, xi }) => x.reduce((sum, _, j) => sum + influenceAt(x[j], xi[j]), 0) / Math.sqrt(particles),
  );
  const { value: variance, independent } = limit;
  return { interaction, particles, deviations, predicted, variance, independent };
}

interface Cloud {
  readonly x: Float64Array;
  readonly xi: Float64Array;
}

/** Nodes on each axis of the grid on which φ₀ is computed; a spline joins them. */
const influenceNodes = 64;

/** The linearised Vlasov equation, and φ₀ − ⟨f^in, φ₀⟩ wherever a cloud has particles. */
function influenceOn(
  { interaction, initial, observable, until }: ClassicalFluctuationsInput,
  clouds: readonly Cloud[],
): { limit: FluctuationResult; influenceAt(x: number, xi: number): number } {
  const axes = (['x', 'xi'] as const).map((key): GridAxis => {
    const ends = [-1, 1].map(
      (sign) => sign * maximum(clouds.map((cloud) => maximum(cloud[key].map((v) => sign * v)))),
    );
    const margin = 0.01 * (ends[1] - ends[0]);
    return { low: ends[0] - margin, high: ends[1] + margin, points: influenceNodes };
  }) as [GridAxis, GridAxis];
  const count = initial.x.length;
  // The nodes of the grid join the quadrature as atoms of weight 0.
  const size = count + influenceNodes ** 2;
  const [x, xi, weights] = [0, 1, 2].map(() => new Float64Array(size));
  x.set(initial.x);
  xi.set(initial.xi);
  weights.set(initial.weights ?? new Float64Array(count).fill(1 / count));
  for (let k = 0; k < influenceNodes ** 2; k++) {
    x[count + k] = pointOf(axes[0], Math.floor(k / influenceNodes));
    xi[count + k] = pointOf(axes[1], k % influenceNodes);
  }
  const limit = fluctuationVariance({ interaction, initial: { x, xi, weights }, observable, until });
  const mean = limit.influence.reduce((sum, value, k) => sum + weights[k] * value, 0);
  const spline = bicubicInterpolant(
    axes,
    limit.influence.subarray(count).map((value) => value - mean),
  );
  return { limit, influenceAt: (a, b) => spline.at(a, b) };
}

function pointOf({ low, high, points }: GridAxis, k: number): number {
  return low + ((high - low) * k) / (points - 1);
}

/**
 * §2.8, Remark 6, classical: the deviations tend to what the linearised Vlasov equation predicts, cloud by cloud. Left
 * E|deviation − predicted|²/Var for clouds of two sizes, extrapolated in 1/N; right 0. The error is three standard
 * errors, and the square of the share at the smaller N for what is not linear in 1/N.
 * @throws RangeError unless the second clouds are larger than the first.
 * @example
 * checkClassicalFluctuations(few, many)
 */
export function checkClassicalFluctuations(few: ClassicalFluctuations, many: ClassicalFluctuations): Check {
  integerIn('many.particles', many.particles, few.particles + 1);
  const [small, large] = [few, many].map(shareUnexplained);
  const [n, N] = [few.particles, many.particles];
  const statistical = Math.hypot(n * small.standardError, N * large.standardError) / (N - n);
  return makeCheck({
    statement: '§2.8 Remark 6',
    title: 'share of the fluctuations that the linearised Vlasov equation does not predict, N → ∞',
    kind: 'limit',
    hypotheses: lectureOneHypotheses(many.interaction),
    at: [N],
    atLabel: 'N',
    lhs: [(N * large.mean - n * small.mean) / (N - n)],
    rhs: [0],
    error: 3 * statistical + small.mean ** 2,
    errorHow: `three standard errors, and the square of the share at N = ${n}`,
    scale: 1,
    note: `share at N = ${n}: ${percent(small.mean)}, at N = ${N}: ${percent(large.mean)}`,
  });
}

function shareUnexplained({ deviations, predicted, variance }: ClassicalFluctuations): Estimate {
  return estimateOf(deviations.map((seen, r) => (seen - predicted[r]) ** 2 / variance));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
