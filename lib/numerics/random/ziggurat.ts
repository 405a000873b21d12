import { erfc } from '../special';

/**
 * Layers of equal area under a decreasing density f with f(0) = 1 (G. Marsaglia and W. W. Tsang, The ziggurat method
 * for generating random variables, J. Stat. Software 5 (2000)), 256 of them, without that paper's reuse of random bits.
 * Layer i ≥ 1 is the rectangle [0, edge[i]] × [height[i], height[i+1]]; layer 0 is the strip below height[1]
 * together with the tail beyond `tailStart`, as if it were a rectangle of width edge[0].
 */
export interface Ziggurat {
  readonly edge: Float64Array;
  readonly height: Float64Array;
  readonly tailStart: number;
}

const layers = 256;

function createZiggurat(
  tailStart: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
  tailArea: number,
): Ziggurat {
  const edge = new Float64Array(layers + 1);
  const height = new Float64Array(layers + 1);
  const strip = tailStart * density(tailStart);
  const area = strip + tailArea;
  edge[0] = (area / strip) * tailStart;
  edge[1] = tailStart;
  height[1] = strip / tailStart;
  for (let i = 2; i < layers; i++) {
    height[i] = height[i - 1] + area / edge[i - 1];
    edge[i] = inverse(height[i]);
  }
  height[layers] = 1;
  return { edge, height, tailStart };
}

/** Right edges of the lowest rectangles: the values for which the top layer closes at height 1. */
const normalTail = 3.654152885361009;
const exponentialTail = 7.69711747013105;

/** Under e^{−x²/2}. */
export const normalZiggurat: Ziggurat = createZiggurat(
  normalTail,
  (x) => Math.exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * Math.log(y)),
  Math.sqrt(Math.PI / 2) * erfc(normalTail * Math.SQRT1_2),
);

/** Under e^{−x}. */
export const exponentialZiggurat: Ziggurat = createZiggurat(
  exponentialTail,
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
  Math.exp(-exponentialTail),
);
