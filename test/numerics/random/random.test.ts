import { createRandom, type Random, restoreRandom } from '../../../lib/numerics/random';
import { exponentialZiggurat, normalZiggurat, type Ziggurat } from '../../../lib/numerics/random/ziggurat';
import { normalCdf } from '../../../lib/numerics/special';
import { chiSquareLimit, chiSquareOf, draws, kolmogorov, kolmogorovLimit, sigmas } from './statistics';

function chiSquare(bin: () => number, bins: number, n: number): number {
  return chiSquareOf(bin, new Float64Array(bins).fill(1 / bins), n);
}

describe('the stream', () => {
  test('equals the published xoshiro128** 1.1 from the state 1, 2, 3, 4', () => {
    const random = restoreRandom([1, 2, 3, 4]);
    const expected = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ];
    expect(expected.map(() => random.bits())).toEqual(expected);
  });

  test('starts from splitmix64 of the seed (values from big-integer arithmetic in another language)', () => {
    const first = (seed: number, n: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: n }, () => random.bits());
    };
    expect(first(0, 4)).toEqual([3737715805, 2584255861, 2876756834, 3286328325]);
    expect(first(42, 4)).toEqual([1776835114, 4165204688, 17111135, 2317295270]);
    expect(first(Number.MAX_SAFE_INTEGER, 2)).toEqual([1233166643, 1287031142]);
  });

  test('equals xoshiro128** in big integers, also through fillUniform', () => {
    const state = [0xdeadbeefn, 0x12345678n, 0x9abcdef0n, 0x0badcafen];
    const word = (n: bigint): bigint => BigInt.asUintN(32, n);
    const rotated = (n: bigint, k: bigint): bigint => word(n << k) | (n >> (32n - k));
    const next = (): bigint => {
      const result = word(rotated(word(state[1] * 5n), 7n) * 9n);
      const t = word(state[1] << 9n);
      state[2] ^= state[0];
      state[3] ^= state[1];
      state[1] ^= state[2];
      state[0] ^= state[3];
      state[2] ^= t;
      state[3] = rotated(state[3], 11n);
      return result;
    };
    const random = restoreRandom(state.map(Number));
    for (let i = 0; i < 1000; i++) expect(random.bits()).toBe(Number(next()));
    const filled = random.fillUniform(new Float64Array(500));
    filled.forEach((value) => {
      expect(value).toBe(Number(((next() >> 5n) << 26n) | (next() >> 6n)) / 2 ** 53);
    });
    expect(random.bits()).toBe(Number(next()));
  });

  test('has kept its first numbers: committed results depend on them', () => {
    const random = createRandom(1);
    expect([random.uniform(), random.normal(), random.integer(1000), random.exponential()]).toEqual([
      0.3946724931250869, -0.35176668625746876, 206, 1.9562600742635021,
    ]);
    expect(random.split().uniform()).toBe(0.33078834080978115);
  });

  test('is the same for the same seed, different for neighbouring seeds and strings', () => {
    const seeds = [1, 2, '1', '2', '', 'a', 'aa', 'b'];
    const heads = seeds.map((seed) => createRandom(seed).fillUniform(new Float64Array(4)).join());
    expect(new Set(heads).size).toBe(seeds.length);
    expect(createRandom('a').fillUniform(new Float64Array(4)).join()).toBe(heads[5]);
  });

  test('uniform is the top 53 bits of two words', () => {
    const words = restoreRandom([1, 2, 3, 4]);
    const random = restoreRandom([1, 2, 3, 4]);
    for (let i = 0; i < 100; i++) {
      const wide = (BigInt(words.bits() >>> 5) << 26n) | BigInt(words.bits() >>> 6);
      expect(random.uniform()).toBe(Number(wide) / 2 ** 53);
    }
  });
});

describe('split', () => {
  test('gives children that depend on the seed and their number only', () => {
    const a = createRandom(5);
    const b = createRandom(5);
    b.fillNormal(new Float64Array(100));
    a.split();
    b.split();
    const childA = a.split();
    const childB = b.split();
    expect(childA.bits()).toBe(childB.bits());
  });

  test('gives different streams in a whole tree of children, and leaves the parent unmoved', () => {
    const root = createRandom(5);
    const untouched = createRandom(5);
    const heads = new Set<number>();
    const grow = (node: Random, depth: number): void => {
      heads.add(node.uniform());
      for (let k = 0; depth > 0 && k < 6; k++) grow(node.split(), depth - 1);
    };
    grow(root, 4);
    expect(heads.size).toBe(1 + 6 + 36 + 216 + 1296);
    untouched.uniform();
    expect(root.bits()).toBe(untouched.bits());
  });

  test('gives children uncorrelated with the parent and with each other', () => {
    const n = 1e5;
    const parent = createRandom(8);
    const streams = [parent, parent.split(), parent.split()].map((random) =>
      random.fillNormal(new Float64Array(n)),
    );
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      const correlation = streams[i].reduce((sum, value, k) => sum + value * streams[j][k], 0) / n;
      expect(Math.abs(correlation)).toBeLessThan(sigmas / Math.sqrt(n));
    }
  });
});

describe('uniform, exponential, integer', () => {
  test('uniform: Kolmogorov–Smirnov, moments and lag correlation of 1e5 draws', () => {
    const n = 1e5;
    const u = createRandom(1).fillUniform(new Float64Array(n));
    expect(kolmogorov(u)).toBeLessThan(kolmogorovLimit);
    const mean = u.reduce((sum, value) => sum + value, 0) / n;
    const square = u.reduce((sum, value) => sum + value * value, 0) / n;
    let lag = 0;
    for (let i = 1; i < n; i++) lag += (12 * (u[i] - 0.5) * (u[i - 1] - 0.5)) / n;
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(sigmas * Math.sqrt(1 / 12 / n));
    expect(Math.abs(square - 1 / 3)).toBeLessThan(sigmas * Math.sqrt(4 / 45 / n));
    expect(Math.abs(lag)).toBeLessThan(sigmas / Math.sqrt(n));
  });

  test('uniform: as many ascents and runs as there should be in 2e5 draws', () => {
    const n = 2e5;
    const u = createRandom(14).fillUniform(new Float64Array(n));
    // Runs up and down: mean (2n − 1)/3, variance (16n − 29)/90; runs above and below 1/2: mean n/2 + 1/2, variance (n − 1)/4.
    let upDown = 1;
    let sides = 1;
    for (let i = 1; i < n; i++) {
      if (i > 1 && u[i] > u[i - 1] !== u[i - 1] > u[i - 2]) upDown++;
      if (u[i] < 0.5 !== u[i - 1] < 0.5) sides++;
    }
    expect(Math.abs(upDown - (2 * n - 1) / 3)).toBeLessThan(sigmas * Math.sqrt((16 * n - 29) / 90));
    expect(Math.abs(sides - (n + 1) / 2)).toBeLessThan(sigmas * Math.sqrt((n - 1) / 4));
  });

  test('uniform: chi-square over 1000 bins and of pairs over 32 × 32 squares', () => {
    const random = createRandom(2);
    expect(chiSquare(() => Math.floor(1000 * random.uniform()), 1000, 1e5)).toBeLessThan(chiSquareLimit(999));
    const square = (): number => 32 * Math.floor(32 * random.uniform()) + Math.floor(32 * random.uniform());
    expect(chiSquare(square, 1024, 1e5)).toBeLessThan(chiSquareLimit(1023));
  });

  test('exponential: Kolmogorov–Smirnov of 1e5 draws', () => {
    const random = createRandom(3);
    expect(kolmogorov(draws(1e5, () => -Math.expm1(-random.exponential())))).toBeLessThan(kolmogorovLimit);
  });

  test('integer: chi-square, and no bias where 2³² mod n is largest', () => {
    const random = createRandom(4);
    expect(chiSquare(() => random.integer(60), 60, 1e5)).toBeLessThan(chiSquareLimit(59));
    // For n = 3·2³⁰ a plain remainder would hit the lowest third with probability 1/2 instead of 1/3.
    const n = 3 * 2 ** 30;
    const low =
      draws(1e4, () => (random.integer(n) < n / 3 ? 1 : 0)).reduce((sum, hit) => sum + hit, 0) / 1e4;
    expect(Math.abs(low - 1 / 3)).toBeLessThan(sigmas * Math.sqrt(2 / 9 / 1e4));
    expect(random.integer(1)).toBe(0);
  });
});

describe('normal', () => {
  test('Kolmogorov–Smirnov of 1e5 draws', () => {
    const random = createRandom(6);
    expect(kolmogorov(draws(1e5, () => normalCdf(random.normal())))).toBeLessThan(kolmogorovLimit);
  });

  test('chi-square of 4e5 draws over 1000 cells of equal probability', () => {
    const random = createRandom(7);
    const cell = (): number => Math.floor(1000 * normalCdf(random.normal()));
    expect(chiSquare(cell, 1000, 4e5)).toBeLessThan(chiSquareLimit(999));
  });

  test('moments of orders 1 to 6 and lag correlation of 3e5 draws', () => {
    const n = 3e5;
    const x = createRandom(8).fillNormal(new Float64Array(n));
    // E X^{2k} = (2k−1)!!, hence the exact moments and their variances.
    const even = [1, 1, 3, 15, 105, 945, 10395];
    for (let k = 1; k <= 6; k++) {
      const moment = x.reduce((sum, value) => sum + value ** k, 0) / n;
      const exact = k % 2 ? 0 : even[k / 2];
      expect(Math.abs(moment - exact)).toBeLessThan(sigmas * Math.sqrt((even[k] - exact * exact) / n));
    }
    let lag = 0;
    for (let i = 1; i < n; i++) lag += (x[i] * x[i - 1]) / n;
    expect(Math.abs(lag)).toBeLessThan(sigmas / Math.sqrt(n));
  });

  /** The methods of a generator whose first words are dictated; the real stream follows. */
  function dictated(words: number[], random: Random): Random {
    const bits = (): number => words.shift() ?? random.bits();
    return Object.assign(Object.create(Object.getPrototypeOf(random)), { bits });
  }

  /** The two words that make a ziggurat look at the point `fraction` of the way along a layer, on the positive side. */
  function aimedAt(layer: number, fraction: number): [number, number] {
    const top = Math.floor(fraction * 2 ** 23);
    return [top * 512 + layer, 4 * Math.floor((fraction * 2 ** 23 - top) * 2 ** 30)];
  }

  const laws: [string, Ziggurat, (random: Random) => number, (x: number) => number][] = [
    ['normal', normalZiggurat, (random) => random.normal(), (x) => Math.exp((-x * x) / 2)],
    ['exponential', exponentialZiggurat, (random) => random.exponential(), (x) => Math.exp(-x)],
  ];

  test.each(laws)(
    '%s: wedges of the ziggurat are accepted exactly below the curve',
    (_, table, draw, density) => {
      const { edge, height } = table;
      const random = createRandom(10);
      const accepted = [0, 0];
      for (let layer = 1; layer < 256; layer++) {
        for (let k = 0; k < 40; k++) {
          const fraction =
            (edge[layer + 1] + random.uniform() * (edge[layer] - edge[layer + 1])) / edge[layer];
          const rise = Math.floor(random.uniform() * 2 ** 27);
          // After a refusal the words 1, 0 give the value 0.
          const value = draw(dictated([...aimedAt(layer, fraction), rise * 32, 0, 1, 0], random));
          const below =
            height[layer] + (rise / 2 ** 27) * (height[layer + 1] - height[layer]) <
            density(fraction * edge[layer]);
          expect(value).toBeCloseTo(below ? fraction * edge[layer] : 0, 12);
          accepted[below ? 1 : 0]++;
        }
      }
      expect(Math.min(...accepted)).toBeGreaterThan(3000);
    },
  );

  test('exponential: layers of equal area that close at the top, the tail starts again', () => {
    const { edge, height, tailStart } = exponentialZiggurat;
    const area = (tailStart + 1) * Math.exp(-tailStart);
    expect(Math.abs(edge[0] * height[1] - area)).toBeLessThan(1e-17);
    for (let i = 1; i < 256; i++) {
      expect(Math.abs(edge[i] * (height[i + 1] - height[i]) - area)).toBeLessThan(1e-14);
      expect(Math.abs(Math.exp(-edge[i]) - height[i])).toBeLessThan(1e-15);
    }
    const random = createRandom(12);
    const tail = draws(1e5, () => Math.exp(tailStart - dictated(aimedAt(0, 0.99999), random).exponential()));
    expect(tail.every((u) => u <= 1)).toBe(true);
    expect(kolmogorov(tail)).toBeLessThan(kolmogorovLimit);
  });

  test('exponential: mass beyond the ziggurat, moments of 1e6 draws', () => {
    const n = 1e6;
    const x = createRandom(13).fillExponential(new Float64Array(n));
    const mass = Math.exp(-exponentialZiggurat.tailStart);
    const beyond = x.reduce((count, value) => count + (value > exponentialZiggurat.tailStart ? 1 : 0), 0);
    expect(Math.abs(beyond - n * mass)).toBeLessThan(sigmas * Math.sqrt(n * mass));
    // E Xᵏ = k!
    const moments = [1, 1, 2, 6, 24, 120, 720];
    for (let k = 1; k <= 3; k++) {
      const moment = x.reduce((sum, value) => sum + value ** k, 0) / n;
      expect(Math.abs(moment - moments[k])).toBeLessThan(
        sigmas * Math.sqrt((moments[2 * k] - moments[k] ** 2) / n),
      );
    }
  });

  test('the layers have equal area and close at the top', () => {
    const { edge, height, tailStart } = normalZiggurat;
    const area =
      Math.sqrt(2 * Math.PI) * normalCdf(-tailStart) + tailStart * Math.exp((-tailStart * tailStart) / 2);
    expect(Math.abs(edge[0] * height[1] - area)).toBeLessThan(1e-16);
    // 255 steps from the tail to the top, each magnifying the rounding of the one before a little.
    for (let i = 1; i < 256; i++)
      expect(Math.abs(edge[i] * (height[i + 1] - height[i]) - area)).toBeLessThan(1e-14);
    for (let i = 1; i < 256; i++)
      expect(Math.abs(Math.exp((-edge[i] * edge[i]) / 2) - height[i])).toBeLessThan(1e-15);
  });

  test('the tail beyond the ziggurat has the right mass and law', () => {
    const { tailStart } = normalZiggurat;
    const mass = 2 * normalCdf(-tailStart);
    const n = 5e5;
    const random = createRandom(9);
    const beyond = draws(n, () => (Math.abs(random.normal()) > tailStart ? 1 : 0)).reduce(
      (sum, hit) => sum + hit,
      0,
    );
    expect(Math.abs(beyond - n * mass)).toBeLessThan(sigmas * Math.sqrt(n * mass));
    const tail = draws(1e5, () => (2 * normalCdf(-dictated(aimedAt(0, 0.9999), random).normal())) / mass);
    expect(kolmogorov(tail)).toBeLessThan(kolmogorovLimit);
  });
});

test('bad seeds, states and ranges are refused by name', () => {
  expect(() => createRandom(-1)).toThrow('seed must be an integer >= 0, got -1');
  expect(() => createRandom(0.5)).toThrow('seed must be an integer >= 0, got 0.5');
  expect(() => createRandom(undefined as unknown as number)).toThrow(
    'seed must be an integer >= 0 or a string, got undefined',
  );
  expect(() => createRandom(1).integer(0)).toThrow('n must be an integer in [1, 4294967296], got 0');
  expect(() => restoreRandom([0, 0, 0, 0])).toThrow('state must not be all zero, got 0, 0, 0, 0');
  expect(() => restoreRandom([1, 2, 3])).toThrow('state must have length 4, got length 3');
  expect(() => restoreRandom([1, 2, 3, -4])).toThrow(
    'state[3] must be an integer in [0, 4294967295], got -4',
  );
});
