/**
 * WebAssembly memory of one plan. Its size is fixed for life, so no view is ever detached; data are copied in and out
 * at the door and the memory itself is never handed out. Dropping the plan frees it.
 */
export interface Arena<Kernels> {
  /** The compiled functions; they take byte addresses. */
  readonly kernels: Kernels;
  /** Where each block begins, in bytes, a multiple of 64. */
  readonly address: { readonly [block: string]: number };
  /** The block as doubles; writing to it writes to the memory. For use inside the plan only. */
  doubles(block: string): Float64Array;
  /** The block as 32-bit integers. For use inside the plan only. */
  integers(block: string): Int32Array;
  /** Size in bytes. */
  readonly bytes: number;
}

const pageBytes = 65536;
/** AssemblyScript's own constants live below. */
const firstByte = 1024;
/** A WebAssembly memory addresses 4 GiB; we stay at half, which leaves a browser alive. */
export const arenaBytesLimit: number = 2 ** 31;

const compiled = new Map<string, WebAssembly.Module>();

function moduleOf(binary: string): WebAssembly.Module {
  let module = compiled.get(binary);
  if (!module) {
    module = new WebAssembly.Module(Uint8Array.from(atob(binary), (letter) => letter.charCodeAt(0)));
    compiled.set(binary, module);
  }
  return module;
}

/** RangeError in words of ours when the memory or the addresses of the process are used up. */
function allocate(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch {
    throw new RangeError(
      `a work space of ${Math.ceil(pages / 16)} MiB must fit beside those that are in use, but there is no room: ` +
        'keep one plan and use it again (a process holds some ten thousand)',
    );
  }
}

/**
 * An arena with one block per entry of `blocks` (sizes in bytes) and the functions of `binary` over it.
 * Costs about 0.1 ms. RangeError, before anything is allocated, when the blocks exceed 2 GiB together.
 */
export function createArena<Kernels>(
  binary: string,
  blocks: Readonly<Record<string, number>>,
): Arena<Kernels> {
  const address: Record<string, number> = {};
  let end = firstByte;
  for (const [name, bytes] of Object.entries(blocks)) {
    address[name] = end;
    end += Math.ceil(bytes / 64) * 64;
  }
  if (!(end <= arenaBytesLimit)) {
    const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
    throw new RangeError(
      `the work space must be at most ${mebibytes(arenaBytesLimit)} MiB, would be ${mebibytes(end)} MiB`,
    );
  }
  const pages = Math.ceil(end / pageBytes);
  const memory = allocate(pages);
  const instance = new WebAssembly.Instance(moduleOf(binary), { env: { memory } });
  return {
    kernels: instance.exports as unknown as Kernels,
    address,
    bytes: pages * pageBytes,
    doubles: (block) => new Float64Array(memory.buffer, address[block], blocks[block] >> 3),
    integers: (block) => new Int32Array(memory.buffer, address[block], blocks[block] >> 2),
  };
}

/** Scratch above this size is not kept. */
export const keptBytes: number = 2 ** 25;

/**
 * Scratch for calls that have no plan: the last arena of a binary, which has a block `all` of at least the bytes asked
 * for. Making one takes as long as a 64 × 64 matrix product, so it is kept up to 32 MiB. A caller writes what it reads,
 * hands nothing out and calls no code of others, so that it makes no difference where the last one stopped.
 */
export function scratchMemory<Kernels>(binary: string): (bytes: number) => Arena<Kernels> {
  let kept: Arena<Kernels> | undefined;
  return (bytes) => {
    if (kept && kept.address.all + bytes <= kept.bytes) return kept;
    const arena = createArena<Kernels>(binary, { all: bytes });
    if (arena.bytes <= keptBytes) kept = arena;
    return arena;
  };
}

/** By binary, then by name: a key made of both would be as long as the binary. */
const constants = new Map<string, Map<string, number>>();

/** The value of a constant that the module exports, such as the scratch that its kernels need. */
export function kernelConstant(binary: string, name: string): number {
  let known = constants.get(binary);
  if (!known) {
    known = new Map();
    constants.set(binary, known);
  }
  let value = known.get(name);
  if (value === undefined) {
    value = createArena<Record<string, WebAssembly.Global>>(binary, {}).kernels[name].value as number;
    known.set(name, value);
  }
  return value;
}
