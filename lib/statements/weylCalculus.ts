import { potentialGaussian } from '../interactions';
import {
  addMatrices,
  commutator,
  complexMatrix,
  type DenseMatrix,
  operatorNorm,
  realMatrix,
  scaleMatrix,
} from '../numerics/dense';
import { nonEmpty, oneOf, optionsOf, positive } from '../numerics/guards';
import {
  characterCommutator,
  commutatorGrowth,
  gammaTwo,
  type PhaseSpaceSymbol,
  translationCommutators,
  weylOperator,
} from '../phasespace';
import { type QuantumGrid, quantumGrid } from '../solvers/quantum';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface WeylInput {
  readonly epsilon: number;
  /** Default: the box |x| < 8 with momenta up to 8.5. */
  readonly grid?: QuantumGrid;
}

/** exp(−|z − c|²/2) and its derivatives. */
const centre = [0.3, -0.2];
const gaussian = (x: number, xi: number): number =>
  Math.exp(-((x - centre[0]) ** 2 + (xi - centre[1]) ** 2) / 2);
const symbol: PhaseSpaceSymbol = gaussian;
const alongX: PhaseSpaceSymbol = (x, xi) => -(x - centre[0]) * gaussian(x, xi);
const alongXi: PhaseSpaceSymbol = (x, xi) => -(xi - centre[1]) * gaussian(x, xi);

function boxFor(epsilon: number): QuantumGrid {
  return quantumGrid({
    low: -8,
    high: 8,
    points: 2 * Math.ceil((16 * 8.5) / (2 * Math.PI * positive('epsilon', epsilon))),
  });
}

/** Points of a box on the diagonal. */
function positionOf(grid: QuantumGrid): DenseMatrix {
  const n = grid.points[0];
  const matrix = realMatrix(n, n);
  grid.axes[0].forEach((x, i) => {
    matrix.data[i * (n + 1)] = x;
  });
  return matrix;
}

/**
 * §3.4: [x, OP^W[a]] = iεOP^W[∂_ξa] (1) and [−iε∂, OP^W[a]] = −iεOP^W[∂_xa] (2) for a Gaussian a; shown is ‖left − right‖/‖left‖ on a box.
 * @example
 * checkWeylCommutators({ epsilon: 0.3 })
 */
export function checkWeylCommutators(input: WeylInput): Check {
  const { epsilon } = optionsOf('checkWeylCommutators', input, '{ epsilon: 0.3 }', ['epsilon', 'grid']);
  const grid = input.grid ?? boxFor(epsilon);
  const of = (a: PhaseSpaceSymbol): DenseMatrix => weylOperator({ symbol: a, grid, epsilon });
  const operator = of(symbol);
  const momentum = of((_, xi) => xi);
  const sides = [
    [commutator(positionOf(grid), operator), scaleMatrix(of(alongXi), { re: 0, im: epsilon })],
    [commutator(momentum, operator), scaleMatrix(of(alongX), { re: 0, im: -epsilon })],
  ];
  return makeCheck({
    statement: '§3.4',
    title: '[x, OP^W[a]] = iεOP^W[∂_ξa], [−iε∂, OP^W[a]] = −iεOP^W[∂_xa]',
    kind: 'identity',
    at: [1, 2],
    atLabel: 'formula',
    lhs: sides.map(([left, right]) => operatorNorm(addMatrices(left, right, -1)) / operatorNorm(left)),
    rhs: [0, 0],
    scale: 1,
    error: 1e-10,
    errorHow: 'rounding of matrices on a box, and what the symbol has outside of it',
  });
}

/**
 * §3.4: [E_ω, A] = ∫₀¹E_{λω}[iωx, A]E_{(1−λ)ω}dλ for A = OP^W[a] (shown ‖left − right‖ over ‖left‖), and so ‖[E_ω, A]‖ ≤ |ω|‖[x, A]‖, which
 * is of the order of ε while 2‖A‖ is not.
 * @example
 * checkCommutatorFormula({ epsilon: 0.3 })
 */
export function checkCommutatorFormula(input: WeylInput): Check {
  const { epsilon } = optionsOf('checkCommutatorFormula', input, '{ epsilon: 0.3 }', ['epsilon', 'grid']);
  const grid = input.grid ?? boxFor(epsilon);
  const operator = weylOperator({ symbol, grid, epsilon });
  const omegas = [0.5, 1, 2, 4];
  const n = grid.points[0];
  const seen = omegas.map((omega) => {
    const character = complexMatrix(n, n);
    grid.axes[0].forEach((x, i) => {
      character.data[2 * i * (n + 1)] = Math.cos(omega * x);
      character.data[2 * i * (n + 1) + 1] = Math.sin(omega * x);
    });
    const left = commutator(character, operator);
    const right = characterCommutator(operator, grid, omega);
    return operatorNorm(addMatrices(left, right, -1)) / operatorNorm(left);
  });
  return makeCheck({
    statement: '§3.4',
    title: '[E_ω, A] = ∫E_{λω}[iωx, A]E_{(1−λ)ω}dλ',
    kind: 'identity',
    at: omegas,
    atLabel: 'ω',
    lhs: seen,
    rhs: seen.map(() => 0),
    scale: 1,
    error: 1e-11,
    errorHow: 'the quadrature in λ, and rounding',
  });
}

/**
 * The lemma of §3.4 in d = 1: 𝒩(t) = ‖[x, A(t)]‖ + ‖[−iε∂, A(t)]‖ ≤ 𝒩(0)e^{max(1, Γ₂)t} for A(0) = OP^W[a] moved by −½ε²∂² + U with a Gaussian U.
 * @example
 * checkCommutatorGrowth({ epsilon: 0.3 })
 */
export function checkCommutatorGrowth(input: WeylInput & { readonly times?: readonly number[] }): Check {
  const { epsilon, times = [0.5, 1, 1.5, 2] } = optionsOf(
    'checkCommutatorGrowth',
    input,
    '{ epsilon: 0.3 }',
    ['epsilon', 'grid', 'times'],
  );
  nonEmpty('times', times);
  const grid = input.grid ?? boxFor(epsilon);
  const U = potentialGaussian({ dimension: 1 });
  const operator = weylOperator({ symbol, grid, epsilon });
  const sizes = commutatorGrowth({
    epsilon,
    grid,
    operator,
    potential: (x) => U.value(x),
    times: [0, ...times],
  });
  const rate = Math.max(1, gammaTwo(U).value);
  return makeCheck({
    statement: '§3.4',
    title: '𝒩(t) ≤ 𝒩(0)·exp(max(1, Γ₂)t), d = 1',
    kind: 'inequality',
    at: times,
    atLabel: 't',
    lhs: sizes.slice(1).map(({ printed }) => printed),
    rhs: times.map((t) => sizes[0].printed * Math.exp(rate * t)),
    error: sizes.slice(1).map(({ printed }) => 1e-7 * printed),
    errorHow: 'what reaches the edges of the box',
  });
}

/**
 * B15, d = 2: for A = exp(i(a·x − b·p)/ε) with a = (1, 0), b = (0, −1) and U = κx₁x₂ commutators are known in closed form. `printed`: the lemma with
 * max_j(‖[x_j, A]‖ + ‖[p_j, A]‖), which fails; `corrected`: with max_j‖[x_j, A]‖ + max_j‖[p_j, A]‖.
 * @example
 * checkTranslationGrowth({ coupling: 1, variant: 'printed' }) // violated
 */
export function checkTranslationGrowth(
  options: {
    /** κ in (0, 1]. */
    readonly coupling?: number;
    readonly times?: readonly number[];
    readonly variant?: 'printed' | 'corrected';
  } = {},
): Check {
  const {
    coupling = 1,
    times = [0.1, 0.2, 0.3, 0.4, 0.5],
    variant = 'corrected',
  } = optionsOf('checkTranslationGrowth', options, '{ coupling: 1 }', ['coupling', 'times', 'variant']);
  positive('coupling', coupling);
  nonEmpty('times', times);
  oneOf('variant', variant, ['printed', 'corrected']);
  const hessian = realMatrix(2, 2, [0, coupling, coupling, 0]);
  const at = (time: number): number =>
    translationCommutators({ a: [1, 0], b: [0, -1], hessian, time })[variant];
  return makeCheck({
    statement: '§3.4',
    title: `𝒩(t) ≤ 𝒩(0)·e^t in d = 2, U = ${coupling}·x₁x₂, ${variant}`,
    kind: 'inequality',
    at: times,
    atLabel: 't',
    lhs: times.map(at),
    rhs: times.map((t) => at(0) * Math.exp(Math.max(1, coupling) * t)),
    error: 1e-12,
    errorHow: 'rounding of a matrix exponential',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§3.4',
    title: 'Weyl calculus and the lemma on 𝒩(t)',
    kind: 'inequality',
    notebook: '05',
    section: '§3.4: Weyl operators and their commutators',
    checks: [checkWeylCommutators, checkCommutatorFormula, checkCommutatorGrowth, checkTranslationGrowth],
    tests: ['test/statements/weylCalculus.test.ts'],
    errata: ['B8', 'B15'],
    hypotheses: [],
  },
];
