/** G_k(s) = s^k Σ_n (βs²)^n/(k + 2n)!, k = 0 … 5, in `out`: G₀ and G₁ are cosh(√β s) and sinh(√β s)/√β, and G_k′ = G_{k−1}. */
export type UniversalFunctions = Float64Array;

/** Up to here the series is summed: beyond, G₅ = (G₃ − s³/6)/β loses no more than a digit. */
const seriesEnd = 9;

/** 1/(4 + 2n)! and 1/(5 + 2n)! in turn: 9^n/(4 + 2n)! is below 10⁻²² of the first term for n = 16. */
const coefficients = new Float64Array(2 * 16);
for (let k = 0, factorial = 24; k < coefficients.length; factorial *= 5 + k, k++)
  coefficients[k] = 1 / factorial;

/**
 * Stumpff's functions in the form of W. H. Goodyear (Completely general closed-form solution for coordinates and partial
 * derivatives of the two-body problem, Astron. J. 70 (1965)): of one formula for all signs of β.
 */
export function universalFunctions(beta: number, s: number, out: UniversalFunctions): UniversalFunctions {
  const z = beta * s * s;
  if (Math.abs(z) <= seriesEnd) return bySeries(beta, s, z, out);
  const root = Math.sqrt(Math.abs(beta));
  out[0] = beta > 0 ? Math.cosh(root * s) : Math.cos(root * s);
  out[1] = (beta > 0 ? Math.sinh(root * s) : Math.sin(root * s)) / root;
  out[2] = (out[0] - 1) / beta;
  out[3] = (out[1] - s) / beta;
  out[4] = (out[2] - (s * s) / 2) / beta;
  out[5] = (out[3] - (s * s * s) / 6) / beta;
  return out;
}

/** The two highest by their series, the others by G_k = s^k/k! + βG_{k+2}. */
function bySeries(beta: number, s: number, z: number, out: UniversalFunctions): UniversalFunctions {
  let [sum4, sum5] = [0, 0];
  for (let k = coefficients.length - 2; k >= 0; k -= 2) {
    sum4 = sum4 * z + coefficients[k];
    sum5 = sum5 * z + coefficients[k + 1];
  }
  const square = s * s;
  out[5] = sum5 * square * square * s;
  out[4] = sum4 * square * square;
  out[3] = (square * s) / 6 + beta * out[5];
  out[2] = square / 2 + beta * out[4];
  out[1] = s + beta * out[3];
  out[0] = 1 + beta * out[2];
  return out;
}
