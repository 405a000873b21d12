/** Receives the plane rotations of each sweep. */
export interface Rotations {
  /** c at [2i], s at [2i + 1] for the plane of columns i and i + step. */
  readonly pairs: Float64Array;
  /** Applies those of i = far − step, …, near: columns (i, i + step) := (c x − s y, s x + c y). */
  apply(near: number, far: number, step: 1 | -1): void;
}

/**
 * All eigenvalues of a symmetric tridiagonal matrix T by implicitly shifted QL or QR sweeps, in place.
 * `d` (length n) holds the diagonal and ends as the eigenvalues, in no order; `e` (length ≥ n − 1) holds the
 * off-diagonal and is destroyed. The entries of T must be scaled to the order of 1. The plane rotations go to
 * `rotations`: applied to the columns of the identity they make the matrix of eigenvectors.
 *
 * J. H. Wilkinson, C. Reinsch, Linear Algebra (1971), II/3 and II/4; direction of the sweeps and criterion of
 * deflation e_i² ≤ ε²|d_i d_{i+1}| as in A. Greenbaum, J. Dongarra, LAPACK Working Note 17 (1989).
 * @throws Error when more than 60 sweeps an eigenvalue are needed (30 are generous: that is no rounding, but a fault).
 */
export function implicitQl(d: Float64Array, e: Float64Array, n: number, rotations?: Rotations): void {
  const abs = Math.abs;
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
    if (abs(d[last]) < abs(d[first])) sweep(d, e, last, first, -1, rotations);
    else sweep(d, e, first, last, 1, rotations);
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
  near: number,
  far: number,
  step: 1 | -1,
  rotations: Rotations | undefined,
): void {
  const pairs = rotations?.pairs;
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
    if (pairs) {
      pairs[2 * i] = c;
      pairs[2 * i + 1] = s;
    }
  }
  d[near] -= p;
  e[near + shift] = g;
  rotations?.apply(near, far, step);
}

/** Rotations that act on the columns of `z`, a row-major matrix with n columns and any number of rows. */
export function rotationsOfColumns(z: Float64Array, n: number): Rotations {
  const pairs = new Float64Array(2 * n);
  return {
    pairs,
    apply(near, far, step) {
      // Row by row: the entry that moves on to the next plane stays in a register.
      for (let row = 0; row < z.length; row += n) {
        let moving = z[row + far];
        for (let i = far - step; i !== near - step; i -= step) {
          const c = pairs[2 * i];
          const s = pairs[2 * i + 1];
          const x = z[row + i];
          z[row + i + step] = s * x + c * moving;
          moving = c * x - s * moving;
        }
        z[row + near] = moving;
      }
    },
  };
}
