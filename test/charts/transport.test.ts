import { cellsFigure } from '../../lib/charts/cellsFigure';
import { contoursFor } from '../../lib/charts/contourLayer';
import { displacementFilm } from '../../lib/charts/displacementFilm';
import { sampledOnGrid } from '../../lib/charts/grid';
import { thinnedLines } from '../../lib/charts/planLayer';
import { transportFigure } from '../../lib/charts/transportFigure';
import type { GridValues } from '../../lib/charts/types';
import { cloud as checkedCloud, displacementGeodesic, transportExact } from '../../lib/metrics/transport';
import { uniform } from './data';
import { decodePng } from './png';
import { all, frameOf, parseXml, texts, type XmlNode } from './xml';

const FIGURE_BYTES = 60 * 1024;
const FILM_BYTES = 500 * 1024;

type Planar = { points: Float64Array; dimension: number };

function scattered(count: number, seed: number): Planar {
  const next = uniform(seed);
  return { points: Float64Array.from({ length: 2 * count }, next), dimension: 2 };
}

/** Two clouds of `count` points and a plan that joins the k-th with the k-th, all for the same mass. */
function pairs(count: number): { mu: Planar; nu: Planar; plan: ReturnType<typeof transportExact>['plan'] } {
  const ends = Int32Array.from({ length: count }, (_, k) => k);
  const plan = { source: ends, target: ends, mass: new Float64Array(count).fill(1 / count) };
  return { mu: scattered(count, 1), nu: scattered(count, 2), plan };
}

function image(svg: XmlNode, index = 0): ReturnType<typeof decodePng> {
  const href = all(svg, 'image')[index].attributes.href;
  return decodePng(Buffer.from(href.replace('data:image/png;base64,', ''), 'base64'));
}

const mu = { points: Float64Array.of(0, 0, 0, 1), dimension: 2 };
const nu = { points: Float64Array.of(1, 0, 1, 1), dimension: 2 };
const plan = {
  source: Int32Array.of(0, 1),
  target: Int32Array.of(1, 0),
  mass: Float64Array.of(0.75, 0.25),
};

describe('transportFigure', () => {
  it('joins the points of the plan by lines as wide as their mass', () => {
    const svg = parseXml(
      transportFigure({ mu, nu, plan }, { x: { domain: [0, 1] }, y: { domain: [0, 1] } }).svg,
    );
    const lines = all(svg, 'path').filter(
      ({ attributes }) => /^M[\d.,]+L[\d.,]+$/.test(attributes.d ?? '') && attributes['stroke-width'],
    );
    const widths = lines.map(({ attributes }) => Number(attributes['stroke-width']));
    expect(widths[0] / widths[1]).toBeCloseTo(3, 6);
    const { x, y, width, height } = frameOf(svg);
    const ends = lines[0].attributes.d.match(/[\d.]+/g)!.map(Number);
    // Source (0, 0) is the lower left corner, target (1, 1) the upper right one; tenths of a pixel.
    [x, y + height, x + width, y].forEach((pixel, k) => {
      expect(Math.abs(ends[k] - pixel - 0.5)).toBeLessThan(0.06);
    });
    expect(Math.abs(height - width)).toBeLessThanOrEqual(1);
  });

  it('says the mean length and keeps the rows of the plan', () => {
    const figure = transportFigure({ mu, nu, plan });
    expect(figure.alt).toContain('mean length 1.41');
    expect(texts(parseXml(figure.svg))).toEqual(expect.arrayContaining(['μ', 'ν', 'mass carried']));
    expect(figure.data[1]).toEqual({ source: 1, target: 0, mass: 0.25, fromX: 0, fromY: 1, toX: 1, toY: 0 });
  });

  it('stays small for thousands of lines over the roughest potential', () => {
    const picture = pairs(4000);
    const noise = uniform(3);
    const potential = sampledOnGrid({ x: [0, 1], xi: [0, 1], nX: 150, nXi: 150 }, noise);
    for (const drawn of [
      transportFigure(picture),
      transportFigure({ ...picture, potential }, { width: 480 }),
    ]) {
      expect(drawn.svg.length).toBeLessThan(FIGURE_BYTES);
      expect(texts(parseXml(drawn.svg)).join(' ')).toContain('300 of 4000 lines, each for 1/300 of the mass');
      expect(drawn.data).toHaveLength(4000);
    }
  });

  it('refuses what it cannot draw', () => {
    expect(() => transportFigure({ mu: { ...mu, dimension: 1 }, nu, plan })).toThrow(
      'mu.dimension must be 2, got 1',
    );
    const astray = { ...plan, target: Int32Array.of(0, 2) };
    expect(() => transportFigure({ mu, nu, plan: astray })).toThrow(
      'plan.target[1] must be an integer in [0, 1], got 2',
    );
    const potential = { x: [0, 1] as const, xi: [0, 1] as const, nX: 2, nXi: 2, values: [1] };
    expect(() => transportFigure({ mu, nu, plan, potential })).toThrow(
      'potential.values must have length 4, got length 1',
    );
  });
});

describe('thinned lines', () => {
  it('stand for the plan: no region and no length is favoured, whatever the order', () => {
    const count = 2000;
    const { mu: a, nu: b } = pairs(count);
    const ends = Float64Array.from({ length: 4 * count }, (_, i) =>
      i % 4 < 2 ? a.points[2 * (i >> 2) + (i % 4)] : b.points[2 * (i >> 2) + (i % 4) - 2],
    );
    const mass = Float64Array.from({ length: count }, (_, k) => (ends[4 * k] < 0.5 ? 3 : 1));
    const mean = (lines: { ends: Float64Array; mass: Float64Array }, axis: number): number =>
      lines.mass.reduce((sum, m, k) => sum + m * lines.ends[4 * k + axis], 0) /
      lines.mass.reduce((sum, m) => sum + m, 0);
    const thin = thinnedLines({ ends, mass }, 200);
    expect(thin.mass.length).toBe(200);
    expect(Math.max(...thin.mass) / Math.min(...thin.mass)).toBeCloseTo(1, 12);
    expect(thin.mass.reduce((sum, m) => sum + m, 0)).toBeCloseTo(
      mass.reduce((sum, m) => sum + m, 0),
      9,
    );
    // 200 independent draws of a number uniform in [0, 1] would scatter by 0.29/√200 = 0.02.
    for (let axis = 0; axis < 4; axis++) {
      expect(Math.abs(mean(thin, axis) - mean({ ends, mass }, axis))).toBeLessThan(0.02);
    }
  });

  it('leave a heavy line its mass, and few lines alone', () => {
    const ends = Float64Array.from({ length: 4 * 101 }, uniform(4));
    const mass = new Float64Array(101).fill(1);
    mass[50] = 100;
    const thin = thinnedLines({ ends, mass }, 20);
    expect(Math.max(...thin.mass)).toBe(100);
    expect(thin.mass.reduce((sum, m) => sum + m, 0)).toBeCloseTo(200, 12);
    expect(thinnedLines({ ends, mass }, 101).mass).toBe(mass);
  });
});

describe('the relief of a potential', () => {
  const plane = { x: [0, 2] as const, xi: [0, 1] as const, nX: 80, nXi: 40 };
  const picture = (value: (p: readonly [number, number]) => number): XmlNode =>
    parseXml(transportFigure({ mu, nu, plan, potential: sampledOnGrid(plane, value) }, { width: 320 }).svg);

  it('has bands between round heights, with a line where they meet', () => {
    const svg = picture(([x]) => x);
    expect(texts(svg)).toEqual(expect.arrayContaining(['contour lines of φ at intervals of 0.2', 'φ']));
    const { width, height, rgba } = image(svg);
    const row = Math.floor(height / 2) * width;
    const colour = (column: number): string =>
      rgba.subarray(4 * (row + column), 4 * (row + column) + 3).join();
    for (let band = 0; band < 10; band++) {
      const [from, to] = [band, band + 1].map((k) => Math.round((k * width) / 10));
      // Inside a band one colour; a tenth of the width is more than thirty pixels.
      const inner = new Set(Array.from({ length: to - from - 6 }, (_, k) => colour(from + 3 + k)));
      expect(inner.size).toBe(1);
      if (band === 0) continue;
      const edge = [-2, -1, 0, 1].map((k) => colour(from + k));
      const dark = (text: string): number => text.split(',').reduce((sum, c) => sum + Number(c), 0);
      expect(Math.min(...edge.map(dark))).toBeLessThan(0.8 * dark(colour(from + 4)));
      // Uphill it gets lighter.
      expect(dark(colour(to - 4))).toBeGreaterThan(dark(colour(from - 4)));
    }
  });

  it('is upright and fills its rectangle', () => {
    const svg = picture(([, xi]) => xi);
    const { width, height, rgba } = image(svg);
    const brightness = (row: number): number => rgba[4 * (row * width + 5)];
    expect(brightness(2)).toBeGreaterThan(brightness(height - 3));
    const { x, y, width: w, height: h } = all(svg, 'image')[0].attributes;
    const frame = frameOf(svg);
    expect([+x - 0.5, +y - 0.5, +w, +h]).toEqual([frame.x, frame.y, frame.width, frame.height]);
  });

  it('interpolates between the centres of the cells', () => {
    // Bilinear interpolation is exact for x + ξ: the edge of the band from 1 on meets the lower side at x = 1.
    const svg = picture(([x, xi]) => x + xi);
    const { width, height, rgba } = image(svg);
    const at = (column: number, row: number): number => rgba[4 * (row * width + column)];
    // Two pixels apart on the diagonal x + ξ = 1 there is a line at each height.
    for (const xi of [0.2, 0.5, 0.8]) {
      const row = Math.round((1 - xi) * height);
      const column = Math.round(((1 - xi) / 2) * width);
      const near = Array.from({ length: 7 }, (_, k) => at(column - 3 + k, row));
      expect(Math.min(...near)).toBeLessThan(0.85 * Math.max(...near));
    }
  });

  it('samples a function itself, within its axes', () => {
    const seen: (readonly [number, number])[] = [];
    const potential = (point: readonly [number, number]): number => seen.push(point) && point[0];
    const axes = { x: { domain: [-1, 2] as const }, y: { domain: [0, 1] as const }, width: 320 };
    const svg = parseXml(transportFigure({ mu, nu, plan, potential }, axes).svg);
    expect(seen.length).toBe(160 * 53);
    expect(Math.min(...seen.map(([x]) => x))).toBeCloseTo(-1 + 1.5 / 160, 12);
    expect(Math.max(...seen.map(([, xi]) => xi))).toBeCloseTo(1 - 0.5 / 53, 12);
    expect(texts(svg)).toContain('contour lines of φ at intervals of 0.2');
    expect(() => transportFigure({ mu, nu, plan, potential: () => Number.NaN })).toThrow(
      'potential.values[0] must be a finite number, got NaN',
    );
  });

  it('copes with a constant', () => {
    const flat: GridValues = { ...plane, values: new Float64Array(3200).fill(7) };
    expect(contoursFor(flat, 'φ').bar.limits.every(Number.isFinite)).toBe(true);
    expect(() => transportFigure({ mu, nu, plan, potential: flat }, { width: 320 })).not.toThrow();
  });

  it('samples functions at the centres of the cells, x-major', () => {
    const { values } = sampledOnGrid({ x: [0, 2], xi: [0, 3], nX: 2, nXi: 3 }, ([x, xi]) => 10 * x + xi);
    expect(Array.from(values)).toEqual([5.5, 6.5, 7.5, 15.5, 16.5, 17.5]);
  });
});

describe('displacementFilm', () => {
  const a = checkedCloud([0, 0, 0, 2], 2);
  const b = checkedCloud([4, 0, 4, 2], 2);
  const geodesic = displacementGeodesic(transportExact(a, b, { p: 2 }), a, b);

  it('moves every atom evenly from μ to ν', () => {
    const movie = displacementFilm(geodesic, { frameCount: 5, labels: { mu: 'start', nu: 'end' } });
    expect(movie.frameCount).toBe(5);
    expect(movie.alt).toBe('film of 5 frames in which 2 points of start move along straight lines to end.');
    expect(movie.data.filter(({ xi }) => xi === 2).map(({ time, x }) => [time, x])).toEqual(
      [0, 0.25, 0.5, 0.75, 1].map((s) => [s, 4 * s]),
    );
    const svg = parseXml(movie.svg);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['start', 'end', 'μs', 's = 0.25', 'first coordinate']),
    );
    // Both ends and the two paths are there once, not in every frame.
    const paths = all(svg, 'path').filter(({ attributes }) => attributes.d?.includes('L'));
    expect(paths.map(({ attributes }) => attributes.d.match(/L/g)!.length)).toContain(2);
    const dots = all(svg, 'path').filter(({ attributes }) => /h0/.test(attributes.d ?? ''));
    expect(dots).toHaveLength(5 + 2);
    const { width, height } = frameOf(svg);
    // One unit of x is as long as one of y: 4.24 by 2.16 with the margins.
    expect(Math.abs(width / height - (4 * 1.06) / (2 * 1.08))).toBeLessThan(0.02);
  });

  it('stays below 500 KB', () => {
    for (const [count, frameCount] of process.env.LONG
      ? [
          [500, 31],
          [2000, 60],
        ]
      : [[500, 31]]) {
      const { mu: from, nu: to } = pairs(count);
      const at = (s: number): Planar => ({
        points: from.points.map((t, i) => (1 - s) * t + s * to.points[i]),
        dimension: 2,
      });
      expect(displacementFilm({ at }, { frameCount }).html.length).toBeLessThan(FILM_BYTES);
    }
  });

  it('refuses what it cannot film', () => {
    expect(() => displacementFilm(geodesic, { frameCount: 1 })).toThrow(
      'frameCount must be an integer in [2, 60], got 1',
    );
    expect(() => displacementFilm({ at: () => checkedCloud([0], 1) })).toThrow(
      'moving.dimension must be 2, got 1',
    );
    expect(() => displacementFilm({ at: (s) => (s < 0.5 ? a : checkedCloud([0, 0], 2)) })).toThrow(
      'moving must keep its 2 atoms, got 1 at s = 0.5',
    );
  });
});

describe('cellsFigure', () => {
  const sites = checkedCloud([-0.5, 0, 0.5, 0, 0.2, 0.7], 2);
  const square = { x: { domain: [-1, 1] as const }, y: { domain: [-1, 1] as const }, width: 320 };
  const destination = ([x, y]: readonly [number, number]): number => (y > 0.5 ? 2 : x < 0 ? 0 : 1);

  it('draws a border where the destination changes, and nowhere else', () => {
    const { width, height, rgba } = image(parseXml(cellsFigure({ cloud: sites, destination }, square).svg));
    const dark = (x: number, y: number): boolean => {
      const [column, row] = [Math.round(((x + 1) / 2) * width), Math.round(((1 - y) / 2) * height)];
      let darkest = 255;
      for (let a = -3; a <= 3; a++)
        for (let b = -3; b <= 3; b++) {
          const [c, r] = [column + a, row + b];
          if (c >= 0 && r >= 0 && c < width && r < height)
            darkest = Math.min(darkest, rgba[4 * (r * width + c)]);
        }
      return darkest < 128;
    };
    for (const [x, y] of [
      [0, -0.9],
      [0, 0.3],
      [-0.7, 0.5],
      [0.9, 0.5],
    ])
      expect(dark(x, y)).toBe(true);
    for (const [x, y] of [
      [0, 0.7],
      [0.3, -0.9],
      [-0.5, 0],
      [0.9, 0.9],
      [0.5, 0.3],
    ])
      expect(dark(x, y)).toBe(false);
  });

  it('ties each point to the centre of mass of its cell', () => {
    const figure = cellsFigure({ cloud: sites, destination, density: ([x]) => 1 + x }, square);
    const svg = parseXml(figure.svg);
    const { x, y, width, height } = frameOf(svg);
    const path = all(svg, 'path').find(({ attributes }) =>
      /^(M[\d.,]+L[\d.,]+){3}$/.test(attributes.d ?? ''),
    )!;
    const ends = path.attributes.d.match(/[\d.]+/g)!.map(Number);
    const place = (k: number): [number, number] => [
      (2 * (ends[k] - x - 0.5)) / width - 1,
      1 - (2 * (ends[k + 1] - y - 0.5)) / height,
    ];
    // With the density 1 + x: ∫₀¹ x(1+x)/∫₀¹ (1+x) = 5/9 for x > 0, −1/3 for x < 0, 1/3 for all x.
    const expected = [
      [-1 / 3, -0.25, -0.5, 0],
      [5 / 9, -0.25, 0.5, 0],
      [1 / 3, 0.75, 0.2, 0.7],
    ];
    expected.forEach((line, k) => {
      // Pixels in tenths, and 160 cells a side: half a percent of the side.
      [...place(4 * k), ...place(4 * k + 2)].forEach((value, i) => {
        expect(Math.abs(value - line[i])).toBeLessThan(0.01);
      });
    });
    expect(figure.svg.length).toBeLessThan(FIGURE_BYTES);
    expect(texts(svg)).toEqual(expect.arrayContaining(['ν', 'f', 'from the middle of its cell']));
  });

  it('refuses bad input', () => {
    expect(() => cellsFigure({ cloud: checkedCloud([0], 1), destination })).toThrow(
      'cloud.dimension must be 2, got 1',
    );
    expect(() => cellsFigure({ cloud: sites, destination: () => 3 })).toThrow(
      'destination(z) must be an integer in [0, 2], got 3',
    );
    expect(() => cellsFigure({ cloud: sites, destination, density: () => Number.NaN })).toThrow(
      'density.values[0] must be a finite number, got NaN',
    );
  });
});
