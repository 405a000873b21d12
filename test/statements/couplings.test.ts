import {
  type Cloud,
  checkCoupling,
  checkCouplingMoments,
  checkDuality,
  checkEscapingMass,
  checkKantorovichRubinstein,
  checkSingularForce,
  checkWassersteinAxioms,
  cloud,
  createRandom,
  potentialSoftCoulomb,
  productCoupling,
  randomCoupling,
  transportExact,
} from '../../lib/index';

const random = createRandom(41);

function randomCloud(n: number, dimension: number): Cloud {
  const weights = Float64Array.from({ length: n }, () => 0.05 + random.uniform());
  const total = weights.reduce((a, b) => a + b, 0);
  const points = Float64Array.from({ length: n * dimension }, () => random.normal());
  return cloud(
    points,
    dimension,
    weights.map((w) => w / total),
  );
}

const [mu, nu, kappa] = [randomCloud(9, 2), randomCloud(7, 2), randomCloud(8, 2)];

describe('Definition 1.3: checkCoupling and checkCouplingMoments', () => {
  it('hold for the product, random and optimal couplings', () => {
    const plans = [productCoupling(mu, nu), randomCoupling(mu, nu, random), transportExact(mu, nu).plan];
    for (const plan of plans) expect(checkCoupling(plan, mu, nu).verdict).toBe('holds');
    for (const p of [1, 2, 3.5]) expect(checkCouplingMoments(plans, mu, nu, p).verdict).toBe('holds');
  });

  it('are violated by a plan that loses mass, and refuse a negative one', () => {
    const plan = productCoupling(mu, nu);
    const less = { ...plan, mass: plan.mass.map((m) => m * 0.999) };
    expect(checkCoupling(less, mu, nu).verdict).toBe('violated');
    const signed = { ...plan, mass: plan.mass.slice() };
    signed.mass[0] = -signed.mass[0];
    expect(() => checkCoupling(signed, mu, nu)).toThrow(/plan\.mass\[0\] must be >= 0/);
  });
});

describe('Definition 1.4: checkWassersteinAxioms', () => {
  it.each([1, 2, 3])('hold for p = %i', (p) => {
    expect(checkWassersteinAxioms([mu, nu, kappa], p).verdict).toBe('holds');
  });
});

describe('a result that is not optimal', () => {
  it('leaves duality undecided', () => {
    const stopped = transportExact(mu, nu, { maxIterations: 1 });
    expect(stopped.status).not.toBe('optimal');
    expect(checkDuality(stopped).verdict).toBe('undecided');
  });

  it('is called inexact when large p leaves a gap', () => {
    const normals = () => Float64Array.from({ length: 120 }, () => 3 * random.normal());
    const wide = transportExact(cloud(normals(), 2), cloud(normals(), 2), { p: 60 });
    expect(wide.status === 'inexact' || wide.gap <= 1e-9 * wide.primal).toBe(true);
  });
});

describe('§1.5: checkDuality and checkKantorovichRubinstein', () => {
  it('hold for exact transport', () => {
    for (const p of [1, 2]) expect(checkDuality(transportExact(mu, nu, { p })).verdict).toBe('holds');
    expect(checkKantorovichRubinstein(transportExact(mu, nu), mu, nu).verdict).toBe('holds');
  });

  it('are violated by a plan that is not optimal', () => {
    const best = transportExact(mu, nu);
    expect(checkDuality({ ...best, primal: best.primal * 1.01 }).verdict).toBe('violated');
    const poor = { ...best, psi: best.psi.map((v, j) => v - 0.1 * j), distance: best.distance };
    expect(checkKantorovichRubinstein(poor, mu, nu).verdict).toBe('violated');
  });
});

describe('§1.7: checkEscapingMass and checkSingularForce', () => {
  it('finds W₁ = 1 for every n', () => {
    expect(checkEscapingMass([2, 10, 1000, 1e6]).verdict).toBe('holds');
  });

  it('sees the Lipschitz constant explode', () => {
    const check = checkSingularForce({
      mollified: (softening) => potentialSoftCoulomb({ dimension: 3, softening }),
      deltas: [1, 0.1, 0.01],
      alpha: 2,
    });
    expect(check.verdict).toBe('holds');
    expect(check.lhs[1]).toBeCloseTo(-3, 10);
    const wrongPower = checkSingularForce({
      mollified: (softening) => potentialSoftCoulomb({ dimension: 3, softening }),
      deltas: [1, 0.1, 0.01],
      alpha: 1,
    });
    expect(wrongPower.verdict).toBe('violated');
  });
});
