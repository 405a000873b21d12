import { type Configuration, configurations, subshellsOf } from './configurations';
import { type Orbitals, orbitalsOf, type RadialOrbital } from './orbitals';
import { countStates, type ScalarTemplate, type Subshell, scalarTemplate } from './scalarTemplate';
import { type StateTable, stateTable } from './stateTable';

/** Occupation states that may be kept: each takes about 40 bytes. */
const largestStates = 2 ** 22;
/** Occupation states of one configuration: their L₊ is a dense matrix. */
const largestBlock = 2500;
/** Scalar states: the pairs couple nearly all of them when N is small, 12 bytes each time. */
const largestDimension = 9000;

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

/**
 * The number of occupation states.
 * @throws RangeError when the basis would be too large.
 */
function checkedStates(radial: readonly RadialOrbital[], particles: number, quanta: number): number {
  const counted = bySubshells(countStates);
  const orbitals = radial.reduce((sum, { l }) => sum + 2 * l + 1, 0);
  let [dimension, states, block] = [0, 0, 0];
  const refuse = (limit: string, got: string): never => {
    throw new RangeError(
      `the space of ${particles} bosons in ${orbitals} orbitals with up to ${quanta} quanta must have at most ${limit}, got ` +
        `${got}: choose fewer shells or quanta`,
    );
  };
  configurations(radial, particles, quanta, (configuration) => {
    const [zero, one] = counted(subshellsOf(configuration, radial));
    dimension += zero - one;
    states += zero;
    block = Math.max(block, zero);
    if (states > 64 * largestStates) refuse(`${largestStates} states with L_z = 0`, `more than ${states}`);
  });
  const gibibytes = ((12 * dimension ** 2) / 2 ** 30).toPrecision(3);
  if (dimension > largestDimension)
    refuse(
      `${largestDimension} states of angular momentum 0`,
      `${dimension}, whose matrix may take ${gibibytes} GiB`,
    );
  if (states > largestStates) refuse(`${largestStates} states with L_z = 0`, `${states}`);
  if (block > largestBlock)
    refuse(`${largestBlock} states with L_z = 0 in one configuration of radial orbitals`, `${block}`);
  return states;
}

/** @throws RangeError, before anything is made, when the space is too large. */
export function scalarBasis(
  radial: readonly RadialOrbital[],
  particles: number,
  quanta: number,
): ScalarBasis {
  const states = checkedStates(radial, particles, quanta);
  const orbitals = orbitalsOf(radial);
  const templateOf = bySubshells(scalarTemplate);
  const lookup = stateTable(orbitals.count, states);
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
