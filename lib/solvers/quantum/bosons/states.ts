import { finiteArray } from '../../../numerics/guards';
import { factorial, stirlingRest } from '../../../numerics/special/gamma';
import { latticeState, normalised } from '../lattice/state';
import { type OccupationBasis, occupationWalk } from './occupationBasis';

/**
 * ψ^{⊗N} in the occupation basis, interleaved: √(N!/∏n_i!) ∏ψ_i^{n_i}. Its modulus is the root of a multinomial law, taken
 * as a quotient of Poisson laws so that neither large factorials nor large powers meet: relative error near 1e−15 where
 * the law lives, at any N.
 * @example
 * const { basis } = bosonDynamics(latticeBosons(lattice), { particles: 100 });
 * bosonProductState(basis, latticeWave(lattice, (x) => Math.exp(Math.cos(x)))); // 2·basis.dimension numbers
 * @throws RangeError unless psi has 2M numbers and norm 1 (within 1e−9).
 */
export function bosonProductState(basis: OccupationBasis, psi: ArrayLike<number>): Float64Array {
  const { particles, modes, dimension } = basis;
  const wave = latticeState('psi', psi, modes);
  const width = particles + 1;
  const logs = new Float64Array(modes * width);
  const phases = new Float64Array(2 * modes * width);
  for (let i = 0; i < modes; i++) {
    const [re, im] = [wave[2 * i], wave[2 * i + 1]];
    const mean = particles * (re * re + im * im);
    const angle = Math.atan2(im, re);
    for (let n = 0; n <= particles; n++) {
      logs[i * width + n] = 0.5 * logPoisson(n, mean);
      phases[2 * (i * width + n)] = Math.cos(n * angle);
      phases[2 * (i * width + n) + 1] = Math.sin(n * angle);
    }
  }
  const whole = 0.5 * logPoisson(particles, particles);
  const out = new Float64Array(2 * dimension);
  const walk = occupationWalk(basis);
  for (let index = 0; index < dimension; index++) {
    walk.seek(index);
    let [log, re, im] = [-whole, 1, 0];
    for (let i = 0; i < modes; i++) {
      const at = i * width + walk.occupation[i];
      log += logs[at];
      const turned = re * phases[2 * at] - im * phases[2 * at + 1];
      im = re * phases[2 * at + 1] + im * phases[2 * at];
      re = turned;
    }
    const size = Math.exp(log);
    out[2 * index] = size * re;
    out[2 * index + 1] = size * im;
  }
  return normalised(out);
}

/**
 * log of e^{−λ}λⁿ/n!. Stirling's formula leaves n log(n/λ) + λ − n, which is computed without cancellation near n = λ
 * (C. Loader, Fast and accurate computation of binomial probabilities, 2000).
 */
function logPoisson(n: number, mean: number): number {
  if (mean === 0) return n === 0 ? 0 : -Infinity;
  if (n < 10) return n * Math.log(mean) - mean - Math.log(factorial(n));
  return -stirlingRest(n) - 0.5 * Math.log(2 * Math.PI * n) - deviance(n, mean);
}

/** n log(n/λ) + λ − n: with v = (n − λ)/(n + λ) the logarithm is 2 artanh v, whose first term cancels exactly. */
function deviance(n: number, mean: number): number {
  const v = (n - mean) / (n + mean);
  if (Math.abs(v) > 0.1) return n * Math.log(n / mean) + mean - n;
  // n log(n/λ) = 2n(v + v³/3 + …) and 2nv + λ − n = (n − λ)v.
  let sum = (n - mean) * v;
  let power = 2 * n * v;
  for (let k = 3; k < 40; k += 2) {
    power *= v * v;
    const longer = sum + power / k;
    if (longer === sum) break;
    sum = longer;
  }
  return sum;
}

/** A state of the basis as a checked copy: 2·dimension numbers. It need not be normalised. */
export function bosonState(
  name: string,
  state: ArrayLike<number>,
  { dimension }: OccupationBasis,
): Float64Array {
  return finiteArray(name, state, 2 * dimension);
}

/** Numbers that a full tensor may have. */
const largestTensor = 2 ** 22;

/**
 * The wave function Ψ(x₁, …, x_N) of a state on {0, …, M−1}^N, interleaved, x₁ the slowest index: the amplitude of each
 * state spread evenly, by 1/√(N!/∏n_i!), over the ways to realise it. For small N.
 * @throws RangeError when M^N exceeds 2²².
 */
export function bosonTensor(basis: OccupationBasis, state: ArrayLike<number>): Float64Array {
  const { particles, modes } = basis;
  const size = modes ** particles;
  if (!(size <= largestTensor))
    throw new RangeError(
      `the tensor of ${particles} bosons in ${modes} modes must have at most ${largestTensor} entries, got ${size}`,
    );
  const amplitudes = bosonState('state', state, basis);
  const out = new Float64Array(2 * size);
  const n = new Int32Array(modes);
  for (let x = 0; x < size; x++) {
    n.fill(0);
    for (let k = 0, rest = x; k < particles; k++, rest = Math.floor(rest / modes)) n[rest % modes]++;
    const ways = n.reduce((product, count) => product / factorial(count), factorial(particles));
    const index = basis.indexOf(n);
    out[2 * x] = amplitudes[2 * index] / Math.sqrt(ways);
    out[2 * x + 1] = amplitudes[2 * index + 1] / Math.sqrt(ways);
  }
  return out;
}
