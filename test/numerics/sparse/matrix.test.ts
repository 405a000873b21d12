import {
  createRandom,
  denseFromSparse,
  gershgorinBounds,
  type HermitianOperator,
  hermitianOperator,
  lanczos,
  type Random,
  requireHermitianOperator,
  requireSparseHermitian,
  type SparseMatrix,
  schroedingerPropagator,
  sparseFromDense,
  sparseFromRows,
  sparseFromTriplets,
  sparseScaled,
  sparseSum,
  sparseTimes,
  sparseTimesInto,
  spectralBounds,
} from '../../../lib/numerics/index';
import { boseHubbardRing, stateIndex } from './boseHubbard';

/** Random entries, several of them in the same place; Hermitian on request. */
function randomTriplets(
  n: number,
  entries: number,
  kind: 'real' | 'complex',
  random: Random,
  hermitian = false,
): SparseMatrix {
  const [row, column, re, im]: number[][] = [[], [], [], []];
  const add = (i: number, j: number, a: number, b: number): void => {
    row.push(i);
    column.push(j);
    re.push(a);
    im.push(b);
  };
  for (let k = 0; k < entries; k++) {
    const [i, j, a, b] = [random.integer(n), random.integer(n), random.normal(), random.normal()];
    add(i, j, a, hermitian && i === j ? 0 : b);
    if (hermitian && i !== j) add(j, i, a, -b);
  }
  return sparseFromTriplets(n, n, kind === 'real' ? { row, column, re } : { row, column, re, im });
}

/** The product by definition, from the dense matrix. */
function denseTimes(matrix: SparseMatrix, x: Float64Array): Float64Array {
  const { kind, rows, columns, data } = denseFromSparse(matrix);
  const complex = x.length === 2 * columns;
  const out = new Float64Array(complex ? 2 * rows : rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      const [a, b] = kind === 'real' ? [data[at], 0] : [data[2 * at], data[2 * at + 1]];
      if (complex) {
        out[2 * i] += a * x[2 * j] - b * x[2 * j + 1];
        out[2 * i + 1] += a * x[2 * j + 1] + b * x[2 * j];
      } else out[i] += a * x[j];
    }
  return out;
}

function largestDifference(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < x.length; k++) largest = Math.max(largest, Math.abs(x[k] - y[k]));
  return largest;
}

describe('building', () => {
  test('triplets: sorted, repeated ones summed', () => {
    const matrix = sparseFromTriplets(3, 4, {
      row: [2, 0, 2, 0, 2],
      column: [3, 1, 0, 1, 3],
      re: [1, 2, 3, 4, 5],
    });
    expect(Array.from(matrix.rowStart)).toEqual([0, 1, 1, 3]);
    expect(Array.from(matrix.column)).toEqual([1, 0, 3]);
    expect(Array.from(matrix.values)).toEqual([6, 3, 6]);
  });

  test('rows in any order, with repetitions, long ones too, agree with triplets', () => {
    const random = createRandom(1);
    const n = 300;
    // Rows of 0 … 200 entries: both ways of sorting, and rows without entries.
    const rows = Array.from({ length: n }, () =>
      Array.from({ length: random.integer(3) * random.integer(100) }, () => ({
        j: random.integer(n),
        re: random.normal(),
        im: random.normal(),
      })),
    );
    const flat = rows.flatMap((row, i) => row.map((entry) => ({ i, ...entry })));
    const a = sparseFromRows('complex', n, n, (i, emit) => {
      for (const { j, re, im } of rows[i]) emit(j, re, im);
    });
    const b = sparseFromTriplets(n, n, {
      row: flat.map((entry) => entry.i),
      column: flat.map((entry) => entry.j),
      re: flat.map((entry) => entry.re),
      im: flat.map((entry) => entry.im),
    });
    expect(a).toEqual(b);
    for (let i = 0; i < n; i++)
      for (let k = a.rowStart[i] + 1; k < a.rowStart[i + 1]; k++)
        expect(a.column[k]).toBeGreaterThan(a.column[k - 1]);
    const sum = flat.reduce((total, entry) => total + entry.re, 0);
    const kept = a.values.reduce((total, value, k) => (k % 2 === 0 ? total + value : total), 0);
    // Sums of some 10⁴ numbers of size 1 in two orders.
    expect(Math.abs(sum - kept)).toBeLessThan(1e-11);
  });

  test('dense and back; sums and multiples', () => {
    const random = createRandom(2);
    const a = randomTriplets(12, 40, 'real', random);
    const b = randomTriplets(12, 40, 'complex', random);
    expect(sparseFromDense(denseFromSparse(b))).toEqual(b);
    const sum = denseFromSparse(sparseSum(a, sparseScaled(b, 2), -3)).data;
    const [da, db] = [denseFromSparse(a).data, denseFromSparse(b).data];
    const expected = db.map((value, k) => (k % 2 === 0 ? da[k / 2] : 0) - 3 * (2 * value));
    expect(largestDifference(sum, expected)).toBe(0);
  });

  test('bad input is named', () => {
    const ok = { row: [0], column: [0], re: [1] };
    expect(() => sparseFromTriplets(0, 2, ok)).toThrow('rows must be an integer in [1, 134217728], got 0');
    expect(() => sparseFromTriplets(2, 2, { ...ok, row: [2] })).toThrow(
      'row[0] must be an integer in [0, 1], got 2',
    );
    expect(() => sparseFromTriplets(2, 2, { ...ok, column: [-1] })).toThrow(
      'column must be an integer in [0, 1], got -1 for an entry of row 0',
    );
    expect(() => sparseFromTriplets(2, 2, { ...ok, re: [Number.NaN] })).toThrow(
      'entries must be finite, got NaN + 0i at row 0, column 0',
    );
    expect(() => sparseFromTriplets(2, 2, { ...ok, re: [1, 2] })).toThrow(
      're must have the length 1 of row, got length 2',
    );
    expect(() => sparseFromRows('real', 2, 2, (_, emit) => emit(0, 1, 1))).toThrow(
      'entries of a real matrix must be real, got 1 + 1i at row 0, column 0',
    );
    for (const change of [1, -1]) {
      let calls = 0;
      const fickle = () =>
        sparseFromRows('real', 3, 3, (_, emit) => {
          for (let k = 0; k < (++calls > 3 ? 1 + change : 1); k++) emit(k, 1);
        });
      expect(fickle).toThrow(
        `generate must emit the same entries at every call, got 1 and then ${1 + change} entries for row 0`,
      );
    }
    const endless = () =>
      sparseFromRows('real', 1, 1, (_, emit) => {
        for (let k = 0; k <= 2 ** 26; k++) emit(0, 1);
      });
    expect(endless).toThrow('a row must have at most 67108864 entries, got 67108865 in row 0');
    const square = sparseFromTriplets(2, 2, ok);
    expect(() => sparseSum(square, sparseFromTriplets(2, 3, ok))).toThrow(
      'b must be 2 × 2 like a, got 2 × 3',
    );
    expect(() => sparseTimesInto(square, new Float64Array(3), new Float64Array(2))).toThrow(
      'x must have length 2 (real) or 4 (complex), got length 3',
    );
    expect(() => sparseTimesInto(square, new Float64Array(4), new Float64Array(2))).toThrow(
      'out must have length 4, got length 2',
    );
    const x = new Float64Array(2);
    expect(() => sparseTimesInto(square, x, x)).toThrow('out must be another array than x');
  });
});

describe('products', () => {
  // Row lengths 0 … n in every order, n across the windows of 128 rows and chunks of 8 or 4 of the kernel.
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 17, 64, 127, 128, 129, 513, 1030];

  test.each(['real', 'complex'] as const)('%s matrix, by definition and in the kernel', (kind) => {
    const random = createRandom(3);
    for (const n of sizes) {
      const matrix = randomTriplets(n, 5 * n, kind, random, true);
      const x = random.fillNormal(new Float64Array(2 * n));
      const expected = denseTimes(matrix, x);
      const out = new Float64Array(2 * n).fill(Number.NaN);
      sparseTimesInto(matrix, x, out);
      // Sums of some 10 … 30 terms of size 1.
      expect(largestDifference(out, expected)).toBeLessThan(1e-13);
      expect(sparseTimes(matrix, x)).toEqual(out);
      out.fill(Number.NaN);
      hermitianOperator(matrix).applyInto(x, out);
      expect(largestDifference(out, expected)).toBeLessThan(1e-13);
      if (kind === 'complex') continue;
      const y = random.fillNormal(new Float64Array(n));
      const realOut = new Float64Array(n).fill(Number.NaN);
      sparseTimesInto(matrix, y, realOut);
      expect(largestDifference(realOut, denseTimes(matrix, y))).toBeLessThan(1e-13);
    }
  });

  test('a rectangular matrix', () => {
    const matrix = sparseFromTriplets(2, 3, {
      row: [0, 1, 1],
      column: [2, 0, 1],
      re: [1, 2, 3],
      im: [4, 5, 6],
    });
    const x = Float64Array.of(1, 2, 3, 4, 5, 6);
    const out = new Float64Array(4);
    sparseTimesInto(matrix, x, out);
    expect(Array.from(out)).toEqual([5 - 24, 6 + 20, 2 - 10 + 9 - 24, 4 + 5 + 12 + 18]);
    expect(sparseTimes(matrix, x)).toEqual(out);
    expect(() => sparseTimes(matrix, x.slice(3))).toThrow('x must have length 6, got length 3');
    const real = sparseFromTriplets(2, 3, { row: [0, 1, 1], column: [2, 0, 1], re: [1, 2, 3] });
    expect(sparseTimes(real, Float64Array.of(1, 2, 3))).toEqual(Float64Array.of(3, 8));
  });

  test('one long row among short ones, and rows without entries', () => {
    const n = 700;
    const matrix = sparseFromRows('real', n, n, (i, emit) => {
      if (i === 600) for (let j = 0; j < n; j += 2) emit(j, 1 + j);
      else if (i % 2 === 0) emit(600, 1 + i);
    });
    const x = createRandom(4).fillNormal(new Float64Array(2 * n));
    const out = new Float64Array(2 * n);
    hermitianOperator(matrix).applyInto(x, out);
    // 700 terms up to 700: rounding 700·700·1e−16.
    expect(largestDifference(out, denseTimes(matrix, x))).toBeLessThan(1e-10);
  });
});

describe('Hermitian or not', () => {
  test('every single change of an entry is found, with its place', () => {
    const random = createRandom(5);
    for (const kind of ['real', 'complex'] as const) {
      const matrix = randomTriplets(9, 14, kind, random, true);
      expect(() => requireSparseHermitian(matrix)).not.toThrow();
      const width = kind === 'real' ? 1 : 2;
      for (let i = 0; i < 9; i++)
        for (let j = 0; j < 9; j++)
          for (let part = 0; part < width; part++) {
            // A real diagonal entry is always fine, a missing partner is not.
            if (i === j && part === 0) continue;
            const change = {
              row: [i],
              column: [j],
              re: [part ? 0 : 0.5],
              ...(kind === 'complex' && { im: [part ? 0.5 : 0] }),
            };
            const broken = sparseSum(matrix, sparseFromTriplets(9, 9, change));
            const find = () => requireSparseHermitian(broken);
            const places = new RegExp(`at row (${i}, column ${j}|${j}, column ${i})$`);
            expect(find).toThrow(places);
            // An imaginary diagonal entry deviates from its conjugate by twice itself.
            expect(find).toThrow(/got a deviation of (0\.[45]|1 )/);
          }
    }
  });

  test('square, and within the tolerance', () => {
    const ok = { row: [0, 1], column: [1, 0], re: [1, 1 + 1e-13] };
    expect(() => requireSparseHermitian(sparseFromTriplets(2, 2, ok))).not.toThrow();
    expect(() =>
      requireSparseHermitian(sparseFromTriplets(2, 2, ok), { tolerance: 1e-14, name: 'H' }),
    ).toThrow('H must be symmetric');
    expect(() => hermitianOperator(sparseFromTriplets(2, 3, ok))).toThrow('matrix must be square, got 2 × 3');
  });

  test('a matrix put together by hand is looked through', () => {
    const ok: SparseMatrix = {
      kind: 'real',
      rows: 2,
      columns: 2,
      rowStart: Int32Array.of(0, 1, 3),
      column: Int32Array.of(1, 0, 1),
      values: Float64Array.of(1, 1, 2),
    };
    expect(() => hermitianOperator(ok)).not.toThrow();
    const wrong: [Partial<SparseMatrix>, string][] = [
      [{ rowStart: Int32Array.of(0, 3) }, 'matrix must have rows + 1 row starts'],
      [{ rowStart: Int32Array.of(0, -1, 3) }, 'got a fall after row 0'],
      [{ column: Int32Array.of(1, 0) }, 'matrix must have rows + 1 row starts'],
      [{ column: Int32Array.of(1, 1, 0) }, 'ascending columns in [0, 1], got 0 after 1 in row 1'],
      [{ column: Int32Array.of(1, 0, 2) }, 'ascending columns in [0, 1], got 2 after 0 in row 1'],
      [{ column: Int32Array.of(-1, 0, 1) }, 'ascending columns in [0, 1], got -1 after -1 in row 0'],
      [{ kind: 'complex' }, 'got 3 values of a complex matrix for 3 columns'],
      [{ values: Float64Array.of(1, 1, Number.NaN) }, 'matrix must have finite values, got values[2] = NaN'],
    ];
    for (const [change, message] of wrong)
      expect(() => hermitianOperator({ ...ok, ...change })).toThrow(message);
  });

  test('Gershgorin: exact for a diagonal matrix and for the ring; contains random spectra', () => {
    const n = 8;
    const ring = sparseFromRows('complex', n, n, (i, emit) => {
      emit(i, 2);
      emit((i + 1) % n, -1);
      emit((i + n - 1) % n, -1);
    });
    expect(gershgorinBounds(ring)).toEqual({ lower: 0, upper: 4 });
    const diagonal = sparseFromRows('real', n, n, (i, emit) => emit(i, i - 3));
    expect(gershgorinBounds(diagonal)).toEqual({ lower: -3, upper: 4 });
    const skew = sparseFromTriplets(2, 2, { row: [0, 1], column: [1, 0], re: [3, 3], im: [4, -4] });
    expect(gershgorinBounds(skew)).toEqual({ lower: -5, upper: 5 });
  });

  test('probes pass a Hermitian operator and stop others', () => {
    const n = 50;
    const matrix = randomTriplets(n, 200, 'complex', createRandom(6), true);
    const operator = hermitianOperator(matrix);
    expect(() => requireHermitianOperator(operator)).not.toThrow();
    const altered = (change: (x: Float64Array, out: Float64Array) => void): HermitianOperator => ({
      dimension: n,
      applyInto: (x, out) => {
        operator.applyInto(x, out);
        change(x, out);
      },
    });
    const notHermitian = altered((x, out) => {
      out[0] += x[2];
    });
    expect(() => requireHermitianOperator(notHermitian, { name: 'H' })).toThrow(
      'H must be Hermitian, got |<x, Hy> - <Hx, y>| =',
    );
    // Complex conjugation is symmetric for the real part of the product, but not linear over the complex numbers.
    const conjugating: HermitianOperator = {
      dimension: n,
      applyInto: (x, out) => {
        for (let k = 0; k < x.length; k++) out[k] = k & 1 ? 0 : x[k];
      },
    };
    expect(() => requireHermitianOperator(conjugating)).toThrow('operator must be');
    const infinite = altered((_, out) => {
      out[3] = Number.NaN;
    });
    expect(() => requireHermitianOperator(infinite)).toThrow(
      'operator must map finite vectors to finite vectors',
    );
    // As with matrices the reader may be used to: the result returned, added to what is there, or half of it written.
    const silent: ((x: Float64Array, out: Float64Array) => unknown)[] = [
      (x) => x.slice(),
      (x, out) => {
        for (let k = 0; k < x.length; k++) out[k] += x[k];
      },
      (x, out) => out.set(x.subarray(0, n)),
    ];
    for (const apply of silent) {
      const wrong: HermitianOperator = { dimension: n, applyInto: (x, out) => void apply(x, out) };
      const psi = new Float64Array(2 * n).fill(1);
      for (const use of [
        () => requireHermitianOperator(wrong),
        () => lanczos(wrong),
        () => spectralBounds(wrong),
        () => schroedingerPropagator(wrong).stepInto(psi, 1, psi),
        () => schroedingerPropagator(wrong, { method: 'krylov' }).stepInto(psi, 1, psi),
      ])
        expect(use).toThrow('operator.applyInto must write to its second argument');
    }
    expect(() => operator.applyInto(new Float64Array(2 * n), new Float64Array(n))).toThrow(
      'out must be a Float64Array of length 100 (complex interleaved), got length 50',
    );
  });
});

describe('the Bose–Hubbard helper', () => {
  test('two bosons on two sites, by hand', () => {
    // |20>, |11>, |02>: hopping √2 both ways twice (the ring of two sites has two bonds), U for double occupation.
    const { matrix } = boseHubbardRing(2, 2, 1, 3);
    const s = -2 * Math.SQRT2;
    const expected = [3, s, 0, s, 0, s, 0, s, 3];
    expect(largestDifference(denseFromSparse(matrix).data, expected)).toBeLessThan(1e-15);
  });

  test('three sites with a phase: Hermitian, and a boson that hops right turns by the phase', () => {
    const { matrix, states } = boseHubbardRing(3, 3, 1, 1, 0.3);
    expect(matrix.rows).toBe(10);
    expect(() => requireSparseHermitian(matrix)).not.toThrow();
    const from = stateIndex(states, [2, 0, 1]);
    const to = stateIndex(states, [1, 1, 1]);
    const { data } = denseFromSparse(matrix);
    const at = 2 * (to * 10 + from);
    expect(data[at]).toBeCloseTo(-Math.SQRT2 * Math.cos(0.3), 14);
    expect(data[at + 1]).toBeCloseTo(-Math.SQRT2 * Math.sin(0.3), 14);
  });
});
