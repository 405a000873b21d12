import { checkedInteraction } from '../interactions/checkedInteraction';
import type { Bound, Interaction } from '../interactions/types';
import { addMatrices, commutator, diagonalMatrix } from '../numerics/dense/elementary';
import { matrixExponential, unitaryExponential } from '../numerics/dense/functions';
import {
  checkFiniteMatrix,
  checkSquare,
  complexMatrix,
  type DenseMatrix,
  realMatrix,
  toComplex,
} from '../numerics/dense/matrix';
import { multiplyMatrices, multiplyVector } from '../numerics/dense/multiply';
import { operatorNorm } from '../numerics/dense/norms';
import {
  finite,
  finiteArray,
  functionOf,
  integerIn,
  numberIn,
  optionsOf,
  refuseLong,
} from '../numerics/guards';
import { gaussLegendre } from '../numerics/quadrature/gaussLegendre';
import { integrate } from '../numerics/quadrature/integrate';
import { type QuantumGrid, sampleOnGrid } from '../solvers/quantum/grid/grid';
import { checkBox } from './gridStates';
import { checkedBasis } from './symbols';
import { weylOperator } from './weyl';

/** The size of the commutators of A with positions and momenta, axis by axis. */
export interface CommutatorSizes {
  /** ‖[x_j, A]‖. */
  readonly position: readonly number[];
  /** ‖[−iε∂_j, A]‖. */
  readonly momentum: readonly number[];
  /** 𝒩 = max_j(‖[x_j, A]‖ + ‖[−iε∂_j, A]‖) as printed in §3.4, whose bound fails for d ≥ 2. */
  readonly printed: number;
  /** max_j‖[x_j, A]‖ + max_j‖[−iε∂_j, A]‖, which obeys 𝒩(t) ≤ 𝒩(τ) + max(1, Γ₂)|∫𝒩| in every dimension; the same for d = 1. */
  readonly corrected: number;
}

function sizesOf(position: readonly number[], momentum: readonly number[]): CommutatorSizes {
  return {
    position,
    momentum,
    printed: Math.max(...position.map((size, j) => size + momentum[j])),
    corrected: Math.max(...position) + Math.max(...momentum),
  };
}

/**
 * ‖[x_j, A]‖ and ‖[−iε∂_j, A]‖ in operator norm for matrices of A, x_j and −iε∂_j in one basis (`weylOperator` makes those
 * of d = 1).
 * @throws RangeError when the matrices do not fit together.
 */
export function commutatorSizes(
  operator: DenseMatrix,
  position: readonly DenseMatrix[],
  momentum: readonly DenseMatrix[],
): CommutatorSizes {
  checkSquare('operator', operator);
  integerIn('number of momenta', momentum.length, position.length, position.length);
  const size = (a: DenseMatrix): number => operatorNorm(commutator(a, operator));
  return sizesOf(position.map(size), momentum.map(size));
}

export interface TranslationOptions {
  /** The translation of the momenta. */
  readonly a: ArrayLike<number>;
  /** The translation of the positions, of the same length d. */
  readonly b: ArrayLike<number>;
  /** The Hessian of U(x) = ½x·hessian·x, d × d; default 0. */
  readonly hessian?: DenseMatrix;
  /** Default 0. */
  readonly time?: number;
}

/**
 * The commutators of the Weyl operator A = exp(i(a·x − b·p)/ε) after the time t under H = |p|²/2 + U with a quadratic U: A
 * translates phase space by (b, a), e^{−itH/ε}Ae^{itH/ε} by the classical flow of (b, a), and ‖[x_j, A]‖ = |b_j|,
 * ‖[−iε∂_j, A]‖ = |a_j| for every ε. With a = (1, 0), b = (0, −1), U = κx₁x₂ the printed 𝒩(t) is 1 + (1+κ)t + O(t²), above the
 * bound e^t for 0 < κ ≤ 1 and small t.
 * @throws RangeError when a and b differ in length or the Hessian is not real symmetric d × d.
 */
export function translationCommutators(options: TranslationOptions): CommutatorSizes {
  const {
    a,
    b,
    hessian,
    time = 0,
  } = optionsOf('translationCommutators', options, '{ a: [1], b: [0] }', ['a', 'b', 'hessian', 'time']);
  const momentum = finiteArray('a', a);
  const d = integerIn('length of a', momentum.length, 1, 3);
  const position = finiteArray('b', b, d);
  finite('time', time);
  const flow = realMatrix(2 * d, 2 * d);
  for (let j = 0; j < d; j++) flow.data[2 * d * j + d + j] = time;
  if (hessian) {
    if (hessian.kind !== 'real' || hessian.rows !== d || hessian.columns !== d)
      throw new RangeError(
        `hessian must be real ${d} × ${d}, got ${hessian.kind} ${hessian.rows} × ${hessian.columns}`,
      );
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++) flow.data[2 * d * (d + i) + j] = -time * hessian.data[i * d + j];
  }
  const moved = Array.from(
    multiplyVector(matrixExponential(flow), Float64Array.of(...position, ...momentum)),
    Math.abs,
  );
  return sizesOf(moved.slice(0, d), moved.slice(d));
}

export interface CommutatorGrowthOptions {
  readonly epsilon: number;
  readonly grid: QuantumGrid;
  /** A(0), a matrix on the points of the grid. */
  readonly operator: DenseMatrix;
  /** U(x), x borrowed. */
  readonly potential?: (x: Float64Array) => number;
  /** Or U at the points and a time, such as V⋆|ψ(t)|² by `hartreeField`; asked for in the order of the times. */
  readonly field?: (time: number) => ArrayLike<number>;
  readonly times: ArrayLike<number>;
  /** Midpoint steps between two times, for `field`; default 10. Without it every interval is exact. */
  readonly steps?: number;
}

/**
 * The commutators of A(t) = U(t, 0)AU(t, 0)*, iε∂_tU = (−½ε²∂² + U)U, at the given times (d = 1), on the points of a box: with A
 * localised well inside of it those of the line. For them 𝒩(t) ≤ 𝒩(0)·e^{max(1, Γ)t}, Γ = (2π)^{−1}∫ω²|Û| (`gammaTwo` of U, and
 * of V for the mean field V⋆|ψ|²).
 * @throws RangeError for grids that are no box of d = 1, matrices that do not fit, and unless there is one of potential and
 * field.
 */
export function commutatorGrowth(options: CommutatorGrowthOptions): CommutatorSizes[] {
  const { epsilon, grid, operator, potential, field } = optionsOf(
    'commutatorGrowth',
    options,
    '{ epsilon: 0.2, grid, operator, potential: (x) => Math.cos(x[0]), times: [0, 1] }',
    ['epsilon', 'grid', 'operator', 'potential', 'field', 'times', 'steps'],
  );
  checkedBasis({ epsilon, grid });
  if ((potential === undefined) === (field === undefined))
    throw new RangeError(`either potential or field must be given, got ${field ? 'both' : 'neither'}`);
  if (potential !== undefined) functionOf('potential', potential);
  if (field !== undefined) functionOf('field', field);
  checkFiniteMatrix('operator', operator);
  checkSquare('operator', operator);
  integerIn('operator.rows', operator.rows, grid.size, grid.size);
  const steps = field ? integerIn('steps', options.steps ?? 10, 1, 1e6) : 1;
  refuseLong('times and steps', 1e-8 * steps * (options.times?.length ?? 0) * grid.size ** 3);
  const still = potential && sampleOnGrid('potential', grid, potential);
  const x = diagonalMatrix(grid.axes[0]);
  const p = weylOperator({ epsilon, grid, symbol: (_, xi) => xi });
  const kinetic = weylOperator({ epsilon, grid, symbol: (_, xi) => 0.5 * xi * xi });
  const hamiltonian = (time: number): DenseMatrix =>
    addMatrices(kinetic, diagonalMatrix(still ?? finiteArray('field', field!(time), grid.size)));
  let [moved, now] = [toComplex(operator), 0];
  return Array.from(finiteArray('times', options.times), (time) => {
    const step = (time - now) / steps;
    for (let k = 0; k < steps && step !== 0; k++) {
      const unitary = unitaryExponential(hamiltonian(now + (k + 0.5) * step), step / epsilon);
      moved = multiplyMatrices(multiplyMatrices(unitary, moved), unitary, { adjointB: true });
    }
    now = time;
    return commutatorSizes(moved, [x], [p]);
  });
}

/**
 * ∫₀¹E_{λω}[iωx, A]E_{(1−λ)ω}dλ with E_ω = e^{iωx} on the points x_i of a box of d = 1, which is [E_ω, A] (the notes' §3.4) and
 * shows ‖[E_ω, A]‖ ≤ |ω|·‖[x, A]‖; by a Gauss–Legendre rule in λ that resolves the phases.
 * @throws RangeError when the matrix is not of the size of the grid.
 */
export function characterCommutator(operator: DenseMatrix, grid: QuantumGrid, omega: number): DenseMatrix {
  checkBox('grid', grid);
  checkFiniteMatrix('operator', operator);
  checkSquare('operator', operator);
  integerIn('operator.rows', operator.rows, grid.size, grid.size);
  numberIn('omega', omega, -1e4 / grid.lengths[0], 1e4 / grid.lengths[0]);
  const [x] = grid.axes;
  const a = toComplex(operator);
  const n = grid.size;
  const out = complexMatrix(n, n);
  const { nodes, weights } = gaussLegendre(20 + Math.ceil(Math.abs(omega) * grid.lengths[0]));
  // The mean of e^{iω(λx + (1−λ)y)} over λ is e^{iω(x+y)/2} times a real number that x − y decides.
  const means = Float64Array.from({ length: n }, (_, d) =>
    nodes.reduce(
      (sum, node, k) => sum + 0.5 * weights[k] * Math.cos(0.5 * omega * node * d * grid.spacing[0]),
      0,
    ),
  );
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j < n; j++, at += 2) {
      const size = omega * (x[i] - x[j]) * means[Math.abs(i - j)];
      const phase = 0.5 * omega * (x[i] + x[j]);
      const [re, im] = [-size * Math.sin(phase), size * Math.cos(phase)];
      out.data[at] = re * a.data[at] - im * a.data[at + 1];
      out.data[at + 1] = re * a.data[at + 1] + im * a.data[at];
    }
  return out;
}

/** ∫_{S^{d−1}} Σ_k|n_j||n_k|: 2, π + 2 and 4π/3 + 16/3 (two points, the circle, the sphere). */
const directions = [2, Math.PI + 2, (4 * Math.PI + 16) / 3];

/**
 * Γ₂ = max_j Σ_k (2π)^{−d}∫|ω_j||ω_k||V̂(ω)|dω of the notes' §3.4, at least sup|∂_j∂_k V| summed over k: Σ|a|k² for cosine modes
 * (exact), a quadrature for potentials with a radial V̂.
 * @throws RangeError for interactions whose V̂ is not known.
 */
export function gammaTwo(interaction: Interaction): Bound {
  checkedInteraction(interaction);
  const { cosineModes, fourier, dimension: d } = interaction;
  if (cosineModes) {
    const value = cosineModes.reduce(
      (sum, { amplitude, wavenumber: k }) => sum + Math.abs(amplitude) * k * k,
      0,
    );
    return { value, kind: 'exact', how: 'Σ|a|k² over the cosine modes' };
  }
  if (!fourier)
    throw new RangeError(
      `interaction must have a Fourier transform that is a function, got ${interaction.name}`,
    );
  if (interaction.singularAtOrigin) return { value: Infinity, kind: 'exact', how: '∇²V is unbounded at 0' };
  const unit = directions[d - 1] / (2 * Math.PI) ** d;
  const { value, error, status } = integrate(
    (omega) => omega ** (d + 1) * Math.abs(fourier(omega)),
    0,
    Infinity,
  );
  return {
    value: finite('Γ₂', unit * value),
    kind: 'estimate',
    how: `(2π)^{−d}∫|ω_j||ω_k||V̂| by quadrature, ${status}, error ${(unit * error).toPrecision(2)}`,
  };
}
