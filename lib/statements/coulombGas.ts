import { radialNormal } from '../densities';
import { modulatedCoulombBound } from '../metrics/coulomb';
import { integerIn, nonEmpty, optionsOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import type { OnProgress } from '../numerics/progress';
import { gaussLegendre } from '../numerics/quadrature';
import { mapRule } from '../numerics/quadrature/rule';
import { type FluidSnapshot, fluidSnapshot, radialEulerPoisson } from '../solvers/fluid';
import {
  radialDensity,
  radialGrid,
  radialHartree,
  radialWave,
  releasedBosons,
  type SphericalBosons,
  sphericalBosons,
} from '../solvers/quantum';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface CoulombGasInput {
  /** Deviation of ρ^in, a normal law; the gas starts from rest. Default 1. */
  readonly width?: number;
  readonly sizes: readonly number[];
  readonly epsilons: readonly number[];
  readonly until: number;
  /** Oscillator shells of each N; default 10. */
  readonly shells?: (particles: number) => number;
  /** Largest sum of the shells of all bosons; default 20, 16, 14 for N = 2, 3, more. */
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
  /** ∫|J_{N:1} − ρu|, the current against that of the fluid. */
  readonly current: number;
  /**
   * What two shells fewer change, and what two quanta fewer do, each times the (n − 2)/2 that belongs to errors ∝ 1/n, n the number of
   * them; infinite when the bosons leave the orbitals.
   */
  readonly error: Readonly<Record<'density' | 'total' | 'drift' | 'current', number>>;
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
  const shellsOf = input.shells ?? (() => 10);
  const quantaOf = input.quanta ?? ((n: number) => (n === 2 ? 20 : n === 3 ? 16 : 14));
  const density = radialNormal({ deviation: width });
  const flow = fluidSnapshot(radialEulerPoisson({ density }), until);
  const points: CoulombGasPoint[] = [];
  const hartree = new Map<number, number>();
  const hartreeAt = (epsilon: number, setting: GasSetting): number => {
    const known = hartree.get(epsilon) ?? hartreeTest(setting);
    hartree.set(epsilon, known);
    return known;
  };
  let done = 0;
  for (const [k, particles] of sizes.entries()) {
    integerIn(`sizes[${k}]`, particles, 2, 1000);
    const shells = integerIn('shells', shellsOf(particles), 4, 12);
    const quanta = integerIn('quanta', quantaOf(particles), 4, particles * shells);
    // One after the other: the two changes have opposite signs at times.
    const [space, ...smaller] = [
      { shells, quanta },
      { shells: shells - 2, quanta: Math.min(quanta, particles * (shells - 2)) },
      { shells, quanta: quanta - 2 },
    ].map((size) => sphericalBosons({ particles, ...size }));
    for (const epsilon of epsilons) {
      positive('epsilon', epsilon);
      const setting = { epsilon, width, until, flow };
      const fine = gasAt(setting, space);
      const [lower, fewer] = smaller.map((one) => gasAt(setting, one));
      // The cusps make the error fall like the power −3/2 of the shells in the end: 1/n is cautious.
      const change = (name: keyof CoulombGasPoint['error']): number =>
        (fine.resolved ? 0 : Infinity) +
        0.5 * (shells - 2) * Math.abs(fine[name] - lower[name]) +
        0.5 * (quanta - 2) * Math.abs(fine[name] - fewer[name]) +
        1e-7;
      const { resolved: _, ...numbers } = fine;
      points.push({
        ...{ particles, epsilon, ...numbers },
        hartreeDensity: hartreeAt(epsilon, setting),
        floor: modulatedCoulombBound(particles, flow.densityBound),
        fluidDensity: flowTest(flow, width),
        error: {
          density: change('density'),
          total: change('total'),
          drift: change('drift'),
          current: change('current'),
        },
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

type GasNumbers = Pick<
  CoulombGasPoint,
  'kinetic' | 'interaction' | 'total' | 'density' | 'drift' | 'current'
> & {
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
      let [moving, square, potential, test, drift, gap] = [0, 0, 0, 0, 0, 0];
      r.forEach((radius, i) => {
        const sphere = 4 * Math.PI * radius * radius * weights[i];
        const u = flow.velocity(radius);
        moving += sphere * current[i] * u;
        square += sphere * density[i] * u * u;
        potential += sphere * density[i] * flow.potential(radius);
        test += sphere * density[i] * Math.exp((-0.5 * radius * radius) / (width * width));
        drift += sphere * Math.abs(current[i] - density[i] * u);
        gap += sphere * Math.abs(current[i] - flow.density(radius) * u);
      });
      const modulated = (2 * kinetic) / particles - 2 * moving + square;
      const between = (2 * interaction) / particles - 2 * potential + flow.selfEnergy;
      numbers = {
        kinetic: modulated,
        interaction: between,
        total: modulated + between,
        density: test,
        drift,
        current: gap,
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
 * in log N of the difference from Hartree; the error is the interval of the fit, 1/N² at the smallest N for the next order, and how far the errors turn the line.
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
    // The slope is Σ(x_k − x̄)·log gap_k/Σ(x_k − x̄)², x = log N: what the errors do to it at worst.
    const x = sizes.map(Math.log);
    const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
    const spread = x.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const turn = used.reduce(
      (sum, { error }, k) => sum + (Math.abs(x[k] - mean) * error.density) / gaps[k],
      0,
    );
    return {
      slope: fit.slope,
      error: (fit.interval[1] - fit.interval[0]) / 2 + 1 / Math.min(...sizes) ** 2 + turn / spread,
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
    errorHow: '95 % interval of the fit, next order in 1/N, two shells or quanta fewer',
    // Slopes with errors up to ½ still tell 1/N from no convergence, and from 1/N².
    scale: 5,
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
    errorHow: 'two shells or quanta fewer',
  });
}
