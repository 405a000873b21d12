import type { Interaction } from '../interactions/types';
import { type DenseMatrix, multiplyVector } from '../numerics/dense';
import { integerIn, optionsOf, positive, shown } from '../numerics/guards';
import { integrate } from '../numerics/quadrature';
import { createRandom } from '../numerics/random';
import {
  type FormBoundOptions,
  formBound,
  latticeFormBound,
  type QuantumLattice,
  randomState,
} from '../solvers/quantum';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface FormBoundInput extends FormBoundOptions {
  /** Deviations s of the Gaussians e^{−r²/4s²} that are tried. Default 0.001 … 10. */
  readonly widths?: readonly number[];
  /** C; default the upper bound of `formBound`. */
  readonly constant?: number;
}

/**
 * (H5) in R³, ⟨V²⟩ ≤ C⟨I − Δ⟩, for Gaussians of many widths and for the worst function that was found (at 0). Left the quotient,
 * right C. For Gaussians both sides are integrals of their own; the last is an eigenvalue.
 * @example
 * checkFormBound({ interaction: potentialYukawa({ dimension: 3, screening: 1 }) })
 */
export function checkFormBound(input: FormBoundInput): Check {
  optionsOf('checkFormBound', input, '{ interaction: potentialCoulomb({ dimension: 3 }) }', [
    'widths',
    'constant',
    'interaction',
    'inner',
    'outer',
    'angularMomentum',
    'elements',
    'degree',
  ]);
  const { widths = [0.001, 0.01, 0.1, 0.3, 1, 3, 10], constant, ...options } = input;
  const { lower, upper } = formBound(options);
  const seen = widths.map((s, k) => gaussianQuotient(options.interaction, positive(`widths[${k}]`, s)));
  const C = constant ?? upper.value;
  return makeCheck({
    statement: '§2.7 Hardy',
    title: `(H5) for ${options.interaction.name}: V² ≤ C(I − Δ), C = ${C.toPrecision(4)}`,
    kind: 'inequality',
    at: [0, ...widths],
    atLabel: 's',
    lhs: [lower, ...seen.map(({ value }) => value)],
    rhs: [C, ...seen.map(() => C)],
    error: [1e-12 * lower, ...seen.map(({ error }) => error)],
    errorHow: 'estimated errors of the integrals; at s = 0 the worst function found, rounding',
    note: upper.how,
  });
}

/** ⟨V²⟩/⟨I − Δ⟩ of e^{−r²/4s²}: ⟨−Δ⟩ = 3/4s². */
function gaussianQuotient({ radial }: Interaction, s: number): { value: number; error: number } {
  const norm = Math.sqrt(2 / Math.PI) / s ** 3;
  // r = e^y; below 1e−16 s and above 12 s the integrand is below rounding.
  const square = integrate(
    (y) => {
      const r = Math.exp(y);
      return (radial?.value(r * r) ?? 0) ** 2 * r ** 3 * Math.exp((-r * r) / (2 * s * s));
    },
    Math.log(1e-16 * s),
    Math.log(12 * s),
    { tolerance: 1e-12 },
  );
  const form = 1 + 3 / (4 * s * s);
  return { value: (norm * square.value) / form, error: (norm * square.error) / form };
}

export interface LatticeFormBoundInput {
  readonly lattice: QuantumLattice;
  /** −Δ ≥ 0 on the ring; see `latticeFormBound`. */
  readonly minusLaplacian: DenseMatrix;
  /** C; default the best one. */
  readonly constant?: number;
  /** Number of random states. Default 100. */
  readonly draws?: number;
  readonly seed?: number | string;
}

/**
 * (H5) on a ring: ⟨V(x − y)²⟩ ≤ C⟨I − Δ⟩ for random states and every y, and for the eigenvector that attains it (at 0). A
 * smaller C fails there.
 * @example
 * checkLatticeFormBound({ lattice, minusLaplacian: circleKinetic(lattice.sites, 2 * Math.PI, Math.SQRT2) })
 */
export function checkLatticeFormBound(input: LatticeFormBoundInput): Check {
  optionsOf(
    'checkLatticeFormBound',
    input,
    '{ lattice, minusLaplacian: circleKinetic(L, length, Math.SQRT2) }',
    ['lattice', 'minusLaplacian', 'constant', 'draws', 'seed'],
  );
  const { lattice, minusLaplacian, draws = 100, seed = 1 } = input;
  integerIn('draws', draws, 1, 1e5);
  if (!lattice?.interaction)
    throw new RangeError(`lattice must be made by quantumLattice, got ${shown(lattice)}`);
  const best = latticeFormBound({ interaction: lattice.interaction, minusLaplacian });
  const constant = input.constant ?? best.constant;
  const random = createRandom(seed);
  const states = [
    complexOf(best.state),
    ...Array.from({ length: draws }, () => randomState(random, lattice.sites)),
  ];
  return makeCheck({
    statement: '§2.7 Hardy',
    title: `(H5) on a ring of ${lattice.sites} sites, C = ${constant.toPrecision(4)}`,
    kind: 'inequality',
    at: states.map((_, k) => k),
    atLabel: 'state',
    lhs: states.map((state) => largestQuotient(lattice, minusLaplacian, state)),
    rhs: states.map(() => constant),
    error: 1e-13 * lattice.sites * constant,
    errorHow: 'rounding',
  });
}

/** A real eigenvector as a complex one. */
function complexOf(state: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * state.length }, (_, i) => (i % 2 === 0 ? state[i / 2] : 0));
}

/** max_y ⟨V(x − y)²⟩/⟨I − Δ⟩. */
function largestQuotient(
  { interaction, sites }: QuantumLattice,
  minusLaplacian: DenseMatrix,
  state: Float64Array,
): number {
  const image = multiplyVector(minusLaplacian, state);
  const form = state.reduce((sum, a, k) => sum + a * (a + image[k]), 0);
  let largest = 0;
  for (let y = 0; y < sites; y++) {
    let square = 0;
    for (let x = 0; x < sites; x++)
      square += interaction[(x - y + sites) % sites] ** 2 * (state[2 * x] ** 2 + state[2 * x + 1] ** 2);
    largest = Math.max(largest, square / form);
  }
  return largest;
}
