import type { PhaseCloud } from '../../lib/charts/types';
import type { Check } from '../../lib/statements/types';

/** A small linear congruential generator (Numerical Recipes' constants): enough for pictures. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return (state + 0.5) / 4294967296;
  };
}

export function cloud(count: number, label: string, seed = 1): PhaseCloud {
  const next = uniform(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  return {
    label,
    x: Float64Array.from({ length: count }, normal),
    xi: Float64Array.from({ length: count }, normal),
  };
}

export function check(change: Partial<Check> = {}): Check {
  const at = Float64Array.of(0, 0.5, 1, 1.5, 2);
  return {
    statement: '1.5',
    title: 'rate 1+2L as printed',
    kind: 'inequality',
    hypotheses: [
      { name: '(H2)', role: 'needed', holds: true, witness: 'L = 2' },
      { name: 'compact support', role: 'printed', holds: false, witness: 'Gaussian tail' },
    ],
    at,
    atLabel: 't',
    lhs: at.map((t) => 0.1 * Math.exp(t)),
    rhs: at.map((t) => 0.11 * Math.exp(2 * t)),
    error: at.map(() => 0.001),
    errorHow: 'sampling',
    verdict: 'holds',
    note: 'tight at the start',
    ...change,
  };
}
