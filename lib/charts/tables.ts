import { statementRegistry } from '../statements/registry';
import type { Check, HypothesisCheck, Verdict } from '../statements/types';
import { escapeMarkup, shortNumber } from './text';
import type { DataRow, HtmlTable } from './types';
import { tightestPoint, VERDICT_TEXT, verdictText } from './verdictText';

/** A column of a table: the key in the rows and its heading. */
export interface Column {
  readonly key: string;
  readonly label?: string;
  /** Significant digits of numbers; 4 unless told. */
  readonly digits?: number;
}

interface Cell {
  readonly text: string;
  readonly align: 'left' | 'right';
  /** Background of a badge; its text is white. */
  readonly badge?: string;
}

/** Dark enough for white text (contrast at least 4.5) and far apart for the colour-blind; the word says it too. */
const BADGES: Readonly<Record<Verdict, string>> = {
  holds: '#00694d',
  violated: '#b03a00',
  undecided: '#5b5b5b',
  'not applicable': '#3d5a73',
};

/** What fails on purpose is no alarm. */
const AS_MEANT = '#6b4c9a';

function badgeColour({ verdict, meantToFail }: Check): string {
  return meantToFail && verdict === 'violated' ? AS_MEANT : BADGES[verdict];
}

const VERDICTS = Object.keys(BADGES) as Verdict[];

/**
 * Any rows as a table; the columns are the keys of the rows unless told. Numbers are rounded for reading, `data` keeps
 * them whole.
 * @throws RangeError for no rows
 */
export function table(rows: readonly DataRow[], columns?: readonly (string | Column)[]): HtmlTable {
  if (!rows?.length) throw new RangeError('rows must hold at least one row, got none');
  const keys = columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const chosen = keys.map((column): Column => (typeof column === 'string' ? { key: column } : column));
  const cells = rows.map((row) => chosen.map(({ key, digits }) => valueCell(row[key], digits ?? 4)));
  return assemble(
    chosen.map(({ key, label }) => label ?? key),
    cells,
    rows,
  );
}

function valueCell(value: number | string | undefined, digits: number): Cell {
  if (typeof value === 'number') return { text: shortNumber(value, digits), align: 'right' };
  return { text: value ?? '', align: 'left' };
}

/**
 * One row a check: statement, part, verdict as symbol and word, the tightest point, the error there, hypotheses, note.
 * Hypotheses that hold are listed by name; one that fails shows its witness; one that is only printed is marked so.
 * @throws RangeError for no checks
 */
export function verdictTable(checks: readonly Check[]): HtmlTable {
  if (!checks?.length) throw new RangeError('checks must hold at least one check, got none');
  const headings = ['statement', 'what', 'verdict', 'tightest point', 'error', 'hypotheses', 'note'];
  return assemble(headings, checks.map(checkCells), checks.map(checkRow));
}

/**
 * One row a statement, in the order of their first checks: how many of its checks hold, are undecided, violated, not
 * applicable. All checks one by one (`verdictTable`) unfold below it, in the page but not in `text`; `data` are theirs.
 * @throws RangeError for no checks
 */
export function verdictSummary(checks: readonly Check[]): HtmlTable {
  const all = verdictTable(checks);
  const groups = new Map<string, Check[]>();
  for (const check of checks) groups.set(check.statement, [...(groups.get(check.statement) ?? []), check]);
  const headings = ['statement', 'what', ...VERDICTS.map((verdict) => VERDICT_TEXT[verdict])];
  const rows = [...groups].map(([statement, members]): Cell[] => [
    { text: statement, align: 'left' },
    {
      text:
        statementRegistry.find(({ number }) => number === statement)?.title ??
        (members.length === 1 ? members[0].title : ''),
      align: 'left',
    },
    ...VERDICTS.map((verdict): Cell => {
      const count = members.filter((check) => check.verdict === verdict).length;
      return {
        text: count > 0 ? String(count) : '',
        align: 'right',
        badge: count > 0 ? BADGES[verdict] : undefined,
      };
    }),
  ]);
  const fold = `<details><summary>all ${checks.length} checks</summary>${all.html}</details>`;
  return {
    html: `${htmlOf(headings, rows)}${fold}`,
    text: textOf(headings, rows),
    data: all.data,
  };
}

function checkCells(check: Check): Cell[] {
  const left = (text: string): Cell => ({ text, align: 'left' });
  const tightest = tightestPoint(check);
  return [
    left(check.statement),
    left(check.title),
    { text: verdictText(check), align: 'left', badge: badgeColour(check) },
    left(tightest?.text ?? '–'),
    { text: tightest ? shortNumber(check.error[tightest.index], 2) : '–', align: 'right' },
    left(hypothesesText(check.hypotheses)),
    left(check.note),
  ];
}

/** Where all hold their names are enough; otherwise each is marked, and one that does not hold shows its witness. */
function hypothesesText(hypotheses: readonly HypothesisCheck[]): string {
  if (hypotheses.some(({ holds }) => holds !== true)) return hypotheses.map(hypothesisText).join('; ');
  return hypotheses.length > 0 ? `✓ ${hypotheses.map(({ name }) => name).join(', ')}` : '';
}

function hypothesisText({ name, role, holds, witness }: HypothesisCheck): string {
  const printed = role === 'printed' ? ' (printed only)' : '';
  if (holds === true) return `${name}${printed} ✓`;
  return `${name}${printed} ${holds === false ? '✗' : '?'}${witness ? ` ${witness}` : ''}`;
}

function checkRow(check: Check): DataRow {
  const tightest = tightestPoint(check);
  return {
    statement: check.statement,
    title: check.title,
    kind: check.kind,
    hypotheses: check.hypotheses.map(hypothesisText).join('; '),
    tightest: tightest?.text ?? '',
    tightestValue: tightest?.value ?? Number.NaN,
    error: tightest ? check.error[tightest.index] : Number.NaN,
    errorHow: check.errorHow,
    verdict: check.verdict,
    note: check.note,
  };
}

function assemble(
  headings: readonly string[],
  cells: readonly Cell[][],
  data: readonly DataRow[],
): HtmlTable {
  return { html: htmlOf(headings, cells), text: textOf(headings, cells), data };
}

/** Lines of the table: a grey that shows on white and on black. */
const LINE = '1px solid #999999';

function htmlOf(headings: readonly string[], rows: readonly Cell[][]): string {
  const padding = 'padding: 4px 8px; vertical-align: top;';
  const head = headings.map(
    (heading) =>
      `<th style="${padding} text-align: left; border-bottom: 2px solid #999999">${escapeMarkup(heading)}</th>`,
  );
  const body = rows.map((cells) => {
    const written = cells.map(
      (cell) => `<td style="${padding} text-align: ${cell.align}">${badge(cell)}</td>`,
    );
    return `<tr style="border-bottom: ${LINE}">${written.join('')}</tr>`;
  });
  return `<table style="border-collapse: collapse"><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function badge({ text, badge: background }: Cell): string {
  const safe = escapeMarkup(text);
  if (!background) return safe;
  const style = `background-color: ${background}; color: #ffffff; padding: 1px 6px; border-radius: 4px; white-space: nowrap`;
  return `<span style="${style}">${safe}</span>`;
}

function textOf(headings: readonly string[], rows: readonly Cell[][]): string {
  const widths = headings.map((heading, k) =>
    Math.max(heading.length, ...rows.map((cells) => cells[k].text.length)),
  );
  const line = (texts: readonly string[], align: (k: number) => Cell['align']): string =>
    texts
      .map((text, k) => (align(k) === 'right' ? text.padStart(widths[k]) : text.padEnd(widths[k])))
      .join('  ')
      .trimEnd();
  return [
    line(headings, () => 'left'),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...rows.map((cells) =>
      line(
        cells.map(({ text }) => text),
        (k) => cells[k].align,
      ),
    ),
  ].join('\n');
}
