import type { RadialDensity } from '../../densities';
import { integerIn } from '../../numerics/guards';
import type { Random } from '../../numerics/random';

export interface MonokineticPoints {
  /** Positions in R³, length 3N, particle-major. */
  readonly x: Float64Array;
  /** ξ_j = u(x_j), length 3N. */
  readonly xi: Float64Array;
}

/** Steps of the two-dimensional Kronecker sequence of the root g of g³ = g + 1: 1/g and 1/g². */
const plastic = 1.324717957244746;

/**
 * N particles of the monokinetic law ρ(x)δ(ξ − u(x)) in R³, with u(x) = velocity(|x|)x/|x|. With `random` they are independent;
 * without, a quiet start: radii at the masses (j + ½)/N, directions by a Kronecker sequence on the sphere.
 *
 *     const { x, xi } = monokineticPoints(radialNormal(), (r) => 0.1 * r, 1000, createRandom(1));
 *
 * @throws RangeError when n is not an integer in [1, 10⁷], or the velocity is not finite somewhere.
 */
export function monokineticPoints(
  density: RadialDensity,
  velocity: (r: number) => number,
  n: number,
  random?: Random,
): MonokineticPoints {
  integerIn('n', n, 1, 1e7);
  if (typeof density?.radius !== 'function')
    throw new RangeError(`density must be a radial density such as radialNormal(), got ${density}`);
  if (typeof velocity !== 'function')
    throw new RangeError(`velocity must be a function of r, got ${velocity}`);
  const [x, xi] = [new Float64Array(3 * n), new Float64Array(3 * n)];
  for (let j = 0; j < n; j++) {
    const r = density.radius(random ? random.uniform() : (j + 0.5) / n);
    const height = 2 * (random ? random.uniform() : ((j + 0.5) / plastic) % 1) - 1;
    const angle = 2 * Math.PI * (random ? random.uniform() : ((j + 0.5) / plastic ** 2) % 1);
    const across = Math.sqrt(1 - height * height);
    const direction = [across * Math.cos(angle), across * Math.sin(angle), height];
    const u = velocity(r);
    if (!Number.isFinite(u)) throw new RangeError(`velocity must be finite, got ${u} at r = ${r}`);
    for (let i = 0; i < 3; i++) {
      x[3 * j + i] = r * direction[i];
      xi[3 * j + i] = u * direction[i];
    }
  }
  return { x, xi };
}
