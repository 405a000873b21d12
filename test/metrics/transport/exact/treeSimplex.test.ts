import { TreeSimplex } from '../../../../lib/metrics/transport/exact/treeSimplex';
import { hungarian, seeded } from '../samples';

type Random = { uniform(): number };

interface Network {
  readonly simplex: TreeSimplex;
  readonly supply: Float64Array;
  readonly demand: Float64Array;
}

/** Flows balance at every node, potentials belong to the tree, and arcs without flow point to the root. */
function expectStronglyFeasible({ simplex, supply, demand }: Network): void {
  const { root, parent, flow, upward, potential, cost } = simplex.tree;
  const balance = new Float64Array(root + 1);
  for (let node = 0; node < root; node++) {
    const out = upward[node] ? flow[node] : -flow[node];
    balance[node] += out;
    balance[parent[node]] -= out;
    expect(flow[node] > 0 || upward[node] === 1).toBe(true);
    const rise = potential[node] - potential[parent[node]];
    expect(Math.abs((upward[node] ? rise : -rise) - cost[node])).toBeLessThanOrEqual(1e-8); // the penalty is 1e6
  }
  expect([...balance]).toEqual([...supply, ...demand.map((mass) => -mass), 0]);
}

/** Small integers as costs on all pairs. */
function costsOf(random: Random, n: number): number[][] {
  return Array.from({ length: n }, () => Array.from({ length: n }, () => Math.floor(4 * random.uniform())));
}

function network(n: number, arcs: [number, number, number][]): Network {
  const ones = new Float64Array(n).fill(1);
  const simplex = new TreeSimplex(ones, ones);
  for (const [i, j, c] of arcs) simplex.addArc(i, j, c);
  return { simplex, supply: ones, demand: ones };
}

const PENALTY = 1e6;

test('degenerate assignments: every tree on the way is strongly feasible, the end is the optimum', () => {
  const random = seeded(3);
  for (let round = 0; round < 20; round++) {
    const n = 2 + Math.floor(12 * random.uniform());
    const costs = costsOf(random, n);
    const arcs = costs.flatMap((row, i) => row.map((c, j): [number, number, number] => [i, j, c]));
    const made = network(n, arcs);
    const { simplex } = made;
    const zeros = new Float64Array(n);
    // Half the arcs first, as a caller does who adds the others later.
    simplex.begin(zeros, zeros, PENALTY);
    expectStronglyFeasible(made);
    const { pivot } = simplex.tree;
    simplex.tree.pivot = (tail, head, cost) => {
      pivot.call(simplex.tree, tail, head, cost);
      expectStronglyFeasible(made);
    };
    expect(simplex.optimise(1e-14, () => true)).toBe(true);
    const { row, column, flow } = simplex.flows();
    const primal = flow.reduce((sum, amount, k) => sum + amount * costs[row[k]][column[k]], 0);
    expect(primal).toBe(hungarian(n, (i, j) => costs[i][j]) * n);
    const { u, v } = simplex.potentials();
    for (const [i, j, c] of arcs) expect(u[i] + v[j]).toBeLessThanOrEqual(c + 1e-12);
  }
});

test('the penalty leaves the potentials, and with it its rounding', () => {
  const random = seeded(4);
  const n = 9;
  const costs = Array.from({ length: n }, () => Array.from({ length: n }, () => random.uniform()));
  const { simplex } = network(
    n,
    costs.flatMap((row, i) => row.map((c, j): [number, number, number] => [i, j, c])),
  );
  simplex.begin(new Float64Array(n), new Float64Array(n), PENALTY);
  simplex.optimise(1e-14, () => true);
  const { u, v } = simplex.potentials();
  const { row, column } = simplex.flows();
  row.forEach((i, k) => {
    const j = column[k];
    expect(Math.abs(u[i] + v[j] - costs[i][j])).toBeLessThanOrEqual(1e-14);
  });
  expect(Math.max(...u.map(Math.abs), ...v.map(Math.abs))).toBeLessThan(n);
});

test('arcs that are added later are priced in; what arcs cannot carry is left over', () => {
  const { simplex } = network(2, [
    [0, 0, 1],
    [1, 0, 1],
  ]);
  simplex.begin(new Float64Array(2), new Float64Array(2), PENALTY);
  expect(simplex.optimise(1e-14, () => false)).toBe(false); // told to stop
  expect(simplex.optimise(1e-14, () => true)).toBe(true);
  expect([...simplex.flows().deficit]).toEqual([0, 1]);
  simplex.addArc(0, 1, 5);
  expect(simplex.optimise(1e-14, () => true)).toBe(true);
  const { row, column, deficit } = simplex.flows();
  expect([...deficit]).toEqual([0, 0]);
  expect([...row].map((i, k) => [i, column[k]]).sort()).toEqual([
    [0, 1],
    [1, 0],
  ]);
});
