import {
  fourierTransform,
  realFourierTransform,
  spectralDerivative,
  spectralFilter,
  spectralMultiplier,
  spectralShift,
  wavenumbers,
} from '../../../lib/numerics/index';
import { halfOf, randomArray, relativeError, toComplexNumbers } from './data';

const { cos, sin, exp, abs, PI } = Math;

const shapes = [
  [1],
  [2],
  [7],
  [30],
  [4096],
  [97],
  [1, 1],
  [6, 4],
  [5, 9],
  [64, 64],
  [1, 12],
  [12, 1],
  [3, 5, 7],
  [8, 8, 8],
  [16, 3, 64],
  [2, 3, 4, 5],
];
/** Two transforms with errors of about 2e-16·√log₂ n and products with factors of size 1. */
const tolerance = 3e-15;

function times(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i += 2) {
    out[i] = a[i] * b[i] - a[i + 1] * b[i + 1];
    out[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
  }
  return out;
}

describe.each(shapes.map((shape) => [shape]))('filter on %p', (shape) => {
  const plan = fourierTransform(shape);
  const x = randomArray(2 * plan.size, 'filter');
  const complexFactors = randomArray(2 * plan.size, 'factors');
  const realFactors = randomArray(plan.size, 'factors');
  const realValues = randomArray(plan.size, 'real filter');

  test('complex field, complex and real multipliers', () => {
    for (const multiplier of [complexFactors, realFactors]) {
      const factors = multiplier === complexFactors ? multiplier : toComplexNumbers(multiplier);
      const expected = plan.inverse(times(plan.forward(x), factors));
      const filter = spectralFilter({ shape, multiplier });
      const kept = x.slice();
      expect(relativeError(filter.apply(x), expected)).toBeLessThan(tolerance);
      expect(x).toEqual(kept);
      expect(filter.applyInto(kept, kept)).toEqual(filter.apply(x));
    }
  });

  test('real field: the multiplier is the transform of a real kernel, or real and even', () => {
    const half = realFourierTransform(shape);
    const kernel = half.forward(realValues);
    const values = randomArray(plan.size, 'values');
    const expected = half.inverse(times(half.forward(values), kernel));
    const filter = spectralFilter({ shape, field: 'real', multiplier: kernel });
    expect(relativeError(filter.apply(values), expected)).toBeLessThan(tolerance);
    const squares = new Float64Array(half.spectrumSize);
    for (let k = 0; k < squares.length; k++) squares[k] = kernel[2 * k] ** 2 + kernel[2 * k + 1] ** 2;
    const twice = half.inverse(times(half.forward(values), toComplexNumbers(squares)));
    const evenFilter = spectralFilter({ shape, field: 'real', multiplier: squares });
    expect(relativeError(evenFilter.apply(values), twice)).toBeLessThan(tolerance);
  });
});

test('a thousand kinetic steps: the norm stays, a plane wave turns by its phase', () => {
  const [shape, hbar, dt] = [[32, 16], 0.3, 0.01];
  const lengths = [2 * PI, 4];
  const multiplier = spectralMultiplier({ shape, lengths }, (k) => {
    const angle = (-dt * hbar * (k[0] ** 2 + k[1] ** 2)) / 2;
    return [cos(angle), sin(angle)];
  });
  const step = spectralFilter({ shape, multiplier });
  const psi = new Float64Array(2 * 512);
  const k = [3, -2 * (PI / 2)];
  const wave = (i: number): number =>
    (k[0] * (2 * PI * Math.floor(i / 16))) / 32 + (k[1] * 4 * (i % 16)) / 16;
  for (let i = 0; i < 512; i++) [psi[2 * i], psi[2 * i + 1]] = [cos(wave(i)), sin(wave(i))];
  for (let n = 0; n < 1000; n++) step.applyInto(psi, psi);
  const phase = (-1000 * dt * hbar * (k[0] ** 2 + k[1] ** 2)) / 2;
  const expected = Float64Array.from({ length: 1024 }, (_, i) =>
    i % 2 === 0 ? cos(wave(i >> 1) + phase) : sin(wave(i >> 1) + phase),
  );
  // 1000 steps with random errors of 5e-16 each, and a systematic one of 1e-16 in the rounded factors.
  expect(relativeError(psi, expected)).toBeLessThan(2e-13);
});

test('another multiplier', () => {
  const shape = [6, 5];
  const x = randomArray(60, 'replaced');
  const [a, b] = [randomArray(60, 'a'), randomArray(60, 'b')];
  const filter = spectralFilter({ shape, multiplier: a });
  filter.replaceMultiplier(b);
  expect(filter.apply(x)).toEqual(spectralFilter({ shape, multiplier: b }).apply(x));
  a.fill(0);
  b.fill(0);
  expect(filter.apply(x).some((value) => value !== 0)).toBe(true);
});

test('wavenumbers', () => {
  expect([...wavenumbers(6, 2 * PI)]).toEqual([0, 1, 2, -3, -2, -1]);
  expect([...wavenumbers(5, 4 * PI)]).toEqual([0, 0.5, 1, -1, -0.5]);
  expect([...wavenumbers(1, 3)]).toEqual([0]);
  expect(() => wavenumbers(0, 1)).toThrow('n must be an integer >= 1, got 0');
  expect(() => wavenumbers(4, -1)).toThrow('length must be a finite number > 0, got -1');
});

/** ∂^m/∂x_axis^m of cos(p·x + ½) and e^{ip·x} on the box (0, 2π) × (0, 3) with p = (3, −2·2π/3). */
function wave(shape: number[], field: 'real' | 'complex', axis: number, order: number): Float64Array {
  const p = [3, (-4 * PI) / 3];
  const out = new Float64Array(shape[0] * shape[1] * (field === 'real' ? 1 : 2));
  for (let i = 0; i < shape[0] * shape[1]; i++) {
    const x = [(2 * PI * Math.floor(i / shape[1])) / shape[0], (3 * (i % shape[1])) / shape[1]];
    const angle = p[0] * x[0] + p[1] * x[1] + 0.5 + (order * PI) / 2;
    const size = p[axis] ** order;
    if (field === 'real') out[i] = size * cos(angle);
    else [out[2 * i], out[2 * i + 1]] = [size * cos(angle), size * sin(angle)];
  }
  return out;
}

test.each([
  ['real', 0],
  ['real', 1],
  ['complex', 0],
  ['complex', 1],
] as const)('derivatives of a %s trigonometric polynomial along axis %i', (field, axis) => {
  for (const shape of [
    [8, 6],
    [9, 7],
    [7, 12],
  ])
    for (const order of [0, 1, 2, 3, 4]) {
      const plan = spectralDerivative({ shape, lengths: [2 * PI, 3], axis, order, field });
      const found = plan.apply(wave(shape, field, axis, 0));
      // Rounding errors of size 1e-15 in the highest mode are multiplied by at most (k_max/k)^4 ≈ 100.
      expect(relativeError(found, wave(shape, field, axis, order))).toBeLessThan(2e-13);
    }
});

test('the derivative of an analytic function converges like its Fourier coefficients', () => {
  // f = 1/(a − cos x) has coefficients proportional to r^|k|, r = a − √(a² − 1); with a = 5/4, r = 1/2.
  const error = (n: number): number => {
    const x = Float64Array.from({ length: n }, (_, i) => (2 * PI * i) / n);
    const f = x.map((t) => 1 / (1.25 - cos(t)));
    const exact = x.map((t) => -sin(t) / (1.25 - cos(t)) ** 2);
    const found = spectralDerivative({ shape: [n], lengths: [2 * PI], field: 'real' }).apply(f);
    return Math.max(...found.map((value, i) => abs(value - exact[i])));
  };
  // From n to n + 8 the error falls by r⁴·(n + 8)/n.
  for (const n of [16, 24, 32, 40]) {
    const ratio = error(n + 8) / error(n) / 0.5 ** 4;
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.8);
  }
  expect(error(120)).toBeLessThan(1e-12);
});

test('the Nyquist mode is a cosine: odd derivatives drop it, even ones keep it', () => {
  const f = Float64Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const box = { shape: [8], lengths: [2 * PI], field: 'real' as const };
  for (const value of spectralDerivative({ ...box, order: 1 }).apply(f)) expect(abs(value)).toBe(0);
  const second = spectralDerivative({ ...box, order: 2 }).apply(f);
  second.forEach((value, i) => {
    expect(value).toBeCloseTo(-16 * f[i], 12);
  });
  const shifted = spectralShift(box).apply(f, [0.1]);
  shifted.forEach((value, i) => {
    expect(value).toBeCloseTo(cos(0.4) * f[i], 14);
  });
});

test.each(['real', 'complex'] as const)('translations of a %s field', (field) => {
  for (const shape of [
    [8, 6],
    [9, 7],
  ]) {
    const shift = spectralShift({ shape, lengths: [2 * PI, 3], field });
    const f = wave(shape, field, 0, 0);
    const p = [3, (-4 * PI) / 3];
    for (const a of [
      [0.3, -1.1],
      [2 * PI, 3],
      [-0.7, 0],
      [-0.7, 0],
    ]) {
      // The wave moved by a is the wave with the angle lowered by p·a.
      const back = p[0] * a[0] + p[1] * a[1];
      const quarter = wave(shape, field, 0, 1).map((value) => value / p[0]);
      const expected = f.map((value, i) => value * cos(back) - quarter[i] * sin(back));
      expect(relativeError(shift.apply(f, a), expected)).toBeLessThan(tolerance);
    }
    // By one grid step it is a permutation.
    const step = shift.apply(f, [(2 * PI) / shape[0], 0]);
    const permuted = f.map((_, i) => f[(i - f.length / shape[0] + f.length) % f.length]);
    expect(relativeError(step, permuted)).toBeLessThan(tolerance);
  }
});

test('a multiplier of several variables, symmetric on all Nyquist modes', () => {
  const shape = [6, 4];
  const box = { shape, lengths: [2 * PI, 2 * PI] };
  const symbol = (k: Float64Array): [number, number] => [
    exp(-k[0] * k[0] + 0.3 * k[0] * k[1]),
    k[0] + 2 * k[1],
  ];
  const full = spectralMultiplier(box, symbol);
  const half = spectralMultiplier({ ...box, field: 'real' }, symbol);
  const values = randomArray(24, 'symbol');
  const real = spectralFilter({ shape, field: 'real', multiplier: half }).apply(values);
  const complex = spectralFilter({ shape, multiplier: full }).apply(toComplexNumbers(values));
  expect(relativeError(toComplexNumbers(real), complex)).toBeLessThan(tolerance);
  expect(halfOf(full, shape)).toEqual(half);
  // Mode (−3, 1): the mean of the symbol at (3, 1) and (−3, 1).
  expect(full[2 * (3 * 4 + 1)]).toBeCloseTo((exp(-9 + 0.9) + exp(-9 - 0.9)) / 2, 15);
  expect(full[2 * (3 * 4 + 1) + 1]).toBe(2);
  expect(full[2 * (1 * 4 + 2) + 1]).toBe(1);
});

describe('refused at the door', () => {
  const box = { shape: [4, 4], lengths: [1, 1] };
  const odd = spectralMultiplier({ ...box, field: 'real' }, (k) => [k[0], 1]);
  test.each([
    [
      'multiplier of wrong length',
      () => spectralFilter({ shape: [4], multiplier: new Float64Array(5) }),
      'multiplier must be a Float64Array of length 4, got length 5',
    ],
    [
      'multiplier with NaN',
      () => spectralFilter({ shape: [2], multiplier: Float64Array.of(1, Number.NaN) }),
      'multiplier must have finite entries, got NaN at index 1',
    ],
    [
      'multiplier that does not keep real fields real',
      () => spectralFilter({ shape: [4, 4], field: 'real', multiplier: odd }),
      /must satisfy m\(-k\) = conj m\(k\) within 1e-12 .* got a deviation of 12\.56\d* at mode \[1, 0\]/,
    ],
    [
      'field',
      () => spectralFilter({ shape: [4], field: 'imaginary' as 'real', multiplier: new Float64Array(4) }),
      'field must be one of "real", "complex", got "imaginary"',
    ],
    ['axis', () => spectralDerivative({ ...box, axis: 2 }), 'axis must be an integer in [0, 1], got 2'],
    ['order', () => spectralDerivative({ ...box, order: -1 }), 'order must be an integer in [0, 64], got -1'],
    [
      'lengths',
      () => spectralShift({ shape: [4, 4], lengths: [1] }),
      'lengths must have 2 entries, one per axis, got an array of length 1',
    ],
    [
      'distance',
      () => spectralShift(box).apply(new Float64Array(32), [0, Number.NaN]),
      'distance[1] must be a finite number, got NaN',
    ],
    [
      'NaN in the field',
      () =>
        spectralDerivative({ ...box, field: 'real' }).apply(
          new Float64Array(16).map((_, i) => (i === 9 ? Number.NaN : 1)),
        ),
      'the entries must be finite, got NaN at index 9',
    ],
  ])('%s', (_name, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

describe('spectralShift keeps its own account', () => {
  const x = Float64Array.from({ length: 16 }, (_, i) => Math.sin((2 * Math.PI * i) / 16));

  test('a distance that was not taken over completely is not trusted', () => {
    const plan = spectralShift({ shape: [16], lengths: [1], field: 'real' });
    // The plan copies the distance after it has loaded the multiplier: there it is stopped.
    const stopped = Object.assign([0.25], {
      [Symbol.iterator]: () => {
        throw new Error('interrupted');
      },
    });
    plan.apply(x, [0]);
    expect(() => plan.apply(x, stopped)).toThrow('interrupted');
    const back = plan.apply(x, [0]);
    for (let i = 0; i < 16; i++) expect(Math.abs(back[i] - x[i])).toBeLessThan(1e-15);
  });

  test('whole periods are no shift, however many', () => {
    const plan = spectralShift({ shape: [16], lengths: [1], field: 'real' });
    for (const periods of [1, 12345, 2 ** 50]) {
      const shifted = plan.apply(x, [periods]);
      for (let i = 0; i < 16; i++) expect(Math.abs(shifted[i] - x[i])).toBeLessThan(1e-15);
    }
  });

  test('the lengths are copied', () => {
    const lengths = [1];
    const plan = spectralShift({ shape: [16], lengths, field: 'real' });
    lengths[0] = 2;
    const shifted = plan.apply(x, [0.25]);
    for (let i = 0; i < 16; i++) expect(Math.abs(shifted[(i + 4) % 16] - x[i])).toBeLessThan(1e-15);
  });
});
