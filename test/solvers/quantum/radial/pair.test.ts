import { type CoulombPair, coulombPair, erf, gaussLegendre } from '../../../../lib/index';
import { mapRule } from '../../../../lib/numerics/index';

const small = { samples: 4, intervals: 256, elements: 24, degree: 8, radius: 14 } as const;

/** X1 with a trap: the covariance of one coordinate and its momentum at frequency ω. */
function covariance(a: number, b: number, c: number, omega: number, t: number): [number, number, number] {
  const [cos, sin] = [Math.cos(omega * t), omega === 0 ? t : Math.sin(omega * t) / omega];
  // (x, ξ) ↦ (cos·x + sin·ξ, −ω²sin·x + cos·ξ).
  const [m, n] = [-omega * omega * sin, cos];
  return [
    cos * cos * a + 2 * cos * sin * c + sin * sin * b,
    cos * m * a + (cos * n + sin * m) * c + sin * n * b,
    m * m * a + 2 * m * n * c + n * n * b,
  ];
}

describe('two particles in R³', () => {
  it.each([
    { trap: 0, stiffness: 0.9, chirp: 0 },
    { trap: 0.6, stiffness: 0.9, chirp: -0.3 },
    { trap: 0.8, stiffness: -0.5, chirp: 0.2 },
  ])('have the E of the harmonic interaction, %j', ({ trap, stiffness, chirp }) => {
    const [s, hbar] = [0.8, 0.7];
    const pair = coulombPair({
      ...{
        ...small,
        radius: 12,
        elements: 30,
        width: s,
        hbar,
        chirp,
        coupling: 0,
        stiffness,
        trap,
        until: 1.5,
      },
    });
    const [a, c] = [s * s, chirp * s * s];
    const b = hbar ** 2 / (4 * a) + chirp ** 2 * a;
    pair.times.forEach((t, i) => {
      const own = covariance(a, b, c, Math.sqrt(trap ** 2 + stiffness), t);
      const centre = covariance(a, b, c, trap, t);
      // E = 1 − [ħ/√det(2Σ_ω + Δ/2)]³, Δ = Σ_trap − Σ_ω, N = 2.
      const [xx, xp, pp] = own.map((value, k) => 2 * value + (centre[k] - value) / 2);
      const exact = 1 - (hbar / Math.sqrt(xx * pp - xp * xp)) ** 3;
      // Smooth waves: what is left are Hartree's steps of order 4.
      expect(Math.abs(pair.excitation[i] - exact)).toBeLessThan(1e-8);
      expect(Math.abs(pair.excitation[i] - exact)).toBeLessThan(2 * pair.error[i] + 1e-13);
    });
    expect(pair.status).toBe('resolved');
    // ⟨−ħ²Δ⟩ + (¼κ + ¼ω²)⟨r²⟩ with ⟨r²⟩ = 6s², ⟨p²⟩ = 3b/2.
    expect(pair.relativeEnergy).toBeCloseTo(1.5 * b + 1.5 * (stiffness + trap ** 2) * a, 9);
  });

  it('have the trace norm of the harmonic interaction', () => {
    const [s, hbar, stiffness] = [0.8, 0.7, 0.9];
    const pair = coulombPair({
      ...{
        ...small,
        radius: 12,
        elements: 30,
        width: s,
        hbar,
        coupling: 0,
        stiffness,
        until: 1.5,
        traceNorm: true,
      },
    });
    const [a, b] = [s * s, hbar ** 2 / (4 * s * s)];
    pair.times.forEach((t, i) => {
      const own = covariance(a, b, 0, Math.sqrt(stiffness), t);
      const centre = covariance(a, b, 0, 0, t);
      const reduced = own.map((value, k) => value + (centre[k] - value) / 2);
      // In the Fock states of R, p_K = p₀³x^K, ψ is a squeezed vacuum: weights of K = 2m below. The negative eigenvalue of
      // R − P solves Σ w_m/(p_K − λ) = 1.
      const root = Math.sqrt(reduced[0] * reduced[2] - reduced[1] ** 2);
      const nu = root / (hbar / 2);
      const x = (nu - 1) / (nu + 1);
      const cosh =
        (reduced[2] * own[0] - 2 * reduced[1] * own[1] + reduced[0] * own[2]) / (2 * root * (hbar / 2));
      const tau = (cosh - 1) / (cosh + 1);
      const sum = (lambda: number): number => {
        let [total, weight] = [0, (1 - tau) ** 1.5];
        for (let m = 0; m < 400; m++) {
          total += weight / ((2 / (nu + 1)) ** 3 * x ** (2 * m) - lambda);
          weight *= (tau * (m + 1.5)) / (m + 1);
        }
        return total;
      };
      let [low, high] = [-1, -1e-14];
      for (let k = 0; k < 100; k++) {
        const middle = (low + high) / 2;
        if (sum(middle) > 1) high = middle;
        else low = middle;
      }
      // Smooth waves: rounding, and Hartree's steps.
      if (t > 0) expect(Math.abs(pair.traceNorm![i] + 2 * high)).toBeLessThan(1e-7);
      expect(pair.traceNorm![i]).toBeGreaterThan(2 * pair.excitation[i] - 1e-9);
      expect(pair.traceNorm![i]).toBeLessThan(2 * Math.sqrt(pair.excitation[i] + 1e-12));
    });
    expect(coulombPair({ ...small, width: 1, until: 1 }).traceNorm).toBeUndefined();
  });

  it('start with E = (t/2ħ)²(⟨V²⟩ − ⟨(V⋆|ψ|²)²⟩)', () => {
    const [s, hbar, lambda] = [1, 1, 0.7];
    // ⟨1/|x₁ − x₂|²⟩ = 1/2s²; ⟨φ²⟩ with φ = erf(r/√2s)/r.
    const { nodes, weights } = mapRule(gaussLegendre(60), 0, 9);
    const mean = nodes.reduce(
      (sum, r, i) =>
        sum +
        weights[i] *
          Math.sqrt(2 / Math.PI) *
          s ** -3 *
          Math.exp((-r * r) / (2 * s * s)) *
          erf(r / (Math.SQRT2 * s)) ** 2,
      0,
    );
    const leading = (lambda / (2 * hbar)) ** 2 * (1 / (2 * s * s) - mean);
    const ratio = (until: number): number => {
      const { excitation } = coulombPair({
        ...small,
        samples: 1,
        width: s,
        hbar,
        coupling: lambda,
        until,
        timeStep: until / 10,
      });
      return excitation[1] / (leading * until * until);
    };
    const [coarse, fine] = [ratio(0.04), ratio(0.01)];
    // V²ψ⊗ψ has 1/r² where they meet: the correction is of order √t, not t, and one step of extrapolation leaves t.
    const order = Math.log2((1 - coarse) / (1 - fine)) / 2;
    expect(order).toBeGreaterThan(0.4);
    expect(order).toBeLessThan(0.6);
    expect(Math.abs(2 * fine - coarse - 1)).toBeLessThan(0.02);
  });

  it('know their error, and depend on t·ħ/s² and λs/ħ² only', () => {
    const run = (width: number, hbar: number, finer: boolean): CoulombPair =>
      coulombPair({
        ...(finer
          ? { samples: 2, intervals: 512, elements: 56, degree: 11, radius: 22 * width }
          : { ...small, samples: 2 }),
        ...(finer ? {} : { radius: 14 * width }),
        width,
        hbar,
        coupling: (1.2 * hbar * hbar) / width,
        until: (1.6 * width * width) / hbar,
      });
    const [rough, scaled, fine] = [run(1, 1, false), run(1.7, 0.4, false), run(1, 1, true)];
    rough.excitation.forEach((value, i) => {
      expect(Math.abs(value - scaled.excitation[i])).toBeLessThan(1e-11);
      expect(Math.abs(value - fine.excitation[i])).toBeLessThan(rough.error[i] + fine.error[i]);
    });
    expect(fine.error[2]).toBeLessThan(1e-7);
    expect(rough.error[2]).toBeLessThan(1e-5);
    expect(fine.excitation[2]).toBeGreaterThan(0.02);
    // ⟨−ħ²Δ⟩ = 3ħ²/8s², ½λ⟨1/r⟩ = λ/(2√π s).
    expect(fine.relativeEnergy).toBeCloseTo(3 / 8 + 1.2 / (2 * Math.sqrt(Math.PI)), 9);
  });

  it('stay a product without interaction', () => {
    const pair = coulombPair({ ...small, width: 0.9, chirp: 0.5, coupling: 0, until: 1, trap: 0.4 });
    for (const value of pair.excitation) expect(Math.abs(value)).toBeLessThan(1e-8);
  });

  it('say when the ball is too small, and refuse what they do not resolve', () => {
    expect(coulombPair({ ...small, width: 1, until: 12, radius: 10 }).status).toBe('box too small');
    expect(() => coulombPair({ ...small, width: 1, until: 1, elements: 5, degree: 4 })).toThrow(
      'elements and degree must resolve the relative motion',
    );
    expect(() => coulombPair({ ...small, width: 1, until: 1, chirp: 20 })).toThrow('must resolve');
    expect(() => coulombPair({ width: -1, until: 1 })).toThrow('width must be a finite number > 0');
    expect(() => coulombPair({ width: 1, until: 1, intervals: 100 })).toThrow('multiple of 8');
    expect(() => coulombPair({ width: 1, until: 1, radius: 5 })).toThrow('8 standard deviations');
  });

  it('a large radius costs accuracy, but no number', () => {
    const input = { width: Math.SQRT1_2, until: 0.5, samples: 1, traceNorm: true } as const;
    const wide = coulombPair({ ...input, radius: 60, intervals: 1024 });
    const narrow = coulombPair({ ...input, radius: 28, intervals: 512 });
    for (const key of ['excitation', 'traceNorm'] as const)
      expect(Math.abs(wide[key]![1] - narrow[key]![1])).toBeLessThan(
        wide.error[1] + narrow.error[1] + wide.traceNormError![1] + narrow.traceNormError![1],
      );
    expect(wide.excitation[0]).toBeLessThan(1e-9);
  });
});
