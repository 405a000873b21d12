import {
  circleKinetic,
  eigenvaluesHermitian,
  interactionOnCircle,
  latticeHartree,
  latticeWave,
  potentialCosine,
  potentialGaussian,
  quantumLattice,
  ringHopping,
  ringLattice,
} from '../../../../lib/index';

const points = (sites: number, length: number) =>
  Array.from({ length: sites }, (_, x) => (x * length) / sites);

describe('ringLattice', () => {
  it('is what quantumLattice makes of K, V and U typed by hand', () => {
    for (const sites of [1, 2, 5, 8]) {
      const [hbar, length] = [0.3, 3];
      const v = (z: number) => Math.exp(Math.cos((2 * Math.PI * z) / length));
      const u = (x: number) => x * x;
      const ring = ringLattice({ sites, length, hbar, interaction: v, external: u });
      const byHand = quantumLattice({
        kinetic: circleKinetic(sites, length, hbar),
        hbar,
        interaction: points(sites, length).map((x) => v(Math.min(x, length - x))),
        external: points(sites, length).map(u),
      });
      expect(ring.hbar).toBe(hbar);
      expect(Array.from(ring.positions)).toEqual(points(sites, length));
      // Places and differences are rounded differently, values are of order 10.
      ring.oneBody.data.forEach((k, at) => {
        expect(k).toBeCloseTo(byHand.oneBody.data[at], 13);
      });
      ring.interaction.forEach((value, x) => {
        expect(value).toBeCloseTo(byHand.interaction[x], 13);
      });
    }
  });

  it('kinetic energies are ħ²k²/2m with k = 2πn/length', () => {
    const still = ringLattice({ sites: 5, length: 4, hbar: 0.5, mass: 3, interaction: () => 0 });
    const unit = (2 * Math.PI) / 4;
    const energies = [0, 1, 1, 2, 2].map((n) => (0.25 * (n * unit) ** 2) / 6);
    eigenvaluesHermitian(still.oneBody).forEach((e, k) => {
      expect(e).toBeCloseTo(energies[k], 13);
    });
  });

  it('takes V as an interaction, a function or values', () => {
    const V = potentialCosine({ amplitude: -2 });
    const values = interactionOnCircle(V, 6, 2 * Math.PI);
    for (const interaction of [V, (z: number) => -2 * Math.cos(z), values]) {
      const { interaction: found } = ringLattice({ sites: 6, hbar: 1, interaction });
      found.forEach((v, x) => {
        expect(v).toBeCloseTo(values[x], 14);
      });
    }
  });

  it('refuses a V that is not even or not periodic, and what is no number', () => {
    const ring = (more: object) => ringLattice({ sites: 6, hbar: 1, interaction: Math.cos, ...more });
    expect(() => ring({ interaction: Math.sin })).toThrow(/interaction must be even/);
    expect(() => ring({ interaction: potentialGaussian({ dimension: 1 }) })).toThrow(/period that divides/);
    expect(() => ring({ interaction: potentialCosine(), length: 5 })).toThrow(/period that divides/);
    expect(() => ring({ interaction: [1, 2] })).toThrow(/interaction must have length 6, got length 2/);
    expect(() => ring({ interaction: () => Number.NaN })).toThrow(/interaction\(0\)/);
    expect(() => ring({ external: Math.log })).toThrow(/external\(0\) must be .*finite.*-Infinity/);
    expect(() => ring({ hbar: undefined })).toThrow(/hbar/);
    expect(() => ring({ mass: 0 })).toThrow(/mass/);
    expect(() => ring({ length: -1 })).toThrow(/length/);
    expect(() => ring({ sites: 1.5 })).toThrow(/sites/);
  });
});

describe('latticeWave', () => {
  it('is normalised, real or complex, at the places of a circle', () => {
    const ring = ringLattice({ sites: 4, length: 8, hbar: 1, interaction: () => 0 });
    // 1, i, −1, −i at x = 0, 2, 4, 6.
    const wave = latticeWave(ring, (x) => [Math.cos((Math.PI * x) / 4), Math.sin((Math.PI * x) / 4)]);
    [0.5, 0, 0, 0.5, -0.5, 0, 0, -0.5].forEach((a, k) => {
      expect(wave[k]).toBeCloseTo(a, 15);
    });
    expect(Array.from(latticeWave(ring, (x) => (x === 2 ? -7 : 0)))).toEqual([0, 0, -1, 0, 0, 0, 0, 0]);
  });

  it('takes one amplitude for each site, and the numbers of the sites elsewhere', () => {
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0] });
    expect(Array.from(latticeWave(dimer, [3, [0, 4]]))).toEqual([0.6, 0, 0, 0.8]);
    expect(Array.from(latticeWave(dimer, (x) => x))).toEqual([0, 0, 1, 0]);
  });

  it('moves as a character under K alone', () => {
    const hbar = 0.5;
    const ring = ringLattice({ sites: 7, hbar, interaction: () => 0 });
    const character = (phase: number) => (x: number) =>
      [Math.cos(2 * x - phase), Math.sin(2 * x - phase)] as const;
    const found = latticeHartree(ring, latticeWave(ring, character(0)), 1.5).at(1.5);
    // e^{−itħk²/2} with k = 2; tolerance 1e−12 a step.
    const expected = latticeWave(ring, character(1.5 * hbar * 2));
    found.forEach((a, k) => {
      expect(a).toBeCloseTo(expected[k], 10);
    });
  });

  it('refuses lists of another length, what vanishes and what is no number', () => {
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0] });
    expect(() => latticeWave(dimer, [1, 0, 1, 0])).toThrow(/one amplitude for each of 2 sites/);
    expect(() => latticeWave(dimer, undefined as never)).toThrow(/one amplitude for each of 2 sites/);
    expect(() => latticeWave(dimer, [1, Number.NaN])).toThrow(/got NaN at x = 1/);
    expect(() => latticeWave(dimer, [1, [1] as never])).toThrow(/finite numbers or \[re, im\]/);
    expect(() => latticeWave(dimer, () => 0)).toThrow(/values/);
  });
});
