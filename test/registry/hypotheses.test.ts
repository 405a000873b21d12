import {
  type Check,
  catState,
  checkBbgky,
  checkBbgkyLimit,
  checkBogoliubov,
  checkChaoticEquation,
  checkChaoticMorphism,
  checkClassicalFluctuations,
  checkCoulombBound,
  checkCoulombHartree,
  checkCoulombStrength,
  checkCoupling,
  checkCouplingMoments,
  checkCreationAnnihilation,
  checkDobrushin,
  checkEscapingMass,
  checkFermionLimit,
  checkFermiSea,
  checkFinitePseudoDistance,
  checkFirstMoment,
  checkFockHamiltonian,
  checkFormBound,
  checkHardy,
  checkHardyConstant,
  checkHartreeLimit,
  checkHartreeRate,
  checkHartreeSobolev,
  checkHeisenbergOrder,
  checkHusimiBound,
  checkHydrogenLevels,
  checkInteractionInequality,
  checkKatoPowers,
  checkKlimontovichEquation,
  checkLatticeFormBound,
  checkMomentBound,
  checkNewtonEnergy,
  checkParticlePermutations,
  checkPicklDerivative,
  checkPicklGronwall,
  checkPicklTerms,
  checkProjectionEquation,
  checkPseudoDistance,
  checkPseudoTriangle,
  checkQuantumConservation,
  checkQuantumEmpirical,
  checkQuantumKlimontovich,
  checkReducedBound,
  checkReducedDuality,
  checkSkewAdjoint,
  checkStableLevels,
  checkToeplitzBound,
  checkVlasovExistence,
  checkVlasovUniqueness,
  checkWassersteinAxioms,
  circleKinetic,
  classicalFluctuations,
  cloud,
  coulombLimit,
  createRandom,
  discretiseLaw,
  distanceCurve,
  fermionPoints,
  gaussianPacket,
  identityMatrix,
  interactionPoints,
  normal,
  phaseSpaceDensity,
  picklPoints,
  planeWave,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  productCoupling,
  pseudoDistance,
  quantumGrid,
  quantumLattice,
  randomLattice,
  randomState,
  recordTrajectory,
  reducedPoints,
  ringHopping,
  statementRegistry,
  vlasovSolver,
} from '../../lib/index';

const random = createRandom(8);
const lattice = randomLattice(random, 3);
const system = { lattice, particles: 2, times: [0.3] };
const points = [10, 20, 40, 80].map((n) => ({ particles: n, time: 0.1, distance: 0.1 / n, error: 0 }));
const grid = quantumGrid({ low: -6, high: 6, points: 32 });
const wave = {
  initial: gaussianPacket({ grid, centre: 0, width: 0.8 }),
  interaction: potentialGaussian({ dimension: 1 }),
  until: 0.1,
  timeStep: 0.05,
  samples: 1,
};

const interaction = potentialCosine();
const initial = { x: [0, 1, 2], xi: [0.1, 0, -0.1] };
const picard = { interaction, initial, until: 0.2, timeStep: 0.05, iterations: 12 };
const f = recordTrajectory(vlasovSolver({ interaction, initial }), { until: 0.2, timeStep: 0.1, samples: 1 });
const line = cloud([0, 1, 3], 1);
const atoms = {
  points: [
    [0.5, 0.2],
    [-0.4, 0],
  ],
};
const cat = catState({ epsilon: 0.2, point: [0.6, 0], coherence: 0.5 });

const condensate = { lattice, initial: randomState(random, 3), particles: 3, orders: [1, 2], until: 0.1 };

function fluctuations(): Check {
  const density = phaseSpaceDensity({
    dimension: 1,
    position: normal({ deviation: 0.8 }),
    momentum: normal({ deviation: 0.5 }),
  });
  const sample = discretiseLaw(density, { pointsPerAxis: 6 });
  const few = { particles: 4, replicas: 20, until: 0.2, timeStep: 0.1 };
  const common = { interaction, density, initial: sample, observable: planeWave([1], [0]), random };
  return checkClassicalFluctuations(
    classicalFluctuations({ ...common, ...few }),
    classicalFluctuations({ ...common, ...few, particles: 8 }),
  );
}

/** What the checks of an entry return on a small system, in the order of its `checks`. */
const seen: Readonly<Record<string, () => (Check | readonly Check[])[]>> = {
  '1.1': () => [checkVlasovExistence(picard), checkVlasovUniqueness(picard)],
  '1.3': () => [
    checkCoupling(productCoupling(line, line), line, line),
    checkCouplingMoments([productCoupling(line, line)], line, line, 1),
  ],
  '1.4': () => [checkWassersteinAxioms([line, line, line], 1)],
  '1.5': () => [checkDobrushin({ interaction, distances: distanceCurve(f, f, { p: 1, norm: 'euclidean' }) })],
  '1.6': () => [checkFirstMoment({ interaction, f })],
  '§1.1': () => [checkNewtonEnergy({ interaction, coarse: f, fine: f })],
  '§1.7 weak convergence': () => [checkEscapingMass([2, 3])],
  '2.2': () => [checkQuantumEmpirical(system)],
  '2.3': () => [checkQuantumKlimontovich(system)],
  '2.4': () => [checkReducedDuality(system)],
  '2.5': () => [checkKlimontovichEquation(system)],
  '2.6': () => [checkChaoticMorphism(system)],
  '2.7': () => [checkChaoticEquation(system)],
  '2.8': () => [checkHartreeLimit({ lattice, points }), checkHartreeRate(points)],
  '2.1': () => [checkKatoPowers(), checkStableLevels(), checkHydrogenLevels()],
  '2.9': () => {
    const limit = coulombLimit({ sizes: [3], until: 0.1, samples: 1 });
    return [checkCoulombStrength(limit), checkCoulombBound(limit.printed)];
  },
  '§2.7 Hardy': () => [
    checkHardy(),
    checkHardyConstant({ sizes: [2] }),
    checkFormBound({ interaction: potentialCoulomb({ dimension: 3 }) }),
    checkLatticeFormBound({ lattice, minusLaplacian: circleKinetic(3, 3, Math.SQRT2) }),
  ],
  '§2.7 Hartree': () => [checkCoulombHartree({ until: 0.2, points: 24 })],
  '2.9(1)': () => [checkProjectionEquation(system)],
  '2.9(2)': () => [
    checkSkewAdjoint(system),
    checkInteractionInequality(interactionPoints({ lattice, psi: condensate.initial, sizes: [2] })),
  ],
  '2.9(3)': () => [checkReducedBound(reducedPoints(condensate))],
  '3.1': () => [checkPseudoDistance(pseudoDistance(atoms, cat), atoms, cat)],
  '§3.2.2': () => [checkFinitePseudoDistance(atoms, cat), checkMomentBound([atoms], cat)],
  '3.2': () => [checkPseudoTriangle([atoms], { points: [[0, 0.3]] }, cat)],
  '3.3': () => [checkHusimiBound([{ law: atoms, state: cat }], 40)],
  '3.4': () => [checkToeplitzBound([{ law: atoms, symbol: { points: [[0, 0.3]] }, epsilon: 0.2 }])],
  '§2.7 Pickl': () => {
    const seenByPickl = picklPoints({ ...condensate, samples: 2 });
    return [
      checkPicklDerivative(lattice, seenByPickl),
      checkPicklTerms(lattice, seenByPickl),
      checkPicklGronwall(lattice, seenByPickl),
    ];
  },
  '§2.8 Remark 2': () => [checkHartreeLimit({ lattice, points })],
  '§2.8 Remark 3': () => [checkHartreeRate(points)],
  '§2.8 Remark 5': () => [checkHartreeLimit({ lattice, points })],
  '§2.1': () => [checkQuantumConservation(wave)],
  '§2.2': () => [checkQuantumConservation(wave), checkHartreeSobolev(wave)],
  '§2.3': () => [checkParticlePermutations(system)],
  '§2.8 Remark 1': () => [checkBbgky(system), checkBbgkyLimit({ lattice, orders: [1] })],
  '§2.8 Remark 4': () => [
    checkCreationAnnihilation(system),
    checkFockHamiltonian(system),
    checkHeisenbergOrder(system),
  ],
  '§2.8 Remark 6': () => [
    checkBogoliubov({ lattice, initial: randomState(random, 3), particles: 2, until: 0.1, samples: 1 }),
    fluctuations(),
  ],
  '§2.8 Remark 7': () => [
    checkFermiSea([1]),
    checkFermionLimit(
      fermionPoints({
        lattices: [quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0] })],
        orbitals: [identityMatrix(2)],
        until: 0.1,
      }),
    ),
  ],
};

/** `2.4`, `§2.3`, `§2.8 Remark 4`. */
const ofLectureTwo = statementRegistry.filter(({ number }) => /^§?2/.test(number));

describe('what the registry says of a statement is what its checks say', () => {
  it('of every statement of Lecture 2', () => {
    for (const { number } of ofLectureTwo) expect(Object.keys(seen)).toContain(number);
  });

  it.each(Object.keys(seen))('%s: kind, hypotheses and their roles', (number) => {
    const entry = statementRegistry.find((each) => each.number === number);
    const checks = seen[number]();
    expect(checks).toHaveLength(entry?.checks.length ?? -1);
    const all = checks.flat() as Check[];
    expect(all.map(({ kind }) => kind)).toContain(entry?.kind);
    const labels = all.flatMap(({ hypotheses }) => hypotheses.map(({ name, role }) => `${name} ${role}`));
    expect(new Set(labels)).toEqual(new Set(entry?.hypotheses.map(({ name, role }) => `${name} ${role}`)));
  });
});
