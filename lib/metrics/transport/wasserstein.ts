import { type TransportOptions, transportExact } from './exact';
import { transport1D } from './line';
import type { Cloud, TransportResult } from './types';

/**
 * The Monge–Kantorovich (Wasserstein) distance dist_MK,p of Definition 1.4 between two finite clouds, exact and with
 * its certificate: `result.distance` is the distance itself, not its p-th power. Sorting in d = 1, otherwise the
 * network simplex.
 */
export function wasserstein(mu: Cloud, nu: Cloud, options: TransportOptions = {}): TransportResult {
  const onLine = mu?.dimension === 1 && (options.norm ?? 'euclidean') === 'euclidean';
  return onLine ? transport1D(mu, nu, { p: options.p }) : transportExact(mu, nu, options);
}
