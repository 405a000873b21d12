/** Kepler's ellipse of eccentricity 1/2, ten periods from the pericentre, with a right-hand side of the user. */

export const title = 'Ordinary differential equations: Kepler, e = 0.5, 10 periods';

// The tolerance is of each step; ten periods magnify it, by up to 10⁴ in the looser of both solvers.
export const cases = [
  [1e-8, 1e-3],
  [1e-12, 1e-7],
].map(([tolerance, agreement]) => ({
  name: `tolerance ${tolerance}`,
  operation: 'kepler',
  input: { eccentricity: 0.5, periods: 10, tolerance },
  tolerance: agreement,
  peers: { 'SciPy DOP853': { target: 0.1 }, 'SciPy LSODA': {} },
}));

function kepler(_t, [x, y, u, v], out) {
  const r2 = x * x + y * y;
  const factor = -1 / (r2 * Math.sqrt(r2));
  out[0] = u;
  out[1] = v;
  out[2] = factor * x;
  out[3] = factor * y;
}

function ours({ eccentricity: e, periods, tolerance }, { library: { dop853 } }) {
  const start = [1 - e, 0, 0, Math.sqrt((1 + e) / (1 - e))];
  return {
    run: () => dop853(kepler, 0, start, 2 * Math.PI * periods, { tolerance }),
    result: ({ value }) => value,
  };
}

export const contenders = { kepler: { ours } };
