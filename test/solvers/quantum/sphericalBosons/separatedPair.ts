import {
  eigenHermitian,
  gaussLegendre,
  multiplyMatrices,
  type QuadratureRule,
  realMatrix,
} from '../../../../lib/index';
import { gaussLaguerre, laguerreFunctions } from '../../../../lib/numerics/index';

/**
 * Two bosons from one Gaussian, ħ = ω₀ = 1, that repel each other by λ/|x₁ − x₂| and are free otherwise: the centre of mass
 * is a free Gaussian, the relative wave u = rχ obeys i∂_tu = −u″ + λu/(2r). It is expanded in
 * √(2β)·x e^{−x/2}L_k^{(2)}(x)/norm, x = 2βr, which have the cusp.
 */
export interface SeparatedPair {
  /** λ⟨1/r⟩/2, the interaction energy for N = 2. */
  readonly repulsion: number;
  /** ⟨0s|R_{2:1}|0s⟩ with the Gaussian 0s that spreads freely. */
  readonly condensed: number;
  /** Norm at the start, and what is in the upper half of the functions at the end. */
  readonly norm: number;
  readonly tail: number;
}

const [beta, size, points] = [4, 180, 200];

/** −d² + λ/(2r) in the functions. */
function relativeHamiltonian(lambda: number) {
  const { nodes, scaledWeights } = gaussLaguerre(points, 0);
  const table = laguerreFunctions(size, 2, nodes);
  const slopes = realMatrix(size, points);
  const shares = realMatrix(size, points);
  for (let k = 0; k < size; k++)
    for (let i = 0; i < points; i++) {
      const at = k * points + i;
      // (x e^{−x/2}L_k)′ = e^{−x/2}((1 + k − x/2)L_k − (k + 2)L_{k−1}).
      const below = k === 0 ? 0 : Math.sqrt(k * (k + 2)) * table[at - points];
      const slope = ((1 + k - nodes[i] / 2) * table[at] - below) / nodes[i];
      slopes.data[at] = 2 * beta * Math.sqrt(scaledWeights[i]) * slope;
      shares.data[at] = Math.sqrt((scaledWeights[i] * Math.abs(lambda) * beta) / nodes[i]) * table[at];
    }
  const kinetic = multiplyMatrices(slopes, slopes, { adjointB: true });
  const potential = multiplyMatrices(shares, shares, { adjointB: true });
  return { ...kinetic, data: kinetic.data.map((value, k) => value + Math.sign(lambda) * potential.data[k]) };
}

/** ⟨0s|R|0s⟩ from u(x) at a time t, interleaved at the nodes of a rule. */
function condensedShare({ nodes, weights }: QuadratureRule, wave: Float64Array, time: number): number {
  const b = Math.hypot(1, time);
  const rate = time / b;
  const grid = gaussLegendre(60);
  let sum = 0;
  grid.nodes.forEach((x, i) => {
    const y = 3 * (x + 1);
    let [re, im] = [0, 0];
    nodes.forEach((node, j) => {
      const r = node / b;
      // In the frame of b the wave is u·√b without its phase e^{ib′x²/(4b)}: the reduced mass is ½.
      const angle = (-rate * node ** 2) / (4 * b);
      // f(y) = ∫φ(z)Φ((y + z)/2)χ(y − z)dz, z = y − r: Gaussians, and the mean sinh(2yr)/(2yr) over the directions of r.
      const mean = -Math.expm1(-4 * y * r) / (4 * y * r);
      const kernel = Math.exp(-0.75 * r * r - 1.5 * y * y + 2 * y * r) * mean * r * Math.sqrt(b);
      const factor = (weights[j] / b) * kernel;
      re += factor * (wave[2 * j] * Math.cos(angle) - wave[2 * j + 1] * Math.sin(angle));
      im += factor * (wave[2 * j] * Math.sin(angle) + wave[2 * j + 1] * Math.cos(angle));
    });
    sum += 3 * grid.weights[i] * y * y * (re * re + im * im);
  });
  // φ = π^{−3/4}e^{−z²/2}, Φ = (2/π)^{3/4}e^{−R²}, χ = u/(r√4π), 4π from either angular integral.
  return sum * (4 * Math.PI) ** 2 * Math.PI ** -1.5 * (2 / Math.PI) ** 1.5;
}

export function separatedPair(lambda: number, time: number): SeparatedPair {
  const { values, vectors } = eigenHermitian(relativeHamiltonian(lambda));
  const fine = gaussLegendre(400);
  const rule = { nodes: fine.nodes.map((x) => 20 * (x + 1)), weights: fine.weights.map((w) => 20 * w) };
  const scaled = rule.nodes.map((r) => 2 * beta * r);
  const waves = realMatrix(
    size,
    400,
    laguerreFunctions(size, 2, scaled).map((v) => v * Math.sqrt(2 * beta)),
  );
  // ∫r²e^{−r²/2}dr = √(π/2).
  const gaussian = rule.nodes.map(
    (r, i) => rule.weights[i] * (Math.PI / 2) ** -0.25 * r * Math.exp(-(r * r) / 4),
  );
  const start = multiplyMatrices(waves, realMatrix(400, 1, gaussian));
  const modes = multiplyMatrices(vectors, start, { adjointA: true }).data;
  const turned = realMatrix(size, 2);
  modes.forEach((amplitude, e) => {
    turned.data[2 * e] = amplitude * Math.cos(values[e] * time);
    turned.data[2 * e + 1] = -amplitude * Math.sin(values[e] * time);
  });
  const coefficients = multiplyMatrices(vectors, turned);
  const wave = multiplyMatrices(waves, coefficients, { adjointA: true }).data;
  const square = (list: Float64Array) => list.reduce((sum, c) => sum + c * c, 0);
  let repulsion = 0;
  rule.nodes.forEach((r, i) => {
    repulsion += (rule.weights[i] * lambda * (wave[2 * i] ** 2 + wave[2 * i + 1] ** 2)) / (2 * r);
  });
  return {
    repulsion,
    condensed: condensedShare(rule, wave, time),
    norm: square(start.data),
    tail: square(coefficients.data.subarray(size)),
  };
}
