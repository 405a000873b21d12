/** Complex vectors, interleaved [re, im, …]. Lengths are checked at the doors of the callers. */

/** Sums of squares outside of these limits have lost digits to overflow or underflow. */
const [leastSquare, greatestSquare] = [1e-280, 1e300];

/** ‖x‖ = (Σ|x_k|²)^½, also where the squares overflow or vanish. */
export function norm(x: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k] * x[k];
  if (sum > leastSquare && sum < greatestSquare) return Math.sqrt(sum);
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  return largest * Math.sqrt(x.reduce((total, value) => total + (value / largest) ** 2, 0));
}

/** ⟨x|y⟩ = Σ x̄_k y_k, antilinear in x. */
export function inner(x: Float64Array, y: Float64Array): [re: number, im: number] {
  let [re, im] = [0, 0];
  for (let k = 0; k < x.length; k += 2) {
    re += x[k] * y[k] + x[k + 1] * y[k + 1];
    im += x[k] * y[k + 1] - x[k + 1] * y[k];
  }
  return [re, im];
}

/** ‖x − y‖. */
export function distance(x: Float64Array, y: Float64Array): number {
  return norm(x.map((value, k) => value - y[k]));
}

/** x₁ ⊗ x₂ ⊗ …: the products of one number from every list, row-major (the first runs slowest). */
export function kron(...lists: readonly Float64Array[]): Float64Array {
  return lists.reduce((left, right) => {
    const out = new Float64Array((left.length * right.length) / 2);
    for (let i = 0, at = 0; i < left.length; i += 2)
      for (let j = 0; j < right.length; j += 2, at += 2) {
        out[at] = left[i] * right[j] - left[i + 1] * right[j + 1];
        out[at + 1] = left[i] * right[j + 1] + left[i + 1] * right[j];
      }
    return out;
  });
}

/** x ← x/‖x‖, and x itself, for finite entries of any size. @throws RangeError, with the name of x, for the zero vector. */
export function normalise(name: string, x: Float64Array): Float64Array {
  let size = norm(x);
  if (size === 0) throw new RangeError(`${name} must not vanish, got norm 0`);
  if (size < 1e-290 || size > 1e300) {
    // Subnormal numbers have few digits, and ‖x‖ may overflow where no entry does.
    const scale = size < 1 ? 2 ** 600 : 2 ** -600;
    for (let k = 0; k < x.length; k++) x[k] *= scale;
    size = norm(x);
  }
  for (let k = 0; k < x.length; k++) x[k] /= size;
  return x;
}
