import { potentialCoulomb } from '../../../interactions/coulomb';
import { type Convolution, convolution } from '../../../numerics/fourier/convolution';
import { truncatedKernel } from '../../../numerics/fourier/truncatedKernel';

/** Cells between the elements and the border of the mesh: room for the splines and what undoes them. */
const margin = 4;
/** Numbers of points are multiples of this, so that a cloud that changes its shape seldom needs another kernel. */
const multiple = 4;

/** The coefficients of ρ (masses laid down with cubic B-splines) or of φ in cubic B-splines, on a cubic mesh that follows the cloud. */
export interface FieldMesh {
  /** The place of point 0, 0, 0, the distance of points and their numbers along the axes. */
  readonly origin: Float64Array;
  spacing: number;
  points: readonly number[];
  density: Float64Array;
  potential: Float64Array;
  /** K∗ for distance 1: φ scales with the distance. */
  kernel?: Convolution;
}

export function newMesh(): FieldMesh {
  const none = new Float64Array(0);
  return { origin: new Float64Array(3), spacing: 1, points: [], density: none, potential: none };
}

/**
 * Lays the mesh around a cloud between `low` and `high`, with `resolution`³ cells in that box, and clears the density.
 * @throws RangeError when the cloud is so oblong that the kernel has no room.
 */
export function placeMesh(
  mesh: FieldMesh,
  low: ArrayLike<number>,
  high: ArrayLike<number>,
  resolution: number,
): void {
  const volume = (high[0] - low[0]) * (high[1] - low[1]) * (high[2] - low[2]);
  const spacing = Math.cbrt(volume) / resolution;
  const points = [0, 1, 2].map(
    (a) => multiple * Math.ceil(((high[a] - low[a]) / spacing + 1 + 2 * margin) / multiple - 1e-9),
  );
  mesh.spacing = spacing;
  points.forEach((n, a) => {
    mesh.origin[a] = 0.5 * (low[a] + high[a] - (n - 1) * spacing);
  });
  if (points.every((n, a) => n === mesh.points[a]) && mesh.kernel) mesh.density.fill(0);
  else {
    mesh.kernel = coulombKernel(points);
    mesh.points = points;
    mesh.density = new Float64Array(points[0] * points[1] * points[2]);
    mesh.potential = new Float64Array(mesh.density.length);
  }
}

/** Samples of a cubic B-spline at the integers have the transform (2 + cos θ)/3. */
function splineTransform(angle: number): number {
  return (2 + Math.cos(angle)) / 3;
}

/**
 * 1/|z| in empty space from the coefficients of ρ to those of φ: e^{ikx} is Σ_j e^{ikj}B(x − j) over the transform of B's
 * samples (U. Essmann et al., A smooth particle mesh Ewald method, J. Chem. Phys. 103 (1995)), once for the masses and once
 * for the field.
 */
function coulombKernel(points: readonly number[]): Convolution {
  const { name, truncatedFourier } = potentialCoulomb({ dimension: 3 });
  const kernel = truncatedKernel({
    name,
    shape: points,
    spacing: [1, 1, 1],
    transform: truncatedFourier as NonNullable<typeof truncatedFourier>,
    window: (angle) => splineTransform(angle) ** -2,
  });
  return convolution({ shape: points, spacing: 1, kernel, boundary: 'free' });
}

/** φ from ρ, whose coefficients are masses: `scale` multiplies them. */
export function solvePotential(mesh: FieldMesh, scale: number): void {
  const { density, potential, kernel } = mesh;
  const factor = scale / mesh.spacing;
  kernel?.applyInto(density, potential);
  for (let i = 0; i < potential.length; i++) potential[i] *= factor;
}
