import { dop853, observedOrder, type RightHandSide } from '../../../lib/numerics/index';
import { error3, error5, nodes, rows, type SparseRow, weights } from '../../../lib/numerics/ode/dop853Table';
import { kepler, oscillator } from './equations';

/** The restricted three-body problem (earth and moon) in the rotating frame. */
const arenstorf: RightHandSide = (_t, y, out) => {
  const mu = 0.012277471;
  const earth = Math.hypot(y[0] + mu, y[1]) ** 3;
  const moon = Math.hypot(y[0] - (1 - mu), y[1]) ** 3;
  out[0] = y[2];
  out[1] = y[3];
  out[2] = y[0] + 2 * y[3] - ((1 - mu) * (y[0] + mu)) / earth - (mu * (y[0] - (1 - mu))) / moon;
  out[3] = y[1] - 2 * y[2] - ((1 - mu) * y[1]) / earth - (mu * y[1]) / moon;
};

function moment(row: SparseRow, k: number): number {
  return row.reduce((sum, [stage, coefficient]) => sum + coefficient * nodes[stage] ** k, 0);
}

test('the table satisfies its quadrature and row-sum conditions', () => {
  // Sums of terms up to 50 in size (rows) and 6 (weights): a few of their roundings.
  rows.forEach((row, i) => {
    expect(Math.abs(moment(row, 0) - nodes[i + 1])).toBeLessThan(5e-14);
  });
  for (let k = 0; k < 8; k++) {
    expect(Math.abs(moment(weights, k) - 1 / (k + 1))).toBeLessThan(1e-14);
    if (k < 5) expect(Math.abs(moment(error5, k))).toBeLessThan(1e-14);
    if (k < 3) expect(Math.abs(moment(error3, k))).toBeLessThan(1e-14);
  }
  expect(Math.abs(moment(error5, 6))).toBeGreaterThan(1e-5);
  expect(Math.abs(moment(error3, 3))).toBeGreaterThan(1e-5);
});

test('steps of fixed length converge at order 8', () => {
  // y' = y·cos 3t, y = exp(sin(3t)/3): depends on t and y; the finest error is 4e4 roundings.
  const counts = [4, 6, 8, 12, 16];
  const errors = counts.map((count) => {
    const length = 2 / count;
    const growth: RightHandSide = (t, y, out) => {
      out[0] = y[0] * Math.cos(3 * t);
    };
    const result = dop853(growth, 0, [1], 2, { tolerance: 1e3, firstStep: length, maxStep: length });
    expect(result.steps).toBe(count);
    expect(result.evaluations).toBe(12 * count);
    return Math.abs(result.value[0] - Math.exp(Math.sin(6) / 3));
  });
  expect(Math.min(...errors)).toBeGreaterThan(1e-12);
  const { order } = observedOrder(
    counts.map((count) => 1 / count),
    errors,
  );
  expect(Math.abs(order - 8)).toBeLessThan(0.4);
});

describe.each([1e-6, 1e-8, 1e-10, 1e-12])('tolerance %p', (tolerance) => {
  test('oscillator over ten periods and back', () => {
    const end = 20 * Math.PI;
    const forth = dop853(oscillator, 0, [1, 0], end, { tolerance });
    const error = Math.hypot(forth.value[0] - 1, forth.value[1]);
    // The errors of some 60 to 300 accepted steps add up; the controller keeps each below the tolerance.
    expect(error).toBeLessThan(100 * tolerance);
    expect(error).toBeGreaterThan(tolerance / 1000);
    expect(forth.status).toBe('finished');
    expect(forth.time).toBe(end);
    const back = dop853(oscillator, end, forth.value, 0, { tolerance });
    expect(Math.hypot(back.value[0] - 1, back.value[1])).toBeLessThan(200 * tolerance);
  });

  test('a Kepler orbit of eccentricity 1/2 closes after one period', () => {
    const start = [0.5, 0, 0, Math.sqrt(3)];
    const { value } = dop853(kepler, 0, start, 2 * Math.PI, { tolerance });
    // Local errors at the pericentre are magnified about 2π·3/(1−e)³ ≈ 150 times by the shift of the phase.
    expect(Math.hypot(...value.map((coordinate, i) => coordinate - start[i]))).toBeLessThan(200 * tolerance);
  });
});

test('the Arenstorf orbit closes, and the error falls with the tolerance', () => {
  const start = [0.994, 0, 0, -2.0015851063790824];
  const period = 17.06521656015796;
  const closing = [1e-7, 1e-9, 1e-11].map((tolerance) => {
    const { value, steps } = dop853(arenstorf, 0, start, period, { tolerance });
    expect(steps).toBeLessThan(300);
    return Math.hypot(value[0] - start[0], value[1]);
  });
  // Two close passages of the moon magnify errors by some 1e4 (Hairer, Nørsett, Wanner, § II.0).
  closing.forEach((error, i) => {
    expect(error).toBeLessThan(1e4 * [1e-7, 1e-9, 1e-11][i]);
  });
  expect(closing[2]).toBeLessThan(closing[0] / 100);
});

test('the error estimate has the size of the error where errors are not magnified', () => {
  const { value, errorEstimate } = dop853(
    (t, _y, out) => {
      out[0] = Math.cos(7 * t);
    },
    0,
    [0],
    3,
    {
      tolerance: 1e-8,
    },
  );
  const error = Math.abs(value[0] - Math.sin(21) / 7);
  expect(error).toBeLessThan(errorEstimate);
  expect(errorEstimate).toBeLessThan(1e-6);
});

test('scalars and tolerances: relative accuracy of decay over many orders of magnitude', () => {
  const decay: RightHandSide = (_t, y, out) => {
    out[0] = -y[0];
  };
  const { value } = dop853(decay, 0, [1], 50, { relativeTolerance: 1e-10, absoluteTolerance: 1e-40 });
  expect(Math.abs(value[0] / Math.exp(-50) - 1)).toBeLessThan(1e-8); // some 60 steps of 1e-10
});

describe('output', () => {
  const seen = (outputTimes: number[] | undefined, t0: number, t1: number): [number, number][] => {
    const list: [number, number][] = [];
    dop853(oscillator, t0, [Math.cos(t0), -Math.sin(t0)], t1, {
      tolerance: 1e-11,
      outputTimes,
      observe: (t, y) => void list.push([t, y[0]]),
    });
    return list;
  };

  test('output times are reported as given, forwards and backwards, ends included', () => {
    const times = [0, 0.1, 0.1000001, 1 / 3, 4, 4 + 2 ** -50, 4.5, 10];
    for (const list of [seen(times, 0, 10), seen([...times].reverse(), 10, 0).reverse()]) {
      expect(list.map(([t]) => t)).toEqual(times);
      for (const [t, x] of list) expect(Math.abs(x - Math.cos(t))).toBeLessThan(1e-9);
    }
  });

  test('output times do not change the steps', () => {
    const free = dop853(oscillator, 0, [1, 0], 100, { tolerance: 1e-9 });
    const outputTimes = Array.from({ length: 1000 }, (_, k) => 0.1 * k);
    const sampled = dop853(oscillator, 0, [1, 0], 100, { tolerance: 1e-9, outputTimes });
    expect(sampled.steps).toBe(free.steps);
    expect([...sampled.value]).toEqual([...free.value]);
  });

  test('without output times every step is seen, starting with the initial state', () => {
    const list = seen(undefined, 0, 10);
    expect(list[0]).toEqual([0, 1]);
    expect(list[list.length - 1][0]).toBe(10);
    expect(list.length).toBeGreaterThan(5);
  });

  test('progress rises to the whole time', () => {
    const progress: number[] = [];
    const result = dop853(oscillator, 2, [1, 0], -8, {
      onProgress: (done, total) => void progress.push(done / total),
    });
    expect(progress).toHaveLength(result.steps);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress[progress.length - 1]).toBe(1);
  });
});

describe('failure', () => {
  test('a solution that blows up ends in "step too small" just before the pole', () => {
    const { status, time, rejected, message } = dop853(
      (_t, y, out) => {
        out[0] = y[0] ** 2;
      },
      0,
      [1],
      2,
    );
    expect(status).toBe('step too small');
    expect(message).toMatch(
      /^the step fell below the rounding of t at t = 1\.0000.*: a singularity, a jump,/,
    );
    expect(Math.abs(time - 1)).toBeLessThan(1e-6);
    expect(rejected).toBeGreaterThan(0);
  });

  test('a right-hand side that is not a number never enters the state', () => {
    const wall: RightHandSide = (t, _y, out) => {
      out[0] = t > 0.5 ? Number.NaN : 1;
    };
    const { status, time, value } = dop853(wall, 0, [0], 1);
    expect(status).toBe('step too small');
    expect(Math.abs(time - 0.5)).toBeLessThan(1e-12);
    expect(Math.abs(value[0] - time)).toBeLessThan(1e-14);
  });

  test('a right-hand side that is not a number at t0 ends at t0', () => {
    for (const bad of [Number.NaN, Infinity]) {
      const result = dop853((_t, _y, out) => void out.fill(bad), 0, [1], 1);
      expect(result).toMatchObject({ status: 'step too small', time: 0, steps: 0 });
      expect(result.rejected).toBeLessThan(1000);
    }
  });

  test('the limit of steps is a status', () => {
    const { status, steps, rejected, time, message } = dop853(oscillator, 0, [1, 0], 1e3, { maxSteps: 20 });
    expect(message).toBe(`stopped at t = ${time} after maxSteps = 20 steps`);
    expect(status).toBe('step limit');
    expect(steps + rejected).toBe(20);
    expect(time).toBeLessThan(1e3);
  });

  test('a stiff equation is called stiff where the fast part has died out, a fast oscillation is not', () => {
    const stiff: RightHandSide = (t, y, out) => {
      out[0] = -1000 * (y[0] - Math.cos(t));
    };
    const result = dop853(stiff, 0, [0], 2, { tolerance: 1e-5 });
    expect(result.status).toBe('finished');
    // e^{−1000 t} falls below the tolerance at t = 0.0115; fifteen steps of 6/1000 follow until it is said.
    expect(result.stiffFrom).toBeGreaterThan(0.0115);
    expect(result.stiffFrom).toBeLessThan(0.25);
    expect(result.message).toContain(`from t = ${result.stiffFrom} on the equation looks stiff`);
    for (const tolerance of [1e-3, 1e-6, 1e-12]) {
      expect(dop853(oscillator, 0, [1, 0], 300, { tolerance }).stiffFrom).toBeUndefined();
      expect(dop853(kepler, 0, [0.1, 0, 0, Math.sqrt(19)], 30, { tolerance }).stiffFrom).toBeUndefined();
    }
  });

  test('no time, no step', () => {
    const result = dop853(oscillator, 1, [1, 0], 1);
    expect(result).toMatchObject({ status: 'finished', steps: 0, evaluations: 0, time: 1 });
    expect([...result.value]).toEqual([1, 0]);
  });

  test('a right-hand side that returns its value instead of writing it is refused', () => {
    const rhs = (_t: number, y: Float64Array): number[] => [-y[0]];
    expect(() => dop853(rhs, 0, [1], 5)).toThrow(/rightHandSide must write dy\/dt to its third argument/);
  });

  test('bad arguments are refused by name', () => {
    const call = (t0: number, y0: number[], t1: number, options: object) => () =>
      dop853(oscillator, t0, y0, t1, options);
    expect(call(Number.NaN, [1, 0], 1, {})).toThrow('t0 must be a finite number, got NaN');
    expect(call(0, [1, 0], Infinity, {})).toThrow('t1 must be a finite number, got Infinity');
    expect(call(0, [], 1, {})).toThrow('y0 must have length >= 1, got length 0');
    expect(call(0, [1, Number.NaN], 1, {})).toThrow('y0[1] must be a finite number, got NaN');
    expect(call(0, [1, 0], 1, { tolerance: 0 })).toThrow('tolerance must be a finite number > 0, got 0');
    expect(call(0, [1, 0], 1, { tolerance: 1e-15 })).toThrow('tolerance must be >= 2.3e-15');
    expect(call(0, [1, 0], 1, { relativeTolerance: 1e-20 })).toThrow('relativeTolerance must be >= 2.3e-15');
    expect(call(0, [1, 0], 1, { denseOutput: true, maxBytes: -1 })).toThrow(
      'maxBytes must be a finite number > 0',
    );
    expect(call(0, [1, 0], 1, { maxSteps: 0.5 })).toThrow('maxSteps must be an integer >= 1');
    expect(call(0, [1, 0], 1, { firstStep: -1 })).toThrow('firstStep must be a finite number > 0, got -1');
    expect(call(0, [1, 0], 1, { outputTimes: [0.5, 0.4] })).toThrow(
      'outputTimes must run from t0 = 0 towards t1 = 1, got 0.4',
    );
    expect(call(0, [1, 0], 1, { outputTimes: [2] })).toThrow(
      'outputTimes must run from t0 = 0 towards t1 = 1, got 2',
    );
  });
});
