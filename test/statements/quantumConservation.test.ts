import {
  checkHartreeSobolev,
  checkQuantumConservation,
  gaussianPacket,
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
    const wrong = checkQuantumConservation({ ...run, interactionShare: 1 });
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
