import { gathered } from '../orders';
import type { TransportPlan } from '../types';
import { coupleRest, missing, reductions } from './certificate';

/** 16 bytes each. */
const LARGEST_PLAN = 5e7;
/** Entries below this part of their row's share of a column are left out before the rounding, which makes up for them. */
const NEGLIGIBLE = 1e-18;

export interface EntropicPlanData {
  readonly f: Float64Array;
  readonly g: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly epsilon: number;
  readonly cost: (i: number, j: number) => number;
  /** The order in which the certificate was made: what is missing is coupled in it. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** The plan exp((f_i + g_j − c_ij)/ε)·a_i·b_j, rounded to a coupling as in `certify`. */
export function entropicPlan(data: EntropicPlanData): TransportPlan {
  const { a, b, rows: first, columns: second } = data;
  const { source, target, mass } = entries(data);
  scaleDown(a, source, mass);
  scaleDown(b, target, mass);
  const [rows, columns] = [sums(a.length, source, mass), sums(b.length, target, mass)];
  const rest = coupleRest(gathered(missing(a, rows), first), gathered(missing(b, columns), second));
  return {
    source: joined(
      Int32Array,
      source,
      rest.source.map((i) => first[i]),
    ),
    target: joined(
      Int32Array,
      target,
      rest.target.map((j) => second[j]),
    ),
    mass: joined(Float64Array, mass, rest.mass),
  };
}

function entries({ f, g, a, b, epsilon, cost }: EntropicPlanData): TransportPlan {
  const [n, m] = [f.length, g.length];
  const { exp } = Math;
  const weight = (i: number, j: number): number => exp((f[i] + g[j] - cost(i, j)) / epsilon) * b[j];
  const least = NEGLIGIBLE / m;
  let count = 0;
  for (let i = 0; i < n; i++) if (a[i] > 0) for (let j = 0; j < m; j++) if (weight(i, j) > least) count++;
  if (count > LARGEST_PLAN)
    throw new RangeError(
      `the plan must have at most ${LARGEST_PLAN} entries, got ${count} (${Math.ceil((16 * count) / 2 ** 20)} MiB): ` +
        'take a smaller epsilon or fewer points',
    );
  const plan = {
    source: new Int32Array(count),
    target: new Int32Array(count),
    mass: new Float64Array(count),
  };
  let k = 0;
  for (let i = 0; i < n; i++) {
    if (a[i] === 0) continue;
    for (let j = 0; j < m; j++) {
      const share = weight(i, j);
      if (!(share > least)) continue;
      plan.source[k] = i;
      plan.target[k] = j;
      plan.mass[k++] = a[i] * share;
    }
  }
  return plan;
}

function sums(count: number, place: Int32Array, mass: Float64Array): Float64Array {
  const out = new Float64Array(count);
  for (let k = 0; k < mass.length; k++) out[place[k]] += mass[k];
  return out;
}

function scaleDown(masses: Float64Array, place: Int32Array, mass: Float64Array): void {
  const factors = reductions(sums(masses.length, place, mass), masses);
  for (let k = 0; k < mass.length; k++) mass[k] *= factors[place[k]];
}

function joined<A extends Int32Array | Float64Array>(
  make: new (length: number) => A,
  first: A,
  second: number[],
): A {
  const out = new make(first.length + second.length);
  out.set(first);
  out.set(second, first.length);
  return out;
}
