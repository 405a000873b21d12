import type { Octree } from './octree';

/** Pairs of cells, two entries each: those whose expansions act on each other, and those whose points do. */
export interface CellPairs {
  readonly far: Int32Array;
  /** Leaves or small cells; a cell may be paired with itself. */
  readonly near: Int32Array;
}

/** An array of pairs that grows. */
class Pairs {
  private data = new Int32Array(1 << 14);
  private length = 0;

  add(a: number, b: number): void {
    if (this.length + 2 > this.data.length) {
      const grown = new Int32Array(2 * this.data.length);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = a;
    this.data[this.length++] = b;
  }

  get values(): Int32Array {
    return this.data.subarray(0, this.length);
  }
}

/**
 * The dual traversal (W. Dehnen, J. Comput. Phys. 179 (2002)): two cells are far from each other if the sum of their radii is less than
 * `opening` times the distance of their centres; otherwise the larger is divided. Pairs with fewer than `few` pairs of points are near in any case.
 */
export function cellPairs(tree: Octree, opening: number, few: number): CellPairs {
  const [far, near] = [new Pairs(), new Pairs()];
  const { centres, radii, first, last, child, children } = tree;
  const size = (c: number): number => last[c] - first[c];
  const stack: number[] = [0, 0];
  const divide = (c: number, other: number): void => {
    for (let k = 0; k < children[c]; k++) stack.push(child[c] + k, other);
  };
  while (stack.length > 0) {
    const b = stack.pop() as number;
    const a = stack.pop() as number;
    if (a === b) {
      if (children[a] === 0) near.add(a, a);
      else
        for (let k = 0; k < children[a]; k++)
          for (let l = k; l < children[a]; l++) stack.push(child[a] + k, child[a] + l);
      continue;
    }
    if (size(a) * size(b) <= few) {
      near.add(a, b);
      continue;
    }
    const [dx, dy, dz] = [
      centres[3 * a] - centres[3 * b],
      centres[3 * a + 1] - centres[3 * b + 1],
      centres[3 * a + 2] - centres[3 * b + 2],
    ];
    if (radii[a] + radii[b] < opening * Math.sqrt(dx * dx + dy * dy + dz * dz)) far.add(a, b);
    else if (children[a] === 0 && children[b] === 0) near.add(a, b);
    else if (children[b] === 0 || (children[a] > 0 && radii[a] >= radii[b])) divide(a, b);
    else divide(b, a);
  }
  return { far: far.values, near: near.values };
}
