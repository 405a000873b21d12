import { extremeEigenvalues } from '../../../numerics/dense/eigen';
import { unitaryExponential } from '../../../numerics/dense/functions';
import { type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { finite } from '../../../numerics/guards';
import type { SpectralBounds } from '../../../numerics/sparse/hermitian';
import type { HermitianOperator } from '../../../numerics/sparse/operator';
import { type SchroedingerPropagator, schroedingerPropagator } from '../../../numerics/sparse/propagator';
import type { QuantumLattice } from '../lattice/lattice';
import { addOneBody, oneBodyMatrix } from './slots';
import { strideOf, type TensorSpace, tensorSpace, tensorVector } from './space';

/** ĤN = Σ_j h_j + (1/N)Σ_{k<l} V(x_k − x_l) on (ℂ^L)^{⊗N}; also an operator for the solvers of `numerics`. */
export interface TensorHamiltonian extends HermitianOperator {
  readonly lattice: QuantumLattice;
  readonly space: TensorSpace;
  /** The diagonal (1/N)Σ_{k<l} V(x_k − x_l). */
  readonly pairEnergy: Float64Array;
  /** An interval that contains the spectrum: N·spec h + ½(N−1)·[min V, max V]. */
  readonly bounds: SpectralBounds;
  apply(psi: ArrayLike<number>): Float64Array;
  /** The matrix of ĤN; RangeError above dimension 1024. */
  dense(): DenseMatrix;
  /** U(t) = e^{−itĤN/ħ} as a matrix. */
  unitary(time: number): DenseMatrix;
  /** U(t)Ψ by Chebyshev's expansion, to 1e−14 or the rounding of the phases. */
  evolve(psi: ArrayLike<number>, time: number): Float64Array;
}

/**
 * The Hamiltonian of N ≥ 1 particles on a lattice, as a matrix and as what it does to vectors.
 * @example
 * const hamiltonian = tensorHamiltonian(lattice, 3);
 * const psi = hamiltonian.evolve(productVector(hamiltonian.space, wave), 1); // Ψ(1), 2·L³ numbers
 * @throws RangeError when L^N exceeds what a vector may hold.
 */
export function tensorHamiltonian(lattice: QuantumLattice, particles: number): TensorHamiltonian {
  const space = tensorSpace({ sites: lattice.sites, particles });
  if (particles < 1) throw new RangeError(`particles must be an integer >= 1, got ${particles}`);
  const { dimension } = space;
  const pairEnergy = pairEnergies(space, lattice.interaction, 1 / particles);
  const h = toComplex(lattice.oneBody).data;
  const bounds = spectralInterval(lattice, particles);
  let propagator: SchroedingerPropagator | undefined;

  function applyInto(psi: Float64Array, out: Float64Array): void {
    for (let k = 0; k < dimension; k++) {
      out[2 * k] = pairEnergy[k] * psi[2 * k];
      out[2 * k + 1] = pairEnergy[k] * psi[2 * k + 1];
    }
    addOneBody(space, h, psi, out);
  }
  function dense(): DenseMatrix {
    const out = oneBodyMatrix(space, lattice.oneBody);
    for (let k = 0; k < dimension; k++) out.data[2 * k * (dimension + 1)] += pairEnergy[k];
    return out;
  }
  const hamiltonian: TensorHamiltonian = {
    lattice,
    space,
    dimension,
    pairEnergy,
    bounds,
    applyInto,
    dense,
    apply(psi) {
      const out = new Float64Array(2 * dimension);
      applyInto(tensorVector('psi', psi, space), out);
      return out;
    },
    unitary: (time) => unitaryExponential(dense(), finite('time', time) / lattice.hbar),
    evolve(psi, time) {
      const out = tensorVector('psi', psi, space);
      propagator ??= schroedingerPropagator({ dimension, applyInto, bounds }, { tolerance: 1e-14 });
      const { status, time: reached } = propagator.stepInto(out, finite('time', time) / lattice.hbar, out);
      if (status === 'product limit')
        throw new RangeError(
          `time must be within reach of a million products, got ${time}, reached ${reached * lattice.hbar}`,
        );
      return out;
    },
  };
  return hamiltonian;
}

/** c·Σ_{k<l} V(x_k − x_l) at every (x_1, …, x_N). */
export function pairEnergies(space: TensorSpace, interaction: Float64Array, factor: number): Float64Array {
  const { sites, particles, dimension } = space;
  const out = new Float64Array(dimension);
  for (let k = 1; k <= particles; k++)
    for (let l = k + 1; l <= particles; l++) {
      const [strideK, strideL] = [strideOf(space, k), strideOf(space, l)];
      for (let at = 0; at < dimension; at++) {
        const difference = (Math.floor(at / strideK) - Math.floor(at / strideL)) % sites;
        out[at] += factor * interaction[difference < 0 ? difference + sites : difference];
      }
    }
  return out;
}

function spectralInterval({ oneBody, interaction }: QuantumLattice, particles: number): SpectralBounds {
  const [least, greatest] = extremeEigenvalues(oneBody);
  const pairs = (particles - 1) / 2;
  const lower = particles * least + pairs * interaction.reduce((a, b) => Math.min(a, b));
  const upper = particles * greatest + pairs * interaction.reduce((a, b) => Math.max(a, b));
  // The eigenvalues come with rounding errors, and an interval of length 0 is none.
  const margin = 1e-12 * Math.max(Math.abs(lower), Math.abs(upper), Number.MIN_VALUE * 1e12);
  return { lower: lower - margin, upper: upper + margin };
}
