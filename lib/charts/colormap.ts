/** An sRGB colour, entries 0 … 255. */
export type Rgb = readonly [number, number, number];

/**
 * OKLCh to sRGB: lightness 0 … 1, chroma, hue in degrees; colours outside sRGB are clipped channel by channel.
 * Matrices: B. Ottosson, "A perceptual color space for image processing" (2020).
 */
function oklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gammaByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gammaByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gammaByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function gammaByte(linear: number): number {
  const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, encoded)));
}

/** Densities, t in [0, 1]: lightness falls linearly from white to a dark blue through yellow, red and purple. */
export function sequentialColour(t: number): Rgb {
  const u = Math.min(1, Math.max(0, t));
  return oklch(1 - 0.75 * u, 0.17 * Math.sin(Math.PI * u) ** 0.9, 105 - 185 * u);
}

/** Signed values, t in [-1, 1]: blue below zero, white at zero, vermillion above; equal |t| has equal lightness. */
export function divergingColour(t: number): Rgb {
  const u = Math.min(1, Math.max(-1, t));
  const size = Math.abs(u);
  return oklch(1 - 0.55 * size, 0.16 * Math.sqrt(size) * (1 - 0.25 * size), u < 0 ? 255 : 45);
}

/** Heights, t in [0, 1]: from a light green-blue valley to a light sand hill; lines and dots of any colour stay readable. */
export function reliefColour(t: number): Rgb {
  const u = Math.min(1, Math.max(0, t));
  return oklch(0.74 + 0.25 * u, 0.07 - 0.05 * u, 215 - 120 * u);
}
