import { element } from './svg';

/** A sign or a braced group after `_` (lowered) or `^` (raised): `μ_N`, `f^{in}`. */
const SCRIPT = /([_^])(?:\{([^}]*)\}|(\S))/u;

/**
 * A label as children of a `<text>`: `μ_N` and `dist_{MK,1}` get lowered, `f^{in}` raised signs, everything else stays.
 */
export function richText(document: Document, text: string, size: number): (Element | string)[] {
  const parts: (Element | string)[] = [];
  let pending = 0;
  const push = (part: string, shift: number, smaller: boolean): void => {
    if (part === '') return;
    const moved = shift + pending;
    pending = -shift;
    if (moved === 0 && !smaller) parts.push(part);
    else {
      const style = smaller ? { 'font-size': Math.round(size * 0.72) } : {};
      parts.push(element(document, 'tspan', { dy: moved || undefined, ...style }, [part]));
    }
  };
  let rest = text;
  for (let found = SCRIPT.exec(rest); found; found = SCRIPT.exec(rest)) {
    push(rest.slice(0, found.index), 0, false);
    push(found[2] ?? found[3], (found[1] === '_' ? 0.25 : -0.35) * size, true);
    rest = rest.slice(found.index + found[0].length);
  }
  push(rest, 0, false);
  return parts;
}
