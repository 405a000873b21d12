import { sphereSurface } from './radial';
import { numberText } from './text';
import type { Bound, HypothesisName, HypothesisVerdict, Interaction } from './types';

export function exact(value: number, how: string): Bound {
  return { value, kind: 'exact', how };
}

/** What an interaction knows of itself before its hypotheses are judged. */
export type Bounds = Pick<Interaction, 'lipschitzGradient' | 'supGradient' | 'supValue' | 'fourierNorm'>;

/** A verdict that needs its own reason, without its name. */
export type Finding = Omit<HypothesisVerdict, 'name'>;

export function holds(witness: string): Finding {
  return { holds: true, witness };
}

export function fails(witness: string): Finding {
  return { holds: false, witness };
}

function undecided(witness: string): Finding {
  return { holds: 'unknown', witness };
}

/** True: certainly finite; false: certainly infinite; unknown: an estimate, or a bound that was not found. */
function finiteness(bound: Bound): boolean | 'unknown' {
  if (bound.kind === 'estimate') return 'unknown';
  if (Number.isFinite(bound.value)) return true;
  return bound.kind === 'exact' ? false : 'unknown';
}

/** `Lip(∇V) = 1 (|A|/w²)`. */
function boundText(name: string, { value, kind, how }: Bound): string {
  const relation = kind === 'exact' ? '=' : kind === 'upper' ? '≤' : '≈';
  return `${name} ${relation} ${numberText(value)} (${how})`;
}

/** The verdict of "this bound is finite", with the bound as witness. */
function fromBound(name: string, bound: Bound): Finding {
  return { holds: finiteness(bound), witness: boundText(name, bound) };
}

function smoothGradient({ lipschitzGradient, supGradient }: Bounds): Finding {
  const parts = [fromBound('Lip(∇V)', lipschitzGradient), fromBound('sup|∇V|', supGradient)];
  const broken = parts.find((p) => p.holds === false);
  if (broken) return broken;
  const witness = parts.map((p) => p.witness).join(', ');
  return { holds: parts.every((p) => p.holds === true) ? true : 'unknown', witness };
}

/** A bounded V is in L² near 0 and bounded away from it. */
function kato(dimension: 1 | 2 | 3, { supValue }: Bounds): Finding {
  const finding = fromBound('sup|V|', supValue);
  if (finding.holds !== true) return undecided(finding.witness);
  const mass = (supValue.value ** 2 * sphereSurface[dimension]) / dimension;
  return holds(`∫_{|z|<1}V² ≤ ${numberText(mass)} and |V| ≤ ${numberText(supValue.value)} everywhere`);
}

/** V² ≤ sup V² ≤ C(I−Δ). */
function formBounded({ supValue }: Bounds): Finding {
  const finding = fromBound('sup|V|', supValue);
  if (finding.holds !== true) return undecided(finding.witness);
  return holds(`C = sup V² ${supValue.kind === 'exact' ? '=' : '≤'} ${numberText(supValue.value ** 2)}`);
}

/**
 * (H1)–(H5) for an even V. The rule for each follows from the bounds; `known` holds the verdicts that have a reason of
 * their own. The notes state (H3) for d = 3: elsewhere it is judged as "L² near 0, bounded away from it".
 */
export function judge(
  dimension: 1 | 2 | 3,
  evenness: Finding,
  bounds: Bounds,
  known: Partial<Record<HypothesisName, Finding>> = {},
): HypothesisVerdict[] {
  const h3 = known.H3 ?? kato(dimension, bounds);
  const remark =
    dimension === 3 ? '' : ` [stated for d = 3; here d = ${dimension}: L² near 0 and bounded away]`;
  const findings: Record<HypothesisName, Finding> = {
    H1: evenness,
    H2: known.H2 ?? smoothGradient(bounds),
    H3: { ...h3, witness: h3.witness + remark },
    H4: known.H4 ?? fromBound('‖V̂‖₁', bounds.fourierNorm),
    H5: known.H5 ?? formBounded(bounds),
  };
  return (['H1', 'H2', 'H3', 'H4', 'H5'] as const).map((name) => ({ name, ...findings[name] }));
}

/** The reason why radial potentials are even. */
export const radialEvenness: Finding = holds('V(z) depends on |z| only, so V(z) − V(−z) = 0');
