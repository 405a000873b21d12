import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const files = ['harness', 'problems'].flatMap((folder) =>
  readdirSync(join(__dirname, folder))
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(folder, name)),
);

/** The benchmark consists of plain modules of Node, that run without the build: Node's own runner takes their tests. */
describe('the benchmark', () => {
  it.each(files)('%s', (file) => {
    const args = ['--test', '--test-reporter=tap', join(__dirname, file)];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(0);
  });
});
