import type { HypothesisCheck, StatementKind } from '../../lib/index';
import { makeCheck, relabelled, unnamedConstantCheck } from '../../lib/index';

const base = { statement: 'test', title: 'test', at: [1], atLabel: 't', errorHow: 'given' };
const verdict = (kind: StatementKind, lhs: number, rhs: number, error: number) =>
  makeCheck({ ...base, kind, lhs: [lhs], rhs: [rhs], error }).verdict;

describe('verdicts', () => {
  it.each([
    ['inequality', 1, 2, 0.5, 'holds'],
    ['inequality', 1, 2, 1.5, 'undecided'],
    ['inequality', 2, 1, 1.5, 'undecided'],
    ['inequality', 2, 1, 0.5, 'violated'],
    ['inequality', 1, 1, 0, 'holds'],
    ['inequality', 1 + 1e-14, 1, 0, 'holds'],
    ['inequality', 1 + 1e-11, 1, 0, 'violated'],
    ['inequality', Number.POSITIVE_INFINITY, 1, 0, 'violated'],
    ['inequality', 1, Number.POSITIVE_INFINITY, 0, 'holds'],
    ['identity', 1, 1.001, 0.01, 'holds'],
    ['identity', 1, 1.1, 0.01, 'violated'],
    ['identity', 1, 1.1, 0.5, 'undecided'],
    ['identity', 1, 1.1, 0.2, 'undecided'],
    ['identity', 1e-16, 0, 1e-14, 'undecided'],
    ['identity', 1, 2, 1e6, 'undecided'],
    ['identity', 1, 5, Number.POSITIVE_INFINITY, 'undecided'],
    ['identity', 0, 0, 0, 'holds'],
    ['limit', -1.02, -1, 0.05, 'holds'],
    ['definition', 1e-14, 1e-12, 0, 'holds'],
    ['existence', 1e-3, 1e-12, 0, 'violated'],
  ] as [StatementKind, number, number, number, string][])(
    '%s: %f against %f ± %f %s',
    (kind, lhs, rhs, error, expected) => {
      expect(verdict(kind, lhs, rhs, error)).toBe(expected);
    },
  );

  it('let the worst entry decide', () => {
    const check = (lhs: number[]) =>
      makeCheck({ ...base, kind: 'inequality', at: [1, 2, 3], lhs, rhs: [1, 1, 1], error: 0.1 }).verdict;
    expect(check([0, 0, 0])).toBe('holds');
    expect(check([0, 0.95, 0])).toBe('undecided');
    expect(check([0, 0.95, 2])).toBe('violated');
  });

  it('do not apply when a needed hypothesis fails, and are undecided when it is unknown', () => {
    const check = (holds: HypothesisCheck['holds'], role: HypothesisCheck['role']) =>
      makeCheck({
        ...base,
        kind: 'inequality',
        lhs: [0],
        rhs: [1],
        error: 0,
        hypotheses: [{ name: 'H', role, holds, witness: '' }],
      }).verdict;
    expect(check(false, 'needed')).toBe('not applicable');
    expect(check('unknown', 'needed')).toBe('undecided');
    expect(check(false, 'printed')).toBe('holds');
  });

  it('compare a distance against 0 with the size of what is compared', () => {
    const against0 = (scale: number) =>
      makeCheck({ ...base, kind: 'identity', lhs: [1e-16], rhs: [0], error: 1e-14, scale }).verdict;
    expect(against0(1)).toBe('holds');
    expect(against0(1e-14)).toBe('undecided');
  });

  it('let no sharp entry whitewash a blurred one', () => {
    const check = makeCheck({
      ...base,
      kind: 'identity',
      at: [1, 2],
      lhs: [1, 1],
      rhs: [1, 50],
      error: [0.01, 100],
    });
    expect(check.verdict).toBe('undecided');
  });

  it('refuse a scale that would confirm anything', () => {
    const scaled = (scale: number) =>
      makeCheck({ ...base, kind: 'identity', lhs: [1], rhs: [5], error: Infinity, scale });
    expect(() => scaled(Infinity)).toThrow(/scale must be a number in/);
    expect(() => scaled(-1)).toThrow(/scale must be a number in/);
    const endless = { ...base, kind: 'identity' as const, at: [1, 2], rhs: [Infinity, 5] };
    expect(makeCheck({ ...endless, lhs: [Infinity, 1], error: [0, 1e6] }).verdict).toBe('undecided');
  });

  it('refuse hypotheses that are misspelt', () => {
    const check = (role: string, holds: unknown) => {
      const hypotheses = [{ name: 'H', role, holds, witness: '' } as HypothesisCheck];
      return makeCheck({ ...base, kind: 'inequality', lhs: [0], rhs: [1], error: 0, hypotheses });
    };
    expect(() => check('Needed', false)).toThrow(/hypotheses\[0\]\.role must be one of "needed", "printed"/);
    for (const holds of [undefined, 'false', 0])
      expect(() => check('needed', holds)).toThrow(/hypotheses\[0\]\.holds must be/);
  });

  it('refuse a negative error and an unknown kind', () => {
    expect(() => verdict('inequality', 0, 1, -1e-16)).toThrow(/error\[0\] of statement test must be >= 0/);
    expect(() => verdict('idenity' as StatementKind, 0, 1, 0)).toThrow(/kind must be one of/);
  });

  it('never decide by an estimated constant', () => {
    expect(
      makeCheck({ ...base, kind: 'inequality', lhs: [0], rhs: [1], error: 0, certain: false }).verdict,
    ).toBe('undecided');
    expect(
      makeCheck({ ...base, kind: 'inequality', lhs: [2], rhs: [1], error: 0, certain: false }).verdict,
    ).toBe('undecided');
  });

  it.each([
    [-0.1, 0.05, 'holds'],
    [0, 0.1, 'undecided'],
    [0.2, 0.05, 'violated'],
  ])('of an unnamed constant follow its trend %f ± %f: %s', (slope, uncertainty, expected) => {
    const check = unnamedConstantCheck({ ...base, lhs: [2], error: 0, trend: { slope, uncertainty } });
    expect(check.verdict).toBe(expected);
    expect(check.note).toContain('smallest constant that serves: 2');
    expect(check.trend).toEqual({ slope, uncertainty });
  });

  it('of an unnamed constant know that infinity serves nobody', () => {
    const trend = { slope: 0, uncertainty: 0 };
    const at = [1, 2];
    const lhs = [1, Infinity];
    expect(unnamedConstantCheck({ ...base, at, lhs, error: 0, trend }).verdict).toBe('violated');
    expect(unnamedConstantCheck({ ...base, at, lhs, error: [0, Infinity], trend }).verdict).toBe('undecided');
    for (const bad of [
      { slope: 0, uncertainty: -5 },
      { slope: 0, uncertainty: Number.NaN },
    ])
      expect(() => unnamedConstantCheck({ ...base, lhs: [2], error: 0, trend: bad })).toThrow(
        /trend\.uncertainty must be >= 0/,
      );
  });

  it('of an unnamed constant rest on their hypotheses too', () => {
    const hypotheses: HypothesisCheck[] = [{ name: 'H', role: 'needed', holds: 'unknown', witness: '' }];
    const trend = { slope: -0.1, uncertainty: 0.05 };
    expect(unnamedConstantCheck({ ...base, lhs: [2], error: 0, trend, hypotheses }).verdict).toBe(
      'undecided',
    );
  });

  it('refuse arrays that do not fit and numbers that are none', () => {
    expect(() => makeCheck({ ...base, kind: 'identity', lhs: [1, 2], rhs: [1], error: 0 })).toThrow(
      /lhs must have the length of at, 1/,
    );
    expect(() => makeCheck({ ...base, kind: 'identity', at: [], lhs: [], rhs: [], error: 0 })).toThrow(
      /not be empty/,
    );
    expect(() => verdict('identity', Number.NaN, 0, 0)).toThrow(
      /lhs\[0\] of statement test must be a number, got NaN/,
    );
  });
});

describe('relabelled', () => {
  const check = makeCheck({ ...base, kind: 'inequality', lhs: [1], rhs: [2], error: 0 });

  it('changes what is asked for and nothing else', () => {
    const other = relabelled(check, { statement: '§2.8 Remark 5' });
    expect(other).toEqual({ ...check, statement: '§2.8 Remark 5' });
    expect(relabelled(other, { title: 'mine' })).toEqual({ ...other, title: 'mine' });
    expect(check.statement).toBe('test');
  });

  it('knows the statements of the notes', () => {
    expect(() => relabelled(check, { statement: '§2.8 Remark 50' })).toThrow(
      /statement must be a number of statementRegistry/,
    );
  });
});
