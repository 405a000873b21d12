import { type Arena, createArena } from '../../kernels/arena';
import { transportBinary } from '../../kernels/binaries/transport';
import type { OnProgress } from '../../numerics/progress';
import type { Costs } from './costs';

/** A transport problem in integers: Σ supply = Σ demand, entries ≥ 0. Faster with rows ≤ columns in `spatialOrder`. */
export interface PathProblem {
  readonly costs: Costs;
  readonly supply: Float64Array;
  readonly demand: Float64Array;
  /** Any potentials of the rows to begin with; the nearer to optimal ones, the faster. */
  readonly start: Float64Array;
  readonly maxIterations: number;
  readonly onProgress?: OnProgress;
}

export interface PathOutcome {
  /** Potentials of rows and columns, feasible to rounding. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** The arcs with flow. */
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly flow: Float64Array;
  /** What has not been sent: zeros when optimal. */
  readonly excess: Float64Array;
  readonly deficit: Float64Array;
  readonly status: 'optimal' | 'iteration limit' | 'infeasible';
  readonly iterations: number;
}

/** Columns that a row keeps in its list; 16 and 64 were slower in the plane. */
const LIST_WIDTH = 32;
/** Columns looked at in one call of the kernel: a millisecond or less. */
const EFFORT = 2e5;
/** Answers of the kernel's `run` besides 1, a pause. */
const [SENT, LIMIT, NO_PATH] = [0, 2, 3];

interface Kernels {
  bind(table: number, n: number, m: number, width: number, dimension: number, root: number): void;
  enclose(): void;
  transform(): void;
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

function openArena(costs: Costs): Arena<Kernels> {
  const width = Math.min(costs.columns, LIST_WIDTH);
  const blocks = blocksOf(costs, width);
  const arena = createArena<Kernels>(transportBinary, { ...blocks, table: 4 * Object.keys(blocks).length });
  const table = arena.integers('table');
  Object.keys(blocks).forEach((name, k) => {
    table[k] = arena.address[name];
  });
  const root = costs.kind === 'points' && costs.root ? 1 : 0;
  arena.kernels.bind(arena.address.table, costs.rows, costs.columns, width, dimensionOf(costs), root);
  fillCosts(arena, costs);
  return arena;
}

function fillCosts(arena: Arena<Kernels>, costs: Costs): void {
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

/** v_j = min_i (c_ij − u_i), the largest v with u_i + v_j ≤ c_ij. */
export function columnPotentials(costs: Costs, u: Float64Array): Float64Array {
  if (costs.kind === 'entries') return ofEntries(costs.entry, u, costs.columns);
  const arena = openArena(costs);
  arena.doubles('u').set(u);
  arena.kernels.transform();
  return arena.doubles('v').slice(0, costs.columns);
}

function ofEntries(entry: (i: number, j: number) => number, u: Float64Array, columns: number): Float64Array {
  const v = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < u.length; i++) {
    for (let j = 0; j < columns; j++) v[j] = Math.min(v[j], entry(i, j) - u[i]);
  }
  return v;
}

/**
 * Successive shortest paths (Jewell 1958, Iri 1960, Busacker & Gowen 1960; with potentials as of Edmonds & Karp 1972,
 * Tomizawa 1971) on the complete bipartite graph: a row with something left to send searches the nearest column
 * that still wants something, in the lengths c − u − v ≥ 0; potentials then change so that the path costs nothing.
 *
 * What makes it fast: potentials that are nearly right at the start, so that most searches stay local; lists of the
 * nearest columns of a row, with a bound that tells when a list does not suffice, so that hardly any search looks at
 * whole rows; and masses sent in rounds, first multiples of a large unit, then of smaller ones, since parcels of one
 * size fill up rows and columns instead of splitting into ever smaller ones.
 */
export function solvePaths(problem: PathProblem): PathOutcome {
  const { costs, supply, demand, maxIterations, onProgress } = problem;
  const arena = openArena(costs);
  const { kernels } = arena;
  const limit = Math.min(maxIterations, 2 ** 31 - 1); // a 32-bit integer there
  arena.doubles('u').set(problem.start);
  kernels.transform();
  if (!everyColumnOpen(arena.doubles('v'), demand)) {
    release(arena, supply, demand, 1, undefined);
    return outcome(arena, supply, demand, 'infeasible');
  }
  kernels.buildLists();
  const rounds = units(supply, demand);
  const expected = rounds.length * (costs.rows + costs.columns);
  for (let round = 0; round < rounds.length; round++) {
    kernels.begin(release(arena, supply, demand, rounds[round], rounds[round - 1]));
    if (round === 0) kernels.begin(sendToBest(arena, costs.columns));
    for (;;) {
      const answer = kernels.run(EFFORT, limit);
      if (answer === SENT) break;
      if (answer === LIMIT) return outcome(arena, supply, demand, 'iteration limit', rounds[round]);
      // Before the last round a row may have to wait until more is released.
      if (answer === NO_PATH && round < rounds.length - 1) kernels.skip();
      else if (answer === NO_PATH) return outcome(arena, supply, demand, 'infeasible');
      const done = kernels.iterationCount();
      onProgress?.(done, Math.max(done, expected));
    }
  }
  return outcome(arena, supply, demand, 'optimal');
}

/** A column without finite cost has v = ∞; harmless (and then 0) when it wants nothing. */
function everyColumnOpen(v: Float64Array, demand: Float64Array): boolean {
  let open = true;
  for (let j = 0; j < demand.length; j++) {
    if (v[j] < Number.POSITIVE_INFINITY) continue;
    v[j] = 0;
    if (demand[j] > 0) open = false;
  }
  return open;
}

/**
 * The units of the rounds, the last one 1. One round is enough for small integers, and when there are many columns for
 * each row: parcels then are small as they are.
 */
function units(supply: Float64Array, demand: Float64Array): number[] {
  const total = supply.reduce((sum, mass) => sum + mass, 0);
  const mean = total / Math.max(supply.length, demand.length);
  if (mean <= 8 * commonDivisor([supply, demand]) || demand.length > 16 * supply.length) return [1];
  const power = 2 ** Math.floor(Math.log2(mean));
  // Seven sequences in d = 2, 3 and 6 differ by less than a tenth; one round for all takes five times as long.
  return [power, power / 8, 1].filter((unit, k) => unit > 1 || k === 2);
}

function commonDivisor(families: Float64Array[]): number {
  let divisor = 0;
  for (const masses of families) {
    for (const mass of masses) {
      let [a, b] = [mass, divisor];
      while (b > 0) [a, b] = [b, a % b];
      divisor = a;
    }
  }
  return divisor;
}

/**
 * Hands out multiples of `unit`, in place of those of the unit before, by rounding the sums of the masses: thus any stretch of
 * the order, a region of space, has its mass to within a unit, and what a new round must send goes to
 * neighbours. Returns the sum of the deficits.
 */
function release(
  arena: Arena<Kernels>,
  supply: Float64Array,
  demand: Float64Array,
  unit: number,
  before: number | undefined,
): number {
  const hand = (block: string, masses: Float64Array): Float64Array => {
    const left = arena.doubles(block);
    const rounded = (mass: number, u: number | undefined): number =>
      u === undefined ? 0 : Math.round(mass / u) * u;
    let passed = 0;
    for (let k = 0; k < masses.length; k++) {
      left[k] -= rounded(passed, unit) - rounded(passed, before);
      passed += masses[k];
      left[k] += rounded(passed, unit) - rounded(passed, before);
    }
    return left;
  };
  hand('excess', supply);
  const deficit = hand('deficit', demand);
  arena.kernels.retract();
  return deficit.reduce((sum, mass) => sum + mass, 0);
}

/** Each column takes what it can from the row that gives its potential; returns the sum of the deficits left. */
function sendToBest(arena: Arena<Kernels>, columns: number): number {
  const [excess, deficit] = [arena.doubles('excess'), arena.doubles('deficit')];
  const best = arena.integers('best');
  let left = 0;
  for (let j = 0; j < columns; j++) {
    const i = best[j];
    const amount = Math.min(excess[i], deficit[j]);
    if (amount > 0) arena.kernels.link(i, j, amount);
    excess[i] -= amount;
    deficit[j] -= amount;
    left += deficit[j];
  }
  return left;
}

function outcome(
  arena: Arena<Kernels>,
  supply: Float64Array,
  demand: Float64Array,
  status: PathOutcome['status'],
  unit = 1,
): PathOutcome {
  const [n, m] = [supply.length, demand.length];
  const iterations = arena.kernels.iterationCount();
  const [head, next] = [arena.integers('headRow'), arena.integers('nextRow')];
  const [arcColumn, arcFlow] = [arena.integers('arcColumn'), arena.doubles('flow')];
  const row = new Int32Array(n + m);
  const column = new Int32Array(n + m);
  const flow = new Float64Array(n + m);
  let size = 0;
  for (let i = 0; i < n; i++) {
    for (let e = head[i]; e >= 0; e = next[e]) {
      row[size] = i;
      column[size] = arcColumn[e];
      flow[size++] = arcFlow[e];
    }
  }
  arena.kernels.transform();
  const left = (block: string, masses: Float64Array): Float64Array =>
    arena
      .doubles(block)
      .slice(0, masses.length)
      .map((rest, k) => rest + (masses[k] % unit));
  return {
    u: arena.doubles('u').slice(),
    v: arena.doubles('v').slice(0, m),
    row: row.slice(0, size),
    column: column.slice(0, size),
    flow: flow.slice(0, size),
    excess: left('excess', supply),
    deficit: left('deficit', demand),
    status,
    iterations,
  };
}
