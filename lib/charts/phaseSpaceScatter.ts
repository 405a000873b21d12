import { axisFor } from './axis';
import { type CheckedCloud, checkedClouds, cloudLayer, cloudRows, values } from './cloudLayer';
import { drawFrame, layerMark } from './frame';
import { planeName } from './text';
import type { Figure, FigureOptions, PhaseCloud } from './types';

/** Clouds with more points than this are drawn as a picture of pixels. */
const MARKS = 1500;
/** PNG bytes of all clouds together: in base64 they stay below the 60 KB of a figure. */
const PNG_BYTES = 30000;

/**
 * Clouds in phase space (d = 1), one dot (x_j, ξ_j) a particle, area proportional to the weight. Later clouds lie on
 * top. Clouds of more than 1500 points (all together) become small PNG layers, so that the figure stays below 60 KB.
 * @throws RangeError for no clouds, empty clouds, unequal lengths, values that are not finite, negative weights
 */
export function phaseSpaceScatter(clouds: readonly PhaseCloud[], options: FigureOptions = {}): Figure {
  const checked = checkedClouds('clouds', clouds);
  const total = checked.reduce((sum, { x }) => sum + x.length, 0);
  const budget = {
    marks: total > MARKS ? MARKS / checked.length / 2 : MARKS,
    pngBytes: PNG_BYTES / checked.length,
  };
  return drawFrame({
    options,
    x: axisFor('x', options.x ?? {}, values(checked, 'x'), 0.03, 'x'),
    y: axisFor('y', options.y ?? {}, values(checked, 'xi'), 0.04, 'ξ'),
    marks: checked.map((cloud) => layerMark(cloudLayer(cloud, budget))),
    legend: checked.map(({ label, stroke }) => ({ label, ...stroke, mark: 'dot' })),
    alt: scatterSentence(checked, options),
    data: checked.flatMap(cloudRows),
  });
}

function scatterSentence(
  clouds: readonly CheckedCloud[],
  { title, x: across, y: up }: FigureOptions,
): string {
  const parts = clouds.map(({ label, x }) => `${label} (${x.length} ${x.length === 1 ? 'point' : 'points'})`);
  return `${title ? `${title}: ` : ''}scatter plot in ${planeName(across?.label, up?.label)} of ${parts.join(' and ')}.`;
}
