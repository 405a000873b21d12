import { finite } from '../../../numerics/guards';
import { type Buckets, bucketsOf, nearestElement } from './buckets';
import { determinant3 } from './deformation';
import { type Density, type Labels, labelOf } from './labels';
import { lagrangeSlopes, lagrangeWeights } from './lagrange';

/** The fluid at a point of space. */
export interface FluidPoint {
  readonly density: number;
  readonly velocity: readonly [number, number, number];
  /** Where this fluid was at time 0. */
  readonly label: readonly [number, number, number];
}

/** How far from the middle of its cell, in cells, a polynomial is used: a bit over ½, so that Newton's method can settle. */
const reach = 0.6;
const mostSteps = 40;
/** Residual, in spacings of the labels' lattice, at which a label is found. */
const tolerance = 1e-9;

/**
 * Reads the fluid at points of space: Newton's method for x(t, a) = point, from the nearest element, with polynomials of degree 4
 * through the elements around it.
 */
export class FluidReader {
  private readonly buckets: Buckets;
  private readonly isCore: Uint8Array;
  private readonly weights = Array.from({ length: 3 }, () => new Float64Array(5));
  private readonly slopes = Array.from({ length: 3 }, () => new Float64Array(5));
  /** Position, velocity, and ∂x/∂a row-major, of the last evaluation. */
  private readonly position = new Float64Array(3);
  private readonly velocity = new Float64Array(3);
  private readonly gradient = new Float64Array(9);

  constructor(
    private readonly labels: Labels,
    private readonly initial: Density,
    private readonly x: Float64Array,
    private readonly v: Float64Array,
  ) {
    this.buckets = bucketsOf(labels, x);
    this.isCore = new Uint8Array(labels.density.length);
    for (const element of labels.core) this.isCore[element] = 1;
  }

  /** The fluid at `point`, or undefined where there is none. */
  at(point: readonly [number, number, number]): FluidPoint | undefined {
    point.forEach((value, c) => {
      finite(`point[${c}]`, value);
    });
    const { labels, x, position, velocity, gradient } = this;
    const { strides, spacing } = labels;
    let element = nearestElement(this.buckets, x, point);
    if (element < 0) return undefined;
    const offset = new Float64Array(3);
    const size = tolerance * Math.min(...spacing);
    for (let step = 0; step < mostSteps; step++) {
      this.evaluate(element, offset);
      const rest = position.map((value, c) => point[c] - value);
      if (Math.hypot(...rest) < size) {
        const label = labelOf(labels, element).map((a, c) => a + offset[c] * spacing[c]);
        return this.found([label[0], label[1], label[2]], velocity);
      }
      solve3(gradient, rest);
      for (let c = 0; c < 3; c++) {
        // A step of at most one cell: far from the solution the polynomials mean nothing.
        offset[c] += Math.max(-1, Math.min(1, rest[c] / spacing[c]));
        const whole = Math.abs(offset[c]) > reach ? Math.round(offset[c]) : 0;
        offset[c] -= whole;
        element += whole * strides[c];
      }
      if (!this.isCore[element]) return undefined;
    }
    return undefined;
  }

  private found(label: readonly [number, number, number], velocity: Float64Array): FluidPoint {
    const density = (this.labels.scale * this.initial(...label)) / determinant3(this.gradient);
    return { density, velocity: [velocity[0], velocity[1], velocity[2]], label };
  }

  /** x, u and ∂x/∂a at an offset, in cells, from an element. */
  private evaluate(element: number, offset: Float64Array): void {
    const { x, v, position, velocity, gradient, labels } = this;
    const { strides, spacing } = labels;
    const [[a, b, c], [da, db, dc]] = [this.weights, this.slopes];
    for (let axis = 0; axis < 3; axis++) {
      lagrangeWeights(offset[axis], this.weights[axis]);
      lagrangeSlopes(offset[axis], this.slopes[axis]);
    }
    position.fill(0);
    velocity.fill(0);
    gradient.fill(0);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++)
        for (let k = 0; k < 5; k++) {
          const at = 3 * (element + (i - 2) * strides[0] + (j - 2) * strides[1] + k - 2);
          const w = a[i] * b[j] * c[k];
          const w0 = (da[i] * b[j] * c[k]) / spacing[0];
          const w1 = (a[i] * db[j] * c[k]) / spacing[1];
          const w2 = (a[i] * b[j] * dc[k]) / spacing[2];
          for (let p = 0; p < 3; p++) {
            const value = x[at + p];
            position[p] += w * value;
            velocity[p] += w * v[at + p];
            gradient[3 * p] += w0 * value;
            gradient[3 * p + 1] += w1 * value;
            gradient[3 * p + 2] += w2 * value;
          }
        }
  }
}

/** Solves fy = y₀ for a 3 × 3 matrix f by Cramer's rule, in place of y₀. */
function solve3(f: Float64Array, y: Float64Array): void {
  const inverse = 1 / determinant3(f);
  const [r0, r1, r2] = y;
  const minor = (p: number, q: number, r: number, s: number): number => f[p] * f[s] - f[q] * f[r];
  y[0] = inverse * (r0 * minor(4, 5, 7, 8) - r1 * minor(1, 2, 7, 8) + r2 * minor(1, 2, 4, 5));
  y[1] = inverse * (-r0 * minor(3, 5, 6, 8) + r1 * minor(0, 2, 6, 8) - r2 * minor(0, 2, 3, 5));
  y[2] = inverse * (r0 * minor(3, 4, 6, 7) - r1 * minor(0, 1, 6, 7) + r2 * minor(0, 1, 3, 4));
}
