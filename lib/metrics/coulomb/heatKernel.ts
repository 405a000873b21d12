import type { RadialDensity } from '../../densities';
import { positive, refuseLong } from '../../numerics/guards';
import { gaussLegendre } from '../../numerics/quadrature/gaussLegendre';
import { mapRule } from '../../numerics/quadrature/rule';
import { erf } from '../../numerics/special/errorFunction';
import { modulatedCoulomb, pointsInSpace, radiusOf } from './modulated';

/** The last inequality of §3.5 in its corrected form (B14), for one configuration. */
export interface HeatKernelDistance {
  /** 4π∫_η^∞‖e^{rΔ/2}(μ_{X_N} − ρ)‖²dr. */
  readonly distance: number;
  /** F[X_N, ρ] + 8π‖ρ‖_∞η + 1/(N√(πη)), not below `distance`. */
  readonly bound: number;
  /** F[X_N, ρ]. */
  readonly energy: number;
}

/** Panels of sixteen points within each piece that are as wide as the kernel or narrower. */
const rule = gaussLegendre(16);
const reach = 8;

/**
 * The distance of N points from a radial density behind the heat kernel: since 4π∫_η^∞G_{2r}(z)dr = erf(|z|/2√η)/|z|,
 * it is F with the Coulomb kernel replaced by this one, plus the N diagonal terms 1/(N²√(πη)).
 *
 *     heatKernelDistance([0, 0, 0, 1, 0, 0], radialNormal(), 0.01);
 *
 * @param eta where the integral begins, > 0. It diverges for η → 0 like 1/(N√(πη)).
 * @throws RangeError when eta is not > 0, and as `modulatedCoulomb`.
 */
export function heatKernelDistance(
  x: ArrayLike<number>,
  density: RadialDensity,
  eta: number,
): HeatKernelDistance {
  const points = pointsInSpace('x', x);
  positive('eta', eta);
  const n = points.length / 3;
  refuseLong('x: so many points', 4e-8 * n * n + 1e-4 * n);
  const energy = modulatedCoulomb(points, density);
  const width = 2 * Math.sqrt(eta);
  let distance = 1 / (n * Math.sqrt(Math.PI * eta));
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < i; j++) {
      const dx = points[3 * i] - points[3 * j];
      const dy = points[3 * i + 1] - points[3 * j + 1];
      const dz = points[3 * i + 2] - points[3 * j + 2];
      const r = Math.sqrt(dx * dx + dy * dy + dz * dz);
      row += erf(r / width) / r;
    }
    distance += (2 * row) / (n * n) - (2 / n) * smoothedPotential(density, width, radiusOf(points, i));
  }
  const sphere = (r: number): number =>
    4 * Math.PI * r * r * density.density(r) * smoothedPotential(density, width, r);
  distance += integralOver(density.breakpoints, sphere, Infinity);
  const bound = energy + 8 * Math.PI * density.densityBound * eta + 1 / (n * Math.sqrt(Math.PI * eta));
  return { distance, bound, energy };
}

/**
 * ∫ρ(y)erf(|x − y|/a)/|x − y|dy at |x| = r = (2π/r)∫sρ(s)[I(r + s) − I(|r − s|)]ds, I(z) = z·erf(z/a) + (a/√π)e^{−z²/a²}, for a the
 * width 2√η.
 */
function smoothedPotential(density: RadialDensity, width: number, r: number): number {
  const primitive = (z: number): number =>
    z * erf(z / width) + (width / Math.sqrt(Math.PI)) * Math.exp(-((z / width) ** 2));
  const nearCentre = r < 1e-3 * width;
  const shell = (s: number): number =>
    nearCentre
      ? 4 * Math.PI * s * density.density(s) * erf(s / width)
      : ((2 * Math.PI) / r) * s * density.density(s) * (primitive(r + s) - primitive(Math.abs(r - s)));
  const ends = [...density.breakpoints];
  const [first, last] = [ends[0], ends[ends.length - 1]];
  for (const end of [r - reach * width, r, r + reach * width]) if (end > first && end < last) ends.push(end);
  return integralOver(
    ends.sort((a, b) => a - b),
    shell,
    4 * width,
    r,
  );
}

/** ∫f between the first and the last end; panels within 8 widths of `near` are at most `finest` wide. */
function integralOver(
  ends: readonly number[],
  f: (s: number) => number,
  finest: number,
  near: number = Number.NaN,
): number {
  let sum = 0;
  for (let i = 1; i < ends.length; i++) {
    const [a, b] = [ends[i - 1], ends[i]];
    const close = Math.abs(0.5 * (a + b) - near) < 2.5 * finest;
    const panels = close ? Math.max(2, Math.ceil((b - a) / finest)) : 8;
    for (let p = 0; p < panels; p++) {
      const { nodes, weights } = mapRule(rule, a + ((b - a) * p) / panels, a + ((b - a) * (p + 1)) / panels);
      for (let k = 0; k < nodes.length; k++) sum += weights[k] * f(nodes[k]);
    }
  }
  return sum;
}
