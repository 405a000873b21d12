import type { Interaction } from '../../interactions/types';
import { finite, integerIn, optionsOf, positive } from '../../numerics/guards';
import { dop853 } from '../../numerics/ode/dop853';

export interface CircleFluidParameters {
  /** V, of dimension 1 and period 2π. */
  readonly interaction: Interaction;
  /** ρ^in(x) > 0 on the circle of length 2π, ∫ρ = 1. */
  readonly density: (x: number) => number;
  readonly velocity: (x: number) => number;
  readonly until: number;
  /** Even; default 64. */
  readonly points?: number;
  /** Of the integrator; default 10⁻¹². */
  readonly tolerance?: number;
}

/** Density and velocity at 2πi/n, i = 0, …, n − 1. */
export interface CircleFluidState {
  readonly density: Float64Array;
  readonly velocity: Float64Array;
}

export interface CircleFluid {
  readonly points: Float64Array;
  readonly until: number;
  at(t: number): CircleFluidState;
  /** The derivative of a periodic function given at the points. */
  derivative(values: Float64Array): Float64Array;
  /** ∫f(x − y)ρ(y)dy at the points for f = V. */
  potential(density: Float64Array): Float64Array;
}

/**
 * ∂ₜρ + (ρu)′ = 0, ∂ₜu + uu′ = −V′⋆ρ on the circle of length 2π by Fourier's derivative on n points and DOP853: spectrally accurate as long
 * as the solution is smooth. The flow steepens; what the grid no longer holds is refused.
 *
 *     const fluid = circleFluid({ interaction: potentialCosine(), density: () => 1 / (2 * Math.PI), velocity: Math.sin, until: 0.5 });
 *     fluid.at(0.5).velocity;
 *
 * @throws RangeError when ∫ρ is not 1 within 10⁻⁹, ρ is not > 0, V not of period 2π, or the highest third of the Fourier modes of u
 * carries more than 10⁻⁸ at the end.
 */
export function circleFluid(parameters: CircleFluidParameters): CircleFluid {
  optionsOf('circleFluid', parameters, '{ interaction, density, velocity, until: 0.5 }', [
    'interaction',
    'density',
    'velocity',
    'until',
    'points',
    'tolerance',
  ]);
  const { interaction, density, velocity } = parameters;
  const until = positive('until', parameters.until);
  const n = integerIn('points', parameters.points ?? 64, 8, 512);
  if (n % 2 !== 0) throw new RangeError(`points must be even, got ${n}`);
  if (interaction?.dimension !== 1)
    throw new RangeError(`interaction must have dimension 1, got ${interaction?.dimension}`);
  const h = (2 * Math.PI) / n;
  const points = Float64Array.from({ length: n }, (_, i) => i * h);
  const V = points.map((x) => interaction.value([x]));
  const gap = Math.abs(interaction.value([0.3]) - interaction.value([0.3 - 2 * Math.PI]));
  if (gap > 1e-12 * (1 + Math.abs(V[0])))
    throw new RangeError(
      `interaction must have the period 2π, got V(0.3) and V(0.3 − 2π) that differ by ${gap}`,
    );
  const D = differentiation(n);
  const derivative = (values: Float64Array): Float64Array => timesMatrix(D, values, new Float64Array(n));
  const potential = (rho: Float64Array): Float64Array =>
    points.map((_, i) => rho.reduce((sum, value, j) => sum + h * value * V[(i - j + n) % n], 0));
  const start = initialState(points, density, velocity);
  const { solution, status, message } = dop853(
    (_, y, out) => {
      const [rho, u] = [y.slice(0, n), y.slice(n)];
      const flux = derivative(rho.map((value, i) => value * u[i]));
      const [slope, field] = [derivative(u), derivative(potential(rho))];
      for (let i = 0; i < n; i++) {
        out[i] = -flux[i];
        out[n + i] = -u[i] * slope[i] - field[i];
      }
    },
    0,
    start,
    until,
    { tolerance: parameters.tolerance ?? 1e-12, denseOutput: true },
  );
  if (status !== 'finished') throw new RangeError(`the fluid cannot be followed until ${until}: ${message}`);
  const at = (t: number): CircleFluidState => {
    if (!(finite('t', t) >= 0 && t <= until)) throw new RangeError(`t must be in [0, ${until}], got ${t}`);
    const y = solution(t);
    return { density: y.slice(0, n), velocity: y.slice(n) };
  };
  checkResolved(at(until).velocity, until);
  return { points, until, at, derivative, potential };
}

/** D_{ij} = ½(−1)^{i−j}cot(½(x_i − x_j)): the derivative of the trigonometric interpolant. */
function differentiation(n: number): Float64Array {
  const D = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (i !== j) D[i * n + j] = (0.5 * ((i - j) % 2 === 0 ? 1 : -1)) / Math.tan((Math.PI * (i - j)) / n);
  return D;
}

function timesMatrix(matrix: Float64Array, x: Float64Array, out: Float64Array): Float64Array {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j] * x[j];
    out[i] = sum;
  }
  return out;
}

function initialState(
  points: Float64Array,
  density: (x: number) => number,
  velocity: (x: number) => number,
): Float64Array {
  const n = points.length;
  const y = new Float64Array(2 * n);
  let mass = 0;
  points.forEach((x, i) => {
    y[i] = finite(`density(${x})`, density(x));
    y[n + i] = finite(`velocity(${x})`, velocity(x));
    if (!(y[i] > 0)) throw new RangeError(`density must be > 0 on the circle, got ${y[i]} at x = ${x}`);
    mass += (y[i] * 2 * Math.PI) / n;
  });
  if (Math.abs(mass - 1) > 1e-9) throw new RangeError(`density must have mass 1, got ${mass}`);
  return y;
}

function checkResolved(u: Float64Array, until: number): void {
  const n = u.length;
  let [tail, total] = [0, 0];
  for (let k = 0; k <= n / 2; k++) {
    let [re, im] = [0, 0];
    u.forEach((value, i) => {
      re += value * Math.cos((2 * Math.PI * k * i) / n);
      im += value * Math.sin((2 * Math.PI * k * i) / n);
    });
    const size = (re * re + im * im) / (n * n);
    total += size;
    if (k > n / 3) tail += size;
  }
  if (Math.sqrt(tail) > 1e-8 * Math.max(1, Math.sqrt(total)))
    throw new RangeError(
      `points must resolve the fluid until ${until}, but the highest third of its modes has ${Math.sqrt(tail).toExponential(1)}: take more ` +
        `than ${n}, or an earlier time (the flow may steepen to a shock)`,
    );
}
