import { addMatrices, commutator } from '../../../numerics/dense/elementary';
import { complexMatrix, type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { integerIn } from '../../../numerics/guards';
import type { QuantumLattice } from '../lattice/lattice';
import { pairEnergies, type TensorHamiltonian } from './hamiltonian';
import { reducedTransition } from './partialTrace';
import { oneBodyMatrix } from './slots';
import { checkTensorOperator, strideOf, type TensorSpace, tensorSpace } from './space';

/**
 * The right side of the k-th equation of the BBGKY hierarchy for N symmetric particles, iħṘ_{N:k} =
 * [Σ_{j≤k}h_j + (1/N)Σ_{i<j≤k}V_{ij}, R_{N:k}] + c·Σ_{j≤k} tr_{k+1}[V_{j,k+1}, R_{N:k+1}], c = (N−k)/N; k is read off the
 * size of R_{N:k}, and R_{N:N+1} = 0 need not be given.
 * @example
 * const [one, two] = [1, 2].map((k) => tensorReducedDensity(hamiltonian.space, psi, k));
 * bbgkyDerivative(lattice, 3, one, two); // iħṘ_{3:1}, L × L
 * @param particles - N
 * @param reduced - R_{N:k}, L^k × L^k
 * @param next - R_{N:k+1}
 * @param factor - another c than (N−k)/N, such as the mean-field 1
 */
export function bbgkyDerivative(
  lattice: QuantumLattice,
  particles: number,
  reduced: DenseMatrix,
  next?: DenseMatrix,
  factor?: number,
): DenseMatrix {
  const { sites, interaction } = lattice;
  if (sites < 2)
    throw new RangeError(`lattice must have at least 2 sites, got ${sites}: k cannot be read off`);
  const kept = integerIn(
    'particles of reduced',
    Math.round(Math.log(reduced.rows) / Math.log(sites)),
    1,
    particles,
  );
  const space = tensorSpace({ sites, particles: kept });
  checkTensorOperator('reduced', reduced, space);
  const h = oneBodyMatrix(space, lattice.oneBody);
  pairEnergies(space, interaction, 1 / particles).forEach((energy, k) => {
    h.data[2 * k * (space.dimension + 1)] += energy;
  });
  const own = commutator(h, reduced);
  const c = factor ?? (particles - kept) / particles;
  if (next === undefined) {
    if (c !== 0) throw new RangeError(`next must be given unless all ${particles} particles are kept`);
    return own;
  }
  checkTensorOperator('next', next, tensorSpace({ sites, particles: kept + 1 }));
  return addMatrices(own, collision(space, interaction, next), c);
}

/** Σ_{j≤k} tr_{k+1}[V_{j,k+1}, R], entries Σ_z Σ_j(V(x_j − z) − V(y_j − z))R(X_k z, Y_k z). */
function collision(space: TensorSpace, interaction: Float64Array, next: DenseMatrix): DenseMatrix {
  const { sites, dimension } = space;
  const { data } = toComplex(next);
  const field = new Float64Array(dimension * sites);
  for (let j = 1; j <= space.particles; j++)
    for (let x = 0; x < dimension; x++) {
      const site = Math.floor(x / strideOf(space, j)) % sites;
      for (let z = 0; z < sites; z++) field[x * sites + z] += interaction[(site - z + sites) % sites];
    }
  const out = complexMatrix(dimension, dimension);
  for (let x = 0; x < dimension; x++)
    for (let y = 0; y < dimension; y++)
      for (let z = 0; z < sites; z++) {
        const from = 2 * ((x * sites + z) * dimension * sites + y * sites + z);
        const difference = field[x * sites + z] - field[y * sites + z];
        out.data[2 * (x * dimension + y)] += difference * data[from];
        out.data[2 * (x * dimension + y) + 1] += difference * data[from + 1];
      }
  return out;
}

/**
 * iħṘ_{N:k} = tr_{k+1…N}(|ĤNΨ⟩⟨Ψ| − |Ψ⟩⟨ĤNΨ|) of a pure state, from Schrödinger's equation alone: what the hierarchy has to
 * agree with. An L^k × L^k matrix for k = `order` = 1, …, N, of any Ψ.
 * @example
 * reducedDerivative(hamiltonian, psi, 1); // iħṘ_{N:1}, L × L
 */
export function reducedDerivative(
  hamiltonian: TensorHamiltonian,
  psi: ArrayLike<number>,
  order: number,
): DenseMatrix {
  const image = hamiltonian.apply(psi);
  const forth = reducedTransition(hamiltonian.space, image, psi, order);
  const back = reducedTransition(hamiltonian.space, psi, image, order);
  return addMatrices(forth, back, -1);
}
