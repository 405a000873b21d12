import {
  checkSquare,
  complexMatrix,
  type DenseMatrix,
  realMatrix,
  toComplex,
} from '../../numerics/dense/matrix';
import { multiplyMatrices } from '../../numerics/dense/multiply';
import { finiteArray, integerIn } from '../../numerics/guards';

/** Vectors longer than this, 1 GiB, are refused. */
const largestDimension = 2 ** 26;
/** Operators on spaces larger than this are refused as matrices (16 MB each); on vectors they act all the same. */
const largestMatrix = 1024;

/**
 * The N-particle space (C^L)^{⊗N}: Ψ(x_1, …, x_N) stands at index ((x_1·L + x_2)·L + …) + x_N, interleaved, with
 * ‖Ψ‖² = Σ|Ψ|². Slots (particles) are counted from 1.
 */
export interface TensorSpace {
  /** L. */
  readonly sites: number;
  /** N. */
  readonly particles: number;
  /** L^N. */
  readonly dimension: number;
}

/** @throws RangeError when L^N exceeds 2²⁶, with its value and the memory. */
export function tensorSpace(sites: number, particles: number): TensorSpace {
  integerIn('sites', sites, 1, 4096);
  integerIn('particles', particles, 1, 1000);
  const dimension = sites ** particles;
  if (dimension > largestDimension)
    throw new RangeError(
      `sites^particles must be at most ${largestDimension}, got ${sites}^${particles} = ${dimension.toPrecision(3)}: ` +
        `a state would take ${((16 * dimension) / 2 ** 30).toPrecision(3)} GiB`,
    );
  return { sites, particles, dimension };
}

/** RangeError when operators on the space are too large to be written as matrices. */
export function checkMatrixSpace({ sites, particles, dimension }: TensorSpace): void {
  if (dimension > largestMatrix)
    throw new RangeError(
      `sites^particles must be at most ${largestMatrix} for operators as matrices, got ${sites}^${particles} = ${dimension} ` +
        `(${((16 * dimension ** 2) / 2 ** 20).toPrecision(3)} MiB each)`,
    );
}

/** The vector checked and copied. */
export function stateOf(name: string, space: TensorSpace, values: ArrayLike<number>): Float64Array {
  return finiteArray(name, values, 2 * space.dimension);
}

/** ψ^{⊗N}. */
export function tensorPower(psi: ArrayLike<number>, particles: number): Float64Array {
  return tensorProduct(Array.from({ length: integerIn('particles', particles, 1, 1000) }, () => psi));
}

/** ψ_1 ⊗ … ⊗ ψ_N for wave functions on the same sites. */
export function tensorProduct(factors: readonly ArrayLike<number>[]): Float64Array {
  const sites = factors[0].length / 2;
  tensorSpace(sites, factors.length);
  return factors.reduce<Float64Array>(
    (left, factor, k) => {
      const right = finiteArray(`factors[${k}]`, factor, 2 * sites);
      const out = new Float64Array((left.length / 2) * right.length);
      for (let a = 0, at = 0; a < left.length; a += 2)
        for (let b = 0; b < right.length; b += 2, at += 2) {
          out[at] = left[a] * right[b] - left[a + 1] * right[b + 1];
          out[at + 1] = left[a] * right[b + 1] + left[a + 1] * right[b];
        }
      return out;
    },
    Float64Array.of(1, 0),
  );
}

/** out += (J_kA)Ψ: A acts on particle k (from 1). */
export function addInSlot(
  { sites, particles }: TensorSpace,
  operator: DenseMatrix,
  slot: number,
  psi: Float64Array,
  out: Float64Array,
): void {
  const { data } = toComplex(operator);
  const inner = sites ** (particles - slot);
  const block = sites * inner;
  for (let base = 0; base < psi.length / 2; base += block)
    for (let x = 0; x < sites; x++)
      for (let y = 0; y < sites; y++) {
        const re = data[2 * (x * sites + y)];
        const im = data[2 * (x * sites + y) + 1];
        if (re === 0 && im === 0) continue;
        const to = 2 * (base + x * inner);
        const from = 2 * (base + y * inner);
        for (let r = 0; r < 2 * inner; r += 2) {
          out[to + r] += re * psi[from + r] - im * psi[from + r + 1];
          out[to + r + 1] += re * psi[from + r + 1] + im * psi[from + r];
        }
      }
}

/** (J_kA)Ψ, A on the k-th particle (from 1). */
export function applyInSlot(
  space: TensorSpace,
  operator: DenseMatrix,
  slot: number,
  psi: ArrayLike<number>,
): Float64Array {
  checkOneBody('operator', space, operator);
  integerIn('slot', slot, 1, space.particles);
  const out = new Float64Array(2 * space.dimension);
  addInSlot(space, operator, slot, stateOf('psi', space, psi), out);
  return out;
}

/** RangeError unless A is an operator on one particle. */
export function checkOneBody(name: string, { sites }: TensorSpace, operator: DenseMatrix): void {
  checkSquare(name, operator);
  if (operator.rows !== sites)
    throw new RangeError(`${name} must be ${sites} × ${sites}, got ${operator.rows} × ${operator.columns}`);
}

/** J_kA = I ⊗ … ⊗ A ⊗ … ⊗ I as a matrix. */
export function slotOperator(space: TensorSpace, operator: DenseMatrix, slot: number): DenseMatrix {
  checkOneBody('operator', space, operator);
  integerIn('slot', slot, 1, space.particles);
  checkMatrixSpace(space);
  const out = complexMatrix(space.dimension, space.dimension);
  addSlotOperator(space, operator, slot, 1, out);
  return out;
}

/** out += factor·J_kA. */
export function addSlotOperator(
  { sites, particles, dimension }: TensorSpace,
  operator: DenseMatrix,
  slot: number,
  factor: number,
  out: DenseMatrix,
): void {
  const { data } = toComplex(operator);
  const inner = sites ** (particles - slot);
  for (let row = 0; row < dimension; row++) {
    const x = Math.floor(row / inner) % sites;
    for (let y = 0; y < sites; y++) {
      const at = 2 * (row * dimension + row + (y - x) * inner);
      out.data[at] += factor * data[2 * (x * sites + y)];
      out.data[at + 1] += factor * data[2 * (x * sites + y) + 1];
    }
  }
}

/** A permutation σ of 1, …, N given as [σ(1), …, σ(N)], checked. */
function checkedPermutation(permutation: readonly number[], particles: number): readonly number[] {
  const sorted = [...permutation].sort((a, b) => a - b);
  if (permutation.length !== particles || sorted.some((value, k) => value !== k + 1))
    throw new RangeError(
      `permutation must list 1, …, ${particles} in some order, got [${Array.from(permutation).join(', ')}]`,
    );
  return permutation;
}

/** U_σΨ(x_1, …, x_N) = Ψ(x_{σ⁻¹(1)}, …, x_{σ⁻¹(N)}), as the notes define it; σ is [σ(1), …, σ(N)]. U_σU_τ = U_{τσ} (erratum B21). */
export function permuted(
  space: TensorSpace,
  permutation: readonly number[],
  psi: ArrayLike<number>,
): Float64Array {
  const from = stateOf('psi', space, psi);
  const places = permutedIndices(space, permutation);
  const out = new Float64Array(from.length);
  places.forEach((place, index) => {
    out[2 * index] = from[2 * place];
    out[2 * index + 1] = from[2 * place + 1];
  });
  return out;
}

/** For each index of (x_1, …, x_N) that of (x_{σ⁻¹(1)}, …, x_{σ⁻¹(N)}). */
function permutedIndices(
  { sites, particles, dimension }: TensorSpace,
  permutation: readonly number[],
): Int32Array {
  checkedPermutation(permutation, particles);
  // x_k, of stride L^{N−k}, stands in the place σ(k) of the argument, of stride L^{N−σ(k)}.
  const strides = permutation.map((place) => sites ** (particles - place));
  const out = new Int32Array(dimension);
  for (let index = 0; index < dimension; index++) {
    let [rest, place] = [index, 0];
    for (let k = particles - 1; k >= 0; k--) {
      place += (rest % sites) * strides[k];
      rest = Math.floor(rest / sites);
    }
    out[index] = place;
  }
  return out;
}

/** U_σ as a real matrix. */
export function permutationOperator(space: TensorSpace, permutation: readonly number[]): DenseMatrix {
  checkMatrixSpace(space);
  const out = realMatrix(space.dimension, space.dimension);
  permutedIndices(space, permutation).forEach((place, index) => {
    out.data[index * space.dimension + place] = 1;
  });
  return out;
}

/** All permutations of 1, …, n. */
export function permutations(n: number): number[][] {
  integerIn('n', n, 1, 8);
  if (n === 1) return [[1]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, place) => [...rest.slice(0, place), n, ...rest.slice(place)]),
  );
}

/** The projection on symmetric wave functions, (1/N!)Σ_σU_σΨ; not normalised. */
export function symmetrised(space: TensorSpace, psi: ArrayLike<number>): Float64Array {
  const all = permutations(space.particles);
  const out = new Float64Array(2 * space.dimension);
  for (const permutation of all)
    permuted(space, permutation, psi).forEach((value, i) => {
      out[i] += value / all.length;
    });
  return out;
}

/**
 * R_{N:k}, the reduced density operator of the first k particles: kernel Σ_z Ψ(x, z)Ψ̄(y, z), an L^k × L^k matrix with
 * trace ‖Ψ‖². For symmetric Ψ it is that of any k particles.
 */
export function reducedDensityOperator(
  space: TensorSpace,
  psi: ArrayLike<number>,
  k: number = 1,
): DenseMatrix {
  const { sites, particles, dimension } = space;
  integerIn('k', k, 1, particles);
  const rows = sites ** k;
  if (rows > largestMatrix)
    throw new RangeError(`sites^k must be at most ${largestMatrix}, got ${sites}^${k} = ${rows}`);
  const matrix = complexMatrix(rows, dimension / rows, stateOf('psi', space, psi));
  return multiplyMatrices(matrix, matrix, { adjointB: true });
}

/** The partial trace of an operator on N particles over all but the first k: Σ_z A(x, z; y, z). */
export function partialTrace(space: TensorSpace, operator: DenseMatrix, k: number): DenseMatrix {
  const { sites, particles, dimension } = space;
  integerIn('k', k, 1, particles);
  checkSquare('operator', operator);
  if (operator.rows !== dimension)
    throw new RangeError(
      `operator must be ${dimension} × ${dimension}, got ${operator.rows} × ${operator.columns}`,
    );
  const { data } = toComplex(operator);
  const rows = sites ** k;
  const traced = dimension / rows;
  const out = complexMatrix(rows, rows);
  for (let x = 0; x < rows; x++)
    for (let y = 0; y < rows; y++)
      for (let z = 0; z < traced; z++) {
        const from = 2 * ((x * traced + z) * dimension + y * traced + z);
        out.data[2 * (x * rows + y)] += data[from];
        out.data[2 * (x * rows + y) + 1] += data[from + 1];
      }
  return out;
}
