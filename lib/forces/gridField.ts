import { checkedInteraction } from '../interactions/checkedInteraction';
import type { Interaction } from '../interactions/types';
import { type Convolution, convolution } from '../numerics/fourier/convolution';

/** Cells of equal width on [low, high], d = 1; the interval is a circle if `periodic`, else it stands on an empty line. */
export interface FieldAxis {
  readonly low: number;
  readonly high: number;
  readonly cells: number;
  readonly periodic: boolean;
}

/** Mean field of densities ρ given at the centres of the cells. */
export interface GridField {
  /** out_i = −(V'⋆ρ)(x_i); returns `out`. */
  forceInto(density: Float64Array, out: Float64Array): Float64Array;
  /** out_i = (V⋆ρ)(x_i); returns `out`. */
  potentialInto(density: Float64Array, out: Float64Array): Float64Array;
  /** ½∬V(x − y)ρ(x)ρ(y). */
  interactionEnergy(density: Float64Array): number;
}

/**
 * −V'⋆ρ and V⋆ρ on a grid, d = 1, by fast Fourier transforms: the sums over the cells are exact, so that the integrals have
 * the error of the midpoint rule (beyond all orders for smooth ρ on a circle or vanishing at the ends, O(h²) where V' jumps).
 * @throws RangeError when interaction is not one of dimension 1, or, on a circle, its period does not divide the length.
 */
export function gridField(interaction: Interaction, axis: FieldAxis): GridField {
  if (checkedInteraction(interaction).dimension !== 1)
    throw new RangeError(`interaction.dimension must be 1, got ${interaction.dimension}`);
  const length = axis.high - axis.low;
  if (axis.periodic) checkPeriod(interaction, length);
  const spacing = length / axis.cells;
  const plan = (kernel: (z: Float64Array) => number): Convolution =>
    convolution({
      shape: [axis.cells],
      spacing,
      kernel,
      boundary: axis.periodic ? 'periodic' : 'free',
    });
  const slope = new Float64Array(1);
  const force = plan((z) => {
    interaction.gradientInto(z, slope);
    return -slope[0];
  });
  // Made when first asked for: V may be infinite at 0 where V' is not.
  let potential: Convolution | undefined;
  const potentialInto = (density: Float64Array, out: Float64Array): Float64Array => {
    potential ??= plan((z) => interaction.value(z));
    return potential.applyInto(density, out);
  };
  return {
    forceInto: (density, out) => force.applyInto(density, out),
    potentialInto,
    interactionEnergy(density) {
      const v = potentialInto(density, new Float64Array(density.length));
      return 0.5 * spacing * density.reduce((sum, rho, i) => sum + rho * v[i], 0);
    },
  };
}

function checkPeriod(interaction: Interaction, length: number): void {
  const { period, name } = interaction;
  const turns = period === undefined ? Number.NaN : length / period;
  if (!(Math.round(turns) >= 1 && Math.abs(turns - Math.round(turns)) < 1e-9))
    throw new RangeError(
      period === undefined
        ? `interaction must be periodic on a circle, got ${name}, which is not`
        : `the circle's length must be a multiple of the interaction's period ${period}, got ${length}`,
    );
}
