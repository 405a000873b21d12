import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distributions } from './report.mjs';

const measured = (...ratios) => ({ peers: ratios.map((ratio, k) => ({ name: 'ab'[k], ratio })) });

test('families have a line for each peer, with median and 90th percentile of its ratios', () => {
  const cases = [
    { family: 'clouds', measured: measured(0.1, 3) },
    { family: 'clouds', measured: measured(0.3) },
    { family: 'clouds', measured: measured(0.2) },
    { measured: measured(50) },
    { family: 'grids', measured: measured(7) },
  ];
  assert.deepEqual(distributions(cases), [
    // Between order statistics: 0.2 + 0.8·0.1.
    '  clouds, ours : a over 3 instances: median 0.20, 90th percentile 0.28',
    '  clouds, ours : b over 1 instances: median 3.0, 90th percentile 3.0',
    '  grids, ours : a over 1 instances: median 7.0, 90th percentile 7.0',
  ]);
});

test('what has no ratio does not count', () => {
  const cases = [
    { family: 'clouds', measured: measured(undefined) },
    { family: 'clouds', measured: { missing: 'POT' } },
    { family: 'clouds', measured: measured(0.5) },
  ];
  assert.deepEqual(distributions(cases), [
    '  clouds, ours : a over 1 instances: median 0.50, 90th percentile 0.50',
  ]);
});
