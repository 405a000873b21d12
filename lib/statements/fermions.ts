import type { DenseMatrix } from '../numerics/dense';
import { addMatrices, traceNorm } from '../numerics/dense';
import {
  type FermiSeaOptions,
  fermiSeaEnergy,
  hartreeFock,
  latticeFermions,
  liYauBound,
  type QuantumLattice,
} from '../solvers/quantum';
import { liveStatement } from './entry';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

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
        name: 'hard walls',
        role: 'needed',
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
 */
export function fermionLimit({ lattices, orbitals, until }: FermionLimitInput): FermionLimit {
  const seen = orbitals.map((start, k) => {
    const particles = start.columns;
    const lattice = lattices[k];
    const exact = latticeFermions({ lattice, particles });
    let truth: DenseMatrix | undefined;
    exact.evolve(exact.slater(start), [until], (_, state) => {
      truth = exact.oneBodyDensity(state);
    });
    const away = (exchange: boolean): number => {
      const mean = hartreeFock(lattice, start, until, { exchange }).oneBodyDensity(until);
      return traceNorm(addMatrices(truth as DenseMatrix, mean, -1)) / particles;
    };
    return { particles, hartreeFock: away(true), hartree: away(false) };
  });
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
    error: 1e-8,
    errorHow: 'tolerances of the evolutions',
  });
  return { particles, hartreeFock: exchanged, hartree: plain, check };
}

/** Registry entry of Remark 7. */
export const fermionsEntry: StatementEntry = liveStatement({
  number: '§2.8 Remark 7',
  title: 'Fermions',
  kind: 'inequality',
  notebook: '03',
  section: '§2.8, Remark 7: fermions',
  checks: ['checkFermiSea', 'fermionLimit'],
  tests: ['test/statements/beyondMeanField.test.ts'],
  hypotheses: [{ name: 'hard walls', role: 'needed' }],
});
