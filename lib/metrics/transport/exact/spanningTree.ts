const NONE = -1;

/**
 * The basis of a network simplex: a spanning tree whose nodes keep the arc to their parent with its cost and flow.
 *
 * Trees are strongly feasible, that is, arcs without flow point towards the root. The choice of the leaving arc keeps
 * them so, and degenerate pivots do not cycle (W. H. Cunningham, A network simplex method, 1976).
 * A pivot visits the cycle of the new arc and the subtree that moves, whose potentials are summed anew from where it
 * is hung: rounding does not pile up.
 */
export class SpanningTree {
  readonly root: number;
  readonly parent: Int32Array;
  readonly flow: Float64Array;
  /** Whether the arc between a node and its parent points to the parent. */
  readonly upward: Uint8Array;
  readonly cost: Float64Array;
  /** potential[tail] − potential[head] = cost on the arcs of the tree, 0 at the root. */
  readonly potential: Float64Array;
  private readonly depth: Int32Array;
  private readonly firstChild: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly stack: Int32Array;

  /** Nodes 0 … count−1 still without parent, and a root of index `count`. */
  constructor(count: number) {
    this.root = count;
    this.parent = new Int32Array(count + 1).fill(NONE);
    this.flow = new Float64Array(count + 1);
    this.upward = new Uint8Array(count + 1);
    this.cost = new Float64Array(count + 1);
    this.potential = new Float64Array(count + 1);
    this.depth = new Int32Array(count + 1);
    this.firstChild = new Int32Array(count + 1).fill(NONE);
    this.next = new Int32Array(count + 1).fill(NONE);
    this.previous = new Int32Array(count + 1).fill(NONE);
    this.stack = new Int32Array(count + 1);
  }

  /** Hangs a node with its subtree; potentials wait for `refresh`. */
  attach(node: number, parent: number, upward: boolean, cost: number, flow: number): void {
    const first = this.firstChild[parent];
    this.parent[node] = parent;
    this.next[node] = first;
    this.previous[node] = NONE;
    if (first !== NONE) this.previous[first] = node;
    this.firstChild[parent] = node;
    this.upward[node] = upward ? 1 : 0;
    this.cost[node] = cost;
    this.flow[node] = flow;
  }

  private detach(node: number): void {
    const before = this.previous[node];
    const after = this.next[node];
    if (before === NONE) this.firstChild[this.parent[node]] = after;
    else this.next[before] = after;
    if (after !== NONE) this.previous[after] = before;
  }

  /** The nodes just below the root. */
  children(): number[] {
    const list: number[] = [];
    for (let c = this.firstChild[this.root]; c !== NONE; c = this.next[c]) list.push(c);
    return list;
  }

  /** Computes potentials and depths of a node and its subtree. */
  refresh(top: number): void {
    const { stack, firstChild, next, depth, potential, upward, cost, parent } = this;
    stack[0] = top;
    for (let size = 1; size > 0; ) {
      const node = stack[--size];
      const above = parent[node];
      depth[node] = depth[above] + 1;
      potential[node] = upward[node] ? potential[above] + cost[node] : potential[above] - cost[node];
      for (let c = firstChild[node]; c !== NONE; c = next[c]) stack[size++] = c;
    }
  }

  /** Brings an arc tail → head of negative reduced cost into the tree: as much as possible flows around its cycle. */
  pivot(tail: number, head: number, cost: number): void {
    const { parent, depth, flow, upward } = this;
    let join = tail;
    for (let other = head; join !== other; ) {
      if (depth[join] >= depth[other]) join = parent[join];
      else other = parent[other];
    }
    // On the way join → tail → head → join the last of the arcs that block leaves.
    let amount = Number.POSITIVE_INFINITY;
    let leaving = NONE;
    let behindTail = true;
    for (let node = tail; node !== join; node = parent[node]) {
      if (upward[node] === 1 && flow[node] < amount) {
        amount = flow[node];
        leaving = node;
      }
    }
    for (let node = head; node !== join; node = parent[node]) {
      if (upward[node] === 0 && flow[node] <= amount) {
        amount = flow[node];
        leaving = node;
        behindTail = false;
      }
    }
    if (amount > 0) {
      for (let node = tail; node !== join; node = parent[node]) flow[node] += upward[node] ? -amount : amount;
      for (let node = head; node !== join; node = parent[node]) flow[node] += upward[node] ? amount : -amount;
    }
    if (behindTail) this.rehang(leaving, tail, head, true, cost, amount);
    else this.rehang(leaving, head, tail, false, cost, amount);
  }

  /** Cuts the subtree of `leaving` off and hangs it by its node `by` under `under`, turning the path between. */
  private rehang(
    leaving: number,
    by: number,
    under: number,
    upward: boolean,
    cost: number,
    flow: number,
  ): void {
    const [parents, upwards, costs, flows] = [this.parent, this.upward, this.cost, this.flow];
    let node = by;
    for (let above = under; ; ) {
      const [oldParent, oldUpward, oldCost, oldFlow] = [
        parents[node],
        upwards[node],
        costs[node],
        flows[node],
      ];
      this.detach(node);
      this.attach(node, above, upward, cost, flow);
      if (node === leaving) break;
      above = node;
      node = oldParent;
      upward = oldUpward === 0;
      cost = oldCost;
      flow = oldFlow;
    }
    this.refresh(by);
  }
}
