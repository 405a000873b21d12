import { wigner3j } from '../../../numerics/special/wigner';

/** A radial function of the isotropic oscillator, in the shell 2n + l. */
export interface RadialOrbital {
  readonly n: number;
  readonly l: number;
  readonly shell: number;
}

/**
 * The radial orbitals of the shells 0, …, `shells`, ordered by l and then by n: number 0 is the Gaussian 0s. In units of the
 * trap's length √(ħ/ω₀) the orbital is R_nl(r)Y_lm, R_nl = √(2·n!/Γ(n+l+3/2))·r^l e^{−r²/2}L_n^{(l+½)}(r²) > 0 near r = 0.
 */
export function radialOrbitals(shells: number): RadialOrbital[] {
  const out: RadialOrbital[] = [];
  for (let l = 0; l <= shells; l++)
    for (let n = 0; 2 * n + l <= shells; n++) out.push({ n, l, shell: 2 * n + l });
  return out;
}

/** Orbitals (radial, m), m = −l … l, numbered in the order of the radial ones: number 0 is 0s. */
export interface Orbitals {
  readonly radial: readonly RadialOrbital[];
  readonly count: number;
  /** The largest l. */
  readonly momentum: number;
  /** The number of (radial, m = 0). */
  readonly centre: Int32Array;
  readonly radialOf: Int32Array;
  readonly m: Int32Array;
  readonly shell: Int32Array;
  /** 1 for odd l. */
  readonly parity: Int32Array;
}

export function orbitalsOf(radial: readonly RadialOrbital[]): Orbitals {
  const centre = new Int32Array(radial.length);
  const table: [radial: number, m: number][] = [];
  radial.forEach(({ l }, f) => {
    centre[f] = table.length + l;
    for (let m = -l; m <= l; m++) table.push([f, m]);
  });
  const column = (value: (f: number, m: number) => number): Int32Array =>
    Int32Array.from(table, ([f, m]) => value(f, m));
  return {
    radial,
    count: table.length,
    momentum: radial.reduce((most, { l }) => Math.max(most, l), 0),
    centre,
    radialOf: column((f) => f),
    m: column((_, m) => m),
    shell: column((f) => radial[f].shell),
    parity: column((f) => radial[f].l % 2),
  };
}

/**
 * ⟨lm|C^k_{m−m′}|l′m′⟩ with C^k_q = √(4π/(2k+1))·Y_kq, for l, l′ ≤ largest: the c^k of E. Condon and G. Shortley, The Theory
 * of Atomic Spectra (1935), 6⁸.
 */
export function gauntTable(
  largest: number,
): (k: number, l: number, m: number, l2: number, m2: number) => number {
  const side = (largest + 1) ** 2;
  const tables = Array.from({ length: 2 * largest + 1 }, () => new Float64Array(side * side));
  const at = (l: number, m: number, l2: number, m2: number): number =>
    (l * (l + 1) + m) * side + l2 * (l2 + 1) + m2;
  for (let l = 0; l <= largest; l++)
    for (let l2 = 0; l2 <= l; l2++)
      for (let k = l - l2; k <= l + l2; k += 2) {
        const table = tables[k];
        const reduced = Math.sqrt((2 * l + 1) * (2 * l2 + 1)) * wigner3j(l, k, l2, 0, 0, 0);
        for (let m = 0; m <= l; m++)
          for (let m2 = Math.max(-l2, m - k); m2 <= Math.min(l2, m + k); m2++) {
            const value = (m % 2 ? -1 : 1) * reduced * wigner3j(l, k, l2, -m, m - m2, m2);
            const exchanged = (m - m2) % 2 ? -value : value;
            table[at(l, m, l2, m2)] = table[at(l, -m, l2, -m2)] = value;
            table[at(l2, m2, l, m)] = table[at(l2, -m2, l, -m)] = exchanged;
          }
      }
  return (k, l, m, l2, m2) => tables[k][at(l, m, l2, m2)];
}
