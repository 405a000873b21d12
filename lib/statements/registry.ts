import { bbgkyEntry } from './bbgky';
import { fluctuationsEntry } from './beyondMeanField';
import { chaoticEquationEntry, chaoticMorphismEntry } from './chaoticMorphism';
import { coulombHartreeEntry } from './coulombHartree';
import { coupledFlowEntry, couplingCostEntry } from './coupledFlow';
import {
  couplingEntry,
  dualityEntry,
  escapingMassEntry,
  kantorovichRubinsteinEntry,
  wassersteinEntry,
} from './couplings';
import { dobrushinEntry } from './dobrushin';
import { fermionsEntry } from './fermions';
import { fournierGuillinEntry } from './fournierGuillin';
import { hardyEntry } from './hardy';
import { hartreeLimitEntries } from './hartreeLimit';
import { interactionInequalityEntry } from './interactionInequality';
import { katoEntry } from './kato';
import { klimontovichEquationEntry } from './klimontovichEquation';
import { marginalEntry } from './marginals';
import { meanFieldLimitEntry } from './meanFieldLimit';
import { firstMomentEntry } from './moments';
import { newtonEntry, scalingEntry } from './newton';
import { particlePermutationsEntry } from './particlePermutations';
import { pendingNumbered, pendingUnnumbered } from './pending';
import { picklEntry } from './picklFunctional';
import { projectionEquationEntry } from './projectionEquation';
import { hartreeEntry, schroedingerEntry } from './quantumConservation';
import { quantumEmpiricalEntry, quantumKlimontovichEntry, reducedDualityEntry } from './quantumKlimontovich';
import { reducedBoundEntries } from './reducedBounds';
import { secondQuantisationEntry } from './secondQuantisation';
import { singularForceEntry } from './singularForces';
import type { StatementEntry } from './types';
import { characteristicsEntry, klimontovichEntry, vlasovEntry } from './vlasov';

/**
 * Every statement the notebooks show: the 26 numbered items of the notes (1.1–1.9, 2.1–2.9, 3.1–3.8) with their parts, and
 * the claims without a number. `data/statements.json` is written from this list; an entry with `section` null is not live.
 */
export const statementRegistry: readonly StatementEntry[] = [
  vlasovEntry,
  klimontovichEntry,
  couplingEntry,
  wassersteinEntry,
  dobrushinEntry,
  firstMomentEntry,
  coupledFlowEntry,
  fournierGuillinEntry,
  meanFieldLimitEntry,
  katoEntry,
  quantumEmpiricalEntry,
  quantumKlimontovichEntry,
  reducedDualityEntry,
  klimontovichEquationEntry,
  chaoticMorphismEntry,
  chaoticEquationEntry,
  ...hartreeLimitEntries,
  ...reducedBoundEntries,
  projectionEquationEntry,
  interactionInequalityEntry,
  ...pendingNumbered,
  newtonEntry,
  scalingEntry,
  characteristicsEntry,
  dualityEntry,
  kantorovichRubinsteinEntry,
  couplingCostEntry,
  escapingMassEntry,
  singularForceEntry,
  marginalEntry,
  particlePermutationsEntry,
  schroedingerEntry,
  hartreeEntry,
  bbgkyEntry,
  secondQuantisationEntry,
  fluctuationsEntry,
  fermionsEntry,
  hardyEntry,
  coulombHartreeEntry,
  picklEntry,
  ...pendingUnnumbered,
];
