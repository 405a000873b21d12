import { oneOf } from '../numerics/guards';
import type { Role } from './types';

/**
 * The Okabe-Ito palette (M. Okabe, K. Ito, "Color Universal Design", 2008), safe for the common kinds of colour
 * blindness, without its yellow, which is too light for lines on white.
 */
export const COLOURS = {
  black: '#000000',
  blue: '#0072B2',
  vermillion: '#D55E00',
  green: '#009E73',
  purple: '#CC79A7',
  orange: '#E69F00',
  sky: '#56B4E9',
  grey: '#707070',
} as const;

/** How a line or a cloud is drawn; `dash` is an SVG stroke-dasharray. */
export interface Stroke {
  readonly colour: string;
  readonly dash?: string;
}

const DASHED = '7 4';
const DOTTED = '1.5 4';

const ROLES: Readonly<Record<Role, Stroke>> = {
  particles: { colour: COLOURS.blue },
  vlasov: { colour: COLOURS.vermillion },
  quantum: { colour: COLOURS.purple },
  hartree: { colour: COLOURS.orange },
  fluid: { colour: COLOURS.sky },
  exact: { colour: COLOURS.black },
  measured: { colour: COLOURS.blue },
  printed: { colour: COLOURS.black, dash: DASHED },
  sharper: { colour: COLOURS.green, dash: DOTTED },
  reference: { colour: COLOURS.grey, dash: '3 3' },
};

const SEQUENCE = [
  COLOURS.blue,
  COLOURS.vermillion,
  COLOURS.green,
  COLOURS.purple,
  COLOURS.orange,
  COLOURS.sky,
] as const;

/**
 * The stroke of a role; without a role the index-th colour of the sequence, dashed once the colours are used up.
 * @throws RangeError for a role that is none.
 */
export function strokeOf(role: Role | undefined, index: number, dashed?: boolean): Stroke {
  const base: Stroke = role
    ? ROLES[oneOf('role', role, Object.keys(ROLES) as Role[])]
    : {
        colour: SEQUENCE[index % SEQUENCE.length],
        dash: index >= SEQUENCE.length ? DASHED : undefined,
      };
  if (dashed === undefined) return base;
  return { colour: base.colour, dash: dashed ? (base.dash ?? DASHED) : undefined };
}
