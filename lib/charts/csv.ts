import type { DataRow } from './types';

/** Columns of a table read from text, in the order of its first line. */
export interface CsvTable {
  readonly rowCount: number;
  /** The columns of numbers. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The columns asked for as text. */
  readonly text: Readonly<Record<string, readonly string[]>>;
}

/** Rows as CSV (RFC 4180, first line the names; numbers with all their digits, so that they read back exactly). */
export function rowsToCsv(rows: readonly DataRow[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => names.map((name) => csvField(row[name] ?? '')).join(','));
  return [names.map(csvField).join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function csvField(value: number | string): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** The data behind a figure, a film or a table as CSV. */
export function figureToCsv(figure: { readonly data: readonly DataRow[] }): string {
  return rowsToCsv(figure.data);
}

/** The data behind a figure, a film or a table as JSON; infinities and NaN, which JSON lacks, become strings. */
export function figureToJson(figure: { readonly alt?: string; readonly data: readonly DataRow[] }): string {
  const tidy = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify({ description: figure.alt, data: figure.data }, tidy, 1)}\n`;
}

/**
 * Columns of a CSV text (RFC 4180: quotes around fields with commas, quotes doubled inside; the first line names the
 * columns; LF and CR LF both end a line). Every column holds numbers, but those listed in `textColumns`.
 * @throws SyntaxError that names the row (counted from 1, the names being row 1) and the column
 */
export function parseCsv(text: string, textColumns: readonly string[] = []): CsvTable {
  const [names, ...rows] = csvRecords(text.replace(/^\uFEFF/, ''));
  if (!names) throw new SyntaxError('row 1 must name the columns, got an empty text');
  checkNames(names, textColumns);
  rows.forEach((row, k) => {
    if (row.length !== names.length) {
      throw new SyntaxError(`row ${k + 2} must have ${names.length} fields, got ${row.length}`);
    }
  });
  const entries = names.map((name, column) => [name, rows.map((row) => row[column])] as const);
  const isText = ([name]: readonly [string, unknown]): boolean => textColumns.includes(name);
  return {
    rowCount: rows.length,
    text: Object.fromEntries(entries.filter(isText)),
    columns: Object.fromEntries(
      entries.filter((entry) => !isText(entry)).map(([name, fields]) => [name, numbers(name, fields)]),
    ),
  };
}

function checkNames(names: readonly string[], textColumns: readonly string[]): void {
  names.forEach((name, k) => {
    if (name === '') throw new SyntaxError(`row 1, column ${k + 1} must be a name, got an empty field`);
    if (names.indexOf(name) < k)
      throw new SyntaxError(`row 1 must name each column once, got "${name}" twice`);
  });
  for (const name of textColumns) {
    if (!names.includes(name)) {
      throw new SyntaxError(`textColumns must be among ${names.join(', ')}, got "${name}"`);
    }
  }
}

function numbers(name: string, fields: readonly string[]): Float64Array {
  return Float64Array.from(fields, (field, k) => {
    const trimmed = field.trim();
    const value = Number(trimmed);
    // Number() reads '' as 0 and '0x10' as 16: neither is a number of a table.
    const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) || /^[-+]?Infinity$/.test(trimmed);
    if (!isNumber) {
      throw new SyntaxError(`row ${k + 2}, column "${name}" must be a number, got ${JSON.stringify(field)}`);
    }
    return value;
  });
}

/** The fields of each record; empty lines are left out. */
function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let position = 0;
  while (position < text.length) {
    const { field, next } = csvFieldAt(text, position, records.length + 1);
    record.push(field);
    position = next;
    if (text[position] === ',') {
      position++;
      // A comma at the very end opens one last, empty field.
      if (position < text.length) continue;
      record.push('');
    }
    const lineBreak = /^(\r\n|\n|\r)?/.exec(text.slice(position, position + 2))![0];
    position += lineBreak.length;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
}

function csvFieldAt(text: string, start: number, row: number): { field: string; next: number } {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && !',\r\n'.includes(text[end])) end++;
    return { field: text.slice(start, end), next: end };
  }
  let field = '';
  for (let k = start + 1; k < text.length; k++) {
    if (text[k] !== '"') field += text[k];
    else if (text[k + 1] === '"') field += text[k++];
    else if (k + 1 === text.length || ',\r\n'.includes(text[k + 1])) return { field, next: k + 1 };
    else throw new SyntaxError(`row ${row}: after a closing quote a comma must follow, got ${text[k + 1]}`);
  }
  throw new SyntaxError(`row ${row}: a quoted field is not closed`);
}
