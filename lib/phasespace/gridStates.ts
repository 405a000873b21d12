import type { DenseMatrix } from '../numerics/dense';
import { eigenHermitian } from '../numerics/dense/eigen';
import { hermitianPart } from '../numerics/dense/hermitian';
import { complexMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { integerIn, optionsOf, probabilityWeights, shown } from '../numerics/guards';
import type { QuantumGrid } from '../solvers/quantum/grid/grid';
import { edgeMass } from '../solvers/quantum/grid/observables';
import { checkSame, checkUnit, type WaveFunction } from '../solvers/quantum/grid/wave';
import { checkedDensity, checkedEpsilon, type GridState } from './states';

/** Mass near the edge of a box that is taken for 0. */
const mostAtEdge = 1e-6;
/** Order of a density matrix that is taken apart in some ten seconds. */
const largestOrder = 2048;
/** Eigenvalues of a density matrix below this are left out. */
const leastWeight = 1e-15;

/** RangeError unless the grid is a box of d = 1 or 2: the Wigner function of §3.2.3 is one on R^d × R^d. */
export function checkBox(name: string, grid: QuantumGrid): 1 | 2 {
  if (!(grid?.size > 0)) throw new RangeError(`${name} must be made by quantumGrid, got ${shown(grid)}`);
  if (grid.periodic || grid.dimension === 3)
    throw new RangeError(
      `${name} must be a box in empty space of d = 1 or 2 (quantumGrid with periodic false), got ` +
        `${grid.periodic ? 'a torus' : 'd = 3'}`,
    );
  return grid.dimension;
}

/**
 * R = Σ weights_k |ψ_k⟩⟨ψ_k| of wave functions of one particle on a box; one alone is a pure state. ε is their ħ.
 * @throws RangeError unless the waves have norm 1, one grid (a box of d = 1 or 2) and one ħ, at most 1e−6 of the mass is
 * near the edges, and the weights are a probability.
 */
export function gridState(
  waves: WaveFunction | readonly WaveFunction[],
  weights?: ArrayLike<number>,
): GridState {
  const list: readonly WaveFunction[] = Array.isArray(waves) ? waves : [waves as WaveFunction];
  const { grid, hbar } = checkSame('waves', list);
  const dimension = checkBox('grid', grid);
  const shares = probabilityWeights('weights', weights, list.length);
  let lost = 0;
  list.forEach((wave, k) => {
    if (wave.particles !== 1)
      throw new RangeError(`waves[${k}] must be of one particle, got ${wave.particles}`);
    checkUnit(`waves[${k}]`, wave);
    lost += shares[k] * edgeMass(wave);
  });
  if (!(lost <= mostAtEdge))
    throw new RangeError(
      `waves must vanish near the edges of the box, got a mass of ${lost.toPrecision(2)} there (at most ${mostAtEdge})`,
    );
  return {
    kind: 'grid',
    dimension,
    epsilon: checkedEpsilon(hbar),
    grid,
    weights: shares,
    waves: list.map(({ values }) => values.slice()),
  };
}

/**
 * The state with the density matrix R(x_i, x_j)·cell on the points of a box, as `reducedDensity` gives it: taken apart
 * into its eigenfunctions.
 * @throws RangeError when the matrix is not of the size of the grid (at most 2048 points), not Hermitian, not positive or not
 * of trace one.
 */
export function gridDensityState(options: {
  readonly epsilon: number;
  readonly grid: QuantumGrid;
  readonly density: DenseMatrix;
}): GridState {
  const { epsilon, grid, density } = optionsOf(
    'gridDensityState',
    options,
    '{ epsilon: 0.2, grid, density }',
    ['epsilon', 'grid', 'density'],
  );
  checkedEpsilon(epsilon);
  checkBox('grid', grid);
  integerIn('points of the grid', grid.size, 4, largestOrder);
  if (density?.rows !== grid.size)
    throw new RangeError(`density must have ${grid.size} rows, one for each point, got ${density?.rows}`);
  const { values, vectors } = eigenHermitian(checkedDensity('density', density));
  const kept = Array.from(values.keys()).filter((k) => values[k] > leastWeight);
  const total = kept.reduce((sum, k) => sum + values[k], 0);
  const width = vectors.kind === 'complex' ? 2 : 1;
  const unit = 1 / Math.sqrt(grid.cell);
  const waves = kept.map((k) => {
    const amplitudes = new Float64Array(2 * grid.size);
    for (let i = 0; i < grid.size; i++) {
      const at = width * (i * vectors.columns + k);
      amplitudes[2 * i] = unit * vectors.data[at];
      if (width === 2) amplitudes[2 * i + 1] = unit * vectors.data[at + 1];
    }
    return { grid, hbar: epsilon, particles: 1, values: amplitudes };
  });
  return gridState(
    waves,
    kept.map((k) => values[k] / total),
  );
}

/**
 * The density matrix R(x_i, x_j)·cell of a state on a box, of trace 1: the inverse of `gridDensityState`. The kernel
 * r(x_i, x_j) is that over cell.
 * @throws RangeError unless it is a state on a grid with at most 4096 points.
 */
export function gridDensityMatrix(state: GridState): DenseMatrix {
  if (state?.kind !== 'grid')
    throw new RangeError(`state must be one on a grid (toGrid), got ${shown(state?.kind)}`);
  const { grid, weights, waves } = state;
  integerIn('points of the grid', grid.size, 1, 4096);
  const columns = complexMatrix(grid.size, waves.length);
  waves.forEach((wave, k) => {
    const unit = Math.sqrt(weights[k] * grid.cell);
    for (let i = 0; i < grid.size; i++)
      for (const part of [0, 1]) columns.data[2 * (i * waves.length + k) + part] = unit * wave[2 * i + part];
  });
  return hermitianPart(multiplyMatrices(columns, columns, { adjointB: true }));
}
