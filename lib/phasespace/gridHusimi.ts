import { inner } from '../numerics/complexVector';
import { complexMatrix, realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { halfStepInterpolation, linesAlong, momentumEnd } from './gridLines';
import type { GridState } from './states';

/** (2πε)^{−d} Σ weights|⟨z|ψ⟩|², in d = 2 after ⟨z_b|ψ⟩, a wave of x_a. */
export function husimiPlane(
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
  const { cos, sin, exp } = Math;
  const phases = complexMatrix(2 * count, xi.length);
  const end = momentumEnd({ spacing: 2 * step }, epsilon) + 6 * Math.sqrt(epsilon);
  for (let i = 0, at = 0; i < 2 * count; i++)
    for (let j = 0; j < xi.length; j++, at += 2) {
      if (Math.abs(xi[j]) > end) continue;
      const angle = (xi[j] * points[i]) / epsilon;
      phases.data[at] = cos(angle);
      phases.data[at + 1] = -sin(angle);
    }
  const envelopes = realMatrix(x.length, 2 * count);
  const unit = step / (Math.PI * epsilon) ** 0.25 / Math.sqrt(2 * Math.PI * epsilon);
  for (let i = 0; i < x.length; i++)
    for (let k = 0; k < 2 * count; k++)
      envelopes.data[2 * i * count + k] = unit * exp((-0.5 * (points[k] - x[i]) ** 2) / epsilon);
  const out = new Float64Array(x.length * xi.length);
  const windowed = complexMatrix(x.length, 2 * count);
  waves.forEach((wave, k) => {
    const line = grid.dimension === 1 ? wave : contracted(state, wave, axis, z);
    const fine = reader.halved(line);
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
