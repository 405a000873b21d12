import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from './agreement.mjs';
import { fingerprint, signed, uniforms } from './inputs.mjs';

test('inputs are those of the Python side', () => {
  // [int(u * 2**32) for u in peers.inputs.uniforms(7, 4)], and the last of uniforms(3, 100000).
  const words = (seed, count) => Array.from(uniforms(seed, count), (u) => u * 2 ** 32);
  assert.deepEqual(words(7, 4), [825203681, 1939205706, 2455510557, 1977631994]);
  assert.equal(words(3, 100_000).at(-1), 2190099614);
});

test('a fingerprint of a long result is that of the Python side, up to the order of summation', () => {
  // peers.inputs.fingerprint(peers.inputs.uniforms(5, 1000))[:3]
  const expected = [0.3758295190916599, 0.08797854054152157, 0.7358921992126852];
  assert.ok(difference(fingerprint(uniforms(5, 1000)).slice(0, 3), expected) < 1e-13);
});

test('uniforms fill [0, 1) evenly and differ by seed', () => {
  const u = uniforms(1, 100_000);
  assert.ok(u.every((value) => value >= 0 && value < 1));
  // The mean of 10⁵ uniforms has a standard deviation of 9e-4.
  assert.ok(Math.abs(u.reduce((sum, value) => sum + value, 0) / u.length - 0.5) < 5e-3);
  assert.notEqual(u[0], uniforms(2, 1)[0]);
  assert.deepEqual(
    signed(1, 3),
    u.slice(0, 3).map((value) => 2 * value - 1),
  );
});

test('short results are their own fingerprint; any entry of a long one shows', () => {
  assert.deepEqual(fingerprint(new Float64Array([1, 2])), [1, 2]);
  const values = signed(1, 5000);
  const before = fingerprint(values);
  assert.ok(before.length <= 32);
  values[1234] += 1e-3;
  assert.ok(difference(fingerprint(values), before) > 1e-8);
});

test('agreement is relative to the largest entry', () => {
  assert.equal(difference([1, 2], [1, 4]), 0.5);
  assert.equal(difference([0.5], [0]), 0.5);
  assert.equal(difference([1], [1, 1]), Number.POSITIVE_INFINITY);
  assert.equal(difference([], []), Number.POSITIVE_INFINITY);
  for (const bad of [Number.NaN, null, undefined, Number.POSITIVE_INFINITY]) {
    assert.equal(difference([bad], [1]), Number.POSITIVE_INFINITY);
    assert.equal(difference([1], [bad]), Number.POSITIVE_INFINITY);
  }
});
