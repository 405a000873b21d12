import { crc32, inflateSync } from 'node:zlib';

/** Decodes what `encodePng` may write, with Node's zlib as the independent judge. */
export function decodePng(png: Uint8Array): {
  width: number;
  height: number;
  depth: number;
  type: number;
  rgba: Uint8Array;
} {
  const view = new DataView(png.buffer, png.byteOffset);
  const chunks = new Map<string, Uint8Array>();
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    expect(view.getUint32(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    chunks.set(name, png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const header = chunks.get('IHDR')!;
  const headerView = new DataView(header.buffer, header.byteOffset);
  const [width, height, depth, type] = [
    headerView.getUint32(0),
    headerView.getUint32(4),
    header[8],
    header[9],
  ];
  const rows = inflateSync(chunks.get('IDAT')!);
  const stride = 1 + Math.ceil((width * depth * (type === 3 ? 1 : 4)) / 8);
  expect(rows.length).toBe(stride * height);
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    expect(rows[y * stride]).toBe(0);
    for (let x = 0; x < width; x++) {
      const p = 4 * (y * width + x);
      if (type === 6) {
        rgba.set(rows.subarray(y * stride + 1 + 4 * x, y * stride + 5 + 4 * x), p);
        continue;
      }
      const bit = x * depth;
      const index = (rows[y * stride + 1 + (bit >> 3)] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
      rgba.set(chunks.get('PLTE')!.subarray(3 * index, 3 * index + 3), p);
      rgba[p + 3] = chunks.get('tRNS')?.[index] ?? 255;
    }
  }
  return { width, height, depth, type, rgba };
}
