import { type Arena, arenaBytesLimit, createArena } from '../../../kernels/arena';
import { entropicBinary } from '../../../kernels/binaries/entropic';

/** Costs c_ij ≥ 0 between weighted atoms; rows are those of μ, columns those of ν. */
export interface EntropicProblem {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** An upper bound of the costs, for the start of the scaling of ε. */
  readonly largest: number;
  readonly costs: NativeCosts | ((i: number, j: number) => number);
}

/** Powers 1 and 2 of a norm, which the kernel computes itself: |first `split` coordinates| + |the others|. */
export interface NativeCosts {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly dimension: number;
  readonly split: number;
  readonly square: boolean;
}

/** Work of one call in pairs (times coordinates): below 0.2 s. */
const CALL = 2e7;
const BLOCK = 16;

interface Kernels {
  bindCosts(dimension: number, split: number, square: number, c: number, t: number): void;
  bindKernel(k: number, start: number, column: number): void;
  bindScaling(u: number, v: number, sum: number, row: number, paid: number): void;
  face(
    columns: number,
    x: number,
    y: number,
    h: number,
    f: number,
    rest: number,
    mass: number,
    epsilon: number,
  ): void;
  cTransform(from: number, to: number): void;
  transform(from: number, to: number): void;
  build(from: number, to: number, normalise: number): void;
  sweepRows(from: number, to: number, omega: number): number;
  sweepColumns(count: number, masses: number, omega: number): number;
  multiply(from: number, to: number): void;
  tally(from: number, to: number): void;
}

const padded = (count: number): number => Math.ceil(count / BLOCK) * BLOCK;

/** Bytes that the kernel needs when none of its blocks is negligible. */
export function entropicBytes(n: number, m: number, dimension: number): number {
  return 8 * (n * padded(m) * (1 + 1 / BLOCK) + 2 * (dimension + 4) * (n + m));
}

export const entropicBytesLimit: number = arenaBytesLimit - 2 ** 16;

/**
 * The scaled kernel u_i K_ij v_j, K_ij = exp((f_i + g_j − c_ij)/ε)·a_i·b_j, held in WebAssembly memory, with the steps that
 * Sinkhorn's method is made of. Blocks of 16 columns that are below e⁻⁶⁴ of the largest entry of their row are left
 * out: as long as u and v stay within e^±12, that is below rounding.
 */
export class ScaledKernel {
  readonly n: number;
  readonly m: number;
  /** Views of the memory, for use while nothing else runs; copy what is handed on. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly columnSums: Float64Array;
  readonly rowSums: Float64Array;
  readonly rowCosts: Float64Array;
  private readonly arena: Arena<Kernels>;
  private readonly costRow: Float64Array;

  constructor(private readonly problem: EntropicProblem) {
    const { a, b, costs } = problem;
    this.n = a.length;
    this.m = b.length;
    const dimension = typeof costs === 'function' ? 0 : costs.dimension;
    const [rows, columns] = [padded(this.n), padded(this.m)];
    const widest = Math.max(rows, columns);
    const arena = createArena<Kernels>(entropicBinary, {
      a: 8 * rows,
      b: 8 * columns,
      x: 8 * rows * dimension,
      y: 8 * columns * dimension,
      xByAxis: 8 * rows * dimension,
      yByAxis: 8 * columns * dimension,
      potential: 8 * widest,
      result: 8 * widest,
      rest: 8 * widest,
      costs: 8 * widest,
      exponents: 8 * widest,
      u: 8 * rows,
      v: 8 * columns,
      columnSums: 8 * columns,
      rowSums: 8 * rows,
      rowCosts: 8 * rows,
      start: 4 * (this.n + 1),
      column: (4 * this.n * columns) / BLOCK,
      entries: 8 * this.n * columns,
    });
    this.arena = arena;
    const { kernels, address } = arena;
    arena.doubles('a').set(a);
    arena.doubles('b').set(b);
    let [split, square] = [0, false];
    if (typeof costs !== 'function') {
      ({ split, square } = costs);
      arena.doubles('x').set(costs.x);
      arena.doubles('y').set(costs.y);
      byAxis(costs.x, dimension, arena.doubles('xByAxis'));
      byAxis(costs.y, dimension, arena.doubles('yByAxis'));
    }
    kernels.bindCosts(dimension, split, square ? 1 : 0, address.costs, address.exponents);
    kernels.bindKernel(address.entries, address.start, address.column);
    kernels.bindScaling(address.u, address.v, address.columnSums, address.rowSums, address.rowCosts);
    this.costRow = arena.doubles('costs');
    this.u = arena.doubles('u').subarray(0, this.n);
    this.v = arena.doubles('v').subarray(0, this.m);
    this.columnSums = arena.doubles('columnSums').subarray(0, this.m);
    this.rowSums = arena.doubles('rowSums').subarray(0, this.n);
    this.rowCosts = arena.doubles('rowCosts').subarray(0, this.n);
  }

  /** min_j (c_ij − g_j) for all rows i; for `columns` min_i (c_ij − f_i) for all columns j. */
  cTransform(side: 'rows' | 'columns', potential: Float64Array): Float64Array {
    this.face(side, potential, 1);
    this.run(side, (from, to) => this.arena.kernels.cTransform(from, to));
    return this.result(side);
  }

  /** −ε log Σ_j b_j exp((g_j − c_ij)/ε) for all rows i; for `columns` −ε log Σ_i a_i exp((f_i − c_ij)/ε). */
  softTransform(side: 'rows' | 'columns', potential: Float64Array, epsilon: number): Float64Array {
    this.face(side, this.exponent(side, potential, epsilon), epsilon);
    this.run(side, (from, to) => this.arena.kernels.transform(from, to));
    return this.logarithms(side, epsilon);
  }

  /** K for (f, g) and u = v = 1. Without f it is the transform of g, so that the rows sum to a; returns f. */
  build(epsilon: number, g: Float64Array, f?: Float64Array): Float64Array {
    this.face('rows', this.exponent('rows', g, epsilon), epsilon);
    const given = this.arena.doubles('result');
    if (f) for (let i = 0; i < this.n; i++) given[i] = f[i] / epsilon;
    this.run('rows', (from, to) => this.arena.kernels.build(from, to, f ? 0 : 1));
    this.u.fill(1);
    this.v.fill(1);
    this.columnSums.fill(0);
    return f ?? this.logarithms('rows', epsilon);
  }

  /** u and v made to fit the rows, then the columns, with over-relaxation ω; returns what each missed before its turn. */
  sweep(omega: number): { rows: number; columns: number } {
    const { kernels, address } = this.arena;
    this.face('rows', new Float64Array(0), 1);
    let rows = 0;
    this.inParts(this.n, this.m, (from, to) => {
      rows += kernels.sweepRows(from, to, omega);
    });
    return { rows, columns: kernels.sweepColumns(this.m, address.b, omega) };
  }

  /** Fills `rowSums` of u K v. */
  multiply(): void {
    this.face('rows', new Float64Array(0), 1);
    this.inParts(this.n, this.m, (from, to) => this.arena.kernels.multiply(from, to));
  }

  /** Fills `rowSums` and `rowCosts` of u K v, and `columnSums` (with v). */
  tally(): void {
    this.face('rows', new Float64Array(0), 1);
    this.columnSums.fill(0);
    this.run('rows', (from, to) => this.arena.kernels.tally(from, to));
    for (let j = 0; j < this.m; j++) this.columnSums[j] *= this.v[j];
  }

  private face(side: 'rows' | 'columns', potential: Float64Array, epsilon: number): void {
    const { kernels, address: at } = this.arena;
    const other = this.arena.doubles('potential');
    other.fill(Number.NEGATIVE_INFINITY);
    other.set(potential);
    if (side === 'rows')
      kernels.face(padded(this.m), at.x, at.yByAxis, at.potential, at.result, at.rest, at.a, epsilon);
    else kernels.face(padded(this.n), at.y, at.xByAxis, at.potential, at.result, at.rest, at.b, epsilon);
  }

  private exponent(side: 'rows' | 'columns', potential: Float64Array, epsilon: number): Float64Array {
    const masses = side === 'rows' ? this.problem.b : this.problem.a;
    const { log } = Math;
    return potential.map((value, k) => value / epsilon + log(masses[k]));
  }

  private result(side: 'rows' | 'columns'): Float64Array {
    return this.arena.doubles('result').slice(0, side === 'rows' ? this.n : this.m);
  }

  private logarithms(side: 'rows' | 'columns', epsilon: number): Float64Array {
    const rest = this.arena.doubles('rest');
    const { log } = Math;
    return this.result(side).map((most, k) => -epsilon * (most + log(rest[k])));
  }

  /** Rows in parts; when costs come from outside, one row after the other. */
  private run(side: 'rows' | 'columns', part: (from: number, to: number) => void): void {
    const { costs } = this.problem;
    const [count, others] = side === 'rows' ? [this.n, this.m] : [this.m, this.n];
    if (typeof costs !== 'function') {
      this.inParts(count, others * costs.dimension, part);
      return;
    }
    const row = this.costRow;
    for (let i = 0; i < count; i++) {
      if (side === 'rows') for (let j = 0; j < others; j++) row[j] = costs(i, j);
      else for (let j = 0; j < others; j++) row[j] = costs(j, i);
      part(i, i + 1);
    }
  }

  private inParts(count: number, work: number, part: (from: number, to: number) => void): void {
    const size = Math.max(1, Math.floor(CALL / work));
    for (let from = 0; from < count; from += size) part(from, Math.min(count, from + size));
  }
}

/** Particle-major points as one array per axis, each padded as `out` is. */
function byAxis(points: Float64Array, dimension: number, out: Float64Array): void {
  const stride = out.length / dimension;
  for (let i = 0; i < points.length; i++)
    out[(i % dimension) * stride + (i - (i % dimension)) / dimension] = points[i];
}
