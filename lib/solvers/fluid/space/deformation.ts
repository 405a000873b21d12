import type { Labels } from './labels';

/** Weights of f(a + kh) − f(a − kh), k = 1, 2, 3, in hf′(a) to order 6. */
const [w1, w2, w3] = [3 / 4, -3 / 20, 1 / 60];

/** What the map a ↦ x(t, a) does near the elements of the core, in their order. */
export interface Deformation {
  /** det ∂x/∂a. */
  readonly determinant: Float64Array;
  /** |∂x/∂a_i|, i = 0, 1, 2, three an element. */
  readonly stretch: Float64Array;
}

export function newDeformation(labels: Labels): Deformation {
  const count = labels.core.length;
  return { determinant: new Float64Array(count), stretch: new Float64Array(3 * count) };
}

/** Derivatives of the positions by central differences of order 6; returns the least determinant. */
export function updateDeformation(labels: Labels, x: Float64Array, out: Deformation): number {
  const { core, strides, spacing } = labels;
  const { determinant, stretch } = out;
  const f = new Float64Array(9);
  let least = Infinity;
  for (let e = 0; e < core.length; e++) {
    const at = 3 * core[e];
    for (let axis = 0; axis < 3; axis++) {
      const s = 3 * strides[axis];
      const factor = 1 / spacing[axis];
      for (let c = 0, p = at; c < 3; c++, p++)
        f[3 * c + axis] =
          factor *
          (w1 * (x[p + s] - x[p - s]) +
            w2 * (x[p + 2 * s] - x[p - 2 * s]) +
            w3 * (x[p + 3 * s] - x[p - 3 * s]));
      stretch[3 * e + axis] = Math.sqrt(f[axis] ** 2 + f[3 + axis] ** 2 + f[6 + axis] ** 2);
    }
    const value = determinant3(f);
    determinant[e] = value;
    if (!(value >= least)) least = value;
  }
  return least;
}

/** The determinant of a 3 × 3 matrix, row-major. */
export function determinant3(f: Float64Array): number {
  return (
    f[0] * (f[4] * f[8] - f[5] * f[7]) -
    f[1] * (f[3] * f[8] - f[5] * f[6]) +
    f[2] * (f[3] * f[7] - f[4] * f[6])
  );
}
