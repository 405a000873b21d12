import { integerIn, oneOf, optionsOf } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import type { PhaseSpaceGrid } from '../solvers/kinetic/gridState';
import type { QuantumGridSolver } from '../solvers/quantum/grid/flow';
import type { WaveFunction } from '../solvers/quantum/grid/wave';
import { gridState } from './gridStates';
import type { TransformKind } from './planes';
import type { DensityState } from './states';
import { husimiTransform, type PhaseSpaceWindow, type PlaneSection, wignerTransform } from './transforms';

/** A picture of `film`. */
export interface TransformFrame {
  readonly time: number;
  readonly density: PhaseSpaceGrid;
}

export interface TransformFramesOptions {
  readonly solver: QuantumGridSolver;
  readonly until: number;
  readonly timeStep: number;
  /** Intervals between pictures, of which there is one more; default 40. */
  readonly samples?: number;
  /** The same for all pictures. */
  readonly window: PhaseSpaceWindow;
  readonly section?: PlaneSection;
  /** Default 'wigner'. */
  readonly kind?: TransformKind;
  /** The state to be looked at; default ψ itself: for several particles `gridDensityState` of `reducedDensity`. */
  readonly stateOf?: (wave: WaveFunction) => DensityState;
  readonly onProgress?: OnProgress;
}

/**
 * The Wigner (or Husimi) function along a run of a grid solver, as frames for `film`:
 *
 *     const frames = transformFrames({ solver, until: 5, timeStep: 0.02, window: { x: [-3, 3], xi: [-2, 2], nX: 120, nXi: 80 } });
 *     show(film(frames, { quantity: 'W' }));
 *
 * @throws RangeError for more than 59 intervals, and where the state reaches the edges of the box.
 */
export function transformFrames(options: TransformFramesOptions): TransformFrame[] {
  const {
    solver,
    window,
    section,
    stateOf = gridState,
    kind = 'wigner',
    ...run
  } = optionsOf(
    'transformFrames',
    options,
    '{ solver, until: 5, timeStep: 0.02, window: { x: [-3, 3], xi: [-2, 2], nX: 120, nXi: 80 } }',
    ['solver', 'until', 'timeStep', 'samples', 'window', 'section', 'kind', 'stateOf', 'onProgress'],
  );
  const samples = integerIn('samples', options.samples ?? 40, 1, 59);
  const transform =
    oneOf('kind', kind, ['wigner', 'husimi']) === 'wigner' ? wignerTransform : husimiTransform;
  const frames: TransformFrame[] = [];
  solver.run({
    until: run.until,
    timeStep: run.timeStep,
    samples,
    onProgress: run.onProgress,
    observe: (time, wave) => {
      frames.push({ time, density: transform(stateOf(wave)).on(window, section) });
    },
  });
  return frames;
}
