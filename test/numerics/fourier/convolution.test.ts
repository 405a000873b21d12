import { type Convolution, convolution, createRandom } from '../../../lib/numerics/index';
import { randomArray, relativeError } from './data';

const { exp, hypot, cos, floor, PI } = Math;

const gaussian = (z: Float64Array): number => exp(-z.reduce((sum, c) => sum + c * c, 0));
/** Neither even nor odd. */
const lopsided = (z: Float64Array): number => exp(-z.reduce((sum, c) => sum + c * c - 0.4 * c, 0));
const softCoulomb = (z: Float64Array): number => 1 / hypot(0.3, ...z);
/** Three transforms with errors of 2e-16·√log₂ n each, relative to the largest terms, which cancel in part. */
const tolerance = 6e-15;

function indexOf(at: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = at;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]);
    rest = floor(rest / shape[axis]);
  }
  return index;
}

/** Σ_j K(x_i − x_j) ρ_j Π spacing by its definition; on a torus at the shortest displacement. */
function directSum(
  density: Float64Array,
  shape: readonly number[],
  spacing: readonly number[],
  kernel: (z: Float64Array) => number,
  boundary: 'periodic' | 'free',
): Float64Array {
  const cell = spacing.reduce((product, h) => product * h, 1);
  return density.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < density.length; j++) {
      const [p, q] = [indexOf(i, shape), indexOf(j, shape)];
      let displacements: number[][] = [[]];
      for (let axis = 0; axis < shape.length; axis++) {
        const n = shape[axis];
        let steps = p[axis] - q[axis];
        if (boundary === 'periodic') steps = ((((steps + floor(n / 2)) % n) + n) % n) - floor(n / 2);
        const choices = boundary === 'periodic' && 2 * steps === -n ? [steps, -steps] : [steps];
        displacements = displacements.flatMap((z) => choices.map((step) => [...z, step * spacing[axis]]));
      }
      const values = displacements.map((z) => kernel(Float64Array.from(z)));
      sum += (density[j] * values.reduce((a, b) => a + b)) / values.length;
    }
    return sum * cell;
  });
}

const cases: [number[], number[]][] = [
  [[1], [0.5]],
  [[2], [0.5]],
  [[7], [0.4]],
  [[16], [0.3]],
  [[33], [0.2]],
  [
    [4, 6],
    [0.5, 0.3],
  ],
  [
    [5, 1],
    [0.5, 0.3],
  ],
  [
    [1, 5],
    [0.5, 0.3],
  ],
  [
    [3, 7],
    [0.5, 0.3],
  ],
  [
    [3, 4, 5],
    [0.5, 0.3, 0.4],
  ],
  [
    [8, 2, 6],
    [0.5, 0.3, 0.4],
  ],
];

describe.each(['free', 'periodic'] as const)('%s', (boundary) => {
  test.each(cases)('shape %p against the direct sum', (shape, spacing) => {
    const density = randomArray(
      shape.reduce((product, n) => product * n, 1),
      'density',
    );
    for (const kernel of [gaussian, lopsided, softCoulomb]) {
      const plan = convolution({ shape, spacing, kernel, boundary });
      const expected = directSum(density, shape, spacing, kernel, boundary);
      const found = plan.apply(density);
      expect(relativeError(found, expected)).toBeLessThan(tolerance);
      const inPlace = density.slice();
      expect(plan.applyInto(inPlace, inPlace)).toBe(inPlace);
      expect(inPlace).toEqual(found);
      expect(plan.apply(density)).toEqual(found);
    }
  });
});

/** Samples of `lopsided` on a wrapped grid, with steps 0.5 and 0.25. */
function samplesOn(grid: readonly number[]): Float64Array {
  return Float64Array.from({ length: grid[0] * grid[1] }, (_, at) => {
    const [i, j] = indexOf(at, grid).map((step, axis) => (2 * step > grid[axis] ? step - grid[axis] : step));
    return lopsided(Float64Array.of(0.5 * i, 0.25 * j));
  });
}

test('samples of the kernel on the doubled grid', () => {
  const shape = [4, 3];
  const samples = samplesOn([8, 6]);
  // Displacements ±n do not occur: what stands there must not matter.
  for (let at = 0; at < 48; at++) if (Math.floor(at / 6) === 4 || at % 6 === 3) samples[at] = 1e9;
  const density = randomArray(12, 'samples');
  const found = convolution({ shape, spacing: [0.5, 0.25], kernel: samples, boundary: 'free' }).apply(
    density,
  );
  const expected = directSum(density, shape, [0.5, 0.25], lopsided, 'free');
  expect(relativeError(found, expected)).toBeLessThan(tolerance);
});

test('samples of the kernel on the torus', () => {
  const shape = [4, 3];
  const kernel = samplesOn(shape);
  const density = randomArray(12, 'samples');
  const found = convolution({ shape, spacing: [0.5, 0.25], kernel, boundary: 'periodic' }).apply(density);
  const expected = density.map((_, at) => {
    const [i, j] = indexOf(at, shape);
    return density.reduce((sum, value, other) => {
      const [p, q] = indexOf(other, shape);
      return sum + 0.125 * value * kernel[((i - p + 4) % 4) * 3 + ((j - q + 3) % 3)];
    }, 0);
  });
  expect(relativeError(found, expected)).toBeLessThan(tolerance);
});

test('one number for the spacing of all axes', () => {
  const density = randomArray(24, 'spacing');
  const options = { shape: [4, 6], kernel: softCoulomb, boundary: 'free' as const };
  const one = convolution({ ...options, spacing: 0.2 });
  const each = convolution({ ...options, spacing: [0.2, 0.2] });
  expect(one.apply(density)).toEqual(each.apply(density));
});

test('free space does not wrap: a point mass at one corner is not felt through the other', () => {
  const shape = [20, 12];
  const density = new Float64Array(240);
  density[0] = 1;
  const found = convolution({ shape, spacing: 0.5, kernel: softCoulomb, boundary: 'free' }).apply(density);
  const far = softCoulomb(Float64Array.of(9.5, 5.5)) / 4;
  // Rounding errors are those of the largest value, 1/0.3/4.
  expect(Math.abs(found[239] - far)).toBeLessThan(1e-15);
});

test('the torus: a mode of the kernel picks the same mode of the density', () => {
  const n = 24;
  const h = (2 * PI) / n;
  const plan: Convolution = convolution({
    shape: [n],
    spacing: h,
    kernel: (z) => cos(2 * z[0]),
    boundary: 'periodic',
  });
  const density = Float64Array.from({ length: n }, (_, i) => 1 + cos(2 * i * h + 0.3) + cos(5 * i * h));
  plan.apply(density).forEach((value, i) => {
    // ∫ cos 2(x − y) cos(2y + 0.3) dy = π cos(2x + 0.3).
    expect(value).toBeCloseTo(PI * cos(2 * i * h + 0.3), 13);
  });
});

test('a larger grid against single rows of the direct sum', () => {
  const shape = [40, 36, 30];
  const spacing = 0.1;
  const density = randomArray(40 * 36 * 30, 'large');
  const found = convolution({ shape, spacing, kernel: lopsided, boundary: 'free' }).apply(density);
  const random = createRandom('places');
  for (let round = 0; round < (process.env.LONG ? 50 : 5); round++) {
    const i = random.integer(density.length);
    const p = indexOf(i, shape);
    let sum = 0;
    let at = 0;
    const z = new Float64Array(3);
    for (let a = 0; a < 40; a++)
      for (let b = 0; b < 36; b++)
        for (let c = 0; c < 30; c++) {
          z[0] = (p[0] - a) * spacing;
          z[1] = (p[1] - b) * spacing;
          z[2] = (p[2] - c) * spacing;
          sum += lopsided(z) * density[at++];
        }
    // A sum of 43200 products of size 1 is of size 200; 1e-13 relative to that.
    expect(Math.abs(found[i] - sum * spacing ** 3)).toBeLessThan(2e-14);
  }
});

describe('refused at the door', () => {
  const options = { shape: [4, 4], spacing: 1, kernel: gaussian, boundary: 'free' as const };
  test.each([
    [
      'singular kernel',
      () => convolution({ ...options, kernel: (z) => 1 / hypot(...z) }),
      'kernel must be finite, got Infinity at displacement [0, 0]',
    ],
    [
      'samples on the single grid',
      () => convolution({ ...options, kernel: new Float64Array(16) }),
      'kernel must be a Float64Array of length 64, got length 16',
    ],
    [
      'NaN among the samples',
      () => convolution({ ...options, kernel: new Float64Array(64).fill(Number.NaN, 7) }),
      'kernel must have finite entries, got NaN at index 7',
    ],
    [
      'spacing',
      () => convolution({ ...options, spacing: [1, 0] }),
      'spacing[1] must be a finite number > 0, got 0',
    ],
    [
      'spacings',
      () => convolution({ ...options, spacing: [1] }),
      'spacing must be a number or 2 numbers, one per axis, got an array of length 1',
    ],
    [
      'boundary',
      () => convolution({ ...options, boundary: 'open' as 'free' }),
      'boundary must be one of "periodic", "free", got "open"',
    ],
    [
      'density',
      () => convolution(options).apply(new Float64Array(15)),
      'density must be a Float64Array of length 16, got length 15',
    ],
    [
      'NaN in the density',
      () => convolution(options).apply(new Float64Array(16).fill(Number.NaN, 3)),
      'the entries must be finite, got NaN at index 3',
    ],
  ])('%s', (_name, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

test('a kernel that is almost even is not taken for even', () => {
  const shape = [16];
  const kernel = (z: Float64Array): number => exp(-z[0] * z[0]) + 1e-6 * z[0] * exp(-z[0] * z[0]);
  const density = randomArray(16, 5);
  const out = convolution({ shape, spacing: 0.25, kernel, boundary: 'free' }).apply(density);
  const exact = directSum(density, shape, [0.25], kernel, 'free');
  expect(relativeError(out, exact)).toBeLessThan(tolerance);
});

test('a doubled grid that is too large is refused before the kernel is sampled', () => {
  let calls = 0;
  const kernel = (): number => ++calls;
  expect(() => convolution({ shape: [256, 256, 256], spacing: 1, kernel, boundary: 'free' })).toThrow(
    'got 256 × 256 × 256, doubled to 512 × 512 × 512',
  );
  expect(calls).toBe(0);
});
