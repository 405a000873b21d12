import { erfc } from './special';

/**
 * Layers of equal area under e^{−x²/2} (G. Marsaglia and W. W. Tsang, The ziggurat method for generating random
 * variables, J. Stat. Software 5 (2000)), 256 of them, without that paper's reuse of random bits.
 * Layer i ≥ 1 is the rectangle [0, edge[i]] × [height[i], height[i+1]]; layer 0 is the strip below height[1]
 * together with the tail beyond `tailStart`, as if it were a rectangle of width edge[0].
 */
export interface Ziggurat {
  readonly edge: Float64Array;
  readonly height: Float64Array;
  readonly tailStart: number;
}

/** Right edge of the lowest rectangle for 256 layers: the value for which the top layer closes at height 1. */
const tailStart = 3.654152885361009;

export function createZiggurat(): Ziggurat {
  const layers = 256;
  const edge = new Float64Array(layers + 1);
  const height = new Float64Array(layers + 1);
  const strip = tailStart * Math.exp(-0.5 * tailStart * tailStart);
  const area = strip + Math.sqrt(Math.PI / 2) * erfc(tailStart * Math.SQRT1_2);
  edge[0] = (area / strip) * tailStart;
  edge[1] = tailStart;
  height[1] = strip / tailStart;
  for (let i = 2; i < layers; i++) {
    height[i] = height[i - 1] + area / edge[i - 1];
    edge[i] = Math.sqrt(-2 * Math.log(height[i]));
  }
  height[layers] = 1;
  return { edge, height, tailStart };
}
