import type { FunctionNode, MathNode, OperatorNode, ParenthesisNode, SymbolNode } from 'mathjs';
import { finite } from '../../numerics/guards';
import type { FunctionName } from './elementary';
import { call, type Expression, negate, number, power, product, quotient, sum, variable } from './expression';

const named: readonly FunctionName[] = [
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
  'sinh',
  'cosh',
  'tanh',
  'atan',
  'erf',
  'abs',
];

/** What a formula may call, each with one argument. */
const functions: ReadonlyMap<string, (u: Expression) => Expression> = new Map([
  ...named.map((name) => [name, (u: Expression) => call(name, u)] as const),
  ['sqrt', (u: Expression) => power(u, 0.5)] as const,
  ['sech', (u: Expression) => power(call('cosh', u), -1)] as const,
]);

const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

const operators: ReadonlyMap<string, (args: Expression[]) => Expression> = new Map([
  ['add', ([a, b]: Expression[]) => sum(a, b)],
  ['subtract', ([a, b]: Expression[]) => sum(a, negate(b))],
  ['multiply', ([a, b]: Expression[]) => product(a, b)],
  ['divide', ([a, b]: Expression[]) => quotient(a, b)],
  ['pow', ([a, b]: Expression[]) => generalPower(a, b)],
  ['unaryMinus', ([a]: Expression[]) => negate(a)],
  ['unaryPlus', ([a]: Expression[]) => a],
]);

function generalPower(base: Expression, exponent: Expression): Expression {
  if (exponent.kind === 'number') return power(base, exponent.value);
  return call('exp', product(exponent, call('log', base)));
}

/** `text` with a caret under position `at` (from 0). */
function refusal(text: string, at: number, why: string): SyntaxError {
  const line = text.slice(0, at).split('\n').length - 1;
  const column = at - (text.lastIndexOf('\n', at - 1) + 1);
  const shown = text
    .split('\n')
    .slice(0, line + 1)
    .join('\n');
  return new SyntaxError(`formula: ${why} (character ${at + 1})\n${shown}\n${' '.repeat(column)}^`);
}

/** Where `part` first stands in the text as a word of its own (0 if it cannot be found). */
function placeOf(text: string, part: string): number {
  const escaped = part.replace(/[^\w]/g, '\\$&');
  return Math.max(0, text.search(new RegExp(`(?<![\\w.])${escaped}(?!\\w)`)));
}

function checkParameters(parameters: Readonly<Record<string, number>>, variables: readonly string[]): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (
      !/^[A-Za-z_]\w*$/.test(name) ||
      variables.includes(name) ||
      constants.has(name) ||
      functions.has(name)
    ) {
      throw new RangeError(
        `parameters must have names of their own (letters, digits), got ${JSON.stringify(name)}`,
      );
    }
    finite(`parameters.${name}`, value);
  }
}

/** mathjs reads the text; loaded at the first formula, since it takes a third of a second. */
function syntaxTree(text: string): MathNode {
  const { parse } = require('mathjs/number') as typeof import('mathjs');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = ((error as SyntaxError & { char?: number }).char ?? 1) - 1;
    throw refusal(text, at, error.message.replace(/ \(char \d+\)$/, ''));
  }
}

/**
 * The formula as a tree in canonical form. Allowed are numbers, + − * / ^, parentheses, the `variables`, the constants
 * pi and e, the parameters (replaced by their values) and the functions exp, log, sin, cos, tan, sinh, cosh, tanh, sech,
 * atan, erf, abs, sqrt; everything else is refused. Nothing is evaluated as code.
 * @throws SyntaxError with the place in the text; RangeError for a parameter that is not a finite number.
 */
export function parseFormula(
  text: string,
  variables: readonly string[],
  parameters: Readonly<Record<string, number>>,
): Expression {
  if (typeof text !== 'string' || text.trim() === '') {
    throw new RangeError(`formula must be a nonempty text, got ${JSON.stringify(text)}`);
  }
  checkParameters(parameters, variables);

  function symbol(node: SymbolNode): Expression {
    if (variables.includes(node.name)) return variable(node.name);
    if (Object.hasOwn(parameters, node.name)) return number(parameters[node.name]);
    const constant = constants.get(node.name);
    if (constant !== undefined) return number(constant);
    const allowed = [...variables, ...constants.keys(), ...Object.keys(parameters)].join(', ');
    const misused = functions.has(node.name);
    const why = misused
      ? `function ${node.name} needs an argument in parentheses`
      : `unknown symbol ${node.name}`;
    throw refusal(text, placeOf(text, node.name), misused ? why : `${why}; allowed are ${allowed}`);
  }

  function application(node: FunctionNode): Expression {
    const name = node.fn.name;
    const f = functions.get(name);
    const allowed = [...functions.keys()].join(', ');
    if (!f) throw refusal(text, placeOf(text, name), `unknown function ${name}; allowed are ${allowed}`);
    if (node.args.length !== 1) {
      throw refusal(text, placeOf(text, name), `${name} takes 1 argument, got ${node.args.length}`);
    }
    return f(convert(node.args[0]));
  }

  function convert(node: MathNode): Expression {
    switch (node.type) {
      case 'ParenthesisNode':
        return convert((node as ParenthesisNode).content);
      case 'SymbolNode':
        return symbol(node as SymbolNode);
      case 'FunctionNode':
        return application(node as FunctionNode);
      case 'ConstantNode': {
        const { value } = node as unknown as { value: unknown };
        if (typeof value === 'number' && Number.isFinite(value)) return number(value);
        break;
      }
      case 'OperatorNode': {
        const { fn, args } = node as OperatorNode;
        const build = operators.get(fn);
        if (build) return build(args.map(convert));
        break;
      }
    }
    const part = node.toString();
    const why = `${JSON.stringify(part)} is not allowed; use numbers, + - * / ^, parentheses, symbols and functions`;
    throw refusal(text, placeOf(text, part), why);
  }

  const tree = convert(syntaxTree(text));
  if (tree.key.includes('NaN') || tree.key.includes('Infinity')) {
    throw refusal(text, 0, 'a constant part is not a finite number');
  }
  return tree;
}
