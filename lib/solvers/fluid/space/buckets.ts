import type { Labels } from './labels';

/** The elements of the core sorted into cubes, for finding the nearest one. */
export interface Buckets {
  readonly low: Float64Array;
  readonly edge: number;
  readonly shape: readonly [number, number, number];
  /** Where the elements of a cube begin in `elements`; one entry more than cubes. */
  readonly begin: Int32Array;
  readonly elements: Int32Array;
}

/** Elements in a cube on the mean. */
const occupancy = 8;

export function bucketsOf({ core }: Labels, x: Float64Array): Buckets {
  const [low, high] = [new Float64Array(3).fill(Infinity), new Float64Array(3).fill(-Infinity)];
  for (const element of core)
    for (let c = 0; c < 3; c++) {
      low[c] = Math.min(low[c], x[3 * element + c]);
      high[c] = Math.max(high[c], x[3 * element + c]);
    }
  const sides = low.map((value, c) => high[c] - value);
  const edge = Math.cbrt((sides[0] * sides[1] * sides[2] * occupancy) / core.length);
  const along = (c: number): number => Math.floor(sides[c] / edge) + 1;
  const shape: [number, number, number] = [along(0), along(1), along(2)];
  const place = (element: number): number => {
    let at = 0;
    for (let c = 0; c < 3; c++) at = at * shape[c] + Math.floor((x[3 * element + c] - low[c]) / edge);
    return at;
  };
  const begin = new Int32Array(shape[0] * shape[1] * shape[2] + 1);
  for (const element of core) begin[place(element) + 1]++;
  for (let b = 1; b < begin.length; b++) begin[b] += begin[b - 1];
  const next = begin.slice();
  const elements = new Int32Array(core.length);
  for (const element of core) elements[next[place(element)]++] = element;
  return { low, edge, shape, begin, elements };
}

/** The nearest element of the core among those less than two edges away, or −1: rings of cubes, until no other can be nearer. */
export function nearestElement(buckets: Buckets, x: Float64Array, point: ArrayLike<number>): number {
  const { low, edge, shape, begin, elements } = buckets;
  const [i, j, k] = [0, 1, 2].map((c) => Math.floor((point[c] - low[c]) / edge));
  let [nearest, least] = [-1, Infinity];
  for (let ring = 1; ring <= 3 && least > ((ring - 1) * edge) ** 2; ring++)
    for (let p = Math.max(0, i - ring); p <= Math.min(shape[0] - 1, i + ring); p++)
      for (let q = Math.max(0, j - ring); q <= Math.min(shape[1] - 1, j + ring); q++) {
        const row = (p * shape[1] + q) * shape[2];
        const first = row + Math.max(0, Math.min(shape[2], k - ring));
        const last = row + Math.max(0, Math.min(shape[2], k + ring + 1));
        for (let e = begin[first]; e < begin[Math.max(first, last)]; e++) {
          const at = 3 * elements[e];
          const distance =
            (x[at] - point[0]) ** 2 + (x[at + 1] - point[1]) ** 2 + (x[at + 2] - point[2]) ** 2;
          if (distance < least) [nearest, least] = [elements[e], distance];
        }
      }
  return nearest;
}
