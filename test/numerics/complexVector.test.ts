import { normalised, probabilities } from '../../lib/index';
import { distance, inner, kron, norm, normalise } from '../../lib/numerics/complexVector';
import { createRandom, multiplyMatrices, projector } from '../../lib/numerics/index';

const random = createRandom(5);
const vector = (length: number): Float64Array => random.fillNormal(new Float64Array(2 * length));

describe('complex vectors', () => {
  it('have a norm where squares overflow or vanish', () => {
    // (3, 4i)·s has norm 5s; a power of two scales without rounding.
    for (const s of [1, 2 ** 700, 2 ** -700, 2 ** 1020, 2 ** -1060])
      expect(norm(Float64Array.of(3 * s, 0, 0, 4 * s))).toBe(5 * s);
    expect(norm(new Float64Array(4))).toBe(0);
    const x = vector(40);
    expect(norm(x)).toBeCloseTo(Math.hypot(...x), 13);
  });

  it('are normalised in place, whatever their size; the zero vector is refused by name', () => {
    for (const s of [1, 1e200, 1e-200, 5e-324, 1.7e308]) {
      const x = Float64Array.of(s, 0, 0, -s);
      expect(normalise('x', x)).toBe(x);
      expect(x[0]).toBeCloseTo(Math.SQRT1_2, 15);
      expect(x[3]).toBeCloseTo(-Math.SQRT1_2, 15);
    }
    expect(() => normalise('phi', new Float64Array(4))).toThrow('phi must not vanish');
  });

  it('have an inner product that is antilinear in the first and belongs to the norm', () => {
    // ⟨(i, 1)|(1, i)⟩ = −i + i = 0; ⟨(i, 0)|(1, 0)⟩ = −i.
    expect(inner(Float64Array.of(0, 1, 1, 0), Float64Array.of(1, 0, 0, 1))).toEqual([0, 0]);
    expect(inner(Float64Array.of(0, 1), Float64Array.of(1, 0))).toEqual([0, -1]);
    const [x, y] = [vector(6), vector(6)];
    expect(inner(x, x)[0]).toBeCloseTo(norm(x) ** 2, 12);
    expect(distance(x, y) ** 2).toBeCloseTo(norm(x) ** 2 + norm(y) ** 2 - 2 * inner(x, y)[0], 12);
  });

  it('have products whose first factor runs slowest', () => {
    // (1, i) ⊗ (2, 3) = (2, 3, 2i, 3i).
    expect([...kron(Float64Array.of(1, 0, 0, 1), Float64Array.of(2, 0, 3, 0))]).toEqual([
      2, 0, 3, 0, 0, 2, 0, 3,
    ]);
    const [x, y, z] = [vector(2), vector(3), vector(4)];
    expect(norm(kron(x, y, z))).toBeCloseTo(norm(x) * norm(y) * norm(z), 12);
  });
});

describe('projector', () => {
  it('is |ψ⟩⟨ψ| with the conjugate on the right', () => {
    const { rows, columns, data } = projector([1, 0, 0, 1]);
    expect([rows, columns]).toEqual([2, 2]);
    expect([...data].map((value) => value + 0)).toEqual([1, 0, 0, -1, 0, 1, 1, 0]);
  });

  it('is idempotent for a normalised vector, and the sum over the columns of a matrix', () => {
    const p = projector(normalised(vector(5)));
    multiplyMatrices(p, p).data.forEach((value, k) => {
      expect(value).toBeCloseTo(p.data[k], 14);
    });
    const columns = {
      kind: 'complex',
      rows: 2,
      columns: 2,
      data: Float64Array.of(1, 0, 0, 0, 0, 0, 0, 1),
    } as const;
    expect([...projector(columns).data].map((value) => value + 0)).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
  });

  it('refuses what is no vector', () => {
    expect(() => projector([1, 0, 1])).toThrow(
      'psi must be interleaved amplitudes [re, im, …] of even length',
    );
    expect(() => projector([1, Number.NaN])).toThrow('psi[1] must be a finite number');
  });
});

describe('states of a lattice', () => {
  it('are normalised whatever their size, never to zero', () => {
    expect([...normalised([1e200, 0])]).toEqual([1, 0]);
    expect([...normalised([0, 1e-200])]).toEqual([0, 1]);
    expect(() => normalised([0, 0])).toThrow('psi must not vanish');
  });

  it('refuse odd lengths', () => {
    expect(() => normalised([1, 0, 0])).toThrow('even length >= 2, got length 3');
    expect(() => probabilities(Float64Array.of(1, 0, 0))).toThrow('even length >= 2, got length 3');
  });
});
