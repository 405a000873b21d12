import { integerIn, oneOf, positive } from '../../../numerics/guards';

export interface FermiSeaOptions {
  /** d, default 3. */
  readonly dimension?: 1 | 2 | 3;
  /** Edge ℓ of the cube [0, ℓ]^d, default 1. */
  readonly edge?: number;
  /** Default 1. */
  readonly hbar?: number;
  /**
   * 'dirichlet' (default): hard walls, k = πn/ℓ with n_i ≥ 1. 'periodic': the torus, k = 2πn/ℓ with n in Z^d. 'neumann':
   * k = πn/ℓ with n_i ≥ 0.
   */
  readonly boundary?: 'dirichlet' | 'periodic' | 'neumann';
}

type Boundary = NonNullable<FermiSeaOptions['boundary']>;

/** Particles whose shells in the plane still fit into memory. */
const largestSea = 1e7;

/**
 * The least kinetic energy of N fermions without spin in a cube: the sum of the N lowest eigenvalues of −½ħ²Δ, counted
 * shell by shell (the shells |n|² = m by an exact convolution of squares). It grows like N^{1+2/d}. With hard walls it lies
 * above `liYauBound` for every N, with Neumann's condition below (Kröger, "Upper bounds for the Neumann eigenvalues on a
 * bounded domain in Euclidean space", 1992), and the ratio tends to 1. With ħ = N^{−1/3} in d = 3 the energy of one
 * particle is of order 1.
 * @throws RangeError unless N is an integer in [1, 10⁷].
 */
export function fermiSeaEnergy(particles: number, options: FermiSeaOptions = {}): number {
  integerIn('particles', particles, 1, largestSea);
  const { dimension = 3, edge = 1, hbar = 1, boundary = 'dirichlet' } = options;
  integerIn('dimension', dimension, 1, 3);
  oneOf('boundary', boundary, ['dirichlet', 'periodic', 'neumann']);
  const unit =
    ((boundary === 'periodic' ? 2 : 1) * Math.PI * positive('hbar', hbar)) / positive('edge', edge);
  return (
    0.5 *
    unit *
    unit *
    (dimension === 1 ? lineSum(particles, boundary) : shellSum(particles, dimension, boundary))
  );
}

/** Σ|n|² over the N lowest modes of a cube. */
function shellSum(particles: number, dimension: number, boundary: Boundary): number {
  // Squares up to that of a ball with room for all; doubled until there is.
  for (let most = dimension * Math.ceil((particles + 1) ** (2 / dimension)); ; most *= 2) {
    const shells = shellSizes(most, dimension, boundary);
    let [left, sum] = [particles, 0];
    for (let m = 0; m <= most && left > 0; m++) {
      const taken = Math.min(left, shells[m]);
      left -= taken;
      sum += taken * m;
    }
    if (left === 0) return sum;
  }
}

/** How many admissible n have |n|² = m, for m = 0, …, most. */
function shellSizes(most: number, dimension: number, boundary: Boundary): Float64Array {
  let shells = new Float64Array(most + 1);
  shells[0] = 1;
  for (let axis = 0; axis < dimension; axis++) {
    const next = new Float64Array(most + 1);
    for (let m = 0; m <= most; m++) {
      if (shells[m] === 0) continue;
      for (let n = boundary === 'dirichlet' ? 1 : 0; m + n * n <= most; n++)
        next[m + n * n] += boundary === 'periodic' && n > 0 ? 2 * shells[m] : shells[m];
    }
    shells = next;
  }
  return shells;
}

/** Σn² over the N lowest modes of an interval. */
function lineSum(particles: number, boundary: Boundary): number {
  let sum = 0;
  for (let j = 0; j < particles; j++) {
    const n = boundary === 'periodic' ? Math.ceil(j / 2) : boundary === 'neumann' ? j : j + 1;
    sum += n * n;
  }
  return sum;
}

/** Volumes of the unit ball. */
const unitBall = [1, 2, Math.PI, (4 * Math.PI) / 3];

/**
 * ½ħ²·(d/(d+2))·4π²(ω_d|Ω|)^{−2/d}·N^{1+2/d}, ω_d the volume of the unit ball: N fermions without spin in any domain Ω with
 * hard walls have at least this kinetic energy (Li and Yau, "On the Schrödinger equation and the eigenvalue problem", 1983).
 * In d = 3 the number before ½ħ²N^{5/3}|Ω|^{−2/3} is (3/5)(6π²)^{2/3} = 9.1156….
 */
export function liYauBound(
  particles: number,
  {
    dimension = 3,
    volume = 1,
    hbar = 1,
  }: { readonly dimension?: 1 | 2 | 3; readonly volume?: number; readonly hbar?: number } = {},
): number {
  integerIn('particles', particles, 1);
  integerIn('dimension', dimension, 1, 3);
  const radius = (unitBall[dimension] * positive('volume', volume)) ** (1 / dimension);
  const constant = (dimension / (dimension + 2)) * ((2 * Math.PI * positive('hbar', hbar)) / radius) ** 2;
  return 0.5 * constant * particles ** (1 + 2 / dimension);
}
