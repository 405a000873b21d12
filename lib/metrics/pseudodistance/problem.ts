import { type DenseMatrix, eigenHermitian, multiplyMatrices, toComplex } from '../../numerics/dense';
import { checkHermitian } from '../../numerics/dense/matrix';
import { integerIn, positive, shown } from '../../numerics/guards';
import {
  type CompressedState,
  compressState,
  type DensityState,
  type PhaseSpaceAtoms,
} from '../../phasespace';
import { checkedAtoms } from '../../phasespace/coherentStates';
import { symmetriseBlock } from './blocks';

/** A state as the pseudo-distance takes it: of any family, or compressed already. */
export type QuantumState = DensityState | CompressedState;

/**
 * E_ε(f, R)² as a semidefinite programme in the eigenbasis of R = diag(ρ), null directions dropped: minimise Σ_k m_k tr(P_kC̃_k)
 * over P_k ≥ 0 with Σ m_kP_k = I and tr(RP_k) = f_k, C̃_k = R^½C_kR^½, C_k = |z_k|² − 2z_k·(Y, P) + |Y|² + |P|².
 */
export interface PseudoDistanceProblem {
  readonly epsilon: number;
  /** r. */
  readonly rank: number;
  /** The ρ_i > 0, of sum 1. */
  readonly eigenvalues: Float64Array;
  /** Their eigenvectors as columns, in the basis of the state. */
  readonly vectors: DenseMatrix;
  /** K. */
  readonly count: number;
  /** f_k > 0. */
  readonly weights: Float64Array;
  /** m_k: 2 for an atom that stands for its mirror image (q, −p) too, with Σ m_kf_k = 1. */
  readonly multiplicity: Float64Array;
  /** B may be taken real: f is even in ξ, and R and Y are real. */
  readonly mirrored: boolean;
  /** The blocks C_k, r × r. */
  readonly costs: Float64Array;
  /** The blocks C̃_k. */
  readonly scaled: Float64Array;
  /** 2∫|z|²f + 2tr(R(|Y|² + |P|²)), above every cost (§3.2.2). */
  readonly crude: number;
  /** Atom of the caller that stands at each k, and its mirror image (itself where m_k = 1). */
  readonly atoms: readonly (readonly [own: number, mirror: number])[];
  /** Number of atoms of the caller. */
  readonly given: number;
}

/** The compression of a state of any family. @throws RangeError unless it is one. */
export function compressedOf(name: string, state: QuantumState): CompressedState {
  if (typeof state === 'object' && state !== null && 'kind' in state) return compressState(state);
  if (!state?.density || !state.position || !state.momentum || !state.square)
    throw new RangeError(
      `${name} must be a state of lib/phasespace or compressed by compressState, got ${shown(state)}`,
    );
  positive(`${name}.epsilon`, state.epsilon);
  return state;
}

const traceTolerance = 1e-9;

export interface PseudoDistanceLimits {
  /** Most numbers of atoms and levels that are tried; default 400 and 24, which takes about half a minute. */
  readonly maxAtoms?: number;
  readonly maxRank?: number;
}

/** Seconds and MiB: r⁴K operations for the equations, r⁶ for their solution, r³K for the blocks. */
export function pseudoDistanceWork(count: number, rank: number): { seconds: number; memory: number } {
  const perIteration = 6e-10 * count * rank ** 4 + 1.2e-10 * rank ** 6 + 5e-8 * count * rank ** 3;
  return { seconds: 22 * perIteration, memory: (8 * (24 * count * rank ** 2 + 6 * rank ** 4)) / 2 ** 20 };
}

function requireSize(
  count: number,
  rank: number,
  { maxAtoms = 400, maxRank = 24 }: PseudoDistanceLimits,
): void {
  integerIn('maxAtoms', maxAtoms, 1);
  integerIn('maxRank', maxRank, 1);
  if (count <= maxAtoms && rank <= maxRank) return;
  const { seconds, memory } = pseudoDistanceWork(count, rank);
  throw new RangeError(
    `the law must have at most maxAtoms = ${maxAtoms} atoms and the state at most maxRank = ${maxRank} levels, got ${count} and ` +
      `${rank} (estimated ${seconds.toPrecision(2)} s and ${Math.ceil(memory)} MiB)`,
  );
}

/**
 * @throws RangeError for weights that are no probability, or R not Hermitian, positive, of trace 1, with the number, and for more atoms
 * or levels than the limits.
 */
export function pseudoDistanceProblem(
  law: PhaseSpaceAtoms,
  state: QuantumState,
  use: PseudoDistanceLimits & { readonly mirrored?: boolean } = {},
): PseudoDistanceProblem {
  const compressed = compressedOf('state', state);
  const { density, position, momentum, square, epsilon } = compressed;
  const dimension = position.length;
  const { points, weights } = checkedAtoms(law);
  if (points[0].length !== 2 * dimension)
    throw new RangeError(
      `points[0] must have ${2 * dimension} coordinates for a state in d = ${dimension}, got ${points[0].length}`,
    );
  for (const [name, matrix] of [
    ['density', density],
    ['square', square],
    ...position.map((one, j) => [`position[${j}]`, one] as const),
    ...momentum.map((one, j) => [`momentum[${j}]`, one] as const),
  ] as const) {
    checkHermitian(`state.${name}`, matrix, 1e-10);
    if (matrix.rows !== density.rows)
      throw new RangeError(
        `state.${name} must be ${density.rows} × ${density.rows}, got ${matrix.rows} × ${matrix.rows}`,
      );
  }
  const range = rangeOf(density);
  const { eigenvalues } = range;
  requireSize(points.length, eigenvalues.length, use);
  const vectors = withRealPosition(range.vectors, position[0]);
  const turned = [...position, ...momentum, square].map((one) => toComplex(turn(one, vectors)).data);
  const mirrored =
    use.mirrored !== false &&
    evenLaw(points, weights) !== undefined &&
    turned.every((one, j) => isRealOrImaginary(one, j >= dimension && j < 2 * dimension));
  const atoms = pairsOf(points, weights, mirrored);
  const rank = eigenvalues.length;
  const size = 2 * rank * rank;
  const costs = new Float64Array(atoms.length * size);
  const scaled = new Float64Array(costs.length);
  let spread = 0;
  atoms.forEach(([own, mirror], k) => {
    const z = points[own];
    const norm = z.reduce((sum, x) => sum + x * x, 0);
    spread += (own === mirror ? 1 : 2) * weights[own] * norm;
    for (let i = 0; i < rank; i++)
      for (let j = 0; j < rank; j++) {
        const at = 2 * (i * rank + j);
        for (const part of [0, 1]) {
          let c = turned[2 * dimension][at + part] + (i === j && part === 0 ? norm : 0);
          for (let axis = 0; axis < 2 * dimension; axis++) c -= 2 * z[axis] * turned[axis][at + part];
          costs[k * size + at + part] = c;
        }
      }
    symmetriseBlock(costs, k * size, rank);
    for (let n = 0; n < size; n++) {
      const [i, j] = [Math.floor(n / (2 * rank)), Math.floor(n / 2) % rank];
      scaled[k * size + n] = Math.sqrt(eigenvalues[i] * eigenvalues[j]) * costs[k * size + n];
    }
  });
  let energy = 0;
  for (let i = 0; i < rank; i++) energy += eigenvalues[i] * turned[2 * dimension][2 * (i * rank + i)];
  return {
    epsilon,
    rank,
    eigenvalues,
    vectors,
    count: atoms.length,
    weights: Float64Array.from(atoms, ([own]) => weights[own]),
    multiplicity: Float64Array.from(atoms, ([own, mirror]) => (own === mirror ? 1 : 2)),
    mirrored,
    costs,
    scaled,
    crude: 2 * (spread + energy),
    atoms,
    given: points.length,
  };
}

/** V*AV. */
export function turn(matrix: DenseMatrix, vectors: DenseMatrix): DenseMatrix {
  return multiplyMatrices(vectors, multiplyMatrices(matrix, vectors), { adjointA: true });
}

/** The eigenvectors of R that its matrix, of finite precision, tells from null directions, and their weights. */
function rangeOf(density: DenseMatrix): { eigenvalues: Float64Array; vectors: DenseMatrix } {
  const { values, vectors } = eigenHermitian(density);
  const n = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!(Math.abs(total - 1) <= traceTolerance))
    throw new RangeError(`state.density must have trace 1, got ${total}`);
  if (values[0] < -traceTolerance)
    throw new RangeError(`state.density must be positive, got the eigenvalue ${values[0]}`);
  const floor = 4 * n * Number.EPSILON * values[n - 1];
  const kept = Array.from(values.keys())
    .filter((k) => values[k] > floor)
    .reverse();
  const mass = kept.reduce((sum, k) => sum + values[k], 0);
  const width = vectors.kind === 'complex' ? 2 : 1;
  const data = new Float64Array(n * kept.length * width);
  for (let i = 0; i < n; i++)
    kept.forEach((k, j) => {
      for (let part = 0; part < width; part++)
        data[(i * kept.length + j) * width + part] = vectors.data[(i * n + k) * width + part];
    });
  return {
    eigenvalues: Float64Array.from(kept, (k) => values[k] / mass),
    vectors: { kind: vectors.kind, rows: n, columns: kept.length, data },
  };
}

/**
 * The eigenvectors with other phases: those that make the largest elements of Y real. Where R has a real kernel, and no eigenvalue
 * twice, all of Y is then real, and so are the eigenfunctions.
 */
function withRealPosition(vectors: DenseMatrix, position: DenseMatrix): DenseMatrix {
  const r = vectors.columns;
  const y = toComplex(turn(position, vectors)).data;
  const phase = new Float64Array(2 * r);
  phase[0] = 1;
  const reached = [0];
  while (reached.length < r) {
    let best = { size: 0, from: 0, to: -1 };
    for (let to = 0; to < r; to++) {
      if (reached.includes(to)) continue;
      for (const from of reached) {
        const size = Math.hypot(y[2 * (from * r + to)], y[2 * (from * r + to) + 1]);
        if (best.to < 0 || size > best.size) best = { size, from, to };
      }
    }
    const { size, from, to } = best;
    const at = 2 * (from * r + to);
    // conj(p_from)·y·p_to > 0.
    const [re, im] = size > 0 ? [y[at] / size, y[at + 1] / size] : [1, 0];
    phase[2 * to] = phase[2 * from] * re + phase[2 * from + 1] * im;
    phase[2 * to + 1] = phase[2 * from + 1] * re - phase[2 * from] * im;
    reached.push(to);
  }
  const turned = toComplex(vectors);
  const data = turned.data.slice();
  for (let n = 0; n < data.length; n += 2) {
    const j = 2 * ((n / 2) % r);
    const [re, im] = [turned.data[n], turned.data[n + 1]];
    data[n] = re * phase[j] - im * phase[j + 1];
    data[n + 1] = re * phase[j + 1] + im * phase[j];
  }
  return { ...turned, data };
}

function isRealOrImaginary(matrix: Float64Array, imaginary: boolean): boolean {
  let wrong = 0;
  let largest = 0;
  for (let k = 0; k < matrix.length; k += 2) {
    wrong = Math.max(wrong, Math.abs(matrix[k + (imaginary ? 0 : 1)]));
    largest = Math.max(largest, Math.abs(matrix[k]), Math.abs(matrix[k + 1]));
  }
  return wrong <= 1e-12 * largest;
}

/** For every atom its mirror image (x, −ξ) of the same weight, or undefined where one has none. */
function evenLaw(points: readonly Float64Array[], weights: Float64Array): Int32Array | undefined {
  const d = points[0].length / 2;
  const keyOf = (z: Float64Array, sign: number): string => z.map((x, i) => (i < d ? x : sign * x) + 0).join();
  const places = new Map<string, number>();
  for (let k = 0; k < points.length; k++) {
    if (places.has(keyOf(points[k], 1))) return undefined;
    places.set(keyOf(points[k], 1), k);
  }
  const mirror = Int32Array.from(points, (z) => places.get(keyOf(z, -1)) ?? -1);
  return mirror.every((m, k) => m >= 0 && Math.abs(weights[m] - weights[k]) <= 1e-15) ? mirror : undefined;
}

/** The atoms of positive weight, one for each pair of mirror images if `mirrored`. */
function pairsOf(
  points: readonly Float64Array[],
  weights: Float64Array,
  mirrored: boolean,
): (readonly [number, number])[] {
  const mirror = mirrored ? evenLaw(points, weights) : undefined;
  return Array.from(points.keys())
    .filter((k) => weights[k] > 0)
    .map((k) => [k, mirror ? mirror[k] : k] as const)
    .filter(([own, other]) => own <= other);
}
