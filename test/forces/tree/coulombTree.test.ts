import { coulombFields } from '../../../lib/forces/coulombForces';
import { octree } from '../../../lib/forces/tree/octree';
import { treeSums } from '../../../lib/forces/tree/treeSums';
import {
  coulombTree,
  createRandom,
  meanFieldFlow,
  newtonSolver,
  potentialCoulomb,
  potentialYukawa,
} from '../../../lib/index';

const random = createRandom(17);
const normals = (n: number, scale: readonly number[] = [1, 1, 1]): Float64Array =>
  Float64Array.from({ length: 3 * n }, (_, i) => scale[i % 3] * random.normal());

/** Half of the points in clusters of all sizes. */
function clustered(n: number): Float64Array {
  const x = normals(n);
  for (let j = 0; j < n / 2; j++) {
    const size = 10 ** (-4 * random.uniform());
    const centre = 3 * (n - 1 - (j % 7));
    for (let a = 0; a < 3; a++) x[3 * j + a] = x[centre + a] + size * random.normal();
  }
  return x;
}

const clouds: Record<string, (n: number) => Float64Array> = {
  normal: (n) => normals(n),
  plane: (n) => normals(n, [1, 1, 1e-3]),
  line: (n) => normals(n, [1, 1e-3, 1e-3]),
  clustered,
  'two, far apart': (n) => normals(n).map((v, i) => (i % 3 === 0 && i % 2 === 0 ? v + 1e6 : v)),
};
const uneven = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, k) => (1 + (k % 5)) / (3 * n));

/** Relative error in root mean square over all particles, and the exact fields. */
function errorOf(x: Float64Array, weights: Float64Array, fields: Float64Array): number {
  const exact = new Float64Array(x.length);
  coulombFields(x, x, weights, exact);
  let [difference, square] = [0, 0];
  exact.forEach((v, i) => {
    difference += (fields[i] - v) ** 2;
    square += v * v;
  });
  return Math.sqrt(difference / square);
}

describe('the octree', () => {
  it.each(Object.keys(clouds))('holds every point once, in leaves of bounded size: %s', (name) => {
    const x = clouds[name](1000);
    const tree = octree(x, 20);
    const seen = new Set<number>();
    for (let c = 0; c < tree.count; c++) {
      for (let i = tree.first[c]; i < tree.last[c]; i++) {
        const j = tree.order[i];
        if (tree.children[c] === 0) seen.add(j);
        const distance = Math.hypot(...[0, 1, 2].map((a) => x[3 * j + a] - tree.centres[3 * c + a]));
        expect(distance).toBeLessThanOrEqual(tree.radii[c] * (1 + 1e-12) + 1e-300);
      }
      if (tree.children[c] === 0) expect(tree.last[c] - tree.first[c]).toBeLessThanOrEqual(20);
    }
    expect(seen.size).toBe(1000);
  });

  it('ends where many points are at one place', () => {
    const tree = octree(new Float64Array(3 * 500).fill(0.25), 20);
    expect(tree.count).toBe(1);
  });
});

describe('Coulomb forces by a tree', () => {
  const cases = Object.keys(clouds).flatMap((name) =>
    [1e-2, 1e-4, 1e-7].map((tolerance) => [name, tolerance] as const),
  );

  it.each(cases)('%s, tolerance %d: the error over all particles, and the energy', (name, tolerance) => {
    for (const n of [400, 3000]) {
      const x = clouds[name](n);
      const weights = uneven(n);
      const forces = coulombTree({ tolerance, charge: -2, directBelow: 300 });
      const out = new Float64Array(3 * n);
      forces.selfForceInto(x, weights, out);
      expect(forces.error).toBeLessThanOrEqual(tolerance);
      // 64 particles are looked at: over all of them the error may be somewhat larger.
      expect(
        errorOf(
          x,
          weights,
          out.map((v) => v / -2),
        ),
      ).toBeLessThan(3 * tolerance);
      const potentials = new Float64Array(n);
      coulombFields(x, x, weights, new Float64Array(3 * n), potentials);
      const energy = -weights.reduce((sum, w, j) => sum + w * potentials[j], 0);
      // Not promised: on a line few close pairs make the forces, and all pairs the energy; 3 tolerances seen.
      expect(Math.abs(forces.interactionEnergy(x, weights) / energy - 1)).toBeLessThan(10 * tolerance);
    }
  });

  it.each([1, 2, 17, 299, 300])('n = %i', (n) => {
    const x = normals(n);
    const out = new Float64Array(3 * n);
    coulombTree({ tolerance: 1e-5, directBelow: 300 }).selfForceInto(x, uneven(n), out);
    if (n > 1) expect(errorOf(x, uneven(n), out)).toBeLessThan(3e-5);
    else expect(Math.hypot(...out)).toBe(0);
  });

  it('is of higher order in the opening with each degree, and exact for near cells', () => {
    const x = normals(2000);
    const weights = uneven(2000);
    const error = (order: number, opening: number): number => {
      const fields = new Float64Array(6000);
      treeSums(x, weights, { order, opening }, fields, new Float64Array(2000));
      return errorOf(x, weights, fields);
    };
    for (const order of [3, 5]) {
      // Errors like openingᵖ or smaller: two thirds of the opening should give at least (2/3)^{p−1}.
      expect(error(order, 0.4) / error(order, 0.6)).toBeLessThan((2 / 3) ** (order - 1));
      expect(error(order + 2, 0.5)).toBeLessThan(0.25 * error(order, 0.5));
    }
    expect(error(2, 1e-9)).toBeLessThan(1e-13);
  });

  it.each([100, 20_000])('at %i other points, which make no field, also on the sources', (count) => {
    // Near the centre, where fields are small: the error is promised for these points, not for the sources.
    const [x, y] = [normals(5000), normals(count, [0.03, 0.03, 0.03])];
    y.set(x.subarray(0, 3), 3);
    const weights = uneven(5000);
    const [out, exact] = [new Float64Array(3 * count), new Float64Array(3 * count)];
    const forces = coulombTree({ tolerance: 1e-4, directBelow: 300 });
    forces.fieldInto(y, x, weights, out);
    // Few pairs are summed directly.
    expect(forces.error > 0).toBe(count > 100);
    coulombFields(y, x, weights, exact);
    const rms = (values: Float64Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
    expect(rms(out.map((v, i) => v - exact[i]))).toBeLessThan(3e-4 * rms(exact));
  });

  it('looks at the other points and not at the sources', () => {
    const x = normals(20_000);
    const y = normals(3000, [1e-3, 1e-3, 1e-3]);
    const weights = uneven(20_000);
    for (const tolerance of [1e-2, 1e-4]) {
      const [out, exact] = [new Float64Array(9000), new Float64Array(9000)];
      const forces = coulombTree({ tolerance, directBelow: 300 });
      forces.fieldInto(y, x, weights, out);
      coulombFields(y, x, weights, exact);
      expect(forces.error).toBeGreaterThan(0);
      const rms = (values: Float64Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
      expect(rms(out.map((v, i) => v - exact[i]))).toBeLessThan(3 * tolerance * rms(exact));
    }
  });

  it('lets coincident points add nothing to the forces, and makes their energy infinite as direct sums do', () => {
    const x = normals(600);
    expect(coulombTree({ tolerance: 1e-5, directBelow: 300 }).interactionEnergy(x, uneven(600))).toBeLessThan(
      Infinity,
    );
    for (let j = 0; j < 100; j++) x.copyWithin(3 * j, 300, 303);
    expect(coulombTree({ tolerance: 1e-5, directBelow: 300 }).interactionEnergy(x, uneven(600))).toBe(
      Infinity,
    );
    const light = uneven(600).map((w, j) => (j < 101 ? 0 : w));
    expect(coulombTree({ tolerance: 1e-5, directBelow: 300 }).interactionEnergy(x, light)).toBeLessThan(
      Infinity,
    );
    const out = new Float64Array(1800);
    coulombTree({ tolerance: 1e-5, directBelow: 300 }).selfForceInto(x, uneven(600), out);
    expect(errorOf(x, uneven(600), out)).toBeLessThan(3e-5);
  });

  it('moves particles as direct sums do', () => {
    const interaction = potentialCoulomb({ dimension: 3 });
    const [x, xi] = [normals(8000), normals(8000)];
    const [one, other] = [undefined, 1e-4].map((forceTolerance) => {
      const solver = newtonSolver({ interaction, x, xi, forceTolerance, integrator: 'verlet' });
      solver.run({ until: 0.04, timeStep: 0.02 });
      return solver;
    });
    // Forces act for 0.04: half of that squared times the error of the largest ones.
    expect(
      one.state.x.reduce((most, v, i) => Math.max(most, Math.abs(v - other.state.x[i])), 0),
    ).toBeLessThan(1e-6);
    expect(one.state.x).not.toEqual(other.state.x);
    expect(Math.abs(one.report.energyDrift - other.report.energyDrift)).toBeLessThan(1e-4);
  });

  it('is refused where it would take too long', () => {
    const n = 100_000;
    const interaction = potentialCoulomb({ dimension: 3 });
    const solver = newtonSolver({ interaction, x: normals(n), xi: normals(n), forceTolerance: 1e-3 });
    // Some 10 s for a step of order 4, by the estimate: ten steps are allowed, a thousand are not.
    expect(10 * solver.secondsPerStep).toBeLessThan(1800);
    expect(() => solver.run({ until: 10, timeStep: 0.01 })).toThrow(/1000 steps, about \d+ s of work/);
  });

  it('sums fewer points directly', () => {
    const x = normals(1000);
    const [out, exact] = [new Float64Array(3000), new Float64Array(3000)];
    const forces = coulombTree({ tolerance: 1e-2 });
    forces.selfForceInto(x, uneven(1000), out);
    coulombFields(x, x, uneven(1000), exact);
    expect(forces.error).toBe(0);
    out.forEach((v, i) => {
      expect(v).toBeCloseTo(exact[i], 12);
    });
    // The finer the longer, by the estimate.
    const seconds = [1e-2, 1e-4, 1e-8].map((tolerance) => coulombTree({ tolerance }).secondsFor(1e5, 1e5));
    expect(seconds[1]).toBeGreaterThan(1.5 * seconds[0]);
    expect(seconds[2]).toBeGreaterThan(3 * seconds[1]);
  });

  it('doors', () => {
    expect(() => coulombTree({ tolerance: 0 })).toThrow(
      /tolerance must be a number in \[1e-9, 0\.1\], got 0/,
    );
    const yukawa = potentialYukawa({ dimension: 3, screening: 1 } as never);
    expect(() =>
      meanFieldFlow({ interaction: yukawa, x: [0, 0, 0], xi: [0, 0, 0], forceTolerance: 1e-3 }),
    ).toThrow(/forceTolerance belongs to the Coulomb interaction/);
  });
});
