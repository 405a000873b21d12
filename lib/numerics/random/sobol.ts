import { integerIn } from '../guards';
import { normalQuantile } from '../special';
import { joeKuo } from './joeKuo';
import type { Random } from './random';

const { clz32 } = Math;

export interface SobolOptions {
  /**
   * Randomises the points: a random lower triangular matrix on the binary digits of each coordinate and a random digital
   * shift (J. Matoušek, J. Complexity 14 (1998)). Every point is then uniform, averages are unbiased, the points remain a
   * net, and independent scrambles measure the error. Without it the sequence is Sobol's own, beginning with 0.
   */
  readonly scramble?: Random;
}

/** A Sobol sequence: fills arrays with successive points, coordinates of a point side by side. */
export interface SobolSequence {
  readonly dimension: number;
  /** The index of the next point, from 0. */
  readonly index: number;
  /** Fills `out` (a whole number of points) with the next points in [0, 1)ᵈ and returns it. */
  fillUniform(out: Float64Array): Float64Array;
  /**
   * Quasi-random standard normals: Φ^{−1} of the next points, moved to the middle of their cells of side 2⁻³². Scramble for
   * this: the unscrambled point 0 becomes (−6.3, …, −6.3).
   */
  fillNormal(out: Float64Array): Float64Array;
  /** Goes to the point of the given index, back or forth, in a time that does not depend on the distance. */
  moveTo(index: number): void;
}

const digits = 32;
const largestIndex = 2 ** digits;

/** Direction numbers of one axis: v_k as 32-bit words, the first binary digit of the fraction in the highest bit. */
function directionsOf(axis: number): Int32Array {
  const v = new Int32Array(digits);
  if (axis === 0) return v.map((_, k) => 1 << (31 - k));
  const [polynomial, ...m] = joeKuo[axis - 1];
  const degree = m.length;
  for (let k = 0; k < digits; k++) {
    if (k < degree) {
      v[k] = m[k] << (31 - k);
      continue;
    }
    v[k] = v[k - degree] ^ (v[k - degree] >>> degree);
    for (let j = 1; j < degree; j++) if ((polynomial >>> (degree - j)) & 1) v[k] ^= v[k - j];
  }
  return v;
}

/** The place of the lowest zero digit of the index of a point; after the last point of all any will do. */
function lowestZero(index: number): number {
  const digit = ~index & (index + 1);
  return digit === 0 ? 0 : 31 - clz32(digit);
}

function parity(word: number): number {
  let w = word ^ (word >>> 16);
  w ^= w >>> 8;
  w ^= w >>> 4;
  return (0x6996 >>> (w & 15)) & 1;
}

/** The words times one random lower triangular binary matrix with ones on its diagonal (digit 1 is the highest bit). */
function scrambled(words: Int32Array, random: Random): Int32Array {
  const out = new Int32Array(words.length);
  for (let digit = 0; digit < digits; digit++) {
    const own = 1 << (31 - digit);
    const earlier = digit === 0 ? 0 : -1 << (32 - digit);
    const row = own | (random.bits() & earlier);
    for (let k = 0; k < words.length; k++) if (parity(words[k] & row)) out[k] |= own;
  }
  return out;
}

class Sobol implements SobolSequence {
  readonly dimension: number;
  private at = 0;
  /** Word of axis a for digit k at k·dimension + a. */
  private readonly directions: Int32Array;
  private readonly shift: Int32Array;
  private state: Int32Array;
  private readonly offset: number;

  constructor(dimension: number, scramble: Random | undefined) {
    this.dimension = dimension;
    this.directions = new Int32Array(digits * dimension);
    this.shift = new Int32Array(dimension);
    for (let axis = 0; axis < dimension; axis++) {
      let words = directionsOf(axis);
      if (scramble) {
        words = scrambled(words, scramble);
        this.shift[axis] = scramble.bits();
      }
      words.forEach((word, k) => {
        this.directions[k * dimension + axis] = word;
      });
    }
    this.state = this.shift.slice();
    // The digits beyond the 32nd of a scrambled point are replaced by their mean.
    this.offset = scramble ? 2 ** -33 : 0;
  }

  get index(): number {
    return this.at;
  }

  fillUniform(out: Float64Array): Float64Array {
    return this.fill(out, this.offset);
  }

  fillNormal(out: Float64Array): Float64Array {
    this.fill(out, 2 ** -33);
    for (let i = 0; i < out.length; i++) out[i] = normalQuantile(out[i]);
    return out;
  }

  /** Points in the order of the Gray code: each differs from the one before by a single direction number. */
  private fill(out: Float64Array, offset: number): Float64Array {
    const { dimension, directions } = this;
    const count = out.length / dimension;
    if (!Number.isInteger(count))
      throw new RangeError(`out.length must be a multiple of the dimension ${dimension}, got ${out.length}`);
    if (this.at + count > largestIndex)
      throw new RangeError(`the sequence has 2^32 points, got a request for ${count} more after ${this.at}`);
    // A copy, so that an interrupted call leaves state and index as they were.
    const state = this.state.slice();
    const start = this.at;
    let at = 0;
    for (let index = start; index < start + count; index++) {
      if (index % 2 || index + 1 === start + count) {
        const row = lowestZero(index) * dimension;
        for (let axis = 0; axis < dimension; axis++) {
          out[at++] = (state[axis] >>> 0) * 2 ** -32 + offset;
          state[axis] ^= directions[row + axis];
        }
        continue;
      }
      // An even point and its successor, which differs by the first direction number, in one sweep.
      const next = lowestZero(++index) * dimension;
      for (let axis = 0; axis < dimension; axis++) {
        const even = state[axis];
        const odd = even ^ directions[axis];
        out[at] = (even >>> 0) * 2 ** -32 + offset;
        out[at++ + dimension] = (odd >>> 0) * 2 ** -32 + offset;
        state[axis] = odd ^ directions[next + axis];
      }
      at += dimension;
    }
    this.state = state;
    this.at = start + count;
    return out;
  }

  moveTo(index: number): void {
    integerIn('index', index, 0, largestIndex - 1);
    const { dimension, directions, shift } = this;
    const state = shift.slice();
    const gray = index ^ (index >>> 1);
    for (let k = 0; k < digits; k++)
      if ((gray >>> k) & 1)
        for (let axis = 0; axis < dimension; axis++) state[axis] ^= directions[k * dimension + axis];
    this.state = state;
    this.at = index;
  }
}

/**
 * The Sobol sequence in [0, 1)ᵈ, d ≤ 64, with the direction numbers of Joe and Kuo (2008) and 32 binary digits: any 2ᵐ
 * successive points from a multiple of 2ᵐ on are a net. Averages over n = 2ᵐ points have errors near 1/n for integrands of
 * bounded variation, near n^{−3/2} for smooth ones with `scramble`, against n^{−1/2} for random points.
 * @throws RangeError when dimension is not an integer in [1, 64].
 */
export function createSobol(dimension: number, options: SobolOptions = {}): SobolSequence {
  integerIn('dimension', dimension, 1, joeKuo.length + 1);
  return new Sobol(dimension, options.scramble);
}
