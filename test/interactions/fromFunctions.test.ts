import {
  describeInteraction,
  type FunctionsOptions,
  potentialCoulomb,
  potentialFormula,
  potentialFromFunctions,
} from '../../lib/interactions';

/** An anisotropic Gaussian in d = 2, with the truth Lip(∇V) = 4, sup|∇V| = 2e^{−1/2}, sup|V| = 1. */
const bump: FunctionsOptions = {
  dimension: 2,
  name: 'bump',
  value: ([x, y]) => Math.exp((-x * x) / 2 - 2 * y * y),
  gradient: ([x, y]) => {
    const v = Math.exp((-x * x) / 2 - 2 * y * y);
    return [-x * v, -4 * y * v];
  },
};
const truth = {
  lipschitzGradient: 4,
  supGradient: 2 * Math.exp(-0.5),
  supValue: 1,
  fourierNorm: 4 * Math.PI ** 2,
};

test('values and gradient are the reader’s, also for plain arrays; ∇V(0) = 0 without asking', () => {
  const V = potentialFromFunctions({
    ...bump,
    gradient: (z) => {
      if (z[0] === 0 && z[1] === 0) throw new Error('asked at the origin');
      return bump.gradient(z);
    },
  });
  const out = new Float64Array(2);
  V.gradientInto([0.5, -0.3], out);
  expect(Array.from(out)).toEqual(Array.from(bump.gradient(Float64Array.of(0.5, -0.3))));
  expect(V.value([0.5, -0.3])).toBe(bump.value(Float64Array.of(0.5, -0.3)));
  V.gradientInto(new Float64Array(2), out);
  expect(Array.from(out)).toEqual([0, 0]);
});

test('bounds left out are estimates from below, and leave (H2)–(H5) unknown', () => {
  const V = potentialFromFunctions(bump);
  for (const key of ['lipschitzGradient', 'supGradient', 'supValue'] as const) {
    expect(V[key].kind).toBe('estimate');
    // 404 points in four directions a scale: the truth is met to within a few percent, never exceeded.
    expect(V[key].value).toBeLessThanOrEqual(truth[key] * (1 + 1e-9));
    expect(V[key].value).toBeGreaterThan(0.95 * truth[key]);
  }
  expect(V.fourierNorm).toMatchObject({ value: Infinity, kind: 'estimate' });
  expect(V.hypotheses.map((h) => h.holds)).toEqual([true, 'unknown', 'unknown', 'unknown', 'unknown']);
});

test('bounds given by the reader are taken on their word and decide the hypotheses', () => {
  const V = potentialFromFunctions({ ...bump, ...truth });
  expect(V.lipschitzGradient).toEqual({ value: 4, kind: 'given', how: 'by the reader' });
  expect(V.hypotheses.map((h) => h.holds)).toEqual([true, true, true, true, true]);
  const singular = potentialFromFunctions({ ...bump, ...truth, singularAtOrigin: true });
  expect(singular.hypotheses[1].holds).toBe(false);
});

test.each(['lipschitzGradient', 'supGradient', 'supValue'] as const)(
  'a %s that a probe point contradicts is refused',
  (key) => {
    const make = () => potentialFromFunctions({ ...bump, ...truth, [key]: 0.9 * truth[key] });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(new RegExp(`^${key} must bound what is seen: given .* is reached at z = \\(`));
  },
);

test('singular potentials pass: Coulomb by hand agrees with ours', () => {
  const ours = potentialCoulomb({ dimension: 3 });
  const V = potentialFromFunctions({
    dimension: 3,
    value: (z) => 1 / Math.hypot(...z),
    gradient: (z) => z.map((c) => -c / Math.hypot(...z) ** 3),
    lipschitzGradient: Infinity,
    supGradient: Infinity,
    supValue: Infinity,
    singularAtOrigin: true,
  });
  expect(V.value([1, 2, 2])).toBeCloseTo(ours.value([1, 2, 2]), 15);
  expect(V.hypotheses[1].holds).toBe(false);
});

test('the probe points miss no ordinary potential: large offsets, fast waves, growth, flat tails', () => {
  const line = (value: (x: number) => number, slope: (x: number) => number) => () =>
    potentialFromFunctions({ dimension: 1, value: ([x]) => value(x), gradient: ([x]) => [slope(x)] });
  expect(
    line(
      (x) => 1e6 + Math.cos(x),
      (x) => -Math.sin(x),
    ),
  ).not.toThrow();
  expect(
    line(
      (x) => Math.cos(40 * x),
      (x) => -40 * Math.sin(40 * x),
    ),
  ).not.toThrow();
  expect(
    line(
      (x) => x ** 6,
      (x) => 6 * x ** 5,
    ),
  ).not.toThrow();
  expect(
    line(
      (x) => Math.exp(-50 * x * x),
      (x) => -100 * x * Math.exp(-50 * x * x),
    ),
  ).not.toThrow();
  expect(
    line(
      (x) => Math.cosh(x),
      (x) => Math.sinh(x),
    ),
  ).not.toThrow();
});

describe('refusals', () => {
  const line = (value: (x: number) => number, slope: (x: number) => number) => () =>
    potentialFromFunctions({ dimension: 1, value: ([x]) => value(x), gradient: ([x]) => [slope(x)] });

  test('a V that is not even, with the point', () => {
    expect(
      line(
        (x) => Math.exp(-((x - 1e-6) ** 2)),
        (x) => -2 * (x - 1e-6) * Math.exp(-((x - 1e-6) ** 2)),
      ),
    ).toThrow(/^value must be even, V\(z\) = V\(-z\), got V\(z\) = .* and V\(-z\) = .* at z = \(0\.\d+\)$/);
  });

  test.each([1.001, -1, 2])('a gradient that is wrong by the factor %d', (factor) => {
    expect(line(Math.cos, (x) => -factor * Math.sin(x))).toThrow(
      /^gradient must be the gradient of value: component 0 is .*, the difference quotient of V is .*, at z = \(/,
    );
  });

  test('components exchanged', () => {
    const swapped = { ...bump, gradient: (z: Float64Array) => Array.from(bump.gradient(z)).reverse() };
    expect(() => potentialFromFunctions(swapped)).toThrow('gradient must be the gradient of value');
  });

  test('things that are no numbers, arrays or functions', () => {
    expect(
      line(
        (x) => Math.log(x * x - 1),
        (x) => (2 * x) / (x * x - 1),
      ),
    ).toThrow('value must be a number everywhere');
    expect(line(Math.cos, () => Number.NaN)).toThrow('component 0 is NaN');
    const scalar = { ...bump, gradient: (() => 3) as unknown as FunctionsOptions['gradient'] };
    expect(() => potentialFromFunctions(scalar)).toThrow('gradient must return an array of length 2, got 3');
    const absent = { dimension: 2, value: bump.value } as unknown as FunctionsOptions;
    expect(() => potentialFromFunctions(absent)).toThrow('gradient must be a function, got undefined');
    expect(() => potentialFromFunctions({ ...bump, dimension: 0 as 1 })).toThrow(
      'dimension must be one of 1, 2, 3, got 0',
    );
    expect(() => potentialFromFunctions({ ...bump, supValue: -1 })).toThrow(
      'supValue must be a number >= 0, got -1',
    );
    expect(() => potentialFromFunctions({ ...bump, fourierNorm: Number.NaN })).toThrow(
      'fourierNorm must be a number >= 0',
    );
  });
});

test('describeInteraction shows bounds with their kind and all five hypotheses', () => {
  const rows = describeInteraction(potentialFormula('2/r', { dimension: 3 }));
  expect(rows.map((row) => row.quantity)).toEqual([
    'formula',
    'Lip(∇V)',
    'sup|∇V|',
    'sup|V|',
    '‖V̂‖₁',
    '(H1)',
    '(H2)',
    '(H3)',
    '(H4)',
    '(H5)',
  ]);
  expect(rows[0]).toEqual({ quantity: 'formula', value: 'V(z) = 2/r', how: 'd = 3, radial' });
  expect(rows[1].value).toBe('∞');
  expect(rows.slice(5).map((row) => row.value)).toEqual(['holds', 'fails', 'holds', 'fails', 'holds']);
  expect(describeInteraction(potentialFromFunctions(bump))[1].value).toMatch(/^≈ [34]\.?\d*$/);
  const upper = describeInteraction(potentialFormula('exp(-r^2)', { dimension: 1 }))[1];
  expect(upper.value).toMatch(/^≤ 2/);
  expect(upper.how).toMatch(/^upper: /);
});
