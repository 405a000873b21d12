import { cellWidths, type PhaseSpaceGrid } from './gridState';

/** What a grid solver has to say about its own work. */
export interface VlasovGridReport {
  readonly time: number;
  /** Mass in the box. With what escaped it sums to 1. */
  readonly mass: number;
  /** Mass that has left so far at the low and the high end of each axis (signed: what undershoots may leave too). */
  readonly escaped: {
    readonly x: readonly [low: number, high: number];
    readonly xi: readonly [low: number, high: number];
  };
  /** Mass of f^in outside the box at the start. */
  readonly outside: number;
  /** ∫max(0, −f): what the scheme undershot. */
  readonly negativeMass: number;
  readonly minimum: number;
  /** 1 − ∫f(t)²/∫f(0)². The flow keeps ∫f²: this share sits in filaments finer than the grid, which were smoothed away. */
  readonly filamented: number;
  /** The largest, over both axes, of Σ(f_{k+1} − 2f_k + f_{k−1})²/(16Σf_k²): 0 when smooth, 1 for a sawtooth. */
  readonly roughness: number;
  /**
   * 'box too small': more than 1e−6 was outside or has escaped; 'filamented': more than 1e−2 of ∫f² has gone, or the
   * roughness is beyond 2e−2.
   */
  readonly status: 'resolved' | 'filamented' | 'box too small';
}

const mostEscaped = 1e-6;
const mostFilamented = 1e-2;
const roughest = 2e-2;

/** Σ of squared second differences over 16 times Σ of squares, along x and along ξ. */
export function roughness({ values, nX, nXi }: PhaseSpaceGrid): { readonly x: number; readonly xi: number } {
  let x = 0;
  let xi = 0;
  for (let i = 0; i < nX; i++) {
    for (let k = i * nXi + 1; k < (i + 1) * nXi - 1; k++) {
      const bend = values[k - 1] - 2 * values[k] + values[k + 1];
      xi += bend * bend;
    }
  }
  for (let k = nXi; k < (nX - 1) * nXi; k++) {
    const bend = values[k - nXi] - 2 * values[k] + values[k + nXi];
    x += bend * bend;
  }
  const squares = 16 * sumOfSquares(values);
  return { x: x / squares, xi: xi / squares };
}

export function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * values[k];
  return sum;
}

export function gridReport(
  grid: PhaseSpaceGrid & { readonly time: number },
  history: Pick<VlasovGridReport, 'escaped' | 'outside'> & { readonly squares: number },
): VlasovGridReport {
  const { values } = grid;
  const { dx, dxi } = cellWidths(grid);
  const { escaped, outside } = history;
  let sum = 0;
  let negative = 0;
  let minimum = Infinity;
  for (let k = 0; k < values.length; k++) {
    sum += values[k];
    if (values[k] < 0) negative -= values[k];
    if (values[k] < minimum) minimum = values[k];
  }
  const filamented = 1 - sumOfSquares(values) / history.squares;
  const left = [...escaped.x, ...escaped.xi].reduce((total, part) => total + Math.abs(part), outside);
  const { x, xi } = roughness(grid);
  const rough = Math.max(x, xi);
  const fine = filamented > mostFilamented || rough > roughest;
  return {
    time: grid.time,
    mass: sum * dx * dxi,
    escaped,
    outside,
    negativeMass: negative * dx * dxi,
    minimum,
    filamented,
    roughness: rough,
    status: left > mostEscaped ? 'box too small' : fine ? 'filamented' : 'resolved',
  };
}
