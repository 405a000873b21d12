import { finiteArray, integerIn } from '../guards';
import { childKey, keyFromSeed, mix64, stateFromKey } from './seeding';
import { exponentialZiggurat, normalZiggurat } from './ziggurat';

// Look-ups of Math are slow in some sandboxes.
const { exp, imul } = Math;

/** A stream of pseudo-random numbers. Every method advances it; `split` alone does not. */
export interface Random {
  /** Uniform on [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal, exact up to rounding. */
  normal(): number;
  /** Exponential of mean 1, exact up to rounding. */
  exponential(): number;
  /** Uniform on {0, …, n−1}, 1 ≤ n ≤ 2³², without bias. */
  integer(n: number): number;
  /** 32 random bits as an integer in [0, 2³²). */
  bits(): number;
  /**
   * A further stream, independent for all statistical purposes. The k-th child depends on the seed and on k only,
   * not on how many numbers were drawn: drawing more in one place leaves the children unchanged.
   *
   * Each stream starts at a hash of its own 64-bit key, that is at a point of the one cycle of 2¹²⁸ − 1 states that
   * is as good as random. So among n streams of at most L words the chance that two have the same key is about
   * n²/2⁶⁵, that two others overlap n²L/2¹²⁸: for a million streams 3·10⁻⁸, whatever their length.
   */
  split(): Random;
  /** Fills `out` with draws of `normal` and returns it. */
  fillNormal(out: Float64Array): Float64Array;
  /** Fills `out` with draws of `uniform` and returns it. */
  fillUniform(out: Float64Array): Float64Array;
  /** Fills `out` with draws of `exponential` and returns it. */
  fillExponential(out: Float64Array): Float64Array;
}

/** The output of xoshiro128** from its second word of state. */
function starStar(word: number): number {
  const times5 = imul(word, 5);
  return imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
}

/** xoshiro128** 1.1 of D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021). */
class Xoshiro128 implements Random {
  // Signed words, and 0 from the start: unsigned or undefined ones would leave V8's small integers.
  private s0 = 0;
  private s1 = 0;
  private s2 = 0;
  private s3 = 0;
  private readonly key: bigint;
  private children = 0n;

  constructor(state: ArrayLike<number>, key: bigint) {
    this.s0 = state[0] | 0;
    this.s1 = state[1] | 0;
    this.s2 = state[2] | 0;
    this.s3 = state[3] | 0;
    this.key = key;
  }

  bits(): number {
    const s1 = this.s1;
    const s2 = this.s2 ^ this.s0;
    const s3 = this.s3 ^ s1;
    this.s1 = s1 ^ s2;
    this.s0 ^= s3;
    this.s2 = s2 ^ (s1 << 9);
    this.s3 = (s3 << 11) | (s3 >>> 21);
    return starStar(s1);
  }

  uniform(): number {
    const high = this.bits() >>> 5;
    return (high * 0x4000000 + (this.bits() >>> 6)) * 2 ** -53;
  }

  /** `uniform` with the state in registers: 1.4 times as fast. */
  fillUniform(out: Float64Array): Float64Array {
    let { s0, s1, s2, s3 } = this;
    for (let i = 0; i < out.length; i++) {
      const high = starStar(s1) >>> 5;
      s2 ^= s0;
      s3 ^= s1;
      s0 ^= s3;
      let next = s1 ^ s2;
      s2 ^= s1 << 9;
      s1 = next;
      s3 = (s3 << 11) | (s3 >>> 21);
      const low = starStar(s1) >>> 6;
      s2 ^= s0;
      s3 ^= s1;
      s0 ^= s3;
      next = s1 ^ s2;
      s2 ^= s1 << 9;
      s1 = next;
      s3 = (s3 << 11) | (s3 >>> 21);
      out[i] = (high * 0x4000000 + low) * 2 ** -53;
    }
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
    return out;
  }

  normal(): number {
    const { edge, height, tailStart } = normalZiggurat;
    for (;;) {
      const word = this.bits();
      const layer = word & 255;
      const sign = 1 - ((word >>> 7) & 2);
      // 23 bits of the first word above 30 of the second: the position keeps 53 bits, all fresh.
      const x = ((word >>> 9) * 0x40000000 + (this.bits() >>> 2)) * 2 ** -53 * edge[layer];
      if (x < edge[layer + 1]) return sign * x;
      if (layer === 0) return sign * this.normalTail(tailStart);
      if (this.heightIn(layer, height) < exp(-0.5 * x * x)) return sign * x;
    }
  }

  /** Uniform between the bottom and the top of a layer of a ziggurat. */
  private heightIn(layer: number, height: Float64Array): number {
    return height[layer] + this.uniform() * (height[layer + 1] - height[layer]);
  }

  /** A normal conditioned to exceed `start` (G. Marsaglia, Technometrics 6 (1964)). */
  private normalTail(start: number): number {
    for (;;) {
      const excess = this.logarithmic() / start;
      if (2 * this.logarithmic() > excess * excess) return start + excess;
    }
  }

  /** An exponential by inversion: slower than the ziggurat, one uniform each. */
  private logarithmic(): number {
    return -Math.log1p(-this.uniform());
  }

  exponential(): number {
    const { edge, height, tailStart } = exponentialZiggurat;
    // The exponential has no memory: beyond the last edge it starts again.
    for (let start = 0; ; ) {
      const word = this.bits();
      const layer = word & 255;
      const x = ((word >>> 9) * 0x40000000 + (this.bits() >>> 2)) * 2 ** -53 * edge[layer];
      if (x < edge[layer + 1]) return start + x;
      if (layer === 0) {
        start += tailStart;
        continue;
      }
      if (this.heightIn(layer, height) < exp(-x)) return start + x;
    }
  }

  integer(n: number): number {
    integerIn('n', n, 1, 2 ** 32);
    if (n === 2 ** 32) return this.bits();
    // The last, incomplete block of n words is refused.
    for (;;) {
      const word = this.bits();
      const rest = word % (n >>> 0);
      if (word - rest + n <= 2 ** 32) return rest;
    }
  }

  split(): Random {
    this.children += 1n;
    return fromKey(childKey(this.key, this.children));
  }

  fillNormal(out: Float64Array): Float64Array {
    for (let i = 0; i < out.length; i++) out[i] = this.normal();
    return out;
  }

  fillExponential(out: Float64Array): Float64Array {
    for (let i = 0; i < out.length; i++) out[i] = this.exponential();
    return out;
  }
}

function fromKey(key: bigint): Random {
  return new Xoshiro128(stateFromKey(key), key);
}

/**
 * A seeded generator: xoshiro128** started from splitmix64. Same seed, same numbers, on every machine (uniform,
 * integer and bits exactly; normal and exponential up to the rounding of Math.exp and Math.log).
 * Period 2¹²⁸ − 1; not for cryptography.
 * @param seed an integer in [0, 2⁵³) or any string.
 * @throws RangeError when seed is neither.
 */
export function createRandom(seed: number | string): Random {
  return fromKey(keyFromSeed(seed));
}

/**
 * xoshiro128** from four given 32-bit words of state, not all zero: for comparison with the published generator.
 * @throws RangeError when state is not four integers in [0, 2³²), or all are 0.
 */
export function restoreRandom(state: ArrayLike<number>): Random {
  const words = finiteArray('state', state, 4);
  words.forEach((word, i) => {
    integerIn(`state[${i}]`, word, 0, 2 ** 32 - 1);
  });
  if (words.every((word) => word === 0)) throw new RangeError('state must not be all zero, got 0, 0, 0, 0');
  return new Xoshiro128(
    words,
    words.reduce((key, word) => mix64(key ^ BigInt(word)), 0n),
  );
}
