import { axisFor, linearTicks, logTicks } from '../../lib/charts/axis';
import { divergingColour, type Rgb, sequentialColour } from '../../lib/charts/colormap';
import { COLOURS, strokeOf } from '../../lib/charts/palette';
import { escapeMarkup, shortNumber, textWidth, wrapText } from '../../lib/charts/text';

describe('shortNumber', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [-0.5, '−0.5'],
    [0.0123456, '0.0123'],
    [99999, '10⁵'],
    [123456, '1.23·10⁵'],
    [1e-7, '10⁻⁷'],
    [-2.5e-13, '−2.5·10⁻¹³'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NaN, 'not a number'],
  ])('%d is written %s', (value, text) => expect(shortNumber(value)).toBe(text));
});

describe('wrapText', () => {
  it('keeps all words in lines that fit', () => {
    const text = 'the distance between the empirical measure and the Vlasov solution stays below the bound';
    const lines = wrapText(text, 150, 12);
    expect(lines.join(' ')).toBe(text);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(150);
  });
});

it('makes markup harmless', () =>
  expect(escapeMarkup(`<a b="c">&'`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#39;'));

describe('ticks', () => {
  it('are round, inside, and neither few nor many', () => {
    for (const [low, high] of [
      [0, 1],
      [-3.7, 12.1],
      [1e-9, 3e-9],
      [-1e6, 1e6],
      [0.95, 1.05],
    ] as const) {
      const ticks = linearTicks([low, high]);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(8);
      const slack = 1e-9 * (high - low);
      for (const tick of ticks) expect(tick >= low - slack && tick <= high + slack).toBe(true);
    }
    expect(linearTicks([0, 1])).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('on a logarithmic axis are powers of ten, with 2 and 5 where few show', () => {
    expect(logTicks([1e-8, 1])).toEqual([1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]);
    expect(logTicks([90, 1100])).toEqual([100, 200, 500, 1000]);
    expect(logTicks([1e-30, 1]).length).toBeLessThanOrEqual(9);
    expect(logTicks([1.1, 1.9]).length).toBeGreaterThanOrEqual(3);
  });

  it('have labels that tell neighbours apart', () => {
    const axis = axisFor('x', { domain: [1.00001, 1.00003] }, [], 0, 'x');
    expect(new Set(axis.ticks.map(axis.tickLabel)).size).toBe(axis.ticks.length);
  });
});

describe('axisFor', () => {
  it('leaves room for constant data and for nothing at all', () => {
    for (const values of [[3, 3], [0], [], [Number.NaN]]) {
      for (const scale of ['linear', 'log'] as const) {
        const { domain } = axisFor('y', { scale }, values, 0.05, 'y');
        expect(domain[1]).toBeGreaterThan(domain[0]);
        expect(scale === 'log' ? domain[0] : 1).toBeGreaterThan(0);
      }
    }
  });

  it('names what is wrong with a domain', () => {
    expect(() => axisFor('x', { domain: [1, 1] }, [], 0, 'x')).toThrow(
      'x.domain must be increasing, got [1, 1]',
    );
    expect(() => axisFor('y', { scale: 'log', domain: [0, 1] }, [], 0, 'y')).toThrow(
      'y.domain[0] must be a finite number > 0, got 0',
    );
  });
});

describe('colours', () => {
  /** Relative luminance of WCAG 2.1, which knows nothing of OKLab. */
  const luminance = (rgb: Rgb): number => {
    const [r, g, b] = rgb.map((byte) =>
      byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  it('of densities darken all the way from white', () => {
    const steps = Array.from({ length: 33 }, (_, k) => luminance(sequentialColour(k / 32)));
    expect(sequentialColour(0)).toEqual([255, 255, 255]);
    for (let k = 1; k < steps.length; k++) expect(steps[k]).toBeLessThan(steps[k - 1]);
    expect(steps[32]).toBeLessThan(0.03);
  });

  it('of signed values are white at zero, bluer below and redder above', () => {
    expect(divergingColour(0)).toEqual([255, 255, 255]);
    for (const t of [0.2, 0.5, 0.8, 1]) {
      const [below, above] = [divergingColour(-t), divergingColour(t)];
      expect(below[2]).toBeGreaterThan(below[0]);
      expect(above[0]).toBeGreaterThan(above[2]);
      // Equal OKLab lightness is not equal luminance; a quarter apart would be seen as a different value.
      expect(Math.abs(luminance(below) / luminance(above) - 1)).toBeLessThan(0.25);
    }
  });

  it('have fixed roles', () => {
    expect(strokeOf('particles', 3)).toEqual({ colour: COLOURS.blue });
    expect(strokeOf('vlasov', 0)).toEqual({ colour: COLOURS.vermillion });
    expect(strokeOf('printed', 0)).toEqual({ colour: COLOURS.black, dash: '7 4' });
    expect(strokeOf('sharper', 0).colour).toBe(COLOURS.green);
    expect(strokeOf(undefined, 0, true).dash).toBeDefined();
    expect(strokeOf(undefined, 7).dash).toBeDefined();
  });
});
