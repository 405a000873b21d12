import { checkHermitian, type DenseMatrix, realMatrix, toComplex } from '../../../numerics/dense/matrix';
import { finiteArray, integerIn, positive } from '../../../numerics/guards';
import type { QuantumLattice } from '../lattice/lattice';

/** Modes that a model may have: its pairs of modes are compared with each other. */
const largestModes = 48;

/** amplitude · a_i†a_j† a_l a_k between two different pairs of modes i ≤ j and k ≤ l. */
export interface PairTransition {
  readonly to: readonly [i: number, j: number];
  readonly from: readonly [k: number, l: number];
  readonly re: number;
  readonly im: number;
}

/**
 * Bosons in M modes: Ĥ_N = Σ h_ij a_i†a_j + (1/N)(½Σ W_{ij,kl} a_i†a_j†a_l a_k), W_{ij,kl} = ⟨ij|V|kl⟩. On N bosons this is
 * Σ_j h_j + (1/N)Σ_{k<l} V_kl. Made by `latticeBosons`, `planeWaveBosons` or `orbitalBosons`.
 */
export interface BosonModel {
  readonly modes: number;
  readonly hbar: number;
  /** h, M × M. */
  readonly oneBody: DenseMatrix;
  /** Coefficients, at i·M + j for i ≤ j, of n_i n_j (i < j) and n_i(n_i − 1) (i = j) in ½Σ W a†a†aa. */
  readonly densities: Float64Array;
  /** The rest of ½Σ W a†a†aa. */
  readonly transitions: readonly PairTransition[];
}

/** Bosons on the sites of a lattice: V keeps the sites, ½Σ W a†a†aa = Σ_{x<y} V(x−y)n_x n_y + ½V(0)Σ n_x(n_x − 1). */
export function latticeBosons({ sites, hbar, oneBody, interaction }: QuantumLattice): BosonModel {
  const densities = new Float64Array(sites * sites);
  for (let x = 0; x < sites; x++)
    for (let y = x; y < sites; y++) densities[x * sites + y] = interaction[y - x] / (x === y ? 2 : 1);
  return { modes: sites, hbar, oneBody, densities, transitions: [] };
}

export interface PlaneWaveOptions {
  /** The modes are e^{2πikx/L}/√L for k = −cutoff, …, cutoff, in this order. */
  readonly cutoff: number;
  /** v_q = (1/L)∫V(x)e^{−2πiqx/L}dx for q = 0, …, 2·cutoff, those of an even V: V(x) = Σ_q v_q e^{2πiqx/L}. */
  readonly interaction: ArrayLike<number>;
  /** Length L of the circle; 2π by default. */
  readonly length?: number;
  /** Default 1. */
  readonly hbar?: number;
}

/**
 * Bosons in the plane waves of a circle with h = −½ħ²∂²: a pair (k, l) goes to (k + q, l − q) with amplitude v_q. The total
 * momentum is conserved. No other approximation is made than leaving out the modes beyond the cutoff.
 */
export function planeWaveBosons(options: PlaneWaveOptions): BosonModel {
  const cutoff = integerIn('cutoff', options.cutoff, 0, (largestModes - 1) >> 1);
  const { length = 2 * Math.PI, hbar = 1 } = options;
  const modes = 2 * cutoff + 1;
  const v = finiteArray('interaction', options.interaction, modes);
  const unit = (positive('hbar', hbar) * 2 * Math.PI) / positive('length', length);
  const oneBody = realMatrix(modes, modes);
  for (let a = 0; a < modes; a++) oneBody.data[a * (modes + 1)] = (unit * (a - cutoff)) ** 2 / 2;
  const amplitude = (i: number, j: number, k: number, l: number): [number, number] => [
    i + j === k + l ? v[Math.abs(i - k)] : 0,
    0,
  ];
  return { modes, hbar, oneBody, ...pairTerms(modes, amplitude) };
}

export interface OrbitalOptions {
  /** h_ij = ⟨i|h|j⟩, Hermitian M × M. */
  readonly oneBody: DenseMatrix;
  /** ⟨ij|V|kl⟩ at row i·M + j and column k·M + l, Hermitian M² × M², unchanged under ij, kl → ji, lk. */
  readonly twoBody: DenseMatrix;
  /** Default 1. */
  readonly hbar?: number;
}

/**
 * Bosons in any M orthonormal orbitals (M ≤ 48), from the matrices of h and V in them.
 * @throws RangeError unless both are Hermitian and V is the same for both orders of the particles, within 1e−12.
 */
export function orbitalBosons({ oneBody, twoBody, hbar = 1 }: OrbitalOptions): BosonModel {
  checkHermitian('oneBody', oneBody);
  const modes = integerIn('oneBody.rows', oneBody.rows, 1, largestModes);
  checkHermitian('twoBody', twoBody);
  if (twoBody.rows !== modes * modes)
    throw new RangeError(
      `twoBody must have ${modes * modes} rows for ${modes} orbitals, got ${twoBody.rows}`,
    );
  const { data } = toComplex(twoBody);
  const amplitude = (i: number, j: number, k: number, l: number): [number, number] => {
    const at = 2 * ((i * modes + j) * modes * modes + k * modes + l);
    return [data[at], data[at + 1]];
  };
  checkExchange(modes, data, amplitude);
  const copy: DenseMatrix = { ...oneBody, data: oneBody.data.slice() };
  return { modes, hbar: positive('hbar', hbar), oneBody: copy, ...pairTerms(modes, amplitude) };
}

type Amplitude = (i: number, j: number, k: number, l: number) => [re: number, im: number];

function checkExchange(modes: number, data: Float64Array, amplitude: Amplitude): void {
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < modes; i++)
    for (let j = 0; j < modes; j++)
      for (let k = 0; k < modes; k++)
        for (let l = 0; l < modes; l++) {
          const [a, b] = [amplitude(i, j, k, l), amplitude(j, i, l, k)];
          const deviation = Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
          if (deviation > 1e-12 * largest)
            throw new RangeError(
              `twoBody must be unchanged when the two particles are exchanged, got a deviation of ${deviation} at ` +
                `⟨${i} ${j}|V|${k} ${l}⟩`,
            );
        }
}

/** ½Σ W a†a†aa by unordered pairs {i, j} ← {k, l}: ½ of the sum over the distinct orders of both. */
function pairTerms(
  modes: number,
  amplitude: Amplitude,
): { densities: Float64Array; transitions: PairTransition[] } {
  const densities = new Float64Array(modes * modes);
  const transitions: PairTransition[] = [];
  for (let i = 0; i < modes; i++)
    for (let j = i; j < modes; j++)
      for (let k = 0; k < modes; k++)
        for (let l = k; l < modes; l++) {
          // Both orders of both pairs: half of these four terms doubles when a pair is of one mode.
          const [a, b] = [amplitude(i, j, k, l), amplitude(i, j, l, k)];
          const half = (i === j ? 0.5 : 1) * (k === l ? 0.5 : 1);
          const [re, im] = [half * (a[0] + b[0]), half * (a[1] + b[1])];
          if (i === k && j === l) densities[i * modes + j] = re;
          else if (re !== 0 || im !== 0) transitions.push({ to: [i, j], from: [k, l], re, im });
        }
  return { densities, transitions };
}
