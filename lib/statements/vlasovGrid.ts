import { checkEqualTimes } from '../diagnostics/equalTimes';
import { type GridObservables, gridObservables } from '../diagnostics/gridObservables';
import type { GridTrajectory } from '../diagnostics/gridTrajectory';
import type { Interaction } from '../interactions/types';
import { maximumAbs } from '../numerics/extrema';
import { interpolateGrid } from '../solvers/kinetic';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface VlasovInvariantsInput {
  readonly interaction: Interaction;
  /** The motion on a grid, and the same with half as many cells and twice the step. */
  readonly fine: GridTrajectory;
  readonly coarse: GridTrajectory;
}

type Scalar = (observed: GridObservables) => number;

const invariants: readonly [name: string, value: Scalar][] = [
  ['mass', ({ mass }) => mass],
  ['momentum', ({ momentum }) => momentum],
  ['energy', ({ energy }) => energy.total],
  ['∫f²', ({ squares }) => squares],
  ['entropy −∫f ln f', ({ entropy }) => entropy],
];

/**
 * §1.3: Vlasov's equation keeps mass, momentum ∫ξf, energy ∫½|ξ|²f + ½∬V(x−y)ρρ and, since f is constant along orbits that keep
 * phase-space volume, every ∫G(f): here ∫f² and the entropy. One check each: the value at every time against that at the
 * start, with the change under refinement of the grid as error.
 * @example
 * checkVlasovInvariants({ interaction: V, coarse: onCoarseGrid, fine: onFineGrid })
 */
export function checkVlasovInvariants({ interaction, fine, coarse }: VlasovInvariantsInput): Check[] {
  checkEqualTimes('fine and coarse', fine.times, coarse.times);
  const observed = fine.states.map((state) => gridObservables(state, interaction));
  const coarsely = coarse.states.map((state) => gridObservables(state, interaction));
  return invariants.map(([name, value]) => {
    const start = value(observed[0]);
    const drifts = (all: readonly GridObservables[]): Float64Array =>
      Float64Array.from(all, (one) => value(one) - value(all[0]));
    const [drift, coarseDrift] = [drifts(observed), drifts(coarsely)];
    // Momentum may be zero: it is measured in units of √(2·kinetic energy).
    const scale = name === 'momentum' ? Math.sqrt(2 * observed[0].energy.kinetic) : Math.abs(start);
    return makeCheck({
      statement: '§1.3',
      title: `Vlasov keeps ${name}`,
      kind: 'identity',
      at: fine.times,
      atLabel: 't',
      lhs: observed.map(value),
      rhs: observed.map(() => start),
      scale,
      // Drifts may swing, and a change vanish at a time by chance.
      error: maximumAbs(drift.map((d, s) => d - coarseDrift[s])) + 1e-12 * scale,
      errorHow: 'largest change of the drift when cells and time step are refined by two, plus rounding',
      ...confidence(fine),
    });
  });
}

export interface GridAgainstCharacteristicsInput {
  /** f(t) on a grid, and the same with half as many cells and twice the step. */
  readonly fine: GridTrajectory;
  readonly coarse: GridTrajectory;
  /** Points of phase space. */
  readonly points: { readonly x: ArrayLike<number>; readonly xi: ArrayLike<number> };
  /** f at these points at the last time, by characteristics (`densityAlongCharacteristics`), with many atoms and with fewer. */
  readonly along: { readonly fine: ArrayLike<number>; readonly coarse: ArrayLike<number> };
}

/** §1.3: f(t) from the grid against f^in at the feet of the characteristics, two algorithms that share nothing. */
export function checkGridAgainstCharacteristics(input: GridAgainstCharacteristicsInput): Check {
  const { fine, coarse, points, along } = input;
  checkEqualTimes('fine and coarse', fine.times, coarse.times);
  const last = fine.times.length - 1;
  const [onGrid, onCoarse] = [fine, coarse].map(({ states }) => {
    const f = interpolateGrid(states[last]);
    return Array.from(points.x, (x, k) => f.at(x, points.xi[k]));
  });
  return makeCheck({
    statement: '§1.3',
    title: 'f on the grid is f^in at the feet of the characteristics',
    kind: 'identity',
    at: points.x,
    atLabel: 'x',
    lhs: onGrid,
    rhs: along.fine,
    // At a single point a change may vanish by chance.
    error: largestChange(onGrid, onCoarse) + largestChange(along.fine, along.coarse) + 1e-12,
    errorHow: 'largest change under refinement of the grid, plus that with more atoms',
    ...confidence(fine),
  });
}

/** Where the grid cannot hold f any more, refinement by two does not tell the error. */
function confidence({ status }: GridTrajectory): { certain: boolean; note: string } {
  const certain = status === 'resolved';
  return { certain, note: certain ? '' : `the grid does not resolve f(t): ${status}` };
}

function largestChange(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return maximumAbs(Float64Array.from(a, (value, k) => value - b[k]));
}
