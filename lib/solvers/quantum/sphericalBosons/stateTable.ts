import { createRandom } from '../../../numerics/random';

/**
 * Occupation states by a sum of random 64-bit weights of their excited orbitals, which a move of a boson changes by the
 * difference of two weights.
 */
export interface StateTable {
  /** The two halves of the weight of an orbital; 0 for 0s. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  keyOf(orbitals: readonly number[]): [low: number, high: number];
  insert(key: [low: number, high: number], state: number, block: number): void;
  /** The slot of a state that must be there; −1 if it is not. */
  slot(low: number, high: number): number;
  readonly stateAt: Int32Array;
  readonly blockAt: Int32Array;
}

/** An empty table for that many states. */
export function stateTable(orbitals: number, states: number): StateTable {
  const random = createRandom('occupation states');
  const weights = (): Int32Array =>
    Int32Array.from({ length: orbitals }, (_, p) =>
      p === 0 ? 0 : Math.floor(2 ** 32 * random.uniform()) | 0,
    );
  const [low, high] = [weights(), weights()];
  const size = 2 ** Math.ceil(Math.log2(2 * states + 2));
  const mask = size - 1;
  const [lows, highs] = [new Int32Array(size), new Int32Array(size)];
  const stateAt = new Int32Array(size).fill(-1);
  const blockAt = new Int32Array(size);

  function slot(a: number, b: number): number {
    for (let at = a & mask; stateAt[at] >= 0; at = (at + 1) & mask)
      if (lows[at] === a && highs[at] === b) return at;
    return -1;
  }

  return {
    low,
    high,
    stateAt,
    blockAt,
    slot,
    keyOf: (list) => {
      let [a, b] = [0, 0];
      for (const p of list) {
        a = (a + low[p]) | 0;
        b = (b + high[p]) | 0;
      }
      return [a, b];
    },
    insert([a, b], state, block) {
      if (slot(a, b) >= 0) throw new Error('two occupation states have the same sum of weights');
      let at = a & mask;
      while (stateAt[at] >= 0) at = (at + 1) & mask;
      lows[at] = a;
      highs[at] = b;
      stateAt[at] = state;
      blockAt[at] = block;
    },
  };
}
