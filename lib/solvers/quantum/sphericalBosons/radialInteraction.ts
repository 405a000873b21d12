import { realMatrix } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { integerIn } from '../../../numerics/guards';
import { gaussHermite } from '../../../numerics/quadrature/gaussHermite';
import { gaussLegendre } from '../../../numerics/quadrature/gaussLegendre';
import { mapRule } from '../../../numerics/quadrature/rule';
import { laguerreFunctions } from '../../../numerics/special/oscillator';
import { type RadialOrbital, radialOrbitals } from './orbitals';

/** The largest shell for which integrals are made. */
export const largestShell = 12;

/**
 * A rotation-invariant pair potential V(x − y) = Σ_k v_k(|x|, |y|)P_k(cos γ) in the radial orbitals of the shells
 * 0, …, `shells`, in units of the trap's length.
 */
export interface RadialInteraction {
  readonly shells: number;
  /** V(s·x) = s^degree·V(x). */
  readonly degree: number;
  /** R^k(ac, bd) = ∬ u_a u_c(r)·v_k(r, s)·u_b u_d(s) dr ds with u = rR: the orbitals a → c of one particle, b → d of the other. */
  integral(k: number, a: number, c: number, b: number, d: number): number;
}

/** Place of an unordered pair. */
function pairOf(a: number, c: number): number {
  return a < c ? (c * (c + 1)) / 2 + a : (a * (a + 1)) / 2 + c;
}

/**
 * Slater's integrals of V = 1/|x|, v_k = r_<^k/r_>^{k+1} (E. Condon and G. Shortley, The Theory of Atomic Spectra, 1935, 6⁸),
 * by quadrature that is exact: error about 1e−15. Work ∝ shells⁹, 0.1 s for 10.
 * @throws RangeError when shells is not an integer in [0, 12].
 */
export function coulombInteraction(shells: number): RadialInteraction {
  integerIn('shells', shells, 0, largestShell);
  const radial = radialOrbitals(shells);
  const rule = wedgeRule(shells);
  const waves = (at: Float64Array): Float64Array[] =>
    Array.from({ length: shells + 1 }, (_, l) => reducedOrbitals(l, shells, at)).flat();
  const [far, near] = [waves(rule.outer), waves(rule.inner)];
  const tables = Array.from({ length: 2 * shells + 1 }, (_, k) => slaterTable(k, radial, rule, far, near));
  const integral = (k: number, a: number, c: number, b: number, d: number): number => {
    const { place, size, values } = tables[k];
    const [one, other] = [place[pairOf(a, c)], place[pairOf(b, d)]];
    return one < 0 || other < 0 ? 0 : values[one * size + other];
  };
  return { shells, degree: -1, integral };
}

/** Points with inner < outer, and weights, of a rule for ∬f(r, s) dr ds over s < r. */
interface WedgeRule {
  readonly outer: Float64Array;
  readonly inner: Float64Array;
  readonly weight: Float64Array;
}

/**
 * With r = ρ cos θ and s = ρ sin θ the integrand of Slater's integrals is an even polynomial in ρ times e^{−ρ²}, and with
 * x = sin θ in [0, 1/√2] a polynomial in x times dx: Gauss–Hermite and Gauss–Legendre rules are exact.
 */
function wedgeRule(shells: number): WedgeRule {
  const hermite = gaussHermite(2 * shells + 4);
  const legendre = mapRule(gaussLegendre(2 * shells + 2), 0, Math.SQRT1_2);
  const [half, columns] = [shells + 2, legendre.nodes.length];
  const [outer, inner, weight] = [0, 1, 2].map(() => new Float64Array(half * columns));
  for (let i = 0, p = 0; i < half; i++)
    for (let j = 0; j < columns; j++, p++) {
      const [rho, sine] = [hermite.nodes[half + i], legendre.nodes[j]];
      const cosine = Math.sqrt(1 - sine * sine);
      outer[p] = rho * cosine;
      inner[p] = rho * sine;
      weight[p] = (hermite.scaledWeights[half + i] * legendre.weights[j] * rho) / cosine;
    }
  return { outer, inner, weight };
}

/** R^k between the pairs (a, c) of radial orbitals that an angular momentum k can connect. */
interface SlaterTable {
  /** Row and column of each pair; −1 if there is none. */
  readonly place: Int32Array;
  readonly size: number;
  readonly values: Float64Array;
}

function slaterTable(
  k: number,
  radial: readonly RadialOrbital[],
  { outer, inner, weight }: WedgeRule,
  far: readonly Float64Array[],
  near: readonly Float64Array[],
): SlaterTable {
  const place = new Int32Array((radial.length * (radial.length + 1)) / 2).fill(-1);
  const pairs: [a: number, c: number][] = [];
  for (let c = 0; c < radial.length; c++)
    for (let a = 0; a <= c; a++) {
      const sum = radial[a].l + radial[c].l;
      if (k > sum || k < radial[c].l - radial[a].l || (sum - k) % 2) continue;
      place[pairOf(a, c)] = pairs.length;
      pairs.push([a, c]);
    }
  const [size, points] = [pairs.length, weight.length];
  const left = realMatrix(size, points);
  const right = realMatrix(size, points);
  pairs.forEach(([a, c], row) => {
    for (let p = 0; p < points; p++) {
      const power = (weight[p] * (inner[p] / outer[p]) ** k) / outer[p];
      left.data[row * points + p] = power * far[a][p] * far[c][p];
      right.data[row * points + p] = near[a][p] * near[c][p];
    }
  });
  // Either of the two particles may be the outer one.
  const once = multiplyMatrices(left, right, { adjointB: true }).data;
  const values = once.map((value, at) => value + once[(at % size) * size + Math.floor(at / size)]);
  return { place, size, values };
}

/** u_nl = r·R_nl at points for n = 0, 1, … with 2n + l ≤ shells. */
export function reducedOrbitals(l: number, shells: number, points: Float64Array): Float64Array[] {
  const count = ((shells - l) >> 1) + 1;
  const table = laguerreFunctions(
    count,
    l + 0.5,
    points.map((r) => r * r),
  );
  return Array.from({ length: count }, (_, n) =>
    points.map((r, p) => Math.sqrt(2 * r) * table[n * points.length + p]),
  );
}

/**
 * V = ½|x|², for which everything has a closed form: v₀ = ½(r² + s²), v₁ = −rs.
 * @throws RangeError when shells is not an integer in [0, 12].
 */
export function harmonicInteraction(shells: number): RadialInteraction {
  integerIn('shells', shells, 0, largestShell);
  const radial = radialOrbitals(shells);
  const integral = (k: number, a: number, c: number, b: number, d: number): number => {
    const [one, other] = [
      [radial[a], radial[c]],
      [radial[b], radial[d]],
    ];
    if (k === 1) return -radialLength(one[0], one[1]) * radialLength(other[0], other[1]);
    if (k !== 0) return 0;
    return (
      0.5 * ((b === d ? radialSquare(one[0], one[1]) : 0) + (a === c ? radialSquare(other[0], other[1]) : 0))
    );
  };
  return { shells, degree: 2, integral };
}

type Quantum = { readonly n: number; readonly l: number };

/** ⟨nl|r²|n′l⟩ in the oscillator; 0 unless l′ = l. */
export function radialSquare(a: Quantum, c: Quantum): number {
  if (a.l !== c.l) return 0;
  if (a.n === c.n) return 2 * a.n + a.l + 1.5;
  const n = Math.max(a.n, c.n);
  return Math.abs(a.n - c.n) === 1 ? -Math.sqrt(n * (n + a.l + 0.5)) : 0;
}

/** ⟨nl|r|n′l′⟩ for |l − l′| = 1, otherwise 0: r R_nl = √(n+l+3/2)R_{n,l+1} − √n R_{n−1,l+1}. */
function radialLength(a: Quantum, c: Quantum): number {
  if (a.l > c.l) return radialLength(c, a);
  if (c.l !== a.l + 1) return 0;
  if (c.n === a.n) return Math.sqrt(a.n + a.l + 1.5);
  return c.n === a.n - 1 ? -Math.sqrt(a.n) : 0;
}
