import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureCase } from './measure.mjs';

/** A worker that takes `seconds` by its own clock and notes when it is asked. */
function fakeWorker(name, seconds, log, { result = [1], last = result, instead } = {}) {
  const answers = {
    prepare: instead ?? { result, seconds },
    run: { seconds },
    release: { result: last },
  };
  return {
    name,
    role: name,
    worker: {
      async ask({ do: action }) {
        log.push(`+${name} ${action}`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`-${name} ${action}`);
        return answers[action];
      },
    },
  };
}

const entry = { tolerance: 1e-6 };
const options = { rounds: 4, budget: 100 };
const measure = (...contenders) => measureCase(entry, contenders, {}, options);

test('contenders work in turn, never together, every other round backwards', async () => {
  const log = [];
  await measure(...['a', 'b', 'c'].map((name) => fakeWorker(name, 1, log)));
  for (let k = 0; k < log.length; k += 2) assert.equal(log[k + 1], log[k].replace('+', '-'));
  const runs = log.filter((line) => line.startsWith('+') && line.endsWith('run')).map((line) => line[1]);
  assert.equal(runs.join(''), 'abccbaabccba');
});

test('a slow and a fast one: the ratio is ours over theirs', async () => {
  const slow = { ...fakeWorker('slow', 0.3, []), target: 0.2 };
  const { peers, seconds } = await measure(fakeWorker('fast', 0.1, []), slow);
  assert.equal(seconds, 0.1);
  assert.ok(Math.abs(peers[0].ratio - 1 / 3) < 1e-15);
  assert.equal(peers[0].outcome, 'missed');
});

test('rounds fit the budget, but there are three at least', async () => {
  const rounds = async (seconds) => {
    const { rounds } = await measureCase(
      entry,
      [fakeWorker('a', seconds, [])],
      {},
      { rounds: 9, budget: 10 },
    );
    return rounds;
  };
  assert.deepEqual([await rounds(0.1), await rounds(2), await rounds(100)], [9, 5, 3]);
});

test('a result that differs is an error and not timed', async () => {
  const log = [];
  const { peers } = await measure(
    fakeWorker('ours', 1, log, { result: [1, 2] }),
    fakeWorker('near', 1, log, { result: [1, 2 + 1e-7] }),
    fakeWorker('far', 1, log, { result: [1, 2 + 1e-5] }),
    fakeWorker('nan', 1, log, { result: [1, null] }),
  );
  assert.equal(peers[0].error, undefined);
  assert.match(
    peers[1].error,
    /the result of far is off by 0.000005.*, more than 0.000001: \[1, 2.00001\], not \[1, 2\]/,
  );
  assert.match(peers[2].error, /off by Infinity/);
  assert.ok(!log.includes('+far run') && !log.includes('+nan run') && log.includes('+near run'));
});

test('a run that changes its result while it is timed is an error', async () => {
  const spoilt = { result: [1], last: [1.5] };
  const theirs = await measure(fakeWorker('ours', 1, []), fakeWorker('theirs', 1, [], spoilt));
  assert.match(theirs.peers[0].error, /the last run of theirs is off by 0.50/);
  assert.match((await measure(fakeWorker('ours', 1, [], spoilt))).error, /the last run of ours/);
});

test('ours missing or failing ends the case, a peer only its row', async () => {
  const log = [];
  const peer = fakeWorker('peer', 1, log);
  assert.deepEqual(await measure(fakeWorker('ours', 1, log, { instead: { missing: 'x' } }), peer), {
    missing: 'x',
  });
  assert.deepEqual(await measure(fakeWorker('ours', 1, log, { instead: { error: 'no' } }), peer), {
    error: 'no',
  });
  assert.ok(!log.some((line) => line.includes('peer')));
  const { peers, seconds } = await measure(
    fakeWorker('ours', 1, log),
    fakeWorker('absent', 1, log, { instead: { missing: 'qutip' } }),
    peer,
  );
  assert.deepEqual([peers[0].missing, peers[1].ratio, seconds], ['qutip', 1, 1]);
});
