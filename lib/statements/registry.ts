import * as bbgky from './bbgky';
import * as beyondMeanField from './beyondMeanField';
import * as chaoticMorphism from './chaoticMorphism';
import * as coulombHartree from './coulombHartree';
import * as coulombLimit from './coulombLimit';
import * as coupledFlow from './coupledFlow';
import * as couplings from './couplings';
import * as dobrushin from './dobrushin';
import * as eulerPoisson from './eulerPoisson';
import * as eulerPoissonLimit from './eulerPoissonLimit';
import * as fermions from './fermions';
import * as fournierGuillin from './fournierGuillin';
import * as hardy from './hardy';
import * as hartreeLimit from './hartreeLimit';
import * as heatKernel from './heatKernel';
import * as interactionInequality from './interactionInequality';
import * as jointLimit from './jointLimit';
import * as kato from './kato';
import * as klimontovichEquation from './klimontovichEquation';
import * as marginals from './marginals';
import * as meanFieldLimit from './meanFieldLimit';
import * as modulatedEnergy from './modulatedEnergy';
import * as moments from './moments';
import * as newton from './newton';
import * as particlePermutations from './particlePermutations';
import * as picklFunctional from './picklFunctional';
import * as projectionEquation from './projectionEquation';
import * as pseudoDistance from './pseudoDistance';
import * as quantumConservation from './quantumConservation';
import * as quantumKlimontovich from './quantumKlimontovich';
import * as reducedBounds from './reducedBounds';
import * as remarksOnCoulomb from './remarksOnCoulomb';
import * as secondQuantisation from './secondQuantisation';
import * as serfaty from './serfaty';
import * as singularForces from './singularForces';
import type { StatementEntry } from './types';
import * as uniformLimit from './uniformLimit';
import * as vlasov from './vlasov';
import * as weylCalculus from './weylCalculus';
import * as wkb from './wkb';

/** In the order of the notes. */
const files: readonly { readonly entries: readonly StatementEntry[] }[] = [
  newton,
  vlasov,
  marginals,
  couplings,
  dobrushin,
  moments,
  coupledFlow,
  fournierGuillin,
  meanFieldLimit,
  singularForces,
  kato,
  quantumConservation,
  particlePermutations,
  quantumKlimontovich,
  klimontovichEquation,
  chaoticMorphism,
  hartreeLimit,
  hardy,
  coulombHartree,
  coulombLimit,
  projectionEquation,
  interactionInequality,
  reducedBounds,
  picklFunctional,
  bbgky,
  secondQuantisation,
  beyondMeanField,
  fermions,
  pseudoDistance,
  jointLimit,
  weylCalculus,
  uniformLimit,
  wkb,
  eulerPoisson,
  serfaty,
  modulatedEnergy,
  heatKernel,
  eulerPoissonLimit,
  remarksOnCoulomb,
];

/**
 * Every statement the notebooks show: the 26 numbered items of the notes (1.1–1.9, 2.1–2.9, 3.1–3.8) with their parts, and
 * the claims without a number, in the order of the notes.
 *
 * To add a statement:
 * 1. write its file: a function that returns `makeCheck({ statement, … })`, and `entries` with what is said of it here;
 * 2. name the file here, and its public functions in `index.ts`;
 * 3. write its test (both verdicts: the statement, and a version that is wrong), and add it to
 *    `test/registry/hypotheses.test.ts`;
 * 4. give it a section in a notebook, under the heading that `section` says;
 * 5. `npm run build && npm run registry`, which writes `data/statements.json`; `npx jest test/registry` says what is missing.
 */
export const statementRegistry: readonly StatementEntry[] = Object.freeze(
  files.flatMap(({ entries }) => entries.map((entry) => Object.freeze({ ...entry }))),
);

/** An entry as `data/statements.json` stores it. */
export type StatementRecord = Required<Omit<StatementEntry, 'checks'>> & {
  readonly checks: readonly string[];
};

/**
 * What `data/statements.json` stores: the checks by name. The names are those of the functions; bundlers rename functions, so
 * that the file is written from the built library and never from a bundle.
 */
export function statementRecords(): StatementRecord[] {
  return statementRegistry.map(
    ({ number, title, kind, notebook, section, checks, tests, errata = [], hypotheses }) => ({
      number,
      title,
      kind,
      notebook,
      section,
      checks: checks.map(({ name }) => name),
      tests,
      errata,
      hypotheses,
    }),
  );
}
