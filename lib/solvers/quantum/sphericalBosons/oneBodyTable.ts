import { excitedOrbitals, type ScalarBasis } from './scalarBasis';

/**
 * The operators T_fg = Σ_m a†_{fm}a_{gm} between radial orbitals f ≠ g of one l, in the scalar basis: entry e is
 * ⟨row|T_fg|column⟩. T_ff is diagonal: the number of bosons in f, `counts[α·F + f]`, F the number of radial orbitals.
 */
export interface OneBodyTable {
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly f: Int32Array;
  readonly g: Int32Array;
  readonly value: Float64Array;
  readonly counts: Float64Array;
}

export function oneBodyTable(basis: ScalarBasis): OneBodyTable {
  const { orbitals, blocks, dimension, particles } = basis;
  const { radial } = orbitals;
  const counts = new Float64Array(dimension * radial.length);
  const entries: number[] = [];
  for (const block of blocks) {
    const { scalars, inverse } = block.template;
    const { excited, bosons } = block.configuration;
    for (let a = block.first; a < block.first + scalars; a++) {
      counts[a * radial.length] = particles - bosons;
      for (const { radial: f, count } of excited) counts[a * radial.length + f] = count;
    }
    if (scalars === 0) continue;
    const occupied = [...(particles > bosons ? [0] : []), ...excited.map(({ radial: f }) => f)];
    for (const f of occupied)
      radial.forEach(({ l }, g) => {
        if (g === f || l !== radial[f].l) return;
        const rows = moveRows(basis, block, f, g);
        if (!rows) return;
        const { first, width, data } = rows;
        for (let a = 0; a < scalars; a++)
          for (let c = 0; c < width; c++) {
            let sum = 0;
            for (let p = 0; p < scalars; p++) sum += inverse[a * scalars + p] * data[p * width + c];
            if (Math.abs(sum) > 1e-14) entries.push(block.first + a, first + c, f, g, sum);
          }
      });
  }
  const part = (offset: number): number[] => entries.filter((_, at) => at % 5 === offset);
  return {
    row: Int32Array.from(part(0)),
    column: Int32Array.from(part(1)),
    f: Int32Array.from(part(2)),
    g: Int32Array.from(part(3)),
    value: Float64Array.from(part(4)),
    counts,
  };
}

/** ⟨pivot p|T_fg|β⟩ for the scalar states β of the one configuration that T_fg leads from; nothing beyond the quanta. */
function moveRows(
  { orbitals, blocks, lookup, particles, quanta }: ScalarBasis,
  block: ScalarBasis['blocks'][number],
  f: number,
  g: number,
): { first: number; width: number; data: Float64Array } | undefined {
  const { radial, centre } = orbitals;
  if (block.configuration.quanta - radial[f].shell + radial[g].shell > quanta) return undefined;
  const { pivots, scalars } = block.template;
  let out: { first: number; width: number; data: Float64Array } | undefined;
  pivots.forEach((pivot, p) => {
    const excited = excitedOrbitals(block, pivot, orbitals);
    const [a, b] = lookup.keyOf(excited);
    const amount = (orbital: number): number =>
      orbital === 0 ? particles - excited.length : excited.filter((other) => other === orbital).length;
    for (let m = -radial[f].l; m <= radial[f].l; m++) {
      const [from, to] = [centre[f] + m, centre[g] + m];
      const there = amount(from);
      if (there === 0) continue;
      const slot = lookup.slot(
        (a - lookup.low[from] + lookup.low[to]) | 0,
        (b - lookup.high[from] + lookup.high[to]) | 0,
      );
      const target = blocks[lookup.blockAt[slot]];
      const width = target.template.scalars;
      out ??= { first: target.first, width, data: new Float64Array(scalars * width) };
      const factor = Math.sqrt(there * (amount(to) + 1));
      const at = (lookup.stateAt[slot] - target.firstState) * width;
      for (let c = 0; c < width; c++) out.data[p * width + c] += factor * target.template.vectors[at + c];
    }
  });
  return out;
}
