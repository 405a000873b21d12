import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as field from '../../lib/index';

const {
  circleKinetic,
  classicalFluctuations,
  cloud,
  coupledFlow,
  createRandom,
  gaussianPacket,
  identityMatrix,
  latticeWave,
  limitPoints,
  newtonSolver,
  normal,
  phaseSpaceDensity,
  phaseSpaceMeasure,
  planeWave,
  potentialCosine,
  quantumGrid,
  quantumLattice,
  recordGrid,
  recordTrajectory,
  samplingDistances,
  snapshot,
  transportExact,
  vlasovGridSolver,
  vlasovSolver,
} = field;

/** Code after `@example` in the docstring of an exported function. */
interface Example {
  readonly file: string;
  readonly name: string;
  readonly code: string;
}

const folder = join(__dirname, '../../lib/statements');
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

function examplesIn(file: string): Example[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return Array.from(
    text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (\w+)\(/g),
    ([, doc, name]) => ({
      file,
      name,
      code: (doc.split('@example')[1] ?? '')
        .split('@throws')[0]
        .replace(/^ ?\* ?/gm, '')
        .trim(),
    }),
  ).filter(({ code }) => code !== '');
}

const examples = files.flatMap(examplesIn);

/** What the examples take for granted: their names are those that the notebooks use. */
function context(): Record<string, unknown> {
  const random = createRandom(1);
  const V = potentialCosine({ amplitude: -1 });
  const lattice = quantumLattice({ kinetic: circleKinetic(3, 2 * Math.PI, 1), interaction: [1, 0.3, 0.3] });
  const psi = latticeWave(lattice, (x) => [1 + 0.3 * Math.cos(x), 0.2 * Math.sin(x)]);
  const law = { position: normal({ deviation: 0.8 }), momentum: normal({ deviation: 0.5 }) };
  const density = phaseSpaceDensity({ dimension: 1, ...law });
  const initial = density.sample(random, 30);
  const [start, other] = [6, 5].map((n) => density.sample(random, n));
  const run = { until: 1, timeStep: 0.05, samples: 12 };
  const [f, g] = [start, other].map((one) =>
    recordTrajectory(vlasovSolver({ interaction: V, initial: one }), run),
  );
  const [coarse, fine] = [0.05, 0.025].map((timeStep) =>
    recordTrajectory(newtonSolver({ interaction: V, ...start }), { ...run, timeStep }),
  );
  const [mu, nu] = [f, g].map((trajectory) => phaseSpaceMeasure(snapshot(trajectory, 0)));
  const { plan } = transportExact(mu, nu, { norm: 'phase-space sum' });
  const [first, second] = coupledFlowTrajectories(V, start, other, plan, run);
  const grids = [1, 2].map((refinement) =>
    recordGrid(
      vlasovGridSolver({
        interaction: V,
        density,
        domain: 'line',
        positive: true,
        duration: 2,
        cells: [160 * refinement, 80 * refinement],
        timeStep: 0.4 / refinement,
      }),
      { until: 2, samples: 2 },
    ),
  );
  const fluctuations = { interaction: V, density, initial, observable: planeWave([1], [0]), random };
  const [few, many] = [4, 8].map((particles) =>
    classicalFluctuations({ ...fluctuations, particles, replicas: 20, until: 0.5, timeStep: 0.1 }),
  );
  const measured = limitPoints({
    interaction: V,
    ...law,
    sizes: [50],
    times: [0, 0.5],
    repetitions: [3],
    seed: 1,
  });
  return {
    ...field,
    ...{
      random,
      V,
      lattice,
      psi,
      density,
      initial,
      f,
      g,
      coarse,
      fine,
      plan,
      first,
      second,
      few,
      many,
      measured,
    },
    ...{
      atoms: {
        points: [
          [0.5, 0.2],
          [-0.4, 0],
        ],
      },
      other: {
        points: [
          [0, 0.5],
          [1, 0],
          [-0.3, -0.2],
        ],
      },
      joint: field.jointLimit({
        interaction: field.potentialGaussian({ dimension: 1 }),
        ...{
          epsilon: 0.4,
          sizes: [2],
          points: [
            [0.6, 0],
            [-0.6, 0.2],
          ],
          times: [0, 0.4],
        },
        ...{ low: -5, high: 5, gridPoints: 40, cells: 32 },
      }),
      cat: field.catState({ epsilon: 0.2, point: [0.6, 0], coherence: 0.5 }),
    },
    ...{ a: cloud([0, 1, 3], 1), b: cloud([0.5, 2, 2.5], 1), c: cloud([1, 1, 4], 1) },
    orbitals: identityMatrix(3),
    packet: gaussianPacket({ grid: quantumGrid({ low: -8, high: 8, points: 64 }), width: 0.8 }),
    samplings: samplingDistances({ density, sizes: [16, 32, 64], repetitions: 8, seed: 1 }),
    onCoarseGrid: grids[0],
    onFineGrid: grids[1],
  };
}

function coupledFlowTrajectories(
  interaction: field.Interaction,
  f: Parameters<typeof coupledFlow>[0]['f'],
  g: Parameters<typeof coupledFlow>[0]['g'],
  plan: field.TransportPlan,
  run: { readonly until: number; readonly timeStep: number; readonly samples: number },
): field.Trajectory[] {
  const { first, second } = coupledFlow({ interaction, f, g, plan });
  return [first, second].map((solver) => recordTrajectory(solver, run));
}

describe('examples in the help of statements', () => {
  const scope = context();
  const evaluate = (code: string): unknown =>
    new Function(...Object.keys(scope), `return ${code.replace(/\/\/.*$/, '')}`)(...Object.values(scope));

  it('every check that a reader can import has one', () => {
    const named = new Set(examples.map(({ name }) => name));
    const checks = Object.keys(field).filter((name) => /^check[A-Z]/.test(name));
    expect(checks.filter((name) => !named.has(name) && !withoutExample.has(name))).toEqual([]);
  });

  it.each(examples.map((example) => [example.name, example] as const))('%s', (_, { code }) => {
    const value = evaluate(code);
    expect(value).toBeDefined();
    const checks = [value]
      .flat()
      .filter((each): each is field.Check => (each as field.Check)?.verdict !== undefined);
    const expected = code.includes('// violated') ? ['violated'] : ['holds', 'undecided'];
    for (const { verdict } of checks) expect(expected).toContain(verdict);
  });
});

/** It needs a run on a grid and one along characteristics: notebook 01 shows both. */
const withoutExample = new Set(['checkGridAgainstCharacteristics']);
