import type { Interaction } from '../../interactions/types';
import type { CircleFluid } from '../../solvers/fluid';
import type { WaveFunction } from '../../solvers/quantum';

/** The quantum modulated energy on the circle and the parts of its derivative. */
export interface CircleModulatedEnergy {
  /** ⟨Ψ|J₁|−iħ∂ − u|²|Ψ⟩. */
  readonly kinetic: number;
  /** ⟨Ψ|F[X_2, ρ]|Ψ⟩. */
  readonly interaction: number;
  readonly total: number;
  /** 2⟨J₁(−iħ∂ − u)u′(−iħ∂ − u)⟩. */
  readonly deformation: number;
  /** ½ħ²⟨J₁u‴⟩. */
  readonly dispersion: number;
  /** ⟨G[X_2, ρ, u]⟩ with the kernel −V′(x − y)(u(x) − u(y)). */
  readonly commutator: number;
  /** −deformation + dispersion − commutator (B11). */
  readonly derivative: number;
}

/**
 * The modulated energy of §3.5 for two particles on the circle, H = −½ħ²(∂₁² + ∂₂²) + ½V(x₁ − x₂), about a fluid at time t, with all terms of its
 * derivative. Sums over the grid, spectrally accurate.
 *
 *     circleModulatedEnergy(solver.state, interaction, fluid, t).derivative;
 *
 * @throws RangeError unless the state has two particles on the grid of the fluid.
 */
export function circleModulatedEnergy(
  state: WaveFunction,
  interaction: Interaction,
  fluid: CircleFluid,
  t: number,
): CircleModulatedEnergy {
  const n = fluid.points.length;
  const { grid, values, hbar, particles } = state;
  if (particles !== 2 || !grid.periodic || grid.size !== n || grid.low[0] !== 0)
    throw new RangeError(
      `state must be of two particles on the ${n} points of the fluid, got ${particles} on ${grid.size}`,
    );
  const { density, velocity: u } = fluid.at(t);
  const slope = fluid.derivative(u);
  const third = fluid.derivative(fluid.derivative(slope));
  const h = (2 * Math.PI) / n;
  const V = fluid.points.map((x) => interaction.value([x]));
  const force = fluid.derivative(V).map((v) => -v);
  const phi = fluid.potential(density);
  // ∫k(x − y)ρ(y)f(y)dy.
  const convolve = (kernel: Float64Array, f: Float64Array): Float64Array =>
    fluid.points.map((_, i) =>
      f.reduce((sum, v, j) => sum + h * density[j] * v * kernel[(i - j + n) % n], 0),
    );
  const ones = new Float64Array(n).fill(1);
  const [field, carried] = [convolve(force, ones), convolve(force, u)];
  const selfEnergy = phi.reduce((sum, v, i) => sum + h * density[i] * v, 0);
  const selfCommutator = 2 * u.reduce((sum, v, i) => sum + h * density[i] * v * field[i], 0);
  let [kinetic, deformation, dispersion, interactionSum, commutator] = [0, 0, 0, 0, 0];
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) [re[i], im[i]] = [values[2 * (i * n + j)], values[2 * (i * n + j) + 1]];
    const [dRe, dIm] = [fluid.derivative(re), fluid.derivative(im)];
    for (let i = 0; i < n; i++) {
      const weight = h * h;
      const a = hbar * dIm[i] - u[i] * re[i];
      const b = -hbar * dRe[i] - u[i] * im[i];
      const square = weight * (a * a + b * b);
      const mass = weight * (re[i] ** 2 + im[i] ** 2);
      kinetic += square;
      deformation += 2 * slope[i] * square;
      dispersion += 0.5 * hbar * hbar * third[i] * mass;
      const k = (i - j + n) % n;
      interactionSum += mass * (0.5 * V[k] - phi[i] - phi[j] + selfEnergy);
      const cross = u[i] * field[i] - carried[i] + u[j] * field[j] - carried[j];
      commutator += mass * (0.5 * force[k] * (u[i] - u[j]) - cross + selfCommutator);
    }
  }
  return {
    kinetic,
    interaction: interactionSum,
    total: kinetic + interactionSum,
    deformation,
    dispersion,
    commutator,
    derivative: -deformation + dispersion - commutator,
  };
}
