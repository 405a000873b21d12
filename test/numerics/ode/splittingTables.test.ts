import {
  createRandom,
  observedOrder,
  type Splitting,
  splitStep,
  splittings,
} from '../../../lib/numerics/index';

const tables = Object.values(splittings);
const general = tables.filter((table) => !table.nystrom);
const nystrom = tables.filter((table) => table.nystrom);

/** Kicks B and drifts A of one step, in order. */
function sequence(table: Splitting): [letter: string, duration: number][] {
  const list: [string, number][] = [];
  splitStep(
    table,
    1,
    (duration) => void list.push(['A', duration]),
    (duration) => void list.push(['B', duration]),
  );
  return list;
}

/** The coefficients of all words of at most `degree` letters in the product of the exponentials e^{cB}, e^{dA}, … */
function words(table: Splitting, degree: number): Map<string, number> {
  let product = new Map([['', 1]]);
  for (const [letter, duration] of sequence(table)) {
    const next = new Map<string, number>();
    for (const [word, coefficient] of product) {
      let term = coefficient;
      for (let k = 0; word.length + k <= degree; k++) {
        const longer = word + letter.repeat(k);
        next.set(longer, (next.get(longer) ?? 0) + term);
        term *= duration / (k + 1);
      }
    }
    product = next;
  }
  return product;
}

/** Largest deviation from e^{A+B}, in which each word of k letters has the coefficient 1/k!, for words of `degree` letters. */
function wordDefect(table: Splitting, degree: number): number {
  const factorial = [1, 1, 2, 6, 24, 120, 720, 5040][degree];
  const coefficients = words(table, degree);
  return Math.max(
    ...Array.from({ length: 2 ** degree }, (_, bits) => {
      const word = bits.toString(2).padStart(degree, '0').replaceAll('0', 'A').replaceAll('1', 'B');
      return Math.abs((coefficients.get(word) ?? 0) - 1 / factorial);
    }),
  );
}

describe('order conditions in the free algebra: the words of e^{A+B}', () => {
  test.each(general)('$name: holds for any A and B up to its order, and no further', (table) => {
    // Sums of products of coefficients up to 2.4 in size with some 25 factors each: a few hundred roundings.
    for (let degree = 1; degree <= table.order; degree++)
      expect(wordDefect(table, degree)).toBeLessThan(1e-14);
    expect(wordDefect(table, table.order + 1)).toBeGreaterThan(1e-5);
  });

  test.each(nystrom)('$name: does not hold for any A and B', (table) => {
    expect(wordDefect(table, table.order - 2)).toBeLessThan(1e-14);
    expect(wordDefect(table, table.order - 1)).toBeGreaterThan(1e-5);
  });
});

describe('order conditions for ẋ = ξ, ξ̇ = F(x): the Taylor series of one step in its length', () => {
  type Series = Float64Array;
  const degree = 8;
  const random = createRandom(7);
  const d = 2;
  /** Random coefficients of 1, x_j, x_j x_k, x_j x_k x_l in each F_i: nothing in the conditions can hide. */
  const tensors = Array.from({ length: d }, () =>
    [1, d, d ** 2, d ** 3].map((n) => random.fillNormal(new Float64Array(n))),
  );
  const x0 = random.fillNormal(new Float64Array(d));
  const xi0 = random.fillNormal(new Float64Array(d));

  const constant = (value: number): Series =>
    Float64Array.from({ length: degree }, (_, k) => (k === 0 ? value : 0));
  const times = (a: Series, b: Series): Series =>
    a.map((_, k) => a.subarray(0, k + 1).reduce((sum, value, j) => sum + value * b[k - j], 0));
  const addTimesH = (a: Series, factor: number, b: Series): Series =>
    a.map((value, k) => value + (k > 0 ? factor * b[k - 1] : 0));
  const force = (x: Series[]): Series[] =>
    tensors.map((levels) => {
      let monomials = [constant(1)];
      const sum = constant(0);
      for (const level of levels) {
        level.forEach((coefficient, m) => {
          sum.forEach((_, k) => {
            sum[k] += coefficient * monomials[m][k];
          });
        });
        monomials = monomials.flatMap((monomial) => x.map((coordinate) => times(monomial, coordinate)));
      }
      return sum;
    });

  /** Taylor coefficients of the exact solution, one after the other from the equation. */
  function exactSeries(): Series[] {
    const x = Array.from(x0, constant);
    const xi = Array.from(xi0, constant);
    for (let k = 0; k + 1 < degree; k++) {
      const acceleration = force(x);
      for (let i = 0; i < d; i++) {
        x[i][k + 1] = xi[i][k] / (k + 1);
        xi[i][k + 1] = acceleration[i][k] / (k + 1);
      }
    }
    return [...x, ...xi];
  }

  function stepSeries(table: Splitting): Series[] {
    let x = Array.from(x0, constant);
    let xi = Array.from(xi0, constant);
    splitStep(
      table,
      1,
      (duration) => {
        x = x.map((series, i) => addTimesH(series, duration, xi[i]));
      },
      (duration) => {
        const acceleration = force(x);
        xi = xi.map((series, i) => addTimesH(series, duration, acceleration[i]));
      },
    );
    return [...x, ...xi];
  }

  test.each(tables)('$name agrees up to its order, and no further', (table) => {
    const exact = exactSeries();
    const step = stepSeries(table);
    const defects = Array.from({ length: degree }, (_, k) => {
      const size = Math.max(...exact.map((series) => Math.abs(series[k])));
      return Math.max(...exact.map((series, i) => Math.abs(series[k] - step[i][k]))) / size;
    });
    // Relative to coefficients that are sums of thousands of products of both signs.
    for (let k = 0; k <= table.order; k++) expect(defects[k]).toBeLessThan(1e-12);
    expect(defects[table.order + 1]).toBeGreaterThan(1e-6);
  });
});

type Matrix = number[][];

/** e^{tM}·v by its series. */
function exponentialTimes(m: Matrix, t: number, v: Float64Array): void {
  let term = v.slice();
  for (let k = 1; k < 60; k++) {
    term = term.map((_, i) => (t / k) * m[i].reduce((sum, entry, j) => sum + entry * term[j], 0));
    for (let i = 0; i < v.length; i++) v[i] += term[i];
  }
}

const spread = (counts: number[], error: (count: number) => number): number => {
  const errors = counts.map(error);
  expect(Math.min(...errors)).toBeGreaterThan(1e-13);
  return observedOrder(
    counts.map((count) => 1 / count),
    errors,
  ).order;
};

/** Steps for which the errors on matrices lie between 1e-12 and 1e-3. */
const stepCounts: Readonly<Record<number, number[]>> = {
  1: [40, 80, 160],
  3: [20, 40, 80],
  6: [6, 8, 12, 16],
  7: [14, 20, 28],
  10: [4, 5, 6, 8],
  11: [8, 12, 16, 24],
};

describe('observed order on two matrices that do not commute', () => {
  const random = createRandom(5);
  const matrix = (): Matrix =>
    Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => 0.5 * random.normal()));
  const [a, b] = [matrix(), matrix()];
  const sum = a.map((row, i) => row.map((entry, j) => entry + b[i][j]));
  const start = random.fillNormal(new Float64Array(4));
  const exact = start.slice();
  exponentialTimes(sum, 1.5, exact);
  const order = (table: Splitting): number =>
    spread(stepCounts[table.stages], (count) => {
      const v = start.slice();
      for (let k = 0; k < count; k++) {
        splitStep(
          table,
          1.5 / count,
          (duration) => exponentialTimes(a, duration, v),
          (duration) => exponentialTimes(b, duration, v),
        );
      }
      return Math.hypot(...v.map((value, i) => value - exact[i]));
    });

  test.each(general)('$name keeps its order', (table) => {
    expect(Math.abs(order(table) - table.order)).toBeLessThan(0.35);
  });

  test.each(nystrom)('$name falls back to order 4', (table) => {
    expect(Math.abs(order(table) - 4)).toBeLessThan(0.35);
  });
});

describe('observed order on −½Δ + V on a grid, where the Nyström condition holds', () => {
  const n = 32;
  const wave = (j: number): number => (j < n / 2 ? j : j - n);
  const grid = Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n);
  const cosines = grid.map(Math.cos);
  const sines = grid.map(Math.sin);
  const potential = grid.map((x) => Math.cos(x) + 0.3 * Math.sin(2 * x));

  const norm = 1 / Math.sqrt(n);

  /** Multiplies by e^{−i·duration·energy}; psi interleaved. */
  function phases(psi: Float64Array, energies: number[], duration: number): void {
    energies.forEach((energy, i) => {
      const [re, im, c, s] = [
        psi[2 * i],
        psi[2 * i + 1],
        Math.cos(duration * energy),
        Math.sin(duration * energy),
      ];
      psi[2 * i] = c * re + s * im;
      psi[2 * i + 1] = c * im - s * re;
    });
  }

  /** Σ_j e^{sign·2πi·jk/n}·psi_j/√n, term by term. */
  function fourier(psi: Float64Array, sign: number): void {
    const from = psi.slice();
    for (let k = 0; k < n; k++) {
      let [re, im] = [0, 0];
      for (let j = 0; j < n; j++) {
        const c = cosines[(j * k) % n];
        const s = sign * sines[(j * k) % n];
        re += c * from[2 * j] - s * from[2 * j + 1];
        im += c * from[2 * j + 1] + s * from[2 * j];
      }
      psi[2 * k] = re * norm;
      psi[2 * k + 1] = im * norm;
    }
  }

  const kinetic = Array.from({ length: n }, (_, j) => wave(j) ** 2 / 2);
  const evolved = (table: Splitting, steps: number): Float64Array => {
    const psi = Float64Array.from({ length: 2 * n }, (_, k) =>
      k % 2 ? 0 : Math.exp(Math.cos(grid[k >> 1]) - 1),
    );
    for (let k = 0; k < steps; k++) {
      splitStep(
        table,
        2 / steps,
        (duration) => {
          fourier(psi, -1);
          phases(psi, kinetic, duration);
          fourier(psi, 1);
        },
        (duration) => phases(psi, potential, duration),
      );
    }
    return psi;
  };
  const reference = evolved(splittings.blanesMoan6, 150);

  test.each(tables.filter((table) => table.order > 2))('$name', (table) => {
    // The kinetic energies reach 128: steps must be shorter than on the matrices before an order shows.
    const counts = { 3: [40, 80, 160], 6: [32, 48, 64], 7: [30, 40, 56], 10: [24, 32, 40], 11: [16, 20, 24] }[
      table.stages
    ]!;
    const order = spread(counts, (count) =>
      Math.hypot(...evolved(table, count).map((value, k) => value - reference[k])),
    );
    expect(Math.abs(order - table.order)).toBeLessThan(0.35);
  });
});
