import { potentialFormula } from '../../lib/interactions';
test('a', () => {
  potentialFormula('r', { dimension: 1 });
  for (const t of ['erf(r)/r', 'exp(-x^2-2*y^2-3*z^2)', 'exp(-r^2/2)']) {
    const t0 = performance.now();
    potentialFormula(t, { dimension: 3 });
    console.log(t, performance.now() - t0);
  }
});
