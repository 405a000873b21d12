import { createRandom } from '../../../numerics/random';
import { type Configuration, configurations, subshellsOf } from './configurations';
import { type Orbitals, orbitalsOf, type RadialOrbital } from './orbitals';
import { countStates, type ScalarTemplate, type Subshell, scalarTemplate } from './scalarTemplate';

/** Occupation states that may be kept: each takes about 40 bytes. */
const largestStates = 2 ** 22;
/** Largest number of occupation states of one configuration: their L² is diagonalised as a dense matrix. */
const largestBlock = 1500;

/** The scalar states of one configuration. */
export interface ScalarBlock {
  readonly configuration: Configuration;
  readonly template: ScalarTemplate;
  /** Number of the first scalar state. */
  readonly first: number;
  /** Number of the first occupation state. */
  readonly firstState: number;
}

/** The states of N bosons with angular momentum 0 and even parity in oscillator orbitals. */
export interface ScalarBasis {
  readonly particles: number;
  readonly orbitals: Orbitals;
  readonly quanta: number;
  readonly blocks: readonly ScalarBlock[];
  readonly dimension: number;
  /** Occupation states with L_z = 0 and even parity behind the scalar ones. */
  readonly states: number;
  readonly lookup: StateTable;
}

/** What a basis will be, known before any of it is made. */
export interface ScalarSize {
  readonly dimension: number;
  readonly states: number;
  readonly largestBlock: number;
}

/** Remembers the results: many configurations have the same subshells. */
function bySubshells<Value>(
  compute: (subshells: readonly Subshell[]) => Value,
): (subshells: readonly Subshell[]) => Value {
  const known = new Map<string, Value>();
  return (subshells) => {
    const key = subshells.map(({ l, count }) => `${l}:${count}`).join();
    const value = known.get(key) ?? compute(subshells);
    known.set(key, value);
    return value;
  };
}

/** The size of the basis. */
export function scalarSize(radial: readonly RadialOrbital[], particles: number, quanta: number): ScalarSize {
  const counted = bySubshells(countStates);
  let [dimension, states, largest] = [0, 0, 0];
  configurations(radial, particles, quanta, (configuration) => {
    const [zero, one] = counted(subshellsOf(configuration, radial));
    dimension += zero - one;
    states += zero;
    largest = Math.max(largest, zero);
    if (states > 64 * largestStates) throw new RangeError(tooMany(particles, radial, `more than ${states}`));
  });
  return { dimension, states, largestBlock: largest };
}

function tooMany(particles: number, radial: readonly RadialOrbital[], states: string): string {
  const orbitals = radial.reduce((sum, { l }) => sum + 2 * l + 1, 0);
  return (
    `the space of ${particles} bosons in ${orbitals} orbitals must have at most ${largestStates} states with L_z = 0 and ` +
    `even parity, got ${states}: choose fewer shells or quanta`
  );
}

/** @throws RangeError, before anything is made, when the space is too large. */
export function scalarBasis(
  radial: readonly RadialOrbital[],
  particles: number,
  quanta: number,
  largestDimension: number,
): ScalarBasis {
  const size = scalarSize(radial, particles, quanta);
  if (size.states > largestStates) throw new RangeError(tooMany(particles, radial, `${size.states}`));
  if (size.dimension > largestDimension)
    throw new RangeError(
      `the space of ${particles} bosons must have at most ${largestDimension} states of angular momentum 0, got ` +
        `${size.dimension}: choose fewer shells or quanta`,
    );
  if (size.largestBlock > largestBlock)
    throw new RangeError(
      `a configuration of radial orbitals must have at most ${largestBlock} states with L_z = 0, got ${size.largestBlock}: ` +
        'choose fewer quanta',
    );
  const orbitals = orbitalsOf(radial);
  const templateOf = bySubshells(scalarTemplate);
  const lookup = stateTable(orbitals.count, size.states);
  const blocks: ScalarBlock[] = [];
  let [first, firstState] = [0, 0];
  configurations(radial, particles, quanta, (configuration) => {
    const template = templateOf(subshellsOf(configuration, radial));
    const block = { configuration, template, first, firstState };
    for (let s = 0; s < template.states.length; s++)
      lookup.insert(lookup.keyOf(excitedOrbitals(block, s, orbitals)), firstState + s, blocks.length);
    blocks.push(block);
    first += template.scalars;
    firstState += template.states.length;
  });
  return { particles, orbitals, quanta, blocks, dimension: first, states: firstState, lookup };
}

/** The orbitals of the excited bosons of an occupation state, one for each boson. */
export function excitedOrbitals(
  { configuration, template }: Pick<ScalarBlock, 'configuration' | 'template'>,
  state: number,
  { radial, centre }: Orbitals,
): number[] {
  const out: number[] = [];
  const m = template.states[state];
  let at = 0;
  for (const { radial: f, count } of configuration.excited)
    for (let k = 0; k < count; k++) out.push(radial[f].l === 0 ? centre[f] : centre[f] + m[at++]);
  return out;
}

/**
 * Occupation states by a sum of random 64-bit weights of their excited orbitals, which a move of a boson changes by the
 * difference of two weights.
 */
export interface StateTable {
  /** The two halves of the weight of an orbital; 0 for 0s. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  keyOf(orbitals: readonly number[]): [low: number, high: number];
  insert(key: [low: number, high: number], state: number, block: number): void;
  /** The slot of a state that must be there; −1 if it is not. */
  slot(low: number, high: number): number;
  readonly stateAt: Int32Array;
  readonly blockAt: Int32Array;
}

function stateTable(orbitals: number, states: number): StateTable {
  const random = createRandom('occupation states');
  const weights = (): Int32Array =>
    Int32Array.from({ length: orbitals }, (_, p) =>
      p === 0 ? 0 : Math.floor(2 ** 32 * random.uniform()) | 0,
    );
  const [low, high] = [weights(), weights()];
  const size = 2 ** Math.ceil(Math.log2(2 * states + 2));
  const mask = size - 1;
  const [lows, highs] = [new Int32Array(size), new Int32Array(size)];
  const stateAt = new Int32Array(size).fill(-1);
  const blockAt = new Int32Array(size);

  function slot(a: number, b: number): number {
    for (let at = a & mask; stateAt[at] >= 0; at = (at + 1) & mask)
      if (lows[at] === a && highs[at] === b) return at;
    return -1;
  }

  return {
    low,
    high,
    stateAt,
    blockAt,
    slot,
    keyOf: (list) => {
      let [a, b] = [0, 0];
      for (const p of list) {
        a = (a + low[p]) | 0;
        b = (b + high[p]) | 0;
      }
      return [a, b];
    },
    insert([a, b], state, block) {
      if (slot(a, b) >= 0) throw new Error('two occupation states have the same sum of weights');
      let at = a & mask;
      while (stateAt[at] >= 0) at = (at + 1) & mask;
      lows[at] = a;
      highs[at] = b;
      stateAt[at] = state;
      blockAt[at] = block;
    },
  };
}
