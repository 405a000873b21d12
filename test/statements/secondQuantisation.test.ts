import {
  checkBbgky,
  checkBbgkyLimit,
  checkCreationAnnihilation,
  checkFockHamiltonian,
  checkHeisenbergOrder,
} from '../../lib/index';
import { randomLattice } from '../solvers/quantum/tensor/tensorCases';

const systems: [number, number, number, boolean][] = [
  [4, 2, 1, false],
  [3, 4, 0.5, true],
  [5, 3, 2, true],
];

describe.each(systems)('L = %d, N = %d, ħ = %d, external U: %s', (sites, particles, hbar, external) => {
  const input = {
    lattice: randomLattice(sites, hbar, external),
    particles,
    times: [-0.5, 0, 0.3, 1],
    seed: 3,
  };

  it('Remark 1: BBGKY with (N−k)/N, not with 1, and only with symmetry', () => {
    for (let order = 1; order < particles; order++) {
      const check = checkBbgky({ ...input, order });
      expect(check.verdict).toBe('holds');
      // Relative to a commutator that is smaller than ĤN by a factor of some tens.
      expect(Math.max(...check.lhs)).toBeLessThan(1e-11);
      expect(checkBbgky({ ...input, order, variant: 'mean field' }).verdict).toBe('violated');
    }
    if (particles > 2) expect(checkBbgky({ ...input, variant: 'no symmetry' }).verdict).toBe('violated');
    expect(() => checkBbgky({ ...input, order: particles })).toThrow(/order must be an integer in \[1, /);
  });

  it('Remark 1: powers of a solution of Hartree’s equation solve the limit, and no others do', () => {
    const orders = sites ** 4 > 300 ? [1, 2] : [1, 2, 3];
    const check = checkBbgkyLimit({ lattice: input.lattice, orders });
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.lhs)).toBeLessThan(1e-13);
    expect(checkBbgkyLimit({ lattice: input.lattice, orders, variant: 'free' }).verdict).toBe('violated');
    expect(() => checkBbgkyLimit({ lattice: input.lattice, orders: [0] })).toThrow(
      /orders\[0\] must be an integer/,
    );
  });

  it('Remark 4: a*a = N M_N, and the Fock Hamiltonian needs ½ (B3)', () => {
    expect(checkCreationAnnihilation(input).verdict).toBe('holds');
    const check = checkFockHamiltonian(input);
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.lhs)).toBeLessThan(1e-13 * 5);
    expect(checkFockHamiltonian({ ...input, variant: 'printed' }).verdict).toBe('violated');
  });

  it('Remark 4: the Heisenberg evolution runs forwards in the other order (B3)', () => {
    const check = checkHeisenbergOrder(input);
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(1e-9);
    expect(checkHeisenbergOrder({ ...input, variant: 'printed' }).verdict).toBe('violated');
    expect(checkHeisenbergOrder({ ...input, variant: 'no half' }).verdict).toBe('violated');
  });
});
