import { shown } from '../numerics/guards';
import { statementRegistry } from './registry';
import type { Check } from './types';

/**
 * The same check under the number of another statement of the notes that it decides, or with a title of the reader's.
 *
 *     relabelled(checkHartreeLimit({ lattice, points }), { statement: '§2.8 Remark 5' })
 *
 * @throws RangeError for a statement that the registry does not know.
 */
export function relabelled(
  check: Check,
  labels: { readonly statement?: string; readonly title?: string },
): Check {
  const { statement = check.statement, title = check.title } = labels;
  if (labels.statement !== undefined && !statementRegistry.some(({ number }) => number === statement))
    throw new RangeError(`statement must be a number of statementRegistry, got ${shown(statement)}`);
  return { ...check, statement, title };
}
