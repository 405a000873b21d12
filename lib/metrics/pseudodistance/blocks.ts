/**
 * Small complex Hermitian matrices, many of them, one after the other in one array: block k holds its r × r entries,
 * interleaved and row-major, from index 2kr² on.
 */

/** Lower Cholesky factor L of the block of `a` at `from` into `l` (at 0), A = LL*; false where a pivot is not positive. */
export function factorBlock(a: Float64Array, from: number, r: number, l: Float64Array): boolean {
  for (let i = 0; i < r; i++) {
    for (let j = 0; j <= i; j++) {
      let re = a[from + 2 * (i * r + j)];
      let im = a[from + 2 * (i * r + j) + 1];
      let x = 2 * i * r;
      let y = 2 * j * r;
      for (let k = 0; k < j; k++, x += 2, y += 2) {
        re -= l[x] * l[y] + l[x + 1] * l[y + 1];
        im -= l[x + 1] * l[y] - l[x] * l[y + 1];
      }
      const at = 2 * (i * r + j);
      if (i === j) {
        if (!(re > 0)) return false;
        l[at] = Math.sqrt(re);
        l[at + 1] = 0;
      } else {
        const pivot = l[2 * (j * r + j)];
        l[at] = re / pivot;
        l[at + 1] = im / pivot;
      }
    }
  }
  return true;
}

/** (LL*)⁻¹ into `out` at `to`; `work` takes 2r² numbers. */
export function invertFactor(
  l: Float64Array,
  r: number,
  out: Float64Array,
  to: number,
  work: Float64Array,
): void {
  // Rows of L⁻¹, a lower triangle.
  for (let j = 0; j < r; j++) {
    for (let i = j; i < r; i++) {
      let re = i === j ? 1 : 0;
      let im = 0;
      for (let k = j; k < i; k++) {
        const x = 2 * (i * r + k);
        const y = 2 * (k * r + j);
        re -= l[x] * work[y] - l[x + 1] * work[y + 1];
        im -= l[x] * work[y + 1] + l[x + 1] * work[y];
      }
      const pivot = l[2 * (i * r + i)];
      work[2 * (i * r + j)] = re / pivot;
      work[2 * (i * r + j) + 1] = im / pivot;
    }
  }
  // (L⁻¹)*L⁻¹.
  for (let i = 0; i < r; i++)
    for (let j = 0; j <= i; j++) {
      let re = 0;
      let im = 0;
      for (let k = i; k < r; k++) {
        const x = 2 * (k * r + i);
        const y = 2 * (k * r + j);
        re += work[x] * work[y] + work[x + 1] * work[y + 1];
        im += work[x] * work[y + 1] - work[x + 1] * work[y];
      }
      out[to + 2 * (i * r + j)] = re;
      out[to + 2 * (i * r + j) + 1] = im;
      out[to + 2 * (j * r + i)] = re;
      out[to + 2 * (j * r + i) + 1] = -im;
    }
}

/** The product of the blocks of `a` at `i` and of `b` at `j` into `out` at `o`, which must be elsewhere. */
export function multiplyBlocks(
  [a, i]: readonly [Float64Array, number],
  [b, j]: readonly [Float64Array, number],
  r: number,
  [out, o]: readonly [Float64Array, number],
): void {
  out.fill(0, o, o + 2 * r * r);
  for (let row = 0; row < r; row++)
    for (let k = 0; k < r; k++) {
      const re = a[i + 2 * (row * r + k)];
      const im = a[i + 2 * (row * r + k) + 1];
      let y = j + 2 * k * r;
      let at = o + 2 * row * r;
      for (let column = 0; column < r; column++, y += 2, at += 2) {
        out[at] += re * b[y] - im * b[y + 1];
        out[at + 1] += re * b[y + 1] + im * b[y];
      }
    }
}

/** The block of `a` at `from` made Hermitian: ½(A + A*). */
export function symmetriseBlock(a: Float64Array, from: number, r: number): void {
  for (let i = 0; i < r; i++) {
    a[from + 2 * (i * r + i) + 1] = 0;
    for (let j = 0; j < i; j++) {
      const x = from + 2 * (i * r + j);
      const y = from + 2 * (j * r + i);
      const re = 0.5 * (a[x] + a[y]);
      const im = 0.5 * (a[x + 1] - a[y + 1]);
      a[x] = re;
      a[y] = re;
      a[x + 1] = im;
      a[y + 1] = -im;
    }
  }
}

/** tr(AB) of two Hermitian blocks: a real number. */
export function traceOfBlocks(a: Float64Array, i: number, b: Float64Array, j: number, r: number): number {
  let sum = 0;
  for (let k = 0; k < 2 * r * r; k++) sum += a[i + k] * b[j + k];
  return sum;
}

/**
 * A step t ≤ 1 for which all blocks A + tD are positive definite: 1, or within 1 % of the largest.
 * The blocks A must be positive definite. `work` takes 4r² numbers.
 */
export function longestStep(a: Float64Array, d: Float64Array, r: number, work: Float64Array): number {
  const size = 2 * r * r;
  const moved = work.subarray(0, size);
  const factor = work.subarray(size, 2 * size);
  const inside = (from: number, t: number): boolean => {
    for (let k = 0; k < size; k++) moved[k] = a[from + k] + t * d[from + k];
    return factorBlock(moved, 0, r, factor);
  };
  let step = 1;
  for (let from = 0; from < a.length; from += size) {
    if (inside(from, step)) continue;
    let low = 0;
    let high = step;
    while (high - low > 0.01 * high) {
      const middle = low === 0 ? high / 4 : (low + high) / 2;
      if (inside(from, middle)) low = middle;
      else high = middle;
      if (high < 1e-12) return 0;
    }
    step = low;
  }
  return step;
}
