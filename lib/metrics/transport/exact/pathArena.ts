import { type Arena, createArena } from '../../../kernels/arena';
import { transportBinary } from '../../../kernels/binaries/transport';
import type { Costs } from './costs';

/** Columns that a row keeps in its list; 16 and 64 were slower in the plane. */
const LIST_WIDTH = 32;
export interface PathKernels {
  bind(table: number, n: number, m: number, width: number, dimension: number, root: number): void;
  enclose(): void;
  transform(): void;
  buildList(i: number): void;
  buildLists(): void;
  link(i: number, j: number, flow: number): void;
  retract(): void;
  begin(total: number): void;
  run(effort: number, limit: number): number;
  skip(): void;
  iterationCount(): number;
}

/** Columns come in blocks of so many, neighbours in space, which the kernel skips when their box is too far. */
export const BLOCK = 32;

function paddedColumns(m: number): number {
  return BLOCK * Math.ceil(m / BLOCK);
}

/** 0 stands for a matrix of costs. */
function dimensionOf(costs: Costs): number {
  return costs.kind === 'points' ? costs.dimension : 0;
}

/** Bytes of the blocks, in the order in which the kernel takes their addresses. */
function blocksOf(costs: Costs, width: number): Record<string, number> {
  const { rows: n, columns: m } = costs;
  const dimension = dimensionOf(costs);
  const stride = paddedColumns(m);
  const blocks = stride / BLOCK;
  const arcs = 2 * (n + m);
  const [ints, doubles] = [4, 8];
  return {
    x: doubles * n * (dimension || stride),
    y: doubles * stride * dimension,
    u: doubles * n,
    v: doubles * stride,
    best: ints * stride,
    excess: doubles * n,
    deficit: doubles * stride,
    list: ints * n * width,
    listCost: doubles * n * width,
    listKey: doubles * n * width,
    count: ints * n,
    bound: doubles * n,
    arcRow: ints * arcs,
    arcColumn: ints * arcs,
    flow: doubles * arcs,
    nextRow: ints * arcs,
    previousRow: ints * arcs,
    nextColumn: ints * arcs,
    previousColumn: ints * arcs,
    headRow: ints * n,
    headColumn: ints * m,
    key: doubles * stride,
    heap: 2 * doubles * (stride + n),
    place: ints * (stride + n),
    final: doubles * stride,
    from: ints * stride,
    by: ints * stride,
    reached: ints * stride,
    touched: ints * stride,
    rowDistance: doubles * n,
    rowBy: ints * n,
    rowReached: ints * n,
    rowDone: ints * n,
    mark: ints * stride,
    low: doubles * blocks * dimension,
    high: doubles * blocks * dimension,
    top: doubles * blocks,
  };
}

/** Bytes that `solvePaths` takes for these costs. */
export function pathBytes(costs: Costs): number {
  return Object.values(blocksOf(costs, LIST_WIDTH)).reduce((sum, bytes) => sum + bytes, 0);
}

/** The kernel's memory for one problem, with the costs in it, no masses, no flow. */
export function openPathArena(costs: Costs): Arena<PathKernels> {
  const width = Math.min(costs.columns, LIST_WIDTH);
  const blocks = blocksOf(costs, width);
  const arena = createArena<PathKernels>(transportBinary, {
    ...blocks,
    table: 4 * Object.keys(blocks).length,
  });
  const table = arena.integers('table');
  Object.keys(blocks).forEach((name, k) => {
    table[k] = arena.address[name];
  });
  const root = costs.kind === 'points' && costs.root ? 1 : 0;
  arena.kernels.bind(arena.address.table, costs.rows, costs.columns, width, dimensionOf(costs), root);
  fillCosts(arena, costs);
  return arena;
}

function fillCosts(arena: Arena<PathKernels>, costs: Costs): void {
  const { rows: n, columns: m } = costs;
  const stride = paddedColumns(m);
  const x = arena.doubles('x');
  if (costs.kind === 'entries') {
    for (let i = 0; i < n; i++) {
      for (let j = 0, k = i * stride; j < m; j++, k++) x[k] = costs.entry(i, j);
    }
    return;
  }
  x.set(costs.x);
  const y = arena.doubles('y');
  const { dimension: d } = costs;
  for (let k = 0; k < d; k++) {
    for (let j = 0; j < m; j++) y[k * stride + j] = costs.y[j * d + k];
  }
  arena.kernels.enclose();
}

/** Sets u and returns the kernel's v_j = min_i (c_ij − u_i). Rows that the caller knows nothing of, NaN or ±∞, have u = 0. */
export function transformed(arena: Arena<PathKernels>, u: Float64Array): Float64Array {
  arena.doubles('u').set(u.map((value) => (Number.isFinite(value) ? value : 0)));
  arena.kernels.transform();
  return arena.doubles('v');
}

/** v_j = min_i (c_ij − u_i), the largest v with u_i + v_j ≤ c_ij. */
export function columnPotentials(costs: Costs, u: Float64Array): Float64Array {
  if (costs.kind === 'entries') return ofEntries(costs.entry, u, costs.columns);
  const arena = openPathArena(costs);
  return transformed(arena, u).slice(0, costs.columns);
}

function ofEntries(entry: (i: number, j: number) => number, u: Float64Array, columns: number): Float64Array {
  const v = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < u.length; i++) {
    for (let j = 0; j < columns; j++) v[j] = Math.min(v[j], entry(i, j) - u[i]);
  }
  return v;
}
