import { combine, type Stage, stageOf } from './combine';
import {
  denseNodes,
  denseRows,
  denseWeights,
  error3,
  error5,
  nodes,
  rows,
  type SparseRow,
  weights,
} from './dop853Table';

/** dy/dt written to `out` (what is returned is ignored); y is borrowed and must not be changed. */
export type RightHandSide = (t: number, y: Float64Array, out: Float64Array) => void;

export interface Tolerances {
  readonly relative: number;
  readonly absolute: number;
}

const innerStages: readonly Stage[] = rows.map((row, i) => stageOf(nodes[i + 1], row));
const extraStages: readonly Stage[] = denseRows.map((row, i) => stageOf(denseNodes[i], row));

/** The coefficients of the stages 0, 5, 6, …, which are all that the final sums and the interpolant use. */
function finalCoefficients(row: SparseRow, length: number = 8): Float64Array {
  const out = new Float64Array(length);
  for (const [stage, coefficient] of row) out[stage === 0 ? 0 : stage - 4] = coefficient;
  return out;
}

const finalWeights = finalCoefficients(weights);
const finalError5 = finalCoefficients(error5);
const finalError3 = finalCoefficients(error3);
/** Four rows of twelve. */
const denseCoefficients = Float64Array.from(denseWeights.flatMap((row) => [...finalCoefficients(row, 12)]));

/** Places of the vectors, in units of the length of the state: y, next, point, k₀ … k₁₅. */
const atY = 0;
const atNext = 1;
const atPoint = 2;
const atSlope = 3;
const vectorCount = 19;

/** The arrays and the arithmetic of single steps; nothing is allocated after the constructor. */
export class Dop853Step {
  evaluations = 0;
  /** Error of the attempted step in units of the tolerance; NaN when the right-hand side was not finite. */
  error = 0;
  /** The same error in absolute terms, with maximum norms. */
  absoluteError = 0;
  /** The state at the beginning of the step. */
  readonly y: Float64Array;
  /** The state at its end, after `attempt`. */
  readonly next: Float64Array;
  /** The argument of a stage. */
  private readonly point: Float64Array;
  /** Slopes k₀ … k₁₅; k₀ holds f(t, y) on entry to a step, k₁₂ is that at its end. */
  private readonly slopes: readonly Float64Array[];
  /** All of these vectors one behind the other. */
  private readonly memory: Float64Array;
  private readonly n: number;
  private hasEndSlope = false;

  constructor(
    private readonly rhs: RightHandSide,
    y0: Float64Array,
    private readonly tolerances: Tolerances,
  ) {
    const n = y0.length;
    const memory = new Float64Array(vectorCount * n);
    const vector = (place: number): Float64Array => memory.subarray(place * n, (place + 1) * n);
    this.n = n;
    this.memory = memory;
    this.y = vector(atY);
    this.y.set(y0);
    this.next = vector(atNext);
    this.point = vector(atPoint);
    this.slopes = Array.from({ length: 16 }, (_, stage) => vector(atSlope + stage));
  }

  /** k₀ ← f(t, y), before the first step. */
  start(t: number): void {
    this.evaluations++;
    const slope = this.slopes[0].fill(Number.NaN);
    const returned: unknown = this.rhs(t, this.y, slope);
    if (typeof returned === 'object' && slope.every(Number.isNaN))
      throw new RangeError(
        'rightHandSide must write dy/dt to its third argument, but it wrote nothing and returned an object',
      );
  }

  /** Tries the step from t to t + h: sets `next` and the errors. */
  attempt(t: number, h: number): void {
    this.hasEndSlope = false;
    this.evaluate(innerStages, 1, t, h);
    this.finish(h);
  }

  /** k_{first + i} for each of the stages. */
  private evaluate(stages: readonly Stage[], first: number, t: number, h: number): void {
    const { memory, n, point, slopes, rhs } = this;
    for (let i = 0; i < stages.length; i++) {
      combine(memory, n, atPoint * n, atSlope * n, h, stages[i]);
      rhs(t + stages[i].node * h, point, slopes[first + i]);
    }
    this.evaluations += stages.length;
  }

  /**
   * next ← y + h·Σ b_j·k_j, with the error |h|·e₅²/√(e₅² + e₃²/100), where e₅ and e₃ are the estimates of orders 5 and 3
   * (RMS norms in units of the tolerance, or maximum norms).
   */
  private finish(h: number): void {
    const { memory: m, n } = this;
    const { relative, absolute } = this.tolerances;
    const { abs, max } = Math;
    const k0 = atSlope * n;
    const k5 = (atSlope + 5) * n;
    const k6 = (atSlope + 6) * n;
    const k7 = (atSlope + 7) * n;
    const k8 = (atSlope + 8) * n;
    const k9 = (atSlope + 9) * n;
    const k10 = (atSlope + 10) * n;
    const k11 = (atSlope + 11) * n;
    const b0 = finalWeights[0];
    const b5 = finalWeights[1];
    const b6 = finalWeights[2];
    const b7 = finalWeights[3];
    const b8 = finalWeights[4];
    const b9 = finalWeights[5];
    const b10 = finalWeights[6];
    const b11 = finalWeights[7];
    const p0 = finalError5[0];
    const p5 = finalError5[1];
    const p6 = finalError5[2];
    const p7 = finalError5[3];
    const p8 = finalError5[4];
    const p9 = finalError5[5];
    const p10 = finalError5[6];
    const p11 = finalError5[7];
    const q0 = finalError3[0];
    const q5 = finalError3[1];
    const q6 = finalError3[2];
    const q7 = finalError3[3];
    const q8 = finalError3[4];
    const q9 = finalError3[5];
    const q10 = finalError3[6];
    const q11 = finalError3[7];
    let sum5 = 0;
    let sum3 = 0;
    let max5 = 0;
    let max3 = 0;
    for (let i = 0; i < n; i++) {
      const u0 = m[k0 + i];
      const u5 = m[k5 + i];
      const u6 = m[k6 + i];
      const u7 = m[k7 + i];
      const u8 = m[k8 + i];
      const u9 = m[k9 + i];
      const u10 = m[k10 + i];
      const u11 = m[k11 + i];
      const slope = b0 * u0 + b5 * u5 + b6 * u6 + b7 * u7 + (b8 * u8 + b9 * u9 + b10 * u10 + b11 * u11);
      const e5 = p0 * u0 + p5 * u5 + p6 * u6 + p7 * u7 + (p8 * u8 + p9 * u9 + p10 * u10 + p11 * u11);
      const e3 = q0 * u0 + q5 * u5 + q6 * u6 + q7 * u7 + (q8 * u8 + q9 * u9 + q10 * u10 + q11 * u11);
      const before = m[i];
      const after = before + h * slope;
      m[n + i] = after;
      const inverse = 1 / (absolute + relative * max(abs(before), abs(after)));
      sum5 += e5 * inverse * (e5 * inverse);
      sum3 += e3 * inverse * (e3 * inverse);
      max5 = max(max5, abs(e5));
      max3 = max(max3, abs(e3));
    }
    const denominator = Math.sqrt((sum5 + 0.01 * sum3) * n);
    this.error = denominator === 0 ? 0 : (abs(h) * sum5) / denominator;
    this.absoluteError =
      max5 === 0 ? 0 : (abs(h) * max5 * max5) / Math.sqrt(max5 * max5 + 0.01 * max3 * max3);
  }

  /** k₁₂ ← f(end, next), once. */
  endSlope(end: number): void {
    if (this.hasEndSlope) return;
    this.hasEndSlope = true;
    this.evaluations++;
    this.rhs(end, this.next, this.slopes[12]);
  }

  /** Makes the end of the step the beginning of the next one. */
  advance(): void {
    const { memory: m, n } = this;
    const first = atSlope * n;
    const last = (atSlope + 12) * n;
    for (let i = 0; i < n; i++) {
      m[i] = m[n + i];
      m[first + i] = m[last + i];
    }
  }

  /**
   * |h| times a local Lipschitz constant, from the two slopes at the end of the step (HNW § IV.2); about 6.1 is the end of
   * the interval of stability. NaN where it cannot be told.
   */
  stiffness(h: number): number {
    const { next, point, slopes } = this;
    const last = slopes[11];
    const end = slopes[12];
    let above = 0;
    let below = 0;
    for (let i = 0; i < next.length; i++) {
      above += (end[i] - last[i]) * (end[i] - last[i]);
      below += (next[i] - point[i]) * (next[i] - point[i]);
    }
    return Math.abs(h) * Math.sqrt(above / below);
  }

  /**
   * The eight coefficient vectors of the interpolant on the attempted step, one behind the other (see `interpolateInto`);
   * three evaluations, and that at the end of the step if it has not been made.
   */
  interpolantInto(t: number, h: number, end: number, out: Float64Array): void {
    const { y, next, slopes, n } = this;
    this.endSlope(end);
    this.evaluate(extraStages, 13, t, h);
    const first = slopes[0];
    const last = slopes[12];
    for (let i = 0; i < n; i++) {
      const change = next[i] - y[i];
      out[i] = y[i];
      out[n + i] = change;
      out[2 * n + i] = h * first[i] - change;
      out[3 * n + i] = 2 * change - h * (first[i] + last[i]);
    }
    this.highestVectorsInto(h, out);
  }

  /** The last four of the coefficient vectors, h·Σ d_{rj}·k_j. */
  private highestVectorsInto(h: number, out: Float64Array): void {
    const { memory: m, n } = this;
    const d = denseCoefficients;
    const k0 = atSlope * n;
    for (let i = 0; i < n; i++) {
      const first = h * m[k0 + i];
      for (let r = 0; r < 4; r++) {
        let sum = d[12 * r] * first;
        for (let j = 1; j < 12; j++) sum += d[12 * r + j] * (h * m[k0 + (4 + j) * n + i]);
        out[(4 + r) * n + i] = sum;
      }
    }
  }

  /**
   * A length for which an explicit Euler step and the second derivative look harmless (HNW § II.4), after `start`. Where f
   * is not finite there is no guess: 1e−6, and the steps must shrink.
   */
  startingStep(t: number, t1: number): number {
    const { y, point, slopes } = this;
    const size = this.scaledNorm((i) => y[i]);
    const speed = this.scaledNorm((i) => slopes[0][i]);
    const guess = Math.min(size < 1e-5 || speed < 1e-5 ? 1e-6 : (0.01 * size) / speed, Math.abs(t1 - t));
    const signed = t1 < t ? -guess : guess;
    for (let i = 0; i < y.length; i++) point[i] = y[i] + signed * slopes[0][i];
    this.evaluations++;
    this.rhs(t + signed, point, slopes[1]);
    const bend = this.scaledNorm((i) => slopes[1][i] - slopes[0][i]) / guess;
    const steepest = Math.max(speed, bend);
    const second = steepest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : (0.01 / steepest) ** (1 / 8);
    return Math.min(100 * guess, second) || 1e-6;
  }

  private scaledNorm(vector: (i: number) => number): number {
    const { y, tolerances } = this;
    let sum = 0;
    for (let i = 0; i < y.length; i++)
      sum += (vector(i) / (tolerances.absolute + tolerances.relative * Math.abs(y[i]))) ** 2;
    return Math.sqrt(sum / y.length);
  }
}
