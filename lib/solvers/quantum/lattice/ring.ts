import { wholeTurns } from '../../../interactions/period';
import type { Interaction } from '../../../interactions/types';
import { finite, integerIn, optionsOf, positive, shown } from '../../../numerics/guards';
import { circleKinetic } from './kinetic';
import { largestLattice, type QuantumLattice, quantumLattice } from './lattice';

export interface RingLatticeOptions {
  /** L, the number of points x_j = j·length/L on the circle. */
  readonly sites: number;
  /** Length of the circle; default 2π. */
  readonly length?: number;
  /** ħ of the kinetic energy and of the equations. */
  readonly hbar: number;
  /** Of one particle; default 1. */
  readonly mass?: number;
  /**
   * V: an interaction whose period divides `length`; or a function of the difference z, |z| ≤ length/2, even; or its L values
   * at the differences x_j.
   */
  readonly interaction: Interaction | ((z: number) => number) | ArrayLike<number>;
  /** U: a function of the place x in [0, length), or its L values; none by default. */
  readonly external?: ((x: number) => number) | ArrayLike<number>;
}

/**
 * Particles on a circle: K = −(ħ²/2m)∂² at equidistant points as of `circleKinetic`, with V and U at those points. The wave
 * functions are vectors with Σ_j|ψ(x_j)|² = 1, a sum and no integral: `latticeWave` makes them.
 * @example
 * const lattice = ringLattice({ sites: 16, hbar: 0.5, interaction: potentialCosine(), external: (x) => Math.cos(2 * x) });
 * const psi = latticeWave(lattice, (x) => Math.exp(Math.cos(x)));
 * latticeHartree(lattice, psi, 1).at(1); // 32 interleaved amplitudes
 * @throws RangeError for a V that is not even or not periodic, and for values that are not finite.
 */
export function ringLattice(options: RingLatticeOptions): QuantumLattice {
  optionsOf('ringLattice', options, '{ sites: 8, hbar: 0.5, interaction: (z) => Math.cos(z) }', [
    'sites',
    'length',
    'hbar',
    'mass',
    'interaction',
    'external',
  ]);
  const { interaction, external, length = 2 * Math.PI, mass = 1 } = options;
  const sites = integerIn('sites', options.sites, 1, largestLattice);
  const hbar = positive('hbar', options.hbar);
  positive('length', length);
  const positions = Float64Array.from({ length: sites }, (_, x) => (x * length) / sites);
  // V is asked at −z for the second half of the circle: a function that is not even is then refused, not mirrored.
  const differences = positions.map((z, x) => (2 * x <= sites ? z : ((x - sites) * length) / sites));
  const lattice = quantumLattice({
    kinetic: circleKinetic(sites, length, hbar / Math.sqrt(positive('mass', mass))),
    interaction: isInteraction(interaction)
      ? interactionOnCircle(interaction, sites, length)
      : sampled('interaction', interaction, differences),
    external: external === undefined ? undefined : sampled('external', external, positions),
    hbar,
  });
  return { ...lattice, positions };
}

function isInteraction(given: RingLatticeOptions['interaction']): given is Interaction {
  return typeof (given as Interaction | undefined)?.value === 'function';
}

/** f at the points; values are left for `quantumLattice` to check. */
function sampled(
  name: string,
  f: ((x: number) => number) | ArrayLike<number>,
  points: Float64Array,
): ArrayLike<number> {
  return typeof f === 'function' ? points.map((x) => finite(`${name}(${x})`, f(x))) : f;
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
