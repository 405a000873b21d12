import type { HermitianEigen } from '../dense/eigen';
import { eigenTridiagonal } from '../dense/tridiagonal';
import type { Space } from './space';

/** What one step did. */
export interface KrylovStep {
  /** Time advanced, of the sign of what was asked. */
  readonly advanced: number;
  /** Bound of ‖error‖/‖ψ‖ of this step, without rounding. */
  readonly error: number;
  /** Largest |Ritz value| met. */
  readonly scale: number;
}

/** Slots 0 … size hold the basis, one more the result. */
export function krylovSlots(size: number): number {
  return size + 2;
}

interface Basis {
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  readonly size: number;
  /** ‖H V − V T‖, the length of the vector that comes next. */
  readonly residual: number;
  /** Σ ln of the off-diagonal entries and the residual. */
  readonly logProduct: number;
}

function logFactorial(m: number): number {
  let sum = 0;
  for (let k = 2; k <= m; k++) sum += Math.log(k);
  return sum;
}

/**
 * Lanczos basis from slot 0, at most `largest` vectors, fewer if already the bound γ h^m/m! (see `defectBound`) allows
 * the whole rest. The error bound needs only that H V = V T + β v_{m+1} e_m^T holds to rounding, not that V is orthogonal.
 * In a space so small that the basis can fill it all is reorthogonalised: nothing comes after a full basis.
 */
function buildBasis(space: Space, largest: number, rest: number, rate: number, tick: () => void): Basis {
  const diagonal = new Float64Array(largest);
  const offDiagonal = new Float64Array(largest);
  let logProduct = 0;
  let residual = 0;
  for (let j = 0; j < largest; j++) {
    // With β = 0 the first vector stands in for the one before it.
    diagonal[j] = space.lanczosStep(j, Math.max(j - 1, 0), residual, j + 1);
    residual = Math.sqrt(space.accumulate(j, 1, j + 1, -1, Float64Array.of(diagonal[j], 0)));
    for (let pass = 0; pass < 2 && largest === space.length / 2; pass++) {
      space.project(0, j + 1, j + 1);
      residual = Math.sqrt(space.accumulate(0, j + 1, j + 1, -1));
    }
    if (!Number.isFinite(residual) || !Number.isFinite(diagonal[j]))
      throw new RangeError('operator must map finite vectors to finite vectors');
    tick();
    const size = j + 1;
    logProduct += Math.log(residual);
    const enough = logProduct + size * Math.log(rest) - logFactorial(size) <= Math.log(rate * rest);
    if (enough || size === largest || residual <= rate)
      return { diagonal, offDiagonal, size, residual, logProduct };
    offDiagonal[j] = residual;
    space.scale(j + 1, 1 / residual, j + 1);
  }
  throw new RangeError('largest must be at least 1');
}

/**
 * The error e(h) of V exp(−ihT) e_1 obeys ie' = He + β v_{m+1} [exp(−isT)]_{m1} up to rounding, whatever the
 * orthogonality of V; as exp(−itH) keeps norms, ‖e(h)‖ ≤ β ∫_0^h |[exp(−isT)]_{m1}| ds (Ch. Lubich, From Quantum to Classical
 * Molecular Dynamics, EMS 2008, III.2). The integral by trapezoids, 1/(2·width of T) apart, on which the integrand, whose frequencies are
 * below the width, is smooth. Walks on while the bound stays below rate·h; beyond, γ h^m/m! with γ = Π β_j bounds it too
 * (T. Jawecki, W. Auzinger and O. Koch, BIT 60 (2020) 157).
 */
function defectBound(
  basis: Basis,
  eigen: HermitianEigen,
  rest: number,
  rate: number,
): [h: number, error: number] {
  const { size, residual, logProduct } = basis;
  const { values } = eigen;
  const vectors = eigen.vectors.data;
  if (residual <= rate) return [rest, residual * rest];
  const logBound = (h: number): number => logProduct + size * Math.log(h) - logFactorial(size);
  if (logBound(rest) <= Math.log(rate * rest)) return [rest, Math.exp(logBound(rest))];
  const safe = size > 1 ? Math.exp((Math.log(rate) + logFactorial(size) - logProduct) / (size - 1)) : 0;
  let best: [number, number] = [safe, rate * safe];
  const spread = values[size - 1] - values[0];
  const points = Math.min(60 * size, Math.ceil(rest * 2 * spread));
  const spacing = Math.min(rest / points, 1 / (2 * spread));
  const weight = Float64Array.from(values, (_, c) => vectors[c] * vectors[(size - 1) * size + c]);
  const [cosine, sine] = [new Float64Array(size), new Float64Array(size)];
  const [re, im] = [weight.slice(), new Float64Array(size)];
  const middle = (values[0] + values[size - 1]) / 2;
  for (let c = 0; c < size; c++) {
    cosine[c] = Math.cos(spacing * (values[c] - middle));
    sine[c] = Math.sin(spacing * (values[c] - middle));
  }
  let [integral, before] = [0, 0];
  for (let point = 1; point <= points; point++) {
    let [sumRe, sumIm] = [0, 0];
    for (let c = 0; c < size; c++) {
      const turned = re[c] * cosine[c] - im[c] * sine[c];
      im[c] = re[c] * sine[c] + im[c] * cosine[c];
      re[c] = turned;
      sumRe += turned;
      sumIm += im[c];
    }
    const amplitude = Math.sqrt(sumRe * sumRe + sumIm * sumIm);
    integral += 0.5 * spacing * residual * (before + amplitude);
    before = amplitude;
    const h = point * spacing;
    if (integral > rate * h) break;
    if (h > best[0]) best = [h, integral];
  }
  return best[0] >= rest * (1 - 1e-12) ? [rest, best[1]] : best;
}

/** Coefficients [exp(−ihT)]_{j1}, interleaved. */
function exponentialColumn(eigen: HermitianEigen, h: number): Float64Array {
  const { values } = eigen;
  const vectors = eigen.vectors.data;
  const size = values.length;
  const out = new Float64Array(2 * size);
  for (let c = 0; c < size; c++) {
    const re = Math.cos(h * values[c]) * vectors[c];
    const im = -Math.sin(h * values[c]) * vectors[c];
    for (let j = 0; j < size; j++) {
      out[2 * j] += vectors[j * size + c] * re;
      out[2 * j + 1] += vectors[j * size + c] * im;
    }
  }
  return out;
}

/**
 * One step of exp(−itH) on the unit vector in slot 0: `rest`, or the longest multiple of `grain` below, whose error bound
 * is at most rate·|step|. The new vector is in the slot `size + 1`.
 */
export function krylovStep(
  space: Space,
  size: number,
  rest: number,
  grain: number,
  rate: number,
  tick: () => void,
): KrylovStep {
  const largest = Math.min(size, space.length / 2);
  const basis = buildBasis(space, largest, Math.abs(rest), rate, tick);
  const used = basis.size;
  const eigen = eigenTridiagonal(basis.diagonal.subarray(0, used), basis.offDiagonal.subarray(0, used - 1));
  const [longest, error] = defectBound(basis, eigen, Math.abs(rest), rate);
  const h = longest < Math.abs(rest) ? Math.floor(longest / grain) * grain : longest;
  const advanced = rest < 0 ? -h : h;
  const result = size + 1;
  space.clear(result);
  space.accumulate(0, used, result, 1, exponentialColumn(eigen, advanced));
  return { advanced, error, scale: Math.max(-eigen.values[0], eigen.values[used - 1]) };
}
