/** Exact transport between densities on a grid of n² cells, and between a cloud and a density, enclosed. */
import { signed } from '../harness/inputs.mjs';

export const title = 'Transport on grids';

// Masses are rounded to integers, by a part in 10¹⁵ each.
const tolerance = 1e-11;

export const cases = [
  ...[32, 48, 64].flatMap((cells) =>
    [1, 2].map((p) => ({
      name: `${cells}² against ${cells}² cells, p = ${p}`,
      operation: 'grids',
      input: { cells, p },
      tolerance,
      peers: cells === 64 ? {} : { POT: { target: cells === 48 ? 0.3 : 0.5 } },
      seconds: cells === 48 ? 12 : 3,
    })),
  ),
  // The peer needs 13 s and 38 s a run.
  ...[1, 2].map((p) => ({
    name: `64² against 64² cells, p = ${p}, with POT`,
    operation: 'grids',
    input: { cells: 64, p },
    tolerance,
    peers: { POT: { target: 0.1 } },
    seconds: 80 * p,
    long: true,
  })),
  ...[1, 2].map((p) => ({
    name: `cloud of 200 and 64² cells, p = ${p}`,
    operation: 'cloud',
    input: { count: 200, cells: 64, p },
    // Our interval is that wide, relatively; centres in place of cells change the distance less.
    tolerance: 1e-3,
    peers: { 'POT, centres': {} },
    seconds: 4,
  })),
];

/** Two bumps against one, on [0, 1]², as Husimi functions look; small everywhere else. */
function densities(cells) {
  const bump = (x, y, width) => Math.exp(-(x * x + y * y) / width);
  const shapes = [
    (x, y) => bump(x - 0.35, y - 0.4, 0.03) + 1e-9,
    (x, y) => bump(x - 0.6, y - 0.55, 0.02) + 0.7 * bump(x - 0.3, y - 0.3, 0.01) + 1e-9,
  ];
  return shapes.map((shape) => {
    const at = (i) => (i + 0.5) / cells;
    const raw = Array.from({ length: cells * cells }, (_, k) =>
      shape(at(Math.floor(k / cells)), at(k % cells)),
    );
    const sum = raw.reduce((a, b) => a + b, 0);
    return { low: [0, 0], high: [1, 1], cells: [cells, cells], masses: raw.map((mass) => mass / sum) };
  });
}

function grids({ cells, p }, { library: { gridDensity, transportGrid } }) {
  const [mu, nu] = densities(cells).map(gridDensity);
  return { run: () => transportGrid(mu, nu, { p }), result: ({ centres }) => [centres.distance] };
}

function cloudToGrid({ count, cells, p }, { library: { cloud, gridDensity, transportSemidiscrete } }) {
  const density = gridDensity(densities(cells)[0]);
  const points = cloud(
    signed(1, 2 * count).map((t) => 0.5 + 0.5 * t),
    2,
  );
  return {
    run: () => transportSemidiscrete(density, points, { p }),
    result: ({ lower, upper }) => [(lower + upper) / 2],
  };
}

export const contenders = { grids: { ours: grids }, cloud: { ours: cloudToGrid } };
