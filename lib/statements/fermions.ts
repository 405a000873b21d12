import type { DenseMatrix } from '../numerics/dense';
import { addMatrices, traceNorm } from '../numerics/dense';
import { shown } from '../numerics/guards';
import {
  type FermiSeaOptions,
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

export interface FermionLimitInput {
  /** One for each N, in the order of `orbitals`: ħ may depend on N. */
  readonly lattices: readonly QuantumLattice[];
  /** L × N matrices with orthonormal columns: the Slater determinants at time 0. */
  readonly orbitals: readonly DenseMatrix[];
  readonly until: number;
  /** Limit on the steps of the mean fields; default 100 000. */
  readonly maxSteps?: number;
}

/** Distances (trace norm, a particle) of the exact one-particle density from both mean-field theories. */
export interface FermionLimit {
  readonly particles: number[];
  /** ‖R_{N:1} − ω/N‖₁ with ω of Hartree–Fock. */
  readonly hartreeFock: number[];
  /** The same without exchange. */
  readonly hartree: number[];
  readonly check: Check;
}

/**
 * §2.8, Remark 7: few fermions exactly against Hartree–Fock, coupling 1/N. The check: the exchange term brings the mean field
 * nearer to the truth at every N.
 * @throws RangeError for lists of different lengths, and when an evolution stops before `until`.
 */
export function fermionLimit(input: FermionLimitInput): FermionLimit {
  const { lattices, orbitals } = input;
  if (!Array.isArray(lattices) || !Array.isArray(orbitals) || lattices.length !== orbitals.length)
    throw new RangeError(
      `lattices and orbitals must be lists of one length, got ${shown(lattices)} and ${shown(orbitals)}`,
    );
  const seen = lattices.map((lattice, k) => distancesOf(lattice, orbitals[k], input));
  const [particles, exchanged, plain] = (['particles', 'hartreeFock', 'hartree'] as const).map((key) =>
    seen.map((row) => row[key]),
  );
  const check = makeCheck({
    statement: '§2.8 Remark 7',
    title: 'Hartree–Fock is nearer to the exact fermions than Hartree without exchange',
    kind: 'inequality',
    at: particles,
    atLabel: 'N',
    lhs: exchanged,
    rhs: plain,
    error: seen.map(({ error }) => error),
    errorHow: 'errors that the three evolutions report',
  });
  return { particles, hartreeFock: exchanged, hartree: plain, check };
}

interface FermionDistances {
  readonly particles: number;
  readonly hartreeFock: number;
  readonly hartree: number;
  /** Of their difference. */
  readonly error: number;
}

function distancesOf(
  lattice: QuantumLattice,
  start: DenseMatrix,
  { until, maxSteps }: FermionLimitInput,
): FermionDistances {
  const particles = start.columns;
  const exact = latticeFermions({ lattice, particles });
  let truth: DenseMatrix | undefined;
  const report = exact.evolve(exact.slater(start), [until], (_, state) => {
    truth = exact.oneBodyDensity(state);
  });
  checkArrived(report, particles, until);
  const means = [true, false].map((exchange) => hartreeFock(lattice, start, until, { exchange, maxSteps }));
  const [withExchange, without] = means.map(
    (mean) => traceNorm(addMatrices(truth as DenseMatrix, mean.oneBodyDensity(until), -1)) / particles,
  );
  // ‖|Ψ⟩⟨Ψ| − |Ψ'⟩⟨Ψ'|‖₁ ≤ 2δ for both distances; ‖ΦΦ* − Φ'Φ'*‖₁ ≤ 2√N‖Φ − Φ'‖ and 2LN entries with the error of one.
  const meanError = means.reduce((sum, mean) => sum + 2 * Math.sqrt(2 * lattice.sites) * pathError(mean), 0);
  return {
    particles,
    hartreeFock: withExchange,
    hartree: without,
    error: 4 * report.error + meanError,
  };
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.8 Remark 7',
    title: 'Fermions',
    kind: 'inequality',
    notebook: '03',
    section: '§2.8, Remark 7: fermions',
    checks: [checkFermiSea, fermionLimit],
    tests: ['test/statements/beyondMeanField.test.ts'],
    hypotheses: [hardWalls],
  },
];
