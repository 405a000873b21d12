import { finiteArray, integerIn, probabilityWeights } from '../numerics/guards';
import { companderEdges } from './axisCells';
import type { Distribution1D, PhaseSpaceDensity } from './types';

/** A probability density on a box of R^D that is constant on each cell of a rectilinear grid. */
export interface GridDensity {
  /** D, the number of axes; 2d on phase space, positions first. */
  readonly dimension: number;
  /** Ascending edges of the cells on each axis, one more than there are cells. */
  readonly edges: readonly Float64Array[];
  /** The mass of each cell, row-major (the last axis runs fastest), ≥ 0, with sum 1. */
  readonly masses: Float64Array;
  /** Upper bound of W₁ to the law that it stands for; 0 when it is the law itself. */
  readonly w1Error: number;
  /** The same for W₂ (the distance, not its square). */
  readonly w2Error: number;
}

export interface GridDensityParameters {
  /** Edges on each axis, or the ends of the box with the numbers of equal cells in `cells`. */
  readonly edges?: readonly ArrayLike<number>[];
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  readonly cells?: ArrayLike<number>;
  /** Row-major, ≥ 0, with sum 1. */
  readonly masses: ArrayLike<number>;
}

/**
 * The density that is constant on the cells of a grid, from the masses of the cells (density times volume).
 * @throws RangeError when edges do not ascend, the numbers of cells and masses do not fit, or the masses are no
 * probability.
 */
export function gridDensity(parameters: GridDensityParameters): GridDensity {
  const edges = parameters.edges ? parameters.edges.map(checkedEdges) : equalCells(parameters);
  const count = edges.reduce((product, axis) => product * (axis.length - 1), 1);
  if (edges.length === 0) throw new RangeError('edges must have at least one axis, got none');
  const masses = probabilityWeights('masses', finiteArray('masses', parameters.masses, count), count);
  return { dimension: edges.length, edges, masses, w1Error: 0, w2Error: 0 };
}

function checkedEdges(given: ArrayLike<number>, axis: number): Float64Array {
  const edges = finiteArray(`edges[${axis}]`, given);
  if (edges.length < 2 || edges.some((edge, k) => k > 0 && edge <= edges[k - 1]))
    throw new RangeError(`edges[${axis}] must ascend and be at least two`);
  return edges;
}

function equalCells({ low, high, cells }: GridDensityParameters): Float64Array[] {
  if (!low || !high || !cells) throw new RangeError('either edges or low, high and cells must be given');
  const a = finiteArray('low', low);
  const b = finiteArray('high', high, a.length);
  if (cells.length !== a.length)
    throw new RangeError(`cells must have length ${a.length}, got length ${cells.length}`);
  return Array.from(a, (start, k) => {
    const n = integerIn(`cells[${k}]`, cells[k], 1, 2 ** 24);
    const edge = (i: number): number => start + ((b[k] - start) * i) / n;
    return checkedEdges(
      Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? b[k] : edge(i))),
      k,
    );
  });
}

/** A law on the line as a density constant on cells: masses, and bounds of W₁ and W₂² between both. */
interface AxisOfCells {
  readonly edges: Float64Array;
  readonly masses: Float64Array;
  readonly w1: number;
  readonly w2Squared: number;
}

/**
 * Within a cell of length ℓ, mass m and mean density g = m/ℓ the difference D = F − G of the distribution functions
 * vanishes at both ends and |D″| ≤ L = sup|f′|, so that |D(x)| ≤ L(x−a)(b−x)/2. Hence W₁ = ∫|D| ≤ Lℓ³/12, and the map
 * x + D(x)/g, which is monotone from f to its cell average, moves nothing farther than Lℓ²/8g.
 * The mass m_t beyond an end of the grid is spread over the last cell: at most m_t·(E|x − a| + ℓ) for W₁, and
 * m_t·(√E(x − a)² + ℓ)² for W₂².
 */
function axisOfCells(law: Distribution1D, n: number): AxisOfCells {
  const edges = finiteEdges(law, n);
  const cells = edges.length - 1;
  const masses = new Float64Array(cells);
  let w1 = 0;
  let w2Squared = 0;
  for (let i = 0; i < cells; i++) {
    const length = edges[i + 1] - edges[i];
    const { mass } = law.cell(edges[i], edges[i + 1]);
    masses[i] = mass;
    if (mass <= 0) continue;
    const slope = law.slopeBound(edges[i], edges[i + 1]);
    w1 += Math.min((slope * length ** 3) / 12, mass * length);
    w2Squared += mass * Math.min((slope * length ** 3) / (8 * mass), length) ** 2;
  }
  for (const [end, cell, tail] of [
    [edges[0], 0, law.cell(Number.NEGATIVE_INFINITY, edges[0])],
    [edges[cells], cells - 1, law.cell(edges[cells], Number.POSITIVE_INFINITY)],
  ] as const) {
    if (!(tail.mass > 0)) continue;
    const length = edges[cell + 1] - edges[cell];
    masses[cell] += tail.mass;
    w1 += tail.mass * (Math.abs(tail.mean - end) + length);
    w2Squared += tail.mass * (Math.sqrt(tail.variance + (tail.mean - end) ** 2) + length) ** 2;
  }
  return { edges, masses, w1, w2Squared };
}

/** Edges of about n cells; where the law is unbounded the outermost cells are left out. */
function finiteEdges(law: Distribution1D, n: number): Float64Array {
  if (!(law.variance > 0))
    throw new RangeError(`density must be spread out on every axis, got ${law.name}: quantise it instead`);
  const [low, high] = law.support;
  if (law.slopeBound(low, high) === 0) return Float64Array.of(low, high);
  const edges = companderEdges(law, n);
  return edges.slice(Number.isFinite(low) ? 0 : 1, Number.isFinite(high) ? n + 1 : n);
}

export interface DiscretiseOptions {
  /** Cells on every axis (a little fewer where a law is unbounded, one where it is uniform); 128 by default. */
  readonly cellsPerAxis?: number;
}

/**
 * f as a density constant on the cells of a grid that is fine where f is large, with certified bounds of W₁ and W₂
 * between both: they decrease like 1/cellsPerAxis². Nothing is sampled; rounding apart they are proofs.
 * @throws RangeError when a coordinate of f is a point mass, or for more than 2²⁴ cells.
 */
export function discretise(density: PhaseSpaceDensity, options: DiscretiseOptions = {}): GridDensity {
  const n = integerIn('cellsPerAxis', options.cellsPerAxis ?? 128, 4, 2 ** 16);
  const axes: AxisOfCells[] = [];
  for (const law of density.coordinates) {
    const twin = density.coordinates.indexOf(law);
    axes.push(axes[twin] ?? axisOfCells(law, n));
  }
  const count = axes.reduce((product, axis) => product * axis.masses.length, 1);
  if (count > 2 ** 24)
    throw new RangeError(
      `cellsPerAxis must give at most ${2 ** 24} cells, got ${count}: take fewer cells per axis`,
    );
  let masses: Float64Array = Float64Array.of(1);
  for (const axis of axes) {
    const m = axis.masses.length;
    const finer = new Float64Array(masses.length * m);
    for (let i = 0; i < masses.length; i++)
      for (let j = 0; j < m; j++) finer[i * m + j] = masses[i] * axis.masses[j];
    masses = finer;
  }
  // Independent coordinates: couple axis by axis; |z| ≤ Σ|z_k| and |z|² = Σz_k².
  return {
    dimension: axes.length,
    edges: axes.map((axis) => axis.edges),
    masses: probabilityWeights('masses', masses, count),
    w1Error: Math.min(
      axes.reduce((sum, axis) => sum + axis.w1, 0),
      Math.sqrt(axes.reduce((sum, axis) => sum + axis.w2Squared, 0)),
    ),
    w2Error: Math.sqrt(axes.reduce((sum, axis) => sum + axis.w2Squared, 0)),
  };
}
