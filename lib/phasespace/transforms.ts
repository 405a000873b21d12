import { finiteArray, integerIn, numberIn, optionsOf, shown } from '../numerics/guards';
import { centresOf, type PhaseSpaceGrid } from '../solvers/kinetic/gridState';
import { fockTransform } from './fockTransform';
import { gaussianSum } from './gaussianSum';
import { gridTransform } from './gridTransform';
import { type PlaneFunction, type TransformKind, valueAt } from './planes';
import { checkState, type DensityState, type ProductState } from './states';

/** Cells of a phase space, or of a plane in it: their outer edges and numbers. */
export type PhaseSpaceWindow = Pick<PhaseSpaceGrid, 'x' | 'xi' | 'nX' | 'nXi'>;

/** Which plane of phase space is looked at in d = 2. */
export interface PlaneSection {
  /** Two of 0, …, 2d − 1, the coordinates (x_1, …, x_d, ξ_1, …, ξ_d): across and upwards. Default x_1 and ξ_1. */
  readonly axes?: readonly [number, number];
  /** A point of the plane, of length 2d; default 0. */
  readonly through?: ArrayLike<number>;
}

/** A real function on phase space R^{2d}: a Wigner or Husimi transform. */
export interface PhaseSpaceFunction {
  readonly kind: TransformKind;
  readonly dimension: 1 | 2;
  readonly epsilon: number;
  /** Intervals of x_1, …, ξ_d outside of which it is some 1e−8 of its size or less. */
  readonly reach: readonly (readonly [low: number, high: number])[];
  /** The value at z = (x_1, …, x_d, ξ_1, …, ξ_d). @throws RangeError unless z has 2d finite entries. */
  at(z: ArrayLike<number>): number;
  /**
   * The values at the centres of the cells of a window (default: 160 × 160 over the reach), for `phaseSpaceHeatMap`, which
   * gives both signs their colours; in d = 2 on a plane. `asGridDensity` and `quantiseGrid` carry Husimi functions on to the
   * transport metrics.
   * @throws RangeError for a window that is none, or axes that are no plane (grid states know the planes x_j, ξ_j).
   */
  on(window?: Partial<PhaseSpaceWindow>, section?: PlaneSection): PhaseSpaceGrid;
  /**
   * The marginal density of one coordinate (axis 0, …, 2d − 1) at the points: for Wigner functions the densities of position
   * and momentum.
   */
  marginal(axis: number, points: ArrayLike<number>): Float64Array;
}

/**
 * The Wigner function W(x, ξ) = (2π)^{−d}∫e^{−iξ·y} r(x + εy/2, x − εy/2)dy of a state with kernel r (the notes' §3.2.3): real,
 * ∫W = 1, |W| ≤ (πε)^{−d}, and ∫W_A W_B = tr(AB)/(2πε)^d. Closed forms for Fock matrices, coherent spans and Gaussians and
 * their products, spectrally accurate on grids.
 *
 *     const cat = catState({ epsilon: 0.1, point: [1, 0] });
 *     show(phaseSpaceHeatMap(wignerTransform(cat).on({ x: [-2, 2], xi: [-1, 1] })));
 *
 * @throws RangeError unless it is given a state.
 */
export function wignerTransform(state: DensityState): PhaseSpaceFunction {
  return transform(state, 'wigner');
}

/**
 * The Husimi function (2πε)^{−d}⟨z|R|z⟩ ≥ 0, a probability density: W convolved with a normal law of variance ε/2 in every
 * coordinate, e^{εΔ/4}W. The same families as `wignerTransform`.
 * @throws RangeError unless it is given a state.
 */
export function husimiTransform(state: DensityState): PhaseSpaceFunction {
  return transform(state, 'husimi');
}

function transform(state: DensityState, kind: TransformKind): PhaseSpaceFunction {
  checkState('state', state);
  const { dimension, epsilon } = state;
  const inner = planesOf(state, kind);
  return {
    kind,
    dimension,
    epsilon,
    reach: inner.reach,
    at: (z) => valueAt(inner, finiteArray('z', z, 2 * dimension)),
    on: (window = {}, section = {}) => fieldOn(inner, dimension, window, section),
    marginal: (axis, points) =>
      inner.marginal(integerIn('axis', axis, 0, 2 * dimension - 1), finiteArray('points', points)),
  };
}

function planesOf(state: DensityState, kind: TransformKind): PlaneFunction {
  switch (state.kind) {
    case 'fock':
      return fockTransform(state, kind);
    case 'grid':
      return gridTransform(state, kind);
    case 'product':
      return productPlanes(state, kind);
    default:
      return gaussianSum(state, kind);
  }
}

/** W(z) = W₁(x_1, ξ_1)·W₂(x_2, ξ_2): coordinate a belongs to factor a mod 2. */
function productPlanes({ factors }: ProductState, kind: TransformKind): PlaneFunction {
  const parts = factors.map((factor) => planesOf(factor, kind));
  const own = (z: Float64Array, factor: number): Float64Array => Float64Array.of(z[factor], z[factor + 2]);
  const side = (axis: number): number => Math.floor(axis / 2);
  return {
    reach: [0, 1, 2, 3].map((axis) => parts[axis % 2].reach[side(axis)]),
    marginal: (axis, points) => parts[axis % 2].marginal(side(axis), points),
    plane: (axes, z, first, second) => {
      const [a, b] = axes;
      const [f, g] = [a % 2, b % 2];
      if (f === g) {
        const factor = valueAt(parts[1 - f], own(z, 1 - f));
        return parts[f].plane([side(a), side(b)], own(z, f), first, second).map((value) => factor * value);
      }
      const line = (axis: number, points: Float64Array): Float64Array => {
        const rest = own(z, axis % 2).subarray(1 - side(axis), 2 - side(axis));
        return parts[axis % 2].plane([side(axis), 1 - side(axis)], own(z, axis % 2), points, rest);
      };
      const [left, right] = [line(a, first), line(b, second)];
      return Float64Array.from(
        { length: left.length * right.length },
        (_, k) => left[Math.floor(k / right.length)] * right[k % right.length],
      );
    },
  };
}

function fieldOn(
  inner: PlaneFunction,
  dimension: number,
  window: Partial<PhaseSpaceWindow>,
  { axes = [0, dimension], through = new Float64Array(2 * dimension) }: PlaneSection,
): PhaseSpaceGrid {
  optionsOf('on', window, '{ x: [-2, 2], xi: [-1, 1], nX: 200, nXi: 200 }', ['x', 'xi', 'nX', 'nXi']);
  const z = finiteArray('through', through, 2 * dimension);
  axes.forEach((axis, k) => {
    integerIn(`axes[${k}]`, axis, 0, 2 * dimension - 1);
  });
  if (axes.length !== 2 || axes[0] === axes[1])
    throw new RangeError(`axes must be two different coordinates, got ${axes.join(', ')}`);
  const x = checkedSide('x', window.x ?? inner.reach[axes[0]]);
  const xi = checkedSide('xi', window.xi ?? inner.reach[axes[1]]);
  const nX = integerIn('nX', window.nX ?? 160, 1, 4096);
  const nXi = integerIn('nXi', window.nXi ?? 160, 1, 4096);
  const values = inner.plane(axes, z, centresOf(x, nX), centresOf(xi, nXi));
  return { x, xi, nX, nXi, values, periodic: false };
}

function checkedSide(name: string, side: readonly [number, number]): readonly [number, number] {
  const [low, high] = finiteArray(name, side, 2);
  numberIn(`${name}[1]`, high, low, Number.MAX_VALUE);
  if (low === high) throw new RangeError(`${name} must be increasing, got [${low}, ${high}]`);
  return [low, high];
}

/** A number with what its computation leaves open. */
export interface MeasuredNumber {
  readonly value: number;
  /** The difference to the value on half as many cells. */
  readonly error: number;
}

/**
 * The negative volume (∫|W| − 1)/2 = ∫max(0, −W) of a Wigner function in d = 1, 0 exactly for Gaussian states (Hudson), and
 * 2/√e − 1 for h_1; by midpoints on cells × cells over the reach.
 * @throws RangeError for d = 2 and for cells that are not an even integer in [16, 2048] (default 480).
 */
export function negativity(wigner: PhaseSpaceFunction, cells: number = 480): MeasuredNumber {
  if (typeof wigner?.on !== 'function')
    throw new RangeError(`wigner must be made by wignerTransform, got ${shown(wigner)}`);
  if (wigner.dimension !== 1) throw new RangeError(`wigner must be in d = 1, got d = ${wigner.dimension}`);
  if (integerIn('cells', cells, 16, 2048) % 2 !== 0) throw new RangeError(`cells must be even, got ${cells}`);
  const volume = (n: number): number => {
    const { x, xi, values } = wigner.on({ nX: n, nXi: n });
    const area = ((x[1] - x[0]) * (xi[1] - xi[0])) / n ** 2;
    return area * values.reduce((sum, value) => sum - Math.min(0, value), 0);
  };
  const value = volume(cells);
  return { value, error: Math.abs(value - volume(cells / 2)) };
}
