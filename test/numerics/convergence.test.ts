import { logLogFit, observedOrder } from '../../lib/numerics/convergence';
import { createRandom } from '../../lib/numerics/random';

describe('logLogFit', () => {
  test('finds an exact power law to rounding', () => {
    const x = [1, 2, 5, 11, 40];
    const fit = logLogFit(
      x,
      x.map((value) => 3 * value ** -1.75),
    );
    expect(Math.abs(fit.slope + 1.75)).toBeLessThan(1e-14);
    expect(Math.abs(fit.intercept - Math.log(3))).toBeLessThan(1e-14);
    expect(fit.standardError).toBeLessThan(1e-14);
  });

  test('agrees with a case done by hand: log x = 0, 1, 2 and log y = 0, 1, 3', () => {
    const fit = logLogFit([1, Math.E, Math.E ** 2], [1, Math.E, Math.E ** 3]);
    // slope 3/2, intercept −1/6, residual sum 1/6, standard error √(1/12), t(0.975; 1) = 12.7062
    expect(fit.slope).toBeCloseTo(1.5, 13);
    expect(fit.intercept).toBeCloseTo(-1 / 6, 13);
    expect(fit.standardError).toBeCloseTo(Math.sqrt(1 / 12), 13);
    expect(fit.interval[1] - fit.slope).toBeCloseTo(12.706204736174694 * Math.sqrt(1 / 12), 11);
    expect(fit.slope - fit.interval[0]).toBeCloseTo(12.706204736174694 * Math.sqrt(1 / 12), 11);
  });

  test('an integer weight is a repeated point', () => {
    const weighted = logLogFit([1, 2, 4], [1, 0.6, 0.2], { weights: [1, 3, 2] });
    const repeated = logLogFit([1, 2, 2, 2, 4, 4], [1, 0.6, 0.6, 0.6, 0.2, 0.2]);
    expect(Math.abs(weighted.slope - repeated.slope)).toBeLessThan(1e-14);
    expect(Math.abs(weighted.intercept - repeated.intercept)).toBeLessThan(1e-14);
    // The same residual sum, but 1 degree of freedom instead of 4.
    expect(weighted.standardError).toBeCloseTo(2 * repeated.standardError, 12);
  });

  test('the interval covers the true slope in 90 % of noisy samples, weights or not', () => {
    const random = createRandom(11);
    const x = [1, 2, 4, 8, 16, 32];
    const deviations = [0.1, 0.1, 0.2, 0.3, 0.5, 0.8];
    const trials = 4000;
    for (const weighted of [false, true]) {
      let covered = 0;
      for (let trial = 0; trial < trials; trial++) {
        const y = x.map(
          (value, i) => value ** -0.5 * Math.exp((weighted ? deviations[i] : 0.2) * random.normal()),
        );
        const weights = weighted ? deviations.map((deviation) => deviation ** -2) : undefined;
        const { interval } = logLogFit(x, y, { confidence: 0.9, weights });
        if (interval[0] < -0.5 && -0.5 < interval[1]) covered++;
      }
      // Binomial standard deviation √(0.09/4000) = 0.0047; five of them.
      expect(Math.abs(covered / trials - 0.9)).toBeLessThan(0.024);
    }
  });

  test('two points give a slope and no certainty', () => {
    const fit = logLogFit([1, 10], [1, 0.1]);
    expect(fit.slope).toBeCloseTo(-1, 14);
    expect(fit.interval).toEqual([-Infinity, Infinity]);
    expect(fit.standardError).toBeNaN();
  });
});

describe('observedOrder', () => {
  test('reads the leading power of h² + h⁴ and its approach from above', () => {
    const hs = [0.4, 0.2, 0.1, 0.05];
    const { order, uncertainty, pairwise } = observedOrder(
      hs,
      hs.map((h) => h ** 2 + h ** 4),
    );
    expect(order).toBeGreaterThan(2);
    expect(order).toBeLessThan(2.1);
    expect(uncertainty).toBeGreaterThan(0.01);
    expect(uncertainty).toBeLessThan(0.3);
    expect(pairwise).toHaveLength(3);
    // log₂ of (h² + h⁴) over (h²/4 + h⁴/16)
    pairwise.forEach((value, i) => {
      expect(value).toBeCloseTo(2 + Math.log2((1 + hs[i] ** 2) / (1 + hs[i] ** 2 / 4)), 12);
    });
  });
});

test('bad data are refused by name', () => {
  expect(() => logLogFit([1], [1])).toThrow('x must have length >= 2, got length 1');
  expect(() => logLogFit([1, 2], [1])).toThrow('y must have length 2, got length 1');
  expect(() => logLogFit([1, 2], [1, 0])).toThrow('y[1] must be a finite number > 0, got 0');
  expect(() => logLogFit([1, -2], [1, 1])).toThrow('x[1] must be a finite number > 0, got -2');
  expect(() => logLogFit([3, 3], [1, 2])).toThrow('x must hold at least two different numbers, got 3 only');
  expect(() => logLogFit([1, 2], [1, 2], { confidence: 1 })).toThrow('confidence must be a number in');
  expect(() => logLogFit([1, 2], [1, 2], { weights: [1, 0] })).toThrow(
    'weights[1] must be a finite number > 0, got 0',
  );
  expect(() => observedOrder([1, 1, 2], [1, 1, 2])).toThrow('hs[1] must differ from hs[0], got 1 twice');
});
