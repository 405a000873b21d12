/**
 * Error bars must be small enough to say something, and the numbers that charts draw besides the verdict must be right: a check
 * that holds because its error is large confirms nothing.
 */
import {
  type Check,
  checkBbgky,
  checkBogoliubov,
  checkCreationAnnihilation,
  checkFermiSea,
  checkFockHamiltonian,
  checkHartreeSobolev,
  checkQuantumConservation,
  createRandom,
  eigenHermitian,
  fermionPoints,
  gaussianPacket,
  harmonicLaw,
  marginalMoments,
  normal,
  phaseSpaceDensity,
  potentialGaussian,
  potentialHarmonic,
  quantumGrid,
  randomLattice,
  randomState,
  ringLattice,
  tensorSpace,
} from '../../lib/index';
import { latticeCharacter } from '../../lib/solvers/quantum/tensor/klimontovich';
import { randomVector, symmetryHypothesis } from '../../lib/statements/quantumData';

const largestError = ({ error }: Check): number => Math.max(...error);

describe('errors are small', () => {
  const system = {
    lattice: randomLattice(createRandom(1), 4, { external: true }),
    particles: 3,
    times: [0, 0.5],
    seed: 2,
  };

  it('where matrices are compared, a millionth of a millionth of their size', () => {
    for (const check of [
      checkBbgky({ ...system, order: 1 }),
      checkFockHamiltonian(system),
      checkCreationAnnihilation(system),
    ])
      expect(largestError(check)).toBeLessThan(1e-11);
  });

  it('where a motion is compared with its conserved quantities and its way back', () => {
    const grid = quantumGrid({ low: -9, high: 9, points: 64 });
    const input = {
      initial: gaussianPacket({ grid, hbar: 0.5, width: 0.8 }),
      interaction: potentialGaussian({ dimension: 1, amplitude: 2 }),
      until: 1,
      timeStep: 0.05,
    };
    const [norm, energy, back] = checkQuantumConservation(input);
    expect(largestError(norm)).toBeLessThan(1e-10);
    expect(largestError(energy)).toBeLessThan(1e-7);
    expect(largestError(back)).toBeLessThan(1e-8);
    // Long steps are seen in the error of the kinetic energy.
    const long = checkHartreeSobolev({ ...input, timeStep: 0.5, samples: 2 });
    expect(largestError(long)).toBeGreaterThan(1e-8);
    expect(largestError(long)).toBeLessThan(1e-3);
  });

  it('the way back takes the steps of the way there, whatever the time', () => {
    const grid = quantumGrid({ low: -9, high: 9, points: 64 });
    const [, energy, back] = checkQuantumConservation({
      initial: gaussianPacket({ grid, hbar: 0.54, width: 0.6 }),
      interaction: potentialGaussian({ dimension: 1, amplitude: -4 }),
      until: 2.03,
      timeStep: 0.1,
    });
    expect([energy.verdict, back.verdict]).toEqual(['holds', 'holds']);
    expect(back.lhs[0]).toBeLessThan(1e-11);
  });

  it('where numbers are extrapolated or counted', () => {
    const random = createRandom(4);
    const lattice = randomLattice(random, 3, { hbar: 1.5, external: true });
    const limit = checkBogoliubov({ lattice, initial: randomState(random, 3), particles: 12, until: 0.1 });
    expect(largestError(limit)).toBeLessThan(1e-5);
    const sea = checkFermiSea([1, 10, 100]);
    sea.error.forEach((e, k) => {
      expect(e).toBeLessThan(1e-10 * sea.rhs[k]);
    });
  });
});

describe('numbers beside the verdicts', () => {
  it('six fermions: both distances, per particle, as exact diagonalisation in NumPy has them', () => {
    const N = 6;
    const ring = (trap: number) =>
      ringLattice({
        sites: 10,
        hbar: N ** (-1 / 3),
        interaction: Math.cos,
        external: (x) => -2 * trap * Math.cos(x),
      });
    const lowest = eigenHermitian(ring(1).oneBody, { range: [0, N - 1] }).vectors;
    const [seen] = fermionPoints({ lattices: [ring(0)], orbitals: [lowest], until: 1 });
    expect(seen.hartreeFock).toBeCloseTo(0.0051451, 6);
    expect(seen.hartree).toBeCloseTo(0.0256334, 6);
  });

  it('the fluctuation of a cloud, for springs in closed form', () => {
    // (1/N)Σx² = x̄² + (1/N)Σ(x − x̄)²: x̄ moves freely, N − 1 independent deviations turn.
    const density = phaseSpaceDensity({
      dimension: 1,
      position: normal({ deviation: 0.8 }),
      momentum: normal({ deviation: 0.5 }),
    });
    const [particles, replicas] = [6, 3000];
    const [moment] = marginalMoments({
      interaction: potentialHarmonic({ dimension: 1, stiffness: 1 }),
      density,
      particles,
      replicas,
      until: 1,
      timeStep: 0.1,
      random: createRandom(3),
    });
    const data = { stiffness: 1, positionVariance: 0.64, momentumVariance: 0.25 };
    const [turning, free] = [harmonicLaw(data, 1).xx, harmonicLaw({ ...data, particles: 1 }, 1).xx];
    const exact = Math.sqrt((2 * free ** 2 + 2 * (particles - 1) * turning ** 2) / particles ** 2);
    // A standard deviation is known to about 1/√(2·replicas), somewhat more for these tails: five of them.
    expect(Math.abs(moment.fluctuation / exact - 1)).toBeLessThan(0.1);
  });

  it('the character of frequency 1 turns counter-clockwise', () => {
    const { data } = latticeCharacter(5, 1);
    expect(data[2 * 6]).toBeCloseTo(Math.cos((2 * Math.PI) / 5), 14);
    expect(data[2 * 6 + 1]).toBeCloseTo(Math.sin((2 * Math.PI) / 5), 14);
  });

  it('a state without symmetry does not pass for bosons', () => {
    const space = tensorSpace({ sites: 3, particles: 2 });
    expect(symmetryHypothesis(space, randomVector(createRandom(1), 9)).holds).toBe(false);
    const even = Float64Array.from({ length: 18 }, (_, k) => (k === 0 ? 1 : 0));
    expect(symmetryHypothesis(space, even).holds).toBe(true);
  });
});
