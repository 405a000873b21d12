import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Rooms from top to bottom: a file may import from its own room and from rooms above it. */
const rooms = [
  'kernels',
  'numerics',
  'interactions',
  'densities',
  'forces',
  'solvers',
  'phasespace',
  'diagnostics',
  'metrics',
  'statements',
  'charts',
  'notebook',
];
const root = join(__dirname, '../lib');

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'dist' || name === 'node_modules' || name === 'assembly') return [];
    if (statSync(path).isDirectory()) return sources(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return Array.from(
    text.matchAll(/(?:from|import|require)\s*\(?\s*['"](\.[^'"]*)['"]/g),
    (match) => match[1],
  );
}

const room = (path: string): string => relative(root, path).split(sep)[0];
const family = (path: string): string => relative(root, path).split(sep).slice(0, 2).join('/');

describe('layers of the library', () => {
  const files = sources(root).filter((file) => relative(root, file) !== 'index.ts');

  it('knows every room', () => {
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) expect(rooms).toContain(room(file));
  });

  it.each(files.map((file) => [relative(root, file), file]))(
    '%s imports only from rooms above its own',
    (_, file) => {
      for (const specifier of importsOf(file)) {
        const target = resolve(dirname(file), specifier);
        expect(
          `${room(target)} is at or above ${room(file)}: ${rooms.indexOf(room(target)) <= rooms.indexOf(room(file))}`,
        ).toMatch(/true$/);
        // The solver families know nothing of each other.
        if (room(file) === 'solvers' && room(target) === 'solvers') expect(family(target)).toBe(family(file));
      }
    },
  );

  // A face has a package.json for the resolution of node10, which leads to the build: its folder is not its source.
  it.each(['notebook', 'numerics'])('names the file wherever it imports the face %s', (face) => {
    for (const file of [...files, join(root, 'index.ts')]) {
      const folders = importsOf(file).map((specifier) => resolve(dirname(file), specifier));
      expect(folders).not.toContain(join(root, face));
    }
  });

  it('touches the kernel, Node and the clock only in the notebook face', () => {
    for (const file of files.filter((f) => room(f) !== 'notebook')) {
      const text = readFileSync(file, 'utf8');
      expect(text).not.toMatch(
        /from '(node:|tslab)|require\('(node:|tslab)|Math\.random|Date\.now|performance\.now/,
      );
    }
  });
});
