import { scaleMatrix } from '../../../numerics/dense/elementary';
import { complexMatrix, type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { multiplyMatricesInto } from '../../../numerics/dense/multiply';
import { projector } from '../../../numerics/dense/projector';
import { finite, integerIn, optionsOf } from '../../../numerics/guards';
import type { QuantumLattice } from '../lattice/lattice';
import { type OdePathOptions, type OdePathReport, odePath } from '../lattice/odePath';
import { checkOrbitals } from './orbitals';

export interface HartreeFockOptions extends OdePathOptions {
  /** The factor before the interaction; default 1/N. */
  readonly coupling?: number;
  /** Whether the exchange term X is there (default); without it this is Hartree's equation for N orbitals. */
  readonly exchange?: boolean;
}

/** Hartree–Fock at one time. */
export interface HartreeFockState {
  /** L × N with orthonormal columns φ_j. */
  readonly orbitals: DenseMatrix;
  /** R_{N:1} = ω/N = (1/N)Σ_j |φ_j⟩⟨φ_j|, L × L, of trace 1, as of `fermionReducedDensity`. */
  readonly density: DenseMatrix;
  /** The conserved energy of the N particles: `hartreeFockEnergy` of ω. */
  readonly energy: number;
}

/** A solution of the Hartree–Fock equation on a lattice. */
export interface HartreeFock extends OdePathReport {
  /** Anywhere between 0 and `until`; an error beyond, which says why if the solution stopped early. */
  at(time: number): HartreeFockState;
  readonly coupling: number;
}

type Terms = Pick<HartreeFockOptions, 'exchange'> & { readonly coupling: number };

/**
 * tr hω + ½·coupling·Σ_{x,y} V(x − y)(ω(x, x)ω(y, y) − |ω(x, y)|²); without exchange its last term is missing. For ω of a
 * Slater determinant this is ⟨Ψ|Ĥ|Ψ⟩ for Ĥ = Σh + coupling·Σ_{k<l}V.
 * @param omega - ω = N·R_{N:1}, L × L, of trace N
 * @example
 * hartreeFockEnergy(lattice, projector(orbitals), { coupling: 1 / N });
 */
export function hartreeFockEnergy(lattice: QuantumLattice, omega: DenseMatrix, terms: Terms): number {
  const { coupling, exchange = true } = optionsOf(
    'hartreeFockEnergy',
    terms,
    'lattice, omega, { coupling: 1 / N }',
    ['exchange', 'coupling'],
  );
  const { sites, interaction } = lattice;
  if (omega?.rows !== sites || omega.columns !== sites)
    throw new RangeError(`omega must be ${sites} × ${sites}, got ${omega?.rows} × ${omega?.columns}`);
  finite('coupling', coupling);
  const h = toComplex(lattice.oneBody).data;
  const { data } = toComplex(omega);
  let energy = 0;
  for (let x = 0; x < sites; x++)
    for (let y = 0; y < sites; y++) {
      const [at, across] = [2 * (x * sites + y), 2 * (y * sites + x)];
      energy += h[at] * data[across] - h[at + 1] * data[across + 1];
      const swapped = exchange ? data[at] ** 2 + data[at + 1] ** 2 : 0;
      const pair = data[2 * x * (sites + 1)] * data[2 * y * (sites + 1)] - swapped;
      energy += 0.5 * coupling * interaction[Math.abs(x - y)] * pair;
    }
  return energy;
}

/** h + coupling·(V⋆ρ − X), X(x, y) = V(x − y)ω(x, y). */
function fockOperatorInto(
  { sites, interaction }: QuantumLattice,
  oneBody: Float64Array,
  omega: Float64Array,
  { coupling, exchange }: Terms,
  out: Float64Array,
): void {
  const factor = exchange ? coupling : 0;
  for (let x = 0; x < sites; x++) {
    let field = 0;
    for (let y = 0; y < sites; y++) {
      const v = interaction[x < y ? y - x : x - y];
      const at = 2 * (x * sites + y);
      field += v * omega[2 * y * (sites + 1)];
      out[at] = oneBody[at] - factor * v * omega[at];
      out[at + 1] = oneBody[at + 1] - factor * v * omega[at + 1];
    }
    out[2 * x * (sites + 1)] += coupling * field;
  }
}

/**
 * The Hartree–Fock equation iħω̇ = [h + coupling·(V⋆ρ − X), ω], ρ(x) = ω(x, x), X(x, y) = V(x − y)ω(x, y), for N fermions
 * that start in the Slater determinant of the columns of `initial`, to the time `until` of any sign. The orbitals are
 * integrated, iħφ̇_j = (h + …)φ_j, by Dormand and Prince's method of order 8 with dense output; work O(L²N) an evaluation.
 * @example
 * const orbitals = eigenHermitian(lattice.oneBody, { range: [0, 2] }).vectors; // 3 fermions
 * hartreeFock(lattice, orbitals, 1).at(0.5).density; // L × L, trace 1
 * @throws RangeError unless `initial` is L × N with orthonormal columns (within 1e−9).
 */
export function hartreeFock(
  lattice: QuantumLattice,
  initial: DenseMatrix,
  until: number,
  options: HartreeFockOptions = {},
): HartreeFock {
  const sites = integerIn('lattice.sites', lattice.sites, 1, 1024);
  const start = checkOrbitals('initial', initial, sites);
  const { exchange = true, tolerance = 1e-12, maxSteps, onProgress } = options;
  const coupling = finite('coupling', options.coupling ?? 1 / start.columns);
  const terms = { coupling, exchange };
  const rate = orbitalRate(lattice, start.columns, terms);
  const path = odePath(rate, start.data, until, { tolerance, maxSteps, onProgress });
  const at = (time: number): HartreeFockState => {
    const orbitals = complexMatrix(sites, start.columns, path.at(time));
    const omega = projector(orbitals);
    const energy = hartreeFockEnergy(lattice, omega, terms);
    return { orbitals, density: scaleMatrix(omega, 1 / start.columns), energy };
  };
  return { ...path, at, coupling };
}

function orbitalRate(
  lattice: QuantumLattice,
  particles: number,
  terms: Terms,
): (t: number, y: Float64Array, out: Float64Array) => void {
  const { sites, hbar } = lattice;
  const h = toComplex(lattice.oneBody).data;
  const [phi, image] = [complexMatrix(sites, particles), complexMatrix(sites, particles)];
  const [omega, fock] = [complexMatrix(sites, sites), complexMatrix(sites, sites)];
  return (_t, y, out) => {
    phi.data.set(y);
    multiplyMatricesInto(phi, phi, omega, { adjointB: true });
    fockOperatorInto(lattice, h, omega.data, terms, fock.data);
    multiplyMatricesInto(fock, phi, image);
    for (let k = 0; k < out.length; k += 2) {
      out[k] = image.data[k + 1] / hbar;
      out[k + 1] = -image.data[k] / hbar;
    }
  };
}
