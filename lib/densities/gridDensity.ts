import { finiteArray, integerIn, probabilityWeights, shown } from '../numerics/guards';
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

/** A density on a grid as it comes from outside: complete, with edges that ascend and masses that are a probability. */
export function checkedGridDensity(name: string, density: GridDensity): GridDensity {
  if (density == null || !Array.isArray(density.edges))
    throw new RangeError(
      `${name} must be a density on a grid (gridDensity, discretiseOnGrid, asGridDensity), got ${shown(density)}`,
    );
  const { w1Error = 0, w2Error = 0 } = density;
  for (const [error, value] of Object.entries({ w1Error, w2Error }))
    if (!(value >= 0)) throw new RangeError(`${name}.${error} must be a number >= 0, got ${shown(value)}`);
  return { ...gridDensity(density), w1Error, w2Error };
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
 * vanishes at both ends and |D″| ≤ L = sup|f′|, so that |D(x)| ≤ L(x−a)(b−x)/2. Hence W₁ = ∫|D| ≤ Lℓ³/12. The monotone
 * map from f to its average is x + D(x)/g, and f ≤ g + Lℓ: W₂² = ∫(D/g)² f ≤ L²ℓ⁵(g + Lℓ)/120g².
 */
function addCell(sums: Sums, law: Distribution1D, a: number, b: number): number {
  const { mass } = law.cell(a, b);
  if (!(mass > 0)) return 0;
  const length = b - a;
  const slope = law.slopeBound(a, b) * length ** 2; // in units of masses
  sums.w1 += Math.min((slope * length) / 12, mass * length);
  sums.w2Squared += length ** 2 * Math.min(mass, ((slope / mass) ** 2 * (mass + slope)) / 120);
  return mass;
}

interface Sums {
  w1: number;
  w2Squared: number;
}

/** The mass m beyond an end is spread over the last cell: at most m·(E|x − end| + ℓ), and m·(√E(x − end)² + ℓ)². */
function tailCosts(
  law: Distribution1D,
  end: number,
  length: number,
  beyond: number,
): Sums & { mass: number } {
  const tail = beyond < end ? law.cell(beyond, end) : law.cell(end, beyond);
  if (!(tail.mass > 0)) return { mass: 0, w1: 0, w2Squared: 0 };
  const offset = Math.abs(tail.mean - end);
  return {
    mass: tail.mass,
    w1: tail.mass * (offset + length),
    w2Squared: tail.mass * (Math.sqrt(tail.variance + offset ** 2) + length) ** 2,
  };
}

function axisOfCells(law: Distribution1D, n: number): AxisOfCells {
  const sums: Sums = { w1: 0, w2Squared: 0 };
  const edges = finiteEdges(law, n);
  const masses: number[] = [];
  for (let i = 0; i + 1 < edges.length; i++) masses.push(addCell(sums, law, edges[i], edges[i + 1]));
  // Widening cells follow until the rest is too small to matter.
  const negligible = 0.02 * sums.w2Squared;
  for (const beyond of law.support) {
    const low = beyond === law.support[0];
    for (let added = 0; ; added++) {
      const last = edges.length - 1;
      const [end, next] = low ? [edges[0], edges[1]] : [edges[last], edges[last - 1]];
      const length = Math.abs(next - end);
      const tail = tailCosts(law, end, length, beyond);
      if (added >= n / 4 || !(tail.w2Squared > negligible) || tail.w2Squared === Infinity) {
        masses[low ? 0 : last - 1] += tail.mass;
        sums.w1 += tail.w1;
        sums.w2Squared += tail.w2Squared;
        break;
      }
      const wider = end + (end - next) * 1.2;
      if (low) {
        masses.unshift(addCell(sums, law, wider, end));
        edges.unshift(wider);
      } else {
        masses.push(addCell(sums, law, end, wider));
        edges.push(wider);
      }
    }
  }
  return { edges: Float64Array.from(edges), masses: Float64Array.from(masses), ...sums };
}

/** Edges of about n cells; where the law is unbounded the outermost cells are left out. */
function finiteEdges(law: Distribution1D, n: number): number[] {
  if (!(law.variance > 0))
    throw new RangeError(
      `density must be spread out on every axis, got ${law.name}: take discretiseLaw instead`,
    );
  const [low, high] = law.support;
  if (law.slopeBound(low, high) === 0) return [low, high];
  // Costs like f(f′/f)²ℓ⁴ are least for cells of lengths ∝ f^{−1/5}, the variation of f′/f apart.
  const edges = Array.from(companderEdges(law, n, Number.isFinite(law.variance) ? 1 / 5 : 1 / 3));
  return edges.slice(Number.isFinite(low) ? 0 : 1, Number.isFinite(high) ? n + 1 : n);
}

export interface DiscretiseOnGridOptions {
  /** Cells on every axis: about so many, one where the law is uniform; 128 by default. */
  readonly cellsPerAxis?: number;
}

/**
 * f as a density constant on the cells of a grid that is fine where f is large, with certified bounds of W₁ and W₂
 * between both: they decrease like 1/cellsPerAxis². Nothing is sampled; rounding apart they are proofs.
 * @throws RangeError when a coordinate of f is a point mass, or for more than 2²⁴ cells.
 */
export function discretiseOnGrid(
  density: PhaseSpaceDensity,
  options: DiscretiseOnGridOptions = {},
): GridDensity {
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
