import {
  createRandom,
  edgeMass,
  gaussianPacket,
  kineticEnergy,
  planeWaveState,
  productState,
  quantumGrid,
  sobolevNorm,
  spectralTail,
  superposition,
  waveDensity,
  waveFunction,
  waveMoments,
  waveNorm,
} from '../../../../lib/index';
import { multiplyPhases } from '../../../../lib/solvers/quantum/grid/phase';

const line = quantumGrid({ low: -8, high: 8, points: 128 });
const circle = quantumGrid({ low: 0, high: 2 * Math.PI, points: 64, periodic: true });

describe('grids for wave functions', () => {
  it('lay out points, spacing and cells', () => {
    const grid = quantumGrid({ low: [0, -1], high: [1, 3], points: [4, 8] });
    expect(grid.dimension).toBe(2);
    expect(grid.spacing).toEqual([0.25, 0.5]);
    expect(grid.cell).toBe(0.125);
    expect(grid.size).toBe(32);
    expect([...grid.axes[1]]).toEqual([-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5]);
  });

  it('refuse what makes no grid', () => {
    expect(() => quantumGrid({ low: 1, high: 0, points: 16 })).toThrow(
      'low must be < high on axis 0, got 1 and 0',
    );
    expect(() => quantumGrid({ low: 0, high: 1, points: 2.5 })).toThrow(
      'points[0] must be an integer in [4,',
    );
    expect(() => quantumGrid({ low: [0, 0], high: [1, 1, 1], points: 8 })).toThrow(
      'high must be a number or 2 numbers',
    );
    expect(() => quantumGrid({ low: 0, high: 1, points: [256, 256, 256] })).toThrow(
      'points must be at most 2097152 in all, got 256 × 256 × 256 = 16777216, which is 256 MiB',
    );
  });
});

describe('wave functions', () => {
  it('a packet has the means and variances of its formula', () => {
    const [hbar, s, c] = [0.3, 0.6, 0.4];
    const psi = gaussianPacket({ grid: line, hbar, centre: 0.7, momentum: -1.1, width: s, chirp: c });
    const { position, positionVariance, momentum, momentumVariance } = waveMoments(psi);
    // Sums over the grid of Gaussians that it resolves are exact to rounding; six deviations leave 1e−9 outside at most.
    expect(waveNorm(psi)).toBeCloseTo(1, 14);
    expect(position[0]).toBeCloseTo(0.7, 9);
    expect(positionVariance[0]).toBeCloseTo(s * s, 9);
    expect(momentum[0]).toBeCloseTo(-1.1, 9);
    expect(momentumVariance[0]).toBeCloseTo(hbar ** 2 / (4 * s * s) + c * c * s * s, 9);
    expect(kineticEnergy(psi, 2)).toBeCloseTo((1.1 ** 2 + momentumVariance[0]) / 4, 9);
    expect(sobolevNorm(psi)).toBeCloseTo(Math.sqrt(1 + (1.1 ** 2 + momentumVariance[0]) / hbar ** 2), 8);
  });

  it('a packet in three dimensions has those of every axis', () => {
    const grid = quantumGrid({ low: -6, high: 6, points: [24, 32, 40] });
    const psi = gaussianPacket({ grid, centre: [0.5, 0, -1], momentum: [0, 1, -1], width: [0.9, 0.8, 0.7] });
    const { position, positionVariance, momentum } = waveMoments(psi);
    [0.5, 0, -1].forEach((q, axis) => {
      expect(position[axis]).toBeCloseTo(q, 7);
    });
    [0, 1, -1].forEach((p, axis) => {
      expect(momentum[axis]).toBeCloseTo(p, 7);
    });
    [0.81, 0.64, 0.49].forEach((v, axis) => {
      expect(positionVariance[axis]).toBeCloseTo(v, 6);
    });
  });

  it('a packet on a circle is smooth across the seam, and the same for a centre one turn further', () => {
    const near = gaussianPacket({ grid: circle, hbar: 0.5, centre: 0.1, momentum: 2, width: 0.5 });
    const far = gaussianPacket({
      grid: circle,
      hbar: 0.5,
      centre: 0.1 + 6 * Math.PI,
      momentum: 2,
      width: 0.5,
    });
    expect(spectralTail(near)).toBeLessThan(1e-20);
    near.values.forEach((value, i) => {
      expect(far.values[i]).toBeCloseTo(value, 12);
    });
    expect(waveMoments(near).momentum[0]).toBeCloseTo(2, 4);
  });

  it('plane waves are eigenfunctions of momentum', () => {
    const wave = planeWaveState({ grid: circle, hbar: 0.2, mode: -5 });
    const { momentum, momentumVariance } = waveMoments(wave);
    expect(momentum[0]).toBeCloseTo(-1, 13);
    expect(momentumVariance[0]).toBeCloseTo(0, 13);
    waveDensity(wave).forEach((density) => {
      expect(density).toBeCloseTo(1 / (2 * Math.PI), 14);
    });
    expect(() => planeWaveState({ grid: line })).toThrow('grid must be periodic');
    expect(() => planeWaveState({ grid: circle, mode: 32 })).toThrow(
      'mode[0] must be an integer in [-31, 31]',
    );
  });

  it('are superposed, multiplied and made from functions', () => {
    const a = gaussianPacket({ grid: line, centre: -2, width: 0.5 });
    const b = gaussianPacket({ grid: line, centre: 2, width: 0.5 });
    const both = superposition([a, b], [1, [0, 1]]);
    expect(waveNorm(both)).toBeCloseTo(1, 14);
    expect(waveMoments(both).positionVariance[0]).toBeCloseTo(4.25, 6);
    const made = waveFunction({ grid: line, values: ([x]) => 7 * Math.exp(-((x - 2) ** 2)) });
    made.values.forEach((value, i) => {
      expect(value).toBeCloseTo(b.values[i], 8);
    });
    // Any multiple will do, also one whose square overflows or vanishes.
    for (const size of [1e200, 1e-200]) {
      const huge = waveFunction({ grid: line, values: ([x]) => size * Math.exp(-((x - 2) ** 2)) });
      huge.values.forEach((value, i) => {
        expect(value).toBeCloseTo(made.values[i], 14);
      });
    }
    const pair = productState([a, b]);
    expect(pair.particles).toBe(2);
    expect([...waveMoments(pair).position].map((q) => Math.round(1e6 * q) / 1e6)).toEqual([-2, 2]);
    const given = waveFunction({ grid: line, particles: 2, values: pair.values });
    expect(waveNorm(given)).toBeCloseTo(1, 14);
  });

  it('know the mass at the edge of a box and the end of their spectrum', () => {
    const uniform = waveFunction({ grid: line, values: () => 1 });
    expect(edgeMass(uniform)).toBeCloseTo(2 / 16, 12);
    expect(edgeMass(planeWaveState({ grid: circle }))).toBe(0);
    const rough = waveFunction({
      grid: circle,
      values: Float64Array.from({ length: 128 }, (_, i) => (i === 6 ? 1 / Math.sqrt(circle.cell) : 0)),
    });
    // All modes alike: |k| > 24 of 64 are 25, …, 32 and −25, …, −31.
    expect(spectralTail(rough)).toBeCloseTo(15 / 64, 12);
  });

  it('are refused where the grid does not hold them', () => {
    expect(() => gaussianPacket({ grid: line, hbar: 0.1, momentum: 3 })).toThrow(
      /the grid must resolve momenta up to 4.342 on axis 0, but with 128 points it ends at πħ\/h = 2.513: take at least 222 points/,
    );
    expect(() => gaussianPacket({ grid: line, centre: 7 })).toThrow(
      'the box must hold 6 standard deviations',
    );
    expect(() => gaussianPacket({ grid: line, width: 0 })).toThrow('width must be a finite number > 0');
    expect(() => waveFunction({ grid: line, values: new Float64Array(256).fill(1) })).toThrow(
      'values must have norm 1',
    );
    expect(() => waveFunction({ grid: line, values: () => 0 })).toThrow('must not vanish');
    expect(() => waveFunction({ grid: line, values: () => Number.NaN })).toThrow(
      'values must be finite, got NaN',
    );
    expect(() => waveFunction({ grid: line, particles: 4, values: () => 1 })).toThrow(
      'at most 16777216 amplitudes, would have 268435456 (4096 MiB): take 64 points an axis',
    );
    const other = gaussianPacket({ grid: line, hbar: 0.5 });
    expect(() => productState([other, gaussianPacket({ grid: line })])).toThrow(
      'factors must have one grid and one ħ',
    );
  });
});

describe('the phases of kicks', () => {
  it('are those of Math.cos and Math.sin, at all sizes', () => {
    const random = createRandom(5);
    for (const size of [1e-3, 1, 10, 1e4, 9e5, 1e9]) {
      const field = Float64Array.from({ length: 500 }, () => size * (2 * random.uniform() - 1));
      const psi = Float64Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : 0));
      multiplyPhases(psi, field, 1);
      field.forEach((angle, i) => {
        // Two units in the last place of 1.
        expect(Math.abs(psi[2 * i] - Math.cos(angle))).toBeLessThan(5e-16);
        expect(Math.abs(psi[2 * i + 1] + Math.sin(angle))).toBeLessThan(5e-16);
      });
    }
  });
});
