// Ours and the usual peers on the same inputs, in turn, one thread each (`npm run bench -- --help`).
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { help, readOptions, UsageError } from './harness/options.mjs';
import { workerProcess } from './harness/process.mjs';
import { findPython, installPeers } from './harness/python.mjs';
import { duration, exitCode, summarise, summaryText } from './harness/report.mjs';
import { runGroups } from './harness/run.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));
const allGroups = [
  'fft',
  'dense',
  'sparse',
  'random',
  'ode',
  'conic',
  'transport',
  'entropic',
  'gridTransport',
  'vlasov',
  'quantumGrid',
  'forces',
  'bosons',
  'sphericalBosons',
  'phasespace',
  'pseudodistance',
];

function nodeWorker(name, library) {
  const worker = path.join(folder, 'harness/worker.mjs');
  const args = [worker, '--cases', path.join(folder, 'cases'), '--library', library];
  return workerProcess({ name, command: process.execPath, args });
}

/** Without NumPy no peer of Python can be asked. */
function pythonWorker(python) {
  if (!python) return { name: 'Python', ask: async () => ({ missing: 'numpy' }), stop: () => {} };
  return workerProcess({ name: 'Python', command: python, args: ['-m', 'peers'], cwd: folder });
}

function showProgress({ count, of, group, name, left }) {
  const minutes = left < 60 ? 'less than a minute' : `about ${Math.round(left / 60)} min`;
  const line = `[${count + 1}/${of}] ${group}: ${name} (${minutes} left)`;
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

function print(text) {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  console.log(text);
}

async function main() {
  const options = readOptions(process.argv.slice(2), { folder, allGroups });
  if (options.help) return print(help);
  if (options.install) return installPeers(folder);

  const start = performance.now();
  const python = findPython(folder);
  const startWorkers = () => ({
    ours: nodeWorker('ours', options.library),
    ...(options.against ? { against: nodeWorker('the other build', options.against) } : {}),
    python: pythonWorker(python),
  });
  const groups = await Promise.all(
    options.groups.map(async (group) => ({ group, ...(await import(`./cases/${group}.mjs`)) })),
  );
  const { results, versions } = await runGroups(groups, {
    startWorkers,
    options,
    print,
    onProgress: showProgress,
  });

  const summary = summarise(results);
  const seconds = (performance.now() - start) / 1000;
  const machine = { processor: os.cpus()[0]?.model, system: `${os.type()} ${os.release()}` };
  const { rounds, library, against } = options;
  const report = {
    date: new Date().toISOString(),
    machine,
    versions,
    rounds,
    library,
    against,
    summary,
    results,
  };
  writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
  print(summaryText(summary));
  print(`${results.length} cases in ${duration(seconds)}; all figures in ${path.relative('', options.json)}`);
  return exitCode(summary);
}

try {
  process.exitCode = (await main()) ?? 0;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${help}`);
  process.exitCode = 2;
}
