import {
  checkPicklDerivative,
  checkPicklGronwall,
  checkPicklTerms,
  createRandom,
  normalised,
  picklPoints,
  quantumLattice,
  randomLattice,
  randomState,
  ringHopping,
} from '../../lib/index';

const random = createRandom('functional');
const long = process.env.LONG !== undefined;
const even = normalised([1, 0, 1, 0]);

describe("Pickl's functional", () => {
  it('obeys everything in random rings', () => {
    for (let k = 0; k < (long ? 300 : 20); k++) {
      const sites = 2 + (k % 3);
      const lattice = randomLattice(random, sites, { hbar: 0.4 + random.uniform(), external: k % 2 === 0 });
      const points = picklPoints({
        lattice,
        initial: randomState(random, sites),
        particles: [30, 9, 6][sites - 2],
        until: 0.5,
        samples: 4,
      });
      expect(checkPicklDerivative(lattice, points).verdict).toBe('holds');
      for (const check of checkPicklTerms(lattice, points)) expect(check.verdict).toBe('holds');
      for (const variant of ['corrected', 'sharp', 'counted'] as const)
        for (const exponent of [1, 2, Number.POSITIVE_INFINITY])
          expect(checkPicklGronwall(lattice, points, { variant, exponent }).verdict).toBe('holds');
      expect(checkPicklGronwall(lattice, points, { variant: 'integrated' }).verdict).toBe('holds');
    }
  });

  describe('in the dimer without kinetic energy', () => {
    const [u, hbar, particles, until] = [1, 0.02, 100, 0.3];
    const still = quantumLattice({ kinetic: ringHopping(2, 0), interaction: [u, 0], hbar });
    const points = picklPoints({ lattice: still, initial: even, particles, until, samples: 10 });

    it('is ½(1 − cos^{N−1}(ut/(Nħ)))', () => {
      points.forEach(({ time, depletion, derivative, terms, strength, growth }) => {
        const angle = (u * time) / (particles * hbar);
        expect(depletion).toBeCloseTo(0.5 * (1 - Math.cos(angle) ** (particles - 1)), 12);
        const exact =
          ((u * (particles - 1)) / (2 * particles * hbar)) *
          Math.cos(angle) ** (particles - 2) *
          Math.sin(angle);
        expect(derivative).toBeCloseTo(exact, 9);
        // V_ψ is constant: the mean field takes nobody out of ψ.
        expect(terms.oneLeaves).toBeCloseTo(0, 11);
        expect(strength).toBeCloseTo(u / Math.SQRT2, 13);
        expect(growth).toBeCloseTo((u * time) / (Math.SQRT2 * hbar), 9);
      });
      expect(points).toHaveLength(10);
    });

    it('the printed inequality fails for small ħ, with 1/ħ it holds (B10)', () => {
      const check = (variant: 'printed' | 'corrected' | 'sharp' | 'counted' | 'integrated', exponent = 1) =>
        checkPicklGronwall(still, points, { variant, exponent });
      for (const exponent of [1, Number.POSITIVE_INFINITY]) {
        expect(check('printed', exponent).verdict).toBe('violated');
        expect(check('corrected', exponent).verdict).toBe('holds');
      }
      // ‖V‖₂·sup|ψ| = u/√2, sup|V| = u.
      const { depletion } = points[0];
      expect(check('printed').rhs[0]).toBeCloseTo((10 / Math.SQRT2) * (depletion + 0.01), 9);
      expect(check('printed', Number.POSITIVE_INFINITY).rhs[0]).toBeCloseTo(10 * (depletion + 0.01), 9);
      expect(check('corrected').rhs[0]).toBeCloseTo(check('printed').rhs[0] / hbar, 8);
      expect(check('sharp').rhs[0]).toBeCloseTo((6 / Math.SQRT2 / hbar) * (depletion + 0.005), 9);
      expect(check('counted').rhs[0]).toBeCloseTo((check('sharp').rhs[0] * 2.5) / 6, 12);
      for (const variant of ['sharp', 'counted'] as const) expect(check(variant).verdict).toBe('holds');
    });

    it('a term above its bound, a wrong derivative are seen', () => {
      const wrong = points.map((point) => ({ ...point, derivative: 1.0001 * point.derivative }));
      expect(checkPicklDerivative(still, wrong).verdict).toBe('violated');
      const [, pairs, last] = checkPicklTerms(still, points);
      // At the first time E is small: pairs come up to a fraction of their bound, the last term is of higher order.
      expect(pairs.lhs[0] / pairs.rhs[0]).toBeGreaterThan(0.3);
      const factor = (1.01 * pairs.rhs[0]) / pairs.lhs[0];
      const large = points.map((point) => ({
        ...point,
        terms: { ...point.terms, pairLeaves: factor * point.terms.pairLeaves },
      }));
      expect(checkPicklTerms(still, large)[1].verdict).toBe('violated');
      expect(last.rhs[0]).toBeCloseTo(((2 * u) / Math.SQRT2 / hbar) * 1.99 * points[0].depletion, 9);
      const n = particles;
      const e = points[0].depletion;
      expect(checkPicklTerms(still, points)[0].rhs[0]).toBeCloseTo(
        ((Math.SQRT2 * u) / hbar) * (Math.sqrt(e) / n),
        9,
      );
      expect(pairs.rhs[0]).toBeCloseTo(
        ((Math.SQRT2 * u) / hbar) * Math.sqrt((e * (n - 1) * (1 + (n - 2) * e)) / n ** 2),
        9,
      );
    });
  });

  it('the integrated bound follows E from 0', () => {
    const lattice = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0], hbar: 2 });
    const points = picklPoints({ lattice, initial: even, particles: 50, until: 0.5, samples: 2 });
    const check = checkPicklGronwall(lattice, points, { variant: 'integrated' });
    expect(check.rhs[1]).toBeCloseTo((Math.exp((6 * 0.5) / (2 * Math.SQRT2)) - 1) / 100, 9);
    const shifted = points.map((point) => ({ ...point, depletion: 2 * check.rhs[1] }));
    expect(checkPicklGronwall(lattice, shifted, { variant: 'integrated' }).verdict).toBe('violated');
    expect(() => picklPoints({ lattice, initial: even, particles: 1, until: 1 })).toThrow(
      /particles must be/,
    );
    expect(() => picklPoints({ lattice, initial: even, particles: 2, until: -1 })).toThrow(/until must be/);
    expect(() => checkPicklGronwall(lattice, points, { exponent: 0.5 })).toThrow(/exponent must be in/);
  });
});
