/** `npm test`: sets everything up if need be, then checks all there is to check. Stops at the first step that fails. */
import { spawnSync } from 'node:child_process';
import { inRoot, root } from './files.mjs';
import { jupyterEnvironment, python } from './python.mjs';
import { setUp } from './setup.mjs';
import { runMain } from './steps.mjs';

const tool = (...place) => [process.execPath, inRoot('node_modules', ...place)];
const unittest = (folder) => [python, '-m', 'unittest', 'discover', '-s', inRoot('test', folder)];

const steps = {
  'type check': [...tool('typescript', 'bin', 'tsc'), '-p', inRoot('tsconfig.json')],
  lint: [...tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
  "declarations, read by the kernel's compiler": [
    ...tool('typescript-kernel', 'bin', 'tsc'),
    '-p',
    inRoot('test', 'notebooks', 'consumer'),
  ],
  jest: [...tool('jest', 'bin', 'jest.js'), '--maxWorkers=100%'],
  'the kernel under load': unittest('kernel'),
  'the notebook runner': unittest('notebooks'),
  'every notebook, compared with its committed outputs': [
    python,
    inRoot('jupyter', 'run_notebook.py'),
    '--all',
    '--check',
  ],
};

await runMain(async () => {
  await setUp();
  const env = { ...jupyterEnvironment(), ...(process.argv.includes('--long') && { LONG: '1' }) };
  const titles = Object.keys(steps);
  for (const [index, title] of titles.entries()) {
    const [command, ...args] = steps[title];
    console.log(`\n[${index + 1}/${titles.length}] ${title}`);
    const start = Date.now();
    const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
    if (status !== 0) {
      console.log(`\n${index} passed, 1 failed, ${titles.length - index - 1} skipped`);
      return 1;
    }
  }
  console.log(`\n${titles.length} passed, 0 failed`);
  return 0;
});
