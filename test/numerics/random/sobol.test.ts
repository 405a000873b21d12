import {
  createRandom,
  createSobol,
  logLogFit,
  normalCdf,
  type SobolSequence,
} from '../../../lib/numerics/index';
import { sobolReference } from '../references/sobol';
import { kolmogorov, kolmogorovLimit } from './statistics';

function points(sequence: SobolSequence, count: number): Float64Array {
  return sequence.fillUniform(new Float64Array(count * sequence.dimension));
}

/** The largest deviation from equal numbers of points in the boxes of sides 2^{−kₐ}, Σkₐ = m − t, over all such shapes. */
function netDefect(x: Float64Array, d: number, m: number, t: number): number {
  let worst = 0;
  const shapes: number[][] = [];
  const grow = (head: number[], rest: number): void => {
    if (head.length === d - 1) shapes.push([...head, rest]);
    else for (let k = 0; k <= rest; k++) grow([...head, k], rest - k);
  };
  grow([], m - t);
  for (const shape of shapes) {
    const counts = new Int32Array(2 ** (m - t));
    for (let i = 0; i < 2 ** m; i++) {
      let box = 0;
      for (let a = 0; a < d; a++) box = box * 2 ** shape[a] + Math.floor(x[i * d + a] * 2 ** shape[a]);
      counts[box]++;
    }
    for (const count of counts) worst = Math.max(worst, Math.abs(count - 2 ** t));
  }
  return worst;
}

describe('createSobol', () => {
  test('the first points, and points 5 and 1000 in 64 dimensions (SciPy)', () => {
    expect(Array.from(points(createSobol(2), 6))).toEqual([
      0, 0, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75, 0.375, 0.375, 0.875, 0.875,
    ]);
    const x = points(createSobol(64), 1001);
    expect(Array.from(x.subarray(5 * 64, 6 * 64), (v) => v * 2 ** 32)).toEqual(sobolReference.point5);
    expect(Array.from(x.subarray(1000 * 64, 1001 * 64), (v) => v * 2 ** 32)).toEqual(
      sobolReference.point1000,
    );
  });

  test('every coordinate of 2ᵐ points meets each interval of length 2⁻ᵐ once', () => {
    const x = points(createSobol(64), 256);
    for (let a = 0; a < 64; a++) {
      const cells = new Set(Array.from({ length: 256 }, (_, i) => Math.floor(256 * x[i * 64 + a])));
      expect(cells.size).toBe(256);
    }
  });

  // t = Σ(degree − 1) of the primitive polynomials: 0, 0 + 1, 0 + 1 + 2.
  test.each([
    [2, 0, 8],
    [3, 1, 8],
    [4, 3, 8],
  ])('%d dimensions: (%d, m, d)-nets in base 2, m ≤ %d, later blocks and scrambled ones too', (d, t, top) => {
    for (let m = t; m <= top; m++) expect(netDefect(points(createSobol(d), 2 ** m), d, m, t)).toBe(0);
    const later = createSobol(d);
    later.moveTo(3 * 2 ** top);
    expect(netDefect(points(later, 2 ** top), d, top, t)).toBe(0);
    const scramble = createRandom(d);
    expect(netDefect(points(createSobol(d, { scramble }), 2 ** top), d, top, t)).toBe(0);
    // The test can fail: random points are no net.
    expect(netDefect(scramble.fillUniform(new Float64Array(d * 2 ** top)), d, top, t)).toBeGreaterThan(0);
  });

  test('moveTo gives the point that a walk would', () => {
    const walked = points(createSobol(5, { scramble: createRandom(3) }), 3000);
    const sequence = createSobol(5, { scramble: createRandom(3) });
    for (const index of [0, 1, 2, 777, 2999, 1024, 3]) {
      sequence.moveTo(index);
      expect(sequence.index).toBe(index);
      expect(Array.from(points(sequence, 1))).toEqual(Array.from(walked.subarray(5 * index, 5 * index + 5)));
      expect(sequence.index).toBe(index + 1);
    }
    sequence.moveTo(2 ** 32 - 1);
    expect(points(sequence, 1).every((u) => u > 0 && u < 1)).toBe(true);
    expect(() => points(sequence, 1)).toThrow(
      'the sequence has 2^32 points, got a request for 1 more after 4294967296',
    );
  });

  test('an interrupted call leaves the sequence where it was', () => {
    const sequence = createSobol(3);
    sequence.moveTo(5);
    // Writing stops in the middle, as an interrupt would.
    const broken = new Proxy(new Float64Array(30), {
      get: (target, key) => (key === 'length' ? 30 : Reflect.get(target, key, target)),
      set: (target, key, value) => {
        if (Number(key) === 20) throw new Error('interrupted');
        target[Number(key)] = value;
        return true;
      },
    });
    expect(() => sequence.fillUniform(broken)).toThrow('interrupted');
    const whole = points(createSobol(3), 7);
    expect(Array.from(points(sequence, 2))).toEqual(Array.from(whole.subarray(15, 21)));
  });

  test('scrambled: each point is uniform over independent scrambles, none is 0', () => {
    const random = createRandom(4);
    const first = new Float64Array(2000).map(() => {
      const sequence = createSobol(2, { scramble: random });
      sequence.moveTo(9);
      return points(sequence, 1)[1];
    });
    expect(kolmogorov(first)).toBeLessThan(kolmogorovLimit);
    expect(Math.min(...points(createSobol(6, { scramble: random }), 4096))).toBeGreaterThan(0);
  });

  test('rates for e^{x₁+…+x₄}: near 1 plain, near 3/2 scrambled, 1/2 random', () => {
    const d = 4;
    const exact = (Math.E - 1) ** d;
    const mean = (x: Float64Array): number => {
      let sum = 0;
      for (let i = 0; i < x.length; i += d) sum += Math.exp(x[i] + x[i + 1] + x[i + 2] + x[i + 3]);
      return sum / (x.length / d);
    };
    const sizes = [5, 6, 7, 8, 9, 10, 11, 12].map((m) => 2 ** m);
    const random = createRandom(5);
    const rms = (draw: (n: number) => Float64Array, repeats: number): number[] =>
      sizes.map((n) => {
        let square = 0;
        for (let r = 0; r < repeats; r++) square += (mean(draw(n)) - exact) ** 2 / repeats;
        return Math.sqrt(square);
      });
    const slope = (errors: number[]): number => -logLogFit(sizes, errors).slope;
    const plain = slope(rms((n) => points(createSobol(d), n), 1));
    const scrambled = slope(rms((n) => points(createSobol(d, { scramble: random }), n), 30));
    const monteCarlo = slope(rms((n) => random.fillUniform(new Float64Array(n * d)), 30));
    expect(plain).toBeGreaterThan(0.85);
    expect(plain).toBeLessThan(1.25);
    expect(scrambled).toBeGreaterThan(1.25);
    expect(scrambled).toBeLessThan(1.75);
    expect(monteCarlo).toBeGreaterThan(0.35);
    expect(monteCarlo).toBeLessThan(0.65);
  });

  test('fillNormal: Φ of it is the sequence itself; moments beat random ones', () => {
    const n = 4096;
    const normals = createSobol(3, { scramble: createRandom(6) }).fillNormal(new Float64Array(3 * n));
    const uniforms = points(createSobol(3, { scramble: createRandom(6) }), n);
    normals.forEach((z, i) => {
      expect(Math.abs(normalCdf(z) - uniforms[i])).toBeLessThan(1e-15);
    });
    const square = normals.reduce((s, z) => s + z * z, 0) / (3 * n);
    // Random points would give a deviation of √(2/3n) = 0.013.
    expect(Math.abs(square - 1)).toBeLessThan(1e-3);
    expect(createSobol(2).fillNormal(new Float64Array(2)).every(Number.isFinite)).toBe(true);
  });

  test('bad arguments are refused by name', () => {
    expect(() => createSobol(65)).toThrow('dimension must be an integer in [1, 64], got 65');
    expect(() => createSobol(3).fillUniform(new Float64Array(4))).toThrow(
      'out.length must be a multiple of the dimension 3, got 4',
    );
    expect(() => createSobol(3).moveTo(-1)).toThrow('index must be an integer in [0, 4294967295], got -1');
  });
});
