import { diagonalMatrix } from '../../numerics/dense';
import { integerIn, nonEmpty, optionsOf, positive, probabilityWeights } from '../../numerics/guards';
import { fockDensity, type PhaseSpaceAtoms } from '../../phasespace';
import { checkedAtoms } from '../../phasespace/coherentStates';
import {
  intervalOf,
  type PseudoDistance,
  type PseudoDistanceOptions,
  pseudoDistance,
  spreadOf,
} from './pseudoDistance';

export interface DiagonalState {
  readonly epsilon: number;
  /** p_n of R = Σp_n|h_n⟩⟨h_n|, of sum 1, as many as matter: n̄ⁿ/(n̄+1)^{n+1} for thermal states. */
  readonly weights: ArrayLike<number>;
}

/** The interval of E_ε(f, R) for a state of large or infinite rank. */
export interface PseudoDistanceInterval
  extends Pick<PseudoDistance, 'lower' | 'upper' | 'lowerSquare' | 'upperSquare'> {
  /** The programme for the M lowest levels, normalised. */
  readonly corner: PseudoDistance;
  /** τ = Σ_{n≥M}p_n. */
  readonly tail: number;
}

/**
 * E_ε(f, R) in d = 1 for R diagonal in the Fock basis, of any rank, enclosed by the programme for its M = `levels` lowest levels R_M:
 * above, E² ≤ (1 − τ)E²(f, R_M) + τ∫|z|²f + Σ_{n≥M}p_nε(2n+1) by f ⊗ h_n for the rest; below, the potentials (a, B_M) are
 * continued by −β beyond level M, after s|h_{M−1}⟩⟨h_{M−1}| is taken from B_M to pay for the only elements of Z that lead out of the corner:
 * s = √(2εM)·max|z|·√(τ/p_{M−1}), β = (max a − ε)₊ + 2εM·max|z|²/s. For a `Discretisation` the interval is that of the density, as
 * in `pseudoDistance`; `corner` is for its atoms.
 * @throws RangeError for weights that are no probability and levels that are no integer in [1, 24], or where p_{M−1} vanishes.
 */
export function pseudoDistanceDiagonal(
  law: PhaseSpaceAtoms,
  state: DiagonalState,
  limits: PseudoDistanceOptions & { readonly levels: number },
): PseudoDistanceInterval {
  const example = 'law, { epsilon: 0.2, weights: [0.7, 0.3] }, { levels: 2 }';
  const { epsilon, weights } = optionsOf('pseudoDistanceDiagonal', state, example, ['epsilon', 'weights']);
  const { levels, ...options } = optionsOf('pseudoDistanceDiagonal', limits, example);
  positive('epsilon', epsilon);
  nonEmpty('weights', weights);
  const p = probabilityWeights('weights', weights, weights.length);
  const M = Math.min(integerIn('levels', levels, 1, options.maxRank ?? 24), p.length);
  const corner = p.subarray(0, M);
  const mass = corner.reduce((sum, x) => sum + x, 0);
  if (!(corner[M - 1] > 1e-12 * Math.max(...corner)))
    throw new RangeError(
      `weights[${M - 1}] must be > 1e-12 of the largest, got ${corner[M - 1]}: take fewer levels`,
    );
  const density = diagonalMatrix(corner.map((x) => x / mass));
  const { points, weights: f } = checkedAtoms(law);
  const found = pseudoDistance({ points, weights: f }, fockDensity({ epsilon, density }), {
    ...options,
    maxRank: M,
  });
  const rest = p.subarray(M);
  const tail = rest.reduce((sum, x) => sum + x, 0);
  const norms = points.map((z) => z.reduce((sum, x) => sum + x * x, 0));
  const spread = norms.reduce((sum, norm, k) => sum + f[k] * norm, 0);
  const energy = rest.reduce((sum, x, n) => sum + x * epsilon * (2 * (M + n) + 1), 0);
  const upperSquare = mass * found.upperSquare + tail * spread + energy;
  const lowerSquare = lowerSquareOf(found, {
    epsilon,
    f,
    corner,
    tail,
    farthest: Math.sqrt(Math.max(...norms)),
  });
  const { lower, upper, ...squares } = intervalOf(lowerSquare, upperSquare, spreadOf(law));
  return {
    lower,
    upper,
    lowerSquare: squares.lowerSquare,
    upperSquare: squares.upperSquare,
    corner: found,
    tail,
  };
}

function lowerSquareOf(
  { potential: { a, b } }: PseudoDistance,
  {
    epsilon,
    f,
    corner,
    tail,
    farthest,
  }: { epsilon: number; f: Float64Array; corner: Float64Array; tail: number; farthest: number },
): number {
  const M = corner.length;
  const edge = corner[M - 1];
  const s = Math.sqrt(2 * epsilon * M) * farthest * Math.sqrt(tail / edge);
  const most = a.reduce((largest, x) => Math.max(largest, x), Number.NEGATIVE_INFINITY);
  const beta = Math.max(0, most - epsilon) + (s > 0 ? (2 * epsilon * M * farthest * farthest) / s : 0);
  let value = -s * edge - beta * tail;
  f.forEach((weight, k) => {
    if (weight > 0) value += weight * a[k];
  });
  for (let n = 0; n < M; n++) value += corner[n] * b.data[2 * n * (M + 1)];
  return value;
}
