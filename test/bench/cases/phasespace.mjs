/** Wigner and Husimi functions of density matrices in the Fock basis on 200 × 200 points of phase space, ε = 1. */
import { signed } from '../harness/inputs.mjs';

export const title = 'Wigner and Husimi functions';

const reach = (levels) => Math.sqrt(2 * levels) + 3;

export const cases = [
  ['wigner', 12, 0.1],
  ['wigner', 40, 0.1],
  ['husimi', 40, 0.1],
].map(([operation, levels, target]) => ({
  name: `${operation}, ${levels} levels`,
  operation,
  input: { levels, reach: reach(levels) },
  // Values are of the size of 1/π and right to some 1e-14; QuTiP's loses two digits.
  tolerance: 1e-11,
  peers: { QuTiP: { target } },
  seconds: 4,
}));

function state(levels, { complexMatrix, fockDensity, hermitianPart, multiplyMatrices, scaleMatrix, trace }) {
  const a = complexMatrix(levels, levels, signed(1, 2 * levels * levels));
  const positive = hermitianPart(multiplyMatrices(a, a, { adjointB: true }));
  return fockDensity({ epsilon: 1, density: scaleMatrix(positive, 1 / trace(positive).re) });
}

const on =
  (transform) =>
  ({ levels, reach: end }, { library }) => {
    const density = state(levels, library);
    const window = { x: [-end, end], xi: [-end, end], nX: 200, nXi: 200 };
    return { run: () => library[transform](density).on(window).values };
  };

export const contenders = {
  wigner: { ours: on('wignerTransform') },
  husimi: { ours: on('husimiTransform') },
};
