import { eigenvalueFloor } from '../../../lib/numerics/conic/eigenvalueFloor';
import { choleskyFactor } from '../../../lib/numerics/dense/cholesky';
import { realMatrix } from '../../../lib/numerics/dense/matrix';
import {
  certifiedLowerBound,
  createRandom,
  type HermitianEntry,
  type SemidefiniteBlock,
  type SemidefiniteProgram,
  semidefiniteProgram,
} from '../../../lib/numerics/index';
import { type Dyadic, dyadic, exactDot, isPositiveDefinite, minus, plus, times } from '../dyadic';

// Everything here is compared in exact arithmetic: an inequality that holds up to rounding only is a failure.

/** One block with the cost C and constraints Σ y_k A_k, all given by entries; the values b_k are 0. */
function oneBlock(
  block: SemidefiniteBlock,
  cost: HermitianEntry[],
  a: HermitianEntry[][],
): SemidefiniteProgram {
  return semidefiniteProgram({
    blocks: [block],
    cost: [{ block: 0, entries: cost }],
    constraints: a.map((entries) => ({ terms: [{ block: 0, entries }], value: 0 })),
  });
}

/** C − Σ y_k A_k − shift·I as a real symmetric matrix: [[Re, −Im], [Im, Re]] if complex, diagonal for a vector. */
function exactSlack({ blocks, cost, operator }: SemidefiniteProgram, y: number[], shift: number): Dyadic[][] {
  const { size: n, kind } = blocks[0];
  const order = kind === 'complex' ? 2 * n : n;
  const out = Array.from({ length: order }, (_, i) =>
    Array.from({ length: order }, (_, j) => dyadic(i === j ? -shift : 0)),
  );
  const add = (i: number, j: number, value: Dyadic): void => {
    out[i][j] = plus(out[i][j], value);
    if (i !== j) out[j][i] = plus(out[j][i], value);
  };
  const addLists = (lists: SemidefiniteProgram['cost'][number], factors: number[]): void => {
    lists.constraint.forEach((constraint, k) => {
      for (let e = lists.first[k]; e < lists.first[k + 1]; e++) {
        const [i, j] = [lists.row[e], lists.column[e]];
        const [re, im] = [lists.real[e], lists.imaginary[e]].map((value) =>
          times(dyadic(factors[constraint]), dyadic(value)),
        );
        add(i, j, re);
        if (kind !== 'complex') continue;
        add(n + i, n + j, re);
        if (i === j) continue;
        add(i, n + j, minus(dyadic(0), im));
        add(j, n + i, im);
      }
    });
  };
  addLists(cost[0], [1]);
  addLists(
    operator[0],
    y.map((value) => -value),
  );
  return out;
}

/** With b = 0 and trace 1 the bound is one of λ_min: S − bound·I ≻ 0, exactly. */
function expectBelowSpectrum(program: SemidefiniteProgram, y: number[]): void {
  const bound = certifiedLowerBound(program, y, [1]);
  expect(bound).toBeLessThanOrEqual(0);
  expect(isPositiveDefinite(exactSlack(program, y, bound))).toBe(true);
}

/** Twenty constraints that take 2^−54 from 1, which rounding gives back each time; the last one takes `rest`. */
const losses = 20;
const lossy = (rest: number): number[] => [...new Array<number>(losses).fill(2 ** -54), rest];

describe('the slack of a block, with roundings that hide a negative eigenvalue', () => {
  const all = (entry: HermitianEntry[]): HermitianEntry[][] => new Array(losses + 1).fill(entry);

  // What remains is 0 or 2^−50 in double precision (the latter passes a Cholesky factorisation), and −2^−52 or less.
  test.each([1, 1 - 2 ** -50])('1 × 1 and vector: 1 − 20·2^−54 − %p', (rest) => {
    for (const kind of ['real', 'complex', 'nonnegative'] as const) {
      const program = oneBlock({ size: 1, kind }, [[0, 0, 1]], all([[0, 0, 1]]));
      const y = lossy(rest);
      expect(y.reduce((s, value) => s - value, 1)).toBe(1 - rest);
      expect(isPositiveDefinite(exactSlack(program, y, 0))).toBe(false);
      expectBelowSpectrum(program, y);
    }
  });

  test.each(['real', 'complex'] as const)('2 × 2 %s: off the diagonal', (kind) => {
    const above = (value: number): HermitianEntry => (kind === 'real' ? [0, 1, value] : [0, 1, 0, value]);
    const diagonal: HermitianEntry[] = [
      [0, 0, 1],
      [1, 1, 1],
    ];
    const program = oneBlock({ size: 2, kind }, [...diagonal, above(-1)], all([above(1)]));
    // λ_min = 1 − |−1 − 20·2^−54| = −20·2^−54, and 0 in double precision.
    const y = lossy(0);
    expect(isPositiveDefinite(exactSlack(program, y, -19 * 2 ** -54))).toBe(false);
    expect(isPositiveDefinite(exactSlack(program, y, -21 * 2 ** -54))).toBe(true);
    expectBelowSpectrum(program, y);
  });

  test('random blocks with cancellation, of any size of entries', () => {
    const random = createRandom(31);
    const kinds = ['real', 'complex', 'nonnegative'] as const;
    for (let round = 0; round < (process.env.LONG ? 3000 : 150); round++) {
      const [kind, size, m] = [kinds[round % 3], 1 + random.integer(4), 1 + random.integer(8)];
      const unit = 2 ** [0, -400, -530, -600, 300, 480][random.integer(6)];
      const list = (): HermitianEntry[] => {
        const out: HermitianEntry[] = [];
        for (let i = 0; i < size; i++)
          for (let j = i; j < (kind === 'nonnegative' ? i + 1 : size); j++)
            out.push([
              i,
              j,
              unit * random.normal(),
              kind === 'complex' && i < j ? unit * random.normal() : 0,
            ]);
        return out;
      };
      const a = Array.from({ length: m }, list);
      const y = a.map(() => unit * random.normal());
      // C = fl(Σ y_k A_k) + a little: the slack is mostly rounding.
      const cost = a[0].map(([i, j], e): HermitianEntry => {
        const sum = (part: 2 | 3): number => a.reduce((s, entries, k) => s + y[k] * entries[e][part]!, 0);
        return [i, j, sum(2) + (i === j && round % 2 === 0 ? 2 ** -50 * unit * unit : 0), sum(3)];
      });
      expectBelowSpectrum(oneBlock({ size, kind }, cost, a), y);
    }
  });
});

describe('the sum of the bound', () => {
  test('is not above b·y, though each addition rounds up', () => {
    // 1 + 0.75·2^−52 = 1 + 2^−52 in double precision, twenty times.
    const y = [1, ...new Array<number>(20).fill(0.75 * 2 ** -52)];
    const program = semidefiniteProgram({
      blocks: [{ size: 1, kind: 'real' }],
      cost: [],
      constraints: y.map(() => ({ terms: [{ block: 0, entries: [[0, 0, 1]] }], value: 1 })),
    });
    // A trace bound of 0 leaves b·y alone.
    const bound = certifiedLowerBound(program, y, [0]);
    expect(minus(exactDot(y, program.values), dyadic(bound)).digits >= 0n).toBe(true);
    expect(bound).toBeGreaterThan(1 - 1e-14);
  });

  test('is −∞, never NaN, when numbers overflow', () => {
    const program = oneBlock({ size: 1, kind: 'real' }, [[0, 0, 1]], [[[0, 0, 1e10]], [[0, 0, -1e10]]]);
    expect(certifiedLowerBound(program, [1e308, 1e308], [1])).toBe(Number.NEGATIVE_INFINITY);
    const vector = oneBlock({ size: 1, kind: 'nonnegative' }, [[0, 0, 1]], [[[0, 0, 1e10]], [[0, 0, -1e10]]]);
    expect(certifiedLowerBound(vector, [1e308, 1e308], [1])).toBe(Number.NEGATIVE_INFINITY);
    const values = { ...program, values: Float64Array.of(1e10, -1e10) };
    expect(certifiedLowerBound(values, [1e308, 1e308], [0])).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('eigenvalues from below by Cholesky', () => {
  const matrix = (n: number, data: Float64Array): Parameters<typeof eigenvalueFloor>[0] => ({
    n,
    width: 1,
    data,
    radius: 0,
  });
  const exactly = (n: number, data: Float64Array, shift: number): Dyadic[][] =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => minus(dyadic(data[i * n + j]), dyadic(i === j ? shift : 0))),
    );

  test('a factorisation that succeeds on an indefinite matrix is not believed', () => {
    const random = createRandom(32);
    let deceived = 0;
    for (let round = 0; round < (process.env.LONG ? 5000 : 300); round++) {
      const n = 2 + (round % 3);
      // Chosen so that the last pivot, c − Σ b_k²/a_k, vanishes: rounded, it is as often negative as not.
      const data = new Float64Array(n * n);
      let last = 0;
      for (let k = 0; k < n - 1; k++) {
        const [a, b] = [0.5 + random.uniform(), random.normal()];
        data[k * (n + 1)] = a;
        data[k * n + n - 1] = data[(n - 1) * n + k] = b;
        last += (b * b) / a;
      }
      data[n * n - 1] = last;
      const floor = eigenvalueFloor(matrix(n, data));
      expect(isPositiveDefinite(exactly(n, data, floor))).toBe(true);
      // Rump's term, 8(n + 3)·2^−53·trace, or a shift of the same order.
      expect(floor).toBeGreaterThan(-1e-13 * (n + last));
      try {
        choleskyFactor(realMatrix(n, n, data));
        if (!isPositiveDefinite(exactly(n, data, 0))) deceived++;
      } catch {}
    }
    expect(deceived).toBeGreaterThan(10);
  });

  test('from the least to the largest doubles', () => {
    for (const size of [Number.MIN_VALUE, 1e-310, 1e-160, 1, 1e160, 1.7e308])
      for (const data of [
        [0, size, size, 0],
        [size, size, size, size],
        [-size, 0, 0, 1e-200],
      ]) {
        const floor = eigenvalueFloor(matrix(2, Float64Array.from(data)));
        // At 1.7e308 the bound itself may overflow.
        if (size > 1e300 && floor === Number.NEGATIVE_INFINITY) continue;
        expect(isPositiveDefinite(exactly(2, Float64Array.from(data), floor))).toBe(true);
        // The least shift within a factor 1.2 or the rounding of the largest entry, and whole numbers of denormal ones.
        const rounding = 1e-14 * Math.max(...data);
        expect(floor).toBeGreaterThan(-1.21 * size - rounding - 5 * Number.MIN_VALUE);
      }
    expect(eigenvalueFloor(matrix(1, Float64Array.of(Number.NaN)))).toBe(Number.NEGATIVE_INFINITY);
    expect(eigenvalueFloor({ ...matrix(1, Float64Array.of(1)), radius: Infinity })).toBe(
      Number.NEGATIVE_INFINITY,
    );
  });

  test('other errors than a failed factorisation are not swallowed', () => {
    expect(() => eigenvalueFloor(matrix(2, Float64Array.of(1, 2, 3, 4)))).toThrow(/must be symmetric/);
  });
});
