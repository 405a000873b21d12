import {
  checkFiniteMatrix,
  complexMatrix,
  type DenseMatrix,
  toComplex,
} from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';

/** A complex copy of `orbitals`; RangeError unless it is sites × particles with orthonormal columns (within 1e−9). */
export function checkOrbitals(
  name: string,
  orbitals: DenseMatrix,
  sites: number,
  particles?: number,
): DenseMatrix {
  checkFiniteMatrix(name, orbitals);
  const { rows, columns } = orbitals;
  if (rows !== sites || columns > sites || (particles !== undefined && columns !== particles))
    throw new RangeError(
      `${name} must have ${sites} rows (sites) and ${particles ?? `at most ${sites}`} columns (particles), got ${rows} × ${columns}`,
    );
  const complex = toComplex(orbitals);
  const { data } = multiplyMatrices(complex, complex, { adjointA: true });
  let worst = 0;
  for (let j = 0; j < columns; j++)
    for (let k = 0; k < columns; k++) {
      const at = 2 * (j * columns + k);
      worst = Math.max(worst, Math.hypot(data[at] - (j === k ? 1 : 0), data[at + 1]));
    }
  if (worst > 1e-9)
    throw new RangeError(`${name} must have orthonormal columns (within 1e-9), got a deviation of ${worst}`);
  return complexMatrix(rows, columns, complex.data.slice());
}
