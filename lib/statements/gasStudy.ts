import { type CoulombGasPoint, coulombGas } from './coulombGas';
import { sameSettings } from './studies';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface GasStudySettings {
  readonly until: number;
  /** The spaces of the configuration interaction and the ε for which the bosons stay in them. */
  readonly spaces: readonly {
    readonly particles: number;
    readonly shells: number;
    readonly quanta: number;
    readonly epsilons: readonly number[];
  }[];
}

/** All that the study has found so far; plain data, fit for JSON. */
export interface GasStudy {
  readonly settings: GasStudySettings;
  readonly gas: readonly CoulombGasPoint[];
}

/** Up to 10 bosons, and ε down to 0.3 for 2, 3 and 4: some minutes. */
export const gasStudySettings: GasStudySettings = Object.freeze<GasStudySettings>({
  until: 0.8,
  spaces: [
    { particles: 2, shells: 12, quanta: 24, epsilons: [1, 0.7, 0.5, 0.4, 0.3] },
    { particles: 3, shells: 12, quanta: 24, epsilons: [1, 0.7, 0.5, 0.4, 0.3] },
    { particles: 4, shells: 12, quanta: 18, epsilons: [1, 0.7, 0.5, 0.4, 0.3] },
    { particles: 6, shells: 10, quanta: 16, epsilons: [1, 0.7, 0.5, 0.4] },
    { particles: 10, shells: 10, quanta: 14, epsilons: [1, 0.7, 0.5] },
  ],
});

export interface GasStudyOptions {
  /** What an earlier run with the same settings has found; it is not computed again. */
  readonly previous?: GasStudy;
  /** Told after every point all that is known: to be stored. */
  readonly onPoint?: (study: GasStudy) => void;
}

/**
 * `coulombGas` in larger spaces, which takes too long for a notebook.
 * @throws RangeError when `previous` belongs to other settings.
 */
export function gasStudy(settings: GasStudySettings, options: GasStudyOptions = {}): GasStudy {
  const { previous, onPoint } = options;
  sameSettings(previous, settings);
  const gas = [...(previous?.gas ?? [])];
  for (const { particles, shells, quanta, epsilons } of settings.spaces)
    for (const epsilon of epsilons) {
      if (gas.some((point) => point.particles === particles && point.epsilon === epsilon)) continue;
      const space = { shells: () => shells, quanta: () => quanta };
      gas.push(...coulombGas({ sizes: [particles], epsilons: [epsilon], until: settings.until, ...space }));
      onPoint?.({ settings, gas: [...gas] });
    }
  return { settings, gas };
}

/**
 * Whether a stored study is what comes out today: ∫ρ_{N:1}e^{−|x|²/2w²} of points computed now, in smaller spaces, against the stored ones of the
 * same N and ε.
 * @throws RangeError when none is stored.
 * @example
 * checkGasStudy(coulombGas({ sizes: [2], epsilons: [1], until: 0.8 }), gasStudy({ until: 0.8, spaces: [{ particles: 2, shells: 12, quanta: 24, epsilons: [1] }] }))
 */
export function checkGasStudy(live: readonly CoulombGasPoint[], study: GasStudy): Check {
  const pairs = live.flatMap((now) =>
    study.gas
      .filter(({ particles, epsilon }) => particles === now.particles && epsilon === now.epsilon)
      .map((stored) => [now, stored] as const),
  );
  if (pairs.length === 0) throw new RangeError('the study must hold points of the N and ε of live, got none');
  return makeCheck({
    statement: '3.8',
    title: 'N bosons, computed now against stored',
    kind: 'identity',
    at: pairs.map(([{ particles }]) => particles),
    atLabel: 'N',
    lhs: pairs.map(([now]) => now.density),
    rhs: pairs.map(([, stored]) => stored.density),
    error: pairs.map(([now, stored]) => now.error.density + stored.error.density),
    errorHow: 'two shells or quanta fewer, in both',
  });
}
