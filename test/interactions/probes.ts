import type { Interaction } from '../../lib/interactions';

export const sphere: Readonly<Record<number, number>> = { 1: 2, 2: 2 * Math.PI, 3: 4 * Math.PI };

/** ∫₀^∞f by the trapezoidal rule after r = exp(π/2·sinh t): algebraic singularities at 0 and slow decay do not matter. */
export function halfLine(f: (r: number) => number): number {
  const h = 1 / 64;
  let total = 0;
  for (let i = -256; i <= 256; i++) {
    const t = i * h;
    const r = Math.exp(0.5 * Math.PI * Math.sinh(t));
    const weight = 0.5 * Math.PI * Math.cosh(t) * r;
    if (r > 0 && Number.isFinite(weight)) total += h * weight * (f(r) || 0);
  }
  return total;
}

/** ∫₀¹f, by r = s/(1+s). */
export function unitInterval(f: (r: number) => number): number {
  return halfLine((s) => (s === Infinity ? 0 : f(s / (1 + s)) / (1 + s) ** 2));
}

/** The point (r, 0, …). */
export function alongAxis(V: Interaction, r: number): Float64Array {
  const z = new Float64Array(V.dimension);
  z[0] = r;
  return z;
}

/** The first component of ∇V at (r, 0, …). */
export function slopeAlong(V: Interaction, r: number): number {
  const out = new Float64Array(V.dimension);
  V.gradientInto(alongAxis(V, r), out);
  return out[0];
}
