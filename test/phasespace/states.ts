import {
  catState,
  coherentSpan,
  coherentSuperposition,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  type DensityState,
  fockDensity,
  fockState,
  gaussianState,
  multiplyMatrices,
  realMatrix,
  scaleMatrix,
  squeezedState,
  thermalState,
  toeplitzGaussians,
  toeplitzState,
  trace,
} from '../../lib/index';
import { hermitianPart } from '../../lib/numerics/index';

/** A random density matrix of full rank. */
export function randomDensity(seed: number, levels: number): DenseMatrix {
  const random = createRandom(seed);
  const a = complexMatrix(levels, levels);
  for (let i = 0; i < a.data.length; i++) a.data[i] = random.normal();
  const positive = hermitianPart(multiplyMatrices(a, a, { adjointB: true }));
  return scaleMatrix(positive, 1 / trace(positive).re);
}

/** States of every closed family in d = 1, all of them well within 60 levels and |z| < 6. */
export function samples(epsilon: number): Record<string, DensityState> {
  const covariance = realMatrix(2, 2, [0.3, 0.12, 0.12, 0.5]);
  return {
    'Fock level 3': fockState({ epsilon, level: 3 }),
    'random Fock matrix': fockDensity({ epsilon, density: randomDensity(5, 6) }),
    cat: catState({ epsilon, point: [0.7, -0.4], coherence: 0.8 }),
    'superposition with phases': coherentSuperposition({
      epsilon,
      points: [
        [0.6, 0.3],
        [-0.4, 0.5],
        [0, -0.7],
      ],
      amplitudes: [1, [0.3, -0.6], [0, 0.5]],
    }),
    'span of rank 3': coherentSpan({
      epsilon,
      points: [
        [0.2, 0.3],
        [-0.1, 0.2],
        [0.4, -0.2],
      ],
      coefficients: randomDensity(9, 3),
      normalise: true,
    }),
    'atoms of Töplitz': toeplitzState({
      epsilon,
      points: [
        [0.5, 0.2],
        [-0.3, 0.6],
        [0.1, -0.8],
      ],
      weights: [0.5, 0.2, 0.3],
    }),
    'squeezed and turned': squeezedState({ epsilon, squeezing: 0.4, angle: 0.6, point: [0.3, -0.2] }),
    thermal: thermalState({ epsilon, occupation: 0.7, point: [0.2, 0.1] }),
    'mixed Gaussian': gaussianState({ epsilon, mean: [-0.2, 0.3], covariance }),
    'Gaussians of Töplitz': toeplitzGaussians({
      epsilon,
      points: [
        [0.5, 0],
        [-0.5, 0.2],
      ],
      covariance: 0.05,
    }),
  };
}
