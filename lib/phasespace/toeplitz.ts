import { complexMatrix, type DenseMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { finiteArray } from '../numerics/guards';
import { gaussHermite } from '../numerics/quadrature/gaussHermite';
import type { QuantumGrid } from '../solvers/quantum/grid';
import { checkedPoints } from './coherentStates';
import { momentumEnd } from './gridLines';
import { checkedBasis, type PhaseSpaceSymbol, symbolTable } from './symbols';
import { coherentAmplitudes } from './toFock';
import { checkedNodes, type QuantisationOptions } from './weyl';

export interface ToeplitzOptions extends QuantisationOptions {
  /** A measure Σ weights_k δ_{points_k} in the place of dx dξ: OP^T(aμ) = (2πε)^{−1}Σ weights_k a(z_k)|z_k⟩⟨z_k|. */
  readonly measure?: {
    readonly points: readonly ArrayLike<number>[];
    readonly weights: ArrayLike<number>;
  };
}

/** Coherent states taken together. */
const pointsAtOnce = 512;

/**
 * The Töplitz operator OP^T(a) = (2πε)^{−1}∬a(z)|z⟩⟨z|dz (the notes' §3.2.4) in d = 1: positive where a is, OP^T(1) = I, and the
 * Weyl operator of a ⋆ N(0, ε/2). On the Fock basis (`levels`) by a Gauss–Hermite rule, exact to rounding for polynomials of
 * degree up to 2(nodes − levels) in x and in ξ; on a `grid` by a lattice of points of phase space with the spacing √ε/2, whose
 * error is e^{−4π²}, for waves that the grid resolves and that vanish near its edges.
 * @throws RangeError as `weylOperator`, and for a measure with other than finite points [q, p] and one weight each.
 */
export function toeplitzOperator({ symbol, nodes, measure, ...basis }: ToeplitzOptions): DenseMatrix {
  const checked = checkedBasis(basis);
  const { epsilon } = basis;
  const size = 'grid' in checked ? checked.grid.size : checked.levels;
  const amplitudes = (points: readonly Float64Array[]): DenseMatrix =>
    'grid' in checked
      ? packetsOnGrid(points, checked.grid, epsilon)
      : coherentAmplitudes(points, checked.levels, epsilon);
  const out = complexMatrix(size, size);
  const add = (points: readonly Float64Array[], weights: ArrayLike<number>): void => {
    for (let begin = 0; begin < points.length; begin += pointsAtOnce) {
      const some = points.slice(begin, begin + pointsAtOnce);
      addProjectors(
        amplitudes(some),
        symbol,
        some,
        Array.from(some, (_, k) => weights[begin + k]),
        epsilon,
        out,
      );
    }
  };
  if (measure) {
    const points = checkedPoints('measure.points', measure.points);
    if (points[0].length !== 2) throw new RangeError('measure.points must be of d = 1, [q, p]');
    add(points, finiteArray('measure.weights', measure.weights, points.length));
    return out;
  }
  const [[x, u], [xi, v]] =
    'grid' in checked
      ? latticeAxes(checked.grid, epsilon)
      : hermiteAxes(checkedNodes(nodes, checked.levels + 40), epsilon);
  x.forEach((q, i) => {
    add(
      Array.from(xi, (p) => Float64Array.of(q, p)),
      v.map((weight) => u[i] * weight),
    );
  });
  return out;
}

type Axis = readonly [points: Float64Array, weights: Float64Array];

/** ⟨h_m|z⟩⟨z|h_n⟩ is a polynomial times e^{−|z|²/2ε}. */
function hermiteAxes(count: number, epsilon: number): [Axis, Axis] {
  const rule = gaussHermite(count);
  const scale = Math.sqrt(2 * epsilon);
  const axis: Axis = [rule.nodes.map((t) => scale * t), rule.scaledWeights.map((w) => scale * w)];
  return [axis, axis];
}

/** A lattice over the phase space of the grid. */
function latticeAxes(grid: QuantumGrid, epsilon: number): [Axis, Axis] {
  const end = momentumEnd({ spacing: grid.spacing[0] }, epsilon);
  return [equidistant(grid.low[0], grid.high[0], epsilon), equidistant(-end, end, epsilon)];
}

function equidistant(low: number, high: number, epsilon: number): Axis {
  const count = Math.ceil((high - low) / (0.5 * Math.sqrt(epsilon)));
  const step = (high - low) / count;
  return [
    Float64Array.from({ length: count }, (_, i) => low + (i + 0.5) * step),
    new Float64Array(count).fill(step),
  ];
}

/** out += (2πε)^{−1}Σ weights_k a(z_k)·v_k v_k* for the columns v_k. */
function addProjectors(
  vectors: DenseMatrix,
  symbol: PhaseSpaceSymbol,
  points: readonly Float64Array[],
  weights: readonly number[],
  epsilon: number,
  out: DenseMatrix,
): void {
  const values = points.map(([q, p], k) => {
    const { data } = symbolTable(symbol, Float64Array.of(q), Float64Array.of(p));
    return data.map((part) => (part * weights[k]) / (2 * Math.PI * epsilon));
  });
  const weighted = complexMatrix(vectors.rows, vectors.columns);
  for (let i = 0, at = 0; i < vectors.rows; i++)
    for (let k = 0; k < points.length; k++, at += 2) {
      const [re, im] = [vectors.data[at], vectors.data[at + 1]];
      weighted.data[at] = values[k][0] * re - values[k][1] * im;
      weighted.data[at + 1] = values[k][0] * im + values[k][1] * re;
    }
  const { data } = multiplyMatrices(weighted, vectors, { adjointB: true });
  for (let k = 0; k < data.length; k++) out.data[k] += data[k];
}

/** √cell·⟨x_i|z_k⟩, points of the grid × points of phase space. */
function packetsOnGrid(points: readonly Float64Array[], grid: QuantumGrid, epsilon: number): DenseMatrix {
  const [x] = grid.axes;
  const unit = Math.sqrt(grid.cell) / (Math.PI * epsilon) ** 0.25;
  const out = complexMatrix(x.length, points.length);
  for (let i = 0, at = 0; i < x.length; i++)
    for (const [q, p] of points) {
      const size = unit * Math.exp((-0.5 * (x[i] - q) ** 2) / epsilon);
      out.data[at++] = size * Math.cos((p * x[i]) / epsilon);
      out.data[at++] = size * Math.sin((p * x[i]) / epsilon);
    }
  return out;
}
