import {
  addMatrices,
  calderonVaillancourt,
  characterCommutator,
  commutator,
  commutatorGrowth,
  commutatorSizes,
  complexMatrix,
  type DenseMatrix,
  denseMatrix,
  diagonalMatrix,
  fockDensity,
  gammaTwo,
  gaussianPacket,
  gridState,
  hartreeField,
  hartreeSolver,
  hilbertSchmidtNorm,
  identityMatrix,
  multiplyMatrices,
  operatorNorm,
  type PhaseSpaceSymbol,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  productState,
  quantumGrid,
  scaleMatrix,
  symbolNorm,
  toComplex,
  toeplitzOperator,
  toeplitzState,
  toFock,
  traceOfProduct,
  translationCommutators,
  waveFunction,
  waveReducedDensity,
  weylOperator,
  wignerTransform,
} from '../../lib/index';
import { unitaryExponential } from '../../lib/numerics/index';
import { randomDensity } from './states';

const epsilon = 0.3;
const levels = 24;

/** The first rows and columns. */
function corner(a: DenseMatrix, size: number): DenseMatrix {
  const { data, rows } = toComplex(a);
  const out = complexMatrix(size, size);
  for (let i = 0; i < size; i++)
    out.data.set(data.subarray(2 * i * rows, 2 * (i * rows + size)), 2 * i * size);
  return out;
}

function deviation(a: DenseMatrix, b: DenseMatrix): number {
  return addMatrices(toComplex(a), toComplex(b), -1).data.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
}

const times = (...factors: DenseMatrix[]): DenseMatrix => factors.reduce((a, b) => multiplyMatrices(a, b));
const imaginary = (a: DenseMatrix, im: number): DenseMatrix => scaleMatrix(a, { re: 0, im });

/** Y and P on more levels than are looked at, so that products are exact in the corner. */
const more = levels + 4;
const y = denseMatrix(
  Array.from({ length: more }, (_, m) =>
    Array.from({ length: more }, (_, n) =>
      Math.abs(m - n) === 1 ? Math.sqrt((epsilon * Math.max(m, n)) / 2) : 0,
    ),
  ),
);
const p = denseMatrix(
  Array.from({ length: more }, (_, m) =>
    Array.from({ length: more }, (_, n) => ({
      re: 0,
      im: Math.abs(m - n) === 1 ? (m - n) * Math.sqrt((epsilon * Math.max(m, n)) / 2) : 0,
    })),
  ),
);

describe('Weyl operators in the Fock basis', () => {
  const weyl = (symbol: PhaseSpaceSymbol, n = levels): DenseMatrix =>
    weylOperator({ epsilon, levels: n, symbol });

  it('polynomials are symmetric products, to rounding', () => {
    const cases: [PhaseSpaceSymbol, DenseMatrix][] = [
      [() => 1, identityMatrix(more)],
      [(x) => x, y],
      [(_, xi) => xi, p],
      [(x, xi) => x * xi, scaleMatrix(addMatrices(times(y, p), times(p, y)), 0.5)],
      [(x, xi) => x * x + xi * xi, addMatrices(times(y, y), times(p, p))],
      [
        (x, xi) => x * x * xi,
        scaleMatrix(addMatrices(addMatrices(times(y, y, p), times(y, p, y), 2), times(p, y, y)), 0.25),
      ],
    ];
    // Entries reach (ε·24)^{3/2} ≈ 20 and are sums of some 90 × 90 terms.
    for (const [symbol, exact] of cases)
      expect(deviation(weyl(symbol), corner(exact, levels))).toBeLessThan(1e-12);
  });

  it('exponentials are the unitary translations', () => {
    for (const [a, b] of [
      [0.8, 0.5],
      [-1.3, 0.2],
    ]) {
      const symbol: PhaseSpaceSymbol = (x, xi) => {
        const phase = (a * x - b * xi) / epsilon;
        return [Math.cos(phase), Math.sin(phase)];
      };
      const generator = addMatrices(scaleMatrix(y, a), p, -b);
      // 24 of 28 levels would not do for the exponential: take 120.
      const big = weylOperator({ epsilon, levels: 120, symbol: (x, xi) => a * x - b * xi });
      expect(generator.rows).toBe(more);
      const exact = corner(unitaryExponential(big, -1 / epsilon), levels);
      expect(deviation(weylOperator({ epsilon, levels, symbol, nodes: 200 }), exact)).toBeLessThan(1e-12);
    }
  });

  it('tr(R·OP^W[a]) = ∬W_R·a, OP^W[a]* = OP^W[ā]', () => {
    const density = randomDensity(4, 8);
    const symbol: PhaseSpaceSymbol = (x, xi) => [Math.exp(-((x - 0.2) ** 2) - xi * xi), Math.cos(x + 2 * xi)];
    const operator = weyl(symbol, 8);
    const { re, im } = traceOfProduct(density, operator);
    const { values } = wignerTransform(fockDensity({ epsilon, density })).on({
      x: [-5, 5],
      xi: [-5, 5],
      nX: 200,
      nXi: 200,
    });
    const sum = [0, 0];
    for (let i = 0; i < 200; i++)
      for (let j = 0; j < 200; j++) {
        const [u, v] = symbol(-5 + (i + 0.5) / 20, -5 + (j + 0.5) / 20) as [number, number];
        sum[0] += (u * values[200 * i + j]) / 400;
        sum[1] += (v * values[200 * i + j]) / 400;
      }
    // The rule of 56 nodes is not exact for these symbols, but all digits are there.
    expect(re).toBeCloseTo(sum[0], 11);
    expect(im).toBeCloseTo(sum[1], 11);
    const conjugate = weyl((x, xi) => {
      const [u, v] = symbol(x, xi) as [number, number];
      return [u, -v];
    }, 8);
    const adjoint = toComplex(conjugate);
    for (let m = 0; m < 8; m++)
      for (let n = 0; n < 8; n++) {
        expect(operator.data[2 * (8 * m + n)]).toBeCloseTo(adjoint.data[2 * (8 * n + m)], 13);
        expect(operator.data[2 * (8 * m + n) + 1]).toBeCloseTo(-adjoint.data[2 * (8 * n + m) + 1], 13);
      }
  });

  it('[Y, OP^W a] = iε OP^W ∂_ξa and [P, OP^W a] = −iε OP^W ∂_xa', () => {
    const g = (x: number, xi: number): number =>
      Math.exp(-0.7 * (x - 0.2) ** 2 - 0.5 * xi * xi + 0.3 * x * xi);
    const big = weyl(g, more);
    const dx = weyl((x, xi) => g(x, xi) * (-1.4 * (x - 0.2) + 0.3 * xi));
    const dxi = weyl((x, xi) => g(x, xi) * (-xi + 0.3 * x));
    expect(deviation(corner(commutator(y, big), levels), imaginary(dxi, epsilon))).toBeLessThan(1e-12);
    expect(deviation(corner(commutator(p, big), levels), imaginary(dx, -epsilon))).toBeLessThan(1e-12);
  });
});

describe('Töplitz operators', () => {
  const toeplitz = (symbol: PhaseSpaceSymbol): DenseMatrix => toeplitzOperator({ epsilon, levels, symbol });
  const weyl = (symbol: PhaseSpaceSymbol): DenseMatrix => weylOperator({ epsilon, levels, symbol });

  it('OP^T(1) = I, OP^T(|z − z₀|²) = c_ε(z₀) + dε, to rounding', () => {
    expect(
      deviation(
        toeplitz(() => 1),
        identityMatrix(levels),
      ),
    ).toBeLessThan(1e-13);
    const [q, k] = [0.4, -0.7];
    const square: PhaseSpaceSymbol = (x, xi) => (x - q) ** 2 + (xi - k) ** 2;
    const one = identityMatrix(more);
    const cost = [addMatrices(y, one, -q), addMatrices(p, one, -k)]
      .map((a) => times(a, a))
      .reduce((a, b) => addMatrices(a, b));
    expect(deviation(toeplitz(square), corner(addMatrices(cost, one, epsilon), levels))).toBeLessThan(1e-12);
  });

  it('are the Weyl operators of the symbol convolved with N(0, ε/2)', () => {
    const cases: [PhaseSpaceSymbol, PhaseSpaceSymbol][] = [
      [(x, xi) => Math.cos(2 * x + xi), (x, xi) => Math.exp((-5 * epsilon) / 4) * Math.cos(2 * x + xi)],
      [(x) => x ** 4, (x) => x ** 4 + 3 * epsilon * x * x + 0.75 * epsilon ** 2],
      [
        (x, xi) => Math.exp(-x * x - xi * xi),
        (x, xi) => Math.exp((-x * x - xi * xi) / (1 + epsilon)) / (1 + epsilon),
      ],
    ];
    // x⁴ has entries up to (2·24·ε)² ≈ 200.
    for (const [symbol, smooth] of cases)
      expect(deviation(toeplitz(symbol), weyl(smooth))).toBeLessThan(1e-10);
  });

  it('are positive for positive symbols, where Weyl operators need not be', () => {
    const spike: PhaseSpaceSymbol = (x, xi) => Math.exp((-3 * (x * x + xi * xi)) / epsilon);
    const least = (a: DenseMatrix): number => {
      let low = Infinity;
      for (let n = 0; n < levels; n++) low = Math.min(low, a.data[2 * n * (levels + 1)]);
      return low;
    };
    expect(least(weyl(spike))).toBeLessThan(-0.01);
    expect(least(toeplitz(spike))).toBeGreaterThan(-1e-15);
  });

  it('of a measure are the Töplitz states', () => {
    const points = [
      [0.3, 0.4],
      [-0.6, 0.1],
    ];
    const weights = [0.3, 0.7];
    const scaled = weights.map((weight) => 2 * Math.PI * epsilon * weight);
    const operator = toeplitzOperator({
      epsilon,
      levels: 40,
      symbol: () => 1,
      measure: { points, weights: scaled },
    });
    const state = toFock(toeplitzState({ epsilon, points, weights }), { levels: 40 });
    expect(deviation(operator, state.density)).toBeLessThan(1e-12);
  });
});

describe('operators on a grid', () => {
  const grid = quantumGrid({ low: -6, high: 6, points: 128 });
  const psi = waveFunction({
    grid,
    hbar: epsilon,
    values: ([x]) => [Math.exp(-x * x), 0.4 * x * Math.exp(-x * x)],
  });
  const phi = waveFunction({
    grid,
    hbar: epsilon,
    values: ([x]) => [Math.exp(-2 * (x - 0.4) ** 2), 0.2 * x * Math.exp(-x * x)],
  });

  /** ⟨φ|A|ψ⟩. */
  const form = (a: DenseMatrix): [number, number] => {
    const { data } = toComplex(a);
    let [re, im] = [0, 0];
    for (let i = 0; i < 128; i++)
      for (let j = 0; j < 128; j++) {
        const at = 2 * (128 * i + j);
        const u = data[at] * psi.values[2 * j] - data[at + 1] * psi.values[2 * j + 1];
        const v = data[at] * psi.values[2 * j + 1] + data[at + 1] * psi.values[2 * j];
        re += phi.values[2 * i] * u + phi.values[2 * i + 1] * v;
        im += phi.values[2 * i] * v - phi.values[2 * i + 1] * u;
      }
    return [re * grid.cell, im * grid.cell];
  };

  it('Weyl and Töplitz: the same forms as in the Fock basis', () => {
    const amplitudes = [phi, psi].map((wave) => {
      const out = complexMatrix(44, 1);
      for (let n = 0; n < 44; n++) {
        // By the Fock matrix of |wave⟩⟨h_0|-like projections: sums over the grid.
        const values = hermiteLevel(n, grid.axes[0]);
        for (let i = 0; i < 128; i++)
          for (const part of [0, 1])
            out.data[2 * n + part] += values[i] * wave.values[2 * i + part] * grid.cell;
      }
      return out;
    });
    const symbols: PhaseSpaceSymbol[] = [
      () => 1,
      (x, xi) => x * xi * xi - 0.3 * x,
      (x, xi) => [Math.exp(-0.5 * (x - 0.3) ** 2 - xi * xi), Math.sin(x) * xi],
    ];
    for (const symbol of symbols)
      for (const make of [weylOperator, toeplitzOperator]) {
        const onGrid = form(make({ epsilon, grid, symbol }));
        const middle = make({ epsilon, levels: 44, symbol });
        const { data } = multiplyMatrices(amplitudes[0], multiplyMatrices(middle, amplitudes[1]), {
          adjointA: true,
        });
        expect(onGrid[0]).toBeCloseTo(data[0], 9);
        expect(onGrid[1]).toBeCloseTo(data[1], 9);
      }
  });

  it('test reduced densities of particles: tr(R·OP^W[a]) = ∬W_R·a', () => {
    const density = waveReducedDensity(productState([psi, phi]));
    const symbol = (x: number, xi: number): number => Math.exp(-((x - 0.3) ** 2) - 2 * (xi - 0.1) ** 2);
    const { values } = wignerTransform(gridState(psi)).on({ x: [-5, 5], xi: [-5, 5], nX: 100, nXi: 100 });
    let sum = 0;
    for (let i = 0; i < 100; i++)
      for (let j = 0; j < 100; j++)
        sum += symbol(-4.95 + i / 10, -4.95 + j / 10) * values[100 * i + j] * 0.01;
    expect(traceOfProduct(density, weylOperator({ epsilon, grid, symbol })).re).toBeCloseTo(sum, 11);
  });

  it('[E_ω, A] is the integral of §3.4, and at most |ω|‖[x, A]‖', () => {
    const a = weylOperator({ epsilon, grid, symbol: (x, xi) => Math.exp(-x * x - (xi - 0.3) ** 2) });
    const omega = 1.7;
    const x = grid.axes[0];
    const e = complexMatrix(128, 128);
    for (let i = 0; i < 128; i++) e.data.set([Math.cos(omega * x[i]), Math.sin(omega * x[i])], 2 * i * 129);
    const direct = commutator(e, a);
    expect(deviation(direct, characterCommutator(a, grid, omega))).toBeLessThan(1e-13);
    const bound = omega * operatorNorm(commutator(diagonalMatrix(x), a));
    expect(operatorNorm(direct)).toBeLessThan(bound);
    // Not the naive 2‖A‖/ε: for a Weyl operator the commutator is of order ε.
    expect(operatorNorm(direct)).toBeLessThan(2 * operatorNorm(a) * omega * epsilon);
  });

  it('the growth of the commutators: cosine potential, below the bound of the lemma', () => {
    const operator = weylOperator({ epsilon, grid, symbol: (x, xi) => Math.exp(-2 * x * x - 2 * xi * xi) });
    const potential = potentialCosine({ amplitude: 1.5 });
    const gamma = gammaTwo(potential).value;
    expect(gamma).toBeCloseTo(1.5, 14);
    const sizes = commutatorGrowth({
      epsilon,
      grid,
      operator,
      potential: (x) => potential.value(x),
      times: [0, 0.2, 0.5, 1],
    });
    expect(sizes[0].printed).toBe(sizes[0].corrected);
    // ∂_ξ and ∂_x of the symbol have the same size: both commutators start equal, and are of order ε.
    expect(sizes[0].position[0]).toBeCloseTo(sizes[0].momentum[0], 9);
    expect(sizes[0].corrected).toBeLessThan(2 * epsilon * 2);
    [0, 0.2, 0.5, 1].forEach((time, k) => {
      expect(sizes[k].corrected).toBeLessThanOrEqual(
        sizes[0].corrected * Math.exp(gamma * time) * (1 + 1e-12),
      );
    });
    expect(sizes[3].momentum[0]).toBeGreaterThan(1.01 * sizes[0].momentum[0]);
  });
});

describe('the mean field', () => {
  it('commutators under the dynamics of Hartree obey the lemma with the Γ₂ of V', () => {
    const grid = quantumGrid({ low: -5, high: 5, points: 64 });
    const interaction = potentialGaussian({ dimension: 1, amplitude: 2 });
    const initial = gaussianPacket({ grid, hbar: epsilon, centre: 0.5 });
    const operator = weylOperator({ epsilon, grid, symbol: (x, xi) => Math.exp(-2 * x * x - 2 * xi * xi) });
    const times = [0, 0.3, 0.6];
    const growth = (steps: number) => {
      const solver = hartreeSolver({ initial, interaction });
      const field = (time: number): Float64Array => {
        solver.run({ until: time, timeStep: 0.02 });
        return hartreeField(solver.state, { interaction });
      };
      return commutatorGrowth({ epsilon, grid, operator, field, times, steps });
    };
    const [coarse, fine] = [growth(2), growth(4)];
    const gamma = Math.max(1, gammaTwo(interaction).value);
    times.forEach((time, k) => {
      expect(fine[k].corrected).toBeLessThanOrEqual(fine[0].corrected * Math.exp(gamma * time) * (1 + 1e-12));
      // The midpoint rule has second order in steps of 0.15.
      expect(Math.abs(fine[k].corrected - coarse[k].corrected)).toBeLessThan(1e-3);
    });
    expect(fine[2].corrected).toBeGreaterThan(1.05 * fine[0].corrected);
    expect(() => commutatorGrowth({ epsilon, grid, operator, times })).toThrow(
      'either potential or field must be given',
    );
  });
});

/** h_n at points by the explicit recurrence. */
function hermiteLevel(n: number, x: Float64Array): Float64Array {
  return x.map((point) => {
    const u = point / Math.sqrt(epsilon);
    let [before, now] = [0, (Math.PI * epsilon) ** -0.25 * Math.exp(-0.5 * u * u)];
    for (let k = 0; k < n; k++)
      [before, now] = [now, Math.sqrt(2 / (k + 1)) * u * now - Math.sqrt(k / (k + 1)) * before];
    return now;
  });
}

describe('the lemma of §3.4', () => {
  it('fails as printed for d = 2 (translations under κx₁x₂) and holds with the maxima apart', () => {
    for (const kappa of [0.3, 1]) {
      const hessian = denseMatrix([
        [0, kappa],
        [kappa, 0],
      ]);
      const at = (time: number) => translationCommutators({ a: [1, 0], b: [0, -1], hessian, time });
      expect(at(0).printed).toBe(1);
      expect(at(0).corrected).toBe(2);
      // Γ₂ = κ ≤ 1: the bound is e^t.
      for (const time of [0.01, 0.1, 0.3]) {
        const { printed, corrected } = at(time);
        expect(printed).toBeGreaterThan(Math.exp(time));
        expect(Math.abs(printed - 1 - (1 + kappa) * time)).toBeLessThan(time * time);
        expect(corrected).toBeLessThanOrEqual(2 * Math.exp(time));
      }
    }
  });

  it('translations in d = 1: the explicit norms are those of the matrices', () => {
    const [a, b] = [0.9, -0.6];
    const symbol: PhaseSpaceSymbol = (x, xi) => {
      const phase = (a * x - b * xi) / epsilon;
      return [Math.cos(phase), Math.sin(phase)];
    };
    const operator = weylOperator({ epsilon, levels: more, symbol, nodes: 200 });
    // Corners: A is not small far up, but [Y, A] = bA and [P, A] = aA hold entry by entry.
    expect(
      deviation(corner(commutator(y, operator), levels), corner(scaleMatrix(operator, b), levels)),
    ).toBeLessThan(1e-11);
    expect(
      deviation(corner(commutator(p, operator), levels), corner(scaleMatrix(operator, a), levels)),
    ).toBeLessThan(1e-11);
    const { position, momentum } = translationCommutators({ a: [a], b: [b] });
    expect([position[0], momentum[0]]).toEqual([0.6, 0.9]);
    // A quarter turn of the oscillator exchanges both.
    const turned = translationCommutators({ a: [a], b: [b], hessian: identityMatrix(1), time: Math.PI / 2 });
    expect(turned.position[0]).toBeCloseTo(0.9, 14);
    expect(turned.momentum[0]).toBeCloseTo(0.6, 14);
  });

  it('Γ₂: Gaussian potentials by hand, infinite for singular ones', () => {
    // V = e^{−x²/2}: (1/2π)∫ω²√(2π)e^{−ω²/2} = 1. In d = 2: (2π)^{−2}(π+2)·2π∫ω³e^{−ω²/2} = (π+2)/π.
    expect(gammaTwo(potentialGaussian({ dimension: 1 })).value).toBeCloseTo(1, 9);
    expect(gammaTwo(potentialGaussian({ dimension: 2 })).value).toBeCloseTo((Math.PI + 2) / Math.PI, 9);
    // d = 3: (2π)^{−3}(4π/3 + 16/3)(2π)^{3/2}·∫ω⁴e^{−ω²/2} = 1 + 4/π by E|ω_j||ω_k| = 2/π.
    expect(gammaTwo(potentialGaussian({ dimension: 3 })).value).toBeCloseTo(1 + 4 / Math.PI, 9);
    expect(gammaTwo(potentialCoulomb({ dimension: 3 })).value).toBe(Infinity);
  });
});

describe('Calderón and Vaillancourt', () => {
  it('symbol norms by differences are those of the formula', () => {
    const symbol: PhaseSpaceSymbol = (x, xi) => Math.sin(2 * x) * Math.cos(3 * xi);
    const window = { x: [-1.6, 1.6], xi: [-1.1, 1.1], nX: 31, nXi: 31 } as const;
    // Centres of 31 cells contain 0 and miss π/4 and π/6 by at most 0.05 and 0.035: 1 − 1% of the products.
    expect(symbolNorm(symbol, window, { order: 0 })).toBeCloseTo(1, 1);
    expect(symbolNorm(symbol, window)).toBeLessThan(6 * (1 + 1e-8));
    expect(symbolNorm(symbol, window)).toBeGreaterThan(5.9);
    expect(symbolNorm(symbol, window, { order: 2 })).toBeGreaterThan(35.5);
    expect(symbolNorm(symbol, window, { order: 2 })).toBeLessThan(36 * (1 + 1e-5));
  });

  it('the norm over the bound stays bounded as ε → 0 and for oscillating symbols', () => {
    const ratios = [0.4, 0.1, 0.05].flatMap((eps) =>
      [1, 3].map((k) => {
        const window = { x: [-3, 3], xi: [-3, 3], nX: 30, nXi: 30 } as const;
        const symbol: PhaseSpaceSymbol = (x, xi) =>
          Math.exp(-(x * x + xi * xi) / 2) * Math.cos(k * x + k * xi);
        return calderonVaillancourt({ epsilon: eps, levels: 40, symbol, window }).ratio;
      }),
    );
    for (const ratio of ratios) expect(ratio).toBeLessThan(1.01);
    expect(Math.max(...ratios)).toBeGreaterThan(0.05);
  });
});

describe('what is refused', () => {
  it('bases and symbols that are none', () => {
    const grid = quantumGrid({ low: -4, high: 4, points: 32 });
    const circle = quantumGrid({ low: 0, high: 4, points: 32, periodic: true });
    expect(() => weylOperator({ epsilon: 0, levels: 4, symbol: () => 1 })).toThrow(
      'epsilon must be a finite number > 0',
    );
    expect(() => weylOperator({ epsilon, symbol: () => 1 })).toThrow('must be given, got neither');
    expect(() => weylOperator({ epsilon, levels: 4, grid, symbol: () => 1 })).toThrow(
      'must be given, got both',
    );
    expect(() => weylOperator({ epsilon, grid: circle, symbol: () => 1 })).toThrow('got a torus');
    expect(() => weylOperator({ epsilon, levels: 4, symbol: (x) => 1 / (x - x) })).toThrow(
      'symbol must be finite',
    );
    expect(() => toeplitzOperator({ epsilon, levels: 4, symbol: () => Number.NaN })).toThrow(
      'symbol must be finite, got NaN',
    );
    expect(() => commutatorSizes(identityMatrix(3), [identityMatrix(3)], [])).toThrow(
      'number of momenta must be an integer in [1, 1], got 0',
    );
    expect(() => characterCommutator(identityMatrix(3), grid, 1)).toThrow(
      'operator.rows must be an integer in [32, 32], got 3',
    );
    expect(() => translationCommutators({ a: [1, 0], b: [1] })).toThrow('b must have length 2');
    expect(hilbertSchmidtNorm(identityMatrix(1))).toBe(1);
  });
});
