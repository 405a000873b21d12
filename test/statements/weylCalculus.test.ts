import {
  checkCommutatorFormula,
  checkCommutatorGrowth,
  checkTranslationGrowth,
  checkWeylCommutators,
} from '../../lib/index';

describe('§3.4', () => {
  it('Weyl operators: commutators with x and −iε∂, and with characters', () => {
    for (const epsilon of [0.2, 0.6]) {
      expect(checkWeylCommutators({ epsilon }).verdict).toBe('holds');
      expect(checkCommutatorFormula({ epsilon }).verdict).toBe('holds');
    }
    expect(() => checkWeylCommutators({ epsilon: 0 })).toThrow(/epsilon must be a finite number > 0/);
  });

  it('the lemma on 𝒩(t): d = 1, and d = 2 as printed and corrected (B15)', () => {
    expect(checkCommutatorGrowth({ epsilon: 0.4 }).verdict).toBe('holds');
    for (const coupling of [0.3, 1]) {
      expect(checkTranslationGrowth({ coupling, variant: 'printed' }).verdict).toBe('violated');
      expect(checkTranslationGrowth({ coupling }).verdict).toBe('holds');
    }
    expect(() => checkTranslationGrowth({ coupling: -1 })).toThrow(/coupling must be/);
  });
});
