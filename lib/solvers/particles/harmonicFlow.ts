import { finite } from '../../numerics/guards';

/** Exact trajectories of the mean-field system with V(z) = κ|z|²/2 (mathematically X1: every particle turns about the centre of mass). */
export interface HarmonicFlowInput {
  readonly x: Float64Array;
  readonly xi: Float64Array;
  readonly weights?: Float64Array;
  readonly dimension: number;
}

/** cos ωt and sin(ωt)/ω for κ = ω², continued to κ < 0 (cosh, sinh) and κ = 0 (1, t). */
export function harmonicPropagator(
  stiffness: number,
  time: number,
): { readonly cosine: number; readonly sineOverOmega: number } {
  finite('stiffness', stiffness);
  finite('time', time);
  const omega = Math.sqrt(Math.abs(stiffness));
  if (omega === 0) return { cosine: 1, sineOverOmega: time };
  if (stiffness > 0) return { cosine: Math.cos(omega * time), sineOverOmega: Math.sin(omega * time) / omega };
  return { cosine: Math.cosh(omega * time), sineOverOmega: Math.sinh(omega * time) / omega };
}

/**
 * x_j(t) = x̄ + ξ̄t + (x_j − x̄)cos ωt + (ξ_j − ξ̄) sin(ωt)/ω with weighted means x̄, ξ̄ and ω = √κ (total mass 1).
 * The same formula, with the means of f, carries Vlasov's characteristics.
 */
export function harmonicFlow(
  cloud: HarmonicFlowInput,
  stiffness: number,
  time: number,
): { x: Float64Array; xi: Float64Array } {
  const { x, xi, dimension: d } = cloud;
  const n = x.length / d;
  const { cosine, sineOverOmega } = harmonicPropagator(stiffness, time);
  const outX = new Float64Array(x.length);
  const outXi = new Float64Array(x.length);
  for (let a = 0; a < d; a++) {
    let meanX = 0;
    let meanXi = 0;
    for (let j = 0; j < n; j++) {
      const w = cloud.weights ? cloud.weights[j] : 1 / n;
      meanX += w * x[j * d + a];
      meanXi += w * xi[j * d + a];
    }
    for (let i = a; i < x.length; i += d) {
      outX[i] = meanX + meanXi * time + (x[i] - meanX) * cosine + (xi[i] - meanXi) * sineOverOmega;
      outXi[i] = meanXi - stiffness * (x[i] - meanX) * sineOverOmega + (xi[i] - meanXi) * cosine;
    }
  }
  return { x: outX, xi: outXi };
}
