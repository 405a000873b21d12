import { oneOf, optionsOf } from '../numerics/guards';
import { componentBounds, originSeries, radialBounds, radialDerivatives } from './formula/bounds';
import { compileComponents, compileComponentsInto, compileRadial } from './formula/compile';
import { differentiate } from './formula/differentiate';
import {
  call,
  type Expression,
  mentions,
  negate,
  one,
  power,
  substitute,
  sum,
  variable,
} from './formula/expression';
import { parseFormula } from './formula/parse';
import { evaluateSeries, isZero, overR, type PowerSeries, seriesRadius } from './formula/series';
import { cosineModes, periodOf, stiffness } from './formula/shapes';
import { radialVerdicts, verdictsFarOut } from './formula/verdicts';
import { exact, type Finding, holds, judge } from './hypotheses';
import { checkEven, isSingularAtOrigin, probePoints } from './probe';
import { fromProfile } from './radial';
import type { Dimension, Interaction } from './types';

export interface FormulaOptions {
  readonly dimension: Dimension;
  /** Values of the letters in the formula other than r, x, y, z, pi, e. */
  readonly parameters?: Readonly<Record<string, number>>;
}

/** The formula with the numbers in place of the parameters. */
function withNumbers(text: string, parameters: Readonly<Record<string, number>>): string {
  return text.replace(/[A-Za-z_]\w*/g, (word) => {
    if (!Object.hasOwn(parameters, word)) return word;
    return parameters[word] < 0 ? `(${parameters[word]})` : String(parameters[word]);
  });
}

function squares(names: readonly string[]): Expression[] {
  return names.map((name) => power(variable(name), 2));
}

/** V in the components alone: r is |x| in d = 1, √(x²+…) otherwise. */
function inComponents(e: Expression, names: readonly string[]): Expression {
  const r = names.length === 1 ? call('abs', variable('x')) : power(sum(...squares(names)), 0.5);
  return substitute(e, { r });
}

/**
 * V in r alone, if it is radial: an even function of x always is; for d ≥ 2, x² is replaced by r² − y² − z² and the other
 * components must cancel.
 */
function inRadius(e: Expression, names: readonly string[]): Expression | null {
  const r = variable('r');
  const [x, ...others] = names;
  const rest = sum(power(r, 2), ...squares(others).map(negate));
  const replaced = mentions(e, x) ? substitute(e, { [x]: names.length === 1 ? r : power(rest, 0.5) }) : e;
  return others.some((name) => mentions(replaced, name)) ? null : replaced;
}

/** Refuses a V that is not even; says whether the symmetry was read off the formula or only seen at points. */
function evenness(v: Expression, names: readonly string[]): Finding {
  const mirrored = substitute(v, Object.fromEntries(names.map((name) => [name, negate(variable(name))])));
  const points = probePoints(names.length);
  checkEven('formula', compileComponents(v, names.length), points);
  if (mirrored.key === v.key) return holds('the formula for V(z) − V(−z) simplifies to 0');
  return { holds: 'unknown', witness: `V(z) = V(−z) at all ${points.length} probe points, not proved` };
}

/** f, except where it meets 0/0 at the origin: there the power series takes over. */
function completed(f: (r2: number) => number, series: PowerSeries | null): (r2: number) => number {
  const atZero = f(0);
  if (!series || Number.isFinite(atZero) || (series.exponent < 0 && !Number.isNaN(atZero))) return f;
  const limit = seriesRadius(series) ** 2;
  return (r2) => (r2 < limit ? evaluateSeries(series, Math.sqrt(r2)) : f(r2));
}

/** The fields that special shapes have: Σa·cos(kx) with its measure V̂, κ|z|²/2. */
function shapeOf(v: Expression, d: Dimension): Partial<Interaction> {
  const modes = d === 1 ? cosineModes(v) : null;
  if (modes) {
    const mass = modes.reduce((total, m) => total + Math.abs(m.amplitude), 0);
    const period = periodOf(modes);
    const fourierNorm = exact(
      2 * Math.PI * mass,
      '2πΣ|a|, the mass of the measure V̂ (Fourier coefficients summable)',
    );
    return { cosineModes: modes, fourierNorm, ...(period !== undefined && { period }) };
  }
  const kappa = stiffness(v);
  return kappa === null ? {} : { stiffness: kappa };
}

type Analysed = Omit<Interaction, 'name' | 'formula'>;

function radialInteraction(v: Expression, d: Dimension, even: Finding): Analysed {
  const derivatives = radialDerivatives(v);
  const series = originSeries(v, derivatives.first);
  const profile = fromProfile(d, {
    value: completed(compileRadial(v), series.value),
    gradientFactor: completed(compileRadial(derivatives.factor), series.slope && overR(series.slope)),
  });
  const gradient = (z: Float64Array) => {
    const out = new Float64Array(d);
    profile.gradientInto(z, out);
    return out;
  };
  const singularAtOrigin = series.slope
    ? !isZero(series.slope) && series.slope.exponent <= 0
    : isSingularAtOrigin(profile.value, gradient, d);
  const shape = shapeOf(v, d);
  const bounds = { ...radialBounds(v, d, derivatives, series, singularAtOrigin), ...shape };
  const known = Number.isFinite(bounds.supValue.value) ? {} : radialVerdicts(v, d, series.value);
  return { ...profile, ...bounds, singularAtOrigin, hypotheses: judge(d, even, bounds, known) };
}

function componentInteraction(v: Expression, names: readonly string[], even: Finding): Analysed {
  const dimension = names.length as Dimension;
  const partials = names.map((name) => differentiate(v, { [name]: one }));
  const value = compileComponents(v, dimension);
  const slopeInto = compileComponentsInto(partials, dimension);
  const gradientInto = (z: ArrayLike<number>, out: Float64Array): void => {
    if (z[0] === 0 && z[1] === 0 && !z[2]) out.fill(0);
    else slopeInto(z, out);
  };
  const gradient = (z: Float64Array) => {
    const out = new Float64Array(dimension);
    gradientInto(z, out);
    return out;
  };
  const singularAtOrigin = isSingularAtOrigin(value, gradient, dimension);
  const bounds = componentBounds(v, names, partials, singularAtOrigin);
  const known = Number.isFinite(bounds.supValue.value) ? {} : verdictsFarOut(v, names);
  const hypotheses = judge(dimension, even, bounds, known);
  return { dimension, value, gradientInto, singularAtOrigin, ...bounds, hypotheses };
}

/**
 * The reader's own V as text, in r = |z| or in the components x, y, z of z: `exp(-r^2/2)`, `a*cos(x)`. Numbers, + − * / ^,
 * parentheses, pi, e, the parameters and exp, log, sin, cos, tan, sinh, cosh, tanh, sech, atan, erf, abs, sqrt are
 * understood. ∇V is found by differentiating the formula, V and ∇V are compiled to machine-friendly functions, and
 * Lip(∇V), sup|∇V|, sup|V| (and ‖V̂‖₁ for radial V) are certain upper bounds by interval arithmetic where kind is `upper`.
 * V that is radial, in whatever variables it is written, gets a radial profile; Σa·cos(kx) and κ|z|²/2 are recognised.
 * @throws SyntaxError for a text that is not such a formula, with the place in it; RangeError for a V that is not even or
 * not a number somewhere, with the point, and for dimension or parameters out of range.
 */
export function potentialFormula(text: string, options: FormulaOptions): Interaction {
  const example = "'a*exp(-r^2/2)', { dimension: 1, parameters: { a: 2 } }";
  const { dimension, parameters = {} } = optionsOf('potentialFormula', options, example, [
    'dimension',
    'parameters',
  ]);
  const d = oneOf('dimension', dimension, [1, 2, 3]);
  const names = ['x', 'y', 'z'].slice(0, d);
  const parsed = parseFormula(text, ['r', ...names], parameters);
  const v = inComponents(parsed, names);
  const even = evenness(v, names);
  const radial = inRadius(parsed, names);
  const formula = `V(z) = ${withNumbers(text.trim(), parameters)}`;
  return {
    name: 'formula',
    formula,
    ...(radial ? radialInteraction(radial, d, even) : componentInteraction(v, names, even)),
  };
}
