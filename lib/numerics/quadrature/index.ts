export { gaussHermite } from './gaussHermite';
export { gaussLaguerre } from './gaussLaguerre';
export { gaussLegendre } from './gaussLegendre';
export { type Integral, type IntegralStatus, type IntegrateOptions, integrate } from './integrate';
export { mapRule, type ProductRule, productRule, type QuadratureRule, type WeightedRule } from './rule';
