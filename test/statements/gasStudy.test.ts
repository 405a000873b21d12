import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkCoulombGas,
  checkGasCurrent,
  checkGasStudy,
  coulombGas,
  coulombPairMeans,
  type GasStudy,
  type GasStudySettings,
  gasStudy,
  gasStudySettings,
} from '../../lib/index';

const stored = JSON.parse(readFileSync(join(__dirname, '../../data/gas.json'), 'utf8')) as GasStudy & {
  complete: boolean;
};

const tiny: GasStudySettings = {
  until: 0.4,
  spaces: [
    { particles: 2, shells: 6, quanta: 8, epsilons: [1, 0.7] },
    { particles: 3, shells: 6, quanta: 8, epsilons: [1] },
  ],
};

describe('gasStudy', () => {
  const states: GasStudy[] = [];
  const whole = gasStudy(tiny, { onPoint: (known) => states.push(known) });

  it('tells of every point, and goes on from any interruption', () => {
    expect(states.map(({ gas }) => gas.length)).toEqual([1, 2, 3]);
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
    for (const state of states) {
      let points = 0;
      const previous = JSON.parse(JSON.stringify(state)) as GasStudy;
      expect(gasStudy(tiny, { previous, onPoint: () => points++ })).toEqual(whole);
      expect(points).toBe(3 - state.gas.length);
    }
    expect(() => gasStudy({ ...tiny, until: 0.5 }, { previous: whole })).toThrow(/previous must belong/);
  });
});

describe('the stored study', () => {
  it('is complete and belongs to the settings of the library', () => {
    expect(stored.complete).toBe(true);
    expect(stored.settings).toEqual(gasStudySettings);
    expect(stored.gas.map(({ particles, epsilon }) => [particles, epsilon])).toEqual(
      gasStudySettings.spaces.flatMap(({ particles, epsilons }) => epsilons.map((e) => [particles, e])),
    );
    for (const { error } of stored.gas) expect(Number.isFinite(error.density)).toBe(true);
  });

  const live = coulombGas({ sizes: [2, 3], epsilons: [1, 0.5], until: gasStudySettings.until });

  it('agrees with smaller spaces within the errors of both', () => {
    expect(checkGasStudy(live, stored).verdict).not.toBe('violated');
    const wrong = live.map((point) => ({ ...point, density: point.density + 0.01 }));
    expect(checkGasStudy(wrong, stored).verdict).toBe('violated');
    expect(() => checkGasStudy(live, { ...stored, gas: [] })).toThrow(/the study must hold points/);
  });

  it('has errors that hold against the exact pair, for every ε', () => {
    for (const { particles, epsilon, density, error } of stored.gas) {
      if (particles !== 2) continue;
      const exact = coulombPairMeans({ width: 1, hbar: epsilon, times: [gasStudySettings.until] });
      expect(Math.abs(density - exact.means[0])).toBeLessThan(error.density);
      // And are of use: half the distance from Hartree at the least.
      expect(error.density).toBeLessThan(0.6 * Math.abs(exact.means[0] - stored.gas[0].hartreeDensity));
    }
  });

  it('bears out Theorem 3.8', () => {
    const certain = stored.gas.filter(({ epsilon }) => epsilon >= 0.7);
    expect(checkCoulombGas(certain).verdict).toBe('holds');
    expect(checkCoulombGas(stored.gas).verdict).toBe('undecided');
    expect(checkGasCurrent(stored.gas).verdict).toBe('holds');
  });
});
