import { toComplex } from '../../../numerics/dense/matrix';
import { finite, finiteArray, integerIn } from '../../../numerics/guards';
import type { HermitianOperator } from '../../../numerics/sparse/operator';
import type { QuantumLattice } from '../lattice/lattice';
import { tensorHamiltonian } from './hamiltonian';
import { asymmetry, symmetrised } from './permutations';
import { type TensorSpace, tensorSpace, tensorVector } from './space';

/**
 * The creation operator of the bosonic Fock space on its N-particle sector, (a*(φ)Ψ)(x_1, …, x_{N+1}) =
 * (N+1)^{−1/2}Σ_jφ(x_j)Ψ(…, without x_j, …): a vector of the space of N+1 particles, linear in φ.
 * @throws RangeError unless Ψ is symmetric within 1e−10 of its largest entry.
 */
export function createBoson(
  space: TensorSpace,
  phi: ArrayLike<number>,
  psi: ArrayLike<number>,
): Float64Array {
  return created(space, finiteArray('phi', phi, 2 * space.sites), bosonic(space, psi));
}

/**
 * The annihilation operator a(φ), adjoint of a*(φ): (a(φ)Ψ)(x_2, …, x_N) = √N Σ_x φ̄(x)Ψ(x, x_2, …, x_N) in the space of N−1
 * particles; N ≥ 1.
 * @throws RangeError unless Ψ is symmetric within 1e−10 of its largest entry, or for the vacuum.
 */
export function annihilateBoson(
  space: TensorSpace,
  phi: ArrayLike<number>,
  psi: ArrayLike<number>,
): Float64Array {
  if (space.particles < 1) throw new RangeError('the space must hold at least 1 particle, got the vacuum');
  return annihilated(space, finiteArray('phi', phi, 2 * space.sites), bosonic(space, psi));
}

function bosonic(space: TensorSpace, psi: ArrayLike<number>): Float64Array {
  const vector = tensorVector('psi', psi, space);
  const defect = asymmetry(space, vector);
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (defect > 1e-10 * largest)
    throw new RangeError(
      `psi must be symmetric in the particles (within 1e-10 of ${largest}), got a change of ${defect} under an exchange`,
    );
  return vector;
}

/** Σ_jφ(x_j)Ψ(…, without x_j, …): at every place j of the new variable, the ones before it are slower, the others faster. */
function created({ sites, particles }: TensorSpace, phi: Float64Array, psi: Float64Array): Float64Array {
  const out = new Float64Array(sites * psi.length);
  const weight = 1 / Math.sqrt(particles + 1);
  for (let faster = particles; faster >= 0; faster--) {
    const inner = 2 * sites ** faster;
    for (let x = 0; x < sites; x++) {
      const [re, im] = [weight * phi[2 * x], weight * phi[2 * x + 1]];
      if (re === 0 && im === 0) continue;
      for (let from = 0, to = x * inner; from < psi.length; from += inner, to += sites * inner)
        for (let k = 0; k < inner; k += 2) {
          const [a, b] = [psi[from + k], psi[from + k + 1]];
          out[to + k] += re * a - im * b;
          out[to + k + 1] += re * b + im * a;
        }
    }
  }
  return out;
}

function annihilated({ sites, particles }: TensorSpace, phi: Float64Array, psi: Float64Array): Float64Array {
  const length = psi.length / sites;
  const out = new Float64Array(length);
  const root = Math.sqrt(particles);
  for (let x = 0; x < sites; x++) {
    const [re, im] = [root * phi[2 * x], -root * phi[2 * x + 1]];
    for (let k = 0; k < length; k += 2) {
      const [a, b] = [psi[x * length + k], psi[x * length + k + 1]];
      out[k] += re * a - im * b;
      out[k + 1] += re * b + im * a;
    }
  }
  return out;
}

export interface FockHamiltonianOptions {
  /** c below: ½ by default; the notes print 1. */
  readonly pairFactor?: number;
  /** g below; default 1/N, which makes it ĤN. */
  readonly coupling?: number;
}

/**
 * The Hamiltonian Σ_{xy}h_{xy}a*_xa_y + c·g·Σ_{xy}V(x−y)a*_xa*_ya_ya_x of the bosonic Fock space on the sector of N particles,
 * made from creation and annihilation operators alone, as an operator on (ℂ^L)^{⊗N} that is 0 on what no permutation
 * leaves fixed. With c = ½ and g = 1/N it is ĤN on symmetric functions.
 */
export function fockHamiltonian(
  lattice: QuantumLattice,
  particles: number,
  options: FockHamiltonianOptions = {},
): HermitianOperator {
  integerIn('particles', particles, 1);
  const { pairFactor = 0.5, coupling = 1 / particles } = options;
  const strength = finite('pairFactor', pairFactor) * finite('coupling', coupling);
  // The door of `tensorHamiltonian` refuses what is too large; its interval bounds the spectrum for the strength 1/(2N).
  const scaled = { ...lattice, interaction: lattice.interaction.map((v) => 2 * particles * strength * v) };
  const { space, dimension, bounds } = tensorHamiltonian(scaled, particles);
  return {
    dimension,
    bounds: { lower: Math.min(0, bounds.lower), upper: Math.max(0, bounds.upper) },
    applyInto(psi, out) {
      out.fill(0);
      // Rounding leaves the symmetric functions, and outside them a(φ) is not the adjoint of a*(φ).
      addFock(space, lattice, strength, symmetrised(space, psi), out);
    },
  };
}

/** out += Σ_x a*_x(Σ_y h_{xy}a_y + g·Σ_y V(x−y)a*_ya_ya_x)Ψ. */
function addFock(
  space: TensorSpace,
  { sites, oneBody, interaction }: QuantumLattice,
  strength: number,
  psi: Float64Array,
  out: Float64Array,
): void {
  const fewer = tensorSpace({ sites, particles: space.particles - 1 });
  const h = toComplex(oneBody).data;
  const unit = Array.from({ length: sites }, (_, x) => siteState(sites, x));
  for (let x = 0; x < sites; x++) {
    // Σ_y h_{xy}a_y is the annihilation operator of the conjugate of row x, since a(φ) is antilinear.
    const row = h.slice(2 * x * sites, 2 * (x + 1) * sites).map((value, k) => (k % 2 === 0 ? value : -value));
    const inner = annihilated(space, row, psi);
    if (space.particles > 1) {
      const without = annihilated(space, unit[x], psi);
      const fewest = tensorSpace({ sites, particles: space.particles - 2 });
      for (let y = 0; y < sites; y++) {
        const weight = strength * interaction[(x - y + sites) % sites];
        const counted = created(fewest, unit[y], annihilated(fewer, unit[y], without));
        for (let k = 0; k < inner.length; k++) inner[k] += weight * counted[k];
      }
    }
    const image = created(fewer, unit[x], inner);
    for (let k = 0; k < out.length; k++) out[k] += image[k];
  }
}

function siteState(sites: number, x: number): Float64Array {
  const out = new Float64Array(2 * sites);
  out[2 * x] = 1;
  return out;
}
