import { finite, finiteArray, integerIn, optionsOf } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import { largestOuter, type ReleasedBosonsOptions, releasedBosons } from './releasedBosons';
import { sphericalBosons } from './sphericalBosons';

export interface ShellSeriesOptions extends ReleasedBosonsOptions {
  readonly particles: number;
  /** Numbers of shells, ascending, at least two. */
  readonly shells: readonly number[];
  /** Largest sum of the shells of all bosons; by default no limit. It must be large enough not to matter: see `resolved`. */
  readonly quanta?: number;
  readonly times: ArrayLike<number>;
  /** Hears the spaces that are done. */
  readonly onProgress?: OnProgress;
}

/** What one number of shells gives, at each of the times. */
export interface ShellSeriesTerm {
  readonly shells: number;
  readonly orbitals: number;
  readonly dimension: number;
  /** E = 1 − ⟨ψ|R_{N:1}|ψ⟩ with Hartree's ψ in the same orbitals. */
  readonly depletion: Float64Array;
  /** tr|R_{N:1} − P|. */
  readonly traceNorm: Float64Array;
  /** See `ReleasedSample`. */
  readonly outer: Float64Array;
  /** Whether `outer` is at most 2 %, at each of the times; where it is not the cloud has left the orbitals. */
  readonly resolved: readonly boolean[];
  /**
   * `shellRemainder` of E and of the trace norm, from this term and the one before; not there in the first. The remainder of
   * the term before, less what its rate takes off, replaces a smaller one: a change can be small by chance. For two bosons,
   * where the truth is known (λ = −1, 1, 4 in units of the trap, up to ω₀t = 4), it was at most 1.4 times this from the third
   * term and 6 shells on; 6 times in a second term.
   */
  readonly missing?: { readonly depletion: Float64Array; readonly traceNorm: Float64Array };
}

const cuspRate = 1.5;

/**
 * What the shells beyond S leave out of a quantity, from its values with S′ < S and with S: the modulus of
 * (v_S − v_S′)/((S/S′)^{3/2} − 1), as for an error c·S^{−3/2}. That is the rate of a function with a cusp |x − y| in
 * oscillator shells: it lies in H^s for s < 5/2 (S. Kvaal, Phys. Rev. B 80 (2009) 045321, for the expansion), and both
 * energies and shares carry (s − 1) = 3/2. An estimate, not a bound. Steps S − S′ of 2
 * serve best: odd shells hold no s wave.
 */
export function shellRemainder(
  fewer: { readonly shells: number; readonly value: number },
  more: { readonly shells: number; readonly value: number },
): number {
  integerIn('fewer.shells', fewer.shells, 1);
  integerIn('more.shells', more.shells, fewer.shells + 1);
  const change = finite('more.value', more.value) - finite('fewer.value', fewer.value);
  return Math.abs(change) / ((more.shells / fewer.shells) ** cuspRate - 1);
}

/**
 * The same cloud of bosons with 1/|x| in more and more shells, with an estimate of what is missing.
 * @throws RangeError as `sphericalBosons`, or when shells do not ascend.
 */
export function shellSeries(options: ShellSeriesOptions): ShellSeriesTerm[] {
  optionsOf('shellSeries', options, '{ particles: 3, shells: [2, 4, 6], times: [1], coupling: 1 }', [
    'particles',
    'shells',
    'quanta',
    'times',
    'onProgress',
    'coupling',
    'trap',
    'tolerance',
    'frequency',
    'hbar',
  ]);
  const { particles, shells, quanta = Infinity, times, onProgress, ...cloud } = options;
  const moments = finiteArray('times', times);
  if (
    !Array.isArray(shells) ||
    shells.length < 2 ||
    shells.some((s, k) => !(s > (k === 0 ? 0 : shells[k - 1])))
  )
    throw new RangeError(`shells must be two or more ascending integers >= 1, got [${shells}]`);
  const terms: ShellSeriesTerm[] = [];
  for (const count of shells) {
    const space = sphericalBosons({ particles, shells: count, quanta: Math.min(quanta, particles * count) });
    // NaN where a run has ended before.
    const [depletion, traceNorm, outer] = [0, 1, 2].map(() => new Float64Array(moments.length).fill(NaN));
    let seen = 0;
    releasedBosons(space, cloud).run({
      times: moments,
      observe: ({ state, hartree, outer: share }) => {
        const deviation = space.deviation(state, hartree);
        depletion[seen] = deviation.depletion;
        traceNorm[seen] = deviation.traceNorm;
        outer[seen] = share;
        seen++;
      },
    });
    const before = terms[terms.length - 1];
    const remainders = (name: 'depletion' | 'traceNorm', values: Float64Array): Float64Array =>
      values.map((value, k) => {
        const now = shellRemainder(
          { shells: before.shells, value: before[name][k] },
          { shells: count, value },
        );
        const then = before.missing?.[name][k] ?? 0;
        return Math.max(now, then * (before.shells / count) ** cuspRate);
      });
    terms.push({
      shells: count,
      orbitals: space.orbitals,
      dimension: space.dimension,
      depletion,
      traceNorm,
      outer,
      resolved: Array.from(outer, (share) => share <= largestOuter),
      ...(before && {
        missing: {
          depletion: remainders('depletion', depletion),
          traceNorm: remainders('traceNorm', traceNorm),
        },
      }),
    });
    onProgress?.(terms.length, shells.length);
  }
  return terms;
}
