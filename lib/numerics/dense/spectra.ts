import { type DenseMatrix, entryWidth } from './matrix';

/** The smallest power of two that is at least the largest |entry|, kept normal; 1 if all entries vanish. */
export function powerOfTwoAbove(values: Float64Array): number {
  const abs = Math.abs;
  let largest = 0;
  for (let i = 0; i < values.length; i++) if (abs(values[i]) > largest) largest = abs(values[i]);
  if (largest === 0) return 1;
  return 2 ** Math.min(1023, Math.max(-1022, Math.ceil(Math.log2(largest))));
}

/** scale·value, which is named in the RangeError if it overflows. */
export function rescaled(name: string, value: number, scale: number): number {
  const out = scale * value;
  if (!(Math.abs(out) < Infinity)) throw new RangeError(`${name} must stay below 1.8e308, but it overflows`);
  return out;
}

/** Indices that sort `values` ascending. */
export function order(values: Float64Array): Int32Array {
  const n = values.length;
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[i] = i;
  if (n > 64) return out.sort((i, j) => values[i] - values[j]);
  for (let i = 1; i < n; i++) {
    const value = values[i];
    let k = i;
    for (; k > 0 && values[out[k - 1]] > value; k--) out[k] = out[k - 1];
    out[k] = i;
  }
  return out;
}

/** Indices that sort `values` when `left` sorts those before `middle`, and `right` those from there (counted from 0). */
export function mergedOrder(
  values: Float64Array,
  left: Int32Array,
  right: Int32Array,
  middle: number,
): Int32Array {
  const out = new Int32Array(left.length + right.length);
  let i = 0;
  let j = 0;
  for (let k = 0; k < out.length; k++) {
    const takeLeft = j === right.length || (i < left.length && values[left[i]] <= values[middle + right[j]]);
    out[k] = takeLeft ? left[i++] : middle + right[j++];
  }
  return out;
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
