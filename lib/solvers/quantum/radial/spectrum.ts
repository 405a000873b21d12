import { addMatrices } from '../../../numerics/dense/elementary';
import { eigenGeneralized } from '../../../numerics/dense/generalizedEigen';
import type { DenseMatrix } from '../../../numerics/dense/matrix';
import { type LineElements, lineElements } from '../../../numerics/elements/lineElements';
import { integerIn, optionsOf, positive, shown } from '../../../numerics/guards';

export interface RadialElementsOptions {
  /** R: u vanishes there. */
  readonly radius: number;
  /** Number of elements. Default 24. */
  readonly elements?: number;
  /** Degree of the polynomials in an element. Default 8. */
  readonly degree?: number;
  /** Elements end at R(i/E)^grading: 1 equal, more is finer near 0. Default 2. */
  readonly grading?: number;
}

/** Elements on [0, R] for u = √4π·rψ, which vanishes at both ends. */
export function radialElements(options: RadialElementsOptions): LineElements {
  const { elements = 24, degree = 8, grading = 2 } = optionsOf('radialElements', options, '{ radius: 60 }');
  const radius = positive('radius', options.radius);
  integerIn('elements', elements, 1, 2048);
  positive('grading', grading);
  const breakpoints = Float64Array.from(
    { length: elements + 1 },
    (_, i) => radius * (i / elements) ** grading,
  );
  return lineElements({ breakpoints, degree });
}

export interface RadialSpectrumOptions extends RadialElementsOptions {
  /** U(r), finite for r > 0. */
  readonly potential: (r: number) => number;
  /** l = 0, 1, …; default 0. */
  readonly angularMomentum?: number;
  readonly hbar?: number;
  readonly mass?: number;
  /** How many levels, from the lowest. Default all. */
  readonly count?: number;
}

export interface RadialSpectrum {
  /** Ascending. */
  readonly energies: Float64Array;
  readonly elements: LineElements;
  /** Coefficients of the u's in the basis of the elements, in columns, ∫u_iu_j = δ_ij. */
  readonly vectors: DenseMatrix;
  /** u of one level at the given radii. */
  wave(level: number, radii: ArrayLike<number>): Float64Array;
}

/**
 * Levels of −(ħ²/2m)Δ + U(|x|) in R³ with angular momentum l, in a ball with hard walls: −(ħ²/2m)u″ + [ħ²l(l+1)/2mr² +
 * U(r)]u = Eu by the method of Rayleigh and Ritz in elements of high degree. Since u vanishes at 0, u²/r and u²/r² are
 * polynomials in an element: Coulomb's potential and the centrifugal one are integrated exactly, and every energy is an upper
 * bound. For other U the quadrature has an error of the order of U's smoothness in an element.
 *
 * Hydrogen, ħ = 1: `radialSpectrum({ radius: 60, potential: (r) => −1/r, count: 3 }).energies` is −1/2n². Kato: −Δ − c/r is
 * self-adjoint and its levels converge as elements are refined. For −½Δ − c/r² they do only if c ≤ ⅛ (Hardy): beyond, the
 * lowest falls like −1/(length of the first element)², and there is no operator to converge to.
 * @throws RangeError for options out of range or U not finite.
 */
export function radialSpectrum(options: RadialSpectrumOptions): RadialSpectrum {
  optionsOf('radialSpectrum', options, '{ radius: 60, potential: (r) => -1 / r }', [
    'radius',
    'elements',
    'degree',
    'grading',
    'potential',
    'angularMomentum',
    'hbar',
    'mass',
    'count',
  ]);
  const { potential, angularMomentum = 0 } = options;
  if (typeof potential !== 'function')
    throw new RangeError(`potential must be a function of r, got ${shown(potential)}`);
  const hbar = positive('hbar', options.hbar ?? 1);
  const inertia = hbar ** 2 / (2 * positive('mass', options.mass ?? 1));
  const l = integerIn('angularMomentum', angularMomentum, 0, 1000);
  const elements = radialElements(options);
  const count = integerIn('count', options.count ?? elements.size, 1, elements.size);
  const energy = addMatrices(
    elements.stiffnessMatrix(() => inertia),
    elements.massMatrix((r) => (inertia * l * (l + 1)) / (r * r) + potential(r)),
  );
  const { values, vectors } = eigenGeneralized(energy, elements.massMatrix(), { range: [0, count - 1] });
  return {
    energies: values,
    elements,
    vectors,
    wave: (level, radii) => {
      integerIn('level', level, 0, count - 1);
      const column = Float64Array.from({ length: elements.size }, (_, i) => vectors.data[i * count + level]);
      return elements.values(column, radii);
    },
  };
}
