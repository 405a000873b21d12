import type { ArenaPlan, ConicArena, ListAddresses } from './kernels';
import { longestFirst, type Supports, supportsOf } from './lists';
import type { HermitianLists } from './program';

/** Nanoseconds, measured: a product of the dense formula, an entry of its inner products, a pair of sparse entries. */
const price = { product: 0.15, entry: 1.1, pair: 3.5 };
/** Multiplications in one call of a kernel: it can be interrupted between two. */
export const callWork = 1e9;

/** How the Hermitian matrices of a block are stored: doubles per entry, and from one row to the next. */
export interface BlockShape {
  readonly size: number;
  readonly width: 1 | 2;
  readonly ld: number;
}

const integerNames = [
  ...['first', 'position', 'upper', 'lower', 'row', 'column'],
  ...['dense', 'localRow', 'localColumn', 'supportFirst', 'support'],
] as const;

/** The constraint matrices A_k of one block, in the arena under names that end with the block's number. */
export class BlockLists {
  /** About the multiplications that `addSchur` takes. */
  readonly work: number;
  private readonly shape: BlockShape;
  private readonly lists: HermitianLists;
  private readonly supports: Supports;
  /** 1 where A_k X A_l S⁻¹ is cheaper by the dense formula. */
  private readonly dense: Int32Array;
  private readonly key: (name: string) => string;
  private arena!: ConicArena;
  private at!: Record<(typeof integerNames)[number] | 'value', number>;
  private addresses!: ListAddresses;

  constructor(shape: BlockShape, operator: HermitianLists, key: (name: string) => string, plan: ArenaPlan) {
    this.shape = shape;
    this.lists = longestFirst(operator);
    this.supports = supportsOf(this.lists, shape.size);
    this.key = key;
    [this.dense, this.work] = this.chooseFormulas();
    for (const name of ['row', 'column', 'upper', 'lower', 'localRow', 'localColumn'])
      plan.integers(key(name), this.lists.row.length);
    for (const name of ['position', 'dense']) plan.integers(key(name), this.lists.constraint.length);
    for (const name of ['first', 'supportFirst']) plan.integers(key(name), this.lists.first.length);
    plan.integers(key('support'), this.supports.support.length);
    plan.doubles(key('value'), shape.width * this.lists.row.length);
    plan.shared('product', shape.size * shape.ld);
    plan.shared('pair', 2 * shape.size * shape.ld);
  }

  /** For each list the cheaper formula, and the work of all in units of a product. */
  private chooseFormulas(): [Int32Array, number] {
    const { first, constraint } = this.lists;
    const { size, width } = this.shape;
    const dense = new Int32Array(constraint.length);
    let time = 0;
    for (let l = 0; l < constraint.length; l++) {
      const own = first[l + 1] - first[l];
      const partners = first[constraint.length] - first[l];
      const rows = this.supports.first[l + 1] - this.supports.first[l];
      const full = price.product * (width * size) ** 2 * (rows + 2) + price.entry * width * partners;
      const sparse = price.pair * width ** 2 * own * partners;
      dense[l] = full < sparse ? 1 : 0;
      time += Math.min(full, sparse);
    }
    return [dense, time / price.product];
  }

  attach(arena: ConicArena, position: Int32Array): void {
    const { lists, supports, key } = this;
    const { width, ld } = this.shape;
    this.arena = arena;
    const integers = {
      first: lists.first,
      position: lists.constraint.map((k) => position[k]),
      upper: lists.row.map((row, e) => 8 * (row * ld + width * lists.column[e])),
      lower: lists.row.map((row, e) => 8 * (lists.column[e] * ld + width * row)),
      row: lists.row,
      column: lists.column,
      dense: this.dense,
      localRow: supports.localRow,
      localColumn: supports.localColumn,
      supportFirst: supports.first,
      support: supports.support,
    };
    const address = (name: string): number => arena.address[key(name)];
    for (const name of integerNames) arena.integers(key(name)).set(integers[name]);
    const at = Object.fromEntries([...integerNames, 'value'].map((name) => [name, address(name)]));
    this.at = at as typeof this.at;
    this.addresses = [lists.constraint.length, at.first, at.position, at.upper, at.lower, at.value];
    const value = arena.doubles(key('value'));
    for (let e = 0; e < lists.row.length; e++) {
      // The kernels take an entry and its mirror image, hence half of a diagonal entry.
      const half = lists.row[e] === lists.column[e] ? 0.5 : 1;
      value[width * e] = half * lists.real[e];
      if (width === 2) value[width * e + 1] = half * lists.imaginary[e];
    }
  }

  /** out_k += Re tr(A_k U), U at an address. */
  addInner(u: number, out: string): void {
    const { kernels, address } = this.arena;
    kernels.addInner(this.shape.width, ...this.addresses, u, address[out]);
  }

  /** U −= Σ y_k A_k. */
  subtractCombination(u: number, y: string): void {
    const { kernels, address } = this.arena;
    kernels.subtractCombination(this.shape.width, ...this.addresses, u, address[y]);
  }

  /** Adds Re tr(A_k X A_l Z) to the Schur complement. */
  addSchur(x: number, z: number): void {
    const { kernels, address: shared } = this.arena;
    const { at, addresses } = this;
    const { width, size, ld } = this.shape;
    const [count] = addresses;
    const step = Math.max(1, Math.floor((callWork * count) / this.work));
    for (let from = 0; from < count; from += step)
      kernels.addSchur(
        ...([width, size, ld, from, Math.min(count, from + step)] as const),
        ...addresses,
        ...([at.row, at.column, at.dense, at.localRow, at.localColumn, at.supportFirst, at.support] as const),
        ...([x, z, shared.pair, shared.product, shared.scratch, shared.schur, shared.rowOffset] as const),
      );
  }
}
