import { complexMatrix, type DenseMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { finiteArray, optionsOf } from '../numerics/guards';
import { gaussHermite } from '../numerics/quadrature/gaussHermite';
import { centresOf } from '../solvers/kinetic/gridState';
import type { QuantumGrid } from '../solvers/quantum/grid/grid';
import { checkedPoints } from './coherentStates';
import { momentumEnd } from './gridLines';
import { checkedBasis, type OperatorBasis, type PhaseSpaceSymbol, symbolTable } from './symbols';
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
/** A rule of many nodes for many levels may take so long. */
const mostSeconds = 60;

/**
 * The Töplitz operator OP^T(a) = (2πε)^{−1}∬a(z)|z⟩⟨z|dz (the notes' §3.2.4) in d = 1: positive where a is, OP^T(1) = I, and the
 * Weyl operator of a ⋆ N(0, ε/2). On the Fock basis (`levels`) by a Gauss–Hermite rule, exact to rounding for polynomials of
 * degree up to 2(nodes − levels) in x and in ξ; on a `grid` by a lattice of points of phase space with the spacing √ε/2, whose
 * error is e^{−4π²}, for waves that the grid resolves and that vanish near its edges.
 * @throws RangeError as `weylOperator`, and for a measure with other than finite points [q, p] and one weight each.
 */
export function toeplitzOperator(options: ToeplitzOptions): DenseMatrix {
  const { symbol, nodes, measure, ...basis } = optionsOf(
    'toeplitzOperator',
    options,
    '{ epsilon: 0.2, levels: 20, symbol: (x, xi) => x * xi }',
    ['epsilon', 'levels', 'grid', 'symbol', 'nodes', 'measure'],
  );
  const checked = checkedBasis(basis);
  const { epsilon } = basis;
  if (measure) return toeplitzOfMeasure(symbol, measure, basis);
  return 'grid' in checked
    ? toeplitzOnGrid(symbol, checked.grid, epsilon)
    : toeplitzInFock(symbol, checked.levels, epsilon, checkedNodes(nodes, checked.levels + 40));
}

function toeplitzOfMeasure(
  symbol: PhaseSpaceSymbol,
  measure: Required<ToeplitzOptions>['measure'],
  { epsilon, levels, grid }: OperatorBasis,
): DenseMatrix {
  const points = checkedPoints('measure.points', measure.points);
  if (points[0].length !== 2) throw new RangeError('measure.points must be of d = 1, [q, p]');
  const weights = finiteArray('measure.weights', measure.weights, points.length);
  const size = levels ?? grid!.size;
  const out = complexMatrix(size, size);
  for (let begin = 0; begin < points.length; begin += pointsAtOnce) {
    const some = points.slice(begin, begin + pointsAtOnce);
    const vectors =
      levels === undefined ? packetsOnGrid(some, grid!, epsilon) : coherentAmplitudes(some, levels, epsilon);
    const values = complexMatrix(1, some.length);
    some.forEach(([q, p], k) => {
      const { data } = symbolTable(symbol, Float64Array.of(q), Float64Array.of(p));
      for (const part of [0, 1])
        values.data[2 * k + part] = (data[part] * weights[begin + k]) / (2 * Math.PI * epsilon);
    });
    addProjectors(vectors, values.data, out);
  }
  return out;
}

/** ⟨h_m|z⟩⟨z|h_n⟩ is a polynomial times e^{−|z|²/2ε}: a Gauss–Hermite rule on either axis, row by row. */
function toeplitzInFock(
  symbol: PhaseSpaceSymbol,
  levels: number,
  epsilon: number,
  count: number,
): DenseMatrix {
  const seconds = 4e-9 * (count * levels) ** 2;
  if (seconds > mostSeconds)
    throw new RangeError(
      `levels·nodes must take at most ${mostSeconds} s, got ${levels} · ${count} (estimated ${Math.ceil(seconds)} s)`,
    );
  const rule = gaussHermite(count);
  const points = rule.nodes.map((t) => Math.sqrt(2 * epsilon) * t);
  const { data } = symbolTable(symbol, points, points);
  const out = complexMatrix(levels, levels);
  points.forEach((q, i) => {
    const row = data.subarray(2 * i * count, 2 * (i + 1) * count);
    const values = row.map(
      (part, k) => (part * rule.scaledWeights[i] * rule.scaledWeights[k >> 1]) / Math.PI,
    );
    const line = Array.from(points, (p) => Float64Array.of(q, p));
    addProjectors(coherentAmplitudes(line, levels, epsilon), values, out);
  });
  return out;
}

/**
 * A lattice over the phase space of the grid, of the spacing √ε/2: with T_q(x) = (2πε)^{−1}∫a(q, p)e^{ipx/ε}dp the kernel is
 * ∫g(x−q)g(y−q)T_q(x−y)dq, g the Gaussian of a coherent state.
 */
function toeplitzOnGrid(symbol: PhaseSpaceSymbol, grid: QuantumGrid, epsilon: number): DenseMatrix {
  const n = grid.size;
  const [h] = grid.spacing;
  const end = momentumEnd({ spacing: h }, epsilon);
  const [q, p] = [equidistant(grid.low[0], grid.high[0], epsilon), equidistant(-end, end, epsilon)];
  const phases = complexMatrix(p.points.length, 2 * n - 1);
  const { cos, sin, exp, PI, sqrt } = Math;
  for (let k = 0, at = 0; k < p.points.length; k++)
    for (let d = 1 - n; d < n; d++) {
      const angle = (p.points[k] * d * h) / epsilon;
      phases.data[at++] = (p.step * cos(angle)) / (2 * PI * epsilon);
      phases.data[at++] = (p.step * sin(angle)) / (2 * PI * epsilon);
    }
  const kernels = multiplyMatrices(symbolTable(symbol, q.points, p.points), phases).data;
  const out = complexMatrix(n, n);
  q.points.forEach((centre, row) => {
    const unit = sqrt((q.step * h) / sqrt(PI * epsilon));
    const packet = grid.axes[0].map((x) => unit * exp((-0.5 * (x - centre) ** 2) / epsilon));
    const start = 2 * (row * (2 * n - 1) + n - 1);
    for (let i = 0, at = 0; i < n; i++)
      for (let j = 0; j < n; j++, at += 2) {
        const size = packet[i] * packet[j];
        out.data[at] += size * kernels[start + 2 * (i - j)];
        out.data[at + 1] += size * kernels[start + 2 * (i - j) + 1];
      }
  });
  return out;
}

/** Midpoints of cells of about √ε/2. */
function equidistant(low: number, high: number, epsilon: number): { points: Float64Array; step: number } {
  const count = Math.ceil((high - low) / (0.5 * Math.sqrt(epsilon)));
  return { points: centresOf([low, high], count), step: (high - low) / count };
}

/** out += Σ values_k v_k v_k* for the columns v_k, values interleaved. */
function addProjectors(vectors: DenseMatrix, values: Float64Array, out: DenseMatrix): void {
  const weighted = complexMatrix(vectors.rows, vectors.columns);
  for (let i = 0, at = 0; i < vectors.rows; i++)
    for (let k = 0; k < values.length; k += 2, at += 2) {
      const [re, im] = [vectors.data[at], vectors.data[at + 1]];
      weighted.data[at] = values[k] * re - values[k + 1] * im;
      weighted.data[at + 1] = values[k] * im + values[k + 1] * re;
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
