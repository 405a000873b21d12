import { transpose } from '../../../numerics/dense/elementary';
import { inverseMatrix } from '../../../numerics/dense/lu';
import { type DenseMatrix, realMatrix } from '../../../numerics/dense/matrix';
import { applyOrthogonal, pivotedQrFactor, reflect } from '../../../numerics/dense/qr';

/** `count` bosons in the 2l + 1 orbitals of a radial one. */
export interface Subshell {
  readonly l: number;
  readonly count: number;
}

/** The states of total angular momentum 0 of bosons in given subshells; they do not depend on the n of these. */
export interface ScalarTemplate {
  /** The m of each boson, subshell by subshell, ascending in each; all states with Σm = 0. */
  readonly states: readonly Int8Array[];
  /** How many states are scalar. */
  readonly scalars: number;
  /** states × scalars with orthonormal columns: the scalar states. */
  readonly vectors: Float64Array;
  /**
   * Rows of `vectors` that determine the rest, and their inverse (scalars × scalars): an operator T that conserves angular
   * momentum maps the scalar states to Σ_α |α⟩T_αβ, so that T_αβ = Σ_p inverse[α, p]·⟨pivot p|T|β⟩.
   */
  readonly pivots: Int32Array;
  readonly inverse: Float64Array;
}

/** The states with Σm = total. */
function statesOf(subshells: readonly Subshell[], total: number): Int8Array[] {
  const bosons = subshells.flatMap(({ l, count }) =>
    Array.from({ length: count }, (_, k) => ({ l, first: k === 0 })),
  );
  // Σl of the bosons after each: what they can still add to Σm.
  const reach = new Int32Array(bosons.length);
  for (let at = bosons.length - 2; at >= 0; at--) reach[at] = reach[at + 1] + bosons[at + 1].l;
  const out: Int8Array[] = [];
  const m = new Int8Array(bosons.length);
  const extend = (at: number, sum: number): void => {
    if (at === bosons.length) {
      if (sum === total) out.push(m.slice());
      return;
    }
    const { l, first } = bosons[at];
    for (let value = first ? -l : m[at - 1]; value <= l; value++) {
      if (Math.abs(total - sum - value) > reach[at]) continue;
      m[at] = value;
      extend(at + 1, sum + value);
    }
  };
  extend(0, 0);
  return out;
}

/** Number of states with Σm = 0 and with Σm = 1; the scalar ones are as many as their difference. */
export function countStates(subshells: readonly Subshell[]): [zero: number, one: number] {
  let counts = new Map([[0, 1]]);
  for (const { l, count } of subshells) {
    // byCount[k]: number of ways for k bosons by their Σm.
    const byCount = Array.from({ length: count + 1 }, () => new Map<number, number>());
    byCount[0].set(0, 1);
    for (let m = -l; m <= l; m++)
      for (let k = 1; k <= count; k++)
        for (const [sum, ways] of byCount[k - 1])
          byCount[k].set(sum + m, (byCount[k].get(sum + m) ?? 0) + ways);
    const next = new Map<number, number>();
    for (const [a, x] of counts)
      for (const [b, y] of byCount[count]) next.set(a + b, (next.get(a + b) ?? 0) + x * y);
    counts = next;
  }
  return [counts.get(0) ?? 0, counts.get(1) ?? 0];
}

/** The matrix of L₊ from Σm = 0 to Σm = 1, L₊ = Σ √((l−m)(l+m+1)) a†_{m+1}a_m. */
function raising(
  subshells: readonly Subshell[],
  from: readonly Int8Array[],
  to: readonly Int8Array[],
): DenseMatrix {
  const place = new Map(to.map((state, row) => [state.join(), row]));
  const out = realMatrix(to.length, from.length);
  from.forEach((state, column) => {
    let first = 0;
    for (const { l, count } of subshells) {
      for (let at = first; at < first + count; at++) {
        const m = state[at];
        // The last of equal ones moves, so that the sequence stays ascending.
        if (m === l || (at + 1 < first + count && state[at + 1] === m)) continue;
        const here = state.subarray(first, first + count);
        const [n, next] = [m, m + 1].map((value) => here.filter((other) => other === value).length);
        const moved = state.slice();
        moved[at]++;
        const row = place.get(moved.join())!;
        out.data[row * from.length + column] += Math.sqrt((l - m) * (l + m + 1) * n * (next + 1));
      }
      first += count;
    }
  });
  return out;
}

/**
 * The scalar states of the given subshells: an orthonormal basis of the kernel of L₊ on Σm = 0, which is what the
 * reflections of the QR factors of L₊* leave beyond its range (L₊ maps onto the states with Σm = 1).
 */
export function scalarTemplate(subshells: readonly Subshell[]): ScalarTemplate {
  const states = statesOf(subshells, 0);
  const above = statesOf(subshells, 1);
  const scalars = states.length - above.length;
  if (scalars === 0) {
    const none = new Float64Array(0);
    return { states, scalars, vectors: none, pivots: new Int32Array(0), inverse: none };
  }
  let kernel = realMatrix(states.length, scalars);
  for (let c = 0; c < scalars; c++) kernel.data[(above.length + c) * scalars + c] = 1;
  if (above.length > 0) {
    const lowering = transpose(raising(subshells, states, above));
    kernel = applyOrthogonal(reflect(lowering), kernel, 1, false);
  }
  const pivots = pivotedQrFactor(transpose(kernel)).permutation.slice(0, scalars);
  const square = realMatrix(scalars, scalars);
  pivots.forEach((pivot, p) => {
    square.data.set(kernel.data.subarray(pivot * scalars, (pivot + 1) * scalars), p * scalars);
  });
  return { states, scalars, vectors: kernel.data, pivots, inverse: inverseMatrix(square).data };
}
