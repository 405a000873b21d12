import {
  type Cloud,
  kantorovichRubinsteinPotential,
  marginalDefect,
  type TransportPlan,
  type TransportResult,
  transportExact,
} from '../metrics/transport';
import { integerIn, positive } from '../numerics/guards';
import type { Check, StatementEntry } from './types';
import { makeCheck, short } from './verdict';

/**
 * Definition 1.3: a measure is a coupling when testing it with φ(x)+ψ(y) gives ∫φdμ+∫ψdν; for atoms, when its marginals fit (a negative mass is refused).
 * @example
 * checkCoupling(transportExact(a, b).plan, a, b)
 */
export function checkCoupling(plan: TransportPlan, mu: Cloud, nu: Cloud, title?: string): Check {
  const defect = marginalDefect(plan, mu, nu);
  return makeCheck({
    statement: '1.3',
    title:
      title ?? `coupling of ${mu.points.length / mu.dimension} and ${nu.points.length / nu.dimension} atoms`,
    kind: 'definition',
    at: [plan.mass.length],
    atLabel: 'pairs',
    lhs: [defect],
    rhs: [1e-12],
    error: 0,
    errorHow: 'masses are compared exactly; 1e−12 allows for their rounding',
    note: defect > 1e-12 ? `the mass of an atom is off by ${short(defect)}` : '',
  });
}

/** Euclidean length of point i to the power p. */
function power(points: Float64Array, i: number, d: number, p: number): number {
  let sum = 0;
  for (let a = i * d; a < (i + 1) * d; a++) sum += points[a] * points[a];
  return sum ** (p / 2);
}

/**
 * The exercise below Definition 1.3: couplings of measures with moments of order p have them too,
 * ∫(|x|²+|y|²)^{p/2}dπ ≤ max(1, 2^{p/2−1})·(∫|x|ᵖdμ + ∫|y|ᵖdν), whatever the coupling.
 * @example
 * checkCouplingMoments([transportExact(a, b).plan, productCoupling(a, b)], a, b, 2)
 */
export function checkCouplingMoments(
  plans: readonly TransportPlan[],
  mu: Cloud,
  nu: Cloud,
  p: number,
): Check {
  positive('p', p);
  const d = mu.dimension;
  const weight = (c: Cloud, i: number): number => c.weights?.[i] ?? d / c.points.length;
  const moment = (c: Cloud): number => {
    let sum = 0;
    for (let i = 0; i < c.points.length / d; i++) sum += weight(c, i) * power(c.points, i, d, p);
    return sum;
  };
  const bound = Math.max(1, 2 ** (p / 2 - 1)) * (moment(mu) + moment(nu));
  const joint = plans.map((plan) => {
    let sum = 0;
    for (let k = 0; k < plan.mass.length; k++) {
      const square = power(mu.points, plan.source[k], d, 2) + power(nu.points, plan.target[k], d, 2);
      sum += plan.mass[k] * square ** (p / 2);
    }
    return sum;
  });
  return makeCheck({
    statement: '1.3',
    title: `moments of order p = ${p} of ${plans.length} couplings`,
    kind: 'inequality',
    at: plans.map((_, k) => k + 1),
    atLabel: 'coupling',
    lhs: joint,
    rhs: joint.map(() => bound),
    error: joint.map((v) => 1e-12 * v),
    errorHow: 'rounding of the sums',
  });
}

/**
 * Definition 1.4: what a distance must satisfy, on three given clouds: W(μ,μ) = 0, symmetry (two entries) and the triangle
 * inequality, for dist_MK,p itself (not its p-th power).
 * @example
 * checkWassersteinAxioms([a, b, c], 1)
 */
export function checkWassersteinAxioms(clouds: readonly [Cloud, Cloud, Cloud], p: number): Check {
  const [a, b, c] = clouds;
  const w = (x: Cloud, y: Cloud): TransportResult => transportExact(x, y, { p });
  const [ab, ba, bc, ac, aa] = [w(a, b), w(b, a), w(b, c), w(a, c), w(a, a)];
  const gap = (...results: TransportResult[]): number =>
    results.reduce((sum, r) => sum + Math.max(0, r.distance - r.lower), 0);
  const size = ab.distance + bc.distance;
  return makeCheck({
    statement: '1.4',
    title: `dist_MK,${p} is a distance`,
    kind: 'definition',
    at: [1, 2, 3],
    atLabel: 'axiom',
    // W(μ,μ) vanishes and W is symmetric up to rounding (p-th roots of 1e−16 are not small).
    lhs: [aa.distance, Math.abs(ab.distance - ba.distance), ac.distance],
    rhs: [size * 1e-15 ** (1 / p), 1e-12 * size + gap(ab, ba), size],
    error: [0, 0, gap(ab, bc, ac)],
    errorHow: 'duality gaps of the distances in the triangle inequality',
    note: `W(μ,ν) = ${short(ab.distance)}, W(ν,μ) = ${short(ba.distance)}; W(μ,κ) = ${short(ac.distance)} ≤ ${short(size)}`,
  });
}

/**
 * §1.5, Monge–Kantorovich duality: the cheapest plan costs as much as the best pair of potentials earns.
 * @example
 * checkDuality(transportExact(a, b, { p: 2 }))
 */
export function checkDuality(result: TransportResult): Check {
  return makeCheck({
    statement: '§1.5 duality',
    title: `Monge–Kantorovich duality, p = ${result.p}`,
    kind: 'identity',
    at: [result.p],
    atLabel: 'p',
    lhs: [result.primal],
    rhs: [result.dual],
    error: Math.max(1e-9 * Math.abs(result.primal), result.status === 'optimal' ? 0 : Math.abs(result.gap)),
    certain: result.status === 'optimal',
    errorHow: 'both sides are sums over atoms; 1e−9 of the cost is what the solver promises',
  });
}

/**
 * §1.5, Kantorovich–Rubinstein: for p = 1 one 1-Lipschitz function φ on the whole space does it,
 * dist_MK,1(μ,ν) = ∫φdμ − ∫φdν.
 * @example
 * checkKantorovichRubinstein(transportExact(a, b, { p: 1 }), a, b)
 */
export function checkKantorovichRubinstein(result: TransportResult, mu: Cloud, nu: Cloud): Check {
  const { attained } = kantorovichRubinsteinPotential(result, mu, nu);
  return makeCheck({
    statement: '§1.5 Kantorovich–Rubinstein',
    title: 'one 1-Lipschitz function attains the distance',
    kind: 'identity',
    at: [1],
    atLabel: 'p',
    lhs: [result.distance],
    rhs: [attained],
    error: 1e-9 * result.distance,
    certain: result.status === 'optimal',
    errorHow:
      'the potential is 1-Lipschitz by construction; 1e−9 of the distance is what the solver promises',
  });
}

/**
 * §1.7: weak convergence alone does not give dist_MK,1 → 0. For μ_n = (1−1/n)δ₀ + (1/n)δ_n every bounded continuous
 * function has ∫φdμ_n → φ(0), yet dist_MK,1(μ_n, δ₀) = 1 for all n, because the first moment does not converge to 0.
 * @example
 * checkEscapingMass([10, 100, 1000])
 */
export function checkEscapingMass(sizes: readonly number[]): Check {
  const origin: Cloud = { points: new Float64Array(1), dimension: 1 };
  for (const n of sizes) integerIn('sizes[i]', n, 2, 1_000_000_000);
  const distances = sizes.map((n) => {
    const escaping: Cloud = {
      points: Float64Array.of(0, n),
      dimension: 1,
      weights: Float64Array.of(1 - 1 / n, 1 / n),
    };
    return transportExact(escaping, origin).distance;
  });
  return makeCheck({
    statement: '§1.7 weak convergence',
    title: 'W₁((1−1/n)δ₀ + (1/n)δ_n, δ₀) = 1',
    kind: 'identity',
    at: sizes,
    atLabel: 'n',
    lhs: distances,
    rhs: sizes.map(() => 1),
    error: sizes.map((n) => 4e-16 * (n + 10)),
    errorHow: 'a mass is known to 2e−16, and is moved by n',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '1.3',
    title: 'Couplings of probability measures',
    kind: 'definition',
    notebook: '01',
    section: 'Definition 1.3: couplings',
    checks: [checkCoupling, checkCouplingMoments],
    tests: ['test/statements/couplings.test.ts'],
    errata: ['B19'],
    hypotheses: [],
  },
  {
    number: '1.4',
    title: 'Monge–Kantorovich (Wasserstein) distances',
    kind: 'definition',
    notebook: '01',
    section: 'Definition 1.4: the distance dist_MK,p',
    checks: [checkWassersteinAxioms],
    tests: ['test/statements/couplings.test.ts'],
    hypotheses: [],
  },
  {
    number: '§1.5 duality',
    title: 'Monge–Kantorovich duality',
    kind: 'identity',
    notebook: '01',
    section: '§1.5: duality, a certificate for every distance',
    checks: [checkDuality],
    tests: ['test/statements/couplings.test.ts'],
    hypotheses: [],
  },
  {
    number: '§1.5 Kantorovich–Rubinstein',
    title: 'Kantorovich–Rubinstein formula',
    kind: 'identity',
    notebook: '01',
    section: '§1.5: duality, a certificate for every distance',
    checks: [checkKantorovichRubinstein],
    tests: ['test/statements/couplings.test.ts'],
    hypotheses: [],
  },
  {
    number: '§1.7 weak convergence',
    title: 'dist_MK,1 metrises weak convergence with first moments',
    kind: 'identity',
    notebook: '01',
    section: '§1.7: weak convergence is not enough',
    checks: [checkEscapingMass],
    tests: ['test/statements/couplings.test.ts'],
    hypotheses: [],
  },
];
