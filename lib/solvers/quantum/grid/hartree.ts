import type { Interaction } from '../../../interactions/types';
import { convolution } from '../../../numerics/fourier/convolution';
import { optionsOf } from '../../../numerics/guards';
import { type GridSolverOptions, gridFlow, type QuantumGridSolver } from './flow';
import { type QuantumGrid, sampleOnGrid } from './grid';
import { interactionSamples } from './interaction';
import { densityInto, kineticEnergy } from './observables';
import type { GridPotential, QuantumEnergy } from './splitFlow';
import { isTruncated, truncatedSamples } from './truncated';
import { checkWave, type WaveFunction } from './wave';

export interface HartreeOptions extends GridSolverOptions {
  /** V, of the dimension of the grid; on a torus its period must divide the lengths. */
  readonly interaction: Interaction;
}

/**
 * Hartree's equation iħ∂_tψ = −½ħ²Δψ + Uψ + (V⋆|ψ|²)ψ (§2.5) in d = 1, 2, 3 by splitting: free flights are exact in Fourier
 * space, and so are the kicks by U + V⋆|ψ|², which do not change |ψ|². Time-reversible; mass is kept to rounding, the
 * energy ⟨−½ħ²Δ + U⟩ + ½∬V(x−y)|ψ|²|ψ|² to the order of the splitting. Fields of Coulomb's and Yukawa's potential in
 * three-dimensional boxes are spectrally accurate (`Interaction.truncatedFourier`).
 * @example
 * const grid = quantumGrid({ low: 0, high: 2 * Math.PI, points: 256, periodic: true });
 * const initial = gaussianPacket({ grid, hbar: 0.1, centre: Math.PI, width: 0.3 });
 * const solver = hartreeSolver({ initial, interaction: potentialCosine() });
 * solver.run({ until: 10, timeStep: 0.05, samples: 100, observe: (time, state) => … });
 * @throws RangeError for a state of several particles or one that the grid does not resolve, an interaction of another
 * dimension or period, potentials that are not finite.
 */
export function hartreeSolver(options: HartreeOptions): QuantumGridSolver {
  optionsOf('hartreeSolver', options, '{ initial, interaction }', [
    'interaction',
    'initial',
    'external',
    'mass',
    'order',
  ]);
  const { initial, interaction, external } = options;
  checkOne('initial', initial);
  return gridFlow(options, hartreePotential(initial.grid, interaction, external));
}

/** ⟨−½ħ²Δ/mass⟩, ⟨U⟩ and ½∬V(x−y)|ψ(x)|²|ψ(y)|² of any state; a solver knows that of its own. */
export function hartreeEnergy(
  state: WaveFunction,
  { interaction, external, mass = 1 }: Pick<HartreeOptions, 'interaction' | 'external' | 'mass'>,
): QuantumEnergy {
  checkOne('state', state);
  const kinetic = kineticEnergy(state, mass);
  const parts = hartreePotential(state.grid, interaction, external).energyOf(state.values);
  return { kinetic, ...parts, total: kinetic + parts.external + parts.interaction };
}

/** U + V⋆|ψ|² at the points. */
export function hartreeField(
  state: WaveFunction,
  { interaction, external }: Pick<HartreeOptions, 'interaction' | 'external'>,
): Float64Array {
  checkOne('state', state);
  return hartreePotential(state.grid, interaction, external).of(state.values);
}

function checkOne(name: string, state: WaveFunction): void {
  checkWave(name, state);
  const { particles } = state;
  if (particles !== 1)
    throw new RangeError(`Hartree's equation is for a state of one particle, got one of ${particles}`);
}

function hartreePotential(
  grid: QuantumGrid,
  interaction: Interaction,
  external?: (x: Float64Array) => number,
): GridPotential {
  const outer = external && sampleOnGrid('external', grid, external);
  const meanField = convolution({
    shape: grid.points,
    spacing: grid.spacing,
    kernel: isTruncated(interaction, grid)
      ? truncatedSamples(interaction, grid)
      : interactionSamples(interaction, grid),
    boundary: grid.periodic ? 'periodic' : 'free',
  });
  const density = new Float64Array(grid.size);
  const field = new Float64Array(grid.size);
  const inner = (psi: Float64Array): Float64Array => meanField.applyInto(densityInto(psi, density), field);
  return {
    of: (psi) => {
      inner(psi);
      if (outer) for (let i = 0; i < field.length; i++) field[i] += outer[i];
      return field;
    },
    energyOf: (psi) => {
      inner(psi);
      let [external, interaction] = [0, 0];
      for (let i = 0; i < field.length; i++) {
        if (outer) external += outer[i] * density[i];
        interaction += 0.5 * field[i] * density[i];
      }
      return { external: external * grid.cell, interaction: interaction * grid.cell };
    },
  };
}
