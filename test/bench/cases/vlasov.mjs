/** Vlasov's equation on a grid: Strang steps of the HMF model, our set-up included, against the same scheme in SciPy. */

export const title = 'Vlasov on a grid';

export const cases = [
  [256, 50, 3],
  [256, 50, 5],
  [512, 20, 3],
  [512, 20, 5],
].map(([cells, steps, degree]) => ({
  name: `${cells}², ${steps} steps, splines of degree ${degree}`,
  operation: 'hmf',
  input: { cells, steps, degree },
  // The shift in Fourier space is another scheme; quintic splines come as near to it as this.
  tolerance: degree === 5 ? 1e-6 : 1e-9,
  peers: { SciPy: { target: 0.1 }, ...(degree === 5 && { 'NumPy FFT': { target: 0.2 } }) },
  seconds: 8,
}));

function ours({ cells, steps, degree }, { library: { potentialCosine, vlasovGridSolver } }) {
  const timeStep = 0.05;
  const options = {
    interaction: potentialCosine(),
    density: (x, xi) => (1 + 0.4 * Math.cos(x)) * Math.exp(-2 * xi * xi),
    box: { xi: [-4.5, 4.5] },
    cells,
    degree,
    splitting: 'verlet',
    timeStep,
  };
  return { run: () => vlasovGridSolver(options).advanceTo(steps * timeStep).values };
}

export const contenders = { hmf: { ours } };
