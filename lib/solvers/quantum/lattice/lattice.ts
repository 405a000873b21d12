import { wholeTurns } from '../../../interactions/period';
import type { Interaction } from '../../../interactions/types';
import { checkHermitian, complexMatrix, type DenseMatrix, realMatrix } from '../../../numerics/dense/matrix';
import { wavenumbers } from '../../../numerics/fourier/spectral';
import { finite, finiteArray, integerIn, optionsOf, positive, shown } from '../../../numerics/guards';

/** Sites that a lattice may have: its one-particle operators are dense matrices. */
export const largestLattice = 4096;

/**
 * One particle on the sites 0, …, L−1 of a ring and the pair interaction between two of them. The Hamiltonian of N
 * particles is ĤN = Σ_j h_j + (1/N)Σ_{k<l} V(x_k − x_l), differences modulo L. Everything that the notes prove for the
 * torus holds here as an identity between matrices.
 */
export interface QuantumLattice {
  readonly sites: number;
  readonly hbar: number;
  /** h = K + U, Hermitian, sites × sites. */
  readonly oneBody: DenseMatrix;
  /** V(x) for x = 0, …, L−1, with V(−x) = V(L−x) = V(x). */
  readonly interaction: Float64Array;
}

export interface QuantumLatticeOptions {
  /** K, Hermitian; its size is the number of sites. */
  readonly kinetic: DenseMatrix;
  /** V at the differences 0, …, L−1; even. */
  readonly interaction: ArrayLike<number>;
  /** U at the sites; 0 by default. */
  readonly external?: ArrayLike<number>;
  /** Default 1. */
  readonly hbar?: number;
}

/**
 * A lattice from K, V and U, checked and copied.
 * @throws RangeError unless K is Hermitian, V even within 1e−12 of its largest value, and ħ > 0.
 */
export function quantumLattice(options: QuantumLatticeOptions): QuantumLattice {
  optionsOf('quantumLattice', options, '{ kinetic: ringHopping(4, 1), interaction: [0, 1, 2, 1] }');
  const { kinetic, hbar = 1 } = options;
  checkHermitian('kinetic', kinetic);
  const sites = integerIn('kinetic.rows', kinetic.rows, 1, largestLattice);
  const interaction = finiteArray('interaction', options.interaction, sites);
  checkEven(interaction);
  const oneBody: DenseMatrix = { ...kinetic, data: kinetic.data.slice() };
  if (options.external !== undefined) {
    const width = oneBody.kind === 'real' ? 1 : 2;
    const external = finiteArray('external', options.external, sites);
    for (let x = 0; x < sites; x++) oneBody.data[width * x * (sites + 1)] += external[x];
  }
  return { sites, hbar: positive('hbar', hbar), oneBody, interaction };
}

function checkEven(interaction: Float64Array): void {
  const { length } = interaction;
  const x = unevenAt(interaction);
  if (x > 0)
    throw new RangeError(
      `interaction must be even, V(${x}) = V(${length - x}) modulo ${length} sites, got ${interaction[x]} and ${interaction[length - x]}`,
    );
}

/** The first x with V(x) ≠ V(L−x), beyond 1e−12 of the largest |V|; −1 for an even V. */
export function unevenAt(interaction: Float64Array): number {
  const { length } = interaction;
  const largest = interaction.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return interaction.findIndex((v, x) => x > 0 && Math.abs(v - interaction[length - x]) > 1e-12 * largest);
}

/** K with −J between neighbours on the ring of `sites` ≥ 2; the two sites of a dimer have one bond, K = −Jσ_x. */
export function ringHopping(sites: number, amplitude: number): DenseMatrix {
  integerIn('sites', sites, 2, largestLattice);
  const out = realMatrix(sites, sites);
  for (let x = 0; x < sites; x++) {
    const next = (x + 1) % sites;
    out.data[x * sites + next] = -finite('amplitude', amplitude);
    out.data[next * sites + x] = -amplitude;
  }
  return out;
}

/**
 * −½ħ²∂² on a circle of the given length at `sites` equidistant points, exact for trigonometric polynomials of degree
 * below sites/2: the real matrix (1/L)Σ_k ½ħ²k² cos k(x − y).
 */
export function circleKinetic(sites: number, length: number, hbar = 1): DenseMatrix {
  integerIn('sites', sites, 1, largestLattice);
  positive('hbar', hbar);
  const spacing = positive('length', length) / sites;
  const row = new Float64Array(sites);
  for (const k of wavenumbers(sites, length))
    for (let x = 0; x < sites; x++) row[x] += ((hbar * k) ** 2 / (2 * sites)) * Math.cos(k * x * spacing);
  const out = realMatrix(sites, sites);
  for (let x = 0; x < sites; x++)
    for (let y = 0; y < sites; y++) out.data[x * sites + y] = row[Math.abs(x - y)];
  return out;
}

/**
 * The Hermitian matrix with the eigenvalue symbol[k] on the character e^{2πikx/L}: every translation-invariant K, even or
 * not, (K)_{xy} = (1/L)Σ_k symbol[k] e^{2πik(x−y)/L}.
 */
export function translationInvariant(symbol: ArrayLike<number>): DenseMatrix {
  const values = finiteArray('symbol', symbol);
  const sites = integerIn('symbol.length', values.length, 1, largestLattice);
  const out = complexMatrix(sites, sites);
  for (let difference = 0; difference < sites; difference++) {
    let [re, im] = [0, 0];
    values.forEach((value, k) => {
      const angle = (2 * Math.PI * ((k * difference) % sites)) / sites;
      re += (value / sites) * Math.cos(angle);
      im += (value / sites) * Math.sin(angle);
    });
    for (let y = 0; y < sites; y++) {
      const at = 2 * (((y + difference) % sites) * sites + y);
      out.data[at] = re;
      out.data[at + 1] = im;
    }
  }
  return out;
}

/** V of an interaction of period `length` (d = 1) at the differences of `sites` equidistant points on that circle. */
export function interactionOnCircle(interaction: Interaction, sites: number, length: number): Float64Array {
  integerIn('sites', sites, 1, largestLattice);
  positive('length', length);
  if (interaction.dimension !== 1 || !wholeTurns(interaction.period, length))
    throw new RangeError(
      `interaction must have dimension 1 and a period that divides the circle's length ${length}, got ${interaction.name} ` +
        `with dimension ${interaction.dimension} and period ${shown(interaction.period)}`,
    );
  const z = new Float64Array(1);
  return Float64Array.from({ length: sites }, (_, x) => {
    z[0] = (Math.min(x, sites - x) * length) / sites;
    return interaction.value(z);
  });
}

/**
 * The coefficients v̂_k = (1/L)Σ_x V(x)e^{−2πikx/L} of an even V on a ring, real, k = 0, …, L−1.
 * @throws RangeError unless V is even within 1e−12 of its largest value.
 */
export function ringFourierCoefficients(interaction: ArrayLike<number>): Float64Array {
  const v = ringValues(interaction);
  checkEven(v);
  return v.map((_, k) => coefficient(v, k)[0]);
}

/** Σ_k|v̂_k|, the ‖V̂‖_{L¹}/(2π)^d of a ring, for any V; without k = 0 if `zero` is false. */
export function ringFourierMass(interaction: ArrayLike<number>, zero: boolean = true): number {
  const v = ringValues(interaction);
  return v.reduce((sum, _, k) => (k === 0 && !zero ? sum : sum + Math.hypot(...coefficient(v, k))), 0);
}

function ringValues(interaction: ArrayLike<number>): Float64Array {
  const v = finiteArray('interaction', interaction);
  integerIn('interaction.length', v.length, 1);
  return v;
}

function coefficient(v: Float64Array, k: number): [re: number, im: number] {
  let [re, im] = [0, 0];
  v.forEach((value, x) => {
    const angle = (2 * Math.PI * ((k * x) % v.length)) / v.length;
    re += (value / v.length) * Math.cos(angle);
    im -= (value / v.length) * Math.sin(angle);
  });
  return [re, im];
}

/** out(x) = (V⋆ρ)(x) = Σ_y V(x − y)ρ(y) on the ring. Nothing is checked. */
export function meanFieldInto(
  { sites, interaction }: QuantumLattice,
  density: ArrayLike<number>,
  out: Float64Array,
): Float64Array {
  for (let x = 0; x < sites; x++) {
    let sum = 0;
    for (let y = 0; y < sites; y++) sum += interaction[x < y ? y - x : x - y] * density[y];
    out[x] = sum;
  }
  return out;
}
