import {
  checkChaoticEquation,
  checkHartreeLimit,
  checkHartreeRate,
  checkKlimontovichEquation,
  createRandom,
  type HartreePoint,
  hartreeBound,
  hartreePoints,
  normalised,
  quantumLattice,
  randomLattice,
  randomState,
  ringFourierCoefficients,
  ringFourierMass,
  ringHopping,
} from '../../lib/index';

const random = createRandom(3);

/** Balanced dimer without hopping: E = ½(1 − cos^{N−1}(ut/(Nħ))), and ‖R − P‖ = E, since R stays symmetric (X2). */
function balancedDimer(u: number, hbar: number, time: number, sizes: readonly number[]): HartreePoint[] {
  return sizes.map((n) => ({
    particles: n,
    time,
    distance: 0.5 * (1 - Math.cos((u * time) / (n * hbar)) ** (n - 1)),
    error: 1e-14,
  }));
}

describe('Theorem 2.8', () => {
  const [u, hbar, time] = [1.7, 0.6, 0.8];
  const lattice = quantumLattice({
    kinetic: ringHopping(2, 0),
    interaction: [u, 0],
    hbar,
  });
  const sizes = [2, 4, 8, 16, 64, 256, 1024, 4096];
  const points = balancedDimer(u, hbar, time, sizes);

  it('holds with every constant, and the constants are ordered', () => {
    const checks = (['printed', 'proof', 'sharp'] as const).map((variant) =>
      checkHartreeLimit({ lattice, points, variant }),
    );
    for (const check of checks) expect(check.verdict).toBe('holds');
    checks[0].rhs.forEach((printed, k) => {
      expect(checks[1].rhs[k]).toBeLessThan(printed);
      expect(checks[2].rhs[k]).toBeLessThanOrEqual(checks[1].rhs[k] / 2);
    });
    // v̂ = u(½, ½): κ = 2u/ħ, and half of it without the frequency 0.
    expect(checks[0].rhs[0]).toBeCloseTo(Math.SQRT2 * Math.exp((2 * u * time) / hbar), 8);
    const half = Math.exp((u * time) / hbar);
    expect(checks[2].rhs[0]).toBeCloseTo(half / Math.SQRT2 / 2 + (half - 1) / 4, 8);
  });

  it('the true rate is −1', () => {
    const check = checkHartreeRate(points.slice(3));
    expect(check.verdict).toBe('holds');
    expect(Math.abs(check.lhs[0] + 1)).toBeLessThan(0.05);
    const slow = points.slice(3).map((p) => ({ ...p, distance: p.particles ** -0.5 }));
    expect(checkHartreeRate(slow).verdict).toBe('violated');
    expect(() => checkHartreeRate([...points, { ...points[0], time: 2 }])).toThrow(/at one time, got 9 at 2/);
  });

  it('hartreePoints computes the distances', () => {
    const initial = normalised([1, 0, 1, 0]);
    const few = [2, 8, 64];
    const computed = hartreePoints({ lattice, initial, sizes: few, until: time, samples: 2 });
    expect(computed.map((p) => [p.particles, p.time])).toEqual(
      few.flatMap((n) => [
        [n, time / 2],
        [n, time],
      ]),
    );
    balancedDimer(u, hbar, time, few).forEach(({ distance }, k) => {
      expect(Math.abs(computed[2 * k + 1].distance - distance)).toBeLessThan(computed[2 * k + 1].error);
    });
  });

  it('holds in random rings', () => {
    for (let k = 0; k < (process.env.LONG ? 300 : 20); k++) {
      const ring = randomLattice(random, 2 + (k % 3), {
        hbar: 0.5 + random.uniform(),
        external: k % 2 === 0,
      });
      const initial = randomState(random, ring.sites);
      const seen = hartreePoints({ lattice: ring, initial, sizes: [2, 5, 12], until: 0.7, samples: 2 });
      for (const variant of ['printed', 'proof', 'sharp'] as const)
        expect(checkHartreeLimit({ lattice: ring, points: seen, variant }).verdict).toBe('holds');
    }
  });

  it('a distance above the bound is seen', () => {
    const far = [{ particles: 10_000, time: 0, distance: 0.021, error: 1e-6 }];
    expect(checkHartreeLimit({ lattice, points: far }).verdict).toBe('violated');
    expect(hartreeBound(10_000, 0, { fourierMass: 5, hbar: 1, variant: 'printed' })).toBe(0.02);
    expect(() => hartreeBound(0, 0, { fourierMass: 5, hbar: 1, variant: 'printed' })).toThrow(/particles/);
  });
});

describe('what cannot be said', () => {
  const stiff = quantumLattice({
    kinetic: ringHopping(3, 1e4),
    interaction: [1, 0.5, 0.5],
  });
  const first = [1, 0, 0, 0, 0, 0];

  it('a V that is not even, lifted past the door, is a hypothesis that fails', () => {
    const uneven = { ...randomLattice(createRandom(5), 4), interaction: Float64Array.of(0, 1, 2, 3) };
    const far = [{ particles: 2, time: 0.1, distance: 10, error: 0 }];
    const check = checkHartreeLimit({ lattice: uneven, points: far });
    expect(check.verdict).toBe('not applicable');
    expect(check.hypotheses[0]).toMatchObject({ name: '(H1)', holds: false, witness: 'V(1) = 1, V(3) = 3' });
    const input = { lattice: uneven, particles: 2, times: [0.4] };
    for (const statement of [checkKlimontovichEquation, checkChaoticEquation])
      expect(statement(input).verdict).toBe('not applicable');
  });

  it('the errors of the distances count in the rate', () => {
    const rate = (error: (n: number) => number) =>
      checkHartreeRate(
        [20, 40, 80, 160].map((n) => ({ particles: n, time: 1, distance: 1 / n, error: error(n) })),
      ).verdict;
    expect(rate(() => 0)).toBe('holds');
    expect(rate((n) => 1e-3 / n)).not.toBe('violated');
    expect(rate(() => 10)).toBe('undecided');
    expect(rate((n) => 0.5 / n)).toBe('undecided');
  });

  it('hartreePoints says who stopped early, and where', () => {
    const points = (input: object) =>
      hartreePoints({ lattice: stiff, initial: first, sizes: [2], until: 3, ...input });
    expect(() => points({ maxSteps: 50 })).toThrow(
      /t = 3 was not reached: the integration stopped at t = .* after maxSteps = 50 steps/,
    );
    expect(() => points({ sizes: undefined })).toThrow(/sizes must be an array of numbers/);
  });
});

describe('Fourier coefficients of a ring', () => {
  it('rebuild V and bound it', () => {
    const raw = Float64Array.from({ length: 7 }, () => random.normal());
    const v = raw.map((value, x) => value + raw[(7 - x) % 7]);
    const hat = ringFourierCoefficients(v);
    v.forEach((value, x) => {
      const rebuilt = hat.reduce((sum, c, k) => sum + c * Math.cos((2 * Math.PI * k * x) / 7), 0);
      expect(rebuilt).toBeCloseTo(value, 13);
    });
    expect(ringFourierMass(v)).toBeGreaterThanOrEqual(Math.max(...v.map(Math.abs)));
    expect(ringFourierMass(v) - ringFourierMass(v, false)).toBeCloseTo(Math.abs(hat[0]), 13);
  });
});
