import {
  checkFormBound,
  checkHardy,
  checkHardyConstant,
  checkLatticeFormBound,
  circleKinetic,
  latticeFormBound,
  potentialCoulomb,
  potentialGaussian,
  potentialHarmonic,
  potentialSoftCoulomb,
  potentialYukawa,
  quantumLattice,
} from '../../lib/index';

describe("§2.7, Hardy's inequality: checkHardy", () => {
  it('the quotients of known functions', () => {
    const { lhs, verdict, error } = checkHardy();
    expect(verdict).toBe('holds');
    // Gaussian: ∫ψ² = √(π/8), ∫ψ′²r² = (3/4)√(π/8). 1s: ½ and ¼. 2s: ∫(2−r)²e^{−r} = 2, ∫(r/2−2)²r²e^{−r} = 2.
    [4 / 3, 2, 1].forEach((quotient, k) => {
      expect(Math.abs(lhs[k] - quotient)).toBeLessThan(error[k]);
    });
    // In the shell: 1/(¼ + (π/S)²), and the boundary terms cancel.
    [5, 10, 20, 40].forEach((S, k) => {
      expect(lhs[k + 3]).toBeCloseTo(1 / (0.25 + (Math.PI / S) ** 2), 11);
    });
    expect(Math.max(...error)).toBeLessThan(1e-11);
  });

  it('no constant below 4 serves (B9): the wider the shell, the nearer', () => {
    expect(checkHardy({ constant: 3.9 }).verdict).toBe('violated');
    expect(checkHardy({ constant: 3.91 }).verdict).toBe('holds');
  });

  it('a function of the reader; and none', () => {
    const cusp = { label: 'e^{−r²}r^{−0.4}', inner: 1e-60, outer: 50 };
    const psi = (r: number): number => r ** -0.4 * Math.exp(-r * r);
    const slope = (r: number): number => psi(r) * (-0.4 / r - 2 * r);
    const { lhs } = checkHardy({ functions: [{ ...cusp, psi, slope }] });
    // Γ functions: ∫r^{a}e^{−2r²}dr = ½·2^{−(a+1)/2}Γ((a+1)/2) gives 20/7. Below 1e−60 there is (1e−60)^{0.2} = 1e−12 of it.
    expect(lhs[0]).toBeCloseTo(20 / 7, 10);
    expect(() => checkHardy({ functions: [] })).toThrow(/functions must be a list with at least one entry/);
    expect(() => checkHardy({ functions: [{ ...cusp, psi: () => NaN, slope }] })).toThrow(
      /functions\[0\] .* at r = /,
    );
    expect(() => checkHardy({ constant: 0 })).toThrow(/constant must be a finite number > 0, got 0/);
    expect(() => checkHardy({ functions: [{ ...cusp, psi, slope: () => 0 }] })).toThrow(/vanishing gradient/);
    expect(() => checkHardy({ functions: [{ ...cusp, inner: 60, psi, slope }] })).toThrow(
      /functions\[0\]\.outer must be a number in \[60, /,
    );
  });
});

describe("§2.7, Hardy's constant in a shell", () => {
  it.each([0, 1, 3])('l = %i', (angularMomentum) => {
    const check = checkHardyConstant({ angularMomentum });
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(1e-9);
  });
});

describe('§2.7, (H5)', () => {
  it.each([
    ['Coulomb', potentialCoulomb({ dimension: 3, charge: 2 }), 16],
    ['Yukawa', potentialYukawa({ dimension: 3, screening: 1 }), 4],
    // The two bounded ones: SciPy, solve_ivp (DOP853, 1e−12) up to r = 40, largest C at which the growing part of u vanishes.
    ['soft Coulomb', potentialSoftCoulomb({ dimension: 3, softening: 0.5 }), 0.3917427066],
    ['Gaussian', potentialGaussian({ dimension: 3 }), 0.1497353911],
  ] as const)('%s', (_, interaction, constant) => {
    const check = checkFormBound({ interaction });
    expect(check.verdict).toBe('holds');
    expect(check.rhs[0] / constant).toBeCloseTo(1, 5);
    // Nearer than 8 % at the worst function found; the error of each quotient is that of an integral.
    expect(check.lhs[0] / constant).toBeGreaterThan(0.91);
    expect(Math.max(...check.error)).toBeLessThan(1e-10 * constant);
    expect(checkFormBound({ interaction, constant: 0.9 * constant }).verdict).toBe('violated');
  });

  it('refuses a potential for which it fails, and widths that are none', () => {
    const spring = potentialHarmonic({ dimension: 3, stiffness: 1 });
    expect(() => checkFormBound({ interaction: spring })).toThrow(
      /must satisfy \(H5\), but for harmonic it fails/,
    );
    const coulomb = potentialCoulomb({ dimension: 3 });
    expect(() => checkFormBound({ interaction: coulomb, widths: [0] })).toThrow(
      /widths\[0\] must be a finite number > 0/,
    );
  });

  it('Gaussians of width s: ⟨1/r²⟩ = 1/s², ⟨−Δ⟩ = 3/4s²', () => {
    const { at, lhs } = checkFormBound({ interaction: potentialCoulomb({ dimension: 3 }) });
    Array.from(at.subarray(1), (s, k) =>
      expect(lhs[k + 1] * (1 + 3 / (4 * s * s)) * s * s).toBeCloseTo(1, 11),
    );
  });

  it('a ring: attained by the eigenvector, not by random states', () => {
    const minusLaplacian = circleKinetic(6, 6, Math.SQRT2);
    const lattice = quantumLattice({
      kinetic: circleKinetic(6, 6, 1),
      interaction: [2, 1, 0.5, 0.3, 0.5, 1],
    });
    const check = checkLatticeFormBound({ lattice, minusLaplacian });
    expect(check.verdict).toBe('holds');
    expect(check.lhs[0]).toBeCloseTo(check.rhs[0], 12);
    expect(Math.max(...check.lhs.subarray(1))).toBeLessThan(0.9 * check.rhs[0]);
    const { constant } = latticeFormBound({ interaction: lattice.interaction, minusLaplacian });
    expect(checkLatticeFormBound({ lattice, minusLaplacian, constant: 0.99 * constant }).verdict).toBe(
      'violated',
    );
  });
});
