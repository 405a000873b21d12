import {
  bogoliubov,
  createRandom,
  type DenseMatrix,
  eigenvaluesHermitian,
  latticeHartree,
  normalised,
  quantumLattice,
  ringHopping,
  traceNorm,
  translationInvariant,
} from '../../../../lib/index';
import { exactOneBody } from './manyBosons';

const random = createRandom(21);
const vector = (length: number) => Float64Array.from({ length }, () => random.normal());
const furthest = (a: Float64Array, b: Float64Array) => Math.max(...a.map((x, i) => Math.abs(x - b[i])));

function randomLattice(sites: number, hbar = 0.8) {
  const raw = vector(sites);
  return quantumLattice({
    kinetic: translationInvariant(vector(sites)),
    interaction: raw.map((v, x) => 0.5 * (v + raw[(sites - x) % sites])),
    external: vector(sites),
    hbar,
  });
}

/** ⟨ψ|A|ψ⟩ and (Aψ), interleaved. */
function applied({ data, rows: n }: DenseMatrix, psi: Float64Array, conjugate = 1): Float64Array {
  const out = new Float64Array(2 * n);
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const at = 2 * (x * n + y);
      const [c, d] = [psi[2 * y], conjugate * psi[2 * y + 1]];
      out[2 * x] += data[at] * c - data[at + 1] * d;
      out[2 * x + 1] += data[at] * d + data[at + 1] * c;
    }
  return out;
}

const dimer = (J: number, u: number, hbar = 1) =>
  quantumLattice({ kinetic: ringHopping(2, J), interaction: [u, 0], hbar });

describe('Bogoliubov', () => {
  it('the dimer: N·E → (B/ω)² sin²(ωt/ħ) and (B/λ)² sinh²(λt/ħ)', () => {
    const [J, u, hbar] = [0.7, 2.3, 0.8];
    const s = Math.SQRT1_2;
    const omega = Math.sqrt(2 * J * (2 * J + u));
    const stable = bogoliubov(dimer(J, u, hbar), [s, 0, s, 0], 3);
    const lambda = Math.sqrt(2 * J * (u - 2 * J));
    const unstable = bogoliubov(dimer(J, u, hbar), [s, 0, -s, 0], 3);
    expect([stable.status, unstable.status]).toEqual(['finished', 'finished']);
    for (const t of [0.4, 1.1, 2.37, 3]) {
      // Tolerance 1e−11 a step over some 40 steps; the unstable one is magnified by e^{2λt/ħ} ≈ 5000, as is its value.
      const wave = (u / 2 / omega) ** 2 * Math.sin((omega * t) / hbar) ** 2;
      expect(Math.abs(stable.at(t).depletion - wave)).toBeLessThan(1e-9);
      const growth = (u / 2 / lambda) ** 2 * Math.sinh((lambda * t) / hbar) ** 2;
      expect(Math.abs(unstable.at(t).depletion / growth - 1)).toBeLessThan(1e-8);
    }
  });

  it('a uniform condensate on a ring: Σ_k(v̂_k/ω_k)² sin²(ω_k t/ħ), one k of them unstable', () => {
    const [L, hbar] = [6, 0.9];
    const interaction = [0.9, -2.1, 0.3, 0.5, 0.3, -2.1];
    const symbol = [0, 0.6, 1.9, 3, 1.9, 0.6];
    const lattice = quantumLattice({ kinetic: translationInvariant(symbol), interaction, hbar });
    const psi = normalised(Float64Array.from({ length: 2 * L }, (_, k) => (k % 2 === 0 ? 1 : 0)));
    const solution = bogoliubov(lattice, psi, 2);
    for (const t of [0.5, 1.3, 2]) {
      let expected = 0;
      for (let k = 1; k < L; k++) {
        let v = 0;
        for (let x = 0; x < L; x++) v += (interaction[x] * Math.cos((2 * Math.PI * k * x) / L)) / L;
        const square = symbol[k] ** 2 + 2 * symbol[k] * v;
        const root = Math.sqrt(Math.abs(square));
        const wave = square < 0 ? Math.sinh : Math.sin;
        expected += (v / root) ** 2 * wave((root * t) / hbar) ** 2;
      }
      expect(expected).toBeGreaterThan(0.05);
      expect(Math.abs(solution.at(t).depletion / expected - 1)).toBeLessThan(1e-9);
    }
  });

  it('without kinetic energy: r is the 1/N term of the exact R_{N:1}', () => {
    const L = 5;
    const raw = vector(L);
    const interaction = raw.map((v, x) => v + raw[(L - x) % L]);
    const hbar = 0.6;
    const lattice = quantumLattice({ kinetic: translationInvariant(new Float64Array(L)), interaction, hbar });
    const psi = normalised(vector(2 * L));
    const t = 0.9;
    const { r } = bogoliubov(lattice, psi, t).at(t);
    // R(x,y) = ψψ̄ [Σ_z ρ e^{−iφ_z/N}]^{N−1}, φ_z = t(V(x−z) − V(y−z))/ħ: the coefficient of 1/N is
    // ψψ̄ e^{−im}(im − s²/2) with m the mean and s² the variance of φ under ρ.
    for (let x = 0; x < L; x++)
      for (let y = 0; y < L; y++) {
        let [mean, square] = [0, 0];
        for (let z = 0; z < L; z++) {
          const rho = psi[2 * z] ** 2 + psi[2 * z + 1] ** 2;
          const phase = (t / hbar) * (interaction[Math.abs(x - z)] - interaction[Math.abs(y - z)]);
          mean += rho * phase;
          square += rho * phase ** 2;
        }
        const [a, b] = [psi[2 * x], psi[2 * x + 1]];
        const [c, d] = [psi[2 * y], psi[2 * y + 1]];
        const [re, im] = [a * c + b * d, b * c - a * d];
        const [cos, sin] = [Math.cos(mean), -Math.sin(mean)];
        const [p, q] = [re * cos - im * sin, re * sin + im * cos];
        const half = -(square - mean ** 2) / 2;
        const at = 2 * (x * L + y);
        expect(Math.abs(r.data[at] - (p * half - q * mean))).toBeLessThan(1e-9);
        expect(Math.abs(r.data[at + 1] - (p * mean + q * half))).toBeLessThan(1e-9);
      }
  });

  it.each([
    [2, [40, 80, 160]],
    [3, [8, 16, 32]],
  ])('%i sites: N(R_{N:1} − P) of exact N-body dynamics extrapolates to r', (L, counts) => {
    const lattice = randomLattice(L);
    const psi = normalised(vector(2 * L));
    const t = 0.8;
    const { psi: limit, r } = bogoliubov(lattice, psi, t).at(t);
    const scaled = counts.map((N) => {
      const { data } = exactOneBody(lattice, psi, N, t);
      return data.map((value, k) => {
        const [x, y, part] = [Math.floor(k / (2 * L)), Math.floor(k / 2) % L, k % 2];
        const [a, b, c, d] = [limit[2 * x], limit[2 * x + 1], limit[2 * y], limit[2 * y + 1]];
        return N * (value - (part === 0 ? a * c + b * d : b * c - a * d));
      });
    });
    const once = [0, 1].map((k) => scaled[k + 1].map((b, i) => 2 * b - scaled[k][i]));
    const twice = once[1].map((b, i) => (4 * b - once[0][i]) / 3);
    const errors = [scaled[2], once[1], twice].map((values) => furthest(values, r.data));
    // Terms 1/N, 1/N², 1/N³ are left: each extrapolation gains about a factor N/10.
    expect(furthest(r.data, new Float64Array(2 * L * L))).toBeGreaterThan(0.05);
    expect(errors[1]).toBeLessThan(0.2 * errors[0]);
    expect(errors[2]).toBeLessThan(0.2 * errors[1]);
    expect(errors[2]).toBeLessThan(L === 2 ? 1e-5 : 1e-3);
  });

  it('QrQ = γ, tr r = 0, ⟨ψ|r|ψ⟩ = −tr γ, γψ = 0, αψ̄ = 0, γ ≥ 0, ‖α‖² = tr γ(1 + γ), with Hartree’s ψ', () => {
    const L = 5;
    const lattice = randomLattice(L);
    const start = normalised(vector(2 * L));
    const { psi, gamma, alpha, r, depletion } = bogoliubov(lattice, start, 1.5).at(1.2);
    expect(furthest(psi, latticeHartree(lattice, start, 1.5).at(1.2))).toBeLessThan(1e-9);
    const rPsi = applied(r, psi);
    let [mean, traceR] = [0, 0];
    for (let x = 0; x < L; x++) {
      mean += psi[2 * x] * rPsi[2 * x] + psi[2 * x + 1] * rPsi[2 * x + 1];
      traceR += r.data[2 * x * (L + 1)];
    }
    expect(Math.abs(traceR)).toBeLessThan(1e-9);
    expect(depletion).toBeGreaterThan(0.02);
    expect(Math.abs(mean + depletion)).toBeLessThan(1e-9 * (1 + depletion));
    expect(furthest(applied(gamma, psi), new Float64Array(2 * L))).toBeLessThan(1e-9);
    expect(furthest(applied(alpha, psi, -1), new Float64Array(2 * L))).toBeLessThan(1e-9);
    for (let x = 0; x < L; x++)
      for (let y = 0; y < L; y++) {
        // QrQ = r − |rψ⟩⟨ψ| − |ψ⟩⟨rψ| + ⟨ψ|r|ψ⟩|ψ⟩⟨ψ|.
        const [a, b, c, d] = [psi[2 * x], psi[2 * x + 1], psi[2 * y], psi[2 * y + 1]];
        const [p, q, u, v] = [rPsi[2 * x], rPsi[2 * x + 1], rPsi[2 * y], rPsi[2 * y + 1]];
        const at = 2 * (x * L + y);
        const re = r.data[at] - (p * c + q * d) - (a * u + b * v) + mean * (a * c + b * d);
        const im = r.data[at + 1] - (q * c - p * d) - (b * u - a * v) + mean * (b * c - a * d);
        expect(Math.abs(re - gamma.data[at])).toBeLessThan(1e-8);
        expect(Math.abs(im - gamma.data[at + 1])).toBeLessThan(1e-8);
      }
    expect(eigenvaluesHermitian(gamma)[0]).toBeGreaterThan(-1e-9);
    // The fluctuations are a pure quasi-free state: αᾱ = γ(1 + γ), whose trace is taken.
    const square = (m: DenseMatrix) => m.data.reduce((sum, a) => sum + a * a, 0);
    expect(Math.abs(square(alpha) - depletion - square(gamma))).toBeLessThan(1e-8 * (1 + depletion) ** 2);
    expect(traceNorm(r)).toBeGreaterThan(2 * depletion - 1e-9);
  });

  it('without interaction nothing happens; time reversal; failures are named', () => {
    const free = quantumLattice({ kinetic: ringHopping(4, 1), interaction: [0, 0, 0, 0] });
    const psi = normalised(vector(8));
    const { gamma, alpha, r } = bogoliubov(free, psi, 1).at(1);
    expect(
      Math.max(
        ...[gamma, alpha, r].map((m) =>
          furthest(
            m.data,
            m.data.map(() => 0),
          ),
        ),
      ),
    ).toBe(0);
    const lattice = dimer(1, 2);
    const s = Math.SQRT1_2;
    const [forth, back] = [1, -1].map((t) => bogoliubov(lattice, [s, 0, s, 0], t).at(t).depletion);
    expect(Math.abs(forth - back)).toBeLessThan(1e-10);
    expect(bogoliubov(lattice, [s, 0, s, 0], 0).at(0).depletion).toBe(0);
    expect(() => bogoliubov(lattice, [1, 0, 1, 0], 1)).toThrow('initial must have norm 1');
    expect(() => bogoliubov(lattice, [s, 0, s, 0], Number.NaN)).toThrow('until must be a finite number');
    const large = quantumLattice({ kinetic: ringHopping(300, 1), interaction: new Float64Array(300) });
    expect(() => bogoliubov(large, vector(600), 1)).toThrow(
      'lattice.sites must be an integer in [1, 256], got 300',
    );
  });
});
