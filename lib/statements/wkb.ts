import { finiteArray, integerIn, nonEmpty, optionsOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import { gaussLegendre } from '../numerics/quadrature';
import { mapRule } from '../numerics/quadrature/rule';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** A WKB state a(x)e^{iS(x)/ε} on the line, ∫a² = 1. */
export interface WkbState {
  /** a, smooth and of fast decrease. */
  readonly amplitude: (x: number) => number;
  readonly phase: (x: number) => number;
  /** S′; at a kink any value. */
  readonly slope: (x: number) => number;
  /** Where S′ jumps; default none. */
  readonly kinks?: readonly number[];
  /** Beyond ±reach a² is negligible. */
  readonly reach: number;
}

/** exp(−(x − q)²/2s² − (ξ − p)²/2s²). */
export interface GaussianSymbol {
  readonly centre: readonly [position: number, momentum: number];
  readonly deviation: number;
}

const rule = gaussLegendre(20);
/** Panels of twenty points in X between kinks, and in θ. */
const [panelsX, panelsTheta] = [12, 6];
/** Deviations of the Gaussian in θ that are integrated over. */
const width = 9;

/**
 * ∬W_ε[|ψ⟩⟨ψ|]a for ψ = a e^{iS/ε} and a Gaussian symbol, = ∫dX∫dθ χ(X)ψ(X + εθ/2)ψ̄(X − εθ/2)ĝ(θ)/2π, χ and ĝ the Gaussian in x and the
 * Fourier transform of that in ξ. The phase (S(X + εθ/2) − S(X − εθ/2))/ε is of size 1, so that ε may be as small as one likes.
 * @throws RangeError for ε or the deviation not > 0.
 * @example
 * wkbWignerTest({ amplitude: (x) => Math.PI ** -0.25 * Math.exp(-x * x / 2), phase: (x) => -Math.cos(x), slope: Math.sin, reach: 8 }, 0.01, { centre: [0, 0], deviation: 1 })
 */
export function wkbWignerTest(state: WkbState, epsilon: number, symbol: GaussianSymbol): number {
  const { amplitude, phase, kinks, reach } = checkedState(state);
  positive('epsilon', epsilon);
  const [[q, p], s] = [symbol.centre, positive('symbol.deviation', symbol.deviation)];
  const last = width / s;
  let sum = 0;
  for (let k = 0; k < panelsTheta; k++) {
    const theta = mapRule(rule, (last * k) / panelsTheta, (last * (k + 1)) / panelsTheta);
    theta.nodes.forEach((angle, i) => {
      const half = 0.5 * epsilon * angle;
      const ends = [-reach, reach];
      for (const kink of kinks)
        for (const end of [kink - half, kink + half]) if (Math.abs(end) < reach) ends.push(end);
      let inner = 0;
      onPieces(ends, (x, weight) => {
        const modulus = amplitude(x + half) * amplitude(x - half) * Math.exp((-0.5 * (x - q) ** 2) / (s * s));
        inner += weight * modulus * Math.cos((phase(x + half) - phase(x - half)) / epsilon - p * angle);
      });
      // θ and −θ together: the real part, twice.
      sum += theta.weights[i] * inner * Math.exp(-0.5 * (s * angle) ** 2) * s * Math.sqrt(2 / Math.PI);
    });
  }
  return sum;
}

/** ∫a²(x)·symbol(x, S′(x))dx: the test of the monokinetic measure a²δ(ξ − S′). */
export function monokineticTest(state: WkbState, symbol: GaussianSymbol): number {
  const { amplitude, slope, kinks, reach } = checkedState(state);
  const [[q, p], s] = [symbol.centre, positive('symbol.deviation', symbol.deviation)];
  let sum = 0;
  onPieces([-reach, reach, ...kinks], (x, weight) => {
    const square = (x - q) ** 2 + (slope(x) - p) ** 2;
    sum += weight * amplitude(x) ** 2 * Math.exp((-0.5 * square) / (s * s));
  });
  return sum;
}

function checkedState(state: WkbState): Required<WkbState> {
  optionsOf('state', state, '{ amplitude, phase, slope, reach: 8 }', [
    'amplitude',
    'phase',
    'slope',
    'kinks',
    'reach',
  ]);
  for (const name of ['amplitude', 'phase', 'slope'] as const)
    if (typeof state[name] !== 'function')
      throw new RangeError(`${name} must be a function of x, got ${state[name]}`);
  const kinks = Array.from(finiteArray('kinks', state.kinks ?? []));
  return { ...state, kinks, reach: positive('reach', state.reach) };
}

/** Calls f at the points of Gauss's rules between the ends. */
function onPieces(ends: number[], f: (x: number, weight: number) => void): void {
  ends.sort((a, b) => a - b);
  for (let i = 1; i < ends.length; i++) {
    const length = ends[i] - ends[i - 1];
    if (length === 0) continue;
    const panels = Math.max(1, Math.ceil((panelsX * length) / (ends[ends.length - 1] - ends[0])));
    for (let k = 0; k < panels; k++) {
      const { nodes, weights } = mapRule(
        rule,
        ends[i - 1] + (length * k) / panels,
        ends[i - 1] + (length * (k + 1)) / panels,
      );
      for (let j = 0; j < nodes.length; j++) f(nodes[j], weights[j]);
    }
  }
}

export interface WkbInput {
  readonly state: WkbState;
  /** At least three. */
  readonly epsilons: readonly number[];
  /** Default nine centres about (0, 0), of deviation 1. */
  readonly symbols?: readonly GaussianSymbol[];
  /** The order that is expected: 2 for smooth S, 1 for one with kinks (default: which of them the state has). */
  readonly order?: 1 | 2;
}

const someSymbols: readonly GaussianSymbol[] = [-1, 0, 1].flatMap((q) =>
  [-1, 0, 1].map((p) => ({ centre: [q, p] as const, deviation: 1 })),
);

/** max|∬W_ε a − ∫ρ a(x, S′)| over the symbols, for each ε. */
export function wkbErrors({ state, epsilons, symbols = someSymbols }: WkbInput): Float64Array {
  nonEmpty('epsilons', epsilons);
  nonEmpty('symbols', symbols);
  const exact = symbols.map((symbol) => monokineticTest(state, symbol));
  return Float64Array.from(epsilons, (epsilon) =>
    Math.max(...symbols.map((symbol, k) => Math.abs(wkbWignerTest(state, epsilon, symbol) - exact[k]))),
  );
}

/**
 * §3.5: the Wigner function of a WKB state tends to the monokinetic measure, tested with Gaussian symbols: the slope of the largest error
 * in log ε, 2 for smooth phases and 1 for Lipschitz ones. The error is the interval of the fit, what leaving out the largest ε changes, and the next order.
 * @throws RangeError for fewer than three ε.
 * @example
 * checkWkb({ state: { amplitude: (x) => Math.PI ** -0.25 * Math.exp(-x * x / 2), phase: (x) => -Math.cos(x), slope: Math.sin, reach: 8 }, epsilons: [0.1, 0.05, 0.025, 0.0125] })
 */
export function checkWkb(input: WkbInput): Check {
  optionsOf('checkWkb', input, '{ state, epsilons: [0.1, 0.05, 0.025] }', [
    'state',
    'epsilons',
    'symbols',
    'order',
  ]);
  const { epsilons, state } = input;
  integerIn('epsilons.length', epsilons?.length, 3, 100);
  const order = input.order ?? ((state.kinks?.length ?? 0) > 0 ? 1 : 2);
  const errors = wkbErrors(input);
  const sorted = Array.from(epsilons, (epsilon, k) => [epsilon, errors[k]] as const).sort(
    (a, b) => b[0] - a[0],
  );
  const fit = (from: number) =>
    logLogFit(
      sorted.slice(from).map(([epsilon]) => epsilon),
      sorted.slice(from).map(([, error]) => error),
    );
  const [all, later] = [fit(0), fit(1)];
  return makeCheck({
    statement: '§3.5 WKB',
    title: `Wigner function → ρδ(ξ − S′): order in ε, ${order === 2 ? 'smooth' : 'Lipschitz'} S`,
    kind: 'limit',
    at: [sorted[sorted.length - 1][0]],
    atLabel: 'smallest ε',
    lhs: [later.slope],
    rhs: [order],
    error:
      (all.interval[1] - all.interval[0]) / 2 + Math.abs(all.slope - later.slope) + sorted[1][0] ** order,
    errorHow: '95 % interval of the fit, what the largest ε changes, next order in ε',
    scale: 5,
    note: `largest error ${errors[errors.length - 1].toExponential(1)} at the last ε`,
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§3.5 WKB',
    title: 'Wigner measure of WKB states',
    kind: 'limit',
    notebook: '06',
    section: '§3.5: WKB states become monokinetic',
    checks: [checkWkb],
    tests: ['test/statements/wkb.test.ts'],
    hypotheses: [],
  },
];
