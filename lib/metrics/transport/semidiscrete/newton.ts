import type { LaguerreDiagram } from './laguerre';

/** Masses of the cells of a diagram and their derivatives: ∂g_i/∂ψ_j = −coupling of i and j, a weighted graph. */
export interface CellMasses {
  readonly masses: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly coupling: Float64Array;
}

/**
 * The masses g(ψ) of the cells. Where cells i and j meet along a piece of length ℓ in density f, moving ψ_i moves the
 * border by 1/|∇(c_i − c_j)|, so that f·ℓ/|∇(c_i − c_j)| flows from one to the other.
 */
export function cellMasses(
  diagram: LaguerreDiagram,
  psi: Float64Array,
  bend: number,
  withCoupling = true,
): CellMasses {
  const { owner, count } = diagram.sites;
  const masses = new Float64Array(count);
  const couplings = new Map<number, number>();
  diagram.walk(psi, bend, {
    block: (_i0, _i1, _j0, _j1, mass, k) => {
      masses[owner[k]] += mass;
    },
    rectangle: (_cx, _cy, hx, hy, density, k) => {
      masses[owner[k]] += 4 * density * hx * hy;
    },
    piece: ({ size, x, y, label }, _cx, _cy, density, rivals, a) => {
      const i = owner[rivals.point[a]];
      let twice = 0;
      for (let k = 0, last = size - 1; k < size; last = k++) twice += x[last] * y[k] - x[k] * y[last];
      masses[i] += (density * twice) / 2;
      if (!withCoupling) return;
      for (let k = 0; k < size; k++) {
        const b = label[k];
        if (b < 0) continue;
        const j = owner[rivals.point[b]];
        // Both pieces see their common side: it is counted from the lower number.
        if (i >= j) continue;
        const next = k + 1 === size ? 0 : k + 1;
        const length = Math.sqrt((x[next] - x[k]) ** 2 + (y[next] - y[k]) ** 2);
        const ax = rivals.gx[a] - rivals.gx[b];
        const ay = rivals.gy[a] - rivals.gy[b];
        const steepness = Math.sqrt(ax * ax + ay * ay);
        if (!(steepness > 0)) continue;
        const key = i * count + j;
        couplings.set(key, (couplings.get(key) ?? 0) + (density * length) / steepness);
      }
    },
  });
  const keys = [...couplings.keys()];
  return {
    masses,
    from: Int32Array.from(keys, (key) => Math.floor(key / count)),
    to: Int32Array.from(keys, (key) => key % count),
    coupling: Float64Array.from(couplings.values()),
  };
}

/**
 * Solves L d = r for the Laplacian of the graph by conjugate gradients, preconditioned by its diagonal, from 0. Nodes
 * without couplings get 0.
 */
function solveLaplacian({ masses, from, to, coupling }: CellMasses, r: Float64Array): Float64Array {
  const n = masses.length;
  const diagonal = new Float64Array(n);
  for (let e = 0; e < coupling.length; e++) {
    diagonal[from[e]] += coupling[e];
    diagonal[to[e]] += coupling[e];
  }
  const inverse = diagonal.map((value) => (value > 0 ? 1 / value : 0));
  const d = new Float64Array(n);
  // L d sums to 0; what r does not, rounding or empty cells, would grow without bound.
  let excess = 0;
  let active = 0;
  for (let i = 0; i < n; i++) {
    if (diagonal[i] === 0) continue;
    excess += r[i];
    active++;
  }
  const residual = r.map((value, i) => (diagonal[i] > 0 ? value - excess / active : 0));
  const direction = residual.map((value, i) => value * inverse[i]);
  const image = new Float64Array(n);
  const weighted = (v: Float64Array): number =>
    v.reduce((sum, value, i) => sum + value * value * inverse[i], 0);
  let size = weighted(residual);
  // The relative error of the step, squared: ten digits, since Newton's method doubles those of the answer.
  const enough = 1e-20 * size;
  for (let iteration = 0; iteration < 2 * n + 100 && size > enough; iteration++) {
    image.fill(0);
    for (let e = 0; e < coupling.length; e++) {
      const flow = coupling[e] * (direction[from[e]] - direction[to[e]]);
      image[from[e]] += flow;
      image[to[e]] -= flow;
    }
    let curvature = 0;
    for (let i = 0; i < n; i++) curvature += direction[i] * image[i];
    if (!(curvature > 0)) break;
    const step = size / curvature;
    for (let i = 0; i < n; i++) {
      d[i] += step * direction[i];
      residual[i] -= step * image[i];
    }
    const next = weighted(residual);
    for (let i = 0; i < n; i++) direction[i] = residual[i] * inverse[i] + (next / size) * direction[i];
    size = next;
  }
  return d;
}

export interface NewtonOutcome {
  readonly psi: Float64Array;
  /** Σ|g − w| at psi. */
  readonly defect: number;
  readonly iterations: number;
  readonly status: 'converged' | 'iteration limit' | 'stalled';
}

export interface NewtonOptions {
  readonly bend: number;
  /** Σ|g − w| that is small enough. */
  readonly enough: number;
  readonly maxIterations: number;
  readonly onStep?: (defect: number) => void;
}

/**
 * Potentials whose cells carry the wanted masses w, by Newton's method on g(ψ) = w, damped so that no cell becomes
 * much emptier than the emptiest one was and Σ|g − w| decreases (Kitagawa, Mérigot & Thibert, J. Eur. Math. Soc. 21, 2019).
 * Cells that are empty at the start are left alone until their neighbours let them in.
 */
export function newtonPotentials(
  diagram: LaguerreDiagram,
  wanted: Float64Array,
  start: Float64Array,
  options: NewtonOptions,
): NewtonOutcome {
  const { bend, enough, maxIterations, onStep } = options;
  let psi = start.slice();
  let here = cellMasses(diagram, psi, bend);
  let defect = defectOf(here.masses, wanted);
  const floor = leastShare(here.masses, wanted) / 2;
  let damping = 1;
  for (let iterations = 0; ; iterations++) {
    onStep?.(defect);
    if (defect <= enough) return { psi, defect, iterations, status: 'converged' };
    if (iterations === maxIterations) return { psi, defect, iterations, status: 'iteration limit' };
    const d = solveLaplacian(
      here,
      wanted.map((w, i) => w - here.masses[i]),
    );
    let accepted = false;
    // What had to be damped will have to be again.
    for (damping = Math.min(1, 2 * damping); damping >= 2 ** -12; damping /= 2) {
      const trial = psi.map((value, i) => value + damping * d[i]);
      const there = cellMasses(diagram, trial, bend);
      const left = defectOf(there.masses, wanted);
      if (left > (1 - damping / 4) * defect || leastShare(there.masses, wanted) < Math.min(floor, 0.5))
        continue;
      accepted = true;
      psi = trial;
      here = there;
      defect = left;
      break;
    }
    if (!accepted) return { psi, defect, iterations, status: 'stalled' };
  }
}

function defectOf(masses: Float64Array, wanted: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < masses.length; i++) sum += Math.abs(masses[i] - wanted[i]);
  return sum;
}

/** The least g_i/w_i. */
export function leastShare(masses: Float64Array, wanted: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < masses.length; i++) least = Math.min(least, masses[i] / wanted[i]);
  return least;
}
