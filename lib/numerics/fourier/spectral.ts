import { kron } from '../complexVector';
import { finite, integerIn, oneOf, positive, shown } from '../guards';
import { type SpectralFilter, spectralFilter } from './filter';
import { eachIndex, eachSign } from './indices';
import { checkLength, checkShape, sizeOf, spectrumShape } from './layout';

/** A field on a periodic box. */
export interface PeriodicBox {
  /** Points along each axis; the last index runs fastest. */
  readonly shape: readonly number[];
  /** Length of the box along each axis; point j of an axis lies at j·length/n. */
  readonly lengths: readonly number[];
  /** Kind of the fields. Default 'complex'. */
  readonly field?: 'real' | 'complex';
}

/**
 * The wavenumbers 2πj/length of a periodic axis in the order of the spectrum: j = 0, 1, …, then the negative ones up to −1.
 * An even n has one mode j = n/2 that stands for both signs (on the grid they are equal); it is listed as −πn/length.
 */
export function wavenumbers(n: number, length: number): Float64Array {
  integerIn('n', n, 1);
  positive('length', length);
  return Float64Array.from({ length: n }, (_, j) => (2 * Math.PI * (2 * j < n ? j : j - n)) / length);
}

/**
 * The multiplier with factor symbol(k) at wave vector k, for `spectralFilter`: interleaved complex numbers, in the order
 * of the spectrum (k ≥ 0 only on the last axis of real fields). The symbol returns a number or [re, im]; k is borrowed.
 *
 * On an even axis the Nyquist mode n/2 stands for wavenumbers of both signs: the symbol is averaged over them. So a field
 * is read as the trigonometric polynomial with cos(πn x/length) in that place, its odd derivatives vanish there, and
 * real fields stay real: symbols with symbol(−k) = conj symbol(k) give multipliers with that symmetry.
 */
export function spectralMultiplier(
  box: PeriodicBox,
  symbol: (k: Float64Array) => number | readonly [number, number],
): Float64Array {
  const { shape, lengths, field } = checkBox(box);
  const modes = spectrumShape(field, shape);
  const axes = shape.map((n, axis) => wavenumbers(n, lengths[axis]));
  const out = new Float64Array(2 * sizeOf(modes));
  const k = new Float64Array(shape.length);
  const nyquist: number[] = [];
  let [re, im] = [0, 0];
  const addValue = (): void => {
    const value = symbol(k);
    re += typeof value === 'number' ? value : value[0];
    im += typeof value === 'number' ? 0 : value[1];
  };
  eachIndex(modes, (index, at) => {
    if (nyquist.length > 0) nyquist.length = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      k[axis] = axes[axis][index[axis]];
      if (2 * index[axis] === shape[axis]) nyquist.push(axis);
    }
    re = 0;
    im = 0;
    const weight = eachSign(nyquist, k, addValue);
    out[2 * at] = weight * re;
    out[2 * at + 1] = weight * im;
  });
  return out;
}

/**
 * A plan for the derivative ∂^order/∂x_axis^order of periodic fields, exact for trigonometric polynomials that the grid
 * resolves: the multiplier (ik)^order, with 0 in the place of the Nyquist mode if the order is odd. Defaults: axis 0,
 * order 1. RangeError as for `spectralFilter`.
 */
export function spectralDerivative(
  box: PeriodicBox & { readonly axis?: number; readonly order?: number },
): SpectralFilter {
  const { shape, lengths, field } = checkBox(box);
  const axis = integerIn('axis', box.axis ?? 0, 0, shape.length - 1);
  const order = integerIn('order', box.order ?? 1, 0, 64);
  const factors = axisMultipliers({ shape, lengths, field }, (other, k) => {
    if (other !== axis) return 1;
    const size = k ** order * (order % 4 < 2 ? 1 : -1);
    return order % 2 === 0 ? size : [0, size];
  });
  return spectralFilter({ shape, field, multiplier: kron(...factors) });
}

/** Translations of periodic fields; made by `spectralShift`. */
export interface SpectralShift {
  /** x(· − distance) as a new array; one distance per axis. */
  apply(x: Float64Array, distance: readonly number[]): Float64Array;
  /** The same, written to `out` (which may be x) and returned. */
  applyInto(x: Float64Array, distance: readonly number[], out: Float64Array): Float64Array;
}

/**
 * A plan for translations f(x) ↦ f(x − a) of periodic fields by any real distances a, exact for trigonometric polynomials
 * that the grid resolves: the multiplier e^{−ik·a}, with cos(ka) for a Nyquist mode, which is thereby read as a cosine.
 * A new distance costs one pass over the multiplier; the last one is kept. RangeError as for `spectralFilter`.
 */
export function spectralShift(box: PeriodicBox): SpectralShift {
  const checked = checkBox(box);
  const { shape, field } = checked;
  const size = sizeOf(shape) * (field === 'real' ? 1 : 2);
  let last: readonly number[] | undefined;
  const multiplierFor = (distance: readonly number[]): Float64Array =>
    kron(
      ...axisMultipliers(checked, (axis, k) => {
        // Whole periods are taken off exactly: k·a loses what the remainder keeps.
        const phase = k * (distance[axis] % checked.lengths[axis]);
        return [Math.cos(phase), -Math.sin(phase)];
      }),
    );
  const filter = spectralFilter({ shape, field, multiplier: multiplierFor(shape.map(() => 0)) });
  const applyInto = (x: Float64Array, distance: readonly number[], out: Float64Array): Float64Array => {
    checkDistances('distance', distance, shape.length);
    checkLength('x', x, size);
    if (!last || distance.some((a, axis) => a !== last?.[axis])) {
      // Until the multiplier is complete none is known, whatever interrupts it.
      last = undefined;
      filter.replaceMultiplier(multiplierFor(distance));
      last = [...distance];
    }
    return filter.applyInto(x, out);
  };
  return { apply: (x, distance) => applyInto(x, distance, new Float64Array(size)), applyInto };
}

function checkDistances(name: string, values: readonly number[], count: number): void {
  if (values?.length !== count)
    throw new RangeError(`${name} must have ${count} entries, one per axis, got ${shown(values)}`);
  for (let axis = 0; axis < count; axis++) finite(`${name}[${axis}]`, values[axis]);
}

function checkBox(box: PeriodicBox): Required<PeriodicBox> {
  const shape = checkShape('shape', box.shape);
  checkDistances('lengths', box.lengths, shape.length);
  box.lengths.forEach((length, axis) => {
    positive(`lengths[${axis}]`, length);
  });
  return {
    shape,
    lengths: [...box.lengths],
    field: oneOf('field', box.field ?? 'complex', ['real', 'complex']),
  };
}

/** The factors of a symbol that is a product of functions of one component each: one multiplier per axis. */
function axisMultipliers(
  { shape, lengths, field }: Required<PeriodicBox>,
  symbol: (axis: number, k: number) => number | readonly [number, number],
): Float64Array[] {
  return shape.map((n, axis) => {
    const half = field === 'real' && axis === shape.length - 1;
    const line: PeriodicBox = { shape: [n], lengths: [lengths[axis]], field: half ? 'real' : 'complex' };
    return spectralMultiplier(line, (k) => symbol(axis, k[0]));
  });
}
