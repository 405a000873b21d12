import { finite } from '../guards';
import { erfcx, expMinusSquare } from './errorFunction';

/**
 * Trapezoidal rules for w(z) = (i/π)∫e^{−t²}/(z − t)dt with the residue of the nearby pole added:
 * M. Al Azah and S. N. Chandler-Wilde, Computation of the complex error function using modified trapezoidal rules,
 * SIAM J. Numer. Anal. 59 (2021), eqs. (5)–(9) with N = 11: relative error about 2e−15.
 */
const terms = 11;
const h = Math.sqrt(Math.PI / (terms + 1));

/** Squares of the nodes and their weights e^{−t²}: midpoints (k + ½)h, k = 0, …, N, and integers kh, k = 1, …, N. */
interface Nodes {
  readonly squares: readonly number[];
  readonly weights: readonly number[];
}

function nodesAt(shift: number, first: number): Nodes {
  const squares: number[] = [];
  for (let k = first; k <= terms; k++) squares.push(((k + shift) * h) ** 2);
  return { squares, weights: squares.map((square) => Math.exp(-square)) };
}

const midpoints = nodesAt(0.5, 0);
const integers = nodesAt(0, 1);

/** True where the pole at x is nearer to a midpoint than to an integer multiple of h: the integers are then used. */
function nearMidpoint(x: number): boolean {
  const phase = x / h - Math.floor(x / h);
  return phase >= 0.25 && phase <= 0.75;
}

/**
 * Dawson's integral F(x) = e^{−x²}∫₀ˣe^{t²}dt = (√π/2)·Im w(x), relative error about 2e−15.
 * @throws RangeError when x is not finite.
 */
export function dawson(x: number): number {
  finite('x', x);
  const size = Math.abs(x);
  if (size > 1e8) return 0.5 / x;
  const useIntegers = nearMidpoint(size);
  const { squares, weights } = useIntegers ? integers : midpoints;
  let sum = 0;
  for (let k = squares.length - 1; k >= 0; k--) sum += weights[k] / (size * size - squares[k]);
  let value = ((2 * h * size) / Math.PI) * sum;
  const decay = expMinusSquare(size);
  if (useIntegers) value += h / (Math.PI * size) - decay / Math.tan((Math.PI * size) / h);
  else value += decay * Math.tan((Math.PI * size) / h);
  return Math.sign(x) * 0.5 * Math.sqrt(Math.PI) * value;
}

/** w(x + iy) for x, y ≥ 0, not both 0 with the integer rule. */
function firstQuadrant(x: number, y: number): [number, number] {
  const useIntegers = y < x && nearMidpoint(x);
  const { squares, weights } = useIntegers ? integers : midpoints;
  const squareRe = (x - y) * (x + y);
  const squareIm = 2 * x * y;
  let sumRe = 0;
  let sumIm = 0;
  for (let k = squares.length - 1; k >= 0; k--) {
    const re = squareRe - squares[k];
    const factor = weights[k] / (re * re + squareIm * squareIm);
    sumRe += factor * re;
    sumIm -= factor * squareIm;
  }
  // (2ihz/π)·sum
  const scale = (2 * h) / Math.PI;
  let valueRe = -scale * (x * sumIm + y * sumRe);
  let valueIm = scale * (x * sumRe - y * sumIm);
  if (useIntegers) {
    const inverse = h / (Math.PI * (x * x + y * y));
    valueRe += inverse * y;
    valueIm += inverse * x;
  }
  if (y >= Math.max(x, Math.PI / h)) return [valueRe, valueIm];
  // The residue 2e^{−z²}/(1 ± e^{−2πiz/h}), + for midpoints, − for integers, written with q = e^{2πiz/h}, |q| ≤ 1.
  const size = Math.exp((-2 * Math.PI * y) / h);
  const angle = (2 * Math.PI * x) / h;
  const sign = useIntegers ? -1 : 1;
  const qRe = size * Math.cos(angle);
  const qIm = size * Math.sin(angle);
  const modulus = (qRe + sign) ** 2 + qIm * qIm;
  const ratioRe = (qRe * (qRe + sign) + qIm * qIm) / modulus;
  const ratioIm = (qIm * sign) / modulus;
  const decay = 2 * Math.exp(-squareRe);
  const cosine = decay * Math.cos(squareIm);
  const sine = -decay * Math.sin(squareIm);
  return [valueRe + cosine * ratioRe - sine * ratioIm, valueIm + cosine * ratioIm + sine * ratioRe];
}

/**
 * The Faddeeva function w(z) = e^{−z²}erfc(−iz) at z = re + i·im, as [re, im], error below 1e−14·|w| (3e−14·|w| where |w| exceeds 1e100); the plasma
 * dispersion function is Z(z) = i√π·w(z). w(iy) = erfcx(y), Im w(x) = (2/√π)F(x) with Dawson's integral F. For
 * im < 0 it grows like 2e^{−z²} and may overflow to ±Infinity; next to its zeros there only the absolute error is small.
 * @throws RangeError when re or im is not finite.
 */
export function faddeeva(re: number, im: number): [re: number, im: number] {
  finite('re', re);
  finite('im', im);
  if (re === 0) return [erfcx(im), 0];
  const [x, y] = [Math.abs(re), Math.abs(im)];
  const radius = Math.hypot(x, y);
  const unit = 1 / Math.sqrt(Math.PI) / radius;
  let [valueRe, valueIm] = radius > 1e8 ? [(unit * y) / radius, (unit * x) / radius] : firstQuadrant(x, y);
  if (im < 0) {
    const growth = 2 * Math.exp((y - x) * (y + x));
    const angle = 2 * x * y;
    // w(z) = 2e^{−z²} − w(−z), here at z = x − iy.
    valueRe = growth === 0 ? -valueRe : growth * Math.cos(angle) - valueRe;
    valueIm = growth === 0 ? valueIm : growth * Math.sin(angle) + valueIm;
  }
  return [valueRe, re < 0 ? -valueIm : valueIm];
}
