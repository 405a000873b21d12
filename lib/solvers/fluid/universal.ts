/** G_k(s) = s^k Σ_n (βs²)^n/(k + 2n)!, k = 0 … 5: G₀ and G₁ are cosh(√β s) and sinh(√β s)/√β, and G_k′ = G_{k−1}. */
export type UniversalFunctions = [G0: number, G1: number, G2: number, G3: number, G4: number, G5: number];

/** Up to here the series is summed: beyond, G₅ = (G₃ − s³/6)/β loses no more than a digit. */
const seriesEnd = 9;

/**
 * Stumpff's functions in the form of W. H. Goodyear (Completely general closed-form solution for coordinates and partial
 * derivatives of the two-body problem, Astron. J. 70 (1965)): of one formula for all signs of β.
 */
export function universalFunctions(beta: number, s: number): UniversalFunctions {
  const out: UniversalFunctions = [0, 0, 0, 0, 0, 0];
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
  let [term4, term5] = [s ** 4 / 24, s ** 5 / 120];
  let [sum4, sum5] = [0, 0];
  for (let k = 6; Math.abs(term4) > 1e-17 * Math.abs(sum4); k += 2) {
    sum4 += term4;
    sum5 += term5;
    term4 *= z / ((k - 1) * k);
    term5 *= z / (k * (k + 1));
  }
  out[5] = sum5;
  out[4] = sum4;
  out[3] = (s * s * s) / 6 + beta * sum5;
  out[2] = (s * s) / 2 + beta * sum4;
  out[1] = s + beta * out[3];
  out[0] = 1 + beta * out[2];
  return out;
}
