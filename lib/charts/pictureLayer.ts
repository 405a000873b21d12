import { dataAddress } from './base64';
import type { Layer } from './frame';
import { encodePng } from './png';
import { element } from './svg';

/** Pixels of the picture along a pixel of the page, unless it becomes too large. */
const FINENESS = 2;
/** In base64 a third of the size of a figure. */
const PNG_BYTES = 16000;

/**
 * A rectangle of the plane painted pixel by pixel (RGBA, rows from the top), as finely as the size of a figure allows.
 */
export function pictureLayer(
  box: { readonly x: readonly [number, number]; readonly xi: readonly [number, number] },
  paint: (columns: number, rows: number) => Uint8Array,
): Layer {
  return (canvas) => {
    const left = canvas.x(box.x[0]);
    const top = canvas.y(box.xi[1]);
    const width = canvas.x(box.x[1]) - left;
    const height = canvas.y(box.xi[0]) - top;
    const picture = (fineness: number): Uint8Array => {
      const columns = Math.max(1, Math.round(fineness * width));
      const rows = Math.max(1, Math.round(fineness * height));
      return encodePng(columns, rows, paint(columns, rows));
    };
    let png = picture(FINENESS);
    for (let fineness = FINENESS; png.length > PNG_BYTES && fineness > 0.02; png = picture(fineness)) {
      fineness *= Math.min(0.8, Math.sqrt(PNG_BYTES / png.length));
    }
    return element(canvas.document, 'image', {
      x: left,
      y: top,
      width,
      height,
      preserveAspectRatio: 'none',
      href: dataAddress('image/png', png),
    });
  };
}

/** Pixels at which a number changes towards the right or downwards. */
export function isEdge(numbers: Int32Array, p: number, columns: number): boolean {
  const here = numbers[p];
  if ((p + 1) % columns > 0 && numbers[p + 1] !== here) return true;
  return p + columns < numbers.length && numbers[p + columns] !== here;
}
