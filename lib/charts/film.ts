import { filmOver } from './filmOver';
import type { FigureOptions, Film, GridValues, PhaseCloud } from './types';

/** One picture of a film: a density, clouds, or clouds over a density. */
export interface FilmFrame {
  readonly time: number;
  readonly clouds?: readonly PhaseCloud[];
  readonly density?: GridValues;
}

export interface FilmOptions extends FigureOptions {
  /** Frames a second; 8 unless told. */
  readonly rate?: number;
  /** Time of the frame that is seen where nothing moves (on paper, say): the nearest one; the first unless told. */
  readonly poster?: number;
  /** Name of the time in the corner; `t` unless told. */
  readonly timeLabel?: string;
  /** Name of the coloured quantity; `density` unless told. */
  readonly quantity?: string;
}

/**
 * A film of phase space: one SVG in which exactly one frame is visible at a time, on a timeline that plays by itself.
 * Axes and colours are those of all frames together. Opened as a file, or on a page where scripts may run, it has a
 * play button and a slider.
 * @throws RangeError for no or more than 60 frames, times that do not increase, or frames of different make-up
 */
export function film(frames: readonly FilmFrame[], options: FilmOptions = {}): Film {
  return filmOver({ layers: [], legend: [] }, frames, options);
}
