import { integerIn } from '../numerics/guards';

/**
 * An upper bound of E W₁(μ_N, f) for N independent points uniform in the unit cube [0, 1]^D, with nothing unnamed:
 *
 *     √D·min_L { 2^{−L} + √((1−2^{−D})/N)·Σ_{l=1}^L 2^{(D/2−1)l} },
 *
 * of the order N^{−1/D} for D ≥ 3, N^{−1/2}log N for D = 2, N^{−1/2} for D = 1, as in Theorem 1.8 with the right exponent.
 *
 * Proof (the dyadic argument of S. Dereich, M. Scheutzow and R. Schottstedt, Ann. Inst. H. Poincaré Probab. Statist. 49
 * (2013), for the cube): let ν_l have the masses of μ_N on the 2^{Dl} cubes of side 2^{−l}, spread evenly in each, ν_0 = f.
 * From ν_{l−1} to ν_l mass moves within cubes Q of diameter √D·2^{1−l}, no more than ½Σ|μ_N(Q′) − 2^{−D}μ_N(Q)| over their
 * parts Q′. Given the number in Q that in Q′ is binomial, so that each term has a mean of at most √(2^{−Dl}(1−2^{−D})/N),
 * and there are 2^{Dl}. At last ν_L and μ_N have the same masses on cubes of diameter √D·2^{−L}.
 * @example
 * upperBoundForCube({ count: 1000, dimension: 4 })
 */
export function upperBoundForCube(parameters: {
  /** N. */
  readonly count: number;
  /** D. */
  readonly dimension: number;
}): number {
  const n = integerIn('count', parameters.count, 1);
  const d = integerIn('dimension', parameters.dimension, 1, 100);
  const deviation = Math.sqrt((1 - 2 ** -d) / n);
  let least = 1;
  let moved = 0;
  // Deeper than one point in a cube nothing is gained.
  for (let level = 1; level <= 2 + Math.log2(n); level++) {
    moved += deviation * 2 ** ((d / 2 - 1) * level);
    least = Math.min(least, 2 ** -level + moved);
  }
  return Math.sqrt(d) * least;
}
