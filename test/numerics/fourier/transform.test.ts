import { createRandom, fourierTransform } from '../../../lib/numerics/index';
import { axisByAxis, naiveTransform, randomArray, relativeError } from './data';

// biome-ignore lint/suspicious/noExplicitAny: the package has no types
const FFT: any = require('fft.js');
const { cos, sin, sqrt, log2, hypot, PI } = Math;

const allSmall = Array.from({ length: 64 }, (_, i) => i + 1);
const larger = [65, 77, 91, 97, 101, 121, 127, 128, 143, 169, 210, 343, 360, 512, 1000, 1009, 1024];
const shapes = [
  [1, 1],
  [1, 6],
  [6, 1],
  [5, 1, 1],
  [1, 4, 1],
  [4, 4],
  [3, 5, 7],
  [7, 3, 2],
  [8, 64],
  [64, 8],
  [17, 19],
  [16, 16, 16],
  [2, 3, 4, 5],
  [1, 3, 1, 2, 2],
];

/** A naive sum of n rounded products: errors add up like √n units of rounding, ours like √log n. */
const naiveTolerance = (n: number): number => 2e-16 * (2 + sqrt(n));
/** Measured against extended precision: 0.8e-16·√log₂ n each way, 1.7e-16·√log₂ n through the chirp transform. */
const roundTripTolerance = (n: number): number => 3e-16 * sqrt(1 + log2(n));

test.each([...allSmall, ...larger])('length %i: forward and inverse against the definition', (n) => {
  const plan = fourierTransform([n]);
  const x = randomArray(2 * n, n);
  expect(relativeError(plan.forward(x), naiveTransform(x))).toBeLessThan(naiveTolerance(n));
  const back = naiveTransform(x, true).map((value) => value / n);
  expect(relativeError(plan.inverse(x), back)).toBeLessThan(naiveTolerance(n));
});

test('lengths 1 and 2 are exact', () => {
  const one = fourierTransform([1]);
  expect([...one.forward(Float64Array.of(0.1, -0.7))]).toEqual([0.1, -0.7]);
  expect([...one.inverse(Float64Array.of(0.1, -0.7))]).toEqual([0.1, -0.7]);
  const two = fourierTransform([2]);
  expect([...two.forward(Float64Array.of(1, 2, 3, 5))]).toEqual([4, 7, -2, -3]);
  expect([...two.inverse(Float64Array.of(4, 7, -2, -3))]).toEqual([1, 2, 3, 5]);
});

test.each([2, 8, 64, 256, 2048, 4096, 16384, 65536])('length %i against fft.js', (n) => {
  const x = randomArray(2 * n, 'powers');
  const oracle = new FFT(n);
  const expected = new Float64Array(2 * n);
  oracle.transform(expected, x);
  expect(relativeError(fourierTransform([n]).forward(x), expected)).toBeLessThan(roundTripTolerance(n));
});

test('numbers of scipy.fft.fftn 1.17 for x_j = (3j² + j + 1) mod 11 − 5 + i((7j + 3) mod 5 − 2)', () => {
  const cases: [number[], number, number, number][] = [
    [[6], 1, -11.732050807568877, 2.4641016151377544],
    [[7], 3, -3.3205318563544806, 5.004844339512095],
    [[16], 15, 17.015377117069598, 9.035082781260833],
    [[3, 5], 1, -10.452830079515458, 5.548852212196702],
    [[3, 5], 7, -14.838397796555649, -5.841380105842543],
    [[2, 3, 4], 23, 3.1698729810778072, 1.8301270189221932],
  ];
  for (const [shape, k, re, im] of cases) {
    const plan = fourierTransform(shape);
    const x = Float64Array.from({ length: 2 * plan.size }, (_, i) => {
      const j = i >> 1;
      return i % 2 === 0 ? ((3 * j * j + j + 1) % 11) - 5 : ((7 * j + 3) % 5) - 2;
    });
    const spectrum = plan.forward(x);
    // Both are sums of at most 24 numbers of size 5 with errors of single roundings.
    expect(hypot(spectrum[2 * k] - re, spectrum[2 * k + 1] - im)).toBeLessThan(2e-14);
  }
});

test.each(shapes.map((shape) => [shape]))('shape %p against the definition axis by axis', (shape) => {
  const plan = fourierTransform(shape);
  const x = randomArray(2 * plan.size, 'grid');
  const expected = axisByAxis(x, shape, naiveTransform);
  expect(relativeError(plan.forward(x), expected)).toBeLessThan(naiveTolerance(Math.max(...shape)));
  expect(relativeError(plan.inverse(expected), x)).toBeLessThan(naiveTolerance(Math.max(...shape)));
});

test.each([[[256, 6]], [[6, 256]], [[64, 64, 4]], [[2, 4096]], [[2500, 3]]])(
  'larger shape %p against lines of its own',
  (shape) => {
    const plan = fourierTransform(shape);
    const x = randomArray(2 * plan.size, 'large grid');
    const lines = new Map(shape.map((n) => [n, fourierTransform([n])]));
    const expected = axisByAxis(x, shape, (line) => lines.get(line.length / 2)!.forward(line));
    expect(relativeError(plan.forward(x), expected)).toBeLessThan(roundTripTolerance(plan.size));
  },
);

test.each([
  [[2048]],
  [[3000]],
  [[4096]],
  [[5 ** 6]],
  [[7 ** 4]],
  [[13 ** 3]],
  [[8191]],
  [[2 * 3001]],
  [[65536]],
  [[3 * 2 ** 14]],
  [[100, 100]],
  [[1009, 5]],
  [[5, 1009]],
  [[40, 48, 36]],
  [[256, 192]],
])('shape %p: inverse after forward, Parseval', (shape) => {
  const plan = fourierTransform(shape);
  const x = randomArray(2 * plan.size, 'round trip');
  const spectrum = plan.forward(x);
  expect(relativeError(plan.inverse(spectrum), x)).toBeLessThan(roundTripTolerance(plan.size));
  const square = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
  // Sums of up to 10⁵ squares, added one by one.
  expect(Math.abs(square(spectrum) / plan.size / square(x) - 1)).toBeLessThan(1e-13);
});

test.each([1024, 4096, 10007, 2 ** 15, 3 ** 9])('length %i: the spectrum of a unit impulse', (n) => {
  const at = 123;
  const x = new Float64Array(2 * n);
  x[2 * at] = 1;
  const expected = Float64Array.from({ length: 2 * n }, (_, i) => {
    const angle = (2 * PI * ((at * (i >> 1)) % n)) / n;
    return i % 2 === 0 ? cos(angle) : -sin(angle);
  });
  // The angles of the reference are rounded too: 2π·2⁻⁵³ in the worst case.
  expect(relativeError(fourierTransform([n]).forward(x), expected)).toBeLessThan(7e-16);
});

test('shift theorem and linearity on a 12 × 10 grid', () => {
  const shape = [12, 10];
  const plan = fourierTransform(shape);
  const x = randomArray(240, 'shift');
  const shifted = new Float64Array(240);
  for (let i = 0; i < 12; i++)
    for (let j = 0; j < 10; j++)
      for (const part of [0, 1])
        shifted[2 * (((i + 5) % 12) * 10 + ((j + 3) % 10)) + part] = x[2 * (i * 10 + j) + part];
  const spectrum = plan.forward(x);
  const expected = spectrum.slice();
  for (let k = 0; k < 120; k++) {
    const angle = -2 * PI * ((5 * Math.floor(k / 10)) / 12 + (3 * (k % 10)) / 10);
    expected[2 * k] = spectrum[2 * k] * cos(angle) - spectrum[2 * k + 1] * sin(angle);
    expected[2 * k + 1] = spectrum[2 * k] * sin(angle) + spectrum[2 * k + 1] * cos(angle);
  }
  // Angles up to 60 rounded to 7e-15.
  expect(relativeError(plan.forward(shifted), expected)).toBeLessThan(1e-14);
  const y = randomArray(240, 'second');
  const sum = plan.forward(x.map((value, i) => 2 * value - 3 * y[i]));
  const other = plan.forward(y).map((value, i) => 2 * spectrum[i] - 3 * value);
  expect(relativeError(sum, other)).toBeLessThan(1e-15);
});

test.each([[[50]], [[4096]], [[97]], [[16, 64]], [[64, 64]], [[8, 8, 16]]])(
  'shape %p: in place as out of place, and again after another call',
  (shape) => {
    const plan = fourierTransform(shape);
    const x = randomArray(2 * plan.size, 'in place');
    const kept = x.slice();
    const forward = plan.forward(x);
    const inverse = plan.inverse(x);
    expect(x).toEqual(kept);
    for (const [method, expected] of [
      ['forwardInto', forward],
      ['inverseInto', inverse],
    ] as const) {
      const y = x.slice();
      expect(plan[method](y, y)).toBe(y);
      expect(y).toEqual(expected);
    }
  },
);

test('a call that was abandoned leaves no trace', () => {
  const plan = fourierTransform([8, 8, 8]);
  const x = randomArray(1024, 'abandoned');
  const expected = plan.forward(x);
  const bad = x.slice();
  bad[700] = Number.NaN;
  expect(() => plan.forward(bad)).toThrow('the entries must be finite, got NaN at index 700');
  // Stops in the middle of the copies, as an interrupt would.
  let copies = 0;
  const stopping = Object.defineProperty(x.slice(), 'subarray', {
    value: (begin: number, end: number) => {
      if (++copies === 4) throw new Error('interrupted');
      return bad.subarray(begin, end);
    },
  });
  expect(() => plan.forward(stopping)).toThrow('interrupted');
  expect(copies).toBe(4);
  expect(plan.forward(x)).toEqual(expected);
});

test('random shapes', () => {
  const random = createRandom('shapes');
  for (let round = 0; round < (process.env.LONG ? 300 : 30); round++) {
    const shape = Array.from({ length: 1 + random.integer(3) }, () => 1 + random.integer(20));
    const plan = fourierTransform(shape);
    const x = randomArray(2 * plan.size, round);
    const expected = axisByAxis(x, shape, naiveTransform);
    expect(relativeError(plan.forward(x), expected)).toBeLessThan(naiveTolerance(20));
    expect(relativeError(plan.inverse(expected), x)).toBeLessThan(naiveTolerance(20));
  }
});

describe('refused at the door', () => {
  const values = new Float64Array(8);
  test.each([
    ['no axis', () => fourierTransform([]), 'shape must be a list of at least one length, got '],
    ['length 0', () => fourierTransform([4, 0]), 'shape[1] must be an integer in [1, 67108864], got 0'],
    ['length 2.5', () => fourierTransform([2.5]), 'shape[0] must be an integer in [1, 67108864], got 2.5'],
    [
      'too many points',
      () => fourierTransform([2 ** 14, 2 ** 14]),
      'shape must have at most 67108864 points, got 16384 × 16384',
    ],
    [
      'too much memory',
      () => fourierTransform([2 ** 26 - 5]),
      /the work space must be at most 2048 MiB, would be \d+ MiB/,
    ],
    [
      'a list',
      () => fourierTransform([4]).forward([1, 2] as unknown as Float64Array),
      'x must be a Float64Array of length 8, got an array of length 2',
    ],
    [
      'wrong length',
      () => fourierTransform([4]).forwardInto(values, new Float64Array(4)),
      'out must be a Float64Array of length 8, got length 4',
    ],
    [
      'infinite entries',
      () => fourierTransform([4]).inverse(values.map((_, i) => (i === 5 ? Number.NEGATIVE_INFINITY : 1))),
      'the entries must be finite, got -Infinity at index 5',
    ],
    [
      'overflow',
      () => fourierTransform([4]).forward(values.map(() => 1e308)),
      'the entries must be so small that their sums are finite',
    ],
  ])('%s', (_name, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});
