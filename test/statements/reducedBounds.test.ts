import {
  checkReducedBound,
  createRandom,
  hartreePoints,
  interactionPoints,
  interactionStrength,
  normalised,
  picklPoints,
  quantumLattice,
  type ReducedPoint,
  randomLattice,
  randomState,
  reducedBound,
  reducedPoints,
  ringHopping,
} from '../../lib/index';

const random = createRandom('reduced');
const long = process.env.LONG !== undefined;
const even = normalised([1, 0, 1, 0]);

describe('Theorem 2.9(3)', () => {
  it('refuses a V that is not even, as do the points of (2) and of Pickl', () => {
    const uneven = { ...randomLattice(random, 3), interaction: Float64Array.of(1, 2, 3) };
    const psi = randomState(random, 3);
    const common = { lattice: uneven, initial: psi, particles: 3, until: 0.1 };
    const message = /lattice\.interaction must be even, got V\(1\) = 2, V\(2\) = 3/;
    expect(() => reducedPoints(common)).toThrow(message);
    expect(() => picklPoints(common)).toThrow(message);
    expect(() => interactionPoints({ lattice: uneven, psi, sizes: [2] })).toThrow(message);
  });

  it('holds in random rings for m = 1, …, N', () => {
    let tightest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < (long ? 300 : 20); k++) {
      const sites = 2 + (k % 3);
      const lattice = randomLattice(random, sites, { hbar: 0.5 + random.uniform(), external: k % 2 === 0 });
      const points = reducedPoints({
        lattice,
        initial: randomState(random, sites),
        particles: [12, 7, 5][sites - 2],
        until: 0.3,
        samples: 2,
      });
      for (const variant of ['printed', 'sharp', 'counted'] as const) {
        const check = checkReducedBound(points, variant);
        expect(check.verdict).toBe('holds');
        check.lhs.forEach((value, i) => {
          tightest = Math.min(tightest, check.rhs[i] / value);
        });
      }
      for (const { distance, depletion } of points) {
        expect(distance).toBeLessThanOrEqual(2 * Math.sqrt(depletion) + 1e-9);
        expect(distance).toBeGreaterThanOrEqual(2 * depletion - 1e-9);
      }
    }
    expect(tightest).toBeLessThan(200);
  });

  it('m = 1 is the distance of Theorem 2.8, doubled', () => {
    const lattice = randomLattice(random, 3, { hbar: 0.8 });
    const initial = randomState(random, 3);
    const [{ distance }] = hartreePoints({ lattice, initial, sizes: [9], until: 0.6 });
    const [point] = reducedPoints({ lattice, initial, particles: 9, orders: [1], until: 0.6 });
    expect(point.distance).toBeCloseTo(2 * distance, 8);
  });

  it('the true size is m/N: E_m of different N agree where m/N does', () => {
    const lattice = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0] });
    const share = (particles: number): ReducedPoint[] =>
      reducedPoints({ lattice, initial: even, particles, orders: [particles / 4, particles], until: 1 });
    const [few, many] = [share(40), share(400)];
    for (const k of [0, 1]) {
      // Corrections are a relative 1/N.
      expect(Math.abs(few[k].depletion / many[k].depletion - 1)).toBeLessThan(0.05);
      expect(Math.abs(few[k].distance / many[k].distance - 1)).toBeLessThan(0.05);
    }
    expect(many[1].depletion / many[0].depletion).toBeGreaterThan(1.2);
    expect(many[1].depletion / many[0].depletion).toBeLessThan(4);
  });

  it('has the constants of the notes', () => {
    const point = { order: 9, particles: 100, growth: 0.2 };
    expect(reducedBound(point, 'printed')).toBeCloseTo(4 * 0.3 * Math.exp(0.6), 13);
    expect(reducedBound(point, 'sharp')).toBeCloseTo(Math.SQRT2 * 0.3 * Math.exp(0.6), 13);
    expect(reducedBound(point, 'counted')).toBeCloseTo(Math.SQRT2 * 0.3 * Math.exp(0.25), 13);
    // ħ and the strength enter through the growth: for the balanced dimer ℓ is u/√2 at all times.
    const [u, hbar, until] = [1.4, 0.3, 0.2];
    const lattice = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [u, 0], hbar });
    const input = { lattice, initial: even, particles: 3, orders: [2], until };
    const [own] = reducedPoints(input);
    expect(own.growth).toBeCloseTo((u * until) / (Math.SQRT2 * hbar), 9);
    const [larger] = reducedPoints({ ...input, strength: (psi) => 3 * interactionStrength(lattice, psi) });
    expect(larger.growth).toBeCloseTo(3 * own.growth, 9);
  });

  it('a distance above the bound is seen', () => {
    const point = {
      particles: 100,
      order: 1,
      time: 0,
      depletion: 0.1,
      growth: 0,
      growthError: 0,
      error: 1e-9,
    };
    expect(checkReducedBound([{ ...point, distance: 0.39 }]).verdict).toBe('holds');
    expect(checkReducedBound([{ ...point, distance: 0.41 }]).verdict).toBe('violated');
    expect(checkReducedBound([{ ...point, distance: 0.2 }], 'sharp').verdict).toBe('violated');
    const lattice = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0] });
    expect(() => reducedPoints({ lattice, initial: even, particles: 3, orders: [4], until: 1 })).toThrow(
      /orders\[0\] must be an integer in \[1, 3\]/,
    );
  });
});
