import { gaussLegendre } from '../numerics/quadrature';
import type { Cell, CellMoments } from './types';

/** Ten nodes are exact to rounding where the density continues analytically five half-widths around the interval. */
const rule = gaussLegendre(10);

/** The moments of no mass at all on [a, b]: the middle stands for the mean. */
function emptyCell(a: number, b: number): CellMoments {
  const middle = Number.isFinite(a) && Number.isFinite(b) ? (a + b) / 2 : Number.isFinite(a) ? a : b;
  return { mass: 0, mean: Number.isFinite(middle) ? middle : 0, variance: 0 };
}

/**
 * Moments over a short bounded interval by Gauss quadrature about its middle: relative accuracy near rounding when the
 * density is analytic and changes by factors of order one across it. (Differences of ∫x²f would lose all digits.)
 */
export function shortCell(pdf: (x: number) => number, a: number, b: number): CellMoments {
  if (!(a < b)) return emptyCell(a, b);
  const middle = (a + b) / 2;
  const half = (b - a) / 2;
  let mass = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < rule.nodes.length; i++) {
    const s = rule.nodes[i];
    const part = rule.weights[i] * pdf(middle + half * s);
    mass += part;
    first += part * s;
    second += part * s * s;
  }
  if (mass === 0) return emptyCell(a, b);
  const offset = first / mass;
  return {
    mass: half * mass,
    mean: middle + half * offset,
    variance: half * half * (second / mass - offset * offset),
  };
}

/** Moments from mass, ∫xf and ∫x²f over a long interval, where their cancellation is harmless. */
export function longCell(mass: number, first: number, second: number, a: number, b: number): CellMoments {
  if (!(mass > 0)) return emptyCell(a, b);
  const mean = first / mass;
  return { mass, mean, variance: Math.max(0, second / mass - mean * mean) };
}

/** The union of disjoint parts, or a mixture: variance within plus variance between, a sum of positive terms. */
export function mergeCells(parts: readonly CellMoments[]): CellMoments {
  let mass = 0;
  let first = 0;
  for (const part of parts) {
    mass += part.mass;
    first += part.mass * part.mean;
  }
  if (mass === 0) return { ...parts[0], mass: 0, variance: 0 };
  const mean = first / mass;
  let variance = 0;
  for (const part of parts) {
    if (part.mass > 0) variance += (part.mass / mass) * (part.variance + (part.mean - mean) ** 2);
  }
  return { mass, mean, variance };
}

/** Adds E|X − mean| = 2·E(mean − X)₊, from the moments of the part below the mean. */
export function withDeviation(
  moments: (a: number, b: number) => CellMoments,
  support: readonly [number, number],
): (a: number, b: number) => Cell {
  return (a, b) => {
    const low = Math.max(a, support[0]);
    const high = Math.min(b, support[1]);
    if (!(low <= high)) return { ...emptyCell(low, high), deviation: 0 };
    const whole = moments(low, high);
    if (whole.mass === 0 || whole.variance === 0) return { ...whole, deviation: 0 };
    const below = moments(low, whole.mean);
    return { ...whole, deviation: (2 * below.mass * (whole.mean - below.mean)) / whole.mass };
  };
}

/**
 * The x in [low, high] with cdf(x) = u, cdf increasing: Newton's method, and bisection where it leaves the bracket or
 * fails to halve it.
 */
export function invertCdf(
  cdf: (x: number) => number,
  pdf: (x: number) => number,
  u: number,
  low: number,
  high: number,
): number {
  let [a, b] = [low, high];
  let x = (a + b) / 2;
  for (let round = 0; round < 200 && a < x && x < b; round++) {
    const excess = cdf(x) - u;
    if (excess === 0) return x;
    const width = b - a;
    if (excess > 0) b = x;
    else a = x;
    const newton = x - excess / pdf(x);
    const correction = Math.abs(newton - x);
    const useful = newton > a && newton < b && correction < width / 4;
    if (useful && correction <= 2e-16 * Math.max(Math.abs(low), Math.abs(high), Math.abs(x))) return newton;
    x = useful ? newton : (a + b) / 2;
  }
  return x;
}
