/**
 * Weights as integers. Sums and differences of integers below 2⁵³ are exact in doubles, so that flows balance exactly,
 * a degenerate pivot is recognised by flow = 0, and equal weights give a permutation without dust.
 */
export interface IntegerMasses {
  /** Σ first = Σ second = total; weight_i ≈ first[i]/total, with an error below 1e−15. */
  readonly total: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const LARGEST_TOTAL = 2 ** 52;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * Both families of weights on one integer scale. The total is a multiple of both counts times a power of two, so
 * that weights k/count and k/2^l stay exact: with n = m and equal weights every atom has the same integer.
 */
export function integerMasses(first: Float64Array, second: Float64Array): IntegerMasses {
  const n = first.length;
  const m = second.length;
  const common = (n / greatestCommonDivisor(n, m)) * m;
  const total =
    common <= LARGEST_TOTAL ? common * 2 ** Math.floor(Math.log2(LARGEST_TOTAL / common)) : LARGEST_TOTAL;
  return { total, first: rounded(first, total), second: rounded(second, total) };
}

/** Rounds weight·total to integers; what the sum misses is handed out one unit at a time. */
function rounded(weights: Float64Array, total: number): Float64Array {
  const { round } = Math;
  const masses = new Float64Array(weights.length);
  let missing = total;
  for (let i = 0; i < masses.length; i++) {
    masses[i] = round(weights[i] * total);
    missing -= masses[i];
  }
  // Rounding misses half a unit each; more would be weights that are no probability.
  if (!(Math.abs(missing) <= 1e-8 * total))
    throw new RangeError(`weights must sum to 1, got a sum that is off by ${-missing / total}`);
  const unit = Math.sign(missing);
  while (missing !== 0) {
    for (let i = 0; i < masses.length && missing !== 0; i++) {
      if (masses[i] > 0) {
        masses[i] += unit;
        missing -= unit;
      }
    }
  }
  return masses;
}
