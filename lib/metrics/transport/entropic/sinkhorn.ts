import type { OnProgress } from '../../../numerics/progress';
import { type EntropicProblem, ScaledKernel } from './kernel';
import { Relaxation } from './relaxation';

export interface SinkhornControls {
  readonly epsilon: number;
  /** For Σ_i |row sum − a_i| + Σ_j |column sum − b_j|. */
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly onProgress?: OnProgress;
}

/** Where Sinkhorn's method stopped: the plan exp((f_i + g_j − c_ij)/ε)·a_i·b_j is that of `kernel` with its u and v. */
export interface SinkhornOutcome {
  readonly kernel: ScaledKernel;
  readonly f: Float64Array;
  readonly g: Float64Array;
  readonly iterations: number;
  readonly status: 'converged' | 'iteration limit';
}

/** ε begins at this part of the largest cost and is divided by RATIO from level to level. */
const START = 0.25;
const RATIO = 4;
/** What the marginals may miss, and how many sweeps are made, before the next level. */
const LEVEL_TOLERANCE = 0.05;
const LEVEL_SWEEPS = 40;
/** Scalings beyond e^±12 go into the potentials, and the kernel is made anew. */
const LARGEST_SCALING = Math.exp(12);

/** The values of ε, from large to the one asked for. */
export function levels(largest: number, epsilon: number): number[] {
  const list: number[] = [];
  for (let level = START * largest; level > epsilon; level /= RATIO) list.push(level);
  return [...list, epsilon];
}

/**
 * Sinkhorn's method on a kernel from which the potentials are taken out (B. Schmitzer, Stabilized sparse scaling
 * algorithms for entropy regularized transport problems, 2019), with scaling of ε and over-relaxation.
 */
export function sinkhorn(problem: EntropicProblem, controls: SinkhornControls): SinkhornOutcome {
  const kernel = new ScaledKernel(problem);
  const state = { kernel, f: new Float64Array(kernel.n), g: new Float64Array(kernel.m), iterations: 0 };
  const { epsilon, tolerance, maxIterations, onProgress } = controls;
  let converged = false;
  for (const level of levels(problem.largest, epsilon)) {
    converged =
      level > epsilon
        ? solveLevel(state, {
            epsilon: level,
            tolerance: LEVEL_TOLERANCE,
            maxIterations: Math.min(maxIterations, state.iterations + LEVEL_SWEEPS),
          })
        : solveLevel(state, { epsilon, tolerance, maxIterations, onProgress });
  }
  return { ...state, status: converged ? 'converged' : 'iteration limit' };
}

interface State {
  readonly kernel: ScaledKernel;
  f: Float64Array;
  g: Float64Array;
  iterations: number;
}

function solveLevel(state: State, controls: SinkhornControls): boolean {
  const { kernel } = state;
  const { epsilon, tolerance, maxIterations, onProgress } = controls;
  const relaxation = new Relaxation(tolerance);
  state.f = kernel.build(epsilon, state.g);
  let done = false;
  while (!done && state.iterations < maxIterations) {
    const plain = relaxation.omega === 1;
    const { rows, columns } = kernel.sweep(relaxation.omega);
    state.iterations++;
    // After a plain step the columns fit, and the rows miss no more than the columns did before.
    done = plain && columns <= tolerance;
    if (done) break;
    if (columns === Number.POSITIVE_INFINITY || !moderate(kernel.u) || !moderate(kernel.v)) {
      absorb(state, epsilon);
      if (columns === Number.POSITIVE_INFINITY) state.g = kernel.softTransform('columns', state.f, epsilon);
      state.f = kernel.build(epsilon, state.g);
      relaxation.restart();
    } else relaxation.observe(rows + columns);
    onProgress?.(state.iterations, relaxation.expected(state.iterations));
  }
  absorb(state, epsilon);
  return done;
}

/** Whether the scalings are positive and far from where the blocks left out would count. */
export function moderate(scaling: Float64Array): boolean {
  const least = 1 / LARGEST_SCALING;
  for (let k = 0; k < scaling.length; k++)
    if (!(scaling[k] < LARGEST_SCALING && scaling[k] > least)) return false;
  return true;
}

function absorb(state: State, epsilon: number): void {
  const { u, v } = state.kernel;
  const { log } = Math;
  for (let i = 0; i < u.length; i++) state.f[i] += epsilon * log(u[i]);
  for (let j = 0; j < v.length; j++) state.g[j] += epsilon * log(v[j]);
}
