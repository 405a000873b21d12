import { FourierCore } from './core';
import { checkLength, checkShape, sizeOf, spectrumShape } from './layout';

/** The discrete Fourier transform of complex numbers on a grid; made by `fourierTransform`. */
export interface FourierTransform {
  /** Points along each axis; the last index runs fastest. */
  readonly shape: readonly number[];
  /** Number of points; arrays have length 2·size. */
  readonly size: number;
  /** X_k = Σ_j x_j e^{−2πi j·k/n} as a new array. */
  forward(x: Float64Array): Float64Array;
  /** The same, written to `out` (which may be x) and returned. */
  forwardInto(x: Float64Array, out: Float64Array): Float64Array;
  /** x_j = (1/size) Σ_k X_k e^{2πi j·k/n} as a new array. */
  inverse(spectrum: Float64Array): Float64Array;
  /** The same, written to `out` (which may be `spectrum`) and returned. */
  inverseInto(spectrum: Float64Array, out: Float64Array): Float64Array;
}

/**
 * A plan for the discrete Fourier transform X_k = Σ_j x_j e^{−2πi Σ_a j_a k_a/n_a} on a grid of any shape (row-major) and
 * any lengths; the inverse carries the factor 1/size. Complex arrays are interleaved [re, im, …], frequency k_a stands at
 * index k_a for k_a < n_a/2 and at n_a + k_a for negative ones (see `wavenumbers`).
 *
 * Lengths with prime factors up to 13 are fastest, others go through Bluestein's chirp transform (about six times slower).
 * A plan owns its memory (16 bytes per point and tables) and may be used any number of times. The relative error in the
 * mean square is 0.8·10⁻¹⁶·√log₂ n, twice that through the chirp transform. RangeError for a shape that is not a list of
 * positive integers with at most 2²⁶ points, for work space above 2 GiB, for arrays of the wrong length, and for entries
 * that are not finite.
 *
 * M. Frigo, S. Johnson, The design and implementation of FFTW3 (2005), describes the methods; the passes are those of
 * T. Stockham (see P. Swarztrauber, FFT algorithms for vector computers, 1984).
 */
export function fourierTransform(shape: readonly number[]): FourierTransform {
  const kept = checkShape('shape', shape);
  const size = sizeOf(kept);
  const core = new FourierCore('complex', kept);
  const forwardInto = (x: Float64Array, out: Float64Array): Float64Array => {
    checkLength('x', x, 2 * size);
    checkLength('out', out, 2 * size);
    return core.forwardInto(x, out);
  };
  const inverseInto = (spectrum: Float64Array, out: Float64Array): Float64Array => {
    checkLength('spectrum', spectrum, 2 * size);
    checkLength('out', out, 2 * size);
    return core.inverseInto(spectrum, out);
  };
  return {
    shape: kept,
    size,
    forward: (x) => forwardInto(x, new Float64Array(2 * size)),
    forwardInto,
    inverse: (spectrum) => inverseInto(spectrum, new Float64Array(2 * size)),
    inverseInto,
  };
}

/** The discrete Fourier transform of real numbers on a grid; made by `realFourierTransform`. */
export interface RealFourierTransform {
  /** Points along each axis; the last index runs fastest. */
  readonly shape: readonly number[];
  /** Number of points, the length of a real array. */
  readonly size: number;
  /** The same with ⌊n/2⌋ + 1 in the place of the last length n. */
  readonly spectrumShape: readonly number[];
  /** Complex numbers of a half spectrum, which has length 2·spectrumSize. */
  readonly spectrumSize: number;
  /** The half spectrum of x as a new array. */
  forward(x: Float64Array): Float64Array;
  /** The same, written to `out` and returned. */
  forwardInto(x: Float64Array, out: Float64Array): Float64Array;
  /** The real field with that half spectrum as a new array. */
  inverse(spectrum: Float64Array): Float64Array;
  /** The same, written to `out` and returned. */
  inverseInto(spectrum: Float64Array, out: Float64Array): Float64Array;
}

/**
 * A plan for the discrete Fourier transform of real fields, about twice as fast as the complex one: of
 * X_k = Σ_j x_j e^{−2πi Σ_a j_a k_a/n_a} those with 0 ≤ k ≤ n/2 on the last axis are computed, the others are
 * X_{−k} = conj X_k. The inverse carries the factor 1/size; like every such inverse it does not look at what contradicts
 * that symmetry (such as the imaginary part of X_0). Any shape, as for `fourierTransform`; a single row of odd length
 * costs as much as a complex one. RangeError as there.
 */
export function realFourierTransform(shape: readonly number[]): RealFourierTransform {
  const kept = checkShape('shape', shape);
  const size = sizeOf(kept);
  const half = spectrumShape('real', kept);
  const spectrumSize = sizeOf(half);
  const core = new FourierCore('real', kept);
  const forwardInto = (x: Float64Array, out: Float64Array): Float64Array => {
    checkLength('x', x, size);
    checkLength('out', out, 2 * spectrumSize);
    return core.forwardInto(x, out);
  };
  const inverseInto = (spectrum: Float64Array, out: Float64Array): Float64Array => {
    checkLength('spectrum', spectrum, 2 * spectrumSize);
    checkLength('out', out, size);
    return core.inverseInto(spectrum, out);
  };
  return {
    shape: kept,
    size,
    spectrumShape: half,
    spectrumSize,
    forward: (x) => forwardInto(x, new Float64Array(2 * spectrumSize)),
    forwardInto,
    inverse: (spectrum) => inverseInto(spectrum, new Float64Array(size)),
    inverseInto,
  };
}
