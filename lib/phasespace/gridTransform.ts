import { complexMatrix, realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import {
  halfStepInterpolation,
  type Interpolation,
  type Lines,
  linesAlong,
  momentumEnd,
  momentumLaw,
  positionLaw,
} from './gridLines';
import type { PlaneFunction, TransformKind } from './planes';
import type { GridState } from './states';

/** Densities below this part of the largest do not count for the reach. */
const negligible = 1e-10;

/**
 * The Wigner or Husimi function of wave functions on a box, spectrally accurate: the waves are read as trigonometric
 * polynomials and the integrals over s or x as sums with half the spacing, which alias nothing within |ξ| < πε/h.
 */
export function gridTransform(state: GridState, kind: TransformKind): PlaneFunction {
  const { epsilon, dimension: d } = state;
  const along = Array.from({ length: d }, (_, axis) => linesAlong(state, axis));
  const plane = kind === 'wigner' ? wignerPlane : husimiPlane;
  return {
    reach: reachOf(along, epsilon, kind),
    plane: (axes, z, first, second) => {
      const swapped = axes[0] >= d;
      const axis = swapped ? axes[1] : axes[0];
      if (axes[0] + axes[1] !== 2 * axis + d)
        throw new RangeError(
          `a section of a state on a grid must be one of the planes (x_j, ξ_j), got the axes ${axes.join(', ')}`,
        );
      const [x, xi] = swapped ? [second, first] : [first, second];
      const values = plane(state, axis, z, x, xi);
      return swapped
        ? values.map((_, k) => values[(k % second.length) * first.length + Math.floor(k / second.length)])
        : values;
    },
    marginal: (axis, points) => marginalOf(along[axis % d], axis < d, epsilon, kind, points),
  };
}

/** A kernel Σ weight·φ_k(x)·χ̄_k(y) of one coordinate, by the coefficients of φ_k and χ_k. */
interface KernelTerm {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly re: number;
  readonly im: number;
}

/** W(x, ξ) = (h′/πε)·Σ_m e^{−2iξmh′/ε} r(x + mh′, x − mh′), h′ = h/2, r vanishing outside of the box. */
function wignerPlane(
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
  const left = new Float64Array(4 * count);
  const right = new Float64Array(4 * count);
  const most = Math.min(count, nearest, 2 * count - 1 - nearest);
  for (const term of terms) {
    const a = reader.shiftedInto(term.left, offset, left);
    const b = term.left === term.right ? a : reader.shiftedInto(term.right, offset, right);
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
  const terms: KernelTerm[] = [];
  if (Math.abs(z[other + 2]) > momentumEnd({ spacing: 2 * step }, epsilon)) return terms;
  weights.forEach((weight, k) => {
    const columns = Array.from({ length: 2 * count }, () => new Float64Array(2 * n));
    const fine = new Float64Array(4 * count);
    for (let i = 0; i < n; i++) {
      across.shiftedInto(across.spectrum(lines[k * n + i]), (place - nearest) * step, fine);
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

/** (2πε)^{−d} Σ weights|⟨z|ψ⟩|², in d = 2 after ⟨z_b|ψ⟩, a wave of x_a. */
function husimiPlane(
  state: GridState,
  axis: number,
  z: Float64Array,
  x: Float64Array,
  xi: Float64Array,
): Float64Array {
  const { grid, epsilon, waves, weights } = state;
  const [count, step] = [grid.points[axis], grid.spacing[axis] / 2];
  const reader = halfStepInterpolation(count, grid.spacing[axis]);
  const points = Float64Array.from({ length: 2 * count }, (_, i) => grid.low[axis] + i * step);
  const phases = complexMatrix(2 * count, xi.length);
  const end = momentumEnd({ spacing: 2 * step }, epsilon) + 6 * Math.sqrt(epsilon);
  for (let i = 0, at = 0; i < 2 * count; i++)
    for (let j = 0; j < xi.length; j++, at += 2) {
      if (Math.abs(xi[j]) > end) continue;
      phases.data[at] = Math.cos((xi[j] * points[i]) / epsilon);
      phases.data[at + 1] = -Math.sin((xi[j] * points[i]) / epsilon);
    }
  const envelopes = realMatrix(x.length, 2 * count);
  const unit = step / (Math.PI * epsilon) ** 0.25 / Math.sqrt(2 * Math.PI * epsilon);
  for (let i = 0; i < x.length; i++)
    for (let k = 0; k < 2 * count; k++)
      envelopes.data[2 * i * count + k] = unit * Math.exp((-0.5 * (points[k] - x[i]) ** 2) / epsilon);
  const out = new Float64Array(x.length * xi.length);
  const fine = new Float64Array(4 * count);
  const windowed = complexMatrix(x.length, 2 * count);
  waves.forEach((wave, k) => {
    const line = grid.dimension === 1 ? wave : contracted(state, wave, axis, z);
    reader.shiftedInto(reader.spectrum(line), 0, fine);
    for (let at = 0; at < envelopes.data.length; at++) {
      const from = 2 * (at % (2 * count));
      windowed.data[2 * at] = envelopes.data[at] * fine[from];
      windowed.data[2 * at + 1] = envelopes.data[at] * fine[from + 1];
    }
    const { data } = multiplyMatrices(windowed, phases);
    for (let at = 0; at < out.length; at++)
      out[at] += weights[k] * (data[2 * at] ** 2 + data[2 * at + 1] ** 2);
  });
  return out;
}

/** (2πε)^{−½}⟨z_b|ψ⟩ as a function of x_a. */
function contracted(state: GridState, wave: Float64Array, axis: number, z: Float64Array): Float64Array {
  const { grid, epsilon } = state;
  const other = 1 - axis;
  const [count, step] = [grid.points[other], grid.spacing[other] / 2];
  const reader = halfStepInterpolation(count, grid.spacing[other]);
  const lines = linesAlong({ ...state, waves: [wave], weights: Float64Array.of(1) }, other).values;
  const unit = step / (Math.PI * epsilon) ** 0.25 / Math.sqrt(2 * Math.PI * epsilon);
  const out = new Float64Array(2 * grid.points[axis]);
  const fine = new Float64Array(4 * count);
  lines.forEach((line, i) => {
    reader.shiftedInto(reader.spectrum(line), 0, fine);
    for (let k = 0; k < 2 * count; k++) {
      const y = grid.low[other] + k * step;
      const size = unit * Math.exp((-0.5 * (y - z[other]) ** 2) / epsilon);
      const [c, s] = [
        size * Math.cos((z[other + 2] * y) / epsilon),
        -size * Math.sin((z[other + 2] * y) / epsilon),
      ];
      out[2 * i] += c * fine[2 * k] - s * fine[2 * k + 1];
      out[2 * i + 1] += c * fine[2 * k + 1] + s * fine[2 * k];
    }
  });
  return out;
}

function reachOf(along: readonly Lines[], epsilon: number, kind: TransformKind): [number, number][] {
  const more = kind === 'husimi' ? 5 * Math.sqrt(epsilon / 2) : 0;
  const span = (law: Float64Array, low: number, step: number): [number, number] => {
    const least = negligible * law.reduce((most, value) => Math.max(most, value), 0);
    const first = law.findIndex((value) => value > least);
    let last = law.length - 1;
    while (last > first && law[last] <= least) last--;
    return [low + first * step - more, low + last * step + more];
  };
  return [
    ...along.map((lines) => span(positionLaw(lines), lines.low, lines.spacing)),
    ...along.map((lines) => {
      const end = momentumEnd(lines, epsilon);
      return span(momentumLaw(lines, epsilon), -end, end / lines.points);
    }),
  ];
}

function marginalOf(
  lines: Lines,
  inSpace: boolean,
  epsilon: number,
  kind: TransformKind,
  points: Float64Array,
): Float64Array {
  if (kind === 'husimi') return smoothedLaw(lines, inSpace, epsilon, points);
  return inSpace ? densityAt(lines, points) : momentumDensityAt(lines, epsilon, points);
}

/** Σ weights|ψ(x)|² between the points. */
function densityAt(
  { low, spacing, points: count, values, weights }: Lines,
  points: Float64Array,
): Float64Array {
  const reader = halfStepInterpolation(count, spacing);
  const spectra = values.map((wave) => reader.spectrum(wave));
  const fine = new Float64Array(4 * count);
  return points.map((x) => {
    const place = (2 * (x - low)) / spacing;
    const nearest = Math.round(place);
    if (nearest < 0 || nearest >= 2 * count) return 0;
    return spectra.reduce((sum, spectrum, k) => {
      reader.shiftedInto(spectrum, ((place - nearest) * spacing) / 2, fine);
      return sum + weights[k] * (fine[2 * nearest] ** 2 + fine[2 * nearest + 1] ** 2);
    }, 0);
  });
}

/** (2πε)^{−1} Σ weights|∫e^{−ipx/ε}ψ|². */
function momentumDensityAt(lines: Lines, epsilon: number, points: Float64Array): Float64Array {
  const { low, spacing, values, weights } = lines;
  const end = momentumEnd(lines, epsilon);
  return points.map((p) => {
    if (Math.abs(p) > end) return 0;
    let total = 0;
    values.forEach((wave, k) => {
      let [re, im] = [0, 0];
      for (let i = 0; i < lines.points; i++) {
        const angle = (p * (low + i * spacing)) / epsilon;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        re += c * wave[2 * i] + s * wave[2 * i + 1];
        im += c * wave[2 * i + 1] - s * wave[2 * i];
      }
      total += weights[k] * (re * re + im * im);
    });
    return (total * spacing ** 2) / (2 * Math.PI * epsilon);
  });
}

/** A law convolved with N(0, ε/2). */
function smoothedLaw(lines: Lines, inSpace: boolean, epsilon: number, points: Float64Array): Float64Array {
  const fine = { ...lines, spacing: lines.spacing / 2, points: 2 * lines.points };
  const reader = halfStepInterpolation(lines.points, lines.spacing);
  const law = inSpace
    ? positionLaw({
        ...fine,
        values: lines.values.map((wave) =>
          reader.shiftedInto(reader.spectrum(wave), 0, new Float64Array(4 * lines.points)),
        ),
      })
    : momentumLaw(lines, epsilon);
  const end = momentumEnd(lines, epsilon);
  const [low, step] = inSpace ? [lines.low, fine.spacing] : [-end, end / lines.points];
  const unit = step / Math.sqrt(Math.PI * epsilon);
  return points.map((x) =>
    law.reduce((sum, value, i) => sum + unit * value * Math.exp(-((low + i * step - x) ** 2) / epsilon), 0),
  );
}
