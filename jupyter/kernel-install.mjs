/**
 * `npm run kernel:install`: makes the kernel known to the Jupyter of this user, for VS Code and for a JupyterLab of one's
 * own; `npm run kernel:install -- --remove` takes it away. `npm start` needs neither.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot, readJson } from './files.mjs';
import { setUp } from './setup.mjs';
import { runMain } from './steps.mjs';

const name = 'mean-field';

/** Where Jupyter looks for a user's kernels. */
function userKernels() {
  if (process.env.JUPYTER_DATA_DIR) return path.join(process.env.JUPYTER_DATA_DIR, 'kernels');
  const home = os.homedir();
  switch (process.platform) {
    case 'win32':
      return path.join(process.env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'jupyter', 'kernels');
    case 'darwin':
      return path.join(home, 'Library', 'Jupyter', 'kernels');
    default:
      return path.join(process.env.XDG_DATA_HOME ?? path.join(home, '.local', 'share'), 'jupyter', 'kernels');
  }
}

await runMain(async () => {
  const folder = path.join(userKernels(), name);
  if (process.argv.includes('--remove')) {
    rmSync(folder, { recursive: true, force: true });
    console.log(`Removed ${folder}`);
    return 0;
  }
  await setUp();
  const spec = readJson(inRoot('jupyter', 'kernels', name, 'kernel.json'));
  spec.argv = [process.execPath, inRoot('jupyter', 'launch.cjs'), '{connection_file}'];
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  console.log(`Installed the kernel "${spec.display_name}" in ${folder}`);
  console.log(
    'It runs the code of this folder: repeat after moving it. Remove: npm run kernel:install -- --remove',
  );
  return 0;
});
