import { type DenseMatrix, realMatrix } from '../../../numerics/dense/matrix';
import { finiteArray, integerIn, optionsOf } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import type { SparseMatrix } from '../../../numerics/sparse/matrix';
import { type OccupationBasis, occupationBasis } from '../bosons/occupationBasis';
import { oneBodyTable } from './oneBodyTable';
import { orbitalsOf, type RadialOrbital, radialOrbitals } from './orbitals';
import { pairMatrix, pairWork, twoBodyElement } from './pairMatrix';
import { coulombInteraction, largestShell, type RadialInteraction } from './radialInteraction';
import { excitedOrbitals, type ScalarBasis, scalarBasis } from './scalarBasis';
import {
  densityDeviation,
  densityShells,
  type ScalarDensity,
  type ScalarDeviation,
  scalarDensity,
} from './scalarDensity';

/** Elementary steps that the matrix of the pairs may take, some minutes. */
const largestWork = 3e9;
/** Largest sum of the shells. */
const largestQuanta = 120;

export interface SphericalBosonsOptions {
  /** N. */
  readonly particles: number;
  /** The orbitals are those of the oscillator's shells 2n + l = 0, …, shells: (S+1)(S+2)(S+3)/6 of them. */
  readonly shells: number;
  /** Largest sum of the shells of all bosons; by default N·shells, so that all states of the orbitals are there. */
  readonly quanta?: number;
  /** V; by default 1/|x|, `coulombInteraction(shells)`. */
  readonly interaction?: RadialInteraction;
  /** Hears the blocks of rows of the matrix. */
  readonly onProgress?: OnProgress;
}

/**
 * N bosons in the orbitals of an isotropic oscillator, restricted to the states of total angular momentum 0 and even
 * parity, which every rotation-invariant evolution from a product of Gaussians stays in: full configuration interaction.
 * Lengths are in units of the trap's length √(ħ/ω₀), energies in units of ħω₀. State 0 has all bosons in the Gaussian 0s.
 * States are interleaved complex arrays of length 2·dimension.
 */
export interface SphericalBosons {
  readonly particles: number;
  readonly shells: number;
  readonly quanta: number;
  readonly interaction: RadialInteraction;
  readonly radial: readonly RadialOrbital[];
  /** Number of orbitals, the m counted. */
  readonly orbitals: number;
  readonly dimension: number;
  /** Σ_j (shell of j) of each state: the oscillator's energy less 3N/2. */
  readonly excitation: Float64Array;
  /** (1/N)Σ_{k<l}V(x_k − x_l). */
  readonly pairs: SparseMatrix;
  /** R_{N:1}. */
  density(state: ArrayLike<number>): ScalarDensity;
  /** R_{N:1} compared with the projection on ψ = Σ c_n|n, l = 0⟩, c interleaved; missing c_n count as 0. */
  deviation(state: ArrayLike<number>, orbital: ArrayLike<number>): ScalarDeviation;
  /** Σ of the occupations n_f/N of the orbitals in each shell, 0 … shells: their sum is ‖Ψ‖². */
  shellWeights(state: ArrayLike<number>): Float64Array;
  /**
   * Probabilities of Σ shell = 0, …, quanta (odd ones are 0). What lies at the upper end tells whether the quanta suffice: a
   * condensate of many bosons that changes its form takes N times the quanta of one.
   */
  quantaWeights(state: ArrayLike<number>): Float64Array;
  /** The state in the occupation basis of all orbitals, numbered as in `orbitalPairs`: for small spaces; R_{N:2} from there. */
  expand(state: ArrayLike<number>): { readonly basis: OccupationBasis; readonly state: Float64Array };
}

/**
 * Full configuration interaction of N bosons in oscillator shells.
 * @example
 * const space = sphericalBosons({ particles: 3, shells: 6 });          // 84 orbitals: 243 states
 * @throws RangeError, before the work starts, when the space is too large: more than 9000 states of angular momentum 0,
 * 2²² with L_z = 0, 2500 of these in one configuration, 120 quanta, or 3·10⁹ steps for the matrix.
 */
export function sphericalBosons(options: SphericalBosonsOptions): SphericalBosons {
  optionsOf('sphericalBosons', options, '{ particles: 3, shells: 6 }', [
    'particles',
    'shells',
    'quanta',
    'interaction',
    'onProgress',
  ]);
  const particles = integerIn('particles', options.particles, 1, 1e6);
  const shells = integerIn('shells', options.shells, 0, largestShell);
  const most = Math.min(particles * shells, largestQuanta);
  const quanta = integerIn('quanta', options.quanta ?? particles * shells, 0, most);
  const { interaction: given } = options;
  if (given && given.shells < shells)
    throw new RangeError(`interaction must be made for at least ${shells} shells, got ${given.shells}`);
  const radial = radialOrbitals(shells);
  const basis = scalarBasis(radial, particles, quanta);
  const { dimension, orbitals } = basis;
  const work = pairWork(basis);
  if (work > largestWork)
    throw new RangeError(
      `the matrix of the pairs must take at most ${largestWork} steps, got about ${work.toPrecision(2)} for ${particles} ` +
        `bosons in ${orbitals.count} orbitals: choose fewer shells or quanta`,
    );
  const total = basis.blocks.length;
  const interaction = given ? translated(given, shells) : coulombInteraction(shells);
  const pairs = pairMatrix(basis, interaction, (done) => options.onProgress?.(done, total));
  const table = oneBodyTable(basis);
  const excitation = new Float64Array(dimension);
  for (const { first, template, configuration } of basis.blocks)
    excitation.fill(configuration.quanta, first, first + template.scalars);
  const checked = (state: ArrayLike<number>): Float64Array => finiteArray('state', state, 2 * dimension);
  const density = (state: ArrayLike<number>): ScalarDensity =>
    scalarDensity(radial, particles, table, checked(state));
  function quantaWeights(state: ArrayLike<number>): Float64Array {
    const psi = checked(state);
    const weights = new Float64Array(quanta + 1);
    excitation.forEach((q, k) => {
      weights[q] += psi[2 * k] ** 2 + psi[2 * k + 1] ** 2;
    });
    return weights;
  }

  return {
    particles,
    shells,
    quanta,
    interaction,
    radial,
    orbitals: orbitals.count,
    dimension,
    excitation,
    pairs,
    density,
    deviation: (state, orbital) => densityDeviation(density(state), orbital),
    shellWeights: (state) => densityShells(density(state)),
    quantaWeights,
    expand: (state) => expanded(basis, checked(state)),
  };
}

function expanded(
  { particles, orbitals, blocks }: ScalarBasis,
  from: Float64Array,
): { basis: OccupationBasis; state: Float64Array } {
  const basis = occupationBasis({ particles, modes: orbitals.count });
  const state = new Float64Array(2 * basis.dimension);
  for (const block of blocks) {
    const { scalars, vectors, states } = block.template;
    for (let s = 0; s < states.length; s++) {
      const excited = excitedOrbitals(block, s, orbitals);
      const n = new Int32Array(orbitals.count);
      n[0] = particles - excited.length;
      for (const p of excited) n[p]++;
      const at = 2 * basis.indexOf(n);
      for (let c = 0; c < scalars; c++) {
        const factor = vectors[s * scalars + c];
        state[at] += factor * from[2 * (block.first + c)];
        state[at + 1] += factor * from[2 * (block.first + c) + 1];
      }
    }
  }
  return { basis, state };
}

/** Numbers of the radial orbitals depend on the number of shells: those of `shells` in an interaction for more. */
function translated(interaction: RadialInteraction, shells: number): RadialInteraction {
  if (interaction.shells === shells) return interaction;
  const large = radialOrbitals(interaction.shells);
  const place = radialOrbitals(shells).map(({ n, l }) => large.findIndex((f) => f.n === n && f.l === l));
  const integral: RadialInteraction['integral'] = (k, a, c, b, d) =>
    interaction.integral(k, place[a], place[c], place[b], place[d]);
  return { shells, degree: interaction.degree, integral };
}

/**
 * ⟨ij|V|kl⟩ between the orbitals (n, l, m) of the shells of an interaction, in the order of `radialOrbitals`, with m
 * ascending for each: row i·M + j, column k·M + l, as `orbitalBosons` takes it.
 * @throws RangeError for more than 35 orbitals.
 */
export function orbitalPairs(interaction: RadialInteraction): DenseMatrix {
  const { shells } = interaction;
  integerIn('interaction.shells', shells, 0, 4);
  const orbitals = orbitalsOf(radialOrbitals(shells));
  const { count, m } = orbitals;
  const element = twoBodyElement(orbitals, interaction);
  const out = realMatrix(count * count, count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++)
      for (let k = 0; k < count; k++)
        for (let l = 0; l < count; l++)
          if (m[i] + m[j] === m[k] + m[l])
            out.data[(i * count + j) * count * count + k * count + l] = element(i, j, k, l);
  return out;
}
