/** Inputs that every contender makes for itself, equal to the last bit; `peers/inputs.py` is the twin of this file. */

/**
 * `count` numbers in [0, 1), multiples of 2⁻³²: the counter k+1 under the finaliser of MurmurHash3 (A. Appleby), whose
 * 32-bit products and shifts are the same in every language and need no loop in NumPy.
 */
export function uniforms(seed, count) {
  const out = new Float64Array(count);
  const offset = Math.imul(seed, 0x85ebca6b);
  for (let k = 0; k < count; k++) {
    let z = (Math.imul(k + 1, 0x9e3779b9) + offset) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    out[k] = ((z ^ (z >>> 16)) >>> 0) * 2 ** -32;
  }
  return out;
}

/** The same on [−1, 1). */
export function signed(seed, count) {
  return uniforms(seed, count).map((u) => 2 * u - 1);
}

const shortLength = 32;
const projectionSeeds = [101, 102];
const samples = 14;

/**
 * A result as at most 32 numbers: itself, or two projections on fixed vectors, to which every entry contributes, and
 * entries from first to last.
 */
export function fingerprint(values) {
  const n = values.length;
  if (n <= shortLength) return Array.from(values);
  const projections = projectionSeeds.map((seed) => {
    const weights = signed(seed, n);
    let sum = 0;
    for (let k = 0; k < n; k++) sum += weights[k] * values[k];
    return sum / Math.sqrt(n);
  });
  const entries = Array.from(
    { length: samples },
    (_, k) => values[Math.floor((k * (n - 1)) / (samples - 1))],
  );
  return [...projections, ...entries];
}

/** What every worker says at the start: equal numbers mean equal inputs and equal fingerprints. */
export const checksum = () => fingerprint(uniforms(7, 1000));
