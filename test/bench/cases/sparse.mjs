/** A Bose–Hubbard ring with as many bosons as sites: products H·x and exp(−itH)ψ from one boson on each site. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boseHubbardRing } from '../problems/boseHubbard.mjs';

export const title = 'Sparse Hamiltonians: Bose–Hubbard ring, J = 1, U = 2.5, t = 1';

const rings = [
  { sites: 8, dimension: 6435, targets: { product: 0.6, SciPy: 0.25, QuTiP: 0.1 }, seconds: 4 },
  { sites: 10, dimension: 92378, targets: { product: 0.6, SciPy: 0.15, QuTiP: 0.1 }, seconds: 30 },
];

export const cases = rings.flatMap(({ sites, dimension, targets, seconds }) => [
  {
    name: `H·x, dimension ${dimension}`,
    operation: 'product',
    input: { sites },
    tolerance: 1e-14,
    peers: { SciPy: { target: targets.product } },
  },
  {
    name: `exp(-itH)ψ to 1e-12, dimension ${dimension}`,
    operation: 'evolution',
    input: { sites, time: 1, tolerance: 1e-12 },
    tolerance: 1e-11,
    peers: { SciPy: { target: targets.SciPy } },
    seconds,
  },
  {
    // QuTiP solves an ordinary differential equation with that tolerance in each step: its own error is larger.
    name: `exp(-itH)ψ to 1e-8, dimension ${dimension}`,
    operation: 'evolution',
    input: { sites, time: 1, tolerance: 1e-8 },
    tolerance: 1e-3,
    peers: { QuTiP: { target: targets.QuTiP } },
    seconds,
  },
]);

/** Every contender reads the matrix and the state from files of plain numbers. */
function written(folder, { sites }) {
  const ring = boseHubbardRing({ sites, hopping: 1, interaction: 2.5 });
  const files = {};
  for (const [name, array] of Object.entries(ring)) {
    files[name] = path.join(folder, name);
    writeFileSync(files[name], array);
  }
  return { files };
}

export const files = { product: written, evolution: written };

/** The numbers of a file. */
const read = (file, Type) => new Type(new Uint8Array(readFileSync(file)).buffer);

function matrixOf({ starts, columns, values, state }, { sparseFromRows }) {
  const [start, column, value] = [
    read(starts, Int32Array),
    read(columns, Int32Array),
    read(values, Float64Array),
  ];
  const n = start.length - 1;
  const matrix = sparseFromRows('real', n, n, (row, emit) => {
    for (let k = start[row]; k < start[row + 1]; k++) emit(column[k], value[k]);
  });
  return { matrix, psi: read(state, Float64Array) };
}

function product({ files }, { library }) {
  const { matrix, psi } = matrixOf(files, library);
  const operator = library.hermitianOperator(matrix);
  const out = new Float64Array(psi.length);
  return {
    run: () => {
      operator.applyInto(psi, out);
      return out;
    },
  };
}

/** From the matrix to the result, with all that a propagator prepares. */
function evolution({ files, time, tolerance }, { library }) {
  const { matrix, psi } = matrixOf(files, library);
  const { schroedingerPropagator } = library;
  const out = new Float64Array(psi.length);
  return {
    run: () => {
      schroedingerPropagator(matrix, { tolerance }).stepInto(psi, time, out);
      return out;
    },
  };
}

export const contenders = { product: { ours: product }, evolution: { ours: evolution } };
