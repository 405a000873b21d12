import type { FluidSnapshot } from '../../solvers/fluid';
import {
  type RadialWave,
  radialCharge,
  radialCurrent,
  radialDensity,
  radialSlope,
} from '../../solvers/quantum';

/** How far a wave is from a fluid. */
export interface HartreeFluidDistance {
  /** ∫|(−iħ∇ − u)ψ|². */
  readonly kinetic: number;
  /** ∬(|ψ|² − ρ)(x)(|ψ|² − ρ)(y)/|x − y|dxdy = ∫(m_ψ − m)²/r²dr >= 0. */
  readonly interaction: number;
  /** kinetic + interaction: the modulated energy of infinitely many bosons in the state ψ. */
  readonly total: number;
  /** ∫||ψ|² − ρ|. */
  readonly density: number;
  /** ∫|J_ψ − ρu|, J_ψ = ħ Im(ψ̄∇ψ). */
  readonly current: number;
}

/**
 * The modulated energy of §3.5 in the limit N → ∞, for a radial wave ψ and a fluid, and the L¹ distances of density and current. With
 * ψ = w/(√4π r): |(−iħ∇ − u)ψ|² = |−iħ(w′ − w/r) − uw|²/4πr². Sums over the points of the grid,
 * with the charge inside r by its series, so that interaction = O(ε⁴) is seen down to 10⁻¹⁶ or so.
 *
 *     hartreeModulatedEnergy(radialHartree({ initial }).state, fluidSnapshot(fluid, 0)).total;
 *
 * @throws RangeError when the wave is not radial or the flow not made by `fluidSnapshot`.
 */
export function hartreeModulatedEnergy(wave: RadialWave, flow: FluidSnapshot): HartreeFluidDistance {
  if (!(wave?.grid?.points && wave.values))
    throw new RangeError(`wave must be a radial wave such as radialGaussian makes, got ${wave}`);
  if (typeof flow?.fluxPotential !== 'function')
    throw new RangeError(`flow must be made by fluidSnapshot, got ${flow}`);
  const { grid, values, hbar } = wave;
  const h = grid.spacing;
  const slope = radialSlope(wave);
  const [rho, current, inside] = [radialDensity(wave), radialCurrent(wave), radialCharge(wave)];
  let [kinetic, interaction, densityError, currentError] = [0, 0, 0, 0];
  grid.points.forEach((r, j) => {
    const [a, b] = [values[2 * j], values[2 * j + 1]];
    const u = flow.velocity(r);
    const re = hbar * (slope[2 * j + 1] - b / r) - u * a;
    const im = -hbar * (slope[2 * j] - a / r) - u * b;
    kinetic += (re * re + im * im) * h;
    const sphere = 4 * Math.PI * r * r * h;
    const charge = inside[j] - flow.mass(r);
    interaction += ((charge * charge) / (r * r)) * h;
    const exact = flow.density(r);
    densityError += sphere * Math.abs(rho[j] - exact);
    currentError += sphere * Math.abs(current[j] - exact * u);
  });
  return {
    kinetic,
    interaction,
    total: kinetic + interaction,
    density: densityError,
    current: currentError,
  };
}
