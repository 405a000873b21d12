import type { Interaction } from '../interactions/types';
import { specialise } from '../numerics/specialise';
import {
  type FieldLoop,
  fieldLoop1,
  fieldLoop2,
  fieldLoop3,
  type SelfLoop,
  selfLoop1,
  selfLoop2,
  selfLoop3,
} from './pairLoops';
import type { ForceSum } from './sums';

/** Direct O(n²) sums for any interaction; radial ones run in a loop compiled for their own profile. */
export function directForces(interaction: Interaction): ForceSum {
  const { selfForceInto, fieldInto } = interaction.radial
    ? radialSums(interaction)
    : componentSums(interaction);
  return {
    strategy: 'pairs',
    selfForceInto,
    fieldInto,
    interactionEnergy: (x, weights) => pairEnergy(interaction, x, weights),
    secondsFor: (targets, sources) => (interaction.radial ? 1.5e-8 : 6e-8) * targets * sources,
  };
}

type Sums = Pick<ForceSum, 'selfForceInto' | 'fieldInto'>;

function radialSums(interaction: Interaction): Sums {
  const d = interaction.dimension;
  const key = `${interaction.formula} d=${d}`;
  const selfLoop = specialise<SelfLoop>([selfLoop1, selfLoop2, selfLoop3][d - 1], key);
  const fieldLoop = specialise<FieldLoop>([fieldLoop1, fieldLoop2, fieldLoop3][d - 1], key);
  const g = interaction.radial!.gradientFactor;
  return {
    selfForceInto: (x, weights, out) => selfLoop(g, x, weights, out),
    fieldInto: (y, x, weights, out) => fieldLoop(g, y, x, weights, out),
  };
}

function componentSums(interaction: Interaction): Sums {
  const d = interaction.dimension;
  const z = new Float64Array(d);
  const gradient = new Float64Array(d);

  function fieldInto(y: Float64Array, x: Float64Array, weights: Float64Array, out: Float64Array): void {
    for (let j = 0; j < y.length; j += d) {
      for (let a = 0; a < d; a++) out[j + a] = 0;
      for (let k = 0; k < weights.length; k++) {
        let distance = 0;
        for (let a = 0; a < d; a++) {
          z[a] = y[j + a] - x[k * d + a];
          distance += z[a] * z[a];
        }
        if (distance === 0) continue;
        interaction.gradientInto(z, gradient);
        for (let a = 0; a < d; a++) out[j + a] -= weights[k] * gradient[a];
      }
    }
  }

  return { selfForceInto: (x, weights, out) => fieldInto(x, x, weights, out), fieldInto };
}

function pairEnergy(interaction: Interaction, x: Float64Array, weights: Float64Array): number {
  const d = interaction.dimension;
  const z = new Float64Array(d);
  let sum = 0;
  for (let j = 0; j < weights.length; j++) {
    for (let k = 0; k < j; k++) {
      for (let a = 0; a < d; a++) z[a] = x[j * d + a] - x[k * d + a];
      sum += weights[j] * weights[k] * interaction.value(z);
    }
  }
  return sum;
}
