import { determinant, inverseMatrix } from '../numerics/dense/lu';
import { type DenseMatrix, realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { smoothedTerms, type Term, times, wignerTerms } from './gaussianTerms';
import type { PlaneFunction, TransformKind } from './planes';
import type { CoherentSpan, GaussianMixture } from './states';

/** Products of axes at once: 512 columns of both factors stay in the cache. */
const termsAtOnce = 512;
/** Standard deviations that count as the reach of a normal law. */
const deviations = 6;

/** A covariance with what its normal law needs. */
interface Normal {
  readonly precision: Float64Array;
  /** (2π)^{−d} det^{−1/2}. */
  readonly height: number;
}

/** The Wigner or Husimi function of a sum of Gaussians, in closed form. */
export function gaussianSum(state: CoherentSpan | GaussianMixture, kind: TransformKind): PlaneFunction {
  const bare = wignerTerms(state);
  const terms = kind === 'wigner' ? bare : smoothedTerms(bare, state.epsilon);
  const normals = new Map<DenseMatrix, Normal>();
  for (const { covariance } of terms)
    if (!normals.has(covariance))
      normals.set(covariance, {
        precision: inverseMatrix(covariance).data,
        height: 1 / ((2 * Math.PI) ** state.dimension * Math.sqrt(determinant(covariance).re)),
      });
  return {
    reach: reachOf(terms),
    plane: (axes, z, first, second) => {
      const out = new Float64Array(first.length * second.length);
      const products: Wave[] = [];
      for (const term of terms) {
        const part = onPlane(term, normals.get(term.covariance)!, axes, z);
        if (part.separable) products.push(part);
        else addDirectly(part, first, second, out);
      }
      addProducts(products, first, second, out);
      return out;
    },
    marginal: (axis, points) => marginalOf(terms, axis, points),
  };
}

function reachOf(terms: readonly Term[]): [number, number][] {
  const n = terms[0].mean.length;
  return Array.from({ length: n }, (_, axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (const { mean, covariance } of terms) {
      const width = deviations * Math.sqrt(covariance.data[axis * (n + 1)]);
      low = Math.min(low, mean[axis] - width);
      high = Math.max(high, mean[axis] + width);
    }
    return [low, high];
  });
}

/** A term on a plane: (re + i·im)·e^{i(k₁u + k₂v)}·exp(−½(p₁₁u² + 2p₁₂uv + p₂₂v²) − l₁u − l₂v), u and v from `centre`. */
interface Wave {
  readonly re: number;
  readonly im: number;
  readonly centre: readonly [number, number];
  readonly k: readonly [number, number];
  readonly p: readonly [number, number, number];
  readonly l: readonly [number, number];
  readonly separable: boolean;
}

function onPlane(
  term: Term,
  { precision, height }: Normal,
  axes: readonly [number, number],
  z: Float64Array,
): Wave {
  const { mean, wave } = term;
  const n = mean.length;
  const entry = (i: number, j: number): number => precision[i * n + j];
  const [i, j] = axes;
  // The other coordinates are given.
  const rest = mean.map((m, a) => (a === i || a === j ? 0 : z[a] - m));
  let [square, phase, li, lj] = [0, 0, 0, 0];
  for (let a = 0; a < n; a++) {
    phase += wave[a] * rest[a];
    li += entry(i, a) * rest[a];
    lj += entry(j, a) * rest[a];
    for (let b = 0; b < n; b++) square += rest[a] * entry(a, b) * rest[b];
  }
  const size = height * Math.exp(-0.5 * square);
  const [c, s] = [size * Math.cos(phase), size * Math.sin(phase)];
  return {
    re: c * term.re - s * term.im,
    im: c * term.im + s * term.re,
    centre: [mean[i], mean[j]],
    k: [wave[i], wave[j]],
    p: [entry(i, i), entry(i, j), entry(j, j)],
    l: [li, lj],
    separable: entry(i, j) === 0 && li === 0 && lj === 0,
  };
}

function addDirectly(wave: Wave, first: Float64Array, second: Float64Array, out: Float64Array): void {
  const { re, im, centre, k, p, l } = wave;
  const { exp, cos, sin } = Math;
  const real = im === 0 && k[0] === 0 && k[1] === 0;
  for (let i = 0, at = 0; i < first.length; i++) {
    const u = first[i] - centre[0];
    for (let j = 0; j < second.length; j++, at++) {
      const v = second[j] - centre[1];
      const size = exp(-0.5 * (p[0] * u * u + 2 * p[1] * u * v + p[2] * v * v) - l[0] * u - l[1] * v);
      const phase = k[0] * u + k[1] * v;
      out[at] += real ? size * re : size * (re * cos(phase) - im * sin(phase));
    }
  }
}

/** Σ Re[c·X(x)·Y(ξ)] as products of real matrices. */
function addProducts(
  waves: readonly Wave[],
  first: Float64Array,
  second: Float64Array,
  out: Float64Array,
): void {
  for (let begin = 0; begin < waves.length; begin += termsAtOnce) {
    const some = waves.slice(begin, begin + termsAtOnce);
    const x = factors(some, 0, first);
    const y = factors(some, 1, second);
    const { data } = multiplyMatrices(x, y, { adjointA: true });
    for (let k = 0; k < out.length; k++) out[k] += data[k];
  }
}

/** Rows Re(cX) and −Im(cX), or Re Y and Im Y, of every term; the second row only where there is a phase. */
function factors(waves: readonly Wave[], side: 0 | 1, points: Float64Array): DenseMatrix {
  const n = points.length;
  const plain = ({ im, k }: Wave): boolean => im === 0 && k[0] === 0 && k[1] === 0;
  const rows = waves.reduce((sum, wave) => sum + (plain(wave) ? 1 : 2), 0);
  const out = realMatrix(rows, n);
  const { data } = out;
  const { exp, cos, sin } = Math;
  let at = 0;
  for (const wave of waves) {
    const centre = wave.centre[side];
    const k = wave.k[side];
    const p = wave.p[2 * side];
    const [re, im] = side === 0 ? [wave.re, wave.im] : [1, 0];
    const two = !plain(wave);
    for (let i = 0; i < n; i++) {
      const u = points[i] - centre;
      const size = exp(-0.5 * p * u * u);
      if (!two) {
        data[at + i] = size * re;
        continue;
      }
      const [c, s] = [size * cos(k * u), size * sin(k * u)];
      data[at + i] = re * c - im * s;
      data[at + n + i] = (side === 0 ? -1 : 1) * (re * s + im * c);
    }
    at += two ? 2 * n : n;
  }
  return out;
}

/** ∫ over all coordinates but z_j: N(m_j, Σ_jj)·e^{i(c/Σ_jj)(z_j−m_j)}·e^{−½(k·Σk − c²/Σ_jj)}, c = (Σk)_j. */
function marginalOf(terms: readonly Term[], axis: number, points: Float64Array): Float64Array {
  const out = new Float64Array(points.length);
  const n = terms[0].mean.length;
  for (const { re, im, mean, wave, covariance } of terms) {
    const carried = times(covariance.data, wave);
    const variance = covariance.data[axis * (n + 1)];
    const rate = carried[axis] / variance;
    const square = wave.reduce((sum, k, i) => sum + k * carried[i], 0) - rate * carried[axis];
    const height = Math.exp(-0.5 * square) / Math.sqrt(2 * Math.PI * variance);
    for (let i = 0; i < points.length; i++) {
      const u = points[i] - mean[axis];
      const size = height * Math.exp((-0.5 * u * u) / variance);
      out[i] += size * (re * Math.cos(rate * u) - im * Math.sin(rate * u));
    }
  }
  return out;
}
