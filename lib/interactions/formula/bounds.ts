import { type Bounds, exact } from '../hypotheses';
import { sphereSurface } from '../radial';
import { numberText } from '../text';
import type { Bound, Dimension } from '../types';
import { differentiate } from './differentiate';
import { distribute, type Expression, number, one, power, product, sum, variable } from './expression';
import { derivativeSeries, evaluateSeries, type PowerSeries, seriesAtOrigin, seriesRadius } from './series';
import { integralBound, isUnboundedFarOut, type SupremumOptions, supremum } from './supremum';

const r: Expression = variable('r');

function single(sizes: readonly number[]): number {
  return sizes[0];
}

function notFound(what: string): Bound {
  return { value: Infinity, kind: 'upper', how: `interval arithmetic finds no finite bound of ${what}` };
}

/** sup|e| over r ≥ 0, for an e with the given series at 0. */
function radialBound(e: Expression, atOrigin: PowerSeries | null, symbol: string): Bound {
  if (atOrigin && atOrigin.exponent < 0) {
    const leading = `${numberText(atOrigin.coefficients[0])}·r^${numberText(atOrigin.exponent)}`;
    return exact(Infinity, `${symbol} ~ ${leading} as r → 0`);
  }
  if (isUnboundedFarOut(e, ['r'])) return exact(Infinity, `|${symbol}| → ∞ as r → ∞`);
  const { upper } = supremum([e], ['r'], single);
  if (Number.isFinite(upper))
    return { value: upper, kind: 'upper', how: `sup|${symbol}| by interval arithmetic` };
  return atOrigin ? aroundOrigin(e, atOrigin, symbol) : notFound(`sup|${symbol}|`);
}

/** A 0/0 at the origin (sin(r)/r) defeats intervals there: close to it the power series is sampled instead. */
function aroundOrigin(e: Expression, series: PowerSeries, symbol: string): Bound {
  const start = seriesRadius(series);
  const { upper } = supremum([e], ['r'], single, { start, tolerance: 0.01 });
  if (!Number.isFinite(upper)) return notFound(`sup|${symbol}|`);
  const sampled = Array.from({ length: 65 }, (_, i) => Math.abs(evaluateSeries(series, (start * i) / 64)));
  const how = `sup|${symbol}| by interval arithmetic for r ≥ ${numberText(start)}, sampled power series below`;
  return { value: Math.max(upper, ...sampled), kind: 'estimate', how };
}

/** Derivatives of the radial profile, with v′(r)/r regular at 0 where v is. */
export interface RadialDerivatives {
  readonly first: Expression;
  readonly second: Expression;
  /** v′(r)/r. */
  readonly factor: Expression;
}

/** Power series of v and v′ at the origin; log r has only the second. */
export interface OriginSeries {
  readonly value: PowerSeries | null;
  readonly slope: PowerSeries | null;
}

export function originSeries(v: Expression, first: Expression): OriginSeries {
  const value = seriesAtOrigin(v);
  return { value, slope: value ? derivativeSeries(value) : seriesAtOrigin(first) };
}

export function radialDerivatives(v: Expression): RadialDerivatives {
  const first = differentiate(v, { r: one });
  return { first, second: differentiate(first, { r: one }), factor: differentiate(v, { r: power(r, -1) }) };
}

/** ∫|e|²dz over Rᵈ for radial e. */
function squaredNorm(e: Expression, d: Dimension): number {
  return sphereSurface[d] * integralBound(power(distribute(e, power(r, (d - 1) / 2)), 2), 'r');
}

/**
 * Cauchy–Schwarz for ‖V̂‖₁ = ∫(a²+ω²)^{−s/2}·(a²+ω²)^{s/2}|V̂|, at the best a. d = 1, s = 1: 2π√(‖V‖‖V′‖);
 * s = 2 with A = ‖V‖², B = ‖∇V‖², C = ‖ΔV‖²: d = 2: √(8π³(√(AC)+B)); d = 3: √(8π⁵(a³A+2aB+C/a)).
 * The constants are computed in floating point and widened by 1e−12.
 */
function sobolevBound(v: Expression, d: Dimension, { first, second, factor }: RadialDerivatives): number {
  const A = squaredNorm(v, d);
  const B = squaredNorm(first, d);
  if (d === 1) return 2 * Math.PI * (A * B) ** 0.25 * (1 + 1e-12);
  const C = squaredNorm(sum(second, product(number(d - 1), factor)), d);
  if (!(Number.isFinite(A) && Number.isFinite(B) && Number.isFinite(C))) return Infinity;
  if (d === 2) return Math.sqrt(8 * Math.PI ** 3 * (Math.sqrt(A * C) + B)) * (1 + 1e-12);
  // Every a > 0 gives a bound: the best one makes d/da(a³A+2aB+C/a) = 0.
  const a = Math.sqrt((-B + Math.sqrt(B * B + 3 * A * C)) / (3 * A));
  return Math.sqrt(8 * Math.PI ** 5 * (a ** 3 * A + 2 * a * B + C / a)) * (1 + 1e-12);
}

function radialFourierNorm(
  v: Expression,
  d: Dimension,
  derivatives: RadialDerivatives,
  supValue: Bound,
): Bound {
  if (v.kind === 'number') return exact((2 * Math.PI) ** d * Math.abs(v.value), '(2π)^d|V|: V̂ = (2π)^dVδ');
  if (supValue.kind === 'exact') return exact(Infinity, 'V is not bounded, which V̂ ∈ L¹ would make it');
  const value = sobolevBound(v, d, derivatives);
  if (!Number.isFinite(value)) return notFound('the Sobolev norms of V that would bound ‖V̂‖₁');
  const norms = d === 1 ? '‖V‖₂, ‖V′‖₂' : '‖V‖₂, ‖∇V‖₂, ‖ΔV‖₂';
  return { value, kind: 'upper', how: `Cauchy–Schwarz with ${norms} by interval quadrature` };
}

/**
 * Certain bounds for V(z) = v(|z|). Since v′(r)/r is a mean of v″ over [0, r], Lip(∇V) = sup|v″|.
 * @param slope series of v′ at the origin, if it has one. @param singular whether V or ∇V is infinite or discontinuous
 * at 0.
 */
export function radialBounds(
  v: Expression,
  d: Dimension,
  derivatives: RadialDerivatives,
  { value, slope }: OriginSeries,
  singular: boolean,
): Bounds {
  const supValue = radialBound(v, value, 'v(r)');
  const second = slope && derivativeSeries(slope);
  return {
    lipschitzGradient: singular
      ? exact(Infinity, '∇V is not continuous at z = 0')
      : radialBound(derivatives.second, second, 'v″(r)'),
    supGradient: radialBound(derivatives.first, slope, 'v′(r)'),
    supValue,
    fourierNorm: radialFourierNorm(v, d, derivatives, supValue),
  };
}

/** Upper bound of the spectral norm of a symmetric matrix with these absolute values, rows in order. */
function matrixNorm(sizes: readonly number[]): number {
  const d = Math.sqrt(sizes.length);
  let largestRow = 0;
  for (let row = 0; row < sizes.length; row += d) {
    let total = 0;
    for (let column = 0; column < d; column++) total += sizes[row + column];
    largestRow = Math.max(largestRow, total);
  }
  return Math.min(largestRow, Math.hypot(...sizes)) * (1 + 1e-15);
}

function componentBound(
  expressions: readonly Expression[],
  names: readonly string[],
  norm: (sizes: readonly number[]) => number,
  symbol: string,
): Bound {
  if (expressions.some((e) => isUnboundedFarOut(e, names)))
    return exact(Infinity, `|${symbol}| → ∞ as |z| → ∞`);
  const options: SupremumOptions = { tolerance: 0.01, budget: 2000 };
  const { upper } = supremum(expressions, names, norm, options);
  const how = `sup|${symbol}| by interval arithmetic`;
  return Number.isFinite(upper) ? { value: upper, kind: 'upper', how } : notFound(`sup|${symbol}|`);
}

/** Certain bounds for V in the components, d ≥ 2. ‖V̂‖₁ is not bounded: there is no short certain way. */
export function componentBounds(
  v: Expression,
  names: readonly string[],
  gradient: readonly Expression[],
  singular: boolean,
): Bounds {
  const hessian = gradient.flatMap((g) => names.map((name) => differentiate(g, { [name]: one })));
  const supValue = componentBound([v], names, single, 'V');
  return {
    lipschitzGradient: singular
      ? exact(Infinity, '∇V is not continuous at z = 0')
      : componentBound(hessian, names, matrixNorm, 'D²V'),
    supGradient: componentBound(gradient, names, (sizes) => Math.hypot(...sizes) * (1 + 1e-15), '∇V'),
    supValue,
    fourierNorm:
      supValue.kind === 'exact'
        ? exact(Infinity, 'V is not bounded, which V̂ ∈ L¹ would make it')
        : { value: Infinity, kind: 'upper', how: 'not computed for formulas in the components' },
  };
}
