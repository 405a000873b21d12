import {
  addInterval,
  type Interval,
  interval,
  multiplyInterval,
  powerInterval,
} from '../../numerics/interval';
import { elementary } from './elementary';
import type { Expression } from './expression';

/** Values of the variables as intervals. */
export type Box = Readonly<Record<string, Interval>>;

/**
 * A number of the tree. Whole numbers are exact; others may be decimals or folded products of some, each rounded once:
 * eight units in the last place cover them.
 */
export function encloseNumber(value: number): Interval {
  const slack = value % 1 === 0 ? 0 : 2 ** -49 * (value < 0 ? -value : value);
  return interval(value - slack, value + slack);
}

/** An interval that certainly contains e at every point of the box (the natural interval extension of the tree). */
export function enclose(e: Expression, box: Box): Interval {
  switch (e.kind) {
    case 'number':
      return encloseNumber(e.value);
    case 'variable':
      return box[e.name];
    case 'sum':
      return e.terms.map((t) => enclose(t, box)).reduce(addInterval);
    case 'product': {
      const factors = e.factors.map((f) => enclose(f, box)).reduce(multiplyInterval);
      return e.coefficient === 1 ? factors : multiplyInterval(encloseNumber(e.coefficient), factors);
    }
    case 'power':
      return powerInterval(enclose(e.base, box), e.exponent);
    case 'call':
      return elementary[e.name].interval(enclose(e.argument, box));
  }
}
