import { logTicks } from '../../lib/charts/axis';
import { escapeMarkup, shortNumber } from '../../lib/charts/text';
import { boundChart, film, lineChart, lineFilm, phaseSpaceHeatMap, phaseSpaceScatter } from '../../lib/index';
import { check } from './data';
import { all, frameOf, parseXml, texts } from './xml';

const at = [0, 1, 2, 3];
const series = { label: 'a', at, value: [1, 2, 3, 4] };

describe('roles and labels', () => {
  it('are refused by name if they are none', () => {
    expect(() => lineChart([{ ...series, role: 'foo' as never }])).toThrow(
      /role must be one of "particles", .*, got "foo"/,
    );
    expect(() => boundChart([check()], { roles: ['foo' as never] })).toThrow('role must be one of');
    expect(() => lineChart([{ ...series, label: undefined as never }])).toThrow(
      'series[0].label must be a text, got undefined',
    );
    expect(() => phaseSpaceScatter([{ x: [0], xi: [0], label: 3 as never }])).toThrow(
      'clouds[0].label must be a text, got 3',
    );
  });

  it('leave out what XML cannot hold', () => {
    expect(escapeMarkup('a\u0001b\ud800c\td\n😀')).toBe('abc\td\n😀');
    const { svg } = lineChart([{ ...series, label: 'a\u0001b' }], { title: '\u0008t' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    expect(texts(parseXml(svg))).toContain('ab');
  });
});

describe('numbers as text', () => {
  it('are numbers with at least one digit', () => {
    expect(() => shortNumber(undefined as never)).toThrow('value must be a number, got undefined');
    expect(() => shortNumber(1.5, 0)).toThrow('digits must be an integer in [1, 100], got 0');
  });
});

describe('limits of a colour bar', () => {
  const density = { x: [0, 1], xi: [0, 1], nX: 2, nXi: 1, values: [-1, 3] } as const;
  const ticks = (limits?: readonly [number, number]): string[] =>
    texts(parseXml(phaseSpaceHeatMap(density, { limits, x: { domain: [0, 1] } }).svg));

  it('are those that are given, also below zero', () => {
    expect(ticks([-1, 5])).toContain('5');
    expect(ticks([-1, 5])).not.toContain('−5');
    expect(ticks([-3, -1])).toEqual(expect.arrayContaining(['−3', '−1']));
    expect(ticks([-3, -1])).not.toContain('3');
    // Without limits they are symmetric.
    expect(ticks()).toEqual(expect.arrayContaining(['−3', '3']));
  });
});

describe('ranges near the ends of the doubles', () => {
  it.each([
    ['linear', [-1e308, 1e308, 0, 1]],
    ['log', [1e-300, 1e300, 1, 10]],
  ] as const)('are drawn (%s)', (scale, value) => {
    const svg = parseXml(lineChart([{ ...series, value: [...value], draw: 'line' }], { y: { scale } }).svg);
    const numbers = texts(svg).filter((text) => text.includes('10'));
    expect(numbers.length).toBeGreaterThan(2);
    expect(JSON.stringify(svg)).not.toMatch(/NaN|Infinity/);
  });

  it('are refused if told', () => {
    expect(() => lineChart([series], { y: { domain: [-1e308, 1e308] } })).toThrow(
      'the length of y.domain must be',
    );
    expect(logTicks([1e-300, 1e300]).length).toBeGreaterThan(4);
  });
});

describe('what lies outside a domain that was told', () => {
  const frames = [0, 1].map((time) => ({ time, series: [series] }));

  it('is cut off in films of curves', () => {
    const svg = parseXml(lineFilm(frames, { y: { domain: [2, 3] } }).svg);
    const windows = svg.children.flatMap((child) => all(child, 'svg'));
    expect(windows).toHaveLength(2);
    const { x, y, width, height } = frameOf(svg);
    for (const { attributes, children } of windows) {
      const box = attributes.viewBox.split(' ').map(Number);
      expect(box).toEqual(['x', 'y', 'width', 'height'].map((side) => Number(attributes[side])));
      // The rectangle of the axes; Plot shifts by half a pixel.
      [x, y, width, height].forEach((side, k) => {
        expect(Math.abs(box[k] - side)).toBeLessThanOrEqual(0.5);
      });
      expect(children.map(({ tag }) => tag)).toEqual(['polyline']);
    }
    expect(all(parseXml(lineFilm(frames).svg), 'svg')).toHaveLength(1);
  });

  it('is cut off in heat maps', () => {
    const density = { x: [0, 1], xi: [0, 1], nX: 2, nXi: 1, values: [1, 3] } as const;
    const inner = (domain?: readonly [number, number]): number =>
      all(parseXml(phaseSpaceHeatMap(density, { x: domain && { domain } }).svg), 'svg').length - 1;
    expect(inner([0.2, 0.4])).toBe(1);
    expect(inner()).toBe(0);
  });
});

describe('the sentence of a film', () => {
  const frames = [0, 1].map((time) => ({ time, clouds: [{ label: 'μ', x: [0, 1], xi: [0, 1] }] }));

  it('speaks of phase space only where the axes are x and ξ', () => {
    expect(film(frames).alt).toMatch(/^film of 2 frames in phase space, from/);
    expect(film(frames, { y: { label: 'y' } }).alt).toMatch(
      /^film of 2 frames in the plane of x and y, from/,
    );
    expect(film(frames, { x: { label: 'first' } }).alt).toMatch(
      /^film of 2 frames in the plane of first and ξ, from/,
    );
  });
});
