import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, median, quantile, ratios, spread } from './statistics.mjs';

test('quantiles are linear between order statistics', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  // numpy.quantile([7, 1, 4, 9], [0, 0.25, 0.75, 1]) = [1, 3.25, 7.5, 9]
  assert.deepEqual(
    [0, 0.25, 0.75, 1].map((q) => quantile([7, 1, 4, 9], q)),
    [1, 3.25, 7.5, 9],
  );
  assert.equal(quantile([10, 9, 100], 0.5), 10, 'sorted as numbers, not as words');
  assert.throws(() => median([]), RangeError);
});

test('samples are left in their order', () => {
  const samples = [3, 1, 2];
  median(samples);
  assert.deepEqual(samples, [3, 1, 2]);
});

test('few samples are spread from least to largest, many between the quartiles', () => {
  assert.deepEqual(spread([5, 1, 3, 2]), [1, 5]);
  assert.deepEqual(spread([5, 1, 3, 2, 4]), [2, 4]);
});

test('a ratio is of the same round, ours over theirs', () => {
  assert.deepEqual(ratios([1, 20], [2, 10]), [0.5, 2]);
  // The second round was ten times slower for both: the ratio does not see it.
  assert.deepEqual(judge(ratios([1, 10, 1], [2, 20, 2]), 1).ratio, 0.5);
  assert.throws(() => ratios([1], [1, 2]), RangeError);
});

test('a target is met or missed only by the whole spread', () => {
  assert.equal(judge([0.8, 0.9, 1], 1).outcome, 'met');
  assert.equal(judge([1.01, 1.2, 1.3], 1).outcome, 'missed');
  assert.equal(judge([0.9, 1.2, 1.3], 1).outcome, 'within noise');
  // One slow round out of nine is no noise: the quartiles do not move.
  assert.equal(judge([0.8, 0.8, 0.8, 0.8, 5, 0.8, 0.8, 0.8, 0.8], 1).outcome, 'met');
});

test('without a target there is no outcome', () => {
  const { outcome, target, ratio } = judge([1, 2, 3], undefined);
  assert.deepEqual([outcome, target, ratio], [null, null, 2]);
});
