import { BlockLists, type BlockShape, callWork } from './blockLists';
import type { Cone } from './cone';
import { type ArenaPlan, type ConicArena, choleskyBlock, longestLanczos } from './kernels';
import type { HermitianLists } from './program';

/** Rows of an inverse that are computed at once. */
const inverseRows = 64;

/** C, X, S, S⁻¹, factors of X and S, R, second-order term, dX, dS. */
const matrices = ['c', 'x', 's', 'z', 'lx', 'ls', 'r', 'q', 'dx', 'ds'] as const;

/** A block of Hermitian matrices; they live in the arena under names that end with the block's number. */
export class MatrixCone implements Cone {
  readonly degree: number;
  readonly work: number;
  private readonly shape: BlockShape;
  private readonly area: number;
  private readonly cost: HermitianLists;
  private readonly operator: BlockLists;
  private readonly key: (name: string) => string;
  private arena!: ConicArena;
  /** Addresses of the matrices. */
  private at!: Record<(typeof matrices)[number], number>;
  private hasResidual = true;

  constructor(
    number: number,
    size: number,
    kind: 'real' | 'complex',
    operator: HermitianLists,
    cost: HermitianLists,
    plan: ArenaPlan,
  ) {
    const width = kind === 'real' ? 1 : 2;
    this.degree = size;
    this.shape = { size, width, ld: 4 * Math.ceil((width * size) / 4) };
    this.area = size * this.shape.ld;
    this.cost = cost;
    this.key = (name) => `${name}${number}`;
    this.operator = new BlockLists(this.shape, operator, this.key, plan);
    this.work = 20 * width ** 2 * size ** 3 + this.operator.work;
    for (const name of matrices) plan.doubles(this.key(name), this.area);
    plan.shared('work', this.area);
    plan.shared('product', this.area);
    plan.shared('lanczosStart', this.shape.ld);
    plan.shared('lanczos', (longestLanczos() + 2) * this.shape.ld + 2 * longestLanczos());
  }

  attach(arena: ConicArena, position: Int32Array): void {
    this.arena = arena;
    this.operator.attach(arena, position);
    const at = Object.fromEntries(matrices.map((name) => [name, arena.address[this.key(name)]]));
    this.at = at as typeof this.at;
    this.setCost();
  }

  private setCost(): void {
    const c = this.arena.doubles(this.key('c'));
    const { row, column, real, imaginary } = this.cost;
    const { width, ld } = this.shape;
    for (let e = 0; e < row.length; e++) {
      const upper = row[e] * ld + width * column[e];
      const lower = column[e] * ld + width * row[e];
      c[upper] = c[lower] = real[e];
      if (width === 1) continue;
      c[upper + 1] = imaginary[e];
      c[lower + 1] = -imaginary[e];
    }
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
    const { width, size, ld } = this.shape;
    const { s, ls, z } = this.at;
    if (!this.factor(s, ls)) return false;
    kernels.clear(this.area, z);
    for (let from = 0; from < size; from += inverseRows) {
      const to = Math.min(size, from + inverseRows);
      kernels.invertRows(width, size, ld, from, to, ls, address.work, z, address.scratch);
    }
    kernels.fillUpper(width, size, ld, z, false);
    return true;
  }

  measureDual(y: string): number {
    const { r, c, s } = this.at;
    this.copy(c, r);
    this.add(-1, s, r);
    this.operator.subtractCombination(r, y);
    const square = this.inner(r, r);
    // Rounding error alone need not be followed.
    this.hasResidual = square > 1e-28 * (this.inner(s, s) + this.inner(c, c));
    return square;
  }

  addImage(out: string): void {
    this.operator.addInner(this.at.x, out);
  }

  costOfPrimal(): number {
    return this.inner(this.at.c, this.at.x);
  }

  complementarity(): number {
    return this.inner(this.at.x, this.at.s);
  }

  addSchur(): void {
    this.operator.addSchur(this.at.x, this.at.z);
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
    this.operator.addInner(product, rhs);
  }

  correctorSide(rhs: string, target: number): void {
    const { q, dx, ds, z } = this.at;
    const { product } = this.arena.address;
    this.addProduct(dx, ds, q);
    this.setProduct(q, z, product);
    this.add(-target, z, product);
    this.operator.addInner(product, rhs);
  }

  direction(dy: string, target: number): void {
    const { kernels, address } = this.arena;
    const { x, r, q, z, dx, ds } = this.at;
    const { width, size, ld } = this.shape;
    // X dS + Q = X (−Σ dy_k A_k) + (X R + Q), the bracket being stored in q.
    kernels.clear(this.area, ds);
    this.operator.subtractCombination(ds, dy);
    this.copy(q, address.work);
    this.addProduct(x, ds, address.work);
    this.setProduct(address.work, z, address.product);
    kernels.direction(width, size, ld, x, z, target, address.product, dx);
    this.add(1, r, ds);
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
    this.operator.subtractCombination(work, y);
    const data = this.arena.doubles('work');
    for (let i = 0; i < this.degree; i++) data[i * this.shape.ld + this.shape.width * i] += shift;
    return this.factor(work, product);
  }

  primal(): Float64Array {
    return this.dense('x');
  }

  dual(): Float64Array {
    return this.dense('s');
  }

  /** name := factor·I. */
  private setIdentity(name: string, factor: number): void {
    const a = this.arena.doubles(this.key(name)).fill(0);
    for (let i = 0; i < this.degree; i++) a[i * this.shape.ld + this.shape.width * i] = factor;
  }

  private copy(from: number, to: number): void {
    this.arena.kernels.copy(this.area, from, to);
  }

  private add(factor: number, x: number, y: number): void {
    this.arena.kernels.addRow(1, this.area, factor, 0, x, y);
  }

  private inner(a: number, b: number): number {
    return this.arena.kernels.dot(this.area, a, b);
  }

  /** C += A·B, some rows at a time. */
  private addProduct(a: number, b: number, c: number): void {
    const { kernels, address } = this.arena;
    const { width, size, ld } = this.shape;
    const rows = Math.ceil(callWork / (width * size) ** 2);
    for (let from = 0; from < size; from += rows)
      kernels.multiply(width, size, ld, from, Math.min(size, from + rows), a, b, c, address.scratch);
  }

  private setProduct(a: number, b: number, c: number): void {
    this.arena.kernels.clear(this.area, c);
    this.addProduct(a, b, c);
  }

  /** A = L·L†; false when A is not positive definite. */
  private factor(a: number, l: number): boolean {
    const { kernels, address } = this.arena;
    const { width, size, ld } = this.shape;
    const step = choleskyBlock();
    this.copy(a, l);
    for (let first = 0; first < size; first += step) {
      const count = Math.min(step, size - first);
      if (kernels.choleskyColumns(width, size, first, count, l, ld / width, address.scratch) >= 0)
        return false;
    }
    kernels.fillUpper(width, size, ld, l, true);
    return true;
  }

  private reach(factor: number, direction: number, enough: number): number {
    const { kernels, address } = this.arena;
    const { width, size, ld } = this.shape;
    const { lanczosStart, lanczos } = address;
    // A step reads two matrices; large ones come from memory, which takes longer than the products.
    const steps = Math.ceil(callWork / (8 * (width * size) ** 2));
    let rate = Number.NaN;
    for (let from = 0; Number.isNaN(rate) && from < size; from += steps)
      rate = kernels.boundaryRate(
        ...([width, size, ld, factor, direction, lanczosStart, lanczos] as const),
        ...([from, from + steps, 1 / enough] as const),
      );
    return rate > 0 ? 1 / rate : Number.POSITIVE_INFINITY;
  }

  /** The matrix without the padding of its rows. */
  private dense(name: string): Float64Array {
    const { width, size, ld } = this.shape;
    const data = this.arena.doubles(this.key(name));
    const out = new Float64Array(width * size * size);
    for (let i = 0; i < size; i++) out.set(data.subarray(i * ld, i * ld + width * size), i * width * size);
    return out;
  }
}
