import type { PathOutcome } from '../exact/paths';
import { type OnPivots, TreeSimplex } from '../exact/treeSimplex';
import { type CoarseCells, centreCost, coarsened, type GridCells, largestCost } from './cells';
import { gridTransform } from './transforms';

/** Transport between the centres of cells with integer masses of equal sum. */
export interface GridProblem {
  readonly mu: GridCells;
  readonly nu: GridCells;
  readonly p: 1 | 2;
  /** Told the pivots so far, of all grids; the solver stops when it answers false. */
  readonly onPivots: OnPivots;
}

/** Problems with so few pairs are solved with all their arcs. */
const FEW_PAIRS = 8192;
/** Reduced costs down to this fraction of the largest potential are rounding. */
const ROUNDING = 1e-14;

/**
 * Exact transport on grids by column generation from coarse to fine.
 *
 * Few of the n·m arcs matter: those between the parts of cells that exchange mass on a grid of half the resolution, and
 * those to the minimisers of the c-transforms of its potentials. The network simplex solves on these, the c-transforms
 * of the new potentials name the most violated arc of every cell, these are added, and so on until none is violated
 * (B. Schmitzer, A sparse multiscale algorithm for dense optimal transport, 2016, finds the arcs by shielding instead).
 */
export function solveGrids(problem: GridProblem): PathOutcome {
  const { mu, nu, p, onPivots } = problem;
  const simplex = new TreeSimplex(mu.masses, nu.masses);
  const begun = begin(problem, simplex);
  const { u, v } = begun;
  // An artificial path then costs more than the arc between its ends.
  simplex.begin(u, v, largestCost(mu, nu, p));
  const pivots = (): number => begun.pivots + simplex.pivots;
  const optimal = begun.optimal && generateArcs(problem, simplex, () => onPivots(pivots()));
  const found = optimal ? simplex.potentials() : { u, v };
  const status = optimal ? 'optimal' : 'iteration limit';
  return { ...found, ...simplex.flows(), status, iterations: pivots() };
}

/** Where a grid begins: potentials with u ⊕ v ≤ c, and what coarser grids have done for them. */
interface Beginning {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly optimal: boolean;
  readonly pivots: number;
}

/** Adds the first arcs and finds the first potentials. */
function begin({ mu, nu, p, onPivots }: GridProblem, simplex: TreeSimplex): Beginning {
  const cost = centreCost(mu, nu, p);
  const all = mu.cells.length * nu.cells.length <= FEW_PAIRS;
  let near: Float64Array = new Float64Array(nu.cells.length);
  let coarse: PathOutcome | undefined;
  if (all) {
    for (let i = 0; i < mu.cells.length; i++)
      for (let j = 0; j < nu.cells.length; j++) simplex.addArc(i, j, cost(i, j));
  } else {
    const [first, second] = [coarsened(mu), coarsened(nu)];
    coarse = solveGrids({ mu: first, nu: second, p, onPivots });
    near = gridTransform(first, coarse.u, nu, p).value;
    addParts(simplex, coarse, first, second, cost);
  }
  const back = gridTransform(nu, near, mu, p);
  const forth = gridTransform(mu, back.value, nu, p);
  if (!all) {
    back.minimiser.forEach((j, i) => {
      simplex.addArc(i, j, cost(i, j));
    });
    forth.minimiser.forEach((i, j) => {
      simplex.addArc(i, j, cost(i, j));
    });
  }
  return {
    u: back.value,
    v: forth.value,
    optimal: coarse === undefined || coarse.status === 'optimal',
    pivots: coarse?.iterations ?? 0,
  };
}

/** All arcs between the parts of cells that exchange mass; a plan exists on these arcs. */
function addParts(
  simplex: TreeSimplex,
  coarse: PathOutcome,
  mu: CoarseCells,
  nu: CoarseCells,
  cost: (i: number, j: number) => number,
): void {
  coarse.row.forEach((row, k) => {
    for (const i of mu.parts[row])
      for (const j of nu.parts[coarse.column[k]]) simplex.addArc(i, j, cost(i, j));
  });
}

/** Solves and adds violated arcs in turn; false when `goOn` said so. */
function generateArcs({ mu, nu, p }: GridProblem, simplex: TreeSimplex, goOn: () => boolean): boolean {
  const cost = centreCost(mu, nu, p);
  for (let added = 1; added > 0; ) {
    if (!simplex.optimise(ROUNDING, goOn)) return false;
    const { u, v } = simplex.potentials();
    const slack = simplex.slack(ROUNDING);
    added = 0;
    const addViolated = (i: number, j: number): void => {
      const c = cost(i, j);
      if (c - u[i] - v[j] >= -slack) return;
      simplex.addArc(i, j, c);
      added++;
    };
    gridTransform(nu, v, mu, p).minimiser.forEach((j, i) => {
      addViolated(i, j);
    });
    gridTransform(mu, u, nu, p).minimiser.forEach((i, j) => {
      addViolated(i, j);
    });
  }
  return true;
}
