import { finite, integerIn, numberIn, optionsOf, positive, refuseLong } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import type { QuantumGridReport } from '../grid/splitFlow';
import { radialHartree } from './hartree';
import { centreOfMass, overlapMass } from './pairOverlap';
import { pairTraceNorm } from './pairReduced';
import { relativeMotion } from './pairRelative';
import { radialGaussian, radialGrid } from './wave';

export interface CoulombPairOptions {
  /** s: both particles start in ψ(x) = (2πs²)^{−3/4}exp(−|x|²/4s² + ic|x|²/2ħ). */
  readonly width: number;
  /** c; default 0. */
  readonly chirp?: number;
  /** Default 1. */
  readonly hbar?: number;
  /** V = λ/|x| + ½κ|x|²; λ, default 1. */
  readonly coupling?: number;
  /** κ, default 0. */
  readonly stiffness?: number;
  /** ω of a trap ½ω²|x|² that holds both; default 0. */
  readonly trap?: number;
  readonly until: number;
  /** Steps of Hartree's equation; the pair itself needs none. Default 1/100 of `until`. */
  readonly timeStep?: number;
  /** Number of equal intervals at whose ends E is computed. Default 20. */
  readonly samples?: number;
  /** Of Hartree's ball; the relative distance has √2 times as much. Default 16 widths. */
  readonly radius?: number;
  /** Of Hartree's grid, a multiple of 8. Default 512. */
  readonly intervals?: number;
  /** Elements and degree for the relative motion; default 40 and 10. */
  readonly elements?: number;
  readonly degree?: number;
  /** Also ‖R_{2:1} − P‖₁, some ten times the work. Default false. */
  readonly traceNorm?: boolean;
  readonly onProgress?: OnProgress;
}

export interface CoulombPair {
  readonly times: Float64Array;
  /** E(t) = 1 − ⟨ψ(t)|R_{2:1}(t)|ψ(t)⟩. */
  readonly excitation: Float64Array;
  /**
   * What changes in E, added up, on a grid twice as coarse, with Hartree's steps twice as long, and with elements of lower
   * degree on an interval shorter by ⅛ for the relative motion: its cusp sends out a weak wave with a slow decrease in
   * momentum, which comes back from the end.
   */
  readonly error: Float64Array;
  /** ‖R_{2:1} − P‖₁, if it was asked for: from 2E to 2√E; and what it changes on a grid twice as coarse. */
  readonly traceNorm?: Float64Array;
  readonly traceNormError?: Float64Array;
  /** ⟨−ħ²Δ + ½V + ¼ω²r²⟩ of the relative motion: conserved. */
  readonly relativeEnergy: number;
  /** Of the relative motion: the mass that is not in the elements at t = 0, and the most in the outer sixteenth. */
  readonly unresolved: number;
  readonly edgeMass: number;
  /** Hartree's report. */
  readonly hartree: QuantumGridReport;
  readonly status: QuantumGridReport['status'];
}

/** Mass of the initial relative wave that elements may miss, and at their end, where the faint wave of the cusp always is. */
const mostMissing = 1e-8;
const mostAtEdge = 1e-5;

/**
 * Two bosons in R³ without approximation: H = Σ(−½ħ²Δ_j + ½ω²|x_j|²) + ½V(x₁ − x₂), the mean-field Hamiltonian for N = 2, from
 * ψ⊗ψ with a Gaussian ψ, beside Hartree's ψ(t). The pair separates into its centre X = ½(x₁ + x₂), which stays Gaussian, and
 * x = x₁ − x₂, an s-wave under −ħ²Δ + ½V + ¼ω²|x|², solved in its eigenfunctions (`radialSpectrum`), so that the cusp at
 * x₁ = x₂ is there from the first moment. E(t) = 1 − ⟨ψ|R_{2:1}|ψ⟩ by quadrature, with its error.
 *
 *     const { times, excitation, error } = coulombPair({ width: 1, until: 4 });
 *
 * For short times E = (t/2ħ)²(⟨V(x₁ − x₂)²⟩ − ⟨(V⋆|ψ|²)²⟩) to leading order.
 * @throws RangeError for options out of range and for packets that grid or elements do not resolve.
 */
export function coulombPair(options: CoulombPairOptions): CoulombPair {
  optionsOf('coulombPair', options, '{ width: 1, until: 4 }', [
    'width',
    'chirp',
    'hbar',
    'coupling',
    'stiffness',
    'trap',
    'until',
    'timeStep',
    'samples',
    'radius',
    'intervals',
    'elements',
    'degree',
    'traceNorm',
    'onProgress',
  ]);
  const setting = checkedSetting(options);
  const { until, samples, timeStep, grid, initial, hartreeOptions, onProgress } = setting;
  const fine = relativeMotion(setting, setting.degree, 1);
  const rough = relativeMotion(setting, setting.degree - 2, 7 / 8);
  if (fine.missing > mostMissing)
    throw new RangeError(
      `elements and degree must resolve the relative motion, but miss a mass of ${fine.missing.toPrecision(2)} (at most ` +
        `${mostMissing}): take more than ${setting.elements} elements`,
    );
  const [solver, twice] = [1, 2].map(() => radialHartree({ initial, ...hartreeOptions }));
  const times = Float64Array.from({ length: samples + 1 }, (_, i) => (i * until) / samples);
  const excitation = new Float64Array(samples + 1);
  const error = new Float64Array(samples + 1);
  const norms = options.traceNorm && { traceNorm: excitation.slice(), traceNormError: excitation.slice() };
  let edgeMass = 0;
  times.forEach((time, i) => {
    const centre = centreOfMass(setting, time);
    solver.run({ until: time, timeStep });
    twice.run({ until: time, timeStep: 2 * timeStep });
    const overlap = (values: Float64Array, primitive: Float64Array, stride: 1 | 2): number =>
      1 - overlapMass(grid, values, primitive, centre, stride);
    const [u, v] = [solver.state.values, twice.state.values];
    const exact = fine.primitive(time, centre);
    excitation[i] = overlap(u, exact, 1);
    error[i] =
      Math.abs(excitation[i] - overlap(u, rough.primitive(time, centre), 1)) +
      Math.abs(excitation[i] - overlap(u, exact, 2)) +
      Math.abs(excitation[i] - overlap(v, exact, 1)) +
      fine.missing;
    if (norms) {
      const [norm, coarse] = ([2, 4] as const).map((stride) => pairTraceNorm(grid, u, exact, centre, stride));
      norms.traceNorm[i] = norm;
      norms.traceNormError[i] = Math.abs(norm - coarse);
    }
    edgeMass = Math.max(edgeMass, fine.edgeMass(time));
    onProgress?.(i + 1, times.length);
  });
  const hartree = solver.report;
  return {
    times,
    excitation,
    error,
    ...norms,
    relativeEnergy: fine.energy,
    unresolved: fine.missing,
    edgeMass,
    hartree,
    status: edgeMass > mostAtEdge ? 'box too small' : hartree.status,
  };
}

function checkedSetting(options: CoulombPairOptions) {
  const {
    chirp = 0,
    coupling = 1,
    stiffness = 0,
    trap = 0,
    samples = 20,
    intervals = 512,
    elements = 40,
  } = options;
  const width = positive('width', options.width);
  const hbar = positive('hbar', options.hbar ?? 1);
  const until = positive('until', options.until);
  integerIn('samples', samples, 1);
  const points = (samples + 1) * intervals;
  refuseLong('samples and intervals', 2e-6 * points * (options.traceNorm ? intervals : 10));
  if (integerIn('intervals', intervals, 64, 4096) % 8 !== 0)
    throw new RangeError(`intervals must be a multiple of 8, got ${intervals}`);
  finite('coupling', coupling);
  finite('stiffness', stiffness);
  numberIn('trap', trap, 0, Infinity);
  const grid = radialGrid({ radius: positive('radius', options.radius ?? 16 * width), intervals });
  const initial = radialGaussian({ grid, hbar, width, chirp });
  return {
    ...{ width, chirp, hbar, coupling, stiffness, trap, until, samples, grid, initial, elements },
    degree: integerIn('degree', options.degree ?? 10, 4, 30),
    timeStep: positive('timeStep', options.timeStep ?? until / 100),
    hartreeOptions: { coupling, stiffness, external: (r: number): number => 0.5 * (trap * r) ** 2 },
    onProgress: options.onProgress,
  };
}
