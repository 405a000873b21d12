import type { Bound } from '../../../interactions/types';
import { dop853 } from '../../../numerics/ode/dop853';

const samples = 4000;

/** Radii in geometric progression. */
function eachRadius(low: number, high: number, visit: (r: number) => void): void {
  for (let i = 0; i <= samples; i++) visit(low * (high / low) ** (i / samples));
}

/**
 * sup V²/(1 + 1/4r²), which bounds the best C of V² ≤ C(I − Δ) by Hardy's inequality: the largest value at radii from
 * 10⁻³·inner to 10³·outer.
 */
export function hardyMajorant(square: (r: number) => number, inner: number, outer: number): Bound {
  let [value, at] = [0, 0];
  eachRadius(inner / 1000, outer * 1000, (r) => {
    const quotient = square(r) / (1 + 1 / (4 * r * r));
    if (quotient > value) [value, at] = [quotient, r];
  });
  return {
    value,
    kind: 'estimate',
    how: `largest V²/(1 + 1/4r²) of ${samples} radii, at r = ${at.toPrecision(3)}`,
  };
}

const tolerance = 1e-12;

/**
 * A C a little above `lower` for which C(u″ − u) + V²u = 0, u(0) = 0, has a positive solution: then C(I − Δ) − V² ≥ 0 (Jacobi;
 * W. Allegretto, J. Piepenbrink 1974), for all angular momenta. Beyond `outer` u stays positive if it grows there
 * and V² < C from there on. Undefined if none is found; V must be bounded.
 */
export function positiveSolutionMajorant(
  square: (r: number) => number,
  lower: number,
  outer: number,
): Bound | undefined {
  let farthest = 0;
  eachRadius(outer, outer * 1000, (r) => {
    farthest = Math.max(farthest, square(r));
  });
  if (!(farthest < lower)) return undefined;
  for (let excess = 1e-9; excess < 0.1; excess *= 10) {
    const value = lower * (1 + excess);
    if (growsPositively((r) => 1 - square(r) / value, outer))
      return {
        value,
        kind: 'estimate',
        how: `u″ = (1 − V²/C)u has a solution u > 0 (Runge–Kutta, tolerance ${tolerance})`,
      };
  }
  return undefined;
}

/** Whether the solution of u″ = q(r)u, u(0) = 0, u′(0) = 1 has no zero up to `end` and grows there. */
function growsPositively(q: (r: number) => number, end: number): boolean {
  let isPositive = true;
  const { value, status } = dop853(
    (r, [u, slope], out) => {
      out[0] = slope;
      out[1] = q(r) * u;
    },
    0,
    [0, 1],
    end,
    {
      tolerance,
      // A solution with one zero crosses to values < 0 and stays there.
      observe: (r, [u]) => {
        if (r > 0 && !(u > 0)) isPositive = false;
      },
    },
  );
  return status === 'finished' && isPositive && value[1] > 0;
}
