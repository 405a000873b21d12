import { checkedInteraction } from '../interactions/checkedInteraction';
import type { Interaction } from '../interactions/types';
import { cosineForces } from './cosineForces';
import { coulombForces } from './coulombForces';
import { directForces } from './directForces';
import { harmonicForces } from './harmonicForces';
import type { ForceSum } from './sums';

/** The fastest exact way to sum the forces of this interaction. */
export function forceSum(interaction: Interaction): ForceSum {
  checkedInteraction(interaction);
  if (interaction.cosineModes) return cosineForces(interaction.cosineModes);
  if (interaction.stiffness !== undefined)
    return harmonicForces(interaction.stiffness, interaction.dimension);
  if (interaction.coulombCharge !== undefined) return coulombForces(interaction.coulombCharge);
  return directForces(interaction);
}
