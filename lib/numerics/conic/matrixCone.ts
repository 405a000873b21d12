import type { Cone } from './cone';
import type { ArenaPlan, ConicArena, ListAddresses } from './kernels';
import { longestFirst, type Supports, supportsOf } from './lists';
import type { HermitianLists } from './program';

/** Longest Krylov space of assembly/_conicSteps.ts. */
const longestLanczos = 64;
/** Nanoseconds, measured: a product of the dense formula, an entry of its inner products, a pair of sparse entries. */
const price = { product: 0.15, entry: 1.1, pair: 3.5 };
/** Multiplications in one call of a kernel, so that it can be interrupted. */
const callWork = 1e9;

/** A block of Hermitian matrices; the arrays live in the arena under names that end with the block's number. */
export class MatrixCone implements Cone {
  readonly degree: number;
  readonly work: number;
  private readonly width: 1 | 2;
  /** Doubles, and entries, from one row to the next. */
  private readonly ld: number;
  private readonly stride: number;
  private readonly area: number;
  private readonly lists: HermitianLists;
  private readonly cost: HermitianLists;
  private readonly dense: Int32Array;
  private readonly supports: Supports;
  private readonly key: (name: string) => string;
  private arena!: ConicArena;
  /** Addresses of this block's matrices and of the lists' arrays. */
  private at!: Record<string, number>;
  private listAddresses!: ListAddresses;
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
    this.ld = 4 * Math.ceil((this.width * size) / 4);
    this.stride = this.ld / this.width;
    this.area = size * this.ld;
    this.lists = longestFirst(operator);
    this.cost = cost;
    this.supports = supportsOf(this.lists, size);
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
        price.product * scale * this.degree ** 2 * (support + 2) + price.entry * this.width * partners;
      const sparse = price.pair * scale * own * partners;
      dense[l] = full < sparse ? 1 : 0;
      work += Math.min(full, sparse) / price.product;
    }
    return [dense, work];
  }

  private static readonly matrices = ['c', 'x', 's', 'z', 'lx', 'ls', 'r', 'q', 'dx', 'ds'] as const;

  private integerArrays(position: Int32Array): Record<string, ArrayLike<number>> {
    const { lists, supports, ld, width } = this;
    return {
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
  }

  private reserve(plan: ArenaPlan): void {
    const { lists, key, area } = this;
    for (const name of MatrixCone.matrices) plan.doubles(key(name), area);
    plan.shared('lanczosStart', this.ld);
    plan.doubles(key('value'), this.width * lists.row.length);
    for (const [name, values] of Object.entries(this.integerArrays(lists.constraint)))
      plan.integers(key(name), values.length);
    plan.shared('work', area);
    plan.shared('product', area);
    plan.shared('pair', 2 * area);
    plan.shared('lanczos', (longestLanczos + 2) * this.ld + 2 * longestLanczos);
  }

  attach(arena: ConicArena, position: Int32Array): void {
    const { lists, width, key } = this;
    this.arena = arena;
    for (const [name, values] of Object.entries(this.integerArrays(position)))
      arena.integers(key(name)).set(values);
    const value = arena.doubles(key('value'));
    for (let e = 0; e < lists.row.length; e++) {
      // The kernels take an entry and its mirror image, hence half of a diagonal entry.
      const half = lists.row[e] === lists.column[e] ? 0.5 : 1;
      value[width * e] = half * lists.real[e];
      if (width === 2) value[width * e + 1] = half * lists.imaginary[e];
    }
    this.at = Object.fromEntries(
      [...MatrixCone.matrices, ...Object.keys(this.integerArrays(position)), 'value'].map((name) => [
        name,
        arena.address[key(name)],
      ]),
    );
    const { first, position: rows, upper, lower, value: values } = this.at;
    this.listAddresses = [lists.constraint.length, first, rows, upper, lower, values];
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

  /** target = factor·I. */
  private setIdentity(name: string, factor: number): void {
    const a = this.arena.doubles(this.key(name)).fill(0);
    for (let i = 0; i < this.degree; i++) a[i * this.ld + this.width * i] = factor;
  }

  private copy(from: number, to: number): void {
    this.arena.kernels.copy(this.area, from, to);
  }

  /** C += A·B, some rows at a time. */
  private addProduct(a: number, b: number, c: number): void {
    const { kernels, address } = this.arena;
    const { width, degree: n, ld } = this;
    const rows = Math.ceil(callWork / (width * n) ** 2);
    for (let from = 0; from < n; from += rows)
      kernels.multiply(width, n, ld, from, Math.min(n, from + rows), a, b, c, address.scratch);
  }

  private setProduct(a: number, b: number, c: number): void {
    this.arena.kernels.clear(this.area, c);
    this.addProduct(a, b, c);
  }

  /** A = L·L†; false when A is not positive definite. */
  private factor(a: number, l: number): boolean {
    const { kernels, address } = this.arena;
    const { width, degree: n, ld, stride } = this;
    const step = kernels.choleskyBlock.value as number;
    this.copy(a, l);
    for (let first = 0; first < n; first += step)
      if (
        kernels.choleskyColumns(width, n, first, Math.min(step, n - first), l, stride, address.scratch) >= 0
      )
        return false;
    kernels.fillUpper(width, n, ld, l, true);
    return true;
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
    kernels.addInner(this.width, ...this.listAddresses, u, address[out]);
  }

  /** U −= Σ y_k A_k. */
  private subtractCombination(u: number, y: string): void {
    const { kernels, address } = this.arena;
    kernels.subtractCombination(this.width, ...this.listAddresses, u, address[y]);
  }

  start(primal: number, dual: number): void {
    this.setIdentity('x', primal);
    this.setIdentity('s', dual);
  }

  factorPrimal(): boolean {
    return this.factor(this.at.x, this.at.lx);
  }

  factorDual(): boolean {
    const { kernels, address } = this.arena;
    const { width, degree, ld, at } = this;
    if (!this.factor(at.s, at.ls)) return false;
    kernels.clear(this.area, at.z);
    kernels.invert(width, degree, ld, at.ls, address.work, at.z, address.scratch);
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
    const { at, width, degree, ld, listAddresses } = this;
    const count = this.lists.constraint.length;
    const step = Math.max(1, Math.floor((callWork * count) / this.work));
    for (let from = 0; from < count; from += step)
      kernels.addSchur(
        ...([width, degree, ld, from, Math.min(count, from + step)] as const),
        ...listAddresses,
        ...([at.row, at.column, at.dense, at.localRow, at.localColumn, at.supportFirst, at.support] as const),
        ...([
          at.x,
          at.z,
          address.pair,
          address.product,
          address.scratch,
          address.schur,
          address.rowOffset,
        ] as const),
      );
  }

  predictorSide(rhs: string): void {
    const { x, r, q, z } = this.at;
    const { product } = this.arena.address;
    if (!this.hasResidual) {
      this.arena.kernels.clear(this.area, q);
      return;
    }
    this.setProduct(x, r, q);
    this.setProduct(q, z, product);
    this.addInner(product, rhs);
  }

  correctorSide(rhs: string, target: number): void {
    const { q, dx, ds, z } = this.at;
    const { product } = this.arena.address;
    this.addProduct(dx, ds, q);
    this.setProduct(q, z, product);
    this.add(-target, z, product);
    this.addInner(product, rhs);
  }

  direction(dy: string, target: number): void {
    const { kernels, address } = this.arena;
    const { x, r, q, z, dx, ds } = this.at;
    // X dS + Q = X (−Σ dy_k A_k) + (X R + Q), the bracket being stored in q.
    kernels.clear(this.area, ds);
    this.subtractCombination(ds, dy);
    this.copy(q, address.work);
    this.addProduct(x, ds, address.work);
    this.setProduct(address.work, z, address.product);
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
      address.lanczosStart,
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
    const { work, product } = this.arena.address;
    this.arena.kernels.clear(this.area, work);
    this.subtractCombination(work, y);
    const data = this.arena.doubles('work');
    for (let i = 0; i < this.degree; i++) data[i * this.ld + this.width * i] += shift;
    return this.factor(work, product);
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
