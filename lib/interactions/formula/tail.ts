import {
  absInterval,
  addInterval,
  entire,
  type Interval,
  magnitude,
  mignitude,
  multiplyInterval,
  powerInterval,
} from '../../numerics/interval';
import { elementary } from './elementary';
import { encloseNumber } from './enclose';
import type { Expression } from './expression';

/**
 * What is certain of u(ρ) for all ρ ≥ R ≥ 1: u(ρ) = c(ρ)·ρ^power·exp(−rate·ρ^order) with c(ρ) in `range`, rate ≥ 0,
 * order > 0. Plain intervals end in 0·∞ on an unbounded cell; here growth and decay are kept apart from the range, so
 * that r²·exp(−r²/2) is known to be small far out.
 */
export interface Tail {
  readonly range: Interval;
  readonly power: number;
  readonly rate: number;
  readonly order: number;
}

const unit: Interval = { lo: 0, hi: 1 };

function plain(range: Interval): Tail {
  return { range, power: 0, rate: 0, order: 1 };
}

/** Computed bounds and rates give way by this factor, which covers the few roundings behind them. */
const slack = 1e-14;

function slower(rate: number): number {
  return rate * (1 - slack);
}

/** Upper bound of ρ^power·exp(−rate·ρ^order) over ρ ≥ R: at its maximum (power/(rate·order))^{1/order}, or at R. */
function supEnvelope(power: number, rate: number, order: number, R: number): number {
  if (rate === 0) return power > 0 ? Infinity : power === 0 ? 1 : R ** power * (1 + slack);
  const top = power > 0 ? Math.max(R, (power / (rate * order)) ** (1 / order)) : R;
  // Rounding: the exponent's absolute error is at most a few units of its own last place.
  const exponent = power * Math.log(top) - rate * top ** order;
  return (
    Math.exp(exponent + slack * (1 + Math.abs(power * Math.log(top)) + rate * top ** order)) ||
    Number.MIN_VALUE
  );
}

/** The smallest |u| with its power law is positive and grows: |u| → ∞ for certain. */
export function growsWithoutBound(u: Tail): boolean {
  return u.rate === 0 && u.power > 0 && mignitude(u.range) > 0;
}

/** |u| ≥ c > 0 for all ρ ≥ R, for certain. */
export function staysAway(u: Tail): boolean {
  return u.rate === 0 && u.power >= 0 && mignitude(u.range) > 0;
}

/** Upper bound of |u| over ρ ≥ R. */
export function supTail(u: Tail, R: number): number {
  const size = magnitude(u.range);
  return size === 0 ? 0 : size * supEnvelope(u.power, u.rate, u.order, R) * (1 + slack);
}

/** Upper bound of ∫_R^∞|u|dρ: a convergent power law, or ρ^{power+2}e^{…} at its largest times ∫ρ^{−2} = 1/R. */
export function integralTail(u: Tail, R: number): number {
  const size = magnitude(u.range);
  if (size === 0) return 0;
  if (u.rate > 0) return ((size * supEnvelope(u.power + 2, u.rate, u.order, R)) / R) * (1 + slack);
  return u.power < -1 ? ((size * R ** (u.power + 1)) / (-u.power - 1)) * (1 + slack) : Infinity;
}

/** u with its decay forgotten beyond that of `rate`, `order`, and its power law replaced by `power`. */
function relaxed(u: Tail, power: number, rate: number, order: number, R: number): Tail {
  if (u.power === power && u.rate === rate && (rate === 0 || u.order === order)) return u;
  const excess = u.rate * (u.rate === 0 ? 1 : R ** (u.order - order)) - rate;
  const factor = supEnvelope(u.power - power, Math.max(0, excess), order, R);
  return { range: multiplyInterval(u.range, { lo: 0, hi: factor }), power, rate, order };
}

function addTail(u: Tail, v: Tail, R: number): Tail {
  if (u.rate === v.rate && (u.rate === 0 || u.order === v.order)) {
    const [power, { rate, order }] = [Math.max(u.power, v.power), u];
    const [a, b] = [relaxed(u, power, rate, order, R), relaxed(v, power, rate, order, R)];
    return { ...a, range: addInterval(a.range, b.range) };
  }
  // Unequal decay: both are written at the lower order, where e^{−rate·ρ^order} ≤ e^{−rate·R^{order−low}·ρ^low}.
  const low = Math.min(u.rate > 0 ? u.order : Infinity, v.rate > 0 ? v.order : Infinity);
  const rateAt = (w: Tail) => (w.rate === 0 ? 0 : slower(w.rate * R ** (w.order - low)));
  const slow = rateAt(u) <= rateAt(v) ? u : v;
  const [a, b] = [u, v].map((w) => relaxed(w, slow.power, rateAt(slow), low, R));
  return { ...a, range: addInterval(a.range, b.range) };
}

function multiplyTail(u: Tail, v: Tail): Tail {
  const range = multiplyInterval(u.range, v.range);
  const power = u.power + v.power;
  if (u.rate === 0 || v.rate === 0) {
    const decaying = u.rate > 0 ? u : v;
    return { range, power, rate: decaying.rate, order: decaying.order };
  }
  if (u.order === v.order) return { range, power, rate: slower(u.rate + v.rate), order: u.order };
  const fast = u.order > v.order ? u : v;
  return { range: multiplyInterval(range, unit), power, rate: fast.rate, order: fast.order };
}

function powerTail(u: Tail, exponent: number): Tail {
  if (exponent < 0 && (u.rate > 0 || mignitude(u.range) === 0)) return plain(entire);
  const range = powerInterval(u.range, exponent);
  return { range, power: u.power * exponent, rate: slower(u.rate * exponent), order: u.order };
}

/** The values of u as a plain interval. */
function valuesOf(u: Tail, R: number): Interval {
  const envelope: Interval =
    u.rate > 0
      ? { lo: 0, hi: supEnvelope(u.power, u.rate, u.order, R) }
      : u.power > 0
        ? { lo: R ** u.power * (1 - slack), hi: Infinity }
        : { lo: u.power === 0 ? 1 : 0, hi: u.power === 0 ? 1 : R ** u.power * (1 + slack) };
  return multiplyInterval(u.range, envelope);
}

/** exp(−steepness·ρ^order)·[0, scale]. */
function decaying(steepness: number, order: number, scale: number): Tail {
  return { range: { lo: 0, hi: scale }, power: 0, rate: steepness, order };
}

/** exp(u) decays as fast as u → −∞ at least; cosh(u)^{−n} ≤ 2ⁿe^{−n|u|}. */
function exponentialTail(u: Tail, R: number): Tail {
  if (u.rate === 0 && u.power > 0 && u.range.hi < 0) return decaying(-u.range.hi, u.power, 1);
  return plain(elementary.exp.interval(valuesOf(u, R)));
}

function reciprocalCoshTail(u: Tail, n: number, R: number): Tail {
  if (growsWithoutBound(u)) return decaying(slower(n * mignitude(u.range)), u.power, 2 ** n * (1 + slack));
  return plain(powerInterval(elementary.cosh.interval(valuesOf(u, R)), -n));
}

/** Rays through a face of the cube |z|_∞ = ρ: each variable is ρ·slope with the slope in an interval. */
export type Slopes = Readonly<Record<string, Interval>>;

/** What is certain of e at all points ρ·slope with ρ ≥ R and slopes in their intervals; R ≥ 1. */
export function encloseTail(e: Expression, slopes: Slopes, R: number): Tail {
  const inner = (child: Expression) => encloseTail(child, slopes, R);
  switch (e.kind) {
    case 'number':
      return plain(encloseNumber(e.value));
    case 'variable':
      return { ...plain(slopes[e.name]), power: 1 };
    case 'sum':
      return e.terms.map(inner).reduce((u, v) => addTail(u, v, R));
    case 'product':
      return e.factors.map(inner).reduce(multiplyTail, plain(encloseNumber(e.coefficient)));
    case 'power':
      if (e.base.kind === 'call' && e.base.name === 'cosh' && e.exponent < 0) {
        return reciprocalCoshTail(inner(e.base.argument), -e.exponent, R);
      }
      return powerTail(inner(e.base), e.exponent);
    case 'call': {
      const u = inner(e.argument);
      if (e.name === 'exp') return exponentialTail(u, R);
      if (e.name === 'abs') return { ...u, range: absInterval(u.range) };
      return plain(elementary[e.name].interval(valuesOf(u, R)));
    }
  }
}
