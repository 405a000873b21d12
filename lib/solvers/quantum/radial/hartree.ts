import { type SpectralFilter, spectralFilter } from '../../../numerics/fourier/filter';
import { sineTransform } from '../../../numerics/fourier/sine';
import { finite, finiteArray, oneOf, optionsOf, positive, shown } from '../../../numerics/guards';
import {
  type GridPotential,
  type QuantumEnergy,
  SplitFlow,
  splittingOf,
  type WaveSolver,
} from '../grid/splitFlow';
import { radialCoulomb } from './coulomb';
import { radialEdgeMass, radialKineticEnergy, radialSpectralTail } from './observables';
import { type RadialGrid, type RadialWave, radialNorm } from './wave';

export interface RadialHartreeOptions {
  /** ψ at t = 0. It is copied. */
  readonly initial: RadialWave;
  /** λ of the interaction λ/|x|: positive repels (default 1), negative attracts. */
  readonly coupling?: number;
  /** κ of a harmonic interaction ½κ|x|² beside it; default 0. It has closed solutions. */
  readonly stiffness?: number;
  /** U(|x|), smooth as a function of x; default 0. */
  readonly external?: (r: number) => number;
  /** Mass of a particle, default 1. */
  readonly mass?: number;
  /** 2: Strang's splitting; 4 (default): that of Blanes and Moan. */
  readonly order?: 2 | 4;
}

/** Measured, per point and stage. */
const secondsPerPoint = 1e-7;

/**
 * Hartree's equation iħ∂_tψ = −½ħ²Δψ + Uψ + (V⋆|ψ|²)ψ, V = λ/|x| + ½κ|x|², for radial ψ in R³, for u = √4π·rψ on [0, R]:
 * free flights are exact in the sine series, the potential of the charge is spectrally accurate (`radialCoulomb`). Time-reversible;
 * mass is kept to rounding, the energy ⟨−½ħ²Δ + U⟩ + ½∬V(x−y)|ψ|²|ψ|² to the order of the splitting.
 *
 *     const grid = radialGrid({ radius: 20, intervals: 512 });
 *     const solver = radialHartree({ initial: radialGaussian({ grid, width: 1 }) });
 *     solver.run({ until: 2, timeStep: 0.05, samples: 20, observe: (time, state) => … });
 *
 * A strong attraction draws ψ together until the grid no longer holds it: the report then says 'grid too coarse', and
 * from there on nothing is a result. (In d = 3 the true solution exists for all times and any λ.)
 * @throws RangeError for a wave that the grid does not resolve, a coupling that is not finite, U not finite.
 */
export function radialHartree(options: RadialHartreeOptions): WaveSolver<RadialWave> {
  optionsOf('radialHartree', options, '{ initial: radialGaussian({ grid }) }', [
    'initial',
    'coupling',
    'stiffness',
    'external',
    'mass',
    'order',
  ]);
  const { initial, mass = 1, order = 4 } = options;
  checkRadialWave('initial', initial);
  positive('mass', mass);
  const table = splittingOf(oneOf('order', order, [2, 4]));
  const { grid } = initial;
  return new SplitFlow<RadialWave>(
    { ...initial, values: initial.values.slice() },
    {
      secondsPerStage: grid.points.length * secondsPerPoint,
      fly: freeFlight(grid, initial.hbar / mass),
      squaredNorm: (wave) => radialNorm(wave) ** 2,
      kineticEnergy: (wave) => radialKineticEnergy(wave, mass),
      spectralView: (wave) => ({ kinetic: radialKineticEnergy(wave, mass), tail: radialSpectralTail(wave) }),
      edgeMass: radialEdgeMass,
      finer: `${2 * grid.intervals} intervals`,
    },
    table,
    radialPotential(grid, options),
  );
}

/** ⟨−½ħ²Δ/mass⟩, ⟨U⟩ and ½∬V(x−y)|ψ(x)|²|ψ(y)|² of any radial state. */
export function radialHartreeEnergy(
  state: RadialWave,
  options: Omit<RadialHartreeOptions, 'initial' | 'order'> = {},
): QuantumEnergy {
  checkRadialWave('state', state);
  const kinetic = radialKineticEnergy(state, positive('mass', options.mass ?? 1));
  const parts = radialPotential(state.grid, options).energyOf(state.values);
  return { kinetic, ...parts, total: kinetic + parts.external + parts.interaction };
}

/** (1/|x| ⋆ |ψ|²) at the points of the grid. */
export function radialField(state: RadialWave): Float64Array {
  checkRadialWave('state', state);
  return radialCoulomb(state.grid)(state.values, new Float64Array(state.grid.points.length));
}

/** RangeError unless `wave` is a radial wave function. */
export function checkRadialWave(name: string, wave: RadialWave): void {
  if (!wave?.grid?.points || wave.values?.length !== 2 * wave.grid.points.length)
    throw new RangeError(`${name} must be a radial wave function, got ${shown(wave)}: radialWave makes one`);
  finiteArray(`${name}.values`, wave.values);
}

function radialPotential(
  grid: RadialGrid,
  {
    coupling = 1,
    stiffness = 0,
    external,
  }: Pick<RadialHartreeOptions, 'coupling' | 'stiffness' | 'external'>,
): GridPotential {
  finite('coupling', coupling);
  finite('stiffness', stiffness);
  const { points, spacing } = grid;
  const outer = points.map((r) => (external ? finite(`external at r = ${r}`, external(r)) : 0));
  const coulomb = radialCoulomb(grid, sineTransform(grid.intervals));
  const field = new Float64Array(points.length);
  /** V⋆|ψ|² in `field`: ½κ|·|²⋆|ψ|² = ½κ(r² + ⟨r²⟩). */
  const inner = (values: Float64Array): void => {
    coulomb(values, field);
    let meanSquare = 0;
    if (stiffness !== 0)
      points.forEach((r, j) => {
        meanSquare += r * r * (values[2 * j] ** 2 + values[2 * j + 1] ** 2) * spacing;
      });
    for (let j = 0; j < field.length; j++)
      field[j] = coupling * field[j] + 0.5 * stiffness * (points[j] * points[j] + meanSquare);
  };
  return {
    of: (values) => {
      inner(values);
      for (let j = 0; j < field.length; j++) field[j] += outer[j];
      return field;
    },
    energyOf: (values) => {
      inner(values);
      let [external, interaction] = [0, 0];
      for (let j = 0; j < field.length; j++) {
        const square = values[2 * j] ** 2 + values[2 * j + 1] ** 2;
        external += outer[j] * square;
        interaction += 0.5 * field[j] * square;
      }
      return { external: external * spacing, interaction: interaction * spacing };
    },
  };
}

/** u ↦ Σ b_k e^{−iτ(ħ/m)κ_k²/2} sin κ_k r through the odd continuation of u. */
function freeFlight(grid: RadialGrid, rate: number): (values: Float64Array, duration: number) => void {
  const { intervals: n, wavenumbers } = grid;
  const odd = new Float64Array(4 * n);
  const known = new Map<number, SpectralFilter>();
  const filterFor = (duration: number): SpectralFilter => {
    const found = known.get(duration);
    if (found) return found;
    const multiplier = new Float64Array(4 * n);
    for (let k = 0; k < 2 * n; k++) {
      const kappa = wavenumbers[0] * Math.min(k, 2 * n - k);
      multiplier[2 * k] = Math.cos(0.5 * duration * rate * kappa * kappa);
      multiplier[2 * k + 1] = -Math.sin(0.5 * duration * rate * kappa * kappa);
    }
    // A step of a splitting asks for the same few durations; another step, for others.
    if (known.size >= 8) known.clear();
    const filter = spectralFilter({ shape: [2 * n], multiplier });
    known.set(duration, filter);
    return filter;
  };
  return (values, duration) => {
    odd.fill(0);
    odd.set(values, 2);
    for (let i = 0; i < values.length; i += 2) {
      odd[4 * n - 2 - i] = -values[i];
      odd[4 * n - 1 - i] = -values[i + 1];
    }
    filterFor(duration).applyInto(odd, odd);
    values.set(odd.subarray(2, 2 * n));
  };
}
