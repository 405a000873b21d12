/**
 * The basis of the network simplex for transport: a spanning tree of sources 0 … n−1, targets n … n+m−1 and a root
 * n+m, with its flow and its potentials.
 *
 * Every arc runs from a source to a target, so that the direction of the arc between u and parent[u] is known from u
 * alone: up from a source, down to a target. Arcs of the root are artificial: source → root at no cost, root → target
 * at a cost above every c_ij, so that an optimal flow avoids them.
 *
 * `thread` runs through the nodes in preorder (depth first, from the root and back to it): the subtree of u is the run
 * of nodes after u that are deeper than u. After Cunningham (1976) and Barr, Glover & Klingman (1979); the storage is
 * the one the LEMON library made popular, with one walk that does relinking, depths and potentials together.
 */
export class TransportTree {
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  readonly thread: Int32Array;
  readonly reverse: Int32Array;
  /** Flow on the arc between a node and its parent, ≥ 0; integers, hence exact. */
  readonly flow: Float64Array;
  /** φ on the sources, ψ on the targets (then 0 for the root): φ_i + ψ_j = c_ij on tree arcs. */
  readonly potential: Float64Array;
  readonly sources: number;
  readonly root: number;

  /** The star: every node hangs on the root. */
  constructor(
    supply: Float64Array,
    demand: Float64Array,
    private readonly artificialCost: number,
  ) {
    const n = supply.length;
    this.sources = n;
    const root = n + demand.length;
    this.root = root;
    this.parent = new Int32Array(root + 1).fill(root);
    this.depth = new Int32Array(root + 1).fill(1);
    this.depth[root] = 0;
    this.thread = Int32Array.from({ length: root + 1 }, (_, u) => (u === root ? 0 : u + 1));
    this.reverse = Int32Array.from({ length: root + 1 }, (_, u) => (u === 0 ? root : u - 1));
    this.flow = new Float64Array(root + 1);
    this.flow.set(supply);
    this.flow.set(demand, n);
    this.potential = new Float64Array(root + 1);
    this.potential.fill(artificialCost, n, root);
  }

  /**
   * Brings the arc source → target into the tree and drives another one out. `reduced` = c − φ − ψ < 0 is its
   * reduced cost. Of several blocking arcs the last one on the cycle leaves, counted from its top in the direction of
   * the new arc: then arcs without flow keep pointing to the root (a strongly feasible tree), and no cycling occurs.
   */
  pivot(source: number, target: number, reduced: number): void {
    const { parent, flow, sources: n } = this;
    const top = this.meeting(source, target);
    let amount = Number.POSITIVE_INFINITY;
    let leaving = -1;
    let leavesFromSourceSide = true;
    for (let u = source; u !== top; u = parent[u]) {
      if (u < n && flow[u] < amount) {
        amount = flow[u];
        leaving = u;
      }
    }
    for (let u = target; u !== top; u = parent[u]) {
      if (u >= n && flow[u] <= amount) {
        amount = flow[u];
        leaving = u;
        leavesFromSourceSide = false;
      }
    }
    if (amount > 0) {
      for (let u = source; u !== top; u = parent[u]) flow[u] += u < n ? -amount : amount;
      for (let u = target; u !== top; u = parent[u]) flow[u] += u < n ? amount : -amount;
    }
    if (leavesFromSourceSide) this.rehang(source, leaving, target, amount, reduced);
    else this.rehang(target, leaving, source, amount, -reduced);
  }

  /** The deepest common ancestor. */
  private meeting(u: number, v: number): number {
    const { parent, depth } = this;
    let a = u;
    let b = v;
    while (a !== b) {
      if (depth[a] >= depth[b]) a = parent[a];
      else b = parent[b];
    }
    return a;
  }

  /**
   * Cuts the subtree of `leaving` off its parent and hangs it on `host` by its node `entering`, which becomes its top.
   * The nodes from `entering` up to `leaving` turn over: each becomes a child of the one below it. Sources of the
   * subtree gain `shift`, targets lose it.
   */
  private rehang(entering: number, leaving: number, host: number, amount: number, shift: number): void {
    const { parent, depth, thread, reverse, flow, potential, sources: n } = this;
    let above = host;
    let flowAbove = amount;
    let turned = -1; // top of the run relinked last
    let after = -1; // first node behind that run in the old order
    let tail = -1;
    const before = reverse[leaving];
    for (let stem = entering; ; ) {
      const nextStem = parent[stem];
      const nextFlow = flow[stem];
      const oldDepth = depth[stem];
      parent[stem] = above;
      flow[stem] = flowAbove;
      let u = stem;
      do {
        let next = thread[u];
        if (next === turned) next = after;
        depth[u] = depth[parent[u]] + 1;
        potential[u] += u < n ? shift : -shift;
        if (tail >= 0) {
          thread[tail] = u;
          reverse[u] = tail;
        }
        tail = u;
        u = next;
      } while (depth[u] > oldDepth);
      after = u;
      if (stem === leaving) break;
      turned = stem;
      above = stem;
      flowAbove = nextFlow;
      stem = nextStem;
    }
    this.join(before, after);
    const behind = thread[host];
    this.join(host, entering);
    this.join(tail, behind);
  }

  private join(u: number, v: number): void {
    this.thread[u] = v;
    this.reverse[v] = u;
  }

  /** Potentials afresh from the tree and the costs: sheds the rounding errors of many pivots. */
  recomputePotentials(cost: (i: number, j: number) => number): void {
    const { parent, thread, potential, root, sources: n } = this;
    for (let u = thread[root]; u !== root; u = thread[u]) {
      const v = parent[u];
      if (v === root) potential[u] = u < n ? 0 : this.artificialCost;
      else potential[u] = (u < n ? cost(u, v - n) : cost(v, u - n)) - potential[v];
    }
  }
}
