import type { RadialDensity } from '../densities';
import { maximumAbs } from '../numerics/extrema';
import { findRoot } from '../numerics/findRoot';
import { finiteArray, nonEmpty, numberIn, optionsOf, positive } from '../numerics/guards';
import { minimise1d } from '../numerics/minimise';
import { integrate } from '../numerics/quadrature';
import { expansionFactor, type RadialEulerPoisson, radialEulerPoisson, shellsAtTime } from '../solvers/fluid';
import { checkFluidInSpace } from './fluidInSpace';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface EulerPoissonInput {
  readonly fluid: RadialEulerPoisson;
  /** In [0, fluid.crossing.time). */
  readonly times: readonly number[];
}

/** Radii at which a fluid is looked at, as parts of the mass inside. */
const masses: readonly number[] = [0.05, 0.2, 0.4, 0.6, 0.8, 0.95];
/** Steps of the differences of order 4, relative to the last time and to the radius. */
const step = 0.01;

/** f′ by differences of order 4, and what half the step changes. */
function slopeOf(f: (x: number) => number, x: number, h: number): { value: number; error: number } {
  const central = (k: number): number =>
    (8 * (f(x + k) - f(x - k)) - (f(x + 2 * k) - f(x - 2 * k))) / (12 * k);
  const [value, rough] = [central(h / 2), central(h)];
  return { value, error: Math.abs(value - rough) + (1e-13 * Math.abs(f(x))) / h };
}

function checkedFluid(name: string, { fluid, times }: EulerPoissonInput): void {
  if (typeof fluid?.shell !== 'function')
    throw new RangeError(`fluid must be made by radialEulerPoisson, got ${fluid}`);
  nonEmpty('times', times);
  finiteArray('times', times);
  for (const t of times)
    if (!(t >= 0 && t < fluid.crossing.time))
      throw new RangeError(`times of ${name} must be in [0, ${fluid.crossing.time}), got ${t}`);
}

/**
 * §3.5.1: both equations of Euler and Poisson at places that move with the fluid, ∂ₜρ = −r⁻²∂_r(r²ρu) and
 * ∂ₜu + u∂_r u = +m(t, r)/r² with m by quadrature of ρ(t, ·) (repulsion; a fluid that attracts violates it). The derivatives are
 * differences of order 4, their error what half the step changes.
 * @throws RangeError for times outside [0, crossing).
 * @example
 * checkEulerPoisson({ fluid: radialEulerPoisson({ density: radialNormal() }), times: [1, 3] })
 */
export function checkEulerPoisson(input: EulerPoissonInput): readonly Check[] {
  optionsOf('checkEulerPoisson', input, '{ fluid, times: [1, 3] }', ['fluid', 'times']);
  checkedFluid('checkEulerPoisson', input);
  const { fluid, times } = input;
  const places = times.flatMap((t) =>
    masses.map((mass) => ({ t, r: fluid.shell(t, fluid.initial.radius(mass)).radius })),
  );
  const common = {
    statement: '3.7',
    kind: 'identity',
    at: places.map(({ t }) => t),
    atLabel: 't',
    errorHow: 'what half the step changes in the differences',
  } as const;
  const continuity = places.map(({ t, r }) => {
    const change = timeSlope(fluid, t, (time) => fluid.density(time, r));
    const flux = slopeOf((s) => s * s * fluid.density(t, s) * fluid.velocity(t, s), r, step * r);
    return { lhs: change.value, rhs: -flux.value / (r * r), error: change.error + flux.error / (r * r) };
  });
  const momentum = places.map(({ t, r }) => {
    const change = timeSlope(fluid, t, (time) => fluid.velocity(time, r));
    const u = fluid.velocity(t, r);
    const slope = slopeOf((s) => fluid.velocity(t, s), r, step * r);
    const [inner] = fluid.support(t);
    const mass = integrate((s) => 4 * Math.PI * s * s * fluid.density(t, s), inner, r, { tolerance: 1e-9 });
    return {
      lhs: change.value + u * slope.value,
      rhs: mass.value / (r * r),
      error: change.error + Math.abs(u) * slope.error + mass.error / (r * r),
    };
  });
  return [
    makeCheck({ ...common, title: '∂ₜρ = −div(ρu)', ...sides(continuity) }),
    makeCheck({ ...common, title: '∂ₜu + u·∇u = −∇φ_ρ, repulsive', ...sides(momentum) }),
  ];
}

function sides(
  entries: readonly { readonly lhs: number; readonly rhs: number; readonly error: number }[],
): Record<'lhs' | 'rhs' | 'error', number[]> {
  return {
    lhs: entries.map(({ lhs }) => lhs),
    rhs: entries.map(({ rhs }) => rhs),
    error: entries.map(({ error }) => error),
  };
}

/** ∂/∂t between 0 and the crossing; the solution goes on to negative times no more than beyond the crossing. */
function timeSlope(
  fluid: RadialEulerPoisson,
  t: number,
  f: (t: number) => number,
): { value: number; error: number } {
  const scale = Math.min(1, fluid.crossing.time);
  const h = step * scale;
  const middle = Math.min(Math.max(t, 2 * h), fluid.crossing.time - 3 * h);
  if (middle === t) return slopeOf(f, t, h);
  // Near the ends: Taylor's polynomial through five points on one side.
  const side = middle > t ? 1 : -1;
  const forward = (k: number): number =>
    (side *
      (-25 * f(t) +
        48 * f(t + side * k) -
        36 * f(t + 2 * side * k) +
        16 * f(t + 3 * side * k) -
        3 * f(t + 4 * side * k))) /
    (12 * k);
  const [value, rough] = [forward(h / 4), forward(h / 2)];
  return { value, error: Math.abs(value - rough) + (4e-13 * Math.abs(f(t))) / h };
}

/**
 * Conservation along the classical solution: the mass ∫ρ = 1 (Theorem 3.7(2)) by quadrature over r, the energy, and the virial identity
 * d²/dt²∫|x|²ρ = 4·kinetic + 2·potential.
 * @throws RangeError for times outside [0, crossing).
 * @example
 * checkFluidConservation({ fluid: radialEulerPoisson({ density: radialBall() }), times: [0, 1] })
 */
export function checkFluidConservation(input: EulerPoissonInput): readonly Check[] {
  optionsOf('checkFluidConservation', input, '{ fluid, times: [1, 3] }', ['fluid', 'times']);
  checkedFluid('checkFluidConservation', input);
  const { fluid, times } = input;
  const common = { statement: '3.7', kind: 'identity', at: times, atLabel: 't' } as const;
  const mass = times.map((t) => {
    const ends = fluid.initial.breakpoints.map((a, k, all) => {
      const inside = k === all.length - 1 ? a * (1 - 1e-13) : a;
      return fluid.shell(t, inside).radius;
    });
    return ends
      .slice(1)
      .map((b, k) =>
        integrate((r) => 4 * Math.PI * r * r * fluid.density(t, r), ends[k], b, { tolerance: 1e-9 }),
      )
      .reduce((sum, { value, error }) => ({ value: sum.value + value, error: sum.error + error }), {
        value: 0,
        error: 0,
      });
  });
  const moments = times.map((t) => fluid.moments(t));
  const start = fluid.moments(0);
  const energy = start.kinetic + start.potential;
  // 2∫ρu·x is the first derivative of ∫|x|²ρ.
  const second = times.map((t) => timeSlope(fluid, t, (time) => 2 * fluid.moments(time).dilation));
  return [
    makeCheck({
      ...common,
      title: '∫ρ = 1 for all t',
      lhs: mass.map(({ value }) => value),
      rhs: times.map(() => 1),
      error: mass.map(({ error }) => error + 1e-9),
      errorHow: 'estimate of the quadrature',
    }),
    makeCheck({
      ...common,
      title: 'energy is conserved',
      lhs: moments.map(({ kinetic, potential }) => kinetic + potential),
      rhs: times.map(() => energy),
      // Gauss's rules on 24 panels of each piece.
      error: 1e-9 * Math.max(...moments.map(({ kinetic, potential }) => kinetic + Math.abs(potential))),
      errorHow: 'rule of 384 points',
    }),
    makeCheck({
      ...common,
      title: 'virial identity: (∫|x|²ρ)″ = 4·kinetic + 2·potential',
      lhs: second.map(({ value }) => value),
      rhs: moments.map(({ kinetic, potential }) => 4 * kinetic + 2 * potential),
      error: second.map(({ error }) => error + 1e-9),
      errorHow: 'what half the step changes in the differences',
    }),
  ];
}

export interface ShellCrossingInput {
  /** ρ^in; the fluid starts from rest. */
  readonly density: RadialDensity;
}

/**
 * Where the classical solution of Theorem 3.7 ends, for radial data at rest: time and radius of the first crossing of shells, by the
 * solver, against the closed form ∂r/∂r₀ = Λ(s) + (3/2)sΛ′(s)(ρ/ρ̄ − 1), s = t√(m/r₀³), whose first zero is made least over r₀.
 * @throws RangeError when no shells cross.
 * @example
 * checkShellCrossing({ density: radialNormal() })
 */
export function checkShellCrossing(input: ShellCrossingInput): Check {
  const { density } = optionsOf('checkShellCrossing', input, '{ density: radialNormal() }', ['density']);
  const { crossing } = radialEulerPoisson({ density });
  if (crossing.time === Infinity)
    throw new RangeError(`density must be one whose shells cross: those of ${density.name} never do`);
  const zeroAt = (a: number): { time: number; ratio: number } => {
    const mean = density.meanDensity(a);
    const fall = 1.5 * (1 - density.density(a) / mean);
    const stretch = (s: number): number => {
      const { value, slope } = expansionFactor(s);
      return value - fall * s * slope;
    };
    let far = 2;
    while (stretch(far) > 0 && far < 1e9) far *= 2;
    if (far >= 1e9) return { time: Infinity, ratio: Number.NaN };
    const s = findRoot(stretch, 0, far).value;
    return { time: s / Math.sqrt((4 * Math.PI * mean) / 3), ratio: expansionFactor(s).value };
  };
  const outer = density.breakpoints[density.breakpoints.length - 1];
  const labels = Array.from({ length: 300 }, (_, k) => (outer * (k + 0.5)) / 300);
  const times = labels.map((a) => zeroAt(a).time);
  const first = times.indexOf(Math.min(...times));
  const [low, high] = [labels[Math.max(0, first - 1)], labels[Math.min(labels.length - 1, first + 1)]];
  const { value: label } = minimise1d((a) => zeroAt(a).time, low, high);
  const { time, ratio } = zeroAt(label);
  return makeCheck({
    statement: '3.7',
    title: `first crossing of the shells of ${density.name}: time, radius`,
    kind: 'identity',
    at: [1, 2],
    atLabel: 'quantity',
    lhs: [crossing.time, crossing.radius],
    rhs: [time, label * ratio],
    // A minimum is flat: its place is known to the root of the rounding.
    error: [1e-12 * time, 1e-6 * label * ratio],
    errorHow: 'rounding, and for the place its square root',
  });
}

export interface MonokineticInput {
  readonly fluid: RadialEulerPoisson;
  readonly until: number;
  /** Default 200. */
  readonly shells?: number;
  /** Leapfrog steps; default 400. */
  readonly steps?: number;
}

/**
 * §3.5.1: ρδ(ξ − u) solves Vlasov–Poisson. The characteristics of Vlasov–Poisson as so many shells under each other's field, by leapfrog
 * steps and sorting from time 0 on, end on the fluid's (r, u(r)); the error is that of the steps.
 * @throws RangeError for `until` not in (0, crossing).
 * @example
 * checkMonokinetic({ fluid: radialEulerPoisson({ density: radialNormal() }), until: 2, shells: 50, steps: 100 })
 */
export function checkMonokinetic(input: MonokineticInput): readonly Check[] {
  const {
    fluid,
    until,
    shells = 200,
    steps = 400,
  } = optionsOf('checkMonokinetic', input, '{ fluid, until: 2 }', ['fluid', 'until', 'shells', 'steps']);
  positive('until', until);
  checkedFluid('checkMonokinetic', { fluid, times: [until] });
  numberIn('steps', steps, 2, 1e6);
  const [fine, rough] = [steps, Math.floor(steps / 2)].map((n) =>
    shellsAtTime(fluid, until, { shells, steps: n, exactUntil: 0 }),
  );
  const at = Array.from(fine.radii, (_, k) => (k + 0.5) / shells);
  const exact = at.map((u) => fluid.shell(until, fluid.initial.radius(u)));
  const side = (name: string, a: Float64Array, b: Float64Array, rhs: readonly number[]): Check =>
    makeCheck({
      statement: '3.7',
      title: `characteristics of Vlasov–Poisson: ${name}`,
      kind: 'identity',
      at,
      atLabel: 'mass inside',
      lhs: a,
      rhs,
      scale: maximumAbs(rhs),
      // Steps twice as long err four times as much.
      error: Array.from(a, (v, k) => 0.5 * Math.abs(v - b[k]) + 1e-12 * maximumAbs(rhs)),
      errorHow: 'half of what steps twice as long change',
    });
  return [
    side(
      'radii',
      fine.radii,
      rough.radii,
      exact.map(({ radius }) => radius),
    ),
    side(
      'velocities',
      fine.velocities,
      rough.velocities,
      exact.map(({ velocity }) => velocity),
    ),
  ];
}

export const entries: readonly StatementEntry[] = [
  {
    number: '3.7',
    title: 'Pressureless Euler–Poisson: local existence and uniqueness',
    kind: 'existence',
    notebook: '06',
    section: 'Theorem 3.7: the pressureless Euler–Poisson system',
    checks: [
      checkEulerPoisson,
      checkFluidConservation,
      checkShellCrossing,
      checkMonokinetic,
      checkFluidInSpace,
    ],
    tests: ['test/statements/eulerPoisson.test.ts', 'test/statements/fluidInSpace.test.ts'],
    hypotheses: [],
  },
];
