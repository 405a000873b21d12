import {
  addMatrices,
  circleKinetic,
  createRandom,
  eigenvaluesHermitian,
  formBound,
  hardyQuotient,
  type Interaction,
  identityMatrix,
  latticeFormBound,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  potentialSoftCoulomb,
  potentialYukawa,
  realMatrix,
  ringHopping,
  scaleMatrix,
} from '../../../../lib/index';
import { dop853 } from '../../../../lib/numerics/index';

describe("Hardy's inequality", () => {
  it.each([
    [1, 2, 0],
    [1e-3, 10, 0],
    [1e-6, 1e6, 0],
    [1e-3, 10, 2],
  ])('has the constant of the shell [%d, %d], l = %d, from below', (inner, outer, angularMomentum) => {
    const { constant, exact, logarithm, wave } = hardyQuotient({ inner, outer, angularMomentum });
    expect(logarithm).toBeCloseTo(Math.log(outer / inner), 13);
    expect(constant).toBeLessThan(exact * (1 + 1e-11));
    expect(constant).toBeGreaterThan(exact * (1 - 1e-9));
    expect(constant).toBeLessThan(4);
    const radii = [0.2, 0.5, 0.7].map((share) => inner * Math.exp(share * logarithm));
    const shapes = radii.map((r) => Math.sqrt(r) * Math.sin((Math.PI * Math.log(r / inner)) / logarithm));
    wave(radii).forEach((value, i, all) => {
      expect(value / all[1] / (shapes[i] / shapes[1])).toBeCloseTo(1, 5);
    });
  });

  it('comes near 4 like 1/S² only', () => {
    const gaps = [1, 2].map((k) => 4 - hardyQuotient({ inner: 10 ** (-6 * k), outer: 1 }).constant);
    // 4 − C = 16π²/S² + O(S⁻⁴), S = 14 and 28.
    expect(gaps[0] / gaps[1]).toBeGreaterThan(3);
    expect(gaps[0] / gaps[1]).toBeLessThan(4);
    expect(gaps[1]).toBeGreaterThan(0.1);
  });
});

/** The best C by shooting: C is large enough if the solution of u″ = (1 − V²/C)u, u(0) = 0, has no zero. */
function byShooting(interaction: Interaction): number {
  const square = (r: number): number => interaction.radial!.value(r * r) ** 2;
  const staysPositive = (c: number): boolean => {
    let isPositive = true;
    dop853(
      (r, [u, slope], out) => {
        out[0] = slope;
        out[1] = (1 - square(r) / c) * u;
      },
      0,
      [0, 1],
      20,
      {
        tolerance: 1e-11,
        observe: (r, [u]) => {
          if (r > 0 && u <= 0) isPositive = false;
        },
      },
    );
    return isPositive;
  };
  let [low, high] = [1e-3, 10];
  for (let k = 0; k < 40; k++) {
    const middle = Math.sqrt(low * high);
    if (staysPositive(middle)) high = middle;
    else low = middle;
  }
  return high;
}

describe('(H5), V² ≤ C(I − Δ)', () => {
  it('has its best constant by shooting too, for bounded potentials', () => {
    const potentials = [
      potentialSoftCoulomb({ dimension: 3, charge: -1.5, softening: 0.5 }),
      potentialSoftCoulomb({ dimension: 3, softening: 2 }),
      potentialGaussian({ dimension: 3, amplitude: 3, width: 0.6 }),
    ];
    for (const interaction of potentials) {
      const { lower, upper } = formBound({ interaction, inner: 0.1, outer: 25, degree: 10 });
      expect(upper.how).toContain('u > 0');
      expect(upper.value).toBeGreaterThan(lower);
      expect(upper.value / lower - 1).toBeLessThan(2e-7);
      expect(Math.abs(lower / byShooting(interaction) - 1)).toBeLessThan(1e-7);
    }
  });

  it("is bounded by 4q² for Coulomb and Yukawa, by Hardy's q²/(½ + δ)² for soft Coulomb", () => {
    for (const softening of [0.1, 1, 3]) {
      const soft = potentialSoftCoulomb({ dimension: 3, charge: 2, softening });
      const { lower } = formBound({ interaction: soft });
      // As if it were singular: then Hardy's inequality is asked.
      const { upper } = formBound({ interaction: { ...soft, singularAtOrigin: true } });
      expect(upper.how).toContain('1/4r²');
      expect(upper.value).toBeCloseTo(4 / (0.5 + softening) ** 2, 3);
      expect(lower).toBeLessThan(upper.value);
      expect(lower).toBeGreaterThan(0.3 * upper.value);
    }
    const singular = [
      potentialCoulomb({ dimension: 3, charge: -1.5 }),
      potentialYukawa({ dimension: 3, charge: 1.5, screening: 2 }),
    ];
    for (const interaction of singular) {
      const bounds = [1e-3, 1e-6, 1e-12].map((inner) => formBound({ interaction, inner }));
      bounds.forEach(({ upper }) => {
        expect(upper.value).toBeCloseTo(9, 3);
      });
      const lowers = bounds.map(({ lower }) => lower / 9);
      expect(lowers[0]).toBeLessThan(lowers[1]);
      expect(lowers[1]).toBeLessThan(lowers[2]);
      expect(lowers[2]).toBeGreaterThan(0.9);
      expect(lowers[2]).toBeLessThan(1);
    }
  });

  it('is worst for s-waves', () => {
    const interaction = potentialYukawa({ dimension: 3, screening: 0.5 });
    const constants = [0, 1, 2, 5].map(
      (angularMomentum) => formBound({ interaction, angularMomentum }).lower,
    );
    for (let i = 1; i < constants.length; i++) expect(constants[i]).toBeLessThan(constants[i - 1]);
    // Hardy with l: 1/(l + ½)².
    expect(constants[1]).toBeLessThan(1 / 1.5 ** 2);
  });

  it('has a sharp constant on rings', () => {
    const random = createRandom(5);
    for (let trial = 0; trial < 20; trial++) {
      const sites = 4 + (trial % 9);
      const interaction = Float64Array.from({ length: sites }, () => 2 * random.uniform() - 1);
      const minusLaplacian =
        trial % 2 === 0
          ? circleKinetic(sites, 2 * Math.PI, Math.SQRT2)
          : addMatrices(identityMatrix(sites), ringHopping(sites, 0.5));
      const { constant, state } = latticeFormBound({ interaction, minusLaplacian });
      const squares = realMatrix(sites, sites);
      interaction.forEach((v, x) => {
        squares.data[x * (sites + 1)] = v * v;
      });
      const form = addMatrices(identityMatrix(sites), minusLaplacian);
      const least = (c: number): number =>
        eigenvaluesHermitian(addMatrices(scaleMatrix(form, c), squares, -1))[0];
      // C(I − Δ) − V² ≥ 0, and not for any smaller C.
      expect(Math.abs(least(constant))).toBeLessThan(1e-12);
      expect(least(constant * 0.99)).toBeLessThan(0);
      const attained = interaction.reduce((sum, v, x) => sum + v * v * state[x] ** 2, 0);
      expect(attained).toBeCloseTo(constant, 12);
    }
    // Constant V = 2: the constant function, C = 4.
    const flat = latticeFormBound({
      interaction: [2, 2, 2, 2, 2],
      minusLaplacian: circleKinetic(5, 1, Math.SQRT2),
    });
    expect(flat.constant).toBeCloseTo(4, 12);
  });

  it('refuses what it cannot do', () => {
    expect(() => hardyQuotient({ inner: 0, outer: 1 })).toThrow('inner must be a finite number > 0');
    expect(() => hardyQuotient({ inner: 2, outer: 1 })).toThrow('inner must be < outer');
    expect(() => formBound({ interaction: potentialCoulomb({ dimension: 2 }) })).toThrow('radial in d = 3');
    const flat = potentialCosine();
    expect(() => formBound({ interaction: flat })).toThrow('radial in d = 3');
    expect(() => latticeFormBound({ interaction: [1], minusLaplacian: ringHopping(3, 1) })).toThrow(
      'length 3',
    );
    expect(() => latticeFormBound({ interaction: [1, 1, 1, 1], minusLaplacian: ringHopping(4, 2) })).toThrow(
      'positive definite',
    );
  });
});
