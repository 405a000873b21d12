import { findRoot } from '../findRoot';
import { minimise1d } from '../minimise';

/** Something that happens when a function of time and state changes its sign. */
export interface EventFunction {
  readonly name: string;
  /** The event is a change of sign of this function, which should be smooth; y is borrowed. */
  readonly value: (t: number, y: Float64Array) => number;
  /** 1: only from negative to positive (as the integration runs, also when it runs backwards), −1: only down; default 0: both. */
  readonly direction?: -1 | 0 | 1;
  /** The integration ends at this event; default false. */
  readonly terminal?: boolean;
}

export interface LocatedEvent {
  readonly name: string;
  readonly time: number;
  /** A copy of y at `time`. */
  readonly state: Float64Array;
  /** The sign that the function takes on. */
  readonly direction: -1 | 1;
}

/** Every step is looked at in this many equal parts. */
const parts = 8;

/** The matrix that turns values at parts + 1 equidistant points of [0, 1] into derivatives, exact for degree `parts`. */
const derivative: readonly Float64Array[] = differentiationMatrix(parts);

function differentiationMatrix(n: number): Float64Array[] {
  // Barycentric weights of equidistant points: (−1)^j·binomial(n, j).
  const weights = new Float64Array(n + 1).fill(1);
  for (let j = 1; j <= n; j++) weights[j] = (-weights[j - 1] * (n - j + 1)) / j;
  return Array.from(weights, (own, i) => {
    const row = weights.map((other, j) => (i === j ? 0 : (n * other) / (own * (i - j))));
    row[i] = -row.reduce((sum, entry) => sum + entry, 0);
    return row;
  });
}

/** A change of sign of event number `event` at θ on the present step, and the sign after it. */
interface Crossing {
  readonly event: number;
  readonly theta: number;
  readonly direction: -1 | 1;
}

/**
 * Follows the sign of one event function g(θ) from step to step. A zero counts for neither sign: the function must have
 * taken on one sign and then the other. So an event that is zero at t0 does not happen there, and one that only touches
 * zero does not happen.
 */
class SignWatch {
  private sign: number;
  private readonly samples: Float64Array = new Float64Array(parts + 1);

  constructor(
    private readonly event: number,
    private readonly g: (theta: number) => number,
  ) {
    this.samples[parts] = g(0);
    this.sign = Math.sign(this.samples[parts]);
  }

  /**
   * Adds the crossings of 0 < θ <= 1 to `found`. These are all single crossings in each eighth of the step, and pairs of
   * crossings around one extremum, if the polynomial of degree 8 through the nine samples has its extremum in the same
   * eighth (for a linear function of y it is the function itself).
   */
  step(found: Crossing[]): void {
    const { samples, g } = this;
    samples[0] = samples[parts];
    for (let j = 1; j <= parts; j++) samples[j] = g(j / parts);
    for (let j = 1; j <= parts; j++) {
      const low = (j - 1) / parts;
      const high = j / parts;
      const after = Math.sign(samples[j]);
      if (this.sign === 0) this.sign = after;
      else if (after === -this.sign) this.cross(low, high, found);
      else if (this.mayDip(j)) {
        const { sign } = this;
        const { value, minimum } = minimise1d((theta) => sign * g(theta), low, high);
        if (minimum >= 0) continue;
        this.cross(low, value, found);
        this.cross(value, high, found);
      }
    }
  }

  private cross(low: number, high: number, found: Crossing[]): void {
    this.sign = -this.sign;
    const direction = this.sign > 0 ? 1 : -1;
    found.push({ event: this.event, theta: findRoot(this.g, low, high).value, direction });
  }

  /** Whether the function has the same sign at both ends of part j, and slopes that leave room for a dip to the other. */
  private mayDip(j: number): boolean {
    const { samples, sign } = this;
    if (samples[j - 1] === 0 || samples[j] === 0) return false;
    return sign * this.slope(j - 1) < 0 && sign * this.slope(j) > 0;
  }

  private slope(j: number): number {
    const row = derivative[j];
    let sum = 0;
    for (let k = 0; k <= parts; k++) sum += row[k] * this.samples[k];
    return sum;
  }
}

/** The event functions of one integration. */
export class EventWatch {
  readonly located: LocatedEvent[] = [];
  /** Whether the last of them was terminal. */
  stopped = false;
  private readonly watches: readonly SignWatch[];
  private readonly state: Float64Array;
  private readonly found: Crossing[] = [];
  private start: number;
  private end: number;

  /** `interpolateInto(θ, out)` gives the state on the present step; at first θ = 0 is asked, for t0. */
  constructor(
    private readonly events: readonly EventFunction[],
    t0: number,
    n: number,
    private readonly interpolateInto: (theta: number, out: Float64Array) => void,
  ) {
    this.state = new Float64Array(n);
    this.start = t0;
    this.end = t0;
    this.watches = events.map((event, k) => new SignWatch(k, (theta) => this.valueOf(event, theta)));
  }

  /** Locates the events on the step from `start` to `end` up to the first terminal one, which is returned. */
  step(start: number, end: number): LocatedEvent | undefined {
    const { found, events, state } = this;
    this.start = start;
    this.end = end;
    found.length = 0;
    for (const watch of this.watches) watch.step(found);
    if (found.length > 1) found.sort((a, b) => a.theta - b.theta);
    for (const { event: k, theta, direction } of found) {
      const { name, terminal, direction: wanted = 0 } = events[k];
      if (wanted === -direction) continue;
      this.interpolateInto(theta, state);
      const event = { name, time: this.time(theta), state: state.slice(), direction };
      this.located.push(event);
      if (terminal) {
        this.stopped = true;
        return event;
      }
    }
    return undefined;
  }

  private time(theta: number): number {
    return theta === 1 ? this.end : this.start + theta * (this.end - this.start);
  }

  private valueOf(event: EventFunction, theta: number): number {
    this.interpolateInto(theta, this.state);
    const t = this.time(theta);
    const value = event.value(t, this.state);
    if (!Number.isFinite(value))
      throw new RangeError(`the event ${event.name} must be a finite number, got ${value} at t = ${t}`);
    return value;
  }
}
