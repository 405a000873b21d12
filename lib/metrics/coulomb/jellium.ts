import type { RadialDensity } from '../../densities';
import { coulombPairs } from '../../forces/coulombForces';
import { finiteArray, integerIn, optionsOf } from '../../numerics/guards';
import { minimiseLbfgs } from '../../numerics/lbfgs';
import type { OnProgress } from '../../numerics/progress';
import { createRandom, type Random } from '../../numerics/random';
import { monokineticPoints } from '../../solvers/fluid/monokinetic';
import { radiusOf } from './modulated';

export interface JelliumOptions {
  /** Random starts of which the lowest minimum is kept; default 10. */
  readonly starts?: number;
  /** Default createRandom(1). */
  readonly random?: Random;
  /** A start instead of random ones, length 3N. */
  readonly from?: ArrayLike<number>;
  readonly onProgress?: OnProgress;
}

export interface JelliumMinimum {
  /** Positions, length 3N, particle-major. */
  readonly x: Float64Array;
  /** F there: an upper bound of the least F. */
  readonly energy: number;
  /** F of the local minima found from all starts, ascending. */
  readonly energies: Float64Array;
  /** max|∂F/∂x|. */
  readonly slope: number;
  /** `iteration limit`: the best of the starts had not come to rest. */
  readonly status: 'converged' | 'iteration limit' | 'rounding limit';
}

const mostPairs = 5e10;
/** Evaluations that a start takes, as far as seen. */
const evaluations = 400;

/**
 * The lowest F[X_N, ρ] found by descent (L-BFGS) from several starts: N unit charges of one sign in a background of the other
 * (jellium, one-component plasma). The number of local minima grows exponentially with N: for large N the result is an upper bound.
 *
 *     minimiseModulatedCoulomb(2, radialBall()).energy;   // −21/20
 *
 * @throws RangeError when n, starts are out of bounds, the work is (n²·starts·400 > 5·10¹⁰ pairs), or `from` does not match.
 */
export function minimiseModulatedCoulomb(
  n: number,
  density: RadialDensity,
  options: JelliumOptions = {},
): JelliumMinimum {
  optionsOf('minimiseModulatedCoulomb', options, 'n, radialBall(), { starts: 10 }', [
    'starts',
    'random',
    'from',
    'onProgress',
  ]);
  integerIn('n', n, 1, 1e5);
  if (typeof density?.radius !== 'function')
    throw new RangeError(`density must be a radial density such as radialBall(), got ${density}`);
  const given = options.from === undefined ? undefined : finiteArray('from', options.from, 3 * n);
  const starts = given ? 1 : integerIn('starts', options.starts ?? 10, 1, 1e6);
  const pairs = n * n * starts * evaluations;
  if (pairs > mostPairs)
    throw new RangeError(
      `n²·starts·${evaluations} must be at most ${mostPairs}, got ${pairs.toPrecision(2)}, some ${Math.round(2e-9 * pairs)} s`,
    );
  const random = options.random ?? createRandom(1);
  const found: ReturnType<typeof minimiseLbfgs>[] = [];
  for (let k = 0; k < starts; k++) {
    found.push(descend(given ?? monokineticPoints(density, () => 0, n, random).x, density));
    options.onProgress?.(k + 1, starts);
  }
  found.sort((a, b) => a.minimum - b.minimum);
  const [{ x, minimum, slope, status }] = found;
  const scale = 1 / n;
  return {
    x,
    energy: scale * minimum,
    energies: Float64Array.from(found, (one) => scale * one.minimum),
    slope: scale * slope,
    status,
  };
}

/** Descent of N·F, whose gradient at a particle is of size 1 whatever N; at 10⁻⁷ the energy is right to rounding. */
function descend(start: Float64Array, density: RadialDensity): ReturnType<typeof minimiseLbfgs> {
  const n = start.length / 3;
  const energy = (x: Float64Array, gradient: Float64Array): number => {
    const pairs = coulombPairs(x, gradient);
    if (!Number.isFinite(pairs)) return Infinity;
    let potential = 0;
    for (let j = 0; j < n; j++) {
      const r = radiusOf(x, j);
      potential += density.potential(r);
      // φ′(r)/r = −m/r³ = −4πρ̄/3.
      const pull = (4 * Math.PI * density.meanDensity(r)) / 3;
      for (let i = 3 * j; i < 3 * j + 3; i++) gradient[i] = 2 * (pull * x[i] - gradient[i] / n);
    }
    return (2 * pairs) / n - 2 * potential + n * density.selfEnergy;
  };
  return minimiseLbfgs(energy, start, { tolerance: 1e-7 });
}
