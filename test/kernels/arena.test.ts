import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  arenaBytesLimit,
  createArena,
  keptBytes,
  kernelConstant,
  scratchMemory,
} from '../../lib/kernels/arena';
import { denseBinary } from '../../lib/kernels/binaries/dense';

interface Kernels {
  allFinite(count: number, at: number): number;
}

const folder = join(__dirname, '../../lib/kernels');

describe('createArena', () => {
  it('gives each block its own bytes, aligned to 64', () => {
    const arena = createArena<Kernels>(denseBinary, { first: 24, second: 8, third: 100 });
    const ends = { first: 24, second: 8, third: 100 };
    const places = Object.entries(arena.address).sort((a, b) => a[1] - b[1]);
    for (const [k, [name, address]] of places.entries()) {
      expect(address % 64).toBe(0);
      const next = places[k + 1]?.[1] ?? arena.bytes;
      expect(address + ends[name as keyof typeof ends]).toBeLessThanOrEqual(next);
    }
    expect(arena.doubles('first')).toHaveLength(3);
    expect(arena.integers('third')).toHaveLength(25);
  });

  it('lets its kernels see what is written to a block, and nothing of another arena', () => {
    const [one, two] = [1, 2].map(() => createArena<Kernels>(denseBinary, { x: 40 }));
    one.doubles('x')[4] = Number.NaN;
    expect(one.kernels.allFinite(5, one.address.x)).toBe(0);
    expect(one.kernels.allFinite(4, one.address.x)).toBe(1);
    expect(two.kernels.allFinite(5, two.address.x)).toBe(1);
  });

  it('keeps its views attached for life', () => {
    const arena = createArena<Kernels>(denseBinary, { x: 80 });
    const view = arena.doubles('x').fill(3);
    for (let k = 0; k < 50; k++) createArena<Kernels>(denseBinary, { x: 1e6 });
    expect(view.length).toBe(10);
    expect(arena.doubles('x').every((value) => value === 3)).toBe(true);
  });

  it.each([arenaBytesLimit, 1e15, Number.NaN])('refuses %d bytes before anything is allocated', (bytes) => {
    expect(() => createArena(denseBinary, { x: bytes })).toThrow(/work space must be at most 2048 MiB/);
  });
});

describe('scratchMemory', () => {
  it('hands out the same arena while it is large enough', () => {
    const scratch = scratchMemory<Kernels>(denseBinary);
    const first = scratch(1000);
    expect(scratch(900)).toBe(first);
    expect(scratch(first.bytes - first.address.all)).toBe(first);
    const larger = scratch(first.bytes - first.address.all + 1);
    expect(larger).not.toBe(first);
    expect(larger.bytes).toBeGreaterThan(first.bytes);
    expect(scratch(1000)).toBe(larger);
  });

  it('does not keep a large one', () => {
    const scratch = scratchMemory<Kernels>(denseBinary);
    const small = scratch(1000);
    expect(scratch(keptBytes).bytes).toBeGreaterThan(keptBytes);
    expect(scratch(1000)).toBe(small);
  });
});

describe('kernelConstant', () => {
  it('reads what the module exports', () => {
    expect(kernelConstant(denseBinary, 'scratchDoubles')).toBeGreaterThan(0);
    expect(kernelConstant(denseBinary, 'choleskyBlock')).toBeGreaterThan(0);
  });
});

describe('the modules', () => {
  const families = readdirSync(join(folder, 'assembly')).filter((name) => !name.startsWith('_'));

  it.each(families)('%s holds its kernels and nothing else', (family) => {
    const text = readFileSync(join(folder, 'binaries', family), 'utf8');
    const [, base64] = text.match(/'([A-Za-z0-9+/=]+)'/) as RegExpMatchArray;
    // More would mean that a runtime or a garbage collector has slipped in.
    expect((3 * base64.length) / 4).toBeLessThan(20_000);
    expect(base64.startsWith('AGFzbQ')).toBe(true);
  });
});
