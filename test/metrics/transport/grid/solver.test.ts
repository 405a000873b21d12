import {
  type Cloud,
  dualDefect,
  type GridDensity,
  gridDensity,
  marginalDefect,
  type TransportGridResult,
  transport1D,
  transportExact,
  transportGrid,
} from '../../../../lib/index';
import { cTransform } from '../../../../lib/metrics/transport/duality';
import { centreCost, type GridCells } from '../../../../lib/metrics/transport/grid/cells';
import { gridTransform } from '../../../../lib/metrics/transport/grid/transforms';
import { seeded } from '../samples';

type Random = { uniform(): number };
const powers = [1, 2] as const;

/** Masses are rounded to 2⁻⁵², and sums of a few hundred terms in different orders differ by some of it. */
const ROUNDING = 1e-13;
const MARGINALS = 1e-14;

function density(
  cells: readonly number[],
  mass: (centre: number[]) => number,
  low: number[] = cells.map(() => 0),
  high: number[] = cells.map(() => 1),
): GridDensity {
  const count = cells.reduce((a, b) => a * b, 1);
  const raw = Array.from({ length: count }, (_, index) => {
    const centre: number[] = [];
    for (let axis = cells.length - 1, rest = index; axis >= 0; axis--) {
      const i = rest % cells[axis];
      rest = (rest - i) / cells[axis];
      centre.unshift(low[axis] + ((high[axis] - low[axis]) * (i + 0.5)) / cells[axis]);
    }
    return mass(centre);
  });
  const sum = raw.reduce((a, b) => a + b, 0);
  return gridDensity({ low, high, cells: [...cells], masses: raw.map((m) => m / sum) });
}

/** The cells with mass as a cloud, built anew. */
function cloudOf({ dimension, edges, masses }: GridDensity): Cloud {
  const points: number[] = [];
  masses.forEach((mass, cell) => {
    if (mass === 0) return;
    const at: number[] = [];
    let rest = cell;
    for (const list of [...edges].reverse()) {
      const i = rest % (list.length - 1);
      rest = (rest - i) / (list.length - 1);
      at.unshift((list[i] + list[i + 1]) / 2);
    }
    points.push(...at);
  });
  return { points: Float64Array.from(points), dimension, weights: masses.filter((mass) => mass > 0) };
}

/** The certificate by other code: a coupling, potentials feasible for all pairs, values that meet. */
function expectCertified({ centres }: TransportGridResult, mu: GridDensity, nu: GridDensity): void {
  const [first, second] = [cloudOf(mu), cloudOf(nu)];
  const scale = Math.max(...centres.phi.map(Math.abs), ...centres.psi.map(Math.abs), centres.primal);
  expect(centres.status).toBe('optimal');
  expect(marginalDefect(centres.plan, first, second)).toBeLessThanOrEqual(MARGINALS);
  expect(dualDefect(centres, first, second)).toBeLessThanOrEqual(ROUNDING * scale);
  expect(Math.abs(centres.gap)).toBeLessThanOrEqual(Math.max(1e-9 * centres.primal, ROUNDING * scale));
}

/** Few integers as masses, many of them equal or none; every third time real numbers. */
function randomDensity(random: Random, dimension: number, most: number, real: boolean): GridDensity {
  const cells = Array.from({ length: dimension }, () => 1 + Math.floor(most * random.uniform()));
  const low = cells.map(() => Math.round(2 * random.uniform()));
  const high = low.map((a) => a + 1 + Math.round(3 * random.uniform()));
  let first = true;
  const mass = (): number => {
    const t = real ? random.uniform() : Math.floor(3 * random.uniform());
    const some = first ? 1 : 0; // at least one cell has mass
    first = false;
    return t + some;
  };
  return density(cells, mass, low, high);
}

test('random grids against successive shortest paths: ties, empty cells, other boxes, one axis to three', () => {
  const random = seeded(7);
  const rounds = process.env.LONG ? 600 : 40;
  for (let round = 0; round < rounds; round++) {
    const dimension = 1 + (round % 3);
    // Up to 16² and 6³ cells: beyond 8192 pairs coarser grids come first.
    const most = [150, 16, 6][dimension - 1];
    const mu = randomDensity(random, dimension, most, round % 4 === 3);
    const nu = randomDensity(random, dimension, most, round % 4 === 3);
    for (const p of powers) {
      const result = transportGrid(mu, nu, { p });
      expectCertified(result, mu, nu);
      const { primal } = transportExact(cloudOf(mu), cloudOf(nu), { p });
      expect(Math.abs(result.centres.primal - primal)).toBeLessThanOrEqual(1e-12 * Math.max(primal, 1));
    }
  }
});

const gaussian =
  (a: number, b: number, width: number) =>
  ([x, y]: number[]): number =>
    Math.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * width ** 2));

test('smooth densities: near, far apart, with tails below all rounding; symmetric, W₁ ≤ W₂', () => {
  const shapes = [
    [gaussian(0.4, 0.5, 0.1), gaussian(0.4003, 0.5, 0.1)],
    [gaussian(0.2, 0.2, 0.02), gaussian(0.8, 0.7, 0.015)],
    [
      gaussian(0.5, 0.5, 0.1),
      ([x, y]: number[]) => Math.exp(-800 * (Math.hypot(x - 0.5, y - 0.5) - 0.3) ** 2),
    ],
  ];
  for (const [f, g] of shapes) {
    const [mu, nu] = [density([16, 18], f), density([16, 18], g)];
    const [w1, w2] = powers.map((p) => {
      const result = transportGrid(mu, nu, { p });
      expectCertified(result, mu, nu);
      const back = transportGrid(nu, mu, { p }).centres;
      expect(Math.abs(back.primal - result.centres.primal)).toBeLessThanOrEqual(1e-13);
      return result.centres.distance;
    });
    expect(w1).toBeLessThanOrEqual(w2 * (1 + 1e-12));
  }
});

test('equal densities are at distance 0 exactly, and nothing moves', () => {
  const random = seeded(2);
  const mu = density([20, 9], () => Math.floor(4 * random.uniform()));
  for (const p of powers) {
    const { centres } = transportGrid(mu, mu, { p });
    expect(centres.distance).toBe(0);
    expect(centres.lower).toBe(0);
    expect(centres.plan.source).toEqual(centres.plan.target);
  }
});

test('a single cell: everything goes there', () => {
  const random = seeded(4);
  const mu = density([30, 7], () => random.uniform());
  const nu = density([1, 1], () => 1, [2, 1], [3, 4]);
  const { points, weights = [] } = cloudOf(mu);
  for (const p of powers) {
    let value = 0;
    weights.forEach((mass, k) => {
      value += mass * Math.hypot(points[2 * k] - 2.5, points[2 * k + 1] - 2.5) ** p;
    });
    for (const [f, g] of [
      [mu, nu],
      [nu, mu],
    ]) {
      const { centres } = transportGrid(f, g, { p });
      expect(Math.abs(centres.primal - value)).toBeLessThanOrEqual(ROUNDING * value);
    }
  }
});

test('a translation of the grid costs its length for every p, shared cells or not', () => {
  const random = seeded(8);
  const masses = Array.from({ length: 120 }, () => Math.floor(3 * random.uniform()));
  let k = 0;
  let l = 0;
  const mu = density([10, 12], () => masses[k++]);
  const nu = density([10, 12], () => masses[l++], [0.33, -0.44], [1.33, 0.56]);
  for (const p of powers) {
    const result = transportGrid(mu, nu, { p });
    expectCertified(result, mu, nu);
    expect(Math.abs(result.centres.distance - 0.55)).toBeLessThanOrEqual(ROUNDING);
  }
});

test('for products W₂² is the sum over the axes', () => {
  const random = seeded(5);
  const factors = [25, 14, 20, 11].map((n) => Array.from({ length: n }, () => random.uniform() ** 3));
  const product = (f: number[], g: number[], high: number[]): GridDensity =>
    density(
      [f.length, g.length],
      ([x, y]) => f[Math.floor((x / high[0]) * f.length)] * g[Math.floor((y / high[1]) * g.length)],
      [0, 0],
      high,
    );
  const [mu, nu] = [product(factors[0], factors[1], [1, 2]), product(factors[2], factors[3], [3, 1])];
  const axis = (f: number[], length: number): Cloud => {
    const sum = f.reduce((a, b) => a + b, 0);
    return {
      dimension: 1,
      points: Float64Array.from(f, (_, i) => ((i + 0.5) * length) / f.length),
      weights: Float64Array.from(f, (t) => t / sum),
    };
  };
  const squares =
    transport1D(axis(factors[0], 1), axis(factors[2], 3), { p: 2 }).primal +
    transport1D(axis(factors[1], 2), axis(factors[3], 1), { p: 2 }).primal;
  const result = transportGrid(mu, nu, { p: 2 });
  expectCertified(result, mu, nu);
  expect(Math.abs(result.centres.primal - squares)).toBeLessThanOrEqual(ROUNDING * squares);
});

test('transforms along the axes and over pairs are the c-transform', () => {
  const random = seeded(6);
  const grid = (sizes: number[], share: number): GridCells => {
    const axes = sizes.map((n) => Float64Array.from({ length: n }, () => 4 * random.uniform()).sort());
    const count = sizes.reduce((a, b) => a * b, 1);
    const cells = Int32Array.from({ length: count }, (_, k) => k).filter(() => random.uniform() < share);
    return { axes, cells, masses: new Float64Array(cells.length) };
  };
  for (const share of [1, 0.6, 0.05]) {
    const [from, to] = [grid([5, 7, 6], share), grid([8, 4, 7], share)];
    const f = Float64Array.from(from.cells, () => 4 * random.uniform() - 2);
    for (const p of powers) {
      const cost = centreCost(from, to, p);
      const expected = cTransform(cost, f, to.cells.length);
      const { value, minimiser } = gridTransform(from, f, to, p);
      value.forEach((found, j) => {
        // Squares of at most 4² are summed in another order.
        expect(Math.abs(found - expected[j])).toBeLessThanOrEqual(1e-14);
        expect(Math.abs(cost(minimiser[j], j) - f[minimiser[j]] - expected[j])).toBeLessThanOrEqual(1e-14);
      });
    }
  }
});

test('stopped early: a status, a coupling and a lower bound all the same', () => {
  const [mu, nu] = [density([20, 20], gaussian(0.4, 0.5, 0.1)), density([20, 20], gaussian(0.6, 0.4, 0.2))];
  for (const p of powers) {
    const { distance } = transportGrid(mu, nu, { p }).centres;
    for (const maxIterations of [0, 600]) {
      const { centres } = transportGrid(mu, nu, { p, maxIterations });
      expect(centres.status).toBe('iteration limit');
      expect(marginalDefect(centres.plan, cloudOf(mu), cloudOf(nu))).toBeLessThanOrEqual(MARGINALS);
      expect(dualDefect(centres, cloudOf(mu), cloudOf(nu))).toBeLessThanOrEqual(ROUNDING);
      expect(centres.lower).toBeLessThan(distance);
      expect(centres.distance).toBeGreaterThan(distance * (1 - 1e-12));
    }
  }
});

test('progress rises to the end; too large problems are refused with an estimate', () => {
  const [mu, nu] = [density([20, 20], gaussian(0.4, 0.5, 0.1)), density([20, 20], gaussian(0.6, 0.4, 0.2))];
  const shares: number[] = [];
  transportGrid(mu, nu, { p: 2, onProgress: (done, total) => shares.push(done / total) });
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[shares.length - 1]).toBe(1);
  expect(shares[shares.length - 2]).toBeLessThan(1);
  const large = density([150, 150], () => 1);
  expect(() => transportGrid(large, large)).toThrow(
    /maxPairs = 300000000, got 22500\*22500 .*estimated \d+ s/,
  );
});
