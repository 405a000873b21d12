import type { EntropicProblem, ScaledKernel } from './kernel';

/** What the potentials and the plan of Sinkhorn's method prove, all values being those of the cost (p-th power). */
export interface EntropicCertificate {
  /** Σ_i |row sum − a_i| + Σ_j |column sum − b_j| of the plan before it is rounded. */
  readonly marginalError: number;
  /** Σ c π for the coupling π into which the plan is rounded. */
  readonly cost: number;
  readonly entropicPrimal: number;
  readonly entropicDual: number;
  /** φ_i + ψ_j ≤ c_ij, and Σ a φ + Σ b ψ. */
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  readonly dual: number;
}

/**
 * Rounds the plan P = exp((f_i + g_j − c_ij)/ε)·a_i·b_j held by the kernel to a coupling (J. Altschuler, J. Weed and
 * P. Rigollet, Near-linear time approximation algorithms for optimal transport via Sinkhorn iteration, 2017,
 * Algorithm 2): rows, then columns that are too heavy are scaled down, and what is missing then is coupled. There it is
 * a product; here it goes from corner to corner, which is as good for their bound and leaves a sparse plan sparse.
 * KL is convex, so that the rounded coupling has at most the weighted mean of that of both its parts. Changes u and v.
 */
export function certify(
  problem: EntropicProblem,
  kernel: ScaledKernel,
  f: Float64Array,
  g: Float64Array,
  epsilon: number,
): EntropicCertificate {
  const { a, b } = problem;
  kernel.tally();
  const mass = total(kernel.rowSums);
  const marginalError = difference(kernel.rowSums, a) + difference(kernel.columnSums, b);
  const x = reductions(kernel.rowSums, a);
  scale(kernel.u, x);
  kernel.tally();
  const y = reductions(kernel.columnSums, b);
  scale(kernel.v, y);
  kernel.tally();
  const { rowSums, columnSums } = kernel;
  const rest = coupleRest(missing(a, rowSums), missing(b, columnSums));
  const missed = total(rest.mass);
  const cost = costFunction(problem);

  let paid = total(kernel.rowCosts);
  let information = missed < 1 ? -(1 - missed) * Math.log1p(-missed) : 0;
  information += inner(rowSums, x.map(Math.log)) + inner(columnSums, y.map(Math.log));
  rest.mass.forEach((amount, k) => {
    const [i, j] = [rest.source[k], rest.target[k]];
    paid += amount * cost(i, j);
    information += amount * (cost(i, j) / epsilon + Math.log(amount / (missed * a[i] * b[j])));
  });
  const psi = kernel.cTransform('columns', f);
  const phi = kernel.cTransform('rows', psi);
  const free = inner(a, f) + inner(b, g);
  return {
    marginalError,
    cost: paid,
    entropicPrimal: inner(rowSums, f) + inner(columnSums, g) + epsilon * information,
    entropicDual: free - epsilon * (mass - 1),
    phi,
    psi,
    dual: inner(a, phi) + inner(b, psi),
  };
}

/** A coupling of two families of masses with the same sum, with at most n + m − 1 entries: the north-west corner rule. */
export function coupleRest(
  excess: Float64Array,
  deficit: Float64Array,
): { source: number[]; target: number[]; mass: number[] } {
  const [left, room] = [excess.slice(), deficit.slice()];
  const out = { source: [] as number[], target: [] as number[], mass: [] as number[] };
  for (let i = 0, j = 0; i < left.length && j < room.length; ) {
    const amount = Math.min(left[i], room[j]);
    if (amount > 0) {
      out.source.push(i);
      out.target.push(j);
      out.mass.push(amount);
    }
    left[i] -= amount;
    room[j] -= amount;
    if (left[i] === 0) i++;
    else j++;
  }
  return out;
}

/** min(1, mass/sum): the factors that make no sum larger than its mass. */
export function reductions(sums: Float64Array, masses: Float64Array): Float64Array {
  return sums.map((sum, k) => (sum > masses[k] ? masses[k] / sum : 1));
}

export function missing(masses: Float64Array, sums: Float64Array): Float64Array {
  return masses.map((mass, k) => (mass > sums[k] ? mass - sums[k] : 0));
}

/** The cost of a pair in plain code, for the few that are needed outside the kernel. */
export function costFunction({ costs }: EntropicProblem): (i: number, j: number) => number {
  if (typeof costs === 'function') return costs;
  const { x, y, dimension, split, square } = costs;
  return (i, j) => {
    const parts = [0, 0];
    for (let k = 0; k < dimension; k++)
      parts[k < split ? 0 : 1] += (x[i * dimension + k] - y[j * dimension + k]) ** 2;
    if (square && split === dimension) return parts[0];
    const norm = Math.sqrt(parts[0]) + Math.sqrt(parts[1]);
    return square ? norm * norm : norm;
  };
}

function scale(values: Float64Array, factors: Float64Array): void {
  for (let k = 0; k < values.length; k++) values[k] *= factors[k];
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function difference(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += Math.abs(a[k] - b[k]);
  return sum;
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum;
}
