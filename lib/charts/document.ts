/**
 * The document in which charts are built: the page's own in a browser, otherwise an empty one of linkedom, which is
 * loaded only when the first chart is drawn (0.2 s).
 */
export function chartDocument(): Document {
  if (typeof document !== 'undefined') return document;
  const linkedom = require('linkedom') as { parseHTML(html: string): { document: Document } };
  return linkedom.parseHTML('<!doctype html><html><body></body></html>').document;
}
