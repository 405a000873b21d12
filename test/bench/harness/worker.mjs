// The Node side of the benchmark: answers lines of JSON on stdin (`--cases folder --library folder`).
//   hello                                 → { checksum, versions }
//   prepare group operation contender …   → { result, seconds } (of one batch) | { missing } | { error }
//   run contender                         → { seconds } (of one call)
//   release contender                     → { result } of its last call
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checksum, fingerprint } from './inputs.mjs';
import { calibrate, timed } from './timing.mjs';

console.log = console.error; // stdout carries answers only

const { values: folders } = parseArgs({
  options: { cases: { type: 'string' }, library: { type: 'string' } },
});

/** What is not here to be measured: reported as such, no failure. */
class Missing extends Error {}

/** The library; a name that it does not export is missing in this build. */
function openLibrary() {
  const library = createRequire(import.meta.url)(join(folders.library, 'index.js'));
  return new Proxy(library, {
    get(target, name) {
      if (!(name in target)) missing(`${String(name)} is not in this build`);
      return target[name];
    },
  });
}

function missing(name) {
  throw new Missing(name);
}

let library;
const prepared = new Map();

async function prepare({ group, operation, contender, role, input, batch }) {
  prepared.delete(contender);
  const { contenders } = await import(pathToFileURL(join(folders.cases, `${group}.mjs`)).href);
  library ??= openLibrary();
  const { run, result = (last) => last } = await contenders[operation][role](input, { library, missing });
  const first = fingerprint(result(run()));
  const entry = { run, result, repetitions: calibrate(run, batch), last: undefined };
  prepared.set(contender, entry);
  return { result: first, seconds: measure(entry) * entry.repetitions };
}

function measure(entry) {
  const { seconds, last } = timed(entry.run, entry.repetitions);
  entry.last = last;
  return seconds;
}

function release({ contender }) {
  const { result, last } = prepared.get(contender);
  prepared.delete(contender);
  return { result: fingerprint(result(last)) };
}

const answers = {
  hello: () => ({ checksum: checksum(), versions: { node: process.version } }),
  prepare,
  run: ({ contender }) => ({ seconds: measure(prepared.get(contender)) }),
  release,
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = await answers[question.do](question);
  } catch (error) {
    answer = error instanceof Missing ? { missing: error.message } : { error: error.stack };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
