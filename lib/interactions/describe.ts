import { numberText } from './text';
import type { Bound, Interaction } from './types';

/** One row of the table of an interaction (a type alias, so that it fits wherever rows of any kind are taken). */
export type DescriptionRow = {
  readonly quantity: string;
  readonly value: string;
  readonly how: string;
};

const relations = { exact: '', upper: '≤ ', given: '≤ ', estimate: '≈ ' } as const;
const marks = new Map<boolean | 'unknown', string>([
  [true, 'holds'],
  [false, 'fails'],
  ['unknown', 'unknown'],
]);

function boundRow(quantity: string, { value, kind, how }: Bound): DescriptionRow {
  return { quantity, value: `${relations[kind]}${numberText(value)}`, how: `${kind}: ${how}` };
}

/**
 * An interaction as rows for a table: its formula, the constants of the inequalities (`≤` certain upper bound,
 * `≈` estimate), and the hypotheses (H1)–(H5) with what proves or breaks them.
 */
export function describeInteraction(interaction: Interaction): DescriptionRow[] {
  const { dimension, radial, period } = interaction;
  const kind = [radial && 'radial', period !== undefined && `period ${numberText(period)}`]
    .filter(Boolean)
    .join(', ');
  return [
    { quantity: interaction.name, value: interaction.formula, how: `d = ${dimension}${kind && `, ${kind}`}` },
    boundRow('Lip(∇V)', interaction.lipschitzGradient),
    boundRow('sup|∇V|', interaction.supGradient),
    boundRow('sup|V|', interaction.supValue),
    boundRow('‖V̂‖₁', interaction.fourierNorm),
    ...interaction.hypotheses.map(({ name, holds, witness }) => ({
      quantity: `(${name})`,
      value: marks.get(holds) ?? 'unknown',
      how: witness,
    })),
  ];
}
