import {
  gridField,
  potentialCosine,
  potentialFormula,
  potentialGaussian,
  potentialHarmonic,
} from '../../lib/index';

const centres = (low: number, high: number, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => low + ((i + 0.5) / n) * (high - low));

describe('the mean field of a density on a grid', () => {
  it('on the circle is exact in every mode', () => {
    const interaction = potentialFormula('cos(x) - 0.5*cos(3*x)', { dimension: 1 });
    for (const n of [15, 32]) {
      const field = gridField(interaction, { low: 1, high: 1 + 2 * Math.PI, cells: n, periodic: true });
      const x = centres(1, 1 + 2 * Math.PI, n);
      const rho = x.map((q) => (1 + Math.sin(q) + 0.3 * Math.cos(3 * q)) / (2 * Math.PI));
      const force = field.forceInto(rho, new Float64Array(n));
      const potential = field.potentialInto(rho, new Float64Array(n));
      x.forEach((q, i) => {
        // V⋆ρ: a mode a·cos k of V and one b of ρ (before the division by 2π) give ab/2.
        expect(potential[i]).toBeCloseTo(0.5 * Math.sin(q) - 0.075 * Math.cos(3 * q), 13);
        expect(force[i]).toBeCloseTo(-0.5 * Math.cos(q) - 0.225 * Math.sin(3 * q), 13);
      });
      expect(field.interactionEnergy(rho)).toBeCloseTo(0.5 * (0.25 - 0.01125), 13);
    }
  });

  it('on the line is the sum over the cells', () => {
    for (const interaction of [
      potentialGaussian({ dimension: 1, width: 0.5 }),
      potentialHarmonic({ dimension: 1, stiffness: 2 }),
    ]) {
      const n = 21;
      const x = centres(-2, 3, n);
      const rho = x.map((q) => Math.exp(-q * q) * (2 + q));
      const field = gridField(interaction, { low: -2, high: 3, cells: n, periodic: false });
      const force = field.forceInto(rho, new Float64Array(n));
      const potential = field.potentialInto(rho, new Float64Array(n));
      const slope = new Float64Array(1);
      x.forEach((q, i) => {
        let [f, v] = [0, 0];
        x.forEach((y, j) => {
          interaction.gradientInto([q - y], slope);
          f -= (slope[0] * rho[j] * 5) / n;
          v += (interaction.value([q - y]) * rho[j] * 5) / n;
        });
        expect(force[i]).toBeCloseTo(f, 12);
        expect(potential[i]).toBeCloseTo(v, 12);
      });
    }
  });

  it('refuses other dimensions and periods', () => {
    const axis = { low: 0, high: 5, cells: 16, periodic: true };
    expect(() => gridField(potentialGaussian({ dimension: 2 }), axis)).toThrow(
      /interaction.dimension must be 1, got 2/,
    );
    expect(() => gridField(potentialGaussian({ dimension: 1 }), axis)).toThrow(
      /must be periodic on a circle/,
    );
    expect(() => gridField(potentialCosine(), axis)).toThrow(
      /multiple of the interaction's period 6.28.*, got 5/,
    );
  });
});
