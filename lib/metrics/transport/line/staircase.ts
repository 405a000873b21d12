import type { TransportPlan } from '../types';

/**
 * Walks on staircases: monotone couplings of two sorted families of integer masses with equal sums.
 *
 * From one pair (i, j) to the next i, j, or both advance. For a convex cost of y − x the potentials need only be right
 * from step to step: c(x,y) + c(x′,y′) ≤ c(x,y′) + c(x′,y) for x ≤ x′, y ≤ y′ makes them right everywhere. A step of
 * j admits slope.low ≤ ψ_{j+1} − ψ_j ≤ slope.high; both agree unless i advances with it (a corner).
 */
export interface Slope {
  low: number;
  high: number;
}

/** c(x_i, y_j) with indices that count on beyond the ends where a circle is unrolled. */
export type UnrolledCost = (i: number, j: number) => number;

/** Told at each pair with its mass (perhaps 0), and where the walk goes next; the last pair is its own next. */
export type StaircaseVisitor = (i: number, j: number, mass: number, nextI: number, nextJ: number) => void;

/** Where a walk around the circle begins: in the atom j (unrolled), of which `used` is coupled at the end of the walk. */
export interface StaircaseStart {
  readonly j: number;
  readonly used: number;
}

/**
 * One walk. On the line (no start) from (0, 0) to (n−1, m−1); on the circle from (0, start.j) once around to
 * (n, start.j+m), indices counted modulo n and m.
 */
export function walkStaircase(
  a: Float64Array,
  b: Float64Array,
  visit: StaircaseVisitor,
  start?: StaircaseStart,
): void {
  const n = a.length;
  const m = b.length;
  const lastI = start ? n : n - 1;
  const lastJ = start ? start.j + m : m - 1;
  const used = start ? start.used : 0;
  let i = 0;
  let j = start ? start.j : 0;
  let k = ((j % m) + m) % m;
  let leftI = a[0];
  let leftJ = b[k] - used;
  for (;;) {
    const mass = leftI < leftJ ? leftI : leftJ;
    leftI -= mass;
    leftJ -= mass;
    const nextI = leftI === 0 && i < lastI ? i + 1 : i;
    const nextJ = leftJ === 0 && j < lastJ ? j + 1 : j;
    visit(i, j, mass, nextI, nextJ);
    if (nextI === i && nextJ === j) return;
    if (nextI !== i) leftI = nextI < n ? a[nextI] : 0;
    if (nextJ !== j) {
      k = k + 1 === m ? 0 : k + 1;
      leftJ = start && nextJ === lastJ ? used : b[k];
    }
    i = nextI;
    j = nextJ;
  }
}

/** The slopes that the step from (i, j) to (nextI, j+1) admits, written to `out`. */
export function slopeInto(cost: UnrolledCost, i: number, j: number, nextI: number, out: Slope): void {
  out.high = cost(i, j + 1) - cost(i, j);
  out.low = nextI === i ? out.high : cost(nextI, j + 1) - cost(nextI, j);
}

/** The pairs of positive mass of a walk. */
export class PairList {
  private readonly i: Int32Array;
  private readonly j: Int32Array;
  private readonly mass: Float64Array;
  private size = 0;

  constructor(capacity: number) {
    this.i = new Int32Array(capacity);
    this.j = new Int32Array(capacity);
    this.mass = new Float64Array(capacity);
  }

  add(i: number, j: number, mass: number): void {
    if (mass <= 0) return;
    this.i[this.size] = i;
    this.j[this.size] = j;
    this.mass[this.size++] = mass;
  }

  /** The list as a plan between atoms that were sorted into `first` and `second`. */
  plan(first: Int32Array, second: Int32Array, total: number): TransportPlan {
    const { size } = this;
    const source = this.i.slice(0, size);
    const target = this.j.slice(0, size);
    const mass = this.mass.slice(0, size);
    for (let k = 0; k < size; k++) {
      source[k] = first[source[k]];
      target[k] = second[target[k]];
      mass[k] /= total;
    }
    return { source, target, mass };
  }
}
