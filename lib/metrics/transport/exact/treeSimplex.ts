import { SpanningTree } from './spanningTree';

/** Told the number of pivots; returns whether to go on. */
export type OnPivots = (pivots: number) => boolean;

/** Arcs priced before the best of them enters. */
const BLOCK = 32;
/** Pivots between two reports. */
const REPORT = 512;

/**
 * The network simplex for a transport problem on a sparse graph whose arcs may be added between two solves: the flow
 * and the tree stay, and only the new arcs have to be priced in.
 *
 * Masses are integers with Σ supply = Σ demand, all > 0. Artificial arcs to the root, dearer than any detour, carry what
 * the arcs cannot. Nodes of the tree are rows 0 … n−1 and columns n … n+m−1.
 */
export class TreeSimplex {
  readonly tree: SpanningTree;
  pivots = 0;
  private readonly n: number;
  private count = 0;
  private tail: Int32Array = new Int32Array(1024);
  private head: Int32Array = new Int32Array(1024);
  private cost: Float64Array = new Float64Array(1024);
  /** Where the search for an entering arc goes on. */
  private next = 0;
  private penalty = 0;

  constructor(
    private readonly supply: Float64Array,
    private readonly demand: Float64Array,
  ) {
    this.n = supply.length;
    this.tree = new SpanningTree(supply.length + demand.length);
  }

  addArc(row: number, column: number, cost: number): void {
    const k = this.count++;
    if (k === this.tail.length) this.grow();
    this.tail[k] = row;
    this.head[k] = this.n + column;
    this.cost[k] = cost;
  }

  private grow(): void {
    const grown = <T extends Int32Array | Float64Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    const size = 2 * this.tail.length;
    this.tail = grown(this.tail, new Int32Array(size));
    this.head = grown(this.head, new Int32Array(size));
    this.cost = grown(this.cost, new Float64Array(size));
  }

  /**
   * The first tree: arcs take what they can, so that each empties one of its ends and no cycle closes, in the order of
   * cost − u − v or the one given. Artificial arcs have costs u + penalty, v + penalty.
   */
  begin(u: Float64Array, v: Float64Array, penalty: number, order: Iterable<number> = this.order(u, v)): void {
    const { tail, head, n } = this;
    const rest = new Float64Array(this.tree.root);
    rest.set(this.supply);
    rest.set(this.demand, n);
    const arcs: number[][] = Array.from(rest, () => []);
    const flow = new Float64Array(this.count);
    for (const k of order) {
      const sent = Math.min(rest[tail[k]], rest[head[k]]);
      if (sent === 0) continue;
      rest[tail[k]] -= sent;
      rest[head[k]] -= sent;
      flow[k] = sent;
      arcs[tail[k]].push(k);
      arcs[head[k]].push(k);
    }
    this.penalty = penalty;
    this.plant(arcs, flow, rest, (node) => penalty + (node < n ? u[node] : v[node - n]));
  }

  private order(u: Float64Array, v: Float64Array): Uint32Array {
    const { tail, head, cost, n, count } = this;
    const reduced = Float64Array.from({ length: count }, (_, k) => cost[k] - u[tail[k]] - v[head[k] - n]);
    return Uint32Array.from(reduced.keys()).sort((a, b) => reduced[a] - reduced[b]);
  }

  /**
   * Hangs a forest below the root: a tree by its one node with something left, or by a row, whose artificial arc points
   * to the root as arcs without flow must.
   */
  private plant(
    arcs: number[][],
    flow: Float64Array,
    rest: Float64Array,
    artificial: (node: number) => number,
  ): void {
    const { tree, tail, head, cost, n } = this;
    const seen = new Uint8Array(tree.root);
    const plantAt = (top: number): void => {
      tree.attach(top, tree.root, top < n, artificial(top), rest[top]);
      seen[top] = 1;
      const queue = [top];
      for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
        for (const k of arcs[node]) {
          const other = tail[k] === node ? head[k] : tail[k];
          if (seen[other]) continue;
          seen[other] = 1;
          tree.attach(other, node, other < n, cost[k], flow[k]);
          queue.push(other);
        }
      }
      tree.refresh(top);
    };
    for (let node = 0; node < tree.root; node++) if (rest[node] > 0) plantAt(node);
    for (let node = 0; node < tree.root; node++) if (!seen[node]) plantAt(node);
  }

  /** Pivots until no reduced cost is below −`tolerance`·(largest potential); false when `onPivots` stopped it. */
  optimise(tolerance: number, onPivots: OnPivots): boolean {
    const { tree } = this;
    for (let bound = 0; ; ) {
      if (this.pivots % REPORT === 0 && !onPivots(this.pivots)) return false;
      if (this.pivots % REPORT === 0 || bound === 0) bound = -this.slack(tolerance);
      const arc = this.entering(bound);
      if (arc >= 0) {
        tree.pivot(this.tail[arc], this.head[arc], this.cost[arc]);
        this.pivots++;
      } else if (!this.dropPenalty()) return true;
      else bound = 0;
    }
  }

  /** What rounding may leave of a reduced cost, as a fraction of the largest potential. */
  slack(tolerance: number): number {
    let largest = 0;
    for (const value of this.tree.potential) largest = Math.max(largest, Math.abs(value));
    return tolerance * largest;
  }

  /**
   * Takes the penalty from the potentials, which gives back the digits that it took; whether anything was changed. Once
   * artificial arcs have no flow they never get any again, and their cost is arbitrary: all point to the root, from
   * which nothing flows back.
   */
  private dropPenalty(): boolean {
    const { tree, penalty } = this;
    const children = tree.children();
    if (penalty === 0 || children.some((node) => tree.flow[node] > 0)) return false;
    for (const node of children) {
      tree.cost[node] -= penalty;
      tree.refresh(node);
    }
    this.penalty = 0;
    return true;
  }

  /** The arc of least reduced cost in the next block of arcs with one below `bound`; −1 when no arc is below it. */
  private entering(bound: number): number {
    const { tail, head, cost, count } = this;
    const { potential } = this.tree;
    let best = -1;
    let least = bound;
    let k = this.next;
    for (let looked = 0, room = BLOCK; looked < count; looked++) {
      const reduced = cost[k] - potential[tail[k]] + potential[head[k]];
      if (reduced < least) {
        least = reduced;
        best = k;
      }
      if (++k === count) k = 0;
      if (--room > 0) continue;
      if (best >= 0) break;
      room = BLOCK;
    }
    this.next = k;
    return best;
  }

  /** Row and column potentials: u_i + v_j ≤ cost on all arcs once optimal, with equality where there is flow. */
  potentials(): { u: Float64Array; v: Float64Array } {
    const { potential, root } = this.tree;
    return { u: potential.slice(0, this.n), v: potential.subarray(this.n, root).map((value) => -value) };
  }

  /** The arcs with flow, and what is left over on artificial ones. */
  flows(): {
    row: Int32Array;
    column: Int32Array;
    flow: Float64Array;
    excess: Float64Array;
    deficit: Float64Array;
  } {
    const { n, tree } = this;
    const rest = new Float64Array(tree.root);
    const used: number[] = [];
    for (let node = 0; node < tree.root; node++) {
      if (tree.flow[node] === 0) continue;
      if (tree.parent[node] === tree.root) rest[node] = tree.flow[node];
      else used.push(node);
    }
    const end = (node: number, upward: number): number =>
      tree.upward[node] === upward ? node : tree.parent[node];
    return {
      row: Int32Array.from(used, (node) => end(node, 1)),
      column: Int32Array.from(used, (node) => end(node, 0) - n),
      flow: Float64Array.from(used, (node) => tree.flow[node]),
      excess: rest.slice(0, n),
      deficit: rest.slice(n),
    };
  }
}
