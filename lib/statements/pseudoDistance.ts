import {
  type PseudoDistance,
  productQuantumCoupling,
  pseudoDistance,
  pseudoDistanceByMoments,
  quantumCouplingCost,
  quantumCouplingDefect,
} from '../metrics/pseudodistance';
import { pseudoDistanceProblem } from '../metrics/pseudodistance/problem';
import { type Cloud, transportExact, transportSemidiscrete } from '../metrics/transport';
import { integerIn, nonEmpty } from '../numerics/guards';
import {
  type DensityState,
  husimiTransform,
  type LineState,
  type PhaseSpaceAtoms,
  toeplitzState,
} from '../phasespace';
import { checkedAtoms } from '../phasespace/coherentStates';
import { asGridDensity } from '../solvers/kinetic';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** The atoms as a cloud in phase space, for the transport metrics. */
export function phaseSpaceCloud(law: PhaseSpaceAtoms): Cloud {
  const { points, weights } = checkedAtoms(law);
  return {
    points: Float64Array.from(points.flatMap((z) => Array.from(z))),
    dimension: points[0].length,
    weights,
  };
}

/** Half the width of an interval of E, and rounding. */
const uncertainty = ({ upper, lower }: PseudoDistance): number => (upper - lower) / 2 + 1e-13 * upper;
const squareUncertainty = ({ upperSquare, lowerSquare }: PseudoDistance): number =>
  (upperSquare - lowerSquare) / 2 + 1e-13 * upperSquare;
const middle = ({ upperSquare, lowerSquare }: PseudoDistance): number => (upperSquare + lowerSquare) / 2;

/**
 * Definition 3.1: what was found is a coupling of f and R (1: its marginals, in operator norm; 2: its cost is the upper end), and the
 * dual potentials show that no other one is cheaper (3: the width of the interval, as a share of E²).
 * @example
 * checkPseudoDistance(pseudoDistance(atoms, cat), atoms, cat)
 */
export function checkPseudoDistance(found: PseudoDistance, law: PhaseSpaceAtoms, state: DensityState): Check {
  nonEmpty('the coupling found', found?.coupling);
  const cost = quantumCouplingCost(law, state, found.coupling);
  return makeCheck({
    statement: '3.1',
    title: `E_ε by a coupling of ${found.coupling.length} atoms and rank ${found.rank}, and its certificate`,
    kind: 'definition',
    at: [1, 2, 3],
    atLabel: 'property',
    lhs: [
      quantumCouplingDefect(law, state, found.coupling),
      Math.abs(cost - found.upperSquare) / found.upperSquare,
      (found.upperSquare - found.lowerSquare) / found.upperSquare,
    ],
    rhs: [1e-11, 1e-11, 1e-6],
    error: 0,
    errorHow: 'rounding of sums over atoms and levels',
    note: `E² is in [${found.lowerSquare.toPrecision(10)}, ${found.upperSquare.toPrecision(10)}], ${found.status}`,
  });
}

/**
 * §3.2.2, E_ε is finite: E² ≤ cost of f ⊗ R (1) ≤ 2∫|z|²f + 2tr(R c_ε(0)) (2).
 * @example
 * checkFinitePseudoDistance(atoms, cat)
 */
export function checkFinitePseudoDistance(law: PhaseSpaceAtoms, state: DensityState): Check {
  const found = pseudoDistance(law, state);
  const product = quantumCouplingCost(law, state, productQuantumCoupling(law, state));
  const { crude } = pseudoDistanceProblem(law, state);
  return makeCheck({
    statement: '§3.2.2',
    title: 'E² ≤ cost of f ⊗ R ≤ 2∫|z|²f + 2tr(R c_ε(0))',
    kind: 'inequality',
    at: [1, 2],
    atLabel: 'step',
    lhs: [middle(found), product],
    rhs: [product, crude],
    error: [squareUncertainty(found) + 1e-13 * product, 1e-13 * crude],
    errorHow: 'width of the certified interval, and rounding',
  });
}

/**
 * A lower bound of E_ε(f, R) by means and covariances, which Gaussian f and R attain; d = 1.
 * @example
 * checkMomentBound([atoms], cat)
 */
export function checkMomentBound(laws: readonly PhaseSpaceAtoms[], state: DensityState): Check {
  nonEmpty('laws', laws);
  const found = laws.map((law) => pseudoDistance(law, state));
  return makeCheck({
    statement: '§3.2.2',
    title: 'E_ε is at least its value for Gaussian f and R of the same moments',
    kind: 'inequality',
    at: laws.map((_, k) => k + 1),
    atLabel: 'law',
    lhs: laws.map((law) => pseudoDistanceByMoments(law, state)),
    rhs: found.map(({ value }) => value),
    error: found.map((one) => uncertainty(one) + 1e-7 * one.value),
    errorHow: 'width of the certified interval, 1e−7 for the search of the Gaussian value',
  });
}

/**
 * Theorem 3.2: E_ε(f, R) ≤ W₂(f, g) + E_ε(g, R), for each of the laws f and one g.
 * @example
 * checkPseudoTriangle([atoms], other, cat)
 */
export function checkPseudoTriangle(
  laws: readonly PhaseSpaceAtoms[],
  other: PhaseSpaceAtoms,
  state: DensityState,
): Check {
  nonEmpty('laws', laws);
  const far = pseudoDistance(other, state);
  const found = laws.map((law) => pseudoDistance(law, state));
  const target = phaseSpaceCloud(other);
  const moved = laws.map((law) => transportExact(phaseSpaceCloud(law), target, { p: 2 }));
  return makeCheck({
    statement: '3.2',
    title: 'E_ε(f, R) ≤ W₂(f, g) + E_ε(g, R)',
    kind: 'inequality',
    at: laws.map((_, k) => k + 1),
    atLabel: 'law',
    lhs: found.map(({ value }) => value),
    rhs: moved.map(({ distance }) => distance + far.value),
    error: found.map((one, k) => uncertainty(one) + uncertainty(far) + moved[k].distance - moved[k].lower),
    errorHow: 'widths of the certified intervals of E_ε and W₂',
  });
}

export interface HusimiDistance {
  /** W₂(f, W̃_ε[R]), not its square. */
  readonly value: number;
  readonly error: number;
}

/**
 * W₂ between atoms and the Husimi function of a state on the line: exact transport to a density constant on cells × cells squares. The
 * error: half the certified interval, and what half as many cells change.
 * @throws RangeError for cells that are not an even integer in [16, 400] (default 120).
 */
export function husimiDistance(law: PhaseSpaceAtoms, state: LineState, cells: number = 120): HusimiDistance {
  if (integerIn('cells', cells, 16, 400) % 2 === 1) throw new RangeError(`cells must be even, got ${cells}`);
  const husimi = husimiTransform(state);
  const target = phaseSpaceCloud(law);
  const [fine, rough] = [cells, cells / 2].map((n) => {
    const density = asGridDensity(husimi.on({ nX: n, nXi: n }));
    return transportSemidiscrete(density, target, { p: 2, tolerance: 1e-5 });
  });
  const value = (fine.lower + fine.upper) / 2;
  return {
    value,
    error: (fine.upper - fine.lower) / 2 + Math.abs(value - (rough.lower + rough.upper) / 2) + 1e-6 * value,
  };
}

/** A law and a state on the line to be compared. */
export interface PseudoDistancePair {
  readonly law: PhaseSpaceAtoms;
  readonly state: LineState;
}

/**
 * Theorem 3.3: E_ε(f, R)² ≥ max(ε, W₂(f, W̃_ε[R])² − ε) in d = 1, for any f and R.
 * @example
 * checkHusimiBound([{ law: atoms, state: cat }])
 */
export function checkHusimiBound(pairs: readonly PseudoDistancePair[], cells?: number): Check {
  nonEmpty('pairs', pairs);
  const found = pairs.map(({ law, state }) => pseudoDistance(law, state));
  const husimi = pairs.map(({ law, state }) => husimiDistance(law, state, cells));
  const bound = pairs.map(({ state }, k) => Math.max(state.epsilon, husimi[k].value ** 2 - state.epsilon));
  return makeCheck({
    statement: '3.3',
    title: 'E_ε(f, R)² ≥ max(ε, W₂(f, W̃_ε[R])² − ε)',
    kind: 'inequality',
    at: pairs.map((_, k) => k + 1),
    atLabel: 'pair',
    lhs: bound,
    rhs: found.map(middle),
    error: found.map(
      (one, k) =>
        squareUncertainty(one) +
        (bound[k] > pairs[k].state.epsilon
          ? 2 * husimi[k].value * husimi[k].error + husimi[k].error ** 2
          : 0),
    ),
    errorHow:
      'width of the certified interval, and what half as many cells of the Husimi function change in W₂',
  });
}

export interface ToeplitzPair {
  /** f. */
  readonly law: PhaseSpaceAtoms;
  /** μ of R = OP^T((2πε)^d μ). */
  readonly symbol: PhaseSpaceAtoms;
  readonly epsilon: number;
}

/**
 * Theorem 3.4: E_ε(f, OP^T((2πε)^d μ))² ≤ W₂(f, μ)² + dε for atoms f and μ.
 * @example
 * checkToeplitzBound([{ law: atoms, symbol: other, epsilon: 0.2 }])
 */
export function checkToeplitzBound(pairs: readonly ToeplitzPair[]): Check {
  nonEmpty('pairs', pairs);
  const found = pairs.map(({ law, symbol, epsilon }) =>
    pseudoDistance(law, toeplitzState({ ...symbol, epsilon })),
  );
  const moved = pairs.map(({ law, symbol }) =>
    transportExact(phaseSpaceCloud(law), phaseSpaceCloud(symbol), { p: 2 }),
  );
  const rhs = pairs.map(
    ({ law, epsilon }, k) => moved[k].primal + (phaseSpaceCloud(law).dimension / 2) * epsilon,
  );
  return makeCheck({
    statement: '3.4',
    title: 'E_ε(f, OP^T((2πε)^d μ))² ≤ W₂(f, μ)² + dε',
    kind: 'inequality',
    at: pairs.map((_, k) => k + 1),
    atLabel: 'pair',
    lhs: found.map(middle),
    rhs,
    error: found.map((one, k) => squareUncertainty(one) + moved[k].gap + 1e-12 * rhs[k]),
    errorHow: 'width of the certified interval and the duality gap of W₂',
  });
}

const tests = ['test/statements/pseudoDistance.test.ts'];

export const entries: readonly StatementEntry[] = [
  {
    number: '§3.2.2',
    title: 'The pseudo-distance is finite',
    kind: 'inequality',
    notebook: '05',
    section: '§3.2.2: the pseudo-distance',
    checks: [checkFinitePseudoDistance, checkMomentBound],
    tests,
    hypotheses: [],
  },
  {
    number: '3.1',
    title: 'Quantum-to-classical pseudo-distance',
    kind: 'definition',
    notebook: '05',
    section: '§3.2.2: the pseudo-distance',
    checks: [checkPseudoDistance],
    tests,
    hypotheses: [],
  },
  {
    number: '3.2',
    title: 'Triangle inequality',
    kind: 'inequality',
    notebook: '05',
    section: 'Theorem 3.2: the triangle inequality',
    checks: [checkPseudoTriangle],
    tests,
    hypotheses: [],
  },
  {
    number: '3.3',
    title: 'Lower bound by the Husimi function',
    kind: 'inequality',
    notebook: '05',
    section: 'Theorems 3.3 and 3.4: the sandwich',
    checks: [checkHusimiBound],
    tests,
    hypotheses: [],
  },
  {
    number: '3.4',
    title: 'Upper bound for Töplitz operators',
    kind: 'inequality',
    notebook: '05',
    section: 'Theorems 3.3 and 3.4: the sandwich',
    checks: [checkToeplitzBound],
    tests,
    errata: ['B12'],
    hypotheses: [],
  },
];
