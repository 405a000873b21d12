import { escapeMarkup } from '../charts/text';
import type { OnProgress } from '../numerics/progress';
import { emit } from './kernel';

/** A progress display: pass it as `onProgress`; `finish` ends it early. */
export type Progress = OnProgress & { finish(): void };

const INTERVAL_MS = 100;

/**
 * A line below the cell that shows how far a computation is and how long it will still take, at most ten times a
 * second, live while the cell computes. At the end only `label: done` stays, so that stored outputs hold no timings.
 * Outside a notebook it shows nothing.
 */
export function progress(label: string): Progress {
  const id = `progress-${crypto.randomUUID()}`;
  const start = performance.now();
  let last = Number.NEGATIVE_INFINITY;
  let finished = false;
  const write = (text: string, html: string, update: boolean): void => {
    emit({ 'text/html': html, 'text/plain': text }, id, update);
  };
  const finish = (): void => {
    if (finished) return;
    finished = true;
    write(`${label}: done`, escapeMarkup(`${label}: done`), true);
  };
  const report = (done: number, total: number): void => {
    const now = performance.now();
    if (done >= total) finish();
    if (finished || now - last < INTERVAL_MS) return;
    last = now;
    const text = `${label}: ${remaining(done / total, now - start)}`;
    write(
      text,
      `<progress max="1" value="${(done / total).toFixed(3)}"></progress> ${escapeMarkup(text)}`,
      true,
    );
  };
  write(`${label}: started`, escapeMarkup(`${label}: started`), false);
  return Object.assign(report, { finish });
}

/** `42 %, about 3 s left`; the estimate waits for a second and two hundredths of the work. */
export function remaining(fraction: number, elapsedMs: number): string {
  const percent = `${Math.floor(100 * fraction)} %`;
  if (!(fraction > 0.02) || elapsedMs < 1000) return percent;
  const seconds = ((elapsedMs / 1000) * (1 - fraction)) / fraction;
  if (seconds < 90) return `${percent}, about ${Math.max(1, Math.round(seconds))} s left`;
  return `${percent}, about ${Math.round(seconds / 60)} min left`;
}
