import { inner } from '../numerics/complexVector';
import { complexMatrix, type DenseMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { halfStepInterpolation, linesAlong, momentumEnd } from './gridLines';
import type { GridState } from './states';

/** Rows that are computed together: only the points of the box near them count. */
const rowsAtOnce = 16;
/** A coherent state is below 1e−14 of its size beyond so many times √ε. */
const width = 8;

/** (2πε)^{−d} Σ weights|⟨z|ψ⟩|², in d = 2 after ⟨z_b|ψ⟩, a wave of x_a. */
export function husimiPlane(
  state: GridState,
  axis: number,
  z: Float64Array,
  x: Float64Array,
  xi: Float64Array,
): Float64Array {
  const { grid, epsilon, waves, weights } = state;
  const [count, step] = [2 * grid.points[axis], grid.spacing[axis] / 2];
  const reader = halfStepInterpolation(grid.points[axis], grid.spacing[axis]);
  const lines = waves.map((wave) =>
    reader.halved(grid.dimension === 1 ? wave : contracted(state, wave, axis, z)),
  );
  const points = Float64Array.from({ length: count }, (_, i) => grid.low[axis] + i * step);
  const phases = fourierTable(points, xi, momentumEnd({ spacing: 2 * step }, epsilon), epsilon);
  const out = new Float64Array(x.length * xi.length);
  const place = (at: number): number =>
    Math.min(count - 1, Math.max(0, Math.round((at - grid.low[axis]) / step)));
  for (let begin = 0; begin < x.length; begin += rowsAtOnce) {
    const some = x.subarray(begin, begin + rowsAtOnce);
    const reach = width * Math.sqrt(epsilon);
    const first = place(Math.min(some[0], some[some.length - 1]) - reach);
    const last = place(Math.max(some[0], some[some.length - 1]) + reach) + 1;
    const near = {
      ...phases,
      rows: last - first,
      data: phases.data.subarray(2 * first * xi.length, 2 * last * xi.length),
    };
    const envelopes = packets(some, points.subarray(first, last), step, epsilon);
    lines.forEach((line, k) => {
      const windowed = complexMatrix(some.length, last - first);
      const { data: values } = windowed;
      for (let at = 0, from = 2 * first; at < envelopes.length; at++, from += 2) {
        if (from === 2 * last) from = 2 * first;
        values[2 * at] = envelopes[at] * line[from];
        values[2 * at + 1] = envelopes[at] * line[from + 1];
      }
      const { data } = multiplyMatrices(windowed, near);
      for (let at = 0, to = begin * xi.length; at < data.length; at += 2, to++)
        out[to] += weights[k] * (data[at] ** 2 + data[at + 1] ** 2);
    });
  }
  return out;
}

/** e^{−ixξ/ε}; 0 for momenta that the grid does not have. */
function fourierTable(points: Float64Array, xi: Float64Array, end: number, epsilon: number): DenseMatrix {
  const out = complexMatrix(points.length, xi.length);
  const { abs, cos, sin, sqrt } = Math;
  for (let i = 0, at = 0; i < points.length; i++)
    for (let j = 0; j < xi.length; j++, at += 2) {
      if (abs(xi[j]) > end + width * sqrt(epsilon)) continue;
      const angle = (xi[j] * points[i]) / epsilon;
      out.data[at] = cos(angle);
      out.data[at + 1] = -sin(angle);
    }
  return out;
}

/** step·(2πε)^{−½}(πε)^{−¼}e^{−(y−x)²/2ε}, a row for each x. */
function packets(x: Float64Array, y: Float64Array, step: number, epsilon: number): Float64Array {
  const unit = step / (Math.PI * epsilon) ** 0.25 / Math.sqrt(2 * Math.PI * epsilon);
  const { exp } = Math;
  const out = new Float64Array(x.length * y.length);
  for (let i = 0, at = 0; i < x.length; i++)
    for (let k = 0; k < y.length; k++, at++) out[at] = unit * exp((-0.5 * (y[k] - x[i]) ** 2) / epsilon);
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
  const packet = new Float64Array(4 * count);
  for (let k = 0; k < 2 * count; k++) {
    const y = grid.low[other] + k * step;
    const size = unit * Math.exp((-0.5 * (y - z[other]) ** 2) / epsilon);
    packet[2 * k] = size * Math.cos((z[other + 2] * y) / epsilon);
    packet[2 * k + 1] = size * Math.sin((z[other + 2] * y) / epsilon);
  }
  const out = new Float64Array(2 * grid.points[axis]);
  lines.forEach((line, i) => {
    out.set(inner(packet, reader.halved(line)), 2 * i);
  });
  return out;
}
