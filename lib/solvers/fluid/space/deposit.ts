import { gaussLegendre } from '../../../numerics/quadrature/gaussLegendre';
import type { Deformation } from './deformation';
import type { Labels } from './labels';
import { lagrangeWeights } from './lagrange';
import type { FieldMesh } from './mesh';
import { depositLine } from './splines';

/** Points of Gauss's rule along an axis of a cell: as many as keep their distance below this share of the mesh's. */
const closest = 0.6;
const fewest = 2;
const most = 16;

/** Gauss's rule on (−½, ½) and the polynomials of degree 4 through the labels −2 … 2 at its nodes. */
export interface CellRule {
  readonly weights: Float64Array;
  /** Five a node. */
  readonly lagrange: Float64Array;
}

const rules: readonly CellRule[] = Array.from({ length: most + 1 }, (_, n) => cellRule(Math.max(1, n)));

function cellRule(n: number): CellRule {
  const { nodes, weights } = gaussLegendre(n);
  const lagrange = new Float64Array(5 * n);
  for (let k = 0; k < n; k++) lagrangeWeights(nodes[k] / 2, lagrange.subarray(5 * k, 5 * k + 5));
  return { weights: weights.map((w) => w / 2), lagrange };
}

/** Scratch: the values of a cell's neighbourhood, contracted along one axis after the other; x, y, z and ρ side by side. */
export interface DepositSpace {
  readonly cube: Float64Array;
  readonly planes: Float64Array;
  readonly lines: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
}

export function newDepositSpace(): DepositSpace {
  const four = (count: number): Float64Array => new Float64Array(4 * count);
  return {
    cube: four(125),
    planes: four(25 * most),
    lines: four(5 * most * most),
    a: four(1),
    b: four(1),
    c: four(1),
  };
}

/** What was laid on the mesh. */
export interface Deposited {
  /** Its mass: 1 up to the error of interpolating ρ^in. */
  readonly mass: number;
  /** Mass of the cells that would have needed more points than there are. */
  readonly coarse: number;
}

/**
 * Lays the fluid on the mesh: ∫ρ^in(a)B((x(a) − y_j)/H)da at each of its points by Gauss's rule in every cell of labels, with
 * x(a) and ρ^in from polynomials of degree 4 and as many nodes an axis as the cell is stretched. So lumps never show, however
 * far neighbouring elements have moved apart.
 */
export function depositFluid(
  mesh: FieldMesh,
  labels: Labels,
  x: Float64Array,
  { stretch }: Deformation,
  space: DepositSpace,
): Deposited {
  const { core, spacing, density } = labels;
  const cell = spacing[0] * spacing[1] * spacing[2];
  const counts = [0, 0, 0];
  let [mass, coarse] = [0, 0];
  for (let e = 0; e < core.length; e++) {
    const at = core[e];
    let capped = false;
    for (let axis = 0; axis < 3; axis++) {
      const wanted = Math.ceil((stretch[3 * e + axis] * spacing[axis]) / (closest * mesh.spacing));
      capped ||= wanted > most;
      counts[axis] = Math.min(most, Math.max(fewest, wanted));
    }
    if (capped) coarse += density[at] * cell;
    loadCube(labels, x, at, space.cube);
    mass += depositCell(mesh, rules[counts[0]], rules[counts[1]], rules[counts[2]], cell, space);
  }
  return { mass, coarse };
}

function loadCube({ strides, density }: Labels, x: Float64Array, at: number, cube: Float64Array): void {
  for (let i = -2, to = 0; i <= 2; i++)
    for (let j = -2; j <= 2; j++)
      for (let k = -2; k <= 2; k++, to += 4) {
        const from = at + i * strides[0] + j * strides[1] + k;
        cube[to] = x[3 * from];
        cube[to + 1] = x[3 * from + 1];
        cube[to + 2] = x[3 * from + 2];
        cube[to + 3] = density[from];
      }
}

/** Contracts the first of the indices of `from`, of five values, with the polynomials at each node. */
function contract(
  from: Float64Array,
  start: number,
  width: number,
  rule: CellRule,
  to: Float64Array,
  at: number,
): void {
  const { lagrange, weights } = rule;
  for (let n = 0, w = 0; n < weights.length; n++, w += 5) {
    const w0 = lagrange[w];
    const w1 = lagrange[w + 1];
    const w2 = lagrange[w + 2];
    const w3 = lagrange[w + 3];
    const w4 = lagrange[w + 4];
    for (let q = 0, f = start; q < width; q++, f++)
      to[at + n * width + q] =
        w0 * from[f] +
        w1 * from[f + width] +
        w2 * from[f + 2 * width] +
        w3 * from[f + 3 * width] +
        w4 * from[f + 4 * width];
  }
}

function depositCell(
  mesh: FieldMesh,
  first: CellRule,
  second: CellRule,
  third: CellRule,
  cell: number,
  space: DepositSpace,
): number {
  const { cube, planes, lines } = space;
  contract(cube, 0, 100, first, planes, 0);
  let sum = 0;
  for (let i = 0; i < first.weights.length; i++) {
    contract(planes, 100 * i, 20, second, lines, 0);
    for (let j = 0; j < second.weights.length; j++)
      sum += depositLine(mesh, third, 20 * j, cell * first.weights[i] * second.weights[j], space);
  }
  return sum;
}
