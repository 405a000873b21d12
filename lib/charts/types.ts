/** One plotted row, as it goes to CSV and JSON. */
export type DataRow = Readonly<Record<string, number | string>>;

/** A picture with everything needed to show it and to save it. */
export interface Figure {
  /** A complete, self-contained SVG document (white background, black text). */
  readonly svg: string;
  /** One sentence that says what is seen, for readers who cannot see it. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** The plotted rows, for CSV and JSON. */
  readonly data: readonly DataRow[];
  /** PNG file of the raster layer (one pixel a cell, no axes); heat maps only. */
  readonly png?: Uint8Array;
}

/** A moving picture: one SVG with a discrete timeline that plays by itself. */
export interface Film extends Figure {
  /** The film for a page: an image everywhere, with play button and slider where scripts may run. */
  readonly html: string;
  readonly frameCount: number;
}

/** A table for people (`html`, `text`) and for programs (`data`). */
export interface HtmlTable {
  /** A `<table>` with inline styles only, readable on light and dark pages. */
  readonly html: string;
  /** The same as aligned plain text. */
  readonly text: string;
  readonly data: readonly DataRow[];
}

/** A cloud in phase space, d = 1: particle j sits at (x[j], xi[j]) with weight weights[j] (absent: equal weights). */
export interface PhaseCloud {
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly xi: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
  readonly role?: Role;
}

/**
 * Density on a rectangle of equal cells: values[i·nXi + j] on cell (i, j), i along x and j along ξ;
 * `x` and `xi` are the outer edges [min, max] of the rectangle (for grid nodes: half a cell beyond the last node).
 */
export interface GridValues {
  readonly x: readonly [number, number];
  readonly xi: readonly [number, number];
  readonly nX: number;
  readonly nXi: number;
  readonly values: ArrayLike<number>;
}

/** Weighted points to be counted in cells. */
export interface WeightedPoints {
  readonly x: ArrayLike<number>;
  readonly xi: ArrayLike<number>;
  /** Absent: equal weights 1/count. */
  readonly weights?: ArrayLike<number>;
}

/** One curve: value[k] ± error[k] at abscissa at[k]. */
export interface Series {
  readonly label: string;
  readonly at: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  /** Half-lengths of the error bars, >= 0. */
  readonly error?: ArrayLike<number>;
  readonly role?: Role;
  readonly dashed?: boolean;
  /** `line` and `dots`; by default both for at most 40 points, a line for more. `band`: value ± error as a band alone. */
  readonly draw?: 'line' | 'dots' | 'both' | 'band';
}

/** What a colour stands for; the same everywhere (`palette.ts`). */
export type Role =
  | 'particles'
  | 'vlasov'
  | 'quantum'
  | 'hartree'
  | 'fluid'
  | 'exact'
  | 'measured'
  | 'printed'
  | 'sharper'
  | 'reference';

/** One axis: its label with the unit, `linear` (default) or `log`, and a domain if the data shall not choose it. */
export interface AxisOptions {
  readonly label?: string;
  readonly scale?: 'linear' | 'log';
  readonly domain?: readonly [number, number];
}

/** What every figure takes. */
export interface FigureOptions {
  readonly title?: string;
  readonly subtitle?: string;
  /** Replaces the sentence for readers who cannot see the picture. */
  readonly alt?: string;
  /** Width of the SVG in CSS pixels, 320 … 1200; 640 unless told. */
  readonly width?: number;
  /** Height of the plotted rectangle in CSS pixels, 120 … 900. */
  readonly plotHeight?: number;
  readonly x?: AxisOptions;
  readonly y?: AxisOptions;
}
