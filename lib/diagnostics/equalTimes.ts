/** RangeError unless two families of snapshots, called `names`, were taken at the same times (to 1e−9). */
export function checkEqualTimes(names: string, first: Float64Array, second: Float64Array): void {
  if (first.length !== second.length)
    throw new RangeError(
      `${names} must have equal snapshot times, got ${first.length} and ${second.length} of them`,
    );
  const s = first.findIndex((t, k) => Math.abs(t - second[k]) > 1e-9 * (1 + Math.abs(t)));
  if (s >= 0)
    throw new RangeError(
      `${names} must have equal snapshot times, got t = ${first[s]} and ${second[s]} at snapshot ${s}`,
    );
}
