import type { OnProgress } from '../../numerics/progress';
import type { RowScan } from './pricing';
import { TransportTree } from './tree';

/** A transport problem in integers: Σ supply = Σ demand, all entries > 0. */
export interface TransportProblem {
  readonly supply: Float64Array;
  readonly demand: Float64Array;
  readonly cost: (i: number, j: number) => number;
  /** No c_ij is larger. */
  readonly costBound: number;
  /** The scan that prices a row, given the arrays of potentials which the simplex will change. */
  readonly scan: (potentials: { phi: Float64Array; psi: Float64Array }) => RowScan;
  readonly maxIterations: number;
  readonly onProgress?: OnProgress;
}

export interface TransportBasis {
  readonly tree: TransportTree;
  readonly optimal: boolean;
  readonly iterations: number;
}

const PROGRESS_EVERY = 1024;

/**
 * Primal network simplex on the complete bipartite graph, with block search for the entering arc: blocks of arcs are
 * scanned row by row from where the last search stopped, and the best arc of the first block that has one enters.
 * An arc may enter while its reduced cost is below −2⁻⁵⁰·costBound; potentials are recomputed from the tree before
 * the end is believed.
 */
export function solveTransport(problem: TransportProblem): TransportBasis {
  const { supply, demand, cost, costBound, maxIterations, onProgress } = problem;
  const n = supply.length;
  const m = demand.length;
  const tree = new TransportTree(supply, demand, costBound > 0 ? 2 * costBound : 1);
  const { potential } = tree;
  const search = new BlockSearch(
    problem.scan({ phi: potential.subarray(0, n), psi: potential.subarray(n, n + m) }),
    (i, j) => cost(i, j) - potential[i] - potential[n + j],
    n,
    m,
    2 ** -50 * costBound,
  );
  let iterations = 0;
  let fresh = true;
  for (;;) {
    if (search.next()) {
      if (iterations === maxIterations) return { tree, optimal: false, iterations };
      tree.pivot(search.row, n + search.column, search.reduced);
      fresh = false;
      iterations++;
      if (onProgress && iterations % PROGRESS_EVERY === 0) {
        onProgress(iterations, Math.max(iterations, expectedPivots(n, m)));
      }
    } else {
      if (fresh) return { tree, optimal: true, iterations };
      tree.recomputePotentials(cost);
      fresh = true;
    }
  }
}

/** Pivots that clouds in the plane needed when measured; good enough to show progress. */
function expectedPivots(n: number, m: number): number {
  return 10 * (n + m);
}

class BlockSearch {
  row = 0;
  column = 0;
  reduced = 0;
  private scanRow = 0;
  private scanColumn = 0;
  private readonly block: number;

  constructor(
    private readonly scan: RowScan,
    private readonly reducedCost: (i: number, j: number) => number,
    private readonly n: number,
    private readonly m: number,
    private readonly tolerance: number,
  ) {
    // √(number of arcs) was the fastest of ½√, √ and 2√ from n = 500 to 2000, in the plane and in space.
    this.block = Math.max(16, Math.ceil(Math.sqrt(n * m)));
  }

  /** Finds the next entering arc (row, column, reduced); false when no arc improves. */
  next(): boolean {
    const { n, m, block, scan } = this;
    let best = -this.tolerance;
    let left = n * m;
    let inBlock = block;
    while (left > 0) {
      const to = Math.min(m, this.scanColumn + Math.min(left, inBlock));
      const j = scan(this.scanRow, this.scanColumn, to, best);
      if (j >= 0) {
        const reduced = this.reducedCost(this.scanRow, j);
        if (reduced < best) {
          best = reduced;
          this.row = this.scanRow;
          this.column = j;
        }
      }
      left -= to - this.scanColumn;
      inBlock -= to - this.scanColumn;
      this.scanColumn = to;
      if (to === m) {
        this.scanColumn = 0;
        this.scanRow = this.scanRow + 1 === n ? 0 : this.scanRow + 1;
      }
      if (inBlock === 0) {
        if (best < -this.tolerance) break;
        inBlock = block;
      }
    }
    this.reduced = best;
    return best < -this.tolerance;
  }
}
