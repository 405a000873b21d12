import type { TransportTree } from './tree';
import type { TransportPlan } from './types';

/** The flow of the tree as a coupling; what still runs through the root is coupled in the order of indices. */
export function planOfTree(
  tree: TransportTree,
  rows: Int32Array,
  columns: Int32Array,
  total: number,
): TransportPlan {
  const source: number[] = [];
  const target: number[] = [];
  const mass: number[] = [];
  const add = (i: number, j: number, amount: number): void => {
    source.push(rows[i]);
    target.push(columns[j]);
    mass.push(amount / total);
  };
  const { parent, flow, root, sources: n } = tree;
  for (let u = 0; u < root; u++) {
    if (parent[u] === root || flow[u] === 0) continue;
    if (u < n) add(u, parent[u] - n, flow[u]);
    else add(parent[u], u - n, flow[u]);
  }
  const throughRoot = (u: number): number => (parent[u] === root ? flow[u] : 0);
  for (let i = 0, j = n, out = throughRoot(0), into = throughRoot(n); i < n && j < root; ) {
    const amount = Math.min(out, into);
    if (amount > 0) add(i, j - n, amount);
    out -= amount;
    into -= amount;
    if (out === 0) out = ++i < n ? throughRoot(i) : 0;
    if (into === 0) into = ++j < root ? throughRoot(j) : 0;
  }
  return { source: Int32Array.from(source), target: Int32Array.from(target), mass: Float64Array.from(mass) };
}
