import {
  certifiedLowerBound,
  createRandom,
  type HermitianEntry,
  type Random,
  type SemidefiniteBlock,
  type SemidefiniteConstraint,
  type SemidefiniteProgram,
  type SemidefiniteResult,
  semidefiniteProgram,
  solveSemidefinite,
} from '../../../lib/numerics/index';
import { spinChain } from './spinChain';

/** Orthonormal columns of a random matrix (Gram–Schmidt, twice), interleaved; real parts only for a real block. */
function randomBasis(n: number, complex: boolean, random: Random): Float64Array[] {
  const columns: Float64Array[] = [];
  for (let k = 0; k < n; k++) {
    const v = new Float64Array(2 * n).map((_, i) => (complex || i % 2 === 0 ? random.normal() : 0));
    for (let round = 0; round < 2; round++)
      for (const u of columns) {
        let [re, im] = [0, 0];
        for (let i = 0; i < 2 * n; i += 2) {
          re += u[i] * v[i] + u[i + 1] * v[i + 1];
          im += u[i] * v[i + 1] - u[i + 1] * v[i];
        }
        for (let i = 0; i < 2 * n; i += 2) {
          v[i] -= re * u[i] - im * u[i + 1];
          v[i + 1] -= re * u[i + 1] + im * u[i];
        }
      }
    const norm = Math.hypot(...v);
    columns.push(v.map((value) => value / norm));
  }
  return columns;
}

/** Σ_k weight_k v_k v_k† by its entries on and above the diagonal. */
function spectralEntries(basis: readonly Float64Array[], weights: readonly number[]): HermitianEntry[] {
  const n = basis.length;
  const entries: HermitianEntry[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      let [re, im] = [0, 0];
      basis.forEach((v, k) => {
        re += weights[k] * (v[2 * i] * v[2 * j] + v[2 * i + 1] * v[2 * j + 1]);
        im += weights[k] * (v[2 * i + 1] * v[2 * j] - v[2 * i] * v[2 * j + 1]);
      });
      entries.push(i === j ? [i, j, re] : [i, j, re, im]);
    }
  return entries;
}

/** ⟨A, X⟩ of two lists of entries; X has all of them, row by row. */
function innerOf(a: readonly HermitianEntry[], x: readonly HermitianEntry[], n: number): number {
  return a.reduce((sum, [i, j, re, im = 0]) => {
    const [, , xRe, xIm = 0] = x[i * n - (i * (i - 1)) / 2 + j - i];
    return sum + (i === j ? 1 : 2) * (re * xRe + im * xIm);
  }, 0);
}

interface Known {
  readonly program: SemidefiniteProgram;
  readonly value: number;
  readonly traces: number[];
}

/**
 * A program with known optimum: X* and S* commute, with complementary ranks; A is random and sparse, y* random,
 * C = S* + Σ y*_k A_k, b = A(X*). Nonnegative blocks are diagonal ones here.
 */
function knownProgram(blocks: readonly SemidefiniteBlock[], m: number, random: Random): Known {
  const pairs = blocks.map(({ size, kind }) => {
    const unit = Array.from({ length: size }, (_, k) => new Float64Array(2 * size).fill(1, 2 * k, 2 * k + 1));
    const basis = kind === 'nonnegative' ? unit : randomBasis(size, kind === 'complex', random);
    const rank = Math.ceil(size / 3);
    const weights = basis.map(() => 0.5 + random.uniform());
    return {
      x: spectralEntries(
        basis,
        weights.map((w, k) => (k < rank ? w : 0)),
      ),
      s: spectralEntries(
        basis,
        weights.map((w, k) => (k < rank ? 0 : w)),
      ),
    };
  });
  const y = Array.from({ length: m }, () => random.normal());
  const cost = pairs.map(({ s }, b) => {
    const { kind } = blocks[b];
    return new Map(
      s
        .filter(([i, j]) => kind !== 'nonnegative' || i === j)
        .map(([i, j, re, im = 0]) => [`${i},${j}`, [i, j, re, im]] as [string, number[]]),
    );
  });
  const constraints = y.map((factor) => {
    let value = 0;
    const terms = blocks.map(({ size, kind }, block) => {
      const entries: HermitianEntry[] = [];
      for (let i = 0; i < size; i++)
        for (let j = i; j < (kind === 'nonnegative' ? i + 1 : size); j++) {
          if (random.uniform() > 0.4) continue;
          const entry: HermitianEntry = [
            i,
            j,
            random.normal(),
            kind === 'complex' && i < j ? random.normal() : 0,
          ];
          entries.push(entry);
          const target = cost[block].get(`${i},${j}`)!;
          target[2] += factor * entry[2];
          target[3] += factor * entry[3]!;
        }
      value += innerOf(entries, pairs[block].x, size);
      return { block, entries };
    });
    return { terms, value };
  });
  const program = semidefiniteProgram({
    blocks,
    cost: cost.map((entries, block) => ({
      block,
      entries: [...entries.values()] as unknown as HermitianEntry[],
    })),
    constraints,
  });
  const traces = pairs.map(({ x }) => x.reduce((sum, [i, j, re]) => sum + (i === j ? re : 0), 0));
  return { program, value: y.reduce((sum, factor, k) => sum + factor * constraints[k].value, 0), traces };
}

const mixed: readonly SemidefiniteBlock[] = [
  { size: 5, kind: 'real' },
  { size: 4, kind: 'complex' },
  { size: 6, kind: 'nonnegative' },
  { size: 1, kind: 'real' },
];

describe('random programs with a known pair of solutions', () => {
  test('values, feasibility, complementarity and the certified bound', () => {
    const random = createRandom(11);
    for (let round = 0; round < (process.env.LONG ? 200 : 12); round++) {
      const { program, value, traces } = knownProgram(mixed, 6 + (round % 8), random);
      const result = solveSemidefinite(program, { traceBounds: traces });
      expect(result.status).toBe('optimal');
      // Relative gap 1e−8 in scaled units; the scale ‖b‖‖C‖ is below 300 here.
      expect(Math.abs(result.primalValue - value)).toBeLessThan(1e-5);
      expect(Math.abs(result.dualValue - value)).toBeLessThan(1e-5);
      expect(Math.abs(result.gap - (result.primalValue - result.dualValue))).toBeLessThan(
        1e-12 * (1 + Math.abs(value)),
      );
      expect(result.primalResidual).toBeLessThan(1e-8);
      expect(result.dualResidual).toBeLessThan(1e-8);
      // Certainly below the true optimum, and close to it: the dual value is within the gap.
      expect(result.lowerBound!).toBeLessThanOrEqual(value + 1e-12 * Math.abs(value));
      expect(value - result.lowerBound!).toBeLessThan(1e-5);
    }
  });

  test('the bound holds for any y, also far from feasible ones', () => {
    const random = createRandom(12);
    const { program, value, traces } = knownProgram(mixed, 9, random);
    for (let round = 0; round < 50; round++) {
      const y = new Float64Array(9).map(() => 3 * random.normal());
      expect(certifiedLowerBound(program, y, traces)).toBeLessThanOrEqual(value);
    }
    // Exactly b·y − max(0, λ_max(ΣyA − C))·trace in one dimension: min 2x, 3x = 1, y = 1 has slack −1.
    const line = semidefiniteProgram({
      blocks: [{ size: 1, kind: 'real' }],
      cost: [{ block: 0, entries: [[0, 0, 2]] }],
      constraints: [{ terms: [{ block: 0, entries: [[0, 0, 3]] }], value: 1 }],
    });
    const bound = certifiedLowerBound(line, [1], [0.5]);
    expect(bound).toBeLessThanOrEqual(0.5);
    // The least shift is found within a factor 1.2.
    expect(bound).toBeGreaterThan(1 - 0.5 * 1.2);
  });
});

describe('one problem written in two ways', () => {
  test('an entry below the diagonal stands for its conjugate above', () => {
    const written = (entry: HermitianEntry): SemidefiniteProgram =>
      semidefiniteProgram({
        blocks: [{ size: 3, kind: 'complex' }],
        cost: [{ block: 0, entries: [entry] }],
        constraints: [{ terms: [{ block: 0, entries: [entry, [1, 1, 2]] }], value: 1 }],
      });
    expect(written([2, 0, 0.5, 0.25])).toEqual(written([0, 2, 0.5, -0.25]));
  });

  test('a vector and 1 × 1 blocks take the same path', () => {
    const random = createRandom(14);
    const n = 9;
    const row = (): number[] => Array.from({ length: n }, () => random.normal());
    const [a, c] = [[row(), row(), row(), row()], row().map(Math.abs)];
    const constraints = (
      place: (j: number, value: number) => [number, HermitianEntry],
    ): SemidefiniteConstraint[] =>
      a.map((coefficients) => {
        const terms = new Map<number, HermitianEntry[]>();
        coefficients.forEach((value, j) => {
          const [block, entry] = place(j, value);
          terms.set(block, [...(terms.get(block) ?? []), entry]);
        });
        return {
          terms: [...terms].map(([block, entries]) => ({ block, entries })),
          // Feasible: x = (1, …, 1).
          value: coefficients.reduce((sum, value) => sum + value, 0),
        };
      });
    const vector = semidefiniteProgram({
      blocks: [{ size: n, kind: 'nonnegative' }],
      cost: [{ block: 0, entries: c.map((value, j): HermitianEntry => [j, j, value]) }],
      constraints: constraints((j, value) => [0, [j, j, value]]),
    });
    const blocks = semidefiniteProgram({
      blocks: c.map(() => ({ size: 1, kind: 'real' })),
      cost: c.map((value, block) => ({ block, entries: [[0, 0, value]] })),
      constraints: constraints((j, value) => [j, [0, 0, value]]),
    });
    // Before the limit, where the end amplifies rounding errors.
    const [u, v] = [vector, blocks].map((program) => solveSemidefinite(program, { maxIterations: 5 }));
    const [x, y] = [u, v].map((result) => result.X.flatMap((block) => [...block.data]));
    for (let j = 0; j < n; j++) expect(Math.abs(x[j] - y[j])).toBeLessThan(1e-9);
    const end = [vector, blocks].map((program) => solveSemidefinite(program));
    expect(end.map(({ status }) => status)).toEqual(['optimal', 'optimal']);
    expect(Math.abs(end[0].primalValue - end[1].primalValue)).toBeLessThan(1e-6);
  });
});

describe('units', () => {
  /** The program with C, A and b multiplied. */
  function rescaled(program: SemidefiniteProgram, c: number, a: number, b: number): SemidefiniteProgram {
    const scale = (lists: SemidefiniteProgram['cost'], factor: number): SemidefiniteProgram['cost'] =>
      lists.map((list) => ({
        ...list,
        real: list.real.map((value) => factor * value),
        imaginary: list.imaginary.map((value) => factor * value),
      }));
    return {
      blocks: program.blocks,
      values: program.values.map((value) => b * value),
      cost: scale(program.cost, c),
      operator: scale(program.operator, a),
    };
  }

  test('do not matter: C, A, b multiplied by 1e±6', () => {
    const { program, value } = knownProgram(mixed, 8, createRandom(13));
    const reference = solveSemidefinite(program);
    for (const c of [1e-6, 1e6])
      for (const a of [1e-6, 1e6])
        for (const b of [1e-6, 1e6]) {
          const result = solveSemidefinite(rescaled(program, c, a, b));
          expect(result.status).toBe('optimal');
          expect(Math.abs(result.iterations - reference.iterations)).toBeLessThanOrEqual(1);
          expect(Math.abs((result.primalValue * a) / (b * c) - value)).toBeLessThan(1e-5);
          expect(Math.abs((result.y[0] * a) / c - reference.y[0])).toBeLessThan(
            1e-4 * (1 + Math.abs(reference.y[0])),
          );
        }
  });
});

/** One real block; constraints by entries and value. */
function realProgram(
  size: number,
  cost: HermitianEntry[],
  ...constraints: [HermitianEntry[], number][]
): SemidefiniteProgram {
  return semidefiniteProgram({
    blocks: [{ size, kind: 'real' }],
    cost: [{ block: 0, entries: cost }],
    constraints: constraints.map(([entries, value]) => ({ terms: [{ block: 0, entries }], value })),
  });
}

/** The conditions of a primal ray, by hand for a 2 × 2 block: b·y = 1 and the larger eigenvalue of Σ y_k A_k. */
function largerEigenvalue(a: number, b: number, c: number): number {
  return (a + c) / 2 + Math.hypot((a - c) / 2, b);
}

describe('programs without solution', () => {
  test('primal infeasible: a negative trace; the ray proves it', () => {
    const program = realProgram(
      2,
      [[0, 1, 1]],
      [
        [
          [0, 0, 1],
          [1, 1, 2],
        ],
        -1,
      ],
      [[[0, 1, 1]], 3],
    );
    const { status, ray } = solveSemidefinite(program);
    expect(status).toBe('primal infeasible');
    const [u, v] = ray!.y!;
    expect(Math.abs(-u + 3 * v - 1)).toBeLessThan(1e-12);
    expect(largerEigenvalue(u, v, 2 * u)).toBeLessThanOrEqual(ray!.violation);
    // Strictly infeasible: −ΣyA may be positive definite, only rounding margins remain.
    expect(ray!.violation).toBeLessThan(1e-8);
  });

  test('primal infeasible: an off-diagonal entry too large for the diagonal', () => {
    const program = realProgram(2, [[0, 0, 1]], [[[0, 0, 1]], 1], [[[1, 1, 1]], 1], [[[0, 1, 1]], 2.2]);
    const { status, ray } = solveSemidefinite(program);
    expect(status).toBe('primal infeasible');
    const [p, q, r] = ray!.y!;
    expect(Math.abs(p + q + 2.2 * r - 1)).toBeLessThan(1e-12);
    expect(largerEigenvalue(p, r, q)).toBeLessThanOrEqual(ray!.violation);
    expect(ray!.violation).toBeLessThan(1e-8);
  });

  test('dual infeasible: the primal value is unbounded along the ray', () => {
    const program = realProgram(
      3,
      [
        [0, 0, -1],
        [0, 1, 0.5],
      ],
      [[[1, 1, 1]], 1],
      [[[1, 2, 1]], 0.2],
    );
    const { status, ray } = solveSemidefinite(program);
    expect(status).toBe('dual infeasible');
    const X = ray!.X![0].data;
    expect(Math.abs(-X[0] + X[1] + 1)).toBeLessThan(1e-9);
    expect(Math.max(Math.abs(X[4]), Math.abs(2 * X[5]))).toBeLessThanOrEqual(ray!.violation * (1 + 1e-12));
    expect(ray!.violation).toBeLessThan(1e-7);
  });

  test('dual infeasible, random: also where the last step breaks down', () => {
    const random = createRandom(15);
    for (let round = 0; round < (process.env.LONG ? 300 : 30); round++) {
      const n = 2 + (round % 5);
      const cost: HermitianEntry[] = [];
      for (let i = 0; i < n; i++)
        for (let j = i; j < n; j++) cost.push([i, j, i === n - 1 && j === n - 1 ? -1 : random.normal()]);
      const { status, ray } = solveSemidefinite(realProgram(n, cost, [[[0, 0, 1]], 1]));
      expect(status).toBe('dual infeasible');
      expect(ray!.violation).toBeLessThan(1e-7);
    }
  });

  test('a linear program without feasible point, and one without bound', () => {
    const lp = (cost: number[], row: number[], value: number): SemidefiniteResult =>
      solveSemidefinite(
        semidefiniteProgram({
          blocks: [{ size: 2, kind: 'nonnegative' }],
          cost: [{ block: 0, entries: cost.map((c, j): HermitianEntry => [j, j, c]) }],
          constraints: [
            { terms: [{ block: 0, entries: row.map((a, j): HermitianEntry => [j, j, a]) }], value },
          ],
        }),
      );
    expect(lp([1, 1], [1, 2], -1).status).toBe('primal infeasible');
    const unbounded = lp([-1, -1], [1, -1], 1);
    expect(unbounded.status).toBe('dual infeasible');
    const [u, v] = unbounded.ray!.X![0].data;
    expect(Math.abs(u + v - 1)).toBeLessThan(1e-9);
    expect(Math.abs(u - v)).toBeLessThan(1e-7);
  });

  test('constraints that contradict each other linearly, with the exact combination', () => {
    const program = realProgram(
      2,
      [[0, 0, 1]],
      [[[0, 0, 1]], 1],
      [[[1, 1, 1]], 1],
      [
        [
          [0, 0, 2],
          [1, 1, 2],
        ],
        5,
      ],
    );
    const { status, ray, iterations } = solveSemidefinite(program);
    expect(status).toBe('primal infeasible');
    expect(iterations).toBe(0);
    const [p, q, r] = ray!.y!;
    expect(Math.abs(p + 2 * r) + Math.abs(q + 2 * r)).toBeLessThan(1e-14);
    expect(Math.abs(p + q + 5 * r - 1)).toBeLessThan(1e-14);
  });
});

describe('degenerate programs', () => {
  test('a constraint that follows from others is left out and named', () => {
    const trace: HermitianEntry[] = [
      [0, 0, 1],
      [1, 1, 1],
    ];
    const result = solveSemidefinite(
      realProgram(2, [[0, 1, 1]], [trace, 1], [[[0, 0, 1]], 0.25], [[[1, 1, 3]], 2.25]),
    );
    expect(result.status).toBe('optimal');
    expect(result.redundant).toHaveLength(1);
    expect(result.y[result.redundant[0]]).toBe(0);
    // −2√(x₀₀ x₁₁)
    expect(Math.abs(result.primalValue + 2 * Math.sqrt(0.1875))).toBeLessThan(1e-6);
  });

  test('an infimum that is not attained: x₀₀ with x₀₁ = 1', () => {
    const result = solveSemidefinite(realProgram(2, [[0, 0, 1]], [[[0, 1, 1]], 2]));
    expect(['optimal', 'near optimal', 'stalled']).toContain(result.status);
    expect(Math.abs(result.primalValue)).toBeLessThan(1e-3);
    expect(result.dualValue).toBeLessThan(1e-3);
  });

  test('no interior: X₀₀ = 0 pins a row; the value is right and nothing claims more accuracy than there is', () => {
    const result = solveSemidefinite(
      realProgram(
        3,
        [
          [1, 1, 1],
          [2, 2, 2],
          [0, 1, 0.3],
        ],
        [[[0, 0, 1]], 0],
        [[[1, 2, 1]], 2],
      ),
    );
    expect(['optimal', 'near optimal', 'stalled']).toContain(result.status);
    // x₁₁ + 2x₂₂ with x₁₁x₂₂ ≥ 1: 2√2, X₀₁ = 0 because X₀₀ = 0.
    expect(Math.abs(result.primalValue - 2 * Math.SQRT2)).toBeLessThan(1e-3);
  });

  test('a duality gap that does not close (primal 1, dual 0) is never called optimal', () => {
    // minimise x₁₁ with x₂₂ = 0 and x₁₁ + 2x₀₂ = 1 (L. Vandenberghe, S. Boyd, SIAM Review 38 (1996), §3).
    const result = solveSemidefinite(
      realProgram(
        3,
        [[1, 1, 1]],
        [[[2, 2, 1]], 0],
        [
          [
            [1, 1, 1],
            [0, 2, 1],
          ],
          1,
        ],
      ),
    );
    expect(result.status).not.toBe('optimal');
  });
});

describe('interface', () => {
  const block = { size: 2, kind: 'complex' } as const;
  const one = { terms: [{ block: 0, entries: [[0, 0, 1]] as HermitianEntry[] }], value: 1 };
  test('the same program gives the same digits, and progress is told each iteration', () => {
    const seen: number[] = [];
    const program = spinChain(3, 5);
    const first = solveSemidefinite(program, { onProgress: (done) => seen.push(done) });
    const second = solveSemidefinite(program);
    expect(second).toEqual(first);
    expect(seen).toEqual(Array.from({ length: first.iterations + 1 }, (_, k) => k));
  });

  test('an iteration limit is a status', () => {
    const result = solveSemidefinite(spinChain(3, 5), { maxIterations: 3 });
    expect(result.status).toBe('iteration limit');
    expect(result.iterations).toBe(3);
  });

  test('work is refused before it starts, with the estimate', () => {
    expect(() => solveSemidefinite(spinChain(3, 5), { maxSeconds: 1e-6 })).toThrow(/would take about \d+ s/);
    const large = semidefiniteProgram({
      blocks: [0, 1].map(() => ({ size: 4096, kind: 'complex' as const })),
      cost: [],
      constraints: [one],
    });
    expect(() => solveSemidefinite(large, { maxSeconds: 1e9 })).toThrow(
      /must be at most 2048 MiB, would be \d+ MiB/,
    );
    expect(() => solveSemidefinite(spinChain(3, 5), { tolerance: 1e-15 })).toThrow(
      /tolerance must be a number in/,
    );
  });

  test.each([
    [
      { entries: [[0, 2, 1]] as HermitianEntry[] },
      /cost\[0\]\.entries\[0\] column must be an integer in \[0, 1\]/,
    ],
    [{ entries: [[0, 0, 1, 1]] as HermitianEntry[] }, /must be real, got the imaginary part 1/],
    [
      {
        entries: [
          [0, 1, 1],
          [1, 0, 1],
        ] as HermitianEntry[],
      },
      /must give each entry once, got \(0, 1\) twice/,
    ],
    [{ entries: [[0, 0, Number.NaN]] as HermitianEntry[] }, /real part must be a finite number/],
    [{}, /must have either matrix or entries/],
  ])('bad cost %#', (term, message) => {
    expect(() =>
      semidefiniteProgram({ blocks: [block], cost: [{ block: 0, ...term }], constraints: [one] }),
    ).toThrow(message);
  });

  test('something else than a program, or parts that are missing', () => {
    for (const other of [{}, null, undefined, 7, { ...spinChain(2, 1), cost: [] }]) {
      const program = other as unknown as SemidefiniteProgram;
      expect(() => solveSemidefinite(program)).toThrow(/^program must be made by semidefiniteProgram, got/);
      expect(() => certifiedLowerBound(program, [], [])).toThrow(/^program must be made by/);
    }
    type Data = Parameters<typeof semidefiniteProgram>[0];
    const blocks = [block];
    for (const [data, message] of [
      [undefined, 'blocks must be an array, got undefined'],
      [{ blocks, constraints: [one] }, 'cost must be an array, got undefined'],
      [{ blocks, cost: [] }, 'constraints must be an array, got undefined'],
      [
        { blocks, cost: [], constraints: [{ value: 1 }] },
        'constraints[0].terms must be an array, got undefined',
      ],
      [
        { blocks, cost: [{ block: 0, entries: 3 }], constraints: [one] },
        'cost[0].entries must be an array, got 3',
      ],
    ] as const)
      expect(() => semidefiniteProgram(data as unknown as Data)).toThrow(new RangeError(message));
  });

  test('bad blocks and constraints', () => {
    const cost: never[] = [];
    expect(() => semidefiniteProgram({ blocks: [], cost, constraints: [one] })).toThrow(/number of blocks/);
    expect(() =>
      semidefiniteProgram({ blocks: [{ size: 0, kind: 'real' }], cost, constraints: [one] }),
    ).toThrow(/blocks\[0\]\.size/);
    expect(() =>
      semidefiniteProgram({ blocks: [block], cost, constraints: [{ terms: [], value: 1 }] }),
    ).toThrow(/constraints\[0\] must have an entry that is not zero/);
    expect(() =>
      semidefiniteProgram({
        blocks: [block],
        cost,
        constraints: [{ ...one, value: Number.POSITIVE_INFINITY }],
      }),
    ).toThrow(/constraints\[0\]\.value/);
    expect(() => certifiedLowerBound(spinChain(2, 1), [1], [1, 1])).toThrow(/y must have length 37/);
  });
});
