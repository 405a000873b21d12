import {
  createRandom,
  eigenTridiagonal,
  eigenvaluesTridiagonal,
  gaussLegendre,
} from '../../../lib/numerics/index';

const epsilon = 2 ** -52;
const cases = process.env.LONG ? 300 : 30;

interface Tridiagonal {
  readonly d: Float64Array;
  readonly e: Float64Array;
}

/** max|T V − V Λ| / ‖T‖ and max|VᵀV − I|, both in units of n·ε, with ‖T‖ at most the largest row sum. */
function defects({ d, e }: Tridiagonal): { residual: number; orthogonality: number; ascending: boolean } {
  const n = d.length;
  const { values, vectors } = eigenTridiagonal(d, e);
  const v = vectors.data;
  let [residual, orthogonality, norm] = [0, 0, Number.MIN_VALUE];
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i]), Math.abs(e[i] ?? 0));
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      let tv = (d[i] / norm - values[k] / norm) * v[i * n + k];
      if (i > 0) tv += (e[i - 1] / norm) * v[(i - 1) * n + k];
      if (i < n - 1) tv += (e[i] / norm) * v[(i + 1) * n + k];
      residual = Math.max(residual, Math.abs(tv));
      let dot = i === k ? -1 : 0;
      for (let j = 0; j < n; j++) dot += v[j * n + i] * v[j * n + k];
      orthogonality = Math.max(orthogonality, Math.abs(dot));
    }
  const ascending = values.every((value, k) => k === 0 || values[k - 1] <= value);
  return { residual: residual / (n * epsilon), orthogonality: orthogonality / (n * epsilon), ascending };
}

/** Wilkinson's W⁺ of 2m + 1 rows: pairs of eigenvalues equal to rounding. */
function wilkinson(m: number): Tridiagonal {
  return {
    d: Float64Array.from({ length: 2 * m + 1 }, (_, i) => Math.abs(i - m)),
    e: new Float64Array(2 * m).fill(1),
  };
}

function glued(parts: Tridiagonal[], glue: number): Tridiagonal {
  const d = parts.flatMap((part) => [...part.d]);
  const e = parts.flatMap((part, k) => (k < parts.length - 1 ? [...part.e, glue] : [...part.e]));
  return { d: Float64Array.from(d), e: Float64Array.from(e) };
}

function graded(n: number, from: number, to: number): Tridiagonal {
  const power = (i: number): number => 10 ** (from + ((to - from) * i) / (n - 1));
  return {
    d: Float64Array.from({ length: n }, (_, i) => power(i)),
    e: Float64Array.from({ length: n - 1 }, (_, i) => 0.5 * power(i + 0.5)),
  };
}

function random(n: number, seed: number): Tridiagonal {
  const source = createRandom(seed);
  return {
    d: source.fillNormal(new Float64Array(n)),
    e: source.fillNormal(new Float64Array(n - 1)),
  };
}

describe('eigenvalues and vectors of a tridiagonal matrix', () => {
  const matrices: [string, Tridiagonal][] = [
    ['one row', { d: Float64Array.of(-3), e: new Float64Array(0) }],
    ['two rows', { d: Float64Array.of(1, 1), e: Float64Array.of(2) }],
    ['zero', { d: new Float64Array(7), e: new Float64Array(6) }],
    ['diagonal, unordered', { d: Float64Array.of(3, -1, 2, -1), e: new Float64Array(3) }],
    ['zero diagonal', { d: new Float64Array(40), e: new Float64Array(39).fill(1) }],
    ['W21+', wilkinson(10)],
    ['W21+ glued five times', glued(Array(5).fill(wilkinson(10)), 1e-11)],
    ['graded up', graded(40, -150, 150)],
    ['graded down', graded(40, 150, -150)],
    ['from 1e-300 to 1e300', graded(30, -300, 300)],
    ['huge', { d: Float64Array.of(1e307, -1e307, 3e306), e: Float64Array.of(9e306, 1e307) }],
    ['tiny', { d: Float64Array.of(3e-308, 1e-308, 2e-308), e: Float64Array.of(1e-308, 2e-308) }],
    ['block-diagonal', glued([random(9, 1), random(1, 2), random(12, 3)], 0)],
  ];
  // Backward error of QL: p(n)·ε with a modest p; worst here is 0.6·n·ε (n = 2: a few roundings).
  test.each(matrices)('%s', (_, matrix) => {
    const { residual, orthogonality, ascending } = defects(matrix);
    expect(residual).toBeLessThan(4);
    expect(orthogonality).toBeLessThan(4);
    expect(ascending).toBe(true);
  });

  test('random ones', () => {
    for (let seed = 0; seed < cases; seed++) {
      const { residual, orthogonality, ascending } = defects(random(1 + (seed % 60), seed));
      expect(residual).toBeLessThan(4);
      expect(orthogonality).toBeLessThan(4);
      expect(ascending).toBe(true);
    }
  });

  const sequence = (n: number, f: (i: number) => number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => f(i));
  const family =
    (d: (i: number) => number, e: (i: number) => number) =>
    (n: number): Tridiagonal => ({
      d: sequence(n, d),
      e: sequence(n - 1, e),
    });
  const noise = createRandom(77);
  // Above 32 rows: divide and conquer, with much, some and no deflation, equal poles, negative and vanishing couplings.
  test.each<[string, (n: number) => Tridiagonal]>([
    [
      'harmonic oscillator',
      family(
        () => 0,
        (i) => Math.sqrt((i + 1) / 2),
      ),
    ],
    [
      'identity and rounding',
      family(
        () => 1,
        () => 1e-16 * noise.normal(),
      ),
    ],
    [
      'identity and little',
      family(
        () => 1,
        () => 1e-8 * noise.normal(),
      ),
    ],
    [
      'one large entry',
      family(
        (i) => (i === 40 ? 1e10 : 1),
        () => -1,
      ),
    ],
    [
      'staircase',
      family(
        (i) => Math.floor(i / 8),
        () => 1e-5,
      ),
    ],
    [
      'graded',
      family(
        (i) => 10 ** (-i / 5),
        (i) => 0.3 * 10 ** (-(i + 0.5) / 5),
      ),
    ],
    [
      'zeros and ones',
      family(
        () => noise.integer(2),
        () => noise.integer(3) - 1,
      ),
    ],
    [
      'couplings of all sizes',
      family(
        () => noise.normal(),
        () => 10 ** (-20 * noise.uniform()),
      ),
    ],
    ['W21+ glued', (n) => glued(Array(Math.ceil(n / 21)).fill(wilkinson(10)), 1e-8)],
  ])('divide and conquer: %s', (_, make) => {
    for (const n of [33, 64, 91]) {
      const { residual, orthogonality, ascending } = defects(make(n));
      // Errors grow like √n·ε rather than n·ε: seen below 0.5.
      expect(residual).toBeLessThan(2);
      expect(orthogonality).toBeLessThan(2);
      expect(ascending).toBe(true);
    }
  });

  test('second difference: 2 − 2cos(kπ/(n+1)) with vectors √(2/(n+1)) sin(ikπ/(n+1))', () => {
    const n = 50;
    const { values, vectors } = eigenTridiagonal(
      new Float64Array(n).fill(2),
      new Float64Array(n - 1).fill(-1),
    );
    for (let k = 0; k < n; k++) {
      const angle = ((k + 1) * Math.PI) / (n + 1);
      // ‖T‖ = 4 and a backward error of n·ε‖T‖.
      expect(Math.abs(values[k] - (2 - 2 * Math.cos(angle)))).toBeLessThan(n * epsilon * 4);
      const sign = Math.sign(vectors.data[k]);
      for (let i = 0; i < n; i++) {
        const exact = Math.sqrt(2 / (n + 1)) * Math.sin((i + 1) * angle);
        // The smallest gap is 0.011: n·ε·4/gap = 4e-12.
        expect(Math.abs(sign * vectors.data[i * n + k] - exact)).toBeLessThan(4e-12);
      }
    }
  });

  test('the first row alone gives the Gauss–Legendre rule', () => {
    const n = 40;
    const e = Float64Array.from({ length: n - 1 }, (_, k) => (k + 1) / Math.sqrt(4 * (k + 1) ** 2 - 1));
    const { values, vectors } = eigenTridiagonal(new Float64Array(n), e, { rows: 1 });
    const rule = gaussLegendre(n);
    expect([vectors.rows, vectors.columns]).toEqual([1, n]);
    for (let k = 0; k < n; k++) {
      // n·ε = 9e-15.
      expect(Math.abs(values[k] - rule.nodes[k])).toBeLessThan(1e-14);
      expect(Math.abs(2 * vectors.data[k] ** 2 - rule.weights[k])).toBeLessThan(1e-14);
    }
  });

  test('the leading rows are those of the whole', () => {
    const { d, e } = random(23, 5);
    const all = eigenTridiagonal(d, e).vectors.data;
    for (const rows of [1, 2, 5])
      expect([...eigenTridiagonal(d, e, { rows }).vectors.data]).toEqual([...all.slice(0, rows * 23)]);
  });

  test('values alone are the values with vectors', () => {
    const { d, e } = random(90, 6);
    const { values } = eigenTridiagonal(d, e);
    // QL against divide and conquer: n·ε·‖T‖ with ‖T‖ < 5.
    eigenvaluesTridiagonal(d, e).forEach((value, k) => {
      expect(Math.abs(value - values[k])).toBeLessThan(90 * epsilon * 5);
    });
  });

  test('small eigenvalues of a graded positive matrix are right relative to themselves', () => {
    // L Lᵀ with L = bidiagonal(1, ½) graded: the determinant of the leading block is the product of the pivots.
    const d = Float64Array.of(1, 1e-6, 1e-12, 1e-18);
    const e = Float64Array.of(1e-4, 1e-10, 1e-16);
    for (const flip of [false, true]) {
      const values = eigenvaluesTridiagonal(flip ? d.slice().reverse() : d, flip ? e.slice().reverse() : e);
      // det T by the recurrence of the principal minors, 12 digits after the cancellation 1 − 0.01 − ….
      let [before, minor] = [1, d[0]];
      for (let i = 1; i < 4; i++) [before, minor] = [minor, d[i] * minor - e[i - 1] ** 2 * before];
      expect(Math.abs(values.reduce((product, value) => product * value, 1) / minor - 1)).toBeLessThan(1e-12);
    }
  });

  test('bad input is refused by name', () => {
    expect(() => eigenTridiagonal([], [])).toThrow('the length of diagonal must be an integer in [1,');
    expect(() => eigenTridiagonal([1, 2], [1, 2])).toThrow('offDiagonal must have length 1, got length 2');
    expect(() => eigenTridiagonal([1, Number.NaN], [1])).toThrow(
      'diagonal[1] must be a finite number, got NaN',
    );
    for (const f of [eigenTridiagonal, eigenvaluesTridiagonal]) {
      expect(() => f(new Float64Array(40000), new Float64Array(39999))).toThrow(
        'the length of diagonal must be an integer in [1, 32768], got 40000',
      );
      expect(() => f([1.2e308, 1.2e308], [1e308])).toThrow(
        'an eigenvalue of the tridiagonal matrix must stay below 1.8e308',
      );
    }
    expect(() => eigenTridiagonal([1, 2], [1], { rows: 3 })).toThrow(
      'rows must be an integer in [1, 2], got 3',
    );
  });
});
