import { checkedInteraction } from '../../../interactions/checkedInteraction';
import type { Interaction } from '../../../interactions/types';
import { truncatedKernel } from '../../../numerics/fourier/truncatedKernel';
import type { QuantumGrid } from './grid';

/** True where `truncatedSamples` is at home: a box in empty space and a V that knows its truncated transform. */
export function isTruncated(interaction: Interaction, grid: QuantumGrid): boolean {
  checkedInteraction(interaction);
  return !grid.periodic && !!interaction.truncatedFourier && interaction.dimension === grid.dimension;
}

/**
 * The kernel T for which Σ_j T(x_i − x_j)ρ(x_j)·cell is V⋆ρ in empty space with the spectral accuracy of ρ, singular V or
 * not; in the order of `interactionSamples`. See `truncatedKernel`.
 * @throws RangeError when the modes exceed 2²⁵ (a very oblong box) or V̂_L is not finite.
 */
export function truncatedSamples(interaction: Interaction, grid: QuantumGrid): Float64Array {
  return truncatedKernel({
    name: interaction.name,
    shape: grid.points,
    spacing: grid.spacing,
    transform: interaction.truncatedFourier as NonNullable<Interaction['truncatedFourier']>,
  });
}
