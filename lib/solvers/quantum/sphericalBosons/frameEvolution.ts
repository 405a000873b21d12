import { dop853 } from '../../../numerics/ode/dop853';
import type { OdeResult } from '../../../numerics/ode/dop853Options';
import type { OnProgress } from '../../../numerics/progress';
import { sparseScaled, sparseSum } from '../../../numerics/sparse/algebra';
import { sparseFromTriplets } from '../../../numerics/sparse/matrix';
import { hermitianOperator } from '../../../numerics/sparse/operator';
import { schroedingerPropagator } from '../../../numerics/sparse/propagator';
import type { SphericalBosons } from './sphericalBosons';
import type { FrameRates } from './sWaveHartree';

/** How an evolution in time went. */
export interface FrameReport {
  /** 'finished' or what stopped it before the last time. */
  readonly status: OdeResult['status'] | 'rounding limit' | 'product limit';
  /** The time reached. */
  readonly time: number;
  /** Of ‖Ψ‖: a bound in a trap that is kept, otherwise the sum of the local errors. */
  readonly errorEstimate: number;
  /** Products with the matrix of the pairs. */
  readonly products: number;
}

export interface FrameEvolution {
  readonly times: Float64Array;
  readonly observe: (time: number, state: Float64Array) => void;
  readonly onProgress?: OnProgress;
}

type SpaceMatrices = Pick<SphericalBosons, 'dimension' | 'excitation' | 'pairs'>;

/** All bosons in 0s. */
function groundState(dimension: number): Float64Array {
  return Float64Array.from({ length: 2 * dimension }, (_, k) => (k === 0 ? 1 : 0));
}

/**
 * Solves i∂_tΦ = [free·excitation + pair·(pairs − pairs₀₀)]Φ with rates that depend on time, by the method of Dormand and
 * Prince of order 8. It takes about half the products of a commutator-free Magnus method of order 4 with Krylov spaces for
 * 1e−8.
 */
export function scaledEvolution(
  { dimension, excitation, pairs }: SpaceMatrices,
  tolerance: number,
): (rates: (time: number) => FrameRates, evolution: FrameEvolution) => FrameReport {
  const operator = hermitianOperator(pairs);
  const shift = pairs.values[0];
  const image = new Float64Array(2 * dimension);
  return (rates, { times, observe, onProgress }) => {
    let products = 0;
    const rate = (t: number, psi: Float64Array, out: Float64Array): void => {
      products++;
      operator.applyInto(psi, image);
      const { free, pair } = rates(t);
      for (let k = 0, at = 0; k < dimension; k++, at += 2) {
        // The common phase of all states would cost steps.
        const level = free * excitation[k] - pair * shift;
        out[at] = level * psi[at + 1] + pair * image[at + 1];
        out[at + 1] = -level * psi[at] - pair * image[at];
      }
    };
    const { status, time, errorEstimate } = dop853(rate, 0, groundState(dimension), times[times.length - 1], {
      relativeTolerance: 1e-14,
      // The norm of 2·dimension numbers with this error each is the tolerance.
      absoluteTolerance: tolerance / Math.sqrt(2 * dimension),
      outputTimes: times,
      observe,
      onProgress,
    });
    return { status, time, errorEstimate, products };
  };
}

/** The same with constant rates, by Chebyshev's expansion. */
export function stillEvolution(
  { dimension, excitation, pairs }: SpaceMatrices,
  { free, pair }: FrameRates,
  tolerance: number,
): (evolution: FrameEvolution) => FrameReport {
  const place = Int32Array.from(excitation, (_, k) => k);
  const levels = excitation.map((e) => free * e - pair * pairs.values[0]);
  const diagonal = sparseFromTriplets(dimension, dimension, { row: place, column: place, re: levels });
  const propagator = schroedingerPropagator(sparseSum(diagonal, sparseScaled(pairs, pair)), { tolerance });
  return ({ times, observe, onProgress }) => {
    const until = times[times.length - 1];
    const { status, time, error, products } = propagator.evolve(
      groundState(dimension),
      times,
      (now, state) => {
        observe(now, state);
        onProgress?.(now, until);
      },
    );
    return { status: status === 'converged' ? 'finished' : status, time, errorEstimate: error, products };
  };
}
