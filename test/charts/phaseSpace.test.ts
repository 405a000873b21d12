import { coarsened, histogram } from '../../lib/charts/heatLayer';
import { phaseSpaceHeatMap } from '../../lib/charts/phaseSpaceHeatMap';
import { phaseSpaceScatter } from '../../lib/charts/phaseSpaceScatter';
import type { GridValues } from '../../lib/charts/types';
import { cloud, uniform } from './data';
import { decodePng } from './png';
import { all, frameOf, parseXml, texts, type XmlNode } from './xml';

const FIGURE_BYTES = 60 * 1024;

function dots(svg: XmlNode): number[][] {
  const paths = all(svg, 'path').filter(({ attributes }) => /h0/.test(attributes.d ?? ''));
  return paths.flatMap(({ attributes }) =>
    Array.from(attributes.d.matchAll(/M([\d.]+),([\d.]+)h0/g), (match) => [
      Number(match[1]),
      Number(match[2]),
    ]),
  );
}

describe('phaseSpaceScatter', () => {
  it('puts every particle where its coordinates say, ξ upwards', () => {
    const corner = { label: 'corners', x: [0, 1, 0.5], xi: [0, 2, 1] };
    const svg = parseXml(phaseSpaceScatter([corner], { x: { domain: [0, 1] }, y: { domain: [0, 2] } }).svg);
    const { x, y, width, height } = frameOf(svg);
    // Dots are rounded to tenths, and the plot is shifted by half a pixel.
    const expected = [
      [x, y + height],
      [x + width, y],
      [x + width / 2, y + height / 2],
    ];
    for (const [k, [px, py]] of dots(svg).entries()) {
      expect(Math.abs(px - expected[k][0] - 0.5)).toBeLessThan(0.06);
      expect(Math.abs(py - expected[k][1] - 0.5)).toBeLessThan(0.06);
    }
    expect(dots(svg)).toHaveLength(3);
  });

  it('gives heavier particles larger dots', () => {
    const svg = parseXml(phaseSpaceScatter([{ label: 'w', x: [0, 1], xi: [0, 1], weights: [1, 4] }]).svg);
    const [light, heavy] = all(svg, 'path')
      .filter(({ attributes }) => /h0/.test(attributes.d ?? ''))
      .map(({ attributes }) => Number(attributes['stroke-width']));
    // Areas in fifths: a quarter is drawn as two fifths.
    expect(light / heavy).toBeCloseTo(Math.sqrt(2 / 5), 2);
  });

  it('is small, labelled and the same twice, for few points and for very many', () => {
    for (const count of [10, 750, 5000, 200000]) {
      const clouds = [
        cloud(count, 'N-body & co', 1),
        { ...cloud(count, 'Vlasov', 2), role: 'vlasov' as const },
      ];
      const figure = phaseSpaceScatter(clouds, { title: 'Clouds' });
      expect(figure.svg.length).toBeLessThan(FIGURE_BYTES);
      const svg = parseXml(figure.svg);
      expect(texts(svg)).toEqual(expect.arrayContaining(['Clouds', 'N-body & co', 'Vlasov', 'x', 'ξ']));
      expect(all(svg, 'image').length).toBe(count > 750 ? 2 : 0);
      expect(figure.data).toHaveLength(2 * count);
      if (count < 10000) expect(phaseSpaceScatter(clouds, { title: 'Clouds' }).svg).toBe(figure.svg);
    }
  });

  it('fits very unruly clouds too', () => {
    const next = uniform(5);
    const noise = {
      label: 'uniform',
      x: Float64Array.from({ length: 60000 }, next),
      xi: Float64Array.from({ length: 60000 }, next),
    };
    expect(phaseSpaceScatter([noise]).svg.length).toBeLessThan(FIGURE_BYTES);
  });

  it('refuses bad clouds', () => {
    expect(() => phaseSpaceScatter([])).toThrow('clouds must hold at least one cloud, got none');
    expect(() => phaseSpaceScatter([{ label: '', x: [], xi: [] }])).toThrow(
      'clouds[0].x must hold at least one point',
    );
    expect(() => phaseSpaceScatter([{ label: '', x: [1], xi: [1, 2] }])).toThrow(
      'clouds[0].xi must have length 1, got length 2',
    );
    expect(() => phaseSpaceScatter([{ label: '', x: [Number.NaN], xi: [1] }])).toThrow(
      'clouds[0].x[0] must be a finite number, got NaN',
    );
    expect(() => phaseSpaceScatter([{ label: '', x: [1], xi: [1], weights: [-1] }])).toThrow(
      'clouds[0].weights[0] must be >= 0, got -1',
    );
  });
});

function grid(nX: number, nXi: number, value: (i: number, j: number) => number): GridValues {
  const values = Float64Array.from({ length: nX * nXi }, (_, k) => value(Math.floor(k / nXi), k % nXi));
  return { x: [-2, 2], xi: [-1, 1], nX, nXi, values };
}

describe('phaseSpaceHeatMap', () => {
  it('paints the cell (i, j) at column i from the left and row j from below', () => {
    const { png, svg } = phaseSpaceHeatMap(grid(5, 3, (i, j) => (i === 1 && j === 0 ? 1 : 0)));
    const { width, height, rgba } = decodePng(png!);
    expect([width, height]).toEqual([5, 3]);
    const dark = Array.from({ length: 15 }, (_, p) => p).filter((p) => rgba[4 * p] < 128);
    expect(dark).toEqual([2 * 5 + 1]);
    const image = all(parseXml(svg), 'image')[0].attributes;
    expect(frameOf(parseXml(svg))).toEqual({
      x: +image.x - 0.5,
      y: +image.y - 0.5,
      width: +image.width,
      height: +image.height,
    });
  });

  it('is blue below zero only when values are', () => {
    const colours = (value: (i: number, j: number) => number): number[] => [
      ...decodePng(phaseSpaceHeatMap(grid(2, 1, value)).png!).rgba,
    ];
    const [left, right] = [
      colours((i) => (i ? 1 : -1)).slice(0, 3),
      colours((i) => (i ? 1 : -1)).slice(4, 7),
    ];
    expect(left[2]).toBeGreaterThan(left[0]);
    expect(right[0]).toBeGreaterThan(right[2]);
    // An undershoot of a thousandth is a scheme's, not a Wigner function's: it stays white.
    expect(colours((i) => (i ? 1 : -1e-4)).slice(0, 3)).toEqual([255, 255, 255]);
  });

  it('counts points to the mass they carry', () => {
    const points = cloud(500, '');
    const box = [-10, 10] as const;
    for (const [weights, mass] of [
      [undefined, 1],
      [new Float64Array(500).fill(0.004), 2],
    ] as const) {
      const { values } = histogram({ ...points, weights }, box, box, 20, 10);
      const cell = (20 / 20) * (20 / 10);
      // Sums of 500 doubles: rounding stays below 500·2⁻⁵³.
      expect(Math.abs((values as Float64Array).reduce((a, b) => a + b) * cell - mass)).toBeLessThan(1e-12);
    }
    const edges = histogram({ x: [-1, 1, 0, 2], xi: [-1, 1, 0.5, 0] }, [-1, 1], [-1, 1], 2, 2);
    expect(Array.from(edges.values)).toEqual([0.25, 0, 0, 0.5]);
  });

  it('averages grids that are too fine, keeping the mass', () => {
    const fine = grid(400, 300, (i, j) => i + j);
    const coarse = coarsened(fine, 100);
    expect([coarse.nX, coarse.nXi]).toEqual([100, 100]);
    const mean = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((a, b) => a + b) / values.length;
    expect(mean(coarse.values)).toBeCloseTo(mean(fine.values), 9);
    expect(coarse.values[0]).toBe((0 + 1 + 2 + 3) / 4 + (0 + 1 + 2) / 3);
  });

  it('is small, labelled and the same twice, even for noise', () => {
    const next = uniform(1);
    const noise = grid(300, 300, next);
    const figure = phaseSpaceHeatMap(noise, { quantity: 'f_{in}', title: 'Noise' });
    expect(figure.svg.length).toBeLessThan(FIGURE_BYTES);
    expect(phaseSpaceHeatMap(noise, { quantity: 'f_{in}', title: 'Noise' }).svg).toBe(figure.svg);
    expect(texts(parseXml(figure.svg))).toEqual(expect.arrayContaining(['Noise', 'fin', 'x', 'ξ']));
    expect(figure.data[1]).toEqual({ x: -2 + 2 / 300, xi: -1 + 3 / 300, value: noise.values[1] });
  });

  it('refuses bad densities', () => {
    expect(() => phaseSpaceHeatMap({ ...grid(2, 2, () => 0), nX: 3 })).toThrow(
      'density.values must have length 6, got length 4',
    );
    expect(() => phaseSpaceHeatMap({ ...grid(2, 2, () => 0), x: [1, 1] })).toThrow(
      'density.x must be increasing, got [1, 1]',
    );
    expect(() => phaseSpaceHeatMap(grid(1, 1, () => Number.NaN))).toThrow(
      'density.values[0] must be a finite number, got NaN',
    );
    expect(() => phaseSpaceHeatMap({ x: [], xi: [] })).toThrow(
      'density.x must hold at least one point, got none',
    );
  });
});
