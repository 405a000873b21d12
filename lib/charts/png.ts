import { zlibSync } from 'fflate';
import { integerIn } from '../numerics/guards';

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const MAXIMUM_SIDE = 8192;

/**
 * PNG file of an RGBA raster (4 bytes a pixel, rows from the top). With at most 256 colours a palette of 1, 2, 4 or
 * 8 bits a pixel is used, otherwise 32-bit colour. The same raster gives the same bytes.
 * Format: W3C, "Portable Network Graphics (PNG) Specification". Runs anywhere: no zlib of Node, no canvas.
 * @throws RangeError if a side is not in [1, 8192] or `rgba` has not 4·width·height entries
 */
export function encodePng(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  integerIn('width', width, 1, MAXIMUM_SIDE);
  integerIn('height', height, 1, MAXIMUM_SIDE);
  if (rgba.length !== 4 * width * height) {
    throw new RangeError(`rgba must have length ${4 * width * height}, got length ${rgba.length}`);
  }
  const indexed = indexColours(rgba);
  const bitDepth = indexed ? depthFor(indexed.palette.length) : 8;
  const rows = indexed ? packRows(indexed.index, width, height, bitDepth) : plainRows(rgba, width, height);
  const chunks = [chunk('IHDR', header(width, height, bitDepth, indexed ? 3 : 6))];
  if (indexed) chunks.push(...paletteChunks(indexed.palette));
  chunks.push(chunk('IDAT', zlibSync(rows, { level: 9 })), chunk('IEND', new Uint8Array(0)));
  return concatenate([Uint8Array.from(SIGNATURE), ...chunks]);
}

interface Indexed {
  readonly index: Uint8Array;
  /** Colours as 0xRRGGBBAA. */
  readonly palette: readonly number[];
}

/** The raster as indices into its colours, or null when there are more than 256. */
function indexColours(rgba: ArrayLike<number>): Indexed | null {
  const slots = new Map<number, number>();
  const index = new Uint8Array(rgba.length / 4);
  let previous = -1;
  let slot: number | undefined;
  for (let p = 0; p < index.length; p++) {
    const q = 4 * p;
    const colour = ((rgba[q] << 24) | (rgba[q + 1] << 16) | (rgba[q + 2] << 8) | rgba[q + 3]) >>> 0;
    // Neighbours are mostly alike: the look-up is the slow part.
    if (colour !== previous) slot = slots.get(colour);
    if (slot === undefined) {
      slot = slots.size;
      if (slot === 256) return null;
      slots.set(colour, slot);
    }
    previous = colour;
    index[p] = slot;
  }
  return { index, palette: [...slots.keys()] };
}

function depthFor(colours: number): number {
  if (colours <= 2) return 1;
  if (colours <= 4) return 2;
  return colours <= 16 ? 4 : 8;
}

/** Every row starts with its filter type, 0: none, which suits palettes and keeps the encoder short. */
function packRows(index: Uint8Array, width: number, height: number, bitDepth: number): Uint8Array {
  const perByte = 8 / bitDepth;
  const stride = 1 + Math.ceil(width / perByte);
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shift = 8 - bitDepth * (1 + (x % perByte));
      rows[y * stride + 1 + Math.floor(x / perByte)] |= index[y * width + x] << shift;
    }
  }
  return rows;
}

function plainRows(rgba: ArrayLike<number>, width: number, height: number): Uint8Array {
  const stride = 1 + 4 * width;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < 4 * width; k++) rows[y * stride + 1 + k] = rgba[4 * y * width + k];
  }
  return rows;
}

function header(width: number, height: number, bitDepth: number, colourType: number): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes[8] = bitDepth;
  bytes[9] = colourType;
  return bytes;
}

function paletteChunks(palette: readonly number[]): Uint8Array[] {
  const colours = new Uint8Array(3 * palette.length);
  const alphas = new Uint8Array(palette.length);
  palette.forEach((colour, i) => {
    colours.set([colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255], 3 * i);
    alphas[i] = colour & 255;
  });
  const opaque = alphas.every((alpha) => alpha === 255);
  return opaque ? [chunk('PLTE', colours)] : [chunk('PLTE', colours), chunk('tRNS', alphas)];
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}

/** CRC-32 with the reflected polynomial 0xEDB88320, bit by bit: pictures are small, a table would not pay. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
