import {
  addMatrices,
  type CompressedState,
  catState,
  coherentSpan,
  coherentState,
  commutator,
  complexMatrix,
  compressState,
  createRandom,
  type DenseMatrix,
  type DensityState,
  denseMatrix,
  fockDensity,
  fockState,
  gaussianPacket,
  gaussianState,
  gridDensityMatrix,
  gridDensityState,
  gridState,
  hilbertSchmidtNorm,
  identityMatrix,
  mixtureOfStates,
  multiplyMatrices,
  negativity,
  productOfStates,
  quantumGrid,
  realMatrix,
  squeezedState,
  stateMoments,
  superposition,
  thermalState,
  toeplitzGaussians,
  toeplitzState,
  toFock,
  toGrid,
  trace,
  traceNorm,
  traceOfProduct,
  waveReducedDensity,
  wignerTransform,
} from '../../lib/index';
import { randomDensity, samples } from './states';

const epsilon = 0.25;
const states = samples(epsilon);
const line = quantumGrid({ low: -6, high: 6, points: 112 });

/** Numbers that do not depend on the basis: traces of words in R, Y, P and the square. */
function invariants({ density: r, position, momentum, square }: CompressedState): number[] {
  const times = (...factors: DenseMatrix[]): DenseMatrix => factors.reduce((a, b) => multiplyMatrices(a, b));
  const [y, p] = [position[0], momentum[0]];
  const words = [times(r), times(r, y), times(r, p), times(r, square), times(r, r, square)];
  words.push(times(r, y, r, y), times(r, p, r, p), times(r, y, r, p), times(r, square, r, y, r, p));
  return words.flatMap((word) => [trace(word).re, trace(word).im]);
}

function expectClose(a: readonly number[], b: readonly number[], tolerance: number): void {
  a.forEach((value, k) => {
    expect(Math.abs(value - b[k])).toBeLessThan(tolerance);
  });
}

/** The second eigenvalue. */
function secondWeight({ density }: CompressedState): number {
  return density.data[density.rows + 1];
}

/** A state with its density matrix in the first 60 levels. */
const matrixOf = (state: DensityState): DenseMatrix => toFock(state, { levels: 60 }).density;

describe('conversions', () => {
  it('thermal states have the weights n̄ⁿ/(n̄+1)^{n+1}, and are the Töplitz states of N(0, s²) with n̄ = s²/ε', () => {
    const occupation = 0.8;
    const { density } = toFock(thermalState({ epsilon, occupation }), { tolerance: 1e-14 });
    for (let n = 0; n < 20; n++)
      expect(density.data[(density.kind === 'complex' ? 2 : 1) * n * (density.rows + 1)]).toBeCloseTo(
        occupation ** n / (occupation + 1) ** (n + 1),
        13,
      );
    const toeplitz = toeplitzGaussians({ epsilon, points: [[0, 0]], covariance: occupation * epsilon });
    expectClose(
      [...matrixOf(toeplitz).data],
      [...matrixOf(thermalState({ epsilon, occupation })).data],
      1e-13,
    );
  });

  it('a squeezed vacuum has only even levels, with tanhᵐr·√(2m)!/(2ᵐm!)/√cosh r', () => {
    const squeezing = 0.7;
    const { density } = toFock(squeezedState({ epsilon, squeezing }), { levels: 90, tolerance: 1e-9 });
    const weights = Array.from({ length: 12 }, (_, n) => density.data[2 * n * (density.rows + 1)]);
    let weight = 1 / Math.cosh(squeezing);
    for (let m = 0; 2 * m < 12; m++) {
      expect(weights[2 * m]).toBeCloseTo(weight, 12);
      expect(weights[2 * m + 1]).toBeCloseTo(0, 13);
      weight *= (Math.tanh(squeezing) ** 2 * (2 * m + 1)) / (2 * m + 2);
    }
    // Squeezed in position: ⟨h_0|R|h_2⟩ = −tanh r/√2 times the weight of h_0.
    expect(density.data[2 * 2]).toBeCloseTo(-Math.tanh(squeezing) / Math.SQRT2 / Math.cosh(squeezing), 12);
  });

  it('the mass left out is known, and the error is within 2√τ + τ', () => {
    for (const [name, state] of Object.entries(states)) {
      const whole = matrixOf(state);
      for (const levels of [4, 6, 9]) {
        const cut = toFock(state, { levels, tolerance: 1 });
        const rest = Array.from({ length: 60 - levels }, (_, k) => {
          const n = levels + k;
          return whole.data[(whole.kind === 'complex' ? 2 : 1) * n * 61];
        }).reduce((sum, value) => sum + value, 0);
        expect([name, Math.abs(cut.truncation - rest) < 1e-12]).toEqual([name, true]);
        const back = toFock(cut, { levels: 60, tolerance: 1 }).density;
        const distance = traceNorm(addMatrices(whole, back, -1));
        expect(distance).toBeLessThan(2 * Math.sqrt(cut.truncation) + cut.truncation + 1e-12);
        expect(distance).toBeGreaterThan(cut.truncation - 1e-12);
      }
      expect(toFock(state, { tolerance: 1e-6 }).truncation).toBeLessThan(1e-6);
    }
  });

  it('a grid gives back what it was given', () => {
    for (const state of Object.values(states))
      expect(
        hilbertSchmidtNorm(addMatrices(matrixOf(state), matrixOf(toGrid(state, line)), -1)),
      ).toBeLessThan(1e-9);
  });

  it('a pure Gaussian is the packet of the grid solvers', () => {
    const [width, chirp] = [0.45, 0.3];
    const psi = gaussianPacket({ grid: line, hbar: epsilon, centre: 0.4, momentum: -0.6, width, chirp });
    const xx = width ** 2;
    const pp = epsilon ** 2 / (4 * xx) + chirp ** 2 * xx;
    const covariance = realMatrix(2, 2, [xx, chirp * xx, chirp * xx, pp]);
    const state = gaussianState({ epsilon, mean: [0.4, -0.6], covariance });
    for (const z of [
      [0.3, -0.5],
      [0.7, 0.1],
    ])
      expect(wignerTransform(gridState(psi)).at(z)).toBeCloseTo(wignerTransform(state).at(z), 8);
    expect(traceOfProduct(matrixOf(state), matrixOf(gridState(psi))).re).toBeCloseTo(1, 8);
    expect(compressState(state).density.rows).toBe(1);
    const strong = squeezedState({ epsilon, squeezing: 5, angle: 0.4 });
    expect(compressState(strong).density.rows).toBe(1);
  });

  it('a density matrix on the grid is taken apart and put together', () => {
    const [a, b] = [0.5, -0.7].map((centre) => gaussianPacket({ grid: line, hbar: epsilon, centre }));
    const pair = superposition([a, b]);
    const density = addMatrices(waveReducedDensity(pair), waveReducedDensity(a), 3);
    const state = gridDensityState({
      epsilon,
      grid: line,
      density: { ...density, data: density.data.map((value) => value / 4) },
    });
    expect(state.waves.length).toBe(2);
    const quarter = { ...density, data: density.data.map((value) => value / 4) };
    expect(hilbertSchmidtNorm(addMatrices(gridDensityMatrix(state), quarter, -1))).toBeLessThan(1e-13);
    const mixed = mixtureOfStates([gridState(pair), gridState(a)], [0.25, 0.75]);
    for (const z of [
      [0, 0],
      [0.5, 0.2],
    ])
      expect(wignerTransform(state).at(z)).toBeCloseTo(wignerTransform(mixed).at(z), 12);
  });
});

describe('clouds of the other rooms', () => {
  it('are atoms of Töplitz states', () => {
    const cloud = {
      x: Float64Array.of(0.1, 0.5),
      xi: Float64Array.of(-0.2, 0.3),
      weights: Float64Array.of(0.25, 0.75),
    };
    const points = [
      [0.1, -0.2],
      [0.5, 0.3],
    ];
    expect(toeplitzState({ epsilon, points: cloud })).toEqual(
      toeplitzState({ epsilon, points, weights: [0.25, 0.75] }),
    );
    const plane = { x: cloud.x, xi: cloud.xi, dimension: 2 };
    expect([...toeplitzState({ epsilon, points: plane }).points[0]]).toEqual([0.1, 0.5, -0.2, 0.3]);
    expect(toeplitzGaussians({ epsilon, points: cloud, covariance: 0.1 }).weights).toEqual(cloud.weights);
  });
});

describe('covariance', () => {
  it('a rotation of phase space by 90° is the phase (−i)ⁿ of the levels', () => {
    const density = randomDensity(11, 7);
    const turned = { ...density, data: density.data.slice() };
    for (let m = 0; m < 7; m++)
      for (let n = 0; n < 7; n++) {
        const at = 2 * (7 * m + n);
        let [re, im] = [density.data[at], density.data[at + 1]];
        for (let k = 0; k < (((n - m) % 4) + 4) % 4; k++) [re, im] = [-im, re];
        [turned.data[at], turned.data[at + 1]] = [re, im];
      }
    // e^{−iθ(n+½)} for θ = π/2 carries (q, p) to (p, −q): W′(x, ξ) = W(−ξ, x).
    const [before, after] = [density, turned].map((one) =>
      wignerTransform(fockDensity({ epsilon, density: one })),
    );
    for (const [x, xi] of [
      [0.3, 0.5],
      [-0.7, 0.2],
    ])
      expect(after.at([x, xi])).toBeCloseTo(before.at([-xi, x]), 13);
  });

  it('a translation of coherent points with the phases e^{i(b·Δq…)} translates W', () => {
    const shift = [0.6, -0.35];
    const points = [
      [0.4, 0.1],
      [-0.5, 0.7],
      [0.2, -0.3],
    ];
    const density = randomDensity(3, 3);
    const raw = coherentSpan({ epsilon, points, coefficients: density, normalise: true }).coefficients;
    const moved = points.map(([q, p]) => [q + shift[0], p + shift[1]]);
    // D|z⟩ with D = e^{i(b·x)/ε}·translation by a is e^{−ip·a/ε}|z + (a, b)⟩.
    const phases = points.map(([, p]) => (-p * shift[0]) / epsilon);
    const turned = { ...raw, data: raw.data.slice() };
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) {
        const angle = phases[j] - phases[k];
        const at = 2 * (3 * j + k);
        turned.data[at] = raw.data[at] * Math.cos(angle) - raw.data[at + 1] * Math.sin(angle);
        turned.data[at + 1] = raw.data[at] * Math.sin(angle) + raw.data[at + 1] * Math.cos(angle);
      }
    const before = wignerTransform(coherentSpan({ epsilon, points, coefficients: raw }));
    const after = wignerTransform(coherentSpan({ epsilon, points: moved, coefficients: turned }));
    for (const z of [
      [0.3, 0.5],
      [-0.7, 0.2],
    ])
      expect(after.at([z[0] + shift[0], z[1] + shift[1]])).toBeCloseTo(before.at(z), 13);
  });
});

describe('moments', () => {
  it.each(Object.entries(states))(
    '%s: the same in every representation, and those of the field',
    (_, state) => {
      const closed = stateMoments(state);
      const { values } = wignerTransform(state).on({ x: [-6, 6], xi: [-6, 6], nX: 120, nXi: 120 });
      const second = new Float64Array(4);
      for (let i = 0; i < 120; i++)
        for (let j = 0; j < 120; j++) {
          const u = [-6 + (i + 0.5) / 10 - closed.mean[0], -6 + (j + 0.5) / 10 - closed.mean[1]];
          for (let k = 0; k < 4; k++) second[k] += (u[k >> 1] * u[k & 1] * values[120 * i + j]) / 100;
        }
      expectClose([...closed.covariance.data], [...second], 1e-10);
      const position = compressState(state, { tolerance: 1e-15 });
      expect(traceOfProduct(position.density, position.position[0]).re).toBeCloseTo(closed.mean[0], 11);
      for (const other of [toFock(state, { levels: 60 }), toGrid(state, line)]) {
        expectClose([...stateMoments(other).mean], [...closed.mean], 1e-10);
        expectClose([...stateMoments(other).covariance.data], [...closed.covariance.data], 1e-10);
      }
    },
  );

  it('d = 2: products, spans and grids', () => {
    const [a, b] = [states.cat, states['superposition with phases']];
    const both = stateMoments(productOfStates(a, b));
    const plane = quantumGrid({ low: [-5, -5], high: [5, 5], points: [72, 72] });
    const onGrid = stateMoments(toGrid(productOfStates(a, b), plane));
    expectClose([...onGrid.mean], [...both.mean], 1e-9);
    expectClose([...onGrid.covariance.data], [...both.covariance.data], 1e-9);
    const points = [
      [0.3, -0.2, 0.5, 0.1],
      [-0.4, 0.6, 0.2, -0.3],
    ];
    const span = stateMoments(toeplitzState({ epsilon, points, weights: [0.5, 0.5] }));
    // Covariance of two points of equal weight: δδᵀ/4, and ε/2 on top.
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        const [u, v] = [points[0][i] - points[1][i], points[0][j] - points[1][j]];
        expect(span.covariance.data[4 * i + j]).toBeCloseTo((u * v) / 4 + (i === j ? epsilon / 2 : 0), 13);
      }
  });
});

describe('compressed states', () => {
  it.each(Object.entries(states))('%s: the same traces in every representation', (name, state) => {
    const closed = invariants(compressState(state, { tolerance: 1e-15 }));
    const inFock = invariants(compressState(toFock(state, { levels: 60 })));
    const onGrid = invariants(compressState(toGrid(state, line)));
    // Thermal series end at 1e−15 or 1e−12; (n+½)ε·n more of that is lost in the square.
    expect(name).toBeTruthy();
    expectClose(closed, inFock, 1e-10);
    expectClose(onGrid, inFock, 1e-9);
  });

  it('have the mean of Y, P and Y² + P² of their Wigner function', () => {
    for (const state of Object.values(states)) {
      const { density, position, momentum, square } = compressState(state, { tolerance: 1e-14 });
      const { values } = wignerTransform(state).on({ x: [-6, 6], xi: [-6, 6], nX: 120, nXi: 120 });
      const sums = [0, 0, 0];
      for (let i = 0; i < 120; i++)
        for (let j = 0; j < 120; j++) {
          const [x, xi, mass] = [-6 + (i + 0.5) / 10, -6 + (j + 0.5) / 10, values[120 * i + j] / 100];
          sums[0] += x * mass;
          sums[1] += xi * mass;
          sums[2] += (x * x + xi * xi) * mass;
        }
      const means = [position[0], momentum[0], square].map((a) => traceOfProduct(density, a).re);
      expectClose(means, sums, 1e-10);
    }
  });

  it('know the canonical commutator of the oscillator, and that the square is not that of the compressions', () => {
    const { position, momentum, square } = compressState(
      fockDensity({ epsilon, density: randomDensity(2, 5) }),
    );
    const deviation = addMatrices(commutator(position[0], momentum[0]), identityMatrix(5), {
      re: 0,
      im: -epsilon,
    });
    // On the last level [Y, P] = iε(1 − M): of rank one with size Mε.
    expect(hilbertSchmidtNorm(deviation)).toBeCloseTo(5 * epsilon, 12);
    const squares = addMatrices(
      multiplyMatrices(position[0], position[0]),
      multiplyMatrices(momentum[0], momentum[0]),
    );
    // At the last level Y_M² + P_M² has ε(M−1) in the place of ε(2M−1).
    expect(hilbertSchmidtNorm(addMatrices(square, squares, -1))).toBeCloseTo(5 * epsilon, 12);
  });

  it('a rank leaves out what it must, and the mass is told', () => {
    const occupation = 1.5;
    const cut = compressState(thermalState({ epsilon, occupation }), { rank: 6 });
    expect(cut.density.rows).toBe(6);
    expect(cut.truncation).toBeCloseTo((occupation / (occupation + 1)) ** 6, 13);
    expect(trace(cut.density).re).toBeCloseTo(1, 14);
    const some = compressState(
      fockDensity({
        epsilon,
        density: denseMatrix([
          [0.75, 0],
          [0, 0.25],
        ]),
      }),
      { rank: 1 },
    );
    expect(some.truncation).toBeCloseTo(0.25, 14);
  });

  it.each(Object.entries(states))('%s: operators in its basis become states again', (_, state) => {
    const inFock = compressState(toFock(state, { levels: 60 }));
    for (const one of [state, toGrid(state, line)]) {
      const compressed = compressState(one, { tolerance: 1e-13 });
      const back = compressed.lift(compressed.density);
      for (const z of [
        [0, 0],
        [0.3, -0.4],
      ])
        expect(wignerTransform(back).at(z)).toBeCloseTo(wignerTransform(state).at(z), 9);
      // Any part of R, here the first eigenvector, whatever its trace.
      const first = {
        ...compressed.density,
        data: compressed.density.data.map((v, k) => (k === 0 ? 5 * v : 0)),
      };
      const same = { ...inFock.density, data: inFock.density.data.map((v, k) => (k === 0 ? v : 0)) };
      const [a, b] = [compressed.lift(first), inFock.lift(same)].map(matrixOf);
      if (compressed.density.rows === 1 || compressed.density.data[0] > 1.01 * secondWeight(compressed))
        expect(traceOfProduct(a, b).re).toBeCloseTo(1, 8);
    }
  });

  it('products: sums over both axes, and coherent spans of d = 2 agree', () => {
    const [a, b] = [
      [0.3, -0.2],
      [-0.6, 0.5],
    ];
    const both = compressState(
      productOfStates(coherentState({ epsilon, point: a }), fockState({ epsilon, level: 2 })),
    );
    expect(both.position.map((y) => y.data[0])).toEqual([expect.closeTo(0.3, 13), expect.closeTo(0, 13)]);
    expect(both.square.data[0]).toBeCloseTo(0.13 + epsilon + 5 * epsilon, 13);
    const weights = [0.4, 0.6];
    expect(() => both.lift(both.density)).toThrow('cannot be lifted');
    const span = compressState(
      toeplitzState({
        epsilon,
        points: [
          [...a, ...b],
          [...b, ...a],
        ].map(([q, p, r, s]) => [q, r, p, s]),
        weights,
      }),
    );
    const plane = quantumGrid({ low: [-4.5, -4.5], high: [4.5, 4.5], points: [60, 60] });
    const onGrid = mixtureOfStates(
      [
        [a, b],
        [b, a],
      ].map(([first, second]) =>
        toGrid(
          productOfStates(
            coherentState({ epsilon, point: first }),
            coherentState({ epsilon, point: second }),
          ),
          plane,
        ),
      ),
      weights,
    );
    expectClose(invariants(span), invariants(compressState(onGrid)), 1e-10);
  });
});

describe('what is refused', () => {
  it('names the number that is wrong', () => {
    const random = createRandom(1);
    const skew = complexMatrix(2, 2, [0.5, 0, 0.1, 0.2, 0.1, 0.2, 0.5, 0]);
    expect(() => fockDensity({ epsilon, density: skew })).toThrow('must be Hermitian');
    expect(() =>
      fockDensity({
        epsilon,
        density: denseMatrix([
          [0.5, 0],
          [0, 0.4],
        ]),
      }),
    ).toThrow('density must have trace 1 (within 1e-9), got trace 0.9');
    expect(() =>
      fockDensity({
        epsilon,
        density: denseMatrix([
          [1.25, 0],
          [0, -0.25],
        ]),
      }),
    ).toThrow('density must be positive (no eigenvalue below 0), got the eigenvalue -0.25');
    for (const bad of [0, -1, Number.NaN]) {
      expect(() => fockState({ epsilon: bad, level: 1 })).toThrow('epsilon must be a finite number > 0');
      expect(() => coherentState({ epsilon: bad, point: [0, 0] })).toThrow(
        'epsilon must be a finite number > 0',
      );
      expect(() => toeplitzState({ epsilon: bad, points: [[0, 0]] })).toThrow(
        'epsilon must be a finite number',
      );
      expect(() => thermalState({ epsilon: bad, occupation: 1 })).toThrow(
        'epsilon must be a finite number > 0',
      );
      expect(() => squeezedState({ epsilon: bad, squeezing: 1 })).toThrow(
        'epsilon must be a finite number > 0',
      );
      expect(() => catState({ epsilon: bad, point: [1, 0] })).toThrow('epsilon must be a finite number > 0');
    }
    expect(() => fockState({ epsilon: 1e-200, level: 1 })).toThrow(
      'epsilon must be a number in [1e-30, 1e+30]',
    );
    expect(() => fockState({ epsilon, level: 1.5 })).toThrow('level must be an integer');
    expect(() => catState({ epsilon, point: [0, 0], coherence: -1 })).toThrow('R vanishes');
    expect(() => catState({ epsilon, point: [1, 0], coherence: 1.5 })).toThrow(
      'coherence must be a number in [-1, 1]',
    );
    expect(() =>
      toeplitzState({
        epsilon,
        points: [
          [0, 0],
          [1, 1],
        ],
        weights: [0.5, 0.6],
      }),
    ).toThrow('weights must sum to 1');
    expect(() =>
      toeplitzState({
        epsilon,
        points: [
          [0, 0],
          [1, 1, 1],
        ],
      }),
    ).toThrow('points[1] must have length 2');
    const narrow = realMatrix(2, 2, [0.1, 0, 0, 0.1]);
    expect(() => gaussianState({ epsilon, covariance: narrow })).toThrow("Heisenberg's inequality");
    const points = [
      [random.normal(), 0],
      [random.normal(), 1],
    ];
    expect(() =>
      coherentSpan({
        epsilon,
        points,
        coefficients: denseMatrix([
          [1, 0],
          [0, 1],
        ]),
      }),
    ).toThrow('coefficients must make R of trace 1 (within 1e-9), got trace 2');
    expect(() =>
      coherentSpan({
        epsilon,
        points,
        coefficients: denseMatrix([
          [1.5, 0],
          [0, -0.5],
        ]),
      }),
    ).toThrow('R must be positive (no eigenvalue below 0), got the eigenvalue -0.');
  });

  it('says how much mass does not fit', () => {
    expect(() => toFock(thermalState({ epsilon, occupation: 2 }), { levels: 4 })).toThrow(
      // (2/3)⁴ = 0.1975
      'levels must hold the state up to a mass of 1e-10, but 4 levels leave out 0.1975',
    );
    expect(() => toFock(fockState({ epsilon, level: 4 }), { levels: 3, tolerance: 1 })).toThrow(
      '3 levels leave out 1.000',
    );
    const small = quantumGrid({ low: -1, high: 1, points: 64 });
    expect(() => toGrid(fockState({ epsilon, level: 4 }), small)).toThrow('box misses a mass of 0.');
    const coarse = quantumGrid({ low: -6, high: 6, points: 16 });
    expect(() => toGrid(fockState({ epsilon, level: 4 }), coarse)).toThrow('grid must hold the state');
    const beside = gaussianPacket({ grid: line, hbar: epsilon, centre: 3.8 });
    expect(() => gridState(beside)).toThrow('waves must vanish near the edges of the box, got a mass of ');
    const circle = quantumGrid({ low: 0, high: 6, points: 64, periodic: true });
    expect(() => toGrid(fockState({ epsilon, level: 0 }), circle)).toThrow('got a torus');
    expect(() => gridState(gaussianPacket({ grid: circle, hbar: epsilon, centre: 3 }))).toThrow(
      'got a torus',
    );
  });

  it('and what is no part of a state', () => {
    const compressed = compressState(states.cat);
    expect(() => compressed.lift(identityMatrix(3))).toThrow(
      'operator.rows must be an integer in [2, 2], got 3',
    );
    expect(() => compressed.lift(realMatrix(2, 2))).toThrow('operator must have a trace > 0, got 0');
    const skew = denseMatrix([
      [2, 0],
      [0, -1],
    ]);
    expect(() => compressed.lift(skew)).toThrow('operator must be positive');
  });

  it('keeps families, dimensions and ε apart', () => {
    const [one, other] = [fockState({ epsilon, level: 1 }), coherentState({ epsilon, point: [0, 0] })];
    expect(() => mixtureOfStates([one, other] as never[])).toThrow('states must be of one family');
    expect(() => productOfStates(one, fockState({ epsilon: 1, level: 0 }))).toThrow('the same epsilon');
    const both = productOfStates(one, other);
    expect(() => toFock(both)).toThrow('state must be a state in d = 1, got one in d = 2');
    expect(() => negativity(wignerTransform(both))).toThrow('wigner must be in d = 1');
    expect(() => wignerTransform(both).at([0, 0])).toThrow('z must have length 4');
    expect(() => wignerTransform(one).on({ x: [1, 0] })).toThrow('x[1] must be a number in [1,');
    expect(() => wignerTransform(undefined as never)).toThrow('state must be a state, got undefined');
    expect(() => wignerTransform(both).on({}, { axes: [1, 1] })).toThrow('two different coordinates');
  });
});
