/** `npm run notebook -- 01 N=500`: sets everything up if need be, then runs run_notebook.py, which explains its arguments. */
import path from 'node:path';
import { root } from './files.mjs';
import { runPython } from './python.mjs';
import { setUp } from './setup.mjs';
import { runMain } from './steps.mjs';

await runMain(async () => {
  await setUp();
  return runPython([path.join(root, 'jupyter', 'run_notebook.py'), ...process.argv.slice(2)]);
});
