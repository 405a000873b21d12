/** Every step is looked at in this many equal parts, at parts + 1 points; a power of two. */
const parts = 8;

const sampled: readonly number[] = Array.from({ length: parts + 1 }, (_, j) => j / parts);

/** Intervals shorter than this part of a step are not divided further. */
const shortest: number = 2 ** -26;

/**
 * Rows that turn the values of a polynomial of degree `parts` at j/parts into its Bernstein coefficients on [0, 1]: each
 * column is a Lagrange polynomial, the product of its linear factors.
 */
const toBernstein: readonly Float64Array[] = bernsteinRows(parts);

function bernsteinRows(n: number): Float64Array[] {
  const rows = Array.from({ length: n + 1 }, () => new Float64Array(n + 1));
  for (let i = 0; i <= n; i++) {
    let product = [1];
    for (let j = 0; j <= n; j++) {
      // The factor (nθ − j)/(i − j) in terms of its values at 0 and 1.
      if (j !== i) product = timesLinear(product, -j / (i - j), (n - j) / (i - j));
    }
    product.forEach((coefficient, k) => {
      rows[k][i] = coefficient;
    });
  }
  return rows;
}

/** Bernstein coefficients of p(θ)·(at0·(1−θ) + at1·θ). */
function timesLinear(p: readonly number[], at0: number, at1: number): number[] {
  const degree = p.length;
  return Array.from(
    { length: degree + 1 },
    (_, k) => ((degree - k) * at0 * (p[k] ?? 0) + k * at1 * (p[k - 1] ?? 0)) / degree,
  );
}

/** Changes of sign along the list; what is not larger than `zero` in size is passed over. */
function signChanges(values: Float64Array, zero: number): number {
  let changes = 0;
  let sign = 0;
  for (let k = 0; k < values.length; k++) {
    if (Math.abs(values[k]) <= zero) continue;
    const own = values[k] > 0 ? 1 : -1;
    if (own === -sign) changes++;
    sign = own;
  }
  return changes;
}

/** The Bernstein coefficients on both halves of the interval (de Casteljau). */
function halves(coefficients: Float64Array): [Float64Array, Float64Array] {
  const n = coefficients.length - 1;
  const left = new Float64Array(n + 1);
  const right = coefficients.slice();
  for (let level = 0; level <= n; level++) {
    left[level] = right[0];
    for (let k = 0; k < n - level; k++) right[k] = 0.5 * (right[k] + right[k + 1]);
  }
  return [left, right];
}

/** A change of sign between two points of the step. */
export interface SignChange {
  readonly low: number;
  readonly high: number;
  /** The sign at `high`. */
  readonly direction: -1 | 1;
}

/**
 * Follows the sign of a smooth function g(θ), 0 <= θ <= 1, from step to step. A zero counts for neither sign: the function
 * must take on one sign and then the other.
 *
 * g is asked at nine points. The polynomial of degree 8 through them has no more zeros than its Bernstein coefficients have
 * changes of sign; where these are more than the nine values show, g is asked at further points that isolate the zeros of
 * the polynomial. So no crossing is overlooked where g is a polynomial of degree 8, as linear functions of the interpolated
 * state are, unless it goes beyond zero by less than 1e−14 of its largest value or comes back within 2⁻²⁶ of the step.
 */
export class SignWatch {
  private sign: number;
  private readonly samples: Float64Array = new Float64Array(parts + 1);
  private readonly coefficients: Float64Array = new Float64Array(parts + 1);

  constructor(private readonly g: (theta: number) => number) {
    this.samples[parts] = g(0);
    this.sign = Math.sign(this.samples[parts]);
  }

  /** The changes of sign on the next step, in order. */
  step(): SignChange[] {
    const { samples, g } = this;
    samples[0] = samples[parts];
    for (let j = 1; j <= parts; j++) samples[j] = g(j / parts);
    const further = this.furtherPoints();
    const points = further.length === 0 ? sampled : [...sampled, ...further].sort((a, b) => a - b);
    const found: SignChange[] = [];
    for (let k = 1; k < points.length; k++) {
      const value = points[k] * parts;
      const sign = Math.sign(Number.isInteger(value) ? samples[value] : g(points[k]));
      if (this.sign !== 0 && sign === -this.sign)
        found.push({ low: points[k - 1], high: points[k], direction: sign as -1 | 1 });
      if (sign !== 0) this.sign = sign;
    }
    return found;
  }

  private furtherPoints(): number[] {
    const { samples, coefficients } = this;
    let largest = 0;
    for (let j = 0; j <= parts; j++) {
      const row = toBernstein[j];
      let sum = 0;
      for (let k = 0; k <= parts; k++) sum += row[k] * samples[k];
      coefficients[j] = sum;
      largest = Math.max(largest, Math.abs(samples[j]));
    }
    const zero = 1e-14 * largest;
    const points: number[] = [];
    const divide = (local: Float64Array, low: number, width: number): void => {
      if (signChanges(local, zero) < 2 || width < shortest) return;
      const middle = low + width / 2;
      if (width * parts < 2) points.push(middle);
      const [left, right] = halves(local);
      divide(left, low, width / 2);
      divide(right, middle, width / 2);
    };
    if (signChanges(coefficients, zero) > signChanges(samples, zero)) divide(coefficients, 0, 1);
    return points;
  }
}
