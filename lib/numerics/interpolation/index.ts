export {
  chebyshevInterpolant,
  chebyshevPoints,
  lagrangeInterpolant,
  trigonometricInterpolant,
} from './barycentric';
export { cubicSpline, type SplineEnds } from './cubicSpline';
export {
  bicubicInterpolant,
  bilinearInterpolant,
  type GridInterpolant,
  type GridInterpolantOptions,
} from './grid';
export { monotoneCubic } from './monotoneCubic';
export type { Interpolant, PiecewiseCubic } from './piecewiseCubic';
