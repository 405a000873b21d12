/** The Python that runs the peers. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { UsageError } from './options.mjs';

const inEnvironment = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
const fromPath = process.platform === 'win32' ? 'python' : 'python3';

/**
 * $BENCH_PYTHON; without it the first with NumPy of `folder`/.venv, the project's .venv and the PATH; undefined if
 * there is none.
 */
export function findPython(folder) {
  const { BENCH_PYTHON: given } = process.env;
  if (given && spawnSync(given, ['--version']).error)
    throw new UsageError(`BENCH_PYTHON=${given} does not start`);
  if (given) return given;
  const environments = [folder, path.join(folder, '../..')].map((place) =>
    path.join(place, '.venv', ...inEnvironment),
  );
  return [...environments, fromPath].find(
    (python) => spawnSync(python, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0,
  );
}

/** Makes `folder`/.venv with the pinned peers; returns the exit code. */
export function installPeers(folder) {
  const environment = path.join(folder, '.venv');
  const python = path.join(environment, ...inEnvironment);
  const steps = [
    [fromPath, '-m', 'venv', '--clear', environment],
    [
      python,
      '-m',
      'pip',
      'install',
      '--disable-pip-version-check',
      '-r',
      path.join(folder, 'requirements.txt'),
    ],
  ];
  for (const [command, ...args] of steps) {
    const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
    if (status === 0) continue;
    console.error(`\n${command} ${args.slice(0, 3).join(' ')} failed${error ? `: ${error.message}` : ''}.`);
    console.error('The peers need Python 3.11 or later with venv (on Debian: apt install python3-venv).');
    return 1;
  }
  return 0;
}
