/** Those cells of a rectilinear grid that carry mass. */
export interface GridCells {
  /** Centres of the cells on each axis. */
  readonly axes: readonly Float64Array[];
  /** Row-major indices of the cells, ascending. */
  readonly cells: Int32Array;
  readonly masses: Float64Array;
}

/** How far apart in row-major order neighbours on each axis are. */
function stridesOf(axes: readonly Float64Array[]): number[] {
  const strides = axes.map(() => 1);
  for (let k = axes.length - 2; k >= 0; k--) strides[k] = strides[k + 1] * axes[k + 1].length;
  return strides;
}

/** The coordinates of the centres of the cells, axis by axis. */
export function coordinatesOf({ axes, cells }: GridCells): Float64Array[] {
  const strides = stridesOf(axes);
  return axes.map((axis, k) =>
    Float64Array.from(cells, (cell) => axis[Math.floor(cell / strides[k]) % axis.length]),
  );
}

/** The same, point after point. */
export function particleMajor(grid: GridCells): Float64Array {
  const dimension = grid.axes.length;
  const points = new Float64Array(grid.cells.length * dimension);
  coordinatesOf(grid).forEach((values, axis) => {
    for (let k = 0; k < values.length; k++) points[k * dimension + axis] = values[k];
  });
  return points;
}

/** |x_i − y_j|ᵖ between the centres of two lists of cells. */
export function centreCost(mu: GridCells, nu: GridCells, p: 1 | 2): (i: number, j: number) => number {
  const [x, y] = [coordinatesOf(mu), coordinatesOf(nu)];
  return (i, j) => {
    let square = 0;
    for (let k = 0; k < x.length; k++) {
      const step = x[k][i] - y[k][j];
      square += step * step;
    }
    return p === 2 ? square : Math.sqrt(square);
  };
}

/** An upper bound of all |x_i − y_j|ᵖ. */
export function largestCost(mu: GridCells, nu: GridCells, p: 1 | 2): number {
  const square = mu.axes.reduce((sum, x, k) => {
    const y = nu.axes[k];
    return sum + Math.max(x[x.length - 1] - y[0], y[y.length - 1] - x[0]) ** 2;
  }, 0);
  return p === 2 ? square : Math.sqrt(square);
}

/** A grid of half as many cells on each axis, and which of the finer cells went into each. */
export interface CoarseCells extends GridCells {
  /** For each cell the positions of its parts in the finer list. */
  readonly parts: readonly number[][];
}

/** Merges cells in pairs on every axis. */
export function coarsened({ axes, cells, masses }: GridCells): CoarseCells {
  const coarse = axes.map((axis) =>
    Float64Array.from(
      { length: Math.ceil(axis.length / 2) },
      (_, i) => (axis[2 * i] + axis[Math.min(2 * i + 1, axis.length - 1)]) / 2,
    ),
  );
  const [fineStrides, strides] = [stridesOf(axes), stridesOf(coarse)];
  const parts = new Map<number, number[]>();
  cells.forEach((cell, position) => {
    let parent = 0;
    for (let k = 0; k < axes.length; k++)
      parent += ((Math.floor(cell / fineStrides[k]) % axes[k].length) >> 1) * strides[k];
    const list = parts.get(parent);
    if (list) list.push(position);
    else parts.set(parent, [position]);
  });
  const parents = Int32Array.from(parts.keys()).sort();
  const lists = Array.from(parents, (parent) => parts.get(parent) ?? []);
  return {
    axes: coarse,
    cells: parents,
    masses: Float64Array.from(lists, (list) => list.reduce((sum, position) => sum + masses[position], 0)),
    parts: lists,
  };
}
