import { type DenseMatrix, realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { hermiteFunctions } from '../numerics/special/oscillator';
import { hermiteCoefficients } from './hermiteExpansion';
import type { PlaneFunction, TransformKind } from './planes';
import type { FockState } from './states';

/** Occupations below this do not reach far. */
const occupied = 1e-12;

/** The Wigner or Husimi function of a Fock matrix: ΣC_ab g_a(x)g_b(ξ), for Husimi with the g_a convolved. */
export function fockTransform(state: FockState, kind: TransformKind): PlaneFunction {
  const { density, epsilon } = state;
  const coefficients = hermiteCoefficients(density, epsilon);
  const size = coefficients.rows;
  const basis = (points: Float64Array): DenseMatrix =>
    realMatrix(size, points.length, (kind === 'wigner' ? hermites : smoothed)(size, points, epsilon));
  const transposed = { ...coefficients, data: transposedData(coefficients) };
  const radius = Math.sqrt(epsilon) * (Math.sqrt(2 * highest(density) + 1) + (kind === 'wigner' ? 3.5 : 5));
  return {
    reach: [
      [-radius, radius],
      [-radius, radius],
    ],
    plane: (axes, _, first, second) => {
      const half = multiplyMatrices(basis(first), axes[0] === 0 ? coefficients : transposed, {
        adjointA: true,
      });
      return multiplyMatrices(half, basis(second)).data;
    },
    marginal: (axis, points) => {
      const { data } = axis === 0 ? coefficients : transposed;
      const integrals = hermiteIntegrals(size, epsilon);
      const line = realMatrix(1, size);
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) line.data[a] += data[a * size + b] * integrals[b];
      return multiplyMatrices(line, basis(points)).data;
    },
  };
}

function transposedData({ data, rows }: DenseMatrix): Float64Array {
  return data.map((_, k) => data[(k % rows) * rows + Math.floor(k / rows)]);
}

function highest({ data, rows, kind }: DenseMatrix): number {
  const width = kind === 'complex' ? 2 : 1;
  for (let n = rows - 1; n > 0; n--) if (data[width * n * (rows + 1)] > occupied) return n;
  return 0;
}

/** g_a(x) = (2/ε)^{1/4}ψ_a(√(2/ε)·x), a row for each a. Far out, where all vanish, the argument does not matter. */
export function hermites(count: number, points: Float64Array, epsilon: number): Float64Array {
  const scale = Math.sqrt(2 / epsilon);
  const unit = Math.sqrt(scale);
  const far = points.map((x) => Math.max(-1e3, Math.min(1e3, scale * x)));
  return hermiteFunctions(count, far).map((value) => unit * value);
}

/** g_a ⋆ N(0, ε/2) = (2/ε)^{1/4}π^{−1/4}(2^{a+1}a!)^{−1/2} X^a e^{−X²/4} with X = √(2/ε)·x. */
function smoothed(count: number, points: Float64Array, epsilon: number): Float64Array {
  const scale = Math.sqrt(2 / epsilon);
  const unit = Math.sqrt(scale / 2) * Math.PI ** -0.25;
  const n = points.length;
  const out = new Float64Array(count * n);
  points.forEach((point, j) => {
    const x = scale * point;
    let value = unit * Math.exp(-0.25 * x * x);
    for (let a = 0; a < count; a++) {
      out[a * n + j] = value;
      value *= x / Math.sqrt(2 * (a + 1));
    }
  });
  return out;
}

/** ∫g_a, by ∫ψ_{a+1} = √(a/(a+1))·∫ψ_{a−1} from ∫ψ_0 = √2·π^{1/4}. */
function hermiteIntegrals(count: number, epsilon: number): Float64Array {
  const out = new Float64Array(count);
  out[0] = Math.SQRT2 * Math.PI ** 0.25 * Math.sqrt(Math.sqrt(epsilon / 2));
  for (let a = 2; a < count; a += 2) out[a] = Math.sqrt((a - 1) / a) * out[a - 2];
  return out;
}
