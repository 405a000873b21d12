import { createRandom, dop853, observedOrder, type RightHandSide } from '../../../lib/numerics/index';
import { denseNodes, denseRows, denseWeights, nodes } from '../../../lib/numerics/ode/dop853Table';
import { kepler, keplerOrbit, keplerStart, oscillator, predators } from './equations';

test('the extra rows and the weights of the interpolant satisfy their quadrature conditions', () => {
  const allNodes = [...nodes, 1, ...denseNodes];
  denseRows.forEach((row, i) => {
    // The stages are of order 6 at least as quadratures: Σ a_j·c_j^k = c^{k+1}/(k+1).
    for (let k = 0; k < 6; k++) {
      const moment = row.reduce((sum, [stage, a]) => sum + a * allNodes[stage] ** k, 0);
      expect(Math.abs(moment - denseNodes[i] ** (k + 1) / (k + 1))).toBeLessThan(1e-14);
    }
  });
  // y = 1, y′ = 0 is reproduced: the weights sum to the −(last − first) terms of the four lowest coefficients, all 0.
  for (const row of denseWeights) {
    const sum = row.reduce((total, [, weight]) => total + weight, 0);
    expect(Math.abs(sum)).toBeLessThan(1e-12); // sums of terms up to 500
  }
});

test('polynomials of degree 7 in t are interpolated exactly', () => {
  const random = createRandom(3);
  const coefficients = random.fillNormal(new Float64Array(8));
  const polynomial = (t: number): number => coefficients.reduceRight((sum, c) => sum * t + c, 0);
  const derivative: RightHandSide = (t, _y, out) => {
    out[0] = coefficients.reduce((sum, c, k) => sum + (k ? k * c * t ** (k - 1) : 0), 0);
  };
  const { solution, steps } = dop853(derivative, 0, [coefficients[0]], 1, {
    tolerance: 1e3,
    firstStep: 1,
    denseOutput: true,
  });
  expect(steps).toBe(1);
  // Weights up to 500 times roundings of 1.
  for (let k = 0; k <= 20; k++)
    expect(Math.abs(solution(k / 20)[0] - polynomial(k / 20))).toBeLessThan(2e-13);
});

test('the local error of the interpolant falls like h⁸, that of the step like h⁹', () => {
  const rhs: RightHandSide = (t, y, out) => {
    out[0] = y[1] + Math.cos(t);
    out[1] = -y[0] * y[0] + t;
  };
  const exact = dop853(rhs, 0.3, [1, 0.5], 2, {
    tolerance: 1e-15 * 3,
    denseOutput: true,
    maxStep: 0.02,
  }).solution;
  const order = (theta: number, hs: number[]): number =>
    observedOrder(
      hs,
      hs.map((h) => {
        const options = { tolerance: 1e3, firstStep: h, denseOutput: true } as const;
        const { solution, steps } = dop853(rhs, 0.3, [1, 0.5], 0.3 + h, options);
        expect(steps).toBe(1);
        const [a, b] = [solution(0.3 + theta * h), exact(0.3 + theta * h)];
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
      }),
    ).order;
  // Errors between 1e-12 and 1e-9: above a hundred roundings, and small enough for the leading term.
  for (const theta of [0.5, 0.75, 0.9])
    expect(Math.abs(order(theta, [0.1, 0.12, 0.14, 0.16]) - 8)).toBeLessThan(0.5);
  expect(Math.abs(order(1, [0.2, 0.24, 0.28, 0.32]) - 9)).toBeLessThan(0.5);
});

describe.each([1e-5, 1e-8, 1e-11])('tolerance %p', (tolerance) => {
  test('between the steps the error is hardly larger than at the steps', () => {
    const end = 20;
    let atSteps = 0;
    const observe = (t: number, y: Float64Array): void => {
      const [x1, x2] = keplerOrbit(t);
      atSteps = Math.max(atSteps, Math.hypot(y[0] - x1, y[1] - x2));
    };
    const { solution } = dop853(kepler, 0, keplerStart, end, { tolerance, observe, denseOutput: true });
    let between = 0;
    for (let k = 0; k <= 4000; k++) observeBetween((end * k) / 4000);
    function observeBetween(t: number): void {
      const y = solution(t);
      const [x1, x2] = keplerOrbit(t);
      between = Math.max(between, Math.hypot(y[0] - x1, y[1] - x2));
    }
    expect(between).toBeLessThan(1.3 * atSteps);
    expect(between).toBeGreaterThan(tolerance / 100);
  });

  test('Lotka and Volterra’s invariant is kept between the steps', () => {
    const invariant = ([u, v]: Float64Array): number => u - Math.log(u) + v - Math.log(v);
    const { solution } = dop853(predators, 0, [2, 0.5], 30, { tolerance, denseOutput: true });
    const initial = invariant(solution(0));
    for (let k = 0; k <= 1000; k++)
      expect(Math.abs(invariant(solution(0.03 * k)) - initial)).toBeLessThan(300 * tolerance); // some 30 to 150 steps
  });
});

test('solution(t) passes through the steps, backwards too, into an array that is given', () => {
  const times: number[] = [];
  const values: number[] = [];
  const result = dop853(oscillator, 7, [Math.cos(7), -Math.sin(7)], -2, {
    tolerance: 1e-10,
    denseOutput: true,
    observe: (t, y) => {
      times.push(t);
      values.push(y[0]);
    },
  });
  const out = new Float64Array(2);
  times.slice(0, -1).forEach((t, k) => {
    expect(result.solution(t, out)).toBe(out);
    expect(out[0]).toBe(values[k]);
  });
  expect(Math.abs(result.solution(-2)[0] - result.value[0])).toBeLessThan(3e-16);
  expect(result.solution(1)).not.toBe(result.solution(1));
  for (const t of [-2, -1.3, 0, 3.33, 6.9, 7])
    expect(Math.abs(result.solution(t)[0] - Math.cos(t))).toBeLessThan(1e-8);
});

test('each step with an interpolant costs three evaluations more, and without one nothing', () => {
  const options = { tolerance: 1e-9 };
  const plain = dop853(oscillator, 0, [1, 0], 30, options);
  expect(plain.evaluations).toBe(12 * plain.steps + 11 * plain.rejected + 1);
  const dense = dop853(oscillator, 0, [1, 0], 30, { ...options, denseOutput: true });
  expect(dense.evaluations).toBe(plain.evaluations + 3 * plain.steps + 1);
  expect([...dense.value]).toEqual([...plain.value]);
  // Five output times within one step.
  const sampled = dop853(oscillator, 0, [1, 0], 30, {
    ...options,
    outputTimes: [10, 10.01, 10.02, 10.03, 30],
  });
  expect(sampled.evaluations - plain.evaluations).toBeLessThanOrEqual(6);
  expect([...sampled.value]).toEqual([...plain.value]);
});

test('times outside the integrated interval are refused', () => {
  const { solution } = dop853(oscillator, 0, [1, 0], 3, { denseOutput: true });
  expect(() => solution(3.1)).toThrow('t must be a number in [0, 3], got 3.1');
  expect(() => solution(Number.NaN)).toThrow('t must be a number in [0, 3], got NaN');
  expect(() => solution(1, new Float64Array(3))).toThrow('out must have length 2, got length 3');
  const limited = dop853(oscillator, 0, [1, 0], 100, { denseOutput: true, maxSteps: 5 });
  expect(limited.status).toBe('step limit');
  expect(Math.abs(limited.solution(limited.time / 2)[0] - Math.cos(limited.time / 2))).toBeLessThan(1e-7);
  expect(() => limited.solution(100)).toThrow('t must be a number in [0, ');
  const kept = dop853(oscillator, 0, [1, 0], 3);
  expect(() => kept.solution(1)).toThrow(
    'solution(t) was not kept: give dop853 the option denseOutput: true',
  );
  const still = dop853(oscillator, 1, [1, 0], 1, { denseOutput: true });
  expect([...still.solution(1)]).toEqual([1, 0]);
});

test('a solution that outgrows its memory stops with a status, and what was stored can be read', () => {
  const { status, time, steps, message, solution } = dop853(oscillator, 0, [1, 0], 100, {
    tolerance: 1e-10,
    denseOutput: true,
    maxBytes: 5000, // 16 steps of 128 bytes; 32 need 4096, which is allowed, and 64 are too many
  });
  expect(status).toBe('memory limit');
  expect(steps).toBe(32);
  expect(message).toContain('denseOutput would take more than maxBytes');
  expect(Math.abs(solution(time)[0] - Math.cos(time))).toBeLessThan(1e-8);
});
