import { finite, integerIn, oneOf, optionsOf, shown } from '../../../numerics/guards';
import { type SplittingName, splittings } from '../../../numerics/ode/splittingTables';
import { type Density, type Labels, newLabels, sampleVelocity } from './labels';

export interface EulerPoissonParameters {
  /** ρ^in(x, y, z) ≥ 0, smooth, of mass 1. */
  readonly density: Density;
  /** u^in(x, y, z), three components; default 0, at rest. */
  readonly velocity?: (x: number, y: number, z: number) => ArrayLike<number>;
  /** The box that holds ρ^in, one number for all axes or three. */
  readonly low: number | readonly number[];
  readonly high: number | readonly number[];
  /** Cells of labels along the axes, in [8, 96]; default 32. */
  readonly cells?: number | readonly number[];
  /** Cells of the field's mesh along the sides of the cloud, on the mean, in [16, 128]; default 1½ times the cells. */
  readonly mesh?: number;
  /** Divides ρ^in by its mass; default false. */
  readonly normalise?: boolean;
  /** Gravitation, +∇φ_ρ instead of −∇φ_ρ; default false. */
  readonly attractive?: boolean;
  /** Default `verlet`; the others are for small errors in time. */
  readonly integrator?: SplittingName;
}

/** Checked, with samples. */
export interface EulerPoissonData {
  readonly labels: Labels;
  readonly velocity: Float64Array;
  readonly density: Density;
  readonly mesh: number;
  /** 1, or −1 for attraction. */
  readonly sign: number;
  readonly integrator: SplittingName;
}

const keys = [
  'density',
  'velocity',
  'low',
  'high',
  'cells',
  'mesh',
  'normalise',
  'attractive',
  'integrator',
] as const;

export function eulerPoissonData(parameters: EulerPoissonParameters): EulerPoissonData {
  optionsOf('eulerPoisson', parameters, '{ density, low: -6, high: 6 }', keys);
  const { density, velocity, normalise = false, attractive = false, integrator = 'verlet' } = parameters;
  if (typeof density !== 'function')
    throw new RangeError(`density must be a function of x, y, z, got ${shown(density)}`);
  if (velocity !== undefined && typeof velocity !== 'function')
    throw new RangeError(`velocity must be a function of x, y, z, got ${shown(velocity)}`);
  const low = triple('low', parameters.low, finite);
  const high = triple('high', parameters.high, finite);
  low.forEach((value, a) => {
    if (!(value < high[a]))
      throw new RangeError(`low must be < high along axis ${a}, got ${value} and ${high[a]}`);
  });
  const cells = triple('cells', parameters.cells ?? 32, (name, value) => integerIn(name, value, 8, 96));
  const usual = Math.round(1.5 * Math.cbrt(cells[0] * cells[1] * cells[2]));
  const mesh = integerIn('mesh', parameters.mesh ?? Math.min(128, Math.max(16, usual)), 16, 128);
  oneOf('integrator', integrator, Object.keys(splittings) as SplittingName[]);
  const labels = newLabels({ density, low, high, cells, normalise });
  return {
    labels,
    velocity: sampleVelocity(velocity ?? (() => [0, 0, 0]), labels),
    density,
    mesh,
    sign: attractive ? -1 : 1,
    integrator,
  };
}

function triple(
  name: string,
  value: number | readonly number[],
  check: (name: string, value: number) => number,
): number[] {
  if (typeof value === 'number') return new Array<number>(3).fill(check(name, value));
  if (!Array.isArray(value) || value.length !== 3)
    throw new RangeError(`${name} must be a number or three numbers, one an axis, got ${shown(value)}`);
  return value.map((entry, a) => check(`${name}[${a}]`, entry));
}
