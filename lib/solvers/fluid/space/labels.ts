import { finite } from '../../../numerics/guards';
import { roughness } from './roughness';

/** A function of the label that a fluid starts from. */
export type Density = (x: number, y: number, z: number) => number;

/**
 * Labels at the centres of boxes of edges `spacing`, row-major with the last axis fastest: those of the user's box and
 * `ghosts` layers around it, so that differences may be central. Masses are kept per volume of label space.
 */
export interface Labels {
  /** Layers included. */
  readonly shape: readonly [number, number, number];
  readonly strides: readonly [number, number, number];
  readonly spacing: readonly [number, number, number];
  /** The label with index 0, 0, 0. */
  readonly origin: readonly [number, number, number];
  /** ρ^in, 0 in the layers outside, scaled so that the core has mass 1. */
  readonly density: Float64Array;
  /** Elements that carry mass worth counting; ascending. */
  readonly core: Int32Array;
  /** The core and what its differences and interpolants need; ascending. */
  readonly active: Int32Array;
  /** The mass of ρ^in that the sum over the box found, before it was scaled. */
  readonly massFound: number;
  /** The factor by which ρ^in was multiplied. */
  readonly scale: number;
}

/** Layers outside the box. */
export const ghosts = 3;
/** Elements whose density is below this share of the largest carry nothing: for a Gaussian beyond 5.7 deviations. */
const leastShare = 1e-7;
/** Share of the mass in the outermost layer of the box beyond which the box is too small. */
const mostAtBorder = 1e-4;
/** Where a density that changes this much from cell to cell is refused: a Gaussian of 1.5 cells. */
const roughest = 1e-2;
const mostMassError = 1e-3;

export interface LabelOptions {
  readonly density: Density;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly cells: readonly number[];
  readonly normalise: boolean;
}

/**
 * Samples ρ^in.
 * @throws RangeError when it is negative or not finite somewhere, has not mass 1 within 10⁻³ (unless `normalise`), is not small
 * at the border of the box, or changes too much from cell to cell.
 */
export function newLabels({ density, low, high, cells, normalise }: LabelOptions): Labels {
  const spacing = triple((a) => (high[a] - low[a]) / cells[a]);
  const shape = triple((a) => cells[a] + 2 * ghosts);
  const origin = triple((a) => low[a] + (0.5 - ghosts) * spacing[a]);
  const strides: [number, number, number] = [shape[1] * shape[2], shape[2], 1];
  const values = new Float64Array(shape[0] * strides[0]);
  let [sum, border, largest] = [0, 0, 0];
  eachInside(cells, (i, j, k) => {
    const at = (i + ghosts) * strides[0] + (j + ghosts) * strides[1] + k + ghosts;
    const label = labelOf({ origin, spacing, strides }, at);
    const value = density(label[0], label[1], label[2]);
    if (!(value >= 0 && value < Infinity))
      throw new RangeError(`density must be finite and >= 0, got ${value} at (${label.join(', ')})`);
    values[at] = value;
    sum += value;
    if (value > largest) largest = value;
    const [ci, cj, ck] = cells;
    if (i === 0 || j === 0 || k === 0 || i === ci - 1 || j === cj - 1 || k === ck - 1) border += value;
  });
  const cell = spacing[0] * spacing[1] * spacing[2];
  checkDensity(sum * cell, border / sum, normalise);
  checkRoughness(values, strides);
  const coreMask = values.map((value) => (value > leastShare * largest ? 1 : 0));
  const kept = values.reduce((total, value, at) => total + coreMask[at] * value, 0) * cell;
  const scale = 1 / kept;
  return {
    shape,
    strides,
    spacing,
    origin,
    density: values.map((value) => value * scale),
    core: indicesOf(coreMask),
    active: indicesOf(withNeighbours(coreMask, strides)),
    massFound: sum * cell,
    scale,
  };
}

/** The label of the element with that index. */
export function labelOf(
  { origin, spacing, strides }: Pick<Labels, 'origin' | 'spacing' | 'strides'>,
  at: number,
): [number, number, number] {
  const i = Math.floor(at / strides[0]);
  const j = Math.floor((at - i * strides[0]) / strides[1]);
  const k = at - i * strides[0] - j * strides[1];
  return [origin[0] + i * spacing[0], origin[1] + j * spacing[1], origin[2] + k * spacing[2]];
}

/** The initial velocity of the active elements, three components each; 0 elsewhere. */
export function sampleVelocity(
  velocity: (x: number, y: number, z: number) => ArrayLike<number>,
  labels: Labels,
): Float64Array {
  const out = new Float64Array(3 * labels.density.length);
  for (const at of labels.active) {
    const [x, y, z] = labelOf(labels, at);
    const u = velocity(x, y, z);
    if (u?.length !== 3) throw new RangeError(`velocity must return three components, got ${String(u)}`);
    for (let c = 0; c < 3; c++) out[3 * at + c] = finite(`velocity at (${x}, ${y}, ${z})[${c}]`, u[c]);
  }
  return out;
}

function triple(of: (axis: number) => number): [number, number, number] {
  return [of(0), of(1), of(2)];
}

function eachInside(cells: readonly number[], visit: (i: number, j: number, k: number) => void): void {
  for (let i = 0; i < cells[0]; i++)
    for (let j = 0; j < cells[1]; j++) for (let k = 0; k < cells[2]; k++) visit(i, j, k);
}

function checkDensity(mass: number, borderShare: number, normalise: boolean): void {
  if (!(mass > 0)) throw new RangeError(`density must not vanish in the box, got mass ${mass}`);
  if (borderShare > mostAtBorder)
    throw new RangeError(
      `low and high must enclose the fluid: the outermost cells hold ${borderShare.toPrecision(2)} of its mass, ` +
        `at most ${mostAtBorder}; take a larger box`,
    );
  if (!normalise && Math.abs(mass - 1) > mostMassError)
    throw new RangeError(
      `density must have mass 1 within ${mostMassError}, got ${mass}: take more cells or set normalise to true`,
    );
}

function checkRoughness(values: Float64Array, strides: readonly number[]): void {
  const rough = roughness(values, strides);
  if (rough > roughest)
    throw new RangeError(
      'cells must resolve the density: it changes too much from one to the next ' +
        `(roughness ${rough.toPrecision(2)}, at most ${roughest}); take more cells, a smaller box or a smoother density`,
    );
}

function indicesOf(mask: Float64Array): Int32Array {
  const out: number[] = [];
  mask.forEach((value, at) => {
    if (value) out.push(at);
  });
  return Int32Array.from(out);
}

/** The core, a cube of 5³ around each of its elements (interpolation) and three neighbours along every axis (differences). */
function withNeighbours(core: Float64Array, strides: readonly number[]): Float64Array {
  const offsets: number[] = [];
  for (let i = -2; i <= 2; i++)
    for (let j = -2; j <= 2; j++)
      for (let k = -2; k <= 2; k++) offsets.push(i * strides[0] + j * strides[1] + k);
  for (const stride of strides) offsets.push(-3 * stride, 3 * stride);
  const out = new Float64Array(core.length);
  core.forEach((value, at) => {
    if (value) for (const offset of offsets) out[at + offset] = 1;
  });
  return out;
}
