import type { Interaction } from '../interactions/types';
import { finite, finiteArray, integerIn, nonEmpty, optionsOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import { type MagneticMethod, magneticSolver } from '../solvers/particles';
import { fermiSeaEnergy } from '../solvers/quantum';
import type { ModulatedRun } from './modulatedEnergy';
import { checkSemiclassicalHartree } from './semiclassicalHartree';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** ½(3/5)(6π²)^{2/3}: the kinetic energy of one of N → ∞ fermions in the unit cube at ε = N^{−1/3}. */
const thomasFermi: number = 0.3 * (6 * Math.PI ** 2) ** (2 / 3);

/**
 * §3.6, Remark 1: with ε = N^{−1/3} the kinetic energy per particle of N fermions in the unit cube tends to (3/10)(6π²)^{2/3} = 4.558, of the
 * order of the potential energy of mean-field scaling; the walls cost a part of order N^{−1/3}. The slope of the difference in log N.
 * @throws RangeError for fewer than four N.
 * @example
 * checkFermionScaling([100, 1000, 10_000, 100_000])
 */
export function checkFermionScaling(sizes: readonly number[]): Check {
  nonEmpty('sizes', sizes);
  if (sizes.length < 4) throw new RangeError(`sizes must hold at least 4 numbers, got ${sizes.length}`);
  const differences = sizes.map((n, k) => {
    integerIn(`sizes[${k}]`, n, 1, 1e7);
    return fermiSeaEnergy(n, { hbar: n ** (-1 / 3) }) / n - thomasFermi;
  });
  const fit = logLogFit(sizes, differences);
  return makeCheck({
    statement: '§3.6 Remark 1',
    title: 'fermions, ε = N^{−1/3}: kinetic energy of one → 4.558, order in N',
    kind: 'limit',
    at: [Math.max(...sizes)],
    atLabel: 'largest N',
    lhs: [fit.slope],
    rhs: [-1 / 3],
    error: (fit.interval[1] - fit.interval[0]) / 2 + Math.min(...sizes) ** (-1 / 3) / 3,
    errorHow: '95 % interval of the fit, next order at the smallest N',
    scale: 2,
  });
}

export interface MagneticFrameInput {
  /** V in R³. */
  readonly interaction: Interaction;
  readonly x: ArrayLike<number>;
  readonly xi: ArrayLike<number>;
  /** Ω. */
  readonly cyclotron: number;
  readonly until: number;
  readonly timeStep?: number;
  /** Of the particles in the field, see `magneticSolver`. */
  readonly method?: MagneticMethod;
  /** `wrong frame` rotates by Ωt in place of ½Ωt. */
  readonly variant?: 'right' | 'wrong frame';
}

/**
 * §3.6, Remark 3: a uniform magnetic field acts, in a frame that turns with ½Ω (Larmor), like a trap −¼Ω²(x₁, x₂, 0): particles in the field
 * against the same by trap and rotation. Entries are all coordinates at the end.
 * @example
 * checkMagneticFrame({ interaction: potentialCoulomb({ dimension: 3 }), x: [1, 0, 0, -1, 0.2, 0], xi: [0, 0, 0, 0, 0, 0], cyclotron: 1, until: 1 })
 */
export function checkMagneticFrame(input: MagneticFrameInput): Check {
  optionsOf('checkMagneticFrame', input, '{ interaction, x, xi, cyclotron: 1, until: 1 }', [
    'interaction',
    'x',
    'xi',
    'cyclotron',
    'until',
    'timeStep',
    'method',
    'variant',
  ]);
  const { interaction, method, variant = 'right' } = input;
  const omega = finite('cyclotron', input.cyclotron);
  const until = positive('until', input.until);
  const timeStep = positive('timeStep', input.timeStep ?? until / 400);
  const x = finiteArray('x', input.x);
  const xi = finiteArray('xi', input.xi, x.length);
  const inField = (step: number): Float64Array => {
    const solver = magneticSolver({ interaction, x, xi, cyclotron: omega, method });
    solver.run({ until, timeStep: step });
    return solver.state.x;
  };
  const inFrame = (step: number): Float64Array => {
    const start = xi.slice();
    for (let i = 0; i < x.length; i += 3) {
      start[i] -= 0.5 * omega * x[i + 1];
      start[i + 1] += 0.5 * omega * x[i];
    }
    const solver = magneticSolver({ interaction, x, xi: start, cyclotron: 0, trap: 0.25 * omega * omega });
    solver.run({ until, timeStep: step });
    const angle = (variant === 'right' ? 0.5 : 1) * omega * until;
    return turned(solver.state.x, Math.cos(angle), Math.sin(angle));
  };
  const [field, frame] = [inField(timeStep), inFrame(timeStep)];
  const [fieldRough, frameRough] = [inField(2 * timeStep), inFrame(2 * timeStep)];
  return makeCheck({
    statement: '§3.6 Remark 3',
    title: `magnetic field${method === 'boris' ? ' (Boris)' : ''} = trap in Larmor’s frame${variant === 'right' ? '' : ' (turned by Ωt)'}`,
    kind: 'identity',
    at: Array.from(field, (_, i) => i),
    atLabel: 'coordinate',
    lhs: field,
    rhs: frame,
    // Order 2: the step's own error is a third of the change.
    error: Array.from(
      field,
      (v, i) => Math.abs(v - fieldRough[i]) + Math.abs(frame[i] - frameRough[i]) + 1e-11,
    ),
    errorHow: 'what steps twice as long change in both',
  });
}

/** (x₁, x₂) turned by −angle. */
function turned(x: Float64Array, c: number, s: number): Float64Array {
  const out = x.slice();
  for (let i = 0; i < x.length; i += 3) {
    out[i] = c * x[i] + s * x[i + 1];
    out[i + 1] = c * x[i + 1] - s * x[i];
  }
  return out;
}

/**
 * §3.6, Remark 4: where velocities have a spread θ about u the modulated energy does not become small: its kinetic part begins at 3θ² for all N, and
 * the argument says nothing. Left its mean over runs for each N, right 3θ².
 * @throws RangeError for fewer than two runs of some N.
 * @example
 * checkWarmParticles([1, 2, 3].map((seed) => modulatedRun({ fluid: radialEulerPoisson({ density: radialNormal() }), particles: 200, until: 0.1, samples: 4, random: createRandom(seed), spread: 0.5 })), 0.5)
 */
export function checkWarmParticles(runs: readonly ModulatedRun[], spread: number): Check {
  nonEmpty('runs', runs);
  positive('spread', spread);
  const sizes = [...new Set(runs.map(({ particles }) => particles))].sort((a, b) => a - b);
  const means = sizes.map((n) => {
    const values = runs.filter(({ particles }) => particles === n).map(({ energies }) => energies[0].kinetic);
    if (values.length < 2)
      throw new RangeError(`runs must hold at least 2 with N = ${n}, got ${values.length}`);
    // w has 3N independent normal coordinates: the mean of their squares scatters by √(2/3N) of itself.
    return {
      value: values.reduce((a, b) => a + b) / values.length,
      error: 4 * 3 * spread * spread * Math.sqrt(2 / (3 * n * values.length)),
    };
  });
  return makeCheck({
    statement: '§3.6 Remark 4',
    title: `velocities with spread ${spread}: the modulated energy starts at 3·${spread}²`,
    kind: 'identity',
    at: sizes,
    atLabel: 'N',
    lhs: means.map(({ value }) => value),
    rhs: sizes.map(() => 3 * spread * spread),
    error: means.map(({ error }) => error),
    errorHow: 'four standard errors',
    scale: 30 * spread * spread,
  });
}

const shared = {
  notebook: '06',
  section: '§3.6: remarks',
  tests: ['test/statements/remarksOnCoulomb.test.ts'],
  hypotheses: [],
} as const;

export const entries: readonly StatementEntry[] = [
  {
    ...shared,
    number: '§3.6 Remark 1',
    title: 'Fermions: ε = N^{−1/3}',
    kind: 'limit',
    checks: [checkFermionScaling],
  },
  {
    ...shared,
    number: '§3.6 Remark 2',
    title: 'Hartree to Vlasov–Poisson',
    kind: 'limit',
    checks: [checkSemiclassicalHartree],
    tests: ['test/statements/eulerPoissonLimit.test.ts'],
  },
  {
    ...shared,
    number: '§3.6 Remark 3',
    title: 'External magnetic field',
    kind: 'identity',
    checks: [checkMagneticFrame],
  },
  {
    ...shared,
    number: '§3.6 Remark 4',
    title: 'Beyond monokinetic data',
    kind: 'identity',
    checks: [checkWarmParticles],
  },
];
