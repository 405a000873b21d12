import { addMatrices, eigenvaluesHermitian, hilbertSchmidtNorm, trace } from '../numerics/dense';
import { finite } from '../numerics/guards';
import { schroedingerPropagator } from '../numerics/sparse';
import {
  manyBodyOperator,
  normalised,
  partialTrace,
  permutations,
  permuted,
  type QuantumLattice,
  reducedDensityOperator,
  type TensorSpace,
  tensorSpace,
} from '../solvers/quantum';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface ReducedDensityInput {
  readonly lattice: QuantumLattice;
  /** N ≥ 2. */
  readonly particles: number;
  /** Ψ^in, symmetric, interleaved. */
  readonly initial: ArrayLike<number>;
  readonly time: number;
}

/**
 * §2.3, at time t: R_{N:1} has trace 1 and no negative eigenvalue, is the partial trace of R_{N:2}, the evolved state is
 * still symmetric, and U_σU_τ = U_{τσ} for all pairs (erratum B21), tested on a state without symmetry.
 */
export function checkReducedDensity(input: ReducedDensityInput): Check {
  const { lattice, particles } = input;
  const space = tensorSpace(lattice.sites, particles);
  const psi = normalised(input.initial);
  const propagator = schroedingerPropagator(manyBodyOperator(lattice, particles), { tolerance: 1e-13 });
  propagator.stepInto(psi, finite('time', input.time) / lattice.hbar, psi);
  const [one, two] = [1, 2].map((k) => reducedDensityOperator(space, psi, k));
  const traced = partialTrace(tensorSpace(lattice.sites, 2), two, 1);
  const properties = {
    'tr R_{N:1} = 1': Math.abs(trace(one).re - 1),
    'R_{N:1} ≥ 0': Math.max(0, -Math.min(...eigenvaluesHermitian(one))),
    'tr₂R_{N:2} = R_{N:1}': hilbertSchmidtNorm(addMatrices(traced, one, -1)),
    'U_σΨ(t) = Ψ(t)': largestChange(
      permutations(particles).map((s) => permuted(space, s, psi)),
      psi,
    ),
    'U_σU_τ = U_{τσ}': compositionDefect(space),
  };
  const names = Object.keys(properties);
  return makeCheck({
    statement: '§2.3',
    title: 'reduced density operators and exchange of particles',
    kind: 'definition',
    at: names.map((_, k) => k + 1),
    atLabel: 'property',
    lhs: Object.values(properties),
    rhs: names.map(() => 1e-11),
    error: 0,
    errorHow: 'defects against the tolerance of the evolution, 1e−13, and rounding',
    note: names.map((name, k) => `${k + 1}: ${name}`).join('; '),
  });
}

function largestChange(states: readonly Float64Array[], psi: Float64Array): number {
  return states.reduce(
    (most, state) => state.reduce((worst, value, i) => Math.max(worst, Math.abs(value - psi[i])), most),
    0,
  );
}

/** max over σ, τ of |U_σU_τΨ − U_{τσ}Ψ| for a state whose entries are all different. */
function compositionDefect(space: TensorSpace): number {
  const all = permutations(space.particles);
  const psi = Float64Array.from({ length: 2 * space.dimension }, (_, i) => i);
  return all.reduce(
    (most, sigma) =>
      all.reduce((worst, tau) => {
        const composed = permuted(space, sigma, permuted(space, tau, psi));
        const product = permuted(
          space,
          sigma.map((place) => tau[place - 1]),
          psi,
        );
        return Math.max(worst, largestChange([composed], product));
      }, most),
    0,
  );
}
