import type { Interaction } from '../interactions/types';
import { positive } from '../numerics/guards';

/** Two particles of positive weight at the same place, if there are such. */
export function coincidentPair(
  x: Float64Array,
  d: number,
  weights?: Float64Array,
): readonly [number, number] | undefined {
  const compare = (j: number, k: number): number => {
    for (let a = 0; a < d; a++) {
      const difference = x[j * d + a] - x[k * d + a];
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Uint32Array.from({ length: x.length / d }, (_, j) => j)
    .filter((j) => !weights || weights[j] > 0)
    .sort(compare);
  for (let i = 1; i < order.length; i++)
    if (compare(order[i - 1], order[i]) === 0) return [order[i - 1], order[i]];
  return undefined;
}

/** @throws RangeError when two particles of a singular interaction are at the same place. */
export function checkDistinct(interaction: Interaction, x: Float64Array): void {
  if (!interaction.singularAtOrigin) return;
  const d = interaction.dimension;
  const pair = coincidentPair(x, d);
  if (pair)
    throw new RangeError(
      `x must hold distinct positions for an interaction that is singular at 0, got particles ${pair.join(' and ')} at ` +
        `(${x.subarray(pair[1] * d, pair[1] * d + d).join(', ')})`,
    );
}

/**
 * Refuses a step that cannot resolve the fastest linear oscillation. The Hessian of the potential energy has norm at
 * most 2·mass·Lip(∇V), so no frequency exceeds √(2·mass·Lip(∇V)); a step must stay below its inverse.
 */
export function checkTimeStep(interaction: Interaction, timeStep: number, mass: number): void {
  positive('timeStep', timeStep);
  const frequency = Math.sqrt(2 * mass * interaction.lipschitzGradient.value);
  if (Number.isFinite(frequency) && timeStep * frequency > 1) {
    throw new RangeError(
      `timeStep must be at most 1/frequency = ${(1 / frequency).toPrecision(3)} (Lip(∇V) = ${interaction.lipschitzGradient.value.toPrecision(3)}), got ${timeStep}; try ${(0.1 / frequency).toPrecision(2)}`,
    );
  }
}

/** @throws Error when the motion has left the finite numbers; sign < 0 for runs backward. */
export function checkFinite(
  state: {
    readonly x: Float64Array;
    readonly xi: Float64Array;
    readonly dimension: number;
    readonly time: number;
  },
  sign: number,
): void {
  for (let i = 0; i < state.x.length; i++) {
    if (!Number.isFinite(state.x[i]) || !Number.isFinite(state.xi[i])) {
      const particle = Math.floor(i / state.dimension);
      const hint =
        sign > 0
          ? 'particles came too close or the step is too large'
          : 'the backward flow left the range of doubles';
      throw new Error(
        `the motion of particle ${particle} ceased to be finite before t = ${state.time}: ${hint}`,
      );
    }
  }
}
