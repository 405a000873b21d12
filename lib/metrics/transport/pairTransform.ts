import { coordinatesOf, type GridCells } from './gridCells';
import type { GridTransform } from './gridTransforms';

/** Consecutive cells that are passed over together when the nearest corner of their box is too far; 8 and 32 were slower. */
const RUN = 16;

/** Cells x with values f, in runs with their boxes. */
interface Runs {
  readonly x: readonly Float64Array[];
  readonly f: Float64Array;
  /** Ends of each box on each axis, and the largest f in it. */
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  readonly most: Float64Array;
}

function runsOf(x: readonly Float64Array[], f: Float64Array): Runs {
  const extreme = (values: Float64Array, choose: (a: number, b: number) => number): Float64Array =>
    Float64Array.from({ length: Math.ceil(f.length / RUN) }, (_, run) =>
      values.subarray(run * RUN, (run + 1) * RUN).reduce((a, b) => choose(a, b)),
    );
  return {
    x,
    f,
    low: x.map((values) => extreme(values, Math.min)),
    high: x.map((values) => extreme(values, Math.max)),
    most: extreme(f, Math.max),
  };
}

/**
 * min_x (|x−y|ᵖ − f(x)) for the cells y of `to` over pairs. The search begins with the minimiser of the cell before, and
 * passes over runs that cannot be better. Cells in one row share all coordinates but the last, and so partial sums.
 */
export function transformOfPairs(from: GridCells, f: Float64Array, to: GridCells, p: 1 | 2): GridTransform {
  const last = from.axes.length - 1;
  const runs = runsOf(coordinatesOf(from), f);
  const y = coordinatesOf(to);
  const partial = new Float64Array(f.length);
  const ofRun = new Float64Array(runs.most.length);
  const value = new Float64Array(to.cells.length);
  const minimiser = new Int32Array(to.cells.length);
  const length = to.axes[last].length;
  let best = 0;
  for (let j = 0, row = -1; j < value.length; j++) {
    const here = Math.floor(to.cells[j] / length);
    if (here !== row) {
      row = here;
      partial.fill(0);
      ofRun.fill(0);
      for (let axis = 0; axis < last; axis++) {
        addSquares(partial, runs.x[axis], runs.x[axis], y[axis][j]);
        addSquares(ofRun, runs.low[axis], runs.high[axis], y[axis][j]);
      }
    }
    best = nearest(runs, partial, ofRun, y[last][j], p, best);
    const step = runs.x[last][best] - y[last][j];
    const square = partial[best] + step * step;
    minimiser[j] = best;
    value[j] = (p === 1 ? Math.sqrt(square) : square) - f[best];
  }
  return { value, minimiser };
}

/** Adds the squares of the distances from y to the intervals [low, high]. */
function addSquares(sums: Float64Array, low: Float64Array, high: Float64Array, y: number): void {
  for (let i = 0; i < sums.length; i++) {
    const step = y < low[i] ? low[i] - y : y > high[i] ? y - high[i] : 0;
    sums[i] += step * step;
  }
}

/** The i for which (partial_i + (x_i − y)²)^{p/2} − f_i is least, first tried with `best`. */
function nearest(
  { x, f, low, high, most }: Runs,
  partial: Float64Array,
  ofRun: Float64Array,
  y: number,
  p: 1 | 2,
  best: number,
): number {
  const { abs, sqrt } = Math;
  const last = x.length - 1;
  const [points, lows, highs] = [x[last], low[last], high[last]];
  const first = partial[best] + (points[best] - y) * (points[best] - y);
  let least = (p === 1 ? sqrt(first) : first) - f[best];
  for (let run = 0; run < most.length; run++) {
    const far = y < lows[run] ? lows[run] - y : y > highs[run] ? y - highs[run] : 0;
    const within = least + most[run];
    if (ofRun[run] + far * far >= (p === 1 ? within * abs(within) : within)) continue;
    const end = Math.min(points.length, (run + 1) * RUN);
    for (let i = run * RUN; i < end; i++) {
      const reach = least + f[i];
      const step = points[i] - y;
      const square = partial[i] + step * step;
      if (square < (p === 1 ? reach * abs(reach) : reach)) {
        least = (p === 1 ? sqrt(square) : square) - f[i];
        best = i;
      }
    }
  }
  return best;
}
