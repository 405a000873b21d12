import type { CloudState } from '../../forces/meanFieldFlow';

/**
 * A density on phase space, d = 1, on nX × nXi equal cells: values[i·nXi + j] is f at the centre of cell (i, j), i along x
 * and j along ξ; `x` and `xi` are the outer edges. The mass of a cell is its value times its area; for smooth f that is
 * ∫f over the cell to O(h²) and the sum over all cells is ∫f beyond all orders. Heat maps and films take it as it is.
 */
export interface PhaseSpaceGrid {
  readonly x: readonly [low: number, high: number];
  readonly xi: readonly [low: number, high: number];
  readonly nX: number;
  readonly nXi: number;
  readonly values: Float64Array;
  /** x lives on a circle. */
  readonly periodic: boolean;
}

/** f(t) on a grid. */
export interface VlasovGridState extends PhaseSpaceGrid {
  readonly time: number;
}

/** Widths of a cell. */
export function cellWidths({ x, xi, nX, nXi }: Omit<PhaseSpaceGrid, 'values' | 'periodic'>): {
  readonly dx: number;
  readonly dxi: number;
} {
  return { dx: (x[1] - x[0]) / nX, dxi: (xi[1] - xi[0]) / nXi };
}

/** The centres of n equal cells on [low, high]. */
export function centresOf([low, high]: readonly [number, number], n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) / n) * (high - low));
}

export interface GridMarginals {
  /** Centres of the cells and ρ(x) = ∫f dξ there. */
  readonly x: Float64Array;
  readonly position: Float64Array;
  /** Centres of the cells and ∫f dx there. */
  readonly xi: Float64Array;
  readonly momentum: Float64Array;
}

/** The two marginal densities. */
export function gridMarginals(grid: PhaseSpaceGrid): GridMarginals {
  const { nX, nXi, values } = grid;
  const { dx, dxi } = cellWidths(grid);
  const position = new Float64Array(nX);
  const momentum = new Float64Array(nXi);
  for (let i = 0; i < nX; i++) {
    for (let j = 0; j < nXi; j++) {
      position[i] += values[i * nXi + j] * dxi;
      momentum[j] += values[i * nXi + j] * dx;
    }
  }
  return { x: centresOf(grid.x, nX), position, xi: centresOf(grid.xi, nXi), momentum };
}

/**
 * The cells as a cloud of atoms at their centres, for the observables of clouds and the metrics (a weight is negative where
 * the scheme undershot). `gridAtoms` gives fewer atoms.
 */
export function gridCloud(state: PhaseSpaceGrid & { readonly time?: number }): CloudState {
  const { nX, nXi, values } = state;
  const { dx, dxi } = cellWidths(state);
  const [x, xi] = [centresOf(state.x, nX), centresOf(state.xi, nXi)];
  return {
    x: Float64Array.from(values, (_, k) => x[Math.floor(k / nXi)]),
    xi: Float64Array.from(values, (_, k) => xi[k % nXi]),
    weights: values.map((value) => value * dx * dxi),
    dimension: 1,
    time: state.time ?? 0,
  };
}
