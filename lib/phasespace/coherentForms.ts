import { hermitianPart } from '../numerics/dense/hermitian';
import { complexMatrix, type DenseMatrix } from '../numerics/dense/matrix';
import { coherentOverlap } from './coherentStates';
import type { Forms } from './images';
import type { CoherentSpan } from './states';

/** Matrices from entries (i, j), j ≤ i, completed to Hermitian ones. */
function hermitianOf(n: number, entry: (i: number, j: number) => readonly [number, number]): DenseMatrix {
  const out = complexMatrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const [re, im] = entry(i, j);
      out.data.set([re, im], 2 * (i * n + j));
      out.data.set([re, -im], 2 * (j * n + i));
    }
  return hermitianPart(out);
}

function product(a: readonly [number, number], b: readonly [number, number]): [number, number] {
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
}

/**
 * With G = ⟨i|j⟩ and y = (q_i+q_j)/2 + i(p_j−p_i)/2 on each axis ⟨i|Y|j⟩ = Gy, ⟨i|P|j⟩ = G(p_j + i(y−q_j)), and
 * ⟨i|Y² + P²|j⟩ = G[uv + iy(u−v) + 2y² + ε] with u = p_i + iq_i, v = p_j − iq_j.
 */
export function coherentForms({ points, epsilon, dimension: d }: CoherentSpan): Forms {
  const n = points.length;
  const axes = Array.from({ length: d }, (_, axis) => axis);
  const middle = (i: number, j: number, axis: number): [number, number] => [
    (points[i][axis] + points[j][axis]) / 2,
    (points[j][d + axis] - points[i][d + axis]) / 2,
  ];
  const overlap = (i: number, j: number): [number, number] => coherentOverlap(points[i], points[j], epsilon);
  return {
    position: axes.map((axis) => hermitianOf(n, (i, j) => product(overlap(i, j), middle(i, j, axis)))),
    momentum: axes.map((axis) =>
      hermitianOf(n, (i, j) => {
        const [re, im] = middle(i, j, axis);
        return product(overlap(i, j), [points[j][d + axis] - im, re - points[j][axis]]);
      }),
    ),
    square: hermitianOf(n, (i, j) => {
      let [re, im] = [0, 0];
      for (const axis of axes) {
        const [qi, pi, qj, pj] = [points[i][axis], points[i][d + axis], points[j][axis], points[j][d + axis]];
        const y = middle(i, j, axis);
        const both = product([pi, qi], [pj, -qj]);
        const mixed = product([-y[1], y[0]], [pi - pj, qi + qj]);
        const squared = product(y, y);
        re += both[0] + mixed[0] + 2 * squared[0] + epsilon;
        im += both[1] + mixed[1] + 2 * squared[1];
      }
      return product(overlap(i, j), [re, im]);
    }),
  };
}
