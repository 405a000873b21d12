import { shown } from '../numerics/guards';
import type { Interaction } from './types';

/** The interaction itself, if it is one. */
export function checkedInteraction(interaction: Interaction): Interaction {
  if (
    interaction == null ||
    typeof interaction.gradientInto !== 'function' ||
    !(interaction.dimension >= 1)
  ) {
    throw new RangeError(
      `interaction must be made by one of the potential… functions, got ${shown(interaction)}`,
    );
  }
  return interaction;
}
