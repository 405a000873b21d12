export type SplineDegree = 3 | 5;

/** The root in (−1, 0) of z + 1/z = x, x < −2. */
function poleOf(x: number): number {
  return 2 / (x - Math.sqrt(x * x - 4));
}

/**
 * Roots inside the unit circle of the symbols z + 4 + 1/z and z² + 26z + 66 + 26/z + 1/z² of the cardinal B-splines, the
 * largest first.
 */
const polesOf: Readonly<Record<SplineDegree, readonly number[]>> = {
  3: [poleOf(-4)],
  5: [poleOf(-64 / (13 + Math.sqrt(105))), poleOf(-13 - Math.sqrt(105))],
};

export function splinePoles(degree: SplineDegree): readonly number[] {
  return polesOf[degree];
}

/** The constant Π(1 − z)² by which Π 1/((1 − zq)(1 − z/q)) becomes the filter from values to B-spline coefficients. */
function splineGain(degree: SplineDegree): number {
  return polesOf[degree].reduce((product, z) => product * (1 - z) ** 2, 1);
}

/**
 * The B-splines of this degree that are not 0 at a point t ∈ [0, 1] between two knots, from the leftmost on, to
 * out[0 … degree] (C. de Boor, A Practical Guide to Splines, chapter X, for equidistant knots).
 */
function bSplinesInto(degree: number, t: number, out: Float64Array): void {
  out[0] = 1;
  for (let p = 1; p <= degree; p++) {
    let saved = 0;
    for (let r = 0; r < p; r++) {
      const part = out[r] / p;
      out[r] = saved + (r + 1 - t) * part;
      saved = (t + p - 1 - r) * part;
    }
    out[p] = saved;
  }
}

export interface LineShift {
  readonly degree: SplineDegree;
  /** Points of a line. */
  readonly points: number;
  readonly periodic: boolean;
  /** The flux weights are wanted too. */
  readonly positive: boolean;
}

/**
 * For lines to be moved up by distances[l] = whole + fraction, 0 ≤ fraction < 1, the tables of kernels/assembly/shear.ts:
 * new[k] = Σ_τ w_τ c[k − taps/2 + τ] before the move by whole cells, c the spline's coefficients without their gain. The
 * flux from k to k + 1 has the weights v with v_{τ+1} − v_τ = w_τ(fraction) − w_τ(0).
 */
export function lineWeights(
  shift: LineShift,
  distances: Float64Array,
  weights: Float64Array,
  wholes: Int32Array,
): void {
  const { degree, points, periodic, positive } = shift;
  const gain = splineGain(degree);
  const taps = degree + 1;
  const basis = new Float64Array(taps);
  const still = new Float64Array(taps);
  bSplinesInto(degree, 1, still);
  // Farther than any line and its ringing reach.
  const farthest = 2 * points + 1024;
  // Lanes without a line hold zeros; they stay where they are.
  wholes.fill(0);
  for (let l = 0; l < distances.length; l++) {
    const distance = periodic
      ? distances[l] - points * Math.floor(distances[l] / points)
      : Math.max(-farthest, Math.min(farthest, distances[l]));
    const whole = Math.floor(distance);
    // A distance a rounding below 0 becomes `points` on a circle.
    wholes[l] = periodic ? whole % points : whole;
    bSplinesInto(degree, 1 - (distance - whole), basis);
    let at = (l >> 3) * 8 * (2 * taps + 1) + (l & 7);
    for (let tap = 0; tap < taps; tap++, at += 8) weights[at] = gain * basis[tap];
    if (!positive) continue;
    let flux = 0;
    for (let tap = 0; tap < taps; tap++, at += 8) {
      weights[at] = gain * flux;
      flux += basis[tap] - still[tap];
    }
    weights[at] = distance - whole;
  }
}
