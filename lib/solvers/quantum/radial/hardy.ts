import { checkedInteraction } from '../../../interactions/checkedInteraction';
import type { Bound, Interaction } from '../../../interactions/types';
import { addMatrices } from '../../../numerics/dense/elementary';
import { eigenGeneralized } from '../../../numerics/dense/generalizedEigen';
import { type DenseMatrix, realMatrix } from '../../../numerics/dense/matrix';
import { type LineElements, lineElements } from '../../../numerics/elements/lineElements';
import { integerIn, optionsOf, positive } from '../../../numerics/guards';
import { hardyMajorant, positiveSolutionMajorant } from './formMajorant';

export interface HardyOptions {
  /** R_min > 0. */
  readonly inner: number;
  /** R_max. */
  readonly outer: number;
  /** l; default 0, the worst. */
  readonly angularMomentum?: number;
  /** Elements whose ends are in geometric progression; default two for every factor e. */
  readonly elements?: number;
  /** Default 8. */
  readonly degree?: number;
}

export interface HardyQuotient {
  /** The largest ∫|ψ|²/|x|² / ∫|∇ψ|² found: a lower bound of the best C, by Rayleigh and Ritz. */
  readonly constant: number;
  /** 1/((l + ½)² + (π/S)²), S = log(R_max/R_min): the supremum over all ψ in the shell. */
  readonly exact: number;
  /** S. */
  readonly logarithm: number;
  /** u = rψ of the maximiser at the given radii; r^½ sin(π log(r/R_min)/S) up to a factor. */
  wave(radii: ArrayLike<number>): Float64Array;
}

/**
 * Hardy's inequality 1/|x|² ≤ C(−Δ) in R³ on functions that vanish outside R_min < |x| < R_max: the best C as a generalised
 * eigenvalue, C·∫(u′² + l(l+1)u²/r²) ≥ ∫u²/r². It tends to 4 only like 4 − 16π²/S², S = log(R_max/R_min): the constant 4
 * is optimal, and nobody attains it.
 * @throws RangeError unless 0 < inner < outer, and for more than 4096 basis functions.
 */
export function hardyQuotient(options: HardyOptions): HardyQuotient {
  optionsOf('hardyQuotient', options, '{ inner: 1, outer: 1000 }', [
    'inner',
    'outer',
    'angularMomentum',
    'elements',
    'degree',
  ]);
  const l = integerIn('angularMomentum', options.angularMomentum ?? 0, 0, 1000);
  const breakpoints = geometric(options.inner, options.outer, options.elements);
  const elements = lineElements({ breakpoints, degree: options.degree ?? 8 });
  const { constant, coefficients } = largestQuotient(
    elements,
    (r) => 1 / (r * r),
    (r) => (l * (l + 1)) / (r * r),
  );
  const logarithm = Math.log(options.outer / options.inner);
  return {
    constant,
    exact: 1 / ((l + 0.5) ** 2 + (Math.PI / logarithm) ** 2),
    logarithm,
    wave: (radii) => elements.values(coefficients, radii),
  };
}

export interface FormBoundOptions extends Omit<HardyOptions, 'inner' | 'outer'> {
  /** Radial, in d = 3. */
  readonly interaction: Interaction;
  /** End of the first element, which begins at 0; the smaller, the nearer a singular V comes to its supremum. Default 1e−6. */
  readonly inner?: number;
  /** End of the last element. Default 30. */
  readonly outer?: number;
}

export interface FormBound {
  /** The largest ⟨V²⟩/⟨I − Δ⟩ found: below the best C, but for the quadrature of V². */
  readonly lower: number;
  /** Above the best C: by a positive solution for bounded V, by Hardy's inequality for singular ones; `how` says. */
  readonly upper: Bound;
  /** u = rψ of the maximiser. */
  wave(radii: ArrayLike<number>): Float64Array;
}

/**
 * (H5): the best C with V² ≤ C(I − Δ) in R³ for radial V, between two bounds. From below by Rayleigh and Ritz with one l: larger
 * l have the same ∫V²u² over a larger ∫(u′² + l(l+1)u²/r² + u²), so that l = 0 has the supremum over all functions. For
 * bounded V the upper bound is next to it: C is large enough when C(u″ − u) + V²u = 0 has a positive solution. For singular V
 * it is Hardy's: V² ≤ C(1 + 1/4|x|²) pointwise implies V² ≤ C(I − Δ). For Coulomb and Yukawa both tend to 4q², which is not
 * attained.
 * @throws RangeError for another dimension or V that is not radial.
 */
export function formBound(options: FormBoundOptions): FormBound {
  optionsOf('formBound', options, '{ interaction: potentialCoulomb({ dimension: 3 }) }', [
    'interaction',
    'inner',
    'outer',
    'angularMomentum',
    'elements',
    'degree',
  ]);
  const { interaction, inner = 1e-6, outer = 30 } = options;
  const { radial, dimension, name } = checkedInteraction(interaction);
  if (dimension !== 3 || !radial)
    throw new RangeError(`interaction must be radial in d = 3, got ${name} in d = ${dimension}`);
  const h5 = interaction.hypotheses.find((hypothesis) => hypothesis.name === 'H5');
  if (h5?.holds === false)
    throw new RangeError(`interaction must satisfy (H5), but for ${name} it fails: ${h5.witness}`);
  const l = integerIn('angularMomentum', options.angularMomentum ?? 0, 0, 1000);
  const breakpoints = Float64Array.of(0, ...geometric(inner, outer, options.elements));
  const elements = lineElements({ breakpoints, degree: options.degree ?? 8 });
  const square = (r: number): number => radial.value(r * r) ** 2;
  const { constant, coefficients } = largestQuotient(elements, square, (r) => 1 + (l * (l + 1)) / (r * r));
  return {
    lower: constant,
    upper:
      (!interaction.singularAtOrigin && positiveSolutionMajorant(square, constant, outer)) ||
      hardyMajorant(square, inner, outer),
    wave: (radii) => elements.values(coefficients, radii),
  };
}

export interface LatticeFormBoundOptions {
  /** V at the differences 0, …, L − 1. */
  readonly interaction: ArrayLike<number>;
  /** −Δ ≥ 0, L × L: `circleKinetic(L, length, Math.SQRT2)` on a circle, or 2·I + `ringHopping(L, 1)`. */
  readonly minusLaplacian: DenseMatrix;
}

/**
 * (H5) on a ring: the best C with V² ≤ C(I − Δ), the largest eigenvalue of a pair of matrices, with the state that attains it
 * (⟨φ, (I − Δ)φ⟩ = 1). For a translation-invariant −Δ it holds for V(x − y) with any y.
 * @throws RangeError for sizes that differ, or a −Δ that is not Hermitian or has an eigenvalue below −1.
 */
export function latticeFormBound({ interaction, minusLaplacian }: LatticeFormBoundOptions): {
  readonly constant: number;
  readonly state: Float64Array;
} {
  const sites = integerIn('minusLaplacian.rows', minusLaplacian?.rows, 1);
  if (interaction?.length !== sites)
    throw new RangeError(
      `interaction must have length ${sites} like minusLaplacian, got ${interaction?.length}`,
    );
  const [squares, identity] = [realMatrix(sites, sites), realMatrix(sites, sites)];
  for (let x = 0; x < sites; x++) {
    squares.data[x * (sites + 1)] = interaction[x] ** 2;
    identity.data[x * (sites + 1)] = 1;
  }
  const range = [sites - 1, sites - 1] as const;
  const { values, vectors } = eigenGeneralized(squares, addMatrices(identity, minusLaplacian), { range });
  return { constant: values[0], state: vectors.data };
}

/** The largest ∫numerator·u² / ∫(u′² + denominator·u²). */
function largestQuotient(
  elements: LineElements,
  numerator: (r: number) => number,
  denominator: (r: number) => number,
): { constant: number; coefficients: Float64Array } {
  const form = addMatrices(elements.stiffnessMatrix(), elements.massMatrix(denominator));
  const last = elements.size - 1;
  const { values, vectors } = eigenGeneralized(elements.massMatrix(numerator), form, { range: [last, last] });
  return { constant: values[0], coefficients: vectors.data };
}

function geometric(inner: number, outer: number, count?: number): Float64Array {
  positive('inner', inner);
  positive('outer', outer);
  if (!(inner < outer)) throw new RangeError(`inner must be < outer, got ${inner} and ${outer}`);
  const elements = integerIn('elements', count ?? Math.ceil(2 * Math.log(outer / inner)), 1, 2048);
  return Float64Array.from({ length: elements + 1 }, (_, i) => inner * (outer / inner) ** (i / elements));
}
