/** @throws RangeError when what an earlier run of a study left belongs to other settings. */
export function sameSettings<S>(previous: { readonly settings: S } | undefined, settings: S): void {
  if (previous && JSON.stringify(previous.settings) !== JSON.stringify(settings))
    throw new RangeError('previous must belong to the same settings: start anew without it');
}
