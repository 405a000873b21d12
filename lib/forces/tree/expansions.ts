import type { MultiIndices } from './multiIndex';
import type { Octree } from './octree';

/** Monomials yⁿ/n! of a point, by the recurrence over degrees. */
class Monomials {
  readonly values: Float64Array;
  private readonly from: Int32Array;
  private readonly axis: Uint8Array;
  private readonly power: Float64Array;

  constructor({ count, powers, place }: MultiIndices) {
    this.values = new Float64Array(count).fill(1);
    this.from = new Int32Array(count);
    this.axis = new Uint8Array(count);
    this.power = new Float64Array(count);
    powers.forEach(([a, b, c], n) => {
      if (n === 0) return;
      const axis = a > 0 ? 0 : b > 0 ? 1 : 2;
      this.axis[n] = axis;
      this.power[n] = [a, b, c][axis];
      this.from[n] = place(a - (axis === 0 ? 1 : 0), b - (axis === 1 ? 1 : 0), c - (axis === 2 ? 1 : 0));
    });
  }

  at(y0: number, y1: number, y2: number): Float64Array {
    const { values, from, axis, power } = this;
    for (let n = 1; n < values.length; n++) {
      const y = axis[n] === 0 ? y0 : axis[n] === 1 ? y1 : y2;
      values[n] = (values[from[n]] * y) / power[n];
    }
    return values;
  }
}

/** For each n the places of m <= n, and of n − m: the terms of (y + d)ⁿ/n! = Σ y^m/m!·d^{n−m}/(n−m)!. */
interface Shift {
  readonly begin: Int32Array;
  readonly of: Int32Array;
  readonly rest: Int32Array;
}

const shifts = new WeakMap<MultiIndices, Shift>();

function shiftOf(indices: MultiIndices): Shift {
  const before = shifts.get(indices);
  if (before) return before;
  const begin = [0];
  const [of, rest]: number[][] = [[], []];
  for (const [a, b, c] of indices.powers) {
    for (let i = 0; i <= a; i++)
      for (let j = 0; j <= b; j++)
        for (let k = 0; k <= c; k++) {
          of.push(indices.place(i, j, k));
          rest.push(indices.place(a - i, b - j, c - k));
        }
    begin.push(of.length);
  }
  const made = { begin: Int32Array.from(begin), of: Int32Array.from(of), rest: Int32Array.from(rest) };
  shifts.set(indices, made);
  return made;
}

/**
 * The moments M_m = Σw_k(c − x_k)^m/m! of all cells about their centres, from the points of leaves and, upwards, from the children. 2K for each cell:
 * M_m and (−1)^{|m|}M_m.
 */
export function momentsOf(
  tree: Octree,
  indices: MultiIndices,
  x: Float64Array,
  weights: Float64Array,
  moments: Float64Array,
): void {
  const K = indices.count;
  const monomials = new Monomials(indices);
  const shift = shiftOf(indices);
  moments.fill(0);
  for (let c = tree.count - 1; c >= 0; c--) {
    const at = 2 * K * c;
    const [cx, cy, cz] = tree.centres.subarray(3 * c, 3 * c + 3);
    if (tree.children[c] === 0) {
      for (let i = tree.first[c]; i < tree.last[c]; i++) {
        const j = tree.order[i];
        const values = monomials.at(cx - x[3 * j], cy - x[3 * j + 1], cz - x[3 * j + 2]);
        for (let m = 0; m < K; m++) moments[at + m] += weights[j] * values[m];
      }
    }
    for (let k = 0; k < tree.children[c]; k++) {
      const child = tree.child[c] + k;
      const values = monomials.at(
        cx - tree.centres[3 * child],
        cy - tree.centres[3 * child + 1],
        cz - tree.centres[3 * child + 2],
      );
      for (let m = 0; m < K; m++) {
        let sum = 0;
        for (let s = shift.begin[m]; s < shift.begin[m + 1]; s++)
          sum += moments[2 * K * child + shift.of[s]] * values[shift.rest[s]];
        moments[at + m] += sum;
      }
    }
    indices.powers.forEach(([a, b, d], m) => {
      moments[at + K + m] = (a + b + d) % 2 === 0 ? moments[at + m] : -moments[at + m];
    });
  }
}

/**
 * Carries the local expansions φ(c + y) = ΣL_n yⁿ/n! of all cells down to the leaves, and adds −∇φ at the points to `fields` and φ to `potentials`.
 */
export function evaluateLocals(
  tree: Octree,
  indices: MultiIndices,
  locals: Float64Array,
  points: Float64Array,
  fields: Float64Array,
  potentials: Float64Array,
): void {
  const K = indices.count;
  const monomials = new Monomials(indices);
  const shift = shiftOf(indices);
  const next = [0, 1, 2].map((axis) =>
    Int32Array.from(indices.powers, ([a, b, c]) =>
      indices.place(a + (axis === 0 ? 1 : 0), b + (axis === 1 ? 1 : 0), c + (axis === 2 ? 1 : 0)),
    ),
  );
  const inner = indices.upTo(indices.order - 1);
  for (let c = 0; c < tree.count; c++) {
    const at = K * c;
    const [cx, cy, cz] = tree.centres.subarray(3 * c, 3 * c + 3);
    for (let k = 0; k < tree.children[c]; k++) {
      const child = tree.child[c] + k;
      const values = monomials.at(
        tree.centres[3 * child] - cx,
        tree.centres[3 * child + 1] - cy,
        tree.centres[3 * child + 2] - cz,
      );
      // L′_m = Σ_{n >= m}L_n d^{n−m}/(n−m)!.
      for (let n = 0; n < K; n++)
        for (let s = shift.begin[n]; s < shift.begin[n + 1]; s++)
          locals[K * child + shift.of[s]] += locals[at + n] * values[shift.rest[s]];
    }
    if (tree.children[c] > 0) continue;
    for (let i = tree.first[c]; i < tree.last[c]; i++) {
      const j = tree.order[i];
      const values = monomials.at(points[3 * j] - cx, points[3 * j + 1] - cy, points[3 * j + 2] - cz);
      let potential = 0;
      for (let n = 0; n < K; n++) potential += locals[at + n] * values[n];
      potentials[j] += potential;
      for (let a = 0; a < 3; a++) {
        let slope = 0;
        for (let n = 0; n < inner; n++) slope += locals[at + next[a][n]] * values[n];
        fields[3 * j + a] -= slope;
      }
    }
  }
}
