import type { Distribution1D, PhaseSpaceDensity } from '../../densities/types';
import type { Interaction } from '../../interactions/types';
import { finite, positive } from '../../numerics/guards';

type Interval = readonly [low: number, high: number];

export interface GridBox {
  readonly x: Interval;
  readonly xi: Interval;
}

export interface BoxRequest {
  readonly density: PhaseSpaceDensity | undefined;
  readonly interaction: Interaction;
  readonly periodic: boolean;
  /** Edges that were given. */
  readonly box: Partial<GridBox>;
  readonly duration: number | undefined;
}

/** Mass that a default box leaves out at either end; no more than so many standard deviations from the mean. */
const tail = 1e-12;
const mostDeviations = 12;

/** The interval that holds a law but for its tails. */
function reachOf(name: string, law: Distribution1D): Interval {
  if (!Number.isFinite(law.variance))
    throw new RangeError(`box.${name} must be given for a law without variance, ${law.name}`);
  const most = mostDeviations * Math.sqrt(law.variance);
  return [
    Math.max(law.quantile(tail), law.mean - most, law.support[0]),
    Math.min(law.quantile(1 - tail), law.mean + most, law.support[1]),
  ];
}

function checked(name: string, interval: Interval): Interval {
  if (interval.length !== 2 || !(finite(`${name}[0]`, interval[0]) < finite(`${name}[1]`, interval[1])))
    throw new RangeError(`${name} must be [low, high] with low < high, got [${Array.from(interval)}]`);
  return [interval[0], interval[1]];
}

/** One turn of the circle: where the density lives if that is a whole number of periods, else [0, period]. */
function circleOf({ density, interaction }: BoxRequest): Interval {
  const period = interaction.period;
  if (period === undefined)
    throw new RangeError(
      `box.x must be given on a circle for an interaction without period, ${interaction.name}`,
    );
  const support = density?.coordinates[0].support ?? [0, period];
  const turns = (support[1] - support[0]) / period;
  const whole =
    Number.isFinite(turns) && Math.round(turns) >= 1 && Math.abs(turns - Math.round(turns)) < 1e-9;
  return whole ? [support[0], support[1]] : [0, period];
}

/** Middle and half length. */
function middleOf([low, high]: Interval): [middle: number, half: number] {
  return [(low + high) / 2, (high - low) / 2];
}

function about(middle: number, half: number): Interval {
  return [middle - half, middle + half];
}

/** What holds the interval at the start and at the end holds it between them: its ends move convexly outwards. */
function hull(start: Interval, end: Interval): Interval {
  return [Math.min(start[0], end[0]), Math.max(start[1], end[1])];
}

function neededDuration(name: string, duration: number | undefined): number {
  if (duration === undefined)
    throw new RangeError(
      `either box.${name} or duration (for how long the motion shall stay in the default box) must be given: on the line particles spread without bound`,
    );
  return positive('duration', duration);
}

/**
 * The box of a solver where edges are not given: all of f^in but 1e−12 at every end, with room for the motion.
 * - A bounded V can raise ξ²/2 by 2 sup|V| in a field that does not change much.
 * - κz²/2: ellipses x² + ξ²/κ, the exact motion, about the centre of mass, which moves with the mean momentum.
 * - Elsewhere on the line particles run for `duration` with their largest momentum.
 */
export function boxFor(request: BoxRequest): GridBox {
  const { density, interaction, periodic, box, duration } = request;
  const given: Partial<GridBox> = {
    ...(box.x && { x: checked('box.x', box.x) }),
    ...(box.xi && { xi: checked('box.xi', box.xi) }),
  };
  const known = { ...given, ...(periodic && !given.x && { x: circleOf(request) }) };
  if (known.x && known.xi) return { x: known.x, xi: known.xi };
  if (!density) throw new RangeError(`box.${known.x ? 'xi' : 'x'} must be given when density is a function`);
  const [position, momentum] = density.coordinates;
  const x = known.x ?? reachOf('x', position);
  const xi = known.xi ?? reachOf('xi', momentum);
  const { stiffness } = interaction;
  const join = joinFor(position, momentum);
  const motion =
    stiffness === undefined
      ? boundedMotion({ x, xi, join, duration }, interaction)
      : harmonicMotion({ x, xi, join, duration }, stiffness, momentum.mean);
  return { x: known.x ?? motion.x(), xi: known.xi ?? motion.xi() };
}

/**
 * The reach of a sum of independent parts: laws with tails are not at both ends at once (for Gaussians this is exact),
 * those with bounded support are.
 */
type Join = (a: number, b: number) => number;

function joinFor({ support: [a, b] }: Distribution1D, { support: [c, d] }: Distribution1D): Join {
  return [a, b, c, d].some(Number.isFinite) ? (p, q) => p + q : Math.hypot;
}

interface Motion {
  x(): Interval;
  xi(): Interval;
}

interface Start {
  readonly x: Interval;
  readonly xi: Interval;
  readonly join: Join;
  readonly duration: number | undefined;
}

function boundedMotion({ x, xi, join, duration }: Start, interaction: Interaction): Motion {
  const gain = 2 * Math.sqrt(interaction.supValue.value);
  // The fastest ones gain least; those that move inwards may be turned.
  const faster = (p: number): number => (p > 0 ? Math.hypot(p, gain) : p + gain);
  const momenta = (): Interval => {
    if (Number.isFinite(gain)) return [-faster(-xi[0]), faster(xi[1])];
    const push = interaction.supGradient.value * neededDuration('xi', duration);
    return [xi[0] - push, xi[1] + push];
  };
  return {
    xi: momenta,
    x() {
      const time = neededDuration('x', duration);
      const [low, high] = momenta();
      const [centre, half] = middleOf(x);
      const [drift, spread] = middleOf([low * time, high * time]);
      return hull(x, about(centre + drift, join(half, spread)));
    },
  };
}

/** The exact motion about the centre of mass, which has the mean momentum `drift`. */
function harmonicMotion({ x, xi, join, duration }: Start, kappa: number, drift: number): Motion {
  const [centre, a] = middleOf(x);
  const [middle, b] = middleOf(xi);
  const omega = Math.sqrt(Math.abs(kappa));
  const reach = (name: string): readonly [number, number] => {
    if (kappa > 0) return [Math.hypot(a, b / omega), Math.hypot(b, a * omega)];
    const t = neededDuration(name, duration);
    const [cosh, sinh] = [Math.cosh(omega * t), Math.sinh(omega * t)];
    return [join(a * cosh, omega > 0 ? (b * sinh) / omega : b * t), join(b * cosh, a * omega * sinh)];
  };
  return {
    xi: () => about(middle, reach('xi')[1]),
    x() {
      const [half] = reach('x');
      const way = drift === 0 ? 0 : drift * neededDuration('x', duration);
      return hull(about(centre, kappa > 0 ? half : a), about(centre + way, half));
    },
  };
}
