import { addMatrices, traceOfProduct } from '../../../numerics/dense/elementary';
import { complexMatrix, type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { integerIn } from '../../../numerics/guards';
import { latticeState } from '../lattice/state';
import { expectation } from '../tensor/klimontovich';
import type { OccupationBasis } from './occupationBasis';
import { bosonReducedDensity } from './reduced';

/**
 * ‖(M_N − R_ψ)(B)Ψ‖ with M_N B = (1/N)Σ_k J_kB and R_ψ(B) = ⟨ψ|B|ψ⟩I: how far the quantum empirical measure is from its
 * mean-field limit in the state Ψ, which the proof of Theorem 2.8 follows. With B₀ = B − ⟨ψ|B|ψ⟩ it is the square root of
 * (1/N)tr(R_{N:1}B₀*B₀) + ((N−1)/N)tr(R_{N:2}B₀*⊗B₀); in the condensate ψ^{⊗N} that is N^{−½} times the spread of B in ψ.
 * @param observable - B, any matrix on the M modes
 * @throws RangeError unless ψ has norm 1, or when M² exceeds 1024.
 */
export function bosonFluctuation(
  basis: OccupationBasis,
  state: ArrayLike<number>,
  psi: ArrayLike<number>,
  observable: DenseMatrix,
): number {
  const { particles, modes } = basis;
  integerIn('basis.particles', particles, 1);
  const [re, im] = expectation(observable, latticeState('psi', psi, modes));
  const shift = complexMatrix(modes, modes);
  for (let x = 0; x < modes; x++) shift.data.set([-re, -im], 2 * x * (modes + 1));
  const centred = toComplex(addMatrices(observable, shift));
  const square = multiplyMatrices(centred, centred, { adjointA: true });
  const one = traceOfProduct(bosonReducedDensity(basis, state, 1), square).re / particles;
  if (particles === 1) return Math.sqrt(Math.max(0, one));
  const pairs = traceOfProduct(bosonReducedDensity(basis, state, 2), onPair(centred)).re;
  return Math.sqrt(Math.max(0, one + ((particles - 1) / particles) * pairs));
}

/** B* ⊗ B. */
function onPair(b: DenseMatrix): DenseMatrix {
  const n = b.rows;
  const out = complexMatrix(n * n, n * n);
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++)
      for (let u = 0; u < n; u++)
        for (let v = 0; v < n; v++) {
          // ⟨x|B*|u⟩ is the conjugate of ⟨u|B|x⟩.
          const [a, c] = [2 * (u * n + x), 2 * (y * n + v)];
          const at = 2 * ((x * n + y) * n * n + u * n + v);
          out.data[at] = b.data[a] * b.data[c] + b.data[a + 1] * b.data[c + 1];
          out.data[at + 1] = b.data[a] * b.data[c + 1] - b.data[a + 1] * b.data[c];
        }
  return out;
}
