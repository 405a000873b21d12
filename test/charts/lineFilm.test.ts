import { lineFilm } from '../../lib/index';

const at = Array.from({ length: 50 }, (_, k) => k / 10);
const frame = (time: number) => ({
  time,
  series: [
    { label: 'wave', at, value: at.map((x) => Math.sin(x - time)), role: 'measured' as const },
    { label: 'rest', at, value: at.map(() => 0.5), role: 'reference' as const },
  ],
});

describe('lineFilm', () => {
  const film = lineFilm([0, 0.5, 1].map(frame), { title: 'A wave', y: { label: 'height' }, poster: 1 });

  it('draws each frame once, with both curves on common axes, and shows the poster', () => {
    expect(film.frameCount).toBe(3);
    const lines = Array.from(film.svg.matchAll(/<polyline[^>]*points="([^"]*)"/g), ([, points]) =>
      points.split(' ').map((pair) => pair.split(',').map(Number)),
    );
    const moving = lines.filter((points) => points.length === 50);
    expect(moving).toHaveLength(6);
    // The curve at rest is the same in all frames: the axes do not move.
    const heights = moving.map((points) => points.map(([, y]) => y));
    const flat = heights.filter((ys) => Math.max(...ys) === Math.min(...ys));
    expect(flat).toHaveLength(3);
    expect(new Set(flat.map(([y]) => y)).size).toBe(1);
    // Up is up: the largest value has the least pixel.
    const wave = heights[0];
    expect(wave.indexOf(Math.min(...wave))).toBe(16);
    const displays = Array.from(film.svg.matchAll(/<g display="(inline|none)"/g), ([, display]) => display);
    expect(displays).toEqual(['none', 'none', 'inline']);
    expect(film.svg).toMatch(/t = 0.5/);
    expect(film.html).toMatch(/<img class="mean-field-film"/);
  });

  it('says what is seen, and gives the numbers with their times', () => {
    expect(film.alt).toBe('A wave: film of 3 frames, from t = 0 to 1, showing the curves wave, rest.');
    expect(film.data).toHaveLength(300);
    expect(film.data[100]).toMatchObject({ time: 0.5 });
  });

  it('stays small', () => {
    const long = lineFilm(Array.from({ length: 25 }, (_, k) => frame(k)));
    expect(long.svg.length).toBeLessThan(60_000);
  });

  it('refuses frames that do not belong together', () => {
    expect(() => lineFilm([])).toThrow(/1 to 60 frames, got 0/);
    expect(() => lineFilm([frame(1), frame(1)])).toThrow(/later than 1, got 1/);
    const other = { time: 2, series: [{ label: 'ripple', at, value: at }] };
    expect(() => lineFilm([frame(1), other])).toThrow(
      /series must be wave, rest as in frames\[0\], got ripple/,
    );
  });
});
