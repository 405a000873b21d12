import type { Cone } from './cone';
import type { ConicArena } from './kernels';
import type { HermitianLists } from './program';
import type { SkylineMatrix } from './skyline';

/** A block of nonnegative numbers: the same method entry by entry. */
export class VectorCone implements Cone {
  readonly degree: number;
  readonly work: number;
  private readonly lists: HermitianLists;
  /** For each component, its entries: `entryOf[firstOf[j]] …`, and the list of each entry. */
  private readonly firstOf: Int32Array;
  private readonly entryOf: Int32Array;
  private readonly listOf: Int32Array;
  private readonly c: Float64Array;
  private readonly x: Float64Array;
  private readonly s: Float64Array;
  private readonly r: Float64Array;
  private readonly q: Float64Array;
  private readonly dx: Float64Array;
  private readonly ds: Float64Array;
  private arena!: ConicArena;
  private schur!: SkylineMatrix;
  private position!: Int32Array;

  constructor(size: number, operator: HermitianLists, cost: HermitianLists) {
    this.degree = size;
    this.lists = operator;
    const zeros = (): Float64Array => new Float64Array(size);
    [this.c, this.x, this.s, this.r, this.q, this.dx, this.ds] = Array.from({ length: 7 }, zeros);
    cost.row.forEach((j, e) => {
      this.c[j] = cost.real[e];
    });
    const count = operator.row.length;
    this.listOf = new Int32Array(count);
    operator.constraint.forEach((_, k) => {
      this.listOf.fill(k, operator.first[k], operator.first[k + 1]);
    });
    this.entryOf = Int32Array.from(
      Array.from(operator.row.keys()).sort((a, b) => operator.row[a] - operator.row[b]),
    );
    this.firstOf = new Int32Array(size + 1);
    for (const j of operator.row) this.firstOf[j + 1]++;
    for (let j = 0; j < size; j++) this.firstOf[j + 1] += this.firstOf[j];
    this.work = this.groups().reduce((sum, group) => sum + group.length ** 2, 20 * size);
  }

  /** The constraints that meet in each component. */
  groups(): Int32Array[] {
    return Array.from({ length: this.degree }, (_, j) =>
      this.entryOf
        .slice(this.firstOf[j], this.firstOf[j + 1])
        .map((e) => this.lists.constraint[this.listOf[e]]),
    ).filter((group) => group.length > 0);
  }

  attach(arena: ConicArena, position: Int32Array, schur: SkylineMatrix): void {
    this.arena = arena;
    this.schur = schur;
    this.position = this.lists.constraint.map((k) => position[k]);
  }

  /** out_k += Σ_j A_kj u_j. */
  private addInner(u: Float64Array, out: string): void {
    const target = this.arena.doubles(out);
    const { row, real } = this.lists;
    for (let e = 0; e < row.length; e++) target[this.position[this.listOf[e]]] += real[e] * u[row[e]];
  }

  /** u_j −= Σ_k y_k A_kj. */
  private subtractCombination(u: Float64Array, y: string): void {
    const factor = this.arena.doubles(y);
    const { row, real } = this.lists;
    for (let e = 0; e < row.length; e++) u[row[e]] -= factor[this.position[this.listOf[e]]] * real[e];
  }

  start(primal: number, dual: number): void {
    this.x.fill(primal);
    this.s.fill(dual);
  }

  factorPrimal(): boolean {
    return this.x.every((value) => value > 0);
  }

  factorDual(): boolean {
    return this.s.every((value) => value > 0);
  }

  measureDual(y: string): number {
    this.r.set(this.c);
    this.subtractCombination(this.r, y);
    let square = 0;
    for (let j = 0; j < this.degree; j++) {
      this.r[j] -= this.s[j];
      square += this.r[j] ** 2;
    }
    return square;
  }

  addImage(out: string): void {
    this.addInner(this.x, out);
  }

  costOfPrimal(): number {
    return scalar(this.c, this.x);
  }

  complementarity(): number {
    return scalar(this.x, this.s);
  }

  addSchur(): void {
    const { firstOf, entryOf, listOf, position } = this;
    const { real } = this.lists;
    for (let j = 0; j < this.degree; j++) {
      const ratio = this.x[j] / this.s[j];
      for (let a = firstOf[j]; a < firstOf[j + 1]; a++) {
        const own = position[listOf[entryOf[a]]];
        const scaled = ratio * real[entryOf[a]];
        for (let b = firstOf[j]; b <= a; b++)
          this.schur.add(own, position[listOf[entryOf[b]]], scaled * real[entryOf[b]]);
      }
    }
  }

  predictorSide(rhs: string): void {
    const { x, r, q, s } = this;
    for (let j = 0; j < this.degree; j++) q[j] = x[j] * r[j];
    this.addInner(
      q.map((value, j) => value / s[j]),
      rhs,
    );
  }

  correctorSide(rhs: string, target: number): void {
    const { q, dx, ds, s } = this;
    for (let j = 0; j < this.degree; j++) q[j] += dx[j] * ds[j];
    this.addInner(
      q.map((value, j) => (value - target) / s[j]),
      rhs,
    );
  }

  direction(dy: string, target: number): void {
    const { x, s, r, q, dx, ds } = this;
    ds.fill(0);
    this.subtractCombination(ds, dy);
    for (let j = 0; j < this.degree; j++) {
      dx[j] = -x[j] + (target - x[j] * ds[j] - q[j]) / s[j];
      ds[j] += r[j];
    }
  }

  primalReach(): number {
    return reach(this.x, this.dx);
  }

  dualReach(): number {
    return reach(this.s, this.ds);
  }

  complementarityAt(primalStep: number, dualStep: number): number {
    let sum = 0;
    for (let j = 0; j < this.degree; j++)
      sum += (this.x[j] + primalStep * this.dx[j]) * (this.s[j] + dualStep * this.ds[j]);
    return sum;
  }

  movePrimal(step: number): void {
    for (let j = 0; j < this.degree; j++) this.x[j] += step * this.dx[j];
  }

  moveDual(step: number): void {
    for (let j = 0; j < this.degree; j++) this.s[j] += step * this.ds[j];
  }

  dominates(y: string, shift: number): boolean {
    const slack = new Float64Array(this.degree).fill(shift);
    this.subtractCombination(slack, y);
    return slack.every((value) => value >= 0);
  }

  primal(): Float64Array {
    return this.x.slice();
  }

  dual(): Float64Array {
    return this.s.slice();
  }
}

function scalar(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < u.length; j++) sum += u[j] * v[j];
  return sum;
}

/** Largest α with u + α du ≥ 0. */
function reach(u: Float64Array, du: Float64Array): number {
  let most = Number.POSITIVE_INFINITY;
  for (let j = 0; j < u.length; j++) if (du[j] < 0) most = Math.min(most, -u[j] / du[j]);
  return most;
}
