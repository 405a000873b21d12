import type { RadialFluidMoments } from '../eulerPoisson';
import type { Labels } from './labels';

/** Integrals over the fluid; total mass 1. `kinetic` + `potential`, `momentum` and `angularMomentum` are constant. */
export interface FluidMoments extends RadialFluidMoments {
  /** ∫ρx. */
  readonly centre: readonly [number, number, number];
  /** ∫ρu. */
  readonly momentum: readonly [number, number, number];
  /** ∫ρ x×u. */
  readonly angularMomentum: readonly [number, number, number];
}

/** Sums over the core, which for smooth ρ^in are integrals to spectral accuracy; `phi` in the order of the core. */
export function fluidMoments(
  { core, density, spacing }: Labels,
  x: Float64Array,
  v: Float64Array,
  phi: Float64Array,
): FluidMoments {
  const cell = spacing[0] * spacing[1] * spacing[2];
  let [kinetic, potential, secondMoment, dilation] = [0, 0, 0, 0];
  const [centre, momentum, turning] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
  for (let e = 0; e < core.length; e++) {
    const at = 3 * core[e];
    const mass = density[core[e]] * cell;
    for (let c = 0; c < 3; c++) {
      const [p, q] = [at + ((c + 1) % 3), at + ((c + 2) % 3)];
      kinetic += 0.5 * mass * v[at + c] * v[at + c];
      secondMoment += mass * x[at + c] * x[at + c];
      dilation += mass * x[at + c] * v[at + c];
      centre[c] += mass * x[at + c];
      momentum[c] += mass * v[at + c];
      turning[c] += mass * (x[p] * v[q] - x[q] * v[p]);
    }
    potential += 0.5 * mass * phi[e];
  }
  return {
    kinetic,
    potential,
    secondMoment,
    dilation,
    centre: triple(centre),
    momentum: triple(momentum),
    angularMomentum: triple(turning),
  };
}

function triple(values: Float64Array): [number, number, number] {
  return [values[0], values[1], values[2]];
}
