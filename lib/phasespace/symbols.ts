import { complexMatrix, type DenseMatrix } from '../numerics/dense/matrix';
import { finite, finiteArray, functionOf, integerIn, positive, shown } from '../numerics/guards';
import { centresOf } from '../solvers/kinetic/gridState';
import type { QuantumGrid } from '../solvers/quantum/grid/grid';
import { mostLevels } from './fockStates';
import { checkBox } from './gridStates';
import { checkedEpsilon } from './states';
import type { PhaseSpaceWindow } from './transforms';

/** A symbol a(x, ξ) on the phase space of d = 1, real or [re, im]. */
export type PhaseSpaceSymbol = (x: number, xi: number) => number | readonly [number, number];

/** Where an operator is written down: the Fock basis h_0, …, h_{levels−1}, or the points of a box (exactly one of both). */
export interface OperatorBasis {
  readonly epsilon: number;
  readonly levels?: number;
  readonly grid?: QuantumGrid;
}

/** Points of a grid on which operators are matrices. */
const mostPoints = 1024;

/** The basis of an operator, checked. */
export function checkedBasis({
  epsilon,
  levels,
  grid,
}: OperatorBasis): { levels: number } | { grid: QuantumGrid } {
  checkedEpsilon(epsilon);
  if ((levels === undefined) === (grid === undefined))
    throw new RangeError(
      `either levels (the Fock basis) or grid must be given, got ${levels === undefined ? 'neither' : 'both'}`,
    );
  if (levels !== undefined) return { levels: integerIn('levels', levels, 1, mostLevels) };
  if (checkBox('grid', grid!) !== 1) throw new RangeError('grid must be of d = 1, got d = 2');
  integerIn('grid.points', grid!.size, 4, mostPoints);
  return { grid: grid! };
}

/** a(x_i, ξ_j) as a complex matrix. @throws RangeError where the symbol is not finite. */
export function symbolTable(symbol: PhaseSpaceSymbol, x: Float64Array, xi: Float64Array): DenseMatrix {
  functionOf('symbol', symbol);
  const out = complexMatrix(x.length, xi.length);
  for (let i = 0, at = 0; i < x.length; i++)
    for (let j = 0; j < xi.length; j++, at += 2) {
      const value = symbol(x[i], xi[j]);
      const [re, im] = typeof value === 'number' ? [value, 0] : [value?.[0], value?.[1]];
      if (!(Number.isFinite(re) && Number.isFinite(im)))
        throw new RangeError(`symbol must be finite, got ${shown(value)} at (${x[i]}, ${xi[j]})`);
      out.data[at] = re;
      out.data[at + 1] = im;
    }
  return out;
}

/** Cells of a window on which derivatives are sampled: some six seconds. */
const mostCells = 2 ** 20;

/** Weights of a(−2h), …, a(2h) in h^k·(derivative of order k): B. Fornberg, Math. Comp. 51 (1988), table 1, order 4. */
const stencils: readonly (readonly number[])[] = [
  [0, 0, 1, 0, 0],
  [1 / 12, -2 / 3, 0, 2 / 3, -1 / 12],
  [-1 / 12, 4 / 3, -5 / 2, 4 / 3, -1 / 12],
];

/**
 * max_{α, β ≤ order} sup|∂_x^α∂_ξ^β a| over the centres of the cells of a window, by differences of fourth order with the
 * step `step` (default 2e−3): the norm of the theorem of Calderón and Vaillancourt for order 1 = [d/2] + 1, d = 1 (§3.4), and
 * that of Theorem 3.6 for order 2. A sampled supremum: never above the true one, but for rounding.
 * @throws RangeError for orders other than 0, 1, 2, or where the symbol is not finite.
 */
export function symbolNorm(
  symbol: PhaseSpaceSymbol,
  window: PhaseSpaceWindow,
  { order = 1, step = 2e-3 }: { readonly order?: number; readonly step?: number } = {},
): number {
  functionOf('symbol', symbol);
  integerIn('order', order, 0, 2);
  positive('step', step);
  const x = centresOf(checkedInterval('x', window.x), integerIn('nX', window.nX, 1, 4096));
  const xi = centresOf(checkedInterval('xi', window.xi), integerIn('nXi', window.nXi, 1, 4096));
  if (x.length * xi.length > mostCells)
    throw new RangeError(
      `nX·nXi must be at most ${mostCells} (estimated ${Math.ceil(x.length * xi.length * 6e-6)} s), got ${x.length * xi.length}`,
    );
  const near = [-2, -1, 0, 1, 2];
  let most = 0;
  for (const first of x)
    for (const second of xi) {
      const { data } = symbolTable(
        symbol,
        Float64Array.from(near, (k) => first + k * step),
        Float64Array.from(near, (k) => second + k * step),
      );
      for (let alpha = 0; alpha <= order; alpha++)
        for (let beta = 0; beta <= order; beta++) most = Math.max(most, derivative(data, alpha, beta, step));
    }
  return most;
}

function derivative(data: Float64Array, alpha: number, beta: number, step: number): number {
  let [re, im] = [0, 0];
  stencils[alpha].forEach((u, i) => {
    stencils[beta].forEach((v, j) => {
      re += u * v * data[2 * (5 * i + j)];
      im += u * v * data[2 * (5 * i + j) + 1];
    });
  });
  return Math.hypot(re, im) / step ** (alpha + beta);
}

function checkedInterval(name: string, side: readonly [number, number]): readonly [number, number] {
  const [low, high] = finiteArray(name, side, 2);
  if (!(finite(name, high - low) > 0))
    throw new RangeError(`${name} must be increasing, got [${low}, ${high}]`);
  return [low, high];
}
