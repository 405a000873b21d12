import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { workerProcess } from './process.mjs';

const talker = fileURLToPath(new URL('../fixtures/talker.mjs', import.meta.url));
const started = [];

function worker(habit, options = {}) {
  const made = workerProcess({ name: habit, command: process.execPath, args: [talker, habit], ...options });
  started.push(made);
  return made;
}

after(() => {
  for (const made of started) made.stop();
});

test('questions and answers pass as lines of JSON, to one thread', async () => {
  const echo = worker('echo');
  assert.deepEqual(await echo.ask({ π: 'two\nlines' }), { heard: { π: 'two\nlines' }, threads: '1' });
  assert.equal((await echo.ask({ second: true })).heard.second, true);
});

test('one question at a time', async () => {
  const echo = worker('echo');
  const first = echo.ask({});
  assert.throws(() => echo.ask({}), /busy/);
  await first;
});

test('a process that dies says why, and the next question starts it anew', async () => {
  const mortal = worker('echo');
  await assert.rejects(mortal.ask({ habit: 'die' }), /echo ended with code 3:\nout of luck/);
  assert.equal((await mortal.ask({ again: 1 })).heard.again, 1);
});

test('what is not JSON, silence, and a command that is not there are errors', async () => {
  await assert.rejects(worker('babble').ask({}), /"Welcome to a library that prints", which is not JSON/);
  await assert.rejects(worker('silent', { timeout: 200 }).ask({}), /did not answer within 0.2 s/);
  await assert.rejects(worker('echo', { command: 'no-such-command' }).ask({}), /does not start/);
});
