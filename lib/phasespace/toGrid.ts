import { kron, normalise } from '../numerics/complexVector';
import { positive } from '../numerics/guards';
import { type QuantumGrid, quantumGrid, sameGrid } from '../solvers/quantum/grid/grid';
import { spectralTail } from '../solvers/quantum/grid/observables';
import { checkBox, gridState } from './gridStates';
import { checkState, type DensityState, type GridState } from './states';
import { coherentWaves, type WeightedWaves, wavesAt } from './waves';

/** Mass that a grid may miss, or have among its shortest waves. */
const mostMissed = 1e-6;

/**
 * The state as wave functions on a box (its eigenfunctions and their weights); thermal series end where less than
 * `tolerance` (default 1e−12) is left.
 * @throws RangeError for a torus, another dimension, a state that the box or its spacing does not hold (with the mass that
 * is missed), a grid state on other points, and Gaussian states in d = 2 that are no `productOfStates`.
 */
export function toGrid(
  state: DensityState,
  grid: QuantumGrid,
  { tolerance = 1e-12 }: { readonly tolerance?: number } = {},
): GridState {
  checkState('state', state);
  positive('tolerance', tolerance);
  const dimension = checkBox('grid', grid);
  if (dimension !== state.dimension)
    throw new RangeError(`grid must have dimension ${state.dimension} like the state, got ${dimension}`);
  if (state.kind === 'grid') {
    if (!sameGrid(grid, state.grid)) throw new RangeError('grid must be that of the state on a grid');
    return state;
  }
  const { weights, waves } = sampled(state, grid, tolerance);
  const unit = Math.sqrt(grid.cell);
  const checked = waves.map((wave, k) => {
    const missed = weights[k] * Math.abs(1 - grid.cell * wave.reduce((sum, value) => sum + value * value, 0));
    const values = normalise('a wave function', wave.slice());
    for (let i = 0; i < values.length; i++) values[i] /= unit;
    const whole = { grid, hbar: state.epsilon, particles: 1, values };
    const short = weights[k] * spectralTail(whole);
    if (Math.max(missed, short) > mostMissed)
      throw new RangeError(
        `grid must hold the state, but its box misses a mass of ${missed.toPrecision(3)} and its shortest waves hold ` +
          `${short.toPrecision(3)} (at most ${mostMissed})`,
      );
    return whole;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return gridState(
    checked,
    weights.map((weight) => weight / total),
  );
}

function sampled(
  state: Exclude<DensityState, GridState>,
  grid: QuantumGrid,
  tolerance: number,
): WeightedWaves {
  if (state.kind === 'product') {
    const [a, b] = state.factors.map((factor, axis) => {
      const line = lineOf(grid, axis);
      return factor.kind === 'grid' ? toGrid(factor, line) : wavesAt(factor, line.axes[0], tolerance);
    });
    return {
      weights: Float64Array.from(Array.from(a.weights).flatMap((u) => Array.from(b.weights, (v) => u * v))),
      waves: a.waves.flatMap((u) => b.waves.map((v) => kron(u, v))),
    };
  }
  if (state.kind === 'coherent') return coherentWaves(state, grid.axes);
  if (state.dimension === 2)
    throw new RangeError(`a ${state.kind} state in d = 2 goes to a grid as a product: take productOfStates`);
  return wavesAt(state, grid.axes[0], tolerance);
}

function lineOf(grid: QuantumGrid, axis: number): QuantumGrid {
  return quantumGrid({ low: grid.low[axis], high: grid.high[axis], points: grid.points[axis] });
}
