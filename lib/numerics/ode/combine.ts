import type { SparseRow } from './dop853Table';

/** A row of the table with the slopes it combines, filled up with zeros to 4 or 9 terms. */
export interface Stage {
  readonly node: number;
  readonly coefficients: Float64Array;
  readonly slopes: readonly Float64Array[];
}

export function stageOf(node: number, row: SparseRow, slopes: readonly Float64Array[]): Stage {
  const length = row.length <= 4 ? 4 : 9;
  const terms = Array.from({ length }, (_, j) => row[j] ?? [row[0][0], 0]);
  return {
    node,
    coefficients: Float64Array.from(terms, ([, coefficient]) => coefficient),
    slopes: terms.map(([stage]) => slopes[stage]),
  };
}

// Sums of fixed length are three times as fast as a loop over the terms of a sparse row, and as fast as code generated
// for each row.

/** out ← y + h·Σ_{j<4} c_j·k_j. */
export function combine4(
  out: Float64Array,
  y: Float64Array,
  h: number,
  c: Float64Array,
  k: readonly Float64Array[],
): void {
  const k0 = k[0];
  const k1 = k[1];
  const k2 = k[2];
  const k3 = k[3];
  const c0 = h * c[0];
  const c1 = h * c[1];
  const c2 = h * c[2];
  const c3 = h * c[3];
  for (let i = 0; i < y.length; i++) out[i] = y[i] + (c0 * k0[i] + c1 * k1[i] + c2 * k2[i] + c3 * k3[i]);
}

/** out ← y + h·Σ_{j<9} c_j·k_j. */
export function combine9(
  out: Float64Array,
  y: Float64Array,
  h: number,
  c: Float64Array,
  k: readonly Float64Array[],
): void {
  const k0 = k[0];
  const k1 = k[1];
  const k2 = k[2];
  const k3 = k[3];
  const k4 = k[4];
  const k5 = k[5];
  const k6 = k[6];
  const k7 = k[7];
  const k8 = k[8];
  const c0 = h * c[0];
  const c1 = h * c[1];
  const c2 = h * c[2];
  const c3 = h * c[3];
  const c4 = h * c[4];
  const c5 = h * c[5];
  const c6 = h * c[6];
  const c7 = h * c[7];
  const c8 = h * c[8];
  for (let i = 0; i < y.length; i++) {
    const low = c0 * k0[i] + c1 * k1[i] + c2 * k2[i] + c3 * k3[i];
    out[i] = y[i] + (low + c4 * k4[i] + c5 * k5[i] + c6 * k6[i] + c7 * k7[i] + c8 * k8[i]);
  }
}
