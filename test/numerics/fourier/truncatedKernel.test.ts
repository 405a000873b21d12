import { erf } from '../../../lib/index';
import { convolution } from '../../../lib/numerics/fourier/convolution';
import { truncatedKernel } from '../../../lib/numerics/fourier/truncatedKernel';

/** 1/|z| cut off at L: 4π(1 − cos ωL)/ω². */
const coulomb = (omega: number, radius: number): number => {
  const half = (omega * radius) / 2;
  return 2 * Math.PI * (half === 0 ? radius : (radius * Math.sin(half)) / half) ** 2;
};

describe('truncatedKernel', () => {
  const shape = [28, 32, 36];
  const spacing = [0.4, 0.35, 0.35];
  const each = (visit: (r: number, at: number) => void): void => {
    for (let i = 0, at = 0; i < shape[0]; i++)
      for (let j = 0; j < shape[1]; j++)
        for (let k = 0; k < shape[2]; k++, at++)
          visit(Math.hypot(...[i, j, k].map((n, a) => (n - shape[a] / 2) * spacing[a])), at);
  };
  const density = new Float64Array(shape[0] * shape[1] * shape[2]);
  each((r, at) => {
    density[at] = Math.exp(-0.5 * (r / 0.8) ** 2) / (2 * Math.PI * 0.64) ** 1.5;
  });

  it('gives the potential of a Gaussian in empty space with spectral accuracy', () => {
    const kernel = truncatedKernel({ name: 'Coulomb', shape, spacing, transform: coulomb });
    const potential = convolution({ shape, spacing, kernel, boundary: 'free' }).apply(density);
    each((r, at) => {
      const exact = r === 0 ? Math.sqrt(2 / Math.PI) / 0.8 : erf(r / 0.8 / Math.SQRT2) / r;
      // The Gaussian at the border of the box: e^{−24.5} of its maximum, and at π/h: e^{−19.7}.
      expect(Math.abs(potential[at] - exact)).toBeLessThan(2e-9);
    });
  });

  it('multiplies the transform by the window of every wave number', () => {
    // cos θ turns f into the mean of its neighbours along an axis.
    const [plain, smooth] = [undefined, Math.cos].map((window) => {
      const kernel = truncatedKernel({ name: 'Coulomb', shape, spacing, transform: coulomb, window });
      return convolution({ shape, spacing, kernel, boundary: 'free' }).apply(density);
    });
    const strides = [shape[1] * shape[2], shape[2], 1];
    const middle = strides.reduce((sum, stride, a) => sum + stride * (shape[a] / 2), 0);
    for (const at of [middle, middle + 3, middle - 2 * strides[0] + 5 * strides[1]]) {
      let mean = 0;
      for (const i of [-1, 1])
        for (const j of [-1, 1])
          for (const k of [-1, 1]) mean += plain[at + i * strides[0] + j * strides[1] + k] / 8;
      // As accurate as the potential itself.
      expect(Math.abs(smooth[at] - mean)).toBeLessThan(1e-8);
    }
  });

  it('refuses transforms that are not finite and boxes without room', () => {
    const call = (transform: () => number, points: readonly number[]): void =>
      void truncatedKernel({ name: 'V', shape: points, spacing: [1, 1, 1], transform });
    expect(() => call(() => Number.NaN, [8, 8, 8])).toThrow(
      'truncatedFourier of V must be finite, got NaN at ω = 0',
    );
    expect(() => call(() => 1, [2048, 8, 8])).toThrow('take a box that is less oblong');
  });
});
