import {
  createRandom,
  dop853,
  type ForceInto,
  observedOrder,
  type Splitting,
  splittingStepper,
  splittings,
} from '../../../lib/numerics/index';

const tables = Object.values(splittings);

const pendulum: ForceInto = (x, out) => {
  for (let i = 0; i < x.length; i++) out[i] = -Math.sin(x[i]);
};

const harmonic: ForceInto = (x, out) => {
  for (let i = 0; i < x.length; i++) out[i] = -x[i];
};

const kepler: ForceInto = (x, out) => {
  const cube = Math.hypot(x[0], x[1]) ** -3;
  out[0] = -x[0] * cube;
  out[1] = -x[1] * cube;
};

/** [x, ξ] after `steps` equal steps to time t. */
function run(
  table: Splitting,
  force: ForceInto,
  x0: number[],
  xi0: number[],
  t: number,
  steps: number,
): Float64Array[] {
  const x = Float64Array.from(x0);
  const xi = Float64Array.from(xi0);
  const stepper = splittingStepper(table, x.length, force);
  for (let k = 0; k < steps; k++) stepper.step(x, xi, t / steps);
  return [x, xi];
}

describe.each(tables)('$name', (table) => {
  test('the table is consistent and palindromic', () => {
    expect(table.drifts).toHaveLength(table.stages);
    expect(table.kicks).toHaveLength(table.stages + 1);
    for (const row of [table.drifts, table.kicks]) {
      expect(Math.abs(row.reduce((sum, c) => sum + c, 0) - 1)).toBeLessThan(2e-15);
      expect([...row].reverse()).toEqual([...row]);
    }
  });

  test('observed order on the pendulum (against DOP853) and the oscillator (closed form)', () => {
    const exact = dop853(
      (_t, y, out) => {
        out[0] = y[1];
        out[1] = -Math.sin(y[0]);
      },
      0,
      [1.2, 0.4],
      5,
      { tolerance: 1e-14 },
    ).value;
    // Steps chosen so that the finest error stays a hundred times above the 1e-13 of the reference.
    const counts = {
      1: [100, 200, 400, 800],
      3: [40, 80, 160, 320],
      6: [20, 28, 40, 80],
      7: [40, 56, 80, 112],
      10: [14, 16, 20, 24],
      11: [11, 13, 16, 20],
    }[table.stages]!;
    const hs = counts.map((count) => 5 / count);
    const pendulumErrors = counts.map((count) => {
      const [x, xi] = run(table, pendulum, [1.2], [0.4], 5, count);
      return Math.hypot(x[0] - exact[0], xi[0] - exact[1]);
    });
    const harmonicErrors = counts.map((count) => {
      const [x, xi] = run(table, harmonic, [1], [0], 5, count);
      return Math.hypot(x[0] - Math.cos(5), xi[0] + Math.sin(5));
    });
    expect(Math.min(...pendulumErrors, ...harmonicErrors)).toBeGreaterThan(1e-11);
    for (const errors of [pendulumErrors, harmonicErrors]) {
      const { order, uncertainty } = observedOrder(hs, errors);
      expect(Math.abs(order - table.order)).toBeLessThan(0.15);
      expect(uncertainty).toBeLessThan(0.5);
    }
  });

  test('runs back to where it started', () => {
    const x = Float64Array.of(1, 0.3);
    const xi = Float64Array.of(0, -0.7);
    const stepper = splittingStepper(table, 2, pendulum);
    for (let k = 0; k < 1000; k++) stepper.step(x, xi, 0.05);
    expect(Math.hypot(x[0] - 1, x[1] - 0.3)).toBeGreaterThan(0.1);
    for (let k = 0; k < 1000; k++) stepper.step(x, xi, -0.05);
    // 2000 steps of a few roundings each, growing linearly as phase errors do.
    expect(Math.hypot(x[0] - 1, x[1] - 0.3, xi[0], xi[1] + 0.7)).toBeLessThan(1e-11);
  });

  test('conserves the angular momentum of a Kepler orbit and keeps its energy without drift', () => {
    const x = Float64Array.of(0.5, 0);
    const xi = Float64Array.of(0, Math.sqrt(3)); // eccentricity 1/2, energy −1/2, angular momentum √3/2
    const stepper = splittingStepper(table, 2, kepler);
    const stepsPerOrbit = table.order === 6 ? 120 : 240;
    const worst = [0, 0];
    for (let k = 0; k < 400 * stepsPerOrbit; k++) {
      stepper.step(x, xi, (2 * Math.PI) / stepsPerOrbit);
      const energy = (xi[0] ** 2 + xi[1] ** 2) / 2 - 1 / Math.hypot(x[0], x[1]);
      const half = k < 200 * stepsPerOrbit ? 0 : 1;
      worst[half] = Math.max(worst[half], Math.abs(energy + 0.5));
    }
    expect(Math.abs(x[0] * xi[1] - x[1] * xi[0] - Math.sqrt(3) / 2)).toBeLessThan(1e-12);
    // The error of the first 200 orbits is not exceeded by more than a tenth in the next 200.
    expect(worst[1]).toBeLessThan(1.1 * worst[0]);
    expect(worst[0]).toBeLessThan({ 1: 5e-3, 3: 2e-3, 6: 1e-5, 7: 5e-3, 10: 1e-6, 11: 1e-6 }[table.stages]!);
  });

  test('is symplectic: the Jacobian of a step preserves the form dξ∧dx', () => {
    const h = 1e-5;
    const image = (x: number, xi: number): number[] => {
      const [a, b] = run(table, pendulum, [x], [xi], 0.7, 1);
      return [a[0], b[0]];
    };
    const [right, left, up, down] = [
      image(0.9 + h, 0.2),
      image(0.9 - h, 0.2),
      image(0.9, 0.2 + h),
      image(0.9, 0.2 - h),
    ];
    const byX = [right[0] - left[0], right[1] - left[1]];
    const byXi = [up[0] - down[0], up[1] - down[1]];
    // Central differences: h² from truncation, 1e-16/h from rounding.
    expect(Math.abs((byX[0] * byXi[1] - byX[1] * byXi[0]) / (4 * h * h) - 1)).toBeLessThan(1e-9);
  });

  test('uses the last force of a step again, and only where it still holds', () => {
    let calls = 0;
    const counted: ForceInto = (x, out) => {
      calls++;
      pendulum(x, out);
    };
    const x = Float64Array.of(1);
    const xi = Float64Array.of(0);
    const stepper = splittingStepper(table, 1, counted);
    for (let k = 0; k < 10; k++) stepper.step(x, xi, 0.1);
    expect(calls).toBe(10 * table.stages + 1);
    x[0] = 2;
    xi[0] = 0;
    stepper.step(x, xi, 0.1);
    expect([x[0], xi[0]]).toEqual(run(table, pendulum, [2], [0], 0.1, 1).map((array) => array[0]));
  });

  test('trusts no force after an interrupted step', () => {
    let broken = false;
    const stepper = splittingStepper(table, 1, (x, out) => {
      pendulum(x, out);
      if (!broken) return;
      out[0] = 1e9;
      throw new Error('interrupted');
    });
    const x = Float64Array.of(1);
    const xi = Float64Array.of(0);
    stepper.step(x, xi, 0.1);
    const saved = [x[0], xi[0]];
    broken = true;
    expect(() => stepper.step(x, xi, 0.1)).toThrow('interrupted');
    broken = false;
    [x[0], xi[0]] = saved;
    stepper.step(x, xi, 0.1);
    expect([x[0], xi[0]]).toEqual(
      run(table, pendulum, [saved[0]], [saved[1]], 0.1, 1).map((array) => array[0]),
    );
  });
});

test('a force that was interrupted before the first stage is not trusted at the old positions', () => {
  let broken = false;
  const stepper = splittingStepper(splittings.verlet, 2, (x, out) => {
    pendulum(x, out);
    if (!broken) return;
    out.fill(1e9);
    throw new Error('interrupted');
  });
  const [x, xi] = [Float64Array.of(1, 2), Float64Array.of(0, 0.5)];
  stepper.step(x, xi, 0.1);
  broken = true;
  // Only the second coordinate is elsewhere.
  expect(() => stepper.step(Float64Array.of(x[0], 7), Float64Array.of(0, 0), 0.1)).toThrow('interrupted');
  broken = false;
  const expected = run(splittings.verlet, pendulum, [x[0], x[1]], [xi[0], xi[1]], 0.1, 1);
  stepper.step(x, xi, 0.1);
  expect([x, xi]).toEqual(expected);
});

test('positions that were changed in one coordinate get a new force', () => {
  const stepper = splittingStepper(splittings.verlet, 2, pendulum);
  const [x, xi] = [Float64Array.of(1, 2), Float64Array.of(0, 0.5)];
  stepper.step(x, xi, 0.1);
  x[1] = 7;
  const expected = run(splittings.verlet, pendulum, [x[0], 7], [xi[0], xi[1]], 0.1, 1);
  stepper.step(x, xi, 0.1);
  expect([x, xi]).toEqual(expected);
});

test('inverse mass: ẋ = ξ/m is the same motion as unit mass with momenta and force divided by m', () => {
  const random = createRandom(3);
  const x = random.fillNormal(new Float64Array(4));
  const xi = random.fillNormal(new Float64Array(4));
  const unitX = x.slice();
  const unitXi = xi.map((p) => p / 2.5);
  const heavy = splittingStepper(splittings.blanesMoan4, 4, pendulum, 1 / 2.5);
  const unit = splittingStepper(splittings.blanesMoan4, 4, (at, out) => {
    pendulum(at, out);
    for (let i = 0; i < 4; i++) out[i] /= 2.5;
  });
  for (let k = 0; k < 50; k++) {
    heavy.step(x, xi, 0.1);
    unit.step(unitX, unitXi, 0.1);
  }
  for (let i = 0; i < 4; i++) expect(Math.abs(x[i] - unitX[i])).toBeLessThan(1e-12);
});

test('per force evaluation, Blanes–Moan beats Yoshida by more than a factor 50 at both orders', () => {
  const error = (table: Splitting, evaluations: number): number => {
    const [x, xi] = run(table, harmonic, [1], [0], 5, Math.round(evaluations / table.stages));
    return Math.hypot(x[0] - Math.cos(5), xi[0] + Math.sin(5));
  };
  expect(error(splittings.yoshida4, 240) / error(splittings.blanesMoan4, 240)).toBeGreaterThan(50);
  expect(error(splittings.yoshida6, 231) / error(splittings.blanesMoan6, 231)).toBeGreaterThan(50);
});

test('arrays of other lengths and steps that are not finite are refused', () => {
  const one = new Float64Array(1);
  const two = new Float64Array(2);
  const step = (x: Float64Array, xi: Float64Array, dt: number) => () =>
    splittingStepper(splittings.verlet, 1, harmonic).step(x, xi, dt);
  expect(step(one, two, 0.1)).toThrow("x and xi must have the stepper's length 1, got 1 and 2");
  expect(step(two, two, 0.1)).toThrow("x and xi must have the stepper's length 1, got 2 and 2");
  expect(step(one, one, Number.NaN)).toThrow('dt must be a finite number, got NaN');
});
