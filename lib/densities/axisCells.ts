import type { Cell, Distribution1D } from './types';

/** Finest grid on which the density of edges is integrated. */
const gridLimit = 4096;

/**
 * Edges of n cells whose widths follow the asymptotically optimal law: edges with density ∝ f^{1/3} for the mean square
 * (W₂), f^{1/2} for the mean distance when there is no variance (W₁). The integral of f^α over a piece of mass m and
 * width w is taken as m^α w^{1−α}; pieces are graded towards the ends of the unit interval of probabilities.
 */
export function companderEdges(
  law: Distribution1D,
  n: number,
  alpha: number = Number.isFinite(law.variance) ? 1 / 3 : 1 / 2,
): Float64Array {
  const pieces = Math.min(gridLimit, 64 + 8 * n);
  const graded = (j: number): number => (j / pieces) ** 2 * (3 - (2 * j) / pieces);
  const content = new Float64Array(pieces);
  let left = law.quantile(0);
  for (let j = 0; j < pieces; j++) {
    const right = law.quantile(graded(j + 1));
    content[j] = (graded(j + 1) - graded(j)) ** alpha * (right - left) ** (1 - alpha);
    left = right;
  }
  // An unbounded piece counts like its neighbour.
  if (!Number.isFinite(content[0])) content[0] = content[1];
  if (!Number.isFinite(content[pieces - 1])) content[pieces - 1] = content[pieces - 2];
  const share = content.reduce((sum, part) => sum + part, 0) / n;

  const edges = new Float64Array(n + 1);
  [edges[0], edges[n]] = law.support;
  let piece = 0;
  let below = 0;
  for (let k = 1; k < n; k++) {
    while (piece < pieces - 1 && below + content[piece] < k * share) below += content[piece++];
    const inside = Math.min(1, (k * share - below) / content[piece]);
    edges[k] = law.quantile(graded(piece) + inside * (graded(piece + 1) - graded(piece)));
  }
  return edges;
}

/** One round of Lloyd's algorithm: edges to the middles between the means of their cells. */
function lloydRound(law: Distribution1D, edges: Float64Array): void {
  let left = law.cell(edges[0], edges[1]).mean;
  for (let k = 1; k < edges.length - 1; k++) {
    const right = law.cell(edges[k], edges[k + 1]).mean;
    edges[k] = (left + right) / 2;
    left = right;
  }
}

/**
 * n cells that cover the line and nearly minimise the mean square distance to their means (Lloyd's algorithm from the
 * asymptotic law: to convergence for about ten cells, with fewer rounds for many, where that law is already good). A point mass has one cell whatever n is.
 */
export function axisCells(law: Distribution1D, n: number): Cell[] {
  if (law.variance === 0) return [law.cell(-Infinity, Infinity)];
  const edges = companderEdges(law, n);
  const rounds = Number.isFinite(law.variance) ? Math.min(500, Math.ceil(5e3 / n)) : 0;
  for (let round = 0; round < rounds && n > 1; round++) lloydRound(law, edges);
  return Array.from({ length: n }, (_, k) => law.cell(edges[k], edges[k + 1]));
}
