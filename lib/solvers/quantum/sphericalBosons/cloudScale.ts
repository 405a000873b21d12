import { finite, numberIn, positive } from '../../../numerics/guards';
import { dop853 } from '../../../numerics/ode/dop853';

/** The size of the frame at a time. */
export interface CloudFrame {
  readonly time: number;
  /** b: x = b·y, and lengths y are in units of √(ħ/ω₀). */
  readonly scale: number;
  /** db/dt. */
  readonly rate: number;
}

/** ω(t) of the trap from the time 0 on, a constant or a function. */
export type TrapFrequency = number | ((time: number) => number);

/**
 * Ermakov's b″ = ω₀²/b³ − ω(t)²b, b(0) = 1, b′(0) = 0, for times in [0, until]: x = b·y and dτ = dt/b² turn the trap ω(t)
 * into ω₀ (H. R. Lewis and W. B. Riesenfeld, J. Math. Phys. 10 (1969) 1458). For a constant ω,
 * b² = cos²ωt + (ω₀/ω)²sin²ωt.
 * @throws RangeError when ω(t) is not a number ≥ 0.
 */
export function cloudScale(
  frequency: number,
  trap: TrapFrequency,
  until: number,
): (time: number) => CloudFrame {
  if (typeof trap === 'number') {
    const omega = numberIn('trap', trap, 0, 1e100);
    return (time) => {
      const cosine = Math.cos(omega * time);
      const path = frequency * (omega === 0 ? time : Math.sin(omega * time) / omega);
      const scale = Math.hypot(cosine, path);
      return { time, scale, rate: (cosine * path * (frequency - omega ** 2 / frequency)) / scale };
    };
  }
  const { solution, status, message } = dop853(
    (t, y, out) => {
      out[0] = y[1];
      out[1] = frequency ** 2 / y[0] ** 3 - numberIn('trap(t)', trap(t), 0, 1e100) ** 2 * y[0];
    },
    0,
    [1, 0],
    until,
    { tolerance: 1e-13, denseOutput: true },
  );
  if (status !== 'finished') throw new RangeError(`the cloud cannot be followed: ${message}`);
  return (time) => {
    const [scale, rate] = solution(time);
    return { time, scale, rate };
  };
}

/** ω₀ and ħ. */
export interface CloudUnits {
  /** ω₀ of the trap whose ground state is the initial one; default 1. */
  readonly frequency?: number;
  /** Default 1. */
  readonly hbar?: number;
}

/** The strength of λ|x|^d in units of the trap: λ(ħ/ω₀)^{d/2}/(ħω₀). */
export function strengthInTrap(
  coupling: number,
  degree: number,
  { frequency = 1, hbar = 1 }: CloudUnits,
): number {
  finite('coupling', coupling);
  const length = Math.sqrt(positive('hbar', hbar) / positive('frequency', frequency));
  return (coupling * length ** degree) / (hbar * frequency);
}
