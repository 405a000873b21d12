import {
  absInterval,
  atanInterval,
  coshInterval,
  cosInterval,
  entire,
  erfInterval,
  expInterval,
  type Interval,
  logInterval,
  sinhInterval,
  sinInterval,
  tanhInterval,
  tanInterval,
} from '../../numerics/interval';
import { erf } from '../../numerics/special';

/** The functions of the tree. `sign` and `jump` (its derivative, a point mass) come from differentiating `abs` only. */
export type FunctionName =
  | 'exp'
  | 'log'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'atan'
  | 'erf'
  | 'abs'
  | 'sign'
  | 'jump';

/** What is known of one function; its derivative stands in differentiate.ts, its power series in series.ts. */
export interface Elementary {
  value(x: number): number;
  interval(u: Interval): Interval;
  /** How generated code calls it. */
  readonly code: string;
  /** +1: even, −1: odd. */
  readonly parity?: 1 | -1;
  readonly nonNegative?: boolean;
}

function signInterval(u: Interval): Interval {
  return u.lo > 0 ? { lo: 1, hi: 1 } : u.hi < 0 ? { lo: -1, hi: -1 } : { lo: -1, hi: 1 };
}

/** The point mass at 0 has no bound: an interval that meets 0 gives the whole line. */
function jumpInterval(u: Interval): Interval {
  return u.lo > 0 || u.hi < 0 ? { lo: 0, hi: 0 } : entire;
}

export const elementary: Readonly<Record<FunctionName, Elementary>> = {
  exp: { value: Math.exp, interval: expInterval, code: 'Math.exp', nonNegative: true },
  log: { value: Math.log, interval: logInterval, code: 'Math.log' },
  sin: { value: Math.sin, interval: sinInterval, code: 'Math.sin', parity: -1 },
  cos: { value: Math.cos, interval: cosInterval, code: 'Math.cos', parity: 1 },
  tan: { value: Math.tan, interval: tanInterval, code: 'Math.tan', parity: -1 },
  sinh: { value: Math.sinh, interval: sinhInterval, code: 'Math.sinh', parity: -1 },
  cosh: { value: Math.cosh, interval: coshInterval, code: 'Math.cosh', parity: 1, nonNegative: true },
  tanh: { value: Math.tanh, interval: tanhInterval, code: 'Math.tanh', parity: -1 },
  atan: { value: Math.atan, interval: atanInterval, code: 'Math.atan', parity: -1 },
  erf: { value: erf, interval: erfInterval, code: 'erf', parity: -1 },
  abs: { value: Math.abs, interval: absInterval, code: 'Math.abs', parity: 1, nonNegative: true },
  sign: { value: Math.sign, interval: signInterval, code: 'Math.sign', parity: -1 },
  jump: { value: () => 0, interval: jumpInterval, code: '0*', parity: 1 },
};
