import { addMatrices, commutator, scaleMatrix } from '../../../numerics/dense/elementary';
import { complexMatrix, type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { finite, finiteArray, integerIn } from '../../../numerics/guards';
import { ringFourierCoefficients } from '../lattice/ringFourier';
import { latticeState } from '../lattice/state';
import type { TensorHamiltonian } from './hamiltonian';
import { applyOneBody, oneBodyMatrix } from './slots';
import { checkOneBody, type TensorSpace, tensorMatrix, tensorVector } from './space';

/**
 * A linear map Λ: 𝓛(𝔥) → 𝓛(𝔥_N) from one-particle operators A to operators on N particles: as a matrix, or as what ΛA does
 * to a vector, which needs no matrix of that size.
 */
export interface OperatorMap {
  readonly space: TensorSpace;
  /** ΛA; RangeError above dimension 1024. */
  matrix(a: DenseMatrix): DenseMatrix;
  /** (ΛA)Ψ. */
  apply(a: DenseMatrix, psi: ArrayLike<number>): Float64Array;
}

/**
 * M_N^in A = (1/N)Σ_k J_kA (Definition 2.2).
 * @example
 * const M = empiricalMap(tensorSpace({ sites: 4, particles: 3 }));
 * M.matrix(diagonalMatrix([1, 0, 0, 0])); // 64 × 64
 * @throws RangeError for the vacuum.
 */
export function empiricalMap(space: TensorSpace): OperatorMap {
  const share = 1 / integerIn('space.particles', space.particles, 1);
  return {
    space,
    matrix: (a) => scaleMatrix(oneBodyMatrix(space, a), share),
    apply: (a, psi) => applyOneBody(space, a, psi).map((value) => share * value),
  };
}

/** M_N(t)A = e^{itĤN/ħ}(M_N^in A)e^{−itĤN/ħ} (Definition 2.3), for any real t. */
export function klimontovichMap(hamiltonian: TensorHamiltonian, time: number): OperatorMap {
  const initial = empiricalMap(hamiltonian.space);
  finite('time', time);
  let unitary: DenseMatrix | undefined;
  return {
    space: hamiltonian.space,
    matrix(a) {
      unitary ??= hamiltonian.unitary(time);
      return multiplyMatrices(unitary, multiplyMatrices(initial.matrix(a), unitary), { adjointA: true });
    },
    apply: (a, psi) => hamiltonian.evolve(initial.apply(a, hamiltonian.evolve(psi, time)), -time),
  };
}

/** R_ψA = ⟨ψ|A|ψ⟩·I, the chaotic morphism of a one-particle ψ of norm 1 (Definition 2.6). */
export function chaoticMap(space: TensorSpace, psi: ArrayLike<number>): OperatorMap {
  const state = latticeState('psi', psi, space.sites);
  return {
    space,
    matrix(a) {
      const [re, im] = expectation(a, state);
      const out = tensorMatrix(space);
      for (let k = 0; k < space.dimension; k++) {
        out.data[2 * k * (space.dimension + 1)] = re;
        out.data[2 * k * (space.dimension + 1) + 1] = im;
      }
      return out;
    },
    apply: (a, vector) => times(expectation(a, state), tensorVector('psi', vector, space)),
  };
}

/** A ↦ Λ₁A − Λ₂A. */
export function mapDifference(first: OperatorMap, second: OperatorMap): OperatorMap {
  return {
    space: first.space,
    matrix: (a) => addMatrices(first.matrix(a), second.matrix(a), -1),
    apply(a, psi) {
      const subtracted = second.apply(a, psi);
      return first.apply(a, psi).map((value, k) => value - subtracted[k]);
    },
  };
}

/** ⟨ψ|A|ψ⟩ for any A. */
export function expectation(a: DenseMatrix, psi: Float64Array): [re: number, im: number] {
  const n = psi.length / 2;
  checkOneBody('a', a, { sites: n, particles: 1, dimension: n });
  const { data } = toComplex(a);
  let [re, im] = [0, 0];
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      const weightRe = psi[2 * x] * psi[2 * y] + psi[2 * x + 1] * psi[2 * y + 1];
      const weightIm = psi[2 * x] * psi[2 * y + 1] - psi[2 * x + 1] * psi[2 * y];
      const at = 2 * (x * n + y);
      re += weightRe * data[at] - weightIm * data[at + 1];
      im += weightRe * data[at + 1] + weightIm * data[at];
    }
  return [re, im];
}

function times([re, im]: readonly [number, number], psi: Float64Array): Float64Array {
  return psi.map((value, k) => re * value + (k % 2 === 0 ? -im * psi[k + 1] : im * psi[k - 1]));
}

/**
 * The map A ↦ (ad*(H)Λ)A = −Λ([H, A]) for a one-particle operator H.
 * @example
 * adStar(lattice.oneBody, klimontovichMap(hamiltonian, 1)).matrix(A); // L^N × L^N
 * @param h - H, L × L
 * @param map - Λ; A is L × L, ΛA an operator on L^N
 */
export function adStar(h: DenseMatrix, map: OperatorMap): OperatorMap {
  checkOneBody('h', h, map.space);
  return {
    space: map.space,
    matrix: (a) => scaleMatrix(map.matrix(commutator(h, a)), -1),
    apply: (a, psi) => map.apply(commutator(h, a), psi).map((value) => -value),
  };
}

/**
 * C[V, Λ₁, Λ₂]A = Σ_ω v̂_ω((Λ₁E_ω*)Λ₂(E_ωA) − Λ₂(AE_ω)(Λ₁E_ω*)) on the ring of L sites: the integral of the notes over
 * all frequencies becomes the sum over the characters E_ω: ψ(x) ↦ e^{2πiωx/L}ψ(x), with v̂_ω = (1/L)Σ_z V(z)e^{−2πiωz/L}.
 * @example
 * const M = klimontovichMap(hamiltonian, 1);
 * contraction(lattice.interaction, M, M).apply(A, psi); // 2·L^N amplitudes of C[V, M, M]A Ψ
 * @param interaction - V at the differences 0, …, L−1
 * @throws RangeError unless V is even and both maps act on one space.
 */
export function contraction(
  interaction: ArrayLike<number>,
  first: OperatorMap,
  second: OperatorMap,
): OperatorMap {
  const { space } = first;
  const { sites } = space;
  if (second.space.sites !== sites || second.space.particles !== space.particles)
    throw new RangeError(
      `first and second must act on the same space, got ${sites}^${space.particles} and ${second.space.sites}^${second.space.particles}`,
    );
  const coefficients = ringFourierCoefficients(finiteArray('interaction', interaction, sites));
  const terms = Array.from(coefficients, (coefficient, omega) => ({
    weight: coefficient,
    forward: latticeCharacter(sites, omega),
    backward: latticeCharacter(sites, -omega),
  }));
  return {
    space,
    matrix(a) {
      let sum = tensorMatrix(space);
      for (const { weight, forward, backward } of terms) {
        const wave = first.matrix(backward);
        const left = multiplyMatrices(wave, second.matrix(multiplyMatrices(forward, a)));
        const right = multiplyMatrices(second.matrix(multiplyMatrices(a, forward)), wave);
        sum = addMatrices(sum, addMatrices(left, right, -1), weight);
      }
      return sum;
    },
    apply(a, psi) {
      const sum = new Float64Array(2 * space.dimension);
      for (const { weight, forward, backward } of terms) {
        const left = first.apply(backward, second.apply(multiplyMatrices(forward, a), psi));
        const right = second.apply(multiplyMatrices(a, forward), first.apply(backward, psi));
        for (let k = 0; k < sum.length; k++) sum[k] += weight * (left[k] - right[k]);
      }
      return sum;
    },
  };
}

/** E_ω = diag e^{2πiωx/L} on L sites, ω an integer. */
export function latticeCharacter(sites: number, omega: number): DenseMatrix {
  integerIn('omega', omega, Number.MIN_SAFE_INTEGER);
  const out = complexMatrix(sites, sites);
  for (let x = 0; x < sites; x++) {
    const angle = (2 * Math.PI * (((omega % sites) * x) % sites)) / sites;
    out.data[2 * x * (sites + 1)] = Math.cos(angle);
    out.data[2 * x * (sites + 1) + 1] = Math.sin(angle);
  }
  return out;
}

/**
 * The map A ↦ −[ĤN, ΛA]: what iħ∂_tM_N(t)A is by Definition 2.3, without the equation of Theorem 2.5.
 * @example
 * heisenbergDerivative(hamiltonian, klimontovichMap(hamiltonian, 1)).matrix(A); // L^N × L^N
 */
export function heisenbergDerivative(hamiltonian: TensorHamiltonian, map: OperatorMap): OperatorMap {
  return {
    space: map.space,
    matrix: (a) => commutator(map.matrix(a), hamiltonian.dense()),
    apply(a, psi) {
      const after = map.apply(a, hamiltonian.apply(psi));
      const before = hamiltonian.apply(map.apply(a, psi));
      return after.map((value, k) => value - before[k]);
    },
  };
}

/**
 * A ↦ (ad*(h)Λ)A − c·C[V, Λ, Λ]A, the right side of the equation of Theorem 2.5 for c = 1. The theorem is about even V; of
 * another its even part is taken.
 * @example
 * klimontovichDerivative(hamiltonian, klimontovichMap(hamiltonian, 1)).matrix(A); // as of heisenbergDerivative
 * @param sign - c; −1 is a wrong sign on purpose
 */
export function klimontovichDerivative(
  hamiltonian: TensorHamiltonian,
  map: OperatorMap,
  sign = 1,
): OperatorMap {
  finite('sign', sign);
  const { oneBody, interaction } = hamiltonian.lattice;
  const free = adStar(oneBody, map);
  const even = interaction.map((v, x) => 0.5 * (v + interaction[x === 0 ? 0 : interaction.length - x]));
  const pair = contraction(even, map, map);
  return {
    space: map.space,
    matrix: (a) => addMatrices(free.matrix(a), pair.matrix(a), -sign),
    apply(a, psi) {
      const interaction = pair.apply(a, psi);
      return free.apply(a, psi).map((value, k) => value - sign * interaction[k]);
    },
  };
}
