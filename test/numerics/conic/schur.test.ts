import { ConicSpace } from '../../../lib/numerics/conic/conicSpace';
import { followPath } from '../../../lib/numerics/conic/interiorPoint';
import { skylineOrder } from '../../../lib/numerics/conic/ordering';
import { choleskyFactor } from '../../../lib/numerics/dense/cholesky';
import { complexMatrix, type DenseMatrix, realMatrix } from '../../../lib/numerics/dense/matrix';
import { multiplyMatrices } from '../../../lib/numerics/dense/multiply';
import {
  createRandom,
  type HermitianEntry,
  type SemidefiniteProgram,
  semidefiniteProgram,
} from '../../../lib/numerics/index';

/** A few steps along the path: X and S are then positive definite matrices without structure. */
function spaceOnTheWay(program: SemidefiniteProgram): ConicSpace {
  const space = new ConicSpace(program);
  space.allocate();
  followPath(space, { tolerance: 1e-12, maxIterations: 4 });
  space.assembleSchur();
  return space;
}

function matrixOf(program: SemidefiniteProgram, block: number, data: Float64Array): DenseMatrix {
  const { size, kind } = program.blocks[block];
  if (kind === 'nonnegative') {
    const out = realMatrix(size, size);
    for (let i = 0; i < size; i++) out.data[i * (size + 1)] = data[i];
    return out;
  }
  return kind === 'complex' ? complexMatrix(size, size, data) : realMatrix(size, size, data);
}

/** A_{k,b} as a matrix, zero if the constraint does not touch the block. */
function constraintMatrix(program: SemidefiniteProgram, k: number, b: number): DenseMatrix {
  const { size, kind } = program.blocks[b];
  const out = kind === 'complex' ? complexMatrix(size, size) : realMatrix(size, size);
  const width = kind === 'complex' ? 2 : 1;
  const { constraint, first, row, column, real, imaginary } = program.operator[b];
  const list = constraint.indexOf(k);
  if (list < 0) return out;
  for (let e = first[list]; e < first[list + 1]; e++) {
    const [upper, lower] = [width * (row[e] * size + column[e]), width * (column[e] * size + row[e])];
    out.data[upper] = out.data[lower] = real[e];
    if (width === 2 && row[e] !== column[e]) {
      out.data[upper + 1] = imaginary[e];
      out.data[lower + 1] = -imaginary[e];
    }
  }
  return out;
}

/** Re tr(AB) */
function inner(a: DenseMatrix, b: DenseMatrix): number {
  const { data, kind, rows } = multiplyMatrices(a, b);
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += data[(kind === 'complex' ? 2 : 1) * i * (rows + 1)];
  return sum;
}

/** Dense lists, lists of a few entries and single entries: every formula of the assembly is used. */
function manyShapes(): SemidefiniteProgram {
  const random = createRandom(21);
  const blocks = [
    // Above the order 32 up to which a triangle is inverted in one piece.
    { size: 38, kind: 'real' },
    { size: 11, kind: 'complex' },
    { size: 5, kind: 'nonnegative' },
  ] as const;
  const density = [1, 0.3, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02];
  const constraints = density.map((chance, k) => ({
    value: random.normal(),
    terms: blocks.map(({ size, kind }, block) => {
      const entries: HermitianEntry[] = [[k % size, k % size, 1]];
      for (let i = 0; i < size; i++)
        for (let j = i; j < size; j++) {
          const skip = (i === j && i === k % size) || (kind === 'nonnegative' && i !== j);
          if (skip || random.uniform() > chance) continue;
          entries.push([i, j, random.normal(), kind === 'complex' && i < j ? random.normal() : 0]);
        }
      return { block, entries };
    }),
  }));
  const cost = blocks.map(({ size }, block) => ({
    block,
    entries: Array.from({ length: size }, (_, i): HermitianEntry => [i, i, 1 + i]),
  }));
  return semidefiniteProgram({ blocks, cost, constraints });
}

describe('Schur complement', () => {
  const program = manyShapes();
  const space = spaceOnTheWay(program);
  const m = program.values.length;
  const expected = realMatrix(m, m);
  program.blocks.forEach((_, b) => {
    const x = matrixOf(program, b, space.cones[b].primal());
    const z = choleskyFactor(matrixOf(program, b, space.cones[b].dual())).inverse();
    const a = Array.from({ length: m }, (_, k) => constraintMatrix(program, k, b));
    for (let k = 0; k < m; k++) {
      const u = multiplyMatrices(multiplyMatrices(x, a[k]), z);
      for (let l = 0; l < m; l++) expected.data[k * m + l] += inner(a[l], u);
    }
  });
  const rowOf = Array.from(
    { length: m },
    (_, k) => space.inGivenOrder(Float64Array.from({ length: m }, (_, r) => r))[k],
  );

  test('is ⟨A_k, X A_l S⁻¹⟩, for lists of all lengths, real, complex and nonnegative', () => {
    // Sums of up to 38² products; entries of M differ in size, the diagonal sets the scale.
    for (let k = 0; k < m; k++)
      for (let l = 0; l < m; l++) {
        const scale = Math.sqrt(expected.data[k * (m + 1)] * expected.data[l * (m + 1)]);
        const error = Math.abs(space.schur.entry(rowOf[k], rowOf[l]) - expected.data[k * m + l]);
        expect(error).toBeLessThan(1e-11 * scale);
      }
  });

  test('its skyline factor solves the system, as a dense factor does', () => {
    expect(space.schur.factorise(0)).toEqual([]);
    const random = createRandom(22);
    const b = realMatrix(
      m,
      1,
      new Float64Array(m).map(() => random.normal()),
    );
    for (let k = 0; k < m; k++) space.vector('rhs')[rowOf[k]] = b.data[k];
    expect(space.schur.solve('rhs', 'dy')).toBeLessThan(1e-12);
    const dense = choleskyFactor(expected).solve(b);
    const x = space.inGivenOrder(space.vector('dy'));
    for (let k = 0; k < m; k++)
      expect(Math.abs(x[k] - dense.data[k])).toBeLessThan(1e-7 * (1 + Math.abs(x[k])));
  });
});

describe('order of the constraints', () => {
  const chain = (n: number): Int32Array[] => Array.from({ length: n }, (_, i) => Int32Array.of(i, i + 1));
  const shuffled = (groups: Int32Array[], m: number, seed: number): Int32Array[] => {
    const random = createRandom(seed);
    const names = Int32Array.from({ length: m }, (_, k) => k);
    for (let i = m - 1; i > 0; i--) {
      const j = random.integer(i + 1);
      [names[i], names[j]] = [names[j], names[i]];
    }
    return groups.map((group) => group.map((k) => names[k]));
  };

  test('a shuffled chain becomes a band again', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { position, start, work } = skylineOrder(31, shuffled(chain(30), 31, seed));
      expect([...position].sort((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, k) => k));
      start.forEach((first, row) => {
        expect(first).toBe(Math.max(0, row - 1));
      });
      expect(work).toBe(1 + 30 * 4);
    }
  });

  test('a constraint that meets all others goes last', () => {
    const groups = shuffled([...chain(60), Int32Array.from({ length: 62 }, (_, k) => k).subarray(61)], 62, 3);
    const hub = groups[60][0];
    const joined = groups.slice(0, 60).map((group) => Int32Array.of(...group, hub));
    const { position, work } = skylineOrder(62, joined);
    expect(position[hub]).toBe(61);
    expect(work).toBeLessThan(62 ** 2 + 61 * 4 + 1);
  });
});
