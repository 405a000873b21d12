/** Told by long computations how far they are: `done` of `total` units of work (`total` may be an estimate). */
export type OnProgress = (done: number, total: number) => void;
