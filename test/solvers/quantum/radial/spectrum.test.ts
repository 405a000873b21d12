import { gaussLegendre, katoPower, radialElements, radialSpectrum } from '../../../../lib/index';
import { mapRule } from '../../../../lib/numerics/index';

describe('radial levels', () => {
  it.each([0, 1, 2, 3])('are those of hydrogen, −1/2n²ħ², from above, l = %d', (l) => {
    const hbar = 1.3;
    const { energies, wave } = radialSpectrum({
      radius: 320,
      elements: 32,
      potential: (r) => -1 / r,
      angularMomentum: l,
      hbar,
      count: l === 0 ? 4 : 2,
    });
    energies.forEach((energy, k) => {
      const exact = -1 / (2 * ((k + l + 1) * hbar) ** 2);
      // Rayleigh and Ritz; rounding of κ(B)·‖A‖.
      expect(energy - exact).toBeGreaterThan(-1e-11);
      expect(energy - exact).toBeLessThan(1e-9);
    });
    // The lowest u ∝ r^{l+1}e^{−r/((l+1)ħ²)}.
    const ratio = wave(0, [2, 3]);
    expect(ratio[1] / ratio[0]).toBeCloseTo(1.5 ** (l + 1) * Math.exp(-1 / ((l + 1) * hbar * hbar)), 6);
  });

  it.each([0, 1, 4])('are those of the oscillator, ħω(2k + l + 3/2), l = %d', (l) => {
    const [hbar, omega, mass] = [0.7, 1.4, 2];
    const { energies } = radialSpectrum({
      radius: 7,
      potential: (r) => 0.5 * mass * (omega * r) ** 2,
      angularMomentum: l,
      hbar,
      mass,
      count: 6,
    });
    energies.forEach((energy, k) => {
      expect(Math.abs(energy - hbar * omega * (2 * k + l + 1.5))).toBeLessThan(1e-9);
    });
  });

  it('are zeros of spherical Bessel functions in an empty ball', () => {
    const { energies } = radialSpectrum({ radius: 2, potential: () => 0, count: 5, grading: 1, elements: 6 });
    energies.forEach((energy, k) => {
      expect(Math.abs(energy / (((k + 1) * Math.PI) ** 2 / 8) - 1)).toBeLessThan(1e-11);
    });
    // l = 1: tan z = z, z = 4.493409457909064.
    const p = radialSpectrum({ radius: 2, potential: () => 0, count: 1, angularMomentum: 1 });
    expect(p.energies[0]).toBeCloseTo(4.493409457909064 ** 2 / 8, 9);
  });

  it('have orthonormal waves', () => {
    const { elements, wave } = radialSpectrum({ radius: 30, potential: (r) => -1 / r, count: 3 });
    const { nodes, weights } = elements.rule;
    const waves = [0, 1, 2].map((k) => wave(k, nodes));
    waves.forEach((u, i) => {
      waves.forEach((v, j) => {
        const product = u.reduce((sum, value, at) => sum + weights[at] * value * v[at], 0);
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-11);
      });
    });
  });

  it('converge for Coulomb and for −c/r² below Hardy’s ⅛, and collapse beyond', () => {
    const lowest = (potential: (r: number) => number, elements: number): number =>
      radialSpectrum({ radius: 10, potential, elements, degree: 4, grading: 3, count: 1 }).energies[0];
    const first = (elements: number): number => 10 / elements ** 3;
    const sizes = [8, 16, 32, 64];
    const coulomb = sizes.map((n) => lowest((r) => -1 / r, n));
    expect(Math.abs(coulomb[3] - coulomb[2])).toBeLessThan(1e-9);
    const below = sizes.map((n) => lowest((r) => -0.1 / (r * r), n));
    // u ~ r^{(1+√(1−8c))/2}: algebraic, but it converges, to a positive value.
    expect(below[3]).toBeGreaterThan(0);
    expect(below[2] - below[3]).toBeLessThan(0.5 * (below[1] - below[2]));
    const beyond = sizes.map((n) => lowest((r) => -0.5 / (r * r), n));
    // The lowest level follows the first element: E·h² tends to a constant.
    const scaled = beyond.map((energy, i) => energy * first(sizes[i]) ** 2);
    expect(beyond[3]).toBeLessThan(60 * beyond[2]);
    expect(scaled[3] / scaled[2]).toBeCloseTo(1, 1);
  });

  it('tell which powers are in Kato’s class', () => {
    for (const s of [0, 0.5, 1, 1.49, 1.5, 1.51, 2]) {
      const { holds, integral, truncated, witness } = katoPower(s);
      expect(holds).toBe(s < 1.5);
      expect(witness).toContain(holds ? '4π/' : 'grows like');
      // Gauss's rule in log r.
      const { nodes, weights } = mapRule(gaussLegendre(30), Math.log(1e-3), 0);
      const numeric = nodes.reduce(
        (sum, x, i) => sum + weights[i] * 4 * Math.PI * Math.exp((3 - 2 * s) * x),
        0,
      );
      expect(Math.abs(truncated(1e-3) / numeric - 1)).toBeLessThan(1e-12);
      if (s < 1.4) expect(truncated(1e-60)).toBeCloseTo(integral, 8);
      else if (!holds) expect(integral).toBe(Infinity);
    }
  });

  it('refuse what they cannot do', () => {
    const potential = (r: number): number => -1 / r;
    expect(() => radialSpectrum({ radius: 0, potential })).toThrow('radius must be a finite number > 0');
    expect(() => radialSpectrum({ radius: 1, potential, angularMomentum: -1 })).toThrow(
      'angularMomentum must',
    );
    expect(() => radialSpectrum({ radius: 1, potential: () => Number.NaN })).toThrow('weight must be finite');
    expect(() => radialElements({ radius: 1, elements: 2000, degree: 20 })).toThrow(
      'in [1, 4096], got 39999',
    );
    expect(() => katoPower(-1)).toThrow('exponent must be a number in [0, 10]');
  });
});
