import { addMatrices, traceOfProduct } from '../../../numerics/dense/elementary';
import { hermitianPart } from '../../../numerics/dense/hermitian';
import { complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { traceNorm } from '../../../numerics/dense/norms';
import { qrFactor } from '../../../numerics/dense/qr';
import { integerIn } from '../../../numerics/guards';
import { binomial, logGamma } from '../../../numerics/special/gamma';
import { type OccupationBasis, occupationBasis, occupationWalk } from '../bosons/occupationBasis';
import { bosonProductState, bosonState } from '../bosons/states';

/** Entries that a factor of a reduced density operator may have: 256 MiB. */
const largestFactor = 2 ** 24;
const largestRows = 2048;

/**
 * The factor F with R_{N:m} = FF* on symmetric functions of m bosons, in their occupation basis: F_{Iν} =
 * Ψ(ν + I)·(∏_i binomial(ν_i + I_i, I_i)/binomial(N, m))^{½}, whose squares are the probabilities that m of the bosons drawn
 * from ν + I are I.
 */
function reducedFactor(basis: OccupationBasis, state: ArrayLike<number>, order: number): DenseMatrix {
  const { particles, modes, placesOfTails } = basis;
  integerIn('order', order, 1, particles);
  const rows = binomial(order + modes - 1, modes - 1);
  const columns = binomial(particles - order + modes - 1, modes - 1);
  if (!(rows <= largestRows && rows * columns <= largestFactor))
    throw new RangeError(
      `order must leave at most ${largestRows} states of m bosons, and ${largestFactor} pairs of such and of the others, ` +
        `got ${rows} and ${rows * columns} for m = ${order} of ${particles} bosons in ${modes} modes`,
    );
  const amplitudes = bosonState('state', state, basis);
  const logFactorial = Float64Array.from({ length: particles + 1 }, (_, n) => logGamma(n + 1));
  const logBinomial = (n: number, k: number): number =>
    logFactorial[n] - logFactorial[k] - logFactorial[n - k];
  const whole = logBinomial(particles, order);
  const kept = occupationWalk(occupationBasis({ particles: order, modes }));
  const rest = occupationWalk(occupationBasis({ particles: particles - order, modes }));
  const out = complexMatrix(rows, columns);
  for (let row = 0; row < rows; row++) {
    kept.seek(row);
    for (let column = 0; column < columns; column++) {
      rest.seek(column);
      let [place, log] = [0, -whole];
      for (let i = 0; i < modes; i++) {
        const own = kept.occupation[i];
        if (i > 0) place += placesOfTails[i * (particles + 1) + kept.tails[i] + rest.tails[i]];
        log += logBinomial(rest.occupation[i] + own, own);
      }
      const factor = Math.exp(log / 2);
      const at = 2 * (row * columns + column);
      out.data[at] = factor * amplitudes[2 * place];
      out.data[at + 1] = factor * amplitudes[2 * place + 1];
    }
  }
  return out;
}

/**
 * R_{N:m} on symmetric functions of m bosons, in their occupation basis (outside of which it is 0), of trace ‖Ψ‖²; for every
 * m = 1, …, N, with a relative error of some 1e−16·log N!.
 * @throws RangeError unless 1 ≤ m ≤ N, or when it would have more than 2048 rows or take more than 256 MiB on the way.
 */
export function bosonReducedSymmetric(
  basis: OccupationBasis,
  state: ArrayLike<number>,
  order: number,
): DenseMatrix {
  const factor = reducedFactor(basis, state, order);
  return multiplyMatrices(factor, factor, { adjointB: true });
}

/** How far m of N bosons are from ψ^{⊗m}. */
export interface ReducedDeviation {
  /** E_m = 1 − ⟨ψ^{⊗m}|R_{N:m}|ψ^{⊗m}⟩. */
  readonly depletion: number;
  /** ‖R_{N:m} − |ψ⟩⟨ψ|^{⊗m}‖₁, the trace norm, between 2E_m and 2√E_m. */
  readonly traceNorm: number;
}

/**
 * The deviation of R_{N:m} from P^{⊗m}, P = |ψ⟩⟨ψ|, for a normalised state.
 * @throws RangeError as `bosonReducedSymmetric`, and unless ψ has norm 1.
 */
export function bosonReducedDeviation(
  basis: OccupationBasis,
  state: ArrayLike<number>,
  psi: ArrayLike<number>,
  order: number,
): ReducedDeviation {
  const factor = reducedFactor(basis, state, order);
  const product = bosonProductState(occupationBasis({ particles: order, modes: basis.modes }), psi);
  const { own, ket } = compact(factor, product);
  const [reduced, inside] = [own, ket].map((part) => multiplyMatrices(part, part, { adjointB: true }));
  const difference = hermitianPart(addMatrices(reduced, inside, -1));
  return { depletion: -traceOfProduct(difference, inside).re, traceNorm: traceNorm(difference) };
}

/**
 * F and the column ψ^{⊗m} in an orthonormal basis of what they span, where that is smaller than the space: for most m > N/2
 * there are few columns, and FF* − |ψ^{⊗m}⟩⟨ψ^{⊗m}| has the same eigenvalues there.
 */
function compact(factor: DenseMatrix, product: Float64Array): { own: DenseMatrix; ket: DenseMatrix } {
  const { rows, columns } = factor;
  const joint = complexMatrix(rows, columns + 1);
  for (let row = 0; row < rows; row++) {
    const to = 2 * row * (columns + 1);
    joint.data.set(factor.data.subarray(2 * row * columns, 2 * (row + 1) * columns), to);
    joint.data.set(product.subarray(2 * row, 2 * row + 2), to + 2 * columns);
  }
  const small = rows > columns + 1 ? qrFactor(joint).r : joint;
  const own = complexMatrix(small.rows, columns);
  const ket = complexMatrix(small.rows, 1);
  for (let row = 0; row < small.rows; row++) {
    const from = 2 * row * (columns + 1);
    own.data.set(small.data.subarray(from, from + 2 * columns), 2 * row * columns);
    ket.data.set(small.data.subarray(from + 2 * columns, from + 2 * columns + 2), 2 * row);
  }
  return { own, ket };
}
