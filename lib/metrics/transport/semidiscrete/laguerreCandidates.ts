/** Points of the plane with the sites they belong to: several when the first axis closes to a circle. */
export interface Sites {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly owner: Int32Array;
  /** Number of sites. */
  readonly count: number;
}

/**
 * The points that can be least in nested rectangles: one list behind the other on a stack, with the value |c − y_k|ᵖ − ψ_k
 * and its gradient at the centre c of the rectangle.
 */
export class Candidates {
  stack: Int32Array;
  value: Float64Array;
  gx: Float64Array;
  gy: Float64Array;
  private psi: Float64Array = new Float64Array(0);

  constructor(
    private readonly sites: Sites,
    private readonly p: 1 | 2,
  ) {
    const room = 64 * sites.x.length + 64;
    this.stack = new Int32Array(room);
    this.value = new Float64Array(room);
    this.gx = new Float64Array(room);
    this.gy = new Float64Array(room);
  }

  /** Begins with all points in stack[0 … count); returns their count. */
  begin(psi: Float64Array): number {
    this.psi = psi;
    const points = this.sites.x.length;
    for (let k = 0; k < points; k++) this.stack[k] = k;
    return points;
  }

  /**
   * Copies those of the candidates stack[from … to) that can be least in the rectangle to stack[to …) and returns the
   * end of that list. A candidate goes when it is above the best one at the centre, b, in the whole rectangle: it lies
   * above its tangent, and |z − y_b| ≤ r + u·δ + min(δ²/2r, |δ| − u·δ).
   */
  prune(cx: number, cy: number, hx: number, hy: number, from: number, to: number): number {
    const { sqrt, abs } = Math;
    const { psi, p } = this;
    const { x, y, owner } = this.sites;
    this.reserve(2 * to - from);
    const { stack, value, gx, gy } = this;
    let best = Number.POSITIVE_INFINITY;
    let b = from;
    for (let s = from; s < to; s++) {
      const k = stack[s];
      const dx = cx - x[k];
      const dy = cy - y[k];
      const r2 = dx * dx + dy * dy;
      // The list of the parent is read again by its second child: values go to the slots of the new list.
      const slot = to + s - from;
      if (p === 2) {
        value[slot] = r2 - psi[owner[k]];
        gx[slot] = 2 * dx;
        gy[slot] = 2 * dy;
      } else {
        const r = sqrt(r2);
        value[slot] = r - psi[owner[k]];
        gx[slot] = r > 0 ? dx / r : 0;
        gy[slot] = r > 0 ? dy / r : 0;
      }
      if (value[slot] < best) {
        best = value[slot];
        b = slot;
      }
    }
    const bx = gx[b];
    const by = gy[b];
    const rho = sqrt(hx * hx + hy * hy);
    const distance = p === 1 ? best + psi[owner[stack[b - to + from]]] : 0;
    const bulge = p === 2 ? 0 : distance > rho ? (rho * rho) / (2 * distance) : Number.POSITIVE_INFINITY;
    let end = to;
    for (let slot = to; slot < 2 * to - from; slot++) {
      const above = value[slot] - best;
      const drift = abs(gx[slot] - bx) * hx + abs(gy[slot] - by) * hy;
      const whole = abs(gx[slot]) * hx + abs(gy[slot]) * hy + rho;
      const reach = p === 2 || drift + bulge < whole ? drift + bulge : whole;
      if (above > reach && slot !== b) continue;
      stack[end] = stack[slot - to + from];
      value[end] = value[slot];
      gx[end] = gx[slot];
      gy[end++] = gy[slot];
    }
    return end;
  }

  private reserve(size: number): void {
    if (size <= this.stack.length) return;
    const grown = <T extends Int32Array | Float64Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    const room = 2 * size;
    this.stack = grown(this.stack, new Int32Array(room));
    this.value = grown(this.value, new Float64Array(room));
    this.gx = grown(this.gx, new Float64Array(room));
    this.gy = grown(this.gy, new Float64Array(room));
  }
}
