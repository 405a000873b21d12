import { type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { finiteArray } from '../../../numerics/guards';
import { meanFieldInto, type QuantumLattice } from './lattice';
import { type OdePathOptions, type OdePathReport, odePath } from './odePath';
import { latticeState, probabilities } from './state';

export type LatticeHartreeOptions = OdePathOptions;

/** A solution of Hartree's equation on a lattice. */
export interface LatticeHartree extends OdePathReport {
  /** ψ(t), interleaved, anywhere between 0 and `until`; an error beyond, which says why if the solution stopped early. */
  at(time: number): Float64Array;
}

/** (V⋆ρ)(x) = Σ_y V(x − y)ρ(y). @throws RangeError unless the density has one finite number a site. */
export function latticeMeanField(lattice: QuantumLattice, density: ArrayLike<number>): Float64Array {
  const { sites } = lattice;
  return meanFieldInto(lattice, finiteArray('density', density, sites), new Float64Array(sites));
}

/** h + V⋆|ψ|², the mean-field Hamiltonian of a wave function. @throws RangeError unless ‖ψ‖ = 1 within 1e−9. */
export function latticeHartreeOperator(lattice: QuantumLattice, psi: ArrayLike<number>): DenseMatrix {
  const { sites, oneBody } = lattice;
  const field = latticeMeanField(lattice, probabilities(latticeState('psi', psi, sites)));
  const width = oneBody.kind === 'real' ? 1 : 2;
  const data = oneBody.data.slice();
  for (let x = 0; x < sites; x++) data[width * x * (sites + 1)] += field[x];
  return { ...oneBody, data };
}

/** The conserved energy ⟨ψ|h|ψ⟩ + ½ΣΣV(x−y)|ψ(x)|²|ψ(y)|². @throws RangeError unless ‖ψ‖ = 1 within 1e−9. */
export function latticeHartreeEnergy(lattice: QuantumLattice, wave: ArrayLike<number>): number {
  const { sites, oneBody } = lattice;
  const psi = latticeState('psi', wave, sites);
  const density = probabilities(psi);
  const field = latticeMeanField(lattice, density);
  const image = new Float64Array(2 * sites);
  applyInto(toComplex(oneBody).data, psi, image);
  let energy = 0;
  for (let x = 0; x < sites; x++)
    energy += psi[2 * x] * image[2 * x] + psi[2 * x + 1] * image[2 * x + 1] + 0.5 * field[x] * density[x];
  return energy;
}

function applyInto(matrix: Float64Array, psi: Float64Array, out: Float64Array): void {
  const n = psi.length / 2;
  for (let x = 0; x < n; x++) {
    let [re, im] = [0, 0];
    for (let y = 0, at = 2 * x * n; y < n; y++, at += 2) {
      re += matrix[at] * psi[2 * y] - matrix[at + 1] * psi[2 * y + 1];
      im += matrix[at] * psi[2 * y + 1] + matrix[at + 1] * psi[2 * y];
    }
    out[2 * x] = re;
    out[2 * x + 1] = im;
  }
}

/**
 * Hartree's equation iħ∂_tψ = hψ + (V⋆|ψ|²)ψ on a lattice from t = 0 to `until` (of any sign), by Dormand and Prince's
 * method of order 8 with dense output. Work O(L²) an evaluation.
 * @example
 * const path = latticeHartree(lattice, latticeWave(lattice, (x) => Math.exp(Math.cos(x))), 2);
 * path.at(1.3); // ψ(1.3), 2·L numbers, of norm 1 up to path.errorEstimate
 * @param until - of any sign
 * @throws RangeError unless ‖ψ‖ = 1 within 1e−9.
 */
export function latticeHartree(
  lattice: QuantumLattice,
  initial: ArrayLike<number>,
  until: number,
  options: LatticeHartreeOptions = {},
): LatticeHartree {
  const { sites, hbar } = lattice;
  const psi = latticeState('initial', initial, sites);
  const h = toComplex(lattice.oneBody).data;
  const density = new Float64Array(sites);
  const field = new Float64Array(sites);
  const image = new Float64Array(2 * sites);
  const rate = (_t: number, y: Float64Array, out: Float64Array): void => {
    for (let x = 0; x < sites; x++) density[x] = y[2 * x] * y[2 * x] + y[2 * x + 1] * y[2 * x + 1];
    meanFieldInto(lattice, density, field);
    applyInto(h, y, image);
    for (let x = 0; x < sites; x++) {
      out[2 * x] = (image[2 * x + 1] + field[x] * y[2 * x + 1]) / hbar;
      out[2 * x + 1] = -(image[2 * x] + field[x] * y[2 * x]) / hbar;
    }
  };
  return odePath(rate, psi, until, { ...options, tolerance: options.tolerance ?? 1e-12 });
}
