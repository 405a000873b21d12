import type { RadialOrbital } from './orbitals';
import type { Subshell } from './scalarTemplate';

/** How many bosons each radial orbital holds; those in 0s are left out. */
export interface Configuration {
  readonly excited: readonly { readonly radial: number; readonly count: number }[];
  /** Number of excited bosons. */
  readonly bosons: number;
  /** Σ of their shells. */
  readonly quanta: number;
}

/** All configurations of even parity of `particles` bosons with at most `quanta` quanta; the first has all in 0s. */
export function configurations(
  radial: readonly RadialOrbital[],
  particles: number,
  quanta: number,
  visit: (configuration: Configuration) => void,
): void {
  const excited: { radial: number; count: number }[] = [];
  const extend = (from: number, bosons: number, used: number): void => {
    if (used % 2 === 0) visit({ excited: excited.slice(), bosons, quanta: used });
    for (let f = from; f < radial.length; f++) {
      const most = Math.min(particles - bosons, Math.floor((quanta - used) / radial[f].shell));
      for (let count = 1; count <= most; count++) {
        excited.push({ radial: f, count });
        extend(f + 1, bosons + count, used + count * radial[f].shell);
        excited.pop();
      }
    }
  };
  extend(1, 0, 0);
}

/** The subshells with l > 0: what a configuration's scalar states depend on. */
export function subshellsOf(configuration: Configuration, radial: readonly RadialOrbital[]): Subshell[] {
  return configuration.excited
    .filter(({ radial: f }) => radial[f].l > 0)
    .map(({ radial: f, count }) => ({ l: radial[f].l, count }));
}
