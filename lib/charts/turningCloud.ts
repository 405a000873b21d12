import { finiteArray, integerIn } from '../numerics/guards';
import type { FilmOptions } from './film';
import { filmOver } from './filmOver';
import { MOST_FRAMES } from './timeline';
import type { Film, PhaseCloud, Role } from './types';

export interface TurningCloudOptions extends Omit<FilmOptions, 'poster' | 'timeLabel' | 'quantity'> {
  readonly label?: string;
  readonly role?: Role;
  /** Pictures of a whole turn, 2 to 60; default 40. */
  readonly frames?: number;
}

/**
 * Points in R³ that turn about the z-axis, seen along the y-axis: nearer points are drawn larger. It plays as `film` does; where scripts may run
 * the mouse turns it.
 *
 *     show(turningCloud(minimiseModulatedCoulomb(40, radialBall(), { random }).x, { title: 'Jellium' }));
 *
 * @param points particle-major, of length 3N, N >= 1
 * @throws RangeError for points that are not finite or not three numbers each
 */
export function turningCloud(points: ArrayLike<number>, options: TurningCloudOptions = {}): Film {
  const { label = 'points, the nearer the larger', role = 'particles', frames = 40, ...rest } = options;
  const x = finiteArray('points', points);
  integerIn('number of points', x.length / 3, 1, 2000);
  integerIn('frames', frames, 2, MOST_FRAMES);
  let square = 0;
  for (let j = 0; j < x.length; j += 3) square = Math.max(square, x[j] ** 2 + x[j + 1] ** 2, x[j + 2] ** 2);
  const reach = Math.sqrt(square) || 1;
  const side = { domain: [-1.1 * reach, 1.1 * reach] as const };
  return filmOver(
    { layers: [], legend: [], equalUnits: true, turning: true },
    Array.from({ length: frames }, (_, k) => ({
      time: k / frames,
      clouds: [{ ...seenAt(x, (2 * Math.PI * k) / frames, reach), label, role }],
    })),
    {
      width: 430,
      plotHeight: 340,
      ...rest,
      timeLabel: 'turns',
      x: { label: 'x', ...side, ...rest.x },
      y: { label: 'z', ...side, ...rest.y },
    },
  );
}

/** The points after a turn by `angle`, with weights that grow towards the viewer. */
function seenAt(x: Float64Array, angle: number, reach: number): Omit<PhaseCloud, 'label'> {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const n = x.length / 3;
  const [across, up, weights] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < n; j++) {
    across[j] = c * x[3 * j] - s * x[3 * j + 1];
    up[j] = x[3 * j + 2];
    weights[j] = (1.3 - (s * x[3 * j] + c * x[3 * j + 1]) / reach) ** 2;
  }
  return { x: across, xi: up, weights };
}
