import {
  addMatrices,
  cellCentres,
  circleKinetic,
  contraction,
  createRandom,
  empiricalMap,
  fockHamiltonian,
  klimontovichDerivative,
  klimontovichMap,
  latticeHartreeEnergy,
  latticeHartreeOperator,
  latticeMeanField,
  operatorNorm,
  permuteParticles,
  quantumLattice,
  randomOperator,
  ringFourierCoefficients,
  ringFourierMass,
  tensorHamiltonian,
  tensorSpace,
} from '../../../lib/index';
import { latticeCharacter } from '../../../lib/solvers/quantum/tensor/klimontovich';
import { composePermutations } from '../../../lib/solvers/quantum/tensor/permutations';
import { tensorProduct } from '../../../lib/solvers/quantum/tensor/space';

const lattice = quantumLattice({ kinetic: circleKinetic(4, 1), interaction: [0, 1, 3, 1] });
const uneven = { ...lattice, interaction: Float64Array.of(0, 1, 2, 3) };
const unit = [1, 0, 0, 0, 0, 0, 0, 0];

describe('what lattices and tensors refuse', () => {
  it('wave functions of another length or norm', () => {
    for (const f of [latticeHartreeEnergy, latticeHartreeOperator]) {
      expect(() => f(lattice, [1, 0])).toThrow('psi must have length 8, got length 2');
      expect(() => f(lattice, [2, 0, 0, 0, 0, 0, 0, 0])).toThrow('psi must have norm 1');
      expect(f(lattice, unit)).toBeDefined();
    }
    expect(() => latticeMeanField(lattice, [1])).toThrow('density must have length 4');
    expect([...latticeMeanField(lattice, [1, 0, 0, 0])]).toEqual([0, 1, 3, 1]);
  });

  it('the vacuum where one divides by N', () => {
    expect(() => empiricalMap(tensorSpace({ sites: 2, particles: 0 }))).toThrow(
      'space.particles must be an integer >= 1, got 0',
    );
    expect(() => fockHamiltonian(lattice, 0)).toThrow('particles must be an integer >= 1, got 0');
  });

  it('interactions that are not even, where a formula is for even ones', () => {
    expect(() => ringFourierCoefficients([0, 1, 2, 3])).toThrow('interaction must be even, V(1) = V(3)');
    const map = empiricalMap(tensorSpace({ sites: 4, particles: 2 }));
    expect(() => contraction([0, 1, 2, 3], map, map)).toThrow('interaction must be even');
    // v̂ = ¼(6, −2 + 2i, −2, −2 − 2i).
    expect(ringFourierMass([0, 1, 2, 3])).toBeCloseTo(2 + Math.SQRT2, 14);
  });

  it('no uneven V in the equation of Theorem 2.5: its even part is taken', () => {
    const even = { ...lattice, interaction: Float64Array.of(0, 2, 2, 2) };
    const a = randomOperator(createRandom(1), 4);
    const rate = (one: typeof lattice) => {
      const h = tensorHamiltonian(one, 2);
      return klimontovichDerivative(h, klimontovichMap(tensorHamiltonian(even, 2), 0.3)).matrix(a);
    };
    expect(operatorNorm(addMatrices(rate(uneven), rate(even), -1))).toBe(0);
  });

  it('lists that are no permutations', () => {
    expect(() => composePermutations([1, 2], [3, 1])).toThrow('sigma must list each of 1, …, 2 once');
    expect(() => composePermutations([1, 3], [2, 1])).toThrow('tau must list each of 1, …, 2 once');
    expect(() => composePermutations([1, 2, 3], [2, 1])).toThrow('tau must list each of 1, …, 2 once');
    expect(composePermutations([2, 3, 1], [1, 3, 2])).toEqual([2, 1, 3]);
    const space = tensorSpace({ sites: 2, particles: 2 });
    expect(() => permuteParticles(space, undefined as never, unit)).toThrow(
      'sigma must list each of 1, …, 2 once, got undefined',
    );
    expect([...permuteParticles(tensorSpace({ sites: 2, particles: 0 }), [], [3, 4])]).toEqual([3, 4]);
  });

  it('numbers that are none, and half a complex number', () => {
    const h = tensorHamiltonian(lattice, 2);
    expect(() => klimontovichDerivative(h, empiricalMap(h.space), Number.NaN)).toThrow(
      'sign must be a finite number',
    );
    expect(() => latticeCharacter(4, Number.NaN)).toThrow('omega must be an integer');
    expect(latticeCharacter(4, -1).data[2 * 5 + 1]).toBeCloseTo(-1, 15);
    expect(() => tensorProduct([1, 0, 1], [1, 0])).toThrow('phi must be interleaved amplitudes');
    expect(() => cellCentres({ x: [0, Number.NaN], xi: [0, 1], nX: 2, nXi: 2 })).toThrow(
      'grid.x[1] must be a finite number',
    );
  });
});
