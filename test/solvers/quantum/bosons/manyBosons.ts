import {
  complexMatrix,
  type DenseMatrix,
  multiplyVector,
  type QuantumLattice,
  toComplex,
} from '../../../../lib/index';
import { unitaryExponential } from '../../../../lib/numerics/index';

/** All (n_0, …, n_{L−1}) with sum N. */
function occupations(sites: number, particles: number): number[][] {
  if (sites === 1) return [[particles]];
  return Array.from({ length: particles + 1 }, (_, n) =>
    occupations(sites - 1, particles - n).map((rest) => [n, ...rest]),
  ).flat();
}

/** R_{N:1}(t) of N bosons that start in ψ^{⊗N}: every entry of ĤN in the occupation basis, and exp(−itĤ/ħ) as a matrix. */
export function exactOneBody(
  { sites, hbar, oneBody, interaction }: QuantumLattice,
  psi: ArrayLike<number>,
  particles: number,
  time: number,
): DenseMatrix {
  const basis = occupations(sites, particles);
  const index = new Map(basis.map((n, i) => [n.join(), i]));
  const h = toComplex(oneBody).data;
  const size = basis.length;
  /** [target, factor] of a*_x a_y on the state n. */
  const hop = (n: number[], x: number, y: number): [number, number] => {
    if (n[y] === 0) return [0, 0];
    const out = n.slice();
    const factor = Math.sqrt(out[y]--) * Math.sqrt(++out[x]);
    return [index.get(out.join())!, factor];
  };
  const H = complexMatrix(size, size);
  basis.forEach((n, i) => {
    for (let x = 0; x < sites; x++)
      for (let y = 0; y < sites; y++) {
        const [j, factor] = hop(n, x, y);
        H.data[2 * (j * size + i)] += factor * h[2 * (x * sites + y)];
        H.data[2 * (j * size + i) + 1] += factor * h[2 * (x * sites + y) + 1];
        const pairs = n[x] * (n[y] - (x === y ? 1 : 0));
        H.data[2 * i * (size + 1)] += (pairs * interaction[Math.abs(x - y)]) / (2 * particles);
      }
  });
  // ψ^{⊗N} = Σ_n √(N!/Πn_x!) Πψ(x)^{n_x}, by logarithms.
  const logFactorial = [0];
  for (let k = 1; k <= particles; k++) logFactorial.push(logFactorial[k - 1] + Math.log(k));
  const start = new Float64Array(2 * size);
  basis.forEach((n, i) => {
    let [log, angle] = [0.5 * logFactorial[particles], 0];
    n.forEach((count, x) => {
      const [re, im] = [psi[2 * x], psi[2 * x + 1]];
      log += count * Math.log(Math.max(Math.hypot(re, im), 1e-300)) - 0.5 * logFactorial[count];
      angle += count * Math.atan2(im, re);
    });
    start[2 * i] = Math.exp(log) * Math.cos(angle);
    start[2 * i + 1] = Math.exp(log) * Math.sin(angle);
  });
  const state = multiplyVector(unitaryExponential(H, time / hbar), start);
  const out = complexMatrix(sites, sites);
  basis.forEach((n, i) => {
    for (let x = 0; x < sites; x++)
      for (let y = 0; y < sites; y++) {
        // R(x, y) = ⟨a*_y a_x⟩/N.
        const [j, factor] = hop(n, y, x);
        const [a, b, c, d] = [state[2 * j], state[2 * j + 1], state[2 * i], state[2 * i + 1]];
        out.data[2 * (x * sites + y)] += (factor * (a * c + b * d)) / particles;
        out.data[2 * (x * sites + y) + 1] += (factor * (a * d - b * c)) / particles;
      }
  });
  return out;
}
