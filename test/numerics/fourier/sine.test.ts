import { createRandom, sineTransform } from '../../../lib/numerics/index';

describe('sine transform', () => {
  it.each([2, 7, 32, 60])('is the naive sum, there and back, n = %d', (n) => {
    const random = createRandom(n);
    const f = Float64Array.from({ length: n - 1 }, () => random.uniform() - 0.5);
    const transform = sineTransform(n);
    const b = transform.forwardInto(f, new Float64Array(n - 1));
    const cosines = transform.cosinesInto(b, new Float64Array(n + 1));
    const angle = (j: number, k: number): number => (Math.PI * ((j * k) % (2 * n))) / n;
    for (let k = 1; k < n; k++) {
      const naive = f.reduce((sum, value, j) => sum + (2 / n) * value * Math.sin(angle(j + 1, k)), 0);
      expect(Math.abs(b[k - 1] - naive)).toBeLessThan(1e-14);
    }
    for (let j = 0; j <= n; j++) {
      const naive = b.reduce((sum, value, k) => sum + value * Math.cos(angle(j, k + 1)), 0);
      expect(Math.abs(cosines[j] - naive)).toBeLessThan(1e-13);
    }
    // In place, and back to what it was.
    expect(transform.inverseInto(b, b)).toBe(b);
    b.forEach((value, j) => {
      expect(Math.abs(value - f[j])).toBeLessThan(1e-14);
    });
  });

  it('refuses what it cannot do', () => {
    expect(() => sineTransform(1)).toThrow('intervals must be an integer in [2');
    expect(() => sineTransform(4).forwardInto(new Float64Array(4), new Float64Array(3))).toThrow(
      'f must be a Float64Array of length 3',
    );
  });
});
