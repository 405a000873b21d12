import {
  coulombCommutator,
  createRandom,
  type FluidSnapshot,
  flowRates,
  fluidSnapshot,
  gaussLegendre,
  linearCommutator,
  modulatedCoulomb,
  modulatedCoulombBound,
  modulatedEnergy,
  monokineticPoints,
  newtonSolver,
  potentialCoulomb,
  type RadialDensity,
  radialBall,
  radialEulerPoisson,
  radialNormal,
} from '../../../lib/index';
import { mapRule } from '../../../lib/numerics/quadrature/rule';

const flowOf = (density: RadialDensity, velocity: (r: number) => number): FluidSnapshot =>
  fluidSnapshot(radialEulerPoisson({ density, velocity }), 0);

type Field = (p: readonly number[]) => number[];

const radii = mapRule(gaussLegendre(48), 0, 12);
const heights = gaussLegendre(16);
const angles = 16;

/**
 * ∫ρ(y)K(x, y)dy in spherical coordinates about x, where K·|x − y|² is smooth: K = 1/|x − y|, or (u(x) − u(y))·(x − y)/|x − y|³ if there
 * is a field. Independent of Newton's theorem.
 */
function integralAbout(x: readonly number[], rho: (r: number) => number, u?: Field): number {
  const ux = u?.(x);
  let sum = 0;
  for (let k = 0; k < radii.nodes.length; k++)
    for (let i = 0; i < heights.nodes.length; i++)
      for (let j = 0; j < angles; j++) {
        const [s, z, a] = [radii.nodes[k], heights.nodes[i], (2 * Math.PI * j) / angles];
        const across = Math.sqrt(1 - z * z);
        const direction = [across * Math.cos(a), across * Math.sin(a), z];
        const y = x.map((v, c) => v + s * direction[c]);
        const weight =
          radii.weights[k] * heights.weights[i] * ((2 * Math.PI) / angles) * rho(Math.hypot(...y));
        if (!u || !ux) sum += weight * s;
        else sum += weight * u(y).reduce((total, v, c) => total + (v - ux[c]) * direction[c], 0);
      }
  return sum;
}

/** F, or G for a field u, from the definition; the double integral over ρ by shells of x, for which direction `axes` are averaged. */
function fromDefinition(x: number[], rho: (r: number) => number, u?: Field): number {
  const n = x.length / 3;
  const points = Array.from({ length: n }, (_, k) => x.slice(3 * k, 3 * k + 3));
  let sum = 0;
  for (const a of points)
    for (const b of points)
      if (a !== b) {
        const z = a.map((v, i) => v - b[i]);
        const r = Math.hypot(...z);
        const [ua, ub] = [u?.(a) ?? z, u?.(b) ?? [0, 0, 0]];
        sum += z.reduce((total, v, i) => total + ((ua[i] - ub[i]) * v) / r ** 3, 0) / (n * n);
      }
  for (const point of points) sum -= (2 / n) * integralAbout(point, rho, u);
  const shells = mapRule(gaussLegendre(16), 0, 7);
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  shells.nodes.forEach((r, k) => {
    // For a linear field the mean over the three axes is the mean over the sphere; for a radial one all are equal.
    for (const axis of axes)
      sum +=
        ((4 * Math.PI * r * r * rho(r) * shells.weights[k]) / 3) *
        integralAbout(
          axis.map((v) => r * v),
          rho,
          u,
        );
  });
  return sum;
}

describe('F and G', () => {
  const random = createRandom(11);

  it('of few points agree with their definition by quadrature', () => {
    const density = radialNormal();
    const flow = flowOf(density, (r) => r * Math.exp((-r * r) / 8));
    const x = [0.5, 0, 0.1, 0, 1, -0.3, -1.5, 0.4, 0.8];
    // Gauss's rules of these sizes are good to 1e-6 here.
    expect(Math.abs(modulatedCoulomb(x, density) - fromDefinition(x, density.density))).toBeLessThan(1e-5);
    const u: Field = (p) => p.map((v) => v * Math.exp(-(p[0] ** 2 + p[1] ** 2 + p[2] ** 2) / 8));
    expect(Math.abs(coulombCommutator(x, flow) - fromDefinition(x, density.density, u))).toBeLessThan(1e-5);
    const A = [
      [1, 0.5, -1],
      [2, -1, 0.3],
      [0, 0.7, 0.5],
    ];
    const Ax: Field = (p) => A.map((row) => row.reduce((sum, a, k) => sum + a * p[k], 0));
    expect(Math.abs(linearCommutator(x, flow, A) - fromDefinition(x, density.density, Ax))).toBeLessThan(
      1e-5,
    );
  });

  it.each([
    ['normal', radialNormal({ deviation: 0.8 })],
    ['ball', radialBall({ radius: 1.3 })],
  ] as const)('u = x gives G = F, and a rotation 0: %s', (_, density) => {
    const flow = flowOf(density, (r) => r);
    const { x } = monokineticPoints(density, () => 0, 60, random);
    const F = modulatedCoulomb(x, density);
    // Tables of cubics: 1e-10 of terms of size 1.
    expect(Math.abs(coulombCommutator(x, flow) - F)).toBeLessThan(1e-9);
    expect(
      Math.abs(
        linearCommutator(x, flow, [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]) - F,
      ),
    ).toBeLessThan(1e-9);
    expect(
      Math.abs(
        linearCommutator(x, flow, [
          [0, 1, 0],
          [-1, 0, 2],
          [0, -2, 0],
        ]),
      ),
    ).toBeLessThan(1e-12);
    expect(flowRates(flow).lipschitz).toBeCloseTo(1, 9);
    expect(flowRates(flow).stress).toBeCloseTo(1, 9);
  });

  it('of one particle at the centre of a ball is −9/5, the bound', () => {
    expect(modulatedCoulomb([0, 0, 0], radialBall())).toBeCloseTo(-1.8, 14);
    expect(modulatedCoulombBound(1, radialBall().densityBound)).toBeCloseTo(-1.8, 14);
    expect(modulatedCoulombBound(8, radialBall({ radius: 2 }).densityBound)).toBeCloseTo(-1.8 / 4 / 2, 14);
  });

  it('of independent points has the mean −∬ρρ/N', () => {
    const density = radialNormal();
    const [n, runs] = [50, 400];
    const values = Float64Array.from({ length: runs }, () =>
      modulatedCoulomb(monokineticPoints(density, () => 0, n, random).x, density),
    );
    const mean = values.reduce((a, b) => a + b) / runs;
    const error = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / runs / (runs - 1));
    expect(error).toBeLessThan(0.2 * (density.selfEnergy / n));
    expect(Math.abs(mean + density.selfEnergy / n)).toBeLessThan(4 * error);
  });

  it('is never below the bound of Lieb and Narnhofer', () => {
    for (const density of [radialBall(), radialNormal()])
      for (const n of [2, 5, 30, 300])
        for (const scale of [0.5, 1, 2]) {
          const { x } = monokineticPoints(density, () => 0, n);
          const F = modulatedCoulomb(
            x.map((v) => scale * v),
            density,
          );
          expect(F).toBeGreaterThan(modulatedCoulombBound(n, density.densityBound));
        }
  });
});

describe('the modulated energy', () => {
  const fluid = radialEulerPoisson({ density: radialNormal(), velocity: (r) => -0.2 * Math.sin(r) });

  it('has the derivative −deformation − G along a run', () => {
    const { x, xi } = monokineticPoints(fluid.initial, fluid.initialVelocity, 40, createRandom(2));
    // Off the fluid's velocity, so that no term is small.
    for (let i = 0; i < xi.length; i++) xi[i] += 0.3 * Math.sin(7 * i);
    const solver = newtonSolver({ interaction: potentialCoulomb({ dimension: 3 }), x, xi });
    const h = 1e-3;
    const seen = [0, 0, 0];
    let [derivative, deformation, commutator] = [0, 0, 0];
    solver.run({
      until: 1,
      timeStep: h,
      samples: 1000,
      observe: (t) => {
        const k = Math.round(t / h) - 498;
        if (k < 0 || k > 2) return;
        const now = modulatedEnergy(solver.state, fluidSnapshot(fluid, t));
        seen[k] = now.total;
        if (k === 1) ({ derivative, deformation, commutator } = now);
      },
    });
    // h²/6 times a third derivative of some 10.
    expect(Math.abs((seen[2] - seen[0]) / (2 * h) - derivative)).toBeLessThan(1e-5);
    expect(Math.min(Math.abs(deformation), Math.abs(commutator))).toBeGreaterThan(1e-3);
  });

  it('is F for particles that follow the fluid, and counts those outside it', () => {
    const { x, xi } = monokineticPoints(fluid.initial, fluid.initialVelocity, 100);
    const now = modulatedEnergy({ x, xi }, fluidSnapshot(fluid, 0));
    expect(now.kinetic).toBeLessThan(1e-18);
    expect(now.interaction).toBeCloseTo(modulatedCoulomb(x, fluid.initial), 9);
    expect(now.outside).toBe(0);
    x[0] = 100;
    expect(modulatedEnergy({ x, xi }, fluidSnapshot(fluid, 0)).outside).toBe(1);
  });
});

describe('doors', () => {
  const ball = radialBall();
  const flow = flowOf(ball, (r) => r);

  it('name what is wrong', () => {
    expect(() => modulatedCoulomb([0, 0], ball)).toThrow(
      'x must hold 3N coordinates with N >= 1, got length 2',
    );
    expect(() => modulatedCoulomb([], ball)).toThrow(/got length 0/);
    expect(() => modulatedCoulomb([0, 0, Number.NaN], ball)).toThrow(/x\[2\].* finite/);
    expect(() => modulatedCoulomb([1, 0, 0, 1, 0, 0], ball)).toThrow(/x must hold distinct positions/);
    expect(() => modulatedCoulomb([1, 0, 0], {} as never)).toThrow(/charge must be a radial density/);
    expect(() => coulombCommutator([1, 0, 0], ball as never)).toThrow(/flow must be made by fluidSnapshot/);
    expect(() => linearCommutator([1, 0, 0], flow, [[1]])).toThrow(/A must be a 3×3 matrix/);
    expect(() => modulatedEnergy({ x: [1, 0, 0], xi: [1] }, flow)).toThrow(/xi must have length 3/);
    expect(() => modulatedCoulombBound(0, 1)).toThrow(/n must be an integer/);
    expect(() => flowRates(flow, { samples: 1 })).toThrow(/samples must be an integer/);
  });
});
