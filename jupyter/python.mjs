/** A virtual environment with the pinned JupyterLab, in .venv, and how its Python is run. */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashFiles, inRoot, onWindows, readText, root } from './files.mjs';
import { run, SetupError } from './steps.mjs';

const environmentFolder = inRoot('.venv');
export const python = inRoot('.venv', ...(onWindows ? ['Scripts', 'python.exe'] : ['bin', 'python']));

/** Prints every installed package as name==version. */
const listPackages =
  'import importlib.metadata as m; print("\\n".join(sorted(f"{d.name}=={d.version}" for d in m.distributions())))';

/** Looks what is needed, and says at once if there is no Python for it; returns the step that installs. */
export function prepareJupyter() {
  const requirements = inRoot('jupyter', 'requirements.txt');
  const stamp = path.join(environmentFolder, 'installed');
  const wanted = hashFiles([requirements]);
  if (environmentIsComplete(stamp, wanted)) return () => {};

  const { create, install } = environmentTools(requirements);
  return async () => {
    await run('Making a virtual environment in .venv', ...create);
    await run('Installing JupyterLab there', ...install);
    writeFileSync(stamp, [wanted, ...pythonLines(python, listPackages)].join('\n'));
  };
}

/** The stamp lists what was installed: all of it must still be there. More may be, a reader's own packages. */
function environmentIsComplete(stamp, wanted) {
  const [requirements, ...packages] = readText(stamp)?.split('\n') ?? [];
  if (requirements !== wanted) return false;
  const present = new Set(pythonLines(python, listPackages));
  return packages.every((line) => present.has(line));
}

/** The commands that make the environment: a Python with venv, or uv, which also brings a Python along. */
function environmentTools(requirements) {
  const found = findPython();
  if (found.ready) {
    const [command, ...prefix] = found.ready;
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-r', requirements];
    return {
      create: [command, [...prefix, '-m', 'venv', '--clear', environmentFolder]],
      install: [python, pip],
    };
  }
  if (spawnSync('uv', ['--version']).status === 0) {
    return {
      create: ['uv', ['venv', '--clear', '--python', '>=3.10', environmentFolder]],
      install: ['uv', ['pip', 'install', '--python', python, '-r', requirements]],
    };
  }
  throw new SetupError(pythonAdvice(found));
}

/** The first Python from 3.10 on that can make virtual environments; else what was seen instead. */
function findPython() {
  const names = ['python3', 'python', ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`)];
  const candidates = [...(onWindows ? [['py', '-3']] : []), ...names.map((name) => [name])];
  const probe =
    'import sys, importlib.util as u; print("%d %d" % sys.version_info[:2], all(map(u.find_spec, ("venv", "ensurepip"))))';
  const seen = { tooOld: undefined, withoutVenv: undefined };
  for (const [command, ...prefix] of candidates) {
    const [line] = pythonLines(command, probe, prefix);
    const match = /^3 (\d+) (True|False)$/.exec(line ?? '');
    if (!match) continue;
    const version = `3.${match[1]}`;
    if (Number(match[1]) < 10) seen.tooOld ??= version;
    else if (match[2] === 'False') seen.withoutVenv ??= version;
    else return { ready: [command, ...prefix] };
  }
  return seen;
}

function pythonAdvice({ tooOld, withoutVenv }) {
  if (withoutVenv) {
    return (
      `Python ${withoutVenv} is here, but its module venv is not. On Debian and Ubuntu:\n` +
      `  sudo apt install python3-venv        (or python${withoutVenv}-venv)\nThen run the same command again.`
    );
  }
  const how = {
    win32: 'winget install Python.Python.3.13',
    darwin: 'brew install python',
  };
  const command =
    how[process.platform] ??
    'sudo apt install python3 python3-venv        (Fedora:  sudo dnf install python3)';
  const problem = tooOld ? `it is only Python ${tooOld} here` : 'none was found';
  return `JupyterLab needs Python 3.10 or later, and ${problem}. Install it:\n  ${command}\nThen run the same command again.`;
}

/** The lines that a piece of Python prints; none if it does not run. */
function pythonLines(command, code, prefix = []) {
  const { status, stdout } = spawnSync(command, [...prefix, '-c', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split(/\r?\n/) : [];
}

/** Our kernel and settings first; settings, sessions and run-time files of this clone, apart from those of the person. */
export function jupyterEnvironment() {
  const first = (entry, name) => [entry, process.env[name]].filter(Boolean).join(path.delimiter);
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...process.env,
    [pathName]: first(path.dirname(process.execPath), pathName),
    JUPYTER_PATH: first(inRoot('jupyter'), 'JUPYTER_PATH'),
    JUPYTER_CONFIG_PATH: first(inRoot('jupyter', 'config'), 'JUPYTER_CONFIG_PATH'),
    JUPYTER_CONFIG_DIR: inRoot('.jupyter-state', 'config'),
    JUPYTER_DATA_DIR: inRoot('.jupyter-state', 'data'),
    JUPYTER_RUNTIME_DIR: inRoot('.jupyter-state', 'runtime'),
    PYTHONUTF8: '1',
  };
}

/** Runs Python of the virtual environment in the foreground; resolves to its exit code. */
export function runPython(args) {
  const child = spawn(python, args, { cwd: root, env: jupyterEnvironment(), stdio: 'inherit' });
  // Ctrl-C reaches the child by itself: it decides. Being terminated is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
