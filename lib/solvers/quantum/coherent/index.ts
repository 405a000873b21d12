export {
  type ToeplitzBodyOptions,
  type ToeplitzBodyRun,
  type ToeplitzBodySample,
  toeplitzBody,
} from './toeplitzBody';
