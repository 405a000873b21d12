/** Whether a circle of the given length holds a whole number ≥ 1 of periods, within 1e−9 of one; no period, no circle. */
export function wholeTurns(period: number | undefined, length: number): boolean {
  const turns = length / (period ?? Number.NaN);
  return Math.round(turns) >= 1 && Math.abs(turns - Math.round(turns)) < 1e-9;
}
