import { type Costs, entryOf, selected, transposed } from './costs';
import { columnPotentials } from './pathArena';
import { solvePaths } from './paths';

/** Problems with no more rows or columns than this start from nothing. */
const SMALLEST = 64;
const COARSENING = 2;

/**
 * Potentials of the rows that are nearly optimal: those of the same problem for half as many atoms, drawn in
 * proportion to their masses, extended to all rows by u_i = min_j (c_ij − v_j); and so on down to a few atoms.
 */
export function startingPotentials(costs: Costs, supply: Float64Array, demand: Float64Array): Float64Array {
  const { rows, columns } = costs;
  const draws = Math.floor(Math.max(rows, columns) / COARSENING);
  if (draws * COARSENING < SMALLEST) return new Float64Array(rows);
  const first = drawn(supply, draws);
  const second = drawn(demand, draws);
  const few = selected(costs, first.indices, second.indices);
  const { v } = solvePaths({
    costs: few,
    supply: first.counts,
    demand: second.counts,
    start: startingPotentials(few, first.counts, second.counts),
    maxIterations: Number.POSITIVE_INFINITY,
  });
  return columnPotentials(selected(transposed(costs), second.indices), v);
}

/**
 * Potentials given as a hint, less the first of them. Those that are unknown (NaN, ±∞), or so far beyond the costs that
 * the digits of these would be lost, become 0.
 */
export function trustedPotentials(costs: Costs, u: Float64Array): Float64Array {
  const entry = entryOf(costs);
  let scale = 0;
  const see = (cost: number): void => {
    if (cost > scale && cost < Number.POSITIVE_INFINITY) scale = cost;
  };
  for (let i = 0; i < costs.rows; i++) see(entry(i, 0));
  for (let j = 0; j < costs.columns; j++) see(entry(0, j));
  const first = u.find(Number.isFinite) ?? 0;
  return u.map((value) => (Math.abs(value - first) <= 10 * scale ? value - first : 0));
}

/** Atoms with their numbers of draws: every (total/draws)-th unit of mass is drawn, in the order given. */
function drawn(masses: Float64Array, draws: number): { indices: Int32Array; counts: Float64Array } {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const indices: number[] = [];
  const counts: number[] = [];
  let passed = 0;
  let taken = 0;
  for (let i = 0; i < masses.length; i++) {
    passed += masses[i];
    const upTo = Math.round((passed / total) * draws);
    if (upTo === taken) continue;
    indices.push(i);
    counts.push(upTo - taken);
    taken = upTo;
  }
  return { indices: Int32Array.from(indices), counts: Float64Array.from(counts) };
}
