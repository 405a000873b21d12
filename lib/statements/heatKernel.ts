import type { RadialDensity } from '../densities';
import { heatKernelDistance } from '../metrics/coulomb';
import { nonEmpty, oneOf, optionsOf, positive } from '../numerics/guards';
import { integrate } from '../numerics/quadrature';
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

/**
 * §3.5: 1/(4π|z|) = ∫₀^∞∫G_r(x − w)G_r(y − w)dw dr, z = x − y: the inner integral is G_{2r}(z), the outer one by quadrature, for each |z|.
 * @throws RangeError for |z| not > 0.
 * @example
 * checkHeatKernelFormula([0.1, 1, 10])
 */
export function checkHeatKernelFormula(distances: readonly number[]): Check {
  nonEmpty('distances', distances);
  const seen = distances.map((z, k) => {
    positive(`distances[${k}]`, z);
    // r = z²e^y: G_{2r}(z) = (4πr)^{−3/2}e^{−z²/4r}.
    return integrate(
      (y) => {
        const r = z * z * Math.exp(y);
        return r * (4 * Math.PI * r) ** -1.5 * Math.exp((-z * z) / (4 * r));
      },
      -8,
      70,
      { tolerance: 1e-12 },
    );
  });
  return makeCheck({
    statement: '§3.5 heat kernel',
    title: '1/(4π|x − y|) = ∫∫G_r(x − z)G_r(y − z)dz dr',
    kind: 'identity',
    at: distances,
    atLabel: '|x − y|',
    lhs: seen.map(({ value }) => value),
    rhs: distances.map((z) => 1 / (4 * Math.PI * z)),
    error: seen.map(({ error, value }) => error + 1e-12 * value),
    errorHow: 'estimate of the quadrature',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§3.5 heat kernel',
    title: 'Heat-kernel formula and the last inequality',
    kind: 'inequality',
    notebook: '06',
    section: '§3.5: the heat kernel and the last inequality',
    checks: [checkHeatKernelFormula, checkHeatKernel],
    tests: ['test/statements/heatKernel.test.ts'],
    errata: ['B14'],
    hypotheses: [],
  },
];
