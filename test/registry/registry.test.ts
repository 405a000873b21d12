import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../../lib/index';
import { statementRegistry } from '../../lib/index';
import { statementRecords } from '../../lib/statements/registry';

const root = join(__dirname, '../..');
const numbered = (from: string, count: number) => Array.from({ length: count }, (_, k) => `${from}.${k + 1}`);

/** Headings of a notebook, by its two-digit number. */
function headings(notebook: string): string[] {
  const file = readdirSync(join(root, 'notebooks')).find((name) => name.startsWith(notebook));
  if (!file) return [];
  const cells: { cell_type: string; source: string[] | string }[] = JSON.parse(
    readFileSync(join(root, 'notebooks', file), 'utf8'),
  ).cells;
  return cells
    .filter((cell) => cell.cell_type === 'markdown')
    .flatMap((cell) => (Array.isArray(cell.source) ? cell.source.join('') : cell.source).split('\n'))
    .filter((line) => line.startsWith('#'))
    .map((line) => line.replace(/^#+\s*/, ''));
}

describe('the registry of statements', () => {
  it('holds the 26 numbered items of the notes, each once', () => {
    const items = [...numbered('1', 9), ...numbered('2', 9), ...numbered('3', 8)];
    expect(items).toHaveLength(26);
    for (const item of items)
      expect(statementRegistry.filter((entry) => entry.number === item)).toHaveLength(1);
  });

  it('names no statement twice', () => {
    const names = statementRegistry.map((entry) => entry.number);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is what data/statements.json holds (npm run registry)', () => {
    const stored = JSON.parse(readFileSync(join(root, 'data/statements.json'), 'utf8'));
    expect(stored).toEqual(statementRecords());
  });

  it('has the entries of every file that has some', () => {
    const folder = join(root, 'lib/statements');
    const withEntries = readdirSync(folder).filter((name) =>
      readFileSync(join(folder, name), 'utf8').includes('export const entries'),
    );
    expect(withEntries.length).toBeGreaterThan(20);
    const known = readFileSync(join(folder, 'registry.ts'), 'utf8');
    for (const name of withEntries) expect(known).toContain(`  ${name.replace('.ts', '')},\n`);
  });

  it('cannot be changed', () => {
    expect(() => (statementRegistry as unknown[]).pop()).toThrow(TypeError);
    expect(() => Object.assign(statementRegistry[0], { title: '' })).toThrow(TypeError);
  });

  it.each(statementRegistry.map((entry) => [entry.number, entry] as const))(
    '%s has a check, a section and a test',
    (_, entry) => {
      expect(entry.checks.length).toBeGreaterThan(0);
      expect(entry.tests.length).toBeGreaterThan(0);
      for (const check of entry.checks) expect((library as Record<string, unknown>)[check.name]).toBe(check);
      expect(headings(entry.notebook)).toContain(entry.section);
      const texts = entry.tests.map((test) => readFileSync(join(root, test), 'utf8'));
      for (const check of entry.checks) expect(texts.some((text) => text.includes(check.name))).toBe(true);
    },
  );
});
