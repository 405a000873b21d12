import { positive } from '../guards';
import { interpolateInto, StoredSteps, VECTORS_PER_STEP } from './denseOutput';
import { checkedEvents, type OdeOptions } from './dop853Options';
import type { Dop853Step } from './dop853Step';
import { EventWatch } from './events';

/** What is looked at on each accepted step: events, output times, the stored solution. */
export class StepWatch {
  readonly events: EventWatch | undefined;
  readonly stored: StoredSteps | undefined;
  private readonly vectors: Float64Array;
  private readonly output: Float64Array;
  private nextOutput = 0;

  constructor(
    private readonly step: Dop853Step,
    private readonly t0: number,
    private readonly outputs: Float64Array | undefined,
    private readonly options: OdeOptions,
  ) {
    const n = step.y.length;
    const { events = [], denseOutput = false } = options;
    const maxBytes = positive('maxBytes', options.maxBytes ?? 2 ** 30);
    this.vectors = new Float64Array(VECTORS_PER_STEP * n);
    this.output = new Float64Array(n);
    this.vectors.set(step.y);
    if (denseOutput) this.stored = new StoredSteps(step.y, t0, maxBytes);
    if (events.length > 0)
      this.events = new EventWatch(checkedEvents(events), t0, n, (theta, out) =>
        this.interpolate(theta, out),
      );
  }

  /** Calls `observe` at t0, if it is wanted there. */
  begin(): void {
    const { outputs, step, t0 } = this;
    if (!outputs) this.options.observe?.(t0, step.y);
    for (; outputs && outputs[this.nextOutput] === t0; this.nextOutput++) this.options.observe?.(t0, step.y);
  }

  /**
   * The step from t to `end` was accepted: `step.y` and `step.next` are its ends. Returns the time at which the integration
   * must end, and puts its state into `step.next`, when a terminal event happened on the step; else `end`.
   */
  accepted(t: number, end: number): number {
    const { step, events, stored, outputs } = this;
    const pending = outputs !== undefined && this.nextOutput < outputs.length;
    const passed = pending && (end - outputs[this.nextOutput]) * (end - t) > 0;
    if (events || stored || passed) step.interpolantInto(t, end - t, end, this.vectors);
    const terminal = events?.step(t, end);
    stored?.add(this.vectors, end);
    const stop = terminal ? terminal.time : end;
    if (pending) this.observeUpTo(t, end, stop);
    if (terminal) step.next.set(terminal.state);
    if (!outputs) this.options.observe?.(stop, step.next);
    return stop;
  }

  private observeUpTo(t: number, end: number, stop: number): void {
    const outputs = this.outputs as Float64Array;
    for (; this.nextOutput < outputs.length; this.nextOutput++) {
      const time = outputs[this.nextOutput];
      if ((time - stop) * (end - t) > 0) break;
      this.interpolate(time === end ? 1 : (time - t) / (end - t), this.output);
      this.options.observe?.(time, this.output);
    }
  }

  /** The state on the present step; at its end exactly that of the step. */
  private interpolate(theta: number, out: Float64Array): void {
    if (theta === 1) out.set(this.step.next);
    else interpolateInto(this.vectors, 0, theta, out);
  }
}

/** Says where the steps are held short by stability: fifteen suspicious steps without six good ones in a row between them. */
export class StiffnessWatch {
  from: number | undefined;
  private suspicious = 0;
  private good = 0;

  /** `ratio` is |h| times a local Lipschitz constant at t; 6.1 as in HNW's code. */
  step(t: number, ratio: number): void {
    if (this.from !== undefined) return;
    if (ratio > 6.1) {
      this.good = 0;
      if (++this.suspicious === 15) this.from = t;
    } else if (++this.good === 6) this.suspicious = 0;
  }
}
