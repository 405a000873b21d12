/** E_ε between K atoms and a state of rank r in the Fock basis, ε = 0.2: the square, by semidefinite programming. */
import { signed } from '../harness/inputs.mjs';

export const title = 'The pseudo-distance E_ε';

export const cases = [
  [25, 8, 4],
  [100, 12, 60],
  [100, 16, 180],
].map(([atoms, levels, seconds]) => ({
  name: `K = ${atoms}, r = ${levels}`,
  operation: 'distance',
  input: { atoms, levels },
  // Ours and Clarabel's gaps are some 1e−10 and 1e−8, SCS is told 1e−7. Clarabel needs minutes for 100 atoms.
  tolerance: 1e-4,
  peers: { ...(levels === 8 ? { Clarabel: { target: 0.2 } } : {}), SCS: { target: 0.2 } },
  seconds,
  long: levels > 8,
}));

function ours({ atoms, levels }, { library }) {
  const { complexMatrix, fockDensity, hermitianPart, multiplyMatrices, pseudoDistance, scaleMatrix, trace } =
    library;
  const a = complexMatrix(levels, levels, signed(1, 2 * levels * levels));
  const positive = hermitianPart(multiplyMatrices(a, a, { adjointB: true }));
  const state = fockDensity({ epsilon: 0.2, density: scaleMatrix(positive, 1 / trace(positive).re) });
  const z = signed(2, 2 * atoms);
  const points = Array.from({ length: atoms }, (_, k) => [1.5 * z[2 * k], 1.5 * z[2 * k + 1]]);
  return {
    run: () => pseudoDistance({ points }, state),
    result: ({ lowerSquare, upperSquare }) => [(lowerSquare + upperSquare) / 2],
  };
}

export const contenders = { distance: { ours } };
