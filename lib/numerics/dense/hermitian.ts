import { adjoint } from './elementary';
import { checkFiniteMatrix, checkSquare, type DenseMatrix, entryWidth } from './matrix';

/**
 * (A + A*)/2, exactly Hermitian.
 * @throws RangeError when A is not square, or an entry is not finite.
 */
export function hermitianPart(a: DenseMatrix): DenseMatrix {
  checkSquare('a', a);
  checkFiniteMatrix('a', a);
  const { data } = adjoint(a);
  for (let k = 0; k < data.length; k++) data[k] = 0.5 * data[k] + 0.5 * a.data[k];
  return { ...a, data };
}

/** Whether A* = sign·A, up to the last `tolerance`·(largest entry). */
export function isHermitian(a: DenseMatrix, sign: 1 | -1, tolerance = 0): boolean {
  const { data, rows: n, columns } = a;
  if (n !== columns) return false;
  const abs = Math.abs;
  const width = entryWidth(a.kind);
  let allowed = 0;
  if (tolerance > 0)
    for (let k = 0; k < data.length; k++) allowed = Math.max(allowed, tolerance * abs(data[k]));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const p = width * (i * n + j);
      const q = width * (j * n + i);
      if (abs(data[p] - sign * data[q]) > allowed) return false;
      if (width === 2 && abs(data[p + 1] + sign * data[q + 1]) > allowed) return false;
    }
  return true;
}
