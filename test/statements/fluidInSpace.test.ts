import { checkFluidInSpace, radialNormal } from '../../lib/index';

describe('Theorem 3.7 in space', () => {
  it('agrees with the radial solution, the better the finer', () => {
    const [rough, fine] = [18, 24].map((cells) =>
      checkFluidInSpace({ density: radialNormal(), low: 6, times: [2.5], cells, tolerance: 0.03 }),
    );
    expect(fine.map(({ verdict }) => verdict)).toEqual(['holds', 'holds']);
    fine.forEach((check, k) => {
      expect(check.lhs[0]).toBeLessThan(0.7 * rough[k].lhs[0]);
    });
  });

  it('is violated by a tolerance that it does not reach', () => {
    const checks = checkFluidInSpace({
      density: radialNormal(),
      low: 6,
      times: [1],
      cells: 18,
      tolerance: 1e-6,
    });
    expect(checks.map(({ verdict }) => verdict)).toContain('violated');
  });

  it('doors', () => {
    expect(() => checkFluidInSpace({ density: radialNormal(), low: 6, times: [2, 1], cells: 18 })).toThrow(
      /times must ascend/,
    );
    expect(() => checkFluidInSpace({ density: radialNormal(), low: 6, times: [8], cells: 18 })).toThrow(
      /6\.98/,
    );
  });
});
