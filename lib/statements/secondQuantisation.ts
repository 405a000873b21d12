import { distance, inner, norm } from '../numerics/complexVector';
import { scaleMatrix } from '../numerics/dense/elementary';
import { projector } from '../numerics/dense/projector';
import { oneOf } from '../numerics/guards';
import { schroedingerPropagator } from '../numerics/sparse';
import {
  annihilateBoson,
  createBoson,
  empiricalMap,
  fockHamiltonian,
  klimontovichMap,
  quantumLattice,
  tensorSpace,
} from '../solvers/quantum';
import {
  evenness,
  evennessOf,
  hamiltonianSize,
  type QuantumSystemInput,
  quantumSystem,
  randomVector,
  randomWave,
  shareOf,
} from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/**
 * §2.8, Remark 4: a*(φ)a(φ) = N·M_N^in(|φ⟩⟨φ|) on the symmetric functions of N particles, for ten random φ and Ψ; shown is the
 * norm of the difference on Ψ.
 * @example
 * checkCreationAnnihilation({ lattice, particles: 2 })
 */
export function checkCreationAnnihilation(input: QuantumSystemInput): Check {
  const system = quantumSystem(input);
  const { space } = system.hamiltonian;
  const fewer = tensorSpace({ sites: space.sites, particles: space.particles - 1 });
  const gaps = Array.from({ length: 10 }, () => {
    const phi = randomVector(system.random, space.sites);
    const psi = randomWave(system);
    const fock = createBoson(fewer, phi, annihilateBoson(space, phi, psi));
    const mean = empiricalMap(space).apply(projector(phi), psi);
    return distance(
      fock,
      mean.map((value) => space.particles * value),
    );
  });
  return makeCheck({
    statement: '§2.8 Remark 4',
    hypotheses: [evennessOf(input.lattice)],
    title: 'a*(φ)a(φ) = N M_N^in(|φ⟩⟨φ|)',
    kind: 'identity',
    at: gaps.map((_, k) => k + 1),
    atLabel: 'draw',
    lhs: gaps,
    rhs: gaps.map(() => 0),
    scale: 1,
    error: space.particles * system.rounding(0),
    errorHow: 'rounding of sums of numbers of order N',
  });
}

export interface FockHamiltonianInput extends QuantumSystemInput {
  /** `right` (default). `printed`: without the ½ before the pair term (erratum B3). */
  readonly variant?: 'right' | 'printed';
}

/**
 * §2.8, Remark 4: Σh_{xy}a*_xa_y + (1/2N)ΣV(x−y)a*_xa*_ya_ya_x is ĤN on the symmetric functions of N particles, for ten random
 * ones; shown is ‖difference‖/‖ĤNΨ‖. Without the ½ every pair counts twice.
 * @example
 * checkFockHamiltonian({ lattice, particles: 2, variant: 'printed' }) // violated: the ½ is missing
 */
export function checkFockHamiltonian(input: FockHamiltonianInput): Check {
  const system = quantumSystem(input);
  const { hamiltonian } = system;
  const right = oneOf('variant', input.variant ?? 'right', ['right', 'printed']) === 'right';
  const fock = fockHamiltonian(input.lattice, input.particles, { pairFactor: right ? 0.5 : 1 });
  const image = new Float64Array(2 * hamiltonian.dimension);
  const draws = Array.from({ length: 10 }, () => {
    const psi = randomWave(system);
    const exact = hamiltonian.apply(psi);
    fock.applyInto(psi, image);
    return { difference: distance(image, exact), size: norm(exact) };
  });
  return makeCheck({
    statement: '§2.8 Remark 4',
    hypotheses: [evennessOf(input.lattice)],
    title: right ? 'Fock Hamiltonian with ½ = ĤN' : 'Fock Hamiltonian as printed, without ½ (erratum B3)',
    kind: 'identity',
    at: draws.map((_, k) => k + 1),
    atLabel: 'draw',
    lhs: draws.map(({ difference, size }) => shareOf(difference, size)),
    rhs: draws.map(() => 0),
    scale: 1,
    error: draws.map(({ size }) => shareOf(system.rounding(0) * hamiltonianSize(hamiltonian), size)),
    errorHow: 'rounding of products of the size of ĤN',
  });
}

export interface HeisenbergOrderInput extends QuantumSystemInput {
  /**
   * `right` (default): e^{itℋ/ħ}a*(φ)a(φ)e^{−itℋ/ħ}. `printed`: e^{−itℋ/ħ}…e^{itℋ/ħ}, which runs backwards (erratum B3).
   * `no half`: in the right order, but with ℋ as printed, without ½ (erratum B3).
   */
  readonly variant?: 'right' | 'printed' | 'no half';
}

/**
 * §2.8, Remark 4: with masses 1/N and V without 1/N, ℋ = N·ĤN on N particles, and e^{itℋ/ħ}a*(φ)a(φ)e^{−itℋ/ħ} =
 * N·M_N(Nt)(|φ⟩⟨φ|), in the mean of a random symmetric Ψ. Left: the evolution by ℋ made of a* and a; right: M_N.
 * @example
 * checkHeisenbergOrder({ lattice, particles: 2 })
 */
export function checkHeisenbergOrder(input: HeisenbergOrderInput): Check {
  const system = quantumSystem(input);
  const { hamiltonian, times, random, rounding } = system;
  const { lattice, particles } = input;
  const variant = oneOf('variant', input.variant ?? 'right', ['right', 'printed', 'no half']);
  const right = variant !== 'printed';
  const half = variant !== 'no half';
  const heavy = quantumLattice({ ...lattice, kinetic: scaleMatrix(lattice.oneBody, particles) });
  const fock = fockHamiltonian(heavy, particles, { pairFactor: half ? 0.5 : 1, coupling: 1 });
  const propagator = schroedingerPropagator(fock, { tolerance: 1e-14 });
  const fewer = tensorSpace({ sites: lattice.sites, particles: particles - 1 });
  const phi = randomVector(random, lattice.sites);
  const psi = randomWave(system);
  const later = new Float64Array(psi.length);
  const occupation = (t: number): number => {
    propagator.stepInto(psi, (right ? t : -t) / lattice.hbar, later);
    return inner(later, createBoson(fewer, phi, annihilateBoson(hamiltonian.space, phi, later)))[0];
  };
  const mean = (t: number): number =>
    inner(psi, klimontovichMap(hamiltonian, particles * t).apply(projector(phi), psi))[0];
  return makeCheck({
    statement: '§2.8 Remark 4',
    hypotheses: [evennessOf(input.lattice)],
    title: `a*(φ)a(φ) at time t = N M_N(Nt)${right ? '' : ', in the printed order (erratum B3)'}${half ? '' : ', without ½ (erratum B3)'}`,
    kind: 'identity',
    at: times,
    atLabel: 't',
    lhs: times.map(occupation),
    rhs: times.map((t) => particles * mean(t)),
    error: times.map((t) => 4 * particles * rounding(particles * t)),
    errorHow: 'tolerance of the evolutions and rounding of their phases',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.8 Remark 4',
    title: 'Second quantisation',
    kind: 'identity',
    notebook: '03',
    section: '§2.8, Remark 4: second quantisation',
    checks: [checkCreationAnnihilation, checkFockHamiltonian, checkHeisenbergOrder],
    tests: ['test/statements/secondQuantisation.test.ts'],
    errata: ['B3'],
    hypotheses: [evenness],
  },
];
