import { checkedInteraction } from '../../../interactions/checkedInteraction';
import { wholeTurns } from '../../../interactions/period';
import type { Interaction } from '../../../interactions/types';
import { eachIndex, eachSign } from '../../../numerics/fourier/indices';
import { mirrored } from '../../../numerics/fourier/mirrored';
import { gaussLegendre } from '../../../numerics/quadrature/gaussLegendre';
import { mapRule, productRule } from '../../../numerics/quadrature/rule';
import { product, type QuantumGrid } from './grid';

/**
 * V at all differences of grid points, wrapped: index j of an axis stands for j·h in the first half and for (j − m)·h in the
 * second, with m = n on a torus and 2n in a box. On a torus the shortest displacement counts, and the mean of both signs
 * where it is half the length. A V that is infinite at 0 is replaced there by its mean over a cell.
 * @throws RangeError for another dimension, a period that does not divide the length of the circle, and a V that
 * is not finite elsewhere or not integrable at 0.
 */
export function interactionSamples(interaction: Interaction, grid: QuantumGrid): Float64Array {
  checkedInteraction(interaction);
  const { dimension, spacing } = grid;
  if (interaction.dimension !== dimension)
    throw new RangeError(
      `interaction must have the grid's dimension ${dimension}, got ${interaction.dimension}`,
    );
  checkPeriod(interaction, grid);
  const z = new Float64Array(dimension);
  const valueAt = (): number => {
    const atOrigin = interaction.singularAtOrigin && z.every((component) => component === 0);
    const value = atOrigin ? cellMean(interaction, spacing) : interaction.value(z);
    if (!Number.isFinite(value))
      throw new RangeError(`interaction must be finite, got ${value} at displacement [${z.join(', ')}]`);
    return value;
  };
  return interaction.radial ? mirroredSamples(grid, z, valueAt) : allSamples(grid, z, valueAt);
}

/** By the values at positive displacements. */
function mirroredSamples(grid: QuantumGrid, z: Float64Array, valueAt: () => number): Float64Array {
  const half = grid.points.map((n) => (grid.periodic ? Math.floor(n / 2) + 1 : n));
  const values = new Float64Array(product(half));
  eachIndex(half, (index, at) => {
    for (let axis = 0; axis < z.length; axis++) z[axis] = index[axis] * grid.spacing[axis];
    values[at] = valueAt();
  });
  return mirrored(values, half, wrappedShape(grid));
}

function allSamples(grid: QuantumGrid, z: Float64Array, valueAt: () => number): Float64Array {
  const shape = wrappedShape(grid);
  const out = new Float64Array(product(shape));
  const halfway: number[] = [];
  let sum = 0;
  const addValue = (): void => {
    sum += valueAt();
  };
  eachIndex(shape, (index, at) => {
    if (halfway.length > 0) halfway.length = 0;
    for (let axis = 0; axis < z.length; axis++) {
      const [j, m] = [index[axis], shape[axis]];
      z[axis] = (2 * j > m ? j - m : j) * grid.spacing[axis];
      if (2 * j !== m) continue;
      if (!grid.periodic) return;
      halfway.push(axis);
    }
    sum = 0;
    out[at] = eachSign(halfway, z, addValue) * sum;
  });
  return out;
}

/** Shape of the differences of grid points. */
export function wrappedShape({ points, periodic }: QuantumGrid): readonly number[] {
  return periodic ? points : points.map((n) => 2 * n);
}

function checkPeriod({ name, period }: Interaction, { periodic, lengths }: QuantumGrid): void {
  if (!periodic || period === undefined) return;
  const other = lengths.find((length) => !wholeTurns(period, length));
  if (other !== undefined)
    throw new RangeError(
      `interaction must have a period that divides the circle's length ${other}, got ${name} with period ${period}`,
    );
}

const levels = 40;

/** The mean of V over a cell around 0: rings of thirds around a cell that shrinks to nothing, by Gauss's rule. */
function cellMean(interaction: Interaction, spacing: readonly number[]): number {
  const d = spacing.length;
  if (d === 1)
    throw new RangeError(`interaction must not be singular at 0 in d = 1, got ${interaction.name}`);
  const line = mapRule(gaussLegendre(6), -0.5, 0.5);
  const { points, weights } = productRule(spacing.map(() => line));
  const thirds = spacing.map(() => 3);
  const z = new Float64Array(d);
  let [mean, scale] = [0, 1 / 3];
  for (let level = 0; level < levels; level++, scale /= 3)
    eachIndex(thirds, (third) => {
      if (third.every((t) => t === 1)) return;
      weights.forEach((weight, i) => {
        for (let axis = 0; axis < d; axis++)
          z[axis] = scale * spacing[axis] * (third[axis] - 1 + points[i * d + axis]);
        mean += weight * scale ** d * interaction.value(z);
      });
    });
  return mean;
}
