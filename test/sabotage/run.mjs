// Applies the deliberate faults of test/sabotage/*.json one at a time to a copy of the sources and expects the named
// test file to turn red (`npm run sabotage`, or `npm run sabotage -- transport` for one room).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { python } from '../../jupyter/python.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'test/sabotage');
const wanted = process.argv.slice(2);
const faults = readdirSync(folder)
  .filter(
    (name) => name.endsWith('.json') && (wanted.length === 0 || wanted.includes(name.replace('.json', ''))),
  )
  .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
if (faults.length === 0) {
  console.error(
    `no faults for ${wanted.join(', ')}; the rooms are ${readdirSync(folder)
      .filter((n) => n.endsWith('.json'))
      .join(', ')}`,
  );
  process.exit(2);
}

const copy = mkdtempSync(join(tmpdir(), 'sabotage-'));
for (const name of [
  'lib',
  'test',
  'data',
  'notebooks',
  'jupyter',
  'package.json',
  'tsconfig.json',
  'jest.config.cjs',
]) {
  cpSync(join(root, name), join(copy, name), {
    recursive: true,
    filter: (path) => !/[\\/](dist|node_modules|\.venv)$/.test(path),
  });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');

function testIsRed(test) {
  const jest = [process.execPath, join(root, 'node_modules/jest/bin/jest.js'), test];
  const [command, ...args] = test.endsWith('.py') ? [python, join(copy, test), '--failfast'] : jest;
  return spawnSync(command, args, { cwd: copy, stdio: 'ignore' }).status !== 0;
}

let unnoticed = 0;
for (const { name, file, find, replace, test } of faults) {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const occurrences = source.split(find).length - 1;
  let outcome = `not applied: the text to replace occurs ${occurrences} times in ${file}`;
  if (occurrences === 1) {
    writeFileSync(
      path,
      source.replace(find, () => replace),
    );
    outcome = testIsRed(test) ? 'noticed' : `UNNOTICED by ${test}`;
    writeFileSync(path, source);
  }
  if (outcome !== 'noticed') unnoticed++;
  console.log(`${outcome === 'noticed' ? 'ok  ' : 'FAIL'} ${name}: ${outcome}`);
}
rmSync(copy, { recursive: true });
console.log(`${faults.length - unnoticed} passed, ${unnoticed} failed`);
process.exit(unnoticed === 0 ? 0 : 1);
