import type { Cloud } from '../metrics/transport/types';
import { integerIn } from '../numerics/guards';
import { type CheckedCloud, cloudLayer } from './cloudLayer';
import type { FilmFrame, FilmOptions } from './film';
import { filmOver } from './filmOver';
import type { Layer } from './frame';
import { COLOURS } from './palette';
import { planar } from './planarCloud';
import { planLayer, thinnedLines } from './planLayer';
import { element } from './svg';
import type { Film } from './types';

/** A cloud for each s in [0, 1] in which the k-th atom is always the same: `displacementGeodesic` makes one. */
export interface MovingCloud {
  at(s: number): Cloud;
}

export interface DisplacementFilmOptions extends FilmOptions {
  /** 2 … 60; 31 unless told. */
  readonly frameCount?: number;
  readonly labels?: { readonly mu?: string; readonly nu?: string; readonly between?: string };
}

/** More paths than this would hide the cloud. */
const MOST_PATHS = 200;
/** Dots of a cloud that stands still. */
const MARKS = 600;
const PNG_BYTES = 8000;

/**
 * The mass of μ on its way to ν in the plane: the cloud `moving.at(s)` at equal steps of s from 0 to 1, over both ends
 * and the straight lines between, of which at most 200 are drawn, each for the same share of the mass.
 * @throws RangeError for clouds that are not planar or of different sizes
 */
export function displacementFilm(moving: MovingCloud, options: DisplacementFilmOptions = {}): Film {
  const last = integerIn('frameCount', options.frameCount ?? 31, 2, 60) - 1;
  const { labels } = options;
  const clouds = Array.from({ length: last + 1 }, (_, k) => planar('moving', moving.at(k / last), 0, ''));
  clouds.forEach(({ x }, k) => {
    if (x.length !== clouds[0].x.length)
      throw new RangeError(
        `moving must keep its ${clouds[0].x.length} atoms, got ${x.length} at s = ${k / last}`,
      );
  });
  const ends: readonly CheckedCloud[] = [
    { ...clouds[0], label: labels?.mu ?? 'μ', stroke: { colour: COLOURS.blue } },
    { ...clouds[last], label: labels?.nu ?? 'ν', stroke: { colour: COLOURS.vermillion } },
  ];
  const budget = { marks: MARKS, pngBytes: PNG_BYTES };
  const still = {
    layers: [pathLayer(ends[0], ends[1]), ...ends.map((end) => faint(cloudLayer(end, budget)))],
    legend: ends.map(({ label, stroke }) => ({ label, ...stroke, mark: 'dot' as const })),
    equalUnits: true,
  };
  const frames = clouds.map(({ x, xi, size }, k): FilmFrame => {
    const weights = size?.every((w) => w > 1 - 1e-9) ? undefined : size;
    return {
      time: k / last,
      clouds: [{ label: labels?.between ?? 'μ_s', x, xi, weights, role: 'exact' }],
    };
  });
  return filmOver(still, frames, {
    timeLabel: 's',
    rate: 10,
    alt: `${options.title ? `${options.title}: ` : ''}film of ${last + 1} frames in which ${clouds[0].x.length} points of ${ends[0].label} move along straight lines to ${ends[1].label}.`,
    ...options,
    x: { label: 'first coordinate', ...options.x },
    y: { label: 'second coordinate', ...options.y },
  });
}

/** Ends stand back behind what moves. */
function faint(layer: Layer): Layer {
  return (canvas) => element(canvas.document, 'g', { opacity: 0.45 }, [layer(canvas)]);
}

function pathLayer(from: CheckedCloud, to: CheckedCloud): Layer {
  const count = from.x.length;
  const ends = new Float64Array(4 * count);
  for (let k = 0; k < count; k++) ends.set([from.x[k], from.xi[k], to.x[k], to.xi[k]], 4 * k);
  const lines = thinnedLines({ ends, mass: from.size ?? new Float64Array(count).fill(1) }, MOST_PATHS);
  return planLayer(lines, { colour: COLOURS.grey, opacity: 0.35, widest: count > 60 ? 0.8 : 1.4 });
}
