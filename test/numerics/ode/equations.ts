import type { RightHandSide } from '../../../lib/numerics/index';

/** x″ = −x. */
export const oscillator: RightHandSide = (_t, y, out) => {
  out[0] = y[1];
  out[1] = -y[0];
};

/** x″ = −x/|x|³ in the plane. */
export const kepler: RightHandSide = (_t, y, out) => {
  const cube = Math.hypot(y[0], y[1]) ** -3;
  out[0] = y[2];
  out[1] = y[3];
  out[2] = -y[0] * cube;
  out[3] = -y[1] * cube;
};

/** The pericentre of the orbit of eccentricity 1/2, semi-major axis 1 and period 2π. */
export const keplerStart: readonly number[] = [0.5, 0, 0, Math.sqrt(3)];

/** Its position at time t: Kepler's equation t = E − e·sin E by Newton's method. */
export function keplerOrbit(t: number): [x: number, y: number] {
  let anomaly = t;
  for (let k = 0; k < 20; k++)
    anomaly -= (anomaly - 0.5 * Math.sin(anomaly) - t) / (1 - 0.5 * Math.cos(anomaly));
  return [Math.cos(anomaly) - 0.5, Math.sqrt(0.75) * Math.sin(anomaly)];
}

/** Lotka–Volterra, with the invariant u − log u + v − log v. */
export const predators: RightHandSide = (_t, y, out) => {
  out[0] = y[0] * (1 - y[1]);
  out[1] = y[1] * (y[0] - 1);
};
