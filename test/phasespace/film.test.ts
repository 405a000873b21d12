import {
  film,
  fockState,
  gaussianPacket,
  gridDensityState,
  gridMarginals,
  gridState,
  hartreeSolver,
  manyBodySolver,
  phaseSpaceHeatMap,
  potentialGaussian,
  productState,
  quantumGrid,
  superposition,
  transformFrames,
  waveReducedDensity,
  wignerTransform,
} from '../../lib/index';

const hbar = 0.3;
const grid = quantumGrid({ low: -6, high: 6, points: 128 });
const interaction = potentialGaussian({ dimension: 1, amplitude: 0 });
const initial = superposition([
  gaussianPacket({ grid, hbar, centre: 1.2 }),
  gaussianPacket({ grid, hbar, centre: -1.2, width: 0.5 }),
]);
const window = { x: [-3, 3], xi: [-3, 3], nX: 30, nXi: 30 } as const;

describe('frames along a run', () => {
  it('in a harmonic potential the Wigner function turns', () => {
    const solver = hartreeSolver({ initial, interaction, external: ([x]) => 0.5 * x * x });
    const frames = transformFrames({ solver, until: Math.PI / 2, timeStep: 0.04, samples: 4, window });
    expect(frames.map(({ time }) => time)).toEqual([0, 1, 2, 3, 4].map((k) => (Math.PI / 2) * (k / 4)));
    const [first, , , , last] = frames.map(({ density }) => density.values);
    expect(first).toEqual(wignerTransform(gridState(initial)).on(window).values);
    // A quarter turn carries (x, ξ) to (ξ, −x): W(π/2, x, ξ) = W(0, −ξ, x), on cells that the turn exchanges.
    for (let i = 0; i < 30; i++)
      for (let j = 0; j < 30; j++) expect(last[30 * i + j]).toBeCloseTo(first[30 * (29 - j) + i], 6);
    const moving = film(frames, { quantity: 'W' });
    expect(moving.frameCount).toBe(5);
  });

  it('Husimi functions, and reduced densities of several particles', () => {
    const two = productState([initial, initial]);
    const solver = manyBodySolver({ initial: two, interaction, external: ([x]) => 0.5 * x * x });
    const frames = transformFrames({
      solver,
      until: 0.1,
      timeStep: 0.05,
      samples: 1,
      kind: 'husimi',
      window: { x: [-6, 6], xi: [-6, 6], nX: 60, nXi: 60 },
      stateOf: (wave) => gridDensityState({ epsilon: hbar, grid, density: waveReducedDensity(wave) }),
    });
    const mass = gridMarginals(frames[1].density).position.reduce((sum, value) => sum + value / 5, 0);
    expect(mass).toBeCloseTo(1, 8);
    expect(Math.min(...frames[1].density.values)).toBeGreaterThanOrEqual(0);
  });

  it('refuses more pictures than a film has', () => {
    const solver = hartreeSolver({ initial, interaction });
    expect(() => transformFrames({ solver, until: 1, timeStep: 0.1, samples: 60, window })).toThrow(
      'samples must be an integer in [1, 59], got 60',
    );
    expect(() => transformFrames({ solver, until: 1, timeStep: 0.1, window, kind: 'weyl' as never })).toThrow(
      'kind must be one of',
    );
  });

  it('heat maps give a Wigner function both colours', () => {
    const figure = phaseSpaceHeatMap(wignerTransform(fockState({ epsilon: 0.2, level: 1 })).on(), {
      quantity: 'W',
    });
    expect(figure.alt).toContain('values from −1.58 to 0.71');
  });
});
