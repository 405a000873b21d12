import {
  checkBogoliubov,
  checkFermionLimit,
  checkFermiSea,
  createRandom,
  fermionPoints,
  normalised,
  quantumLattice,
  randomLattice,
  randomState,
  realMatrix,
  ringHopping,
} from '../../lib/index';
import { checkArrived } from '../../lib/statements/quantumData';

describe('§2.8, Remark 6', () => {
  it('N·E tends to the trace of γ, for random rings of three sites', () => {
    const random = createRandom(4);
    for (let k = 0; k < 3; k++) {
      const lattice = randomLattice(random, 3, { hbar: 1.5, external: true });
      const check = checkBogoliubov({ lattice, initial: randomState(random, 3), particles: 12, until: 0.6 });
      expect(check.verdict).not.toBe('violated');
      expect(Math.abs(check.lhs[8] / check.rhs[8] - 1)).toBeLessThan(0.02);
    }
  });

  it('holds for the dimer, and sees another interaction', () => {
    const dimer = (u: number) => quantumLattice({ kinetic: ringHopping(2, 1), interaction: [u, 0] });
    const initial = normalised([1, 0, 1, 0]);
    const check = checkBogoliubov({ lattice: dimer(1), initial, particles: 100, until: 2 });
    expect(check.verdict).toBe('holds');
    // (B/ω)² sin²ωt of mathematics X3, B = ½, ω² = 2(2 + 1).
    expect(check.rhs[8]).toBeCloseTo((0.25 / 6) * Math.sin(Math.sqrt(6) * 2) ** 2, 9);
  });

  it('says where an evolution stopped', () => {
    const lattice = quantumLattice({ kinetic: ringHopping(2, 1e4), interaction: [1, 0] });
    const input = { lattice, initial: [1, 0, 0, 0], particles: 2, until: 1 };
    expect(() => checkBogoliubov({ ...input, maxSteps: 20 })).toThrow(
      /t = 1 was not reached: .* maxSteps = 20/,
    );
    const report = { status: 'product limit', time: 0.3, error: 0, products: 1e6 } as const;
    expect(() => checkArrived(report, 500, 1)).toThrow(/stopped for 500 particles at t = 0.3/);
    expect(() => checkArrived({ ...report, status: 'rounding limit' }, 500, 1)).not.toThrow();
  });
});

describe('§2.8, Remark 7', () => {
  it('the Fermi sea lies above the bound for hard walls only', () => {
    const sizes = [1, 2, 7, 100, 3000];
    const check = checkFermiSea(sizes);
    expect(check.verdict).toBe('holds');
    expect(check.rhs[0]).toBeCloseTo(1.5 * Math.PI ** 2, 10);
    expect(check.lhs[4] / (0.5 * 3000 ** (5 / 3))).toBeCloseTo(9.1156, 4);
    const free = checkFermiSea(sizes, { boundary: 'neumann' });
    expect(free.verdict).toBe('not applicable');
    expect(free.rhs[4]).toBeLessThan(free.lhs[4]);
  });

  it('exchange brings the mean field nearer', () => {
    const sizes = [2, 3, 4];
    const lattice = quantumLattice({
      kinetic: ringHopping(8, 1),
      interaction: [2, 1, 0.4, 0.1, 0, 0.1, 0.4, 1],
    });
    const orbitals = sizes.map((n) =>
      realMatrix(
        8,
        n,
        Float64Array.from({ length: 8 * n }, (_, k) => (Math.floor(k / n) === k % n ? 1 : 0)),
      ),
    );
    const points = fermionPoints({ lattices: sizes.map(() => lattice), orbitals, until: 0.5 });
    expect(points.map(({ particles }) => particles)).toEqual(sizes);
    expect(points[0].hartreeFock).toBeGreaterThan(1e-6);
    const check = checkFermionLimit(points);
    expect(check.verdict).toBe('holds');
    // The error is what the evolutions report, not a number that was once enough.
    expect(check.error).toHaveLength(3);
    expect(Math.max(...check.error)).toBeLessThan(5e-9);
    expect(Math.min(...check.error)).toBeGreaterThan(0);
    const exchanged = points.map((p) => ({ ...p, hartree: p.hartreeFock, hartreeFock: p.hartree }));
    expect(checkFermionLimit(exchanged).verdict).toBe('violated');
    const one = { lattices: [lattice], orbitals: orbitals.slice(0, 1), until: 0.5 };
    expect(() => fermionPoints({ ...one, maxSteps: 3 })).toThrow(/t = 0.5 was not reached/);
    expect(() => fermionPoints({ ...one, lattices: [] })).toThrow(
      /lattices and orbitals must be lists of one length, got an array of length 0/,
    );
  });
});
