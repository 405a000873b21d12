import { type HartreeFluidDistance, hartreeModulatedEnergy } from '../metrics/coulomb';
import { integerIn, nonEmpty, optionsOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import type { OnProgress } from '../numerics/progress';
import { fluidSnapshot, type RadialEulerPoisson } from '../solvers/fluid';
import { type RadialGrid, type RadialWave, radialGrid, radialHartree, radialWave } from '../solvers/quantum';
import type { Check } from './types';
import { makeCheck } from './verdict';

/**
 * The WKB wave √ρ^in·e^{iS/ε} of a fluid, S′ = u^in, S(0) = 0, by Simpson's rule between the points. `until`: the grid has to hold Hartree's
 * wave up to then, with momenta up to the largest |u| of the fluid; default 0.
 * @throws RangeError when the grid does not resolve ε (with the intervals that do), ε is not > 0, `until` is not before the crossing.
 * @example
 * wkbWave(radialEulerPoisson({ density: radialNormal() }), radialGrid({ radius: 16, intervals: 512 }), 0.1)
 */
export function wkbWave(
  fluid: RadialEulerPoisson,
  grid: RadialGrid,
  epsilon: number,
  until: number = 0,
): RadialWave {
  positive('epsilon', epsilon);
  const needed = leastIntervals(fluid, grid.radius, epsilon, until);
  if (!(grid.intervals >= needed))
    throw new RangeError(
      `the grid must resolve ε = ${epsilon}, whose momenta reach ${fastest(fluid, until).toPrecision(3)} until t = ${until}: take at least ` +
        `${Math.ceil(needed)} intervals for the radius ${grid.radius}, got ${grid.intervals}`,
    );
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

/** The part of the wavenumbers in which solvers want next to nothing. */
const tailShare = 1 / 4;

/**
 * With wavenumbers up to K = |u|/ε, and κ of √ρ: beyond the largest |u| the spectrum falls like Airy's function on the scale (|u″|/2ε)^{1/3}, here
 * taken for a part of (κ²K)^{1/3}.
 */
function leastIntervals(fluid: RadialEulerPoisson, radius: number, epsilon: number, until: number): number {
  const [K, kappa] = [fastest(fluid, until) / epsilon, 7 * Math.cbrt(fluid.initial.densityBound)];
  return (radius * (K + kappa + 2.5 * Math.cbrt(kappa * kappa * K))) / (Math.PI * (1 - tailShare));
}

/** The largest |u| until then, but for 10⁻⁹ of the mass. */
function fastest(fluid: RadialEulerPoisson, until: number): number {
  const edge = fluid.initial.radius(1 - 1e-9);
  const labels = Array.from({ length: 40 }, (_, k) => (edge * (k + 1)) / 40);
  return Math.max(
    ...[0, 0.5, 1].flatMap((part) => labels.map((a) => Math.abs(fluid.shell(part * until, a).velocity))),
  );
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

/** A power of two, with room to spare. */
function intervalsFor(radius: number, epsilon: number, fluid: RadialEulerPoisson, until: number): number {
  return Math.max(256, 2 ** Math.ceil(Math.log2(1.1 * leastIntervals(fluid, radius, epsilon, until))));
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
    const initial = wkbWave(fluid, grid, epsilon, until);
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
