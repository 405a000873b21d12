import { coordinatesOf, type GridCells } from './cells';

/** The c-transform of a function on the cells of one grid, on those of another. */
export interface GridTransform {
  /** min_x (|x−y|ᵖ − f(x)) for every cell y with mass. */
  readonly value: Float64Array;
  /** Which x attains it, as a position in the list of cells. */
  readonly minimiser: Int32Array;
}

/**
 * The c-transform for the cost |x−y|ᵖ between the centres of cells. For p = 2 on full grids the minimum is taken along
 * one axis after the other, (cells)·(sum of the sides) operations; otherwise over all pairs of cells with mass.
 */
export function gridTransform(from: GridCells, f: Float64Array, to: GridCells, p: 1 | 2): GridTransform {
  return p === 2 && alongAxes(from, to) <= from.cells.length * to.cells.length
    ? transformAlongAxes(from, f, to)
    : transformOfPairs(from, f, to, p);
}

const product = (factors: readonly number[]): number => factors.reduce((a, b) => a * b, 1);

/** The operations of `transformAlongAxes`. */
function alongAxes(from: GridCells, to: GridCells): number {
  const sizes = from.axes.map((axis) => axis.length);
  let sum = 0;
  for (let axis = 0; axis < sizes.length; axis++) {
    sum += product(sizes) * to.axes[axis].length;
    sizes[axis] = to.axes[axis].length;
  }
  return sum;
}

function transformAlongAxes(from: GridCells, f: Float64Array, to: GridCells): GridTransform {
  const size = product(from.axes.map((axis) => axis.length));
  let table: GridTransform = {
    value: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
    minimiser: new Int32Array(size),
  };
  from.cells.forEach((cell, k) => {
    table.value[cell] = -f[k];
    table.minimiser[cell] = k;
  });
  let outer = 1;
  for (let axis = 0; axis < from.axes.length; axis++) {
    table = transformAxis(table, from.axes[axis], to.axes[axis], outer);
    outer *= to.axes[axis].length;
  }
  return {
    value: Float64Array.from(to.cells, (cell) => table.value[cell]),
    minimiser: to.cells.map((cell) => table.minimiser[cell]),
  };
}

/** out[·, j, ·] = min_i ((x_i − y_j)² + table[·, i, ·]), with `outer` entries before the axis. */
function transformAxis(table: GridTransform, x: Float64Array, y: Float64Array, outer: number): GridTransform {
  const inner = table.value.length / (outer * x.length);
  const size = outer * y.length * inner;
  const value = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const minimiser = new Int32Array(size);
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < y.length; j++) {
      const to = (o * y.length + j) * inner;
      for (let i = 0; i < x.length; i++) {
        const from = (o * x.length + i) * inner;
        const square = (x[i] - y[j]) * (x[i] - y[j]);
        for (let k = 0; k < inner; k++) {
          const bound = square + table.value[from + k];
          if (bound < value[to + k]) {
            value[to + k] = bound;
            minimiser[to + k] = table.minimiser[from + k];
          }
        }
      }
    }
  }
  return { value, minimiser };
}

/** All pairs. Cells in one row share all coordinates but the last, and so partial sums of squares. */
function transformOfPairs(from: GridCells, f: Float64Array, to: GridCells, p: 1 | 2): GridTransform {
  const last = from.axes.length - 1;
  const [x, y] = [coordinatesOf(from), coordinatesOf(to)];
  const partial = new Float64Array(from.cells.length);
  const value = new Float64Array(to.cells.length);
  const minimiser = new Int32Array(to.cells.length);
  const search = p === 1 ? nearest : nearestInSquares;
  const length = to.axes[last].length;
  for (let j = 0, row = -1; j < value.length; j++) {
    const here = Math.floor(to.cells[j] / length);
    if (here !== row) {
      row = here;
      partial.fill(0);
      for (let axis = 0; axis < last; axis++) addSquares(partial, x[axis], y[axis][j]);
    }
    const best = search(partial, x[last], y[last][j], f);
    const step = x[last][best] - y[last][j];
    const square = partial[best] + step * step;
    minimiser[j] = best;
    value[j] = (p === 1 ? Math.sqrt(square) : square) - f[best];
  }
  return { value, minimiser };
}

function addSquares(sums: Float64Array, x: Float64Array, y: number): void {
  for (let i = 0; i < sums.length; i++) {
    const step = x[i] - y;
    sums[i] += step * step;
  }
}

/** The i for which √(partial_i + (x_i − y)²) − f_i is least; roots are drawn of few candidates. */
function nearest(partial: Float64Array, x: Float64Array, y: number, f: Float64Array): number {
  const { abs, sqrt } = Math;
  let least = sqrt(partial[0] + (x[0] - y) * (x[0] - y)) - f[0];
  let best = 0;
  for (let i = 1; i < partial.length; i++) {
    const reach = least + f[i];
    const step = x[i] - y;
    const square = partial[i] + step * step;
    if (square < reach * abs(reach)) {
      least = sqrt(square) - f[i];
      best = i;
    }
  }
  return best;
}

/** The i for which partial_i + (x_i − y)² − f_i is least. */
function nearestInSquares(partial: Float64Array, x: Float64Array, y: number, f: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  let best = 0;
  for (let i = 0; i < partial.length; i++) {
    const step = x[i] - y;
    const bound = partial[i] + step * step - f[i];
    if (bound < least) {
      least = bound;
      best = i;
    }
  }
  return best;
}
