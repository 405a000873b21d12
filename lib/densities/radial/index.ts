export { type RadialBallParameters, radialBall } from './ball';
export { type RadialFormulaParameters, radialFormula } from './formula';
export { type RadialNormalParameters, radialNormal } from './normal';
export type { RadialDensity } from './types';
