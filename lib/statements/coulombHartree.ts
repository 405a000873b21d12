import { potentialCoulomb } from '../interactions';
import { positive } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import {
  edgeMass,
  gaussianPacket,
  hartreeEnergy,
  hartreeSolver,
  type QuantumGridReport,
  quantumGrid,
  type RadialWave,
  radialGaussian,
  radialGrid,
  radialHartree,
  radialHartreeEnergy,
  radialMoments,
  spectralTail,
  type WaveFunction,
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
  const { hbar = 1, width = 1, coupling = 1, points = 32, onProgress } = input;
  const until = positive('until', input.until ?? (2 * width * width) / hbar);
  const interaction = potentialCoulomb({ dimension: 3, charge: coupling });
  const box = quantumGrid({ low: -9 * width, high: 9 * width, points: [points, points, points] });
  const ball = radialGrid({ radius: 24 * width, intervals: 512 });
  const cartesian = gaussianPacket({ grid: box, hbar, width });
  const radial = radialGaussian({ grid: ball, hbar, width });
  const ofBox = (state: WaveFunction): number => hartreeEnergy(state, { interaction }).total;
  const ofBall = (state: RadialWave): number => radialHartreeEnergy(state, { coupling }).total;
  const inBox = hartreeSolver({ initial: cartesian, interaction });
  const start = [ofBox(cartesian), ofBall(radial)];
  const moments = [4, 8].map((samples) => alongBall(radial, coupling, until, samples));
  const boxMoments = [waveMoments(inBox.state).positionVariance[0]];
  const report = inBox.run({
    ...{ until, timeStep: until / 20, samples: 4, onProgress },
    observe: (time, state) => {
      if (time > 0) boxMoments.push(waveMoments(state).positionVariance[0]);
    },
  });
  const unresolved = Math.sqrt(edgeMass(cartesian) + spectralTail(cartesian));
  // What is near the edge may be anywhere in the box.
  const lost = 2 * (9 * width) ** 2 * (report.edgeMass + report.spectralTail);
  const [rough, fine] = moments;
  const exact = (3 * hbar * hbar) / (8 * width * width) + coupling / (2 * width * Math.sqrt(Math.PI));
  const size =
    (3 * hbar * hbar) / (8 * width * width) + Math.abs(coupling) / (2 * width * Math.sqrt(Math.PI));
  const trusted = report.status === 'resolved' && fine.status === 'resolved';
  const common = {
    statement: '§2.7 Hartree',
    kind: 'identity' as const,
    certain: trusted,
    note: trusted ? '' : `box: ${report.status}, ball: ${fine.status}`,
  };
  return [
    makeCheck({
      ...common,
      title: 'energy of a Gaussian = ⅜ħ²/s² + λ/(2s√π): box, ball',
      ...{ at: [3, 1], atLabel: 'dimension of the grid', lhs: start, rhs: [exact, exact], scale: size },
      error: [size * (1e-10 + 10 * unresolved), 1e-12 * size],
      errorHow:
        'in the box ten times the root of the mass at its edge and in the shortest waves, in the ball rounding',
    }),
    makeCheck({
      ...common,
      title: 'mass and energy are conserved: box, ball',
      ...{ at: [3, 3, 1, 1], atLabel: 'dimension of the grid', scale: 1 },
      lhs: [report.normDrift, report.energyDrift, fine.normDrift, fine.energyDrift],
      rhs: [0, 0, 0, 0],
      error: [1e-11, 1e-6, 1e-11, 1e-6],
      errorHow: 'mass: rounding of the steps; energy: a thousandth of what the reports call a long step',
    }),
    makeCheck({
      ...common,
      title: '⟨x₁²⟩ in the box = ⟨r²⟩/3 in the ball',
      ...{ at: rough.times, atLabel: 't', lhs: boxMoments, rhs: rough.square.map((s) => s / 3) },
      error: rough.square.map((s, k) => lost + Math.abs(rough.square[k] - fine.square[2 * k]) + 1e-6 * s),
      errorHow: 'mass at the edge of the box and in the shortest waves, 1e−6 for its time steps',
    }),
    virialCheck(rough, fine, common),
  ];
}

interface BallRun {
  readonly times: number[];
  /** ⟨r²⟩. */
  readonly square: number[];
  /** ½⟨x·p + p·x⟩. */
  readonly dilation: number[];
  /** 2E_kin + E_int. */
  readonly virial: number[];
  readonly normDrift: number;
  readonly energyDrift: number;
  readonly status: QuantumGridReport['status'];
}

function alongBall(initial: RadialWave, coupling: number, until: number, samples: number): BallRun {
  const [times, square, dilation, virial] = [0, 1, 2, 3].map((): number[] => []);
  const { normDrift, energyDrift, status } = radialHartree({ initial, coupling }).run({
    ...{ until, timeStep: until / 40, samples },
    observe: (time, state) => {
      const { meanSquare, dilation: flow } = radialMoments(state);
      const { kinetic, interaction } = radialHartreeEnergy(state, { coupling });
      times.push(time);
      square.push(meanSquare);
      dilation.push(flow);
      virial.push(2 * kinetic + interaction);
    },
  });
  return { times, square, dilation, virial, normDrift, energyDrift, status };
}

/** G(t) − G(0) against ∫2E_kin + E_int, Simpson's rule; its error from half as many points. */
function virialCheck(
  rough: BallRun,
  fine: BallRun,
  common: Pick<CheckInput, 'statement' | 'kind' | 'certain' | 'note'>,
): Check {
  const simpson = ({ times, virial }: BallRun): number => {
    const h = times[1] - times[0];
    return virial.reduce((sum, v, k) => {
      const weight = k === 0 || k === virial.length - 1 ? 1 : k % 2 === 1 ? 4 : 2;
      return sum + (weight * h * v) / 3;
    }, 0);
  };
  const [few, many] = [simpson(rough), simpson(fine)];
  const end = fine.times.length - 1;
  return makeCheck({
    ...common,
    title: 'virial identity: ½⟨x·p + p·x⟩ grows by ∫2E_kin + E_int',
    ...{ at: [fine.times[end]], atLabel: 't', lhs: [fine.dilation[end] - fine.dilation[0]], rhs: [many] },
    error: Math.abs(few - many) + 1e-9 * Math.abs(many),
    errorHow: 'change of the quadrature with half as many times, and rounding',
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
