import {
  checkHeatKernel,
  checkHeatKernelFormula,
  createRandom,
  monokineticPoints,
  radialBall,
  radialNormal,
} from '../../lib/index';

const etas = [1e-4, 1e-3, 1e-2, 0.1, 1];

describe('the last inequality of §3.5', () => {
  it('holds as corrected, for random and quiet points', () => {
    for (const density of [radialNormal(), radialBall()])
      for (const n of [3, 20, 100])
        for (const random of [undefined, createRandom(n)]) {
          const { x } = monokineticPoints(density, () => 0, n, random);
          expect(checkHeatKernel({ x, density, etas }).verdict).toBe('holds');
        }
  });

  it('is false without the diagonal', () => {
    const density = radialNormal();
    const { x } = monokineticPoints(density, () => 0, 20);
    expect(checkHeatKernel({ x, density, etas, variant: 'without diagonal' }).verdict).toBe('violated');
  });

  it('the kernel is a mean of heat kernels', () => {
    const check = checkHeatKernelFormula([1e-3, 0.1, 1, 10, 1e3]);
    expect(check.verdict).toBe('holds');
    check.lhs.forEach((v, k) => {
      expect(v / check.rhs[k]).toBeCloseTo(1, 11);
    });
    expect(() => checkHeatKernelFormula([0])).toThrow(/distances\[0\] must be/);
  });

  it('doors', () => {
    expect(() => checkHeatKernel({ x: [0, 0, 0], density: radialBall(), etas: [0] })).toThrow(/eta must be/);
    expect(() => checkHeatKernel({ x: [0, 0], density: radialBall(), etas })).toThrow(/3N coordinates/);
  });
});
