import { potentialCoulomb } from '../interactions';
import { finite, optionsOf, positive } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import {
  edgeMass,
  gaussianPacket,
  hartreeEnergy,
  hartreeSolver,
  type QuantumGridReport,
  quantumGrid,
  radialGaussian,
  radialGrid,
  radialHartree,
  radialHartreeEnergy,
  radialMoments,
  spectralTail,
  waveMoments,
} from '../solvers/quantum';
import type { Check, StatementEntry } from './types';
import { type CheckInput, makeCheck } from './verdict';

export interface CoulombHartreeInput {
  readonly hbar?: number;
  /** s, the deviation of each coordinate in the Gaussian ψ^in. Default 1. */
  readonly width?: number;
  /** λ of V = λ/|x|. Default 1. */
  readonly coupling?: number;
  /** Default 2s²/ħ, in which a free packet grows by √2. */
  readonly until?: number;
  /** Points of the box on an axis. Default 32. */
  readonly points?: number;
  readonly onProgress?: OnProgress;
}

/**
 * §2.7, Hartree's equation with 1/|x| in R³, in a box and for r alone:
 * - the energy of ψ^in by both against ⅜ħ²/s² + λ/(2s√π);
 * - mass and energy are conserved, by both;
 * - the two solutions agree: ⟨x₁²⟩ along the way;
 * - the virial identity d/dt½⟨x·p + p·x⟩ = 2E_kin + E_int, integrated in time.
 * @example
 * checkCoulombHartree({ coupling: 1 })
 */
export function checkCoulombHartree(input: CoulombHartreeInput = {}): Check[] {
  const {
    coupling = 1,
    points = 32,
    onProgress,
  } = optionsOf('checkCoulombHartree', input, '{ coupling: 1 }', [
    'hbar',
    'width',
    'coupling',
    'until',
    'points',
    'onProgress',
  ]);
  const [hbar, width] = [positive('hbar', input.hbar ?? 1), positive('width', input.width ?? 1)];
  const until = positive('until', input.until ?? (2 * width * width) / hbar);
  const kinetic = (3 * hbar * hbar) / (8 * width * width);
  const interaction = finite('coupling', coupling) / (2 * width * Math.sqrt(Math.PI));
  const setting = { hbar, width, coupling, until };
  const box = alongBox(setting, points, onProgress);
  // With the steps of the box, and with half of them.
  const [rough, fine] = [4, 8].map((samples) => alongBall(setting, samples));
  const resolved = box.report.status === 'resolved' && fine.report.status === 'resolved';
  const common = {
    statement: '§2.7 Hartree',
    kind: 'identity' as const,
    certain: resolved,
    note: resolved ? '' : `box: ${box.report.status}, ball: ${fine.report.status}`,
  };
  const size = kinetic + Math.abs(interaction);
  return [
    makeCheck({
      ...common,
      title: 'energy of a Gaussian = ⅜ħ²/s² + λ/(2s√π): box, ball',
      ...{ at: [3, 1], atLabel: 'dimension of the grid', lhs: [box.energy, fine.energy], scale: size },
      rhs: [kinetic + interaction, kinetic + interaction],
      error: [size * (1e-10 + 10 * box.unresolved), 1e-12 * size],
      errorHow:
        'in the box ten times the root of the mass at its edge and in the shortest waves, in the ball rounding',
    }),
    conservationCheck(box.report, fine.report, common),
    momentCheck(box, rough, fine, common),
    virialCheck(rough, fine, common),
  ];
}

type Common = Pick<CheckInput, 'statement' | 'kind' | 'certain' | 'note'>;
type Setting = Required<Pick<CoulombHartreeInput, 'hbar' | 'width' | 'coupling' | 'until'>>;

interface BoxRun {
  readonly report: QuantumGridReport;
  /** At time 0. */
  readonly energy: number;
  /** Root of the mass at the edge and in the shortest waves at time 0. */
  readonly unresolved: number;
  /** ⟨x₁²⟩ at four times after 0, and what mass at the edge, which may belong anywhere, can make of it. */
  readonly variance: number[];
  readonly lost: number;
}

function alongBox(
  { hbar, width, coupling, until }: Setting,
  points: number,
  onProgress?: OnProgress,
): BoxRun {
  const interaction = potentialCoulomb({ dimension: 3, charge: coupling });
  const half = 9 * width;
  const grid = quantumGrid({ low: -half, high: half, points: [points, points, points] });
  const initial = gaussianPacket({ grid, hbar, width });
  const variance: number[] = [];
  const report = hartreeSolver({ initial, interaction }).run({
    ...{ until, timeStep: until / 20, samples: 4, onProgress },
    observe: (time, state) => {
      if (time > 0) variance.push(waveMoments(state).positionVariance[0]);
    },
  });
  return {
    report,
    energy: hartreeEnergy(initial, { interaction }).total,
    unresolved: Math.sqrt(edgeMass(initial) + spectralTail(initial)),
    variance,
    lost: 2 * half ** 2 * (report.edgeMass + report.spectralTail),
  };
}

interface BallRun {
  readonly report: QuantumGridReport;
  /** At time 0. */
  readonly energy: number;
  /** From 0 on. */
  readonly times: number[];
  /** ⟨r²⟩. */
  readonly square: number[];
  /** ½⟨x·p + p·x⟩. */
  readonly dilation: number[];
  /** 2E_kin + E_int. */
  readonly virial: number[];
}

/** In five steps a sample. */
function alongBall({ hbar, width, coupling, until }: Setting, samples: number): BallRun {
  const grid = radialGrid({ radius: 24 * width, intervals: 512 });
  const initial = radialGaussian({ grid, hbar, width });
  const [times, square, dilation, virial] = [0, 1, 2, 3].map((): number[] => []);
  const report = radialHartree({ initial, coupling }).run({
    ...{ until, timeStep: until / (5 * samples), samples },
    observe: (time, state) => {
      const { meanSquare, dilation: flow } = radialMoments(state);
      const { kinetic, interaction } = radialHartreeEnergy(state, { coupling });
      times.push(time);
      square.push(meanSquare);
      dilation.push(flow);
      virial.push(2 * kinetic + interaction);
    },
  });
  return {
    report,
    energy: radialHartreeEnergy(initial, { coupling }).total,
    times,
    square,
    dilation,
    virial,
  };
}

function conservationCheck(box: QuantumGridReport, ball: QuantumGridReport, common: Common): Check {
  return makeCheck({
    ...common,
    title: 'mass and energy are conserved: box, ball',
    ...{ at: [3, 3, 1, 1], atLabel: 'dimension of the grid', scale: 1 },
    lhs: [box.normDrift, box.energyDrift, ball.normDrift, ball.energyDrift],
    rhs: [0, 0, 0, 0],
    error: [1e-11, 1e-6, 1e-11, 1e-6],
    errorHow: 'mass: rounding of the steps; energy: a thousandth of what the reports call a long step',
  });
}

function momentCheck(box: BoxRun, rough: BallRun, fine: BallRun, common: Common): Check {
  return makeCheck({
    ...common,
    title: '⟨x₁²⟩ in the box = ⟨r²⟩/3 in the ball',
    ...{ at: rough.times.slice(1), atLabel: 't', lhs: box.variance },
    rhs: box.variance.map((_, k) => fine.square[2 * k + 2] / 3),
    error: box.variance.map(
      (value, k) => box.lost + 2 * Math.abs(rough.square[k + 1] - fine.square[2 * k + 2]) + 1e-9 * value,
    ),
    errorHow:
      'mass at the edge of the box and in the shortest waves; twice what half the steps change in the ball',
  });
}

/** G(t) − G(0) against ∫2E_kin + E_int, Simpson's rule; its error from half as many points and twice the steps. */
function virialCheck(rough: BallRun, fine: BallRun, common: Common): Check {
  const simpson = ({ times, virial }: BallRun): number => {
    const h = times[1] - times[0];
    return virial.reduce((sum, v, k) => {
      const weight = k === 0 || k === virial.length - 1 ? 1 : k % 2 === 1 ? 4 : 2;
      return sum + (weight * h * v) / 3;
    }, 0);
  };
  const growth = ({ dilation }: BallRun): number => dilation[dilation.length - 1] - dilation[0];
  const [few, many] = [simpson(rough), simpson(fine)];
  return makeCheck({
    ...common,
    title: 'virial identity: ½⟨x·p + p·x⟩ grows by ∫2E_kin + E_int',
    ...{ at: fine.times.slice(-1), atLabel: 't', lhs: [growth(fine)], rhs: [many] },
    error: Math.abs(few - many) + Math.abs(growth(rough) - growth(fine)) + 1e-9 * Math.abs(many),
    errorHow: 'change with half as many times for the quadrature and steps twice as long, and rounding',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.7 Hartree',
    title: "Hartree's equation with the Coulomb potential",
    kind: 'identity',
    notebook: '04',
    section: "§2.7: Hartree's equation with 1/|x|",
    checks: [checkCoulombHartree],
    tests: ['test/statements/coulomb.test.ts'],
    hypotheses: [],
  },
];
