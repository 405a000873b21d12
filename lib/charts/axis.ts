import { finite, oneOf, positive } from '../numerics/guards';
import { shortNumber } from './text';
import type { AxisOptions } from './types';

/** An axis ready to be drawn. */
export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  tickLabel(value: number): string;
}

/**
 * The axis for finite values: domain as told, or from the values with a margin of `padding` times their range
 * (on a log axis in decades, values <= 0 left aside).
 * @throws RangeError if the domain is not increasing, or not positive on a log axis
 */
export function axisFor(
  name: string,
  options: AxisOptions,
  values: Iterable<number>,
  padding: number,
  fallbackLabel: string,
): Axis {
  const scale = oneOf(`${name}.scale`, options.scale ?? 'linear', ['linear', 'log']);
  const domain = options.domain
    ? checkedDomain(name, options.domain, scale)
    : domainOf(values, scale, padding);
  const ticks = scale === 'log' ? logTicks(domain) : linearTicks(domain);
  return { label: options.label ?? fallbackLabel, scale, domain, ticks, tickLabel: tickLabels(ticks, scale) };
}

function checkedDomain(
  name: string,
  domain: readonly [number, number],
  scale: 'linear' | 'log',
): readonly [number, number] {
  const check = scale === 'log' ? positive : finite;
  check(`${name}.domain[0]`, domain[0]);
  check(`${name}.domain[1]`, domain[1]);
  if (domain[0] >= domain[1]) {
    throw new RangeError(`${name}.domain must be increasing, got [${domain[0]}, ${domain[1]}]`);
  }
  finite(`the length of ${name}.domain`, domain[1] - domain[0]);
  return domain;
}

function domainOf(values: Iterable<number>, scale: 'linear' | 'log', padding: number): [number, number] {
  const forward = scale === 'log' ? Math.log10 : (value: number): number => value;
  const backward = scale === 'log' ? (value: number): number => 10 ** value : forward;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value) || (scale === 'log' && value <= 0)) continue;
    low = Math.min(low, forward(value));
    high = Math.max(high, forward(value));
  }
  if (low > high) return scale === 'log' ? [0.1, 10] : [0, 1];
  // Constant data need some room too; on a log axis at least a fifth of a decade each way.
  const least = scale === 'log' ? 0.2 : (Math.abs(low) || 1) * 1e-6;
  const margin = high - low > least ? padding * (high - low) : Math.max(least, Math.abs(low) * 0.1);
  // The ends of the range of doubles have no room for margins and ticks.
  const most = scale === 'log' ? 300 : Number.MAX_VALUE / 8;
  const within = (end: number): number => Math.min(most, Math.max(-most, end));
  const ends = [low - margin, high + margin].map(within);
  return [backward(ends[0]), backward(ends[1])];
}

/** Round numbers 1, 2, 5 times a power of ten apart, about six in the domain. */
export function linearTicks([low, high]: readonly [number, number]): number[] {
  const raw = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10);
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
    ticks.push(Number((k * step).toPrecision(12)) || 0);
  }
  return ticks;
}

/** Powers of ten, at most eight; with their doubles and fivefolds when fewer than three decades show. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const stride = Math.max(1, Math.ceil((last - first) / 8));
  const factors = Math.log10(high / low) < 3 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let exponent = first; exponent <= last; exponent += stride) {
    for (const factor of factors) {
      const tick = Number(`${factor}e${exponent}`);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks.length > 1 ? ticks : linearTicks([low, high]);
}

/** Labels with as many digits as keep neighbouring ticks apart. */
function tickLabels(ticks: readonly number[], scale: 'linear' | 'log'): (value: number) => string {
  if (scale === 'log') return (value) => shortNumber(value);
  for (let digits = 3; digits < 12; digits++) {
    if (ticks.every((tick) => Math.abs(Number(tick.toPrecision(digits)) - tick) <= 1e-9 * Math.abs(tick))) {
      return (value) => shortNumber(value, digits);
    }
  }
  return (value) => shortNumber(value, 12);
}
