/* istanbul ignore file -- `specialise` copies these functions as text, and counters would not be copied with them */
/**
 * Direct sums over pairs for radial potentials, ∇V(z) = g(|z|²)·z, in d = 1, 2, 3. Every function here is
 * self-contained because `specialise` copies it; the d-fold repetition keeps coordinates in registers.
 * Pairs are visited in square blocks so that two stretches of coordinates stay in the first-level cache.
 */

/** out_j = −Σ_{k≠j} w_k g(|x_j−x_k|²)(x_j−x_k), each pair visited once (Newton's third law). */
export type SelfLoop = (
  g: (r2: number) => number,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
) => void;

/** out_j = −Σ_k w_k g(|y_j−x_k|²)(y_j−x_k) at targets y; coincident points contribute nothing. */
export type FieldLoop = (
  g: (r2: number) => number,
  y: Float64Array,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
) => void;

export function selfLoop1(
  g: (r2: number) => number,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
): void {
  const n = w.length;
  const block = 512;
  out.fill(0);
  for (let jb = 0; jb < n; jb += block) {
    const je = Math.min(n, jb + block);
    for (let kb = jb; kb < n; kb += block) {
      const ke = Math.min(n, kb + block);
      for (let j = jb; j < je; j++) {
        const xj = x[j];
        const wj = w[j];
        let sum = 0;
        for (let k = kb === jb ? j + 1 : kb; k < ke; k++) {
          const dx = xj - x[k];
          const r2 = dx * dx;
          if (r2 === 0) continue;
          const pull = g(r2) * dx;
          sum -= w[k] * pull;
          out[k] += wj * pull;
        }
        out[j] += sum;
      }
    }
  }
}

export function selfLoop2(
  g: (r2: number) => number,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
): void {
  const n = w.length;
  const block = 512;
  out.fill(0);
  for (let jb = 0; jb < n; jb += block) {
    const je = Math.min(n, jb + block);
    for (let kb = jb; kb < n; kb += block) {
      const ke = Math.min(n, kb + block);
      for (let j = jb; j < je; j++) {
        const xj = x[2 * j];
        const yj = x[2 * j + 1];
        const wj = w[j];
        let ax = 0;
        let ay = 0;
        for (let k = kb === jb ? j + 1 : kb; k < ke; k++) {
          const dx = xj - x[2 * k];
          const dy = yj - x[2 * k + 1];
          const r2 = dx * dx + dy * dy;
          if (r2 === 0) continue;
          const f = g(r2);
          const fk = w[k] * f;
          const fj = wj * f;
          ax -= fk * dx;
          ay -= fk * dy;
          out[2 * k] += fj * dx;
          out[2 * k + 1] += fj * dy;
        }
        out[2 * j] += ax;
        out[2 * j + 1] += ay;
      }
    }
  }
}

export function selfLoop3(
  g: (r2: number) => number,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
): void {
  const n = w.length;
  const block = 512;
  out.fill(0);
  for (let jb = 0; jb < n; jb += block) {
    const je = Math.min(n, jb + block);
    for (let kb = jb; kb < n; kb += block) {
      const ke = Math.min(n, kb + block);
      for (let j = jb; j < je; j++) {
        const xj = x[3 * j];
        const yj = x[3 * j + 1];
        const zj = x[3 * j + 2];
        const wj = w[j];
        let ax = 0;
        let ay = 0;
        let az = 0;
        for (let k = kb === jb ? j + 1 : kb; k < ke; k++) {
          const dx = xj - x[3 * k];
          const dy = yj - x[3 * k + 1];
          const dz = zj - x[3 * k + 2];
          const r2 = dx * dx + dy * dy + dz * dz;
          if (r2 === 0) continue;
          const f = g(r2);
          const fk = w[k] * f;
          const fj = wj * f;
          ax -= fk * dx;
          ay -= fk * dy;
          az -= fk * dz;
          out[3 * k] += fj * dx;
          out[3 * k + 1] += fj * dy;
          out[3 * k + 2] += fj * dz;
        }
        out[3 * j] += ax;
        out[3 * j + 1] += ay;
        out[3 * j + 2] += az;
      }
    }
  }
}

export function fieldLoop1(
  g: (r2: number) => number,
  y: Float64Array,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
): void {
  for (let j = 0; j < y.length; j++) {
    const yj = y[j];
    let sum = 0;
    for (let k = 0; k < w.length; k++) {
      const dx = yj - x[k];
      const r2 = dx * dx;
      if (r2 !== 0) sum -= w[k] * g(r2) * dx;
    }
    out[j] = sum;
  }
}

export function fieldLoop2(
  g: (r2: number) => number,
  y: Float64Array,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
): void {
  for (let j = 0; j < y.length; j += 2) {
    let ax = 0;
    let ay = 0;
    for (let k = 0; k < w.length; k++) {
      const dx = y[j] - x[2 * k];
      const dy = y[j + 1] - x[2 * k + 1];
      const r2 = dx * dx + dy * dy;
      if (r2 === 0) continue;
      const f = w[k] * g(r2);
      ax -= f * dx;
      ay -= f * dy;
    }
    out[j] = ax;
    out[j + 1] = ay;
  }
}

export function fieldLoop3(
  g: (r2: number) => number,
  y: Float64Array,
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
): void {
  for (let j = 0; j < y.length; j += 3) {
    let ax = 0;
    let ay = 0;
    let az = 0;
    for (let k = 0; k < w.length; k++) {
      const dx = y[j] - x[3 * k];
      const dy = y[j + 1] - x[3 * k + 1];
      const dz = y[j + 2] - x[3 * k + 2];
      const r2 = dx * dx + dy * dy + dz * dz;
      if (r2 === 0) continue;
      const f = w[k] * g(r2);
      ax -= f * dx;
      ay -= f * dy;
      az -= f * dz;
    }
    out[j] = ax;
    out[j + 1] = ay;
    out[j + 2] = az;
  }
}
