import { integerIn, numberIn, optionsOf } from '../../numerics/guards';
import { coincidentPair } from '../cloudDoors';
import { coulombFields, coulombForces } from '../coulombForces';
import type { ForceSum } from '../sums';
import { multiIndices } from './multiIndex';
import { type TreeAccuracy, treeSums } from './treeSums';

export interface CoulombTreeOptions {
  /** Of V = charge/|z|; default 1. */
  readonly charge?: number;
  /** The promised error of the forces, in root mean square relative to the forces; from 10⁻⁹ to 10⁻¹. */
  readonly tolerance: number;
  /** Clouds of fewer points are summed directly, which is faster for them. Default 8000. */
  readonly directBelow?: number;
}

/** A sum that knows how good it was. */
export interface TreeForces extends ForceSum {
  /** Of the last sum: the relative error of the forces in root mean square, measured on some particles against direct sums. */
  readonly error: number;
  readonly accuracy: TreeAccuracy;
}

/** So are the fields at other points with fewer pairs: a tenth of a second. */
const fewestPairs = 5e7;
/** Particles whose forces are also summed directly. */
const sampled = 64;
const largestOrder = 12;

/** What reaches the tolerance on clouds that are not too uneven; where it does not, the next finer one is taken. */
function firstAccuracy(tolerance: number): TreeAccuracy {
  return {
    order: Math.min(largestOrder, Math.max(2, Math.ceil(-1.35 * Math.log10(tolerance)))),
    opening: 0.6,
  };
}

function finer({ order, opening }: TreeAccuracy): TreeAccuracy {
  return order < largestOrder ? { order: order + 1, opening } : { order, opening: 0.8 * opening };
}

/**
 * Coulomb forces of many particles in R³ in a time ∝ N, by the fast multipole method with Cartesian expansions and a dual traversal of an octree
 * (W. Dehnen, J. Comput. Phys. 179 (2002) 27–42). Every sum is compared, at 64 of the particles (of the other points for `fieldInto`), with direct sums; if the error is larger than the tolerance
 * the sum is repeated with a higher order, and this is kept.
 *
 *     const forces = coulombTree({ tolerance: 1e-4 });
 *     forces.selfForceInto(x, weights, out);
 *     forces.error;   // below 1e-4
 *
 * The error is in root mean square, relative to that of the forces. Momentum is conserved but for this error.
 * @throws RangeError when the tolerance is not in [10⁻⁹, 10⁻¹] or not reached.
 */
export function coulombTree(options: CoulombTreeOptions): TreeForces {
  optionsOf('coulombTree', options, '{ tolerance: 1e-4 }', ['charge', 'tolerance', 'directBelow']);
  const fewest = integerIn('directBelow', options.directBelow ?? 8000, 0);
  const tolerance = numberIn('tolerance', options.tolerance, 1e-9, 1e-1);
  const charge = numberIn('charge', options.charge ?? 1, -1e100, 1e100);
  const direct = coulombForces(charge);
  let accuracy = firstAccuracy(tolerance);
  let error = 0;
  // The error is looked at among the points from `first` on.
  const sums = (
    x: Float64Array,
    weights: Float64Array,
    first: number = 0,
  ): { fields: Float64Array; potentials: Float64Array } => {
    const [fields, potentials] = [new Float64Array(x.length), new Float64Array(weights.length)];
    const check = directSample(x, weights, first);
    for (let round = 0; round < 30; round++) {
      treeSums(x, weights, accuracy, fields, potentials);
      error = relativeError(fields, check);
      if (error <= tolerance) return { fields, potentials };
      accuracy = finer(accuracy);
    }
    throw new RangeError(
      `tolerance must be one that can be reached, got ${tolerance}: the error is ${error}`,
    );
  };
  return {
    strategy: 'tree',
    get error() {
      return error;
    },
    get accuracy() {
      return accuracy;
    },
    selfForceInto: (x, weights, out) => {
      error = 0;
      if (weights.length < fewest) return direct.selfForceInto(x, weights, out);
      out.set(sums(x, weights).fields.map((v) => charge * v));
    },
    fieldInto: (y, x, weights, out) => {
      error = 0;
      if (weights.length < fewest || (y.length / 3) * weights.length < fewestPairs)
        return direct.fieldInto(y, x, weights, out);
      // The other points as particles of weight 0.
      const together = new Float64Array(x.length + y.length);
      together.set(x);
      together.set(y, x.length);
      const all = new Float64Array(together.length / 3);
      all.set(weights);
      const { fields } = sums(together, all, weights.length);
      for (let i = 0; i < y.length; i++) out[i] = charge * fields[x.length + i];
    },
    interactionEnergy: (x, weights) => {
      error = 0;
      if (weights.length < fewest) return direct.interactionEnergy(x, weights);
      if (coincidentPair(x, 3, weights)) return charge * Infinity;
      const { potentials } = sums(x, weights);
      return 0.5 * charge * weights.reduce((sum, w, j) => sum + w * potentials[j], 0);
    },
    secondsFor: (targets, sources) =>
      sources < fewest
        ? direct.secondsFor(targets, sources)
        : 1.5e-5 *
          (targets === sources ? sources : targets + sources) *
          (multiIndices(accuracy.order).count / 56) ** 1.2,
  };
}

interface Sample {
  readonly particles: Int32Array;
  readonly fields: Float64Array;
}

/** Forces at particles all over the list from `first` on, by direct sums. */
function directSample(x: Float64Array, weights: Float64Array, first: number): Sample {
  const n = integerIn('nParticles', weights.length, 1, 2 ** 28) - first;
  const count = Math.min(sampled, n);
  const particles = Int32Array.from({ length: count }, (_, k) => first + Math.floor(((k + 0.5) * n) / count));
  const y = new Float64Array(3 * count);
  particles.forEach((j, k) => {
    y.set(x.subarray(3 * j, 3 * j + 3), 3 * k);
  });
  const fields = new Float64Array(3 * count);
  coulombFields(y, x, weights, fields);
  return { particles, fields };
}

function relativeError(fields: Float64Array, { particles, fields: exact }: Sample): number {
  let [difference, square] = [0, 0];
  particles.forEach((j, k) => {
    for (let a = 0; a < 3; a++) {
      difference += (fields[3 * j + a] - exact[3 * k + a]) ** 2;
      square += exact[3 * k + a] ** 2;
    }
  });
  return square > 0 ? Math.sqrt(difference / square) : 0;
}
