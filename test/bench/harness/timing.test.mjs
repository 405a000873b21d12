import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrate, timed } from './timing.mjs';

test('a long first call is warm-up enough; a short one is repeated to fill the batch', () => {
  let calls = 0;
  const run = () => ++calls;
  assert.deepEqual(calibrate(run, 2, 0.02), { repetitions: 1, seconds: 2 });
  assert.equal(calls, 0);
  const { repetitions } = calibrate(run, 0.5, 0.02);
  assert.ok(calls > 100 && repetitions > 100, `${calls} calls, ${repetitions} repetitions`);
});

test('all repetitions are made, and the last result is kept', () => {
  let calls = 0;
  const { seconds, last } = timed(() => ++calls, 7);
  assert.equal(last, 7);
  assert.ok(seconds >= 0);
});
