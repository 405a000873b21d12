import { finiteArray, integerIn } from './guards';
import { createZiggurat } from './ziggurat';

/** A stream of pseudo-random numbers. Every method advances it; `split` alone does not. */
export interface Random {
  /** Uniform on [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal, exact up to rounding. */
  normal(): number;
  /** Exponential of mean 1. */
  exponential(): number;
  /** Uniform on {0, …, n−1}, 1 ≤ n ≤ 2³², without bias. */
  integer(n: number): number;
  /** 32 random bits as an integer in [0, 2³²). */
  bits(): number;
  /**
   * A further stream, independent for all statistical purposes. The k-th child depends on the seed and on k only,
   * not on how many numbers were drawn: drawing more in one place leaves the children unchanged.
   */
  split(): Random;
  /** Fills `out` with draws of `normal` and returns it. */
  fillNormal(out: Float64Array): Float64Array;
  /** Fills `out` with draws of `uniform` and returns it. */
  fillUniform(out: Float64Array): Float64Array;
}

const ziggurat = createZiggurat();
const goldenGamma = 0x9e3779b97f4a7c15n;
const splitTag = 0x6a09e667f3bcc909n;

/** The output function of splitmix64: a bijection of 64-bit words (G. Steele, D. Lea, C. Flood, OOPSLA 2014). */
function mix64(word: bigint): bigint {
  let z = BigInt.asUintN(64, word);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

/** Four words of state from the first two outputs of splitmix64(key), low half first. */
function stateFromKey(key: bigint): number[] {
  const first = mix64(key + goldenGamma);
  const second = mix64(key + 2n * goldenGamma);
  return [first, first >> 32n, second, second >> 32n].map((word) => Number(BigInt.asUintN(32, word)));
}

function keyFromSeed(seed: number | string): bigint {
  if (typeof seed === 'number') return BigInt(integerIn('seed', seed, 0));
  if (typeof seed !== 'string') throw new RangeError(`seed must be an integer >= 0 or a string, got ${seed}`);
  let key = BigInt(seed.length);
  for (let i = 0; i < seed.length; i++) key = mix64((key ^ BigInt(seed.charCodeAt(i))) + goldenGamma);
  return key;
}

/** xoshiro128** 1.1 of D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021). */
class Xoshiro128 implements Random {
  // Signed words: unsigned ones would leave V8's 32-bit integers.
  private readonly state: Int32Array;
  private readonly key: bigint;
  private children = 0n;

  constructor(state: ArrayLike<number>, key: bigint) {
    this.state = Int32Array.from(state, (word) => word | 0);
    this.key = key;
  }

  bits(): number {
    const s = this.state;
    const s1 = s[1];
    const times5 = Math.imul(s1, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const s2 = s[2] ^ s[0];
    const s3 = s[3] ^ s1;
    s[1] = s1 ^ s2;
    s[0] ^= s3;
    s[2] = s2 ^ (s1 << 9);
    s[3] = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  uniform(): number {
    const high = this.bits() >>> 5;
    return (high * 0x4000000 + (this.bits() >>> 6)) * 2 ** -53;
  }

  normal(): number {
    const { edge, height, tailStart } = ziggurat;
    for (;;) {
      const word = this.bits();
      const layer = word & 255;
      const sign = 1 - ((word >>> 7) & 2);
      // 23 bits of the first word above 30 of the second: the position keeps 53 bits, all fresh.
      const x = ((word >>> 9) * 0x40000000 + (this.bits() >>> 2)) * 2 ** -53 * edge[layer];
      if (x < edge[layer + 1]) return sign * x;
      if (layer === 0) return sign * this.normalTail(tailStart);
      const y = height[layer] + this.uniform() * (height[layer + 1] - height[layer]);
      if (y < Math.exp(-0.5 * x * x)) return sign * x;
    }
  }

  /** A normal conditioned to exceed `start` (G. Marsaglia, Technometrics 6 (1964)). */
  private normalTail(start: number): number {
    for (;;) {
      const excess = this.exponential() / start;
      if (2 * this.exponential() > excess * excess) return start + excess;
    }
  }

  exponential(): number {
    return -Math.log1p(-this.uniform());
  }

  integer(n: number): number {
    integerIn('n', n, 1, 2 ** 32);
    const limit = 2 ** 32 - (2 ** 32 % n);
    let word = this.bits();
    while (word >= limit) word = this.bits();
    return word % n;
  }

  split(): Random {
    this.children += 1n;
    return fromKey(mix64(mix64(this.key ^ splitTag) + this.children * goldenGamma));
  }

  fillNormal(out: Float64Array): Float64Array {
    for (let i = 0; i < out.length; i++) out[i] = this.normal();
    return out;
  }

  fillUniform(out: Float64Array): Float64Array {
    for (let i = 0; i < out.length; i++) out[i] = this.uniform();
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
export function randomFromState(state: ArrayLike<number>): Random {
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
