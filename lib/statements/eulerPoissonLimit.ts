import { radialNormal } from '../densities';
import { type HartreeFluidDistance, hartreeModulatedEnergy, modulatedCoulombBound } from '../metrics/coulomb';
import { integerIn, nonEmpty, optionsOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import type { OnProgress } from '../numerics/progress';
import { gaussLegendre } from '../numerics/quadrature';
import { mapRule } from '../numerics/quadrature/rule';
import {
  type FluidSnapshot,
  fluidSnapshot,
  type RadialEulerPoisson,
  radialEulerPoisson,
} from '../solvers/fluid';
import {
  type RadialGrid,
  type RadialWave,
  radialDensity,
  radialGrid,
  radialHartree,
  radialWave,
  releasedBosons,
  type SphericalBosons,
  sphericalBosons,
} from '../solvers/quantum';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/**
 * The WKB wave √ρ^in·e^{iS/ε} of a fluid, S′ = u^in, S(0) = 0, by Simpson's rule between the points.
 * @throws RangeError when the grid does not hold it (in the solver), ε is not > 0.
 * @example
 * wkbWave(radialEulerPoisson({ density: radialNormal() }), radialGrid({ radius: 16, intervals: 512 }), 0.1)
 */
export function wkbWave(fluid: RadialEulerPoisson, grid: RadialGrid, epsilon: number): RadialWave {
  positive('epsilon', epsilon);
  const { initial, initialVelocity: u } = fluid;
  const outer = initial.breakpoints[initial.breakpoints.length - 1];
  const phases = new Map<number, number>();
  let [before, phase] = [0, 0];
  for (const r of grid.points) {
    if (r <= outer) phase += ((r - before) / 6) * (u(before) + 4 * u(0.5 * (before + r)) + u(r));
    phases.set(r, phase / epsilon);
    before = r;
  }
  return radialWave({
    grid,
    hbar: epsilon,
    psi: (r) => {
      const a = Math.sqrt(initial.density(r));
      const angle = phases.get(r) ?? 0;
      return [a * Math.cos(angle), a * Math.sin(angle)];
    },
  });
}

export interface SemiclassicalInput {
  readonly fluid: RadialEulerPoisson;
  readonly epsilons: readonly number[];
  readonly until: number;
  /** Default until/100. */
  readonly timeStep?: number;
  /** Radius of the ball; default 1.5 times where the fluid is, all but 10⁻¹² of it. */
  readonly radius?: number;
  readonly onProgress?: OnProgress;
}

/** Hartree's wave and the fluid at the end. */
export interface SemiclassicalPoint extends HartreeFluidDistance {
  readonly epsilon: number;
  /** What steps twice as long change in each of the numbers, and infinite where the grid loses the wave. */
  readonly error: HartreeFluidDistance;
}

/** Points of a grid that holds momenta up to four thirds of these: u, and those of √ρ. */
function intervalsFor(radius: number, epsilon: number, fluid: RadialEulerPoisson, until: number): number {
  const edge = fluid.initial.radius(1 - 1e-9);
  const labels = Array.from({ length: 40 }, (_, k) => (edge * (k + 1)) / 40);
  const speed = Math.max(
    ...[0, 0.5, 1].flatMap((part) => labels.map((a) => Math.abs(fluid.shell(part * until, a).velocity))),
  );
  const widest = 12 / Math.cbrt(1 / fluid.initial.densityBound);
  const needed = (1.6 * radius * (speed / epsilon + widest)) / Math.PI;
  return Math.max(256, 2 ** Math.ceil(Math.log2(needed)));
}

/**
 * Hartree's equation with 1/|x| from WKB data √ρ^in e^{iS/ε} beside the fluid (Theorem 3.8 for N = ∞; §3.6 Remark 2, the classical limit
 * in the monokinetic case): the modulated energy, and the L¹ distances of density and current, at the end, for each ε.
 * @throws RangeError for times beyond the crossing, and for ε that take more than 2¹⁸ points.
 * @example
 * semiclassicalHartree({ fluid: radialEulerPoisson({ density: radialNormal() }), epsilons: [0.1, 0.05], until: 1 })
 */
export function semiclassicalHartree(input: SemiclassicalInput): SemiclassicalPoint[] {
  optionsOf('semiclassicalHartree', input, '{ fluid, epsilons: [0.1, 0.05], until: 1 }', [
    'fluid',
    'epsilons',
    'until',
    'timeStep',
    'radius',
    'onProgress',
  ]);
  const { fluid, epsilons, until, onProgress } = input;
  nonEmpty('epsilons', epsilons);
  const timeStep = positive('timeStep', input.timeStep ?? positive('until', until) / 100);
  const flow = fluidSnapshot(fluid, until);
  const radius = positive(
    'radius',
    input.radius ?? 1.5 * fluid.shell(until, fluid.initial.radius(1 - 1e-12)).radius,
  );
  return epsilons.map((epsilon, k) => {
    positive(`epsilons[${k}]`, epsilon);
    const grid = radialGrid({ radius, intervals: intervalsFor(radius, epsilon, fluid, until) });
    const initial = wkbWave(fluid, grid, epsilon);
    const [fine, rough] = [timeStep, 2 * timeStep].map((step) => {
      const solver = radialHartree({ initial });
      const { status } = solver.run({ until, timeStep: step });
      return { ...hartreeModulatedEnergy(solver.state, flow), lost: status === 'resolved' ? 0 : Infinity };
    });
    onProgress?.(k + 1, epsilons.length);
    const change = (name: keyof HartreeFluidDistance): number =>
      Math.abs(fine[name] - rough[name]) + fine.lost + 1e-9 * fine[name];
    const { kinetic, interaction, total, density, current } = fine;
    return {
      ...{ epsilon, kinetic, interaction, total, density, current },
      error: {
        kinetic: change('kinetic'),
        interaction: change('interaction'),
        total: change('total'),
        density: change('density'),
        current: change('current'),
      },
    };
  });
}

/**
 * Theorem 3.8 for N = ∞ and §3.6 Remark 2: density, current and modulated energy of Hartree's wave tend to those of the fluid like ε²
 * for smooth data. The slopes in log ε; the error is the interval of the fit, what leaving out the largest ε changes, and the next order, ε².
 * @throws RangeError for fewer than three ε.
 * @example
 * checkSemiclassicalHartree(semiclassicalHartree({ fluid: radialEulerPoisson({ density: radialNormal() }), epsilons: [0.1, 0.05, 0.025, 0.0125], until: 0.5 }))
 */
export function checkSemiclassicalHartree(points: readonly SemiclassicalPoint[]): Check {
  integerIn('points.length', points?.length, 3, 1000);
  const sorted = [...points].sort((a, b) => b.epsilon - a.epsilon);
  const names = ['density', 'current', 'total'] as const;
  const slopes = names.map((name) => {
    const fit = (from: number) => {
      const used = sorted.slice(from);
      return logLogFit(
        used.map(({ epsilon }) => epsilon),
        used.map((point) => point[name]),
      );
    };
    const [all, later] = [fit(0), fit(1)];
    const lost = sorted.some(({ error }) => !Number.isFinite(error[name]));
    return {
      slope: later.slope,
      error: lost
        ? Infinity
        : (all.interval[1] - all.interval[0]) / 2 +
          Math.abs(all.slope - later.slope) +
          sorted[1].epsilon ** 2,
    };
  });
  return makeCheck({
    statement: '3.8',
    title: 'N = ∞, Hartree → Euler–Poisson: orders in ε of density, current, modulated energy',
    kind: 'limit',
    at: names.map((_, k) => k + 1),
    atLabel: 'quantity',
    lhs: slopes.map(({ slope }) => slope),
    rhs: names.map(() => 2),
    error: slopes.map(({ error }) => error),
    errorHow: '95 % interval of the fit, what the largest ε changes, next order in ε',
    scale: 10,
  });
}

export interface CoulombGasInput {
  /** Deviation of ρ^in, a normal law; the gas starts from rest. Default 1. */
  readonly width?: number;
  readonly sizes: readonly number[];
  readonly epsilons: readonly number[];
  readonly until: number;
  /** Oscillator shells of each N; default 10 for N = 2, 8 for more. */
  readonly shells?: (particles: number) => number;
  /** Largest sum of the shells of all bosons; default 20, 16, 12 for N = 2, 3, more. */
  readonly quanta?: (particles: number) => number;
  readonly onProgress?: OnProgress;
}

/** N bosons with Coulomb's repulsion beside the fluid. */
export interface CoulombGasPoint {
  readonly particles: number;
  readonly epsilon: number;
  /** ⟨|−iε∇ − u|²⟩ of one boson, ⟨F[X_N, ρ]⟩, and their sum, the modulated energy of §3.5. */
  readonly kinetic: number;
  readonly interaction: number;
  readonly total: number;
  /** −(9/5)(4π‖ρ‖/3)^{1/3}N^{−2/3}. */
  readonly floor: number;
  /** ∫ρ_{N:1}e^{−|x|²/2w²}, w the width; the same of Hartree's wave in full space, and of the fluid. */
  readonly density: number;
  readonly hartreeDensity: number;
  readonly fluidDensity: number;
  /** ∫|J_{N:1} − ρ_{N:1}u|. */
  readonly drift: number;
  /** What two shells fewer change; infinite when the bosons leave the orbitals. */
  readonly error: Readonly<Record<'density' | 'total' | 'drift', number>>;
}

/**
 * Theorem 3.8 with finite N: bosons in oscillator shells that grow with the cloud, from Gaussians at rest (S = 0), beside the fluid.
 * @throws RangeError for times beyond the crossing, or spaces too large.
 * @example
 * coulombGas({ sizes: [2, 3], epsilons: [1], until: 0.5 })
 */
export function coulombGas(input: CoulombGasInput): CoulombGasPoint[] {
  optionsOf('coulombGas', input, '{ sizes: [2, 3], epsilons: [1, 0.5], until: 1 }', [
    'width',
    'sizes',
    'epsilons',
    'until',
    'shells',
    'quanta',
    'onProgress',
  ]);
  const { sizes, epsilons, until, onProgress } = input;
  const width = positive('width', input.width ?? 1);
  positive('until', until);
  nonEmpty('sizes', sizes);
  nonEmpty('epsilons', epsilons);
  const shellsOf = input.shells ?? ((n: number) => (n === 2 ? 10 : 8));
  const quantaOf = input.quanta ?? ((n: number) => (n === 2 ? 20 : n === 3 ? 16 : 12));
  const density = radialNormal({ deviation: width });
  const flow = fluidSnapshot(radialEulerPoisson({ density }), until);
  const points: CoulombGasPoint[] = [];
  let done = 0;
  for (const [k, particles] of sizes.entries()) {
    integerIn(`sizes[${k}]`, particles, 2, 1000);
    const shells = integerIn('shells', shellsOf(particles), 4, 12);
    const [large, small] = [0, 2].map((fewer) =>
      sphericalBosons({
        particles,
        shells: shells - fewer,
        quanta: Math.min(quantaOf(particles) - fewer, particles * (shells - fewer)),
      }),
    );
    for (const epsilon of epsilons) {
      positive('epsilon', epsilon);
      const setting = { epsilon, width, until, flow };
      const [fine, rough] = [gasAt(setting, large), gasAt(setting, small)];
      const change = (name: keyof CoulombGasPoint['error']): number =>
        (fine.resolved ? 0 : Infinity) + Math.abs(fine[name] - rough[name]) + 1e-7;
      const { resolved: _, ...numbers } = fine;
      points.push({
        ...{ particles, epsilon, ...numbers },
        hartreeDensity: hartreeTest(setting),
        floor: modulatedCoulombBound(particles, flow.densityBound),
        fluidDensity: flowTest(flow, width),
        error: { density: change('density'), total: change('total'), drift: change('drift') },
      });
      onProgress?.(++done, sizes.length * epsilons.length);
    }
  }
  return points;
}

interface GasSetting {
  readonly epsilon: number;
  readonly width: number;
  readonly until: number;
  readonly flow: FluidSnapshot;
}

type GasNumbers = Pick<CoulombGasPoint, 'kinetic' | 'interaction' | 'total' | 'density' | 'drift'> & {
  readonly resolved: boolean;
};

/** Radii of a rule for what lives on some twelve widths of the fluid. */
function radialRule(outer: number): { nodes: Float64Array; weights: Float64Array } {
  const rule = gaussLegendre(20);
  const parts = Array.from({ length: 10 }, (_, k) => mapRule(rule, (outer * k) / 10, (outer * (k + 1)) / 10));
  return {
    nodes: Float64Array.from(parts.flatMap(({ nodes }) => Array.from(nodes))),
    weights: Float64Array.from(parts.flatMap(({ weights }) => Array.from(weights))),
  };
}

function flowTest(flow: FluidSnapshot, width: number): number {
  const { nodes, weights } = radialRule(flow.support[1]);
  return nodes.reduce(
    (sum, r, i) =>
      sum + 4 * Math.PI * r * r * weights[i] * flow.density(r) * Math.exp((-0.5 * r * r) / (width * width)),
    0,
  );
}

function gasAt({ epsilon, width, until, flow }: GasSetting, space: SphericalBosons): GasNumbers {
  const { particles } = space;
  const model = { coupling: 1, hbar: epsilon, frequency: epsilon / (2 * width * width) };
  const gas = releasedBosons(space, model);
  const { nodes: r, weights } = radialRule(1.5 * flow.support[1]);
  let numbers: Omit<GasNumbers, 'resolved'> | undefined;
  const { resolved } = gas.run({
    times: [until],
    observe: (sample) => {
      const { kinetic, interaction } = gas.energy(sample);
      const { density, current } = gas.profile(sample, r);
      let [moving, square, potential, test, drift] = [0, 0, 0, 0, 0];
      r.forEach((radius, i) => {
        const sphere = 4 * Math.PI * radius * radius * weights[i];
        const u = flow.velocity(radius);
        moving += sphere * current[i] * u;
        square += sphere * density[i] * u * u;
        potential += sphere * density[i] * flow.potential(radius);
        test += sphere * density[i] * Math.exp((-0.5 * radius * radius) / (width * width));
        drift += sphere * Math.abs(current[i] - density[i] * u);
      });
      const modulated = (2 * kinetic) / particles - 2 * moving + square;
      const between = (2 * interaction) / particles - 2 * potential + flow.selfEnergy;
      numbers = {
        kinetic: modulated,
        interaction: between,
        total: modulated + between,
        density: test,
        drift,
      };
    },
  });
  if (!numbers) throw new Error('the evolution has shown no sample');
  return { ...numbers, resolved };
}

/** ∫|ψ|²e^{−|x|²/2w²} of Hartree's wave in full space. */
function hartreeTest({ epsilon, width, until, flow }: GasSetting): number {
  const grid = radialGrid({
    radius: Math.max(2 * flow.support[1], 24 * width * (1 + epsilon * until)),
    intervals: 1024,
  });
  const initial = radialWave({ grid, hbar: epsilon, psi: (r) => Math.exp((-r * r) / (4 * width * width)) });
  const solver = radialHartree({ initial });
  solver.run({ until, timeStep: until / 50 });
  const rho = radialDensity(solver.state);
  return grid.points.reduce(
    (sum, r, j) =>
      sum + 4 * Math.PI * r * r * rho[j] * grid.spacing * Math.exp((-0.5 * r * r) / (width * width)),
    0,
  );
}

function checkedGas(name: string, points: readonly CoulombGasPoint[]): readonly CoulombGasPoint[] {
  if (!(points?.length > 0 && points[0].error))
    throw new RangeError(`${name} wants what coulombGas returns, got ${points}`);
  return points;
}

/**
 * Theorem 3.8 with finite N: ∫ρ_{N:1}e^{−|x|²/2w²} tends to Hartree's value like 1/N, and this to the fluid's as ε → 0. For each ε the slope
 * in log N of the difference from Hartree; the error is the interval of the fit, 1/N at the smallest N, and how far the errors turn the line.
 * @throws RangeError for fewer than three N at some ε.
 * @example
 * checkCoulombGas(coulombGas({ sizes: [2, 3, 4], epsilons: [1], until: 0.5 }))
 */
export function checkCoulombGas(points: readonly CoulombGasPoint[]): Check {
  checkedGas('checkCoulombGas', points);
  const epsilons = [...new Set(points.map(({ epsilon }) => epsilon))];
  const fits = epsilons.map((epsilon) => {
    const used = points.filter((point) => point.epsilon === epsilon);
    if (used.length < 3)
      throw new RangeError(`points must hold at least 3 N for ε = ${epsilon}, got ${used.length}`);
    const sizes = used.map(({ particles }) => particles);
    const gaps = used.map(({ density, hartreeDensity }) => Math.abs(density - hartreeDensity));
    const fit = logLogFit(sizes, gaps);
    const turn = Math.max(...used.map(({ error }, k) => error.density / gaps[k]));
    const spread = Math.log(Math.max(...sizes) / Math.min(...sizes));
    return {
      slope: fit.slope,
      error: (fit.interval[1] - fit.interval[0]) / 2 + 1 / Math.min(...sizes) ** 2 + (2 * turn) / spread,
    };
  });
  return makeCheck({
    statement: '3.8',
    title: 'N bosons → Hartree: order in N of the density, for each ε',
    kind: 'limit',
    at: epsilons,
    atLabel: 'ε',
    lhs: fits.map(({ slope }) => slope),
    rhs: epsilons.map(() => -1),
    error: fits.map(({ error }) => error),
    errorHow: '95 % interval of the fit, next order in 1/N, two shells fewer',
    scale: 10,
  });
}

/**
 * From the proof of Theorem 3.8: ∫|J_{N:1} − ρ_{N:1}u| ≤ ⟨|−iε∇ − u|²⟩^{½} ≤ (E + C_N)^{½}, −C_N the least value of F: the modulated energy
 * bounds the distance of the current. Left the first, right the last.
 * @example
 * checkGasCurrent(coulombGas({ sizes: [2], epsilons: [1], until: 0.5 }))
 */
export function checkGasCurrent(points: readonly CoulombGasPoint[]): Check {
  checkedGas('checkGasCurrent', points);
  const rhs = points.map(({ total, floor }) => Math.sqrt(Math.max(0, total - floor)));
  return makeCheck({
    statement: '3.8',
    title: '∫|J − ρ_{N:1}u| ≤ (E + (9/5)(4π‖ρ‖/3)^{1/3}N^{−2/3})^{½}',
    kind: 'inequality',
    at: points.map(({ particles }) => particles),
    atLabel: 'N',
    lhs: points.map(({ drift }) => drift),
    rhs,
    error: points.map(({ error }, k) => error.drift + error.total / (2 * rhs[k])),
    errorHow: 'two shells fewer',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '3.8',
    title: 'From N-body Schrödinger to Euler–Poisson',
    kind: 'limit',
    notebook: '06',
    section: 'Theorem 3.8: from N-body Schrödinger to Euler–Poisson',
    checks: [checkSemiclassicalHartree, checkCoulombGas, checkGasCurrent],
    tests: ['test/statements/eulerPoissonLimit.test.ts'],
    errata: ['B13'],
    hypotheses: [],
  },
];
