import { type Arena, createArena } from '../../kernels/arena';
import { multipoleBinary } from '../../kernels/binaries/multipole';
import { type PointRecords, pointRecords } from '../coulombForces';
import { evaluateLocals, momentsOf } from './expansions';
import { type CellPairs, cellPairs } from './interactions';
import { multiIndices } from './multiIndex';
import { type Octree, octree } from './octree';

interface MultipoleKernels {
  translate(
    K: number,
    pairs: number,
    count: number,
    centres: number,
    moments: number,
    locals: number,
    tables: number,
    factorials: number,
    scratch: number,
  ): void;
}

/** What a sum by multipoles may leave out. */
export interface TreeAccuracy {
  /** Of the Taylor expansions, 2 … 12. */
  readonly order: number;
  /** Two cells are far if the sum of their radii is less than this times the distance of their centres. */
  readonly opening: number;
}

/** Pairs that a call of the kernel takes, some 0.1 s, so that a run can be interrupted. */
const pairsAtOnce = 50_000;

/** Points in a leaf: the higher the order the more pays. */
function capacityOf(order: number): number {
  return 24 + 6 * order;
}

/** As many pairs of points cost what two expansions do; measured, and flat. */
function fewOf(K: number): number {
  return 6 * K;
}

/**
 * fields_j = Σ_k w_k(x_j − x_k)/|x_j − x_k|³ and potentials_j = Σ_k w_k/|x_j − x_k| by Cartesian multipoles in a tree. Coincident points add nothing
 * to each other.
 */
export function treeSums(
  x: Float64Array,
  weights: Float64Array,
  { order, opening }: TreeAccuracy,
  fields: Float64Array,
  potentials: Float64Array,
): void {
  const indices = multiIndices(order);
  const tree = octree(x, capacityOf(order));
  const pairs = cellPairs(tree, opening, fewOf(indices.count));
  const K = indices.count;
  const room = 8 * tree.count;
  const arena: Arena<MultipoleKernels> = createArena(multipoleBinary, {
    pairs: 4 * pairs.far.length,
    centres: 3 * room,
    moments: 2 * K * room,
    locals: K * room,
    tables: 4 * indices.tables.length,
    factorials: 8 * K,
    scratch: 8 * (K + 1),
  });
  arena.integers('pairs').set(pairs.far);
  arena.doubles('centres').set(tree.centres.subarray(0, 3 * tree.count));
  arena.integers('tables').set(indices.tables);
  arena.doubles('factorials').set(indices.factorials);
  momentsOf(tree, indices, x, weights, arena.doubles('moments'));
  const { address: at } = arena;
  for (let done = 0; 2 * done < pairs.far.length; done += pairsAtOnce)
    arena.kernels.translate(
      K,
      at.pairs + 8 * done,
      Math.min(pairsAtOnce, pairs.far.length / 2 - done),
      at.centres,
      at.moments,
      at.locals,
      at.tables,
      at.factorials,
      at.scratch,
    );
  nearSums(tree, pairs, x, weights, fields, potentials);
  evaluateLocals(tree, indices, arena.doubles('locals'), x, fields, potentials);
}

/** Direct sums over near cells. Leaves begin at even places of the records. */
function nearSums(
  tree: Octree,
  { near }: CellPairs,
  x: Float64Array,
  weights: Float64Array,
  fields: Float64Array,
  potentials: Float64Array,
): void {
  const [begin, end] = [new Int32Array(tree.count), new Int32Array(tree.count)];
  const slots = new Int32Array(weights.length);
  let room = 0;
  const place = (c: number): void => {
    begin[c] = room;
    if (tree.children[c] === 0) {
      for (let i = tree.first[c]; i < tree.last[c]; i++) slots[tree.order[i]] = room++;
      room += room % 2;
    }
    for (let k = 0; k < tree.children[c]; k++) place(tree.child[c] + k);
    end[c] = room;
  };
  place(0);
  const records: PointRecords = pointRecords(room, x, weights, slots);
  for (let i = 0; i < near.length; i += 2) {
    const [a, b] = [near[i], near[i + 1]];
    records.add(begin[a], end[a], begin[b], end[b]);
    if (a !== b) records.add(begin[b], end[b], begin[a], end[a]);
  }
  records.read(slots, fields, potentials);
}
