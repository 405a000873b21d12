import { type Arena, createArena } from '../../kernels/arena';
import { fftBinary } from '../../kernels/binaries/fft';
import type { FourierKernels } from './kernels';
import type { Layout } from './layout';
import { chirpPlaces, designLine, type LineDesign, lineTable, scratchLength, tableLength } from './lines';
import { rootOfUnityInto } from './roots';

/** Complex numbers that the columns, or rows, handled at once may take (measured: they should stay in the first caches). */
const columnNumbers = 1024;
const rowNumbers = 512;
const columnsAtOnce = 16;
const rowsAtOnce = 8;
/** Bytes that pass the door at once: they are still in the second cache when they are transformed. */
const doorBytes = 2 ** 17;

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.floor(value)));
}

/** The arena of a plan with its tables in place. */
export interface Workspace {
  readonly arena: Arena<FourierKernels>;
  /** The field's spectrum, laid out as in `Layout`. */
  readonly data: Float64Array;
  /** Where rows are copied in and out; a single complex line is transformed where it lies, in `data`. */
  readonly door: Float64Array;
  readonly doorAddress: number;
  readonly rowsPerDoor: number;
  /** Doubles of one given row, bytes of one full row. */
  readonly rowWidth: number;
  readonly rowBytes: number;
  /** Address of the line plan and lines handled at once, per axis. */
  readonly plans: readonly number[];
  readonly batches: readonly number[];
}

/** `factorBytes`: the size of one factor of the multiplier, 0 without one. RangeError if all that exceeds 2 GiB. */
export function createWorkspace(field: 'real' | 'complex', layout: Layout, factorBytes: number): Workspace {
  const { lengths, given } = layout;
  const last = lengths.length - 1;
  const width = field === 'real' ? 1 : 2;
  const rowBytes = 8 * width * lengths[last];
  const rowsPerDoor = last === 0 ? 1 : clamp(doorBytes / rowBytes, 1, given[last - 1]);
  const designs = lengths.map((n, axis) => {
    const halved = field === 'real' && axis === last && n % 2 === 0;
    return designLine(halved ? n / 2 : n, axis === last);
  });
  const batches = designs.map(({ n }, axis) =>
    axis === last ? clamp(rowNumbers / n, 1, rowsAtOnce) : clamp(columnNumbers / n, 4, columnsAtOnce),
  );
  const inPlace = last === 0 && field === 'complex' && given[0] === lengths[0];
  const blocks: Record<string, number> = {
    data: 16 * numbersOf(layout, given[0]),
    door: inPlace ? 0 : 8 * rowsPerDoor * width * given[last],
    wide: given[last] < lengths[last] ? rowsPerDoor * rowBytes : 0,
    scratch: 16 * Math.max(...designs.map((design, axis) => scratchOf(design, lengths[axis], batches[axis]))),
    roots: field === 'real' ? 16 * (Math.floor(lengths[last] / 4) + 1) : 0,
    multiplier: factorBytes * numbersOf(layout, lengths[0]),
  };
  designs.forEach((design, axis) => {
    blocks[`line${axis}`] = 8 * tableLength(design);
  });
  const arena = createArena<FourierKernels>(fftBinary, blocks);
  const plans = designs.map((design, axis) => placeLine(arena, design, `line${axis}`));
  if (field === 'real') placeRoots(arena.doubles('roots'), lengths[last]);
  const entrance = inPlace ? 'data' : 'door';
  return {
    arena,
    data: arena.doubles('data'),
    door: arena.doubles(entrance),
    doorAddress: arena.address[entrance],
    rowsPerDoor,
    rowWidth: width * given[last],
    rowBytes,
    plans,
    batches,
  };
}

/** Complex numbers of `blocks` blocks of the first axis. */
function numbersOf({ strides, inner }: Layout, blocks: number): number {
  return strides.length === 1 ? inner : strides[0] * blocks;
}

/** A batch of whole lines set aside, and what their transform needs. */
function scratchOf(design: LineDesign, n: number, batch: number): number {
  return n * batch + scratchLength(design, batch);
}

/** Writes the table of a line plan and returns its address. */
function placeLine(arena: Arena<FourierKernels>, design: LineDesign, block: string): number {
  const { kernels, address } = arena;
  const table = lineTable(design);
  arena.doubles(block).set(table);
  const plan = address[block];
  if (design.kind === 'chirp') {
    const { longer, spectrum } = chirpPlaces(table);
    const at = plan + spectrum;
    kernels.rows(plan + longer, at, 0, at, 0, 1, 1, 0, address.scratch);
    kernels.scale(at, 2 * design.longer.n, 1 / design.longer.n);
  }
  return plan;
}

/** e^{2πik/n}, k ≤ n/4, by which the halves of a real row of even length n are joined. */
function placeRoots(roots: Float64Array, n: number): void {
  for (let k = 0; 4 * k <= n; k++) rootOfUnityInto(k, n, roots, 2 * k);
}
