import { halfStepInterpolation, type Lines, momentumEnd, momentumLaw, positionLaw } from './gridLines';
import type { TransformKind } from './planes';

/** The density of a position or momentum at some points, for Husimi functions convolved with N(0, ε/2). */
export function gridMarginal(
  lines: Lines,
  inSpace: boolean,
  epsilon: number,
  kind: TransformKind,
  points: Float64Array,
): Float64Array {
  if (kind === 'husimi') return smoothedLaw(lines, inSpace, epsilon, points);
  return inSpace ? densityAt(lines, points) : momentumDensityAt(lines, epsilon, points);
}

/** Σ weights|ψ(x)|² between the points. */
function densityAt(
  { low, spacing, points: count, values, weights }: Lines,
  points: Float64Array,
): Float64Array {
  const reader = halfStepInterpolation(count, spacing);
  const spectra = values.map((wave) => reader.spectrum(wave));
  const fine = new Float64Array(4 * count);
  return points.map((x) => {
    const place = (2 * (x - low)) / spacing;
    const nearest = Math.round(place);
    if (nearest < 0 || nearest >= 2 * count) return 0;
    const phases = reader.shift(((place - nearest) * spacing) / 2);
    return spectra.reduce((sum, spectrum, k) => {
      reader.readInto(spectrum, phases, fine);
      return sum + weights[k] * (fine[2 * nearest] ** 2 + fine[2 * nearest + 1] ** 2);
    }, 0);
  });
}

/** (2πε)^{−1} Σ weights|∫e^{−ipx/ε}ψ|². */
function momentumDensityAt(lines: Lines, epsilon: number, points: Float64Array): Float64Array {
  const { low, spacing, values, weights } = lines;
  const end = momentumEnd(lines, epsilon);
  return points.map((p) => {
    if (Math.abs(p) > end) return 0;
    let total = 0;
    values.forEach((wave, k) => {
      let [re, im] = [0, 0];
      for (let i = 0; i < lines.points; i++) {
        const angle = (p * (low + i * spacing)) / epsilon;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        re += c * wave[2 * i] + s * wave[2 * i + 1];
        im += c * wave[2 * i + 1] - s * wave[2 * i];
      }
      total += weights[k] * (re * re + im * im);
    });
    return (total * spacing ** 2) / (2 * Math.PI * epsilon);
  });
}

/** A law convolved with N(0, ε/2). */
function smoothedLaw(lines: Lines, inSpace: boolean, epsilon: number, points: Float64Array): Float64Array {
  const fine = { ...lines, spacing: lines.spacing / 2, points: 2 * lines.points };
  const reader = halfStepInterpolation(lines.points, lines.spacing);
  const law = inSpace
    ? positionLaw({
        ...fine,
        values: lines.values.map(reader.halved),
      })
    : momentumLaw(lines, epsilon);
  const end = momentumEnd(lines, epsilon);
  const [low, step] = inSpace ? [lines.low, fine.spacing] : [-end, end / lines.points];
  const unit = step / Math.sqrt(Math.PI * epsilon);
  return points.map((x) =>
    law.reduce((sum, value, i) => sum + unit * value * Math.exp(-((low + i * step - x) ** 2) / epsilon), 0),
  );
}
