import { createArena, kernelConstant } from '../../../lib/kernels/arena';
import { conicBinary } from '../../../lib/kernels/binaries/conic';
import { type ConicArena, type ConicKernels, longestLanczos } from '../../../lib/numerics/conic/kernels';
import { choleskyFactor } from '../../../lib/numerics/dense/cholesky';
import { adjoint } from '../../../lib/numerics/dense/elementary';
import { complexMatrix, type DenseMatrix, realMatrix } from '../../../lib/numerics/dense/matrix';
import { multiplyMatrices } from '../../../lib/numerics/dense/multiply';
import { createRandom } from '../../../lib/numerics/index';

// Kernels that are called piece by piece so that JavaScript can interrupt; small blocks never need a second piece.

const n = 90;

interface Block {
  readonly width: 1 | 2;
  readonly ld: number;
  readonly arena: ConicArena;
  readonly a: DenseMatrix;
}

/** A random A = B·B* + I, its factor L, and a random Hermitian D in an arena. */
function block(width: 1 | 2): Block {
  const random = createRandom(41);
  const ld = 4 * Math.ceil((width * n) / 4);
  const matrix = width === 2 ? complexMatrix : realMatrix;
  const b = matrix(
    n,
    n,
    new Float64Array(width * n * n).map(() => random.normal()),
  );
  const a = multiplyMatrices(b, b, { adjointB: true });
  for (let i = 0; i < n; i++) a.data[width * i * (n + 1)] += 1;
  const names = ['l', 'd', 'inverse', 'out', 'start'] as const;
  const sizes = Object.fromEntries(names.map((name) => [name, 8 * n * ld]));
  const steps = longestLanczos();
  const arena = createArena<ConicKernels>(conicBinary, {
    ...sizes,
    work: 8 * ((steps + 2) * ld + 2 * steps),
    scratch: 8 * kernelConstant(conicBinary, 'scratchDoubles'),
  });
  const put = (name: string, { data }: DenseMatrix): void => {
    for (let i = 0; i < n; i++)
      arena.doubles(name).set(data.subarray(i * width * n, (i + 1) * width * n), i * ld);
  };
  put('l', choleskyFactor(a).lower);
  const star = adjoint(b);
  put(
    'd',
    matrix(
      n,
      n,
      b.data.map((x, k) => x + star.data[k]),
    ),
  );
  random.fillNormal(arena.doubles('start').subarray(0, width * n));
  return { width, ld, arena, a };
}

describe.each([1, 2] as const)('%d doubles per entry', (width) => {
  const { ld, arena, a } = block(width);
  const { kernels, address } = arena;

  test('an inverse by rows is one', () => {
    for (const rows of [7, 64, n]) {
      arena.doubles('inverse').fill(Number.NaN);
      arena.doubles('out').fill(0);
      for (let from = 0; from < n; from += rows) {
        const to = Math.min(n, from + rows);
        kernels.invertRows(
          ...([width, n, ld, from, to] as const),
          ...([address.l, address.inverse, address.out, address.scratch] as const),
        );
      }
      kernels.fillUpper(width, n, ld, address.out, false);
      const inverse = { ...a, data: new Float64Array(a.data.length) };
      for (let i = 0; i < n; i++)
        inverse.data.set(arena.doubles('out').subarray(i * ld, i * ld + width * n), i * width * n);
      const product = multiplyMatrices(inverse, a);
      for (let i = 0; i < n; i++) product.data[width * i * (n + 1)] -= 1;
      // ε·n·cond(A), which is about 4n + 1 here (twice that if complex).
      expect(Math.max(...product.data.map(Math.abs))).toBeLessThan(2 ** -52 * n * (4 * width * n + 1));
    }
  });

  test('the Lanczos method goes on where it stopped, to the last digit', () => {
    const rate = (steps: number): [number, number] => {
      arena.doubles('work').fill(Number.NaN);
      let [value, calls] = [Number.NaN, 0];
      for (let from = 0; Number.isNaN(value) && from < n; from += steps, calls++)
        value = kernels.boundaryRate(
          ...([width, n, ld, address.l, address.d, address.start, address.work] as const),
          ...([from, from + steps, 0] as const),
        );
      return [value, calls];
    };
    const [whole, once] = rate(n);
    expect(once).toBe(1);
    expect(whole).toBeGreaterThan(0);
    for (const steps of [1, 3, 4]) {
      const [value, calls] = rate(steps);
      expect(value).toBe(whole);
      expect(calls).toBeGreaterThan(1);
    }
  });
});
