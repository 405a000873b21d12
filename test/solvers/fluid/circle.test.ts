import { circleFluid, findRoot, potentialCosine, potentialHarmonic } from '../../../lib/index';

const uniform = (): number => 1 / (2 * Math.PI);
const free = potentialCosine({ amplitude: 0 });

describe('the fluid on the circle', () => {
  it('without interaction carries u along straight lines', () => {
    const fluid = circleFluid({
      interaction: free,
      density: uniform,
      velocity: (x) => 0.3 * Math.sin(x),
      until: 1,
    });
    const { density, velocity } = fluid.at(1);
    fluid.points.forEach((x, i) => {
      // Burgers: u = 0.3·sin(a), x = a + 0.3·sin a; ρ = 1/(2π(1 + 0.3·cos a)).
      const a = x === 0 ? 0 : findRoot((s) => s + 0.3 * Math.sin(s) - x, 0, 2 * Math.PI).value;
      expect(Math.abs(velocity[i] - 0.3 * Math.sin(a))).toBeLessThan(1e-8);
      expect(Math.abs(density[i] - 1 / (2 * Math.PI * (1 + 0.3 * Math.cos(a))))).toBeLessThan(1e-7);
    });
  });

  it('keeps mass, momentum and energy', () => {
    const interaction = potentialCosine({ amplitude: 0.8 });
    const fluid = circleFluid({
      interaction,
      density: (x) => (1 + 0.3 * Math.cos(x - 1)) / (2 * Math.PI),
      velocity: (x) => 0.2 * Math.sin(x) + 0.1,
      until: 0.8,
    });
    const h = (2 * Math.PI) / 64;
    const sums = (t: number): number[] => {
      const { density, velocity } = fluid.at(t);
      const phi = fluid.potential(density);
      const over = (f: (i: number) => number): number =>
        density.reduce((sum, rho, i) => sum + h * rho * f(i), 0);
      return [over(() => 1), over((i) => velocity[i]), over((i) => 0.5 * velocity[i] ** 2 + 0.5 * phi[i])];
    };
    const [start, end] = [sums(0), sums(0.8)];
    start.forEach((value, k) => {
      expect(end[k]).toBeCloseTo(value, 8);
    });
    // The parts of the energy do move.
    expect(fluid.at(0.8).velocity).not.toEqual(fluid.at(0).velocity);
  });

  it('differentiates exactly what the grid holds', () => {
    const fluid = circleFluid({
      interaction: free,
      density: uniform,
      velocity: () => 0,
      until: 1,
      points: 16,
    });
    const slope = fluid.derivative(fluid.points.map((x) => Math.sin(3 * x) + Math.cos(x)));
    slope.forEach((v, i) => {
      const x = fluid.points[i];
      expect(v).toBeCloseTo(3 * Math.cos(3 * x) - Math.sin(x), 12);
    });
  });

  it('doors', () => {
    const good = { interaction: free, density: uniform, velocity: Math.sin, until: 0.1 };
    expect(() => circleFluid({ ...good, density: () => 1 })).toThrow(/density must have mass 1, got 6\.28/);
    expect(() => circleFluid({ ...good, density: Math.sin })).toThrow(/density must be > 0/);
    expect(() => circleFluid({ ...good, points: 9 })).toThrow(/points must be even/);
    expect(() => circleFluid({ ...good, until: 0.9 })).toThrow(/points must resolve the fluid until 0.9/);
    expect(() =>
      circleFluid({ ...good, interaction: potentialHarmonic({ dimension: 1, stiffness: 1 }) }),
    ).toThrow(/period 2π/);
    expect(() => circleFluid(good).at(0.2)).toThrow(/t must be in \[0, 0.1\]/);
  });
});
