import { radialNormal } from '../densities';
import { radialEulerPoisson } from '../solvers/fluid';
import { modulatedRun } from './modulatedEnergy';
import { sameSettings } from './studies';

export interface ModulatedStudySettings {
  /** a of u^in = −a·r·e^{−r²/8}, for a normal law of deviation 1. */
  readonly inflow: number;
  readonly until: number;
  readonly timeStep: number;
  readonly samples: number;
  /** N, from quiet starts. */
  readonly sizes: readonly number[];
}

/** The modulated energy of one N along its run. */
export interface ModulatedStudyRun {
  readonly particles: number;
  readonly times: readonly number[];
  readonly kinetic: readonly number[];
  readonly interaction: readonly number[];
  readonly energyDrift: number;
}

/** All that the study has found so far; plain data, fit for JSON. */
export interface ModulatedStudy {
  readonly settings: ModulatedStudySettings;
  readonly runs: readonly ModulatedStudyRun[];
}

/** Up to 10⁴ particles: a minute or two. */
export const modulatedStudySettings: ModulatedStudySettings = Object.freeze<ModulatedStudySettings>({
  inflow: 0.2,
  until: 2,
  timeStep: 0.1,
  samples: 20,
  sizes: [100, 1000, 10_000],
});

export interface ModulatedStudyOptions {
  /** What an earlier run with the same settings has found; it is not computed again. */
  readonly previous?: ModulatedStudy;
  /** Told after every N all that is known: to be stored. */
  readonly onPoint?: (study: ModulatedStudy) => void;
}

/**
 * `modulatedRun` with more particles than a notebook has time for.
 * @throws RangeError when `previous` belongs to other settings.
 */
export function modulatedStudy(
  settings: ModulatedStudySettings,
  options: ModulatedStudyOptions = {},
): ModulatedStudy {
  const { previous, onPoint } = options;
  sameSettings(previous, settings);
  const { inflow, sizes, ...run } = settings;
  const fluid = radialEulerPoisson({
    density: radialNormal(),
    velocity: (r) => -inflow * r * Math.exp((-r * r) / 8),
  });
  const runs = [...(previous?.runs ?? [])];
  for (const particles of sizes) {
    if (runs.some((known) => known.particles === particles)) continue;
    const { times, energies, energyDrift } = modulatedRun({ fluid, particles, ...run });
    runs.push({
      particles,
      times: Array.from(times),
      kinetic: energies.map(({ kinetic }) => kinetic),
      interaction: energies.map(({ interaction }) => interaction),
      energyDrift,
    });
    onPoint?.({ settings, runs: [...runs] });
  }
  return { settings, runs };
}
