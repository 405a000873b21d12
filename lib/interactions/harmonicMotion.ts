import { finite } from '../numerics/guards';

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
