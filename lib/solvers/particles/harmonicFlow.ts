import { harmonicPropagator } from '../../interactions/harmonicMotion';
import { finite, finiteArray, integerIn, optionsOf, probabilityWeights } from '../../numerics/guards';

/** A cloud, particle-major; without weights each particle has mass 1/n. */
export interface HarmonicFlowInput {
  readonly x: Float64Array;
  readonly xi: Float64Array;
  readonly weights?: Float64Array;
  readonly dimension: number;
}

/**
 * Exact motion of the mean-field system with V(z) = κ|z|²/2: every particle turns about the centre of mass,
 * x_j(t) = x̄ + ξ̄t + (x_j − x̄)cos ωt + (ξ_j − ξ̄) sin(ωt)/ω with weighted means x̄, ξ̄ and ω = √κ (total mass 1).
 * The same formula, with the means of f, carries Vlasov's characteristics.
 */
export function harmonicFlow(
  cloud: HarmonicFlowInput,
  stiffness: number,
  time: number,
): { x: Float64Array; xi: Float64Array } {
  const { dimension } = optionsOf('harmonicFlow', cloud, '{ x, xi, dimension: 1 }, stiffness, time');
  const d = integerIn('dimension', dimension, 1, 3);
  const x = finiteArray('x', cloud.x);
  const n = integerIn('number of particles (coordinates over dimension)', x.length / d, 1);
  const xi = finiteArray('xi', cloud.xi, x.length);
  finite('stiffness', stiffness);
  finite('time', time);
  const weights = probabilityWeights('weights', cloud.weights, n);
  const { cosine, sineOverOmega } = harmonicPropagator(stiffness, time);
  const outX = new Float64Array(x.length);
  const outXi = new Float64Array(x.length);
  for (let a = 0; a < d; a++) {
    let meanX = 0;
    let meanXi = 0;
    for (let j = 0; j < n; j++) {
      const w = weights[j];
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
