import { type DenseMatrix, entryWidth } from './matrix';

/** The smallest power of two that is at least the largest |entry|, kept normal; 1 if all entries vanish. */
export function powerOfTwoAbove(...arrays: Float64Array[]): number {
  let largest = 0;
  for (const values of arrays)
    for (let i = 0; i < values.length; i++) {
      const size = values[i] < 0 ? -values[i] : values[i];
      if (size > largest) largest = size;
    }
  if (largest === 0) return 1;
  return 2 ** Math.min(1023, Math.max(-1022, Math.ceil(Math.log2(largest))));
}

/** Indices that sort `values` ascending. */
export function order(values: Float64Array): Int32Array {
  return Int32Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j] || i - j);
}

/** The matrix with columns in the given order (indices may be a selection). */
export function sortColumns(matrix: DenseMatrix, indices: Int32Array): DenseMatrix {
  const { kind, rows, columns, data } = matrix;
  const width = entryWidth(kind);
  const out = new Float64Array(width * rows * indices.length);
  let k = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < indices.length; j++) {
      const from = width * (i * columns + indices[j]);
      out[k++] = data[from];
      if (width === 2) out[k++] = data[from + 1];
    }
  return { kind, rows, columns: indices.length, data: out };
}
