// Speed of the first kernels on this machine (`npm run bench`): figures to read, never a test.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const library = require('../../lib/dist/index.js');
const { createRandom, forceSum, newtonSolver, potentialCosine, potentialFormula, potentialSoftCoulomb } =
  library;

/** Shortest of several runs, in milliseconds: a busy machine slows some of them. */
function best(runs, work) {
  let shortest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < runs; k++) {
    const start = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

function normals(count) {
  const out = new Float64Array(count);
  createRandom(1).fillNormal(out);
  return out;
}

function formulas() {
  const byHand = {
    'exp(-r^2/2)': (r2) => Math.exp(-0.5 * r2),
    '1/sqrt(r^2+1)': (r2) => 1 / Math.sqrt(r2 + 1),
    'exp(-r)/r': (r2) => Math.exp(-Math.sqrt(r2)) / Math.sqrt(r2),
  };
  console.log('compiled formulas, ns a value (by hand)');
  let sum = 0;
  for (const [text, hand] of Object.entries(byHand)) {
    const compiled = potentialFormula(text, { dimension: 3 }).radial.value;
    const time = (f) => {
      const loop = new Function(
        'f',
        'let s = 0; for (let i = 1; i <= 200000; i++) s += f(1e-5 * i); return s;',
      );
      return best(20, () => {
        sum += loop(f);
      });
    };
    console.log(`  ${text.padEnd(14)} ${(5 * time(compiled)).toFixed(1)} (${(5 * time(hand)).toFixed(1)})`);
  }
  if (Number.isNaN(sum)) console.log('NaN');
}

function forces() {
  console.log('forces of one step');
  for (const [name, interaction, n] of [
    ['cosine, N = 100 000', potentialCosine(), 100_000],
    ['soft Coulomb, d = 3, N = 2 000', potentialSoftCoulomb({ dimension: 3, softening: 0.5 }), 2_000],
    ['soft Coulomb, d = 3, N = 10 000', potentialSoftCoulomb({ dimension: 3, softening: 0.5 }), 10_000],
  ]) {
    const x = normals(n * interaction.dimension);
    const out = new Float64Array(x.length);
    const weights = new Float64Array(n).fill(1 / n);
    const sums = forceSum(interaction);
    console.log(`  ${name}: ${best(5, () => sums.selfForceInto(x, weights, out)).toFixed(1)} ms`);
  }
  const motion = newtonSolver({ interaction: potentialCosine(), x: normals(1000), xi: normals(1000) });
  const seconds = best(3, () => motion.run({ until: motion.time + 1, timeStep: 0.01 })) / 1000;
  console.log(`  cosine, N = 1 000, 100 steps of order 4: ${seconds.toFixed(2)} s`);
}

formulas();
forces();
