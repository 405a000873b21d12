import { integerIn } from '../numerics/guards';
import { MAX_ATOMS } from './discretiseLaw';
import { createCostSum } from './transportCost';
import type { Cell, Discretisation, Distribution1D, PhaseSpaceDensity } from './types';

/** A product of intervals, as intervals of probability on each axis, with the cells they are on the line. */
interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly cells: readonly Cell[];
}

function replaced<T>(list: readonly T[], index: number, value: T): T[] {
  const copy = [...list];
  copy[index] = value;
  return copy;
}

function longestAxis(cells: readonly Cell[]): number {
  let longest = 0;
  for (let i = 1; i < cells.length; i++) if (cells[i].deviation > cells[longest].deviation) longest = i;
  return longest;
}

/** The two parts of a box on either side of the probability `cut` of one axis. */
function splitBox(box: Box, law: Distribution1D, axis: number, cut: number): [Box, Box] {
  const edge = (u: number): number => (u === 0 ? law.support[0] : u === 1 ? law.support[1] : law.quantile(u));
  const part = (low: number, high: number): Box => ({
    low: replaced(box.low, axis, low),
    high: replaced(box.high, axis, high),
    cells: replaced(box.cells, axis, law.cell(edge(low), edge(high))),
  });
  return [part(box.low[axis], cut), part(cut, box.high[axis])];
}

/**
 * n atoms of equal weight 1/n that stand for f as well as is reasonable, with certified distances: phase space is cut
 * again and again across the longest axis of a box, in proportion to the numbers of atoms on either side, until each box
 * has mass 1/n; atoms are the means of the boxes. Deterministic; the mean of f is kept; w1Error decreases like n^{−1/2d},
 * the best possible rate. Where all coordinates are point masses the n atoms coincide.
 * @throws RangeError when n is not an integer in [1, 200 000].
 */
export function discretiseEqualWeights(density: PhaseSpaceDensity, n: number): Discretisation {
  integerIn('n', n, 1, MAX_ATOMS);
  const d = density.dimension;
  const x = new Float64Array(n * d);
  const xi = new Float64Array(n * d);
  const costs = createCostSum(d);
  const laws = density.coordinates;

  const place = (box: Box, first: number, count: number): void => {
    const axis = longestAxis(box.cells);
    if (count > 1 && box.cells[axis].deviation > 0) {
      const lower = count >> 1;
      const cut = box.low[axis] + (box.high[axis] - box.low[axis]) * (lower / count);
      const [left, right] = splitBox(box, laws[axis], axis, cut);
      place(left, first, lower);
      place(right, first + lower, count - lower);
      return;
    }
    for (let atom = first; atom < first + count; atom++) {
      for (let i = 0; i < d; i++) {
        x[atom * d + i] = box.cells[i].mean;
        xi[atom * d + i] = box.cells[d + i].mean;
      }
    }
    costs.add(box.cells, count / n);
  };
  place(
    {
      low: laws.map(() => 0),
      high: laws.map(() => 1),
      cells: laws.map((law) => law.cell(-Infinity, Infinity)),
    },
    0,
    n,
  );
  const { euclidean, sum, quadratic } = costs.total();
  const weights = new Float64Array(n).fill(1 / n);
  return { x, xi, weights, count: n, dimension: d, w1Error: euclidean, w1ErrorSum: sum, w2Error: quadratic };
}
