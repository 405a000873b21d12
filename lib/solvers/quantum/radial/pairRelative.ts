import type { DenseMatrix } from '../../../numerics/dense/matrix';
import { gaussLegendre } from '../../../numerics/quadrature/gaussLegendre';
import type { CentreOfMass, Complex } from './pairOverlap';
import { radialSpectrum } from './spectrum';
import type { RadialGrid } from './wave';

/** The relative motion, expanded in eigenfunctions. */
export interface RelativeMotion {
  readonly missing: number;
  readonly energy: number;
  edgeMass(time: number): number;
  /** ∫|u|²f(s)ds over the relative distance s. */
  mean(time: number, f: (s: number) => number): number;
  /** F(b) = ∫₀^b u(s)e^{γs²/4}ds at b = k·h, k = 0 … 2n, interleaved; u = √4π·rχ. */
  primitive(time: number, centre: CentreOfMass): Float64Array;
}

/** Of e^{γs²/4} in F, which is multiplied by e^{−γ(a² + z²)/2} afterwards: e^{300} is the root of what doubles can hold. */
const largestExponent = 300;
/** Gauss points in a cell of the grid. */
const gaussPoints = 5;

export interface PairSetting {
  readonly grid: RadialGrid;
  readonly width: number;
  readonly chirp: number;
  readonly hbar: number;
  readonly coupling: number;
  readonly stiffness: number;
  readonly trap: number;
  readonly elements: number;
}

/**
 * χ(x), x = x₁ − x₂, under −ħ²Δ + ½V + ¼ω²|x|² from a Gaussian, on √2 times the radius of the grid or a `share` of that.
 */
export function relativeMotion(setting: PairSetting, degree: number, share: number): RelativeMotion {
  const { grid, hbar, coupling, stiffness, trap, width, chirp } = setting;
  const radius = share * Math.SQRT2 * grid.radius;
  const spectrum = radialSpectrum({
    radius,
    elements: Math.ceil(share * setting.elements),
    degree,
    grading: 1,
    hbar,
    mass: 0.5,
    potential: (r) => coupling / (2 * r) + 0.25 * (stiffness + trap * trap) * r * r,
  });
  const { energies, elements } = spectrum;
  const { nodes, weights } = elements.rule;
  // χ is a Gaussian of deviation √2·s, its chirp half that of one particle.
  const size = Math.sqrt(4 * Math.PI) * (4 * Math.PI * width * width) ** -0.75;
  const start = (r: number): Complex => {
    const modulus = size * r * Math.exp((-r * r) / (8 * width * width));
    const phase = (chirp * r * r) / (4 * hbar);
    return [modulus * Math.cos(phase), modulus * Math.sin(phase)];
  };
  const initial = [0, 1].map((part) =>
    timesColumns(spectrum.vectors, elements.moments(nodes.map((r) => start(r)[part]))),
  );
  const law = energies.map((_, k) => initial[0][k] ** 2 + initial[1][k] ** 2);
  const sum = (f: (k: number) => number): number => energies.reduce((total, _, k) => total + f(k), 0);
  const coefficientsAt = (time: number): Float64Array[] =>
    turned(initial, energies, time / hbar).map((c) => timesRows(spectrum.vectors, c));
  const points = cellPoints(grid.spacing, 2 * grid.intervals);
  const [onCells, onRule] = [elements.sampler(points), elements.sampler(nodes)];
  const mean = (time: number, f: (s: number) => number): number => {
    const [re, im] = coefficientsAt(time).map(onRule);
    return nodes.reduce((total, s, i) => total + weights[i] * (re[i] ** 2 + im[i] ** 2) * f(s), 0);
  };
  return {
    missing: Math.abs(1 - sum((k) => law[k])),
    energy: sum((k) => law[k] * energies[k]),
    edgeMass: (time) => mean(time, (r) => (r > (15 / 16) * radius ? 1 : 0)),
    mean,
    primitive: (time, centre) => {
      const [re, im] = coefficientsAt(time).map(onCells);
      return primitive(grid.spacing, points, re, im, centre);
    },
  };
}

/** e^{−iE_kτ}c_k. */
function turned([re, im]: Float64Array[], energies: Float64Array, tau: number): Float64Array[] {
  const out = [re.slice(), im.slice()];
  energies.forEach((energy, k) => {
    const [cos, sin] = [Math.cos(energy * tau), Math.sin(energy * tau)];
    out[0][k] = re[k] * cos + im[k] * sin;
    out[1][k] = im[k] * cos - re[k] * sin;
  });
  return out;
}

function timesColumns({ rows, columns, data }: DenseMatrix, x: Float64Array): Float64Array {
  const out = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let k = 0; k < columns; k++) out[k] += data[i * columns + k] * x[i];
  return out;
}

function timesRows({ rows, columns, data }: DenseMatrix, c: Float64Array): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let k = 0; k < columns; k++) out[i] += data[i * columns + k] * c[k];
  return out;
}

/** Gauss's points in the cells [kh, (k + 1)h]. */
function cellPoints(h: number, cells: number): Float64Array {
  const { nodes } = gaussLegendre(gaussPoints);
  return Float64Array.from(
    { length: cells * gaussPoints },
    (_, i) => h * (Math.floor(i / gaussPoints) + (1 + nodes[i % gaussPoints]) / 2),
  );
}

function primitive(
  h: number,
  points: Float64Array,
  re: Float64Array,
  im: Float64Array,
  { gamma }: CentreOfMass,
): Float64Array {
  const { weights } = gaussLegendre(gaussPoints);
  const { exp, cos, sin } = Math;
  const out = new Float64Array((2 * points.length) / gaussPoints + 2);
  let [sumRe, sumIm] = [0, 0];
  for (let i = 0; i < points.length; i++) {
    const square = (points[i] * points[i]) / 4;
    // Farther out |u| is far below rounding, and F must not grow so large that its square is infinite.
    if (gamma[0] * square < largestExponent) {
      const growth = 0.5 * h * weights[i % gaussPoints] * exp(gamma[0] * square);
      const [c, s] = [growth * cos(gamma[1] * square), growth * sin(gamma[1] * square)];
      sumRe += re[i] * c - im[i] * s;
      sumIm += re[i] * s + im[i] * c;
    }
    const end = 2 * (Math.floor(i / gaussPoints) + 1);
    out[end] = sumRe;
    out[end + 1] = sumIm;
  }
  return out;
}
