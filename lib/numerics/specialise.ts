/**
 * A private copy of a loop for one callee. V8 inlines a callback only where a call site has seen few targets;
 * a pair loop shared by all potentials has seen many and runs about three times slower. `loop` must be
 * self-contained (no names from outside its own body). Copies with the same key share their compiled code.
 * Where code generation is forbidden (a strict content-security policy) the shared loop itself is returned.
 */
// biome-ignore lint/complexity/noBannedTypes: any function type is meant
export function specialise<Loop extends Function>(loop: Loop, key: string): Loop {
  const tag = key.replace(/[^\w .=()+-]/g, '');
  try {
    return new Function(`/* ${tag} */ return (${loop.toString()});`)() as Loop;
  } catch {
    return loop;
  }
}
