import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readOptions, UsageError } from './options.mjs';
import { workerProcess } from './process.mjs';
import { exitCode, summarise, summaryText } from './report.mjs';
import { runGroups } from './run.mjs';

const here = (place) => fileURLToPath(new URL(place, import.meta.url));

/** The worker itself, on the group of the fixtures and a library that exports nothing. */
const startWorkers = () => ({
  ours: workerProcess({
    name: 'ours',
    command: process.execPath,
    args: [here('worker.mjs'), '--cases', here('../fixtures'), '--library', here('../fixtures/library')],
  }),
});

test('a group from its cases to the summary, with every kind of peer', async () => {
  const printed = [];
  const progress = [];
  const groups = [{ group: 'sums', ...(await import('../fixtures/sums.mjs')) }];
  const { results, versions } = await runGroups(groups, {
    startWorkers,
    options: { rounds: 3, budget: 1, batch: 1e-4 },
    print: (text) => printed.push(text),
    onProgress: (step) => progress.push(step),
  });
  assert.equal(versions.node, process.version);
  assert.deepEqual(
    progress.map(({ count, left }) => [count, left]),
    [
      [0, 6],
      [1, 3],
    ],
  );

  const { outcomes, missing, notInBuild, errors } = summarise(results);
  assert.deepEqual([outcomes.met.length, outcomes.missed.length, outcomes['within noise'].length], [1, 1, 0]);
  assert.deepEqual([exitCode({ errors }), exitCode({ errors: [] })], [1, 0]);
  assert.deepEqual(missing, ['no-such-program']);
  assert.deepEqual(notInBuild, ['notWrittenYet']);
  assert.equal(errors.length, 3);
  assert.match(errors[0], /sums, a sum, wrong: the result of wrong is off by/);
  assert.match(errors[1], /failing: Error: singular matrix/);
  assert.match(errors[2], /the last run of spoiling is off by/);
  assert.match(printed.join(), /honest +[\d.]+ \(.*≤ 1000000000 +met/);
  assert.match(
    summaryText({ outcomes, missing, notInBuild, errors }),
    /Targets: 1 met, 1 missed, 0 within noise\.\nMissed:\n {2}sums, a sum, impossible: .*, target ≤ 1e-9/,
  );
});

test('every group of cases has its twin in Python, and its cases name contenders that exist', async () => {
  const folder = here('..');
  const names = (place, ending) =>
    readdirSync(path.join(folder, place))
      .filter((name) => name.endsWith(ending))
      .map((name) => path.parse(name).name);
  const groups = names('cases', '.mjs');
  assert.ok(groups.length > 0);
  for (const group of groups) {
    const { title, cases, contenders } = await import(`../cases/${group}.mjs`);
    assert.ok(title && cases.length > 0);
    assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, 'names differ');
    const twin = readFileSync(path.join(folder, 'peers', `${group}.py`), 'utf8');
    for (const { operation, tolerance, peers } of cases) {
      assert.equal(typeof contenders[operation].ours, 'function');
      assert.ok(tolerance > 0);
      for (const peer of Object.keys(peers))
        assert.ok(peer in contenders[operation] || twin.includes(`"${peer}"`), peer);
    }
  }
});

test('the command line', () => {
  const place = { folder: here('..'), allGroups: ['fft', 'dense'] };
  const library = ['--library', here('../fixtures/library')];
  const { groups, rounds, quick } = readOptions(['dense', ...library], place);
  assert.deepEqual([groups, rounds, quick], [['dense'], 9, false]);
  assert.deepEqual(readOptions(library, place).groups, ['fft', 'dense']);
  assert.equal(readOptions(['--quick', ...library], place).rounds, 3);
  for (const bad of [
    ['cooking'],
    ['--rounds', '2'],
    ['--rounds', 'x'],
    ['--fast'],
    ['--library', '/nowhere'],
  ])
    assert.throws(() => readOptions([...bad], place), UsageError);
});
