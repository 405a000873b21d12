/**
 * The Gauss–Kronrod pair G10K21 on [−1, 1] (A. S. Kronrod 1965; R. Piessens et al., QUADPACK, 1983, routine QK21), here
 * computed with 60 digits from the zeros of P₁₀ and of Stieltjes' polynomial E₁₁, which is orthogonal to all lower degrees
 * under the weight P₁₀. Nodes ≥ 0, ascending; those with odd index are the Gauss nodes.
 */
export const kronrodNodes: readonly number[] = [
  0, 0.14887433898163122, 0.2943928627014602, 0.4333953941292472, 0.5627571346686047, 0.6794095682990244,
  0.7808177265864169, 0.8650633666889845, 0.9301574913557082, 0.9739065285171717, 0.9956571630258081,
];

/** Weights of K21 (exact to degree 31) at `kronrodNodes`. */
export const kronrodWeights: readonly number[] = [
  0.1494455540029169, 0.14773910490133849, 0.14277593857706009, 0.13470921731147334, 0.12349197626206584,
  0.10938715880229764, 0.0931254545836976, 0.07503967481091996, 0.054755896574351995, 0.032558162307964725,
  0.011694638867371874,
];

/** Weights of G10 (exact to degree 19) at the nodes of odd index. */
export const gaussWeights: readonly number[] = [
  0.29552422471475287, 0.26926671930999635, 0.21908636251598204, 0.1494513491505806, 0.06667134430868814,
];

/** K21 − G10, a rule that gives 0 for all polynomials of degree ≤ 19; it sees the even part of f only. */
const evenNull: readonly number[] = kronrodWeights.map((w, k) => (k % 2 ? w - gaussWeights[k >> 1] : w));

/**
 * Its odd partner on the same nodes, 0 for degrees ≤ 18, weights c/(x_k·Π_{j≠k}(x_k² − x_j²)) of the same Euclidean norm. The
 * two together do not vanish by chance, as one of them does for a kink at an unlucky place (J. Berntsen and T. O. Espelid,
 * ACM TOMS 17 (1991)).
 */
const oddNull: readonly number[] = oddPartner();

function oddPartner(): number[] {
  const [, ...nodes] = kronrodNodes;
  const weights = nodes.map(
    (x) => 1 / nodes.reduce((product, y) => (y === x ? product : product * (x * x - y * y)), x),
  );
  const norm = (w: readonly number[]): number => Math.sqrt(w.reduce((sum, v) => sum + 2 * v * v, 0));
  const factor = Math.sqrt(norm(evenNull) ** 2 - evenNull[0] ** 2) / norm(weights);
  return [0, ...weights.map((w) => w * factor)];
}

/** What one application of the pair to an interval gives. */
export interface Estimate {
  /** ∫f by K21. */
  readonly value: number;
  /** An upper estimate of its error. */
  readonly error: number;
  /** ∫|f| by K21. */
  readonly magnitude: number;
}

/**
 * K21 on [a, b] with an error estimate on the safe side: the larger of δ, twice the two null rules together (|K21 − G10|
 * alone would be the error of the worse rule), and QUADPACK's variation·(200δ/variation)^{3/2} with variation = ∫|f − mean|, which is the
 * larger where f is not yet resolved.
 * @throws RangeError when ∫|f| overflows.
 */
export function kronrod(f: (x: number) => number, a: number, b: number): Estimate {
  const middle = (a + b) / 2;
  const half = (b - a) / 2;
  const values = new Float64Array(21);
  values[10] = f(middle);
  let kronrodSum = kronrodWeights[0] * values[10];
  let even = evenNull[0] * values[10];
  let odd = 0;
  let magnitude = kronrodWeights[0] * Math.abs(values[10]);
  for (let k = 1; k <= 10; k++) {
    const below = f(middle - half * kronrodNodes[k]);
    const above = f(middle + half * kronrodNodes[k]);
    values[10 - k] = below;
    values[10 + k] = above;
    kronrodSum += kronrodWeights[k] * (below + above);
    magnitude += kronrodWeights[k] * (Math.abs(below) + Math.abs(above));
    even += evenNull[k] * (below + above);
    odd += oddNull[k] * (above - below);
  }
  const mean = kronrodSum / 2;
  let variation = 0;
  for (let k = -10; k <= 10; k++) variation += kronrodWeights[Math.abs(k)] * Math.abs(values[10 + k] - mean);
  if (!(magnitude < 1e300))
    throw new RangeError(`f is too large for doubles in [${a}, ${b}]: ∫|f| reaches ${magnitude * half}`);
  const difference = 2 * Math.hypot(even, odd);
  const unresolved = variation > 0 ? variation * Math.min(1, ((200 * difference) / variation) ** 1.5) : 0;
  // Rounding: 50 units of the last place of ∫|f|.
  const error = Math.max(difference, unresolved, 50 * Number.EPSILON * magnitude);
  return { value: kronrodSum * half, error: error * half, magnitude: magnitude * half };
}
