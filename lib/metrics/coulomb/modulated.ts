import { coulombPairs } from '../../forces/coulombForces';
import { finiteArray, integerIn, numberIn, optionsOf, positive } from '../../numerics/guards';
import type { FluidSnapshot } from '../../solvers/fluid';

/** A radial charge density: every `RadialDensity` and `FluidSnapshot` is one. */
export interface RadialCharge {
  readonly densityBound: number;
  readonly selfEnergy: number;
  potential(r: number): number;
}

/** Length of the point j of a particle-major array. */
export function radiusOf(x: Float64Array, j: number): number {
  return Math.hypot(x[3 * j], x[3 * j + 1], x[3 * j + 2]);
}

/** Positions in R³, n >= 1 of them. */
export function pointsInSpace(name: string, x: ArrayLike<number>): Float64Array {
  const points = finiteArray(name, x);
  if (points.length === 0 || points.length % 3 !== 0)
    throw new RangeError(`${name} must hold 3N coordinates with N >= 1, got length ${points.length}`);
  return points;
}

/** Σ_{j<k}1/|x_j − x_k|, and `forces` becomes Σ_k(x_j − x_k)/|x_j − x_k|³. */
export function pairSums(x: Float64Array, forces: Float64Array): number {
  const energy = coulombPairs(x, forces);
  if (!Number.isFinite(energy))
    throw new RangeError('x must hold distinct positions, got two particles at the same place');
  return energy;
}

/**
 * F[X_N, ρ] = ∬_{x≠y}(μ − ρ)(dx)(μ − ρ)(dy)/|x − y| in R³ (§3.5), μ = (1/N)Σδ_{x_j}: the modulated Coulomb energy
 * N⁻²Σ_{i≠j}1/|x_i − x_j| − (2/N)Σφ_ρ(x_i) + ∬ρρ/|x − y|. Direct sum, O(N²).
 *
 *     modulatedCoulomb([0, 0, 0], radialBall());   // −9/5
 *
 * @param x positions, length 3N, particle-major.
 * @throws RangeError when x does not hold finite, distinct positions.
 */
export function modulatedCoulomb(x: ArrayLike<number>, charge: RadialCharge): number {
  const points = pointsInSpace('x', x);
  if (typeof charge?.potential !== 'function')
    throw new RangeError(`charge must be a radial density such as radialBall(), got ${charge}`);
  const n = points.length / 3;
  const pairs = pairSums(points, new Float64Array(points.length));
  let potential = 0;
  for (let j = 0; j < n; j++) potential += charge.potential(radiusOf(points, j));
  return (2 * pairs) / (n * n) - (2 * potential) / n + charge.selfEnergy;
}

/**
 * −(9/5)(4π‖ρ‖_∞/3)^{1/3}N^{−2/3} <= F[X_N, ρ] for all X_N (E. H. Lieb and H. Narnhofer, J. Stat. Phys. 12 (1975)): the charge of
 * each particle is spread over a ball that holds the mass 1/N of the density ‖ρ‖_∞.
 *
 *     modulatedCoulombBound(4, radialBall().densityBound);
 *
 * @throws RangeError when n is not an integer >= 1 or densityBound not > 0.
 */
export function modulatedCoulombBound(n: number, densityBound: number): number {
  integerIn('n', n, 1, Number.MAX_SAFE_INTEGER);
  return -1.8 * Math.cbrt((4 * Math.PI * positive('densityBound', densityBound)) / 3) * n ** (-2 / 3);
}

/**
 * G[X_N, ρ, u] = ∬_{x≠y}(u(x) − u(y))·(x − y)/|x − y|³(μ − ρ)(dx)(μ − ρ)(dy) for the radial ρ and u of `flow` (§3.5). For
 * u = x it is F.
 *
 *     const flow = fluidSnapshot(radialEulerPoisson({ density: radialNormal(), velocity: (r) => Math.sin(r) }), 0);
 *     coulombCommutator([1, 0, 0, 0, 2, 0], flow);
 *
 * @throws RangeError as `modulatedCoulomb`.
 */
export function coulombCommutator(x: ArrayLike<number>, flow: FluidSnapshot): number {
  const points = pointsInSpace('x', x);
  if (typeof flow?.fluxPotential !== 'function')
    throw new RangeError(`flow must be made by fluidSnapshot, got ${flow}`);
  const forces = new Float64Array(points.length);
  pairSums(points, forces);
  return commutatorOf(points, forces, flow);
}

/** G = (2/N)Σu(x_i)·E_i/N − (2/N)Σ[um/r² + 4π∫_r^∞ρu] + 8π∫ρum, with E_i = Σ_j(x_i − x_j)/|x_i − x_j|³. */
function commutatorOf(x: Float64Array, forces: Float64Array, flow: FluidSnapshot): number {
  const n = x.length / 3;
  let [pairs, cross] = [0, 0];
  for (let j = 0; j < n; j++) {
    const r = radiusOf(x, j);
    const u = flow.velocity(r);
    cross += flow.fluxPotential(r);
    if (r === 0) continue;
    cross += (u * flow.mass(r)) / (r * r);
    let outward = 0;
    for (let i = 3 * j; i < 3 * j + 3; i++) outward += x[i] * forces[i];
    pairs += (u / r) * outward;
  }
  return (2 * pairs) / (n * n) - (2 * cross) / n + flow.selfCommutator;
}

/**
 * G[X_N, ρ, u] for u(x) = Ax and radial ρ: ∫ρ(y)(x − y)⊗(x − y)/|x − y|³dy = φI − ∇∇χ with χ = ρ⋆|x|,
 * χ′/r = (2φ + m/r − M₂/r³)/3, M₂(r) the second moment inside r.
 *
 *     linearCommutator(x, flow, [[1, 0, 0], [0, 1, 0], [0, 0, -2]]);
 *
 * @throws RangeError when A is not 3×3 and finite, and as `modulatedCoulomb`.
 */
export function linearCommutator(
  x: ArrayLike<number>,
  flow: FluidSnapshot,
  A: readonly (readonly number[])[],
): number {
  const points = pointsInSpace('x', x);
  if (!Array.isArray(A) || A.length !== 3 || A.some((row) => row?.length !== 3))
    throw new RangeError(`A must be a 3×3 matrix, got ${JSON.stringify(A)}`);
  const flat = finiteArray('A', A.flat());
  const forces = new Float64Array(points.length);
  pairSums(points, forces);
  const n = points.length / 3;
  const trace = flat[0] + flat[4] + flat[8];
  let [pairs, cross] = [0, 0];
  for (let j = 0; j < n; j++) {
    const r = radiusOf(points, j);
    const phi = flow.potential(r);
    let along = 0;
    for (let i = 0; i < 3; i++)
      for (let k = 0; k < 3; k++) {
        const a = flat[3 * i + k];
        pairs += a * points[3 * j + k] * forces[3 * j + i];
        along += a * points[3 * j + k] * points[3 * j + i];
      }
    const across = r > 0 ? (2 * phi + flow.mass(r) / r - flow.secondMoment(r) / r ** 3) / 3 : (2 * phi) / 3;
    const normal = r > 0 ? along / (r * r) : trace / 3;
    cross += (phi - across) * (trace - normal) + (2 * across - phi) * normal;
  }
  return (2 * pairs) / (n * n) - (2 * cross) / n + (trace / 3) * flow.selfEnergy;
}

/** ‖∇u‖ of a radial flow, in the forms in which it enters. */
export interface FlowRates {
  /** sup of the operator norm of ∇u: sup max(|u′|, |u/r|). */
  readonly lipschitz: number;
  /** sup max_i|2λ_i(S) − tr S|, S = ½(∇u + ∇uᵀ): |G| <= stress·F where μ − ρ is replaced by a smooth density. */
  readonly stress: number;
  /** sup|u|. */
  readonly speed: number;
}

/** @throws RangeError when samples is not an integer in [2, 10⁷]. */
export function flowRates(flow: FluidSnapshot, options: { readonly samples?: number } = {}): FlowRates {
  optionsOf('flowRates', options, 'flow, { samples: 2000 }', ['samples']);
  const samples = integerIn('samples', options.samples ?? 2000, 2, 1e7);
  const [inner, outer] = flow.support;
  let [lipschitz, stress, speed] = [0, 0, 0];
  for (let i = 0; i <= samples; i++) {
    const r = inner + ((outer - inner) * i) / samples;
    const slope = flow.velocitySlope(r);
    const rate = r > 0 ? flow.velocity(r) / r : slope;
    lipschitz = Math.max(lipschitz, Math.abs(slope), Math.abs(rate));
    stress = Math.max(stress, Math.abs(slope), Math.abs(slope - 2 * rate));
    speed = Math.max(speed, Math.abs(flow.velocity(r)));
  }
  return { lipschitz, stress, speed };
}

/** The modulated energy of N classical particles, and both sides of its derivative. */
export interface ModulatedEnergy {
  /** (1/N)Σ|ξ_j − u(x_j)|². */
  readonly kinetic: number;
  /** F[X_N, ρ]. */
  readonly interaction: number;
  /** kinetic + interaction. */
  readonly total: number;
  /** (2/N)Σw_jᵀS(x_j)w_j, w_j = ξ_j − u(x_j). */
  readonly deformation: number;
  /** G[X_N, ρ, u]. */
  readonly commutator: number;
  /** −deformation − commutator: the time derivative of `total` along Newton's equations and the fluid's (B11). */
  readonly derivative: number;
  /** Particles where there is no fluid: the derivative is not theirs. */
  readonly outside: number;
}

/**
 * (1/N)Σ|ξ_j − u(t, x_j)|² + F[X_N, ρ(t)] (§3.5) of particles with mean-field scaling, ẋ = ξ, ξ̇ = N⁻¹Σ(x − x_k)/|x − x_k|³, with its
 * derivative by the identity −(2/N)Σwᵀ S w − G (erratum B11: the sign of G).
 *
 *     const { total, derivative } = modulatedEnergy(solver.state, fluidSnapshot(fluid, solver.time));
 *
 * @throws RangeError when xi does not match x, and as `modulatedCoulomb`.
 */
export function modulatedEnergy(
  state: { readonly x: ArrayLike<number>; readonly xi: ArrayLike<number> },
  flow: FluidSnapshot,
): ModulatedEnergy {
  optionsOf('modulatedEnergy', state, '{ x, xi }, flow');
  const x = pointsInSpace('x', state.x);
  const xi = finiteArray('xi', state.xi, x.length);
  const n = x.length / 3;
  const forces = new Float64Array(x.length);
  const pairs = pairSums(x, forces);
  let [kinetic, deformation, potential, outside] = [0, 0, 0, 0];
  for (let j = 0; j < n; j++) {
    const r = radiusOf(x, j);
    const slope = flow.velocitySlope(r);
    const rate = r > 0 ? flow.velocity(r) / r : slope;
    let [square, along] = [0, 0];
    for (let i = 3 * j; i < 3 * j + 3; i++) {
      const w = xi[i] - rate * x[i];
      square += w * w;
      if (r > 0) along += (w * x[i]) / r;
    }
    kinetic += square / n;
    deformation += ((slope - rate) * along * along + rate * square) * (2 / n);
    potential += flow.potential(r);
    if (numberIn('r', r, 0, Number.MAX_VALUE) < flow.support[0] || r > flow.support[1]) outside++;
  }
  const interaction = (2 * pairs) / (n * n) - (2 * potential) / n + flow.selfEnergy;
  const commutator = commutatorOf(x, forces, flow);
  return {
    kinetic,
    interaction,
    total: kinetic + interaction,
    deformation,
    commutator,
    derivative: -deformation - commutator,
    outside,
  };
}
