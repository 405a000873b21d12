import { integerIn } from '../guards';

const goldenGamma = 0x9e3779b97f4a7c15n;
const splitTag = 0x6a09e667f3bcc909n;

/** The output function of splitmix64: a bijection of 64-bit words (G. Steele, D. Lea, C. Flood, OOPSLA 2014). */
export function mix64(word: bigint): bigint {
  let z = BigInt.asUintN(64, word);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

/** Four words of state from the first two outputs of splitmix64(key), low half first. */
export function stateFromKey(key: bigint): number[] {
  const first = mix64(key + goldenGamma);
  const second = mix64(key + 2n * goldenGamma);
  return [first, first >> 32n, second, second >> 32n].map((word) => Number(BigInt.asUintN(32, word)));
}

export function keyFromSeed(seed: number | string): bigint {
  if (typeof seed === 'number') return BigInt(integerIn('seed', seed, 0));
  if (typeof seed !== 'string') throw new RangeError(`seed must be an integer >= 0 or a string, got ${seed}`);
  let key = BigInt(seed.length);
  for (let i = 0; i < seed.length; i++) key = mix64((key ^ BigInt(seed.charCodeAt(i))) + goldenGamma);
  return key;
}

/** The key of the n-th child, n ≥ 1: children of one parent have different keys, mix64 being a bijection. */
export function childKey(key: bigint, n: bigint): bigint {
  return mix64(mix64(key ^ splitTag) + n * goldenGamma);
}
