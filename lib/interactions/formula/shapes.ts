import type { CosineMode } from '../types';
import type { Expression } from './expression';

/** [c, u] with e = c·u for a single factor u. */
function scaledFactor(e: Expression): readonly [number, Expression] {
  return e.kind === 'product' && e.factors.length === 1 ? [e.coefficient, e.factors[0]] : [1, e];
}

function isR(e: Expression): boolean {
  return e.kind === 'variable' && e.name === 'r';
}

/** The modes of Σ a·cos(k·r), or null when e is something else. */
export function cosineModes(e: Expression): CosineMode[] | null {
  const modes: CosineMode[] = [];
  for (const term of e.kind === 'sum' ? e.terms : [e]) {
    const [amplitude, u] = scaledFactor(term);
    if (u.kind !== 'call' || u.name !== 'cos') return null;
    const [wavenumber, inner] = scaledFactor(u.argument);
    if (!isR(inner)) return null;
    modes.push({ wavenumber, amplitude });
  }
  return modes;
}

/** The common period, when all wavenumbers are whole multiples of the smallest (to rounding). */
export function periodOf(modes: readonly CosineMode[]): number | undefined {
  const smallest = Math.min(...modes.map((m) => m.wavenumber));
  const ratios = modes.map((m) => m.wavenumber / smallest);
  return ratios.every((q) => Math.abs(q - Math.round(q)) < 1e-12 * q) ? (2 * Math.PI) / smallest : undefined;
}

/** κ for κr²/2, or null. */
export function stiffness(e: Expression): number | null {
  const [c, u] = scaledFactor(e);
  return u.kind === 'power' && u.exponent === 2 && isR(u.base) ? 2 * c : null;
}
