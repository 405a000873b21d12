import { type DenseMatrix, realMatrix } from '../dense/matrix';
import { finiteArray, integerIn, shown } from '../guards';
import { gaussLegendre } from '../quadrature/gaussLegendre';
import type { QuadratureRule } from '../quadrature/rule';

export interface LineElementsOptions {
  /** Ends of the elements, increasing: x₀ < x₁ < … < x_E. */
  readonly breakpoints: ArrayLike<number>;
  /** Degree p of the polynomials, from 1 to 40. */
  readonly degree: number;
  /** Gauss points in an element, from p to 64. Default p + 4: products of two functions and a smooth factor. */
  readonly quadraturePoints?: number;
}

/** Continuous, piecewise polynomial functions that vanish at both ends; made by `lineElements`. */
export interface LineElements {
  readonly breakpoints: Float64Array;
  readonly degree: number;
  /** Number of basis functions, E·p − 1. */
  readonly size: number;
  /** Gauss's rule on every element, one after the other. */
  readonly rule: QuadratureRule;
  /** ∫w(x)φ_iφ_j dx; w = 1 by default. */
  massMatrix(weight?: (x: number) => number): DenseMatrix;
  /** ∫w(x)φ_i′φ_j′ dx. */
  stiffnessMatrix(weight?: (x: number) => number): DenseMatrix;
  /** ∫fφ_i dx for f given at the points of the rule. */
  moments(values: Float64Array): Float64Array;
  /** Σc_iφ_i at the given points; 0 outside. */
  values(coefficients: Float64Array, points: ArrayLike<number>): Float64Array;
  /** `values` for the same points again and again. */
  sampler(points: ArrayLike<number>): (coefficients: Float64Array) => Float64Array;
}

/** The matrices are dense. */
const largestSize = 4096;

/**
 * Finite elements of high degree on an interval with zero ends. The basis: hats at the inner breakpoints, and in each element
 * the integrated Legendre polynomials (P_k − P_{k−2})/√(2(2k − 1)), k = 2 … p, whose derivatives are orthonormal on [−1, 1].
 * All entries are integrals by Gauss's rule: for polynomial integrands the method is exactly that of Rayleigh and Ritz.
 *
 * B. Szabó, I. Babuška, Finite element analysis (1991), section 3.1.
 * @throws RangeError when breakpoints do not increase, degree or quadraturePoints is out of range, or E·p − 1 exceeds 4096.
 */
export function lineElements(options: LineElementsOptions): LineElements {
  const breakpoints = checkBreakpoints(options.breakpoints);
  const degree = integerIn('degree', options.degree, 1, 40);
  const perElement = integerIn('quadraturePoints', options.quadraturePoints ?? degree + 4, degree, 64);
  const count = breakpoints.length - 1;
  const size = integerIn('the number of basis functions', count * degree - 1, 1, largestSize);
  const gauss = gaussLegendre(perElement);
  const rule = wholeRule(breakpoints, gauss);
  const mesh: Mesh = { breakpoints, degree, size, perElement, rule };
  const shapes = Array.from(gauss.nodes, (xi) => shapeFunctions(degree, xi));
  const slopes = Array.from(gauss.nodes, (xi) => shapeSlopes(degree, xi));
  return {
    breakpoints,
    degree,
    size,
    rule,
    massMatrix: (weight) => assembled(mesh, shapes, 0, weight),
    stiffnessMatrix: (weight) => assembled(mesh, slopes, 1, weight),
    moments: (values) => momentsOf(mesh, shapes, finiteArray('values', values, rule.nodes.length)),
    values: (coefficients, points) => samplerOf(mesh, points)(coefficients),
    sampler: (points) => samplerOf(mesh, points),
  };
}

interface Mesh extends Pick<LineElements, 'breakpoints' | 'degree' | 'size' | 'rule'> {
  /** Gauss points in an element. */
  readonly perElement: number;
}

/** Place of local function k of element e in the basis, element by element, its right hat last; −1 for the hats of the ends. */
function placeIn({ breakpoints, degree }: Mesh, e: number, k: number): number {
  if (k >= 2) return e * degree + k - 2;
  if (k === 0) return e * degree - 1;
  return e === breakpoints.length - 2 ? -1 : (e + 1) * degree - 1;
}

/** ∫w·(local functions i and j), times the `power` of the slope of the map to [−1, 1] that derivatives bring. */
function assembled(
  mesh: Mesh,
  local: readonly Float64Array[],
  power: 0 | 1,
  weight: (x: number) => number = () => 1,
): DenseMatrix {
  const { breakpoints, degree, size, perElement, rule } = mesh;
  const out = realMatrix(size, size);
  rule.nodes.forEach((x, at) => {
    const [e, g] = [Math.floor(at / perElement), at % perElement];
    const slope = (2 / (breakpoints[e + 1] - breakpoints[e])) ** (2 * power);
    const factor = rule.weights[at] * slope * weight(x);
    if (!Number.isFinite(factor))
      throw new RangeError(`weight must be finite, got ${shown(weight(x))} at ${x}`);
    for (let i = 0; i <= degree; i++) {
      const row = placeIn(mesh, e, i);
      if (row < 0) continue;
      for (let j = 0; j <= degree; j++) {
        const column = placeIn(mesh, e, j);
        if (column >= 0) out.data[row * size + column] += factor * local[g][i] * local[g][j];
      }
    }
  });
  return out;
}

function momentsOf(mesh: Mesh, shapes: readonly Float64Array[], f: Float64Array): Float64Array {
  const { degree, size, perElement, rule } = mesh;
  const out = new Float64Array(size);
  f.forEach((value, at) => {
    const [e, g] = [Math.floor(at / perElement), at % perElement];
    for (let k = 0; k <= degree; k++) {
      const to = placeIn(mesh, e, k);
      if (to >= 0) out[to] += rule.weights[at] * value * shapes[g][k];
    }
  });
  return out;
}

function samplerOf(mesh: Mesh, points: ArrayLike<number>): (coefficients: Float64Array) => Float64Array {
  const { breakpoints, degree, size } = mesh;
  const width = degree + 1;
  const table = new Float64Array(points.length * width);
  // Functions that are not in the basis, and all outside, read the 0 behind the coefficients.
  const places = new Int32Array(points.length * width).fill(size);
  for (let i = 0; i < points.length; i++) {
    const e = elementOf(breakpoints, points[i]);
    if (e < 0) continue;
    const [a, b] = [breakpoints[e], breakpoints[e + 1]];
    table.set(shapeFunctions(degree, (2 * points[i] - a - b) / (b - a)), i * width);
    for (let k = 0; k <= degree; k++) {
      const place = placeIn(mesh, e, k);
      if (place >= 0) places[i * width + k] = place;
    }
  }
  const c = new Float64Array(size + 1);
  return (coefficients) => {
    c.set(finiteArray('coefficients', coefficients, size));
    const out = new Float64Array(points.length);
    for (let i = 0, at = 0; i < out.length; i++)
      for (let k = 0; k < width; k++, at++) out[i] += table[at] * c[places[at]];
    return out;
  };
}

function checkBreakpoints(given: ArrayLike<number>): Float64Array {
  const out = finiteArray('breakpoints', given);
  integerIn('breakpoints.length', out.length, 2);
  for (let i = 1; i < out.length; i++)
    if (!(out[i - 1] < out[i]))
      throw new RangeError(`breakpoints must increase, got ${out[i - 1]} and ${out[i]} at index ${i}`);
  return out;
}

function wholeRule(breakpoints: Float64Array, { nodes, weights }: QuadratureRule): QuadratureRule {
  const count = breakpoints.length - 1;
  const all = {
    nodes: new Float64Array(count * nodes.length),
    weights: new Float64Array(count * nodes.length),
  };
  for (let e = 0; e < count; e++) {
    const [a, b] = [breakpoints[e], breakpoints[e + 1]];
    nodes.forEach((xi, g) => {
      all.nodes[e * nodes.length + g] = (a + b + (b - a) * xi) / 2;
      all.weights[e * nodes.length + g] = (weights[g] * (b - a)) / 2;
    });
  }
  return all;
}

/** P_0 … P_p at ξ. */
function legendre(degree: number, xi: number): Float64Array {
  const p = new Float64Array(degree + 1);
  p[0] = 1;
  if (degree > 0) p[1] = xi;
  for (let k = 2; k <= degree; k++) p[k] = ((2 * k - 1) * xi * p[k - 1] - (k - 1) * p[k - 2]) / k;
  return p;
}

/** Left hat, right hat, and the integrated Legendre polynomials k = 2 … p. */
function shapeFunctions(degree: number, xi: number): Float64Array {
  const p = legendre(degree, xi);
  return p.map((value, k) => {
    if (k === 0) return (1 - xi) / 2;
    return k === 1 ? (1 + xi) / 2 : (value - p[k - 2]) / Math.sqrt(2 * (2 * k - 1));
  });
}

function shapeSlopes(degree: number, xi: number): Float64Array {
  const p = legendre(degree, xi);
  return p.map((_, k) => (k < 2 ? k - 0.5 : Math.sqrt((2 * k - 1) / 2) * p[k - 1]));
}

/** The element that holds x, or −1. */
function elementOf(breakpoints: Float64Array, x: number): number {
  const last = breakpoints.length - 1;
  if (!(x >= breakpoints[0] && x <= breakpoints[last])) return -1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (breakpoints[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}
