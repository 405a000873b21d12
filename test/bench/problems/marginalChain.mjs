/**
 * A lower bound on the energy of a spin chain: the least Σ_k tr(h_k ρ_k) over density matrices ρ_k of four neighbouring
 * spins, k = 0 … blocks − 1, whose marginals on the three spins that ρ_k and ρ_{k+1} share agree. The h_k are real, of
 * Heisenberg bonds and fields of random strength.
 */
import { uniforms } from '../harness/inputs.mjs';

const spins = 4;
const size = 2 ** spins;

/** The upper triangle of h as entries [i, j, value]; bit b of an index is spin b, 0 the first. */
function energyEntries(couplings, fields) {
  const entries = new Map();
  const add = (i, j, value) => {
    const [row, column] = i < j ? [i, j] : [j, i];
    const key = size * row + column;
    entries.set(key, (entries.get(key) ?? 0) + value);
  };
  const spin = (state, b) => 0.5 - ((state >> b) & 1);
  for (let state = 0; state < size; state++) {
    let diagonal = 0;
    for (let b = 0; b < spins; b++) diagonal += fields[b] * spin(state, b);
    for (let b = 0; b + 1 < spins; b++) {
      diagonal += couplings[b] * spin(state, b) * spin(state, b + 1);
      const flipped = state ^ (3 << b);
      // S⁺S⁻ + S⁻S⁺ swaps antiparallel neighbours; each pair once.
      if (spin(state, b) !== spin(state, b + 1) && state < flipped) add(state, flipped, couplings[b] / 2);
    }
    add(state, state, diagonal);
  }
  return [...entries].map(([key, value]) => [Math.floor(key / size), key % size, value]);
}

/** (tr of the spin that is not shared) at (i, j): where 2·i + spin or i + 8·spin stand, as entries of the upper triangle. */
function marginalEntries(i, j, sign, index) {
  const half = i === j ? 1 : 0.5; // an entry off the diagonal stands for itself and its mirror image
  return [0, 1].map((s) => [index(i, s), index(j, s), sign * half]);
}

/** { size, cost: [entries of each block], constraints: [{ terms: [{ block, entries }], value }] }. */
export function marginalChain({ blocks }) {
  const random = uniforms(11, 8 * blocks);
  const cost = Array.from({ length: blocks }, (_, k) => {
    const own = random.subarray(8 * k, 8 * k + 8);
    return energyEntries(
      own.subarray(0, 3).map((u) => 0.5 + u),
      own.subarray(3, 7).map((u) => u - 0.5),
    );
  });
  const trace = Array.from({ length: size }, (_, i) => [i, i, 1]);
  const constraints = [{ terms: [{ block: 0, entries: trace }], value: 1 }];
  const withoutFirst = (i, s) => 2 * i + s;
  const withoutLast = (i, s) => i + (size / 2) * s;
  for (let k = 0; k + 1 < blocks; k++)
    for (let i = 0; i < size / 2; i++)
      for (let j = i; j < size / 2; j++)
        constraints.push({
          terms: [
            { block: k, entries: marginalEntries(i, j, 1, withoutFirst) },
            { block: k + 1, entries: marginalEntries(i, j, -1, withoutLast) },
          ],
          value: 0,
        });
  return { size, cost, constraints };
}

/** The chain as a sparse SDPA file, which maximises: the cost changes its sign. */
export function sdpaText({ size, cost, constraints }) {
  const lines = [];
  const add = (number, block, entries, sign) => {
    for (const [i, j, value] of entries)
      lines.push(`${number} ${block + 1} ${i + 1} ${j + 1} ${sign * value}`);
  };
  cost.forEach((entries, block) => {
    add(0, block, entries, -1);
  });
  constraints.forEach(({ terms }, k) => {
    for (const { block, entries } of terms) add(k + 1, block, entries, 1);
  });
  const head = [constraints.length, cost.length, cost.map(() => size).join(' ')];
  return [...head, constraints.map(({ value }) => value).join(' '), ...lines, ''].join('\n');
}
