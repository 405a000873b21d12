import { jacobiSpace } from './eigenSpace';
import { type DenseMatrix, entryWidth } from './matrix';

const epsilon = 2 ** -52;
/** Two or three sweeps suffice when the rows are almost orthogonal, about ten when they are not. */
const sweepLimit = 60;

/** Rows that are orthogonal, their lengths, and the rows of the second matrix after the same rotations. */
export interface OrthogonalRows {
  readonly rows: DenseMatrix;
  readonly lengths: Float64Array;
  readonly companions: DenseMatrix | undefined;
}

/**
 * Rotates the rows of `matrix` pair by pair until all |cosines| are at most √count·ε (one-sided Jacobi). Rows shorter than
 * ε times the longest are noise and left alone. `companions`, with as many rows, takes part in the rotations.
 * The criterion is that of J. Demmel, K. Veselić, SIAM J. Matrix Anal. Appl. 13 (1992).
 */
export function orthogonalRows(matrix: DenseMatrix, companions?: DenseMatrix): OrthogonalRows {
  const { kind, rows, columns } = matrix;
  const width = entryWidth(kind);
  const countV = companions?.columns ?? 0;
  const space = jacobiSpace(width, rows, columns, countV);
  const { kernels, address } = space;
  const b = space.doubles.rows;
  const v = space.doubles.vectors;
  const norms = space.doubles.norms;
  b.set(matrix.data);
  if (companions) v.set(companions.data);
  const tolerance = epsilon * Math.sqrt(columns);
  for (let sweep = 0, rotated = 1; rotated > 0; sweep++) {
    if (sweep === sweepLimit)
      throw new Error(`one-sided Jacobi rotations did not converge in ${sweepLimit} sweeps`);
    rotated = 0;
    kernels.rowNorms(width, rows, columns, address.rows, address.norms);
    const negligible = epsilon ** 2 * norms.reduce((x, y) => Math.max(x, y), 0);
    for (let i = 0; i < rows - 1; i++)
      rotated += kernels.orthogonalise(
        ...([width, i, rows, columns, address.rows, countV, address.vectors] as const),
        ...([address.norms, tolerance, negligible] as const),
      );
  }
  return {
    rows: { kind, rows, columns, data: b.slice() },
    lengths: Float64Array.from(norms, Math.sqrt),
    companions: companions && { ...companions, data: v.slice() },
  };
}
