import { findRoot } from '../findRoot';
import { SignWatch } from './crossings';

/**
 * Something that happens when a function of time and state changes its sign. Every step is searched at nine points and
 * between them, so that also pairs of crossings within one step are found (for linear functions of y: all that rise above
 * rounding). Touching zero is no event, nor is being zero at t0.
 */
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

/** A change of sign of event number `event` at θ on the present step, and the sign after it. */
interface Crossing {
  readonly event: number;
  readonly theta: number;
  readonly direction: -1 | 1;
}

/** The event functions of one integration. */
export class EventWatch {
  readonly located: LocatedEvent[] = [];
  /** Whether the last of them was terminal. */
  stopped = false;
  private readonly functions: readonly ((theta: number) => number)[];
  private readonly watches: readonly SignWatch[];
  private readonly state: Float64Array;
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
    this.functions = events.map((event) => (theta) => this.valueOf(event, theta));
    this.watches = this.functions.map((g) => new SignWatch(g));
  }

  /** Locates the events on the step from `start` to `end` up to the first terminal one, which is returned. */
  step(start: number, end: number): LocatedEvent | undefined {
    const { events, state } = this;
    this.start = start;
    this.end = end;
    const found: Crossing[] = [];
    this.watches.forEach((watch, event) => {
      for (const { low, high, direction } of watch.step())
        found.push({ event, theta: findRoot(this.functions[event], low, high).value, direction });
    });
    found.sort((a, b) => a.theta - b.theta);
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
