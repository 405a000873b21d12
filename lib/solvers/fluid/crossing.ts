import { findRoot } from '../../numerics/findRoot';
import {
  collapseAnomaly,
  newShellMotion,
  type ShellData,
  type ShellMotion,
  shellAtAnomaly,
  shellAtTime,
  twiceEnergy,
} from './shellMotion';
import { derivative } from './velocity';

/** The first time at which two neighbouring shells meet: J = ∂r/∂r₀ = 0. */
export interface ShellCrossing {
  /** Infinity when no shells cross. */
  readonly time: number;
  /** Where, and the initial radius of the shell; NaN when none cross. */
  readonly radius: number;
  readonly label: number;
}

type Data = (label: number) => ShellData;

/** Labels looked at, in each piece on which ρ is smooth. */
const labelCount = 400;
/** Steps of the anomaly in units of β^{−1/2}, on which X is a combination of 1, cosh and sinh. */
const anomalyStep = 0.05;
/** Beyond, X is larger than 10¹⁷ and J/X is constant to rounding. */
const lastAnomaly = 40;

/** Infinity where J has no zero before `limit`. A shell that reaches the centre ends there. */
function firstZero(data: ShellData, limit: number): number {
  const motion: ShellMotion = newShellMotion();
  const stretch = (s: number): number => shellAtAnomaly(s, data, motion).stretch;
  const scale = 1 / Math.sqrt(Math.max(Math.abs(twiceEnergy(data)), Number.MIN_VALUE));
  const collapse = collapseAnomaly(data);
  const end = Math.min(collapse, lastAnomaly * scale);
  for (let before = 0; before < end; ) {
    const after = Math.min(end, before + anomalyStep * scale);
    if (stretch(after) <= 0) {
      const root = findRoot(stretch, before, after).value;
      return shellAtAnomaly(root, data, motion).time;
    }
    if (motion.time > limit) return Infinity;
    before = after;
  }
  return collapse <= lastAnomaly * scale ? shellAtAnomaly(collapse, data, motion).time : Infinity;
}

/**
 * The minimum over the labels of the first zero of J(·, r₀). First on a grid of labels, then the minimum inside is made
 * precise as a root of ∂J/∂r₀ at J = 0, for the time is flat there.
 */
export function firstCrossing(data: Data, breakpoints: readonly number[]): ShellCrossing {
  let time = Infinity;
  let [label, low, high] = [Number.NaN, 0, 0];
  for (let piece = 1; piece < breakpoints.length; piece++) {
    const [a, b] = inside(breakpoints[piece - 1], breakpoints[piece]);
    const at = (i: number): number => a + ((b - a) * Math.min(labelCount, Math.max(0, i))) / labelCount;
    for (let i = 0; i <= labelCount; i++) {
      const zero = firstZero(data(at(i)), time);
      if (zero < time) [time, label, low, high] = [zero, at(i), at(i - 1), at(i + 1)];
    }
  }
  if (time === Infinity) return { time, radius: Number.NaN, label };
  label = flattest(data, label, low, high);
  time = firstZero(data(label), Infinity);
  return { time, radius: label * shellAtTime(time, data(label), newShellMotion()).ratio, label };
}

/** The interval less what rounding may take for the other side of a jump. */
function inside(a: number, b: number): [number, number] {
  const margin = 1e-13 * (b - a);
  return [a === 0 ? 0 : a + margin, b - margin];
}

function flattest(data: Data, label: number, low: number, high: number): number {
  if (label === low || label === high) return label;
  const step = 0.02 * Math.min(high - low, low > 0 ? low : high - low);
  const slope = (a: number): number => {
    const time = firstZero(data(a), Infinity);
    if (time === Infinity) return a < label ? -1 : 1;
    const motion = newShellMotion();
    return derivative((x) => shellAtTime(time, data(x), motion).stretch, a, step);
  };
  const [left, right] = [low + 5 * step, high - 5 * step];
  return slope(left) < 0 && slope(right) > 0 ? findRoot(slope, left, right).value : label;
}
