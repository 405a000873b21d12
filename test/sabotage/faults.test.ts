import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

interface Fault {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
}

const rooms = readdirSync(__dirname).filter((name) => name.endsWith('.json'));

/** `npm run sabotage` applies the faults; here is only seen that they can be applied to the code as it is. */
describe.each(rooms)('the faults of %s', (room) => {
  const faults: Fault[] = JSON.parse(readFileSync(join(__dirname, room), 'utf8'));

  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', (_, { file, find, replace, test }) => {
    expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
    expect(existsSync(join(root, test))).toBe(true);
  });
});
