import { createRandom } from '../random';
import type { Cone } from './cone';
import { ArenaPlan, type ConicArena } from './kernels';
import { MatrixCone } from './matrixCone';
import { skylineOrder } from './ordering';
import type { SemidefiniteProgram } from './program';
import { SkylineMatrix } from './skyline';
import { VectorCone } from './vectorCone';

/** Nanoseconds per multiplication, roughly, of the kernels on a present-day core. */
export const nanosecondsPerProduct = 0.2;

/** Vectors over the constraints that the method keeps in the arena. */
const vectors = ['b', 'y', 'dy', 'rhs', 'image'] as const;
export type VectorName = (typeof vectors)[number];

/** All memory of one run: cones, Schur complement and vectors over one arena. */
export class ConicSpace {
  readonly cones: readonly Cone[];
  readonly schur: SkylineMatrix;
  readonly degree: number;
  /** Multiplications of one iteration, roughly. */
  readonly work: number;
  private readonly plan = new ArenaPlan();
  private readonly program: SemidefiniteProgram;
  private readonly position: Int32Array;
  private arena!: ConicArena;

  /** Plans the memory; nothing is allocated before `allocate`. RangeError when it cannot fit. */
  constructor(program: SemidefiniteProgram) {
    this.program = program;
    this.cones = program.blocks.map(({ size, kind }, b) =>
      kind === 'nonnegative'
        ? new VectorCone(size, program.operator[b], program.cost[b])
        : new MatrixCone(b, size, kind, program.operator[b], program.cost[b], this.plan),
    );
    const groups = this.cones.flatMap((cone, b) =>
      cone instanceof VectorCone ? cone.groups() : [program.operator[b].constraint],
    );
    const order = skylineOrder(program.values.length, groups);
    this.position = order.position;
    this.schur = new SkylineMatrix(order, this.plan);
    for (const name of vectors) this.plan.doubles(name, this.schur.length);
    this.degree = this.cones.reduce((sum, cone) => sum + cone.degree, 0);
    this.work = this.cones.reduce((sum, cone) => sum + cone.work, order.work);
  }

  allocate(): void {
    this.arena = this.plan.create();
    this.schur.attach(this.arena);
    if (this.arena.address.lanczosStart !== undefined)
      createRandom(1).fillNormal(this.arena.doubles('lanczosStart'));
    for (const cone of this.cones)
      if (cone instanceof VectorCone) cone.attach(this.arena, this.position, this.schur);
      else if (cone instanceof MatrixCone) cone.attach(this.arena, this.position);
    this.program.values.forEach((value, k) => {
      this.vector('b')[this.position[k]] = value;
    });
  }

  vector(name: VectorName): Float64Array {
    return this.arena.doubles(name);
  }

  dot(x: VectorName, y: VectorName): number {
    const { kernels, address } = this.arena;
    return kernels.dot(this.schur.length, address[x], address[y]);
  }

  /** A vector of the arena in the order of the constraints. */
  inGivenOrder(values: Float64Array): Float64Array {
    const out = new Float64Array(this.position.length);
    for (let k = 0; k < out.length; k++) out[k] = values[this.position[k]];
    return out;
  }

  /** The constraint that has the given row. */
  constraintOf(row: number): number {
    return this.position.indexOf(row);
  }

  assembleSchur(): void {
    this.schur.clear();
    for (const cone of this.cones) cone.addSchur();
  }

  sum(term: (cone: Cone) => number): number {
    return this.cones.reduce((total, cone) => total + term(cone), 0);
  }

  /** True when the test holds on every block (all are visited). */
  every(test: (cone: Cone) => boolean): boolean {
    return this.cones.filter((cone) => !test(cone)).length === 0;
  }
}
