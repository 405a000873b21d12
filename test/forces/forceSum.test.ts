import { directForces } from '../../lib/forces/directForces';
import type { Dimension, Interaction } from '../../lib/index';
import {
  createRandom,
  forceSum,
  potentialCosine,
  potentialFormula,
  potentialGaussian,
  potentialHarmonic,
  potentialSoftCoulomb,
} from '../../lib/index';

const random = createRandom(7);

function cloud(n: number, d: number): { x: Float64Array; weights: Float64Array } {
  const weights = Float64Array.from({ length: n }, () => random.uniform());
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    x: Float64Array.from({ length: n * d }, () => 3 * random.normal()),
    weights: weights.map((w) => w / total),
  };
}

/** The definition, one pair at a time, with ∇V from the interaction's own component form. */
function naive(interaction: Interaction, x: Float64Array, weights: Float64Array): Float64Array {
  const d = interaction.dimension;
  const out = new Float64Array(x.length);
  const gradient = new Float64Array(d);
  for (let j = 0; j < weights.length; j++) {
    for (let k = 0; k < weights.length; k++) {
      if (j === k) continue;
      const z = Float64Array.from({ length: d }, (_, a) => x[j * d + a] - x[k * d + a]);
      interaction.gradientInto(z, gradient);
      for (let a = 0; a < d; a++) out[j * d + a] -= weights[k] * gradient[a];
    }
  }
  return out;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])));
}

const cases: [string, Interaction][] = [
  ['cosine', potentialCosine({ amplitude: -1.3, wavenumber: 2 })],
  ['formula with two components', potentialFormula('exp(-x^2/2 - y^2)', { dimension: 2 })],
  ...([1, 2, 3] as Dimension[]).flatMap((dimension): [string, Interaction][] => [
    [`Gaussian, d = ${dimension}`, potentialGaussian({ dimension, amplitude: -2, width: 0.7 })],
    [`harmonic, d = ${dimension}`, potentialHarmonic({ dimension, stiffness: 1.7 })],
    [`soft Coulomb, d = ${dimension}`, potentialSoftCoulomb({ dimension, softening: 0.3 })],
  ]),
];

describe.each(cases)('forces of %s', (_, interaction) => {
  const { x, weights } = cloud(23, interaction.dimension);
  const forces = forceSum(interaction);
  const out = new Float64Array(x.length);

  it('equal the sum over pairs', () => {
    forces.selfForceInto(x, weights, out);
    // Sums of 22 terms of size up to 20: rounding below 1e-13.
    expect(largestDifference(out, naive(interaction, x, weights))).toBeLessThan(1e-13);
  });

  it('equal the field of the cloud at its own points', () => {
    const field = new Float64Array(x.length);
    forces.selfForceInto(x, weights, out);
    forces.fieldInto(x, x, weights, field);
    expect(largestDifference(out, field)).toBeLessThan(1e-13);
  });

  it('add up to zero with the weights (action and reaction)', () => {
    forces.selfForceInto(x, weights, out);
    const d = interaction.dimension;
    for (let a = 0; a < d; a++) {
      let sum = 0;
      for (let j = 0; j < weights.length; j++) sum += weights[j] * out[j * d + a];
      expect(Math.abs(sum)).toBeLessThan(1e-14);
    }
  });

  it('are minus the gradient of the interaction energy', () => {
    forces.selfForceInto(x, weights, out);
    const h = 1e-5;
    for (const i of [0, x.length - 1]) {
      const shifted = (s: number) =>
        forces.interactionEnergy(
          x.map((v, k) => (k === i ? v + s : v)),
          weights,
        );
      const slope = (shifted(h) - shifted(-h)) / (2 * h);
      const w = weights[Math.floor(i / interaction.dimension)];
      // Central difference: h²·V''' and rounding 1e-16/h, both below 1e-8.
      expect(Math.abs(slope + w * out[i])).toBeLessThan(1e-8);
    }
  });
});

describe('the shortcuts and the pair loops', () => {
  it('agree for the cosine and the harmonic interaction', () => {
    for (const interaction of [
      potentialCosine({ amplitude: 1 }),
      potentialHarmonic({ dimension: 2, stiffness: -0.4 }),
    ]) {
      const { x, weights } = cloud(40, interaction.dimension);
      const fast = new Float64Array(x.length);
      const slow = new Float64Array(x.length);
      forceSum(interaction).selfForceInto(x, weights, fast);
      directForces(interaction).selfForceInto(x, weights, slow);
      expect(largestDifference(fast, slow)).toBeLessThan(1e-13);
      expect(forceSum(interaction).strategy).not.toBe('pairs');
      const energies = [forceSum(interaction), directForces(interaction)].map((f) =>
        f.interactionEnergy(x, weights),
      );
      expect(Math.abs(energies[0] - energies[1])).toBeLessThan(1e-13);
    }
  });

  it.each([1, 2, 3] as Dimension[])('cross block boundaries correctly, d = %i', (dimension) => {
    const interaction = potentialSoftCoulomb({ dimension, softening: 1 });
    const { x, weights } = cloud(1100, dimension);
    const out = new Float64Array(x.length);
    const field = new Float64Array(x.length);
    forceSum(interaction).selfForceInto(x, weights, out);
    forceSum(interaction).fieldInto(x, x, weights, field);
    expect(largestDifference(out, field)).toBeLessThan(1e-13);
  });

  it('leave a lone particle and coincident particles unmoved', () => {
    const interaction = potentialSoftCoulomb({ dimension: 3, softening: 1 });
    const out = new Float64Array(3).fill(9);
    forceSum(interaction).selfForceInto(new Float64Array(3), Float64Array.of(1), out);
    expect(Array.from(out)).toEqual([0, 0, 0]);
    const two = new Float64Array(6).fill(2);
    const forces = new Float64Array(6);
    forceSum(interaction).selfForceInto(two, Float64Array.of(0.5, 0.5), forces);
    expect(Array.from(forces)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
