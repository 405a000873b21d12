import { fourCornersDiagram } from '../../lib/charts/fourCorners';
import { table, verdictSummary, verdictTable } from '../../lib/charts/tables';
import { tightestPoint } from '../../lib/charts/verdictText';
import { counterexample } from '../../lib/statements/counterexample';
import type { Check } from '../../lib/statements/types';
import { check } from './data';
import { all, parseXml, textOf, texts } from './xml';

describe('tightestPoint', () => {
  it('is the largest ratio of an inequality', () => {
    // 0.1 eᵗ/(0.11 e²ᵗ) falls with t: the start is tightest.
    expect(tightestPoint(check())).toMatchObject({ index: 0, text: 'lhs/rhs = 0.909 at t = 0' });
    expect(tightestPoint(check())!.value).toBeCloseTo(0.1 / 0.11, 14);
  });

  it('is the largest difference of an equality', () => {
    const lhs = Float64Array.of(1, 2, 3, 4, 5);
    const rhs = Float64Array.of(1, 2, 3.5, 4, 5.25);
    expect(tightestPoint(check({ kind: 'identity', lhs, rhs }))).toMatchObject({
      index: 2,
      value: 0.5,
      text: '|lhs − rhs| = 0.5 at t = 1',
    });
    expect(tightestPoint(check({ kind: 'limit', lhs, rhs }))!.value).toBe(0.5);
  });

  it('passes over entries that are equal by definition, unless all are', () => {
    const lhs = Float64Array.of(1, 1, 1, 1, 1);
    const rhs = Float64Array.of(1, 2, 4, 8, 16);
    const error = Float64Array.of(0, 0.1, 0.1, 0.1, 0.1);
    expect(tightestPoint(check({ lhs, rhs, error }))!.text).toBe(
      'lhs/rhs = 0.5 at t = 0.5 (lhs = rhs at t = 0)',
    );
    // Equal to rounding is equal, far from it is not.
    const nearly = Float64Array.of(1 - 1e-15, 2, 4, 8, 16);
    const text = tightestPoint(check({ lhs, rhs: nearly, error: error.map((e) => e || 1e-14) }))!.text;
    expect(text).toBe('lhs/rhs = 0.5 at t = 0.5 (lhs = rhs at t = 0)');
    expect(tightestPoint(check({ lhs, rhs: nearly, error: error.map((e) => e || 1e-9) }))!.index).toBe(0);
    expect(tightestPoint(check({ lhs, rhs: lhs, error: new Float64Array(5) }))!.value).toBe(1);
  });

  it('of an unnamed constant tells what both ends need, with N in full', () => {
    const at = Float64Array.of(16, 64, 4096);
    const lhs = Float64Array.of(0.25, 0.75, 0.5);
    const found = tightestPoint(check({ kind: 'unnamed constant', at, atLabel: 'N', lhs, rhs: lhs }));
    expect(found).toEqual({ index: 1, value: 0.75, text: 'C needed: 0.25 at N = 16, 0.5 at N = 4096' });
  });

  it('of a definition tells the defect and its tolerance', () => {
    const one = (defect: number) =>
      tightestPoint(check({ kind: 'definition', at: [1], lhs: [defect], rhs: [1e-12], error: [0] } as never))!
        .text;
    expect(one(0)).toBe('0 ≤ 10⁻¹²');
    expect(one(0.02)).toBe('0.02 > 10⁻¹²');
  });

  it('of negative sides, as of lower bounds, takes those that are close, not those far apart', () => {
    const text = (lhs: number[], rhs: number[]) =>
      tightestPoint(check({ at: [1, 2], atLabel: 'N', lhs, rhs, error: [0, 0] } as never))!.text;
    expect(text([-2, -3], [-1, -2])).toBe('rhs/lhs = 0.667 at N = 2');
    // Violated: both ways.
    expect(text([-1, -3], [-2, -2])).toBe('rhs/lhs = 2 at N = 1');
    expect(text([1, -3], [-2, -2])).toBe('lhs/rhs = ∞ at N = 1');
  });

  it('takes nothing against nothing as a tie, and a vacuous bound as far away', () => {
    const zero = new Float64Array(5);
    expect(tightestPoint(check({ lhs: zero, rhs: zero }))!.value).toBe(1);
    expect(tightestPoint(check({ rhs: new Float64Array(5).fill(Number.POSITIVE_INFINITY) }))!.value).toBe(0);
  });
});

describe('verdictTable', () => {
  const shown = verdictTable([check(), check({ verdict: 'violated', note: 'a < b & "c"' })]);

  it('tells statement, hypotheses, tightest point, error, verdict in words, and note', () => {
    const [, row, second] = all(parseXml(shown.html), 'tr').map((tr) => tr.children.map(textOf));
    expect(row).toEqual([
      '1.5',
      'rate 1+2L as printed',
      '✓ holds',
      'lhs/rhs = 0.909 at t = 0',
      '0.001',
      '(H2) ✓; compact support (printed only) ✗ Gaussian tail',
      'tight at the start',
    ]);
    expect([second[2], second[6]]).toEqual(['✗ violated', 'a < b & "c"']);
  });

  it('is readable on any page: no colour of its own but badges that bring both colours', () => {
    for (const node of all(parseXml(shown.html), 'td'))
      expect(node.attributes.style).not.toMatch(/(^|[ ;])(background-)?color:/);
    for (const badge of all(parseXml(shown.html), 'span')) {
      expect(badge.attributes.style).toMatch(/background-color: #[0-9a-f]{6}; color: #ffffff/);
    }
    expect(shown.html).not.toMatch(/<style|class=|<script/);
  });

  it('reads the same as text and as data', () => {
    const lines = shown.text.split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain('✓ holds');
    expect(lines[2].indexOf('✓ holds')).toBe(lines[3].indexOf('✗ violated'));
    expect(shown.data[1]).toMatchObject({ statement: '1.5', verdict: 'violated', error: 0.001 });
  });
});

describe('counterexample', () => {
  const verdictOf = (verdict: Check['verdict']): string => {
    const { html } = verdictTable([counterexample(check({ verdict }))]);
    return textOf(all(parseXml(html), 'tr')[1].children[2]);
  };

  it('tells that a failure was to be so, and is surprised by anything else', () => {
    expect(verdictOf('violated')).toBe('✗ fails, as it should');
    expect(verdictOf('holds')).toBe('✓ holds, but should fail');
    expect(verdictOf('undecided')).toBe('? undecided, but should fail');
  });

  it('changes nothing but the words: the verdict itself stays', () => {
    const failing = check({ verdict: 'violated' });
    expect(counterexample(failing)).toEqual({ ...failing, meantToFail: true });
    expect(verdictTable([counterexample(failing)]).data[0].verdict).toBe('violated');
  });

  it('does not wear the colour of an alarm', () => {
    const colour = (one: Check): string => /background-color: (#\w+)/.exec(verdictTable([one]).html)![1];
    const failing = check({ verdict: 'violated' });
    expect(colour(counterexample(failing))).not.toBe(colour(failing));
    const surprise = check({ verdict: 'holds' });
    expect(colour(counterexample(surprise))).toBe(colour(surprise));
  });
});

describe('verdictSummary', () => {
  const violated = check({ verdict: 'violated' });
  const other = check({ statement: '§9.9', title: 'one alone' });
  const shown = verdictSummary([check(), violated, other, check()]);

  it('counts the verdicts of each statement, in the order of their first checks', () => {
    const [summary] = shown.html.split('<details>');
    const cells = all(parseXml(summary), 'tr').map((tr) => tr.children.map(textOf));
    expect(cells).toEqual([
      ['statement', 'what', '✓ holds', '✗ violated', '? undecided', '– not applicable'],
      ['1.5', "Dobrushin's inequality", '2', '1', '', ''],
      ['§9.9', 'one alone', '1', '', '', ''],
    ]);
  });

  it('unfolds all of them', () => {
    const table = verdictTable([check(), violated, other, check()]);
    expect(shown.html).toContain(`<summary>all 4 checks</summary>${table.html}</details>`);
    expect(shown.text.split('\n')).toHaveLength(4);
    expect(shown.data).toHaveLength(4);
  });
});

describe('table', () => {
  it('chooses, names and rounds columns, and escapes texts', () => {
    const rows = [
      { N: 100, slope: -0.498765, name: '<i>' },
      { N: 1e6, slope: 0.5, name: '' },
    ];
    const shown = table(rows, [{ key: 'name', label: 'V & W' }, 'N', { key: 'slope', digits: 2 }]);
    const cells = all(parseXml(shown.html), 'tr').map((tr) => tr.children.map(textOf));
    expect(cells).toEqual([
      ['V & W', 'N', 'slope'],
      ['<i>', '100', '−0.5'],
      ['', '10⁶', '0.5'],
    ]);
    expect(shown.data).toBe(rows);
    expect(table([{ a: 1 }, { b: 'x' }]).text).toBe('a  b\n-  -\n1\n   x');
  });

  it('refuses no rows', () => {
    expect(() => table([])).toThrow('rows must hold at least one row, got none');
    expect(() => verdictTable([])).toThrow('checks must hold at least one check, got none');
  });
});

describe('fourCornersDiagram', () => {
  it('names the corners, the limits and the notebooks of every arrow', () => {
    const figure = fourCornersDiagram({ notes: { diagonal: 'E_ε = 0.12' }, title: 'Diagram' });
    const labels = texts(parseXml(figure.svg));
    for (const label of [
      'Diagram',
      'Hartree',
      'Vlasov',
      'notebooks 02, 03, 04',
      'notebooks 01, 02',
      'notebook 05',
      'N → ∞ and ħ → 0',
    ]) {
      expect(labels).toContain(label);
    }
    expect(labels.filter((label) => label === 'ħ → 0')).toHaveLength(2);
    expect(figure.alt).toContain('diagonal arrow: E_ε = 0.12');
    expect(figure.data.map(({ notebooks }) => notebooks)).toEqual([
      '02, 03, 04',
      '01, 02',
      '05',
      '05, 06',
      '05, 06',
    ]);
  });

  it('draws what is highlighted stronger', () => {
    const widths = (highlight?: ['vlasov']): (string | undefined)[] =>
      all(parseXml(fourCornersDiagram({ highlight }).svg), 'rect')
        .map(({ attributes }) => attributes['stroke-width'])
        .filter(Boolean);
    expect(widths()).toEqual(['2.5', '2.5', '2.5', '2.5']);
    expect(widths(['vlasov'])).toEqual(['1', '1', '1', '2.5']);
  });

  it('refuses unknown names', () => {
    expect(() => fourCornersDiagram({ highlight: ['bohr' as 'vlasov'] })).toThrow(
      'highlight must be one of "schrodinger"',
    );
  });
});
