import { kron } from '../../../numerics/complexVector';
import { optionsOf, positive } from '../../../numerics/guards';
import { perAxis, type QuantumGrid } from './grid';
import { normaliseWave, type WaveFunction } from './wave';

/** Standard deviations of a packet that must fit: what is outside has a mass of 2·10⁻⁹. */
const deviations = 6;

export interface GaussianPacketOptions {
  readonly grid: QuantumGrid;
  readonly hbar?: number;
  /** ⟨x⟩; default 0. Here and below: one number for all axes, or one per axis. */
  readonly centre?: number | readonly number[];
  /** ⟨p⟩; default 0. */
  readonly momentum?: number | readonly number[];
  /** s > 0: the standard deviation of x. Default √(ħ/2), a coherent state. */
  readonly width?: number | readonly number[];
  /** c: the packet moves with momentum p + c·(x − centre). Default 0. */
  readonly chirp?: number | readonly number[];
}

/**
 * ψ(x) = Π (2πs²)^{−¼} exp(−(x−q)²/4s² + i[p(x−q) + ½c(x−q)²]/ħ): Var x = s², Var p = ħ²/4s² + c²s², Cov(x,p) = cs².
 * On a torus the sum of all its images, normalised.
 * @example
 * gaussianPacket({ grid: quantumGrid({ low: -8, high: 8, points: 128 }), hbar: 0.5, centre: -1, momentum: 2, width: 0.6 });
 * @throws RangeError when six standard deviations do not fit into the box, or into the momenta |p| < πħ/h of the grid (the
 * message says how many points would do).
 */
export function gaussianPacket(options: GaussianPacketOptions): WaveFunction {
  optionsOf('gaussianPacket', options, '{ grid, centre: 0, momentum: 1, width: 0.5 }', [
    'grid',
    'hbar',
    'centre',
    'momentum',
    'width',
    'chirp',
  ]);
  const { grid } = options;
  const hbar = positive('hbar', options.hbar ?? 1);
  const d = grid.dimension;
  const centre = perAxis('centre', options.centre ?? 0, d);
  const momentum = perAxis('momentum', options.momentum ?? 0, d);
  const width = perAxis('width', options.width ?? Math.sqrt(hbar / 2), d);
  const chirp = perAxis('chirp', options.chirp ?? 0, d);
  const lines = grid.axes.map((axis, a) => {
    const packet = {
      centre: centre[a],
      momentum: momentum[a],
      width: positive('width', width[a]),
      chirp: chirp[a],
    };
    checkPacket(grid, a, packet, hbar);
    return packetAlong(axis, grid.periodic ? grid.lengths[a] : 0, packet, hbar);
  });
  return normaliseWave({ grid, hbar, particles: 1, values: kron(...lines) });
}

interface Packet {
  readonly centre: number;
  readonly momentum: number;
  readonly width: number;
  readonly chirp: number;
}

function checkPacket(grid: QuantumGrid, axis: number, packet: Packet, hbar: number): void {
  const { centre, momentum, width, chirp } = packet;
  const reach = Math.abs(momentum) + deviations * Math.hypot(hbar / (2 * width), chirp * width);
  checkMomentum(grid, axis, reach, hbar);
  const [low, high] = [centre - deviations * width, centre + deviations * width];
  if (!grid.periodic && !(low >= grid.low[axis] && high <= grid.high[axis]))
    throw new RangeError(
      `the box must hold ${deviations} standard deviations of the packet on axis ${axis}, [${low}, ${high}], ` +
        `but is [${grid.low[axis]}, ${grid.high[axis]}]`,
    );
}

/** RangeError unless momenta up to `reach` are below πħ/h. */
function checkMomentum(grid: QuantumGrid, axis: number, reach: number, hbar: number): void {
  const most = (Math.PI * hbar) / grid.spacing[axis];
  if (!(reach <= most))
    throw new RangeError(
      `the grid must resolve momenta up to ${reach.toPrecision(4)} on axis ${axis}, but with ${grid.points[axis]} points ` +
        `it ends at πħ/h = ${most.toPrecision(4)}: take at least ` +
        `${2 * Math.ceil((reach * grid.lengths[axis]) / (2 * Math.PI * hbar))} points`,
    );
}

/** One factor of a packet with all images at distances of `period`; 0: no images. */
function packetAlong(axis: Float64Array, period: number, packet: Packet, hbar: number): Float64Array {
  const { centre, momentum, width, chirp } = packet;
  const out = new Float64Array(2 * axis.length);
  // Beyond 12 standard deviations ψ, whose exponent is half that of |ψ|², is below e^{−36}.
  const images = period > 0 ? Math.ceil((12 * width) / period) + 1 : 0;
  const first = period > 0 ? Math.round((axis[0] - centre) / period) : 0;
  axis.forEach((x, i) => {
    for (let image = -images; image <= images + 1; image++) {
      if (period === 0 && image !== 0) continue;
      const z = x - centre - (first + image) * period;
      const size = Math.exp((-z * z) / (4 * width * width));
      const phase = (momentum * z + 0.5 * chirp * z * z) / hbar;
      out[2 * i] += size * Math.cos(phase);
      out[2 * i + 1] += size * Math.sin(phase);
    }
  });
  return out;
}
