import { checkedInteraction } from '../../../interactions/checkedInteraction';
import type { Interaction } from '../../../interactions/types';
import { complexMatrix, type DenseMatrix } from '../../../numerics/dense';
import {
  finite,
  finiteArray,
  functionOf,
  integerIn,
  numberIn,
  optionsOf,
  positive,
  probabilityWeights,
  refuseLong,
  shown,
} from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import { factorial } from '../../../numerics/special/gamma';
import { type QuantumGrid, quantumGrid } from '../grid/grid';
import { meanReducedDensity } from './reduced';
import {
  type RelativeMoments,
  type RelativeSpace,
  type RelativeWave,
  relativeProduct,
  relativeSpace,
} from './relativeWave';

export interface ToeplitzBodyOptions {
  /** V on the line. */
  readonly interaction: Interaction;
  readonly epsilon: number;
  /** N, from 2 to 4. */
  readonly particles: number;
  /** The atoms z_k = [q, p] of f^in, and their weights (equal by default). */
  readonly points: readonly ArrayLike<number>[];
  readonly weights?: ArrayLike<number>;
  /** Ascending, from 0 on. */
  readonly times: ArrayLike<number>;
  /** The x-grid of the reduced density: [low, high), and its points; a box in which everything stays. */
  readonly low: number;
  readonly high: number;
  readonly gridPoints: number;
  /** Default 0.05. */
  readonly timeStep?: number;
  /** Whether the reduced densities are wanted; default true. */
  readonly reduced?: boolean;
  /** Runs whose estimate is longer are refused. Default 1800 s. */
  readonly maxSeconds?: number;
  /** Told the number of products done. */
  readonly onProgress?: OnProgress;
}

/** The N-body state at one time, seen with one particle. */
export interface ToeplitzBodySample {
  readonly time: number;
  /** R_{N:1}(x_i, x_j)·h, of trace 1; empty where not wanted. */
  readonly density?: DenseMatrix;
  /** For every atom k the sums Σ(1/N)⟨Y_j⟩, Σ(1/N)⟨P_j⟩ over the particles that started from it, times the weights of the products. */
  readonly positions: Float64Array;
  readonly momenta: Float64Array;
  /** tr R_{N:1}(Y² + P²). */
  readonly square: number;
}

export interface ToeplitzBodyRun {
  readonly grid: QuantumGrid;
  readonly epsilon: number;
  readonly particles: number;
  readonly weights: Float64Array;
  readonly samples: readonly ToeplitzBodySample[];
  /** The largest over products and times; 1e−6 and more means that the box or the spacing is not good enough. */
  readonly edgeMass: number;
  readonly spectralTail: number;
  readonly status: 'resolved' | 'box too small' | 'grid too coarse';
}

const mostLost = 1e-6;
const mostNumbers = 2 ** 24;

/**
 * N bodies on the line from the Töplitz state OP^T((2πε)^N (f^in)^{⊗N}), f^in = Σf_kδ_{z_k}: the mixture of the products of coherent states
 * |z_{k_1}⟩ … |z_{k_N}⟩ with weights Πf_{k_j}, each moved by e^{−itH_N/ε}, H_N = −½ε²ΣΔ_j + (1/N)Σ_{k<l}V(x_k − x_l). As all widths are equal,
 * the centre of mass of each product is a free Gaussian, and N − 1 relative coordinates are left for the grid. Products that differ
 * in the order of particles are computed once.
 * @throws RangeError for points, weights, times and boxes that make no sense, packets that the grid does not resolve, and more than
 * 2²⁴ numbers for one product (with the memory), or `maxSeconds`.
 * @example
 * toeplitzBody({ interaction, epsilon: 0.3, particles: 2, points: [[1, 0], [-1, 0]], times: [0, 1], low: -5, high: 5, gridPoints: 64 })
 */
export function toeplitzBody(options: ToeplitzBodyOptions): ToeplitzBodyRun {
  const example =
    '{ interaction, epsilon: 0.3, particles: 2, points: [[1, 0], [-1, 0]], times: [0, 1], low: -5, high: 5, gridPoints: 64 }';
  const {
    interaction,
    reduced = true,
    onProgress,
  } = optionsOf('toeplitzBody', options, example, [
    'interaction',
    'epsilon',
    'particles',
    'points',
    'weights',
    'times',
    'low',
    'high',
    'gridPoints',
    'timeStep',
    'reduced',
    'maxSeconds',
    'onProgress',
  ]);
  const setting = checkedSetting(options);
  const { epsilon, particles: N, points, weights, times, low, spacing, gridPoints, timeStep } = setting;
  checkedInteraction(interaction);
  if (interaction.dimension !== 1)
    throw new RangeError(`interaction must be in d = 1, got d = ${interaction.dimension}`);
  if (onProgress !== undefined) functionOf('onProgress', onProgress);
  requireTime(setting, reduced, positive('maxSeconds', options.maxSeconds ?? 1800));
  const space = relativeSpace({ interaction, particles: N, epsilon, spacing, points: 2 * gridPoints });
  const choices = multisets(points.length, N);
  const samples = Array.from(times, (time) => ({
    time,
    density: reduced ? complexMatrix(gridPoints, gridPoints) : undefined,
    positions: new Float64Array(points.length),
    momenta: new Float64Array(points.length),
    square: 0,
  }));
  let [edgeMass, spectralTail] = [0, 0];
  choices.forEach(({ choice, count }, done) => {
    const weight = choice.reduce((product, k) => product * weights[k], count);
    if (weight > 0) {
      const seen = followProduct(space, choice, points, times, timeStep, (s, wave, seen, centre) => {
        addProduct(samples[s], wave, seen, { ...centre, low, choice, weight });
      });
      edgeMass = Math.max(edgeMass, seen.edgeMass);
      spectralTail = Math.max(spectralTail, seen.spectralTail);
    }
    onProgress?.(done + 1, choices.length);
  });
  return {
    grid: quantumGrid({ low, high: low + gridPoints * spacing, points: gridPoints }),
    epsilon,
    particles: N,
    weights,
    samples,
    edgeMass,
    spectralTail,
    status: edgeMass > mostLost ? 'box too small' : spectralTail > mostLost ? 'grid too coarse' : 'resolved',
  };
}

/** Orders of the matrices whose products are the reduced densities. */
const mostColumns = 32768;

/** From the number of products, of steps and of points; measured per point for 128² to 64³ of them. */
function requireTime(setting: Setting, reduced: boolean, maxSeconds: number): void {
  const { particles: N, points, times, timeStep, gridPoints } = setting;
  if (reduced && gridPoints ** (N - 1) > mostColumns)
    throw new RangeError(
      `gridPoints must be at most ${Math.floor(mostColumns ** (1 / (N - 1)) + 1e-9)} for the reduced density of ${N} particles, got ` +
        `${gridPoints}: take fewer points or reduced: false`,
    );
  let products = 1;
  for (let j = 0; j < N; j++) products *= (points.length + j) / (j + 1);
  const steps = times[times.length - 1] / timeStep;
  const perSample = reduced ? 6e-7 * gridPoints ** N : 1e-7 * (2 * gridPoints) ** (N - 1);
  const seconds = products * (steps * 3.5e-7 * (2 * gridPoints) ** (N - 1) + times.length * perSample);
  refuseLong(
    `points, times and timeStep, ${Math.round(products)} products of ${Math.ceil(steps)} steps,`,
    seconds,
    maxSeconds,
  );
}

interface Setting {
  readonly epsilon: number;
  readonly particles: number;
  readonly points: readonly Float64Array[];
  readonly weights: Float64Array;
  readonly times: Float64Array;
  readonly low: number;
  readonly spacing: number;
  readonly gridPoints: number;
  readonly timeStep: number;
}

function checkedSetting(options: ToeplitzBodyOptions): Setting {
  const epsilon = positive('epsilon', options.epsilon);
  const particles = integerIn('particles', options.particles, 2, 4);
  if (!Array.isArray(options.points) || options.points.length === 0)
    throw new RangeError(`points must be a list of points [q, p], got ${shown(options.points)}`);
  const points = options.points.map((z, k) => finiteArray(`points[${k}]`, z, 2));
  const weights = probabilityWeights('weights', options.weights, points.length);
  const times = finiteArray('times', options.times);
  if (times.length === 0 || times.some((t, k) => t < (k === 0 ? 0 : times[k - 1])))
    throw new RangeError(`times must be ascending from 0 on, got ${shown(options.times)}`);
  const low = finite('low', options.low);
  const high = finite('high', options.high);
  if (!(high > low)) throw new RangeError(`high must be > low, got ${high} and ${low}`);
  const gridPoints = integerIn('gridPoints', options.gridPoints, 8, 4096);
  const numbers = 2 * Math.max((2 * gridPoints) ** (particles - 1), gridPoints ** particles);
  if (numbers > 2 * mostNumbers)
    throw new RangeError(
      `gridPoints must be smaller for ${particles} particles, got ${gridPoints}: ${Math.ceil((8 * numbers) / 2 ** 20)} MiB for one product`,
    );
  const spacing = (high - low) / gridPoints;
  const fastest = Math.max(...points.map((z) => Math.abs(z[1]))) + 5 * Math.sqrt(epsilon / 2);
  // Relative momenta are at most twice those of the particles, and the upper quarter must stay empty.
  if (fastest > (0.75 * Math.PI * epsilon) / spacing)
    throw new RangeError(
      `gridPoints must resolve momenta up to ${fastest.toPrecision(3)}, got ${gridPoints}: take at least ` +
        `${Math.ceil((fastest * (high - low)) / (0.75 * Math.PI * epsilon))}`,
    );
  for (const [k, z] of points.entries())
    if (z[0] - 5 * Math.sqrt(epsilon / 2) < low || z[0] + 5 * Math.sqrt(epsilon / 2) > high)
      throw new RangeError(`points[${k}] must be inside [low, high] with its packet, got q = ${z[0]}`);
  const timeStep = numberIn('timeStep', options.timeStep ?? 0.05, 1e-6, 10);
  return { epsilon, particles, points, weights, times, low, spacing, gridPoints, timeStep };
}

/** Non-decreasing lists of N of K atoms, with the number of orders that each stands for. */
function multisets(K: number, N: number): { choice: number[]; count: number }[] {
  const lists = (from: number, n: number): number[][] =>
    n === 0
      ? [[]]
      : Array.from({ length: K - from }, (_, i) =>
          lists(from + i, n - 1).map((rest) => [from + i, ...rest]),
        ).flat();
  return lists(0, N).map((choice) => ({
    choice,
    count: choice.reduce(
      (orders, k, i) =>
        choice.indexOf(k) === i ? orders / factorial(choice.filter((l) => l === k).length) : orders,
      factorial(N),
    ),
  }));
}

interface CentreOfMass {
  readonly position: number;
  readonly momentum: number;
  readonly time: number;
}

function followProduct(
  space: RelativeSpace,
  choice: readonly number[],
  points: readonly Float64Array[],
  times: Float64Array,
  timeStep: number,
  see: (sample: number, wave: RelativeWave, moments: RelativeMoments, centre: CentreOfMass) => void,
): { edgeMass: number; spectralTail: number } {
  const chosen = choice.map((k) => points[k]);
  const wave = relativeProduct(space, chosen);
  const position = chosen.reduce((sum, z) => sum + z[0] / chosen.length, 0);
  const momentum = chosen.reduce((sum, z) => sum + z[1], 0);
  let now = 0;
  let [edgeMass, spectralTail] = [0, 0];
  times.forEach((time, s) => {
    const steps = Math.ceil((time - now) / timeStep - 1e-9);
    if (steps > 0) wave.advance(steps, (time - now) / steps);
    now = time;
    const seen = wave.moments();
    see(s, wave, seen, { position, momentum, time });
    edgeMass = Math.max(edgeMass, seen.edgeMass);
    spectralTail = Math.max(spectralTail, seen.spectralTail);
  });
  return { edgeMass, spectralTail };
}

function addProduct(
  sample: { density?: DenseMatrix; positions: Float64Array; momenta: Float64Array; square: number },
  wave: RelativeWave,
  seen: RelativeMoments,
  {
    low,
    choice,
    weight,
    ...centre
  }: CentreOfMass & { low: number; choice: readonly number[]; weight: number },
): void {
  const { epsilon, particles: N } = wave.space;
  const X = centre.position + (centre.momentum * centre.time) / N;
  const X2 = X * X + (epsilon * (1 + centre.time ** 2)) / (2 * N);
  const P = centre.momentum / N;
  const P2 = P * P + epsilon / (2 * N);
  choice.forEach((k, j) => {
    const share = weight / N;
    sample.positions[k] += share * (X + seen.position[j]);
    sample.momenta[k] += share * (P + seen.momentum[j]);
    sample.square +=
      share *
      (X2 +
        2 * X * seen.position[j] +
        seen.positionSquare[j] +
        P2 +
        2 * P * seen.momentum[j] +
        seen.momentumSquare[j]);
  });
  if (!sample.density) return;
  const part = meanReducedDensity(wave, centre, low, choice);
  for (let i = 0; i < part.data.length; i++) sample.density.data[i] += weight * part.data[i];
}
