import {
  bosonDynamics,
  cosinePerturbed,
  gaussianPacket,
  harmonicLaw,
  hartreeFockEnergy,
  hartreeSolver,
  latticeBosons,
  latticeFermions,
  manyBodySolver,
  newtonSolver,
  normal,
  normalMixture,
  pointMass,
  potentialCosine,
  potentialCoulomb,
  potentialFormula,
  potentialFromFunctions,
  potentialGaussian,
  potentialHarmonic,
  potentialSoftCoulomb,
  potentialYukawa,
  quantumGrid,
  quantumLattice,
  ringHopping,
  symmetricPareto,
  tensorSpace,
  uniform,
  vlasovSolver,
  wasserstein,
  waveFunction,
} from '../../lib/index';
import { projector } from '../../lib/numerics/index';

const lattice = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [0, 1] });
const grid = quantumGrid({ low: -8, high: 8, points: 64 });
const cloud = { points: Float64Array.of(0, 1), dimension: 1 };

/** Called as from a cell that is not strict about types. */
type Loose = (...args: unknown[]) => unknown;

const doors: readonly (readonly [string, unknown, ...unknown[]])[] = [
  ['bosonDynamics', bosonDynamics, latticeBosons(lattice)],
  ['cosinePerturbed', cosinePerturbed],
  ['gaussianPacket', gaussianPacket],
  ['harmonicLaw', harmonicLaw],
  ['hartreeFockEnergy', hartreeFockEnergy, lattice, projector([1, 0, 0, 0])],
  ['hartreeSolver', hartreeSolver],
  ['latticeFermions', latticeFermions],
  ['manyBodySolver', manyBodySolver],
  ['newtonSolver', newtonSolver],
  ['pointMass', pointMass],
  ['potentialCoulomb', potentialCoulomb],
  ['potentialFormula', potentialFormula, 'x^2'],
  ['potentialFromFunctions', potentialFromFunctions],
  ['potentialGaussian', potentialGaussian],
  ['potentialHarmonic', potentialHarmonic],
  ['potentialSoftCoulomb', potentialSoftCoulomb],
  ['potentialYukawa', potentialYukawa],
  ['quantumGrid', quantumGrid],
  ['quantumLattice', quantumLattice],
  ['symmetricPareto', symmetricPareto],
  ['tensorSpace', tensorSpace],
  ['uniform', uniform],
  ['vlasovSolver', vlasovSolver],
  ['waveFunction', waveFunction],
];

describe('options', () => {
  it.each(doors)('%s asks for them by name, with an example', (name, f, ...args) => {
    for (const options of [undefined, null, 3])
      expect(() => (f as Loose)(...args, options)).toThrow(
        `the options of ${name} must be an object, got ${options}: ${name}(`,
      );
  });

  it.each([
    ['potentialCosine', potentialCosine],
    ['normal', normal],
  ] as const)('%s can do without, but not with something else', (name, f) => {
    expect((f as Loose)()).toBeDefined();
    expect(() => (f as Loose)(2)).toThrow(`the options of ${name} must be an object, got 2`);
  });

  it('of a Vlasov solver hold a cloud', () => {
    expect(() => (vlasovSolver as Loose)({})).toThrow(
      'initial must be a cloud { x, xi, weights }, got undefined',
    );
  });

  it.each([
    ['potentialCosine', () => (potentialCosine as Loose)({ amplitud: 2 }), 'amplitud'],
    ['potentialCoulomb', () => (potentialCoulomb as Loose)({ dimension: 3, q: 2 }), 'q'],
    ['potentialYukawa', () => (potentialYukawa as Loose)({ dimension: 3, screening: 1, q: 2 }), 'q'],
    ['potentialGaussian', () => (potentialGaussian as Loose)({ dimension: 1, sigma: 2 }), 'sigma'],
    ['potentialHarmonic', () => (potentialHarmonic as Loose)({ dimension: 1, stiffness: 1, k: 2 }), 'k'],
    [
      'potentialSoftCoulomb',
      () => (potentialSoftCoulomb as Loose)({ dimension: 1, softening: 1, q: 2 }),
      'q',
    ],
    ['potentialFormula', () => (potentialFormula as Loose)('x^2', { dimension: 1, params: {} }), 'params'],
    [
      'potentialFromFunctions',
      () =>
        (potentialFromFunctions as Loose)({
          dimension: 1,
          value: () => 0,
          gradient: () => [0],
          lipschitz: 1,
        }),
      'lipschitz',
    ],
    ['normal', () => (normal as Loose)({ sigma: 3 }), 'sigma'],
    ['symmetricPareto', () => (symmetricPareto as Loose)({ exponent: 4, scal: 3 }), 'scal'],
    ['cosinePerturbed', () => (cosinePerturbed as Loose)({ amplitude: 0.1, k: 3 }), 'k'],
    ['wasserstein', () => (wasserstein as Loose)(cloud, cloud, { order: 2 }), 'order'],
    ['gaussianPacket', () => (gaussianPacket as Loose)({ grid, center: 1 }), 'center'],
  ])('%s refuses a misspelt name, which would leave the default', (name, call, key) => {
    expect(call).toThrow(new RegExp(`the options of ${name} must be among .*, got ${key}: ${name}\\(`));
  });

  it('that are known pass, all of them', () => {
    expect(normal({ mean: 1, deviation: 2 }).variance).toBe(4);
    expect(normalMixture([{ weight: 1, mean: 3, deviation: 2 }]).mean).toBe(3);
    expect(
      gaussianPacket({ grid, hbar: 1, centre: 0, momentum: 0.1, width: 0.7, chirp: 0.1 }).particles,
    ).toBe(1);
    expect(
      wasserstein(cloud, cloud, { p: 2, norm: 'euclidean', maxIterations: 100, maxPairs: 100 }).distance,
    ).toBe(0);
  });
});
