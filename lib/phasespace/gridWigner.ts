import { realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { halfStepInterpolation, type Interpolation, linesAlong, momentumEnd } from './gridLines';
import type { GridState } from './states';

/** A kernel Σ weight·φ_k(x)·χ̄_k(y) of one coordinate, by the coefficients of φ_k and χ_k. */
interface KernelTerm {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly re: number;
  readonly im: number;
}

/** W(x, ξ) = (h′/πε)·Σ_m e^{−2iξmh′/ε} r(x + mh′, x − mh′), h′ = h/2, r vanishing outside of the box. */
export function wignerPlane(
  state: GridState,
  axis: number,
  z: Float64Array,
  x: Float64Array,
  xi: Float64Array,
): Float64Array {
  const { epsilon, grid } = state;
  const step = grid.spacing[axis] / 2;
  const count = grid.points[axis];
  const reader = halfStepInterpolation(count, grid.spacing[axis]);
  const terms = grid.dimension === 1 ? lineKernel(state, reader) : planeKernel(state, axis, z, reader);
  const samples = realMatrix(x.length, 2 * (count + 1));
  x.forEach((at, i) => {
    const row = samples.data.subarray(i * samples.columns, (i + 1) * samples.columns);
    const place = (at - grid.low[axis]) / step;
    const nearest = Math.round(place);
    if (nearest < 0 || nearest >= 2 * count) return;
    addKernelRow(terms, reader, count, nearest, (place - nearest) * step, row);
  });
  const waves = realMatrix(samples.columns, xi.length);
  const end = momentumEnd({ spacing: 2 * step }, epsilon);
  for (let m = 0; m <= count; m++)
    xi.forEach((momentum, j) => {
      if (Math.abs(momentum) > end) return;
      const size = ((m === 0 ? 1 : 2) * step) / (Math.PI * epsilon);
      const angle = (2 * momentum * m * step) / epsilon;
      waves.data[2 * m * xi.length + j] = size * Math.cos(angle);
      waves.data[(2 * m + 1) * xi.length + j] = size * Math.sin(angle);
    });
  return multiplyMatrices(samples, waves).data;
}

/** row_m += r(x + mh′, x − mh′), interleaved, as far as both points are in the box. */
function addKernelRow(
  terms: readonly KernelTerm[],
  reader: Interpolation,
  count: number,
  nearest: number,
  offset: number,
  row: Float64Array,
): void {
  const phases = reader.shift(offset);
  const left = new Float64Array(4 * count);
  const right = new Float64Array(4 * count);
  const most = Math.min(count, nearest, 2 * count - 1 - nearest);
  for (const term of terms) {
    const a = reader.readInto(term.left, phases, left);
    const b = term.left === term.right ? a : reader.readInto(term.right, phases, right);
    for (let m = 0; m <= most; m++) {
      const [p, q] = [2 * (nearest + m), 2 * (nearest - m)];
      const re = a[p] * b[q] + a[p + 1] * b[q + 1];
      const im = a[p + 1] * b[q] - a[p] * b[q + 1];
      row[2 * m] += term.re * re - term.im * im;
      row[2 * m + 1] += term.re * im + term.im * re;
    }
  }
}

function lineKernel({ waves, weights }: GridState, reader: Interpolation): KernelTerm[] {
  return waves.map((wave, k) => {
    const spectrum = reader.spectrum(wave);
    return { left: spectrum, right: spectrum, re: weights[k], im: 0 };
  });
}

/** d = 2 with x_b and ξ_b given: the sum over s_b is one over pairs of waves of x_a. */
function planeKernel(state: GridState, axis: number, z: Float64Array, reader: Interpolation): KernelTerm[] {
  const { grid, epsilon, weights } = state;
  const other = 1 - axis;
  const [step, count] = [grid.spacing[other] / 2, grid.points[other]];
  const across = halfStepInterpolation(count, grid.spacing[other]);
  const place = (z[other] - grid.low[other]) / step;
  const nearest = Math.round(place);
  const most = Math.min(count, nearest, 2 * count - 1 - nearest);
  const lines = linesAlong(state, other).values;
  const n = grid.points[axis];
  const phases = across.shift((place - nearest) * step);
  const fine = new Float64Array(4 * count);
  const terms: KernelTerm[] = [];
  if (Math.abs(z[other + 2]) > momentumEnd({ spacing: 2 * step }, epsilon)) return terms;
  weights.forEach((weight, k) => {
    const columns = Array.from({ length: 2 * count }, () => new Float64Array(2 * n));
    for (let i = 0; i < n; i++) {
      across.readInto(across.spectrum(lines[k * n + i]), phases, fine);
      for (let j = 0; j < 2 * count; j++) columns[j].set(fine.subarray(2 * j, 2 * j + 2), 2 * i);
    }
    const spectra = columns.map((column) => reader.spectrum(column));
    for (let m = -most; m <= most; m++) {
      const angle = (-2 * z[other + 2] * m * step) / epsilon;
      const size = (weight * step) / (Math.PI * epsilon);
      terms.push({
        left: spectra[nearest + m],
        right: spectra[nearest - m],
        re: size * Math.cos(angle),
        im: size * Math.sin(angle),
      });
    }
  });
  return terms;
}
