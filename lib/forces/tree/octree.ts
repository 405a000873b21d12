/**
 * A tree of cells over points in R³. Cell c holds the points order[first[c]] … order[last[c] − 1]; its children are the cells
 * child[c] … child[c] + children[c] − 1 (none for a leaf), numbered after it.
 */
export interface Octree {
  readonly order: Int32Array;
  readonly count: number;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly child: Int32Array;
  readonly children: Int32Array;
  /** The middle of the bounding box of the points, and their largest distance from it. */
  readonly centres: Float64Array;
  readonly radii: Float64Array;
}

/** Below this part of the root's extent points are taken for one place: a leaf then holds more than it should. */
const smallest = 2 ** -50;

/**
 * Halves the bounding boxes of the points of a cell in every direction until at most `capacity` points are left in it.
 * @param x positions, length 3N, N >= 1.
 */
export function octree(x: Float64Array, capacity: number): Octree {
  const n = x.length / 3;
  const order = Int32Array.from({ length: n }, (_, j) => j);
  const most = Math.max(16, Math.ceil((16 * n) / capacity) + 64);
  const cells = new Cells(most);
  cells.add(0, n);
  const scratch = new Int32Array(n);
  const octants = new Uint8Array(n);
  let extent = 0;
  for (let c = 0; c < cells.count; c++) {
    const size = cells.bound(c, x, order);
    if (c === 0) extent = size;
    const [begin, end] = [cells.first[c], cells.last[c]];
    if (end - begin <= capacity || !(size > smallest * extent)) continue;
    split(cells, c, x, order, scratch, octants);
  }
  return cells;
}

/** Arrays of cells that grow. */
class Cells implements Octree {
  order: Int32Array = new Int32Array(0);
  count = 0;
  first: Int32Array;
  last: Int32Array;
  child: Int32Array;
  children: Int32Array;
  centres: Float64Array;
  radii: Float64Array;

  constructor(room: number) {
    [this.first, this.last, this.child, this.children] = [0, 1, 2, 3].map(() => new Int32Array(room));
    this.centres = new Float64Array(3 * room);
    this.radii = new Float64Array(room);
  }

  add(first: number, last: number): void {
    if (this.count === this.first.length) this.grow();
    this.first[this.count] = first;
    this.last[this.count++] = last;
  }

  private grow(): void {
    const twice = (a: Int32Array): Int32Array => {
      const out = new Int32Array(2 * a.length);
      out.set(a);
      return out;
    };
    const doubled = (a: Float64Array): Float64Array => {
      const out = new Float64Array(2 * a.length);
      out.set(a);
      return out;
    };
    this.first = twice(this.first);
    this.last = twice(this.last);
    this.child = twice(this.child);
    this.children = twice(this.children);
    this.centres = doubled(this.centres);
    this.radii = doubled(this.radii);
  }

  /** Centre and radius of cell c; returns the longest edge of its bounding box. */
  bound(c: number, x: Float64Array, order: Int32Array): number {
    this.order = order;
    const [low, high] = [
      [Infinity, Infinity, Infinity],
      [-Infinity, -Infinity, -Infinity],
    ];
    for (let i = this.first[c]; i < this.last[c]; i++)
      for (let a = 0, at = 3 * order[i]; a < 3; a++) {
        const value = x[at + a];
        if (value < low[a]) low[a] = value;
        if (value > high[a]) high[a] = value;
      }
    for (let a = 0; a < 3; a++) this.centres[3 * c + a] = 0.5 * (low[a] + high[a]);
    let square = 0;
    for (let i = this.first[c]; i < this.last[c]; i++) {
      const at = 3 * order[i];
      const [dx, dy, dz] = [
        x[at] - this.centres[3 * c],
        x[at + 1] - this.centres[3 * c + 1],
        x[at + 2] - this.centres[3 * c + 2],
      ];
      square = Math.max(square, dx * dx + dy * dy + dz * dz);
    }
    this.radii[c] = Math.sqrt(square);
    return Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
  }
}

/** Sorts the points of cell c by octant about its centre and adds a cell for each that is not empty. */
function split(
  cells: Cells,
  c: number,
  x: Float64Array,
  order: Int32Array,
  scratch: Int32Array,
  octants: Uint8Array,
): void {
  const [begin, end] = [cells.first[c], cells.last[c]];
  const counts = new Int32Array(9);
  const [mx, my, mz] = cells.centres.subarray(3 * c, 3 * c + 3);
  for (let i = begin; i < end; i++) {
    const at = 3 * order[i];
    const octant = (x[at] > mx ? 1 : 0) + (x[at + 1] > my ? 2 : 0) + (x[at + 2] > mz ? 4 : 0);
    octants[i] = octant;
    counts[octant + 1]++;
  }
  for (let o = 0; o < 8; o++) counts[o + 1] += counts[o];
  const next = counts.slice();
  for (let i = begin; i < end; i++) scratch[begin + next[octants[i]]++] = order[i];
  order.set(scratch.subarray(begin, end), begin);
  cells.child[c] = cells.count;
  for (let o = 0; o < 8; o++)
    if (counts[o + 1] > counts[o]) {
      cells.add(begin + counts[o], begin + counts[o + 1]);
      cells.children[c]++;
    }
}
