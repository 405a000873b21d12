import { optionsOf } from '../../numerics/guards';
import { checkedCloud } from './cloud';
import { checkedControls, type TransportOptions, transportExact } from './exact/exact';
import { transport1D } from './line/line';
import type { Cloud, TransportResult } from './types';

/**
 * The Monge–Kantorovich (Wasserstein) distance dist_MK,p of Definition 1.4 between two finite clouds, exact and with
 * its certificate: `result.distance` is the distance itself, not its p-th power. Sorting in d = 1 (which needs no limits
 * and no start; `maxIterations`, `maxPairs` and `start` are checked and have no effect there), otherwise `transportExact`.
 */
export function wasserstein(mu: Cloud, nu: Cloud, options: TransportOptions = {}): TransportResult {
  optionsOf('wasserstein', options, 'mu, nu, { p: 2 }', [
    'p',
    'norm',
    'maxIterations',
    'maxPairs',
    'start',
    'onProgress',
  ]);
  const onLine = mu?.dimension === 1 && (options.norm ?? 'euclidean') === 'euclidean';
  if (!onLine) return transportExact(mu, nu, options);
  checkedControls(options, checkedCloud('mu', mu).count, checkedCloud('nu', nu).count);
  return transport1D(mu, nu, { p: options.p });
}
