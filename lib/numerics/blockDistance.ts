/** Two arrays of blocks, one block of equal length for each weight: positions and momenta of a cloud, say. */
interface Blocks {
  readonly x: Float64Array;
  readonly xi: Float64Array;
}

/** Σ_j w_j(|x_j − x'_j| + |ξ_j − ξ'_j|), Euclidean norm of each block. */
export function meanBlockDistance(a: Blocks, b: Blocks, weights: Float64Array): number {
  const length = a.x.length / weights.length;
  let sum = 0;
  for (let j = 0; j < weights.length; j++) {
    let dx = 0;
    let dxi = 0;
    for (let i = j * length; i < (j + 1) * length; i++) {
      dx += (a.x[i] - b.x[i]) ** 2;
      dxi += (a.xi[i] - b.xi[i]) ** 2;
    }
    sum += weights[j] * (Math.sqrt(dx) + Math.sqrt(dxi));
  }
  return sum;
}
