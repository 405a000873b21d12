import { createRandom } from '../../lib/numerics/index';
import { sortedOrder } from '../../lib/numerics/sorting';

function expectSorted(values: Float64Array): void {
  const expected = Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j] || i - j);
  expect([...sortedOrder(values)]).toEqual(expected);
}

describe('sortedOrder', () => {
  const random = createRandom(1);
  const kinds: Record<string, (i: number) => number> = {
    uniform: () => random.uniform(),
    'both signs, all sizes': () => (random.uniform() - 0.5) * 2 ** (200 * (random.uniform() - 0.5)),
    lattice: () => Math.floor(7 * random.uniform()) - 3,
    'equal in the upper 32 bits': () => 1 + 1e-12 * random.uniform(),
    'equal in the upper 32 bits, negative': () => -1 - 1e-12 * random.uniform(),
    'zeros of both signs': (i) => (i % 3 === 0 ? -0 : i % 3 === 1 ? 0 : i % 2 === 0 ? 5e-324 : -5e-324),
    descending: (i) => -i,
    constant: () => 4,
    extremes: (i) => [Number.MAX_VALUE, -Number.MAX_VALUE, 1e-310, -1e-310, 1][i % 5],
  };
  test.each(Object.keys(kinds))('%s', (kind) => {
    for (const n of [0, 1, 2, 63, 64, 65, 300, 3000])
      expectSorted(Float64Array.from({ length: n }, (_, i) => kinds[kind](i)));
  });
});
