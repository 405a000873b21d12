import { checkQuantumModulated, potentialCosine, quantumModulatedRun } from '../../lib/index';

const interaction = potentialCosine({ amplitude: 0.8 });
const data = {
  interaction,
  density: (x: number) => (1 + 0.3 * Math.cos(x)) / (2 * Math.PI),
  velocity: (x: number) => 0.3 * Math.sin(x),
  phase: (x: number) => -0.3 * Math.cos(x),
  epsilon: 0.5,
  until: 0.6,
};

describe('the quantum modulated energy on the circle', () => {
  const run = quantumModulatedRun(data);

  it('has the derivative with −⟨G⟩, not the one with +⟨G⟩, nor without the dispersion', () => {
    const check = checkQuantumModulated(run);
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(1e-6);
    expect(Math.max(...check.lhs.map(Math.abs))).toBeGreaterThan(1e-3);
    expect(checkQuantumModulated(run, 'as printed').verdict).toBe('violated');
    expect(checkQuantumModulated(run, 'without dispersion').verdict).toBe('violated');
    const still = { ...run, energies: run.energies.map((e) => ({ ...e, deformation: 0.1 })) };
    expect(checkQuantumModulated(still).verdict).toBe('violated');
  });

  it('also where the state does not follow the fluid', () => {
    const off = quantumModulatedRun({ ...data, phase: (x) => 0.4 * Math.sin(x), until: 0.4 });
    expect(off.energies[0].kinetic).toBeGreaterThan(0.05);
    expect(checkQuantumModulated(off).verdict).toBe('holds');
  });

  it('is of order ε² + 1/N at time 0: ε²∫|√ρ′|² and −½∬Vρρ + …', () => {
    const [one, half] = [run, quantumModulatedRun({ ...data, epsilon: 0.25, until: 0.1 })].map(
      ({ energies }) => energies[0],
    );
    expect(one.kinetic / half.kinetic).toBeCloseTo(4, 6);
    // F has the mean −(1/N)∬Vρρ: ∬cos(x − y)ρρ = (∫ρcos)² = 0.15².
    expect(one.interaction).toBeCloseTo(-0.5 * 0.8 * 0.15 ** 2, 10);
  });

  it('doors', () => {
    expect(() => quantumModulatedRun({ ...data, samples: 6 })).toThrow(/multiple of 4, got 6/);
    expect(() => quantumModulatedRun({ ...data, epsilon: 0 })).toThrow(/epsilon must be/);
    expect(() => checkQuantumModulated({} as never)).toThrow(/wants what quantumModulatedRun returns/);
  });
});
