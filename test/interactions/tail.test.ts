import { enclose } from '../../lib/interactions/formula/enclose';
import type { Expression } from '../../lib/interactions/formula/expression';
import { parseFormula } from '../../lib/interactions/formula/parse';
import { integralBound } from '../../lib/interactions/formula/supremum';
import { encloseTail, growsWithoutBound, integralTail, supTail } from '../../lib/interactions/formula/tail';
import { interval, magnitude } from '../../lib/numerics/interval';
import { createRandom } from '../../lib/numerics/random';

const ray = { r: interval(1) };
const parse = (text: string) => parseFormula(text, ['r'], {});

function sizeAt(e: Expression, r: number): number {
  return magnitude(enclose(e, { r: interval(r) }));
}

/** Decaying formulas with sup over r ≥ 4 at r = 4, and how far above it the tail bound may lie. */
const decaying: [string, number][] = [
  ['exp(-r^2/2)', 1.001],
  ['exp(-r)+exp(-r^2)', 1.001],
  ['r^5*exp(-r^2)+exp(-r)', 1.001],
  ['r^2*exp(-r^2)+1/(1+r^2)', 1.07], // 1/(1+r²) ≤ r^−2
  ['exp(-r)*exp(-r^2)', 60], // the slower factor is forgotten: e⁴
  ['sech(r)^2*(1+r)', 1.01],
  ['(3*r^2-1)/(1+r^2)^2.5', 1.2],
  ['exp(-2*r)/r+r^-3', 1.001],
  ['exp(-r^1.5)*(1-r)^2', 4],
];

describe.each(decaying)('%s far out', (text, slack) => {
  const e = parse(text);

  test('is bounded certainly, and not much above the truth', () => {
    for (const R of [4, 6.5]) {
      const bound = supTail(encloseTail(e, ray, R), R);
      for (let i = 0; i <= 300; i++)
        expect(sizeAt(e, R * 1.02 ** i)).toBeLessThanOrEqual(bound * (1 + 1e-12));
      if (R === 4) expect(bound).toBeLessThan(slack * sizeAt(e, R));
    }
  });

  test('has an integral below its bound', () => {
    const R = 4;
    let sum = 0;
    // The left end overestimates a decreasing function: take the right end.
    for (let r = R; r < 60; r += 0.005) sum += 0.005 * sizeAt(e, r + 0.005);
    expect(integralTail(encloseTail(e, ray, R), R)).toBeGreaterThanOrEqual(sum);
  });
});

test('growth is recognised when it is certain, and only then', () => {
  const grows = (text: string) => growsWithoutBound(encloseTail(parse(text), ray, 1024));
  expect(['r', 'r^2-5*r', 'sqrt(1+r^2)', 'r^2*(2+sin(r))', '-r^0.1'].map(grows)).toEqual(Array(5).fill(true));
  expect(['r*sin(r)', 'exp(-r)*r^9', '7', 'r^2/(1+r^2)', '1/r'].map(grows)).toEqual(Array(5).fill(false));
});

test('in components the bound holds on the whole cone of slopes', () => {
  const e = parseFormula('exp(-x^2+x*y-y^2)*(1+y)', ['x', 'y'], {});
  const random = createRandom(11);
  const slope = interval(0.2, 0.6);
  const bound = supTail(encloseTail(e, { x: interval(1), y: slope }, 3), 3);
  for (let k = 0; k < 500; k++) {
    const rho = 3 + 2 * random.uniform();
    const y = rho * (0.2 + 0.4 * random.uniform());
    expect(magnitude(enclose(e, { x: interval(rho), y: interval(y) }))).toBeLessThanOrEqual(bound);
  }
  expect(bound).toBeLessThan(0.2); // the truth is about 0.01; without a decay rate it would be ∞
});

test.each([
  ['exp(-r)', 1],
  ['exp(-r^2)', Math.sqrt(Math.PI) / 2],
  ['1/(1+r^2)', Math.PI / 2],
  ['r^3*exp(-r^2)', 0.5],
] as const)('∫₀^∞ %s is bounded from above within 2 percent', (text, truth) => {
  const bound = integralBound(parse(text), 'r');
  expect(bound).toBeGreaterThanOrEqual(truth);
  expect(bound).toBeLessThan(1.02 * truth);
});
