import { createRandom, fourierTransform, realFourierTransform } from '../../../lib/numerics/index';
import { halfOf, naiveTransform, randomArray, relativeError, toComplexNumbers } from './data';

const { sqrt, log2, hypot } = Math;

const lines = [...Array.from({ length: 64 }, (_, i) => i + 1), 97, 101, 127, 210, 360, 1000, 1009, 1024];
const shapes = [
  [1, 1],
  [5, 1],
  [1, 6],
  [1, 5, 1],
  [4, 4],
  [5, 5],
  [3, 5, 7],
  [2, 3, 4],
  [7, 1, 9],
  [17, 19],
  [8, 128],
  [128, 8],
  [16, 16, 16],
  [64, 2, 126],
  [3, 4099],
  [2, 3, 5, 4],
];
/** Against a naive sum of n rounded products. */
const naiveTolerance = (n: number): number => 2e-16 * (2 + sqrt(n));
/** As for complex numbers, with one more operation to join the halves. */
const roundTripTolerance = (n: number): number => 3e-16 * sqrt(2 + log2(n));

test.each(lines)('length %i against the definition', (n) => {
  const plan = realFourierTransform([n]);
  const x = randomArray(n, n);
  expect(plan.spectrumShape).toEqual([Math.floor(n / 2) + 1]);
  const expected = halfOf(naiveTransform(toComplexNumbers(x)), [n]);
  const spectrum = plan.forward(x);
  expect(relativeError(spectrum, expected)).toBeLessThan(naiveTolerance(n));
  expect(relativeError(plan.inverse(expected), x)).toBeLessThan(naiveTolerance(n));
  expect(spectrum[1]).toBe(0);
  if (n % 2 === 0) expect(spectrum[n + 1]).toBe(0);
});

test.each(shapes.map((shape) => [shape]))('shape %p: half of the complex spectrum, and back', (shape) => {
  const plan = realFourierTransform(shape);
  const x = randomArray(plan.size, 'real grid');
  const kept = x.slice();
  const spectrum = plan.forward(x);
  const expected = halfOf(fourierTransform(shape).forward(toComplexNumbers(x)), shape);
  expect(relativeError(spectrum, expected)).toBeLessThan(roundTripTolerance(plan.size));
  expect(relativeError(plan.inverse(spectrum), x)).toBeLessThan(roundTripTolerance(plan.size));
  expect(x).toEqual(kept);
  expect(plan.forward(x)).toEqual(spectrum);
});

test.each([[[4096]], [[16384]], [[3 ** 8]], [[30030]], [[9973]], [[300, 200]], [[50, 60, 31]]])(
  'shape %p: inverse after forward, Parseval',
  (shape) => {
    const plan = realFourierTransform(shape);
    const x = randomArray(plan.size, 'real round trip');
    const spectrum = plan.forward(x);
    expect(relativeError(plan.inverse(spectrum), x)).toBeLessThan(roundTripTolerance(plan.size));
    const n = shape[shape.length - 1];
    const half = Math.floor(n / 2) + 1;
    let energy = 0;
    for (let at = 0; at < plan.spectrumSize; at++) {
      const k = at % half;
      const weight = k === 0 || 2 * k === n ? 1 : 2;
      energy += weight * (spectrum[2 * at] ** 2 + spectrum[2 * at + 1] ** 2);
    }
    const square = x.reduce((sum, value) => sum + value * value, 0);
    // Sums of up to 10⁵ squares, added one by one.
    expect(Math.abs(energy / plan.size / square - 1)).toBeLessThan(1e-13);
  },
);

test('numbers of scipy.fft.rfftn 1.17 for x_j = (3j² + j + 1) mod 11 − 5', () => {
  const cases: [number[], number, number, number][] = [
    [[6], 1, -10, 3.4641016151377544],
    [[7], 3, -7.027147075367981, 0],
    [[16], 1, 16.607435287500184, -8.121665619435381],
    [[3, 5], 1, -4.072949016875158, 10.184107127820914],
    [[3, 5], 8, 3.3383977965556486, 0.22079772064852765],
    [[2, 3, 4], 1, -1, 7],
    [[2, 3, 4], 17, -22, 0],
  ];
  for (const [shape, k, re, im] of cases) {
    const plan = realFourierTransform(shape);
    const spectrum = plan.forward(
      Float64Array.from({ length: plan.size }, (_, j) => ((3 * j * j + j + 1) % 11) - 5),
    );
    // Sums of at most 24 numbers of size 5 with errors of single roundings.
    expect(hypot(spectrum[2 * k] - re, spectrum[2 * k + 1] - im)).toBeLessThan(2e-14);
  }
});

test('what contradicts the symmetry is not looked at', () => {
  for (const n of [8, 7]) {
    const plan = realFourierTransform([n]);
    const spectrum = plan.forward(randomArray(n, 'symmetry'));
    const expected = plan.inverse(spectrum);
    spectrum[1] = 3;
    if (n === 8) spectrum[9] = -2;
    expect(plan.inverse(spectrum)).toEqual(expected);
  }
});

test('random shapes', () => {
  const random = createRandom('real shapes');
  for (let round = 0; round < (process.env.LONG ? 300 : 40); round++) {
    const shape = Array.from({ length: 1 + random.integer(3) }, () => 1 + random.integer(24));
    const plan = realFourierTransform(shape);
    const x = randomArray(plan.size, round);
    const expected = halfOf(fourierTransform(shape).forward(toComplexNumbers(x)), shape);
    const spectrum = plan.forward(x);
    expect(relativeError(spectrum, expected)).toBeLessThan(roundTripTolerance(plan.size));
    expect(relativeError(plan.inverse(spectrum), x)).toBeLessThan(roundTripTolerance(plan.size));
  }
});

test('refused at the door', () => {
  const plan = realFourierTransform([4, 6]);
  expect(() => plan.forward(new Float64Array(48))).toThrow(
    'x must be a Float64Array of length 24, got length 48',
  );
  expect(() => plan.inverse(new Float64Array(24))).toThrow(
    'spectrum must be a Float64Array of length 32, got length 24',
  );
  for (const place of [0, 13, 23]) {
    const x = new Float64Array(24).fill(1);
    x[place] = Number.POSITIVE_INFINITY;
    expect(() => plan.forward(x)).toThrow(`the entries must be finite, got Infinity at index ${place}`);
    const spectrum = new Float64Array(32).fill(1);
    spectrum[place] = Number.NaN;
    expect(() => plan.inverse(spectrum)).toThrow(`the entries must be finite, got NaN at index ${place}`);
  }
  expect(() => realFourierTransform([3, -1])).toThrow('shape[1] must be an integer in [1, 67108864], got -1');
});
