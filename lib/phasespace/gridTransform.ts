import { husimiPlane } from './gridHusimi';
import { type Lines, linesAlong, momentumEnd, momentumLaw, positionLaw } from './gridLines';
import { gridMarginal } from './gridMarginal';
import { wignerPlane } from './gridWigner';
import type { PlaneFunction, TransformKind } from './planes';
import type { GridState } from './states';

/** Numbers in the tables of one plane: 1 GiB. */
const mostNumbers = 2 ** 27;
/** Densities below this part of the largest do not count for the reach. */
const negligible = 1e-10;

/**
 * The Wigner or Husimi function of wave functions on a box, spectrally accurate: the waves are read as trigonometric
 * polynomials and the integrals over s or x as sums with half the spacing, which alias nothing within |ξ| < πε/h.
 */
export function gridTransform(state: GridState, kind: TransformKind): PlaneFunction {
  const { epsilon, dimension: d } = state;
  const along = Array.from({ length: d }, (_, axis) => linesAlong(state, axis));
  const plane = kind === 'wigner' ? wignerPlane : husimiPlane;
  return {
    reach: reachOf(along, epsilon, kind),
    plane: (axes, z, first, second) => {
      const swapped = axes[0] >= d;
      const axis = swapped ? axes[1] : axes[0];
      if (axes[0] + axes[1] !== 2 * axis + d)
        throw new RangeError(
          `a section of a state on a grid must be one of the planes (x_j, ξ_j), got the axes ${axes.join(', ')}`,
        );
      const [x, xi] = swapped ? [second, first] : [first, second];
      const numbers = 4 * state.grid.points[axis] * (x.length + xi.length);
      if (numbers > mostNumbers)
        throw new RangeError(
          `a window of ${x.length} × ${xi.length} cells on ${state.grid.points[axis]} points needs ` +
            `${Math.ceil((8 * numbers) / 2 ** 20)} MiB (at most 1024): take fewer cells or points`,
        );
      const values = plane(state, axis, z, x, xi);
      return swapped
        ? values.map((_, k) => values[(k % second.length) * first.length + Math.floor(k / second.length)])
        : values;
    },
    marginal: (axis, points) => gridMarginal(along[axis % d], axis < d, epsilon, kind, points),
  };
}

function reachOf(along: readonly Lines[], epsilon: number, kind: TransformKind): [number, number][] {
  const more = kind === 'husimi' ? 5 * Math.sqrt(epsilon / 2) : 0;
  const span = (law: Float64Array, low: number, step: number): [number, number] => {
    const least = negligible * law.reduce((most, value) => Math.max(most, value), 0);
    const first = law.findIndex((value) => value > least);
    let last = law.length - 1;
    while (last > first && law[last] <= least) last--;
    return [low + first * step - more, low + last * step + more];
  };
  return [
    ...along.map((lines) => span(positionLaw(lines), lines.low, lines.spacing)),
    ...along.map((lines) => {
      const end = momentumEnd(lines, epsilon);
      return span(momentumLaw(lines, epsilon), -end, end / lines.points);
    }),
  ];
}
