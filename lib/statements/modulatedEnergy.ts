import { potentialCoulomb } from '../interactions';
import { flowRates, type ModulatedEnergy, modulatedCoulombBound, modulatedEnergy } from '../metrics/coulomb';
import { integerIn, nonEmpty, numberIn, optionsOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import type { OnProgress } from '../numerics/progress';
import type { Random } from '../numerics/random';
import {
  type FluidSnapshot,
  fluidSnapshot,
  monokineticPoints,
  type RadialEulerPoisson,
} from '../solvers/fluid';
import { newtonSolver } from '../solvers/particles';
import { checkQuantumModulated } from './quantumModulated';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface ModulatedRunInput {
  readonly fluid: RadialEulerPoisson;
  readonly particles: number;
  readonly until: number;
  /** Default 0.01. */
  readonly timeStep?: number;
  /** Snapshots after 0, a multiple of 4; default 40. */
  readonly samples?: number;
  /** Independent initial points; without it a quiet start. */
  readonly random?: Random;
  /** Deviation of velocities about u^in, each coordinate (needs `random`); default 0, monokinetic. */
  readonly spread?: number;
  readonly onProgress?: OnProgress;
}

/** N Coulomb particles beside the fluid. */
export interface ModulatedRun {
  readonly fluid: RadialEulerPoisson;
  readonly particles: number;
  readonly times: Float64Array;
  readonly energies: readonly ModulatedEnergy[];
  /** (1/N)Σe^{−|x_j|²/2} less its value for the fluid, and the same of (1/N)Σξ_j·x_j e^{−|x_j|²/2}. */
  readonly densityError: Float64Array;
  readonly momentumError: Float64Array;
  /** Positions and velocities at the end. */
  readonly x: Float64Array;
  readonly xi: Float64Array;
  /** Relative drift of the energy. */
  readonly energyDrift: number;
}

/**
 * Newton's equations of N Coulomb particles with monokinetic data, and their modulated energy about the fluid (§3.5).
 * @throws RangeError for `until` beyond the crossing, N not in [1, 10⁵], samples not a multiple of 4.
 * @example
 * modulatedRun({ fluid: radialEulerPoisson({ density: radialNormal() }), particles: 100, until: 1, random: createRandom(1) }).energies
 */
export function modulatedRun(input: ModulatedRunInput): ModulatedRun {
  optionsOf('modulatedRun', input, '{ fluid, particles: 100, until: 1 }', [
    'fluid',
    'particles',
    'until',
    'timeStep',
    'samples',
    'random',
    'spread',
    'onProgress',
  ]);
  const { fluid, random, timeStep = 0.01, spread = 0, onProgress } = input;
  const particles = integerIn('particles', input.particles, 1, 1e5);
  const until = positive('until', input.until);
  const samples = integerIn('samples', input.samples ?? 40, 4, 1e5);
  if (samples % 4 !== 0) throw new RangeError(`samples must be a multiple of 4, got ${samples}`);
  if (typeof fluid?.shell !== 'function')
    throw new RangeError(`fluid must be made by radialEulerPoisson, got ${fluid}`);
  if (until >= fluid.crossing.time)
    throw new RangeError(`until must be < ${fluid.crossing.time}, when shells cross, got ${until}`);
  const { x, xi } = monokineticPoints(fluid.initial, fluid.initialVelocity, particles, random);
  if (spread !== 0) {
    positive('spread', spread);
    if (!random) throw new RangeError('random must be given for a spread of velocities, got undefined');
    for (let i = 0; i < xi.length; i++) xi[i] += spread * random.normal();
  }
  const interaction = potentialCoulomb({ dimension: 3, charge: fluid.attractive ? -1 : 1 });
  const solver = newtonSolver({ interaction, x, xi });
  const energies: ModulatedEnergy[] = [];
  const times: number[] = [];
  const [densityError, momentumError] = [new Float64Array(samples + 1), new Float64Array(samples + 1)];
  solver.run({
    until,
    timeStep,
    samples,
    observe: (t) => {
      const k = times.push(t) - 1;
      const { snapshot, tests } = fluidAt(fluid, t);
      energies.push(modulatedEnergy(solver.state, snapshot));
      const cloud = cloudTests(solver.state);
      densityError[k] = cloud[0] - tests[0];
      momentumError[k] = cloud[1] - tests[1];
      onProgress?.(k, samples);
    },
  });
  return {
    fluid,
    particles,
    times: Float64Array.from(times),
    energies,
    densityError,
    momentumError,
    x: solver.state.x.slice(),
    xi: solver.state.xi.slice(),
    energyDrift: solver.report.energyDrift,
  };
}

/** Means of e^{−|x|²/2} and ξ·x e^{−|x|²/2}. */
function cloudTests({ x, xi }: { readonly x: Float64Array; readonly xi: Float64Array }): [number, number] {
  const n = x.length / 3;
  let [mass, momentum] = [0, 0];
  for (let j = 0; j < x.length; j += 3) {
    const weight = Math.exp(-0.5 * (x[j] ** 2 + x[j + 1] ** 2 + x[j + 2] ** 2)) / n;
    mass += weight;
    momentum += weight * (x[j] * xi[j] + x[j + 1] * xi[j + 1] + x[j + 2] * xi[j + 2]);
  }
  return [mass, momentum];
}

const massNodes = 2000;

/** A fluid at one time, and the same means of it by the midpoint rule in the mass. */
interface FluidAt {
  readonly snapshot: FluidSnapshot;
  readonly tests: readonly [mass: number, momentum: number];
}

/** Known of each fluid: the labels at the masses (k + ½)/2000, and the times of the last runs. */
const known = new WeakMap<RadialEulerPoisson, { labels: Float64Array; times: Map<number, FluidAt> }>();
/** Times kept of a fluid, some 0.3 MB each. */
const mostTimes = 100;

function fluidAt(fluid: RadialEulerPoisson, t: number): FluidAt {
  let memory = known.get(fluid);
  if (!memory) {
    const radius = (_: unknown, k: number): number => fluid.initial.radius((k + 0.5) / massNodes);
    memory = { labels: Float64Array.from({ length: massNodes }, radius), times: new Map() };
    known.set(fluid, memory);
  }
  const before = memory.times.get(t);
  if (before) return before;
  let [mass, momentum] = [0, 0];
  for (const label of memory.labels) {
    const { radius, velocity } = fluid.shell(t, label);
    const weight = Math.exp(-0.5 * radius * radius) / massNodes;
    mass += weight;
    momentum += weight * radius * velocity;
  }
  const now: FluidAt = { snapshot: fluidSnapshot(fluid, t), tests: [mass, momentum] };
  if (memory.times.size >= mostTimes) memory.times.clear();
  memory.times.set(t, now);
  return now;
}

function checkedRun(name: string, run: ModulatedRun): ModulatedRun {
  if (!(run?.energies?.length > 1))
    throw new RangeError(`${name} wants what modulatedRun returns, got ${run}`);
  return run;
}

/**
 * §3.5, the classical identity (B11): d/dt of the modulated energy is −(2/N)Σwᵀ S w − G, w = ξ − u(x). Left the modulated energy at
 * the snapshots less that at 0, right the integral of the right side by Simpson's rule; the error is what half as many snapshots
 * change, and the drift of the particles' energy. `as printed` takes +G.
 * @example
 * checkModulatedDerivative(modulatedRun({ fluid: radialEulerPoisson({ density: radialNormal() }), particles: 20, until: 0.5 }))
 */
export function checkModulatedDerivative(
  run: ModulatedRun,
  variant: 'right' | 'as printed' = 'right',
): Check {
  const { times, energies, energyDrift } = checkedRun('checkModulatedDerivative', run);
  const sign = variant === 'right' ? -1 : 1;
  const rates = energies.map(({ deformation, commutator }) => -deformation + sign * commutator);
  const h = times[1] - times[0];
  const outside = energies.some((one) => one.outside > 0);
  const [at, lhs, rhs, error]: number[][] = [[], [], [], []];
  let [fine, rough] = [0, 0];
  for (let k = 4; k < times.length; k += 4) {
    const [a, b, c, d, e] = rates.slice(k - 4, k + 1);
    fine += (h / 3) * (a + 4 * b + 2 * c + 4 * d + e);
    rough += ((2 * h) / 3) * (a + 4 * c + e);
    at.push(times[k]);
    lhs.push(energies[k].total - energies[0].total);
    rhs.push(fine);
    error.push(Math.abs(fine - rough) + 10 * energyDrift + 1e-9);
  }
  return makeCheck({
    statement: '§3.5 modulated energy',
    title:
      variant === 'right'
        ? 'E(t) − E(0) = −∫((2/N)Σwᵀ S w + G)'
        : 'the same with +G, as printed for the quantum one',
    kind: 'identity',
    at,
    atLabel: 't',
    lhs,
    rhs,
    error,
    errorHow: 'what half as many snapshots change, drift of the energy',
    certain: !outside,
    note: outside ? 'particles have left the fluid' : '',
  });
}

/**
 * §3.5: the modulated energy is never below −(9/5)(4π‖ρ(t)‖_∞/3)^{1/3}N^{−2/3}: after this is added it is what bounds the distance of
 * the particles from the fluid.
 * @example
 * checkModulatedFloor(modulatedRun({ fluid: radialEulerPoisson({ density: radialNormal() }), particles: 20, until: 0.5 }))
 */
export function checkModulatedFloor(run: ModulatedRun): Check {
  const { fluid, particles, times, energies } = checkedRun('checkModulatedFloor', run);
  const bounds = Array.from(times, (t) => fluidAt(fluid, t).snapshot.densityBound);
  return makeCheck({
    statement: '§3.5 modulated energy',
    title: `E(t) ≥ −(9/5)(4π‖ρ‖/3)^{1/3}N^{−2/3}, N = ${particles}`,
    kind: 'inequality',
    at: times,
    atLabel: 't',
    lhs: bounds.map((bound) => modulatedCoulombBound(particles, bound)),
    rhs: energies.map(({ total }) => total),
    error: 1e-9,
    errorHow: 'tables of the fluid',
  });
}

/** C′ of F ≥ −C′N^{−2/3}(1 + ‖ρ‖_∞): (9/5)(4π/3)^{1/3}, since ‖ρ‖^{1/3} <= 1 + ‖ρ‖. */
const lowerConstant = (9 / 5) * Math.cbrt((4 * Math.PI) / 3);

/**
 * The estimate on which §3.5 ends, for classical particles: with P = C′N^{−2/3}(1 + ‖ρ‖), C′ = (9/5)(4π/3)^{1/3}, and Λ = ‖∇u‖,
 * E(t) + P ≤ e^{CtΛ}(E(0) + P) + te^{CtΛ}·CN^{−1/3}(1 + ‖ρ‖)(1 + ‖u‖_{W^{1,∞}}), by Gronwall's lemma from Serfaty's inequality with C >= 2, which
 * takes the term (2/N)ΣwᵀSw in; norms are the largest over [0, t].
 * @throws RangeError for constants below 2.
 * @example
 * checkModulatedGronwall(modulatedRun({ fluid: radialEulerPoisson({ density: radialNormal() }), particles: 20, until: 0.5 }))
 */
export function checkModulatedGronwall(run: ModulatedRun, constant: number = 2): Check {
  const { fluid, particles, times, energies } = checkedRun('checkModulatedGronwall', run);
  numberIn('constant', constant, 2, Number.MAX_VALUE);
  let [density, lipschitz, speed] = [0, 0, 0];
  const sides = Array.from(times, (t, k) => {
    const { snapshot } = fluidAt(fluid, t);
    const rates = flowRates(snapshot, { samples: 500 });
    density = Math.max(density, snapshot.densityBound);
    lipschitz = Math.max(lipschitz, rates.lipschitz);
    speed = Math.max(speed, rates.speed);
    const floor = lowerConstant * particles ** (-2 / 3) * (1 + density);
    const rest = constant * particles ** (-1 / 3) * (1 + density) * (1 + Math.max(speed, lipschitz));
    const growth = Math.exp(constant * t * lipschitz);
    return { lhs: energies[k].total + floor, rhs: growth * (energies[0].total + floor + t * rest) };
  });
  return makeCheck({
    statement: '§3.5 modulated energy',
    title: `Gronwall: E(t) + C′N^{−2/3}(1 + ‖ρ‖) below its bound with C = ${constant}, N = ${particles}`,
    kind: 'inequality',
    at: times.slice(1),
    atLabel: 't',
    lhs: sides.slice(1).map(({ lhs }) => lhs),
    rhs: sides.slice(1).map(({ rhs }) => rhs),
    error: 1e-6,
    errorHow: 'tables of the fluid',
  });
}

/**
 * Serfaty and Duerinckx (§3.5): for well-prepared data density and momentum of the particles converge to those of the fluid. At the end
 * of runs with independent points the errors of (1/N)Σe^{−|x|²/2} and (1/N)Σξ·x e^{−|x|²/2}, root mean squares over the runs of
 * each N, fall like N^{−1/2}.
 * @throws RangeError for fewer than three N.
 * @example
 * checkParticleLimit([20, 20, 40, 40, 80, 80].map((particles, k) => modulatedRun({ fluid: radialEulerPoisson({ density: radialNormal() }), particles, until: 0.5, samples: 4, random: createRandom(k + 1) })))
 */
export function checkParticleLimit(runs: readonly ModulatedRun[]): Check {
  nonEmpty('runs', runs);
  runs.forEach((run) => {
    checkedRun('checkParticleLimit', run);
  });
  const sizes = [...new Set(runs.map(({ particles }) => particles))].sort((a, b) => a - b);
  if (sizes.length < 3) throw new RangeError(`runs must have at least 3 different N, got ${sizes.length}`);
  const fits = (['densityError', 'momentumError'] as const).map((name) => {
    const ends = sizes.map((n) =>
      runs.filter(({ particles }) => particles === n).map((run) => run[name][run.times.length - 1]),
    );
    const errors = ends.map((values) => Math.hypot(...values) / Math.sqrt(values.length));
    // The root of a mean of R squares scatters by 1/√(2R).
    return logLogFit(sizes, errors, {
      standardErrors: errors.map((e, k) => e / Math.sqrt(2 * ends[k].length)),
      confidence: 0.9973,
    });
  });
  return makeCheck({
    statement: '§3.5 modulated energy',
    title: 'density and momentum of particles tend to the fluid’s: slopes in N',
    kind: 'limit',
    at: [1, 2],
    atLabel: 'quantity',
    lhs: fits.map(({ slope }) => slope),
    rhs: [-0.5, -0.5],
    error: fits.map(({ interval }) => (interval[1] - interval[0]) / 2),
    errorHow: 'three standard deviations of the fit, from the number of runs',
    scale: 5,
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§3.5 modulated energy',
    title: 'Derivative of the modulated energy',
    kind: 'identity',
    notebook: '06',
    section: '§3.5: the modulated energy',
    checks: [
      checkModulatedDerivative,
      checkQuantumModulated,
      checkModulatedFloor,
      checkModulatedGronwall,
      checkParticleLimit,
    ],
    tests: ['test/statements/modulatedEnergy.test.ts', 'test/statements/quantumModulated.test.ts'],
    errata: ['B11', 'B17'],
    hypotheses: [],
  },
];
