import {
  bicubicInterpolant,
  bilinearInterpolant,
  chebyshevInterpolant,
  chebyshevPoints,
  createRandom,
  cubicSpline,
  integrate,
  lagrangeInterpolant,
  monotoneCubic,
  observedOrder,
  type PiecewiseCubic,
  type SplineEnds,
  trigonometricInterpolant,
} from '../../../lib/numerics/index';
import { createLocator } from '../../../lib/numerics/locate';
import { points, rising, splineReference, x, y } from '../references/splines';

const sweeps = process.env.LONG ? 300 : 20;

function grid(n: number, low: number, high: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));
}

function increasing(n: number, seed: number): Float64Array {
  const random = createRandom(seed);
  let at = -1;
  return Float64Array.from({ length: n }, () => (at += 1e-3 + random.exponential() ** 2));
}

const ends: [string, SplineEnds][] = [
  ['natural', 'natural'],
  ['not-a-knot', 'not-a-knot'],
  ['periodic', 'periodic'],
  ['clamped', { slopes: [0.5, -2] }],
];

describe('cubicSpline', () => {
  test.each(ends)('%s: values, derivatives and integral of SciPy', (name, end) => {
    const spline = cubicSpline(x, y, end);
    const { value, first, second, integral } = splineReference[name];
    points.forEach((p, i) => {
      // Values of order 1 to 40, a linear system of condition 10.
      expect(Math.abs(spline.at(p) - value[i])).toBeLessThan(2e-14);
      expect(Math.abs(spline.derivative(p) - first![i])).toBeLessThan(1e-13);
      expect(Math.abs(spline.derivative(p, 2) - second![i])).toBeLessThan(1e-12);
    });
    expect(Math.abs(spline.integral(0.2, 3.9) - integral!)).toBeLessThan(1e-14);
    expect(spline.integral(3.9, 0.2)).toBe(-spline.integral(0.2, 3.9));
  });

  test.each(ends)('%s: passes through the data and is twice continuously differentiable', (_, end) => {
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const random = createRandom(sweep);
      const knots = increasing(4 + random.integer(30), sweep);
      const values = random.fillNormal(new Float64Array(knots.length));
      values[knots.length - 1] = values[0];
      const spline = cubicSpline(knots, values, end);
      const scale = (i: number): number =>
        Math.min(knots[i + 1] - knots[i], i > 0 ? knots[i] - knots[i - 1] : Infinity);
      for (let i = 0; i + 1 < knots.length; i++) {
        expect(Math.abs(spline.at(knots[i]) - values[i])).toBeLessThan(1e-13);
        if (i === 0) continue;
        const [below, above] = [knots[i] - 1e-9 * scale(i), knots[i] + 1e-9 * scale(i)];
        for (const order of [1, 2] as const) {
          const size =
            Math.abs(spline.derivative(knots[i], order)) +
            Math.abs(spline.derivative(knots[i], 3)) * scale(i) ** (3 - order) +
            1;
          const jump = Math.abs(spline.derivative(above, order) - spline.derivative(below, order));
          expect(jump / (size + 100 / scale(i) ** order)).toBeLessThan(1e-6);
        }
      }
    }
  });

  test('reproduces cubics (not-a-knot, clamped), straight lines (natural)', () => {
    const knots = increasing(9, 5);
    const cubic = (t: number): number => 1 - 2 * t + t * t - 0.5 * t ** 3;
    const slope = (t: number): number => -2 + 2 * t - 1.5 * t * t;
    const last = knots[8];
    const clamped = cubicSpline(knots, knots.map(cubic), { slopes: [slope(knots[0]), slope(last)] });
    const free = cubicSpline(knots, knots.map(cubic));
    const line = cubicSpline(
      knots,
      knots.map((t) => 3 - t),
      'natural',
    );
    const size = Math.abs(cubic(last));
    for (const t of grid(50, knots[0], last)) {
      expect(Math.abs(clamped.at(t) - cubic(t))).toBeLessThan(1e-13 * size);
      expect(Math.abs(free.at(t) - cubic(t))).toBeLessThan(1e-12 * size);
      expect(Math.abs(line.at(t) - 3 + t)).toBeLessThan(1e-13 * size);
    }
  });

  test('orders 4, 3, 2 of value, slope and curvature; 2 for the natural one at an end that bends', () => {
    const f = (t: number): number => Math.exp(Math.sin(t));
    const slope = (t: number): number => Math.cos(t) * f(t);
    const bend = (t: number): number => (Math.cos(t) ** 2 - Math.sin(t)) * f(t);
    const sizes = [17, 33, 65, 129];
    const order = (
      make: (n: number) => PiecewiseCubic,
      error: (s: PiecewiseCubic, t: number) => number,
    ): number => {
      const errors = sizes.map((n) => {
        const spline = make(n);
        return grid(1001, 0, 2 * Math.PI).reduce(
          (worst, t) => Math.max(worst, Math.abs(error(spline, t))),
          0,
        );
      });
      const { order: last } = observedOrder(
        sizes.map((n) => 1 / (n - 1)),
        errors,
      );
      return last;
    };
    for (const end of ['periodic', 'not-a-knot', { slopes: [1, 1] }] as const) {
      const make = (n: number): PiecewiseCubic => {
        const knots = grid(n, 0, 2 * Math.PI);
        const values = knots.map(f);
        values[n - 1] = values[0];
        return cubicSpline(knots, values, end);
      };
      const orders = [
        order(make, (s, t) => s.at(t) - f(t)),
        order(make, (s, t) => s.derivative(t) - slope(t)),
        order(make, (s, t) => s.derivative(t, 2) - bend(t)),
      ];
      orders.forEach((observed, k) => {
        expect(Math.abs(observed - (4 - k))).toBeLessThan(0.4);
      });
    }
    const natural = order(
      (n) => cubicSpline(grid(n, 0, 2 * Math.PI), grid(n, 0, 2 * Math.PI).map(f), 'natural'),
      (s, t) => s.at(t) - f(t),
    );
    expect(Math.abs(natural - 2)).toBeLessThan(0.3);
  });

  test('periodic: any x, integrals over several periods, the integral of one is the sum', () => {
    const knots = [0, 0.5, 1.7, 2, 3];
    const spline = cubicSpline(knots, [1, 2, 0, -1, 1], 'periodic');
    for (const t of [-7.1, -3, 0.2, 2.9999, 3, 8.3]) {
      const reduced = t - 3 * Math.floor(t / 3);
      expect(Math.abs(spline.at(t) - spline.at(reduced))).toBeLessThan(1e-13);
      expect(Math.abs(spline.derivative(t) - spline.derivative(reduced))).toBeLessThan(1e-12);
    }
    const once = spline.integral(0, 3);
    expect(Math.abs(spline.integral(-4.2, 7.8) - 4 * once)).toBeLessThan(1e-13);
    const exact = [
      [-1, 0],
      [0, 1],
      [1, 2.5],
    ].reduce((s, [a, b]) => s + integrate((t) => spline.at(t), a, b, { tolerance: 1e-12 }).value, 0);
    expect(Math.abs(spline.integral(-1, 2.5) - exact)).toBeLessThan(1e-10);
    expect(Math.abs(once - integrate((t) => spline.at(t), 0, 3, { tolerance: 1e-12 }).value)).toBeLessThan(
      1e-10,
    );
  });

  test('atInto is at, also in place; three periodic and two natural points are enough', () => {
    const spline = cubicSpline(x, y);
    const at = grid(100, 0, 4);
    const out = spline.atInto(at, new Float64Array(100));
    out.forEach((value, i) => {
      expect(value).toBe(spline.at(at[i]));
    });
    spline.atInto(at, at);
    expect(Array.from(at)).toEqual(Array.from(out));
    expect(cubicSpline([0, 2], [1, 5], 'natural').at(0.5)).toBe(2);
    const wave = cubicSpline([0, 1, 2], [1, -1, 1], 'periodic');
    expect([wave.at(1), wave.at(0.5), wave.at(1.5)]).toEqual([-1, 0, 0]);
  });
});

describe('monotoneCubic', () => {
  test('values, slopes and integral of SciPy', () => {
    const cubic = monotoneCubic(x, y);
    const { value, first, integral } = splineReference.pchip;
    points.forEach((p, i) => {
      expect(Math.abs(cubic.at(p) - value[i])).toBeLessThan(1e-14);
      expect(Math.abs(cubic.derivative(p) - first![i])).toBeLessThan(5e-14);
    });
    expect(Math.abs(cubic.integral(0.2, 3.9) - integral!)).toBeLessThan(1e-14);
    const steps = monotoneCubic(x, rising);
    points.forEach((p, i) => {
      expect(Math.abs(steps.at(p) - splineReference.pchipcdf.value[i])).toBeLessThan(1e-15);
    });
  });

  test('is monotone between monotone data', () => {
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const random = createRandom(100 + sweep);
      const knots = increasing(12, sweep);
      let total = 0;
      const cubic = monotoneCubic(
        knots,
        knots.map(() => (total += random.uniform() < 0.3 ? 0 : random.exponential() ** 3)),
      );
      const at = cubic.atInto(grid(500, knots[0], knots[11]), new Float64Array(500));
      let worst = 0;
      for (let i = 1; i < 500; i++) worst = Math.max(worst, at[i - 1] - at[i]);
      expect(worst).toBeLessThan(1e-14 * total);
    }
  });
});

describe('polynomials and trigonometric polynomials', () => {
  test('lagrangeInterpolant: any polynomial of degree n − 1, at random nodes in random order', () => {
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const random = createRandom(sweep);
      const n = 1 + random.integer(9);
      const coefficients = random.fillNormal(new Float64Array(n));
      const f = (t: number): number => coefficients.reduceRight((s, c) => s * t + c, 0);
      const nodes = chebyshevPoints(n + 1, -1, 2)
        .subarray(0, n)
        .map((t) => t + 0.01 * random.uniform());
      nodes.reverse();
      const polynomial = lagrangeInterpolant(nodes, nodes.map(f));
      for (let k = 0; k < 10; k++) {
        const t = nodes[n - 1] + random.uniform() * (nodes[0] - nodes[n - 1]);
        expect(Math.abs(polynomial.at(t) - f(t))).toBeLessThan(1e-12);
      }
      expect(polynomial.at(nodes[0])).toBe(f(nodes[0]));
    }
  });

  test('lagrangeInterpolant: 600 Chebyshev nodes neither overflow nor lose digits', () => {
    const nodes = chebyshevPoints(600, 0, 1000);
    const f = (t: number): number => Math.cos(t / 20);
    const polynomial = lagrangeInterpolant(nodes, nodes.map(f));
    for (const t of grid(200, 1, 999)) expect(Math.abs(polynomial.at(t) - f(t))).toBeLessThan(1e-11);
  });

  test('chebyshevInterpolant: geometric convergence at the rate of the Bernstein ellipse', () => {
    // 1/(1 + 25x²) has poles at ±i/5: errors like ρ^{−n}, ρ = (1 + √26)/5.
    const f = (t: number): number => 1 / (1 + 25 * t * t);
    const error = (n: number): number => {
      const p = chebyshevInterpolant(chebyshevPoints(n).map(f));
      return grid(500, -1, 1).reduce((worst, t) => Math.max(worst, Math.abs(p.at(t) - f(t))), 0);
    };
    const rate = (error(41) / error(81)) ** (1 / 40);
    expect(rate / ((1 + Math.sqrt(26)) / 5)).toBeGreaterThan(0.99);
    expect(rate / ((1 + Math.sqrt(26)) / 5)).toBeLessThan(1.01);
    const wide = chebyshevInterpolant(chebyshevPoints(40, 2, 5).map(Math.log), 2, 5);
    for (const t of grid(100, 2, 5)) expect(Math.abs(wide.at(t) - Math.log(t))).toBeLessThan(4e-15);
    const points5 = chebyshevPoints(5, -1, 1);
    expect(Array.from(points5, (p) => p + points5[4 - points5.indexOf(p)])).toEqual([0, 0, 0, 0, 0]);
  });

  test('trigonometricInterpolant: exact below the highest frequency, for odd and even n; the values at the nodes', () => {
    for (const n of [2, 3, 8, 9, 31, 32]) {
      const low = -1.3;
      const period = 2.7;
      const top = Math.ceil(n / 2) - 1;
      const f = (t: number): number => {
        const angle = (2 * Math.PI * (t - low)) / period;
        return (
          0.3 + Math.cos(top * angle) - 0.7 * Math.sin(top * angle) + 0.2 * Math.cos(Math.min(1, top) * angle)
        );
      };
      const values = Float64Array.from({ length: n }, (_, k) => f(low + (k * period) / n));
      const g = trigonometricInterpolant(values, low, period);
      for (const t of grid(77, -6, 6)) expect(Math.abs(g.at(t) - f(t))).toBeLessThan(2e-13);
      for (let k = 0; k < n; k++)
        expect(Math.abs(g.at(low + (k * period) / n) - values[k])).toBeLessThan(1e-13);
    }
  });
});

describe('grids', () => {
  const box = [
    { low: -1, high: 2, points: 7, periodic: true },
    { low: 0, high: 3, points: 6 },
  ] as const;
  const nodes = (axis: { low: number; high: number; points: number; periodic?: boolean }): number[] =>
    Array.from(
      { length: axis.points },
      (_, i) => axis.low + ((axis.high - axis.low) * i) / (axis.periodic ? axis.points : axis.points - 1),
    );

  test('both meet the values, and agree with one-dimensional interpolation along the axes', () => {
    const random = createRandom(1);
    const values = random.fillNormal(new Float64Array(42));
    const [smooth, rough] = [bicubicInterpolant(box, values), bilinearInterpolant(box, values)];
    nodes(box[0]).forEach((a, i) => {
      nodes(box[1]).forEach((b, j) => {
        expect(Math.abs(smooth.at(a, b) - values[i * 6 + j])).toBeLessThan(2e-14);
        expect(Math.abs(rough.at(a, b) - values[i * 6 + j])).toBeLessThan(1e-14);
        // The period.
        expect(Math.abs(smooth.at(a + 6, b) - values[i * 6 + j])).toBeLessThan(1e-13);
      });
    });
    const row = cubicSpline(nodes(box[1]), values.subarray(12, 18), 'natural');
    for (const b of grid(40, 0, 3))
      expect(Math.abs(smooth.at(nodes(box[0])[2], b) - row.at(b))).toBeLessThan(2e-14);
    const column = Array.from({ length: 8 }, (_, i) => values[(i % 7) * 6 + 4]);
    const ring = cubicSpline([...nodes(box[0]), 2], column, 'periodic');
    for (const a of grid(40, -1, 2))
      expect(Math.abs(smooth.at(a, nodes(box[1])[4]) - ring.at(a))).toBeLessThan(2e-14);
    expect(
      Math.abs(rough.at(-1 + 3 / 14, 0.3) - (values[0] + values[1] + values[6] + values[7]) / 4),
    ).toBeLessThan(1e-15);
  });

  test('orders 2 and 4 in both directions', () => {
    const f = (a: number, b: number): number => Math.exp(Math.cos(a)) * Math.exp(-b * b);
    const sizes = [24, 48, 96];
    const errors = (make: typeof bicubicInterpolant): number[] =>
      sizes.map((n) => {
        const axes = [
          { low: 0, high: 2 * Math.PI, points: n, periodic: true },
          { low: -7, high: 7, points: 2 * n + 1 },
        ] as const;
        const values = nodes(axes[0]).flatMap((a) => nodes(axes[1]).map((b) => f(a, b)));
        const g = make(axes, values);
        const random = createRandom(2);
        let worst = 0;
        for (let k = 0; k < 4000; k++) {
          const [a, b] = [7 * random.uniform(), 14 * random.uniform() - 7];
          worst = Math.max(worst, Math.abs(g.at(a, b) - f(a, b)));
        }
        return worst;
      });
    const steps = sizes.map((n) => 1 / n);
    expect(Math.abs(observedOrder(steps, errors(bilinearInterpolant)).order - 2)).toBeLessThan(0.2);
    expect(Math.abs(observedOrder(steps, errors(bicubicInterpolant)).order - 4)).toBeLessThan(0.4);
  });

  test('long periodic lines, few points, outside values, arrays', () => {
    const axes = [
      { low: 0, high: 1, points: 100, periodic: true },
      { low: 0, high: 1, points: 2 },
    ] as const;
    const values = nodes(axes[0]).flatMap((a) => [Math.sin(2 * Math.PI * a), 0]);
    const g = bicubicInterpolant(axes, values, { outside: -5 });
    for (const a of grid(50, -1, 1))
      expect(Math.abs(g.at(a, 0) - Math.sin(2 * Math.PI * a))).toBeLessThan(1e-6);
    expect(g.at(0.25, 0.5)).toBeCloseTo(0.5, 14);
    expect([g.at(0.5, 1.01), g.at(0.5, -1e-9), Math.abs(g.at(0.5, 1)) < 1e-15]).toEqual([-5, -5, true]);
    const out = g.atInto([0.25, 0, 0.25, 1, 0.1, 3], new Float64Array(3));
    expect(out[0]).toBeCloseTo(1, 14);
    expect([Math.abs(out[1]) < 1e-15, out[2]]).toEqual([true, -5]);
  });
});

test('createLocator finds what a plain search finds, whatever the spacing', () => {
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const random = createRandom(sweep);
    const knots = increasing(2 + random.integer(60), sweep).map((v) =>
      sweep % 2 ? Math.exp(Math.min(v, 300)) : v,
    );
    const locate = createLocator(knots);
    const probes = [
      ...knots,
      ...knots.map((v) => v * (1 + 1e-15)),
      knots[0] - 1,
      knots[knots.length - 1] + 1,
    ];
    for (let k = 0; k < 50; k++)
      probes.push(knots[0] + random.uniform() * (knots[knots.length - 1] - knots[0]));
    for (const probe of probes) {
      let expected = 0;
      while (expected + 2 < knots.length && knots[expected + 1] <= probe) expected++;
      expect(locate(probe)).toBe(expected);
    }
  }
});

test('bad arguments are refused by name', () => {
  const spline = cubicSpline(x, y);
  const axis = { low: 0, high: 1, points: 3 };
  const plane = bilinearInterpolant([axis, axis], new Float64Array(9));
  const refused: [() => unknown, string][] = [
    [() => spline.at(4.1), 'x must be a number in [0, 4], got 4.1'],
    [() => spline.at(Number.NaN), 'x must be a finite number, got NaN'],
    [() => spline.derivative(1, 4 as 3), 'order must be one of 1, 2, 3, got 4'],
    [() => spline.atInto([1, 2], new Float64Array(3)), 'out must have length 2, got length 3'],
    [() => cubicSpline([0, 1, 1, 2], [0, 0, 0, 0]), 'x must increase strictly, got 1, 1 at 1, 2'],
    [() => cubicSpline([0, 1, 2], [0, 0, 0]), 'x must have length >= 4, got length 3'],
    [
      () => cubicSpline([0, 1, 2], [0, 0, 1], 'periodic'),
      'equal first and last entries for periodic ends, got 0 and 1',
    ],
    [() => cubicSpline([0, 1], [0, Number.NaN], 'natural'), 'y[1] must be a finite number, got NaN'],
    [() => cubicSpline(x, y, 'free' as 'natural'), "ends must be 'natural', 'not-a-knot', 'periodic' or"],
    [() => lagrangeInterpolant([1, 2, 1], [0, 0, 0]), 'x must have distinct entries, got 1 twice'],
    [() => chebyshevInterpolant([1, 2]).at(2), 'x must be a number in [-1, 1], got 2'],
    [() => chebyshevPoints(1), 'n must be an integer in [2, 1048576], got 1'],
    [() => trigonometricInterpolant([1, 2], 0, 0), 'period must be a number in'],
    [() => bicubicInterpolant([axis, axis], new Float64Array(8)), 'values must have length 9, got length 8'],
    [() => plane.at(0.5, 1.5), 'y must be a number in [0, 1], got 1.5'],
    [() => plane.at(Number.NaN, 0), 'x must be a finite number, got NaN'],
    [
      () => bilinearInterpolant([axis, { ...axis, points: 1 }], [1, 2, 3]),
      'axes[1].points must be an integer in [2, 16777216], got 1',
    ],
  ];
  for (const [call, message] of refused) expect(call).toThrow(message);
});

test('an end that is missed by rounding is the end, with and without a value outside', () => {
  const axes = [
    { low: 0, high: 1, points: 5 },
    { low: 0, high: 1, points: 5 },
  ] as const;
  const values = Float64Array.from({ length: 25 }, (_, k) => k);
  for (const options of [{}, { outside: -5 }]) {
    const g = bilinearInterpolant(axes, values, options);
    expect(g.at(1 + 1e-13, 1)).toBeCloseTo(24, 10);
    expect(g.at(0, -1e-13)).toBeCloseTo(0, 10);
  }
  expect(bilinearInterpolant(axes, values, { outside: -5 }).at(1.001, 0)).toBe(-5);
});
