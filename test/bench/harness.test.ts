import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, 'harness');
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'));

/** The harness runs without the build, as plain modules of Node: its tests are run by Node's own runner. */
describe('the benchmark', () => {
  it.each(files)('%s', (file) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--test', '--test-reporter=tap', join(folder, file)],
      {
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(stdout);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(0);
  });
});
