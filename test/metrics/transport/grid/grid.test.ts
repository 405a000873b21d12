import { type GridDensity, gridDensity, transportGrid } from '../../../../lib/index';
import { seeded } from '../samples';

/** A bump on an n × n grid of [0, 1]², 0 far from its centre. */
function bump(n: number, a: number, b: number, width = 0.2): GridDensity {
  const raw = Array.from({ length: n * n }, (_, k) => {
    const [x, y] = [(Math.floor(k / n) + 0.5) / n, ((k % n) + 0.5) / n];
    return Math.max(0, 1 - ((x - a) ** 2 + (y - b) ** 2) / width ** 2);
  });
  const sum = raw.reduce((s, t) => s + t, 0);
  return gridDensity({ low: [0, 0], high: [1, 1], cells: [n, n], masses: raw.map((t) => t / sum) });
}

test('a translation by whole cells costs its length', () => {
  const [mu, nu] = [bump(20, 0.325, 0.325), bump(20, 0.625, 0.725)];
  for (const p of [1, 2] as const) {
    const { lower, upper, centres } = transportGrid(mu, nu, { p });
    expect(centres.distance).toBeCloseTo(0.5, 12);
    expect(upper).toBeCloseTo(0.5, 12);
    expect(lower).toBeLessThan(0.5);
    expect(lower).toBeGreaterThan(0.5 - 2 * 0.05);
    expect(Math.abs(centres.gap)).toBeLessThanOrEqual(1e-9 * centres.primal);
  }
});

test('products of laws on the line: both axes apart, uniform against uniform', () => {
  // [0,1] against [0,2] in x, the same y: T(x) = 2x, W₁ = ½ and W₂ = √(1/3).
  const strip = (length: number, n: number): GridDensity =>
    gridDensity({
      low: [0, 0],
      high: [length, 1],
      cells: [n, 2],
      masses: new Array(2 * n).fill(1 / (2 * n)),
    });
  for (const n of [2, 8, 32]) {
    for (const [p, value] of [
      [1, 0.5],
      [2, Math.sqrt(1 / 3)],
    ] as const) {
      const { lower, upper } = transportGrid(strip(1, n), strip(2, n), { p });
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      const same = transportGrid(strip(1, n), strip(2, 2 * n), { p }); // congruent cells
      expect(same.lower).toBeLessThanOrEqual(value);
      expect(same.upper).toBeGreaterThanOrEqual(value - 1e-12);
      expect(same.upper).toBeLessThanOrEqual(upper);
    }
  }
});

test('one axis: against the integral of |F − G| and of the quantiles', () => {
  const random = seeded(3);
  const masses = Array.from({ length: 12 }, () => random.uniform());
  const sum = masses.reduce((a, b) => a + b, 0);
  const f = gridDensity({ low: [0], high: [3], cells: [12], masses: masses.map((m) => m / sum) });
  const g = gridDensity({ low: [1], high: [2], cells: [1], masses: [1] });
  const cdf = (density: GridDensity, x: number): number => {
    const [edges] = density.edges;
    return density.masses.reduce(
      (below, mass, i) => below + mass * Math.min(1, Math.max(0, (x - edges[i]) / (edges[i + 1] - edges[i]))),
      0,
    );
  };
  const n = 30_000;
  let w1 = 0;
  for (let i = 0; i < n; i++) {
    const x = (3 * (i + 0.5)) / n;
    w1 += (3 / n) * Math.abs(cdf(f, x) - cdf(g, x));
  }
  const { lower, upper } = transportGrid(f, g);
  expect(lower).toBeLessThanOrEqual(w1 + 1e-6); // the midpoint rule
  expect(upper).toBeGreaterThanOrEqual(w1 - 1e-6);
});

test('intervals on finer grids meet, with empty cells left out', () => {
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  const refine = (density: GridDensity): GridDensity => {
    const n = density.edges[0].length - 1;
    const fine = Array.from({ length: 4 * n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / (2 * n)), k % (2 * n)];
      return density.masses[(i >> 1) * n + (j >> 1)] / 4;
    });
    return gridDensity({ low: [0, 0], high: [1, 1], cells: [2 * n, 2 * n], masses: fine });
  };
  let [mu, nu] = [bump(8, 0.3, 0.35), bump(8, 0.7, 0.55, 0.3)];
  for (let level = 0; level < 3; level++) {
    const { lower, upper, cellsOfMu } = transportGrid(mu, nu);
    expect(cellsOfMu.length).toBeLessThan(mu.masses.length / 2);
    low = Math.max(low, lower);
    high = Math.min(high, upper);
    expect(low).toBeLessThanOrEqual(high);
    [mu, nu] = [refine(mu), refine(nu)];
  }
});

test('bad input', () => {
  const line = gridDensity({ low: [0], high: [1], cells: [1], masses: [1] });
  expect(() => transportGrid(bump(4, 0.5, 0.5), line)).toThrow(/nu.dimension must equal/);
  expect(() => transportGrid(line, line, { p: 3 as 2 })).toThrow(/p must be one of/);
  expect(() => transportGrid(bump(20, 0.5, 0.5), bump(20, 0.5, 0.5), { maxPairs: 100 })).toThrow(/maxPairs/);
});
