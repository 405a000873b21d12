import {
  createRandom,
  dop853,
  type EventFunction,
  type LocatedEvent,
  type RightHandSide,
} from '../../../lib/numerics/index';
import { kepler, keplerStart, oscillator } from './equations';

const falling: RightHandSide = (_t, y, out) => {
  out[0] = y[1];
  out[1] = -1;
};

const times = (events: readonly LocatedEvent[], name: string): number[] =>
  events.filter((event) => event.name === name).map((event) => event.time);

test('zeros of cos t, in both directions and in order, to the accuracy of the solution', () => {
  const node: EventFunction = { name: 'node', value: (_t, y) => y[0] };
  const { events, status } = dop853(oscillator, 0, [1, 0], 20, { tolerance: 1e-12, events: [node] });
  expect(status).toBe('finished');
  expect(events).toHaveLength(6);
  events.forEach(({ time, direction, state }, k) => {
    // The phase error of the solution at 1e-12 a step, and nothing from the root finding.
    expect(Math.abs(time - (k + 0.5) * Math.PI)).toBeLessThan(1e-11);
    expect(direction).toBe(k % 2 === 0 ? -1 : 1);
    expect(Math.abs(state[0])).toBeLessThan(1e-15);
  });
});

test('the time of an event is a root of the interpolated solution to rounding', () => {
  const value = (t: number, y: Float64Array): number => Math.exp(y[0]) - 1.7 + 0.1 * Math.sin(3 * t);
  const options = { tolerance: 1e-6, denseOutput: true, events: [{ name: 'mixed', value }] } as const;
  const { events, solution } = dop853(oscillator, 0, [1, 0], 30, options);
  expect(events.length).toBeGreaterThan(5);
  for (const { time, state } of events) {
    expect(Math.abs(value(time, solution(time)))).toBeLessThan(1e-14); // slopes up to 3 times 2⁻⁵⁰ of t = 30
    expect(Math.abs(value(time, state))).toBeLessThan(1e-14);
  }
});

test('a bouncing ball: terminal events, restarts at the ground, closed form', () => {
  const ground: EventFunction = { name: 'ground', value: (_t, y) => y[0], direction: -1, terminal: true };
  const restitution = 0.8;
  let [t, y] = [0, [2, 0]];
  let expected = 0;
  for (let bounce = 0; bounce < 12; bounce++) {
    const result = dop853(falling, t, y, 100, { tolerance: 1e-12, events: [ground] });
    expect(result.status).toBe('event');
    expect(result.message).toBe(`stopped by a terminal event at t = ${result.time}`);
    expect(result.events).toHaveLength(1);
    expect(result.events[0].state).toEqual(result.value);
    // Falls from height 2 in time 2 with speed 2, then 2·speed for each arc.
    expected += bounce === 0 ? 2 : 4 * restitution ** bounce;
    expect(Math.abs(result.time - expected)).toBeLessThan(1e-12);
    expect(Math.abs(result.value[0])).toBeLessThan(1e-15);
    t = result.time;
    y = [result.value[0], -restitution * result.value[1]];
  }
});

test('perihelia and aphelia of a Kepler orbit', () => {
  const radial = (_t: number, y: Float64Array): number => y[0] * y[2] + y[1] * y[3];
  const { events } = dop853(kepler, 0, keplerStart, 32, {
    tolerance: 1e-13,
    events: [
      { name: 'perihelion', value: radial, direction: 1 },
      { name: 'aphelion', value: radial, direction: -1 },
    ],
  });
  // It starts at a perihelion, which is not counted; the error of the phase grows with the square of the time.
  times(events, 'perihelion').forEach((time, k) => {
    expect(Math.abs(time - 2 * Math.PI * (k + 1))).toBeLessThan(1e-11 * (k + 1) ** 2);
  });
  times(events, 'aphelion').forEach((time, k) => {
    expect(Math.abs(time - 2 * Math.PI * (k + 0.5))).toBeLessThan(1e-11 * (k + 1) ** 2);
  });
  expect(events.map((event) => event.name).slice(0, 4)).toEqual([
    'aphelion',
    'perihelion',
    'aphelion',
    'perihelion',
  ]);
  expect(events).toHaveLength(10);
});

test('two crossings in one step: a dip below a level by eps is seen as long as the solution sees it', () => {
  for (const eps of [0.1, 1e-3, 1e-6, 1e-9]) {
    const level: EventFunction = { name: 'top', value: (_t, y) => y[0] - (1 - eps) };
    const { events, steps } = dop853(oscillator, 0.5, [Math.cos(0.5), -Math.sin(0.5)], 20, {
      tolerance: 1e-13,
      events: [level],
    });
    expect(steps).toBeLessThan(150); // so that the two crossings lie within one step
    const half = Math.acos(1 - eps);
    const expected = [1, 2, 3].flatMap((k) => [2 * Math.PI * k - half, 2 * Math.PI * k + half]);
    expect(events).toHaveLength(6);
    events.forEach(({ time, direction }, k) => {
      // An error δ of the solution moves the crossing by δ/slope, slope = sin(half).
      expect(Math.abs(time - expected[k])).toBeLessThan(1e-11 / Math.sin(half));
      expect(direction).toBe(k % 2 === 0 ? 1 : -1);
    });
  }
});

test('several events within one long step, in order, with different numbers of crossings', () => {
  // y = t exactly, one step of length 10.
  const line: RightHandSide = (_t, _y, out) => {
    out[0] = 1;
  };
  const roots = { one: [7.3], two: [2.6, 2.7], three: [1.1, 5, 9.9] };
  const events = Object.entries(roots).map(([name, zeros]) => ({
    name,
    value: (_t: number, y: Float64Array) => zeros.reduce((product, zero) => product * (y[0] - zero), 1),
  }));
  for (const [from, to] of [
    [0, 10],
    [10, 0],
  ]) {
    const result = dop853(line, from, [from], to, { tolerance: 1, firstStep: 10, events });
    expect(result.steps).toBe(1);
    const expected = Object.values(roots)
      .flat()
      .sort((a, b) => (a - b) * Math.sign(to - from));
    expect(result.events).toHaveLength(6);
    result.events.forEach(({ time }, k) => {
      expect(Math.abs(time - expected[k])).toBeLessThan(5e-14); // 2⁻⁵⁰ of the step of 10, and roundings of its interpolation
    });
  }
});

test('random polynomials of degree 7 on one step: every root is found, also two within a hundredth of the step', () => {
  const random = createRandom(9);
  const line: RightHandSide = (_t, _y, out) => {
    out[0] = 1;
  };
  for (let round = 0; round < (process.env.LONG ? 5000 : 200); round++) {
    const zeros: number[] = [];
    while (zeros.length < 7) {
      const zero = 2 * random.uniform() - 0.5;
      if (zeros.every((other) => Math.abs(other - zero) > 0.01)) zeros.push(zero);
    }
    const value = (_t: number, y: Float64Array): number => zeros.reduce((p, zero) => p * (y[0] - zero), 1);
    const { events } = dop853(line, 0, [0], 1, {
      tolerance: 1,
      firstStep: 1,
      events: [{ name: 'zero', value }],
    });
    const expected = zeros.filter((zero) => zero > 0 && zero < 1).sort((a, b) => a - b);
    expect(events).toHaveLength(expected.length);
    // The product is computed factor by factor: its zeros are those of the factors to rounding.
    events.forEach(({ time }, k) => {
      expect(Math.abs(time - expected[k])).toBeLessThan(1e-14);
    });
  }
});

describe('what counts as an event', () => {
  const run = (value: EventFunction['value'], rest: Partial<EventFunction> = {}): number[] =>
    dop853(oscillator, 0, [0, 1], 7, {
      tolerance: 1e-12,
      events: [{ name: 'e', value, ...rest }],
    }).events.map(({ time }) => time);

  test('a zero at t0 is none, a zero at a later step is one', () => {
    const found = run((_t, y) => y[0]); // sin t
    expect(found).toHaveLength(2);
    expect(Math.abs(found[0] - Math.PI)).toBeLessThan(1e-11);
  });

  test('touching zero is none', () => {
    expect(run((_t, y) => y[0] * y[0])).toEqual([]);
    expect(run((t) => (t - 3) ** 2)).toEqual([]);
  });

  test('zero over a stretch of time is one, if the sign is another one afterwards', () => {
    const plateau = (t: number): number => (t < 2 ? t - 2 : t > 4 ? t - 4 : 0);
    const found = run(plateau);
    expect(found).toHaveLength(1);
    expect(found[0]).toBeGreaterThanOrEqual(2 - 1e-12);
    expect(found[0]).toBeLessThanOrEqual(4 + 1e-12);
    expect(run((t) => Math.abs(plateau(t)))).toEqual([]);
  });

  test('directions are as the integration runs', () => {
    expect(run((_t, y) => y[1], { direction: -1 })).toHaveLength(1); // cos t at π/2
    expect(run((_t, y) => y[1], { direction: 1 })).toHaveLength(1); // and at 3π/2
    const back = dop853(oscillator, 7, [Math.sin(7), Math.cos(7)], 0, {
      tolerance: 1e-12,
      events: [{ name: 'down', value: (_t, y) => y[1], direction: -1 }],
    });
    expect(back.events).toHaveLength(1);
    expect(Math.abs(back.events[0].time - 1.5 * Math.PI)).toBeLessThan(1e-11);
  });
});

test('a terminal event cuts off output, later events and the stored solution', () => {
  const seen: number[] = [];
  const result = dop853(oscillator, 0, [1, 0], 20, {
    tolerance: 1e-10,
    denseOutput: true,
    outputTimes: Array.from({ length: 41 }, (_, k) => k / 2),
    observe: (t) => void seen.push(t),
    events: [
      { name: 'stop', value: (t) => t - 4.2, terminal: true },
      { name: 'late', value: (t) => t - 4.2000001 },
      { name: 'early', value: (t) => t - 4.1999999 },
    ],
  });
  expect(result.status).toBe('event');
  expect(Math.abs(result.time - 4.2)).toBeLessThan(1e-15 * 8);
  expect(result.events.map((event) => event.name)).toEqual(['early', 'stop']);
  expect(seen).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
  expect(Math.abs(result.value[0] - Math.cos(4.2))).toBeLessThan(1e-9);
  expect(Math.abs(result.solution(4.2 - 1e-9)[0] - Math.cos(4.2))).toBeLessThan(2e-9);
  expect(() => result.solution(4.3)).toThrow(`t must be a number in [0, ${result.time}], got 4.3`);
});

test('bad events are refused by name', () => {
  const call = (event: object) => () =>
    dop853(oscillator, 0, [1, 0], 20, { events: [event as EventFunction] });
  expect(call({ name: 'e' })).toThrow('events[0].value must be a function of (t, y), got undefined');
  expect(call({ name: 'e', value: () => 1, direction: 2 })).toThrow(
    'events[0].direction must be one of -1, 0, 1, got 2',
  );
  expect(call({ name: 'depth', value: (t: number) => Math.sqrt(1 - t) })).toThrow(
    /the event depth must be a finite number, got NaN at t = /,
  );
});
