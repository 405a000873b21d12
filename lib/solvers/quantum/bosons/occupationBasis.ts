import { integerIn, shown } from '../../../numerics/guards';
import { binomial } from '../../../numerics/special/gamma';

/** Largest dimension of an occupation basis: a state takes 16 bytes per dimension. */
const largestOccupationSpace: number = 2 ** 24;

/**
 * The states |n₀, …, n_{M−1}⟩ of N bosons in M modes. With the tails s_i = n_i + … + n_{M−1} a state has the place
 * Σ_{i≥1} binomial(s_i + M − 1 − i, M − i): all bosons in mode 0 come first, and the place is n₁ when M = 2.
 */
export interface OccupationBasis {
  readonly particles: number;
  readonly modes: number;
  /** binomial(N + M − 1, M − 1). */
  readonly dimension: number;
  /** The occupations of the state at `index`. */
  occupation(index: number): Int32Array;
  /** The place of a state. */
  indexOf(occupation: ArrayLike<number>): number;
  /** placesOfTails[i·(N + 1) + s] = binomial(s + M − 1 − i, M − i), what a tail s_i = s adds to the place; 0 for i = 0. */
  readonly placesOfTails: Float64Array;
}

/**
 * The occupation basis of N bosons in M modes.
 * @throws RangeError, before anything is allocated, when the dimension exceeds 2²⁴.
 */
export function occupationBasis(options: {
  readonly particles: number;
  readonly modes: number;
}): OccupationBasis {
  const particles = integerIn('particles', options.particles, 0, largestOccupationSpace);
  const modes = integerIn('modes', options.modes, 1, largestOccupationSpace);
  const dimension = binomial(particles + modes - 1, Math.min(particles, modes - 1));
  if (!(dimension <= largestOccupationSpace))
    throw new RangeError(
      `the space of ${particles} bosons in ${modes} modes must have at most ${largestOccupationSpace} dimensions, ` +
        `got ${shown(dimension)}: a state would take ${((16 * dimension) / 2 ** 30).toPrecision(3)} GiB`,
    );
  const placesOfTails = tailTable(particles, modes);
  const occupation = (index: number): Int32Array => {
    const walk = occupationWalk({ particles, modes, dimension, placesOfTails });
    walk.seek(integerIn('index', index, 0, dimension - 1));
    return walk.occupation;
  };
  const indexOf = (n: ArrayLike<number>): number => {
    checkOccupation(n, particles, modes);
    let [place, tail] = [0, 0];
    for (let i = modes - 1; i > 0; i--) {
      tail += n[i];
      place += placesOfTails[i * (particles + 1) + tail];
    }
    return place;
  };
  return { particles, modes, dimension, occupation, indexOf, placesOfTails };
}

function checkOccupation(n: ArrayLike<number>, particles: number, modes: number): void {
  let sum = 0;
  for (let i = 0; i < n.length; i++) sum += integerIn(`occupation[${i}]`, n[i], 0, particles);
  if (n.length !== modes || sum !== particles)
    throw new RangeError(
      `occupation must have ${modes} entries of sum ${particles}, got ${n.length} of sum ${sum}`,
    );
}

/** Pascal's rule: the row i at s is its own at s − 1 and the row i + 1 at s. */
function tailTable(particles: number, modes: number): Float64Array {
  const width = particles + 1;
  const table = new Float64Array(modes * width);
  for (let i = modes - 1; i > 0; i--)
    for (let s = 1; s <= particles; s++)
      table[i * width + s] = table[i * width + s - 1] + (i === modes - 1 ? 1 : table[(i + 1) * width + s]);
  return table;
}

/** A cursor on the states in their order. The arrays are its own: borrowed until the next move. */
export interface OccupationWalk {
  readonly occupation: Int32Array;
  /** s_i = n_i + … + n_{M−1}. */
  readonly tails: Int32Array;
  /** Goes to the state at `index`; cheap when it is the next one. */
  seek(index: number): void;
}

/** A cursor at the first state. */
export function occupationWalk(
  basis: Pick<OccupationBasis, 'particles' | 'modes' | 'dimension' | 'placesOfTails'>,
): OccupationWalk {
  const { particles, modes, placesOfTails } = basis;
  const occupation = new Int32Array(modes);
  const tails = new Int32Array(modes);
  occupation[0] = tails[0] = particles;
  let here = 0;

  /** The last tail that may grow does; those behind it start again from 0. */
  function next(): void {
    let i = modes - 1;
    // A tail may grow while there are bosons in the mode before it.
    while (i > 0 && occupation[i - 1] === 0) i--;
    for (let k = i + 1; k < modes; k++) tails[k] = 0;
    const moved = tails[i];
    for (let k = i + 1; k < modes; k++) occupation[k] = 0;
    tails[i] = moved + 1;
    occupation[i] = moved + 1;
    occupation[i - 1]--;
  }

  function jump(index: number): void {
    let rest = index;
    let before = particles;
    for (let i = 1; i < modes; i++) {
      const row = i * (particles + 1);
      let [low, high] = [0, before];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (placesOfTails[row + middle] <= rest) low = middle;
        else high = middle - 1;
      }
      tails[i] = low;
      rest -= placesOfTails[row + low];
      occupation[i - 1] = before - low;
      before = low;
    }
    occupation[modes - 1] = before;
  }

  function seek(index: number): void {
    if (index === here + 1) next();
    else if (index !== here) jump(index);
    here = index;
  }

  return { occupation, tails, seek };
}
