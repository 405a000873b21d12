import type { PhaseSpacePoints } from '../densities/types';
import type { DenseMatrix } from '../numerics/dense';
import { diagonalMatrix, traceOfProduct } from '../numerics/dense/elementary';
import { matrixSquareRoot } from '../numerics/dense/functions';
import { hermitianPart } from '../numerics/dense/hermitian';
import { checkHermitian, complexMatrix, realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import {
  finiteArray,
  integerIn,
  nonEmpty,
  numberIn,
  optionsOf,
  probabilityWeights,
  shown,
} from '../numerics/guards';
import { type CoherentSpan, checkedEpsilon, checkPositive } from './states';

/** Points that a span may have. */
const mostPoints = 2000;

/** Points (q, p) of phase space, of length 2d. */
export function checkedPoints(name: string, points: readonly ArrayLike<number>[]): Float64Array[] {
  if (!Array.isArray(points) || points.length === 0)
    throw new RangeError(`${name} must be a list of points [q, p], got ${shown(points)}`);
  integerIn(`number of ${name}`, points.length, 1, mostPoints);
  const { length } = checkedPoint(`${name}[0]`, points[0]);
  return points.map((point, k) => finiteArray(`${name}[${k}]`, point, length));
}

function checkedPoint(name: string, point: ArrayLike<number>): Float64Array {
  if (point?.length !== 2 && point?.length !== 4)
    throw new RangeError(`${name} must be [q, p] or [q₁, q₂, p₁, p₂], got ${shown(point)}`);
  return finiteArray(name, point);
}

/** ⟨z_i|z_j⟩ = exp(−|z_i−z_j|²/4ε + i(p_j−p_i)·(q_i+q_j)/2ε). */
export function coherentOverlap(a: Float64Array, b: Float64Array, epsilon: number): [re: number, im: number] {
  const d = a.length / 2;
  let [distance, phase] = [0, 0];
  for (let j = 0; j < d; j++) {
    const kick = b[d + j] - a[d + j];
    distance += (b[j] - a[j]) ** 2 + kick ** 2;
    phase += (kick * (a[j] + b[j])) / 2;
  }
  const size = Math.exp(-distance / (4 * epsilon));
  return [size * Math.cos(phase / epsilon), size * Math.sin(phase / epsilon)];
}

/** The Gram matrix ⟨z_i|z_j⟩. */
export function coherentGram(points: readonly Float64Array[], epsilon: number): DenseMatrix {
  const n = points.length;
  const gram = complexMatrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      gram.data.set(coherentOverlap(points[i], points[j], epsilon), 2 * (i * n + j));
  return hermitianPart(gram);
}

export interface CoherentSpanOptions {
  readonly epsilon: number;
  /** z_k = [q, p], or [q₁, q₂, p₁, p₂] for d = 2. */
  readonly points: readonly ArrayLike<number>[];
  /** c_jk of R = Σ c_jk |z_j⟩⟨z_k|. */
  readonly coefficients: DenseMatrix;
  /** Divides by the trace, whatever it is; default false: it must be 1. */
  readonly normalise?: boolean;
}

/**
 * R = Σ c_jk |z_j⟩⟨z_k| with coherent states |q+ip, ε⟩ = (πε)^{−d/4} e^{−|x−q|²/2ε} e^{ip·x/ε} (notes, §3.2.4).
 * @throws RangeError unless epsilon > 0 and the coefficients are Hermitian with R positive and of trace one (with the
 * number that is not).
 */
export function coherentSpan(options: CoherentSpanOptions): CoherentSpan {
  const { coefficients, normalise, ...rest } = optionsOf(
    'coherentSpan',
    options,
    '{ epsilon: 0.2, points: [[1, 0], [-1, 0]], coefficients }',
    ['epsilon', 'points', 'coefficients', 'normalise'],
  );
  const epsilon = checkedEpsilon(rest.epsilon);
  const points = checkedPoints('points', rest.points);
  checkHermitian('coefficients', coefficients);
  if (coefficients.rows !== points.length)
    throw new RangeError(
      `coefficients must be ${points.length} × ${points.length}, one row for each point, got ${coefficients.rows} rows`,
    );
  const gram = coherentGram(points, epsilon);
  const total = traceOfProduct(coefficients, gram).re;
  if (!(normalise ? total > 0 : Math.abs(total - 1) <= 1e-9))
    throw new RangeError(`coefficients must make R of trace 1 (within 1e-9), got trace ${total}`);
  const root = matrixSquareRoot(gram);
  checkPositive(
    'R',
    scaled(hermitianPart(multiplyMatrices(root, multiplyMatrices(coefficients, root))), total),
  );
  return spanOf(epsilon, points, scaled(hermitianPart(coefficients), total));
}

function scaled(matrix: DenseMatrix, divisor: number): DenseMatrix {
  return { ...matrix, data: matrix.data.map((value) => value / divisor) };
}

/**
 * The pure state of Σ amplitudes_k |z_k⟩, normalised: cats with any phases, compass states and so on.
 * @throws RangeError unless epsilon > 0 and there is one amplitude, a number or [re, im], for each point, and where the sum
 * vanishes.
 */
export function coherentSuperposition(
  options: Omit<CoherentSpanOptions, 'coefficients' | 'normalise'> & {
    readonly amplitudes: readonly (number | readonly [number, number])[];
  },
): CoherentSpan {
  const { epsilon, points, amplitudes } = optionsOf(
    'coherentSuperposition',
    options,
    '{ epsilon: 0.2, points: [[1, 0], [-1, 0]], amplitudes: [1, -1] }',
    ['epsilon', 'points', 'amplitudes'],
  );
  nonEmpty('amplitudes', amplitudes);
  if (amplitudes.length !== points?.length)
    throw new RangeError(
      `amplitudes must be ${points?.length}, one for each point, got ${shown(amplitudes)}`,
    );
  const column = complexMatrix(amplitudes.length, 1);
  amplitudes.forEach((c, k) => {
    column.data.set(finiteArray(`amplitudes[${k}]`, typeof c === 'number' ? [c, 0] : c, 2), 2 * k);
  });
  const coefficients = hermitianPart(multiplyMatrices(column, column, { adjointB: true }));
  return coherentSpan({ epsilon, points, coefficients, normalise: true });
}

function spanOf(epsilon: number, points: readonly Float64Array[], coefficients: DenseMatrix): CoherentSpan {
  const dimension = points[0].length === 2 ? 1 : 2;
  return { kind: 'coherent', dimension, epsilon, points, coefficients };
}

/**
 * The coherent state |q+ip, ε⟩⟨q+ip, ε| at point = [q, p] (or [q₁, q₂, p₁, p₂]).
 * @throws RangeError unless epsilon > 0 and the point is finite.
 */
export function coherentState(options: {
  readonly epsilon: number;
  readonly point: ArrayLike<number>;
}): CoherentSpan {
  const { epsilon, point } = optionsOf('coherentState', options, '{ epsilon: 0.2, point: [1, 0] }', [
    'epsilon',
    'point',
  ]);
  return spanOf(checkedEpsilon(epsilon), [checkedPoint('point', point)], realMatrix(1, 1, [1]));
}

/**
 * R ∝ |z⟩⟨z| + |−z⟩⟨−z| + λ(|z⟩⟨−z| + |−z⟩⟨z|), z = q + ip: the cat for `coherence` λ = 1 (even) and −1 (odd), the mixture
 * of two coherent states for 0. The trace of the right side is 2(1 + λs), s = e^{−|z|²/ε}; close to the zero of 1 + λs as many
 * digits are lost as it has zeros.
 * @throws RangeError unless epsilon > 0, coherence is in [−1, 1] (default 1), and R does not vanish (λ = −1 at z = 0).
 */
export function catState(options: {
  readonly epsilon: number;
  /** [q, p], or [q₁, q₂, p₁, p₂]. */
  readonly point: ArrayLike<number>;
  readonly coherence?: number;
}): CoherentSpan {
  const {
    epsilon,
    point,
    coherence = 1,
  } = optionsOf('catState', options, '{ epsilon: 0.2, point: [1, 0] }', ['epsilon', 'point', 'coherence']);
  checkedEpsilon(epsilon);
  numberIn('coherence', coherence, -1, 1);
  const z = checkedPoint('point', point);
  const square = z.reduce((sum, value) => sum + value * value, 0);
  // 1 + λs without cancellation for λ near −1 and small z.
  const norm = 2 * (1 + coherence + coherence * Math.expm1(-square / epsilon));
  if (!(norm > 1e-9))
    throw new RangeError(
      `point must be away from 0 for coherence −1, got |point|² = ${square}: R vanishes, or nearly so`,
    );
  const [own, mixed] = [1 / norm, coherence / norm];
  return spanOf(epsilon, [z, z.map((value) => -value)], realMatrix(2, 2, [own, mixed, mixed, own]));
}

/** Atoms of a measure μ on phase space. */
export interface PhaseSpaceAtoms {
  /** [q, p] or [q₁, q₂, p₁, p₂] each; or positions and momenta as `quantise` and the particle solvers have them. */
  readonly points:
    | readonly ArrayLike<number>[]
    | (PhaseSpacePoints & { readonly dimension?: number; readonly weights?: ArrayLike<number> });
  /** Default: those of `points`, or else 1/K each. */
  readonly weights?: ArrayLike<number>;
}

/** Points and their weights. */
export function checkedAtoms(law: PhaseSpaceAtoms): {
  points: Float64Array[];
  weights: Float64Array;
} {
  const { points, weights } = law ?? {};
  if (typeof points !== 'object' || points === null)
    throw new RangeError(`points must be a list of points [q, p], got ${shown(points ?? law)}`);
  const cloud = 'xi' in points ? points : undefined;
  const list = checkedPoints('points', cloud ? pointsOf(cloud) : (points as readonly ArrayLike<number>[]));
  return { points: list, weights: probabilityWeights('weights', weights ?? cloud?.weights, list.length) };
}

function pointsOf({ x, xi, dimension = 1 }: PhaseSpacePoints & { readonly dimension?: number }): number[][] {
  const d = integerIn('points.dimension', dimension, 1, 2);
  const positions = finiteArray('points.x', x);
  const momenta = finiteArray('points.xi', xi, positions.length);
  return Array.from({ length: positions.length / d }, (_, k) => [
    ...positions.subarray(k * d, (k + 1) * d),
    ...momenta.subarray(k * d, (k + 1) * d),
  ]);
}

/**
 * The Töplitz state OP^T((2πε)^d μ) = Σ weights_k |z_k⟩⟨z_k| of the atoms μ = Σ weights_k δ_{z_k} (the notes' §3.2.4, where
 * (2πε)^d stands on the wrong side: it is μ that is a probability). Its Husimi function is μ ⋆ N(0, εI).
 * @throws RangeError unless epsilon > 0 and the weights are a probability.
 */
export function toeplitzState(options: PhaseSpaceAtoms & { readonly epsilon: number }): CoherentSpan {
  const { epsilon, ...atoms } = optionsOf(
    'toeplitzState',
    options,
    '{ epsilon: 0.2, points: [[1, 0], [-1, 0]] }',
  );
  checkedEpsilon(epsilon);
  const { points, weights } = checkedAtoms(atoms);
  return spanOf(epsilon, points, diagonalMatrix(weights));
}
