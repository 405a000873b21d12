import {
  addMatrices,
  asGridDensity,
  catState,
  coherentState,
  coherentSuperposition,
  complexMatrix,
  type DenseMatrix,
  type DensityState,
  denseMatrix,
  fockDensity,
  fockState,
  gaussianState,
  gridMarginals,
  gridState,
  husimiTransform,
  identityMatrix,
  mixtureOfStates,
  multiplyMatrices,
  negativity,
  type PhaseSpaceGrid,
  productOfStates,
  quantumGrid,
  toeplitzGaussians,
  toeplitzState,
  toFock,
  toGrid,
  traceOfProduct,
  transportGrid,
  waveFunction,
  wignerTransform,
} from '../../lib/index';
import { determinant, hermitianPart, inverseMatrix } from '../../lib/numerics/index';
import { randomDensity, samples } from './states';

const epsilon = 0.25;
const states = samples(epsilon);
const line = quantumGrid({ low: -6, high: 6, points: 112 });
const points: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.31, -0.42],
  [-1.1, 0.3],
  [0.7, 1.3],
  [-0.2, -0.9],
];

/** The sum over all cells times their area: exact beyond all orders where the field is smooth and vanishes at the edges. */
function integral({ x, xi, nX, nXi, values }: PhaseSpaceGrid): number {
  return ((x[1] - x[0]) / nX) * ((xi[1] - xi[0]) / nXi) * values.reduce((sum, v) => sum + v, 0);
}

const wide = { x: [-6, 6], xi: [-6, 6], nX: 120, nXi: 120 } as const;

function product(a: PhaseSpaceGrid, b: PhaseSpaceGrid): PhaseSpaceGrid {
  return { ...a, values: a.values.map((value, k) => value * b.values[k]) };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);
}

function laguerre(n: number, x: number): number {
  let [before, now] = [0, 1];
  for (let k = 0; k < n; k++) [before, now] = [now, ((2 * k + 1 - x) * now - k * before) / (k + 1)];
  return now;
}

describe('closed forms', () => {
  it.each([0, 1, 2, 7, 30])('h_%i: Laguerre for Wigner, a gamma law for Husimi', (level) => {
    const state = fockState({ epsilon, level });
    const [wigner, husimi] = [wignerTransform(state), husimiTransform(state)];
    for (const [x, xi] of [...points, [2.3, -1.4] as const]) {
      const square = x * x + xi * xi;
      const exact =
        ((-1) ** level * laguerre(level, (2 * square) / epsilon) * Math.exp(-square / epsilon)) /
        (Math.PI * epsilon);
      // Both are at most 1/(πε) ≈ 1.3; the reference cancels like the Laguerre polynomial at 30.
      expect(Math.abs(wigner.at([x, xi]) - exact)).toBeLessThan(1e-13);
      const u = square / (2 * epsilon);
      let gammaLaw = Math.exp(-u) / (2 * Math.PI * epsilon);
      for (let n = 1; n <= level; n++) gammaLaw *= u / n;
      expect(Math.abs(husimi.at([x, xi]) - gammaLaw)).toBeLessThan(1e-14);
    }
  });

  it('W(0,0) = −1/(πε) for h_1, and every level has (−1)ⁿ/(πε) there', () => {
    for (let level = 0; level < 80; level += 13)
      expect(wignerTransform(fockState({ epsilon, level })).at([0, 0]) * Math.PI * epsilon).toBeCloseTo(
        (-1) ** level,
        13,
      );
  });

  it('a complex matrix: numbers of QuTiP', () => {
    // qutip 5.3: c = [0.5, 0.3+0.4j, -0.2j, 0.6] normalised, rho = 0.7 |c><c| + 0.3 |4><4|, wigner(rho, v, v, method='clenshaw')
    // and qfunc(rho, v, v) with v = [-1.2, 0, 0.7]; their rows are ξ. The former has 13 digits.
    const wigner = [
      [-0.0343152180633279, 0.0441730557961996, -0.01633654208307],
      [-0.0401682244469561, 0.0162691719605049, 0.0876386621576956],
      [0.0681807334373222, 0.161772024127658, 0.0844025303244189],
    ];
    const husimi = [
      [0.0033755460006377, 0.0043892484238829, 0.0153553670011671],
      [0.0125438050363281, 0.0309467944900908, 0.0471547747151611],
      [0.0449597590240338, 0.0478947683814576, 0.0391482905403735],
    ];
    const c = [0.5, 0, 0.3, 0.4, 0, -0.2, 0.6, 0];
    const square = c.reduce((sum, value) => sum + value * value, 0);
    const density = complexMatrix(5, 5);
    for (let m = 0; m < 4; m++)
      for (let n = 0; n < 4; n++) {
        density.data[2 * (5 * m + n)] = (0.7 * (c[2 * m] * c[2 * n] + c[2 * m + 1] * c[2 * n + 1])) / square;
        density.data[2 * (5 * m + n) + 1] =
          (0.7 * (c[2 * m + 1] * c[2 * n] - c[2 * m] * c[2 * n + 1])) / square;
      }
    density.data[2 * 24] = 0.3;
    const state = fockDensity({ epsilon: 1, density });
    const at = [-1.2, 0, 0.7];
    at.forEach((xi, i) => {
      at.forEach((x, j) => {
        expect(wignerTransform(state).at([x, xi])).toBeCloseTo(wigner[i][j], 12);
        expect(husimiTransform(state).at([x, xi])).toBeCloseTo(husimi[i][j], 14);
      });
    });
  });

  it('a Töplitz state of μ has the Husimi function μ ⋆ N(0, ε)', () => {
    const [atoms, weights] = [
      [
        [0.5, 0.2],
        [-0.4, 0.9],
      ],
      [0.3, 0.7],
    ];
    const [bare, spread] = [0, 0.2].map((covariance) =>
      husimiTransform(
        covariance === 0
          ? toeplitzState({ epsilon, points: atoms, weights })
          : toeplitzGaussians({ epsilon, points: atoms, weights, covariance }),
      ),
    );
    for (const [x, xi] of points)
      for (const [husimi, variance] of [
        [bare, epsilon],
        [spread, epsilon + 0.2],
      ] as const) {
        const exact = atoms.reduce((sum, [q, p], k) => {
          const square = (x - q) ** 2 + (xi - p) ** 2;
          return sum + (weights[k] * Math.exp((-0.5 * square) / variance)) / (2 * Math.PI * variance);
        }, 0);
        expect(husimi.at([x, xi])).toBeCloseTo(exact, 14);
      }
  });

  it('a coherent state is a normal law of variance ε/2, and ε for Husimi', () => {
    const state = coherentState({ epsilon, point: [0.4, -0.7] });
    for (const [x, xi] of points) {
      const square = (x - 0.4) ** 2 + (xi + 0.7) ** 2;
      expect(wignerTransform(state).at([x, xi])).toBeCloseTo(
        Math.exp(-square / epsilon) / (Math.PI * epsilon),
        14,
      );
      expect(husimiTransform(state).at([x, xi])).toBeCloseTo(
        Math.exp(-square / (2 * epsilon)) / (2 * Math.PI * epsilon),
        14,
      );
    }
  });

  it('a cat: two packets and a wave between them', () => {
    const [q, lambda] = [1.3, 0.6];
    const wigner = wignerTransform(catState({ epsilon, point: [q, 0], coherence: lambda }));
    const norm = 2 * (1 + lambda * Math.exp((-q * q) / epsilon));
    for (const [x, xi] of points) {
      const packet = (at: number): number => Math.exp((-((x - at) ** 2) - xi * xi) / epsilon);
      const wave = 2 * lambda * packet(0) * Math.cos((2 * q * xi) / epsilon);
      expect(wigner.at([x, xi])).toBeCloseTo(
        (packet(q) + packet(-q) + wave) / (norm * Math.PI * epsilon),
        14,
      );
    }
  });

  it('Husimi functions go on to the transport metrics', () => {
    const [a, b] = [
      [0.4, -0.7],
      [-0.2, 0.1],
    ].map((point) =>
      asGridDensity(husimiTransform(coherentState({ epsilon, point })).on({ nX: 24, nXi: 24 })),
    );
    // The same law at two places: W₂ is their distance, up to the size of the cells, by the bounds of the plan itself.
    const { lower, upper } = transportGrid(a, b, { p: 2 });
    const exact = Math.hypot(0.6, 0.8);
    expect(lower).toBeLessThan(exact + 0.02);
    expect(upper).toBeGreaterThan(exact - 0.02);
  });

  it('the negative volume of h_1 is 2/√e − 1, that of Gaussian states 0', () => {
    const one = negativity(wignerTransform(fockState({ epsilon, level: 1 })));
    const exact = 2 / Math.sqrt(Math.E) - 1;
    expect(one.error).toBeLessThan(1e-3);
    expect(Math.abs(one.value - exact)).toBeLessThan(one.error + 1e-8);
    expect(negativity(wignerTransform(states['mixed Gaussian'])).value).toBe(0);
    expect(() => negativity(wignerTransform(states['mixed Gaussian']), 17)).toThrow(
      /cells must be even, got 17/,
    );
  });
});

describe('what all transforms have in common', () => {
  it.each(Object.entries(states))('%s: total mass, marginals, Husimi = W ⋆ N(0, ε/2)', (_, state) => {
    const [wigner, husimi] = [wignerTransform(state), husimiTransform(state)];
    const [w, h] = [wigner.on(wide), husimi.on(wide)];
    // All states lie within |z| < 6 up to 1e−12 or so; the sums over cells are exact to rounding.
    expect(integral(w)).toBeCloseTo(1, 10);
    expect(integral(h)).toBeCloseTo(1, 10);
    expect(h.values.reduce((least, value) => Math.min(least, value), 0)).toBeGreaterThan(-1e-15);
    for (const [transform, field] of [
      [wigner, w],
      [husimi, h],
    ] as const) {
      const { x, position, xi, momentum } = gridMarginals(field);
      expect(largestDifference(position, transform.marginal(0, x))).toBeLessThan(1e-11);
      expect(largestDifference(momentum, transform.marginal(1, xi))).toBeLessThan(1e-11);
    }
    const step = 12 / 120;
    for (const z of points) {
      let sum = 0;
      const { x, xi } = gridMarginals(w);
      for (let i = 0; i < 120; i++)
        for (let j = 0; j < 120; j++)
          sum += w.values[i * 120 + j] * Math.exp(-((x[i] - z[0]) ** 2 + (xi[j] - z[1]) ** 2) / epsilon);
      expect((sum * step * step) / (Math.PI * epsilon)).toBeCloseTo(husimi.at(z), 11);
    }
  });

  it.each(Object.entries(states))('%s: the same in the Fock basis and on a grid', (_, state) => {
    const fock = toFock(state, { levels: 60 });
    const grid = toGrid(state, line);
    // 60 levels reach to |z| = 5.5: what they miss is rounding.
    const tolerance = 1e-11;
    for (const make of [wignerTransform, husimiTransform]) {
      const [closed, inFock, onGrid] = [state, fock, grid].map((one) => make(one));
      for (const z of points) {
        expect(Math.abs(closed.at(z) - inFock.at(z))).toBeLessThan(tolerance);
        expect(Math.abs(closed.at(z) - onGrid.at(z))).toBeLessThan(tolerance);
      }
      const at = Float64Array.of(-1.3, 0.04, 0.77);
      for (const axis of [0, 1]) {
        expect(largestDifference(closed.marginal(axis, at), inFock.marginal(axis, at))).toBeLessThan(
          tolerance,
        );
        expect(largestDifference(closed.marginal(axis, at), onGrid.marginal(axis, at))).toBeLessThan(
          tolerance,
        );
      }
    }
  });

  it('Moyal: ∫W_A W_B = tr(AB)/2πε', () => {
    const list = Object.values(states).map((state) => ({
      field: wignerTransform(state).on(wide),
      density: toFock(state, { levels: 60, tolerance: 1e-12 }).density,
    }));
    for (const a of list)
      for (const b of list)
        expect(2 * Math.PI * epsilon * integral(product(a.field, b.field))).toBeCloseTo(
          traceOfProduct(a.density, b.density).re,
          10,
        );
  });

  it('levels far up stay exact: purity of a random matrix of 120 levels', () => {
    const density = randomDensity(7, 120);
    const state = fockDensity({ epsilon: 0.02, density });
    const field = wignerTransform(state).on({ x: [-3.2, 3.2], xi: [-3.2, 3.2], nX: 640, nXi: 640 });
    // W oscillates with wavenumbers up to 2·2.2/ε, its square twice as fast: 6.4/640 resolves it.
    expect(2 * Math.PI * 0.02 * integral(product(field, field))).toBeCloseTo(
      traceOfProduct(density, density).re,
      12,
    );
  });

  it('windows and sections agree with single points, whichever way the axes lie', () => {
    const odd = quantumGrid({ low: -6, high: 6, points: 111 });
    for (const grid of [line, odd])
      expect(wignerTransform(toGrid(states.cat, grid)).at([0.2, 0.1])).toBeCloseTo(
        wignerTransform(states.cat).at([0.2, 0.1]),
        12,
      );
    for (const state of [...Object.values(states), toGrid(states.cat, line)]) {
      const wigner = wignerTransform(state);
      const window = { x: [-1, 1], xi: [-0.5, 1.5], nX: 3, nXi: 4 } as const;
      const [straight, turned] = [wigner.on(window), wigner.on(window, { axes: [1, 0] })];
      expect(straight.values[1 * 4 + 2]).toBeCloseTo(wigner.at([0, 0.75]), 13);
      expect(turned.values[1 * 4 + 2]).toBeCloseTo(wigner.at([0.75, 0]), 13);
    }
  });
});

describe('wave functions on grids', () => {
  const psi = waveFunction({
    grid: line,
    hbar: epsilon,
    values: ([x]) => {
      const size = Math.exp(-(x ** 4) / 8 - 0.4 * (x - 0.3) ** 2);
      return [size * Math.cos(x * x - x), size * Math.sin(x * x - x)];
    },
  });

  it('agree with the integral of the definition', () => {
    const wigner = wignerTransform(gridState(psi));
    const fine = waveFunction({
      grid: quantumGrid({ low: -6, high: 6, points: 3072 }),
      hbar: epsilon,
      values: ([x]) => {
        const size = Math.exp(-(x ** 4) / 8 - 0.4 * (x - 0.3) ** 2);
        return [size * Math.cos(x * x - x), size * Math.sin(x * x - x)];
      },
    });
    const h = fine.grid.spacing[0];
    for (const [x, xi] of [
      [0, 0.4],
      [-0.75, 1.1],
      [1.5, -0.3],
    ]) {
      const centre = Math.round((x + 6) / h);
      let sum = 0;
      for (let m = -centre; m <= centre; m++) {
        const [p, q] = [2 * (centre + m), 2 * (centre - m)];
        if (p < 0 || q < 0 || p >= 6144 || q >= 6144) continue;
        const v = fine.values;
        const [re, im] = [v[p] * v[q] + v[p + 1] * v[q + 1], v[p + 1] * v[q] - v[p] * v[q + 1]];
        const angle = (2 * xi * m * h) / epsilon;
        sum += re * Math.cos(angle) + im * Math.sin(angle);
      }
      expect(wigner.at([x, xi])).toBeCloseTo((sum * h) / (Math.PI * epsilon), 10);
    }
  });

  it('have the momentum density of their Fourier transform as marginal, and full mass', () => {
    const state = gridState(psi);
    const field = wignerTransform(state).on({ x: [-6, 6], xi: [-6, 6], nX: 200, nXi: 200 });
    const { xi, momentum, x, position } = gridMarginals(field);
    expect(largestDifference(momentum, wignerTransform(state).marginal(1, xi))).toBeLessThan(1e-10);
    expect(largestDifference(position, wignerTransform(state).marginal(0, x))).toBeLessThan(1e-10);
    expect(integral(field)).toBeCloseTo(1, 10);
    expect(integral(product(field, field)) * 2 * Math.PI * epsilon).toBeCloseTo(1, 10);
    const reach = wignerTransform(state).reach;
    expect(reach[0][0]).toBeGreaterThan(-5);
    expect(reach[0][1]).toBeLessThan(5);
  });
});

describe('mixtures and products', () => {
  it('the transform of a mixture is the mixture of transforms', () => {
    const both = mixtureOfStates(
      [states.cat, states['atoms of Töplitz']] as never[],
      [0.3, 0.7],
    ) as DensityState;
    for (const z of points)
      expect(wignerTransform(both).at(z)).toBeCloseTo(
        0.3 * wignerTransform(states.cat).at(z) + 0.7 * wignerTransform(states['atoms of Töplitz']).at(z),
        13,
      );
  });

  it('sections of a product are products', () => {
    const [a, b] = [states.cat, states['squeezed and turned']];
    const both = wignerTransform(productOfStates(a, b));
    const z = [0.3, -0.2, 0.4, 0.6];
    const exact = wignerTransform(a).at([z[0], z[2]]) * wignerTransform(b).at([z[1], z[3]]);
    expect(both.at(z)).toBeCloseTo(exact, 13);
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        if (i === j) continue;
        const cell = (at: number): readonly [number, number] => [at - 0.5, at + 0.5];
        const section = both.on(
          { x: cell(z[i]), xi: cell(z[j]), nX: 1, nXi: 1 },
          { axes: [i, j], through: z },
        );
        expect(section.values[0]).toBeCloseTo(exact, 13);
      }
    const at = Float64Array.of(-0.4, 0.6);
    expect(largestDifference(both.marginal(3, at), wignerTransform(b).marginal(1, at))).toBe(0);
  });

  it('d = 2: a product on a grid agrees with its factors', () => {
    const first = catState({ epsilon: 0.5, point: [0.8, 0.3] });
    const second = coherentState({ epsilon: 0.5, point: [-0.4, 0.5] });
    const both = productOfStates(first, second);
    const plane = quantumGrid({ low: [-6, -6], high: [6, 6], points: [56, 60] });
    const onGrid = toGrid(both, plane);
    for (const make of [wignerTransform, husimiTransform]) {
      const [exact, computed] = [make(both), make(onGrid)];
      for (const z of [
        [0.1, -0.3, 0.2, 0.4],
        [0.9, -0.5, -0.2, 0.1],
      ]) {
        expect(computed.at(z)).toBeCloseTo(exact.at(z), 10);
        for (const axis of [0, 1]) {
          const window = { x: [-1, 1], xi: [-1, 1], nX: 3, nXi: 2 } as const;
          const section = { axes: [axis, axis + 2] as const, through: z };
          expect(
            largestDifference(computed.on(window, section).values, exact.on(window, section).values),
          ).toBeLessThan(1e-10);
        }
      }
      const at = Float64Array.of(-0.4, 0.6);
      for (const axis of [0, 1, 2, 3])
        expect(largestDifference(computed.marginal(axis, at), exact.marginal(axis, at))).toBeLessThan(1e-10);
    }
  });

  it('d = 2: an entangled pair of coherent states on a grid and in closed form', () => {
    const eps = 0.5;
    const [a, b] = [
      [0.7, -0.5, 0.3, 0.2],
      [-0.6, 0.4, 0.1, -0.5],
    ];
    const span = coherentSuperposition({ epsilon: eps, points: [a, b], amplitudes: [1, [0.4, 0.7]] });
    const plane = quantumGrid({ low: [-6, -6], high: [6, 6], points: [60, 56] });
    const packet = ([q1, q2, p1, p2]: number[], [x, y]: Float64Array): [number, number] => {
      const size = Math.exp(-((x - q1) ** 2 + (y - q2) ** 2) / (2 * eps));
      const phase = (p1 * x + p2 * y) / eps;
      return [size * Math.cos(phase), size * Math.sin(phase)];
    };
    const psi = waveFunction({
      grid: plane,
      hbar: eps,
      values: (x) => {
        const [[u, v], [s, t]] = [packet(a, x), packet(b, x)];
        return [u + 0.4 * s - 0.7 * t, v + 0.4 * t + 0.7 * s];
      },
    });
    const z = [0.2, -0.1, 0.3, -0.2];
    for (const make of [wignerTransform, husimiTransform]) {
      const [closed, onGrid] = [make(span), make(gridState(psi))];
      expect(make(toGrid(span, plane)).at(z)).toBeCloseTo(closed.at(z), 10);
      for (const axis of [0, 1]) {
        const window = { x: [-1, 1.2], xi: [-1, 0.8], nX: 4, nXi: 3 } as const;
        const section = { axes: [axis, axis + 2] as const, through: z };
        const difference = largestDifference(
          closed.on(window, section).values,
          onGrid.on(window, section).values,
        );
        expect(difference).toBeLessThan(1e-10);
      }
      for (const axis of [0, 1, 2, 3]) {
        const at = Float64Array.of(-0.4, 0.6);
        expect(largestDifference(closed.marginal(axis, at), onGrid.marginal(axis, at))).toBeLessThan(1e-10);
      }
    }
    expect(() => wignerTransform(gridState(psi)).on({}, { axes: [0, 1] })).toThrow(
      'must be one of the planes (x_j, ξ_j), got the axes 0, 1',
    );
    // Planes of two positions are known in closed form.
    const both = wignerTransform(span).on(
      { x: [0.1, 0.3], xi: [-0.2, 0], nX: 1, nXi: 1 },
      { axes: [0, 1], through: z },
    );
    expect(both.values[0]).toBeCloseTo(wignerTransform(span).at(z), 13);
  });

  it('d = 2: a Gaussian state with all correlations', () => {
    const mixing = denseMatrix([
      [0.9, 0.2, -0.1, 0.3],
      [0, 0.8, 0.2, 0.1],
      [0, 0, 0.7, -0.2],
      [0, 0, 0, 1.1],
    ]);
    const covariance = hermitianPart(multiplyMatrices(mixing, mixing, { adjointB: true }));
    const mean = [0.1, -0.2, 0.3, 0.4];
    const state = gaussianState({ epsilon, mean, covariance });
    const density = (z: readonly number[], sigma: DenseMatrix): number => {
      const precision = inverseMatrix(sigma).data;
      let square = 0;
      for (let i = 0; i < 4; i++)
        for (let j = 0; j < 4; j++) square += (z[i] - mean[i]) * precision[4 * i + j] * (z[j] - mean[j]);
      return Math.exp(-0.5 * square) / ((2 * Math.PI) ** 2 * Math.sqrt(determinant(sigma).re));
    };
    const smeared = addMatrices(covariance, identityMatrix(4), epsilon / 2);
    const z = [0.5, 0.3, -0.4, 0.9];
    for (const [transform, sigma] of [
      [wignerTransform(state), covariance],
      [husimiTransform(state), smeared],
    ] as const) {
      expect(transform.at(z)).toBeCloseTo(density(z, sigma), 13);
      const section = transform.on({ x: [0, 1], xi: [-1, 0.2], nX: 1, nXi: 1 }, { axes: [3, 2], through: z });
      expect(section.values[0]).toBeCloseTo(density([z[0], z[1], -0.4, 0.5], sigma), 13);
      const variance = sigma.data[5];
      expect(transform.marginal(1, [0.3])[0]).toBeCloseTo(
        Math.exp((-0.5 * 0.5 ** 2) / variance) / Math.sqrt(2 * Math.PI * variance),
        13,
      );
    }
  });
});
