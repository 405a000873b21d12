import { checkDistinct, checkFinite, checkTimeStep } from '../../forces/cloudDoors';
import { type CloudReport, cloudReports } from '../../forces/cloudReport';
import { forceSum } from '../../forces/forceSum';
import { type CloudState, MAX_PARTICLES } from '../../forces/meanFieldFlow';
import type { ForceSum } from '../../forces/sums';
import { checkedInteraction } from '../../interactions/checkedInteraction';
import type { Interaction } from '../../interactions/types';
import { finite, finiteArray, integerIn, oneOf, optionsOf } from '../../numerics/guards';
import { type EvolveOptions, evolve, type Steppable } from '../../numerics/ode/evolve';

export interface MagneticOptions {
  /** V in R³. */
  readonly interaction: Interaction;
  /** Positions and velocities, length 3N, particle-major. */
  readonly x: ArrayLike<number>;
  readonly xi: ArrayLike<number>;
  /** Ω: the field is Ω times the unit vector of the third axis. */
  readonly cyclotron: number;
  /** ω² of a force −ω²(x₁, x₂, 0) beside it; default 0. */
  readonly trap?: number;
  /**
   * `splitting` (default): kicks and exact helices, so that no step is too long for a particle alone. `boris`: drifts, and kicks about a turn
   * by 2·arctan(½Ωh) in the place of Ωh (J. P. Boris, Proc. Fourth Conf. Num. Sim. Plasmas, 1970), as most plasma programs have it.
   */
  readonly method?: MagneticMethod;
}

export type MagneticMethod = 'splitting' | 'boris';

/** A cloud in a magnetic field; `state` is updated in place. */
export interface MagneticSolver extends Steppable {
  readonly state: CloudState;
  /** How well the energy has been kept, as of `newtonSolver`. */
  readonly report: CloudReport;
  /** ½(1/N)Σ|ξ|² + ½N⁻²Σ_{j≠k}V + the trap's: conserved, the field does no work. */
  energy(): number;
  /** (1/N)Σ(x₁ξ₂ − x₂ξ₁ + ½Ω(x₁² + x₂²)): conserved for even V. */
  canonicalMomentum(): number;
  run(options: EvolveOptions): void;
}

/**
 * N particles with mean-field scaling in a uniform magnetic field: ẋ = ξ, ξ̇ = −N⁻¹Σ∇V(x − x_k) + Ω ξ × e₃ (§3.6, Remark 3). Two
 * splittings of order 2, see `method`; for Ω = 0 Verlet's method in its two forms. Time-reversible.
 *
 *     const solver = magneticSolver({ interaction: potentialCoulomb({ dimension: 3 }), x, xi, cyclotron: 2 });
 *     solver.run({ until: 5, timeStep: 0.01 });
 *
 * @throws RangeError when V is not of dimension 3, arrays do not match or are not finite, particles of a singular V coincide, or there are
 * more than 200 000 particles; in `run`, on a step too large for the interaction.
 */
export function magneticSolver(options: MagneticOptions): MagneticSolver {
  optionsOf('magneticSolver', options, '{ interaction, x, xi, cyclotron: 1 }', [
    'interaction',
    'x',
    'xi',
    'cyclotron',
    'trap',
    'method',
  ]);
  const { interaction: given, trap = 0, method = 'splitting' } = options;
  oneOf('method', method, ['splitting', 'boris']);
  const interaction = checkedInteraction(given);
  if (interaction.dimension !== 3)
    throw new RangeError(`interaction must have dimension 3, got ${interaction.dimension}`);
  const omega = finite('cyclotron', options.cyclotron);
  finite('trap', trap);
  const x = finiteArray('x', options.x).slice();
  const n = integerIn('nParticles', x.length / 3, 1, MAX_PARTICLES);
  const xi = finiteArray('xi', options.xi, x.length).slice();
  checkDistinct(interaction, x);
  const weights = new Float64Array(n).fill(1 / n);
  const forces = trapped(forceSum(interaction), trap);
  const reportOf = cloudReports(forces, { x: x.slice(), xi: xi.slice() }, weights, 1);
  const force = new Float64Array(x.length);
  const state = { x, xi, weights, dimension: 3 as const, time: 0 };
  let fresh = false;
  const kick = (duration: number): void => {
    if (!fresh) {
      forces.selfForceInto(x, weights, force);
      fresh = true;
    }
    for (let i = 0; i < xi.length; i++) xi[i] += duration * force[i];
  };
  const solver: MagneticSolver = {
    state,
    secondsPerStep: forces.secondsFor(n, n),
    get time() {
      return state.time;
    },
    get report() {
      return reportOf(state.time, { x, xi });
    },
    step(timeStep: number) {
      finite('timeStep', timeStep);
      if (method === 'splitting') {
        kick(0.5 * timeStep);
        helix(x, xi, omega, timeStep);
        fresh = false;
        kick(0.5 * timeStep);
      } else {
        drift(x, xi, 0.5 * timeStep);
        fresh = false;
        kick(0.5 * timeStep);
        turn(xi, 2 * Math.atan(0.5 * omega * timeStep));
        kick(0.5 * timeStep);
        drift(x, xi, 0.5 * timeStep);
      }
      state.time += timeStep;
    },
    energy: () => {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += 0.5 * xi[i] * xi[i];
      return sum / n + forces.interactionEnergy(x, weights);
    },
    canonicalMomentum: () => {
      let sum = 0;
      for (let i = 0; i < x.length; i += 3)
        sum += x[i] * xi[i + 1] - x[i + 1] * xi[i] + 0.5 * omega * (x[i] ** 2 + x[i + 1] ** 2);
      return sum / n;
    },
    run(evolution: EvolveOptions) {
      optionsOf('run', evolution, '{ until: 1, timeStep: 0.01 }');
      checkTimeStep(interaction, evolution.timeStep, 1);
      const sign = evolution.until < state.time ? -1 : 1;
      evolve(solver, {
        ...evolution,
        observe: (time) => {
          state.time = time;
          checkFinite(state, sign);
          evolution.observe?.(time);
        },
      });
    },
  };
  return solver;
}

/** With the force −trap·(x₁, x₂, 0) and its energy. */
function trapped(forces: ForceSum, trap: number): ForceSum {
  if (trap === 0) return forces;
  return {
    ...forces,
    selfForceInto: (x, weights, out) => {
      forces.selfForceInto(x, weights, out);
      for (let i = 0; i < x.length; i += 3) for (let a = 0; a < 2; a++) out[i + a] -= trap * x[i + a];
    },
    interactionEnergy: (x, weights) =>
      weights.reduce(
        (sum, w, j) => sum + 0.5 * trap * w * (x[3 * j] ** 2 + x[3 * j + 1] ** 2),
        forces.interactionEnergy(x, weights),
      ),
  };
}

function drift(x: Float64Array, xi: Float64Array, t: number): void {
  for (let i = 0; i < x.length; i++) x[i] += t * xi[i];
}

/** The velocities turned by the angle. */
function turn(xi: Float64Array, angle: number): void {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < xi.length; i += 3) {
    const [v, w] = [xi[i], xi[i + 1]];
    xi[i] = c * v + s * w;
    xi[i + 1] = c * w - s * v;
  }
}

/** ẋ = ξ, ξ̇ = Ω ξ × e₃ = Ω(ξ₂, −ξ₁, 0), exactly; sin θ/Ω and (1 − cos θ)/Ω by t·sinc for small angles. */
function helix(x: Float64Array, xi: Float64Array, omega: number, t: number): void {
  const angle = omega * t;
  const half = 0.5 * angle;
  const sinc = (a: number): number => (Math.abs(a) < 1e-4 ? 1 - (a * a) / 6 : Math.sin(a) / a);
  const along = t * sinc(angle);
  const across = t * half * sinc(half) ** 2;
  for (let i = 0; i < x.length; i += 3) {
    const [v, w] = [xi[i], xi[i + 1]];
    x[i] += along * v + across * w;
    x[i + 1] += along * w - across * v;
    x[i + 2] += t * xi[i + 2];
  }
  turn(xi, angle);
}
