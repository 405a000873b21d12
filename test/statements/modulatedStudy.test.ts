import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ModulatedStudy,
  type ModulatedStudySettings,
  modulatedCoulombBound,
  modulatedStudy,
  modulatedStudySettings,
  radialNormal,
} from '../../lib/index';

const stored = JSON.parse(
  readFileSync(join(__dirname, '../../data/modulated.json'), 'utf8'),
) as ModulatedStudy & { complete: boolean };

const tiny: ModulatedStudySettings = { inflow: 0.1, until: 0.4, timeStep: 0.1, samples: 4, sizes: [10, 20] };

describe('modulatedStudy', () => {
  it('tells of every N, and goes on from any interruption', () => {
    const states: ModulatedStudy[] = [];
    const whole = modulatedStudy(tiny, { onPoint: (known) => states.push(known) });
    expect(states.map(({ runs }) => runs.length)).toEqual([1, 2]);
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
    let points = 0;
    expect(modulatedStudy(tiny, { previous: states[0], onPoint: () => points++ })).toEqual(whole);
    expect(points).toBe(1);
    expect(() => modulatedStudy({ ...tiny, until: 1 }, { previous: whole })).toThrow(/previous must belong/);
  });
});

describe('the stored study', () => {
  it('is complete and belongs to the settings of the library', () => {
    expect(stored.complete).toBe(true);
    expect(stored.settings).toEqual(modulatedStudySettings);
    expect(stored.runs.map(({ particles }) => particles)).toEqual(modulatedStudySettings.sizes);
    for (const { times } of stored.runs) expect(times).toHaveLength(modulatedStudySettings.samples + 1);
  });

  it('is repeated by its command: 100 particles', () => {
    const again = modulatedStudy({ ...modulatedStudySettings, sizes: [100] }).runs[0];
    const [{ kinetic, interaction }] = stored.runs;
    // Stored are eight digits; elementary functions may differ in the last place between engines.
    again.interaction.forEach((value, k) => {
      expect(Math.abs(value / interaction[k] - 1)).toBeLessThan(1e-6);
      expect(Math.abs(again.kinetic[k] - kinetic[k])).toBeLessThan(1e-9);
    });
  });

  it('stays between its least value and half of that, at the order N^{−2/3}', () => {
    for (const { particles, kinetic, interaction, energyDrift } of stored.runs) {
      const floor = modulatedCoulombBound(particles, radialNormal().densityBound);
      const total = kinetic[0] + interaction[0];
      expect(total / floor).toBeGreaterThan(0.5);
      expect(total / floor).toBeLessThan(1);
      kinetic.forEach((k, i) => {
        expect(Math.abs((k + interaction[i]) / total - 1)).toBeLessThan(0.1);
      });
      expect(energyDrift).toBeLessThan(1e-9);
    }
  });
});
