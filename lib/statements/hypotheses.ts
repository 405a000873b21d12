import type { Bound, HypothesisName, Interaction } from '../interactions/types';
import { lectureOneHypothesisNames } from './entry';
import type { HypothesisCheck } from './types';
import { short } from './verdict';

/** What the interaction says of itself. */
function finding(interaction: Interaction, name: HypothesisName): Pick<HypothesisCheck, 'holds' | 'witness'> {
  const { holds, witness } = interaction.hypotheses.find((h) => h.name === name) ?? {
    holds: 'unknown',
    witness: 'not examined',
  };
  return { holds, witness };
}

/** A finite constant that is certain proves it, an infinite exact one disproves it; anything else leaves it open. */
function isLipschitz({ value, kind }: Bound): boolean | 'unknown' {
  if (Number.isFinite(value)) return kind === 'estimate' ? 'unknown' : true;
  return kind === 'exact' ? false : 'unknown';
}

/**
 * The hypotheses on V of Lecture 1. Printed are (H1) and (H2); what the proofs use is that V is even and that ∇V is
 * Lipschitz: boundedness of ∇V is never used, so the harmonic potential is legitimate.
 */
export function lectureOneHypotheses(interaction: Interaction): HypothesisCheck[] {
  const lipschitz = interaction.lipschitzGradient;
  const [even, lipschitzGradient, boundedGradient] = lectureOneHypothesisNames;
  return [
    { ...even, ...finding(interaction, 'H1') },
    {
      ...lipschitzGradient,
      holds: isLipschitz(lipschitz),
      witness: `Lip(∇V) = ${short(lipschitz.value)} (${lipschitz.kind}: ${lipschitz.how})`,
    },
    { ...boundedGradient, ...finding(interaction, 'H2') },
  ];
}

/** The hypotheses on V of Theorem 2.9: (H1), (H3), (H5) are needed; (H2), which is printed, excludes Coulomb (B4). */
export function singularHypotheses(interaction: Interaction): HypothesisCheck[] {
  const label = { H1: 'needed', H3: 'needed', H5: 'needed', H2: 'printed' } as const;
  return (['H1', 'H3', 'H5', 'H2'] as const).map((name) => ({
    name: `(${name})`,
    role: label[name],
    ...finding(interaction, name),
  }));
}

/** Refuses an interaction whose dimension is not that of the data it is checked on. */
export function sameDimension(interaction: Interaction, dimension: number): void {
  if (interaction.dimension !== dimension) {
    throw new RangeError(
      `interaction.dimension must be that of the data, ${dimension}, got ${interaction.dimension}`,
    );
  }
}
