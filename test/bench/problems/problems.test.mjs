import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uniforms } from '../harness/inputs.mjs';
import { boseHubbardRing } from './boseHubbard.mjs';
import { marginalChain, sdpaText } from './marginalChain.mjs';

/** The rows of a compressed matrix as maps from column to value. */
const rowsOf = ({ starts, columns, values }) =>
  Array.from(
    starts.subarray(1),
    (end, row) =>
      new Map(
        Array.from({ length: end - starts[row] }, (_, k) => [
          columns[starts[row] + k],
          values[starts[row] + k],
        ]),
      ),
  );

test('a condensate on the Bose–Hubbard ring has norm 1 and its wave as the share of each site', () => {
  const wave = [0.6, 0.48, 0.64];
  const { state } = boseHubbardRing({ sites: 3, bosons: 7, hopping: 1, interaction: 2, wave });
  assert.equal(state.length, 2 * 36); // 9 choose 2
  const norm = state.reduce((sum, a) => sum + a * a, 0);
  assert.ok(Math.abs(norm - 1) < 1e-14);
  assert.ok(Math.abs(state[0] - 0.6 ** 7) < 1e-15);
});

test('the Bose–Hubbard ring is symmetric, of the known dimension, its state of one boson a site', () => {
  const ring = boseHubbardRing({ sites: 5, hopping: 1, interaction: 2.5 });
  const rows = rowsOf(ring);
  assert.equal(rows.length, 126); // 9 choose 4
  rows.forEach((row, i) => {
    for (const [j, value] of row) assert.equal(rows[j].get(i), value);
    assert.deepEqual(
      [...row.keys()],
      [...row.keys()].sort((a, b) => a - b),
    );
  });
  const start = ring.state.indexOf(1) / 2;
  // No energy by itself, and ten hops of amplitude −J·√(1·2).
  assert.equal(rows[start].get(start), 0);
  assert.deepEqual(
    [...rows[start].values()].filter((value) => value !== 0),
    Array(10).fill(-Math.SQRT2),
  );
});

test('without interaction all bosons condense: the least energy is −2JN', () => {
  const rows = rowsOf(boseHubbardRing({ sites: 4, hopping: 1, interaction: 0 }));
  // Powers of 8 − H converge to the ground state; the gap of 2 in 16 leaves (14/16)^400 < 1e−22.
  let psi = uniforms(1, rows.length);
  let quotient = 0;
  for (let k = 0; k < 400; k++) {
    const image = rows.map((row) => [...row].reduce((sum, [j, value]) => sum + value * psi[j], 0));
    const square = psi.reduce((sum, value) => sum + value * value, 0);
    quotient = psi.reduce((sum, value, i) => sum + value * image[i], 0) / square;
    psi = psi.map((value, i) => (8 * value - image[i]) / Math.sqrt(square) / 16);
  }
  assert.ok(Math.abs(quotient + 8) < 1e-12, `${quotient}`);
});

/** The 16 × 16 density matrix of the product of four spins, each [[p, c], [c, 1 − p]]; bit b of an index is spin b. */
function productState(spins) {
  return Array.from({ length: 16 }, (_, i) =>
    Array.from({ length: 16 }, (_, j) =>
      spins.reduce((product, [p, c], b) => {
        const [s, t] = [(i >> b) & 1, (j >> b) & 1];
        return product * (s !== t ? c : s === 0 ? p : 1 - p);
      }, 1),
    ),
  );
}

/** ⟨A, ρ⟩ for a matrix by the entries of its upper triangle. */
const pairing = (entries, rho) =>
  entries.reduce((sum, [i, j, value]) => sum + (i === j ? 1 : 2) * value * rho[i][j], 0);

test('a product of different spins meets every constraint of the chain, and only with its neighbours in order', () => {
  const blocks = 4;
  const { constraints, cost } = marginalChain({ blocks });
  assert.equal(constraints.length, 36 * (blocks - 1) + 1);
  const spins = Array.from(uniforms(3, blocks + 3), (u, k) => [0.2 + 0.6 * u, 0.3 * u - 0.05 * k]);
  const states = cost.map((_, k) => productState(spins.slice(k, k + 4)));
  const defect = (rho) =>
    Math.max(
      ...constraints.map(({ terms, value }) =>
        Math.abs(terms.reduce((sum, { block, entries }) => sum + pairing(entries, rho[block]), -value)),
      ),
    );
  assert.ok(defect(states) < 1e-15);
  assert.ok(defect([...states].reverse()) > 0.01);
});

test('the energy of the Néel state and of the singlet', () => {
  const { cost } = marginalChain({ blocks: 1 });
  const [j, h] = [
    uniforms(11, 8)
      .subarray(0, 3)
      .map((u) => 0.5 + u),
    uniforms(11, 8)
      .subarray(3, 7)
      .map((u) => u - 0.5),
  ];
  const up = [1, 0];
  const down = [0, 0];
  const expected = (-j[0] - j[1] - j[2]) / 4 + (h[0] - h[1] + h[2] - h[3]) / 2;
  assert.ok(Math.abs(pairing(cost[0], productState([up, down, up, down])) - expected) < 1e-15);
  // Entry (01, 10) of the first bond, the others up.
  assert.equal(cost[0].find(([row, column]) => row === 1 && column === 2)[2], j[0] / 2);
});

test('the file of the chain counts from 1 and maximises', () => {
  const lines = sdpaText(marginalChain({ blocks: 2 })).split('\n');
  assert.deepEqual(lines.slice(0, 3), ['37', '2', '16 16']);
  assert.deepEqual(lines[3].split(' ').map(Number), [1, ...Array(36).fill(0)]);
  const { cost } = marginalChain({ blocks: 2 });
  const [i, j, value] = cost[0][0];
  assert.equal(lines[4], `0 1 ${i + 1} ${j + 1} ${-value}`);
});
