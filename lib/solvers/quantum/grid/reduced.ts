import { hermitianPart } from '../../../numerics/dense/hermitian';
import { complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { integerIn, shown } from '../../../numerics/guards';
import { checkSame, type WaveFunction } from './wave';

/** Order of a reduced density matrix: 256 MiB. */
const largestMatrix = 4096;
/** Columns that are set aside at once. */
const columnsAtOnce = 1024;

/**
 * The reduced density operator R_{N:k} of the first k particles (default 1) or of those named: R(x, y) = ∫Ψ(x, z)Ψ̄(y, z)dz
 * over all others, as the Hermitian matrix R(x_i, x_j)·cellᵏ with sizeᵏ rows, the points of the first chosen particle slowest.
 * So its trace is 1 and `operatorNorm`, `traceNorm` and `hilbertSchmidtNorm` are those of the operator. For all N particles it
 * is the projector |Ψ⟩⟨Ψ|.
 * @example
 * const pair = productState([psi, phi]);
 * waveReducedDensity(pair); // size × size, |ψ⟩⟨ψ|
 * waveReducedDensity(pair, [2]); // |φ⟩⟨φ|
 * @param order - k, or the numbers of the particles, from 1, in the order wanted; default 1
 * @throws RangeError for a k outside [1, N], for numbers that are no different particles, and when the matrix would have more
 * than 4096 rows (`depletion` needs no matrix).
 */
export function waveReducedDensity(state: WaveFunction, order: number | readonly number[] = 1): DenseMatrix {
  const { grid, values } = state;
  const chosen = chosenParticles(state, order);
  const split = splitTensor(state, chosen);
  const rows = split.kept.length;
  if (rows > largestMatrix)
    throw new RangeError(
      `order must leave a matrix of at most ${largestMatrix} rows, would have ${grid.size}^${chosen.length} = ${rows} ` +
        `(${Math.ceil((16 * rows * rows) / 2 ** 20)} MiB): take fewer points, or depletion(…), which needs no matrix`,
    );
  const weight = Math.sqrt(grid.cell ** state.particles);
  const out = complexMatrix(rows, rows);
  for (let begin = 0; begin < split.others.length; begin += columnsAtOnce) {
    const others = split.others.subarray(begin, begin + columnsAtOnce);
    const block = complexMatrix(rows, others.length);
    for (let i = 0, to = 0; i < rows; i++)
      for (let j = 0; j < others.length; j++, to += 2) {
        const at = 2 * (split.kept[i] + others[j]);
        block.data[to] = weight * values[at];
        block.data[to + 1] = weight * values[at + 1];
      }
    const part = multiplyMatrices(block, block, { adjointB: true });
    for (let k = 0; k < out.data.length; k++) out.data[k] += part.data[k];
  }
  return hermitianPart(out);
}

/**
 * The density ρ_{N:k}(x) = ∫|Ψ(x, z)|²dz of the first k particles (default 1) or of those named, of length sizeᵏ with
 * Σρ·cellᵏ = 1: the diagonal of `waveReducedDensity` over cellᵏ.
 * @example
 * marginalDensity(solver.state); // of particle 1, one number a grid point
 * marginalDensity(solver.state, [3, 1]); // of two, x₃ slowest
 * @param order - k, or the numbers of the particles, from 1, in the order wanted; default 1
 * @throws RangeError for a k outside [1, N] and for numbers that are no different particles.
 */
export function marginalDensity(state: WaveFunction, order: number | readonly number[] = 1): Float64Array {
  const chosen = chosenParticles(state, order);
  const { kept, others } = splitTensor(state, chosen);
  const { grid, particles, values } = state;
  const weight = grid.cell ** (particles - chosen.length);
  return Float64Array.from(kept, (start) => {
    let sum = 0;
    for (let j = 0; j < others.length; j++) {
      const at = 2 * (start + others[j]);
      sum += values[at] * values[at] + values[at + 1] * values[at + 1];
    }
    return weight * sum;
  });
}

/**
 * E_k = 1 − ⟨ψ^{⊗k}|R_{N:k}|ψ^{⊗k}⟩ for the first k particles of Ψ (default 1), the share that is not in ψ^{⊗k} (§2.7): without
 * any matrix, as 1 − ‖⟨ψ^{⊗k}|Ψ⟩‖², in as many operations as Ψ has amplitudes. Rounding leaves some 10⁻¹⁵.
 * @example
 * depletion(productState([psi, phi]), psi); // 0
 * @throws RangeError when ψ is not of one particle, grids or ħ differ, or k is not an integer in [1, N].
 */
export function depletion(state: WaveFunction, psi: WaveFunction, order: number = 1): number {
  const { grid, particles } = checkSame('state and psi', [state, psi]);
  integerIn('psi.particles', psi.particles, 1, 1);
  integerIn('order', order, 1, particles);
  let rest = state.values;
  for (let k = 0; k < order; k++) rest = contract(psi.values, rest, grid.cell);
  let share = 0;
  for (const value of rest) share += value * value;
  return 1 - share * grid.cell ** (particles - order);
}

/** ∫ψ̄(x)Ψ(x, z)dx. */
function contract(psi: Float64Array, values: Float64Array, cell: number): Float64Array {
  const out = new Float64Array((2 * values.length) / psi.length);
  for (let i = 0, k = 0; i < psi.length; i += 2) {
    const [re, im] = [cell * psi[i], cell * psi[i + 1]];
    for (let j = 0; j < out.length; j += 2, k += 2) {
      out[j] += re * values[k] + im * values[k + 1];
      out[j + 1] += re * values[k + 1] - im * values[k];
    }
  }
  return out;
}

/** The numbers of the particles, from 1. */
function chosenParticles({ particles }: WaveFunction, order: number | readonly number[]): readonly number[] {
  if (typeof order === 'number')
    return Array.from({ length: integerIn('order', order, 1, particles) }, (_, k) => k + 1);
  const valid =
    Array.isArray(order) &&
    order.length >= 1 &&
    new Set(order).size === order.length &&
    order.every((j) => Number.isInteger(j) && j >= 1 && j <= particles);
  if (!valid)
    throw new RangeError(
      `order must be an integer, or different numbers of particles in [1, ${particles}], got ` +
        (Array.isArray(order) ? `[${order.join(', ')}]` : shown(order)),
    );
  return order;
}

/** Where the amplitudes of a tensor stand: at kept[i] + others[j] for the i-th choice of x and the j-th of z. */
function splitTensor(
  { grid, particles }: WaveFunction,
  chosen: readonly number[],
): { kept: Float64Array; others: Float64Array } {
  const places = (which: readonly number[]): Float64Array =>
    which.reduce((starts, j) => {
      const stride = grid.size ** (particles - j);
      return Float64Array.from({ length: starts.length * grid.size }, (_, at) => {
        const site = at % grid.size;
        return starts[(at - site) / grid.size] + site * stride;
      });
    }, new Float64Array(1));
  const others = Array.from({ length: particles }, (_, j) => j + 1).filter((j) => !chosen.includes(j));
  return { kept: places(chosen), others: places(others) };
}
