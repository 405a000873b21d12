import type { ArenaPlan, ConicArena } from './kernels';
import type { SkylineOrder } from './ordering';

/** Sizes of the panels of 4 rows in which assembly/_conicSkyline.ts stores the matrix. */
interface Panels {
  readonly count: number;
  readonly start: Int32Array;
  readonly offset: Int32Array;
  readonly doubles: number;
}

function panelsOf(start: Int32Array): Panels {
  const count = Math.ceil(start.length / 4);
  const first = new Int32Array(count).map((_, panel) => {
    let least = 4 * panel;
    for (let row = 4 * panel; row < Math.min(4 * panel + 4, start.length); row++)
      least = Math.min(least, start[row]);
    return least & ~3;
  });
  const offset = new Int32Array(count);
  let doubles = 0;
  for (let panel = 0; panel < count; panel++) {
    offset[panel] = doubles - 4 * first[panel];
    doubles += 4 * (4 * panel + 4 - first[panel]);
  }
  return { count, start: first, offset, doubles };
}

/**
 * The Schur complement M of the interior-point method: symmetric, m × m, stored inside its skyline together with its
 * Cholesky factor. Vectors are blocks of `length` doubles of the arena, in the order of `position`.
 */
export class SkylineMatrix {
  readonly length: number;
  private readonly panels: Panels;
  private readonly order: SkylineOrder;
  private arena!: ConicArena;
  private entries!: Float64Array;
  private factor!: Float64Array;
  private inverse!: Float64Array;

  constructor(order: SkylineOrder, plan: ArenaPlan) {
    this.order = order;
    this.panels = panelsOf(order.start);
    if (this.panels.doubles > 2 ** 27)
      throw new RangeError(
        `the Schur complement must fit in 1024 MiB, would take ${Math.ceil(this.panels.doubles / 2 ** 17)} MiB ` +
          `(${order.start.length} constraints)`,
      );
    this.length = 4 * this.panels.count;
    plan.doubles('schur', this.panels.doubles);
    plan.doubles('factor', this.panels.doubles);
    plan.doubles('pivotInverse', this.length);
    plan.doubles('residual', this.length);
    plan.doubles('correction', this.length);
    plan.integers('panelStart', this.panels.count);
    plan.integers('panelOffset', this.panels.count);
    plan.integers('rowOffset', this.length);
  }

  attach(arena: ConicArena): void {
    this.arena = arena;
    this.entries = arena.doubles('schur');
    this.factor = arena.doubles('factor');
    this.inverse = arena.doubles('pivotInverse');
    arena.integers('panelStart').set(this.panels.start);
    arena.integers('panelOffset').set(this.panels.offset);
    arena.integers('rowOffset').set(Int32Array.from({ length: this.length }, (_, row) => this.place(row, 0)));
  }

  /** Where entry (row, column ≤ row) is stored. */
  private place(row: number, column: number): number {
    return this.panels.offset[row >> 2] + (row & 3) + 4 * column;
  }

  add(row: number, column: number, value: number): void {
    this.entries[this.place(Math.max(row, column), Math.min(row, column))] += value;
  }

  /** Entry (row, column) of M, 0 outside the skyline. */
  entry(row: number, column: number): number {
    const [r, c] = [Math.max(row, column), Math.min(row, column)];
    return c < this.panels.start[r >> 2] ? 0 : this.entries[this.place(r, c)];
  }

  clear(): void {
    this.entries.fill(0);
    for (let row = this.order.start.length; row < this.length; row++) this.add(row, row, 1);
  }

  /** Multiplications of a factorisation. */
  get work(): number {
    return this.order.work;
  }

  /** Cholesky factorisation; pivots ≤ threshold·(diagonal entry) are skipped. Returns the rows skipped. */
  factorise(threshold: number): number[] {
    const { kernels, address } = this.arena;
    this.factor.set(this.entries);
    let skipped = 0;
    for (let panel = 0; panel < this.panels.count; panel++)
      skipped += kernels.factorPanel(
        panel,
        address.factor,
        address.panelStart,
        address.panelOffset,
        address.pivotInverse,
        threshold,
      );
    if (skipped === 0) return [];
    return Array.from(this.inverse.keys()).filter((row) => this.inverse[row] === 0);
  }

  private substitute(vector: string): void {
    const { kernels, address: a } = this.arena;
    const { count } = this.panels;
    kernels.solveSkylineLower(count, a.factor, a.panelStart, a.panelOffset, a.pivotInverse, a[vector]);
    kernels.solveSkylineUpper(count, a.factor, a.panelStart, a.panelOffset, a.pivotInverse, a[vector]);
  }

  /**
   * Solves M·out = rhs for two named vectors of the arena, with iterative refinement while it reduces the residual by
   * half, at most `rounds` times. Returns ‖rhs − M·out‖/‖rhs‖.
   */
  solve(rhs: string, out: string, rounds = 3): number {
    const { kernels, address } = this.arena;
    const [b, x, r, d] = [rhs, out, 'residual', 'correction'].map((name) => this.arena.doubles(name));
    const size = Math.sqrt(kernels.dot(this.length, address[rhs], address[rhs])) || 1;
    x.fill(0);
    r.set(b);
    let norm = size;
    for (let round = 0; round <= rounds; round++) {
      d.set(r);
      this.substitute('correction');
      kernels.addRow(1, this.length, 1, 0, address.correction, address[out]);
      r.set(b);
      this.subtractProduct(out, 'residual');
      const next = Math.sqrt(kernels.dot(this.length, address.residual, address.residual));
      if (round > 0 && !(next < norm)) {
        kernels.addRow(1, this.length, -1, 0, address.correction, address[out]);
        break;
      }
      const stalled = next > 0.5 * norm;
      norm = next;
      if (stalled || norm <= 1e-15 * size) break;
    }
    return norm / size;
  }

  private subtractProduct(vector: string, out: string): void {
    const { kernels, address: a } = this.arena;
    kernels.subtractSkylineProduct(
      this.panels.count,
      a.schur,
      a.panelStart,
      a.panelOffset,
      a[vector],
      a[out],
    );
  }

  /**
   * For a row that the factorisation skipped, as linearly dependent on rows before it: coefficients c, with c_row = 1
   * and zeros after, such that Σ_j c_j (row j of M) = 0.
   */
  dependence(row: number): Float64Array {
    const { kernels, address: a } = this.arena;
    const c = this.arena.doubles('correction').fill(0);
    for (let j = this.panels.start[row >> 2]; j < row; j++) c[j] = -this.factor[this.place(row, j)];
    const { count } = this.panels;
    kernels.solveSkylineUpper(count, a.factor, a.panelStart, a.panelOffset, a.pivotInverse, a.correction);
    c[row] = 1;
    return c.slice();
  }
}
