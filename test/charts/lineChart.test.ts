import { parseHTML } from 'linkedom';
import { boundChart } from '../../lib/charts/boundChart';
import { lineChart } from '../../lib/charts/lineChart';
import type { Series } from '../../lib/charts/types';
import { check, uniform } from './data';
import { all, parseXml, texts, type XmlNode } from './xml';

const FIGURE_BYTES = 60 * 1024;

/** Centre of the tick label with this text, in pixels along the axis. */
function tickPosition(svg: XmlNode, label: string, axis: 'x' | 'y'): number {
  const group = all(svg, 'g').find((g) => g.attributes['aria-label'] === `${axis}-axis tick label`)!;
  const text = group.children.find((node) => node.text === label)!;
  const [x, y] = text.attributes.transform.match(/-?[\d.]+/g)!.map(Number);
  return axis === 'x' ? x : y;
}

/** Ends of the path drawn in a colour with the width of a curve. */
function curveEnds(svg: XmlNode, colour: string): number[][] {
  const group = all(svg, 'g').find((g) => g.attributes.stroke === colour && all(g, 'path').length > 0);
  const path = group ? all(group, 'path')[0] : all(svg, 'path').find((p) => p.attributes.stroke === colour)!;
  const points = path.attributes.d.match(/-?[\d.]+,-?[\d.]+/g)!.map((pair) => pair.split(',').map(Number));
  return [points[0], points[points.length - 1]];
}

const rate: Series[] = [
  {
    label: 'W₁ & <error> "ξ"',
    role: 'particles',
    at: [10, 100, 1000],
    value: [1, 0.1, 0.01],
    error: [0.1, 0.01, 0.02],
    draw: 'line',
  },
  { label: 'bound', role: 'printed', at: [10, 1000], value: [2, 0.5] },
];
const loglog = { x: { label: 'N', scale: 'log' }, y: { label: 'distance', scale: 'log' } } as const;

describe('lineChart', () => {
  it('is well-formed, self-contained and says what it shows', () => {
    const figure = lineChart(rate, { ...loglog, title: 'Rate <1>', slopes: [{ slope: -0.5 }] });
    const svg = parseXml(figure.svg);
    expect(svg.attributes.xmlns).toBe('http://www.w3.org/2000/svg');
    expect(Number(svg.attributes.width)).toBe(figure.width);
    expect(Number(svg.attributes.height)).toBe(figure.height);
    expect(all(svg, 'rect')[0].attributes.fill).toBe('#fff');
    // Plot draws ticks in currentColor: black on every page.
    expect(svg.attributes).toMatchObject({ color: '#000', fill: '#000' });
    for (const label of ['Rate <1>', 'W₁ & <error> "ξ"', 'bound', 'slope −0.5', 'N', 'distance', '100']) {
      expect(texts(svg)).toContain(label);
    }
    expect(figure.alt).toContain('from 1 to 0.01');
    expect(figure.svg).not.toMatch(/NaN|undefined|\d\.\d{3}/);
    expect(figure.data[2]).toEqual({ series: rate[0].label, at: 1000, value: 0.01, error: 0.02 });
  });

  it('puts points where the axes say', () => {
    const svg = parseXml(
      lineChart(rate, { x: { scale: 'log' }, y: { scale: 'log', domain: [0.001, 10] } }).svg,
    );
    const [first, last] = curveEnds(svg, '#0072B2');
    // Pixels are rounded to two decimals on both sides.
    expect(first[0]).toBeCloseTo(tickPosition(svg, '10', 'x'), 1);
    expect(first[1]).toBeCloseTo(tickPosition(svg, '1', 'y'), 1);
    expect(last[0]).toBeCloseTo(tickPosition(svg, '1000', 'x'), 1);
    expect(last[1]).toBeCloseTo(tickPosition(svg, '0.01', 'y'), 1);
  });

  it('draws a reference slope through the series it fits', () => {
    const exact: Series = { label: 'a', at: [10, 1000], value: [1, 0.1], draw: 'line', role: 'particles' };
    const svg = parseXml(lineChart([exact], { ...loglog, slopes: [{ slope: -0.5 }] }).svg);
    const [curve, reference] = ['#0072B2', '#707070'].map((colour) => curveEnds(svg, colour));
    for (const [k, pixel] of curve.flat().entries()) expect(reference.flat()[k]).toBeCloseTo(pixel, 1);
  });

  it('gives the same bytes for the same data, however many charts came before', () => {
    expect(lineChart(rate, loglog).svg).toBe(lineChart(rate, loglog).svg);
  });

  it('draws the same in a page as in Node', () => {
    const expected = lineChart(rate, loglog).svg;
    const holder = globalThis as { document?: Document };
    holder.document = parseHTML('<html><body></body></html>').document as unknown as Document;
    try {
      expect(lineChart(rate, loglog).svg).toBe(expected);
    } finally {
      delete holder.document;
    }
  });

  it('draws a series as a band alone when told', () => {
    const enclosed: Series = {
      label: 'enclosed',
      at: [1, 2, 3],
      value: [1, 2, 3],
      error: [0.1, 0.1, 0.1],
      draw: 'band',
    };
    const svg = parseXml(lineChart([enclosed]).svg);
    const groups = all(svg, 'g').filter(({ attributes }) => attributes['fill-opacity'] === '0.22');
    expect(groups.flatMap((group) => all(group, 'path'))).toHaveLength(1);
    // Neither line nor dots: nothing but grid and axes is stroked.
    const stroked = [...all(svg, 'g'), ...all(svg, 'path')].filter(
      (node) => node.attributes.stroke === '#0072B2' && (node.tag === 'path' || all(node, 'path').length > 0),
    );
    expect(stroked).toHaveLength(0);
    expect(() => lineChart([{ ...enclosed, error: undefined }])).toThrow(/error must be given for a band/);
  });

  it.each(['bars', 'band'] as const)('stays small for many long noisy curves with %s', (errors) => {
    const next = uniform(3);
    const at = Float64Array.from({ length: 5000 }, (_, k) => k);
    const series = Array.from({ length: 12 }, (_, j) => ({
      label: `x_${j}`,
      at,
      value: at.map(() => next() + j),
      error: at.map(() => 0.1),
      draw: 'both' as const,
    }));
    expect(lineChart(series.slice(0, 4), { errors }).svg.length).toBeLessThan(FIGURE_BYTES);
    const plain = series.map(({ label, value }) => ({ label, at, value }));
    expect(lineChart(plain).svg.length).toBeLessThan(FIGURE_BYTES);
    const orbit = { label: 'orbit', at: at.map((k) => Math.cos(k)), value: at.map((k) => Math.sin(k)) };
    expect(lineChart([orbit]).svg.length).toBeLessThan(FIGURE_BYTES);
  });

  it('keeps the peaks of a curve that it thins', () => {
    const value = new Float64Array(20000);
    value[12345] = 5;
    const svg = parseXml(
      lineChart([{ label: 'spike', at: value.map((_, k) => k), value, role: 'particles' }]).svg,
    );
    const path = all(svg, 'path').find(({ attributes }) => (attributes.d?.length ?? 0) > 1000)!;
    const heights = path.attributes.d.match(/,-?[\d.]+/g)!.map((text) => Number(text.slice(1)));
    expect(Math.min(...heights)).toBeCloseTo(tickPosition(svg, '5', 'y'), 1);
  });

  it('leaves out what a logarithmic axis cannot show, and says so', () => {
    const figure = lineChart([{ label: 'a', at: [0, 1, 2], value: [0, 1, 2] }], { y: { scale: 'log' } });
    expect(texts(parseXml(figure.svg))).toContain(
      '1 of the values are ≤ 0 and not shown on a logarithmic axis',
    );
  });

  it.each([
    [[], {}, 'series must hold at least one series, got none'],
    [[{ label: 'a', at: [], value: [] }], {}, 'series[0].at must hold at least one value, got none'],
    [[{ label: 'a', at: [1, 2], value: [1] }], {}, 'series[0].value must have length 2, got length 1'],
    [
      [{ label: 'a', at: [1], value: [Number.NaN] }],
      {},
      'series[0].value[0] must be a finite number, got NaN',
    ],
    [[{ label: 'a', at: [1], value: [1], error: [-1] }], {}, 'series[0].error[0] must be >= 0, got -1'],
    [
      [{ label: 'a', at: [1], value: [1] }],
      { slopes: [{ slope: 1 }] },
      'slopes need logarithmic axes, got x linear and y linear',
    ],
    [[{ label: 'a', at: [1], value: [1] }], { width: 20 }, 'width must be an integer in [320, 1200], got 20'],
    [
      [{ label: 'a', at: [1], value: [1] }],
      { errors: 'boxes' },
      'errors must be one of "bars", "band", got "boxes"',
    ],
  ])('refuses %j', (series, options, message) => {
    expect(() => lineChart(series as Series[], options as object)).toThrow(message);
  });
});

describe('boundChart', () => {
  it('draws a shared left side once, each bound once, with verdicts and the tightest point', () => {
    const figure = boundChart(
      [check(), check({ title: 'sharper rate', rhs: check().lhs.map((v) => 1.5 * v) })],
      { lhsLabel: 'W₁' },
    );
    const labels = texts(parseXml(figure.svg));
    expect(labels.filter((label) => label === 'W₁')).toHaveLength(1);
    expect(labels).toContain('rate 1+2L as printed (✓ holds)');
    expect(labels).toContain('sharper rate (✓ holds)');
    expect(labels).toContain('Statement 1.5');
    expect(figure.data).toHaveLength(10);
    expect(texts(parseXml(boundChart([check()]).svg))).toContain('tightest: lhs/rhs = 0.909 at t = 0');
    const named = texts(parseXml(boundChart([check()], { rhsLabels: ['the bound'] }).svg));
    expect(named).toContain('the bound (✓ holds)');
  });

  it('rings the points beyond the bound by more than the error, and only those', () => {
    // lhs = 0.1 eᵗ against a constant 0.2: beyond it from t = 1 on (0.27, 0.45, 0.74).
    const violated = check({ rhs: new Float64Array(5).fill(0.2), verdict: 'violated' });
    const svg = parseXml(boundChart([violated]).svg);
    expect(texts(svg)).toContain('beyond the bound');
    const rings = all(svg, 'g').filter(
      ({ attributes }) => attributes.stroke === '#D55E00' && attributes['stroke-width'] === '1.5',
    );
    expect(rings.flatMap((group) => all(group, 'circle'))).toHaveLength(3);
    expect(texts(parseXml(boundChart([check()]).svg))).not.toContain('beyond the bound');
  });

  it('survives vacuous bounds, zeros and a single datum', () => {
    const vacuous = boundChart([check({ rhs: new Float64Array(5).fill(Number.POSITIVE_INFINITY) })]);
    expect(texts(parseXml(vacuous.svg)).join()).toContain(
      '5 of the values are infinite or ≤ 0 and not shown',
    );
    const zero = boundChart([
      check({ lhs: new Float64Array(5), rhs: new Float64Array(5), kind: 'identity' }),
    ]);
    expect(zero.svg).not.toContain('NaN');
    const one = {
      at: Float64Array.of(1),
      lhs: Float64Array.of(1),
      rhs: Float64Array.of(2),
      error: Float64Array.of(0),
    };
    expect(() => parseXml(boundChart([check(one)]).svg)).not.toThrow();
  });

  it('refuses what is no check', () => {
    expect(() => boundChart([])).toThrow('checks must hold at least one check, got none');
    expect(() => boundChart([check({ rhs: new Float64Array(2) })])).toThrow(
      'checks[0].rhs must have length 5, got length 2',
    );
  });

  it('does not read out many curves of one name', () => {
    const bundle = Array.from({ length: 12 }, (_, k) => ({ label: 'shells', at: [0, 1], value: [k, k + 1] }));
    const { alt } = lineChart([...bundle, { label: 'mean', at: [0, 1], value: [5.5, 6.5] }]);
    expect(alt).toMatch(/shells \(12 curves\); mean from 5\.5 to 6\.5\.$/);
  });
});
