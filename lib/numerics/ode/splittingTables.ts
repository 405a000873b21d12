/**
 * A splitting of ż = A(z) + B(z) into the flows of A, the drifts, and of B, the kicks. The step of length dt is
 *   kick c₀, drift d₀, kick c₁, …, drift d_{s−1}, kick c_s,
 * kick c: flow of B for the time c·dt, drift d: flow of A for the time d·dt. All tables are palindromic, hence
 * time-reversible; the last kick of a step and the first of the next one are at the same place, so that a step costs
 * s = `stages` evaluations of a force.
 */
export interface Splitting {
  readonly name: string;
  readonly order: number;
  readonly stages: number;
  /** d₀ … d_{s−1}, of sum 1. */
  readonly drifts: readonly number[];
  /** c₀ … c_s, of sum 1. */
  readonly kicks: readonly number[];
  /**
   * True (Runge–Kutta–Nyström): the order needs [B,[B,[B,A]]] = 0, as with kinetic energy quadratic in the momentum and a
   * potential of position alone, in classical mechanics and for −ħ²Δ/2m + V. False: any A and B will do, also matrices.
   */
  readonly nystrom: boolean;
  readonly source: string;
}

export type SplittingName =
  | 'verlet'
  | 'yoshida4'
  | 'yoshida6'
  | 'blanesMoan4'
  | 'blanesMoan6'
  | 'blanesMoanGeneral6';

function splitting(table: Omit<Splitting, 'stages'>): Splitting {
  const drifts = Object.freeze(table.drifts);
  return Object.freeze({ ...table, stages: drifts.length, drifts, kicks: Object.freeze(table.kicks) });
}

/** A palindrome of sum 1 and the given length from its first entries; what is missing in its middle makes up the sum. */
function palindrome(length: number, first: readonly number[]): number[] {
  const sum = first.reduce((a, b) => a + b, 0);
  const odd = length % 2 === 1;
  const half = [...first, odd ? 1 - 2 * sum : 0.5 - sum];
  return [...half, ...half.slice(0, length - half.length).reverse()];
}

/** Verlet steps of the lengths w_i·dt one after the other; neighbouring half kicks are joined. */
function verletSteps(lengths: readonly number[]): { drifts: number[]; kicks: number[] } {
  const kicks = Array.from(
    { length: lengths.length + 1 },
    (_, i) => ((lengths[i - 1] ?? 0) + (lengths[i] ?? 0)) / 2,
  );
  return { drifts: [...lengths], kicks };
}

const yoshida =
  'H. Yoshida, Construction of higher order symplectic integrators, Phys. Lett. A 150 (1990) 262–268';
const blanesMoan =
  'S. Blanes and P. C. Moan, Practical symplectic partitioned Runge–Kutta and Runge–Kutta–Nyström methods, J. Comput. Appl. Math. 142 (2002) 313–330';

// Blanes and Moan print fifteen digits. The further ones are those of the nearest solution of the order conditions.
/**
 * The tables. `verlet` (Strang's splitting) is the cheapest step. Per force evaluation `blanesMoan4` is some hundred times
 * more accurate than `yoshida4`, and `blanesMoan6` than `yoshida6`, on Newton's and Schrödinger's equations, for which they
 * are made; Yoshida's are kept because everyone knows them. For other splittings take `blanesMoanGeneral6`.
 */
export const splittings: Readonly<Record<SplittingName, Splitting>> = Object.freeze({
  verlet: splitting({
    name: 'Velocity Verlet',
    order: 2,
    nystrom: false,
    ...verletSteps([1]),
    source:
      'L. Verlet, Phys. Rev. 159 (1967) 98–103; G. Strang, On the construction and comparison of difference schemes, SIAM J. Numer. Anal. 5 (1968) 506–517',
  }),
  yoshida4: splitting({
    name: 'Yoshida, order 4',
    order: 4,
    nystrom: false,
    ...verletSteps(palindrome(3, [1 / (2 - Math.cbrt(2))])),
    source: `${yoshida}, eq. (2.11)`,
  }),
  yoshida6: splitting({
    name: 'Yoshida, order 6, solution A',
    order: 6,
    nystrom: false,
    ...verletSteps(palindrome(7, [0.7845136104775573, 0.23557321335935813, -1.177679984178871])),
    source: `${yoshida}, Table 1, solution A`,
  }),
  blanesMoan4: splitting({
    name: 'Blanes–Moan SRKN6b, order 4',
    order: 4,
    nystrom: false,
    kicks: palindrome(7, [0.08298440641740502, 0.3963098014983681, -0.039056304922348434]),
    drifts: palindrome(6, [0.24529895718427117, 0.60487266571108]),
    source: `${blanesMoan}, Table 3`,
  }),
  blanesMoan6: splitting({
    name: 'Blanes–Moan SRKN11b, order 6',
    order: 6,
    nystrom: true,
    kicks: palindrome(
      12,
      [
        0.041464998518262845, 0.19812867191806655, -0.04000619210415269, 0.07525398430158034,
        -0.01151138742068777,
      ],
    ),
    drifts: palindrome(
      11,
      [
        0.12322977594627116, 0.29055379779955826, -0.1270492126254169, -0.2463317610620754,
        0.3572088727959278,
      ],
    ),
    source: `${blanesMoan}, Table 3`,
  }),
  blanesMoanGeneral6: splitting({
    name: 'Blanes–Moan S10, order 6',
    order: 6,
    nystrom: false,
    kicks: palindrome(
      11,
      [
        0.050262764400392686, 0.4135143004283438, 0.045079889794398066, -0.1880548538195689,
        0.5419606784507801,
      ],
    ),
    drifts: palindrome(
      10,
      [0.14881644790104323, -0.13238586576778363, 0.06730760469218446, 0.43266640257817357],
    ),
    source: `${blanesMoan}, Table 2`,
  }),
});
