import {
  gaussianPacket,
  hartreeEnergy,
  hartreeSolver,
  kineticEnergy,
  manyBodySolver,
  planeWaveState,
  potentialCosine,
  potentialHarmonic,
  productState,
  quantumGrid,
} from '../../../../lib/index';
import { interactionSamples } from '../../../../lib/solvers/quantum/grid/interaction';

const line = quantumGrid({ low: -8, high: 8, points: 128 });
const circle = quantumGrid({ low: 0, high: 2 * Math.PI, points: 64, periodic: true });
const packet = gaussianPacket({ grid: line });
const wave = gaussianPacket({ grid: circle, hbar: 0.3, centre: Math.PI, momentum: 0.6, width: 0.4 });
const none = potentialHarmonic({ dimension: 1, stiffness: 0 });
const cosine = potentialCosine({ amplitude: -2 });

describe('the report of a grid solver', () => {
  it('measures the energy against its largest parts, at the samples', () => {
    const solver = hartreeSolver({ initial: wave, interaction: cosine, order: 2 });
    const before = solver.energy;
    let largest = 0;
    let size = 0;
    const report = solver.run({
      until: 2,
      timeStep: 0.1,
      samples: 8,
      observe: (_, state) => {
        const { kinetic, external, interaction, total } = hartreeEnergy(state, { interaction: cosine });
        size = Math.max(size, Math.abs(kinetic) + Math.abs(external) + Math.abs(interaction));
        largest = Math.max(largest, Math.abs(total - before.total) / size);
      },
    });
    expect(largest).toBeGreaterThan(1e-7);
    expect(report.energyDrift / largest).toBeCloseTo(1, 6);
    expect(report.status).toBe('resolved');
  });

  it('has an error of the order of the step: 2⁴ times less for half of it', () => {
    const drift = (timeStep: number): number =>
      hartreeSolver({ initial: wave, interaction: cosine }).run({ until: 2, timeStep, samples: 4 })
        .energyDrift;
    const ratio = drift(0.25) / drift(0.125);
    expect(ratio).toBeGreaterThan(11);
    expect(ratio).toBeLessThan(23);
  });

  it('says that the step is too long, where the grid is not to blame', () => {
    const strong = hartreeSolver({ initial: packet, interaction: none, external: ([x]) => 1e6 * x });
    expect(strong.run({ until: 1, timeStep: 0.1 }).status).toBe('step too long');
    const slow = hartreeSolver({ initial: wave, interaction: cosine });
    expect(slow.run({ until: 50, timeStep: 25 })).toMatchObject({ status: 'step too long' });
    const pair = manyBodySolver({
      initial: productState([wave, wave]),
      interaction: potentialCosine({ amplitude: -20 }),
    });
    expect(pair.run({ until: 10, timeStep: 2.5 }).status).toBe('step too long');
  });

  it('is calm about a state at rest without energy', () => {
    const still = hartreeSolver({ initial: planeWaveState({ grid: circle }), interaction: none });
    expect(still.run({ until: 1, timeStep: 0.1 })).toMatchObject({ energyDrift: 0, status: 'resolved' });
  });

  it('says that the norm is lost when the state has been written to', () => {
    const solver = hartreeSolver({ initial: wave, interaction: cosine });
    solver.state.values.fill(0);
    expect(solver.report.status).toBe('norm lost');
    expect(solver.run({ until: 0.1, timeStep: 0.1 }).status).toBe('norm lost');
  });
});

describe('the doors of the grid', () => {
  it('take states of norm 1 only', () => {
    const triple = { ...wave, values: wave.values.map((value) => 3 * value) };
    expect(() => hartreeSolver({ initial: triple, interaction: cosine })).toThrow(
      /initial must have norm 1 \(within 1e-9\), got norm 3/,
    );
    const pair = productState([wave, wave]);
    const more = { ...pair, values: pair.values.map((value) => 1.1 * value) };
    expect(() => manyBodySolver({ initial: more, interaction: cosine })).toThrow('initial must have norm 1');
  });

  it('take positive masses only, for energies too', () => {
    for (const mass of [0, -1, Number.NaN]) {
      expect(() => kineticEnergy(packet, mass)).toThrow('mass must be a finite number > 0');
      expect(() => hartreeEnergy(packet, { interaction: none, mass })).toThrow('mass must be');
      expect(() => hartreeSolver({ initial: packet, interaction: none, mass })).toThrow('mass must be');
    }
    expect(kineticEnergy(packet, Number.POSITIVE_INFINITY)).toBe(0);
  });

  it('look at the period on every axis', () => {
    const torus = quantumGrid({ low: 0, high: [2, 3], points: 8, periodic: true });
    const interaction = { ...potentialHarmonic({ dimension: 2, stiffness: 1 }), period: 2 };
    expect(() => interactionSamples(interaction, torus)).toThrow("divides the circle's length 3");
  });

  it('refuse lengths that overflow', () => {
    expect(() => quantumGrid({ low: -1e308, high: 1e308, points: 8 })).toThrow(
      'high − low on axis 0 must be a finite number, got Infinity',
    );
  });
});
