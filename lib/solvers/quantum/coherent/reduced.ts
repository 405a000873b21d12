import { complexMatrix, type DenseMatrix, multiplyMatrices } from '../../../numerics/dense';
import { eachIndex } from '../../../numerics/fourier/indices';
import type { RelativeWave } from './relativeWave';

/** The centre of mass of a product of coherent states: a Gaussian of mass N that flies freely. */
export interface Centre {
  /** Means of X at the start and of the total momentum. */
  readonly position: number;
  readonly momentum: number;
  readonly time: number;
}

/**
 * Φ(X, t) at X = (low + k·h/N), k < count: (N/πε(1+t²))^¼ e^{−N(X − X_t)²/2ε(1+it) + iPX/ε} up to a phase, X_t = X₀ + Pt/N.
 */
export function centreWave(
  { position, momentum, time }: Centre,
  { particles: N, epsilon }: { readonly particles: number; readonly epsilon: number },
  axis: { readonly low: number; readonly step: number; readonly count: number },
): Float64Array {
  const values = new Float64Array(2 * axis.count);
  const here = position + (momentum * time) / N;
  const width = 1 + time * time;
  const height = (N / (Math.PI * epsilon * width)) ** 0.25;
  for (let k = 0; k < axis.count; k++) {
    const x = axis.low + k * axis.step;
    const d = x - here;
    const modulus = height * Math.exp((-N * d * d) / (2 * epsilon * width));
    // 1/(1 + it) = (1 − it)/(1 + t²).
    const phase = (N * d * d * time) / (2 * epsilon * width) + (momentum * d) / epsilon;
    values[2 * k] = modulus * Math.cos(phase);
    values[2 * k + 1] = modulus * Math.sin(phase);
  }
  return values;
}

/**
 * The mean over particles of the one-body density matrices R_j(x, x′)·h on the n points low + i·h, from Ψ(x_1, …, x_N) = Φ(X)χ(u).
 * The differences of these points are points of the relative grid, which has 2n on each axis. Particles that start from the same
 * atom (`choice`) have the same matrix, by symmetry.
 */
export function meanReducedDensity(
  wave: RelativeWave,
  centre: Centre,
  low: number,
  choice: readonly number[],
): DenseMatrix {
  const { particles: N, spacing: h, points, epsilon } = wave.space;
  const n = points / 2;
  const phi = centreWave(centre, { particles: N, epsilon }, { low, step: h / N, count: N * (n - 1) + 1 });
  const psi = productWave(wave, phi, n);
  const mean = complexMatrix(n, n);
  const rest = n ** (N - 1);
  for (let j = 0; j < N; j++) {
    if (choice.indexOf(choice[j]) < j) continue;
    const alike = choice.filter((atom) => atom === choice[j]).length;
    const rows = complexMatrix(n, rest, particleFirst(psi, n, N, j));
    const part = multiplyMatrices(rows, rows, { adjointB: true });
    for (let i = 0; i < mean.data.length; i++) mean.data[i] += (alike * part.data[i] * h ** N) / N;
  }
  return mean;
}

/** Ψ at all n^N points. */
function productWave(wave: RelativeWave, phi: Float64Array, n: number): Float64Array {
  const { particles: N, points } = wave.space;
  const { values } = wave;
  const psi = new Float64Array(2 * n ** N);
  eachIndex(Array<number>(N).fill(n), (index, at) => {
    let place = 0;
    let sum = 0;
    const last = index[N - 1];
    for (let j = 0; j < N - 1; j++) {
      place = place * points + (index[j] - last + n);
      sum += index[j];
    }
    const [a, b] = [2 * place, 2 * (sum + last)];
    psi[2 * at] = values[a] * phi[b] - values[a + 1] * phi[b + 1];
    psi[2 * at + 1] = values[a] * phi[b + 1] + values[a + 1] * phi[b];
  });
  return psi;
}

/** Ψ with coordinate j as the slowest one. */
function particleFirst(psi: Float64Array, n: number, N: number, j: number): Float64Array {
  if (j === 0) return psi;
  const out = new Float64Array(psi.length);
  const [before, after] = [n ** j, n ** (N - 1 - j)];
  for (let a = 0; a < before; a++)
    for (let i = 0; i < n; i++) {
      const from = 2 * (a * n + i) * after;
      out.set(psi.subarray(from, from + 2 * after), 2 * (i * before + a) * after);
    }
  return out;
}
