import {
  catState,
  checkFinitePseudoDistance,
  checkHusimiBound,
  checkMomentBound,
  checkPseudoDistance,
  checkPseudoTriangle,
  checkToeplitzBound,
  createRandom,
  fockState,
  husimiDistance,
  pseudoDistance,
  squeezedState,
  thermalState,
  toeplitzState,
} from '../../lib/index';

const random = createRandom('statements 3.1–3.4');
const epsilon = 0.2;
const atoms = (count: number): { points: number[][] } => ({
  points: Array.from({ length: count }, () => [random.normal(), random.normal()]),
});
const states = [
  catState({ epsilon, point: [0.8, 0], coherence: 0.6 }),
  squeezedState({ epsilon, squeezing: 0.6, angle: 0.5 }),
  fockState({ epsilon, level: 2 }),
  toeplitzState({ epsilon, ...atoms(4) }),
] as const;

describe('statements about the pseudo-distance', () => {
  it('Definition 3.1, §3.2.2 and the moment bound', () => {
    for (const state of states) {
      const law = atoms(5);
      const found = pseudoDistance(law, state);
      expect(checkPseudoDistance(found, law, state).verdict).toBe('holds');
      expect(checkFinitePseudoDistance(law, state).verdict).toBe('holds');
      // Pure states attain it.
      expect(checkMomentBound([law, atoms(3)], state).verdict).not.toBe('violated');
      const moved = { points: law.points.map(([q, p]) => [q + 1e-3, p]) };
      expect(checkPseudoDistance(found, moved, state).verdict).toBe('violated');
    }
  });

  it('Theorem 3.2', () => {
    for (const state of states) {
      const other = atoms(4);
      expect(checkPseudoTriangle([atoms(4), atoms(6), other], other, state).verdict).not.toBe('violated');
      expect(checkPseudoTriangle([atoms(4), atoms(6)], other, state).verdict).toBe('holds');
    }
  });

  it('Theorem 3.3, and with the Wigner function’s place taken by a wrong ε it fails', () => {
    const pairs = states.map((state) => ({ law: atoms(5), state }));
    const check = checkHusimiBound(pairs, 80);
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(0.02);
    // A point mass: W₂² = |z|² + 2ε, E² = |z|² + ε, so that the bound is attained.
    const point = { law: { points: [[1.5, 0]] }, state: toeplitzState({ epsilon, points: [[0, 0]] }) };
    const attained = checkHusimiBound([point], 160);
    expect(attained.lhs[0]).toBeCloseTo(attained.rhs[0], 2);
    expect(husimiDistance(point.law, point.state, 160).value).toBeCloseTo(Math.sqrt(2.25 + 0.4), 3);
    // Twice the density's ε would be too much.
    expect(attained.lhs[0] + 2 * epsilon).toBeGreaterThan(attained.rhs[0] + attained.error[0]);
  });

  it('W₂ to the Husimi function of a thermal state', () => {
    // From its own centre: the second moment 2ε(n̄ + 1).
    const { value, error } = husimiDistance(
      { points: [[0, 0]] },
      thermalState({ epsilon, occupation: 0.7 }),
      120,
    );
    expect(Math.abs(value - Math.sqrt(2 * epsilon * 1.7))).toBeLessThan(error + 1e-4);
    expect(error).toBeLessThan(5e-3);
    expect(() => husimiDistance(atoms(2), states[0], 15)).toThrow(/cells must be an integer in \[16, 400\]/);
    expect(() => husimiDistance(atoms(2), states[0], 17)).toThrow(/cells must be even/);
  });

  it('Theorem 3.4', () => {
    const pairs = Array.from({ length: 5 }, () => ({
      law: atoms(5),
      symbol: atoms(3),
      epsilon: 0.5 + random.uniform(),
    }));
    expect(checkToeplitzBound(pairs).verdict).toBe('holds');
    // Equality where f = μ.
    const own = atoms(4);
    const equal = checkToeplitzBound([{ law: own, symbol: own, epsilon }]);
    expect(equal.lhs[0]).toBeCloseTo(equal.rhs[0], 7);
    expect(equal.verdict).not.toBe('violated');
  });
});
