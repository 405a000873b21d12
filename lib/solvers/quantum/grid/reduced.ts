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
 * The reduced density operator of some particles (numbers from 0, in the order wanted; default the first alone):
 * R(x, y) = ∫Ψ(x, z)Ψ̄(y, z)dz over all others, as the Hermitian matrix R(x_i, x_j)·cellᵐ, so that its trace is 1 and the
 * norms of `operatorNorm`, `traceNorm` and `hilbertSchmidtNorm` are those of the operator. Its rows are sizeᵐ, the points
 * of the first chosen particle slowest. All of them: the projector |Ψ⟩⟨Ψ|.
 * @throws RangeError for numbers that are no different particles, and when the matrix would have more than 4096 rows
 * (`depletion` needs no matrix).
 */
export function reducedDensity(state: WaveFunction, particles: readonly number[] = [0]): DenseMatrix {
  const { grid, values } = state;
  const split = splitTensor(state, particles);
  const rows = split.kept.length;
  if (rows > largestMatrix)
    throw new RangeError(
      `particles must leave a matrix of at most ${largestMatrix} rows, would have ${grid.size}^${particles.length} = ${rows} ` +
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
 * The density of some particles, ρ(x) = ∫|Ψ(x, z)|²dz over all others, of length sizeᵐ with Σ·cellᵐ = 1; on the diagonal
 * of `reducedDensity`.
 * @throws RangeError for numbers that are no different particles.
 */
export function marginalDensity(state: WaveFunction, particles: readonly number[] = [0]): Float64Array {
  const { kept, others } = splitTensor(state, particles);
  const { grid, values } = state;
  const weight = grid.cell ** (state.particles - particles.length);
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
 * E_m = 1 − ⟨ψ^{⊗m}|R_{N:m}|ψ^{⊗m}⟩ for the first m particles of Ψ, the share that is not in ψ^{⊗m} (§2.7): without any
 * matrix, as 1 − ‖⟨ψ^{⊗m}|Ψ⟩‖², in as many operations as Ψ has amplitudes. Rounding leaves some 10⁻¹⁵.
 * @throws RangeError when ψ is not of one particle, grids or ħ differ, or m is not an integer in [1, N].
 */
export function depletion(state: WaveFunction, psi: WaveFunction, m: number = 1): number {
  const { grid, particles } = checkSame('state and psi', [state, psi]);
  integerIn('psi.particles', psi.particles, 1, 1);
  integerIn('m', m, 1, particles);
  let rest = state.values;
  for (let k = 0; k < m; k++) rest = contract(psi.values, rest, grid.cell);
  let share = 0;
  for (const value of rest) share += value * value;
  return 1 - share * grid.cell ** (particles - m);
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

/** Where the amplitudes of a tensor stand: at kept[i] + others[j] for the i-th choice of x and the j-th of z. */
function splitTensor(
  state: WaveFunction,
  chosen: readonly number[],
): { kept: Float64Array; others: Float64Array } {
  const { grid, particles } = state;
  const valid =
    Array.isArray(chosen) &&
    chosen.length >= 1 &&
    new Set(chosen).size === chosen.length &&
    chosen.every((j) => Number.isInteger(j) && j >= 0 && j < particles);
  if (!valid)
    throw new RangeError(
      `particles must be different integers in [0, ${particles - 1}], at least one, got ` +
        (Array.isArray(chosen) ? `[${chosen.join(', ')}]` : shown(chosen)),
    );
  const places = (which: readonly number[]): Float64Array =>
    which.reduce((starts, j) => {
      const stride = grid.size ** (particles - 1 - j);
      return Float64Array.from({ length: starts.length * grid.size }, (_, at) => {
        const site = at % grid.size;
        return starts[(at - site) / grid.size] + site * stride;
      });
    }, new Float64Array(1));
  const others = Array.from({ length: particles }, (_, j) => j).filter((j) => !chosen.includes(j));
  return { kept: places(chosen), others: places(others) };
}
