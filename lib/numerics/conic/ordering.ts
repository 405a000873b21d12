/**
 * Order of the constraints for a Schur complement with a skyline. Constraints that touch the same block are joined to
 * each other; `groups` lists the constraints of each block.
 */
export interface SkylineOrder {
  /** Row of the Schur complement that belongs to each constraint. */
  readonly position: Int32Array;
  /** First column that is not zero, for each row. */
  readonly start: Int32Array;
  /** Σ (row length)²: about the multiplications of a factorisation. */
  readonly work: number;
}

function skylineOf(position: Int32Array, groups: readonly Int32Array[]): SkylineOrder {
  const start = Int32Array.from(position, (_, row) => row);
  for (const group of groups) {
    let least = position.length;
    for (const k of group) least = Math.min(least, position[k]);
    for (const k of group) start[position[k]] = Math.min(start[position[k]], least);
  }
  let work = 0;
  start.forEach((first, row) => {
    work += (row + 1 - first) ** 2;
  });
  return { position, start, work };
}

/** The constraints of each constraint's groups. */
function groupsOf(m: number, groups: readonly Int32Array[]): number[][] {
  const out: number[][] = Array.from({ length: m }, () => []);
  groups.forEach((group, g) => {
    for (const k of group) out[k].push(g);
  });
  return out;
}

/**
 * Reverse order of a breadth-first search that takes neighbours by rising degree (E. Cuthill, J. McKee 1969; A. George
 * 1971); constraints in `last` are left out and put at the end. A component starts where its search ends when it is
 * begun at its constraint of least degree.
 */
function cuthillMcKee(
  m: number,
  groups: readonly Int32Array[],
  degree: Float64Array,
  last: Set<number>,
): Int32Array {
  const memberOf = groupsOf(m, groups);
  const byDegree = Array.from({ length: m }, (_, k) => k).sort((a, b) => degree[a] - degree[b] || a - b);
  const rank = new Int32Array(m);
  byDegree.forEach((k, i) => {
    rank[k] = i;
  });
  const search = (root: number, seen: Uint8Array): number[] => {
    const groupDone = new Uint8Array(groups.length);
    const queue = [root];
    seen[root] = 1;
    for (let head = 0; head < queue.length; head++) {
      const found: number[] = [];
      for (const g of memberOf[queue[head]]) {
        if (groupDone[g]) continue;
        groupDone[g] = 1;
        for (const k of groups[g])
          if (!seen[k]) {
            seen[k] = 1;
            found.push(k);
          }
      }
      found.sort((a, b) => rank[a] - rank[b]);
      for (const k of found) queue.push(k);
    }
    return queue;
  };
  const fresh = (): Uint8Array => Uint8Array.from({ length: m }, (_, k) => (last.has(k) ? 1 : 0));
  const done = fresh();
  const order: number[] = [];
  for (const root of byDegree) {
    if (done[root]) continue;
    const far = search(root, fresh()).pop()!;
    for (const k of search(far, done)) order.push(k);
  }
  order.reverse();
  for (const k of last) order.push(k);
  const position = new Int32Array(m);
  order.forEach((k, row) => {
    position[k] = row;
  });
  return position;
}

/** The cheapest of: the given order, reverse Cuthill–McKee, and the latter with the constraints of large degree last. */
export function skylineOrder(m: number, groups: readonly Int32Array[]): SkylineOrder {
  const degree = new Float64Array(m);
  for (const group of groups) for (const k of group) degree[k] += group.length;
  const given = skylineOf(
    Int32Array.from({ length: m }, (_, k) => k),
    groups,
  );
  const sorted = degree.slice().sort();
  const large = 4 * sorted[m >> 1];
  const hubs = new Set<number>();
  degree.forEach((d, k) => {
    if (d > large) hubs.add(k);
  });
  const candidates = [given, skylineOf(cuthillMcKee(m, groups, degree, new Set()), groups)];
  if (hubs.size > 0) candidates.push(skylineOf(cuthillMcKee(m, groups, degree, hubs), groups));
  return candidates.reduce((best, next) => (next.work < best.work ? next : best));
}
