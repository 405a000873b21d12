import {
  binomial,
  createRandom,
  factorial,
  luFactor,
  observedOrder,
  realMatrix,
} from '../../lib/numerics/index';
import { GridShears, type GridShearsOptions } from '../../lib/numerics/interpolation/gridShears';

const random = createRandom(41);

/** The centred B-spline by truncated powers. */
function bSpline(degree: number, x: number): number {
  if (2 * Math.abs(x) >= degree + 1) return 0;
  let sum = 0;
  for (let k = 0; k <= degree + 1; k++)
    sum += (k % 2 ? -1 : 1) * binomial(degree + 1, k) * Math.max(0, x + (degree + 1) / 2 - k) ** degree;
  return sum / factorial(degree);
}

/** f ↦ f(· − a) at 0 … length − 1 from a dense system for the spline's coefficients; open lines stand among zeros. */
function naiveMoves(length: number, degree: number, periodic: boolean) {
  const room = periodic ? 0 : 60;
  const n = length + 2 * room;
  const entry = (x: number): number =>
    periodic
      ? [-3, -2, -1, 0, 1, 2, 3].reduce((sum, turn) => sum + bSpline(degree, x + turn * n), 0)
      : bSpline(degree, x);
  const entries = Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n) - (k % n)));
  const system = luFactor(realMatrix(n, n, entries));
  return (f: Float64Array, a: number): Float64Array => {
    const right = new Float64Array(n);
    right.set(f, room);
    const coefficients = system.solve(right);
    const turned = periodic ? a - n * Math.floor(a / n) : a;
    return Float64Array.from(f, (_, i) => {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += coefficients[j] * entry(i + room - turned - j);
      return sum;
    });
  };
}

const line = (field: Float64Array, shape: readonly number[], axis: number, l: number): Float64Array =>
  Float64Array.from(
    { length: shape[axis] },
    (_, k) => field[axis === 0 ? k * shape[1] + l : l * shape[1] + k],
  );

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function sheared(options: GridShearsOptions, field: Float64Array, axis: 0 | 1, distances: Float64Array) {
  const grid = new GridShears(options);
  grid.load(field);
  const escaped = new Float64Array(2);
  grid.shear(axis, distances, escaped);
  return { values: grid.saveInto(new Float64Array(field.length)), escaped };
}

function largest(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe('shears of a grid', () => {
  const cases = [3, 5].flatMap((degree) =>
    [0, 1].flatMap((axis) => [true, false].map((periodic) => ({ degree, axis, periodic }))),
  ) as { degree: 3 | 5; axis: 0 | 1; periodic: boolean }[];

  it.each(cases)('are those of a dense spline: degree $degree, axis $axis, periodic $periodic', (which) => {
    const { degree, axis, periodic } = which;
    for (const shape of [
      [13, 22],
      [24, 9],
      [16, 31],
    ] as const) {
      const field = Float64Array.from({ length: shape[0] * shape[1] }, () => random.normal());
      const n = shape[axis];
      const distances = Float64Array.from(
        { length: shape[1 - axis] },
        (_, l) => [0, 1, -2, 0.3, -0.3, 1e-17, -1e-17, n + 0.5, -3 * n - 0.25, 2.6][l] ?? n * random.normal(),
      );
      const periods: [boolean, boolean] = [!periodic, !periodic];
      periods[axis] = periodic;
      const moved = naiveMoves(n, degree, periodic);
      const { values } = sheared({ shape, periodic: periods, degree }, field, axis, distances);
      distances.forEach((a, l) => {
        const exact = moved(line(field, shape, axis, l), a);
        // A distance of 100 is rounded to 1e-14 and the slopes are below 20.
        expect(largest(line(values, shape, axis, l), exact)).toBeLessThan(2e-12);
      });
    }
  });

  it.each([3, 5] as const)(
    'keep the moments up to the degree and account for what leaves, degree %i',
    (degree) => {
      const shape = [40, 64] as const;
      const bump = (k: number): number => Math.exp(-(((k - 30) / 3) ** 2)) * (1 + 0.3 * Math.sin(k));
      const field = Float64Array.from({ length: 40 * 64 }, (_, k) => bump(k % 64));
      const distances = Float64Array.from({ length: 40 }, (_, l) => 0.37 * (l - 20));
      const { values } = sheared({ shape, periodic: [false, false], degree }, field, 1, distances);
      for (let power = 0; power <= degree; power++) {
        const moment = (f: Float64Array, l: number, shift: number): number =>
          sum(line(f, shape, 1, l).map((value, k) => value * ((k - 30 + shift) / 8) ** power));
        distances.forEach((a, l) => {
          expect(Math.abs(moment(values, l, 0) - moment(field, l, a))).toBeLessThan(1e-10);
        });
      }
      const rough = Float64Array.from({ length: 40 * 64 }, () => random.uniform());
      const far = distances.map((a) => 5 * a);
      const { values: kept, escaped } = sheared({ shape, periodic: [false, false], degree }, rough, 1, far);
      expect(Math.abs(sum(kept) + escaped[0] + escaped[1] - sum(rough))).toBeLessThan(1e-10);
      // Rows are moved by −37 … 35 of 64 cells: of the 8 that stay almost in place nothing leaves.
      expect(escaped[0]).toBeGreaterThan(100);
      expect(escaped[1]).toBeGreaterThan(100);
      // Downwards there is a little more to leave, by the 20th line: some 37 values of mean ½.
      expect(escaped[0] - escaped[1]).toBeGreaterThan(5);
    },
  );

  it.each([
    [3, 4],
    [5, 6],
  ] as const)('of degree %i have order %i', (degree, order) => {
    const sizes = [16, 24, 36, 54];
    const errors = sizes.map((n) => {
      const f = (x: number): number => Math.exp(Math.cos(2 * Math.PI * x));
      const field = Float64Array.from({ length: 8 * n }, (_, k) => f((k % n) / n));
      const a = Float64Array.from({ length: 8 }, () => 0.5);
      const { values } = sheared({ shape: [8, n], periodic: [false, true], degree }, field, 1, a);
      return largest(
        values,
        Float64Array.from(field, (_, k) => f(((k % n) - 0.5) / n)),
      );
    });
    const { order: seen, pairwise } = observedOrder(sizes, errors);
    // Negative, since sizes count 1/h.
    expect(-pairwise[2]).toBeGreaterThan(order - 0.3);
    expect(-seen).toBeLessThan(order + 0.6);
  });

  it.each(cases)('limited: $degree, axis $axis, periodic $periodic', ({ degree, axis, periodic }) => {
    const shape = [40, 48] as const;
    const block = (k: number): number => (k > 12 && k < 25 ? 1 : 0);
    const field = Float64Array.from({ length: 40 * 48 }, (_, k) =>
      block(axis === 0 ? Math.floor(k / 48) : k % 48),
    );
    const distances = Float64Array.from({ length: shape[1 - axis] }, (_, l) => 0.61 * (l - 20));
    const options: GridShearsOptions = { shape, periodic: [periodic, periodic], degree };
    const free = sheared(options, field, axis, distances);
    const limited = sheared({ ...options, positive: true }, field, axis, distances);
    expect(Math.min(...free.values)).toBeLessThan(-0.05);
    expect(Math.min(...limited.values)).toBeGreaterThan(-1e-16);
    distances.forEach((a, l) => {
      // Nothing of line l has left while the block stays inside.
      if (!periodic && Math.abs(a) > 8) return;
      expect(sum(line(limited.values, shape, axis, l))).toBeCloseTo(12, 12);
    });
    const total = sum(limited.values) + limited.escaped[0] + limited.escaped[1];
    expect(Math.abs(total - sum(field))).toBeLessThan(1e-9);
    expect(largest(free.values, limited.values)).toBeLessThan(0.2);
  });

  it('limited, leave a positive smooth field alone', () => {
    const shape = [16, 40] as const;
    const field = Float64Array.from({ length: 640 }, (_, k) => 2 + Math.sin((2 * Math.PI * (k % 40)) / 40));
    const distances = Float64Array.from({ length: 16 }, (_, l) => 0.7 * l - 3);
    const options: GridShearsOptions = { shape, periodic: [true, true], degree: 3 };
    const free = sheared(options, field, 1, distances);
    const limited = sheared({ ...options, positive: true }, field, 1, distances);
    expect(largest(free.values, limited.values)).toBeLessThan(1e-13);
  });

  it('sum rows and refuse wrong sizes', () => {
    const grid = new GridShears({ shape: [9, 11], periodic: [true, false] });
    const field = Float64Array.from({ length: 99 }, () => random.normal());
    grid.load(field);
    const sums = grid.rowSumsInto(new Float64Array(9));
    sums.forEach((value, i) => {
      expect(value).toBeCloseTo(sum(field.subarray(11 * i, 11 * i + 11)), 13);
    });
    expect(() => grid.shear(0, new Float64Array(9), new Float64Array(2))).toThrow(
      /distances must have length 11, got length 9/,
    );
    expect(() => new GridShears({ shape: [4, 11], periodic: [true, false] })).toThrow(
      /shape\[0\] must be an integer in \[8, 65536\], got 4/,
    );
    expect(() => new GridShears({ shape: [8192, 8192], periodic: [true, false] })).toThrow(/at most 2²⁴/);
  });
});
