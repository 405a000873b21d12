import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { complexMatrix, type DenseMatrix, realMatrix } from '../../../lib/numerics/dense/matrix';
import {
  createRandom,
  type HermitianEntry,
  type Random,
  type SemidefiniteProgram,
  semidefiniteProgram,
  solveSemidefinite,
} from '../../../lib/numerics/index';
import { spinChain } from './spinChain';

/** The solver stops at a relative gap of 1e−8 (of 1 + |primal| + |dual|, in units with ‖b‖ = ‖C‖ = 1). */
const gapTolerance = 1e-7;

const identity = (n: number): HermitianEntry[] => Array.from({ length: n }, (_, i) => [i, i, 1]);

function randomHermitian(n: number, kind: 'real' | 'complex', random: Random): DenseMatrix {
  const a = kind === 'real' ? realMatrix(n, n) : complexMatrix(n, n);
  const width = kind === 'real' ? 1 : 2;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const [p, q] = [width * (i * n + j), width * (j * n + i)];
      a.data[p] = a.data[q] = random.normal();
      if (width === 2 && i !== j) {
        a.data[p + 1] = random.normal();
        a.data[q + 1] = -a.data[p + 1];
      }
    }
  return a;
}

/** Eigenvalues by ml-matrix, of a complex matrix A + iB from [[A, −B], [B, A]], where each occurs twice. */
function eigenvalues({ rows: n, kind, data }: DenseMatrix): number[] {
  if (kind === 'real')
    return new EigenvalueDecomposition(
      new Matrix(n, n).apply(function (this: Matrix, i, j) {
        this.set(i, j, data[i * n + j]);
      }),
    ).realEigenvalues;
  const twice = new Matrix(2 * n, 2 * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const [re, im] = [data[2 * (i * n + j)], data[2 * (i * n + j) + 1]];
      twice.set(i, j, re);
      twice.set(n + i, n + j, re);
      twice.set(i, n + j, -im);
      twice.set(n + i, j, im);
    }
  return new EigenvalueDecomposition(twice).realEigenvalues
    .sort((a, b) => a - b)
    .filter((_, k) => k % 2 === 0);
}

describe('closed forms', () => {
  test.each([
    [1, 'real'],
    [2, 'real'],
    [7, 'real'],
    [12, 'real'],
    [1, 'complex'],
    [2, 'complex'],
    [5, 'complex'],
    [9, 'complex'],
  ] as const)('min ⟨C, X⟩ with tr X = 1 is the least eigenvalue (%i, %s)', (n, kind) => {
    const C = randomHermitian(n, kind, createRandom(n));
    const result = solveSemidefinite(
      semidefiniteProgram({
        blocks: [{ size: n, kind }],
        cost: [{ block: 0, matrix: C }],
        constraints: [{ terms: [{ block: 0, entries: identity(n) }], value: 1 }],
      }),
    );
    expect(result.status).toBe('optimal');
    const least = Math.min(...eigenvalues(C));
    expect(Math.abs(result.primalValue - least)).toBeLessThan(10 * gapTolerance);
    expect(Math.abs(result.y[0] - least)).toBeLessThan(10 * gapTolerance);
    expect(result.X[0].kind).toBe(kind);
  });

  const cycleEdges = (n: number): [number, number][] =>
    Array.from({ length: n }, (_, i) => [Math.min(i, (i + 1) % n), Math.max(i, (i + 1) % n)]);

  test.each([5, 7, 11])('Lovász theta of the cycle of length %i', (n) => {
    const minusOnes: HermitianEntry[] = [];
    for (let i = 0; i < n; i++) for (let j = i; j < n; j++) minusOnes.push([i, j, -1]);
    const result = solveSemidefinite(
      semidefiniteProgram({
        blocks: [{ size: n, kind: 'real' }],
        cost: [{ block: 0, entries: minusOnes }],
        constraints: [
          { terms: [{ block: 0, entries: identity(n) }], value: 1 },
          ...cycleEdges(n).map(([i, j]) => ({
            terms: [{ block: 0, entries: [[i, j, 1] as const] }],
            value: 0,
          })),
        ],
      }),
    );
    const c = Math.cos(Math.PI / n);
    expect(result.status).toBe('optimal');
    expect(Math.abs(-result.primalValue - (n * c) / (1 + c))).toBeLessThan(n * gapTolerance);
    if (n === 5) expect(Math.abs(-result.dualValue - Math.sqrt(5))).toBeLessThan(n * gapTolerance);
  });

  test('max-cut relaxation of the pentagon', () => {
    const entries: HermitianEntry[] = cycleEdges(5).map(([i, j]) => [i, j, 0.25]);
    for (let i = 0; i < 5; i++) entries.push([i, i, -0.5]);
    const result = solveSemidefinite(
      semidefiniteProgram({
        blocks: [{ size: 5, kind: 'real' }],
        cost: [{ block: 0, entries }],
        constraints: Array.from({ length: 5 }, (_, i) => ({
          terms: [{ block: 0, entries: [[i, i, 1] as const] }],
          value: 1,
        })),
      }),
    );
    // Edges at the angle 4π/5: 5·(1 + cos(π/5))/2.
    expect(result.status).toBe('optimal');
    expect(Math.abs(-result.primalValue - 2.5 * (1 + Math.cos(Math.PI / 5)))).toBeLessThan(5 * gapTolerance);
  });

  test('nearest matrix with trace 1 in trace norm: the sum of |eigenvalues| of D, as P − N = D', () => {
    const n = 4;
    const D = randomHermitian(n, 'complex', createRandom(8));
    const constraints = [];
    for (let i = 0; i < n; i++)
      for (let j = i; j < n; j++)
        for (const part of i === j ? [0] : [0, 1]) {
          // Re X_ij = ⟨(E_ij + E_ji)/2, X⟩ and Im X_ij = ⟨i(E_ij − E_ji)/2, X⟩ for Hermitian X.
          const unit = (sign: number): HermitianEntry =>
            part === 0 ? [i, j, i === j ? sign : sign / 2] : [i, j, 0, sign / 2];
          constraints.push({
            terms: [
              { block: 0, entries: [unit(1)] },
              { block: 1, entries: [unit(-1)] },
            ],
            value: D.data[2 * (i * n + j) + part],
          });
        }
    const result = solveSemidefinite(
      semidefiniteProgram({
        blocks: [
          { size: n, kind: 'complex' },
          { size: n, kind: 'complex' },
        ],
        cost: [0, 1].map((block) => ({ block, entries: identity(n) })),
        constraints,
      }),
    );
    const norm = eigenvalues(D).reduce((sum, value) => sum + Math.abs(value), 0);
    expect(result.status).toBe('optimal');
    expect(Math.abs(result.primalValue - norm)).toBeLessThan(10 * norm * gapTolerance);
    for (let k = 0; k < D.data.length; k++)
      expect(Math.abs(result.X[0].data[k] - result.X[1].data[k] - D.data[k])).toBeLessThan(1e-6);
  });

  test('a linear program, as a vector and as 1 × 1 blocks', () => {
    // Least cost of moving the masses (2, 3) to (1, 4): 1·4 + 1·1 + 3·2 by hand.
    const cost = [4, 1, 6, 2];
    const rows = [
      [0, 1],
      [2, 3],
      [0, 2],
    ];
    const values = [2, 3, 1];
    const vector = semidefiniteProgram({
      blocks: [{ size: 4, kind: 'nonnegative' }],
      cost: [{ block: 0, matrix: realMatrix(4, 1, cost) }],
      constraints: rows.map((row, k) => ({
        terms: [{ block: 0, entries: row.map((j): HermitianEntry => [j, j, 1]) }],
        value: values[k],
      })),
    });
    const small = semidefiniteProgram({
      blocks: cost.map((_, j) => ({ size: 1, kind: j % 2 ? 'real' : 'complex' })),
      cost: cost.map((c, block) => ({ block, entries: [[0, 0, c]] })),
      constraints: rows.map((row, k) => ({
        terms: row.map((block) => ({ block, entries: [[0, 0, 1]] })),
        value: values[k],
      })),
    });
    for (const program of [vector, small]) {
      const result = solveSemidefinite(program);
      expect(result.status).toBe('optimal');
      expect(Math.abs(result.primalValue - 11)).toBeLessThan(1e-5);
      const x = result.X.flatMap((block) => (block.kind === 'real' ? [...block.data] : [block.data[0]]));
      [1, 1, 0, 3].forEach((value, j) => {
        expect(Math.abs(x[j] - value)).toBeLessThan(1e-5);
      });
    }
  });
});

describe('pseudo-distance of a measure and a density operator', () => {
  /** K points and a state that is diagonal in the Fock basis, in the unknowns P_k ≥ 0 with ΣP_k = I, tr(RP_k) = f_k. */
  function program(
    points: number,
    radius: number,
    epsilon: number,
    p: readonly number[],
  ): SemidefiniteProgram {
    const r = p.length;
    const cost = Array.from({ length: points }, (_, k) => {
      const angle = (2 * Math.PI * k) / points;
      const entries: HermitianEntry[] = p.map((weight, n) => [
        n,
        n,
        weight * (radius ** 2 + epsilon * (2 * n + 1)),
      ]);
      for (let n = 0; n + 1 < r; n++) {
        // −2(qY + ξP) with Y = √(ε/2)(a + a†), P = −i√(ε/2)(a − a†): entry (n, n+1) is −2√(ε/2)√(n+1)(q − iξ).
        const size = -2 * radius * Math.sqrt((epsilon / 2) * (n + 1) * p[n] * p[n + 1]);
        entries.push([n, n + 1, size * Math.cos(angle), -size * Math.sin(angle)]);
      }
      return { block: k, entries };
    });
    const constraints = [];
    for (let i = 0; i < r; i++)
      for (let j = i; j < r; j++)
        for (const part of i === j ? [0] : [0, 1])
          constraints.push({
            terms: cost.map((_, block) => ({
              block,
              entries: [part === 0 ? [i, j, 1] : [i, j, 0, 1]] as HermitianEntry[],
            })),
            value: i === j ? 1 : 0,
          });
    // The last one follows from the others.
    for (let k = 0; k < points; k++)
      constraints.push({
        terms: [{ block: k, entries: p.map((weight, n): HermitianEntry => [n, n, weight]) }],
        value: 1 / points,
      });
    return semidefiniteProgram({
      blocks: Array.from({ length: points }, () => ({ size: r, kind: 'complex' as const })),
      cost,
      constraints,
    });
  }

  test('regular polygon: E² = r₀² + εΣp_n(2n+1) − 2r₀Σ√(2ε(n+1)p_n p_{n+1})', () => {
    const [epsilon, radius, p] = [0.3, 1.1, [0.4, 0.3, 0.2, 0.1]];
    let exact = radius ** 2;
    p.forEach((weight, n) => {
      exact += epsilon * weight * (2 * n + 1);
      if (n + 1 < p.length) exact -= 2 * radius * Math.sqrt(2 * epsilon * (n + 1) * weight * p[n + 1]);
    });
    for (const points of [4, 7]) {
      const result = solveSemidefinite(program(points, radius, epsilon, p), {
        tolerance: 1e-10,
        traceBounds: new Float64Array(points).fill(p.length),
      });
      expect(result.status).toBe('optimal');
      expect(result.redundant).toHaveLength(1);
      // Gap 1e−10 in units in which ‖b‖ ‖C‖ is about 10 here.
      expect(Math.abs(result.primalValue - exact)).toBeLessThan(1e-8);
      expect(result.lowerBound!).toBeLessThanOrEqual(exact);
      expect(exact - result.lowerBound!).toBeLessThan(1e-8);
    }
  });
});

describe('the chain of spins', () => {
  /** `csdp` 6.2.0 on sdpaText(spinChain(blocks, 1)), objective with the sign of our problem, as printed. */
  const printed: [number, number, number][] = [
    [2, -1.1704199e1, -1.1704199e1],
    [5, -2.2801728e1, -2.2801728e1],
    [20, -8.515568e1, -8.515568e1],
  ];

  test.each(printed)('%i blocks: the digits that CSDP prints', (blocks, primal, dual) => {
    const result = solveSemidefinite(spinChain(blocks, 1), { tolerance: 1e-10 });
    expect(result.status).toBe('optimal');
    // One unit of the last of eight printed digits: their rounding and their gap of 1e−8.
    expect(Math.abs(result.primalValue / primal - 1)).toBeLessThan(1e-7);
    expect(Math.abs(result.dualValue / dual - 1)).toBeLessThan(1e-7);
    expect(result.iterations).toBeLessThan(20);
  });
});

describe('constraints that are nearly dependent are neither dropped nor called a contradiction', () => {
  /** x₀ + x₁ = 1 and x₀ + (1 + d) x₁ = value, x ≥ 0. */
  const nearly = (d: number, value: number, cost: [number, number]) =>
    solveSemidefinite(
      semidefiniteProgram({
        blocks: [{ size: 2, kind: 'nonnegative' }],
        cost: [{ block: 0, entries: cost.map((c, i) => [i, i, c] as const) }],
        constraints: [1, 1 + d].map((factor, k) => ({
          terms: [
            {
              block: 0,
              entries: [
                [0, 0, 1],
                [1, 1, factor],
              ],
            },
          ],
          value: k === 0 ? 1 : value,
        })),
      }),
    );

  test.each([1e-4, 1e-6, 1e-7])('at the distance %d', (d) => {
    const first = nearly(d, 1, [1, 1]);
    expect([first.status, first.redundant]).toEqual(['optimal', []]);
    expect(Math.abs(first.primalValue - 1)).toBeLessThan(1e-8);
    // The rows tell x only to their residuals divided by d: 1e−15/1e−7, with a margin.
    const second = nearly(d, 1 + d / 2, [1, 0]);
    expect([second.status, second.redundant]).toEqual(['optimal', []]);
    expect(Math.abs(second.primalValue - 0.5)).toBeLessThan(1e-7);
  });

  test('below what doubles resolve, the status says so', () => {
    for (const d of [1e-9, 1e-11]) {
      const { status, primalValue } = nearly(d, 1 + d / 2, [1, 0]);
      expect(Math.abs(primalValue - 0.5) < 1e-6 || status !== 'optimal').toBe(true);
      expect(status).not.toBe('primal infeasible');
    }
  });
});
