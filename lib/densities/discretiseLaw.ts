import { integerIn } from '../numerics/guards';
import { axisCells } from './axisCells';
import { createCostSum } from './transportCost';
import type { Cell, Discretisation, Distribution1D, PhaseSpaceDensity } from './types';

/** Largest number of atoms that is made. */
export const MAX_ATOMS = 200_000;

export interface DiscretiseLawOptions {
  /** Cells on every coordinate axis, or on each of the 2d axes (x first). Point masses take one whatever is asked. */
  readonly pointsPerAxis?: number | readonly number[];
  /** Instead: at most this many atoms, shared out so that cells are about as long in x as in ξ. */
  readonly points?: number;
}

export interface ProductDiscretisation extends Discretisation {
  /** Cells on each of the 2d axes. */
  readonly cellsPerAxis: readonly number[];
}

/**
 * Discretises f by a product of intervals on the 2d axes: atoms are the means of the cells, weights their masses. The mean
 * of f is kept. `w1Error` sums mass·E|z − atom| over the cells, unbounded ones included, with E|·| ≤ √Σvariance or, on
 * one axis, the exact mean deviation; nothing is sampled, so that only rounding separates it from a proof.
 * w1Error decreases like 1/pointsPerAxis when f has a moment of order > 2.
 * @throws RangeError when not exactly one of pointsPerAxis and points is given, or more than 200 000 atoms are asked for.
 */
export function discretiseLaw(
  density: PhaseSpaceDensity,
  options: DiscretiseLawOptions,
): ProductDiscretisation {
  const wanted = wantedCells(density, options);
  const count = wanted.reduce((product, cells) => product * cells, 1);
  if (count > MAX_ATOMS) {
    const product = wanted.join('·');
    throw new RangeError(
      `pointsPerAxis must give at most ${MAX_ATOMS} atoms, got ${product} = ${count}: take fewer points per axis`,
    );
  }
  const axes: Cell[][] = [];
  density.coordinates.forEach((law, i) => {
    const twin = density.coordinates.findIndex((other, j) => other === law && wanted[j] === wanted[i]);
    axes.push(twin < i ? axes[twin] : axisCells(law, wanted[i]));
  });
  return assemble(axes, density.dimension, count);
}

function wantedCells(density: PhaseSpaceDensity, options: DiscretiseLawOptions): number[] {
  const laws = density.coordinates;
  const { pointsPerAxis, points } = options;
  if ((pointsPerAxis === undefined) === (points === undefined)) {
    throw new RangeError(
      `either pointsPerAxis or points must be given, got ${points === undefined ? 'neither' : 'both'}`,
    );
  }
  if (points !== undefined) return shareOut(laws, integerIn('points', points, 1, MAX_ATOMS));
  const perAxis = typeof pointsPerAxis === 'object' ? pointsPerAxis : laws.map(() => pointsPerAxis as number);
  if (perAxis.length !== laws.length) {
    throw new RangeError(`pointsPerAxis must have length ${laws.length}, got length ${perAxis.length}`);
  }
  return perAxis.map((n, i) => {
    integerIn('pointsPerAxis', n, 1);
    return laws[i].variance === 0 ? 1 : n;
  });
}

/** Adds cells one at a time to the axis whose cells are longest, as long as the product stays within the budget. */
function shareOut(laws: readonly Distribution1D[], points: number): number[] {
  const spread = laws.map((law) => (law.variance === 0 ? 0 : law.quantile(0.9) - law.quantile(0.1)));
  const cells = laws.map(() => 1);
  let count = 1;
  for (;;) {
    let longest = -1;
    for (let i = 0; i < cells.length; i++) {
      const fits = (count / cells[i]) * (cells[i] + 1) <= points;
      if (fits && spread[i] > 0 && (longest < 0 || spread[i] / cells[i] > spread[longest] / cells[longest]))
        longest = i;
    }
    if (longest < 0) return cells;
    count = (count / cells[longest]) * (cells[longest] + 1);
    cells[longest]++;
  }
}

/** All products of one cell from each axis, the last axis running fastest. */
function assemble(axes: readonly Cell[][], d: number, count: number): ProductDiscretisation {
  const x = new Float64Array(count * d);
  const xi = new Float64Array(count * d);
  const weights = new Float64Array(count);
  const costs = createCostSum(d);
  const index = new Int32Array(2 * d);
  const cells = axes.map((axis) => axis[0]);
  for (let atom = 0; atom < count; atom++) {
    let mass = 1;
    for (let i = 0; i < 2 * d; i++) {
      cells[i] = axes[i][index[i]];
      mass *= cells[i].mass;
      if (i < d) x[atom * d + i] = cells[i].mean;
      else xi[atom * d + i - d] = cells[i].mean;
    }
    weights[atom] = mass;
    if (mass > 0) costs.add(cells, mass);
    for (let i = 2 * d - 1; i >= 0 && ++index[i] === axes[i].length; i--) index[i] = 0;
  }
  const { euclidean, sum, quadratic } = costs.total();
  const cellsPerAxis = axes.map((axis) => axis.length);
  return {
    x,
    xi,
    weights,
    count,
    dimension: d,
    cellsPerAxis,
    w1Error: euclidean,
    w1ErrorSum: sum,
    w2Error: quadratic,
  };
}
