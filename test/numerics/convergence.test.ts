import { createRandom, logLogFit, observedOrder, richardson } from '../../lib/numerics/index';

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
    const trials = 2000;
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
      // Binomial standard deviation √(0.09/2000) = 0.0067; four of them.
      expect(Math.abs(covered / trials - 0.9)).toBeLessThan(0.027);
    }
  });

  test('the 95 % interval holds the true slope in 93 to 97 % of noisy samples: scatter, weights, known errors', () => {
    const random = createRandom(12);
    const x = [1, 2, 4, 8, 16];
    const deviations = [0.02, 0.05, 0.1, 0.02, 0.08];
    const trials = process.env.LONG ? 20_000 : 2000; // binomial standard deviation √(0.95·0.05/2000) = 0.005
    for (const options of ['scatter', 'weights', 'standardErrors'] as const) {
      let covered = 0;
      for (let trial = 0; trial < trials; trial++) {
        const exact = x.map((value) => 3 * value ** 1.5);
        const y = exact.map(
          (value, i) => value * Math.exp((options === 'scatter' ? 0.1 : deviations[i]) * random.normal()),
        );
        const { interval } = logLogFit(x, y, {
          weights: options === 'weights' ? deviations.map((deviation) => 7 / deviation ** 2) : undefined,
          standardErrors:
            options === 'standardErrors' ? y.map((value, i) => value * deviations[i]) : undefined,
        });
        if (interval[0] < 1.5 && 1.5 < interval[1]) covered++;
      }
      expect(covered / trials).toBeGreaterThan(0.93);
      expect(covered / trials).toBeLessThan(0.97);
    }
  });

  test('known errors: the interval by hand, and χ² shows when no power law fits', () => {
    // log x = 0, 1, 2 with errors 0.1 of log y: s_uu = 2/0.01, standard error 0.1/√2.
    const y = [1, Math.E, Math.E ** 3];
    const fit = logLogFit([1, Math.E, Math.E ** 2], y, { standardErrors: y.map((value) => 0.1 * value) });
    expect(fit.standardError).toBeCloseTo(0.1 / Math.SQRT2, 14);
    expect(fit.interval[1] - fit.slope).toBeCloseTo((1.959963984540054 * 0.1) / Math.SQRT2, 13);
    expect(fit.reducedChiSquare).toBeCloseTo(1 / 6 / 0.01, 11);
    const two = logLogFit([1, Math.E], [1, Math.E], { standardErrors: [0.1, 0.1 * Math.E] });
    expect(two.standardError).toBeCloseTo(0.1 * Math.SQRT2, 14);
    expect(two.reducedChiSquare).toBeNaN();
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

  test('its uncertainty holds the true order where errors bend and scatter', () => {
    const random = createRandom(1);
    const trials = process.env.LONG ? 4000 : 400;
    for (const n of [3, 4, 6, 8]) {
      for (const noise of [0, 0.02]) {
        let covered = 0;
        for (let trial = 0; trial < trials; trial++) {
          const order = 1 + Math.floor(8 * random.uniform());
          const power = 1 + Math.floor(2 * random.uniform());
          const bend = 2 * random.uniform() - 1;
          const ratio = 1.4 + 0.6 * random.uniform();
          const largest = 0.1 + 0.7 * random.uniform();
          const hs = Array.from({ length: n }, (_, i) => largest * ratio ** -i);
          const observed = observedOrder(
            hs,
            hs.map((h) => h ** order * (1 + bend * h ** power) * Math.exp(noise * random.normal())),
          );
          if (Math.abs(observed.order - order) <= observed.uncertainty) covered++;
        }
        // 0.92 to 1 with many trials; binomial standard deviation 0.014.
        expect(covered / trials).toBeGreaterThan(0.87);
      }
    }
  });

  test('numbers of steps give the negative order with the same uncertainty', () => {
    const counts = [10, 20, 40];
    const errors = counts.map((count) => count ** -4 * (1 + 3 / count));
    const byCount = observedOrder(counts, errors);
    const byStep = observedOrder(
      counts.map((count) => 1 / count),
      errors,
    );
    expect(byCount.order).toBeCloseTo(-byStep.order, 12);
    expect(byCount.uncertainty).toBeCloseTo(byStep.uncertainty, 12);
  });

  test('a rounding floor gives no order', () => {
    const hs = [0.1, 0.05, 0.025, 0.0125, 0.00625];
    const noise = [3e-12, 1e-12, 2e-12, 4e-12, 2e-12];
    const floor = observedOrder(
      hs,
      hs.map((h, i) => h ** 6 + noise[i]),
    );
    expect(floor).toMatchObject({ order: Number.NaN, uncertainty: Infinity, status: 'rounding limit' });
    // Also when the error rises again, and when it falls at a third of the rate.
    expect(observedOrder([0.4, 0.2, 0.1], [1e-6, 1e-8, 3e-8]).status).toBe('rounding limit');
    expect(observedOrder([0.4, 0.2, 0.1], [1e-6, 1e-8, 3e-9]).status).toBe('rounding limit');
    expect(observedOrder([10, 20, 40], [1e-6, 1e-8, 3e-9]).status).toBe('rounding limit');
    expect(observedOrder([0.4, 0.2, 0.1], [1e-6, 1e-8, 1e-10]).status).toBe('power law');
  });

  test('errors that are not monotone give no order', () => {
    const { order, status } = observedOrder([0.4, 0.2, 0.1, 0.05], [1e-3, 2e-3, 1e-4, 1e-5]);
    expect(status).toBe('not monotone');
    expect(order).toBeNaN();
  });

  test('two points: an order without certainty', () => {
    expect(observedOrder([0.2, 0.1], [4e-3, 1e-3])).toMatchObject({
      uncertainty: Infinity,
      status: 'power law',
    });
  });
});

describe('richardson', () => {
  const hs = (n: number, largest: number): number[] => Array.from({ length: n }, (_, i) => largest / 2 ** i);
  /** ∫₀¹ eˣ by the trapezoidal rule: errors in h², h⁴, … */
  const trapezoid = (h: number): number => {
    const n = Math.round(1 / h);
    let sum = 0.5 * (1 + Math.E);
    for (let i = 1; i < n; i++) sum += Math.exp(i / n);
    return sum / n;
  };

  test('Romberg’s integration of eˣ: twelve digits from seventeen points', () => {
    const { value, error, status } = richardson(hs(5, 1), hs(5, 1).map(trapezoid), {
      order: 2,
      increment: 2,
    });
    expect(status).toBe('converged');
    expect(Math.abs(value - (Math.E - 1))).toBeLessThan(error);
    expect(error).toBeLessThan(1e-9);
    expect(Math.abs(value - (Math.E - 1))).toBeLessThan(1e-11);
  });

  test('Euler’s method for e: errors in h, h², …', () => {
    const steps = hs(6, 1 / 4);
    const euler = steps.map((h) => (1 + h) ** (1 / h));
    const { value, error } = richardson(steps, euler, { order: 1 });
    expect(Math.abs(value - Math.E)).toBeLessThan(error);
    expect(error).toBeLessThan(1e-6);
  });

  test('an unknown order is found, one term eliminated, and the error honest', () => {
    for (const order of [0.5, 1, 1.5, 2, 4]) {
      for (const n of [3, 5]) {
        const steps = hs(n, 0.2);
        const values = steps.map((h) => 7 - 2 * h ** order + 0.3 * h ** (order + 1));
        const found = richardson(steps, values);
        expect(found.status).toBe('converged');
        expect(Math.abs(found.order - order)).toBeLessThan(0.06);
        expect(Math.abs(found.value - 7)).toBeLessThan(found.error);
        expect(found.error).toBeLessThan(2 * Math.abs(values[n - 1] - 7) + 1e-15);
        expect(Math.abs(found.value - 7)).toBeLessThan(0.15 * Math.abs(values[n - 1] - 7));
      }
    }
  });

  test('what does not converge like a power is refused with a status', () => {
    expect(richardson(hs(3, 1), [1, 1.5, 1.2])).toMatchObject({
      status: 'not monotone',
      value: 1.2,
      error: 0.5,
    });
    expect(richardson(hs(3, 1), [1, 2, 4], { order: 1 }).status).toBe('not monotone');
    expect(richardson(hs(3, 1), [1.1, 1 + 1e-15, 1], { order: 2 })).toMatchObject({
      status: 'rounding limit',
      value: 1,
    });
  });

  test('bad arguments are refused by name', () => {
    expect(() => richardson([1, 0.5], [1, 2])).toThrow('hs must have length >= 3, got length 2');
    expect(() => richardson([1, 0.5, 0.3], [1, 2, 3])).toThrow(
      'hs must fall by a constant ratio > 1, got 0.5 and 0.3 at 2',
    );
    expect(() => richardson([1, 2, 4], [1, 2, 3])).toThrow('hs must fall by a constant ratio > 1');
    expect(() => richardson([4, 2, 1], [1, 2])).toThrow('values must have length 3, got length 2');
    expect(() => richardson([4, 2, 1], [1, 2, 3], { order: 0 })).toThrow(
      'order must be a finite number > 0, got 0',
    );
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
  expect(() => logLogFit([1, 2], [1, 2], { standardErrors: [1, 0] })).toThrow(
    'standardErrors[1] must be a finite number > 0, got 0',
  );
  expect(() => logLogFit([1, 2], [1, 2], { weights: [1, 1], standardErrors: [1, 1] })).toThrow(
    'standardErrors must not be given together with weights',
  );
  expect(() => observedOrder([1], [1])).toThrow('x must have length >= 2, got length 1');
  expect(() => observedOrder([1, 1, 2], [1, 1, 2])).toThrow('hs[1] must differ from hs[0], got 1 twice');
});
