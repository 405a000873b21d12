import { finite, oneOf, optionsOf } from '../numerics/guards';
import { exact, fails, judge, radialEvenness } from './hypotheses';
import { fromProfile } from './radial';
import { numberText, scaled } from './text';
import type { Dimension, HypothesisName, Interaction } from './types';

export interface HarmonicOptions {
  readonly dimension: Dimension;
  /** κ: positive attracts, negative repels. */
  readonly stiffness: number;
}

/** Why (H2)–(H5) fail for κ ≠ 0. */
function growth(kappa: number): Partial<Record<HypothesisName, ReturnType<typeof fails>>> {
  const k = numberText(Math.abs(kappa));
  return {
    H2: fails(`sup|∇V| = ∞: |∇V(z)| = ${k}|z|; Lip(∇V) = ${k} is finite, which is all that Lecture 1 uses`),
    H3: fails(
      `V is not bounded away from 0: |V(z)| = ${numberText(Math.abs(kappa) / 2)} at |z| = 1, 100 times that at 10`,
    ),
    H4: fails('V̂ ∈ L¹ would make V bounded; here V̂ = −(κ/2)(2π)^dΔδ, and |V(z)| = |κ||z|²/2 → ∞'),
    H5: fails('for ψ(· − a), |a| → ∞, ⟨V²⟩ grows as κ²|a|⁴/4 while ⟨I−Δ⟩ keeps its value'),
  };
}

/**
 * V(z) = κ|z|²/2: ∇V(z) = κz, Lip(∇V) = |κ|. V and ∇V are unbounded (κ ≠ 0), V̂ is no measure.
 * @throws RangeError when dimension is not 1, 2, 3 or stiffness is not finite.
 */
export function potentialHarmonic(options: HarmonicOptions): Interaction {
  const { dimension, stiffness } = optionsOf('potentialHarmonic', options, '{ dimension: 1, stiffness: 1 }', [
    'dimension',
    'stiffness',
  ]);
  const d = oneOf('dimension', dimension, [1, 2, 3]);
  const kappa = finite('stiffness', stiffness);
  const growing = kappa === 0 ? 0 : Infinity;
  const bounds = {
    lipschitzGradient: exact(Math.abs(kappa), '|κ|: ∇V(z) = κz'),
    supGradient: exact(growing, '|∇V(z)| = |κ||z|'),
    supValue: exact(growing, '|V(z)| = |κ||z|²/2'),
    fourierNorm: exact(growing, 'V̂ = −(κ/2)(2π)^dΔδ is a measure for κ = 0 only'),
  };
  return {
    name: 'harmonic',
    formula: `V(z) = ${scaled(kappa, '|z|²/2')}`,
    ...fromProfile(d, {
      value: (r2: number): number => 0.5 * kappa * r2,
      gradientFactor: (): number => kappa,
    }),
    stiffness: kappa,
    singularAtOrigin: false,
    ...bounds,
    hypotheses: judge(d, radialEvenness, bounds, kappa === 0 ? {} : growth(kappa)),
  };
}
