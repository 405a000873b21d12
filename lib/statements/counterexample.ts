import type { Check } from './types';

/**
 * The check of something false, shown on purpose: the opposite sign, a symmetry given up, a factor as misprinted. Tables show
 * *violated* as what was to be seen, and any other verdict as a surprise.
 *
 *     show([checkBbgky(system), counterexample(checkBbgky({ ...system, variant: 'mean field' }))]);
 */
export function counterexample(check: Check): Check {
  return { ...check, meantToFail: true };
}
