/** `npm start`: sets everything up if need be, then opens JupyterLab. Flags after `--` go to JupyterLab. */
import { root } from './files.mjs';
import { runPython } from './python.mjs';
import { setUp } from './setup.mjs';
import { runMain } from './steps.mjs';

await runMain(async () => {
  await setUp();
  return runPython([
    '-m',
    'jupyterlab',
    `--ServerApp.root_dir=${root}`,
    '--LabApp.default_url=/lab/tree/notebooks/00-start.ipynb',
    ...process.argv.slice(2),
  ]);
});
