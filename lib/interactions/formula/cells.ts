import { type Interval, interval, magnitude, multiplyInterval } from '../../numerics/interval';
import { enclose } from './enclose';
import type { Expression } from './expression';
import { encloseTail, integralTail, supTail } from './tail';

/**
 * A piece of Rᵈ, half of it being enough for even functions: the points ρ·s on one face of the cubes |z|_∞ = ρ, ρ in an
 * interval that may reach ∞, the face's own slope 1 and the other slopes in intervals within [−1, 1]. The half-line of
 * a radial function is the case of one variable r and no other slope.
 */
export interface Cell {
  readonly rho: Interval;
  readonly slopes: Readonly<Record<string, Interval>>;
}

const face = interval(1);
const wholeSlope = interval(-1, 1);

/** The cells that together hold all points (up to sign) with start ≤ |z|_∞. */
export function wholeSpace(variables: readonly string[], start = 0): Cell[] {
  return variables.map((own) => ({
    rho: { lo: start, hi: Infinity },
    slopes: Object.fromEntries(variables.map((name) => [name, name === own ? face : wholeSlope])),
  }));
}

function reachesInfinity(cell: Cell): boolean {
  return cell.rho.hi === Infinity;
}

/** The intervals of the variables on a bounded cell. */
function boxOf(cell: Cell): Record<string, Interval> {
  const box: Record<string, Interval> = {};
  for (const name in cell.slopes) {
    const slope = cell.slopes[name];
    box[name] = slope === face ? cell.rho : multiplyInterval(cell.rho, slope);
  }
  return box;
}

/** Upper bound of |e| on the cell. */
export function supOnCell(e: Expression, cell: Cell): number {
  if (!reachesInfinity(cell)) return magnitude(enclose(e, boxOf(cell)));
  return cell.rho.lo < 1 ? Infinity : supTail(encloseTail(e, cell.slopes, cell.rho.lo), cell.rho.lo);
}

/** Upper bound of ∫|e|dρ over the cell of a function of one variable. */
export function integralOnCell(e: Expression, cell: Cell): number {
  if (!reachesInfinity(cell))
    return magnitude(enclose(e, boxOf(cell))) * (cell.rho.hi - cell.rho.lo) * (1 + 1e-15);
  return cell.rho.lo < 1 ? Infinity : integralTail(encloseTail(e, cell.slopes, cell.rho.lo), cell.rho.lo);
}

/** A point of the cell: its middle, or the inner end of an unbounded one. */
export function middleBox(cell: Cell): Record<string, Interval> {
  const { lo, hi } = cell.rho;
  const rho = interval(hi === Infinity ? Math.max(1, 1.5 * lo) : lo + (hi - lo) / 2);
  const slopes = Object.entries(cell.slopes).map(([name, s]) => [name, interval((s.lo + s.hi) / 2)] as const);
  return Object.fromEntries(slopes.map(([name, s]) => [name, multiplyInterval(rho, s)]));
}

function withSlope(cell: Cell, name: string, slope: Interval): Cell {
  return { rho: cell.rho, slopes: { ...cell.slopes, [name]: slope } };
}

/** Two halves along the longest side; [R, ∞) becomes [R, 2R] and [2R, ∞) once its slopes are as narrow as 1/8. */
export function halves(cell: Cell): [Cell, Cell] {
  const { rho, slopes } = cell;
  let [widest, width] = ['', 0];
  for (const [name, s] of Object.entries(slopes))
    if (s.hi - s.lo > width) [widest, width] = [name, s.hi - s.lo];
  const unbounded = reachesInfinity(cell);
  if (unbounded ? width > 1 / 8 && rho.lo >= 1 : width * rho.hi > rho.hi - rho.lo) {
    const { lo, hi } = slopes[widest];
    const middle = (lo + hi) / 2;
    return [withSlope(cell, widest, interval(lo, middle)), withSlope(cell, widest, interval(middle, hi))];
  }
  const middle = unbounded ? Math.max(1, 2 * rho.lo) : rho.lo + (rho.hi - rho.lo) / 2;
  return [
    { rho: { lo: rho.lo, hi: middle }, slopes },
    { rho: { lo: middle, hi: rho.hi }, slopes },
  ];
}
