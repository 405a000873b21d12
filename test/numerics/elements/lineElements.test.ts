import { eigenGeneralized, lineElements } from '../../../lib/numerics/index';

const entry = (matrix: { columns: number; data: Float64Array }, i: number, j: number): number =>
  matrix.data[i * matrix.columns + j];

describe('elements on a line', () => {
  it('have the mass and stiffness of hats', () => {
    const { massMatrix, stiffnessMatrix, size } = lineElements({ breakpoints: [0, 1, 3, 4], degree: 1 });
    expect(size).toBe(2);
    const [mass, stiffness] = [massMatrix(), stiffnessMatrix((x) => 2 * x)];
    expect(entry(mass, 0, 0)).toBeCloseTo(1, 14);
    expect(entry(mass, 0, 1)).toBeCloseTo(1 / 3, 14);
    // ∫2x over [0, 1], and over [1, 3] with slopes ±½.
    expect(entry(stiffness, 0, 0)).toBeCloseTo(1 + 8 / 4, 14);
    expect(entry(stiffness, 1, 0)).toBeCloseTo(-2, 14);
  });

  it('reproduce polynomials of their degree exactly', () => {
    const elements = lineElements({ breakpoints: [-1, -0.2, 0.5, 2], degree: 5 });
    const f = (x: number): number => (x + 1) * (x - 2) * (x * x * x - 0.3 * x + 1);
    const { rule, size } = elements;
    // The projection: mass·c = moments.
    const { values, vectors } = eigenGeneralized(elements.stiffnessMatrix(), elements.massMatrix());
    const moments = elements.moments(rule.nodes.map(f));
    const c = new Float64Array(size);
    values.forEach((_, k) => {
      let projection = 0;
      for (let i = 0; i < size; i++) projection += entry(vectors, i, k) * moments[i];
      for (let i = 0; i < size; i++) c[i] += entry(vectors, i, k) * projection;
    });
    const points = [-1, -0.7, -0.2, 0.1, 0.5, 1.9, 2, 3];
    elements.values(c, points).forEach((value, i) => {
      expect(Math.abs(value - (points[i] > 2 ? 0 : f(points[i])))).toBeLessThan(1e-12);
    });
  });

  it.each([1, 2, 3])('of degree %d give eigenvalues of −d² with the error h^2p, from above', (degree) => {
    const error = (count: number): number => {
      const breakpoints = Array.from({ length: count + 1 }, (_, i) => (i * Math.PI) / count);
      const elements = lineElements({ breakpoints, degree });
      const { values } = eigenGeneralized(elements.stiffnessMatrix(), elements.massMatrix(), {
        range: [0, 1],
      });
      return values[1] - 4;
    };
    const [coarse, fine] = degree === 3 ? [error(4), error(8)] : [error(8), error(16)];
    expect(fine).toBeGreaterThan(0);
    expect(Math.abs(Math.log2(coarse / fine) - 2 * degree)).toBeLessThan(0.3);
  });

  it('refuse what they cannot do', () => {
    expect(() => lineElements({ breakpoints: [0, 1, 1], degree: 2 })).toThrow('breakpoints must increase');
    expect(() => lineElements({ breakpoints: [0], degree: 2 })).toThrow('breakpoints.length');
    expect(() => lineElements({ breakpoints: [0, 1], degree: 0 })).toThrow(
      'degree must be an integer in [1, 40]',
    );
    expect(() => lineElements({ breakpoints: [0, 1], degree: 1 })).toThrow('number of basis functions');
    expect(() => lineElements({ breakpoints: [0, 1], degree: 3 }).massMatrix(() => Number.NaN)).toThrow(
      'weight must be finite',
    );
  });
});
