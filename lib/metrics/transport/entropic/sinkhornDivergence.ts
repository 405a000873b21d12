import type { WeightedCloud } from '../cloud';
import type { Cloud } from '../types';
import {
  assembled,
  checkEpsilon,
  checkedEntropic,
  type EntropicOptions,
  permuted,
  pointProblem,
  spatially,
} from './entropic';
import { type EntropicProblem, ScaledKernel } from './kernel';
import { levels, moderate, type SinkhornControls, type SinkhornOutcome, sinkhorn } from './sinkhorn';

/** The debiased divergence with what is certain about it; all values are those of the cost |x−y|ᵖ (p-th power). */
export interface SinkhornDivergence {
  /** S_ε from the dual values, which are quadratically close: the error is of the order of marginalError². */
  readonly value: number;
  /** lower ≤ S_ε ≤ upper, whether converged or not: entropic primal against dual values. */
  readonly lower: number;
  readonly upper: number;
  readonly p: number;
  readonly epsilon: number;
  /** The largest of the three problems. */
  readonly marginalError: number;
  /** `converged` when all three problems are. */
  readonly status: 'converged' | 'iteration limit';
  /** Sweeps of the three problems together. */
  readonly iterations: number;
}

/**
 * S_ε(μ,ν) = OT_ε(μ,ν) − ½ OT_ε(μ,μ) − ½ OT_ε(ν,ν), with OT_ε and ε as in `transportEntropic` (J. Feydy, T. Séjourné,
 * F.-X. Vialard, S. Amari, A. Trouvé and G. Peyré, Interpolating between optimal transport and MMD using Sinkhorn
 * divergences, 2019). S_ε ≥ 0, and 0 only for μ = ν, when e^{−c/ε} is a positive definite kernel: for the Euclidean
 * |x−y| and |x−y|². It tends to dist_MK,pᵖ as ε → 0. Not a distance: for p = 2 its root is in units of length.
 * @throws RangeError as `transportEntropic`.
 */
export function sinkhornDivergence(mu: Cloud, nu: Cloud, options: EntropicOptions): SinkhornDivergence {
  const { first, second, p, norm, controls } = checkedEntropic(mu, nu, options);
  const { rows, columns } = spatially(first, second);
  const [a, b] = [permuted(first, rows), permuted(second, columns)];
  const problems = (
    [
      [a, b],
      [a, a],
      [b, b],
    ] as [WeightedCloud, WeightedCloud][]
  ).map(([x, y]) => pointProblem(x, y, p, norm));
  for (const { largest } of problems) checkEpsilon(controls.epsilon, largest);
  const [across, within1, within2] = problems.map((problem, k) =>
    assembled(problem, (k === 0 ? sinkhorn : symmetricSinkhorn)(problem, controls), controls),
  );
  const all = [across, within1, within2];
  return {
    value: across.entropicDual - (within1.entropicDual + within2.entropicDual) / 2,
    lower: across.entropicDual - (within1.entropicPrimal + within2.entropicPrimal) / 2,
    upper: across.entropicPrimal - (within1.entropicDual + within2.entropicDual) / 2,
    p,
    epsilon: controls.epsilon,
    marginalError: Math.max(...all.map(({ marginalError }) => marginalError)),
    status: all.every(({ status }) => status === 'converged') ? 'converged' : 'iteration limit',
    iterations: all.reduce((sum, { iterations }) => sum + iterations, 0),
  };
}

/**
 * Sinkhorn's method for μ = ν, where f = g: u ← √(u·a/Ku) instead of taking turns. The error is at least halved in each
 * sweep when e^{−c/ε} is positive definite (section 3.1 there).
 */
function symmetricSinkhorn(problem: EntropicProblem, controls: SinkhornControls): SinkhornOutcome {
  const kernel = new ScaledKernel(problem);
  const { a } = problem;
  const { epsilon, tolerance, maxIterations, onProgress } = controls;
  let f: Float64Array = new Float64Array(a.length);
  let iterations = 0;
  let converged = false;
  /** Half a step towards the transform of f, which bounds exponents: f + T(f) ≤ ε log(1/a_i). */
  const rebuild = (level: number): void => {
    const next = kernel.softTransform('rows', f, level);
    f = f.map((value, i) => (value + next[i]) / 2);
    kernel.build(level, f, f);
  };
  for (const level of levels(problem.largest, epsilon)) {
    const last = level === epsilon;
    const limit = last ? maxIterations : Math.min(maxIterations, iterations + LEVEL_SWEEPS);
    rebuild(level);
    for (converged = false; !converged && iterations < limit; iterations++) {
      kernel.multiply();
      const missed = symmetricStep(kernel, a, last ? tolerance / 2 : LEVEL_TOLERANCE);
      converged = missed === 'small';
      if (converged) break;
      if (!moderate(kernel.u)) {
        f = absorbed(f, kernel.u, level);
        rebuild(level);
      }
      if (last) onProgress?.(iterations + 1, iterations + 20);
    }
    f = absorbed(f, kernel.u, level);
  }
  return { kernel, f, g: f.slice(), iterations, status: converged ? 'converged' : 'iteration limit' };
}

const LEVEL_SWEEPS = 10;
const LEVEL_TOLERANCE = 0.1;

/** One step from the sums of the rows, unless they miss no more than `enough` (of one of two equal marginals). */
function symmetricStep(kernel: ScaledKernel, a: Float64Array, enough: number): 'small' | 'large' {
  const { u, v, rowSums } = kernel;
  const { abs, sqrt } = Math;
  let missed = 0;
  for (let i = 0; i < a.length; i++) missed += abs(rowSums[i] - a[i]);
  if (missed <= enough) return 'small';
  for (let i = 0; i < a.length; i++) {
    if (a[i] > 0 && rowSums[i] > 0) u[i] *= sqrt(a[i] / rowSums[i]);
    else if (a[i] > 0) u[i] = Number.POSITIVE_INFINITY;
  }
  v.set(u);
  return 'large';
}

function absorbed(f: Float64Array, u: Float64Array, epsilon: number): Float64Array {
  return f.map((value, i) => (u[i] < Number.POSITIVE_INFINITY ? value + epsilon * Math.log(u[i]) : value));
}
