import { universalFunctions } from './universal';

/**
 * What moves a shell: the radius r = aX(t) of the shell of label a, with enclosed charge λm(a), obeys Ẍ = ω/X², X(0) = 1,
 * Ẋ(0) = h. All four numbers are regular at a = 0.
 */
export interface ShellData {
  /** ω = λm(a)/a³. */
  readonly strength: number;
  /** h = u(a)/a. */
  readonly expansion: number;
  /** a·dω/da and a·dh/da. */
  readonly strengthSlope: number;
  readonly expansionSlope: number;
}

/** A shell at one time. */
export interface ShellMotion {
  time: number;
  /** X = r/a and Ẋ. */
  ratio: number;
  rate: number;
  /** J = ∂r/∂a and its time derivative. */
  stretch: number;
  stretchRate: number;
}

/** 2·(½Ẋ² + ω/X). */
export function twiceEnergy({ strength, expansion }: ShellData): number {
  return expansion * expansion + 2 * strength;
}

const scratch = new Float64Array(6);

/**
 * The shell at the universal anomaly s, ds = dt/X, in closed form for every sign of energy and charge. With β = h² + 2ω and
 * K = h² + ω: X = 1 + hG₁ + KG₂, t = s + hG₂ + KG₃. Derivatives with respect to the label at fixed t follow from those at
 * fixed s, ∂G_k/∂β = ½(sG_{k+1} − kG_{k+2}), by δs = −δt/X.
 */
export function shellAtAnomaly(s: number, data: ShellData, out: ShellMotion): ShellMotion {
  const { strength: w, expansion: h, strengthSlope: dw, expansionSlope: dh } = data;
  const beta = h * h + 2 * w;
  const K = h * h + w;
  universalFunctions(beta, s, scratch);
  const [G0, G1, G2] = [scratch[0], scratch[1], scratch[2]];
  const [G3, G4, G5] = [scratch[3], scratch[4], scratch[5]];
  const X = 1 + h * G1 + K * G2;
  const D = h * G0 + K * G1;
  const dBeta = 2 * (h * dh + dw);
  const dK = 2 * h * dh + dw;
  // Of G₀ … G₃ with respect to β.
  const b0 = 0.5 * s * G1;
  const b1 = 0.5 * (s * G2 - G3);
  const b2 = 0.5 * (s * G3 - 2 * G4);
  const b3 = 0.5 * (s * G4 - 3 * G5);
  const dTime = dh * G2 + dK * G3 + (h * b2 + K * b3) * dBeta;
  const dAnomaly = -dTime / X;
  const dX = dh * G1 + dK * G2 + (h * b1 + K * b2) * dBeta + D * dAnomaly;
  const dD = dh * G0 + dK * G1 + (h * b0 + K * b1) * dBeta + (h * beta * G1 + K * G0) * dAnomaly;
  out.time = s + h * G2 + K * G3;
  out.ratio = X;
  out.rate = D / X;
  out.stretch = X + dX;
  out.stretchRate = out.rate + (dD - out.rate * dX) / X;
  return out;
}

/** The first zero of X: never for repulsion; for attraction √X = cosh qs + (h/2q)sinh qs, q² = β/4, has one unless the shell escapes. */
export function collapseAnomaly(data: ShellData): number {
  const { strength, expansion } = data;
  if (strength >= 0) return Infinity;
  const quarter = twiceEnergy(data) / 4;
  const q = Math.sqrt(Math.abs(quarter));
  if (quarter < 0) return (Math.PI / 2 + Math.atan(expansion / (2 * q))) / q;
  if (expansion >= 0) return Infinity;
  return q > 0 ? Math.atanh((-2 * q) / expansion) / q : -2 / expansion;
}

/**
 * The anomaly of time t >= 0: t(s) increases, with slope X. Newton's steps, halved into the bracket where they leave it.
 * For shells that move outwards t(s) is convex and the start lies to the right of the root, so that no step does.
 */
export function anomalyAtTime(t: number, data: ShellData): number {
  if (t === 0) return 0;
  const { strength, expansion } = data;
  const K = expansion * expansion + strength;
  const beta = twiceEnergy(data);
  const timeAt = (s: number): number => {
    universalFunctions(beta, s, scratch);
    return s + expansion * scratch[2] + K * scratch[3];
  };
  let [low, high] = [0, startAnomaly(t, data)];
  while (timeAt(high) < t) {
    low = high;
    high *= 2;
  }
  let s = high;
  for (let round = 0; round < 200; round++) {
    const time = timeAt(s);
    const ratio = 1 + expansion * scratch[1] + K * scratch[2];
    if (time > t) high = s;
    else low = s;
    const newton = s - (time - t) / ratio;
    const next = newton > low && newton < high ? newton : 0.5 * (low + high);
    const step = Math.abs(next - s);
    if (newton === s || step <= 2 ** -52 * s) return newton === s ? s : next;
    s = next;
  }
  return s;
}

/** To the right of the root if h >= 0: from t >= s, and from t >= Kβ^{−3/2}(sinh y − y), y = √β s. */
function startAnomaly(t: number, data: ShellData): number {
  const beta = twiceEnergy(data);
  const { expansion, strength } = data;
  if (!(beta > 0)) return t;
  const root = Math.sqrt(beta);
  const K = expansion * expansion + strength;
  // sinh y − y >= 0.45·sinh y from y = 2 on.
  const y = K > 0 ? Math.max(2, Math.asinh((t * beta * root) / (0.45 * K))) : Infinity;
  return Math.min(t, y / root);
}

/** The shell at time t >= 0. */
export function shellAtTime(t: number, data: ShellData, out: ShellMotion): ShellMotion {
  return shellAtAnomaly(anomalyAtTime(t, data), data, out);
}

export function newShellMotion(): ShellMotion {
  return { time: 0, ratio: 1, rate: 0, stretch: 1, stretchRate: 0 };
}
