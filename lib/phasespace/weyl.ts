import { complexMatrix, type DenseMatrix, realMatrix, toComplex } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { operatorNorm } from '../numerics/dense/norms';
import { fourierTransform } from '../numerics/fourier/transforms';
import { integerIn, optionsOf } from '../numerics/guards';
import { gaussHermite } from '../numerics/quadrature/gaussHermite';
import type { QuantumGrid } from '../solvers/quantum/grid/grid';
import { hermites } from './fockTransform';
import { weylFromHermite } from './hermiteExpansion';
import { checkedBasis, type OperatorBasis, type PhaseSpaceSymbol, symbolNorm, symbolTable } from './symbols';
import type { PhaseSpaceWindow } from './transforms';

export interface QuantisationOptions extends OperatorBasis {
  readonly symbol: PhaseSpaceSymbol;
  /** Nodes of the Gauss–Hermite rule on each axis, for `levels`; default 2·levels + 40, levels + 40 for Töplitz operators. */
  readonly nodes?: number;
}

/** Gauss–Hermite nodes on an axis. */
export function checkedNodes(nodes: number | undefined, usual: number): number {
  return integerIn('nodes', nodes ?? Math.min(1000, usual), 1, 1000);
}

/**
 * The Weyl operator OP^W[a], ⟨ψ|OP^W[a]|φ⟩ = ∬W[|φ⟩⟨ψ|]·a (the notes' §3.4), in d = 1: x and ξ become Y and P = −iε∂,
 * products become symmetric, OP^W[a]* = OP^W[ā], tr(R·OP^W[a]) = ∬W_R·a.
 *
 * `levels`: the corner ⟨h_m|OP^W[a]|h_n⟩ of the Fock basis by a Gauss–Hermite rule on either axis, exact to rounding for
 * polynomials of degree up to 2(nodes − levels) in x and in ξ, and for exponentials and other entire symbols with enough nodes.
 * `grid`: the matrix that acts on samples ψ(x_i) of a box, the kernel (2πε)^{−1}∫e^{iξ(x−y)/ε}a((x+y)/2, ξ)dξ with the momenta
 * |ξ| ≤ πε/h of the grid: exact for waves that it resolves and that vanish near its edges.
 * @throws RangeError unless exactly one basis is told, a grid is a box of d = 1 with at most 1024 points, and the symbol is
 * finite.
 */
export function weylOperator(options: QuantisationOptions): DenseMatrix {
  const { symbol, nodes, ...basis } = optionsOf(
    'weylOperator',
    options,
    '{ epsilon: 0.2, levels: 20, symbol: (x, xi) => x * xi }',
    ['epsilon', 'levels', 'grid', 'symbol', 'nodes'],
  );
  const checked = checkedBasis(basis);
  return 'grid' in checked
    ? weylOnGrid(symbol, checked.grid, basis.epsilon)
    : weylInFock(symbol, checked.levels, basis.epsilon, checkedNodes(nodes, 2 * checked.levels + 40));
}

function weylInFock(symbol: PhaseSpaceSymbol, levels: number, epsilon: number, count: number): DenseMatrix {
  const rule = gaussHermite(count);
  const points = rule.nodes.map((t) => Math.sqrt(epsilon) * t);
  const size = 2 * levels - 1;
  const weighted = realMatrix(size, count, hermites(size, points, epsilon));
  for (let k = 0; k < weighted.data.length; k++)
    weighted.data[k] *= Math.sqrt(epsilon) * rule.scaledWeights[k % count];
  const table = symbolTable(symbol, points, points);
  const rows = toComplex(weighted);
  const coefficients = multiplyMatrices(multiplyMatrices(rows, table), rows, { adjointB: true });
  return weylFromHermite(coefficients, levels, epsilon);
}

/** The momenta are taken twice as dense as the modes of the box, so that its two ends do not meet. */
function weylOnGrid(symbol: PhaseSpaceSymbol, grid: QuantumGrid, epsilon: number): DenseMatrix {
  const n = grid.size;
  const [step] = grid.spacing;
  const transform = fourierTransform([2 * n]);
  const momenta = Float64Array.from(
    { length: 2 * n },
    (_, k) => ((Math.PI * epsilon) / grid.lengths[0]) * (k < n ? k : k - 2 * n),
  );
  const out = complexMatrix(n, n);
  for (let sum = 0; sum <= 2 * n - 2; sum++) {
    const middle = Float64Array.of(grid.low[0] + 0.5 * sum * step);
    const { data } = symbolTable(symbol, middle, momenta);
    // The last mode stands for both signs.
    const other = symbolTable(symbol, middle, Float64Array.of(-momenta[n])).data;
    for (const part of [0, 1]) data[2 * n + part] = 0.5 * (data[2 * n + part] + other[part]);
    const kernel = transform.inverseInto(data, data);
    for (let i = Math.max(0, sum - n + 1); i <= Math.min(sum, n - 1); i++) {
      const from = 2 * ((2 * i - sum + 2 * n) % (2 * n));
      const to = 2 * (i * n + sum - i);
      out.data[to] = kernel[from];
      out.data[to + 1] = kernel[from + 1];
    }
  }
  return out;
}

export interface CalderonVaillancourt {
  /** ‖OP^W[a]‖ of the matrix, a lower bound of that of the operator. */
  readonly norm: number;
  /** max_{α, β ≤ 1} sup|∂_x^α∂_ξ^β a|, sampled. */
  readonly symbolNorm: number;
  /** Their quotient, at most the constant γ_1 of the theorem. */
  readonly ratio: number;
}

/**
 * Both sides of the theorem of Calderón and Vaillancourt in d = 1, ‖OP^W[a]‖ ≤ γ_1·max_{α, β ≤ 1} sup|∂_x^α∂_ξ^β a|, the
 * supremum over a window.
 * @throws RangeError as `weylOperator` and `symbolNorm`, and for a symbol that vanishes on the window.
 */
export function calderonVaillancourt(
  options: QuantisationOptions & { readonly window: PhaseSpaceWindow },
): CalderonVaillancourt {
  const { window, ...quantisation } = optionsOf(
    'calderonVaillancourt',
    options,
    '{ epsilon: 0.2, levels: 20, symbol, window: { x: [-2, 2], xi: [-2, 2], nX: 40, nXi: 40 } }',
  );
  const bound = symbolNorm(options.symbol, window);
  if (bound === 0) throw new RangeError('symbol must not vanish on the window');
  const norm = operatorNorm(weylOperator(quantisation));
  return { norm, symbolNorm: bound, ratio: norm / bound };
}
