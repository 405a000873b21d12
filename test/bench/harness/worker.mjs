// The Node side of the benchmark: answers lines of JSON on stdin (`--cases folder --library folder`).
//   hello                                 → { checksum, versions }
//   prepare group operation contender …   → { result, seconds } (of one batch) | { missing } | { notInBuild } | { error }
//   run contender                         → { seconds } (of one call)
//   release contender                     → { result } of its last call
import { existsSync } from 'node:fs';
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

/** What is not here to be measured: an answer of its own, no failure. */
class Absent extends Error {
  constructor(answer) {
    super();
    this.answer = answer;
  }
}

/** Ends a preparation: the program of a peer is not installed. */
function missing(name) {
  throw new Absent({ missing: name });
}

/** Ends a preparation: the library has no such function yet. */
function notInBuild(name) {
  throw new Absent({ notInBuild: name });
}

/** The library and its numerics; a name that neither exports is not in this build. */
function openLibrary() {
  const require = createRequire(import.meta.url);
  const faces = ['index.js', 'numerics/index.js'].map((face) => join(folders.library, face));
  return new Proxy(Object.assign({}, ...faces.filter(existsSync).map(require)), {
    get(target, name) {
      if (!(name in target)) notInBuild(String(name));
      return target[name];
    },
  });
}

let library;
const prepared = new Map();

async function prepare({ group, operation, contender, role, input, batch }) {
  prepared.delete(contender);
  const { contenders } = await import(pathToFileURL(join(folders.cases, `${group}.mjs`)).href);
  library ??= openLibrary();
  const { run, result = (last) => last } = await contenders[operation][role](input, {
    library,
    missing,
    notInBuild,
  });
  const first = timed(run, 1);
  const answer = { result: fingerprint(result(first.last)) };
  const { repetitions, seconds } = calibrate(run, first.seconds, batch);
  prepared.set(contender, { run, result, repetitions, last: undefined });
  return { ...answer, seconds };
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
    answer = error instanceof Absent ? error.answer : { error: error.stack };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
