import type { SparseRow } from './dop853Table';

/** A row of the table, filled up with zeros to 4 or 9 terms. */
export interface Stage {
  readonly node: number;
  readonly coefficients: Float64Array;
  /** The numbers of the slopes it combines. */
  readonly terms: Int32Array;
}

export function stageOf(node: number, row: SparseRow): Stage {
  const length = row.length <= 4 ? 4 : 9;
  const terms = Array.from({ length }, (_, j) => row[j] ?? [row[0][0], 0]);
  return {
    node,
    coefficients: Float64Array.from(terms, ([, coefficient]) => coefficient),
    terms: Int32Array.from(terms, ([stage]) => stage),
  };
}

// Sums of fixed length over one array: four times as fast as loops over the terms of a row, and twice as fast as over
// nine arrays, whose addresses do not fit into the registers.

/**
 * out ← y + h·Σ c_j·k_j for vectors of length n in one array: y at its beginning, `out` and the slope k₀, which the other
 * slopes follow, at the given places.
 */
export function combine(
  m: Float64Array,
  n: number,
  out: number,
  slopes: number,
  h: number,
  stage: Stage,
): void {
  const { coefficients, terms } = stage;
  if (terms.length === 4) combine4(m, n, out, slopes, h, coefficients, terms);
  else combine9(m, n, out, slopes, h, coefficients, terms);
}

function combine4(
  m: Float64Array,
  n: number,
  out: number,
  slopes: number,
  h: number,
  c: Float64Array,
  k: Int32Array,
): void {
  const k0 = slopes + n * k[0];
  const k1 = slopes + n * k[1];
  const k2 = slopes + n * k[2];
  const k3 = slopes + n * k[3];
  const c0 = h * c[0];
  const c1 = h * c[1];
  const c2 = h * c[2];
  const c3 = h * c[3];
  for (let i = 0; i < n; i++)
    m[out + i] = m[i] + (c0 * m[k0 + i] + c1 * m[k1 + i] + c2 * m[k2 + i] + c3 * m[k3 + i]);
}

function combine9(
  m: Float64Array,
  n: number,
  out: number,
  slopes: number,
  h: number,
  c: Float64Array,
  k: Int32Array,
): void {
  const k0 = slopes + n * k[0];
  const k1 = slopes + n * k[1];
  const k2 = slopes + n * k[2];
  const k3 = slopes + n * k[3];
  const k4 = slopes + n * k[4];
  const k5 = slopes + n * k[5];
  const k6 = slopes + n * k[6];
  const k7 = slopes + n * k[7];
  const k8 = slopes + n * k[8];
  const c0 = h * c[0];
  const c1 = h * c[1];
  const c2 = h * c[2];
  const c3 = h * c[3];
  const c4 = h * c[4];
  const c5 = h * c[5];
  const c6 = h * c[6];
  const c7 = h * c[7];
  const c8 = h * c[8];
  for (let i = 0; i < n; i++) {
    const low = c0 * m[k0 + i] + c1 * m[k1 + i] + c2 * m[k2 + i] + c3 * m[k3 + i];
    const high = c4 * m[k4 + i] + c5 * m[k5 + i] + c6 * m[k6 + i] + c7 * m[k7 + i] + c8 * m[k8 + i];
    m[out + i] = m[i] + (low + high);
  }
}
