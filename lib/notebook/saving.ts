import { lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type CsvTable, figureToCsv, figureToJson, parseCsv } from '../charts/csv';
import type { DataRow } from '../charts/types';
import { asTable, isFigure, isFilm, isTable, type Showable } from './show';

const FOLDER = 'saved';

/**
 * Writes a thing into the folder `saved` beside the notebook; the ending of the name says how: `.svg` (figures and
 * films), `.png` (heat maps: one pixel a cell), `.html` (films and tables), `.csv` and `.json` (the numbers behind).
 * `.json` also takes any other value; typed arrays become lists, NaN and infinities become strings.
 * @returns the path relative to the notebook, `saved/name.csv`, which `readCsv` and `readJson` take
 * @throws RangeError for names that leave the folder and for things that have no such form
 */
export function save(thing: Showable | unknown, fileName: string): string {
  const path = pathInFolder(fileName);
  const content = contentFor(thing, extname(fileName).toLowerCase());
  mkdirSync(dirname(path), { recursive: true });
  refuseLinks(path, fileName);
  writeFileSync(path, content);
  return relative(process.cwd(), path).split(sep).join('/');
}

function pathInFolder(fileName: string): string {
  if (typeof fileName !== 'string' || fileName === '' || fileName.includes('\0')) {
    throw new RangeError(`fileName must be the name of a file, got ${JSON.stringify(fileName)}`);
  }
  const folder = resolve(process.cwd(), FOLDER);
  const path = resolve(folder, fileName);
  // Backslashes separate folders on Windows; refused everywhere, so that a notebook behaves the same on all systems.
  if (isAbsolute(fileName) || fileName.includes('\\') || !path.startsWith(folder + sep)) {
    throw new RangeError(`fileName must stay inside the folder ${FOLDER}/, got ${JSON.stringify(fileName)}`);
  }
  return path;
}

/** A link inside the folder may lead out of it. */
function refuseLinks(path: string, fileName: string): void {
  const folder = realpathSync(process.cwd());
  const parent = realpathSync(dirname(path));
  const inside = parent === join(folder, FOLDER) || parent.startsWith(join(folder, FOLDER) + sep);
  const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (!inside || link)
    throw new RangeError(`fileName must not pass through a link, got ${JSON.stringify(fileName)}`);
}

function contentFor(thing: unknown, ending: string): string | Uint8Array {
  if (ending === '.svg' && isFigure(thing)) return thing.svg;
  if (ending === '.png' && isFigure(thing) && thing.png) return thing.png;
  if (ending === '.html' && (isFilm(thing) || isTable(thing)))
    return `<!doctype html><meta charset="utf-8">${thing.html}`;
  if (ending === '.csv') return figureToCsv(withRows(thing));
  if (ending === '.json') return hasRows(thing) ? figureToJson(thing) : plainJson(thing);
  throw new RangeError(
    `fileName must end in a form this thing has (${formsOf(thing).join(', ')}), got "${ending}"`,
  );
}

function hasRows(thing: unknown): thing is { readonly data: readonly DataRow[] } {
  return isFigure(thing) || isTable(thing);
}

function withRows(thing: unknown): { readonly data: readonly DataRow[] } {
  return hasRows(thing) ? thing : asTable(thing as readonly DataRow[]);
}

function formsOf(thing: unknown): string[] {
  if (isFilm(thing)) return ['.svg', '.html', '.csv', '.json'];
  if (isFigure(thing)) return thing.png ? ['.svg', '.png', '.csv', '.json'] : ['.svg', '.csv', '.json'];
  return isTable(thing) ? ['.html', '.csv', '.json'] : ['.csv', '.json'];
}

function plainJson(value: unknown): string {
  const plain = (_key: string, entry: unknown): unknown => {
    if (ArrayBuffer.isView(entry)) return Array.from(entry as Float64Array);
    return typeof entry === 'number' && !Number.isFinite(entry) ? String(entry) : entry;
  };
  const text = JSON.stringify(value, plain, 1);
  if (text === undefined) throw new RangeError(`thing must be plain data, got ${typeof value}`);
  return `${text}\n`;
}

/**
 * The columns of a CSV file; the name is relative to the notebook's folder (`saved/errors.csv`, `data/mine.csv`).
 * Every column but `textColumns` holds numbers.
 * @throws Error that names the file, and the row and column of an entry that is no number
 */
export function readCsv(fileName: string, textColumns: readonly string[] = []): CsvTable {
  return reading(fileName, (text) => parseCsv(text, textColumns));
}

/** The value in a JSON file; the name is relative to the notebook's folder. */
export function readJson(fileName: string): unknown {
  return reading(fileName, (text) => JSON.parse(text));
}

function reading<T>(fileName: string, parse: (text: string) => T): T {
  const text = readFileSync(resolve(process.cwd(), fileName), 'utf8');
  try {
    return parse(text);
  } catch (error) {
    throw new SyntaxError(`${fileName}: ${(error as Error).message}`, { cause: error });
  }
}
