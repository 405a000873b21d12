import {
  createRandom,
  heatKernelDistance,
  integrate,
  minimiseModulatedCoulomb,
  modulatedCoulomb,
  modulatedCoulombBound,
  monokineticPoints,
  radialBall,
  radialNormal,
} from '../../../lib/index';

describe('least modulated energies', () => {
  const ball = radialBall();

  it.each([
    [1, -9 / 5],
    [2, -21 / 20],
    [3, -4 / 5],
    [4, -27 / 40],
  ])('in the unit ball, N = %i: %d', (n, exact) => {
    const { x, energy, status, slope } = minimiseModulatedCoulomb(n, ball, { starts: 5 });
    expect(status).toBe('converged');
    expect(slope).toBeLessThan(1e-7);
    expect(Math.abs(energy - exact)).toBeLessThan(1e-13);
    expect(Math.abs(modulatedCoulomb(x, ball) - exact)).toBeLessThan(1e-13);
  });

  it('lie between the bound and the energy of a crystal', () => {
    // The best of few starts: the surface of a small cluster costs a part of order N^{−1/3}, so that −1.7919 is not yet reached.
    for (const n of [30, 100]) {
      const { energy, energies } = minimiseModulatedCoulomb(n, ball, { starts: 3 });
      expect(energy).toBeGreaterThan(modulatedCoulombBound(n, ball.densityBound));
      expect(energy * n ** (2 / 3)).toBeLessThan(-1.74);
      expect(energy * n ** (2 / 3)).toBeGreaterThan(-1.7919);
      expect(Array.from(energies)).toEqual(Array.from(energies).sort((a, b) => a - b));
      expect(energies).toHaveLength(3);
    }
  });

  it('do not rise from a given start, and it is stationary: moved particles cost more', () => {
    const start = monokineticPoints(radialNormal(), () => 0, 40).x;
    const { x, energy } = minimiseModulatedCoulomb(40, radialNormal(), { from: start });
    expect(energy).toBeLessThan(modulatedCoulomb(start, radialNormal()));
    const random = createRandom(4);
    for (let k = 0; k < 20; k++) {
      const moved = x.map((v) => v + 1e-3 * random.normal());
      expect(modulatedCoulomb(moved, radialNormal())).toBeGreaterThan(energy);
    }
  });

  it('refuse what cannot be', () => {
    expect(() => minimiseModulatedCoulomb(0, ball)).toThrow(/n must be an integer/);
    expect(() => minimiseModulatedCoulomb(5, {} as never)).toThrow(/density must be a radial density/);
    expect(() => minimiseModulatedCoulomb(1e5, ball)).toThrow(
      /must be at most 50000000000, got 4.0e\+13, some 80000 s/,
    );
    expect(() => minimiseModulatedCoulomb(2, ball, { from: [1, 2] })).toThrow(/from must have length 6/);
  });
});

describe('the distance behind the heat kernel', () => {
  const density = radialNormal({ deviation: 0.9 });
  const x = monokineticPoints(density, () => 0, 12, createRandom(5)).x;

  // The Gaussian smoothed by itself: ρ⋆G_{2η} has the variance σ² + 2η, in closed form.
  it.each([1e-3, 0.05, 2])('has a closed form for a normal law, η = %d', (eta) => {
    const n = x.length / 3;
    const sigma2 = 0.81;
    const erf = (z: number): number =>
      (2 / Math.sqrt(Math.PI)) * integrate((s) => Math.exp(-s * s), 0, z, { tolerance: 1e-13 }).value;
    let exact = 1 / (n * Math.sqrt(Math.PI * eta)) + 1 / Math.sqrt(Math.PI * (sigma2 + eta));
    for (let i = 0; i < n; i++) {
      const a = Array.from(x.subarray(3 * i, 3 * i + 3));
      const r = Math.hypot(...a);
      exact -= ((2 / n) * erf(r / Math.sqrt(2 * sigma2 + 4 * eta))) / r;
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        const z = Math.hypot(...a.map((v, c) => v - x[3 * j + c]));
        exact += erf(z / (2 * Math.sqrt(eta))) / z / (n * n);
      }
    }
    // Gauss's rules of sixteen points.
    expect(Math.abs(heatKernelDistance(x, density, eta).distance - exact)).toBeLessThan(1e-9);
  });

  it('is not above the bound, falls with η, and is 0 in the limit', () => {
    for (const rho of [density, radialBall({ radius: 2 })])
      for (const scale of [0.3, 1, 2]) {
        let before = Infinity;
        for (const eta of [1e-4, 1e-3, 1e-2, 0.1, 1, 1e4]) {
          const { distance, bound, energy } = heatKernelDistance(
            x.map((v) => scale * v),
            rho,
            eta,
          );
          expect(distance).toBeLessThan(bound);
          expect(distance).toBeGreaterThanOrEqual(-1e-9);
          expect(distance).toBeLessThan(before);
          expect(energy).toBeCloseTo(
            modulatedCoulomb(
              x.map((v) => scale * v),
              rho,
            ),
            12,
          );
          before = distance;
        }
        expect(before).toBeLessThan(1e-5);
      }
  });

  it('works for a particle at the centre, and refuses η <= 0', () => {
    const centre = heatKernelDistance([0, 0, 0], density, 0.1).distance;
    const near = heatKernelDistance([1e-6, 0, 0], density, 0.1).distance;
    expect(Math.abs(centre - near)).toBeLessThan(1e-8);
    expect(() => heatKernelDistance(x, density, 0)).toThrow(/eta must be/);
  });
});
