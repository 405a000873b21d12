import {
  absInterval,
  addInterval,
  atanInterval,
  coshInterval,
  cosInterval,
  entire,
  erfInterval,
  expInterval,
  type Interval,
  interval,
  logInterval,
  magnitude,
  mignitude,
  multiplyInterval,
  negateInterval,
  powerInterval,
  reciprocalInterval,
  sinhInterval,
  sinInterval,
  tanhInterval,
  tanInterval,
} from '../../lib/numerics/interval';
import { createRandom } from '../../lib/numerics/random';
import { erf } from '../../lib/numerics/special';

const random = createRandom('interval');
const uniform = (lo: number, hi: number) => lo + (hi - lo) * random.uniform();

/** A float as an exact fraction numerator/2^1100 (all floats are whole multiples of 2^−1074); ∞ as something huge. */
function exactly(x: number): bigint {
  if (Math.abs(x) === Infinity) return BigInt(Math.sign(x)) << 5000n;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const magnitudeOf = mantissa << BigInt(Math.max(exponent, 1) - 1 + 26);
  return bits >> 63n ? -magnitudeOf : magnitudeOf;
}
const unit = exactly(1);

describe('exact arithmetic lies inside', () => {
  const floats = Array.from(
    { length: 400 },
    (_, i) => uniform(-1, 1) * 10 ** uniform(-8, 8) * (i % 7 === 0 ? 1e-300 : 1),
  );

  test('sums, products and reciprocals of floats, against whole-number arithmetic', () => {
    for (let i = 0; i + 1 < floats.length; i++) {
      const [x, y] = [floats[i], floats[i + 1]];
      const s = addInterval(interval(x), interval(y));
      const sum = exactly(x) + exactly(y);
      expect(exactly(s.lo) <= sum && sum <= exactly(s.hi)).toBe(true);
      const p = multiplyInterval(interval(x), interval(y));
      const product = exactly(x) * exactly(y);
      expect(exactly(p.lo) * unit <= product && product <= exactly(p.hi) * unit).toBe(true);
      const q = reciprocalInterval(interval(x));
      const [low, high] = [exactly(q.lo) * exactly(x), exactly(q.hi) * exactly(x)];
      const one = unit * unit;
      expect((low <= one && one <= high) || (high <= one && one <= low)).toBe(true);
    }
  });

  test('and the enclosure is no wider than four units in the last place', () => {
    const { lo, hi } = addInterval(interval(0.1), interval(0.2));
    expect(exactly(lo)).toBeLessThan(exactly(0.1) + exactly(0.2));
    expect(hi - lo).toBeLessThanOrEqual(4 * 2 ** -53 + Number.EPSILON);
  });
});

/** Each function with a range of arguments on which it is defined. */
const functions: [string, (u: Interval) => Interval, (x: number) => number, number, number][] = [
  ['negate', negateInterval, (x) => -x, -9, 9],
  ['abs', absInterval, Math.abs, -3, 3],
  ['exp', expInterval, Math.exp, -20, 20],
  ['log', logInterval, Math.log, 1e-6, 50],
  ['sin', sinInterval, Math.sin, -20, 20],
  ['cos', cosInterval, Math.cos, -20, 20],
  ['tan', tanInterval, Math.tan, -20, 20],
  ['sinh', sinhInterval, Math.sinh, -9, 9],
  ['cosh', coshInterval, Math.cosh, -9, 9],
  ['tanh', tanhInterval, Math.tanh, -9, 9],
  ['atan', atanInterval, Math.atan, -30, 30],
  ['erf', erfInterval, erf, -4, 4],
  ['square', (u) => powerInterval(u, 2), (x) => x * x, -5, 5],
  ['cube', (u) => powerInterval(u, 3), (x) => x ** 3, -5, 5],
  ['inverse cube', (u) => powerInterval(u, -3), (x) => x ** -3, -5, 5],
  ['square root', (u) => powerInterval(u, 0.5), Math.sqrt, 0, 50],
  ['power 2.3', (u) => powerInterval(u, 2.3), (x) => x ** 2.3, 0, 9],
];

describe.each(functions)('%s', (_, enclosed, f, low, high) => {
  const cases = Array.from({ length: 300 }, () => {
    const [a, b] = [uniform(low, high), uniform(low, high)];
    const width = random.uniform() < 0.5 ? 1 : 1e-3;
    const [p, q] = [a, a + width * (b - a)];
    return interval(Math.min(p, q), Math.max(p, q));
  });

  test('contains the values at points of its argument', () => {
    for (const u of cases) {
      const values = Array.from({ length: 21 }, (_v, i) =>
        f(Math.min(u.hi, u.lo + ((u.hi - u.lo) * i) / 20)),
      );
      expect(enclosed(u).lo).toBeLessThanOrEqual(Math.min(...values));
      expect(enclosed(u).hi).toBeGreaterThanOrEqual(Math.max(...values));
    }
  });

  test('is nearly the image: 2000 samples come within a thousandth of its ends where it is bounded', () => {
    for (const u of cases.slice(0, 20)) {
      const image = enclosed(u);
      if (magnitude(image) === Infinity) continue;
      const samples = Array.from({ length: 2001 }, (_s, i) =>
        f(Math.min(u.hi, u.lo + ((u.hi - u.lo) * i) / 2000)),
      );
      // Between samples of a function with slope up to S, an interior extremum is missed by S²·h at most: 1e-3 is ample
      // relative to the range, and erf's fixed widening adds 1e-14.
      const slack = 1e-3 * (image.hi - image.lo) + 1e-13 * (1 + magnitude(image));
      expect(Math.min(...samples) - image.lo).toBeLessThanOrEqual(slack);
      expect(image.hi - Math.max(...samples)).toBeLessThanOrEqual(slack);
    }
  });
});

describe('sums and products of intervals', () => {
  test('contain all sums and products of their points', () => {
    for (let k = 0; k < 500; k++) {
      const [a, b, c, d] = [uniform(-3, 3), uniform(0, 3), uniform(-3, 3), uniform(0, 3)];
      const [u, v] = [interval(a, a + b), interval(c, c + d)];
      const [x, y] = [uniform(u.lo, u.hi), uniform(v.lo, v.hi)];
      const [s, p] = [addInterval(u, v), multiplyInterval(u, v)];
      expect(x + y >= s.lo && x + y <= s.hi).toBe(true);
      expect(x * y >= p.lo && x * y <= p.hi).toBe(true);
    }
  });
});

describe('the edges', () => {
  test('zero times an unbounded interval is zero, and zero sums stay exact', () => {
    expect(multiplyInterval(interval(0), entire)).toEqual({ lo: 0, hi: 0 });
    expect(multiplyInterval(interval(-4, 0), interval(1, Infinity)).hi).toBe(0);
    expect(addInterval(interval(1), interval(-1))).toEqual({ lo: 0, hi: 0 });
  });

  test('reciprocals: half-lines at a zero endpoint, the whole line at a zero inside', () => {
    expect(reciprocalInterval(interval(-1, 2))).toEqual(entire);
    expect(reciprocalInterval(interval(0, 2)).hi).toBe(Infinity);
    expect(reciprocalInterval(interval(0, 2)).lo).toBeCloseTo(0.5, 14);
    expect(reciprocalInterval(interval(-2, 0)).lo).toBe(-Infinity);
    expect(reciprocalInterval(interval(2, Infinity)).lo).toBeLessThanOrEqual(0);
  });

  test('parts outside the domain are left out; nothing inside gives the whole line', () => {
    expect(powerInterval(interval(-1, 4), 0.5).lo).toBe(0);
    expect(powerInterval(interval(-1, 4), 0.5).hi).toBeCloseTo(2, 14);
    expect(powerInterval(interval(-2, -1), 0.5)).toEqual(entire);
    expect(logInterval(interval(-1, 1)).lo).toBe(-Infinity);
    expect(logInterval(interval(-2, -1))).toEqual(entire);
  });

  test('overflow is a finite lower end, underflow keeps its sign', () => {
    expect(expInterval(interval(1000)).lo).toBe(Number.MAX_VALUE);
    expect(expInterval(interval(-1000)).lo).toBe(0);
    expect(expInterval(interval(-1000)).hi).toBeGreaterThan(0);
    expect(multiplyInterval(interval(1e-200), interval(1e-200)).hi).toBeGreaterThan(0);
  });

  test('extrema of sin and cos inside the interval are found', () => {
    expect(cosInterval(interval(-0.1, 0.1)).hi).toBe(1);
    expect(cosInterval(interval(3, 3.3)).lo).toBe(-1);
    expect(sinInterval(interval(1, 2)).hi).toBe(1);
    expect(sinInterval(interval(4, 5)).lo).toBe(-1);
    expect(sinInterval(interval(0, 7))).toEqual({ lo: -1, hi: 1 });
    expect(sinInterval(interval(0, Infinity))).toEqual({ lo: -1, hi: 1 });
    expect(tanInterval(interval(1, 2))).toEqual(entire);
  });

  test('even powers and |u| of an interval around 0 start at 0', () => {
    expect(powerInterval(interval(-2, 1), 2).lo).toBe(0);
    expect(absInterval(interval(-2, 1))).toEqual({ lo: 0, hi: 2 });
    expect([magnitude(interval(-2, 1)), mignitude(interval(-2, 1)), mignitude(interval(-3, -2))]).toEqual([
      2, 0, 2,
    ]);
  });

  test('reversed ends are refused', () => {
    expect(() => interval(2, 1)).toThrow('interval needs lo <= hi, got [2, 1]');
    expect(() => interval(Number.NaN, 1)).toThrow('lo <= hi');
  });
});
