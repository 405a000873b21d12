import { factorial } from '../../numerics/special/gamma';

/** The multi-indices n ∈ N³ with |n| <= order, by degree, and what expansions need of them. */
export interface MultiIndices {
  readonly order: number;
  /** K = C(order + 3, 3). */
  readonly count: number;
  /** n₁, n₂, n₃ of each. */
  readonly powers: readonly (readonly [number, number, number])[];
  /** n! = n₁!n₂!n₃!. */
  readonly factorials: Float64Array;
  /** Place of n, or K if |n| > order or an entry is negative. */
  place(a: number, b: number, c: number): number;
  /** How many have degree <= k. */
  upTo(k: number): number;
  /** As the kernel `translate` wants them. */
  readonly tables: Int32Array;
}

const known = new Map<number, MultiIndices>();

/** Made once for each order. */
export function multiIndices(order: number): MultiIndices {
  const before = known.get(order);
  if (before) return before;
  const powers: [number, number, number][] = [];
  const places = new Map<number, number>();
  const side = order + 1;
  for (let k = 0; k <= order; k++)
    for (let a = k; a >= 0; a--)
      for (let b = k - a; b >= 0; b--) {
        places.set((a * side + b) * side + (k - a - b), powers.length);
        powers.push([a, b, k - a - b]);
      }
  const count = powers.length;
  const place = (a: number, b: number, c: number): number =>
    a < 0 || b < 0 || c < 0 || a + b + c > order ? count : (places.get((a * side + b) * side + c) ?? count);
  const upTo = (k: number): number => ((k + 1) * (k + 2) * (k + 3)) / 6;
  const made = {
    order,
    count,
    powers,
    factorials: Float64Array.from(powers, ([a, b, c]) => factorial(a) * factorial(b) * factorial(c)),
    place,
    upTo,
    tables: kernelTables(order, powers, place, upTo),
  };
  known.set(order, made);
  return made;
}

function kernelTables(
  order: number,
  powers: readonly (readonly [number, number, number])[],
  place: MultiIndices['place'],
  upTo: (k: number) => number,
): Int32Array {
  const K = powers.length;
  const tables = new Int32Array(8 * K + K * K);
  powers.forEach(([a, b, c], n) => {
    const degree = a + b + c;
    const last = upTo(order - degree);
    tables.set(
      [
        degree,
        place(a - 1, b, c),
        place(a, b - 1, c),
        place(a, b, c - 1),
        place(a - 2, b, c),
        place(a, b - 2, c),
        place(a, b, c - 2),
        last,
      ],
      8 * n,
    );
    for (let m = 0; m < last; m++)
      tables[8 * K + n * K + m] = place(a + powers[m][0], b + powers[m][1], c + powers[m][2]);
  });
  return tables;
}
