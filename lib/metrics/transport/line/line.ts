import { positive } from '../../../numerics/guards';
import { sortedOrder } from '../../../numerics/sorting';
import { checkedPair, type WeightedCloud } from '../cloud';
import { certified } from '../duality';
import { checkedExponent, costFunction, largestCostBound, powerFunction } from '../ground';
import { integerMasses } from '../masses';
import { gathered } from '../orders';
import type { Cloud, TransportResult } from '../types';
import {
  PairList,
  type Slope,
  type StaircaseStart,
  slopeInto,
  type UnrolledCost,
  walkStaircase,
} from './staircase';

export interface Transport1DOptions {
  /** Exponent of the cost, any real p ≥ 1; 1 by default. */
  readonly p?: number;
  /** Length of the circle on which points live (geodesic distance); absent means the line. */
  readonly period?: number;
}

/**
 * Exact optimal transport in d = 1, in O((n+m) log(n+m)) for any p ≥ 1 and any weights, with potentials.
 *
 * On the line the monotone coupling is optimal: dist_MK,p^p = ∫₀¹|F⁻¹(t) − G⁻¹(t)|ᵖ dt. On a circle the optimal
 * coupling is monotone on the unrolled circle: the minimum over θ of ∫₀¹|F⁻¹(t) − G⁻¹(t+θ)|ᵖ dt, convex and piecewise
 * linear in θ (Delon, Salomon & Sobolevskii, SIAM J. Appl. Math. 70, 2010). θ is found exactly by bisection on the
 * integers; for p = 1 it is a weighted median of F − G. `iterations` counts the walks through the points.
 * @throws RangeError unless both clouds have dimension 1, and when costs overflow.
 */
export function transport1D(mu: Cloud, nu: Cloud, options: Transport1DOptions = {}): TransportResult {
  const [first, second] = checkedPair(mu, nu);
  if (first.dimension !== 1) throw new RangeError(`mu.dimension must be 1, got ${first.dimension}`);
  const p = checkedExponent(options.p ?? 1);
  const period = options.period === undefined ? undefined : positive('period', options.period);
  if (period === undefined) largestCostBound(first, second, p);
  const masses = integerMasses(first.weights, second.weights);
  const x = sorted(first, masses.first, period);
  const y = sorted(second, masses.second, period);
  const solution = period === undefined ? onLine(x, y, p) : onCircle(x, y, p, period);
  const plan = solution.pairs.plan(x.order, y.order, masses.total);
  const ground = period === undefined ? 'euclidean' : 'circle';
  const cost = costFunction(first, second, p, ground, period);
  const { phi, psi } = solution;
  completePotentials(phi, psi, cost);
  return certified(first, second, cost, {
    p,
    ground,
    period,
    plan,
    // On a circle the cost is summed up again, from the geodesic distances.
    primal: period === undefined ? solution.cost / masses.total : undefined,
    phi,
    psi,
    status: 'optimal',
    iterations: solution.walks,
  });
}

interface SortedAtoms {
  /** Atoms given, and those that take part, sorted. */
  readonly count: number;
  readonly order: Int32Array;
  readonly points: Float64Array;
  readonly masses: Float64Array;
}

interface SortedSolution {
  readonly pairs: PairList;
  /** Potentials in the order given, NaN where an atom took no part. */
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  /** Σ mass·cost over the pairs. */
  readonly cost: number;
  readonly walks: number;
}

/** On a circle only atoms with mass take part: the others have no place on a walk that closes. */
function sorted(cloud: WeightedCloud, masses: Float64Array, period?: number): SortedAtoms {
  const place =
    period === undefined ? cloud.points : cloud.points.map((t) => t - period * Math.floor(t / period));
  const all = sortedOrder(place);
  const order = period === undefined ? all : all.filter((k) => masses[k] > 0);
  return { count: cloud.count, order, points: gathered(place, order), masses: gathered(masses, order) };
}

/** The potentials of atoms without mass: as large as those of the others allow. */
function completePotentials(
  phi: Float64Array,
  psi: Float64Array,
  cost: (i: number, j: number) => number,
): void {
  const complete = (
    values: Float64Array,
    others: Float64Array,
    c: (k: number, l: number) => number,
  ): void => {
    for (let k = 0; k < values.length; k++) {
      if (!Number.isNaN(values[k])) continue;
      let least = Number.POSITIVE_INFINITY;
      for (let l = 0; l < others.length; l++)
        if (!Number.isNaN(others[l])) least = Math.min(least, c(k, l) - others[l]);
      values[k] = least;
    }
  };
  complete(phi, psi, cost);
  complete(psi, phi, (j, i) => cost(i, j));
}

function onLine(x: SortedAtoms, y: SortedAtoms, p: number): SortedSolution {
  const power = powerFunction(p);
  const cost: UnrolledCost = (i, j) => power(Math.abs(x.points[i] - y.points[j]));
  return { ...potentialsOfWalk(x, y, cost, 0.5), walks: 1 };
}

function onCircle(x: SortedAtoms, y: SortedAtoms, p: number, period: number): SortedSolution {
  const n = x.points.length;
  const m = y.points.length;
  const power = powerFunction(p);
  const cost: UnrolledCost = (i, j) => {
    const turns = Math.floor(j / m);
    const xi = i < n ? x.points[i] : x.points[0] + period;
    return power(Math.abs(xi - y.points[j - turns * m] - turns * period));
  };
  const startAt = starts(y.masses);
  const slopes = (theta: number): Slope => totalSlope(x, y, cost, startAt(theta));
  const total = y.masses.reduce((sum, mass) => sum + mass, 0);
  // The cost falls for θ < −1 and grows for θ > 1: there every y lies beyond all x.
  let below = -total - 1;
  let theta = total;
  let walks = 1;
  while (theta - below > 1) {
    const middle = Math.floor((below + theta) / 2);
    if (slopes(middle).high >= 0) theta = middle;
    else below = middle;
    walks++;
  }
  // Once around, the increments of ψ must add up to 0: low ≤ 0 ≤ high at the optimal θ.
  const { low, high } = slopes(theta);
  const share = high > low ? Math.min(1, Math.max(0, -low / (high - low))) : 0;
  return { ...potentialsOfWalk(x, y, cost, share, startAt(theta)), walks: walks + 1 };
}

/** θ (an integer mass, any sign) ↦ the unrolled atom j in which t = θ lies, and how much of j lies before it. */
function starts(masses: Float64Array): (theta: number) => StaircaseStart {
  const m = masses.length;
  const cumulated = new Float64Array(m + 1);
  for (let j = 0; j < m; j++) cumulated[j + 1] = cumulated[j] + masses[j];
  const total = cumulated[m];
  return (theta) => {
    const turns = Math.floor(theta / total);
    const rest = theta - turns * total;
    let j = 0;
    let end = m;
    while (end - j > 1) {
      const middle = (j + end) >> 1;
      if (cumulated[middle] <= rest) j = middle;
      else end = middle;
    }
    return { j: j + turns * m, used: rest - cumulated[j] };
  };
}

/** Left and right derivative of the cost with respect to θ: the least and largest sum of increments of ψ. */
function totalSlope(x: SortedAtoms, y: SortedAtoms, cost: UnrolledCost, start: StaircaseStart): Slope {
  const slope: Slope = { low: 0, high: 0 };
  const sum: Slope = { low: 0, high: 0 };
  walkStaircase(
    x.masses,
    y.masses,
    (i, j, _mass, nextI, nextJ) => {
      if (nextJ === j) return;
      slopeInto(cost, i, j, nextI, slope);
      sum.low += slope.low;
      sum.high += slope.high;
    },
    start,
  );
  return sum;
}

/** Pairs and potentials of a walk; at corners ψ rises by low + share·(high − low). */
function potentialsOfWalk(
  x: SortedAtoms,
  y: SortedAtoms,
  cost: UnrolledCost,
  share: number,
  start?: StaircaseStart,
): Omit<SortedSolution, 'walks'> {
  const n = x.points.length;
  const m = y.points.length;
  const pairs = new PairList(n + m + 1); // each step of a walk, once around, adds an atom
  const phi = new Float64Array(x.count).fill(Number.NaN);
  const psi = new Float64Array(y.count).fill(Number.NaN);
  const slope: Slope = { low: 0, high: 0 };
  let height = 0;
  let total = 0;
  walkStaircase(
    x.masses,
    y.masses,
    (i, j, mass, nextI, nextJ) => {
      const k = j >= 0 && j < m ? j : j - m * Math.floor(j / m);
      const here = cost(i, j);
      pairs.add(i < n ? i : i - n, k, mass);
      total += mass * here;
      psi[y.order[k]] = height;
      if (i < n) phi[x.order[i]] = here - height;
      if (nextJ === j) return;
      slopeInto(cost, i, j, nextI, slope);
      height += slope.low + share * (slope.high - slope.low);
    },
    start,
  );
  return { pairs, phi, psi, cost: total };
}
