import { createRandom } from '../random';
import type { Cone } from './cone';
import type { ArenaPlan, ConicArena } from './kernels';
import type { HermitianLists } from './program';

/** Longest Krylov space of assembly/_conicSteps.ts. */
const longestLanczos = 64;
/** Nanoseconds, measured: a product of the dense formula, an entry of its inner products, a pair of sparse entries. */
const price = { product: 0.15, entry: 1.1, pair: 3.5 };

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** The rows that occur in each list, and the entries' rows and columns counted among them. */
function supportsOf(lists: HermitianLists): {
  first: number[];
  support: number[];
  row: Int32Array;
  column: Int32Array;
} {
  const [first, support] = [[0], [] as number[]];
  const row = new Int32Array(lists.row.length);
  const column = new Int32Array(lists.row.length);
  for (let k = 0; k < lists.constraint.length; k++) {
    const [from, to] = [lists.first[k], lists.first[k + 1]];
    const rows = [...new Set([...lists.row.subarray(from, to), ...lists.column.subarray(from, to)])].sort(
      (a, b) => a - b,
    );
    const local = new Map(rows.map((r, i) => [r, i]));
    for (let e = from; e < to; e++) {
      row[e] = local.get(lists.row[e])!;
      column[e] = local.get(lists.column[e])!;
    }
    for (const r of rows) support.push(r);
    first.push(support.length);
  }
  return { first, support, row, column };
}

/** Lists by falling number of entries: a long one then meets all shorter ones in its inner products. */
function longestFirst(lists: HermitianLists): HermitianLists {
  const length = (k: number): number => lists.first[k + 1] - lists.first[k];
  const order = Array.from(lists.constraint.keys()).sort((a, b) => length(b) - length(a) || a - b);
  const entries: number[] = [];
  const first = [0];
  for (const k of order) {
    for (let e = lists.first[k]; e < lists.first[k + 1]; e++) entries.push(e);
    first.push(entries.length);
  }
  return {
    constraint: Int32Array.from(order, (k) => lists.constraint[k]),
    first: Int32Array.from(first),
    row: Int32Array.from(entries, (e) => lists.row[e]),
    column: Int32Array.from(entries, (e) => lists.column[e]),
    real: Float64Array.from(entries, (e) => lists.real[e]),
    imaginary: Float64Array.from(entries, (e) => lists.imaginary[e]),
  };
}

/** A block of Hermitian matrices; the arrays live in the arena under names that end with the block's number. */
export class MatrixCone implements Cone {
  readonly degree: number;
  readonly work: number;
  private readonly width: 1 | 2;
  private readonly ld: number;
  private readonly rows: number;
  private readonly lists: HermitianLists;
  private readonly cost: HermitianLists;
  private readonly dense: Int32Array;
  private readonly supports: ReturnType<typeof supportsOf>;
  private readonly key: (name: string) => string;
  private arena!: ConicArena;
  /** Addresses of this block's matrices and of the lists' arrays. */
  private at!: Record<string, number>;
  private listAddresses!: number[];
  /** Addresses for `addSchur`, beyond those. */
  private schurAddresses!: number[];
  private hasResidual = true;

  constructor(
    number: number,
    size: number,
    kind: 'real' | 'complex',
    operator: HermitianLists,
    cost: HermitianLists,
    plan: ArenaPlan,
  ) {
    this.degree = size;
    this.width = kind === 'real' ? 1 : 2;
    this.ld = roundUp(this.width * size, 4);
    this.rows = roundUp(size, 4);
    this.lists = longestFirst(operator);
    this.cost = cost;
    this.supports = supportsOf(this.lists);
    this.key = (name) => `${name}${number}`;
    const [dense, schurWork] = this.chooseFormulas();
    this.dense = dense;
    this.work = 20 * this.width ** 2 * size ** 3 + schurWork;
    this.reserve(plan);
  }

  /** For each list the cheaper formula of `addSchur`, and the work in units of a product. */
  private chooseFormulas(): [Int32Array, number] {
    const { first } = this.lists;
    const count = this.lists.constraint.length;
    const dense = new Int32Array(count);
    const scale = this.width ** 2;
    let work = 0;
    for (let l = 0; l < count; l++) {
      const own = first[l + 1] - first[l];
      const partners = first[count] - first[l];
      const support = this.supports.first[l + 1] - this.supports.first[l];
      const full =
        price.product * scale * this.rows * this.rows * (support + 2) + price.entry * this.width * partners;
      const sparse = price.pair * scale * own * partners;
      dense[l] = full < sparse ? 1 : 0;
      work += Math.min(full, sparse) / price.product;
    }
    return [dense, work];
  }

  private static readonly matrices = ['c', 'x', 's', 'z', 'lx', 'ls', 'r', 'q', 'dx', 'ds'] as const;

  private reserve(plan: ArenaPlan): void {
    const { lists, supports, key } = this;
    const area = this.rows * this.ld;
    for (const name of MatrixCone.matrices) plan.doubles(key(name), area);
    plan.doubles(key('start'), this.ld);
    plan.doubles(key('value'), this.width * lists.row.length);
    plan.integers(key('first'), lists.first.length);
    plan.integers(key('position'), lists.constraint.length);
    for (const name of ['row', 'column', 'localRow', 'localColumn'])
      plan.integers(key(name), lists.row.length);
    plan.integers(key('dense'), lists.constraint.length);
    plan.integers(key('supportFirst'), supports.first.length);
    plan.integers(key('support'), supports.support.length);
    for (const name of ['scratch', 'scratch2', 'product'])
      plan.doubles(name, Math.max(area, (plan.blocks[name] ?? 0) / 8));
    const lanczos = (longestLanczos + 2) * this.ld + 2 * longestLanczos;
    plan.doubles('lanczos', Math.max(lanczos, (plan.blocks.lanczos ?? 0) / 8));
    // `addSchur` takes two blocks one after the other.
    plan.doubles('pair', Math.max(2 * area, (plan.blocks.pair ?? 0) / 8));
  }

  attach(arena: ConicArena, position: Int32Array): void {
    const { lists, supports, width, key } = this;
    this.arena = arena;
    const integers: [string, ArrayLike<number>][] = [
      ['first', lists.first],
      ['position', lists.constraint.map((k) => position[k])],
      ['row', lists.row],
      ['column', lists.column],
      ['dense', this.dense],
      ['localRow', supports.row],
      ['localColumn', supports.column],
      ['supportFirst', supports.first],
      ['support', supports.support],
    ];
    for (const [name, values] of integers) arena.integers(key(name)).set(values);
    const value = arena.doubles(key('value'));
    for (let e = 0; e < lists.row.length; e++) {
      // The kernels take an entry and its mirror image, hence half of a diagonal entry.
      const half = lists.row[e] === lists.column[e] ? 0.5 : 1;
      value[width * e] = half * lists.real[e];
      if (width === 2) value[width * e + 1] = half * lists.imaginary[e];
    }
    createRandom(1).fillNormal(arena.doubles(key('start')).subarray(0, width * this.degree));
    const address = (name: string): number => arena.address[key(name)];
    this.at = Object.fromEntries(MatrixCone.matrices.map((name) => [name, address(name)]));
    this.listAddresses = ['first', 'position', 'row', 'column', 'value'].map(address);
    this.schurAddresses = ['dense', 'localRow', 'localColumn', 'supportFirst', 'support'].map(address);
    this.setCost();
  }

  private setCost(): void {
    const c = this.arena.doubles(this.key('c'));
    const { cost, width, ld } = this;
    for (let e = 0; e < cost.row.length; e++) {
      const [upper, lower] = [
        cost.row[e] * ld + width * cost.column[e],
        cost.column[e] * ld + width * cost.row[e],
      ];
      c[upper] = cost.real[e];
      c[lower] = cost.real[e];
      if (width === 2) {
        c[upper + 1] = cost.imaginary[e];
        c[lower + 1] = -cost.imaginary[e];
      }
    }
  }

  private get area(): number {
    return this.rows * this.ld;
  }

  /** target = factor·I. */
  private setIdentity(name: string, factor: number): void {
    const a = this.arena.doubles(this.key(name)).fill(0);
    for (let i = 0; i < this.degree; i++) a[i * this.ld + this.width * i] = factor;
  }

  private copy(from: number, to: number): void {
    this.arena.kernels.copy(this.area, from, to);
  }

  private multiply(a: number, b: number, c: number, add: boolean): void {
    this.arena.kernels.multiply(this.width, this.rows, this.degree, this.ld, a, this.ld, b, c, add);
  }

  private add(factor: number, x: number, y: number): void {
    this.arena.kernels.addRow(1, this.area, factor, 0, x, y);
  }

  private inner(a: number, b: number): number {
    return this.arena.kernels.dot(this.area, a, b);
  }

  /** out_k += ⟨A_k, U⟩. */
  private addInner(u: number, out: string): void {
    const { kernels, address } = this.arena;
    kernels.addInner(
      this.width,
      this.ld,
      this.lists.constraint.length,
      ...this.listAddresses,
      u,
      address[out],
    );
  }

  /** U −= Σ y_k A_k. */
  private subtractCombination(u: number, y: string): void {
    const { kernels, address } = this.arena;
    const count = this.lists.constraint.length;
    kernels.subtractCombination(this.width, this.ld, count, ...this.listAddresses, u, address[y]);
  }

  start(primal: number, dual: number): void {
    this.setIdentity('x', primal);
    this.setIdentity('s', dual);
  }

  factorPrimal(): boolean {
    return this.arena.kernels.cholesky(this.width, this.degree, this.ld, this.at.x, this.at.lx) !== 0;
  }

  factorDual(): boolean {
    const { kernels, address } = this.arena;
    const { width, degree, ld, at } = this;
    if (kernels.cholesky(width, degree, ld, at.s, at.ls) === 0) return false;
    kernels.invert(width, degree, ld, at.ls, at.z, address.scratch, address.scratch2);
    return true;
  }

  measureDual(y: string): number {
    const { r, c, s } = this.at;
    this.copy(c, r);
    this.add(-1, s, r);
    this.subtractCombination(r, y);
    const square = this.inner(r, r);
    this.hasResidual = square > 1e-28 * (this.inner(s, s) + this.inner(c, c));
    return square;
  }

  addImage(out: string): void {
    this.addInner(this.at.x, out);
  }

  costOfPrimal(): number {
    return this.inner(this.at.c, this.at.x);
  }

  complementarity(): number {
    return this.inner(this.at.x, this.at.s);
  }

  addSchur(): void {
    const { kernels, address } = this.arena;
    const count = this.lists.constraint.length;
    // A call for some lists at a time, so that a long assembly can be interrupted.
    const step = Math.max(1, Math.floor((2e8 * count) / this.work));
    for (let from = 0; from < count; from += step)
      kernels.addSchur(
        this.width,
        this.degree,
        this.ld,
        count,
        from,
        Math.min(count, from + step),
        ...this.listAddresses,
        ...this.schurAddresses,
        this.at.x,
        this.at.z,
        address.pair,
        address.product,
        address.schur,
        address.rowOffset,
      );
  }

  predictorSide(rhs: string): void {
    const { x, r, q, z } = this.at;
    const { product } = this.arena.address;
    if (!this.hasResidual) {
      this.arena.kernels.clear(this.area, q);
      return;
    }
    this.multiply(x, r, q, false);
    this.multiply(q, z, product, false);
    this.addInner(product, rhs);
  }

  correctorSide(rhs: string, target: number): void {
    const { q, dx, ds, z } = this.at;
    const { product } = this.arena.address;
    this.multiply(dx, ds, q, true);
    this.multiply(q, z, product, false);
    this.add(-target, z, product);
    this.addInner(product, rhs);
  }

  direction(dy: string, target: number): void {
    const { kernels, address } = this.arena;
    const { x, r, q, z, dx, ds } = this.at;
    // X dS + Q = X (−Σ dy_k A_k) + (X R + Q), the bracket being stored in q.
    kernels.clear(this.area, ds);
    this.subtractCombination(ds, dy);
    this.copy(q, address.scratch);
    this.multiply(x, ds, address.scratch, true);
    this.multiply(address.scratch, z, address.product, false);
    kernels.direction(this.width, this.degree, this.ld, x, z, target, address.product, dx);
    this.add(1, r, ds);
  }

  private reach(factor: number, direction: number, enough: number): number {
    const { kernels, address } = this.arena;
    const { width, degree, ld } = this;
    const rate = kernels.boundaryRate(
      width,
      degree,
      ld,
      factor,
      direction,
      address[this.key('start')],
      address.lanczos,
      1 / enough,
    );
    return rate > 0 ? 1 / rate : Number.POSITIVE_INFINITY;
  }

  primalReach(enough: number): number {
    return this.reach(this.at.lx, this.at.dx, enough);
  }

  dualReach(enough: number): number {
    return this.reach(this.at.ls, this.at.ds, enough);
  }

  complementarityAt(primalStep: number, dualStep: number): number {
    const { x, s, dx, ds } = this.at;
    return (
      this.inner(x, s) +
      primalStep * this.inner(dx, s) +
      dualStep * this.inner(x, ds) +
      primalStep * dualStep * this.inner(dx, ds)
    );
  }

  movePrimal(step: number): void {
    this.add(step, this.at.dx, this.at.x);
  }

  moveDual(step: number): void {
    this.add(step, this.at.ds, this.at.s);
  }

  dominates(y: string, shift: number): boolean {
    const { kernels, address } = this.arena;
    kernels.clear(this.area, address.scratch);
    this.subtractCombination(address.scratch, y);
    const data = this.arena.doubles('scratch');
    for (let i = 0; i < this.degree; i++) data[i * this.ld + this.width * i] += shift;
    return kernels.cholesky(this.width, this.degree, this.ld, address.scratch, address.scratch2) !== 0;
  }

  private dump(name: string): Float64Array {
    const data = this.arena.doubles(this.key(name));
    const length = this.width * this.degree;
    const out = new Float64Array(length * this.degree);
    for (let i = 0; i < this.degree; i++)
      out.set(data.subarray(i * this.ld, i * this.ld + length), i * length);
    return out;
  }

  primal(): Float64Array {
    return this.dump('x');
  }

  dual(): Float64Array {
    return this.dump('s');
  }
}
