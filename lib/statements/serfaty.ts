import type { RadialDensity } from '../densities';
import {
  coulombCommutator,
  flowRates,
  minimiseModulatedCoulomb,
  modulatedCoulomb,
  modulatedCoulombBound,
} from '../metrics/coulomb';
import { finiteArray, integerIn, nonEmpty, optionsOf, positive, refuseLong, shown } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import type { OnProgress } from '../numerics/progress';
import { integrate } from '../numerics/quadrature';
import type { Random } from '../numerics/random';
import { type FluidSnapshot, fluidSnapshot, monokineticPoints, radialEulerPoisson } from '../solvers/fluid';
import type { Check, StatementEntry } from './types';
import { makeCheck, unnamedConstantCheck } from './verdict';

/** How the points of a study lie: independent; even; all pairs close; moved from even by half the mean distance; least F. */
export type CloudKind = 'random' | 'quiet' | 'pairs' | 'shaken' | 'minimiser';

/** One cloud of a study. */
export interface SerfatyPoint {
  readonly particles: number;
  readonly kind: CloudKind;
  /** F[X_N, ρ] and G[X_N, ρ, u]. */
  readonly energy: number;
  readonly commutator: number;
}

export interface SerfatyStudy {
  readonly density: RadialDensity;
  readonly flow: FluidSnapshot;
  /** ‖∇u‖_∞, sup|u| and sup max|2λ_i(S) − tr S|. */
  readonly lipschitz: number;
  readonly speed: number;
  readonly stress: number;
  readonly points: readonly SerfatyPoint[];
}

export interface SerfatyStudyInput {
  readonly density: RadialDensity;
  /** u(r), the component along x/|x|. */
  readonly velocity: (r: number) => number;
  readonly sizes: readonly number[];
  /** Clouds of each kind and size; minimisers are made once, up to N = 200. Default 10. */
  readonly repetitions?: number;
  readonly random: Random;
  readonly onProgress?: OnProgress;
}

const largestMinimiser = 200;

/**
 * F and G of many clouds: the data for Serfaty's inequality.
 * @throws RangeError for N not in [1, 20000] or repetitions not in [1, 1000].
 * @example
 * serfatyStudy({ density: radialNormal(), velocity: Math.sin, sizes: [10, 30], repetitions: 2, random: createRandom(1) }).points
 */
export function serfatyStudy(input: SerfatyStudyInput): SerfatyStudy {
  optionsOf('serfatyStudy', input, '{ density, velocity, sizes: [10, 100], random }', [
    'density',
    'velocity',
    'sizes',
    'repetitions',
    'random',
    'onProgress',
  ]);
  const { density, velocity, sizes, random, onProgress } = input;
  nonEmpty('sizes', sizes);
  const repetitions = integerIn('repetitions', input.repetitions ?? 10, 1, 1000);
  // Two sums over pairs for each cloud.
  refuseLong(
    'sizes and repetitions',
    sizes.reduce((sum, n) => sum + (3 * repetitions + 1) * 4e-9 * n * n, 0),
  );
  if (typeof random?.normal !== 'function')
    throw new RangeError(`random must be made by createRandom, got ${shown(random)}`);
  const flow = fluidSnapshot(radialEulerPoisson({ density, velocity }), 0);
  const points: SerfatyPoint[] = [];
  sizes.forEach((particles, k) => {
    integerIn(`sizes[${k}]`, particles, 1, 20_000);
    const add = (kind: CloudKind, x: Float64Array): void => {
      const [energy, commutator] = [modulatedCoulomb(x, density), coulombCommutator(x, flow)];
      points.push({ particles, kind, energy, commutator });
    };
    for (let r = 0; r < repetitions; r++)
      for (const kind of ['random', 'pairs', 'shaken'] as const)
        add(kind, cloudOf(kind, particles, density, random));
    add('quiet', cloudOf('quiet', particles, density, random));
    if (particles <= largestMinimiser)
      add('minimiser', minimiseModulatedCoulomb(particles, density, { starts: 1, random }).x);
    onProgress?.(k + 1, sizes.length);
  });
  return { density, flow, ...flowRates(flow), points };
}

function cloudOf(
  kind: Exclude<CloudKind, 'minimiser'>,
  n: number,
  density: RadialDensity,
  random: Random,
): Float64Array {
  const rest = (): number => 0;
  if (kind === 'random') return monokineticPoints(density, rest, n, random).x;
  const spacing = density.radius(0.5) * n ** (-1 / 3);
  if (kind === 'pairs') {
    const half = monokineticPoints(density, rest, Math.ceil(n / 2), random).x;
    // A second particle a tenth of the mean distance beside each.
    return Float64Array.from({ length: 3 * n }, (_, i) =>
      i < half.length ? half[i] : half[i - half.length] + 0.1 * spacing * random.normal(),
    );
  }
  const even = monokineticPoints(density, rest, n).x;
  return kind === 'quiet' ? even : even.map((v) => v + 0.5 * spacing * random.normal());
}

/**
 * Serfaty's inequality |G| ≤ C‖∇u‖F + CN^{−1/3}(1 + ‖ρ‖_∞)(1 + ‖u‖_{W^{1,∞}}): the smallest C for each N over the clouds of a study, and
 * whether it grows with N. The norm of u is max(‖u‖, ‖∇u‖), the smallest of those in use, so that no other one asks for a larger C. The constant
 * is infinite where the right side is not positive: with this norm that happens for N <= 3 and steep u, when F < 0 outweighs the second term; from
 * N = 4 on F >= −(9/5)(4π‖ρ‖_∞/3)^{1/3}N^{−2/3} forbids it.
 * @throws RangeError for fewer than three sizes.
 * @example
 * checkSerfaty(serfatyStudy({ density: radialNormal(), velocity: Math.sin, sizes: [10, 30, 90], repetitions: 2, random: createRandom(1) }))
 */
export function checkSerfaty(study: SerfatyStudy): Check {
  const { density, lipschitz, speed, points } = optionsOf('checkSerfaty', study, 'serfatyStudy({ … })');
  const sizes = [...new Set(points.map(({ particles }) => particles))].sort((a, b) => a - b);
  if (sizes.length < 3) throw new RangeError(`study must hold at least 3 sizes, got ${sizes.length}`);
  const rest = (1 + density.densityBound) * (1 + Math.max(lipschitz, speed));
  const needed = ({ energy, commutator, particles }: SerfatyPoint): number => {
    const size = lipschitz * energy + rest * particles ** (-1 / 3);
    if (commutator === 0) return 0;
    return size > 0 ? Math.abs(commutator) / size : Infinity;
  };
  const constants = sizes.map((n) => Math.max(...points.filter((p) => p.particles === n).map(needed)));
  const certain = sizes.map((n, k) => [n, constants[k]]).filter(([, c]) => c > 0 && c < Infinity);
  const fit =
    certain.length < 3
      ? { slope: 0, interval: [-Infinity, Infinity] }
      : logLogFit(
          certain.map(([n]) => n),
          certain.map(([, c]) => c),
        );
  return unnamedConstantCheck({
    statement: 'Serfaty',
    title: '|G| ≤ C‖∇u‖F + C·N^{−1/3}(1 + ‖ρ‖)(1 + ‖u‖)',
    at: sizes,
    atLabel: 'N',
    lhs: constants,
    error: constants.map((c) => (c < Infinity ? 1e-8 * c : 0)),
    errorHow: 'tables of the fluid',
    trend: { slope: fit.slope, uncertainty: (fit.interval[1] - fit.interval[0]) / 2 },
    note: `${points.length} clouds`,
  });
}

/**
 * The lower bound of Serfaty's inequality with its sharp constant (X7): −(9/5)(4π‖ρ‖_∞/3)^{1/3}N^{−2/3} ≤ F for every cloud of a study.
 * `constant` replaces 9/5: with a smaller one minimisers violate it.
 * @example
 * checkModulatedBound(serfatyStudy({ density: radialBall(), velocity: (r) => r, sizes: [10], repetitions: 2, random: createRandom(1) }))
 */
export function checkModulatedBound(study: SerfatyStudy, constant: number = 9 / 5): Check {
  const { density, points } = optionsOf('checkModulatedBound', study, 'serfatyStudy({ … })');
  positive('constant', constant);
  return makeCheck({
    statement: 'Serfaty',
    title: `F ≥ −${constant}·(4π‖ρ‖/3)^{1/3}N^{−2/3}`,
    kind: 'inequality',
    at: points.map(({ particles }) => particles),
    atLabel: 'N',
    lhs: points.map(
      ({ particles }) => (constant / 1.8) * modulatedCoulombBound(particles, density.densityBound),
    ),
    rhs: points.map(({ energy }) => energy),
    error: 1e-12,
    errorHow: 'rounding of sums of size 1',
  });
}

export interface JelliumInput {
  readonly density: RadialDensity;
  /** Least F of N = 1, 2, …. For the unit ball −9/5, −21/20, −4/5, −27/40. */
  readonly least: readonly number[];
  readonly random: Random;
}

/**
 * The least F[X_N, ρ] by descent from ten starts against the exact value (X7).
 * @example
 * checkJellium({ density: radialBall(), least: [-9 / 5, -21 / 20, -4 / 5, -27 / 40], random: createRandom(1) })
 */
export function checkJellium(input: JelliumInput): Check {
  const { density, least, random } = optionsOf('checkJellium', input, '{ density, least, random }', [
    'density',
    'least',
    'random',
  ]);
  nonEmpty('least', least);
  finiteArray('least', least);
  const found = least.map((_, k) => minimiseModulatedCoulomb(k + 1, density, { random }));
  return makeCheck({
    statement: 'Serfaty',
    title: `least F for N = 1 … ${least.length}, ${density.name}`,
    kind: 'identity',
    at: least.map((_, k) => k + 1),
    atLabel: 'N',
    lhs: found.map(({ energy }) => energy),
    rhs: least,
    error: found.map(({ slope }) => 1e-11 + slope),
    errorHow: 'rounding, and the slope that is left',
  });
}

export interface SmoothCommutatorInput {
  /** Pairs of densities, whose difference takes the place of μ − ρ. */
  readonly pairs: readonly (readonly [RadialDensity, RadialDensity])[];
  readonly velocity: (r: number) => number;
  /** Instead of sup max_i|2λ_i(S) − tr S|. */
  readonly constant?: number;
}

/**
 * Serfaty's inequality where its constant is known: with a smooth charge f = ρ₁ − ρ₂ of total 0 for μ − ρ, G = (1/4π)∫(div u|∇h|² − 2∇h·S∇h)
 * with h = f⋆1/|x|, and so |G| ≤ sup max_i|2λ_i(S) − tr S|·F without any remainder. Here F and G are integrals of their definition, F = ∫M²/r²dr,
 * G = 8π∫ufM dr, M the charge inside r.
 * @throws RangeError when the velocity is not Lipschitz.
 * @example
 * checkSmoothCommutator({ pairs: [[radialNormal(), radialNormal({ deviation: 2 })]], velocity: Math.sin })
 */
export function checkSmoothCommutator(input: SmoothCommutatorInput): Check {
  const { pairs, velocity } = optionsOf('checkSmoothCommutator', input, '{ pairs, velocity }', [
    'pairs',
    'velocity',
    'constant',
  ]);
  nonEmpty('pairs', pairs);
  const entries = pairs.map(([first, second]) => {
    const ends = [...new Set([...first.breakpoints, ...second.breakpoints])].sort((a, b) => a - b);
    const outer = ends[ends.length - 1];
    const over = (f: (r: number) => number): { value: number; error: number } =>
      ends
        .slice(1)
        .map((b, k) => integrate(f, ends[k], b, { tolerance: 1e-9, absoluteTolerance: 1e-13 }))
        .reduce((sum, one) => ({ value: sum.value + one.value, error: sum.error + one.error }), {
          value: 0,
          error: 0,
        });
    const charge = (r: number): number => first.mass(r) - second.mass(r);
    const energy = over((r) => (r > 0 ? (charge(r) / r) ** 2 : 0));
    const commutator = over(
      (r) => 8 * Math.PI * velocity(r) * (first.density(r) - second.density(r)) * charge(r),
    );
    const constant = input.constant ?? largestStress(velocity, outer);
    return {
      lhs: Math.abs(commutator.value),
      rhs: constant * energy.value,
      error: commutator.error + constant * energy.error,
    };
  });
  return makeCheck({
    statement: 'Serfaty',
    title: 'smooth charges: |G| ≤ sup max|2λ_i(S) − tr S|·F',
    kind: 'inequality',
    at: pairs.map((_, k) => k + 1),
    atLabel: 'pair',
    lhs: entries.map(({ lhs }) => lhs),
    rhs: entries.map(({ rhs }) => rhs),
    error: entries.map(({ error }) => error),
    errorHow: 'estimates of the quadrature',
    certain: input.constant !== undefined,
    note: input.constant === undefined ? 'supremum over 4000 radii' : '',
  });
}

/** max(|u′|, |u′ − 2u/r|) over radii. */
function largestStress(velocity: (r: number) => number, outer: number): number {
  let largest = 0;
  const h = outer / 4000;
  for (let k = 0; k < 4000; k++) {
    const r = (k + 0.5) * h;
    const slope = (velocity(r + 0.1 * h) - velocity(r - 0.1 * h)) / (0.2 * h);
    largest = Math.max(largest, Math.abs(slope), Math.abs(slope - (2 * velocity(r)) / r));
  }
  return largest;
}

export const entries: readonly StatementEntry[] = [
  {
    number: 'Serfaty',
    title: "Serfaty's inequality",
    kind: 'unnamed constant',
    notebook: '06',
    section: "§3.5: Serfaty's inequality",
    checks: [checkSerfaty, checkModulatedBound, checkJellium, checkSmoothCommutator],
    tests: ['test/statements/serfaty.test.ts'],
    errata: ['B17'],
    hypotheses: [],
  },
];
