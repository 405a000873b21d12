import { checkHydrogenLevels, checkKatoPowers, checkStableLevels } from '../../lib/index';

describe('Theorem 2.1', () => {
  it('the integrals of the powers, and which of them converge', () => {
    const check = checkKatoPowers([0, 0.5, 1.5, 2.5], 1e-3);
    expect(check.verdict).toBe('holds');
    expect(check.lhs[0]).toBeCloseTo((4 * Math.PI * (1 - 1e-9)) / 3, 10);
    expect(check.lhs[2]).toBeCloseTo(4 * Math.PI * Math.log(1000), 8);
    expect(check.note).toBe('(H3) holds for s = 0, 0.5');
    expect(Math.max(...check.error)).toBeLessThan(1e-4);
    expect(() => checkKatoPowers([1], 0)).toThrow(/cutoff must be a number in/);
  });

  it.each([
    [1, 1],
    [1, -2],
    [0.5, 3],
    [1.4, 0.5],
  ])('levels of −%f·%f/|x|^s settle', (exponent, attraction) => {
    const check = checkStableLevels({ exponent, attraction });
    expect(check.verdict).toBe('holds');
    expect(check.hypotheses[0]).toMatchObject({ name: '(H3)', holds: true });
  });

  it('with s = 2 the theorem does not apply, and beyond ħ²/8 the levels run away', () => {
    const check = checkStableLevels({ exponent: 2, attraction: 0.5 });
    expect(check.verdict).toBe('not applicable');
    check.lhs.forEach((change, k) => {
      expect(change).toBeGreaterThan(10 * check.rhs[k]);
    });
    expect(() => checkStableLevels({ elements: [512, 1024, 2048] })).toThrow(
      /the last of elements must be an integer/,
    );
    expect(() => checkStableLevels({ attraction: NaN })).toThrow(/attraction must be a finite number/);
    expect(() => checkStableLevels({ elements: [8, 16] })).toThrow(/elements must be three or more/);
    expect(() => checkStableLevels({ elements: [8, 16, 24] })).toThrow(
      /each twice the one before, got 8,16,24/,
    );
  });

  it.each([
    [1, 1],
    [3, 0.5],
  ])('hydrogen with c = %f, ħ = %f', (attraction, hbar) => {
    const check = checkHydrogenLevels({ attraction, hbar });
    expect(check.verdict).toBe('holds');
    expect(check.rhs[0]).toBeCloseTo(-((attraction / hbar) ** 2) / 2, 12);
    // n = 4 is the widest; it feels the wall of the ball.
    expect(Math.max(...check.error)).toBeLessThan(1e-7 * (attraction / hbar) ** 2);
    expect(Math.min(...check.error)).toBeGreaterThan(0);
  });
});
