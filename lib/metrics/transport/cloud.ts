import { finiteArray, integerIn, probabilityWeights } from '../../numerics/guards';
import type { Cloud } from './types';

/**
 * The measure Σ_i w_i δ_{x_i} on Rⁿ as a checked copy of its data.
 * `points` is particle-major (length count·dimension), `weights` are ≥ 0 with sum 1; without them all are 1/count.
 * @throws RangeError for an empty cloud, a length that is no multiple of the dimension, a number that is not finite,
 * or weights that are no probability.
 */
export function cloud(points: ArrayLike<number>, dimension: number, weights?: ArrayLike<number>): Cloud {
  integerIn('dimension', dimension, 1);
  const copy = finiteArray('points', points);
  if (copy.length === 0 || copy.length % dimension !== 0) {
    throw new RangeError(
      `points must have a length that is a positive multiple of dimension ${dimension}, got length ${copy.length}`,
    );
  }
  if (weights === undefined) return { points: copy, dimension };
  return {
    points: copy,
    dimension,
    weights: probabilityWeights('weights', weights, copy.length / dimension),
  };
}

/** A cloud as the solvers want it: checked, with its size and its weights spelled out. */
export interface WeightedCloud {
  readonly points: Float64Array;
  readonly dimension: number;
  readonly count: number;
  readonly weights: Float64Array;
}

/** The cloud checked at the door of a public function; messages call it `name`. */
export function checkedCloud(name: string, given: Cloud): WeightedCloud {
  if (given == null || typeof given !== 'object') {
    throw new RangeError(`${name} must be a cloud { points, dimension, weights? }, got ${String(given)}`);
  }
  const dimension = integerIn(`${name}.dimension`, given.dimension, 1);
  const points = finiteArray(`${name}.points`, given.points);
  if (points.length === 0 || points.length % dimension !== 0) {
    throw new RangeError(
      `${name}.points must have a length that is a positive multiple of dimension ${dimension}, got length ${points.length}`,
    );
  }
  const count = points.length / dimension;
  return { points, dimension, count, weights: probabilityWeights(`${name}.weights`, given.weights, count) };
}

/** Both clouds checked, in the same space. */
export function checkedPair(mu: Cloud, nu: Cloud): [WeightedCloud, WeightedCloud] {
  const pair: [WeightedCloud, WeightedCloud] = [checkedCloud('mu', mu), checkedCloud('nu', nu)];
  if (pair[0].dimension !== pair[1].dimension) {
    throw new RangeError(
      `nu.dimension must equal mu.dimension = ${pair[0].dimension}, got ${pair[1].dimension}`,
    );
  }
  return pair;
}
