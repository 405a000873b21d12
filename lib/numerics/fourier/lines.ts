import { middleDivisor, radicesOf, smoothLength } from './lengths';
import { rootOfUnityInto } from './roots';

/**
 * How lines of length n are transformed; the kinds are those of kernels/assembly/_fftLines.ts. `direct`: one pass per
 * radix. `chirp`: as a convolution of a `longer` length. `split`: a long line as n1 × n2 shorter ones.
 */
export type LineDesign =
  | { readonly kind: 'direct'; readonly n: number; readonly radices: readonly number[] }
  | { readonly kind: 'chirp'; readonly n: number; readonly longer: LineDesign }
  | { readonly kind: 'split'; readonly n: number; readonly first: LineDesign; readonly second: LineDesign };

/** A single line of this length or more is split: below, its passes stay in the first cache anyway (measured). */
const splitFrom = 2048;
/** Lines side by side inside a split transform; the same number as in the kernel. */
const splitBatch = 8;
/** Numbers that a buffer of the kernel needs for gaps between streams. */
const gaps = 52;

/** The design for lines of length n; `single` if they are contiguous, hence may be handled one by one. */
export function designLine(n: number, single: boolean): LineDesign {
  const radices = radicesOf(n);
  if (!radices) return { kind: 'chirp', n, longer: designLine(smoothLength(2 * n - 1), single) };
  if (!single || n < splitFrom || radices.length === 1) return { kind: 'direct', n, radices };
  const n1 = middleDivisor(n);
  return { kind: 'split', n, first: designLine(n1, false), second: designLine(n / n1, false) };
}

/** Complex numbers of scratch that the kernel needs for `columns` lines side by side. */
export function scratchLength(design: LineDesign, columns: number): number {
  if (design.kind === 'direct') return 2 * (design.n * columns + gaps);
  if (design.kind === 'chirp') return design.longer.n * columns + scratchLength(design.longer, columns);
  const { n, first, second } = design;
  const inside = Math.max(scratchLength(first, splitBatch), scratchLength(second, splitBatch));
  return n + splitBatch * second.n + inside;
}

/** Bound on the doubles of `lineTable(design)`. */
export function tableLength(design: LineDesign): number {
  const head = 2048;
  if (design.kind === 'direct') return head + 2 * design.n;
  if (design.kind === 'chirp') return head + 2 * (design.n + design.longer.n) + tableLength(design.longer);
  return head + 2 * design.n + tableLength(design.first) + tableLength(design.second);
}

/** The design as the kernel reads it: integers, among them offsets in bytes, then factors as [cos, sin]. */
export function lineTable(design: LineDesign): Float64Array {
  if (design.kind === 'direct') return directTable(design.n, design.radices);
  if (design.kind === 'chirp') return chirpTable(design.n, design.longer);
  const { n, first, second } = design;
  return packed([2, n], [lineTable(first), lineTable(second), splitTwiddles(n, first.n, second.n)]);
}

/** e^{2πi k1 j2/n} in the order of the kernel: batch by batch in j2, within a batch by k1. */
function splitTwiddles(n: number, n1: number, n2: number): Float64Array {
  const twiddles = new Float64Array(2 * n);
  let at = 0;
  for (let begin = 0; begin < n2; begin += splitBatch) {
    const end = Math.min(n2, begin + splitBatch);
    for (let k1 = 0; k1 < n1; k1++)
      for (let j2 = begin; j2 < end; j2++) {
        rootOfUnityInto(k1 * j2, n, twiddles, at);
        at += 2;
      }
  }
  return twiddles;
}

/** Where the padded chirp and the plan that transforms it lie in a table of kind `chirp`, in bytes. */
export function chirpPlaces(table: Float64Array): { longer: number; spectrum: number } {
  const integers = new Int32Array(table.buffer);
  return { longer: integers[2], spectrum: integers[4] };
}

/** One table: the integers, the offset in bytes of every part, the parts at multiples of 64 bytes. */
function packed(integers: readonly number[], parts: readonly Float64Array[]): Float64Array {
  const aligned = (doubles: number): number => 8 * Math.ceil(doubles / 8);
  let end = aligned((integers.length + parts.length) / 2);
  const places = parts.map((part) => {
    const place = end;
    end += aligned(part.length);
    return place;
  });
  const table = new Float64Array(end);
  new Int32Array(table.buffer).set([...integers, ...places.map((place) => 8 * place)]);
  parts.forEach((part, i) => {
    table.set(part, places[i]);
  });
  return table;
}

function directTable(n: number, radices: readonly number[]): Float64Array {
  let length = n;
  const twiddles = radices.map((radix) => {
    const factors = passTwiddles(length, radix);
    length /= radix;
    return factors;
  });
  return packed([0, n, radices.length, ...radices], [...twiddles, ...radices.map(butterflyRoots)]);
}

/** e^{2πi kp/n} at p·(radix − 1) + k − 1 for p < n/radix, 0 < k < radix; nothing for the last pass, where all are 1. */
function passTwiddles(n: number, radix: number): Float64Array {
  if (n === radix) return new Float64Array(0);
  const twiddles = new Float64Array((2 * n * (radix - 1)) / radix);
  for (let p = 0; p < n / radix; p++)
    for (let k = 1; k < radix; k++) rootOfUnityInto(k * p, n, twiddles, 2 * (p * (radix - 1) + k - 1));
  return twiddles;
}

/** e^{2πi j/radix} and room for radix − 1 numbers, for the radices whose butterfly is a loop. */
function butterflyRoots(radix: number): Float64Array {
  if (radix <= 5 || radix === 8) return new Float64Array(0);
  const roots = new Float64Array(2 * (2 * radix - 1));
  for (let j = 0; j < radix; j++) rootOfUnityInto(j, radix, roots, 2 * j);
  return roots;
}

/** The chirp e^{iπk²/n}, and its conjugate continued evenly to the longer length, of which the kernel makes the spectrum. */
function chirpTable(n: number, longer: LineDesign): Float64Array {
  const m = longer.n;
  const chirp = new Float64Array(2 * n);
  const even = new Float64Array(2 * m);
  for (let k = 0; k < n; k++) {
    rootOfUnityInto((k * k) % (2 * n), 2 * n, chirp, 2 * k);
    for (const at of [k, (m - k) % m]) {
      even[2 * at] = chirp[2 * k];
      even[2 * at + 1] = -chirp[2 * k + 1];
    }
  }
  return packed([1, n], [lineTable(longer), chirp, even]);
}
