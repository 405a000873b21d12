import {
  createRandom,
  monokineticPoints,
  radialEulerPoisson,
  radialNormal,
  shellsAtTime,
} from '../../../lib/index';

const fluid = radialEulerPoisson({ density: radialNormal(), velocity: (r) => -0.5 * r * Math.exp(-r * r) });
const crossing = fluid.crossing.time;

describe('shellsAtTime', () => {
  test('before the crossing: leapfrog from the beginning agrees with the exact shells to order 2', () => {
    const t = 0.8 * crossing;
    const exact = shellsAtTime(fluid, t, { shells: 400 });
    const error = (steps: number): number => {
      const { radii } = shellsAtTime(fluid, t, { shells: 400, steps, exactUntil: 0 });
      return Math.max(...radii.map((r, k) => Math.abs(r - exact.radii[k])));
    };
    const [coarse, fine] = [error(200), error(400)];
    expect(Math.log2(coarse / fine)).toBeGreaterThan(1.8);
    expect(Math.log2(coarse / fine)).toBeLessThan(2.2);
    expect(fine).toBeLessThan(1e-3);
  });

  test('before the crossing one branch, with u and rho of the classical solution', () => {
    const t = 0.8 * crossing;
    const state = shellsAtTime(fluid, t);
    for (const share of [0.2, 0.5, 0.8]) {
      const { radius: r } = fluid.shell(t, fluid.initial.radius(share));
      const branches = state.branches(r);
      expect(branches).toHaveLength(1);
      // Linear interpolation between 2000 shells.
      expect(Math.abs(branches[0].velocity - fluid.velocity(t, r))).toBeLessThan(1e-5);
      expect(Math.abs(branches[0].density / fluid.density(t, r) - 1)).toBeLessThan(5e-3);
    }
  });

  test('beyond the crossing three velocities, mass 1 in all, energy of the beginning', () => {
    const t = 1.1 * crossing;
    const { radii, velocities, branches, energy } = shellsAtTime(fluid, t, { shells: 1000, steps: 1000 });
    const top = radii.findIndex((r, k) => k > 0 && r < radii[k - 1]) - 1;
    expect(top).toBeGreaterThan(0);
    const bottom = Math.min(...radii.slice(top));
    const near = branches(0.5 * (radii[top] + bottom));
    expect(near).toHaveLength(3);
    const speeds = near.map((b) => b.velocity);
    expect(Math.max(...speeds) - Math.min(...speeds)).toBeGreaterThan(1e-6);
    expect(velocities.every(Number.isFinite)).toBe(true);
    let mass = 0;
    const outer = Math.max(...radii);
    for (let i = 0; i < 20000; i++) {
      const at = ((i + 0.5) / 20000) * outer;
      for (const b of branches(at)) mass += 4 * Math.PI * at * at * b.density * (outer / 20000);
    }
    // At the caustic neighbours are closer than the midpoints of this sum, which sees them by chance (some 1 %); a lost branch
    // of the fold would be more than 5 %.
    expect(Math.abs(mass - 1)).toBeLessThan(3e-2);
    const first = fluid.moments(0);
    // Equal masses: the outermost shell stands for the tail.
    expect(Math.abs(energy / (first.kinetic + first.potential) - 1)).toBeLessThan(2e-3);
    expect(Math.abs(energy / shellsAtTime(fluid, 0, { shells: 1000 }).energy - 1)).toBeLessThan(2e-4);
  });

  test('refuses what it cannot do', () => {
    expect(() => shellsAtTime(fluid, -1)).toThrow('t must be a number in');
    expect(() => shellsAtTime(fluid, 1, { shells: 1.5 })).toThrow('shells must be an integer');
    expect(() => shellsAtTime(fluid, 1, { shells: 1e6, steps: 1e6 })).toThrow('shells*steps');
    const star = radialEulerPoisson({ density: radialNormal(), attractive: true });
    expect(() => shellsAtTime(star, 2 * star.crossing.time)).toThrow('attractive');
  });
});

describe('monokineticPoints', () => {
  const u = (r: number): number => 0.3 * r;

  test.each([
    ['random', 4000, 0.112],
    ['quiet', 4000, 0.005],
  ] as const)('%s start: moments of the Gaussian, xi = u(x)', (kind, n, tolerance) => {
    const { x, xi } = monokineticPoints(
      radialNormal(),
      u,
      n,
      kind === 'random' ? createRandom(3) : undefined,
    );
    const mean = (f: (j: number) => number): number =>
      Array.from({ length: n }, (_, j) => f(j)).reduce((a, b) => a + b, 0) / n;
    for (let i = 0; i < 3; i++) {
      // Five standard errors √(2/N) of a second moment, the largest of the four; far less for the quiet start.
      expect(Math.abs(mean((j) => x[3 * j + i]))).toBeLessThan(tolerance);
      expect(Math.abs(mean((j) => x[3 * j + i] ** 2) - 1)).toBeLessThan(tolerance);
      expect(Math.abs(mean((j) => x[3 * j + i] * x[3 * j + ((i + 1) % 3)]))).toBeLessThan(tolerance);
    }
    x.forEach((value, k) => {
      expect(Math.abs(xi[k] - 0.3 * value)).toBeLessThan(1e-14 * (1 + Math.abs(value)));
    });
  });

  test('refuses no particles and a velocity that is not finite', () => {
    expect(() => monokineticPoints(radialNormal(), u, 0)).toThrow('n must be an integer');
    expect(() => monokineticPoints(radialNormal(), () => Number.NaN, 3)).toThrow('velocity must be finite');
  });
});
