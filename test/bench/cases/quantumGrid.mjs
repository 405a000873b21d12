/** Hartree's equation on a grid: Strang steps with our set-up included, against the same scheme in NumPy and SciPy's FFT. */

export const title = "Hartree's equation on a grid";

export const cases = [
  [1, 1024, 400, true],
  [2, 128, 40, true],
  [3, 64, 30, true],
  [2, 128, 40, false],
  [3, 64, 30, false, true],
].map(([dimension, points, steps, periodic, coulomb = false]) => ({
  name:
    `${new Array(dimension).fill(points).join('×')}, ${steps} steps, ${periodic ? 'torus' : 'free space'}` +
    `${coulomb ? ', 1/|x|' : ''}`,
  operation: 'strang',
  input: { dimension, points, steps, periodic, coulomb },
  // Rounding of every step, and of the Gaussians at the start.
  tolerance: 1e-10,
  peers: { SciPy: periodic ? { target: 0.8 } : coulomb ? { target: 1 } : {} },
  seconds: 8,
}));

const perAxis = (dimension, value) => new Array(dimension).fill(value);

function ours({ dimension, points, steps, periodic, coulomb }, { library }) {
  const { quantumGrid, gaussianPacket, hartreeSolver, potentialCoulomb, potentialGaussian } = library;
  const axes = (value) => perAxis(dimension, value);
  const grid = quantumGrid({ low: axes(-5), high: axes(5), points: axes(points), periodic });
  const initial = gaussianPacket({ grid, hbar: 0.7, width: 0.45, momentum: 0.3 });
  const interaction = coulomb ? potentialCoulomb({ dimension }) : potentialGaussian({ dimension });
  const run = () => {
    const solver = hartreeSolver({ initial, interaction, order: 2 });
    solver.run({ until: 0.01 * steps, timeStep: 0.01 });
    return solver.state.values;
  };
  return { run };
}

export const contenders = { strang: { ours } };
