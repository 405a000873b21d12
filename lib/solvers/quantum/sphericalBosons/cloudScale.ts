import { finite, numberIn, positive } from '../../../numerics/guards';
import { dop853 } from '../../../numerics/ode/dop853';

/** The size of the frame at a time. */
export interface CloudFrame {
  readonly time: number;
  /** b: lengths are b·√(ħ/ω₀) times those of the frame. */
  readonly scale: number;
  /** db/dt. */
  readonly rate: number;
}

export interface CloudScaleOptions {
  /** ω₀: the initial state is the ground state of this trap. */
  readonly frequency: number;
  /** ω(t) of the trap after the time 0; 0, the default, switches it off. */
  readonly trap: number | ((time: number) => number);
  /** g: how the interaction drives the frame. */
  readonly push: number;
  /** Of the interaction. */
  readonly degree: number;
  readonly until: number;
}

/**
 * b(t) with b″ = ω₀²/b³ + gω₀²·b^{d−1} − ω(t)²·b, b(0) = 1, b′(0) = 0. For g = 0 this is Ermakov's equation, by which
 * x = b·y, dτ = dt/b² turns the trap ω(t) into ω₀ (H. R. Lewis and W. B. Riesenfeld, J. Math. Phys. 10 (1969) 1458).
 */
export function cloudScale(options: CloudScaleOptions): (time: number) => CloudFrame {
  const { frequency, push, degree, until, trap } = options;
  const omega = typeof trap === 'number' ? (): number => trap : trap;
  const still = trap === frequency && push === 0;
  if (still || until === 0) return (time) => ({ time, scale: 1, rate: 0 });
  const { solution, status, message } = dop853(
    (t, y, out) => {
      const [b, rate] = y;
      const now = numberIn('trap(t)', omega(t), 0, 1e100);
      out[0] = rate;
      out[1] = frequency ** 2 * (b ** -3 + push * b ** (degree - 1)) - now * now * b;
    },
    0,
    [1, 0],
    until,
    { tolerance: 1e-13, denseOutput: true },
  );
  if (status !== 'finished') throw new RangeError(`the scale of the cloud cannot be followed: ${message}`);
  return (time) => {
    const [scale, rate] = solution(time);
    return { time, scale, rate };
  };
}

/** Checked units of a cloud. */
export interface CloudUnits {
  /** ω₀; default 1. */
  readonly frequency?: number;
  /** Default 1. */
  readonly hbar?: number;
}

/** λ/(ħω₀)·(ħ/ω₀)^{d/2}: the strength of λ|x|^d in units of the trap. */
export function strengthInTrap(coupling: number, degree: number, { frequency = 1, hbar = 1 }: CloudUnits): number {
  finite('coupling', coupling);
  const length = Math.sqrt(positive('hbar', hbar) / positive('frequency', frequency));
  return (coupling * length ** degree) / (hbar * frequency);
}
