import * as m from '../../lib';

const cat = m.catState({ epsilon: 0.2, point: [0.8, 0] });
const grid = m.quantumGrid({ low: -5, high: 5, points: 32 });
const atoms = { points: [[1, 0] as const, [-1, 0] as const] };
const nothing = null as never;

describe('what is no state, no law and no options is refused by name', () => {
  const calls: readonly (readonly [RegExp, () => unknown])[] = [
    [
      /state must be a state, got a coherent one without points/,
      () => m.compressState({ kind: 'coherent' } as never),
    ],
    [/state must be a state, got a grid one without grid/, () => m.compressState({ kind: 'grid' } as never)],
    [
      /state must be a state, got a product one without factors/,
      () => m.compressState({ kind: 'product' } as never),
    ],
    [
      /state must be a state, got a fock one without density/,
      () => m.husimiTransform({ kind: 'fock' } as never),
    ],
    [/state must be a state, got 7/, () => m.stateMoments(7 as never)],
    [/state must be a state of lib\/phasespace or compressed/, () => m.pseudoDistance(atoms, 5 as never)],
    [
      /points must be a list of points \[q, p\], got "abc"/,
      () => m.pseudoDistance({ points: 'abc' as never }, cat),
    ],
    [/points must be a list of points \[q, p\], got null/, () => m.pseudoDistanceByMoments(nothing, cat)],
    [
      /options of pseudoDistance must be among .*, got tolerence/,
      () => m.pseudoDistance(atoms, cat, { tolerence: 1 } as never),
    ],
    [/onProgress must be a function, got 5/, () => m.pseudoDistance(atoms, cat, { onProgress: 5 as never })],
    [
      /options of pseudoDistanceEntropic must be an object/,
      () => m.pseudoDistanceEntropic(atoms, cat, nothing),
    ],
    [
      /options of pseudoDistanceDiagonal must be an object/,
      () => m.pseudoDistanceDiagonal(atoms, nothing, { levels: 3 }),
    ],
    [
      /weights must be a list with at least one entry/,
      () => m.pseudoDistanceDiagonal(atoms, { epsilon: 0.2 } as never, { levels: 3 }),
    ],
    [/options of compressState must be an object/, () => m.compressState(cat, nothing)],
    [/options of toFock must be an object/, () => m.toFock(cat, nothing)],
    [/options of coherentState must be an object/, () => m.coherentState(undefined as never)],
    [/^point must be \[q, p\] or/, () => m.coherentState({ epsilon: 0.2, point: [1] })],
    [/options of coherentSpan must be an object/, () => m.coherentSpan(nothing)],
    [/amplitudes must be a list/, () => m.coherentSuperposition({ epsilon: 0.2 } as never)],
    [/options of toeplitzState must be an object/, () => m.toeplitzState(nothing)],
    [/grid must be made by quantumGrid/, () => m.toGrid(cat, nothing)],
    [/wigner must be made by wignerTransform/, () => m.negativity(cat as never)],
    [/options of weylOperator must be an object/, () => m.weylOperator(nothing)],
    [/symbol must be a function, got undefined/, () => m.weylOperator({ epsilon: 0.2, levels: 4 } as never)],
    [/interaction must be made by one of the potential… functions/, () => m.gammaTwo(nothing)],
    [
      /potential must be a function, got 5/,
      () =>
        m.commutatorGrowth({
          epsilon: 0.2,
          grid,
          operator: m.identityMatrix(32),
          potential: 5 as never,
          times: [1],
        }),
    ],
    [/grid must be made by quantumGrid/, () => m.characterCommutator(m.identityMatrix(32), nothing, 1)],
    [
      /operator must have finite entries/,
      () => m.characterCommutator(m.realMatrix(32, 32, new Float64Array(1024).fill(Number.NaN)), grid, 1),
    ],
    [/options of transformFrames must be an object/, () => m.transformFrames(nothing)],
  ];
  it.each(calls.map(([message, call]) => [message.source, call, message] as const))(
    '%s',
    (_, call, message) => {
      expect(call).toThrow(RangeError);
      expect(call).toThrow(message);
    },
  );
});

describe('work that would not end is refused before it starts, with the estimate', () => {
  const hot = (occupation: number) => m.thermalState({ epsilon: 0.2, occupation });
  const calls: readonly (readonly [RegExp, () => unknown])[] = [
    [
      /maxRank = 24 levels, got 2 and \d+ \(estimated .* s and \d+ MiB\)/,
      () => m.pseudoDistance(atoms, hot(5)),
    ],
    [
      /maxAtoms = 400 atoms .* got 1000 and 1/,
      () => m.pseudoDistance({ points: Array.from({ length: 1000 }, (_, k) => [k, 0]) }, cat),
    ],
    [/state must need at most 500 levels to leave out 1e-10, got 4096/, () => m.compressState(hot(1e6))],
    [
      /levels·nodes must take at most 60 s, got 500 · 540 \(estimated \d+ s\)/,
      () => m.toeplitzOperator({ epsilon: 0.2, levels: 500, symbol: (x) => x }),
    ],
    [
      /nX·nXi must be at most 1048576 \(estimated \d+ s\)/,
      () => m.symbolNorm(() => 1, { x: [0, 1], xi: [0, 1], nX: 4096, nXi: 4096 }),
    ],
  ];
  it.each(calls.map(([message, call]) => [message.source, call, message] as const))(
    '%s',
    (_, call, message) => {
      expect(call).toThrow(message);
    },
  );
});
