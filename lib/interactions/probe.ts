import { pointText } from './text';

type Value = (z: Float64Array) => number;
type Gradient = (z: Float64Array) => ArrayLike<number>;

const scales = 101;
const directionsPerScale = 4;
/** Golden ratio and square root of 2: their multiples modulo 1 fill [0, 1] evenly, with no two points alike. */
const golden = (Math.sqrt(5) - 1) / 2;

function direction(index: number, dimension: number): number[] {
  const angle = 2 * Math.PI * ((index * golden) % 1);
  if (dimension === 1) return [1];
  if (dimension === 2) return [Math.cos(angle), Math.sin(angle)];
  const height = 2 * ((index * Math.SQRT2) % 1) - 1;
  const rho = Math.sqrt(1 - height * height);
  return [rho * Math.cos(angle), rho * Math.sin(angle), height];
}

/** Always the same points, at 101 lengths from 10⁻³ to 10², in four directions each (one in d = 1, for even V). */
export function probePoints(dimension: number): Float64Array[] {
  const perScale = dimension === 1 ? 1 : directionsPerScale;
  return Array.from({ length: scales * perScale }, (_, i) => {
    const length = 10 ** (-3 + (5 * Math.floor(i / perScale)) / (scales - 1));
    return Float64Array.from(direction(i + 1, dimension), (c) => c * length);
  });
}

function lengthOf(z: ArrayLike<number>): number {
  return Math.hypot(...Array.from(z));
}

function minus(z: Float64Array): Float64Array {
  return z.map((c) => -c);
}

function moved(z: Float64Array, axis: number, by: number): Float64Array {
  const out = z.slice();
  out[axis] += by;
  return out;
}

/**
 * Refuses a V that is not a number somewhere, or differs from its mirror image by more than rounding.
 * @throws RangeError that names the point.
 */
export function checkEven(what: string, V: Value, points: readonly Float64Array[]): void {
  const values = points.map(V);
  const largest = values.reduce((m, v) => (Number.isFinite(v) ? Math.max(m, Math.abs(v)) : m), 0);
  points.forEach((z, i) => {
    const [here, there] = [values[i], V(minus(z))];
    if (typeof here !== 'number' || Number.isNaN(here)) {
      throw new RangeError(`${what} must be a number everywhere, got V(z) = ${here} at z = ${pointText(z)}`);
    }
    // Rounding of a formula evaluated at z and at −z: far below 1e−9 of V, or lost in the largest values of V.
    const allowed = 1e-9 * Math.abs(here) + 1e-14 * largest;
    if (here !== there && !(Math.abs(here - there) <= allowed)) {
      throw new RangeError(
        `${what} must be even, V(z) = V(-z), got V(z) = ${here} and V(-z) = ${there} at z = ${pointText(z)}`,
      );
    }
  });
}

/** True when the central difference with one of several steps agrees with the slope to 1e−4. */
function agrees(V: Value, z: Float64Array, axis: number, slope: number, size: number): boolean {
  return [1e-3, 1e-5, 1e-7].some((step) => {
    const h = step * lengthOf(z);
    const [after, before] = [moved(z, axis, h), moved(z, axis, -h)];
    const difference = (V(after) - V(before)) / (after[axis] - before[axis]);
    // Truncation is under 1e−4 for one of the steps; rounding is 2^−52|V|/h, eight times that for V's own errors.
    const allowed = 1e-4 * size + (8 * Number.EPSILON * Math.abs(V(z))) / h;
    return !Number.isFinite(difference) || Math.abs(difference - slope) <= allowed;
  });
}

/**
 * Refuses a gradient that is not the derivative of V.
 * @throws RangeError that names the point and the component.
 */
export function checkGradient(V: Value, gradient: Gradient, points: readonly Float64Array[]): void {
  for (const z of points) {
    const slopes = gradient(z);
    if (slopes?.length !== z.length) {
      throw new RangeError(
        `gradient must return an array of length ${z.length}, got ${slopes} at z = ${pointText(z)}`,
      );
    }
    const size = lengthOf(slopes);
    for (let axis = 0; axis < z.length; axis++) {
      if (!agrees(V, z, axis, slopes[axis], size)) {
        const h = 1e-5 * lengthOf(z);
        const difference = (V(moved(z, axis, h)) - V(moved(z, axis, -h))) / (2 * h);
        throw new RangeError(
          `gradient must be the gradient of value: component ${axis} is ${slopes[axis]}, ` +
            `the difference quotient of V is ${difference}, at z = ${pointText(z)}`,
        );
      }
    }
  }
}

/** A value met, and where. */
export interface Seen {
  readonly value: number;
  readonly at: string;
}

function largest(seen: readonly Seen[]): Seen {
  return seen.reduce((a, b) => (b.value > a.value ? b : a));
}

/** The largest |V| at the probe points. */
export function largestValue(V: Value, points: readonly Float64Array[]): Seen {
  return largest(points.map((z) => ({ value: Math.abs(V(z)), at: `z = ${pointText(z)}` })));
}

/** The largest |∇V| at the probe points. */
export function largestGradient(gradient: Gradient, points: readonly Float64Array[]): Seen {
  return largest(points.map((z) => ({ value: lengthOf(gradient(z)), at: `z = ${pointText(z)}` })));
}

/** The largest |∇V(z) − ∇V(z′)|/|z − z′| over pairs of near points, along each axis and along z. */
export function largestSteepness(gradient: Gradient, points: readonly Float64Array[]): Seen {
  const pairs = points.flatMap((z) => {
    const h = 1e-4 * lengthOf(z);
    return [z.map((c) => c * (1 + 1e-4)), ...Array.from(z, (_, axis) => moved(z, axis, h))].map((other) => [
      z,
      other,
    ]);
  });
  return largest(
    pairs.map(([z, other]) => {
      const [a, b] = [gradient(z), gradient(other)];
      const rise = lengthOf(Array.from(z, (_, i) => a[i] - b[i]));
      const run = lengthOf(z.map((c, i) => c - other[i]));
      const at = `z = ${pointText(z)}, z' = ${pointText(other)}`;
      // What rounding of ∇V can fake is taken off: a quotient reported here is met for certain.
      return { value: Math.max(0, rise - 4 * Number.EPSILON * (lengthOf(a) + lengthOf(b))) / run, at };
    }),
  );
}

/** True when ∇V does not tend to 0 at the origin, or V is infinite there: on the way in, |∇V| must shrink. */
export function isSingularAtOrigin(V: Value, gradient: Gradient, dimension: number): boolean {
  if (!Number.isFinite(V(new Float64Array(dimension)))) return true;
  return [1, 2, 3, 4, 5, 6].some((index) => {
    const sizeAt = (r: number) =>
      lengthOf(gradient(Float64Array.from(direction(index, dimension), (c) => c * r)));
    const [outer, inner] = [sizeAt(1e-4), sizeAt(1e-8)];
    return !Number.isFinite(inner) || inner > 0.5 * outer;
  });
}
