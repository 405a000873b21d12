/**
 * Brings a fresh clone to the point where it runs, and repairs what an interrupted run left half done: each step looks
 * at what is there, and works only if that is not what it should be. No dependencies but Node.
 */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashFiles, inRoot, listFiles, onWindows, readJson, readText } from './files.mjs';
import { prepareJupyter } from './python.mjs';
import { run, SetupError } from './steps.mjs';

/** All steps. What only a person can mend is looked for first, before anything that takes long. */
export async function setUp() {
  checkNode();
  const installJupyter = prepareJupyter();
  await installDependencies();
  await buildLibrary();
  await installJupyter();
}

// --- Node ------------------------------------------------------------------------------------------------------------

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  const how = {
    win32: 'winget install OpenJS.NodeJS.LTS',
    darwin: 'brew install node        (or, with nvm:  nvm install 22)',
  };
  throw new SetupError(
    `Node 20.19 or later is needed; this is ${process.version}. Install a newer one:\n` +
      `  ${how[process.platform] ?? 'nvm install 22        (or the packages of nodejs.org)'}`,
  );
}

// --- Packages of package-lock.json --------------------------------------------------------------------------------

/** npm writes node_modules/.package-lock.json last, so that it is missing after an interrupted installation. */
function dependenciesAreInstalled() {
  const installed = readJson(inRoot('node_modules', '.package-lock.json'))?.packages;
  if (!installed) return false;
  const wanted = readJson(inRoot('package-lock.json')).packages;
  const asLocked = Object.entries(wanted).every(
    ([place, { version, optional, link }]) =>
      !place.startsWith('node_modules/') ||
      link ||
      installed[place]?.version === version ||
      (optional && !installed[place]),
  );
  return asLocked && Object.keys(installed).every((place) => existsSync(inRoot(place, 'package.json')));
}

async function installDependencies() {
  if (dependenciesAreInstalled()) return;
  rmSync(inRoot('node_modules'), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  const [command, ...prefix] = npmCommand();
  await run('Installing the packages of package-lock.json', command, [...prefix, 'ci', '--include=dev'], {
    shell: onWindows && prefix.length === 0,
  });
}

/** The npm that runs us, or the one beside this Node; called through Node, since Windows cannot spawn npm.cmd. */
function npmCommand() {
  const folder = path.dirname(process.execPath);
  const beside = path.join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const candidates = [
    process.env.npm_execpath,
    path.join(folder, beside),
    path.join(folder, '..', 'lib', beside),
  ];
  const script = candidates.find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  return script ? [process.execPath, script] : ['npm'];
}

// --- The library --------------------------------------------------------------------------------------------------

/** Compiles into a folder aside, which replaces lib/dist only when all is well: a failed build leaves the last good one. */
async function buildLibrary() {
  const stamp = inRoot('node_modules', '.cache', 'mean-field', 'built');
  const dist = inRoot('lib', 'dist');
  const state = () => [hashFiles(librarySources()), hashFiles(listFiles(dist))].join('\n');
  if (readText(stamp) === state()) return;
  const fresh = inRoot('node_modules', '.cache', 'mean-field', 'dist');
  rmSync(fresh, { recursive: true, force: true });
  await run('Compiling the kernels', process.execPath, [inRoot('lib', 'kernels', 'build.mjs')]);
  const compiler = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  await run('Building the library', process.execPath, [
    compiler,
    '-p',
    inRoot('lib', 'tsconfig.json'),
    '--outDir',
    fresh,
  ]);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
  writeFileSync(stamp, state());
}

function librarySources() {
  const files = listFiles(inRoot('lib'), ['dist', 'node_modules', 'binaries']);
  return [...files, inRoot('tsconfig.json'), inRoot('package-lock.json')];
}
