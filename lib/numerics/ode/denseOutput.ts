/** Vectors of coefficients of the interpolant on one step: y at its beginning, and seven more. */
export const VECTORS_PER_STEP = 8;

/**
 * out ← p(θ), θ = (t − start)/h in [0, 1]: the interpolant of degree 7 on one step, with vectors y, F₀ … F₆ of length n
 * behind each other from `offset` on:
 *   p = y + θ(F₀ + (1−θ)(F₁ + θ(F₂ + (1−θ)(F₃ + θ(F₄ + (1−θ)(F₅ + θF₆)))))).
 */
export function interpolateInto(
  vectors: Float64Array,
  offset: number,
  theta: number,
  out: Float64Array,
): void {
  const n = out.length;
  const rest = 1 - theta;
  for (let i = 0; i < n; i++) {
    const at = offset + i;
    let sum = vectors[at + 7 * n] * theta + vectors[at + 6 * n];
    sum = sum * rest + vectors[at + 5 * n];
    sum = sum * theta + vectors[at + 4 * n];
    sum = sum * rest + vectors[at + 3 * n];
    sum = sum * theta + vectors[at + 2 * n];
    sum = sum * rest + vectors[at + n];
    out[i] = sum * theta + vectors[at];
  }
}

/**
 * y(t) anywhere on the integrated interval, accurate to order 7 between the steps, with a continuous first derivative.
 * Without `out` every call returns a new array.
 * @throws RangeError for a t outside the interval.
 */
export type OdeSolution = (t: number, out?: Float64Array) => Float64Array;

/** The interpolants of all steps, in arrays that double when they are full. */
export class StoredSteps {
  private readonly n: number;
  private readonly initial: Float64Array;
  private count = 0;
  /** times[k] is the beginning of step k, times[count] the end of the last one. */
  private times: Float64Array = new Float64Array(5);
  private vectors: Float64Array;

  /** Whether a further step would need more memory than is allowed. */
  full = false;

  constructor(
    y0: Float64Array,
    t0: number,
    private readonly maxBytes: number,
  ) {
    const n = y0.length;
    this.n = n;
    this.initial = y0.slice();
    this.times[0] = t0;
    this.vectors = new Float64Array(4 * VECTORS_PER_STEP * n);
  }

  add(vectors: Float64Array, end: number): void {
    const used = this.count * vectors.length;
    if (used === this.vectors.length) {
      this.vectors = grown(this.vectors, 2 * used);
      this.times = grown(this.times, 2 * this.count + 1);
    }
    this.vectors.set(vectors, used);
    this.times[++this.count] = end;
    this.full =
      this.count * vectors.length === this.vectors.length && 16 * this.vectors.length > this.maxBytes;
  }

  /** The steps as a function; `stop` is the end of the interval if it lies within the last step. */
  solution(stop: number): OdeSolution {
    const { n, count, initial, times, vectors } = this;
    const start = times[0];
    const direction = stop < start ? -1 : 1;
    return (t, out = new Float64Array(n)) => {
      if (!((t - start) * direction >= 0 && (stop - t) * direction >= 0)) {
        const range = direction > 0 ? `[${start}, ${stop}]` : `[${stop}, ${start}]`;
        throw new RangeError(`t must be a number in ${range}, got ${t}`);
      }
      if (out.length !== n) throw new RangeError(`out must have length ${n}, got length ${out.length}`);
      if (count === 0) {
        out.set(initial);
        return out;
      }
      let low = 0;
      let high = count - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((t - times[middle]) * direction >= 0) low = middle;
        else high = middle - 1;
      }
      const theta = (t - times[low]) / (times[low + 1] - times[low]);
      interpolateInto(vectors, low * VECTORS_PER_STEP * n, theta, out);
      return out;
    };
  }
}

function grown(array: Float64Array, length: number): Float64Array {
  const out = new Float64Array(length);
  out.set(array);
  return out;
}
