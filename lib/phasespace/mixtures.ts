import { toComplex } from '../numerics/dense';
import { checkMatrix, complexMatrix, type DenseMatrix, realMatrix } from '../numerics/dense/matrix';
import { probabilityWeights, shown } from '../numerics/guards';
import { sameGrid } from '../solvers/quantum/grid/grid';
import {
  type CoherentSpan,
  checkLine,
  checkState,
  type DensityState,
  type FockState,
  type GaussianMixture,
  type GridState,
  type LineState,
  type ProductState,
} from './states';

/**
 * R₁ ⊗ R₂ on L²(R²), the first factor on x₁, the second on x₂.
 * @throws RangeError unless both are states in d = 1 with the same epsilon.
 */
export function productOfStates(first: DensityState, second: DensityState): ProductState {
  checkLine('first', first);
  checkLine('second', second);
  if (first.epsilon !== second.epsilon)
    throw new RangeError(
      `both factors must have the same epsilon, got ${first.epsilon} and ${second.epsilon}`,
    );
  return { kind: 'product', dimension: 2, epsilon: first.epsilon, factors: [first, second] };
}

/**
 * The mixture Σ weights_k R_k (default: equal weights) of states of one family, which stays in it.
 * @throws RangeError for states of different families, dimensions, epsilons or grids (`toFock` and `toGrid` bring them
 * together), for products, and for weights that are no probability.
 */
export function mixtureOfStates<S extends LineState>(states: readonly S[], weights?: ArrayLike<number>): S {
  if (!Array.isArray(states) || states.length === 0)
    throw new RangeError(`states must be a list of states, got ${shown(states)}`);
  const list = states as readonly DensityState[];
  const [first] = list;
  list.forEach((state, k) => {
    checkState(`states[${k}]`, state);
    if (state.kind !== first.kind || state.dimension !== first.dimension || state.epsilon !== first.epsilon)
      throw new RangeError(
        `states must be of one family, dimension and epsilon, got ${inWords(first)} and ${inWords(state)}: toFock and ` +
          'toGrid bring them together',
      );
  });
  const shares = probabilityWeights('weights', weights, list.length);
  return mixed(list, shares) as S;
}

function inWords({ kind, dimension, epsilon }: DensityState): string {
  return `${kind} in d = ${dimension} with epsilon ${epsilon}`;
}

function mixed(states: readonly DensityState[], shares: Float64Array): DensityState {
  const [first] = states;
  switch (first.kind) {
    case 'fock': {
      const list = states as readonly FockState[];
      const truncation = list.reduce((sum, state, k) => sum + shares[k] * state.truncation, 0);
      return {
        ...first,
        density: cornerSum(
          list.map(({ density }) => density),
          shares,
        ),
        truncation,
      };
    }
    case 'coherent': {
      const list = states as readonly CoherentSpan[];
      const coefficients = blockSum(
        list.map((state) => state.coefficients),
        shares,
      );
      return { ...first, points: list.flatMap(({ points }) => points), coefficients };
    }
    case 'gaussian': {
      const list = states as readonly GaussianMixture[];
      return {
        ...first,
        weights: spread(list, shares),
        means: list.flatMap(({ means }) => means),
        covariances: list.flatMap(({ covariances }) => covariances),
      };
    }
    case 'grid': {
      const list = states as readonly GridState[];
      if (!list.every(({ grid }) => sameGrid(grid, first.grid)))
        throw new RangeError('states must live on the same grid: toGrid brings them together');
      return { ...first, weights: spread(list, shares), waves: list.flatMap(({ waves }) => waves) };
    }
    default:
      throw new RangeError('products cannot be mixed: put them on a grid with toGrid first');
  }
}

function spread(states: readonly { readonly weights: Float64Array }[], shares: Float64Array): Float64Array {
  return Float64Array.from(states.flatMap(({ weights }, k) => Array.from(weights, (w) => shares[k] * w)));
}

/** Σ shares_k A_k of matrices that share their first row and column. */
function cornerSum(matrices: readonly DenseMatrix[], shares: Float64Array): DenseMatrix {
  const n = Math.max(...matrices.map(({ rows }) => rows));
  return placed(matrices, shares, n, () => 0);
}

/** The matrix with shares_k A_k along its diagonal. */
function blockSum(matrices: readonly DenseMatrix[], shares: Float64Array): DenseMatrix {
  const n = matrices.reduce((sum, { rows }) => sum + rows, 0);
  let next = 0;
  return placed(matrices, shares, n, (rows) => {
    next += rows;
    return next - rows;
  });
}

function placed(
  matrices: readonly DenseMatrix[],
  shares: Float64Array,
  n: number,
  offset: (rows: number) => number,
): DenseMatrix {
  const complex = matrices.some(({ kind }) => kind === 'complex');
  const width = complex ? 2 : 1;
  const out = complex ? complexMatrix(n, n) : realMatrix(n, n);
  matrices.forEach((matrix, k) => {
    checkMatrix(`matrix ${k}`, matrix);
    const { data, rows } = complex ? toComplex(matrix) : matrix;
    const at = offset(rows);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < width * rows; j++)
        out.data[width * ((at + i) * n + at) + j] += shares[k] * data[width * i * rows + j];
  });
  return out;
}
