import { lineChart } from '../../lib/charts/lineChart';
import { table } from '../../lib/charts/tables';
import { emit } from '../../lib/notebook/kernel';
import { progress, remaining } from '../../lib/notebook/progress';
import { renderings, type Showable, show } from '../../lib/notebook/show';
import { check } from '../charts/data';
import { all, parseXml } from '../charts/xml';

jest.mock('../../lib/notebook/kernel', () => ({ emit: jest.fn() }));

afterEach(() => {
  jest.restoreAllMocks();
  jest.mocked(emit).mockReset();
});

describe('show', () => {
  const figure = lineChart([{ label: 'a', at: [1], value: [2] }], { alt: 'A "quoted" & <odd> picture' });

  it('gives a figure as an image with its text', () => {
    const { 'text/html': html, 'text/plain': plain } = renderings(figure);
    const image = parseXml(html.replace(/>$/, '/>'));
    expect(image.tag).toBe('img');
    expect(image.attributes.alt).toBe(figure.alt);
    const [, content] = image.attributes.src.split('data:image/svg+xml;base64,');
    expect(Buffer.from(content, 'base64').toString('utf8')).toBe(figure.svg);
    expect(plain).toBe(figure.alt);
  });

  it.each([
    ['a check', check()],
    ['checks', [check(), check()]],
    ['rows', [{ N: 1, verdict: 'fine' }]],
    ['a table', table([{ N: 1 }])],
  ])('gives %s as a table in HTML and in text', (_, thing) => {
    const { 'text/html': html, 'text/plain': plain } = renderings(thing as Showable);
    const bodyRows = all(parseXml(html), 'tbody')[0].children.length;
    expect(plain.split('\n')).toHaveLength(2 + bodyRows);
  });

  it('prints the text where there is no notebook', () => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    show([{ N: 1 }]);
    expect(print.mock.calls).toEqual([['N\n-\n1']]);
  });

  it('refuses other things', () => {
    expect(() => show(7 as unknown as Showable)).toThrow(
      'thing must be a figure, a film, a table, checks or rows, got number',
    );
  });
});

describe('progress', () => {
  /** What the display would get, with a clock that the test turns. */
  function recorded(): { lines: string[]; clock: { now: number } } {
    const lines: string[] = [];
    const clock = { now: 0 };
    jest.mocked(emit).mockImplementation((data) => lines.push(data['text/plain']) > 0);
    jest.spyOn(performance, 'now').mockImplementation(() => clock.now);
    return { lines, clock };
  }

  it('is written at most ten times a second, and ends without a timing', () => {
    const { lines, clock } = recorded();
    const report = progress('solving');
    for (let k = 1; k <= 10000; k++) {
      clock.now = k / 5;
      report(k, 10000);
    }
    // Two seconds of work: one line at the start, 20 updates (the first at once), one at the end.
    expect(lines).toHaveLength(22);
    expect(lines[0]).toBe('solving: started');
    expect(lines[15]).toBe('solving: 70 %, about 1 s left');
    expect(lines[21]).toBe('solving: done');
  });

  it('leaves the same line however long it took, and can be ended early', () => {
    const { lines, clock } = recorded();
    const report = progress('a');
    report.finish();
    report.finish();
    clock.now = 1e6;
    report(1, 2);
    expect(lines).toEqual(['a: started', 'a: done']);
  });

  it('estimates the time left', () => {
    expect(remaining(0.5, 500)).toBe('50 %');
    expect(remaining(0.25, 10000)).toBe('25 %, about 30 s left');
    expect(remaining(0.1, 60000)).toBe('10 %, about 9 min left');
  });
});
