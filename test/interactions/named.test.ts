import {
  type Dimension,
  type Interaction,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  potentialHarmonic,
  potentialSoftCoulomb,
  potentialYukawa,
} from '../../lib/interactions';
import { createRandom } from '../../lib/numerics/random';
import { besselK } from '../../lib/numerics/special';
import { alongAxis, halfLine, slopeAlong, sphere, unitInterval } from './probes';

const dimensions: Dimension[] = [1, 2, 3];

/** Every named potential, with parameters other than 1 so that none can be forgotten. */
const smooth: [string, Interaction][] = [
  ['attractive cosine', potentialCosine()],
  ['repulsive cosine', potentialCosine({ amplitude: 1.5, wavenumber: 2 })],
  ...dimensions.flatMap((dimension): [string, Interaction][] => [
    [`Gaussian d=${dimension}`, potentialGaussian({ dimension, amplitude: -2, width: 0.6 })],
    [`soft Coulomb d=${dimension}`, potentialSoftCoulomb({ dimension, charge: -1.7, softening: 0.4 })],
  ]),
];
const all: [string, Interaction][] = [
  ...smooth,
  ...dimensions.flatMap((dimension): [string, Interaction][] => [
    [`harmonic d=${dimension}`, potentialHarmonic({ dimension, stiffness: -0.8 })],
    [`Coulomb d=${dimension}`, potentialCoulomb({ dimension, charge: 2 })],
    [`Yukawa d=${dimension}`, potentialYukawa({ dimension, charge: 2, screening: 1.3 })],
  ]),
];

describe.each(all)('%s', (_, V) => {
  const random = createRandom(7);
  const points = Array.from({ length: 40 }, () =>
    Float64Array.from({ length: V.dimension }, () => 4 * random.uniform() - 2 || 1),
  );

  test('∇V agrees with central differences of V', () => {
    const slope = new Float64Array(V.dimension);
    for (const z of points) {
      V.gradientInto(z, slope);
      for (let axis = 0; axis < V.dimension; axis++) {
        const h = 1e-5 * Math.hypot(...z);
        const shifted = (by: number) => V.value(z.map((c, i) => (i === axis ? c + by : c)));
        const difference = (shifted(h) - shifted(-h)) / (2 * h);
        // h² times third derivatives over a distance |z| is 1e-10 relative; rounding in V gives 1e-16/1e-5 = 1e-11.
        const scale = Math.hypot(...slope) + Math.abs(V.value(z)) / Math.hypot(...z);
        expect(Math.abs(difference - slope[axis])).toBeLessThan(1e-8 * scale);
      }
    }
  });

  test('the radial profile, value and gradient agree, V is even and ∇V(0) = 0', () => {
    const slope = new Float64Array(V.dimension);
    for (const z of points) {
      const r2 = z.reduce((sum, c) => sum + c * c, 0);
      V.gradientInto(z, slope);
      expect(V.radial!.value(r2)).toBeCloseTo(V.value(z), 12);
      for (const [i, c] of z.entries()) expect(V.radial!.gradientFactor(r2) * c).toBeCloseTo(slope[i], 12);
      expect(V.value(z.map((c) => -c))).toBe(V.value(z));
    }
    slope.fill(9);
    V.gradientInto(new Float64Array(V.dimension), slope);
    expect(slope.every((c) => c === 0)).toBe(true);
  });

  test('has the five verdicts, each with a number in its witness', () => {
    expect(V.hypotheses.map((h) => h.name)).toEqual(['H1', 'H2', 'H3', 'H4', 'H5']);
    for (const { witness } of V.hypotheses) expect(witness).toMatch(/\d|∞/);
  });
});

describe.each(smooth)('the exact bounds of the %s', (_, V) => {
  // A step of 1/2000 around a maximum misses it by (step)²·V‴/2, far below the tolerance 1e-3.
  const radii = Array.from({ length: 12001 }, (_r, i) => i / 2000);
  const slopes = radii.map((r) => slopeAlong(V, r));

  test.each([
    ['sup|V|', V.supValue, () => Math.max(...radii.map((r) => Math.abs(V.value(alongAxis(V, r)))))],
    ['sup|∇V|', V.supGradient, () => Math.max(...slopes.map(Math.abs))],
    ['Lip(∇V)', V.lipschitzGradient, () => steepest(slopes) * 2000],
  ])('%s is not exceeded by samples and nearly reached', (_name, bound, sampled) => {
    expect(bound.kind).toBe('exact');
    expect(sampled()).toBeLessThanOrEqual(bound.value * (1 + 1e-9)); // rounding of difference quotients
    expect(sampled()).toBeGreaterThanOrEqual(bound.value * (1 - 1e-3));
  });
});

function steepest(values: number[]): number {
  return Math.max(...values.slice(1).map((v, i) => Math.abs(v - values[i])));
}

test('Lip(∇V) also bounds quotients across the line of centres (d = 3)', () => {
  const V = potentialSoftCoulomb({ dimension: 3, softening: 0.3 });
  const random = createRandom(3);
  const [a, b] = [new Float64Array(3), new Float64Array(3)];
  let largest = 0;
  for (let k = 0; k < 20000; k++) {
    const [y, z] = [0, 0].map(() => Float64Array.from({ length: 3 }, () => 0.2 * (random.uniform() - 0.5)));
    V.gradientInto(y, a);
    V.gradientInto(z, b);
    const quotient = Math.hypot(...a.map((c, i) => c - b[i])) / Math.hypot(...y.map((c, i) => c - z[i]));
    largest = Math.max(largest, quotient);
  }
  expect(largest).toBeLessThan(V.lipschitzGradient.value);
  expect(largest).toBeGreaterThan(0.8 * V.lipschitzGradient.value);
});

const transformed = all.filter(([, V]) => V.fourier);

describe.each(transformed)('V̂ of the %s', (_, V) => {
  const d = V.dimension;
  // Parseval against g(ω) = e^{−s²ω²/2}: ∫V̂g dω = (2π)^d∫V·(2πs²)^{−d/2}e^{−|x|²/2s²}dx, singular V̂ and V included.
  test.each([0.3, 1, 2.5])('pairs with a Gaussian of width %d as V does', (s) => {
    const left = sphere[d] * halfLine((w) => V.fourier!(w) * Math.exp(-0.5 * (s * w) ** 2) * w ** (d - 1));
    const bump = (r: number) => Math.exp(-0.5 * (r / s) ** 2) * (2 * Math.PI * s * s) ** (-d / 2);
    const right =
      (2 * Math.PI) ** d * sphere[d] * halfLine((r) => V.radial!.value(r * r) * bump(r) * r ** (d - 1));
    expect(left / right).toBeCloseTo(1, 10); // double-exponential quadrature: 12 digits
  });

  test('‖V̂‖₁ is its integral, or infinite', () => {
    const norm = (cut: number) =>
      sphere[d] * halfLine((w) => (w < cut ? Math.abs(V.fourier!(w)) * w ** (d - 1) : 0));
    if (V.fourierNorm.value === Infinity) expect(norm(4000) / norm(1000)).toBeGreaterThan(3);
    else expect(norm(Infinity) / V.fourierNorm.value).toBeCloseTo(1, 10);
  });
});

test('V̂ is left out where it is no function', () => {
  expect(potentialCosine().fourier).toBeUndefined();
  expect(potentialHarmonic({ dimension: 3, stiffness: 1 }).fourier).toBeUndefined();
  expect(potentialCoulomb({ dimension: 1 }).fourier).toBeUndefined();
  expect(potentialYukawa({ dimension: 1, screening: 1 }).fourier).toBeUndefined();
});

test.each([
  [0, 1e-6, 13.931442073626418, 1e-14],
  [0, 0.1, 2.427069024702017, 1e-14],
  [0, 1, 0.42102443824070834, 1e-14],
  [0, 2.5, 0.062347553200366196, 1e-14],
  [0, 100, 4.656628229175903e-45, 1e-13],
  [1, 1e-6, 999999.9999927843, 1e-14],
  [1, 0.1, 9.853844780870606, 1e-14],
  [1, 1, 0.6019072301972346, 1e-14],
  [1, 10, 1.8648773453825585e-5, 1e-14],
  [1, 100, 4.67985373563691e-45, 1e-13],
] as const)('K_%d(%d) as tabulated', (order, x, value, tolerance) => {
  // e^{−100} alone carries 100 units of rounding of its argument's last place, hence 1e-13 there.
  expect(Math.abs(besselK(order, x) / value - 1)).toBeLessThan(tolerance);
});

describe('hypotheses', () => {
  const verdicts = (V: Interaction) => V.hypotheses.map((h) => h.holds);

  test.each(dimensions)('bounded smooth potentials satisfy all (d = %d)', (dimension) => {
    const yes = [true, true, true, true, true];
    expect(verdicts(potentialGaussian({ dimension }))).toEqual(yes);
    expect(verdicts(potentialSoftCoulomb({ dimension, softening: 1 }))).toEqual(yes);
    expect(verdicts(potentialHarmonic({ dimension, stiffness: 1 }))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(verdicts(potentialHarmonic({ dimension, stiffness: 0 }))).toEqual(yes);
  });

  test('Coulomb and Yukawa satisfy (H3) and (H5) in d = 3 only', () => {
    for (const dimension of dimensions) {
      const expected = [true, false, dimension === 3, false, dimension === 3];
      expect(verdicts(potentialCoulomb({ dimension }))).toEqual(expected);
      expect(verdicts(potentialYukawa({ dimension, screening: 2 }))).toEqual(expected);
    }
  });

  test('the witness of (H3) for Coulomb is ∫_{|z|<1}V² = 4πq², for (H5) it is 4q²', () => {
    const V = potentialCoulomb({ dimension: 3, charge: 2 });
    const integral = 4 * Math.PI * unitInterval((r) => V.value([r, 0, 0]) ** 2 * r * r);
    expect(V.hypotheses[2].witness).toContain((16 * Math.PI).toPrecision(4));
    expect(integral).toBeCloseTo(16 * Math.PI, 10);
    expect(V.hypotheses[4].witness).toContain('16');
    const screened = potentialYukawa({ dimension: 3, charge: 2, screening: 1.5 });
    const mass = 4 * Math.PI * unitInterval((r) => screened.value([r, 0, 0]) ** 2 * r * r);
    const printed = Number(/= ([\d.]+) at R = 1/.exec(screened.hypotheses[2].witness)![1]);
    expect(Math.abs(printed / mass - 1)).toBeLessThan(5e-4); // printed with four digits
  });

  test('the cosine says that (H4) is meant on the circle; (H3) says that it is stated for d = 3', () => {
    const V = potentialCosine({ amplitude: 2 });
    expect(verdicts(V)).toEqual([true, true, true, true, true]);
    expect(V.hypotheses[3].witness).toContain('periodic sense');
    expect(V.hypotheses[2].witness).toContain('stated for d = 3');
    expect(V.fourierNorm.value).toBeCloseTo(4 * Math.PI, 14);
  });
});

test('fields that solvers rely on', () => {
  const V = potentialCosine({ amplitude: 3, wavenumber: 2 });
  expect(V.cosineModes).toEqual([{ wavenumber: 2, amplitude: 3 }]);
  expect(V.period).toBeCloseTo(Math.PI, 15);
  expect(V.radial!.gradientFactor(0)).toBeCloseTo(-12, 14);
  expect(potentialHarmonic({ dimension: 2, stiffness: -3 }).stiffness).toBe(-3);
  expect(potentialCoulomb({ dimension: 3 }).singularAtOrigin).toBe(true);
  expect(potentialGaussian({ dimension: 3 }).formula).toBe('V(z) = exp(-|z|²/2)');
});

test.each<[string, () => Interaction]>([
  ['dimension must be one of 1, 2, 3, got 4', () => potentialGaussian({ dimension: 4 as Dimension })],
  ['width must be a finite number > 0, got 0', () => potentialGaussian({ dimension: 1, width: 0 })],
  [
    'amplitude must be a finite number, got NaN',
    () => potentialGaussian({ dimension: 1, amplitude: Number.NaN }),
  ],
  ['wavenumber must be a finite number > 0, got -1', () => potentialCosine({ wavenumber: -1 })],
  [
    'stiffness must be a finite number, got Infinity',
    () => potentialHarmonic({ dimension: 1, stiffness: Infinity }),
  ],
  [
    'softening must be a finite number > 0, got 0',
    () => potentialSoftCoulomb({ dimension: 3, softening: 0 }),
  ],
  ['charge must be a finite number other than 0, got 0', () => potentialCoulomb({ dimension: 3, charge: 0 })],
  ['screening must be a finite number > 0, got -2', () => potentialYukawa({ dimension: 3, screening: -2 })],
])('bad input: %s', (message, make) => {
  expect(make).toThrow(new RangeError(message));
});
