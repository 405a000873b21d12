import {
  cosinePerturbed,
  type Distribution1D,
  densityMode,
  normal,
  normalMixture,
  potentialCosine,
  uniform,
  vlasovGridSolver,
} from '../../../lib/index';
import { law } from './gridSamples';

type Complex = readonly [re: number, im: number];

const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const over = ([a, b]: Complex, [c, d]: Complex): Complex => {
  const square = c * c + d * d;
  return [(a * c + b * d) / square, (b * c - a * d) / square];
};
const minus = ([a, b]: Complex, [c, d]: Complex): Complex => [a - c, b - d];

interface Beam {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
}

/** f₀' of a mixture of Gaussians at a complex velocity. */
function slope(beams: readonly Beam[], [re, im]: Complex): Complex {
  let sum: Complex = [0, 0];
  for (const { weight, mean, deviation } of beams) {
    const z: Complex = [(re - mean) / deviation, im / deviation];
    const [a, b] = times(z, z);
    const size = (weight * Math.exp(-a / 2)) / (Math.sqrt(2 * Math.PI) * deviation ** 2);
    const value = times(z, [size * Math.cos(-b / 2), size * Math.sin(-b / 2)]);
    sum = [sum[0] - value[0], sum[1] - value[1]];
  }
  return sum;
}

/**
 * D(ω) = 1 − (a/2)∫f₀'(v)/(v − ω/k)dv for V = a·cos kx, continued from Im ω > 0 by Landau's rule: the contour passes
 * below the pole. f₀' is entire, so that a straight line far enough below will do, with the trapezoidal rule.
 */
function dispersion(amplitude: number, k: number, beams: readonly Beam[], omega: Complex): Complex {
  const pole: Complex = [omega[0] / k, omega[1] / k];
  const depth = Math.min(0, pole[1]) - 1;
  let sum: Complex = [0, 0];
  const step = 0.02;
  for (let v = -25; v <= 25; v += step) {
    const at: Complex = [v, depth];
    const [re, im] = over(slope(beams, at), minus(at, pole));
    sum = [sum[0] + re * step, sum[1] + im * step];
  }
  return [1 - (amplitude / 2) * sum[0], -(amplitude / 2) * sum[1]];
}

/** The root of D near a guess, by the secant method. */
function rootNear(guess: Complex, d: (omega: Complex) => Complex): Complex {
  let [a, b]: [Complex, Complex] = [guess, [guess[0] + 1e-3, guess[1] + 1e-3]];
  let [da, db] = [d(a), d(b)];
  for (let round = 0; round < 40 && Math.hypot(...minus(a, b)) > 1e-13; round++) {
    const next = minus(b, times(db, over(minus(b, a), minus(db, da))));
    [a, da] = [b, db];
    [b, db] = [next, d(next)];
  }
  expect(Math.hypot(...d(b))).toBeLessThan(1e-11);
  return b;
}

/** ρ̂(k) at equal times, a real number for even data. */
function signal(options: {
  amplitude: number;
  k: number;
  momentum: Distribution1D;
  perturbation: number;
  until: number;
  cells: readonly [number, number];
}): number[] {
  const { amplitude, k, momentum, perturbation, until, cells } = options;
  const solver = vlasovGridSolver({
    interaction: potentialCosine({ amplitude, wavenumber: k }),
    density: law(cosinePerturbed({ amplitude: perturbation, wavenumber: k }), momentum),
    cells,
  });
  const values: number[] = [];
  solver.run({
    until,
    samples: 100,
    observe: (_, state) => {
      const [re, im] = densityMode(state, k);
      // Even data stay even, but for rounding, which an instability magnifies with the rest.
      expect(Math.abs(im)).toBeLessThan(1e-13 + 1e-4 * Math.abs(re));
      values.push(re);
    },
  });
  expect(solver.report.status).toBe('resolved');
  return values;
}

/** The ω of a signal Re(A e^{−iωt}) by Prony: x_{n+1} + e^{2γΔ}x_{n−1} = 2e^{γΔ}cos(ωΔ) x_n, by least squares. */
function frequencyOf(x: readonly number[], step: number): Complex {
  let [pp, pq, qq, pr, qr] = [0, 0, 0, 0, 0];
  for (let n = 1; n < x.length - 1; n++) {
    // Each equation counts relative to the size of the signal there.
    const size = Math.hypot(x[n - 1], x[n], x[n + 1]);
    const [p, q, r] = [x[n] / size, -x[n - 1] / size, x[n + 1] / size];
    [pp, pq, qq, pr, qr] = [pp + p * p, pq + p * q, qq + q * q, pr + p * r, qr + q * r];
  }
  const determinant = pp * qq - pq * pq;
  const [sum, product] = [(pr * qq - qr * pq) / determinant, (pp * qr - pq * pr) / determinant];
  const growth = Math.log(product) / 2;
  return [Math.acos(sum / (2 * Math.exp(growth))) / step, growth / step];
}

const thermal: Beam[] = [{ weight: 1, mean: 0, deviation: 1 }];

describe('linear response of the grid solver', () => {
  it.each([
    [0.5, [1.4, -0.15]],
    [0.4, [1.3, -0.07]],
  ] as [number, Complex][])('Landau damping of a plasma wave, k = %d', (k, guess) => {
    // V = 2/k²·cos kx is Coulomb's potential in its first mode, with plasma frequency 1.
    const amplitude = 2 / k ** 2;
    const [omega, gamma] = rootNear(guess, (w) => dispersion(amplitude, k, thermal, w));
    // D. Bohm and E. P. Gross's frequency, and a damped root: √(1 + 3k²) up to terms of order k⁴.
    expect(Math.abs(omega - Math.sqrt(1 + 3 * k * k))).toBeLessThan(0.1);
    expect(gamma).toBeLessThan(-0.05);
    const x = signal({ amplitude, k, momentum: normal({}), perturbation: 1e-4, until: 30, cells: [32, 160] });
    // The next roots are damped by more than 0.8: after t = 12 below 1e-4 of the first.
    const [seenOmega, seenGamma] = frequencyOf(x.slice(45), 0.3);
    expect(Math.abs(seenOmega - omega)).toBeLessThan(1e-4);
    expect(Math.abs(seenGamma - gamma)).toBeLessThan(1e-4);
  });

  it('two streams grow at the rate of the dispersion relation', () => {
    const k = 0.5;
    const amplitude = 2 / k ** 2;
    const beams = [-2, 2].map((mean) => ({ weight: 0.5, mean, deviation: 0.5 }));
    const [omega, gamma] = rootNear([0, 0.3], (w) => dispersion(amplitude, k, beams, w));
    expect(Math.abs(omega)).toBeLessThan(1e-10);
    expect(gamma).toBeGreaterThan(0.2);
    const x = signal({
      amplitude,
      k,
      momentum: normalMixture(beams),
      perturbation: 1e-10,
      until: 80,
      cells: [32, 192],
    });
    // The other roots die slowly; at t = 64 they are gone, and the wave is still below 1e-3.
    const seen = Math.log(x[100] / x[80]) / 16;
    expect(Math.abs(seen - gamma)).toBeLessThan(1e-4);
  });

  it.each([0.3, 0.6])('the homogeneous HMF state of deviation %d is unstable below √½', (deviation) => {
    const beams = [{ weight: 1, mean: 0, deviation }];
    const gamma = rootNear([0, 0.3], (w) => dispersion(-1, 1, beams, w))[1];
    expect(gamma).toBeGreaterThan(0);
    const x = signal({
      amplitude: -1,
      k: 1,
      momentum: normal({ deviation }),
      perturbation: 1e-7,
      until: 20,
      cells: [32, 192],
    });
    const seen = Math.log(x[100] / x[80]) / 4;
    expect(Math.abs(seen - gamma)).toBeLessThan(1e-4);
  });

  it('the homogeneous HMF state of deviation 0.8 is stable', () => {
    const x = signal({
      amplitude: -1,
      k: 1,
      momentum: normal({ deviation: 0.8 }),
      perturbation: 1e-3,
      until: 20,
      cells: [32, 128],
    });
    const beams = [{ weight: 1, mean: 0, deviation: 0.8 }];
    const [omega, gamma] = rootNear([0, -0.2], (w) => dispersion(-1, 1, beams, w));
    expect(Math.abs(omega)).toBeLessThan(1e-10);
    expect(gamma).toBeLessThan(-0.05);
    expect(Math.abs(Math.log(x[70] / x[50]) / 4 - gamma)).toBeLessThan(2e-3);
  });

  it('cold data belong to particles', () => {
    const density = law(uniform({ low: 0, high: 2 * Math.PI }), normal({ deviation: 1e-3 }));
    expect(() => vlasovGridSolver({ density, interaction: potentialCosine(), box: { xi: [-2, 2] } })).toThrow(
      /cells must resolve the density along xi: among 2048/,
    );
  });
});
