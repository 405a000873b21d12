import {
  coulombStrength,
  integrate,
  radialGaussian,
  radialGrid,
  radialSobolevNorm,
  radialWave,
} from '../../../../lib/index';

const grid = radialGrid({ radius: 20, intervals: 256 });

describe('the strength of 1/|x| on a radial state', () => {
  it.each([0.5, 1, 2])('Gaussian of deviation %f: ℓ = 1/s at 0, ‖ψ‖_H¹ = (1 + 3/4s²)^½', (width) => {
    const wave = radialGaussian({ grid, width });
    const { value, at, error } = coulombStrength(wave);
    expect(at).toBe(0);
    expect(value * width).toBeCloseTo(1, 12);
    expect(Math.abs(value - 1 / width)).toBeLessThan(error);
    // What half as many points change: nothing, for a smooth wave.
    expect(error).toBeLessThan(1e-11);
    expect(radialSobolevNorm(wave)).toBeCloseTo(Math.sqrt(1 + 3 / (4 * width * width)), 12);
  });

  it('a hollow state: the supremum is off the centre, and agrees with a quadrature', () => {
    const wave = radialWave({ grid, psi: (r) => r * r * Math.exp((-r * r) / 2) });
    const { value, at, error, profile } = coulombStrength(wave);
    // ∫r⁶e^{−r²}dr = 15√π/16 normalises u² = r⁶e^{−r²}.
    const square = (r: number): number => r ** 6 * Math.exp(-r * r) * (16 / (15 * Math.sqrt(Math.PI)));
    const strength = (r: number): number => {
      const f = (s: number): number =>
        s === 0 || s === r ? 0 : (square(s) / s) * Math.log(Math.abs((r + s) / (r - s)));
      return Math.sqrt((integrate(f, 0, r).value + integrate(f, r, 12).value) / (2 * r));
    };
    for (const j of [8, 16, 40, 100]) expect(profile[j]).toBeCloseTo(strength(j * grid.spacing), 8);
    expect(at).toBeGreaterThan(0.5);
    expect(value).toBe(Math.max(...profile));
    expect(error).toBeLessThan(1e-3);
    expect(value).toBeLessThan(2 * radialSobolevNorm(wave));
  });

  it('a phase changes the Sobolev norm, not the strength', () => {
    const [still, moving] = [0, 0.7].map((chirp) => radialGaussian({ grid, width: 1, chirp }));
    expect(coulombStrength(moving).value).toBeCloseTo(coulombStrength(still).value, 12);
    expect(radialSobolevNorm(moving) ** 2 - radialSobolevNorm(still) ** 2).toBeCloseTo(3 * 0.7 ** 2, 10);
  });
});
