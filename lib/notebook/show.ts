import { dataAddress } from '../charts/base64';
import { table, verdictTable } from '../charts/tables';
import { escapeMarkup } from '../charts/text';
import type { DataRow, Figure, Film, HtmlTable } from '../charts/types';
import type { Check } from '../statements/types';
import { type Bundle, emit } from './kernel';

/** What a notebook can show: pictures, films, tables, checks (as a verdict table) and plain rows (as a table). */
export type Showable = Figure | Film | HtmlTable | Check | readonly Check[] | readonly DataRow[];

/**
 * Shows a thing below the cell, as HTML that also works in a notebook that is not trusted, and as text. Outside a
 * notebook the text is printed.
 * @throws RangeError for anything else
 */
export function show(thing: Showable): void {
  const bundle = renderings(thing);
  if (!emit(bundle)) console.log(bundle['text/plain']);
}

/** A thing as HTML and as plain text. */
export function renderings(thing: Showable): Bundle {
  if (isFilm(thing)) return { 'text/html': thing.html, 'text/plain': thing.alt };
  if (isFigure(thing)) return { 'text/html': imageOf(thing), 'text/plain': thing.alt };
  const shown = asTable(thing);
  return { 'text/html': shown.html, 'text/plain': shown.text };
}

/** Checks and rows as the table that shows them. */
export function asTable(thing: Exclude<Showable, Figure | Film>): HtmlTable {
  if (isTable(thing)) return thing;
  if (isCheck(thing)) return verdictTable([thing]);
  if (isChecks(thing)) return verdictTable(thing);
  if (Array.isArray(thing)) return table(thing as readonly DataRow[]);
  throw new RangeError(`thing must be a figure, a film, a table, checks or rows, got ${typeof thing}`);
}

export function isFigure(thing: unknown): thing is Figure {
  return has(thing, 'svg') && has(thing, 'alt');
}

export function isFilm(thing: unknown): thing is Film {
  return isFigure(thing) && has(thing, 'frameCount');
}

export function isTable(thing: unknown): thing is HtmlTable {
  return has(thing, 'html') && has(thing, 'text');
}

function isCheck(thing: unknown): thing is Check {
  return has(thing, 'verdict') && has(thing, 'lhs');
}

function isChecks(thing: unknown): thing is readonly Check[] {
  return Array.isArray(thing) && thing.length > 0 && thing.every(isCheck);
}

function has(thing: unknown, key: string): boolean {
  return typeof thing === 'object' && thing !== null && key in thing;
}

/** An image with the SVG inside its address: it survives the cleaning of untrusted notebooks, inline SVG does not. */
function imageOf(figure: Figure): string {
  const address = dataAddress('image/svg+xml', figure.svg);
  return `<img style="max-width: 100%" src="${address}" alt="${escapeMarkup(figure.alt)}">`;
}
