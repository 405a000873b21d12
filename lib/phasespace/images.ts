import { identityMatrix, scaleMatrix } from '../numerics/dense';
import { addMatrices } from '../numerics/dense/elementary';
import { complexMatrix, type DenseMatrix, realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { spectralDerivative } from '../numerics/fourier/spectral';
import { realIfReal } from './orthonormal';
import type { GridState } from './states';

/**
 * Vectors v_k with their images under Y_1, …, Y_d, P_1, …, P_d, as columns in orthonormal coordinates that hold both: the
 * forms ⟨v_i|A v_j⟩ and ⟨Av_i|Bv_j⟩ are then those of the operators, without any truncation.
 */
export interface Images {
  readonly vectors: DenseMatrix;
  readonly images: readonly DenseMatrix[];
}

/** ⟨v_i|Y_j v_k⟩, ⟨v_i|P_j v_k⟩ and ⟨v_i|(|Y|² + |P|²)v_k⟩. */
export interface Forms {
  readonly position: readonly DenseMatrix[];
  readonly momentum: readonly DenseMatrix[];
  readonly square: DenseMatrix;
}

export function formsOf({ vectors, images }: Images): Forms {
  const first = images.map((image) => multiplyMatrices(vectors, image, { adjointA: true }));
  const squares = images.map((image) => multiplyMatrices(image, image, { adjointA: true }));
  const d = images.length / 2;
  return {
    position: first.slice(0, d),
    momentum: first.slice(d),
    square: squares.reduce((a, b) => addMatrices(a, b)),
  };
}

/** Y = √(ε/2)(a + a†) and P = −i√(ε/2)(a − a†) on the first levels. */
function ladder(levels: number, epsilon: number): [position: DenseMatrix, momentum: DenseMatrix] {
  const [y, p] = [realMatrix(levels, levels), complexMatrix(levels, levels)];
  for (let n = 0; n + 1 < levels; n++) {
    const size = Math.sqrt((epsilon * (n + 1)) / 2);
    y.data[n * levels + n + 1] = y.data[(n + 1) * levels + n] = size;
    p.data[2 * (n * levels + n + 1) + 1] = -size;
    p.data[2 * ((n + 1) * levels + n) + 1] = size;
  }
  return [y, p];
}

/** Coordinates Y = q + σY₀, P = p + cσY₀ + P₀/σ. */
export interface Frame {
  readonly point: ArrayLike<number>;
  readonly stretch: number;
  readonly chirp: number;
}

const standard: Frame = { point: [0, 0], stretch: 1, chirp: 0 };

/** The levels of the oscillator Y₀² + P₀² of a frame; one level more holds all that Y and P lead to. */
export function levelImages(levels: number, epsilon: number, frame: Frame = standard): Images {
  const { point, stretch, chirp } = frame;
  const vectors = realMatrix(levels + 1, levels);
  for (let n = 0; n < levels; n++) vectors.data[n * (levels + 1)] = 1;
  const [y, p] = ladder(levels + 1, epsilon);
  const one = identityMatrix(levels + 1);
  const position = addMatrices(scaleMatrix(y, stretch), one, point[0]);
  const momentum = addMatrices(addMatrices(scaleMatrix(p, 1 / stretch), y, chirp * stretch), one, point[1]);
  return { vectors, images: [position, momentum].map((a) => multiplyMatrices(a, vectors)) };
}

/** The wave functions of a state on a grid. */
export function gridImages({ grid, waves, epsilon, dimension }: GridState): Images {
  const axes = Array.from({ length: dimension }, (_, axis) => axis);
  const columns = (list: readonly Float64Array[]): DenseMatrix => {
    const out = complexMatrix(grid.size, list.length);
    list.forEach((values, k) => {
      for (let i = 0; i < grid.size; i++)
        for (const part of [0, 1])
          out.data[2 * (i * list.length + k) + part] = Math.sqrt(grid.cell) * values[2 * i + part];
    });
    return realIfReal(out);
  };
  const coordinate = (axis: number, at: number): number => {
    if (dimension === 1) return grid.axes[0][at];
    const n = grid.points[1];
    return axis === 0 ? grid.axes[0][Math.floor(at / n)] : grid.axes[1][at % n];
  };
  const momentum = (axis: number): DenseMatrix => {
    const derivative = spectralDerivative({ shape: grid.points, lengths: grid.lengths, axis });
    return columns(
      waves.map((wave) => {
        const slope = derivative.apply(wave);
        // −iε∂ψ
        return slope.map((_, k) => (k % 2 === 0 ? epsilon * slope[k + 1] : -epsilon * slope[k - 1]));
      }),
    );
  };
  return {
    vectors: columns(waves),
    images: [
      ...axes.map((axis) =>
        columns(waves.map((wave) => wave.map((value, k) => value * coordinate(axis, k >> 1)))),
      ),
      ...axes.map(momentum),
    ],
  };
}
