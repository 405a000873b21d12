/**
 * The Bose–Hubbard ring H = −J Σ_i (b†_{i+1} b_i + b†_i b_{i+1}) + U/2 Σ_i n_i(n_i − 1) in the occupation basis (as many
 * bosons as sites unless told otherwise), by compressed rows (real, symmetric).
 */

/** All occupations (n_0, …) of `sites` sites by `bosons` bosons. */
function* occupations(sites, bosons) {
  if (sites === 1) {
    yield [bosons];
    return;
  }
  for (let first = bosons; first >= 0; first--)
    for (const rest of occupations(sites - 1, bosons - first)) yield [first, ...rest];
}

/** What H makes of the occupation n: [occupation, amplitude] each, in no order. */
function* images(n, hopping, interaction) {
  const sites = n.length;
  yield [n, (interaction / 2) * n.reduce((sum, count) => sum + count * (count - 1), 0)];
  for (let from = 0; from < sites; from++) {
    if (n[from] === 0) continue;
    for (const to of [(from + 1) % sites, (from + sites - 1) % sites]) {
      const moved = n.with(from, n[from] - 1);
      moved[to]++;
      yield [moved, -hopping * Math.sqrt(n[from] * moved[to])];
    }
  }
}

/** The condensate ψ^{⊗N} with the given ψ > 0 of norm 1 at the occupation n: √(N!/∏n_i!) ∏ψ_i^{n_i}. */
function condensate(n, wave) {
  const bosons = n.reduce((sum, count) => sum + count, 0);
  let log = 0;
  for (let k = 2; k <= bosons; k++) log += Math.log(k) / 2;
  n.forEach((count, i) => {
    log += count * Math.log(wave[i]);
    for (let k = 2; k <= count; k++) log -= Math.log(k) / 2;
  });
  return Math.exp(log);
}

/**
 * { starts, columns, values } with ascending columns, and a state, complex interleaved: the condensate in `wave` or, without
 * one, that of one boson on each site.
 */
export function boseHubbardRing({ sites, hopping, interaction, bosons = sites, wave }) {
  const basis = [...occupations(sites, bosons)];
  const key = (n) => n.reduce((word, count) => word * (bosons + 1) + count, 0);
  const place = new Map(basis.map((n, index) => [key(n), index]));
  const [starts, columns, values] = [[0], [], []];
  for (const n of basis) {
    const row = Array.from(images(n, hopping, interaction), ([image, value]) => [
      place.get(key(image)),
      value,
    ]);
    row.sort(([a], [b]) => a - b);
    for (const [column, value] of row) {
      columns.push(column);
      values.push(value);
    }
    starts.push(columns.length);
  }
  const state = new Float64Array(2 * basis.length);
  if (wave)
    basis.forEach((n, index) => {
      state[2 * index] = condensate(n, wave);
    });
  else state[2 * place.get(key(Array(sites).fill(1)))] = 1;
  return {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
    state,
  };
}
