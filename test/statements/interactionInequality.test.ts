import {
  checkInteractionInequality,
  checkSkewAdjoint,
  createRandom,
  type InteractionPoint,
  interactionConstantWithoutSymmetry,
  interactionPoints,
  interactionStrength,
  normalised,
  quantumLattice,
  randomLattice,
  randomState,
  ringHopping,
} from '../../lib/index';

const random = createRandom('inequality');
const long = process.env.LONG !== undefined;
const even = normalised([1, 0, 1, 0]);
const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, -1] });

describe('Theorem 2.9(2)', () => {
  it('holds in random rings, in every variant', () => {
    let largest = 0;
    for (let k = 0; k < (long ? 400 : 20); k++) {
      const sites = 2 + (k % 4);
      const lattice = randomLattice(random, sites, { hbar: 0.5 + random.uniform(), external: true });
      const psi = randomState(random, sites);
      const sizes = sites === 2 ? [1, 2, 5, 40] : sites === 3 ? [2, 5, 15] : [2, 4, 7];
      for (const variant of ['printed', 'sharp', 'open'] as const) {
        const points = interactionPoints({ lattice, psi, sizes, variant });
        expect(checkInteractionInequality(points, variant).verdict).toBe('holds');
        if (variant === 'open') expect(checkInteractionInequality(points, 'counted').verdict).toBe('holds');
        if (variant === 'open') largest = Math.max(largest, ...points.map(({ value }) => value));
      }
    }
    // The sweep is no test of something trivially small; the proved bound is 6.
    expect(largest).toBeGreaterThan(0.8);
    expect(largest).toBeLessThan(2);
  });

  it('its operator is skew-adjoint, for Q and not for every A', () => {
    for (let k = 0; k < (long ? 200 : 12); k++) {
      const sites = 2 + (k % 3);
      const particles = sites === 2 ? 2 + (k % 4) : 2;
      const lattice = randomLattice(random, sites, { hbar: 0.4 + random.uniform(), external: k % 2 === 0 });
      const input = { lattice, particles, times: [0, 0.7], seed: k };
      const check = checkSkewAdjoint(input);
      expect(check.verdict).toBe('holds');
      expect(Math.max(...check.error)).toBeLessThan(1e-8);
      expect(checkSkewAdjoint({ ...input, variant: 'transition' }).verdict).toBe('violated');
    }
    expect(() => checkSkewAdjoint({ lattice: dimer, particles: 10 })).toThrow(
      /at most 600 for matrices, got 2\^10 = 1024/,
    );
    expect(() => checkSkewAdjoint({ lattice: dimer, particles: 2, variant: 'P' as 'right' })).toThrow(
      /variant must be one of/,
    );
  });

  it('without symmetry the constant is the same: the worst state is bosonic', () => {
    for (let k = 0; k < (long ? 200 : 20); k++) {
      const sites = 2 + (k % 3);
      const particles = sites === 2 ? 2 + (k % 4) : 2 + (k % 2);
      const lattice = randomLattice(random, sites);
      const psi = randomState(random, sites);
      for (const [variant, c] of [
        ['printed', 2],
        ['sharp', 0.5],
      ] as const) {
        const [{ value }] = interactionPoints({ lattice, psi, sizes: [particles], variant });
        const all = interactionConstantWithoutSymmetry(lattice, psi, particles, c / particles);
        expect(all).toBeLessThan(6);
        expect(all).toBeGreaterThan(value * (1 - 1e-9));
        expect(all).toBeLessThan(value * (1 + 1e-9));
      }
    }
  });

  it('tends to 2 for the balanced dimer with V = (1, −1)', () => {
    const sizes = [10, 100, 1000];
    const printed = interactionPoints({ lattice: dimer, psi: even, sizes });
    const sharp = interactionPoints({ lattice: dimer, psi: even, sizes, variant: 'sharp' });
    for (const points of [printed, sharp]) {
      points.slice(1).forEach(({ value }, k) => {
        expect(value).toBeGreaterThan(points[k].value);
      });
      expect(Math.max(...points.map(({ residual }) => residual))).toBeLessThan(1e-8);
    }
    expect(printed[2].value).toBeGreaterThan(1.83);
    expect(sharp[2].value).toBeGreaterThan(1.96);
    expect(checkInteractionInequality(sharp, 'open').verdict).toBe('holds');
  });

  it('sees a constant that is too small, and an ℓ that is', () => {
    const points = interactionPoints({ lattice: dimer, psi: even, sizes: [1000], variant: 'sharp' });
    const half = points.map((point) => ({ ...point, value: 3.1 * point.value }));
    expect(checkInteractionInequality(half, 'sharp').verdict).toBe('violated');
    const unfinished: InteractionPoint[] = points.map((point) => ({ ...point, status: 'product limit' }));
    expect(checkInteractionInequality(unfinished, 'sharp').verdict).toBe('undecided');
    expect(interactionStrength(dimer, even)).toBeCloseTo(1, 14);
    expect(() => interactionPoints({ lattice: dimer, psi: even, sizes: [0] })).toThrow(/sizes must be/);
    expect(() => checkInteractionInequality(points, 'best' as 'open')).toThrow(/variant must be one of/);
  });
});
