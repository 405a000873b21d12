import { checkHermitian, type DenseMatrix } from '../dense/matrix';
import { finite, integerIn, oneOf } from '../guards';

/** A block of the variable: a positive semidefinite matrix, or a vector of nonnegative numbers. */
export interface SemidefiniteBlock {
  /** Rows of the matrix, or length of the vector. */
  readonly size: number;
  /** Real symmetric, complex Hermitian, or a vector x ≥ 0 (the linear part). */
  readonly kind: 'real' | 'complex' | 'nonnegative';
}

/**
 * `[row, column, real, imaginary]` (imaginary 0 if left out). An entry off the diagonal stands for itself and for its
 * mirror image, which is its complex conjugate; a nonnegative block has entries `[i, i, value]`.
 */
export type HermitianEntry = readonly [row: number, column: number, real: number, imaginary?: number];

/** The part of a linear form that acts on one block: its matrix dense, or by its entries that are not zero. */
export interface BlockTerm {
  readonly block: number;
  /** Square and Hermitian; for a nonnegative block a column. */
  readonly matrix?: DenseMatrix;
  readonly entries?: readonly HermitianEntry[];
}

/** Σ_b ⟨A_b, X_b⟩ = value; blocks without a term have A_b = 0. */
export interface SemidefiniteConstraint {
  readonly terms: readonly BlockTerm[];
  readonly value: number;
}

/** Hermitian matrices by their entries with row ≤ column: matrix k has the entries first[k] … first[k+1]−1. */
export interface HermitianLists {
  /** Number of the constraint to which matrix k belongs, increasing. */
  readonly constraint: Int32Array;
  readonly first: Int32Array;
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** A checked semidefinite program; made by `semidefiniteProgram`. */
export interface SemidefiniteProgram {
  readonly blocks: readonly SemidefiniteBlock[];
  /** Right sides b_k. */
  readonly values: Float64Array;
  /** The matrices A_{k,b}, block by block. */
  readonly operator: readonly HermitianLists[];
  /** The matrices C_b, one list each. */
  readonly cost: readonly HermitianLists[];
}

/** What `semidefiniteProgram` takes; blocks without a term in `cost` have C_b = 0. */
export interface SemidefiniteData {
  readonly blocks: readonly SemidefiniteBlock[];
  readonly cost: readonly BlockTerm[];
  readonly constraints: readonly SemidefiniteConstraint[];
}

function checkList(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw new RangeError(`${name} must be an array, got ${String(value)}`);
}

/** RangeError unless the program has the parts that `semidefiniteProgram` makes. */
export function checkProgram(name: string, program: SemidefiniteProgram): void {
  const { blocks, values, operator, cost } = (program ?? {}) as Partial<SemidefiniteProgram>;
  const lists = [blocks, operator, cost];
  if (
    !ArrayBuffer.isView(values) ||
    !lists.every((list) => Array.isArray(list) && list.length === blocks!.length)
  )
    throw new RangeError(`${name} must be made by semidefiniteProgram, got ${String(program)}`);
}

interface Entry {
  row: number;
  column: number;
  real: number;
  imaginary: number;
}

function denseEntries(name: string, matrix: DenseMatrix, { size, kind }: SemidefiniteBlock): Entry[] {
  const columns = kind === 'nonnegative' ? 1 : size;
  if (matrix.rows !== size || matrix.columns !== columns)
    throw new RangeError(`${name} must be ${size} × ${columns}, got ${matrix.rows} × ${matrix.columns}`);
  if (matrix.kind === 'complex' && kind !== 'complex')
    throw new RangeError(`${name} must be real because its block is, got a complex matrix`);
  const out: Entry[] = [];
  if (kind === 'nonnegative') {
    matrix.data.forEach((value, i) => {
      out.push({ row: i, column: i, real: finite(`${name}[${i}]`, value), imaginary: 0 });
    });
    return out;
  }
  checkHermitian(name, matrix);
  const width = matrix.kind === 'complex' ? 2 : 1;
  for (let i = 0; i < size; i++)
    for (let j = i; j < size; j++) {
      const k = width * (i * size + j);
      out.push({
        row: i,
        column: j,
        real: matrix.data[k],
        imaginary: width === 2 && i < j ? matrix.data[k + 1] : 0,
      });
    }
  return out;
}

/** The entry moved to row ≤ column. */
function checkedEntry(name: string, entry: HermitianEntry, { size, kind }: SemidefiniteBlock): Entry {
  const row = integerIn(`${name} row`, entry[0], 0, size - 1);
  const column = integerIn(`${name} column`, entry[1], 0, size - 1);
  const real = finite(`${name} real part`, entry[2]);
  const imaginary = finite(`${name} imaginary part`, entry[3] ?? 0);
  if (kind === 'nonnegative' && row !== column)
    throw new RangeError(`${name} must have row = column in a nonnegative block, got (${row}, ${column})`);
  if (imaginary !== 0 && (kind !== 'complex' || row === column))
    throw new RangeError(`${name} must be real, got the imaginary part ${imaginary}`);
  return row <= column
    ? { row, column, real, imaginary }
    : { row: column, column: row, real, imaginary: -imaginary };
}

function termEntries(name: string, term: BlockTerm, block: SemidefiniteBlock): Entry[] {
  if ((term.matrix === undefined) === (term.entries === undefined))
    throw new RangeError(`${name} must have either matrix or entries`);
  if (term.entries !== undefined) checkList(`${name}.entries`, term.entries);
  const entries = term.matrix
    ? denseEntries(`${name}.matrix`, term.matrix, block)
    : term.entries!.map((entry, i) => checkedEntry(`${name}.entries[${i}]`, entry, block));
  const nonzero = entries.filter((e) => e.real !== 0 || e.imaginary !== 0);
  nonzero.sort((a, b) => a.row - b.row || a.column - b.column);
  for (let i = 1; i < nonzero.length; i++)
    if (nonzero[i].row === nonzero[i - 1].row && nonzero[i].column === nonzero[i - 1].column)
      throw new RangeError(
        `${name} must give each entry once, got (${nonzero[i].row}, ${nonzero[i].column}) twice`,
      );
  return nonzero;
}

/** Collects the lists of one block. */
class ListBuilder {
  private readonly constraint: number[] = [];
  private readonly first: number[] = [0];
  private readonly entries: Entry[] = [];

  add(constraint: number, entries: readonly Entry[]): void {
    this.constraint.push(constraint);
    for (const entry of entries) this.entries.push(entry);
    this.first.push(this.entries.length);
  }

  lists(): HermitianLists {
    return {
      constraint: Int32Array.from(this.constraint),
      first: Int32Array.from(this.first),
      row: Int32Array.from(this.entries, (e) => e.row),
      column: Int32Array.from(this.entries, (e) => e.column),
      real: Float64Array.from(this.entries, (e) => e.real),
      imaginary: Float64Array.from(this.entries, (e) => e.imaginary),
    };
  }
}

/** Adds a linear form to the builders; returns its number of entries. */
function addForm(
  name: string,
  terms: readonly BlockTerm[],
  blocks: readonly SemidefiniteBlock[],
  builders: readonly ListBuilder[],
  constraint: number,
): number {
  checkList(name, terms);
  const seen = new Set<number>();
  let count = 0;
  terms.forEach((term, t) => {
    const b = integerIn(`${name}[${t}].block`, term.block, 0, blocks.length - 1);
    if (seen.has(b)) throw new RangeError(`${name} must have one term per block, got two for block ${b}`);
    seen.add(b);
    const entries = termEntries(`${name}[${t}]`, term, blocks[b]);
    if (entries.length > 0) builders[b].add(constraint, entries);
    count += entries.length;
  });
  return count;
}

/**
 * The semidefinite program in standard form over blocks X_b (Hermitian matrices ⪰ 0, or vectors ≥ 0)
 *
 *   minimise Σ_b ⟨C_b, X_b⟩   subject to   Σ_b ⟨A_{k,b}, X_b⟩ = b_k,   k = 0 … m−1,
 *
 * with ⟨A, X⟩ = Re tr(AX), or the scalar product of vectors: the entry [0, 1, 1] means X₀₁ + X₁₀, so X₀₁ = v is written with the
 * value 2v. To maximise, change the sign of the cost. Its dual: maximise b·y over real y with
 * S_b = C_b − Σ_k y_k A_{k,b} ⪰ 0. Example, the least eigenvalue of a matrix C:
 *
 *   semidefiniteProgram({
 *     blocks: [{ size: 2, kind: 'real' }],
 *     cost: [{ block: 0, matrix: C }],
 *     constraints: [{ terms: [{ block: 0, entries: [[0, 0, 1], [1, 1, 1]] }], value: 1 }],   // tr X = 1
 *   })
 *
 * Throws a RangeError that names the place for sizes, indices or values out of range, matrices that are not Hermitian,
 * an entry given twice, and a constraint without any entry.
 */
export function semidefiniteProgram(data: SemidefiniteData): SemidefiniteProgram {
  for (const name of ['blocks', 'cost', 'constraints'] as const) checkList(name, data?.[name]);
  integerIn('the number of blocks', data.blocks.length, 1, 100_000);
  integerIn('the number of constraints', data.constraints.length, 1, 100_000);
  const blocks = data.blocks.map(({ size, kind }, b) => ({
    kind: oneOf(`blocks[${b}].kind`, kind, ['real', 'complex', 'nonnegative'] as const),
    size: integerIn(`blocks[${b}].size`, size, 1, kind === 'nonnegative' ? 1_000_000 : 4096),
  }));
  const cost = blocks.map(() => new ListBuilder());
  addForm('cost', data.cost, blocks, cost, 0);
  const operator = blocks.map(() => new ListBuilder());
  const values = Float64Array.from(data.constraints, ({ terms, value }, k) => {
    if (addForm(`constraints[${k}].terms`, terms, blocks, operator, k) === 0)
      throw new RangeError(`constraints[${k}] must have an entry that is not zero`);
    return finite(`constraints[${k}].value`, value);
  });
  return { blocks, values, cost: cost.map((c) => c.lists()), operator: operator.map((a) => a.lists()) };
}
