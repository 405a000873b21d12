import { type FilmFrame, film } from '../../lib/charts/film';
import { cloud } from './data';
import { all, parseXml, texts, type XmlNode } from './xml';

const FILM_BYTES = 500 * 1024;

function rotating(count: number, points: number): FilmFrame[] {
  const { x, xi } = cloud(points, '');
  return Array.from({ length: count }, (_, k) => {
    const [c, s] = [Math.cos(k / 10), Math.sin(k / 10)];
    const at = (a: number, b: number): number[] => Array.from(x, (value, j) => a * value + b * xi[j]);
    return { time: k / 10, clouds: [{ label: 'particles', role: 'particles', x: at(c, s), xi: at(-s, c) }] };
  });
}

function densities(count: number): FilmFrame[] {
  return Array.from({ length: count }, (_, k) => {
    const values = Float64Array.from({ length: 128 * 96 }, (_, q) => {
      const [x, xi] = [Math.floor(q / 96) / 64 - 1, (q % 96) / 48 - 1];
      return Math.exp(-8 * (x - (k * xi) / count) ** 2 - 8 * xi ** 2);
    });
    return { time: k, density: { x: [-1, 1], xi: [-1, 1], nX: 128, nXi: 96, values } };
  });
}

/** The frames' groups in their order. */
function frameGroups(svg: XmlNode): XmlNode[] {
  return all(svg, 'g').filter((g) => g.attributes.display !== undefined);
}

/** What SMIL's discrete animation of `display` shows at a fraction of the round. */
function displayAt(group: XmlNode, fraction: number): string {
  const animate = group.children.find(({ tag }) => tag === 'animate');
  if (!animate) return group.attributes.display;
  expect(animate.attributes).toMatchObject({
    attributeName: 'display',
    calcMode: 'discrete',
    repeatCount: 'indefinite',
  });
  const times = animate.attributes.keyTimes.split(';').map(Number);
  const values = animate.attributes.values.split(';');
  expect(times[0]).toBe(0);
  expect(times).toHaveLength(values.length);
  return values[times.filter((time) => time <= fraction).length - 1];
}

describe('film', () => {
  it('shows the frame nearest to the poster time where nothing moves, and plays from the first all the same', () => {
    const movie = film(rotating(7, 20), { poster: 0.42 });
    const groups = frameGroups(parseXml(movie.svg));
    expect(groups.map(({ attributes }) => attributes.display === 'inline')).toEqual(
      groups.map((_, k) => k === 4),
    );
    expect(groups.map((group) => displayAt(group, 0.01))).toEqual(['inline', ...Array(6).fill('none')]);
    expect(() => film(rotating(2, 5), { poster: Number.NaN })).toThrow(/poster/);
  });

  it('shows exactly one frame at a time, in order, for equally long', () => {
    const movie = film(rotating(7, 20), { rate: 2 });
    expect(movie.frameCount).toBe(7);
    const groups = frameGroups(parseXml(movie.svg));
    expect(groups).toHaveLength(7);
    // Five instants within each frame, away from the edges.
    for (let step = 0; step < 35; step++) {
      const visible = groups
        .map((group, k) => (displayAt(group, (step + 0.5) / 35) === 'inline' ? k : -1))
        .filter((k) => k >= 0);
      expect(visible).toEqual([Math.floor(step / 5)]);
    }
    for (const { children } of groups)
      expect(children.find(({ tag }) => tag === 'animate')!.attributes.dur).toBe('3.5s');
    // Where nothing moves (a still export), the first frame stands.
    expect(groups.map(({ attributes }) => attributes.display)).toEqual(['inline', ...Array(6).fill('none')]);
  });

  it('is labelled, well-formed, and the same twice', () => {
    const movie = film(rotating(5, 30), { title: 'Rotation & time' });
    const svg = parseXml(movie.svg);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['Rotation & time', 'particles', 't = 0.0', 't = 0.4', 'x', 'ξ']),
    );
    expect(movie.alt).toContain('film of 5 frames');
    expect(film(rotating(5, 30), { title: 'Rotation & time' }).html).toBe(movie.html);
    expect(movie.data).toHaveLength(150);
    expect(movie.data[30]).toMatchObject({ time: 0.1, cloud: 'particles' });
  });

  it.each([
    ['few points', rotating(60, 290)],
    ['many points', rotating(60, 1000)],
    ['densities', densities(40)],
    [
      'densities with points',
      densities(30).map((frame, k) => ({ ...frame, ...rotating(30, 500)[k], time: k })),
    ],
  ])('stays below 500 KB with %s', (_, frames) => {
    const movie = film(frames);
    expect(movie.html.length).toBeLessThan(FILM_BYTES);
    expect(frameGroups(parseXml(movie.svg))).toHaveLength(frames.length);
  });

  it('holds one picture and scripts that parse', () => {
    const { html, svg, alt } = film(rotating(3, 5));
    const [, address, described] = html.match(/<img [^>]*src="([^"]+)" alt="([^"]+)">/)!;
    expect(Buffer.from(address.replace('data:image/svg+xml;base64,', ''), 'base64').toString('utf8')).toBe(
      svg,
    );
    expect(described).toBe(alt);
    const page = html.match(/<script>([\s\S]*?)<\/script>/)![1];
    const inside = all(parseXml(svg), 'script')[0].text;
    // The Function constructor only parses here; nothing runs.
    for (const script of [page, inside]) expect(() => new Function(script)).not.toThrow();
    expect(all(parseXml(film(rotating(1, 5)).svg), 'script')).toHaveLength(0);
  });

  it('refuses bad frames', () => {
    expect(() => film([])).toThrow('frames must hold 1 to 60 frames, got 0');
    expect(() => film(rotating(61, 1))).toThrow('frames must hold 1 to 60 frames, got 61');
    expect(() => film([{ time: 0 }])).toThrow('frames[0] must hold clouds or a density, got neither');
    const twice = rotating(2, 3);
    expect(() => film([twice[0], { ...twice[1], time: 0 }])).toThrow(
      'frames[1].time must be later than 0, got 0',
    );
    expect(() => film([twice[0], { ...densities(2)[1] }])).toThrow(
      'frames[1] must hold as many clouds and densities as frames[0]',
    );
    expect(() => film(rotating(2, 3), { rate: 0 })).toThrow('rate must be a number in [0.1, 60], got 0');
  });
});
