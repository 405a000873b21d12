import type { DenseMatrix } from '../numerics/dense';
import { addMatrices, traceNorm } from '../numerics/dense';
import { shown } from '../numerics/guards';
import {
  type FermiSeaOptions,
  fermionReducedDensity,
  fermiSeaEnergy,
  hartreeFock,
  latticeFermions,
  liYauBound,
  type QuantumLattice,
} from '../solvers/quantum';
import { checkArrived, pathError } from './quantumData';
import type { Check, HypothesisLabel, StatementEntry } from './types';
import { makeCheck } from './verdict';

const hardWalls: HypothesisLabel = { name: 'hard walls', role: 'needed' };

/**
 * §2.8, Remark 7: N fermions in a box of volume 1 in R³ have a kinetic energy of at least c·½ħ²N^{5/3}, with Li and Yau's
 * c = (3/5)(6π²)^{2/3} = 9.1156…, for hard walls. Left that bound, right the sum of the N lowest eigenvalues.
 * @example
 * checkFermiSea([1, 10, 100])
 */
export function checkFermiSea(
  sizes: readonly number[],
  options: Pick<FermiSeaOptions, 'boundary' | 'hbar'> = {},
): Check {
  const { boundary = 'dirichlet', hbar = 1 } = options;
  return makeCheck({
    statement: '§2.8 Remark 7',
    title: `kinetic energy of N fermions in the unit cube ≥ 9.1156·½ħ²N^{5/3} (${boundary})`,
    kind: 'inequality',
    hypotheses: [
      {
        ...hardWalls,
        holds: boundary === 'dirichlet',
        witness: `boundary condition: ${boundary}`,
      },
    ],
    at: sizes,
    atLabel: 'N',
    lhs: sizes.map((particles) => liYauBound(particles, { hbar })),
    rhs: sizes.map((particles) => fermiSeaEnergy(particles, { boundary, hbar })),
    error: sizes.map((particles) => 1e-12 * liYauBound(particles, { hbar })),
    errorHow: 'rounding: the shells are counted exactly',
  });
}

/** Few fermions at one time: distances in trace norm from both mean-field theories, all of trace 1. */
export interface FermionPoint {
  /** N. */
  readonly particles: number;
  /** ‖R_{N:1} − ω/N‖₁ with ω of Hartree–Fock. */
  readonly hartreeFock: number;
  /** The same without exchange. */
  readonly hartree: number;
  /** Numerical error of the difference of the two. */
  readonly error: number;
}

export interface FermionPointsInput {
  /** One for each N, in the order of `orbitals`: ħ may depend on N. */
  readonly lattices: readonly QuantumLattice[];
  /** L × N matrices with orthonormal columns: the Slater determinants at time 0. */
  readonly orbitals: readonly DenseMatrix[];
  readonly until: number;
  /** Limit on the steps of the mean fields; default 100 000. */
  readonly maxSteps?: number;
}

/**
 * Few fermions exactly, coupling 1/N, against Hartree–Fock with and without its exchange term at the time `until`.
 * @example
 * fermionPoints({ lattices: [lattice], orbitals: [orbitals], until: 1 })
 * @throws RangeError for lists of different lengths, and when an evolution stops before `until`.
 */
export function fermionPoints(input: FermionPointsInput): FermionPoint[] {
  const { lattices, orbitals } = input;
  if (!Array.isArray(lattices) || !Array.isArray(orbitals) || lattices.length !== orbitals.length)
    throw new RangeError(
      `lattices and orbitals must be lists of one length, got ${shown(lattices)} and ${shown(orbitals)}`,
    );
  return lattices.map((lattice, k) => pointOf(lattice, orbitals[k], input));
}

function pointOf(
  lattice: QuantumLattice,
  start: DenseMatrix,
  { until, maxSteps }: FermionPointsInput,
): FermionPoint {
  const particles = start.columns;
  const exact = latticeFermions({ lattice, particles });
  const run = exact.run(exact.slater(start), { until });
  checkArrived(run, particles, until);
  const truth = fermionReducedDensity(exact, run.state);
  const means = [true, false].map((exchange) => hartreeFock(lattice, start, until, { exchange, maxSteps }));
  const [withExchange, without] = means.map((mean) =>
    traceNorm(addMatrices(truth, mean.at(until).density, -1)),
  );
  // ‖|Ψ⟩⟨Ψ| − |Ψ'⟩⟨Ψ'|‖₁ ≤ 2δ for both distances; ‖ΦΦ* − Φ'Φ'*‖₁ ≤ 2√N‖Φ − Φ'‖ and 2LN entries with the error of one.
  const meanError = means.reduce((sum, mean) => sum + 2 * Math.sqrt(2 * lattice.sites) * pathError(mean), 0);
  return { particles, hartreeFock: withExchange, hartree: without, error: 4 * run.error + meanError };
}

/**
 * §2.8, Remark 7: the exchange term brings the mean field of fermions nearer to the truth, ‖R_{N:1} − ω/N‖₁ with it (left) and
 * without it (right), at every N.
 * @example
 * checkFermionLimit(fermionPoints({ lattices: [lattice], orbitals: [orbitals], until: 0.5 }))
 */
export function checkFermionLimit(points: readonly FermionPoint[]): Check {
  return makeCheck({
    statement: '§2.8 Remark 7',
    title: 'Hartree–Fock is nearer to the exact fermions than Hartree without exchange',
    kind: 'inequality',
    at: points.map(({ particles }) => particles),
    atLabel: 'N',
    lhs: points.map((point) => point.hartreeFock),
    rhs: points.map((point) => point.hartree),
    error: points.map(({ error }) => error),
    errorHow: 'errors that the three evolutions report',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.8 Remark 7',
    title: 'Fermions',
    kind: 'inequality',
    notebook: '03',
    section: '§2.8, Remark 7: fermions',
    checks: [checkFermiSea, checkFermionLimit],
    tests: ['test/statements/beyondMeanField.test.ts'],
    hypotheses: [hardWalls],
  },
];
