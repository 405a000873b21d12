import { finite, integerIn, numberIn } from '../guards';
import { type TabulatedDistribution, tabulatedDistribution } from './tabulated';

export interface FunctionDistributionOptions {
  /** Global: distance wanted in total variation between the law sampled and the one asked for (default 1e−6). */
  readonly tolerance?: number;
  /** Bound on the number of nodes (default 100 000). */
  readonly maxNodes?: number;
}

export interface FunctionDistribution extends TabulatedDistribution {
  /**
   * Estimate of the total variation distance sup_A |P(A) − P_f(A)| to the law of f: a test on n draws can tell the two apart
   * only when n·error is no longer small.
   */
  readonly error: number;
  readonly status: 'converged' | 'iteration limit';
}

type Density = (x: number) => number;

/** A piece of the table with f at its ends and its middle. */
interface Cell {
  readonly a: number;
  readonly b: number;
  readonly fa: number;
  readonly fm: number;
  readonly fb: number;
  /** Estimate of ∫|f − linear interpolant|. */
  readonly error: number;
}

function cell(f: Density, a: number, fa: number, fm: number, b: number, fb: number): Cell {
  const left = Math.abs(f(0.75 * a + 0.25 * b) - 0.75 * fa - 0.25 * fb);
  const centre = Math.abs(fm - 0.5 * (fa + fb));
  const right = Math.abs(f(0.25 * a + 0.75 * b) - 0.25 * fa - 0.75 * fb);
  // Simpson's rule on both halves: the deviation vanishes at the ends.
  return { a, b, fa, fm, fb, error: ((b - a) * (2 * left + centre + 2 * right)) / 6 };
}

function halves(f: Density, { a, b, fa, fm, fb }: Cell): [Cell, Cell] {
  const middle = (a + b) / 2;
  return [cell(f, a, fa, f((a + middle) / 2), middle, fm), cell(f, middle, fm, f((middle + b) / 2), b, fb)];
}

function equalCells(f: Density, a: number, b: number, count: number): Cell[] {
  const node = (i: number): number => (i === count ? b : a + ((b - a) * i) / count);
  return Array.from({ length: count }, (_, i) => {
    const [left, right] = [node(i), node(i + 1)];
    return cell(f, left, f(left), f((left + right) / 2), right, f(right));
  });
}

/** Halves the cells with more than their share of the error until `tolerance` or `maxNodes` is reached. */
function refined(
  f: Density,
  start: Cell[],
  tolerance: number,
  maxNodes: number,
): { cells: Cell[]; error: number } {
  for (let cells = start; ; ) {
    let error = 0;
    let mass = 0;
    for (const c of cells) {
      error += c.error;
      mass += 0.5 * (c.b - c.a) * (c.fa + c.fb);
    }
    if (error <= tolerance * mass || 2 * cells.length + 1 > maxNodes) return { cells, error: error / mass };
    const share = error / (2 * cells.length);
    cells = cells.flatMap((c) => (c.error > share ? halves(f, c) : [c]));
  }
}

/**
 * The law on [a, b] whose density is proportional to f, by linear interpolation on nodes that are refined where f bends:
 * `error` estimates, from f at midpoints and quarter points, what that costs.
 * @throws RangeError when a ≥ b, f takes a value that is negative or not finite or vanishes at all nodes, or an option is
 * out of range.
 */
export function distributionFromFunction(
  f: (x: number) => number,
  a: number,
  b: number,
  options: FunctionDistributionOptions = {},
): FunctionDistribution {
  const { tolerance = 1e-6, maxNodes = 1e5 } = options;
  numberIn('tolerance', tolerance, 1e-12, 1);
  integerIn('maxNodes', maxNodes, 65, 1e7);
  if (!(finite('a', a) < finite('b', b))) throw new RangeError(`a must be < b, got ${a} and ${b}`);
  const checked = (x: number): number => {
    const value = f(x);
    if (!(value >= 0 && value < Infinity))
      throw new RangeError(`f(x) must be a finite number >= 0, got ${value} at x = ${x}`);
    return value;
  };
  const { cells, error } = refined(checked, equalCells(checked, a, b, 64), tolerance, maxNodes);
  const law = tabulatedDistribution([a, ...cells.map((c) => c.b)], [cells[0].fa, ...cells.map((c) => c.fb)]);
  return { ...law, error, status: error <= tolerance ? 'converged' : 'iteration limit' };
}
