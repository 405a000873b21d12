export { type BoundChartOptions, boundChart } from './boundChart';
export { type CellsPicture, cellsFigure } from './cellsFigure';
export { type CsvTable, figureToCsv, figureToJson, parseCsv, rowsToCsv } from './csv';
export { type DisplacementFilmOptions, displacementFilm, type MovingCloud } from './displacementFilm';
export { type FilmFrame, type FilmOptions, film } from './film';
export { type Arrow, type Corner, type FourCornersOptions, fourCornersDiagram } from './fourCorners';
export { cellCentres, sampledOnGrid } from './grid';
export { type LineChartOptions, lineChart, type ReferenceSlope } from './lineChart';
export { type LineFilmFrame, lineFilm } from './lineFilm';
export { COLOURS } from './palette';
export { type HeatMapOptions, phaseSpaceHeatMap } from './phaseSpaceHeatMap';
export { phaseSpaceScatter } from './phaseSpaceScatter';
export { type Column, table, verdictSummary, verdictTable } from './tables';
export { shortNumber } from './text';
export { type TransportPicture, transportFigure } from './transportFigure';
export { type TurningCloudOptions, turningCloud } from './turningCloud';
export type {
  AxisOptions,
  DataRow,
  Figure,
  FigureOptions,
  Film,
  GridValues,
  HtmlTable,
  PhaseCloud,
  Role,
  Series,
  WeightedPoints,
} from './types';
