/**
 * All eigenvalues of a symmetric tridiagonal matrix T by implicitly shifted QL or QR sweeps, in place.
 * `d` (length n) holds the diagonal and ends as the eigenvalues, in no order; `e` (length ≥ n − 1) holds the
 * off-diagonal and is destroyed. The plane rotations act on the columns of `z`, a row-major matrix of `rows` rows and n
 * columns: the identity becomes the matrix of eigenvectors, its first row their first components, Q becomes Q·vectors,
 * no rows (`rows` = 0) leave the eigenvalues alone. The entries of T must be scaled to the order of 1.
 *
 * J. H. Wilkinson, C. Reinsch, Linear Algebra (1971), II/3 and II/4; direction of the sweeps and criterion of
 * deflation e_i² ≤ ε²|d_i d_{i+1}| as in A. Greenbaum, J. Dongarra, LAPACK Working Note 17 (1989).
 * @throws Error when an eigenvalue takes more than 60 sweeps (30 are generous: that is no rounding, but a fault).
 */
export function implicitQl(d: Float64Array, e: Float64Array, z: Float64Array, n: number, rows: number): void {
  const abs = Math.abs;
  const rotations = new Float64Array(rows > 0 ? 2 * n : 0);
  let sweeps = 0;
  // [first, last] is an unreduced block; everything before `first` is done.
  for (let first = 0; first < n; ) {
    let last = first;
    while (last < n - 1 && !negligible(e[last], d[last], d[last + 1])) last++;
    if (last === first) {
      first++;
      continue;
    }
    if (++sweeps > 60 * n)
      throw new Error(
        `the eigenvalues of a tridiagonal block at row ${first} did not converge in ${60 * n} sweeps`,
      );
    e[last] = 0;
    // Sweeps towards the smaller end keep the small eigenvalues of a graded matrix.
    if (abs(d[last]) < abs(d[first])) sweep(d, e, z, n, rows, last, first, -1, rotations);
    else sweep(d, e, z, n, rows, first, last, 1, rotations);
  }
}

const epsilonSquared: number = 2 ** -104;
const tiny: number = 2 ** -1000;

function negligible(e: number, left: number, right: number): boolean {
  return e * e <= epsilonSquared * Math.abs(left * right) + tiny;
}

/** One sweep from `far` to `near` (where an eigenvalue splits off); `step` = ±1 leads from `near` to `far`. */
function sweep(
  d: Float64Array,
  e: Float64Array,
  z: Float64Array,
  n: number,
  rows: number,
  near: number,
  far: number,
  step: number,
  rotations: Float64Array,
): void {
  const sqrt = Math.sqrt;
  // The entry of e between i and i + step.
  const shift = step === 1 ? 0 : -1;
  const eNear = e[near + shift];
  const half = (d[near + step] - d[near]) / (2 * eNear);
  const root = sqrt(half * half + 1);
  let g = d[far] - d[near] + eNear / (half + (half >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = far - step; i !== near - step; i -= step) {
    const f = s * e[i + shift];
    const b = c * e[i + shift];
    const r = sqrt(f * f + g * g);
    if (i !== far - step) e[i + step + shift] = r;
    c = r === 0 ? 1 : g / r;
    s = r === 0 ? 0 : f / r;
    g = d[i + step] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + step] = g + p;
    g = c * t - b;
    if (rows > 0) {
      rotations[2 * i] = c;
      rotations[2 * i + 1] = s;
    }
  }
  d[near] -= p;
  e[near + shift] = g;
  if (rows > 0) rotateRows(z, n, rows, near, far, step, rotations);
}

/** The sweep's rotations on columns (i, i + step) of z, row by row: the travelling entry `h` stays in a register. */
function rotateRows(
  z: Float64Array,
  n: number,
  rows: number,
  near: number,
  far: number,
  step: number,
  rotations: Float64Array,
): void {
  // Two rows at a time hide the latency of the chain through h.
  let row = 0;
  for (; row + 1 < rows; row += 2) {
    const a = row * n;
    const b = a + n;
    let h = z[a + far];
    let k = z[b + far];
    for (let i = far - step; i !== near - step; i -= step) {
      const c = rotations[2 * i];
      const s = rotations[2 * i + 1];
      const f = z[a + i];
      const g = z[b + i];
      z[a + i + step] = s * f + c * h;
      z[b + i + step] = s * g + c * k;
      h = c * f - s * h;
      k = c * g - s * k;
    }
    z[a + near] = h;
    z[b + near] = k;
  }
  if (row === rows) return;
  const a = row * n;
  let h = z[a + far];
  for (let i = far - step; i !== near - step; i -= step) {
    const f = z[a + i];
    z[a + i + step] = rotations[2 * i + 1] * f + rotations[2 * i] * h;
    h = rotations[2 * i] * f - rotations[2 * i + 1] * h;
  }
  z[a + near] = h;
}
