/** One evaluation of all forces, and formulas compiled against the same written by hand. */
import { signed } from '../harness/inputs.mjs';

export const title = 'Forces and formulas';

const formulas = {
  'exp(-r^2/2)': (r2) => Math.exp(-0.5 * r2),
  '1/sqrt(r^2+1)': (r2) => 1 / Math.sqrt(r2 + 1),
  'exp(-r)/r': (r2) => Math.exp(-Math.sqrt(r2)) / Math.sqrt(r2),
};

export const cases = [
  ...[1e3, 1e4].map((count) => ({
    name: `soft Coulomb, d = 3, N = ${count}`,
    operation: 'softCoulomb',
    input: { count, softening: 0.1 },
    // Sums of N terms that partly cancel, in different order.
    tolerance: 1e-10,
    peers: { numba: {} },
    seconds: count === 1e4 ? 8 : 2,
  })),
  ...[1e3, 1e4].map((count) => ({
    name: `Coulomb, d = 3, N = ${count}`,
    operation: 'coulomb',
    input: { count },
    tolerance: 1e-10,
    peers: { numba: { target: 0.33 } },
    seconds: count === 1e4 ? 8 : 2,
  })),
  ...[1e3, 1e4, 1e5].map((count) => ({
    name: `Coulomb by a tree, error 1e-3, N = ${count}`,
    operation: 'tree',
    input: { count, accuracy: 1e-3 },
    // The promised error of the tree, in root mean square.
    tolerance: 0.1,
    long: count === 1e5,
    peers: { 'direct sums': {} },
    seconds: count === 1e5 ? 60 : 4,
  })),
  {
    name: 'cosine, N = 1e5',
    operation: 'cosine',
    input: { count: 1e5 },
    tolerance: 1e-10,
    peers: { NumPy: {} },
  },
  ...Object.keys(formulas).map((text) => ({
    name: text,
    operation: 'formula',
    input: { text, count: 1e5 },
    tolerance: 1e-14,
    peers: { 'by hand': {} },
  })),
];

function selfForce(interaction, count, { forceSum }) {
  const x = signed(1, count * interaction.dimension);
  const weights = new Float64Array(count).fill(1 / count);
  const out = new Float64Array(x.length);
  const sums = forceSum(interaction);
  return {
    run: () => {
      sums.selfForceInto(x, weights, out);
      return out;
    },
  };
}

function softCoulomb({ count, softening }, { library }) {
  return selfForce(library.potentialSoftCoulomb({ dimension: 3, softening }), count, library);
}

function coulomb({ count }, { library }) {
  return selfForce(library.potentialCoulomb({ dimension: 3 }), count, library);
}

function tree({ count, accuracy }, { library }) {
  const x = signed(1, 3 * count);
  const weights = new Float64Array(count).fill(1 / count);
  const out = new Float64Array(x.length);
  const sums = library.coulombTree({ tolerance: accuracy });
  return {
    run: () => {
      sums.selfForceInto(x, weights, out);
      return out;
    },
  };
}

function cosine({ count }, { library }) {
  return selfForce(library.potentialCosine(), count, library);
}

let loops = 0;

/** Every contender gets a loop of its own, with a text of its own: the compiler specialises it for what it calls. */
function tabulated(f, count) {
  const loop = new Function(
    'f, out',
    `for (let i = 0; i < out.length; i++) out[i] = f(1e-4 * (i + 1)); return out; // ${loops++}`,
  );
  const out = new Float64Array(count);
  return { run: () => loop(f, out) };
}

export const contenders = {
  softCoulomb: { ours: softCoulomb },
  coulomb: { ours: coulomb },
  tree: { ours: tree, 'direct sums': coulomb },
  cosine: { ours: cosine },
  formula: {
    ours: ({ text, count }, { library: { potentialFormula } }) =>
      tabulated(potentialFormula(text, { dimension: 3 }).radial.value, count),
    'by hand': ({ text, count }) => tabulated(formulas[text], count),
  },
};
