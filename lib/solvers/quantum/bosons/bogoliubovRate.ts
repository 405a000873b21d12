import { complexMatrix, type DenseMatrix, realMatrix, toComplex } from '../../../numerics/dense/matrix';
import { multiplyMatricesInto } from '../../../numerics/dense/multiply';
import { meanFieldInto, type QuantumLattice } from '../lattice/lattice';

/** d/dt of (ψ, γ, α, r), laid out in this order, interleaved. */
export function bogoliubovRate(
  lattice: QuantumLattice,
): (t: number, y: Float64Array, out: Float64Array) => void {
  const { sites: n, hbar } = lattice;
  const size = 2 * n * n;
  const [atGamma, atAlpha, atR] = [2 * n, 2 * n + size, 2 * n + 2 * size];
  const oneBody = toComplex(lattice.oneBody).data;
  const pair = pairMatrix(lattice);
  const [psi, density, field] = [new Float64Array(2 * n), new Float64Array(n), new Float64Array(n)];
  // [h + K₁, K₂] times [[γ, α], [ᾱ, γ̄]] gives half of both right-hand sides at once.
  const [blocks, fields, halves] = [
    complexMatrix(n, 2 * n),
    complexMatrix(2 * n, 2 * n),
    complexMatrix(n, 2 * n),
  ];
  const [hartree, r, hr] = [complexMatrix(n, n), complexMatrix(n, n), complexMatrix(n, n)];
  const [exchange, exchanged] = [complexMatrix(n, n), complexMatrix(n, n)];

  return (_t, y, out) => {
    psi.set(y.subarray(0, 2 * n));
    for (let x = 0; x < n; x++) density[x] = psi[2 * x] ** 2 + psi[2 * x + 1] ** 2;
    const [gamma, alpha] = [y.subarray(atGamma, atAlpha), y.subarray(atAlpha, atR)];
    r.data.set(y.subarray(atR));
    meanFieldOperator(oneBody, meanFieldInto(lattice, density, field), hartree.data);
    rateOfPsi(hartree.data, psi, hbar, out);

    bogoliubovBlocks(hartree.data, pair.data, psi, blocks.data);
    fieldBlocks(gamma, alpha, n, fields.data);
    multiplyMatricesInto(blocks, fields, halves);
    rateOfPairs(halves.data, blocks.data, n, hbar, out.subarray(atGamma, atR));

    multiplyMatricesInto(hartree, r, hr);
    contract(gamma, alpha, psi, exchange.data);
    multiplyMatricesInto(exchange, pair, exchanged);
    // ρ_r − ρ, in the place of ρ.
    for (let x = 0; x < n; x++) density[x] = r.data[2 * x * (n + 1)] - density[x];
    meanFieldInto(lattice, density, field);
    rateOfR(hr.data, exchanged.data, psi, field, hbar, out.subarray(atR));
  };
}

/** V(x − y) as a real matrix. */
function pairMatrix({ sites, interaction }: QuantumLattice): DenseMatrix {
  const out = realMatrix(sites, sites);
  for (let x = 0; x < sites; x++)
    for (let y = 0; y < sites; y++) out.data[x * sites + y] = interaction[Math.abs(x - y)];
  return out;
}

/** h = K + U + V⋆ρ. */
function meanFieldOperator(oneBody: Float64Array, field: Float64Array, out: Float64Array): void {
  const n = field.length;
  out.set(oneBody);
  for (let x = 0; x < n; x++) out[2 * x * (n + 1)] += field[x];
}

function rateOfPsi(h: Float64Array, psi: Float64Array, hbar: number, out: Float64Array): void {
  const n = psi.length / 2;
  for (let x = 0; x < n; x++) {
    let [re, im] = [0, 0];
    for (let y = 0, at = 2 * x * n; y < n; y++, at += 2) {
      re += h[at] * psi[2 * y] - h[at + 1] * psi[2 * y + 1];
      im += h[at] * psi[2 * y + 1] + h[at + 1] * psi[2 * y];
    }
    out[2 * x] = im / hbar;
    out[2 * x + 1] = -re / hbar;
  }
}

/** [h + K₁, K₂] for k₁ = ψ(x)V(x−y)ψ̄(y) and k₂ = ψ(x)V(x−y)ψ(y), both between projections. */
function bogoliubovBlocks(h: Float64Array, pair: Float64Array, psi: Float64Array, out: Float64Array): void {
  const n = psi.length / 2;
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const v = pair[x * n + y];
      const [a, b, c, d] = [psi[2 * x], psi[2 * x + 1], psi[2 * y], psi[2 * y + 1]];
      const at = 4 * n * x + 2 * y;
      out[at] = v * (a * c + b * d);
      out[at + 1] = v * (b * c - a * d);
      out[at + 2 * n] = v * (a * c - b * d);
      out[at + 2 * n + 1] = v * (a * d + b * c);
    }
  projectRows(out, psi);
  projectColumns(out, psi, 0, 1);
  projectColumns(out, psi, n, -1);
  for (let x = 0; x < n; x++) for (let k = 0; k < 2 * n; k++) out[4 * n * x + k] += h[2 * n * x + k];
}

/** A ← QA for A of n × 2n. */
function projectRows(matrix: Float64Array, psi: Float64Array): void {
  const n = psi.length / 2;
  for (let column = 0; column < 2 * n; column++) {
    let [re, im] = [0, 0];
    for (let x = 0, at = 2 * column; x < n; x++, at += 4 * n) {
      re += psi[2 * x] * matrix[at] + psi[2 * x + 1] * matrix[at + 1];
      im += psi[2 * x] * matrix[at + 1] - psi[2 * x + 1] * matrix[at];
    }
    for (let x = 0, at = 2 * column; x < n; x++, at += 4 * n) {
      matrix[at] -= psi[2 * x] * re - psi[2 * x + 1] * im;
      matrix[at + 1] -= psi[2 * x] * im + psi[2 * x + 1] * re;
    }
  }
}

/** B ← BQ (sign 1) or BQᵀ (sign −1) for the n columns B of an n × 2n matrix that begin at `first`. */
function projectColumns(matrix: Float64Array, psi: Float64Array, first: number, sign: 1 | -1): void {
  const n = psi.length / 2;
  for (let x = 0; x < n; x++) {
    const start = 4 * n * x + 2 * first;
    let [re, im] = [0, 0];
    for (let y = 0, at = start; y < n; y++, at += 2) {
      re += matrix[at] * psi[2 * y] - matrix[at + 1] * sign * psi[2 * y + 1];
      im += matrix[at] * sign * psi[2 * y + 1] + matrix[at + 1] * psi[2 * y];
    }
    for (let y = 0, at = start; y < n; y++, at += 2) {
      matrix[at] -= re * psi[2 * y] + im * sign * psi[2 * y + 1];
      matrix[at + 1] -= im * psi[2 * y] - re * sign * psi[2 * y + 1];
    }
  }
}

/** [[γ, α], [ᾱ, γ̄]]; γᵀ = γ̄. */
function fieldBlocks(gamma: Float64Array, alpha: Float64Array, n: number, out: Float64Array): void {
  for (let x = 0; x < n; x++)
    for (let k = 0; k < 2 * n; k++) {
      const sign = k % 2 === 0 ? 1 : -1;
      const [upper, lower] = [4 * n * x, 4 * n * (n + x)];
      out[upper + k] = gamma[2 * n * x + k];
      out[upper + 2 * n + k] = alpha[2 * n * x + k];
      out[lower + k] = sign * alpha[2 * n * x + k];
      out[lower + 2 * n + k] = sign * gamma[2 * n * x + k];
    }
}

/** iħγ̇ = C − C*, iħα̇ = D + Dᵀ + K₂ for [C, D] = `halves`. */
function rateOfPairs(
  halves: Float64Array,
  blocks: Float64Array,
  n: number,
  hbar: number,
  out: Float64Array,
): void {
  const size = 2 * n * n;
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const [at, across] = [4 * n * x + 2 * y, 4 * n * y + 2 * x];
      const to = 2 * (n * x + y);
      out[to] = (halves[at + 1] + halves[across + 1]) / hbar;
      out[to + 1] = -(halves[at] - halves[across]) / hbar;
      const [d, e] = [at + 2 * n, across + 2 * n];
      out[size + to] = (halves[d + 1] + halves[e + 1] + blocks[d + 1]) / hbar;
      out[size + to + 1] = -(halves[d] + halves[e] + blocks[d]) / hbar;
    }
}

/** S(x, z) = α(x, z)ψ̄(z) + γ(x, z)ψ(z). */
function contract(gamma: Float64Array, alpha: Float64Array, psi: Float64Array, out: Float64Array): void {
  const n = psi.length / 2;
  for (let k = 0; k < n * n; k++) {
    const z = k % n;
    const [c, d] = [psi[2 * z], psi[2 * z + 1]];
    const [p, q, u, v] = [alpha[2 * k], alpha[2 * k + 1], gamma[2 * k], gamma[2 * k + 1]];
    out[2 * k] = p * c + q * d + u * c - v * d;
    out[2 * k + 1] = q * c - p * d + u * d + v * c;
  }
}

/**
 * iħṙ = B − B* for B = hr + [V⋆ρ_r(x) − V⋆ρ(x)]ψ(x)ψ̄(y) + (W(x, x) − W(x, y))ψ̄(y), W = SV: the partial trace of
 * [V₁₂, g] pairs each term with its adjoint.
 */
function rateOfR(
  hr: Float64Array,
  exchanged: Float64Array,
  psi: Float64Array,
  field: Float64Array,
  hbar: number,
  out: Float64Array,
): void {
  const n = field.length;
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const [at, own] = [2 * (n * x + y), 2 * x * (n + 1)];
      const a = field[x] * psi[2 * x] + exchanged[own] - exchanged[at];
      const b = field[x] * psi[2 * x + 1] + exchanged[own + 1] - exchanged[at + 1];
      const [c, d] = [psi[2 * y], psi[2 * y + 1]];
      hr[at] += a * c + b * d;
      hr[at + 1] += b * c - a * d;
    }
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const [at, across] = [2 * (n * x + y), 2 * (n * y + x)];
      out[at] = (hr[at + 1] + hr[across + 1]) / hbar;
      out[at + 1] = -(hr[at] - hr[across]) / hbar;
    }
}
