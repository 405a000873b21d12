import {
  type Distribution1D,
  harmonicPropagator,
  normal,
  type PhaseSpaceGrid,
  phaseSpaceDensity,
} from '../../../lib/index';

export const gaussian = phaseSpaceDensity({
  dimension: 1,
  position: normal({ deviation: 0.7 }),
  momentum: normal({}),
});

/** The product of two laws. */
export const law = (position: Distribution1D, momentum: Distribution1D = normal({})) =>
  phaseSpaceDensity({ dimension: 1, position, momentum });

/** Largest distance of the grid's values to a export function at the centres of its cells. */
export function largestError(grid: PhaseSpaceGrid, exact: (x: number, xi: number) => number): number {
  const { x, xi, nX, nXi, values } = grid;
  let most = 0;
  for (let i = 0; i < nX; i++)
    for (let j = 0; j < nXi; j++) {
      const q = x[0] + ((i + 0.5) / nX) * (x[1] - x[0]);
      const p = xi[0] + ((j + 0.5) / nXi) * (xi[1] - xi[0]);
      most = Math.max(most, Math.abs(values[i * nXi + j] - exact(q, p)));
    }
  return most;
}

/** Second moments (xx, xξ, ξξ) about the origin. */
export function secondMoments({ x, xi, nX, nXi, values }: PhaseSpaceGrid): [number, number, number] {
  let [qq, qp, pp] = [0, 0, 0];
  values.forEach((value, k) => {
    const q = x[0] + ((Math.floor(k / nXi) + 0.5) / nX) * (x[1] - x[0]);
    const p = xi[0] + (((k % nXi) + 0.5) / nXi) * (xi[1] - xi[0]);
    qq += value * q * q;
    qp += value * q * p;
    pp += value * p * p;
  });
  const area = ((x[1] - x[0]) / nX) * ((xi[1] - xi[0]) / nXi);
  return [qq * area, qp * area, pp * area];
}

/** f(t, z) for V = κz²/2 and `gaussian`: f^in at the point turned back. */
export function harmonicDensity(kappa: number, t: number): (x: number, xi: number) => number {
  const { cosine: c, sineOverOmega: r } = harmonicPropagator(kappa, -t);
  return (x, xi) => {
    const [q, p] = [x * c + xi * r, xi * c - kappa * x * r];
    return Math.exp(-0.5 * ((q * q) / 0.49 + p * p)) / (2 * Math.PI * 0.7);
  };
}

export function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);
}
