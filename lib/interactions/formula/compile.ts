import { erf } from '../../numerics/special';
import { elementary } from './elementary';
import type { Expression } from './expression';

type PowerNode = Expression & { readonly kind: 'power' };

/** JavaScript statements that compute expressions; a subexpression that occurs twice is computed once. */
interface Emitter {
  /** Code (a name or a number) that holds the value of e after the statements so far. */
  emit(e: Expression): string;
  readonly statements: string[];
}

function literal(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}

/** b·b·…·b, n factors, for a name b. */
function repeated(b: string, n: number): string {
  return Array.from({ length: n }, () => b).join('*');
}

/** b^exponent for exponent > 0: products and a square root where these do, Math.pow otherwise. */
function powerCode(b: string, exponent: number): string {
  const whole = Math.floor(exponent);
  const half = exponent - whole === 0.5;
  if (exponent > 8 || (exponent !== whole && !half)) return `Math.pow(${b},${exponent})`;
  const parts = [...(whole > 0 ? [repeated(b, whole)] : []), ...(half ? [`Math.sqrt(${b})`] : [])];
  return parts.join('*');
}

/** Even powers of r are powers of the argument r2 = r²: no square root is taken for them. */
function baseOf(e: PowerNode): readonly [Expression | 'r2', number] {
  const even = e.base.kind === 'variable' && e.base.name === 'r' && e.exponent % 2 === 0;
  return even ? ['r2', e.exponent / 2] : [e.base, e.exponent];
}

/** @param hasR2 whether the generated function is given r2 and computes r from it when r is needed. */
function createEmitter(hasR2: boolean): Emitter {
  const statements: string[] = [];
  const known = new Map<string, string>();

  function define(key: string, code: string): string {
    let name = known.get(key);
    if (name === undefined) {
      name = key === 'r' ? 'r' : `t${known.size}`;
      known.set(key, name);
      statements.push(`const ${name} = ${code};`);
    }
    return name;
  }

  /** base^|exponent|. */
  function emitPower(e: PowerNode): string {
    const [base, exponent] = hasR2 ? baseOf(e) : [e.base, e.exponent];
    const name = base === 'r2' ? 'r2' : emit(base);
    const size = Math.abs(exponent);
    return size === 1 ? name : define(`${name}^${size}`, powerCode(name, size));
  }

  function emitProduct(coefficient: number, factors: readonly Expression[]): string {
    const under = factors.filter((f): f is PowerNode => f.kind === 'power' && f.exponent < 0).map(emitPower);
    const over = factors.filter((f) => f.kind !== 'power' || f.exponent > 0).map(emit);
    if (coefficient !== 1 || over.length === 0) over.unshift(literal(coefficient));
    const above = over.join('*').replace(/^\(-1\)\*/, '-');
    return under.length === 0 ? above : `${above}/(${under.join('*')})`;
  }

  function emit(e: Expression): string {
    switch (e.kind) {
      case 'number':
        return literal(e.value);
      case 'variable':
        return hasR2 && e.name === 'r' ? define('r', 'Math.sqrt(r2)') : e.name;
      case 'power':
        return e.exponent > 0 ? emitPower(e) : define(e.key, emitProduct(1, [e]));
      case 'product':
        return define(e.key, emitProduct(e.coefficient, e.factors));
      case 'sum':
        return define(e.key, e.terms.map(emit).join('+'));
      case 'call':
        return define(e.key, `${elementary[e.name].code}(${emit(e.argument)})`);
    }
  }

  return { emit, statements };
}

/** The library functions that generated code may name are passed in; everything else in it is Math and its own names. */
function build<F>(code: string): F {
  return new Function('erf', `'use strict'; return ${code};`)(erf) as F;
}

/** f(r²) for an expression in r. */
export function compileRadial(e: Expression): (r2: number) => number {
  const { emit, statements } = createEmitter(true);
  const result = emit(e);
  return build(`function (r2) { ${statements.join(' ')} return ${result}; }`);
}

const components = ['x', 'y', 'z'];

function unpack(dimension: number): string {
  return components
    .slice(0, dimension)
    .map((name, i) => `const ${name} = at[${i}];`)
    .join(' ');
}

/** f(z) for an expression in the components x, y, z of the point z. */
export function compileComponents(e: Expression, dimension: number): (at: ArrayLike<number>) => number {
  const { emit, statements } = createEmitter(false);
  const result = emit(e);
  return build(`function (at) { ${unpack(dimension)} ${statements.join(' ')} return ${result}; }`);
}

/** Several expressions in the components, written to `out` in order. */
export function compileComponentsInto(
  expressions: readonly Expression[],
  dimension: number,
): (at: ArrayLike<number>, out: Float64Array) => void {
  const { emit, statements } = createEmitter(false);
  const results = expressions.map(emit);
  const stores = results.map((name, i) => `out[${i}] = ${name};`).join(' ');
  return build(`function (at, out) { ${unpack(dimension)} ${statements.join(' ')} ${stores} }`);
}
