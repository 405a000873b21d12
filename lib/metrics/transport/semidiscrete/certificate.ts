import { transportExact } from '../exact/exact';
import {
  emptyPolygon,
  integralOfDistance,
  integralOfSquare,
  momentsInto,
  type Polygon,
  type PolygonMoments,
  setRectangle,
} from '../polygon';
import type { LaguerreDiagram, LaguerreVisitor, Rivals } from './laguerre';

/** What a vector ψ proves about the distance. */
export interface Certificate {
  readonly lower: number;
  readonly upper: number;
  /** Masses of the cells, as the plan of the upper end has them. */
  readonly masses: Float64Array;
}

/** Masses and costs of the pieces into which a diagram cuts the density, summed over one walk. */
class SumsOverPieces implements LaguerreVisitor {
  readonly masses: Float64Array;
  /** ∫|z − T(z)|ᵖ f. */
  cost = 0;
  /** What the affine functions make of it, a lower bound. */
  affine = 0;
  /** Largest distance of a piece from its point. */
  farthest = 0;
  private readonly integral: typeof integralOfDistance;
  private readonly whole = emptyPolygon();
  private readonly moments: PolygonMoments = { area: 0, x: 0, y: 0 };

  constructor(
    private readonly diagram: LaguerreDiagram,
    private readonly psi: Float64Array,
  ) {
    this.masses = new Float64Array(diagram.sites.count);
    this.integral = diagram.p === 1 ? integralOfDistance : integralOfSquare;
  }

  rectangle(cx: number, cy: number, hx: number, hy: number, f: number, k: number): void {
    const { x, y, owner } = this.diagram.sites;
    const [px, py] = [x[k] - cx, y[k] - cy];
    setRectangle(this.whole, hx, hy);
    const part = f * this.integral(this.whole, px, py);
    this.masses[owner[k]] += 4 * f * hx * hy;
    this.cost += part;
    this.affine += part;
    this.farthest = Math.max(this.farthest, Math.abs(px) + Math.abs(py) + hx + hy);
  }

  block(i0: number, i1: number, j0: number, j1: number, _mass: number, k: number): void {
    const { edges, masses } = this.diagram.density;
    const [ex, ey] = edges;
    for (let i = i0; i < i1; i++) {
      for (let j = j0; j < j1; j++) {
        const mass = masses[i * (ey.length - 1) + j];
        if (mass === 0) continue;
        const hx = (ex[i + 1] - ex[i]) / 2;
        const hy = (ey[j + 1] - ey[j]) / 2;
        this.rectangle(ex[i] + hx, ey[j] + hy, hx, hy, mass / (4 * hx * hy), k);
      }
    }
  }

  piece(piece: Polygon, cx: number, cy: number, f: number, rivals: Rivals, a: number): void {
    const { sites, p } = this.diagram;
    const { moments } = this;
    const k = rivals.point[a];
    const owner = sites.owner[k];
    const [px, py] = [sites.x[k] - cx, sites.y[k] - cy];
    momentsInto(piece, moments);
    const part = f * this.integral(piece, px, py);
    const height = rivals.value[a] + this.psi[owner];
    this.masses[owner] += f * moments.area;
    this.cost += part;
    // |z − y|² = (its affine function) + |δ|², and the latter is common to all rivals: the pieces are exact.
    this.affine +=
      p === 2 ? part : f * (height * moments.area + rivals.gx[a] * moments.x + rivals.gy[a] * moments.y);
    this.farthest = Math.max(this.farthest, Math.abs(px) + Math.abs(py));
  }
}

/**
 * Bounds of dist_MK,p(f, Σ w_j δ_{y_j}) from ψ: below ∫min_j(|z − y_j|ᵖ − ψ_j) f + Σ w_j ψ_j, above the cost of the
 * map T to the points of the pieces and then from their masses g to w. Both ends are widened by what rounding may amount
 * to; `density` counts as the law itself.
 */
export function certify(
  diagram: LaguerreDiagram,
  weights: Float64Array,
  psi: Float64Array,
  bend: number,
): Certificate {
  const { sites, p } = diagram;
  const sums = new SumsOverPieces(diagram, psi);
  diagram.walk(psi, bend, sums);
  const { masses, cost, affine, farthest } = sums;
  let dual = affine;
  let size = 0;
  for (let j = 0; j < sites.count; j++) {
    dual += (weights[j] - masses[j]) * psi[j];
    size = Math.max(size, Math.abs(psi[j]));
  }
  // Sums of up to 10⁷ terms of these sizes, in doubles; pieces lose (distance/size of the piece)² more.
  const rounding = 1e-12 * (farthest ** p + size);
  const missing = redistribution(diagram, masses, weights);
  const root = (value: number): number => (p === 1 ? value : Math.sqrt(value));
  return {
    lower: root(Math.max(0, dual - rounding)),
    upper: root(cost + rounding) + missing,
    masses,
  };
}

/** An upper bound of dist_MK,p between Σ g_j δ_{y_j} and Σ w_j δ_{y_j}: what both have in common stays. */
function redistribution(diagram: LaguerreDiagram, g: Float64Array, w: Float64Array): number {
  const { sites, p } = diagram;
  const surplus: number[] = [];
  const deficit: number[] = [];
  for (let j = 0; j < g.length; j++) {
    if (g[j] > w[j]) surplus.push(j);
    else if (g[j] < w[j]) deficit.push(j);
  }
  const moved = surplus.reduce((sum, j) => sum + (g[j] - w[j]), 0);
  const asked = deficit.reduce((sum, j) => sum + (w[j] - g[j]), 0);
  const mass = Math.max(moved, asked);
  if (surplus.length === 0 || deficit.length === 0) return 0;
  const part = (
    list: number[],
    total: number,
  ): { points: Float64Array; dimension: number; weights: Float64Array } => ({
    points: Float64Array.from(list.flatMap((j) => [sites.x[j], sites.y[j]])),
    dimension: 2,
    weights: Float64Array.from(list, (j) => Math.abs(g[j] - w[j]) / total),
  });
  const { distance } = transportExact(part(surplus, moved), part(deficit, asked), { p });
  return distance * mass ** (1 / p);
}
