import { erf } from '../../numerics/special';
import type { FunctionName } from './elementary';
import type { Expression } from './expression';

/** r^exponent·(c[0] + c[1]r + c[2]r² + …) as r → 0+, with c[0] ≠ 0 unless the series is zero. */
export interface PowerSeries {
  readonly exponent: number;
  readonly coefficients: Float64Array;
}

/** Terms kept. The cut-off radius of `seriesRadius` then is about a fifth of the radius of convergence. */
const length = 24;

function series(exponent: number, coefficients: ArrayLike<number>): PowerSeries {
  const c = Float64Array.from(coefficients);
  let first = 0;
  while (first < length && c[first] === 0) first++;
  if (first === length) return { exponent: 0, coefficients: new Float64Array(length) };
  const shifted = new Float64Array(length);
  shifted.set(c.subarray(first, length));
  return { exponent: exponent + first, coefficients: shifted };
}

function constant(value: number): PowerSeries {
  return series(0, [value, ...new Float64Array(length - 1)]);
}

export function isZero(u: PowerSeries): boolean {
  return u.coefficients[0] === 0;
}

/** Sums need exponents that differ by a whole number; otherwise there is no such series. */
function add(u: PowerSeries, v: PowerSeries): PowerSeries | null {
  if (isZero(u)) return v;
  if (isZero(v)) return u;
  const exponent = Math.min(u.exponent, v.exponent);
  const [du, dv] = [u.exponent - exponent, v.exponent - exponent];
  if (!Number.isInteger(du) || !Number.isInteger(dv)) return null;
  const c = new Float64Array(length);
  for (let i = 0; i < length; i++) c[i] = (u.coefficients[i - du] ?? 0) + (v.coefficients[i - dv] ?? 0);
  // A cancelled leading part leaves a residue of rounding size that is not a term.
  const scale = Math.max(Math.abs(u.coefficients[0]), Math.abs(v.coefficients[0]));
  for (let i = 0; i < length && Math.abs(c[i]) <= 4 * Number.EPSILON * scale; i++) c[i] = 0;
  return series(exponent, c);
}

function multiply(u: PowerSeries, v: PowerSeries): PowerSeries {
  const c = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    for (let j = 0; j <= i; j++) c[i] += u.coefficients[j] * v.coefficients[i - j];
  }
  return series(u.exponent + v.exponent, c);
}

/** u^e by Miller's recurrence k·c₀·b_k = Σ_j (e·j − (k − j))·c_j·b_{k−j}. */
function raise(u: PowerSeries, e: number): PowerSeries | null {
  const a = u.coefficients;
  if (isZero(u)) return e > 0 ? u : null;
  if (a[0] < 0 && !Number.isInteger(e)) return null;
  const b = new Float64Array(length);
  b[0] = a[0] ** e;
  for (let k = 1; k < length; k++) {
    let total = 0;
    for (let j = 1; j <= k; j++) total += (e * j - (k - j)) * a[j] * b[k - j];
    b[k] = total / (k * a[0]);
  }
  return series(u.exponent * e, b);
}

/** r·u′: the operator that needs no shift of indices. */
function euler(u: PowerSeries): PowerSeries {
  return series(
    u.exponent,
    u.coefficients.map((c, i) => c * (u.exponent + i)),
  );
}

/** The f(u) with r·(f(u))′ = w and value f0 at r = 0; w must vanish there. */
function integrate(w: PowerSeries, f0: number): PowerSeries | null {
  if (isZero(w)) return constant(f0);
  if (w.exponent <= 0) return null;
  return add(
    constant(f0),
    series(
      w.exponent,
      w.coefficients.map((c, i) => c / (w.exponent + i)),
    ),
  );
}

function coefficientAtZero(u: PowerSeries): number {
  return u.exponent === 0 ? u.coefficients[0] : 0;
}

/** Coefficients of r⁰, r¹, … of a series with whole exponent ≥ 0; null for others. */
function regular(u: PowerSeries): Float64Array | null {
  if (u.exponent < 0 || !Number.isInteger(u.exponent)) return null;
  return Float64Array.from({ length }, (_, i) => u.coefficients[i - u.exponent] ?? 0);
}

/** [f(u), g(u)] with f′ = g and g′ = sign·f: exp (twice), cosh and sinh, cos and sin, by one recurrence. */
function pair(u: PowerSeries, sign: 1 | -1, f0: (x: number) => number, g0: (x: number) => number) {
  const a = regular(u);
  if (!a) return null;
  const f = new Float64Array(length);
  const g = new Float64Array(length);
  f[0] = f0(a[0]);
  g[0] = g0(a[0]);
  for (let k = 1; k < length; k++) {
    for (let j = 1; j <= k; j++) {
      f[k] += (j * a[j] * g[k - j]) / k;
      g[k] += (sign * (j * a[j] * f[k - j])) / k;
    }
  }
  return { f: series(0, f), g: series(0, g) };
}

function divide(u: PowerSeries, v: PowerSeries): PowerSeries | null {
  const inverse = raise(v, -1);
  return inverse && multiply(u, inverse);
}

/** f(u) from f′(u): r(f(u))′ = f′(u)·r·u′. */
function fromDerivative(
  u: PowerSeries,
  slope: PowerSeries | null,
  f: (x: number) => number,
): PowerSeries | null {
  return slope && regular(u) && integrate(multiply(slope, euler(u)), f(coefficientAtZero(u)));
}

function negated(u: PowerSeries): PowerSeries {
  return multiply(constant(-1), u);
}

function onePlusSquare(u: PowerSeries): PowerSeries | null {
  return add(constant(1), multiply(u, u));
}

function logSeries(u: PowerSeries): PowerSeries | null {
  if (u.exponent !== 0 || u.coefficients[0] <= 0) return null;
  return fromDerivative(u, raise(u, -1), Math.log);
}

function ratioOf(both: { f: PowerSeries; g: PowerSeries } | null): PowerSeries | null {
  return both && divide(both.f, both.g);
}

const composed: Readonly<Record<FunctionName, (u: PowerSeries) => PowerSeries | null>> = {
  exp: (u) => pair(u, 1, Math.exp, Math.exp)?.f ?? null,
  log: logSeries,
  sin: (u) => pair(u, -1, Math.sin, Math.cos)?.f ?? null,
  cos: (u) => pair(u, -1, Math.sin, Math.cos)?.g ?? null,
  tan: (u) => ratioOf(pair(u, -1, Math.sin, Math.cos)),
  sinh: (u) => pair(u, 1, Math.sinh, Math.cosh)?.f ?? null,
  cosh: (u) => pair(u, 1, Math.sinh, Math.cosh)?.g ?? null,
  tanh: (u) => ratioOf(pair(u, 1, Math.sinh, Math.cosh)),
  atan: (u) => {
    const square = onePlusSquare(u);
    return square && fromDerivative(u, raise(square, -1), Math.atan);
  },
  erf: (u) => {
    const gauss = composed.exp(negated(multiply(u, u)));
    const slope = gauss && multiply(constant(2 / Math.sqrt(Math.PI)), gauss);
    return fromDerivative(u, slope, erf);
  },
  abs: (u) => (u.coefficients[0] < 0 ? negated(u) : u),
  sign: (u) => (isZero(u) ? null : constant(Math.sign(u.coefficients[0]))),
  jump: (u) => (isZero(u) ? null : constant(0)),
};

/**
 * The series of an expression in r as r → 0+, which shows limits (sin(r)/r → 1) and singularities (1/r, a kink) exactly;
 * null where there is none of this form (log r, exp(−1/r)).
 */
export function seriesAtOrigin(e: Expression): PowerSeries | null {
  switch (e.kind) {
    case 'number':
      return constant(e.value);
    case 'variable':
      return series(1, constant(1).coefficients);
    case 'sum':
      return e.terms.map(seriesAtOrigin).reduce((u, v) => u && v && add(u, v));
    case 'product':
      return e.factors
        .map(seriesAtOrigin)
        .reduce((u, v) => u && v && multiply(u, v), constant(e.coefficient) as PowerSeries | null);
    case 'power': {
      const base = seriesAtOrigin(e.base);
      return base && raise(base, e.exponent);
    }
    case 'call': {
      const u = seriesAtOrigin(e.argument);
      return u && composed[e.name](u);
    }
  }
}

/** v′ of a series v. */
export function derivativeSeries(v: PowerSeries): PowerSeries {
  return overR(euler(v));
}

/** The same function divided by r. */
export function overR(u: PowerSeries): PowerSeries {
  return isZero(u) ? u : { ...u, exponent: u.exponent - 1 };
}

/** Σ c_i r^{exponent+i}. */
export function evaluateSeries(u: PowerSeries, r: number): number {
  let total = 0;
  for (let i = length - 1; i >= 0; i--) total = total * r + u.coefficients[i];
  return u.exponent === 0 ? total : total * r ** u.exponent;
}

/** An r ≤ 1/4 below which the last quarter of the kept terms is under rounding, and so, geometrically, all left out. */
export function seriesRadius(u: PowerSeries): number {
  let radius = 0.25;
  for (let i = (3 * length) / 4; i < length; i++) {
    const ratio = Math.abs(u.coefficients[i] / u.coefficients[0]);
    if (ratio > 0) radius = Math.min(radius, (Number.EPSILON / ratio) ** (1 / i));
  }
  return radius;
}
