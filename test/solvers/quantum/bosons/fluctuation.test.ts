import {
  bosonDynamics,
  bosonFluctuation,
  bosonProductState,
  bosonTensor,
  chaoticMap,
  createRandom,
  empiricalMap,
  latticeBosons,
  latticeHartree,
  randomLattice,
  randomOperator,
  randomState,
  tensorSpace,
} from '../../../../lib/index';
import { expectation } from '../../../../lib/solvers/quantum/tensor/klimontovich';

const random = createRandom(5);

describe('bosonFluctuation', () => {
  it.each([
    [2, 3],
    [3, 2],
    [3, 4],
  ])('is ‖(M_N − R_ψ)(B)Ψ‖ on the tensor space: %p modes, %p bosons', (sites, particles) => {
    const lattice = randomLattice(random, sites, { external: true });
    const psi = randomState(random, sites);
    const { basis, run } = bosonDynamics(latticeBosons(lattice), { particles });
    const { state } = run(bosonProductState(basis, psi), { until: 0.7 });
    const later = latticeHartree(lattice, psi, 0.7).at(0.7);
    const observable = randomOperator(random, sites);
    const space = tensorSpace({ sites, particles });
    const full = bosonTensor(basis, state);
    const after = chaoticMap(space, later).apply(observable, full);
    const gap = empiricalMap(space)
      .apply(observable, full)
      .map((value, k) => value - after[k]);
    const expected = Math.sqrt(gap.reduce((sum, a) => sum + a * a, 0));
    expect(bosonFluctuation(basis, state, later, observable)).toBeCloseTo(expected, 12);
  });

  it('is N^{−½} times the spread in a condensate', () => {
    const psi = randomState(random, 3);
    const observable = randomOperator(random, 3);
    const [re, im] = expectation(observable, psi);
    const one = bosonFluctuation(
      bosonDynamics(latticeBosons(randomLattice(random, 3)), { particles: 1 }).basis,
      psi,
      psi,
      observable,
    );
    expect(one).toBeGreaterThan(0.1 * Math.hypot(re, im));
    for (const particles of [4, 25, 100]) {
      const { basis } = bosonDynamics(latticeBosons(randomLattice(random, 3)), { particles });
      const seen = bosonFluctuation(basis, bosonProductState(basis, psi), psi, observable);
      expect(seen * Math.sqrt(particles)).toBeCloseTo(one, 9);
    }
  });

  it('refuses an observable of another size and a state without norm 1', () => {
    const { basis } = bosonDynamics(latticeBosons(randomLattice(random, 3)), { particles: 2 });
    const psi = randomState(random, 3);
    const state = bosonProductState(basis, psi);
    expect(() => bosonFluctuation(basis, state, psi, randomOperator(random, 4))).toThrow(RangeError);
    expect(() => bosonFluctuation(basis, state, [2, 0, 0, 0, 0, 0], randomOperator(random, 3))).toThrow(
      /norm 1/,
    );
  });
});
