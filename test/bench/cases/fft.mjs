/**
 * Discrete Fourier transforms, each as a loop would call it: ours by a plan into an array at hand, SciPy's into a new one
 * (it has no other way that leaves the input alone), those of fft.js by a plan.
 */
import FFT from 'fft.js';
import { signed } from '../harness/inputs.mjs';

export const title = 'Fourier transforms';

// Entries are right to some 10⁻¹⁶ of their size √n; the sums of the fingerprint, of up to 4 million, to 10⁻¹³.
const tolerance = 1e-12;

const size = (shape) => shape.reduce((product, n) => product * n, 1);
const grid = (shape) => shape.join('×');

const complexCase = (name, shape, target, more = {}) => ({
  name,
  operation: 'complex',
  input: { shape },
  tolerance,
  peers: { SciPy: { target }, ...more },
  seconds: 2,
});

const isPowerOfTwo = (n) => Number.isInteger(Math.log2(n));
const line = (n, name, target) => complexCase(name, [n], target, isPowerOfTwo(n) ? { 'fft.js': {} } : {});

export const cases = [
  ...[
    [64, 64, 64],
    [128, 128, 128],
    [256, 256],
    [1024, 1024],
  ].map((shape) => complexCase(grid(shape), shape, 1)),
  complexCase('100×100', [100, 100]),
  ...[8, 10, 12, 14, 16, 18, 20].map((power) => line(2 ** power, `2^${power}`, 1.3)),
  line(1000, '1000'),
  line(1009, '1009, a prime'),
  ...[[64, 64, 64], [512, 512], [2 ** 16]].map((shape) => ({
    name: `real, ${grid(shape)}`,
    operation: 'real',
    input: { shape },
    tolerance,
    peers: { SciPy: {} },
    seconds: 2,
  })),
];

export const contenders = {
  complex: {
    ours: ({ shape }, { library: { fourierTransform } }) => {
      const x = signed(1, 2 * size(shape));
      const transform = fourierTransform(shape);
      const out = new Float64Array(x.length);
      return { run: () => transform.forwardInto(x, out) };
    },
    'fft.js': ({ shape: [n] }) => {
      const x = signed(1, 2 * n);
      const transform = new FFT(n);
      const out = new Float64Array(2 * n);
      return {
        run: () => {
          transform.transform(out, x);
          return out;
        },
      };
    },
  },
  real: {
    ours: ({ shape }, { library: { realFourierTransform } }) => {
      const x = signed(1, size(shape));
      const transform = realFourierTransform(shape);
      const out = new Float64Array(2 * transform.spectrumSize);
      return { run: () => transform.forwardInto(x, out) };
    },
  },
};
