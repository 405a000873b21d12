import type { FunctionName } from './elementary';
import { call, type Expression, negate, number, one, power, product, sum, zero } from './expression';

/** f′(u) for each function f of the table. */
const derivatives: Readonly<Record<FunctionName, (u: Expression) => Expression>> = {
  exp: (u) => call('exp', u),
  log: (u) => power(u, -1),
  sin: (u) => call('cos', u),
  cos: (u) => negate(call('sin', u)),
  tan: (u) => sum(one, power(call('tan', u), 2)),
  sinh: (u) => call('cosh', u),
  // tanh·cosh rather than sinh, so that powers of cosh merge and sech, log cosh never compute ∞/∞.
  cosh: (u) => product(call('tanh', u), call('cosh', u)),
  tanh: (u) => power(call('cosh', u), -2),
  atan: (u) => power(sum(one, power(u, 2)), -1),
  erf: (u) => product(number(2 / Math.sqrt(Math.PI)), call('exp', negate(power(u, 2)))),
  abs: (u) => call('sign', u),
  sign: (u) => product(number(2), call('jump', u)),
  jump: (u) => call('jump', u),
};

/**
 * The derivation D with D(v) = seed[v] for each variable v (0 where absent), carried through the tree by the product and
 * chain rules. Seed {x: 1} gives ∂/∂x. Seed {r: r⁻¹} gives v′(r)/r, the factor of z in ∇V: r⁻¹ meets powers of r before
 * anything is evaluated, so that exp(−r²/2) becomes −exp(−r²/2) and not (−r·exp(−r²/2))/r with its 0/0 at the origin.
 */
export function differentiate(e: Expression, seed: Readonly<Record<string, Expression>>): Expression {
  switch (e.kind) {
    case 'number':
      return zero;
    case 'variable':
      return seed[e.name] ?? zero;
    case 'sum':
      return sum(...e.terms.map((t) => differentiate(t, seed)));
    case 'product':
      return sum(
        ...e.factors.map((f, i) =>
          product(number(e.coefficient), differentiate(f, seed), ...e.factors.filter((_, j) => j !== i)),
        ),
      );
    case 'power':
      return product(number(e.exponent), power(e.base, e.exponent - 1), differentiate(e.base, seed));
    case 'call':
      return product(derivatives[e.name](e.argument), differentiate(e.argument, seed));
  }
}
