import { addMatrices, trace } from '../numerics/dense/elementary';
import { hermitianPart } from '../numerics/dense/hermitian';
import { complexMatrix, type DenseMatrix, realMatrix, toComplex } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { integerIn, numberIn, optionsOf } from '../numerics/guards';
import { mostLevels } from './fockStates';
import { halfStepInterpolation } from './gridLines';
import {
  checkLine,
  type DensityState,
  type FockState,
  type GaussianMixture,
  type GridState,
  type LineState,
} from './states';
import { oscillatorTable, thermalFrame, thermalWeights, type WeightedWaves, wavesAt } from './waves';

export interface FockOptions {
  /** M; default: as few as leave out at most `tolerance`. */
  readonly levels?: number;
  /** Mass beyond level M − 1 that may be left out; default 1e−10. With 1 any number of levels will do. */
  readonly tolerance?: number;
}

/** Points of an integral over the line. */
const mostPoints = 2 ** 16;

/**
 * The state in the Fock basis h_0, …, h_{M−1}, cut and brought back to trace 1; `truncation` is the mass τ left out. As
 * ‖R − ΠRΠ‖₁ ≤ 2√τ, the result differs from R by at most 2√τ + τ in trace norm, and its Wigner function by that over πε.
 * Coherent spans by ⟨h_n|z⟩ = e^{iqp/2ε}e^{−|α|²/2}αⁿ/√n!, α = (q+ip)/√(2ε); all others by integrals over x that are exact to
 * rounding.
 * @throws RangeError for d = 2, and where `levels` (or 500 of them) leave out more than `tolerance`, with the mass.
 */
export function toFock(state: DensityState, options: FockOptions = {}): FockState {
  checkLine('state', state);
  optionsOf('toFock', options, 'state, { levels: 40 }', ['levels', 'tolerance']);
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-10, 0, 1);
  const wanted = options.levels;
  if (wanted !== undefined) integerIn('levels', wanted, 1, mostLevels);
  for (let levels = wanted ?? 16; ; levels = Math.min(2 * levels, mostLevels)) {
    const matrix = fockMatrix(state, levels);
    const before = state.kind === 'fock' ? state.truncation : 0;
    const missed = Math.max(0, 1 - trace(matrix).re);
    if (missed <= Math.max(tolerance, 4e-15) && missed < 1 - 1e-12) {
      const kept = wanted ?? fewest(matrix, tolerance - missed);
      return finished(state, kept === levels ? matrix : corner(matrix, kept), before);
    }
    if (wanted !== undefined || levels === mostLevels)
      throw new RangeError(
        `levels must hold the state up to a mass of ${tolerance}, but ${levels} levels leave out ${missed.toPrecision(4)}` +
          `${levels < mostLevels ? ': take more levels, or a larger tolerance' : ''}`,
      );
  }
}

function finished({ epsilon }: LineState, matrix: DenseMatrix, before: number): FockState {
  const kept = trace(matrix).re;
  const density = { ...matrix, data: matrix.data.map((value) => value / kept) };
  const truncation = Math.min(1, Math.max(0, 1 - kept) + before);
  return { kind: 'fock', dimension: 1, epsilon, density, truncation };
}

/** Levels that are needed when a mass of `spare` may go. */
function fewest({ kind, rows, data }: DenseMatrix, spare: number): number {
  const width = kind === 'complex' ? 2 : 1;
  let tail = 0;
  for (let n = rows; n > 1; n--) {
    tail += data[width * (n - 1) * (rows + 1)];
    if (tail > spare) return n;
  }
  return 1;
}

function corner({ kind, rows, data }: DenseMatrix, size: number): DenseMatrix {
  const width = kind === 'complex' ? 2 : 1;
  const out = kind === 'complex' ? complexMatrix(size, size) : realMatrix(size, size);
  for (let i = 0; i < size; i++)
    out.data.set(data.subarray(width * i * rows, width * (i * rows + size)), width * i * size);
  return out;
}

/** The corner of R in the Fock basis, not normalised. */
function fockMatrix(state: LineState, levels: number): DenseMatrix {
  switch (state.kind) {
    case 'fock': {
      const { density } = state;
      if (density.rows >= levels) return corner(density, levels);
      const width = density.kind === 'complex' ? 2 : 1;
      const out = width === 2 ? complexMatrix(levels, levels) : realMatrix(levels, levels);
      const row = width * density.rows;
      for (let i = 0; i < density.rows; i++)
        out.data.set(density.data.subarray(i * row, (i + 1) * row), width * i * levels);
      return out;
    }
    case 'coherent':
      return fromAmplitudes(coherentAmplitudes(state.points, levels, state.epsilon), state.coefficients);
    case 'gaussian':
      return gaussianMatrix(state, levels);
    default:
      return gridMatrix(state, levels);
  }
}

/** A·c·A*. */
function fromAmplitudes(amplitudes: DenseMatrix, coefficients: DenseMatrix): DenseMatrix {
  return hermitianPart(
    multiplyMatrices(amplitudes, multiplyMatrices(coefficients, amplitudes, { adjointB: true })),
  );
}

/** ⟨h_n|z_k⟩ = e^{iqp/2ε}e^{−|α|²/2}αⁿ/√n!, levels × points; where the first one underflows, so do 500 levels. */
export function coherentAmplitudes(
  points: readonly Float64Array[],
  levels: number,
  epsilon: number,
): DenseMatrix {
  const out = complexMatrix(levels, points.length);
  const { data } = out;
  const scale = 1 / Math.sqrt(2 * epsilon);
  const roots = Float64Array.from({ length: levels }, (_, n) => 1 / Math.sqrt(n + 1));
  points.forEach(([q, p], k) => {
    const [x, y] = [scale * q, scale * p];
    const size = Math.exp(-0.5 * (x * x + y * y));
    let [re, im] = [size * Math.cos(x * y), size * Math.sin(x * y)];
    for (let n = 0, at = 2 * k; n < levels; n++, at += 2 * points.length) {
      data[at] = re;
      data[at + 1] = im;
      [re, im] = [roots[n] * (x * re - y * im), roots[n] * (x * im + y * re)];
    }
  });
  return out;
}

/** Component by component. */
function gaussianMatrix(state: GaussianMixture, levels: number): DenseMatrix {
  let sum: DenseMatrix = realMatrix(levels, levels);
  state.means.forEach((mean, k) => {
    const one = { ...state, weights: Float64Array.of(1), means: [mean], covariances: [state.covariances[k]] };
    sum = addMatrices(sum, oneGaussian(one, levels), state.weights[k]);
  });
  return sum;
}

/** Trapezoidal sums over the reach of the levels, with a step that resolves the products. */
function oneGaussian(state: GaussianMixture, levels: number): DenseMatrix {
  const { epsilon } = state;
  const { data } = state.covariances[0];
  const reach = Math.sqrt(epsilon) * (Math.sqrt(2 * levels + 1) + 8);
  const { occupation } = thermalFrame(data, epsilon);
  const excited = thermalWeights(occupation, 1e-16, mostLevels).length;
  const unit = Math.sqrt(data[3] / (occupation + 0.5));
  const fastest = Math.abs(state.means[0][1]) + unit * (Math.sqrt(2 * excited + 1) + 8);
  const count = integerIn(
    'points of the integral',
    Math.ceil((1.1 * 2 * reach * (reach + fastest)) / (2 * Math.PI * epsilon)) + 1,
    2,
    mostPoints,
  );
  const step = (2 * reach) / (count - 1);
  const points = Float64Array.from({ length: count }, (_, i) => -reach + i * step);
  return fromWaves(wavesAt(state, points, 1e-16), points, step, levels, epsilon);
}

function gridMatrix({ grid, waves, weights, epsilon }: GridState, levels: number): DenseMatrix {
  const [count, step] = [grid.points[0], grid.spacing[0] / 2];
  const reader = halfStepInterpolation(count, grid.spacing[0]);
  const points = Float64Array.from({ length: 2 * count }, (_, i) => grid.low[0] + i * step);
  const fine = waves.map(reader.halved);
  return fromWaves({ weights, waves: fine }, points, step, levels, epsilon);
}

/** Σ weights_k ⟨h_m|ψ_k⟩⟨ψ_k|h_n⟩ from samples. */
function fromWaves(
  { weights, waves }: WeightedWaves,
  points: Float64Array,
  step: number,
  levels: number,
  epsilon: number,
): DenseMatrix {
  const samples = complexMatrix(waves.length, points.length);
  waves.forEach((wave, k) => {
    const unit = step * Math.sqrt(weights[k]);
    for (let i = 0; i < wave.length; i++) samples.data[2 * k * points.length + i] = unit * wave[i];
  });
  const table = realMatrix(levels, points.length, oscillatorTable(levels, points, epsilon));
  // (levels × points)·(waves × points)ᵀ: the adjoint of the conjugate.
  for (let i = 1; i < samples.data.length; i += 2) samples.data[i] = -samples.data[i];
  const amplitudes = multiplyMatrices(toComplex(table), samples, { adjointB: true });
  return hermitianPart(multiplyMatrices(amplitudes, amplitudes, { adjointB: true }));
}
