import {
  checkHartreeSobolev,
  checkQuantumConservation,
  gaussianPacket,
  potentialFromFunctions,
  potentialGaussian,
  potentialHarmonic,
  productState,
  quantumGrid,
  superposition,
} from '../../lib/index';

const grid = quantumGrid({ low: -8, high: 8, points: 64 });
const packet = (centre: number) => gaussianPacket({ grid, hbar: 0.5, centre, width: 0.6 });
const initial = superposition([packet(-1), packet(1.5)]);
const repulsion = potentialGaussian({ dimension: 1, amplitude: 2 });
const run = { initial, interaction: repulsion, until: 1, timeStep: 0.05 };
const verdicts = (checks: { verdict: string }[]) => checks.map(({ verdict }) => verdict);

describe('§2.2', () => {
  it('norm, energy with ½ and reversal hold; with 1 the energy drifts', () => {
    expect(verdicts(checkQuantumConservation(run))).toEqual(['holds', 'holds', 'holds']);
    const wrong = checkQuantumConservation({ ...run, variant: 'no half' });
    expect(verdicts(wrong)).toEqual(['holds', 'violated', 'holds']);
  });

  it('the H¹ bound holds for V ≥ 0 and asks for it', () => {
    const check = checkHartreeSobolev(run);
    expect(check.verdict).toBe('holds');
    // Repulsion turns potential into kinetic energy, so the bound is no empty one.
    expect(check.lhs[20]).toBeGreaterThan(1.2 * check.lhs[0]);
    expect(check.lhs[20]).toBeGreaterThan(0.15 * check.rhs[20]);
    const attraction = potentialGaussian({ dimension: 1, amplitude: -2 });
    expect(checkHartreeSobolev({ ...run, interaction: attraction }).verdict).toBe('not applicable');
  });

  it('the H¹ bound asks for U ≥ 0 too', () => {
    const well = { ...run, external: (x: Float64Array) => -5 * Math.exp(-x[0] * x[0]) };
    const check = checkHartreeSobolev(well);
    expect(check.hypotheses.map(({ name, holds }) => [name, holds])).toEqual([
      ['V ≥ 0', true],
      ['U ≥ 0', false],
    ]);
    // Without U ≥ 0 the bound is indeed wrong: the well's energy is negative.
    expect(check.lhs[20]).toBeGreaterThan(check.rhs[20]);
    expect(check.verdict).toBe('not applicable');
    expect(checkHartreeSobolev({ ...run, external: (x) => x[0] * x[0] }).verdict).toBe('holds');
  });

  it('V ≥ 0 is asked at all differences, not along one axis', () => {
    const plane = quantumGrid({ low: -6, high: 6, points: [24, 24] });
    const notch = potentialFromFunctions({
      dimension: 2,
      value: ([x, y]) => Math.exp(-x * x - y * y) * (1 - 8 * y * y),
      gradient: ([x, y]) => {
        const bell = Math.exp(-x * x - y * y);
        return [-2 * x * bell * (1 - 8 * y * y), -2 * y * bell * (9 - 8 * y * y)];
      },
    });
    const check = checkHartreeSobolev({
      ...run,
      initial: gaussianPacket({ grid: plane, centre: [0, 0], width: 0.9 }),
      interaction: notch,
      until: 0.2,
    });
    expect(check.hypotheses[0].holds).toBe(false);
    expect(check.verdict).toBe('not applicable');
  });

  it.each([1e4, 1e8])('a constant U = %f takes digits from the energy, and no verdict is false', (height) => {
    const lifted = { ...run, external: () => height };
    const [norm, energy, back] = verdicts(checkQuantumConservation(lifted));
    expect([norm, energy, back]).not.toContain('violated');
    expect([norm, back]).toEqual(['holds', 'holds']);
    if (height === 1e4) expect(energy).toBe('holds');
    expect(checkHartreeSobolev(lifted).verdict).toBe('holds');
  });

  it('a coarse step is no proof', () => {
    const coarse = checkQuantumConservation({
      ...run,
      interaction: potentialHarmonic({ dimension: 1, stiffness: 400 }),
      timeStep: 0.5,
    });
    expect(coarse[1].verdict).not.toBe('holds');
  });
});

describe('§2.1', () => {
  it('holds for two particles without symmetry', () => {
    const pair = productState([packet(-1), packet(1.5)]);
    expect(verdicts(checkQuantumConservation({ ...run, initial: pair }))).toEqual([
      'holds',
      'holds',
      'holds',
    ]);
  });
});
