/** A picture with everything needed to show it and to save it. */
export interface Figure {
  /** A complete, self-contained SVG document (white background, black text). */
  readonly svg: string;
  /** One sentence that says what is seen, for readers who cannot see it. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** The plotted rows, for CSV and JSON. */
  readonly data: readonly Readonly<Record<string, number | string>>[];
}
