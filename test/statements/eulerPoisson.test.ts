import {
  checkEulerPoisson,
  checkFluidConservation,
  checkMonokinetic,
  checkShellCrossing,
  radialBall,
  radialEulerPoisson,
  radialFormula,
  radialNormal,
} from '../../lib/index';

const normal = radialEulerPoisson({ density: radialNormal(), velocity: (r) => -0.2 * Math.sin(r) });
const times = [0, 0.7, 2, 4];
const verdicts = (checks: readonly { readonly verdict: string }[]): string[] =>
  checks.map(({ verdict }) => verdict);
const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values));

describe('Theorem 3.7', () => {
  it('both equations hold, with small errors', () => {
    const checks = checkEulerPoisson({ fluid: normal, times });
    expect(verdicts(checks)).toEqual(['holds', 'holds']);
    for (const { error } of checks) expect(largest(error)).toBeLessThan(1e-5);
    expect(largest(checks[1].rhs)).toBeGreaterThan(0.1);
  });

  it('attraction violates the momentum equation, and not the continuity equation', () => {
    const fluid = radialEulerPoisson({ density: radialNormal(), attractive: true });
    expect(verdicts(checkEulerPoisson({ fluid, times: [0.2, 0.5] }))).toEqual(['holds', 'violated']);
  });

  it('mass, energy and the virial identity', () => {
    const ball = radialEulerPoisson({ density: radialBall({ radius: 2 }) });
    for (const fluid of [normal, ball]) {
      const checks = checkFluidConservation({ fluid, times });
      expect(verdicts(checks)).toEqual(['holds', 'holds', 'holds']);
      for (const { error } of checks) expect(largest(error)).toBeLessThan(1e-5);
    }
    // A fluid whose energy is not that of its start.
    const wrong = { ...normal, moments: (t: number) => ({ ...normal.moments(t), kinetic: 1 + t }) };
    expect(verdicts(checkFluidConservation({ fluid: wrong, times }))).toEqual([
      'holds',
      'violated',
      'violated',
    ]);
  });

  it('the first crossing', () => {
    const check = checkShellCrossing({ density: radialNormal() });
    expect(check.verdict).toBe('holds');
    expect(check.lhs[0]).toBeCloseTo(6.988599939458908, 12);
    expect(check.lhs[1]).toBeCloseTo(5.137201591810002, 6);
    const peaked = radialFormula({ density: (r) => Math.exp(-r) / (8 * Math.PI) });
    expect(checkShellCrossing({ density: peaked }).verdict).toBe('holds');
    expect(() => checkShellCrossing({ density: radialBall() })).toThrow(/those of ball\(1\) never do/);
  });

  it('characteristics of Vlasov–Poisson', () => {
    expect(verdicts(checkMonokinetic({ fluid: normal, until: 3 }))).toEqual(['holds', 'holds']);
    // The characteristics of an attractive system are not those of this fluid.
    const wrong = { ...normal, attractive: true };
    expect(() => checkMonokinetic({ fluid: wrong, until: 3 })).toThrow(/attractive fluid/);
    const slow = { ...normal, shell: (t: number, a: number) => normal.shell(0.9 * t, a) };
    expect(verdicts(checkMonokinetic({ fluid: slow, until: 3 }))).toEqual(['violated', 'violated']);
  });

  it('doors', () => {
    expect(() => checkEulerPoisson({ fluid: normal, times: [5] })).toThrow(
      /times of checkEulerPoisson must be in \[0, 4\.70.*got 5/,
    );
    expect(() => checkEulerPoisson({ fluid: normal, times: [] })).toThrow(/times/);
    expect(() => checkEulerPoisson({ fluid: radialBall() as never, times: [1] })).toThrow(
      /fluid must be made by/,
    );
    expect(() => checkMonokinetic({ fluid: normal, until: 0 })).toThrow(/until must be/);
  });
});
