import { coulombFields, coulombForces, coulombPairs } from '../../lib/forces/coulombForces';
import { directForces } from '../../lib/forces/directForces';
import { createRandom, forceSum, newtonReference, newtonSolver, potentialCoulomb } from '../../lib/index';

const cloud = (n: number, seed: number): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length: 3 * n }, () => random.normal());
};
const equal = (n: number): Float64Array => new Float64Array(n).fill(1 / n);
const largest = (a: Float64Array): number => a.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);

describe('direct Coulomb sums', () => {
  const reference = directForces(potentialCoulomb({ dimension: 3, charge: -1.5 }));
  const sums = coulombForces(-1.5);

  // Sizes around the block of 256 and the record of two; the terms of a sum are rounded in another order: n·2⁻⁵³.
  it.each([1, 2, 3, 4, 5, 255, 256, 257, 511, 513, 700])(
    'agree with the loop for any potential, n = %i',
    (n) => {
      const x = cloud(n, n);
      const y = cloud(37, n + 1);
      const uneven = Float64Array.from({ length: n }, (_, k) => (1 + (k % 3)) / (2 * n));
      for (const weights of [equal(n), uneven]) {
        const [out, exact] = [new Float64Array(3 * n).fill(7), new Float64Array(3 * n)];
        sums.selfForceInto(x, weights, out);
        reference.selfForceInto(x, weights, exact);
        expect(furthest(out, exact)).toBeLessThanOrEqual(1e-13 * largest(exact));
        const energy = reference.interactionEnergy(x, weights);
        expect(Math.abs(sums.interactionEnergy(x, weights) - energy)).toBeLessThanOrEqual(
          1e-13 * Math.abs(energy),
        );
        const [at, exactAt] = [new Float64Array(3 * 37).fill(7), new Float64Array(3 * 37)];
        sums.fieldInto(y, x, weights, at);
        reference.fieldInto(y, x, weights, exactAt);
        expect(furthest(at, exactAt)).toBeLessThanOrEqual(1e-13 * largest(exactAt));
      }
    },
  );

  it('of two unit charges are known', () => {
    const out = new Float64Array(6);
    expect(coulombPairs(Float64Array.of(0, 0, 0, 3, 0, 4), out)).toBeCloseTo(0.2, 15);
    expect(
      furthest(
        out,
        Float64Array.of(-3, 0, -4, 3, 0, 4).map((v) => v / 125),
      ),
    ).toBeLessThan(1e-17);
  });

  it('have a potential whose gradient is the field', () => {
    const [x, weights, y, h] = [cloud(40, 1), equal(40), cloud(5, 2), 1e-4];
    const [out, unused] = [new Float64Array(15), new Float64Array(15)];
    coulombFields(y, x, weights, out);
    const potentialAt = (shift: number, axis: number): Float64Array => {
      const potential = new Float64Array(5);
      coulombFields(
        y.map((v, i) => (i % 3 === axis ? v + shift : v)),
        x,
        weights,
        unused,
        potential,
      );
      return potential;
    };
    for (const axis of [0, 1, 2]) {
      const [up, down] = [potentialAt(h, axis), potentialAt(-h, axis)];
      // Second difference quotients: h² times third derivatives, below 10 here.
      for (let j = 0; j < 5; j++)
        expect(Math.abs((down[j] - up[j]) / (2 * h) - out[3 * j + axis])).toBeLessThan(1e-6);
    }
  });

  it('let coincident particles add nothing', () => {
    const x = cloud(9, 3);
    x.copyWithin(12, 0, 3);
    const [out, exact] = [new Float64Array(27), new Float64Array(27)];
    sums.selfForceInto(x, equal(9), out);
    reference.selfForceInto(x, equal(9), exact);
    expect(furthest(out, exact)).toBeLessThanOrEqual(1e-13 * largest(exact));
    expect(sums.interactionEnergy(x, equal(9))).toBe(-Infinity);
  });

  it('are what forceSum takes for 1/|z| in space, and only there', () => {
    const x = cloud(20, 4);
    const [out, pairs] = [new Float64Array(60), new Float64Array(60)];
    forceSum(potentialCoulomb({ dimension: 3, charge: 2 })).selfForceInto(x, equal(20), out);
    coulombPairs(x, pairs);
    expect(out).toEqual(pairs.map((v) => v * (2 * (1 / 20))));
    expect(potentialCoulomb({ dimension: 2 }).coulombCharge).toBeUndefined();
  });
});

describe('N Coulomb particles', () => {
  const interaction = potentialCoulomb({ dimension: 3 });
  const n = 60;
  const x = cloud(n, 5);
  const xi = cloud(n, 6).map((v) => 0.3 * v);

  it('agree with the adaptive method', () => {
    const solver = newtonSolver({ interaction, x, xi });
    solver.run({ until: 1, timeStep: 0.005 });
    const exact = newtonReference({ x, xi }, interaction, 1);
    expect(furthest(solver.state.x, exact.x)).toBeLessThan(1e-7);
    expect(solver.report.energyDrift).toBeLessThan(1e-8);
  });

  it('obey the virial identity: ½⟨|x|²⟩ has the second derivative ⟨|ξ|²⟩ + potential energy', () => {
    const solver = newtonSolver({ interaction, x, xi });
    const half: number[] = [];
    let [kinetic, potential] = [0, 0];
    const h = 0.01;
    const sums = forceSum(interaction);
    solver.run({
      until: 2 * h,
      timeStep: h / 4,
      samples: 2,
      observe: (t) => {
        half.push(solver.state.x.reduce((sum, v) => sum + (v * v) / (2 * n), 0));
        if (Math.abs(t - h) > 1e-9) return;
        kinetic = solver.state.xi.reduce((sum, v) => sum + (v * v) / n, 0);
        potential = sums.interactionEnergy(solver.state.x, solver.state.weights);
      },
    });
    expect(half).toHaveLength(3);
    // h²/12 times the fourth derivative, which is some 10.
    expect(Math.abs((half[0] - 2 * half[1] + half[2]) / (h * h) - kinetic - potential)).toBeLessThan(1e-4);
  });

  it('may not coincide', () => {
    const twice = x.slice();
    twice.copyWithin(33, 9, 12);
    expect(() => newtonSolver({ interaction, x: twice, xi })).toThrow(
      /^x must hold distinct positions for an interaction that is singular at 0, got particles 3 and 11 at \(/,
    );
  });
});
