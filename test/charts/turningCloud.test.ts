import { turningCloud } from '../../lib/charts/turningCloud';
import { all, parseXml, texts } from './xml';

const cube = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].flatMap((z) => [x, y, z])));

type Handler = (event: object) => void;

/** What the film's script needs of a document, with a clock that stands. */
function stage(svg: string): {
  at: () => number;
  send: (id: string, event: string, x: number) => void;
  key: (key: string) => void;
} {
  const handlers = new Map<string, Handler>();
  let seconds = 0;
  const part = (id: string) => ({
    attributes: new Map(
      Object.entries(
        all(parseXml(svg), 'rect').find(({ attributes }) => attributes.id === id)?.attributes ?? {},
      ),
    ),
    getAttribute(name: string) {
      return this.attributes.get(name);
    },
    setAttribute: () => undefined,
    setPointerCapture: () => undefined,
    addEventListener: (event: string, handler: Handler) => handlers.set(`${id} ${event}`, handler),
  });
  const ids = ['controls', 'track', 'knob', 'play', 'icon', ...(svg.includes('id="stage"') ? ['stage'] : [])];
  const parts = Object.fromEntries(ids.map((id) => [id, part(id)]));
  const fake = {
    documentElement: {
      setCurrentTime: (time: number) => {
        seconds = time;
      },
      getCurrentTime: () => seconds,
      pauseAnimations: () => undefined,
      unpauseAnimations: () => undefined,
      getScreenCTM: () => ({ inverse: () => undefined }),
    },
    getElementById: (id: string) => parts[id] ?? null,
    addEventListener: (event: string, handler: Handler) => handlers.set(event, handler),
  };
  const point = function (this: { x: number }, x: number) {
    this.x = x;
  };
  point.prototype.matrixTransform = function () {
    return this;
  };
  const script = all(parseXml(svg), 'script')[0].text;
  const rate = Number(/rate = ([\d.]+)/.exec(script)![1]);
  new Function('document', 'window', 'DOMPoint', 'requestAnimationFrame', script)(
    fake,
    { matchMedia: () => ({ matches: true }) },
    point,
    () => undefined,
  );
  return {
    at: () => Math.floor(seconds * rate),
    send: (id, event, x) =>
      handlers.get(`${id} ${event}`)!({ clientX: x, clientY: 0, pointerId: 1, buttons: 1 }),
    key: (key) => handlers.get('keydown')!({ key, preventDefault: () => undefined }),
  };
}

describe('turningCloud', () => {
  it('shows every point in every frame, and a whole turn', () => {
    const film = turningCloud(cube, { title: 'Cube', label: 'corners', frames: 8 });
    expect(film.frameCount).toBe(8);
    expect(film.data).toHaveLength(64);
    expect(texts(parseXml(film.svg))).toEqual(
      expect.arrayContaining(['Cube', 'corners', 'x', 'z', 'turns = 0.250']),
    );
    // After a quarter of a turn (x, y) → (−y, x): the corners lie on each other again.
    const quarter = film.data.filter(({ time }) => time === 0.25);
    quarter.forEach(({ x, xi }, j) => {
      expect(x).toBeCloseTo(-cube[3 * j + 1], 12);
      expect(xi).toBe(cube[3 * j + 2]);
    });
    // Nearer corners weigh more: at time 0 x is to the right, z above, and the viewer looks along y.
    film.data.slice(0, 8).forEach(({ relativeWeight }, j) => {
      expect(Number(relativeWeight) > 0.5).toBe(cube[3 * j + 1] < 0);
    });
  });

  it('is turned by dragging over the plot, across its ends', () => {
    const film = turningCloud(cube, { frames: 40 });
    const { at, send, key } = stage(film.svg);
    const plot = all(parseXml(film.svg), 'rect').find(
      ({ attributes }) => attributes.id === 'stage',
    )!.attributes;
    const [left, width] = [Number(plot.x), Number(plot.width)];
    send('stage', 'pointerdown', left);
    expect(at()).toBe(0);
    send('stage', 'pointermove', left + width / 2);
    expect(at()).toBe(10);
    send('stage', 'pointermove', left - width / 2);
    expect(at()).toBe(30);
    send('stage', 'pointerdown', left);
    send('stage', 'pointermove', left + 0.5 * width);
    expect(at()).toBe(0);
    key('ArrowLeft');
    expect(at()).toBe(39);
    key('ArrowRight');
    expect(at()).toBe(0);
  });

  it('refuses what is no cloud in space', () => {
    expect(() => turningCloud([1, 2])).toThrow(
      /number of points must be an integer in \[1, 2000\], got 0.66/,
    );
    expect(() => turningCloud([1, 2, Number.NaN])).toThrow(/points\[2\] must be a finite number/);
    expect(() => turningCloud(cube, { frames: 100 })).toThrow(
      /frames must be an integer in \[2, 60\], got 100/,
    );
  });
});
