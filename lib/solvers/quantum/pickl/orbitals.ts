import { diagonalMatrix, kroneckerProduct } from '../../../numerics/dense/elementary';
import { hermitianPart } from '../../../numerics/dense/hermitian';
import { complexMatrix, type DenseMatrix, realMatrix } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { type BosonModel, orbitalBosons } from '../bosons/model';
import { latticeMeanField } from '../lattice/hartree';
import type { QuantumLattice } from '../lattice/lattice';
import { probabilities } from '../lattice/state';

/** A unitary matrix with ψ in its first column: a reflection, up to the phase of ψ(0). Real for real ψ. */
export function orbitalsFrom(psi: Float64Array): DenseMatrix {
  const n = psi.length / 2;
  const first = Math.hypot(psi[0], psi[1]);
  const [c, s] = first > 0 ? [psi[0] / first, psi[1] / first] : [1, 0];
  // With v = e^{−iθ}ψ + e₀, a sum without cancellation, I − 2vv*/‖v‖² takes e₀ to −e^{−iθ}ψ.
  const v = psi.map((a, k) => (k % 2 === 0 ? c * a + s * psi[k + 1] : c * a - s * psi[k - 1]));
  v[0] += 1;
  v[1] = 0;
  const square = v.reduce((sum, a) => sum + a * a, 0);
  const out = complexMatrix(n, n);
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const re = (2 * (v[2 * x] * v[2 * y] + v[2 * x + 1] * v[2 * y + 1])) / square - (x === y ? 1 : 0);
      const im = (2 * (v[2 * x + 1] * v[2 * y] - v[2 * x] * v[2 * y + 1])) / square;
      out.data[2 * (x * n + y)] = c * re - s * im;
      out.data[2 * (x * n + y) + 1] = c * im + s * re;
    }
  return psi.every((a, k) => k % 2 === 0 || a === 0)
    ? realMatrix(
        n,
        n,
        out.data.filter((_, k) => k % 2 === 0),
      )
    : out;
}

/**
 * What of G = (1/N)Σ_{k<l}V_kl − Σ_kV_ψ(x_k) changes the number of bosons outside ψ, as a model in the given orbitals, the
 * first of which is ψ: the pairs beyond the mean field V_ψ = V⋆|ψ|².
 */
export function leavingBosons(lattice: QuantumLattice, psi: Float64Array, orbitals: DenseMatrix): BosonModel {
  const { sites, interaction, hbar } = lattice;
  const pairs = kroneckerProduct(orbitals, orbitals);
  const field = latticeMeanField(lattice, probabilities(psi)).map((value) => -value);
  const energies = Float64Array.from(
    { length: sites * sites },
    (_, k) => interaction[Math.abs(Math.floor(k / sites) - (k % sites))],
  );
  const model = orbitalBosons({
    oneBody: within(orbitals, field),
    twoBody: within(pairs, energies),
    hbar,
  });
  const { oneBody } = model;
  const width = oneBody.kind === 'real' ? 1 : 2;
  const leaves = (at: number): boolean => at !== 0 && (at < sites || at % sites === 0);
  const inside = (modes: readonly number[]): number => modes.filter((mode) => mode === 0).length;
  return {
    ...model,
    oneBody: {
      ...oneBody,
      data: oneBody.data.map((value, k) => (leaves(Math.floor(k / width)) ? value : 0)),
    },
    densities: new Float64Array(sites * sites),
    transitions: model.transitions.filter(({ to, from }) => inside(to) !== inside(from)),
  };
}

/** U* diag(d) U. */
function within(u: DenseMatrix, diagonal: Float64Array): DenseMatrix {
  return hermitianPart(
    multiplyMatrices(u, multiplyMatrices(diagonalMatrix(diagonal), u), { adjointA: true }),
  );
}
