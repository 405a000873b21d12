export { gaussLegendre, type QuadratureRule } from './gaussLegendre';
