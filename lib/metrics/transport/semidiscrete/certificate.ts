import { transportExact } from '../exact/exact';
import {
  emptyPolygon,
  integralOfDistance,
  integralOfSquare,
  momentsInto,
  type PolygonMoments,
  setRectangle,
} from '../polygon';
import type { LaguerreDiagram } from './laguerre';

/** What a vector ψ proves about the distance. */
export interface Certificate {
  readonly lower: number;
  readonly upper: number;
  /** Masses of the cells, as the plan of the upper end has them. */
  readonly masses: Float64Array;
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
  const { density, sites, p } = diagram;
  const { owner } = sites;
  const [ex, ey] = density.edges;
  const ny = ey.length - 1;
  const masses = new Float64Array(sites.count);
  const integral = p === 1 ? integralOfDistance : integralOfSquare;
  const whole = emptyPolygon();
  const moments: PolygonMoments = { area: 0, x: 0, y: 0 };
  let cost = 0; // ∫|z − T(z)|ᵖ f
  let affine = 0; // what the affine functions make of it, a lower bound
  let farthest = 0; // largest distance of a piece from its point
  const rectangle = (cx: number, cy: number, hx: number, hy: number, f: number, k: number): void => {
    const [px, py] = [sites.x[k] - cx, sites.y[k] - cy];
    setRectangle(whole, hx, hy);
    const part = f * integral(whole, px, py);
    masses[owner[k]] += 4 * f * hx * hy;
    cost += part;
    affine += part;
    farthest = Math.max(farthest, Math.abs(px) + Math.abs(py) + hx + hy);
  };
  diagram.walk(psi, bend, {
    rectangle,
    block: (i0, i1, j0, j1, _mass, k) => {
      for (let i = i0; i < i1; i++) {
        for (let j = j0; j < j1; j++) {
          const mass = density.masses[i * ny + j];
          if (mass === 0) continue;
          const hx = (ex[i + 1] - ex[i]) / 2;
          const hy = (ey[j + 1] - ey[j]) / 2;
          rectangle(ex[i] + hx, ey[j] + hy, hx, hy, mass / (4 * hx * hy), k);
        }
      }
    },
    piece: (piece, cx, cy, f, rivals, a) => {
      const k = rivals.point[a];
      momentsInto(piece, moments);
      const part = f * integral(piece, sites.x[k] - cx, sites.y[k] - cy);
      masses[owner[k]] += f * moments.area;
      cost += part;
      // |z − y|² = (its affine function) + |δ|², and the latter is common to all rivals: the pieces are exact.
      affine +=
        p === 2
          ? part
          : f *
            ((rivals.value[a] + psi[owner[k]]) * moments.area +
              rivals.gx[a] * moments.x +
              rivals.gy[a] * moments.y);
      farthest = Math.max(farthest, Math.abs(sites.x[k] - cx) + Math.abs(sites.y[k] - cy));
    },
  });
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
