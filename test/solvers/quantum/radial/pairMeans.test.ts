import { coulombPairMeans, createRandom, expansionFactor } from '../../../../lib/index';

describe('means over one of two bosons', () => {
  it('without interaction are those of a spreading Gaussian', () => {
    const [width, hbar, chirp, deviation] = [0.8, 0.6, 0.3, 1.1];
    const times = [0, 0.5, 1.2];
    const { means, error } = coulombPairMeans({ width, hbar, chirp, deviation, coupling: 0, times });
    times.forEach((t, k) => {
      const v = width ** 2 * ((1 + chirp * t) ** 2 + ((hbar * t) / (2 * width ** 2)) ** 2);
      const exact = (deviation ** 2 / (deviation ** 2 + v)) ** 1.5;
      expect(Math.abs(means[k] - exact)).toBeLessThan(error[k] + 1e-9);
      expect(error[k]).toBeLessThan(1e-6);
    });
  });

  it('for small ħ are those of pairs under Newton’s equations, sampled', () => {
    const random = createRandom(3);
    const [t, runs] = [0.8, 40_000];
    let [sum, squares] = [0, 0];
    for (let k = 0; k < runs; k++) {
      const [centre, apart] = [Math.SQRT1_2, Math.SQRT2].map((size) =>
        [0, 1, 2].map(() => size * random.normal()),
      );
      const s = Math.hypot(...apart);
      const grown = expansionFactor(t / s ** 1.5).value;
      const x = centre.map((v, a) => v + 0.5 * grown * apart[a]);
      const bell = Math.exp(-0.5 * x.reduce((r2, v) => r2 + v * v, 0));
      sum += bell;
      squares += bell * bell;
    }
    const mean = sum / runs;
    const error = Math.sqrt((squares / runs - mean * mean) / runs);
    const { means } = coulombPairMeans({ width: 1, hbar: 0.03, times: [t], elements: 80 });
    expect(Math.abs(means[0] - mean)).toBeLessThan(4 * error);
  });

  it('refuses what the elements do not hold', () => {
    expect(() => coulombPairMeans({ width: 1, hbar: 0.01, times: [1], chirp: 3, elements: 6 })).toThrow(
      /take more than 6 elements/,
    );
    expect(() => coulombPairMeans({ width: 1, hbar: 1, times: [-1] })).toThrow(/times\[0\] must be/);
  });
});
