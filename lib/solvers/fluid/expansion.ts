import { numberIn } from '../../numerics/guards';
import { newShellMotion, type ShellData, shellAtTime } from './shellMotion';

const restingUnit: ShellData = { strength: 1, expansion: 0, strengthSlope: 0, expansionSlope: 0 };

/**
 * Λ(s), Λ″ = 1/Λ², Λ(0) = 1, Λ′(0) = 0, and Λ′: s = [√(Λ(Λ−1)) + arcosh√Λ]/√2. A uniform ball of mass 1 that starts from rest
 * has the radius R(t) = R₀Λ(t/R₀^{3/2}), any shell r = r₀Λ(t√(m(r₀)/r₀³)) as long as none has crossed it. Λ is even.
 *
 *     const { value, slope } = expansionFactor(2);   // Λ(2), Λ′(2)
 *
 * @throws RangeError when s is not finite.
 */
export function expansionFactor(s: number): { readonly value: number; readonly slope: number } {
  numberIn('s', s, -1e150, 1e150);
  const { ratio, rate } = shellAtTime(Math.abs(s), restingUnit, newShellMotion());
  return { value: ratio, slope: s < 0 ? -rate : rate };
}
