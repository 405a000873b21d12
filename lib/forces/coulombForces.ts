import { type Arena, scratchMemory } from '../kernels/arena';
import { coulombBinary } from '../kernels/binaries/coulomb';
import type { ForceSum } from './sums';

interface CoulombKernels {
  pairs(cloud: number, first: number, last: number, kFirst: number, kLast: number): number;
  fields(cloud: number, n: number, targets: number, first: number, last: number): void;
}

const scratch = scratchMemory<CoulombKernels>(coulombBinary);

/** Doubles of a record, which holds two particles in seven rows: x, y, z, weights and three results. */
const record = 14;
const weightRow = 3;
const resultRow = 4;
/** Particles whose records stay in the first-level cache; even. */
const block = 256;
/** A call into WebAssembly takes at most this many pairs, some 0.1 s, so that a run can be interrupted. */
const pairsAtOnce = 2.5e7;

interface Records {
  readonly arena: Arena<CoulombKernels>;
  readonly at: number;
  readonly data: Float64Array;
}

/** Records for each of the given numbers of points, all zero. */
function recordsFor(...counts: number[]): Records[] {
  const sizes = counts.map((n) => record * Math.ceil(n / 2));
  const arena = scratch(8 * sizes.reduce((sum, size) => sum + size, 0));
  const { buffer } = arena.doubles('all');
  let next = arena.address.all;
  return sizes.map((size) => {
    const at = next;
    next += 8 * size;
    return { arena, at, data: new Float64Array(buffer, at, size).fill(0) };
  });
}

/** Where particle j keeps its number of a row. */
function place(j: number, row: number): number {
  return record * (j >> 1) + (j & 1) + 2 * row;
}

function writePoints(data: Float64Array, points: ArrayLike<number>): void {
  for (let j = 0, n = 0; n < points.length; j++, n += 3) {
    const at = place(j, 0);
    data[at] = points[n];
    data[at + 2] = points[n + 1];
    data[at + 4] = points[n + 2];
  }
}

function writeWeights(data: Float64Array, weights: Float64Array): void {
  for (let j = 0; j < weights.length; j++) data[place(j, weightRow)] = weights[j];
}

function readResults(data: Float64Array, out: Float64Array): void {
  for (let j = 0, n = 0; n < out.length; j++, n += 3) {
    const at = place(j, resultRow);
    out[n] = data[at];
    out[n + 1] = data[at + 2];
    out[n + 2] = data[at + 4];
  }
}

/** Far from everything: the partner of the last particle where their number is odd. Its field underflows to 0. */
const nowhere = 1e150;

/**
 * out_j = Σ_{k≠j} (x_j − x_k)/|x_j − x_k|³ in R³, each pair visited once; returns Σ_{j<k} 1/|x_j − x_k|, which is not finite when two
 * points coincide (then `out` is of no use).
 */
export function coulombPairs(x: Float64Array, out: Float64Array): number {
  const n = x.length / 3;
  const even = 2 * Math.ceil(n / 2);
  const [{ arena, at, data }] = recordsFor(n);
  writePoints(data, x);
  if (even > n) for (let row = 0; row < 3; row++) data[place(n, row)] = nowhere;
  let energy = 0;
  for (let j = 0; j < even; j += block)
    for (let k = j; k < even; k += block)
      energy += arena.kernels.pairs(at, j, Math.min(even, j + block), k, Math.min(even, k + block));
  readResults(data, out);
  return energy;
}

/**
 * out_j = Σ_k w_k(y_j − x_k)/|y_j − x_k|³ at points y in R³; `potential`, if given, becomes Σ_k w_k/|y_j − x_k|. Coincident points add
 * nothing, so that y may be x.
 */
export function coulombFields(
  y: Float64Array,
  x: Float64Array,
  weights: Float64Array,
  out: Float64Array,
  potential?: Float64Array,
): void {
  const [n, m] = [weights.length, y.length / 3];
  const [cloud, targets] = recordsFor(n, m);
  writePoints(cloud.data, x);
  writeWeights(cloud.data, weights);
  writePoints(targets.data, y);
  const rows = Math.max(1, Math.floor(pairsAtOnce / n));
  for (let j = 0; j < m; j += rows)
    cloud.arena.kernels.fields(cloud.at, 2 * Math.ceil(n / 2), targets.at, j, Math.min(m, j + rows));
  readResults(targets.data, out);
  if (potential) for (let j = 0; j < m; j++) potential[j] = targets.data[place(j, weightRow)];
}

function sameWeights(weights: Float64Array): boolean {
  return weights.every((w) => w === weights[0]);
}

/** Points with weights at given places, an even number of them, and sums between ranges of places. */
export interface PointRecords {
  /** Adds what the points in [kFirst, kLast) do to those in [first, last), all even. */
  add(first: number, last: number, kFirst: number, kLast: number): void;
  /** The sums Σw(x_j − x_k)/r³ and Σw/r of the points at the places. */
  read(places: Int32Array, fields: Float64Array, potentials: Float64Array): void;
}

/** Records for the sums of a tree: point j at place places[j] < room; the other places are empty. */
export function pointRecords(
  room: number,
  x: Float64Array,
  weights: Float64Array,
  places: Int32Array,
): PointRecords {
  const [cloud, targets] = recordsFor(room, room);
  for (const { data } of [cloud, targets])
    for (let j = 0; j < room; j++) for (let row = 0; row < 3; row++) data[place(j, row)] = nowhere;
  for (let j = 0; j < places.length; j++) {
    for (const { data } of [cloud, targets])
      for (let row = 0; row < 3; row++) data[place(places[j], row)] = x[3 * j + row];
    cloud.data[place(places[j], weightRow)] = weights[j];
  }
  const { kernels } = cloud.arena;
  return {
    add: (first, last, kFirst, kLast) =>
      kernels.fields(cloud.at + 4 * record * kFirst, kLast - kFirst, targets.at, first, last),
    read: (of, fields, potentials) => {
      for (let j = 0; j < of.length; j++) {
        for (let a = 0; a < 3; a++) fields[3 * j + a] = targets.data[place(of[j], resultRow + a)];
        potentials[j] = targets.data[place(of[j], weightRow)];
      }
    },
  };
}

/** V = charge/|z| in R³ by direct sums: over pairs where all weights are equal, over all ordered pairs otherwise. */
export function coulombForces(charge: number): ForceSum {
  const scale = (out: Float64Array, factor: number): void => {
    if (factor !== 1) for (let i = 0; i < out.length; i++) out[i] *= factor;
  };
  const fieldInto = (y: Float64Array, x: Float64Array, weights: Float64Array, out: Float64Array): void => {
    coulombFields(y, x, weights, out);
    scale(out, charge);
  };
  return {
    strategy: 'pairs',
    selfForceInto: (x, weights, out) => {
      if (sameWeights(weights) && Number.isFinite(coulombPairs(x, out))) scale(out, charge * weights[0]);
      else fieldInto(x, x, weights, out);
    },
    fieldInto,
    interactionEnergy: (x, weights) => {
      const unused = new Float64Array(x.length);
      const pairs = coulombPairs(x, unused);
      if (!Number.isFinite(pairs)) return charge * Infinity;
      if (sameWeights(weights)) return charge * weights[0] * weights[0] * pairs;
      const potential = new Float64Array(weights.length);
      coulombFields(x, x, weights, unused, potential);
      return 0.5 * charge * weights.reduce((sum, w, j) => sum + w * potential[j], 0);
    },
    secondsFor: (targets, sources) => 2e-9 * targets * sources,
  };
}
