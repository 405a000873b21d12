import {
  cloud,
  couplingCost,
  couplingMarginals,
  marginalDefect,
  productCoupling,
  randomCoupling,
  type TransportPlan,
  transportExact,
} from '../../../lib/metrics/transport';
import { integerMasses } from '../../../lib/metrics/transport/masses';
import { randomCloud, seeded } from './samples';

const plan = (source: number[], target: number[], mass: number[]): TransportPlan => ({
  source: Int32Array.from(source),
  target: Int32Array.from(target),
  mass: Float64Array.from(mass),
});

describe('cloud', () => {
  test('keeps a copy', () => {
    const points = [1, 2, 3, 4];
    const c = cloud(points, 2, [0.25, 0.75]);
    points[0] = 9;
    expect([...c.points]).toEqual([1, 2, 3, 4]);
    expect([...c.weights!]).toEqual([0.25, 0.75]);
    expect(cloud(points, 2).weights).toBeUndefined();
  });

  test('names what is wrong', () => {
    expect(() => cloud([], 2)).toThrow('positive multiple of dimension 2, got length 0');
    expect(() => cloud([1, 2, 3], 2)).toThrow('positive multiple of dimension 2, got length 3');
    expect(() => cloud([1, Number.NaN], 2)).toThrow('points[1] must be a finite number, got NaN');
    expect(() => cloud([1, 2], 0)).toThrow('dimension must be an integer');
    expect(() => cloud([1, 2], 1, [0.5, 0.6])).toThrow('weights must sum to 1');
    expect(() => cloud([1, 2], 1, [1.5, -0.5])).toThrow('weights[1] must be >= 0');
    expect(() => cloud([1, 2], 1, [1])).toThrow('weights must have length 2');
  });
});

test('integer masses balance exactly and keep equal weights equal', () => {
  const random = seeded(1);
  for (const [n, m] of [
    [1, 1],
    [3, 7],
    [100, 64],
    [997, 1009],
  ]) {
    const equal = integerMasses(new Float64Array(n).fill(1 / n), new Float64Array(m).fill(1 / m));
    expect(new Set(equal.first)).toEqual(new Set([equal.total / n]));
    expect(new Set(equal.second)).toEqual(new Set([equal.total / m]));
    const weights = randomCloud(random, n, 1, true).weights!;
    const { first, second, total } = integerMasses(weights, new Float64Array(m).fill(1 / m));
    expect(first.reduce((sum, a) => sum + a, 0)).toBe(total);
    expect(second.reduce((sum, b) => sum + b, 0)).toBe(total);
    first.forEach((a, i) => {
      expect(Math.abs(a / total - weights[i])).toBeLessThanOrEqual(2 ** -50); // two units of 1/total
    });
  }
});

describe('couplings (Definition 1.3)', () => {
  const random = seeded(2);
  const mu = randomCloud(random, 6, 2, true);
  const nu = randomCloud(random, 9, 2, true);

  test('marginals by hand', () => {
    const { first, second } = couplingMarginals(plan([0, 0, 1], [1, 2, 2], [0.25, 0.25, 0.5]), 3, 3);
    expect([...first]).toEqual([0.5, 0.5, 0]);
    expect([...second]).toEqual([0, 0.25, 0.75]);
  });

  test('cost by hand, in both norms', () => {
    const a = cloud([0, 0, 1, 0], 2);
    const b = cloud([3, 4, 1, 2], 2);
    const pi = plan([0, 1], [0, 1], [0.5, 0.5]);
    expect(couplingCost(pi, a, b)).toBe(3.5);
    expect(couplingCost(pi, a, b, 2)).toBe(14.5);
    expect(couplingCost(pi, a, b, 1, 'phase-space sum')).toBe(4.5);
    expect(couplingCost(pi, a, b, 2, 'phase-space sum')).toBe(26.5);
  });

  test('the defining identity: integrals of phi(x) + psi(y)', () => {
    const pi = randomCoupling(mu, nu, random);
    const phi = Array.from({ length: 6 }, () => random.uniform());
    const psi = Array.from({ length: 9 }, () => random.uniform());
    const left = pi.mass.reduce((sum, mass, k) => sum + mass * (phi[pi.source[k]] + psi[pi.target[k]]), 0);
    const right =
      mu.weights!.reduce((sum, w, i) => sum + w * phi[i], 0) +
      nu.weights!.reduce((sum, w, j) => sum + w * psi[j], 0);
    expect(left).toBeCloseTo(right, 14);
  });

  test('product and random couplings have the marginals and cost no less than the optimum', () => {
    for (const p of [1, 2]) {
      const best = transportExact(mu, nu, { p }).primal;
      const product = productCoupling(mu, nu);
      expect(marginalDefect(product, mu, nu)).toBeLessThan(1e-15);
      expect(couplingCost(product, mu, nu, p)).toBeGreaterThan(best);
      for (let k = 0; k < 50; k++) {
        const pi = randomCoupling(mu, nu, random);
        expect(pi.mass.length).toBeLessThanOrEqual(14);
        expect(Math.min(...pi.mass)).toBeGreaterThan(0);
        expect(marginalDefect(pi, mu, nu)).toBeLessThan(1e-15);
        expect(couplingCost(pi, mu, nu, p)).toBeGreaterThanOrEqual(best);
      }
    }
  });

  test('random couplings of many atoms, of one atom and of zero weights', () => {
    const many = [randomCloud(random, 500, 1, true), randomCloud(random, 700, 1, true)];
    const pi = randomCoupling(many[0], many[1], random);
    expect(marginalDefect(pi, many[0], many[1])).toBeLessThan(1e-14); // 500 subtractions of numbers near 1/500
    const one = cloud([0], 1);
    expect(marginalDefect(randomCoupling(one, many[1], random), one, many[1])).toBeLessThan(1e-15);
    expect(marginalDefect(randomCoupling(many[0], one, random), many[0], one)).toBeLessThan(1e-15);
    const zeros = cloud([0, 1, 2], 1, [0, 1, 0]);
    for (let k = 0; k < 10; k++) {
      expect(marginalDefect(randomCoupling(zeros, zeros, random), zeros, zeros)).toBe(0);
    }
  });

  test('the same seed gives the same coupling, another seed another one', () => {
    expect(randomCoupling(mu, nu, seeded(5))).toEqual(randomCoupling(mu, nu, seeded(5)));
    expect(randomCoupling(mu, nu, seeded(5))).not.toEqual(randomCoupling(mu, nu, seeded(6)));
  });

  test('a defect is seen on either side', () => {
    const a = cloud([0, 1], 1);
    expect(marginalDefect(plan([0, 0], [0, 1], [0.5, 0.5]), a, a)).toBe(0.5);
    expect(marginalDefect(plan([0, 1], [1, 1], [0.5, 0.5]), a, a)).toBe(0.5);
  });

  test('bad plans are named', () => {
    expect(() => couplingMarginals(plan([0], [3], [1]), 2, 3)).toThrow(
      'plan.target[0] must be an integer in [0, 2]',
    );
    expect(() => couplingMarginals(plan([2], [0], [1]), 2, 3)).toThrow(
      'plan.source[0] must be an integer in [0, 1]',
    );
    expect(() => couplingMarginals(plan([0], [0], [-1]), 1, 1)).toThrow('plan.mass[0] must be >= 0, got -1');
    expect(() => couplingMarginals(plan([0], [0], [1, 2]), 1, 1)).toThrow(
      'arrays of one length, got 1, 1 and 2',
    );
    expect(() => couplingCost(plan([0], [0], [1]), mu, nu, 0)).toThrow('p must be a finite number >= 1');
  });
});
