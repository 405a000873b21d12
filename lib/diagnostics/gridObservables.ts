import { gridField } from '../forces/gridField';
import type { Interaction } from '../interactions/types';
import { finite } from '../numerics/guards';
import { cellWidths, centresOf, gridMarginals, type PhaseSpaceGrid } from '../solvers/kinetic/gridState';
import type { Energy } from './observables';

/** What Vlasov's equation keeps, and the extremes of f, which it keeps too. Integrals are sums over the cells. */
export interface GridObservables {
  /** ∫f. */
  readonly mass: number;
  /** ∫ξf. */
  readonly momentum: number;
  readonly energy: Energy;
  /** ∫f², the square of the L² norm. */
  readonly squares: number;
  /** −∫f ln f over f > 0. */
  readonly entropy: number;
  readonly maximum: number;
  readonly minimum: number;
}

/** Mass, momentum, energy, ∫f², entropy and extremes of a density on a grid. */
export function gridObservables(grid: PhaseSpaceGrid, interaction: Interaction): GridObservables {
  const { nX, nXi, values } = grid;
  const { dx, dxi } = cellWidths(grid);
  const xi = centresOf(grid.xi, nXi);
  let [mass, momentum, kinetic, squares, entropy] = [0, 0, 0, 0, 0];
  let [maximum, minimum] = [-Infinity, Infinity];
  for (let k = 0; k < nX * nXi; k++) {
    const value = values[k];
    const p = xi[k % nXi];
    mass += value;
    momentum += value * p;
    kinetic += 0.5 * value * p * p;
    squares += value * value;
    if (value > 0) entropy -= value * Math.log(value);
    if (value > maximum) maximum = value;
    if (value < minimum) minimum = value;
  }
  const area = dx * dxi;
  const { position } = gridMarginals(grid);
  const field = gridField(interaction, {
    low: grid.x[0],
    high: grid.x[1],
    cells: nX,
    periodic: grid.periodic,
  });
  const potential = field.interactionEnergy(position);
  return {
    mass: mass * area,
    momentum: momentum * area,
    energy: { kinetic: kinetic * area, interaction: potential, total: kinetic * area + potential },
    squares: squares * area,
    entropy: entropy * area,
    maximum,
    minimum,
  };
}

/** ρ̂(k) = ∫e^{−ikx}ρ(x)dx as [re, im]; its modulus for k = 1 is the magnetisation. */
export function densityMode(grid: PhaseSpaceGrid, wavenumber: number): [re: number, im: number] {
  finite('wavenumber', wavenumber);
  const { dx } = cellWidths(grid);
  const { x, position } = gridMarginals(grid);
  let [re, im] = [0, 0];
  position.forEach((rho, i) => {
    re += rho * Math.cos(wavenumber * x[i]) * dx;
    im -= rho * Math.sin(wavenumber * x[i]) * dx;
  });
  return [re, im];
}
