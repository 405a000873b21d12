import { minimiseLbfgs } from '../../lib/numerics/index';

const rosenbrock = (x: Float64Array, g: Float64Array): number => {
  const [bend, rest] = [x[1] - x[0] ** 2, 1 - x[0]];
  g[0] = -400 * x[0] * bend - 2 * rest;
  g[1] = 200 * bend;
  return 100 * bend ** 2 + rest ** 2;
};

describe('minimiseLbfgs', () => {
  it("finds the end of Rosenbrock's valley", () => {
    const { x, minimum, status, evaluations } = minimiseLbfgs(rosenbrock, [-1.2, 1]);
    expect(status).toBe('converged');
    expect(Math.hypot(x[0] - 1, x[1] - 1)).toBeLessThan(1e-8);
    expect(minimum).toBeLessThan(1e-16);
    // Steepest descent takes some ten thousand.
    expect(evaluations).toBeLessThan(100);
  });

  it('takes far fewer steps for a quadratic function of condition 10⁴ than steepest descent, some 10⁵', () => {
    const n = 100;
    const f = (x: Float64Array, g: Float64Array): number => {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const weight = 10 ** ((4 * i) / (n - 1));
        g[i] = weight * (x[i] - i);
        sum += 0.5 * weight * (x[i] - i) ** 2;
      }
      return sum;
    };
    const { x, status, evaluations } = minimiseLbfgs(f, new Float64Array(n), { tolerance: 1e-8 });
    expect(status).toBe('converged');
    x.forEach((v, i) => {
      expect(Math.abs(v - i)).toBeLessThan(1e-7);
    });
    expect(evaluations).toBeLessThan(3000);
  });

  it('does not step where f is infinite', () => {
    const barrier = (x: Float64Array, g: Float64Array): number => {
      g[0] = 1 - 1 / x[0];
      return x[0] > 0 ? x[0] - Math.log(x[0]) : Infinity;
    };
    expect(minimiseLbfgs(barrier, [20]).x[0]).toBeCloseTo(1, 8);
  });

  it('says why it ended', () => {
    expect(minimiseLbfgs(rosenbrock, [-1.2, 1], { maxEvaluations: 5 })).toMatchObject({
      status: 'iteration limit',
      evaluations: 5,
    });
    // A gradient of the wrong sign: no descent along it.
    const wrong = (x: Float64Array, g: Float64Array): number => {
      g[0] = -2 * x[0];
      return x[0] ** 2;
    };
    expect(minimiseLbfgs(wrong, [1]).status).toBe('rounding limit');
    expect(minimiseLbfgs(rosenbrock, [1, 1])).toMatchObject({ status: 'converged', evaluations: 1 });
    expect(() => minimiseLbfgs(() => Number.NaN, [1])).toThrow('f must be finite at the start, got NaN');
    expect(() =>
      minimiseLbfgs(
        (_, g) => {
          g[0] = Number.NaN;
          return 1;
        },
        [3],
      ),
    ).toThrow(/must fill a finite gradient at the start, got the slope NaN/);
    // Beyond 2 the gradient is not a number: steps end before, and nothing is called converged that is not.
    const torn = minimiseLbfgs(
      (x, g) => {
        g[0] = x[0] > 2 ? Number.NaN : -1;
        return -x[0];
      },
      [0],
    );
    expect(torn.status).toBe('rounding limit');
    expect(torn.x[0]).toBeLessThanOrEqual(2);
    expect(() => minimiseLbfgs(rosenbrock, [1, 1], { tolerance: 0 })).toThrow(/tolerance must be/);
  });
});
