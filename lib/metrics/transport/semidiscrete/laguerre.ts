import type { GridDensity } from '../../../densities/gridDensity';
import { clip, emptyPolygon, type Polygon, setRectangle } from '../polygon';
import { Candidates, type Sites } from './laguerreCandidates';

/**
 * What a walk through the cells of a diagram finds. `k` is always an index of a point, `owner[k]` its site.
 */
export interface LaguerreVisitor {
  /** A block of grid cells that belongs to one point as a whole, with its mass. */
  block(i0: number, i1: number, j0: number, j1: number, mass: number, k: number): void;
  /** A rectangle inside a grid cell that belongs to one point as a whole. */
  rectangle(cx: number, cy: number, hx: number, hy: number, density: number, k: number): void;
  /**
   * A piece of a rectangle around (cx, cy): the part where point k is least, by the affine functions
   * value + gx·δx + gy·δy of the offset δ. The sides of the piece carry the labels of `LaguerreDiagram.rivals`.
   */
  piece(piece: Polygon, cx: number, cy: number, density: number, rivals: Rivals, a: number): void;
}

/** The points that compete in a rectangle and their affine functions at its centre. */
export interface Rivals {
  readonly point: Int32Array;
  readonly value: Float64Array;
  readonly gx: Float64Array;
  readonly gy: Float64Array;
}

/** A rectangle in which more points than this compete is cut again. */
const MOST_RIVALS = 12;
/** Rectangles are not cut below this fraction of the box; what happens in them is below rounding. */
const FINEST = 2 ** -34;

/**
 * The diagram of points y_k with potentials ψ: cell k is where |z − y_k|ᵖ − ψ_k is least, p = 1 (Apollonius) or 2
 * (Laguerre, power diagram), walked through together with a density on a grid of the plane.
 *
 * A block of grid cells keeps those points that can be least somewhere in it, and is halved until one is left, or
 * until it lies in one grid cell and is small. There the functions are replaced by affine ones and the rectangle is cut
 * along straight lines. For p = 2 this is exact, since differences of |z − y|² are affine. For p = 1 the tangents
 * at the centre lie below the convex functions, by at most ρ²/2r at distance r from the point with ρ the half diagonal;
 * rectangles are halved until this is at most `bend`.
 */
export class LaguerreDiagram {
  private readonly cumulated: Float64Array;
  private readonly nx: number;
  private readonly ny: number;
  private readonly rivals: Rivals;
  private readonly polygons: [Polygon, Polygon] = [emptyPolygon(), emptyPolygon()];
  private readonly candidates: Candidates;
  private bend = 0;
  private readonly finest: number;
  constructor(
    readonly density: GridDensity,
    readonly sites: Sites,
    readonly p: 1 | 2,
  ) {
    const [ex, ey] = density.edges;
    this.nx = ex.length - 1;
    this.ny = ey.length - 1;
    this.cumulated = cumulatedMasses(density.masses, this.nx, this.ny);
    this.candidates = new Candidates(sites, p);
    this.rivals = {
      point: new Int32Array(MOST_RIVALS),
      value: new Float64Array(MOST_RIVALS),
      gx: new Float64Array(MOST_RIVALS),
      gy: new Float64Array(MOST_RIVALS),
    };
    this.finest = FINEST * Math.hypot(ex[this.nx] - ex[0], ey[this.ny] - ey[0]);
  }

  /** Walks through all cells; `psi` holds one potential for each site. */
  walk(psi: Float64Array, bend: number, visitor: LaguerreVisitor): void {
    this.bend = bend;
    const points = this.candidates.begin(psi);
    this.block(0, this.nx, 0, this.ny, 0, points, visitor);
  }

  /** The mass of cells [i0, i1) × [j0, j1), up to rounding. */
  massOf(i0: number, i1: number, j0: number, j1: number): number {
    const { cumulated: c, ny } = this;
    const w = ny + 1;
    return c[i1 * w + j1] - c[i0 * w + j1] - (c[i1 * w + j0] - c[i0 * w + j0]);
  }

  private block(
    i0: number,
    i1: number,
    j0: number,
    j1: number,
    from: number,
    to: number,
    visitor: LaguerreVisitor,
  ): void {
    const mass = this.massOf(i0, i1, j0, j1);
    if (mass <= 0) return;
    const [ex, ey] = this.density.edges;
    const hx = (ex[i1] - ex[i0]) / 2;
    const hy = (ey[j1] - ey[j0]) / 2;
    const cx = ex[i0] + hx;
    const cy = ey[j0] + hy;
    const single = i1 - i0 === 1 && j1 - j0 === 1;
    const end = this.candidates.prune(cx, cy, hx, hy, from, to);
    if (end - to === 1) visitor.block(i0, i1, j0, j1, mass, this.candidates.stack[to]);
    else if (single) this.split(cx, cy, hx, hy, mass / (4 * hx * hy), to, end, visitor);
    else if (j1 - j0 === 1 || (i1 - i0 > 1 && hx >= hy)) {
      const middle = (i0 + i1) >> 1;
      this.block(i0, middle, j0, j1, to, end, visitor);
      this.block(middle, i1, j0, j1, to, end, visitor);
    } else {
      const middle = (j0 + j1) >> 1;
      this.block(i0, i1, j0, middle, to, end, visitor);
      this.block(i0, i1, middle, j1, to, end, visitor);
    }
  }

  /** A rectangle inside a grid cell, pruned before. */
  private split(
    cx: number,
    cy: number,
    hx: number,
    hy: number,
    density: number,
    from: number,
    to: number,
    visitor: LaguerreVisitor,
  ): void {
    if (to - from === 1) {
      visitor.rectangle(cx, cy, hx, hy, density, this.candidates.stack[from]);
      return;
    }
    if (this.isLeaf(cx, cy, hx, hy, from, to)) {
      this.cut(cx, cy, hx, hy, density, from, to, visitor);
      return;
    }
    const half = hx >= hy ? hx / 2 : hy / 2;
    const [sx, sy] = hx >= hy ? [half, 0] : [0, half];
    const [nx, ny] = hx >= hy ? [half, hy] : [hx, half];
    for (const side of [-1, 1]) {
      const x = cx + side * sx;
      const y = cy + side * sy;
      const end = this.candidates.prune(x, y, nx, ny, from, to);
      this.split(x, y, nx, ny, density, to, end, visitor);
    }
  }

  private isLeaf(cx: number, cy: number, hx: number, hy: number, from: number, to: number): boolean {
    const rho = Math.sqrt(hx * hx + hy * hy);
    if (rho <= this.finest) return true;
    if (to - from > MOST_RIVALS) return false;
    if (this.p === 2) return true;
    const { x, y } = this.sites;
    for (let s = from; s < to; s++) {
      const k = this.candidates.stack[s];
      const dx = cx - x[k];
      const dy = cy - y[k];
      const twice = 2 * Math.sqrt(dx * dx + dy * dy);
      if (rho * rho > this.bend * twice && 2 * rho > this.bend) return false;
    }
    return true;
  }

  private cut(
    cx: number,
    cy: number,
    hx: number,
    hy: number,
    density: number,
    from: number,
    to: number,
    visitor: LaguerreVisitor,
  ): void {
    const { rivals } = this;
    const { stack, value, gx, gy } = this.candidates;
    const count = Math.min(to - from, MOST_RIVALS);
    for (let a = 0; a < count; a++) {
      rivals.point[a] = stack[from + a];
      rivals.value[a] = value[from + a];
      rivals.gx[a] = gx[from + a];
      rivals.gy[a] = gy[from + a];
    }
    for (let a = 0; a < count; a++) {
      let [piece, spare] = this.polygons;
      setRectangle(piece, hx, hy);
      for (let b = 0; b < count && piece.size > 0; b++) {
        if (b === a) continue;
        const above = rivals.value[a] - rivals.value[b];
        const ax = rivals.gx[a] - rivals.gx[b];
        const ay = rivals.gy[a] - rivals.gy[b];
        // Of two equal functions the first has the rectangle.
        if (above === 0 && ax === 0 && ay === 0) {
          if (b < a) piece.size = 0;
          continue;
        }
        clip(piece, spare, above, ax, ay, b);
        [piece, spare] = [spare, piece];
      }
      if (piece.size > 2) visitor.piece(piece, cx, cy, density, rivals, a);
    }
  }
}

/** Sums of the masses of cells below and to the left, for masses of blocks in four look-ups. */
function cumulatedMasses(masses: Float64Array, nx: number, ny: number): Float64Array {
  const w = ny + 1;
  const out = new Float64Array((nx + 1) * w);
  for (let i = 0; i < nx; i++) {
    let row = 0;
    for (let j = 0; j < ny; j++) {
      row += masses[i * ny + j];
      out[(i + 1) * w + j + 1] = out[i * w + j + 1] + row;
    }
  }
  return out;
}
