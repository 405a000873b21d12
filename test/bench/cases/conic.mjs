/** A chain of reduced density matrices with equal marginals; CSDP's time is that of its process, from file to file. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { marginalChain, sdpaText } from '../problems/marginalChain.mjs';

export const title = 'Semidefinite programmes: spin chains by their marginals';

export const cases = [
  [20, 1.2],
  [40, 0.8],
].map(([blocks, target]) => ({
  name: `${blocks} blocks of 16²`,
  operation: 'chain',
  input: { blocks },
  // Both stop at a relative gap of 1e−8.
  tolerance: 1e-7,
  peers: { CSDP: { target } },
  seconds: 8,
}));

export const files = {
  chain(folder, { blocks }) {
    const problem = path.join(folder, 'chain.dat-s');
    writeFileSync(problem, sdpaText(marginalChain({ blocks })));
    return { problem, solution: path.join(folder, 'chain.sol') };
  },
};

function ours({ blocks }, { library: { semidefiniteProgram, solveSemidefinite } }) {
  const { size, cost, constraints } = marginalChain({ blocks });
  const data = {
    blocks: cost.map(() => ({ size, kind: 'real' })),
    cost: cost.map((entries, block) => ({ block, entries })),
    constraints,
  };
  return {
    run: () => solveSemidefinite(semidefiniteProgram(data)),
    result: ({ primalValue }) => [primalValue],
  };
}

function csdp({ problem, solution }, { missing }) {
  if (spawnSync('csdp').error) missing('csdp');
  return {
    run: () => spawnSync('csdp', [problem, solution], { encoding: 'utf8' }).stdout,
    result: (text) => [-Number(/Primal objective value:\s*(\S+)/.exec(text)?.[1])],
  };
}

export const contenders = { chain: { ours, CSDP: csdp } };
