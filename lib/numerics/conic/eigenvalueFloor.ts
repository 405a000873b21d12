import { choleskyFactor } from '../dense/cholesky';
import { complexMatrix, realMatrix } from '../dense/matrix';
import { powerOfTwoAbove } from '../dense/spectra';

/** Half the distance from 1 to the next double. */
export const unit: number = Number.EPSILON / 2;

/** A Hermitian matrix (row-major, `width` doubles per entry) known up to an error of spectral norm ≤ radius. */
export interface EnclosedMatrix {
  readonly n: number;
  readonly width: 1 | 2;
  readonly data: Float64Array;
  readonly radius: number;
}

/** True when the Cholesky factorisation of A + shift·I in double precision finds only positive pivots. */
function factorises({ n, width, data }: EnclosedMatrix, shift: number): boolean {
  const shifted = data.slice();
  for (let i = 0; i < n; i++) shifted[width * i * (n + 1)] += shift;
  try {
    choleskyFactor(width === 2 ? complexMatrix(n, n, shifted) : realMatrix(n, n, shifted));
    return true;
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('not positive definite')) return false;
    throw error;
  }
}

/**
 * A number certainly ≤ min(0, λ_min): a Cholesky factorisation that succeeds is that of a matrix close by (S. Rump,
 * Verification of positive definiteness, BIT 46 (2006); the constant is enlarged for complex arithmetic).
 * −∞ when the matrix or its radius is not finite.
 */
export function eigenvalueFloor(matrix: EnclosedMatrix): number {
  const { n, width, radius } = matrix;
  if (!(radius < Infinity) || !matrix.data.every(Number.isFinite)) return Number.NEGATIVE_INFINITY;
  // The largest entry is brought to about 1: no shift under- or overflows, and what does in the factor is below 2^−1000.
  const scale = powerOfTwoAbove(matrix.data);
  const scaled = { ...matrix, data: matrix.data.map((value) => value / scale) };
  const largest = scaled.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += Math.abs(scaled.data[width * i * (n + 1)]);
  const floor = (shift: number): number => {
    const below = shift + 8 * (n + 3) * unit * (trace + n * shift) + n * n * 2 ** -1000;
    return -(scale * below + radius) * (1 + 8 * unit) - Number.MIN_VALUE;
  };
  if (factorises(scaled, 0)) return floor(0);
  // Geometric bisection for the smallest shift that succeeds; Gershgorin's bound certainly does.
  let [fails, succeeds] = [unit * largest, 4 * width * n * largest];
  while (succeeds > 1.2 * fails) {
    const middle = Math.sqrt(fails * succeeds);
    if (factorises(scaled, middle)) succeeds = middle;
    else fails = middle;
  }
  return floor(succeeds);
}
