import type { ForceSum } from './sums';

/** What a solver of particles has to say about its own work. */
export interface CloudReport {
  readonly time: number;
  /** |energy − energy at the start|, over the larger of |kinetic| + |interaction| at both times. */
  readonly energyDrift: number;
  /**
   * 'collision': the energy is infinite, since particles of a singular interaction coincide; 'step too long': energyDrift
   * beyond 1e−3, after a long step or a close encounter.
   */
  readonly status: 'resolved' | 'step too long' | 'collision';
}

interface Sources {
  readonly x: Float64Array;
  readonly xi: Float64Array;
}

const mostEnergyDrift = 1e-3;

/**
 * Compares the energy of the sources with that of the start, Σ w_j|ξ_j|²/(2·inertia) + ½Σ_{j≠k} w_j w_kV(x_j − x_k). Energies are
 * computed when a report is asked for, as much work as some forces; until then only the start is kept (it is not copied).
 */
export function cloudReports(
  forces: ForceSum,
  start: Sources,
  weights: Float64Array,
  inertia: number,
): (time: number, now: Sources) => CloudReport {
  const energyOf = ({ x, xi }: Sources): { total: number; size: number } => {
    const d = x.length / weights.length;
    let kinetic = 0;
    for (let i = 0; i < xi.length; i++)
      kinetic += (weights[Math.floor(i / d)] * xi[i] * xi[i]) / (2 * inertia);
    const interaction = forces.interactionEnergy(x, weights);
    return { total: kinetic + interaction, size: kinetic + Math.abs(interaction) };
  };
  let first: ReturnType<typeof energyOf> | undefined;
  return (time, now) => {
    first ??= energyOf(start);
    const { total, size } = energyOf(now);
    if (!Number.isFinite(first.total) || !Number.isFinite(total))
      return { time, energyDrift: Infinity, status: 'collision' };
    const change = Math.abs(total - first.total);
    const energyDrift = change === 0 ? 0 : change / Math.max(size, first.size);
    return { time, energyDrift, status: energyDrift > mostEnergyDrift ? 'step too long' : 'resolved' };
  };
}
