import { oneOf } from '../guards';
import { FourierCore } from './core';
import { eachIndex, oppositePlace } from './indices';
import { checkLength, checkShape, sizeOf, spectrumShape } from './layout';

export interface SpectralFilterOptions {
  /** Points along each axis; the last index runs fastest. */
  readonly shape: readonly number[];
  /** Real fields have length size and half spectra, complex ones length 2·size. Default 'complex'. */
  readonly field?: 'real' | 'complex';
  /**
   * The factor of every mode, in the order of the spectrum (⌊n/2⌋ + 1 modes on the last axis of real fields): one double a
   * mode if all factors are real, else interleaved complex numbers. See `spectralMultiplier`.
   */
  readonly multiplier: Float64Array;
}

/** x ↦ F⁻¹[m·F x] with a resident multiplier m; made by `spectralFilter`. */
export interface SpectralFilter {
  readonly shape: readonly number[];
  readonly field: 'real' | 'complex';
  /** F⁻¹[m·F x] as a new array. */
  apply(x: Float64Array): Float64Array;
  /** The same, written to `out` (which may be x) and returned. */
  applyInto(x: Float64Array, out: Float64Array): Float64Array;
  /** Takes another multiplier of the same kind (real or complex). */
  replaceMultiplier(multiplier: Float64Array): void;
}

/**
 * A plan for x ↦ F⁻¹[m·F x] on a periodic grid: derivatives, translations, inverse Laplacians, or the kinetic step
 * ψ ↦ F⁻¹[e^{−i dt ħ|k|²/2} F ψ] of a splitting method. One application walks three times through memory, less than a
 * transform and its inverse one after the other; the multiplier (copied, with the factor 1/size in it) stays in the plan.
 *
 * For real fields m must satisfy m(−k) = conj m(k), so that the result is real: where the half spectrum contains both k
 * and −k this is checked. RangeError for a wrong shape, length or kind, for factors that are not finite, and for fields
 * with entries that are not finite.
 */
export function spectralFilter(options: SpectralFilterOptions): SpectralFilter {
  const { field = 'complex', multiplier } = options;
  const shape = checkShape('shape', options.shape);
  oneOf('field', field, ['real', 'complex']);
  const modes = spectrumShape(field, shape);
  const isComplex = multiplier.length === 2 * sizeOf(modes);
  const length = isComplex ? 2 * sizeOf(modes) : sizeOf(modes);
  const core = new FourierCore(field, shape, shape, isComplex ? 'complex' : 'real');
  const replaceMultiplier = (factors: Float64Array): void => {
    checkLength('multiplier', factors, length);
    checkMultiplier(field, shape, modes, factors, isComplex);
    core.loadMultiplier(factors);
  };
  replaceMultiplier(multiplier);
  const size = sizeOf(shape) * (field === 'real' ? 1 : 2);
  const applyInto = (x: Float64Array, out: Float64Array): Float64Array => {
    checkLength('x', x, size);
    checkLength('out', out, size);
    return core.filterInto(x, out);
  };
  return {
    shape,
    field,
    apply: (x) => applyInto(x, new Float64Array(size)),
    applyInto,
    replaceMultiplier,
  };
}

function checkMultiplier(
  field: 'real' | 'complex',
  shape: readonly number[],
  modes: readonly number[],
  factors: Float64Array,
  isComplex: boolean,
): void {
  const bad = factors.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(`multiplier must have finite entries, got ${factors[bad]} at index ${bad}`);
  if (field === 'complex') return;
  const { deviation, largest, mode } = asymmetry(shape, modes, factors, isComplex);
  if (deviation > 1e-12 * largest)
    throw new RangeError(
      `multiplier of a real field must satisfy m(-k) = conj m(k) within 1e-12 of its largest entry ${largest}, ` +
        `got a deviation of ${deviation} at mode [${mode.join(', ')}]`,
    );
}

/** The largest |m(−k) − conj m(k)| over the modes of the last axis that are their own opposites: 0 and, for even n, n/2. */
function asymmetry(
  shape: readonly number[],
  modes: readonly number[],
  factors: Float64Array,
  isComplex: boolean,
): { deviation: number; largest: number; mode: number[] } {
  const width = isComplex ? 2 : 1;
  const half = modes[modes.length - 1];
  const own = shape[shape.length - 1] % 2 === 0 && half > 1 ? [0, half - 1] : [0];
  const others = modes.slice(0, -1);
  let [deviation, largest, worst]: [number, number, number[]] = [0, 0, []];
  for (const value of factors) largest = Math.max(largest, Math.abs(value));
  eachIndex(others, (index, row) => {
    const opposite = oppositePlace(index, others);
    for (const k of own) {
      const a = width * (row * half + k);
      const b = width * (opposite * half + k);
      const imaginary = isComplex ? Math.abs(factors[a + 1] + factors[b + 1]) : 0;
      const found = Math.max(Math.abs(factors[a] - factors[b]), imaginary);
      if (found > deviation) [deviation, worst] = [found, [...index, k]];
    }
  });
  return { deviation, largest, mode: worst };
}
