import {
  erf,
  erfc,
  gaussianPacket,
  gaussLegendre,
  hartreeEnergy,
  hartreeField,
  hartreeSolver,
  type Interaction,
  planeWaveState,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  potentialHarmonic,
  potentialYukawa,
  quantumGrid,
  superposition,
  type WaveFunction,
  waveDensity,
  waveMoments,
  waveNorm,
} from '../../../../lib/index';
import { mapRule } from '../../../../lib/numerics/index';
import { eachPoint } from '../../../../lib/solvers/quantum/grid/grid';
import { interactionSamples } from '../../../../lib/solvers/quantum/grid/interaction';
import { truncatedSamples } from '../../../../lib/solvers/quantum/grid/truncated';

const line = quantumGrid({ low: -10, high: 10, points: 160 });
const circle = quantumGrid({ low: 0, high: 2 * Math.PI, points: 64, periodic: true });
const none = potentialHarmonic({ dimension: 1, stiffness: 0 });

const farthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

/** On the circle, with two humps, ħ = 0.3 and a strong interaction. */
function twoHumps(): WaveFunction {
  return superposition(
    [
      gaussianPacket({ grid: circle, hbar: 0.3, centre: 2, momentum: 0.5, width: 0.4 }),
      gaussianPacket({ grid: circle, hbar: 0.3, centre: 4, momentum: -0.2, width: 0.5 }),
    ],
    [1, 0.7],
  );
}
const cosine = potentialCosine({ amplitude: -2 });

describe("Hartree's equation", () => {
  it('without potential lets a packet spread as the formula says, phase included', () => {
    const [hbar, s, q, p, t] = [0.5, 0.8, -1, 0.9, 1.3];
    const solver = hartreeSolver({
      initial: gaussianPacket({ grid: line, hbar, centre: q, momentum: p, width: s }),
      interaction: none,
    });
    solver.run({ until: t, timeStep: 0.5 });
    // ψ(t) with the complex width s² → s²(1 + iθ), θ = ħt/2s².
    const theta = (hbar * t) / (2 * s * s);
    const size = (2 * Math.PI * s * s) ** -0.25 * (1 + theta * theta) ** -0.25;
    let worst = 0;
    line.axes[0].forEach((x, i) => {
      const z = x - q - p * t;
      const spread = 4 * s * s * (1 + theta * theta);
      const phase = (p * (x - q) - (p * p * t) / 2) / hbar + (theta * z * z) / spread - Math.atan(theta) / 2;
      const modulus = size * Math.exp((-z * z) / spread);
      worst = Math.max(
        worst,
        Math.abs(solver.state.values[2 * i] - modulus * Math.cos(phase)),
        Math.abs(solver.state.values[2 * i + 1] - modulus * Math.sin(phase)),
      );
    });
    // Rounding; the packet's own tail at the edge is e^{−25}.
    expect(worst).toBeLessThan(1e-11);
    expect(solver.report.status).toBe('resolved');
  });

  it('keeps plane waves on the circle, with the phase of their energy', () => {
    const [hbar, t] = [0.7, 3];
    const initial = planeWaveState({ grid: circle, hbar, mode: 2 });
    // V = a cos has mean 0; U = ½ is added to see it.
    const solver = hartreeSolver({ initial, interaction: cosine, external: () => 0.5, order: 2 });
    solver.run({ until: t, timeStep: 0.1 });
    const phase = (-t * ((hbar * 2) ** 2 / 2 + 0.5)) / hbar;
    const expected = Float64Array.from(initial.values, (_, i) => {
      const [re, im] = [initial.values[i - (i % 2)], initial.values[i - (i % 2) + 1]];
      return i % 2 === 0
        ? re * Math.cos(phase) - im * Math.sin(phase)
        : re * Math.sin(phase) + im * Math.cos(phase);
    });
    // Rounding of 30 steps.
    expect(farthest(solver.state.values, expected)).toBeLessThan(1e-13);
  });

  it.each([1, 2, 3] as const)('turns the covariance of a packet in a harmonic interaction, d = %d', (d) => {
    const [hbar, s, kappa, t] = [0.6, 0.7, 1.5, d === 3 ? 0.4 : 0.9];
    const grid = quantumGrid({ low: -7, high: 7, points: new Array(d).fill(d === 3 ? 36 : 64) });
    const initial = gaussianPacket({ grid, hbar, width: s, centre: -0.4, momentum: 0.5 });
    const solver = hartreeSolver({
      initial,
      interaction: potentialHarmonic({ dimension: d, stiffness: kappa }),
    });
    solver.run({ until: t, timeStep: 0.1 });
    const omega = Math.sqrt(kappa);
    const [a, b] = [s * s, hbar ** 2 / (4 * s * s)];
    const [cos2, sin2] = [Math.cos(omega * t) ** 2, Math.sin(omega * t) ** 2];
    const { position, positionVariance, momentum, momentumVariance } = waveMoments(solver.state);
    for (let axis = 0; axis < d; axis++) {
      // The centre of mass flies freely; (X1). The step leaves 1e−6 of order 4.
      expect(position[axis]).toBeCloseTo(-0.4 + 0.5 * t, 6);
      expect(momentum[axis]).toBeCloseTo(0.5, 6);
      expect(Math.abs(positionVariance[axis] - (a * cos2 + (b * sin2) / kappa))).toBeLessThan(2e-6);
      expect(Math.abs(momentumVariance[axis] - (b * cos2 + a * kappa * sin2))).toBeLessThan(2e-6);
    }
  });

  it('in separable potentials is a product', () => {
    const wells = [
      (x: number): number => 0.3 * x * x,
      (x: number): number => Math.cos(x),
      (x: number): number => 0.2 * x,
    ];
    const [low, high] = [-6, 6];
    const along = wells.map((well, axis) => {
      const grid = quantumGrid({ low, high, points: 32 + 4 * axis });
      const solver = hartreeSolver({
        initial: gaussianPacket({ grid, width: 0.8, momentum: 0.2 * axis }),
        interaction: none,
        external: ([x]) => well(x),
      });
      solver.run({ until: 0.3, timeStep: 0.1 });
      return waveDensity(solver.state);
    });
    const grid = quantumGrid({ low, high, points: [32, 36, 40] });
    const solver = hartreeSolver({
      initial: gaussianPacket({ grid, width: 0.8, momentum: [0, 0.2, 0.4] }),
      interaction: potentialHarmonic({ dimension: 3, stiffness: 0 }),
      external: (x) => wells.reduce((sum, well, axis) => sum + well(x[axis]), 0),
    });
    solver.run({ until: 0.3, timeStep: 0.1 });
    const density = waveDensity(solver.state);
    let worst = 0;
    density.forEach((value, at) => {
      const index = [Math.floor(at / 1440), Math.floor(at / 40) % 36, at % 40];
      worst = Math.max(worst, Math.abs(value - index.reduce((p, i, axis) => p * along[axis][i], 1)));
    });
    // The splitting is a product too: rounding only.
    expect(worst).toBeLessThan(1e-13);
  });

  it.each([2, 4] as const)('converges with order %d', (order) => {
    const initial = twoHumps();
    const at = (timeStep: number, using: 2 | 4 = order): Float64Array => {
      const solver = hartreeSolver({
        initial,
        interaction: cosine,
        external: ([x]) => 0.3 * Math.sin(x),
        order: using,
      });
      solver.run({ until: 1.2, timeStep });
      return solver.state.values;
    };
    const exact = at(0.01, 4);
    const [coarse, fine] = order === 2 ? [0.05, 0.025] : [0.15, 0.075];
    const observed = Math.log2(farthest(at(coarse), exact) / farthest(at(fine), exact));
    expect(observed).toBeGreaterThan(order - 0.3);
    expect(observed).toBeLessThan(order + 0.5);
  });

  it('conserves mass to rounding and its energy to the order; with 1 in place of ½ the sum drifts', () => {
    const solver = hartreeSolver({ initial: twoHumps(), interaction: cosine });
    const start = solver.energy;
    let [worst, wrong] = [0, 0];
    solver.run({
      until: 3,
      timeStep: 0.05,
      samples: 20,
      observe: () => {
        const now = solver.energy;
        worst = Math.max(worst, Math.abs(now.total - start.total));
        wrong = Math.max(wrong, Math.abs(now.total + now.interaction - start.total - start.interaction));
      },
    });
    expect(Math.abs(waveNorm(solver.state) - 1)).toBeLessThan(1e-13);
    expect(solver.report.normDrift).toBeLessThan(1e-13);
    // Measured 4e−6; the interaction energy itself moves by 0.1 and more.
    expect(worst).toBeLessThan(2e-5);
    expect(wrong).toBeGreaterThan(0.1);
    expect(hartreeEnergy(solver.state, { interaction: cosine }).total).toBeCloseTo(solver.energy.total, 13);
  });

  it('comes back when time is reversed, and does not mind being looked at', () => {
    const initial = twoHumps();
    const [watched, alone] = [1, 2].map(() => hartreeSolver({ initial, interaction: cosine }));
    watched.run({ until: 2, timeStep: 0.1, samples: 20 });
    alone.run({ until: 2, timeStep: 0.1 });
    // Kicks that are joined or done apart differ by rounding.
    expect(farthest(watched.state.values, alone.state.values)).toBeLessThan(1e-13);
    alone.run({ until: 0, timeStep: 0.1 });
    expect(farthest(alone.state.values, initial.values)).toBeLessThan(1e-12);
    expect(alone.report.steps).toBe(40);
  });

  it('without kinetic energy turns phases only', () => {
    const initial = twoHumps();
    const field = hartreeField(initial, { interaction: cosine });
    const solver = hartreeSolver({ initial, interaction: cosine, mass: Infinity });
    solver.run({ until: 0.8, timeStep: 0.8 });
    field.forEach((w, i) => {
      const [re, im] = [initial.values[2 * i], initial.values[2 * i + 1]];
      const angle = (-0.8 * w) / 0.3;
      expect(solver.state.values[2 * i]).toBeCloseTo(re * Math.cos(angle) - im * Math.sin(angle), 13);
      expect(solver.state.values[2 * i + 1]).toBeCloseTo(re * Math.sin(angle) + im * Math.cos(angle), 13);
    });
    expect(solver.energy.kinetic).toBe(0);
  });

  it('has the field of a Gaussian in free space', () => {
    const [s, w, amplitude] = [0.9, 0.8, 1.7];
    for (const d of [1, 2] as const) {
      const grid = quantumGrid({ low: -7, high: 7, points: d === 1 ? 112 : [64, 72] });
      const initial = gaussianPacket({ grid, width: s });
      const interaction = potentialGaussian({ dimension: d, amplitude, width: w });
      const field = hartreeField(initial, { interaction });
      const variance = s * s + w * w;
      grid.axes[0].forEach((x, i) => {
        // The last point of the other axis is not 0: take the one that is.
        const at = d === 1 ? i : i * grid.points[1] + grid.points[1] / 2;
        const expected = amplitude * ((w * w) / variance) ** (d / 2) * Math.exp((-x * x) / (2 * variance));
        expect(field[at]).toBeCloseTo(expected, 8);
      });
    }
  });

  it("takes the mean of Coulomb's potential over the cell at 0", () => {
    const at0 = (dimension: 2 | 3): number => {
      const grid = quantumGrid({ low: 0, high: 4, points: new Array(dimension).fill(4) });
      return interactionSamples(potentialCoulomb({ dimension }), grid)[0];
    };
    // Over the unit square 4·arsinh 1, over the unit cube 3·log(2 + √3) − π/2; Gauss's rule leaves 6e−7.
    expect(at0(2) / (4 * Math.asinh(1))).toBeCloseTo(1, 5);
    expect(at0(3) / (3 * Math.log(2 + Math.sqrt(3)) - Math.PI / 2)).toBeCloseTo(1, 5);
  });

  it("takes Coulomb's potential in the plane: the error of the mean over the cell at 0 is of order h", () => {
    const energy = (points: number): number => {
      const grid = quantumGrid({ low: -7, high: 7, points: [points, points] });
      const interaction = potentialCoulomb({ dimension: 2 });
      return hartreeEnergy(gaussianPacket({ grid, width: 1 }), { interaction }).interaction;
    };
    // ½∬ρρ/|x−y| = ½⟨1/|z|⟩ for a normal z of variance 2 per axis.
    const exact = Math.sqrt(Math.PI) / 4;
    const [coarse, fine] = [Math.abs(energy(20) - exact), Math.abs(energy(40) - exact)];
    expect(coarse).toBeLessThan(0.05 * exact);
    expect(Math.log2(coarse / fine)).toBeGreaterThan(0.8);
    expect(Math.log2(coarse / fine)).toBeLessThan(1.2);
  });

  it("has the field of a Gaussian charge in Coulomb's and Yukawa's potential with spectral accuracy", () => {
    const [s, mu] = [1, 0.7];
    // φ and its screened twin; at 0 their limits.
    const coulomb = (r: number): number =>
      r === 0 ? Math.sqrt(2 / Math.PI) / s : erf(r / (Math.SQRT2 * s)) / r;
    const yukawa = (r: number): number => {
      const part = (sign: number): number =>
        Math.exp(sign * mu * r + (mu * s) ** 2 / 2) *
        erfc((sign * r) / (Math.SQRT2 * s) + (mu * s) / Math.SQRT2);
      if (r > 0) return (part(-1) - part(1)) / (2 * r);
      return Math.sqrt(2 / Math.PI) / s - mu * Math.exp((mu * s) ** 2 / 2) * erfc((mu * s) / Math.SQRT2);
    };
    const potentials = [
      { interaction: potentialCoulomb({ dimension: 3, charge: -2 }), exact: (r: number) => -2 * coulomb(r) },
      { interaction: potentialYukawa({ dimension: 3, screening: mu }), exact: yukawa },
    ];
    const errors = [14, 18, 24].map((points) => {
      // Not a cube, and the centre is not a point.
      const grid = quantumGrid({
        low: [-7, -7, -7.3],
        high: [7, 7, 7.1],
        points: [points, points, points + 1],
      });
      const initial = gaussianPacket({ grid, width: s, hbar: 0.5 });
      return potentials.map(({ interaction, exact }) => {
        const field = hartreeField(initial, { interaction });
        let worst = 0;
        eachPoint([grid], (x, at) => {
          worst = Math.max(worst, Math.abs(field[at] - exact(Math.hypot(...x))));
        });
        return worst;
      });
    });
    errors[0].forEach((_, i) => {
      // The spectrum of ρ at π/h is e^{−(πs/h)²/2}: 7e−3, 3e−4, 5e−7 times the mean of V̂ there; 1e−10 lies outside the box.
      const [coarse, middle, fine] = errors.map((error) => error[i]);
      expect(coarse).toBeLessThan(5e-3);
      expect(middle).toBeLessThan(coarse / 15);
      expect(fine).toBeLessThan(middle / 200);
      expect(fine).toBeLessThan(1e-6);
    });
  });

  it('has truncated transforms with the right limits', () => {
    const coulomb = potentialCoulomb({ dimension: 3, charge: 3 }).truncatedFourier!;
    const yukawa = potentialYukawa({ dimension: 3, screening: 0.4, charge: 3 });
    expect(coulomb(0, 2)).toBeCloseTo(24 * Math.PI, 12);
    // ∫4πr²·sin(ωr)/(ωr)·V(r)dr by Gauss's rule.
    const { nodes, weights } = mapRule(gaussLegendre(40), 0, 2);
    for (const omega of [0.01, 1.3, 7]) {
      const integral = (v: (r: number) => number): number =>
        nodes.reduce(
          (sum, r, i) => sum + weights[i] * 4 * Math.PI * r * (Math.sin(omega * r) / omega) * v(r),
          0,
        );
      expect(coulomb(omega, 2)).toBeCloseTo(
        integral((r) => 3 / r),
        10,
      );
      expect(yukawa.truncatedFourier!(omega, 2)).toBeCloseTo(
        integral((r) => (3 * Math.exp(-0.4 * r)) / r),
        10,
      );
    }
    expect(yukawa.truncatedFourier!(1.1, 100)).toBeCloseTo(yukawa.fourier!(1.1), 12);
  });

  it('reports a box that is too small and a grid that has become too coarse', () => {
    const small = quantumGrid({ low: -6, high: 6, points: 96 });
    const leaving = hartreeSolver({
      initial: gaussianPacket({ grid: small, momentum: 2, width: 0.7 }),
      interaction: none,
    });
    expect(leaving.report.status).toBe('resolved');
    expect(leaving.run({ until: 2.5, timeStep: 0.5, samples: 2 }).status).toBe('box too small');
    expect(leaving.report.edgeMass).toBeGreaterThan(0.05);
    // Seen on the way, not only at the end.
    leaving.run({ until: 0, timeStep: 0.5 });
    expect(leaving.report.status).toBe('box too small');
    const focusing = hartreeSolver({
      initial: gaussianPacket({ grid: small, hbar: 0.15, width: 1 }),
      interaction: potentialHarmonic({ dimension: 1, stiffness: 9 }),
    });
    expect(focusing.run({ until: 0.12, timeStep: 0.02 }).status).toBe('grid too coarse');
  });

  it('knows that it was interrupted', () => {
    const solver = hartreeSolver({ initial: twoHumps(), interaction: cosine });
    const parts = (solver as unknown as { space: { fly: () => void } }).space;
    const fly = parts.fly;
    parts.fly = () => {
      throw new Error('interrupt');
    };
    expect(() => solver.step(0.1)).toThrow('interrupt');
    parts.fly = fly;
    expect(() => solver.step(0.1)).toThrow('interrupted in the middle of a step');
    expect(() => solver.state).toThrow('make a new solver');
  });

  it('refuses what it cannot do', () => {
    expect(() => hartreeSolver({ interaction: none } as Parameters<typeof hartreeSolver>[0])).toThrow(
      'initial must be a wave function on a grid, got undefined',
    );
    const initial = gaussianPacket({ grid: line });
    const periodic = planeWaveState({ grid: circle });
    const flat = potentialHarmonic({ dimension: 2, stiffness: 1 });
    expect(() => hartreeSolver({ initial, interaction: flat })).toThrow(
      "interaction must have the grid's dimension 1, got 2",
    );
    expect(() =>
      hartreeSolver({ initial: periodic, interaction: potentialCosine({ wavenumber: 0.7 }) }),
    ).toThrow("interaction must have a period that divides the circle's length");
    const oblong = quantumGrid({ low: [0, 0, 0], high: [512, 64, 64], points: [512, 64, 64] });
    expect(() => truncatedSamples(potentialCoulomb({ dimension: 3 }), oblong)).toThrow(
      'take a box that is less oblong',
    );
    expect(() => hartreeSolver({ initial, interaction: potentialCoulomb({ dimension: 1 }) })).toThrow(
      'singular at 0 in d = 1',
    );
    expect(() => hartreeSolver({ initial, interaction: none, external: () => Infinity })).toThrow(
      'external must be finite on the grid',
    );
    expect(() => hartreeSolver({ initial, interaction: none, order: 3 as 2 })).toThrow(
      'order must be one of 2, 4',
    );
    expect(() => hartreeSolver({ initial, interaction: none, mass: -1 })).toThrow(
      'mass must be a finite number > 0',
    );
    expect(() => hartreeSolver({ initial, interaction: {} as Interaction })).toThrow(
      'interaction must be made by',
    );
    const rough = planeWaveState({ grid: circle, mode: 30 });
    expect(() => hartreeSolver({ initial: rough, interaction: cosine })).toThrow(
      /the grid must resolve the initial state.*try 128 points/,
    );
    expect(() => hartreeSolver({ initial, interaction: none }).run({ until: 1e9, timeStep: 1e-4 })).toThrow(
      's of work',
    );
  });
});
