import { evolve, type Steppable } from '../../../lib/numerics/ode/evolve';

/** A clock that remembers its steps. */
function clock(time: number = 0, secondsPerStep: number = 0): Steppable & { readonly steps: number[] } {
  const steps: number[] = [];
  let now = time;
  return {
    get time() {
      return now;
    },
    secondsPerStep,
    steps,
    step(dt) {
      steps.push(dt);
      now += dt;
    },
  };
}

test('a whole number of equal steps, no longer than asked for, in each interval between samples', () => {
  for (const [until, timeStep, samples, count] of [
    [1, 0.3, 1, 4],
    [1, 0.3, 3, 6],
    [-2, 0.1, 5, 20],
    [1, 0.1, 1, 10], // 1/0.1 must not become 11 by rounding
    [0.3, 5, 2, 2],
  ]) {
    const system = clock();
    const dt = evolve(system, { until, timeStep, samples });
    expect(system.steps).toEqual(new Array(count).fill(dt));
    expect(Math.abs(dt)).toBeLessThanOrEqual(timeStep * (1 + 1e-9));
    expect(Math.abs(system.time - until)).toBeLessThan(1e-15 * count);
  }
});

test('samples come at exact times, the start and the end among them; progress after each step', () => {
  const system = clock(0.5);
  const seen: number[] = [];
  const progress: string[] = [];
  evolve(system, {
    until: 1.5,
    timeStep: 0.06,
    samples: 10,
    observe: (time) => void seen.push(time),
    onProgress: (done, total) => void progress.push(`${done}/${total}`),
  });
  expect(seen).toEqual(Array.from({ length: 11 }, (_, k) => 0.5 + k / 10));
  expect(progress).toHaveLength(20);
  expect([progress[0], progress[19]]).toEqual(['1/20', '20/20']);
});

test('no time, no step, one sample', () => {
  const system = clock(2);
  const seen: number[] = [];
  expect(evolve(system, { until: 2, timeStep: 1, samples: 4, observe: (time) => void seen.push(time) })).toBe(
    0,
  );
  expect([seen, system.steps]).toEqual([[2], []]);
});

test('hopeless runs and bad arguments are refused before the first step', () => {
  const slow = clock(0, 2);
  expect(() => evolve(slow, { until: 100, timeStep: 0.1 })).toThrow(
    'until and timeStep ask for 1000 steps, about 2000 s of work; at most maxSeconds = 1800 s are allowed',
  );
  expect(slow.steps).toEqual([]);
  const system = clock(1e10);
  expect(() => evolve(system, { until: 2e10, timeStep: 1e-9 })).toThrow(
    'timeStep must not be lost in the rounding',
  );
  expect(() => evolve(system, { until: Number.NaN, timeStep: 1 })).toThrow(
    'until must be a finite number, got NaN',
  );
  expect(() => evolve(system, { until: 1, timeStep: 0 })).toThrow(
    'timeStep must be a finite number > 0, got 0',
  );
  expect(() => evolve(system, { until: 1, timeStep: 1, samples: 0 })).toThrow(
    'samples must be an integer >= 1',
  );
  expect(system.steps).toEqual([]);
});
