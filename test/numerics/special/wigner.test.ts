import { wigner3j } from '../../../lib/numerics/index';

test('closed forms', () => {
  // Edmonds, table 2, and (j j 0; m −m 0) = (−1)^{j−m}/√(2j+1).
  expect(wigner3j(1, 1, 0, 1, -1, 0)).toBeCloseTo(1 / Math.sqrt(3), 15);
  expect(wigner3j(1, 1, 0, 0, 0, 0)).toBeCloseTo(-1 / Math.sqrt(3), 15);
  expect(wigner3j(1, 1, 1, 1, -1, 0)).toBeCloseTo(1 / Math.sqrt(6), 15);
  expect(wigner3j(2, 2, 2, 0, 0, 0)).toBeCloseTo(-Math.sqrt(2 / 35), 15);
  expect(wigner3j(2, 1, 1, 0, 1, -1)).toBeCloseTo(1 / Math.sqrt(30), 15);
  expect(wigner3j(3, 2, 1, 0, 0, 0)).toBeCloseTo(-Math.sqrt(3 / 35), 15);
});

test('what must vanish does', () => {
  expect(wigner3j(2, 2, 5, 0, 0, 0)).toBe(0);
  expect(wigner3j(2, 2, 2, 1, 1, 0)).toBe(0);
  expect(wigner3j(2, 2, 2, 3, -3, 0)).toBe(0);
  expect(wigner3j(1, 1, 1, 0, 0, 0)).toBe(0);
});

test('the columns of Clebsch and Gordan are orthonormal, and exchanges give the sign (−1)^{sum}', () => {
  for (const [l1, l2] of [
    [3, 2],
    [5, 5],
    [13, 12],
  ])
    for (let l = Math.abs(l1 - l2); l <= l1 + l2; l++)
      for (let k = l; k <= Math.min(l + 1, l1 + l2); k++) {
        let sum = 0;
        for (let m = -l1; m <= l1; m++)
          sum += (2 * l + 1) * wigner3j(l1, l2, l, m, 1 - m, -1) * wigner3j(l1, l2, k, m, 1 - m, -1);
        // l = 0 has no component 1.
        expect(Math.abs(sum - (l === k && l > 0 ? 1 : 0))).toBeLessThan(2e-14);
        const sign = (l1 + l2 + l) % 2 ? -1 : 1;
        expect(wigner3j(l2, l1, l, 0, 1, -1)).toBeCloseTo(sign * wigner3j(l1, l2, l, 1, 0, -1), 15);
      }
});

test('bad input', () => {
  expect(() => wigner3j(0.5, 0.5, 1, 0, 0, 0)).toThrow('l1 must be an integer >= 0, got 0.5');
  expect(() => wigner3j(1, 1, 1, 0.5, -0.5, 0)).toThrow('m1 must be an integer');
  expect(() => wigner3j(20, 20, 20, 0, 0, 0)).toThrow('l1 + l2 + l3 must be an integer in [0, 52], got 60');
});
