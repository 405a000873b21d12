import type { CellRule, DepositSpace } from './deposit';
import type { FieldMesh } from './mesh';

const { floor } = Math;

/** The four cubic B-splines around a point at `fraction` ∈ [0, 1) behind the second of them. */
function splineWeights(fraction: number, out: Float64Array): void {
  const rest = 1 - fraction;
  out[0] = (rest * rest * rest) / 6;
  out[1] = 2 / 3 - fraction * fraction * (1 - 0.5 * fraction);
  out[2] = 2 / 3 - rest * rest * (1 - 0.5 * rest);
  out[3] = (fraction * fraction * fraction) / 6;
}

/** Their derivatives. */
function splineSlopes(fraction: number, out: Float64Array): void {
  const rest = 1 - fraction;
  out[0] = -0.5 * rest * rest;
  out[1] = fraction * (1.5 * fraction - 2);
  out[2] = -rest * (1.5 * rest - 2);
  out[3] = 0.5 * fraction * fraction;
}

/**
 * −∇φ at those elements of x (three coordinates each) to `out`, and φ in the same order as `elements` to `values` if given.
 */
export function gatherField(
  mesh: FieldMesh,
  x: Float64Array,
  elements: Int32Array,
  out: Float64Array,
  values?: Float64Array,
): void {
  const { potential, points, origin } = mesh;
  const inverse = 1 / mesh.spacing;
  const [row, plane] = [points[2], points[1] * points[2]];
  const [a, b, c, da, db, dc] = Array.from({ length: 6 }, () => new Float64Array(4));
  for (let e = 0; e < elements.length; e++) {
    const at = 3 * elements[e];
    const u = (x[at] - origin[0]) * inverse;
    const v = (x[at + 1] - origin[1]) * inverse;
    const w = (x[at + 2] - origin[2]) * inverse;
    const i = floor(u);
    const j = floor(v);
    const k = floor(w);
    splineWeights(u - i, a);
    splineWeights(v - j, b);
    splineWeights(w - k, c);
    splineSlopes(u - i, da);
    splineSlopes(v - j, db);
    splineSlopes(w - k, dc);
    let sum = 0;
    let gx = 0;
    let gy = 0;
    let gz = 0;
    for (let p = 0; p < 4; p++)
      for (let q = 0; q < 4; q++) {
        const o = (i + p - 1) * plane + (j + q - 1) * row + k - 1;
        const f0 = potential[o];
        const f1 = potential[o + 1];
        const f2 = potential[o + 2];
        const f3 = potential[o + 3];
        const value = c[0] * f0 + c[1] * f1 + c[2] * f2 + c[3] * f3;
        sum += a[p] * b[q] * value;
        gx += da[p] * b[q] * value;
        gy += a[p] * db[q] * value;
        gz += a[p] * b[q] * (dc[0] * f0 + dc[1] * f1 + dc[2] * f2 + dc[3] * f3);
      }
    out[at] = -gx * inverse;
    out[at + 1] = -gy * inverse;
    out[at + 2] = -gz * inverse;
    if (values) values[e] = sum;
  }
}

/**
 * Lays down the masses `factor`·weight·ρ at the nodes of a rule along the last axis of a cell, from the five values (x, y, z and ρ
 * side by side) that begin at `start` in `lines`; returns their sum.
 */
export function depositLine(
  mesh: FieldMesh,
  rule: CellRule,
  start: number,
  factor: number,
  { lines, a, b, c }: DepositSpace,
): number {
  const { density, origin, points } = mesh;
  const { lagrange, weights } = rule;
  const inverse = 1 / mesh.spacing;
  const [row, plane] = [points[2], points[1] * points[2]];
  let sum = 0;
  for (let n = 0, l = 0; n < weights.length; n++, l += 5) {
    let x = 0;
    let y = 0;
    let z = 0;
    let rho = 0;
    for (let q = 0, f = start; q < 5; q++, f += 4) {
      const weight = lagrange[l + q];
      x += weight * lines[f];
      y += weight * lines[f + 1];
      z += weight * lines[f + 2];
      rho += weight * lines[f + 3];
    }
    const mass = factor * weights[n] * rho;
    sum += mass;
    x = (x - origin[0]) * inverse;
    y = (y - origin[1]) * inverse;
    z = (z - origin[2]) * inverse;
    const i = floor(x);
    const j = floor(y);
    const k = floor(z);
    splineWeights(x - i, a);
    splineWeights(y - j, b);
    splineWeights(z - k, c);
    for (let p = 0; p < 4; p++) {
      const ma = mass * a[p];
      for (let q = 0, o = (i + p - 1) * plane + (j - 1) * row + k - 1; q < 4; q++, o += row) {
        const m = ma * b[q];
        density[o] += m * c[0];
        density[o + 1] += m * c[1];
        density[o + 2] += m * c[2];
        density[o + 3] += m * c[3];
      }
    }
  }
  return sum;
}
