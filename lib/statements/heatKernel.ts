import type { RadialDensity } from '../densities';
import { heatKernelDistance } from '../metrics/coulomb';
import { nonEmpty, oneOf, optionsOf } from '../numerics/guards';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface HeatKernelInput {
  /** Positions, length 3N. */
  readonly x: ArrayLike<number>;
  readonly density: RadialDensity;
  /** The lower limits η of the integral. */
  readonly etas: readonly number[];
  /** `right`: F + 8π‖ρ‖η + 1/(N√(πη)) (B14). `without diagonal` leaves the last term out. */
  readonly variant?: 'right' | 'without diagonal';
}

/**
 * The last inequality of §3.5, as it must be read (B14): 4π∫_η^∞‖e^{rΔ/2}(μ_{X_N} − ρ)‖²dr ≤ F + 8π‖ρ‖_∞η + 1/(N√(πη)) for a configuration.
 * Both sides in closed form but for one quadrature.
 * @throws RangeError for η <= 0, or positions that coincide.
 * @example
 * checkHeatKernel({ x: [0, 0, 0, 1, 0, 0], density: radialNormal(), etas: [0.001, 0.01, 0.1] })
 */
export function checkHeatKernel(input: HeatKernelInput): Check {
  const {
    x,
    density,
    etas,
    variant = 'right',
  } = optionsOf('checkHeatKernel', input, '{ x, density, etas: [0.01, 0.1] }', [
    'x',
    'density',
    'etas',
    'variant',
  ]);
  nonEmpty('etas', etas);
  oneOf('variant', variant, ['right', 'without diagonal']);
  const n = x.length / 3;
  const seen = etas.map((eta) => heatKernelDistance(x, density, eta));
  const diagonal = (eta: number): number => (variant === 'right' ? 0 : 1 / (n * Math.sqrt(Math.PI * eta)));
  return makeCheck({
    statement: '§3.5 heat kernel',
    title:
      variant === 'right'
        ? '4π∫_η‖e^{rΔ/2}(μ − ρ)‖² ≤ F + 8π‖ρ‖η + 1/(N√(πη))'
        : 'the same without the diagonal 1/(N√(πη))',
    kind: 'inequality',
    at: etas,
    atLabel: 'η',
    lhs: seen.map(({ distance }) => distance),
    rhs: seen.map(({ bound }, k) => bound - diagonal(etas[k])),
    error: 1e-8,
    errorHow: "Gauss's rules of sixteen points",
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§3.5 heat kernel',
    title: 'Heat-kernel formula and the last inequality',
    kind: 'inequality',
    notebook: '06',
    section: '§3.5: the heat kernel and the last inequality',
    checks: [checkHeatKernel],
    tests: ['test/statements/heatKernel.test.ts'],
    errata: ['B14'],
    hypotheses: [],
  },
];
