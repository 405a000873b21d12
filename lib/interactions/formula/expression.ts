import { elementary, type FunctionName } from './elementary';

/**
 * A formula as a tree in canonical form: sums and products are flat, like terms and like bases are merged, numbers are
 * folded and multiplied into sums, quotients are negative powers. Build trees with `sum`, `product`, `power` and `call` only.
 * `key` is a text that determines the tree: equal keys mean equal expressions.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly key: string }
  | { readonly kind: 'variable'; readonly name: string; readonly key: string }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[]; readonly key: string }
  | {
      readonly kind: 'product';
      readonly coefficient: number;
      readonly factors: readonly Expression[];
      readonly key: string;
    }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: number; readonly key: string }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      readonly argument: Expression;
      readonly key: string;
    };

export function number(value: number): Expression {
  return { kind: 'number', value, key: String(value) };
}

/** The variable `r` stands for |z| ≥ 0; x, y, z are the components. */
export function variable(name: string): Expression {
  return { kind: 'variable', name, key: name };
}

export const zero: Expression = number(0);
export const one: Expression = number(1);

/** e = coefficient · rest. */
function splitCoefficient(e: Expression): readonly [number, Expression] {
  if (e.kind === 'number') return [e.value, one];
  if (e.kind !== 'product' || e.coefficient === 1) return [1, e];
  return [e.coefficient, e.factors.length === 1 ? e.factors[0] : rawProduct(1, e.factors)];
}

function splitPower(e: Expression): readonly [Expression, number] {
  return e.kind === 'power' ? [e.base, e.exponent] : [e, 1];
}

function rawProduct(coefficient: number, factors: readonly Expression[]): Expression {
  const key = `(${[String(coefficient), ...factors.map((f) => f.key)].join('*')})`;
  return { kind: 'product', coefficient, factors, key };
}

function byKey(a: Expression, b: Expression): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** Sum of the terms. */
export function sum(...terms: readonly Expression[]): Expression {
  const merged = new Map<string, [number, Expression]>();
  for (const term of terms.flatMap((t) => (t.kind === 'sum' ? t.terms : [t]))) {
    const [coefficient, rest] = splitCoefficient(term);
    merged.set(rest.key, [(merged.get(rest.key)?.[0] ?? 0) + coefficient, rest]);
  }
  const rests = [...merged.values()].filter(([c]) => c !== 0).sort((a, b) => byKey(a[1], b[1]));
  const out = rests.map(([c, rest]) => product(number(c), rest));
  if (out.length < 2) return out[0] ?? zero;
  return { kind: 'sum', terms: out, key: `(${out.map((t) => t.key).join('+')})` };
}

/** Product of the factors. */
export function product(...factors: readonly Expression[]): Expression {
  let coefficient = 1;
  const merged = new Map<string, [Expression, number]>();
  for (const factor of factors.flatMap((f) =>
    f.kind === 'product' ? [number(f.coefficient), ...f.factors] : [f],
  )) {
    if (factor.kind === 'number') {
      coefficient *= factor.value;
      continue;
    }
    const [base, exponent] = splitPower(factor);
    merged.set(base.key, [base, (merged.get(base.key)?.[1] ?? 0) + exponent]);
  }
  if (coefficient === 0) return zero;
  const out = [...merged.values()].filter(([, e]) => e !== 0).map(([b, e]) => power(b, e));
  // Merging exponents can uncover a number or a product ((√(2x))² = 2x): fold once more.
  if (out.some((f) => f.kind === 'number' || f.kind === 'product'))
    return product(number(coefficient), ...out);
  if (out.length === 0) return number(coefficient);
  if (coefficient === 1 && out.length === 1) return out[0];
  if (out.length === 1 && out[0].kind === 'sum')
    return sum(...out[0].terms.map((t) => product(number(coefficient), t)));
  return rawProduct(coefficient, out.sort(byKey));
}

/** factor·e, multiplied into a sum: powers can then cancel term by term. */
export function distribute(e: Expression, factor: Expression): Expression {
  return e.kind === 'sum' ? sum(...e.terms.map((t) => product(t, factor))) : product(e, factor);
}

export function negate(e: Expression): Expression {
  return product(number(-1), e);
}

export function quotient(u: Expression, v: Expression): Expression {
  return product(u, power(v, -1));
}

function isNonNegative(e: Expression): boolean {
  if (e.kind === 'number') return e.value >= 0;
  if (e.kind === 'variable') return e.name === 'r';
  // A real power that is not whole exists for nonnegative bases only, and is then nonnegative itself.
  if (e.kind === 'power')
    return e.exponent % 2 === 0 || !Number.isInteger(e.exponent) || isNonNegative(e.base);
  if (e.kind === 'call') return elementary[e.name].nonNegative === true;
  return e.kind === 'product' && e.coefficient >= 0 && e.factors.every(isNonNegative);
}

/** True when −e is the simpler of ±e: the sign then goes out of even and odd functions and of whole powers. */
function leadsNegative(e: Expression): boolean {
  const leading = e.kind === 'sum' ? e.terms[0] : e;
  return splitCoefficient(leading)[0] < 0;
}

/** base^exponent for a real constant exponent. */
export function power(base: Expression, exponent: number): Expression {
  if (exponent === 0) return one;
  if (exponent === 1) return base;
  if (base.kind === 'number') return number(base.value ** exponent);
  const whole = Number.isInteger(exponent);
  if (base.kind === 'power' && (whole || isNonNegative(base.base)))
    return power(base.base, base.exponent * exponent);
  if (base.kind === 'call' && base.name === 'exp')
    return call('exp', product(number(exponent), base.argument));
  if (base.kind === 'product') return powerOfProduct(base.coefficient, base.factors, exponent);
  if (whole && leadsNegative(base)) return product(number((-1) ** exponent), power(negate(base), exponent));
  return { kind: 'power', base, exponent, key: `${base.key}^${exponent}` };
}

/** (c·Πf)^e: all factors leave for a whole e, only those known to be ≥ 0 otherwise. */
function powerOfProduct(coefficient: number, factors: readonly Expression[], exponent: number): Expression {
  const free = (f: Expression) => Number.isInteger(exponent) || isNonNegative(f);
  const outside = factors.filter(free).map((f) => power(f, exponent));
  const inside = factors.filter((f) => !free(f));
  const scale = Number.isInteger(exponent) || coefficient > 0;
  if (scale) outside.push(number(coefficient ** exponent));
  const rest = product(number(scale ? 1 : coefficient), ...inside);
  if (rest.kind === 'number') return product(power(rest, exponent), ...outside);
  const kept: Expression =
    rest.kind === 'product'
      ? { kind: 'power', base: rest, exponent, key: `${rest.key}^${exponent}` }
      : power(rest, exponent);
  return outside.length === 0 ? kept : product(kept, ...outside);
}

/** f(argument) for an elementary function of the table. */
export function call(name: FunctionName, argument: Expression): Expression {
  const f = elementary[name];
  if (argument.kind === 'number') return number(f.value(argument.value));
  if (f.parity !== undefined && leadsNegative(argument)) {
    return product(number(f.parity), call(name, negate(argument)));
  }
  if (name === 'abs' && isNonNegative(argument)) return argument;
  if (name === 'log' && argument.kind === 'call' && argument.name === 'exp') return argument.argument;
  return { kind: 'call', name, argument, key: `${name}(${argument.key})` };
}

/** The tree with each named variable replaced. */
export function substitute(e: Expression, replacement: Readonly<Record<string, Expression>>): Expression {
  const into = (child: Expression) => substitute(child, replacement);
  switch (e.kind) {
    case 'number':
      return e;
    case 'variable':
      return replacement[e.name] ?? e;
    case 'sum':
      return sum(...e.terms.map(into));
    case 'product':
      return product(number(e.coefficient), ...e.factors.map(into));
    case 'power':
      return power(into(e.base), e.exponent);
    case 'call':
      return call(e.name, into(e.argument));
  }
}

/** True when the named variable occurs. */
export function mentions(e: Expression, name: string): boolean {
  switch (e.kind) {
    case 'number':
      return false;
    case 'variable':
      return e.name === name;
    case 'sum':
      return e.terms.some((t) => mentions(t, name));
    case 'product':
      return e.factors.some((f) => mentions(f, name));
    case 'power':
      return mentions(e.base, name);
    case 'call':
      return mentions(e.argument, name);
  }
}
