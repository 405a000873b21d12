import { base64, dataAddress } from '../../lib/charts/base64';
import { encodePng } from '../../lib/charts/png';
import { uniform } from './data';
import { decodePng } from './png';

function raster(width: number, height: number, colours: number, opaque: boolean): Uint8Array {
  const next = uniform(colours);
  const palette = Array.from({ length: colours }, (_, k) => [
    k,
    255 - (k >> 1),
    k >> 8,
    opaque ? 255 : 255 - (k % 256),
  ]);
  const rgba = new Uint8Array(4 * width * height);
  for (let p = 0; p < width * height; p++) {
    rgba.set(palette[p < colours ? p : Math.floor(next() * colours)], 4 * p);
  }
  return rgba;
}

describe('encodePng', () => {
  it.each([
    [1, 1, 3],
    [2, 1, 3],
    [3, 2, 3],
    [4, 2, 3],
    [5, 4, 3],
    [16, 4, 3],
    [17, 8, 3],
    [256, 8, 3],
    [257, 8, 6],
  ])('keeps every pixel of %i colours at depth %i, colour type %i', (colours, depth, type) => {
    for (const opaque of [true, false]) {
      // 23 columns: not a whole number of bytes at any depth below 8.
      const rgba = raster(23, 13, colours, opaque);
      const decoded = decodePng(encodePng(23, 13, rgba));
      expect(decoded).toMatchObject({ width: 23, height: 13, depth, type });
      expect(decoded.rgba).toEqual(rgba);
    }
  });

  it('gives the same bytes for the same raster', () => {
    const rgba = raster(30, 20, 40, true);
    expect(encodePng(30, 20, rgba)).toEqual(encodePng(30, 20, rgba.slice()));
  });

  it('names what is wrong with its arguments', () => {
    expect(() => encodePng(0, 1, new Uint8Array(0))).toThrow('width must be an integer in [1, 8192], got 0');
    expect(() => encodePng(2, 2, new Uint8Array(15))).toThrow('rgba must have length 16, got length 15');
  });
});

describe('base64', () => {
  it('agrees with Node for all byte values, long contents and texts', () => {
    const bytes = Uint8Array.from({ length: 30001 }, (_, k) => (k * 7) % 256);
    expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(base64('ξ ∈ ℝ, ħ → 0')).toBe(Buffer.from('ξ ∈ ℝ, ħ → 0', 'utf8').toString('base64'));
    expect(dataAddress('image/png', Uint8Array.of(1))).toBe('data:image/png;base64,AQ==');
  });
});
