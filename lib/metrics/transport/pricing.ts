import type { WeightedCloud } from './cloud';

/**
 * Looks in row i, columns from ≤ j < to, for the arc of least reduced cost c_ij − φ_i − ψ_j below `bound` ≤ 0.
 * Returns its column, or −1.
 */
export type RowScan = (i: number, from: number, to: number, bound: number) => number;

/** Potentials that a scan reads while the simplex changes them: φ_i = potential[i], ψ_j = potential[n+j]. */
interface Potentials {
  readonly phi: Float64Array;
  readonly psi: Float64Array;
}

// In every loop `shift` is φ_i + the least reduced cost so far, and an arc is better when c_ij < s = shift + ψ_j.

/** Scan of a stored cost matrix (row-major n×m). */
export function scanMatrix(matrix: Float64Array, { phi, psi }: Potentials): RowScan {
  const m = psi.length;
  return (i, from, to, bound) => {
    let shift = phi[i] + bound;
    let found = -1;
    for (let j = from, k = i * m + from; j < to; j++, k++) {
      const s = shift + psi[j];
      if (matrix[k] < s) {
        shift += matrix[k] - s;
        found = j;
      }
    }
    return found;
  };
}

/** Scan of any cost function. */
export function scanCost(cost: (i: number, j: number) => number, { phi, psi }: Potentials): RowScan {
  return (i, from, to, bound) => {
    let shift = phi[i] + bound;
    let found = -1;
    for (let j = from; j < to; j++) {
      const s = shift + psi[j];
      const c = cost(i, j);
      if (c < s) {
        shift += c - s;
        found = j;
      }
    }
    return found;
  };
}

/**
 * Scan for the Euclidean costs |x−y| and |x−y|² straight from the coordinates. For p = 1 it compares squares,
 * |x−y|² < s|s|, and takes a root only of arcs that improve: less work than reading a stored matrix.
 */
export function scanEuclidean(
  mu: WeightedCloud,
  nu: WeightedCloud,
  p: 1 | 2,
  potentials: Potentials,
): RowScan {
  const d = mu.dimension;
  // Unrolled loops exist for 2, 3, 4 and 6 coordinates; a missing coordinate is 0 in both clouds.
  const width = d <= 2 ? 2 : d === 5 ? 6 : d;
  const x = coordinates(mu, width);
  const y = coordinates(nu, width);
  const squared = p === 2;
  if (width === 2) return scan2(x, y, squared, potentials);
  if (width === 3) return scan3(x, y, squared, potentials);
  if (width === 4) return scan4(x, y, squared, potentials);
  if (width === 6) return scan6(x, y, squared, potentials);
  return scanAny(mu, nu, squared, potentials);
}

/** One array per coordinate. */
function coordinates(cloud: WeightedCloud, width: number): Float64Array[] {
  const { points, dimension, count } = cloud;
  return Array.from({ length: width }, (_, k) =>
    Float64Array.from({ length: count }, (_, i) => (k < dimension ? points[i * dimension + k] : 0)),
  );
}

type Coordinates = readonly Float64Array[];

function scan2(x: Coordinates, y: Coordinates, squared: boolean, { phi, psi }: Potentials): RowScan {
  const [x0, x1] = x;
  const [y0, y1] = y;
  return (i, from, to, bound) => {
    const [a0, a1] = [x0[i], x1[i]];
    let shift = phi[i] + bound;
    let found = -1;
    for (let j = from; j < to; j++) {
      const s = shift + psi[j];
      const d0 = a0 - y0[j];
      const d1 = a1 - y1[j];
      const r2 = d0 * d0 + d1 * d1;
      if (r2 < (squared ? s : s * Math.abs(s))) {
        shift += (squared ? r2 : Math.sqrt(r2)) - s;
        found = j;
      }
    }
    return found;
  };
}

function scan3(x: Coordinates, y: Coordinates, squared: boolean, { phi, psi }: Potentials): RowScan {
  const [x0, x1, x2] = x;
  const [y0, y1, y2] = y;
  return (i, from, to, bound) => {
    const [a0, a1, a2] = [x0[i], x1[i], x2[i]];
    let shift = phi[i] + bound;
    let found = -1;
    for (let j = from; j < to; j++) {
      const s = shift + psi[j];
      const d0 = a0 - y0[j];
      const d1 = a1 - y1[j];
      const d2 = a2 - y2[j];
      const r2 = d0 * d0 + d1 * d1 + d2 * d2;
      if (r2 < (squared ? s : s * Math.abs(s))) {
        shift += (squared ? r2 : Math.sqrt(r2)) - s;
        found = j;
      }
    }
    return found;
  };
}

function scan4(x: Coordinates, y: Coordinates, squared: boolean, { phi, psi }: Potentials): RowScan {
  const [x0, x1, x2, x3] = x;
  const [y0, y1, y2, y3] = y;
  return (i, from, to, bound) => {
    const [a0, a1, a2, a3] = [x0[i], x1[i], x2[i], x3[i]];
    let shift = phi[i] + bound;
    let found = -1;
    for (let j = from; j < to; j++) {
      const s = shift + psi[j];
      const d0 = a0 - y0[j];
      const d1 = a1 - y1[j];
      const d2 = a2 - y2[j];
      const d3 = a3 - y3[j];
      const r2 = d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
      if (r2 < (squared ? s : s * Math.abs(s))) {
        shift += (squared ? r2 : Math.sqrt(r2)) - s;
        found = j;
      }
    }
    return found;
  };
}

function scan6(x: Coordinates, y: Coordinates, squared: boolean, { phi, psi }: Potentials): RowScan {
  const [x0, x1, x2, x3, x4, x5] = x;
  const [y0, y1, y2, y3, y4, y5] = y;
  return (i, from, to, bound) => {
    const [a0, a1, a2, a3, a4, a5] = [x0[i], x1[i], x2[i], x3[i], x4[i], x5[i]];
    let shift = phi[i] + bound;
    let found = -1;
    for (let j = from; j < to; j++) {
      const s = shift + psi[j];
      const d0 = a0 - y0[j];
      const d1 = a1 - y1[j];
      const d2 = a2 - y2[j];
      const d3 = a3 - y3[j];
      const d4 = a4 - y4[j];
      const d5 = a5 - y5[j];
      const r2 = d0 * d0 + d1 * d1 + d2 * d2 + (d3 * d3 + d4 * d4 + d5 * d5);
      if (r2 < (squared ? s : s * Math.abs(s))) {
        shift += (squared ? r2 : Math.sqrt(r2)) - s;
        found = j;
      }
    }
    return found;
  };
}

function scanAny(mu: WeightedCloud, nu: WeightedCloud, squared: boolean, { phi, psi }: Potentials): RowScan {
  const { points: x, dimension: d } = mu;
  const y = nu.points;
  return (i, from, to, bound) => {
    let shift = phi[i] + bound;
    let found = -1;
    for (let j = from; j < to; j++) {
      const s = shift + psi[j];
      const limit = squared ? s : s * Math.abs(s);
      let r2 = 0;
      for (let k = 0; k < d && r2 < limit; k++) {
        const step = x[i * d + k] - y[j * d + k];
        r2 += step * step;
      }
      if (r2 < limit) {
        shift += (squared ? r2 : Math.sqrt(r2)) - s;
        found = j;
      }
    }
    return found;
  };
}
