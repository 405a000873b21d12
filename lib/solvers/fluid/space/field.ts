import { type Deformation, newDeformation, updateDeformation } from './deformation';
import { type Deposited, depositFluid, newDepositSpace } from './deposit';
import type { Labels } from './labels';
import { newMesh, placeMesh, solvePotential } from './mesh';
import { roughness } from './roughness';
import { gatherField } from './splines';

/** The field of the fluid in itself, with what its computation found on the way. */
export class FluidField {
  readonly deformation: Deformation;
  /** The least det ∂x/∂a in the core, at the positions of the last computation. */
  leastDeterminant: number = Number.NaN;
  deposited: Deposited = { mass: 1, coarse: 0 };
  private readonly mesh = newMesh();
  private readonly space = newDepositSpace();
  private readonly low = new Float64Array(3);
  private readonly high = new Float64Array(3);

  constructor(
    private readonly labels: Labels,
    private readonly resolution: number,
    private readonly sign: number,
  ) {
    this.deformation = newDeformation(labels);
  }

  /** Brings the potential up to date with the positions. */
  update(x: Float64Array): void {
    const { labels, mesh, low, high, deformation } = this;
    this.leastDeterminant = updateDeformation(labels, x, deformation);
    bounds(labels.active, x, low, high);
    placeMesh(mesh, low, high, this.resolution);
    this.deposited = depositFluid(mesh, labels, x, deformation, this.space);
    solvePotential(mesh, this.sign / this.deposited.mass);
  }

  /** See `roughness`: of ρ on the mesh. */
  get roughness(): number {
    const { density, points } = this.mesh;
    return roughness(density, [points[1] * points[2], points[2], 1]);
  }

  /** ∓∇φ at the active elements, three components each. */
  forceInto(x: Float64Array, out: Float64Array): void {
    gatherField(this.mesh, x, this.labels.active, out);
  }

  /** ±φ at the core, in its order. */
  potentialInto(x: Float64Array, values: Float64Array, scratch: Float64Array): void {
    gatherField(this.mesh, x, this.labels.core, scratch, values);
  }
}

function bounds(elements: Int32Array, x: Float64Array, low: Float64Array, high: Float64Array): void {
  low.fill(Infinity);
  high.fill(-Infinity);
  for (const element of elements)
    for (let c = 0; c < 3; c++) {
      const value = x[3 * element + c];
      if (value < low[c]) low[c] = value;
      if (value > high[c]) high[c] = value;
    }
}
