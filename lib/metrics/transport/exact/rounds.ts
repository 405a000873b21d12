import type { Arena } from '../../../kernels/arena';
import type { PathKernels } from './pathArena';

const FINER = 8;

/**
 * The units in which masses are sent, from about their mean down, until nine of ten masses are at least the unit; the
 * last unit is 1. Parcels of one size fill up rows and columns instead of splitting into ever smaller ones: one round for all
 * takes five times as long. Small integers, and many columns for each row, need no more than one round.
 */
export function unitsOfRounds(supply: Float64Array, demand: Float64Array): number[] {
  const masses = [...supply, ...demand].filter((mass) => mass > 0).sort((a, b) => a - b);
  const total = supply.reduce((sum, mass) => sum + mass, 0);
  const mean = total / Math.max(supply.length, demand.length);
  if (mean <= 8 * commonDivisor([supply, demand]) || demand.length > 16 * supply.length) return [1];
  const light = masses[Math.floor(masses.length / 10)];
  const units = [2 ** Math.floor(Math.log2(mean))];
  for (let unit = units[0]; unit > light && unit > FINER; units.push(unit)) unit /= FINER;
  return [...units, 1];
}

function commonDivisor(families: Float64Array[]): number {
  let divisor = 0;
  for (const masses of families) {
    for (const mass of masses) {
      let [a, b] = [mass, divisor];
      while (b > 0) [a, b] = [b, a % b];
      divisor = a;
    }
  }
  return divisor;
}

/**
 * Replaces the masses of the round before, multiples of the unit `before` (0 at the start), by multiples of `unit`; flow that
 * has become too much is taken back. Returns the sum of the deficits.
 *
 * Sums of masses are rounded, not masses. Thus any stretch of the spatial order has its mass up to one unit, in
 * either cloud, and what is left for the next round need not go far.
 */
export function release(
  arena: Arena<PathKernels>,
  supply: Float64Array,
  demand: Float64Array,
  unit: number,
  before: number,
): number {
  const deficit = arena.doubles('deficit');
  addChange(arena.doubles('excess'), supply, unit, before);
  addChange(deficit, demand, unit, before);
  arena.kernels.retract();
  return deficit.reduce((sum, mass) => sum + mass, 0);
}

function addChange(left: Float64Array, masses: Float64Array, unit: number, before: number): void {
  const { round } = Math;
  const change = (sum: number): number =>
    round(sum / unit) * unit - (before > 0 ? round(sum / before) * before : 0);
  let sum = 0;
  let passed = 0;
  for (let k = 0; k < masses.length; k++) {
    sum += masses[k];
    const upTo = change(sum);
    left[k] += upTo - passed;
    passed = upTo;
  }
}
