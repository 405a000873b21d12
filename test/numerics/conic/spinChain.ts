import {
  createRandom,
  type HermitianEntry,
  type SemidefiniteProgram,
  semidefiniteProgram,
} from '../../../lib/numerics/index';

/** Sum over one end spin of two adjacent 4-spin density matrices: entries of the block whose index has that spin first. */
function marginalEntry(row: number, column: number, spinFirst: boolean, sign: number): HermitianEntry[] {
  return [0, 1].map((spin) =>
    spinFirst ? [8 * spin + row, 8 * spin + column, sign] : [2 * row + spin, 2 * column + spin, sign],
  );
}

/**
 * Least energy of a spin chain from below: `blocks` real density matrices of 4 neighbouring spins each (16 × 16), of
 * which neighbours have the same 3-spin marginal, and tr X_0 = 1. Costs are random symmetric matrices with independent
 * standard normal entries on and above the diagonal. There are 36·(blocks − 1) + 1 constraints.
 */
export function spinChain(blocks: number, seed: number): SemidefiniteProgram {
  const random = createRandom(seed);
  const cost = Array.from({ length: blocks }, (_, block) => {
    const entries: HermitianEntry[] = [];
    for (let i = 0; i < 16; i++) for (let j = i; j < 16; j++) entries.push([i, j, random.normal()]);
    return { block, entries };
  });
  const trace = Array.from({ length: 16 }, (_, i): HermitianEntry => [i, i, 1]);
  const constraints = [{ terms: [{ block: 0, entries: trace }], value: 1 }];
  for (let block = 0; block + 1 < blocks; block++)
    for (let row = 0; row < 8; row++)
      for (let column = row; column < 8; column++)
        constraints.push({
          terms: [
            { block, entries: marginalEntry(row, column, true, 1) },
            { block: block + 1, entries: marginalEntry(row, column, false, -1) },
          ],
          value: 0,
        });
  return semidefiniteProgram({
    blocks: Array.from({ length: blocks }, () => ({ size: 16, kind: 'real' as const })),
    cost,
    constraints,
  });
}

/**
 * A program over real and nonnegative blocks in SDPA's sparse format, as CSDP reads it (`csdp problem.dat-s`). That
 * format maximises, so the costs change sign, and so does the optimal value.
 */
export function sdpaText(program: SemidefiniteProgram): string {
  const { blocks, values, cost, operator } = program;
  const lines = [
    `${values.length}`,
    `${blocks.length}`,
    blocks.map(({ size, kind }) => (kind === 'nonnegative' ? -size : size)).join(' '),
    values.join(' '),
  ];
  blocks.forEach((_, b) => {
    const { row, column, real } = cost[b];
    row.forEach((i, e) => {
      lines.push(`0 ${b + 1} ${i + 1} ${column[e] + 1} ${-real[e]}`);
    });
  });
  operator.forEach(({ constraint, first, row, column, real }, b) => {
    constraint.forEach((number, k) => {
      for (let e = first[k]; e < first[k + 1]; e++)
        lines.push(`${number + 1} ${b + 1} ${row[e] + 1} ${column[e] + 1} ${real[e]}`);
    });
  });
  return `${lines.join('\n')}\n`;
}
