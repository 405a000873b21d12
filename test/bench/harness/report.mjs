/** Figures as text: a table for each group and a summary at the end. */
import { median, quantile } from './statistics.mjs';

const units = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];

export function duration(seconds) {
  const [size, unit] = units.find(([size]) => seconds >= size) ?? units.at(-1);
  const value = seconds / size;
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

const ratioText = (ratio) => (ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2));

const columns = ['', 'ours', 'theirs', '', 'ours : theirs', 'target', '', 'results differ by'];

/** Why there is no figure, or undefined. */
function absence({ missing, notInBuild, error }) {
  if (error) return 'ERROR, see below';
  if (notInBuild) return 'not in this build';
  return missing && 'missing';
}

function peerCells(peer) {
  if (absence(peer)) return [peer.name, '–', absence(peer)];
  const { name, seconds, ratio, low, high, target, outcome, difference } = peer;
  return [
    name,
    duration(seconds),
    `${ratioText(ratio)} (${ratioText(low)}–${ratioText(high)})`,
    target ? `≤ ${Number(target.toPrecision(2))}` : '',
    outcome ?? '',
    difference.toPrecision(1),
  ];
}

function rowsOf({ name, measured }) {
  if (absence(measured)) return [[name, '–', '', '', absence(measured)]];
  const own = duration(measured.seconds);
  if (measured.peers.length === 0) return [[name, own]];
  return measured.peers.map((peer, k) => {
    const [theirName, time, ...rest] = peerCells(peer);
    return [k === 0 ? name : '', k === 0 ? own : '', time, theirName, ...rest];
  });
}

/** The measured cases [{ name, measured }] of one group. */
export function table(title, cases) {
  const rows = [columns, ...cases.flatMap(rowsOf)];
  const widths = columns.map((_, k) => Math.max(...rows.map((row) => (row[k] ?? '').length)));
  const numeric = [1, 2];
  const lines = rows.map((row) =>
    row
      .map((cell, k) => (numeric.includes(k) ? cell.padStart(widths[k]) : cell.padEnd(widths[k])))
      .join('  ')
      .trimEnd(),
  );
  return `\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** Lines on the families among the cases, which differ by their inputs only: how the ratios to each peer are distributed. */
export function distributions(cases) {
  const families = new Map();
  for (const { family, measured } of cases)
    for (const { name, ratio } of (family && measured.peers) || []) {
      if (ratio === undefined) continue;
      const key = `${family}, ours : ${name}`;
      families.set(key, [...(families.get(key) ?? []), ratio]);
    }
  return [...families].map(
    ([key, ratios]) =>
      `  ${key} over ${ratios.length} instances: median ${ratioText(median(ratios))},` +
      ` 90th percentile ${ratioText(quantile(ratios, 0.9))}`,
  );
}

/** What became of the targets, what was missing, and what went wrong, over all cases. */
export function summarise(cases) {
  const outcomes = { met: [], 'within noise': [], missed: [] };
  const missing = new Set();
  const notInBuild = new Set();
  const errors = [];
  for (const { group, name, measured } of cases)
    for (const row of [measured, ...(measured.peers ?? [])]) {
      const place = [group, name, ...(row.name ? [row.name] : [])].join(', ');
      if (row.missing) missing.add(row.missing);
      if (row.notInBuild) notInBuild.add(row.notInBuild);
      if (row.error) errors.push(`${place}: ${row.error}`);
      if (row.outcome)
        outcomes[row.outcome].push(`${place}: ${ratioText(row.ratio)}, target ≤ ${row.target}`);
    }
  return { outcomes, missing: [...missing], notInBuild: [...notInBuild], errors };
}

/** A benchmark of wrong results is worth nothing: errors make the command fail, missed targets do not. */
export const exitCode = ({ errors }) => (errors.length > 0 ? 1 : 0);

const howToInstall = (name) =>
  `${name}: ${name === 'csdp' ? 'apt install coinor-csdp' : 'npm run bench -- --install'}`;

export function summaryText({ outcomes, missing, notInBuild, errors }) {
  const { met, missed, 'within noise': unclear } = outcomes;
  const list = (title, lines) => (lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : []);
  return [
    '',
    `Targets: ${met.length} met, ${missed.length} missed, ${unclear.length} within noise.`,
    ...list('Missed:', missed),
    ...list('Within noise (the target lies between the quartiles):', unclear),
    ...list('Not in this build of the library:', notInBuild),
    ...list('Missing peers, and how to install them:', missing.map(howToInstall)),
    ...list('ERRORS:', errors),
  ].join('\n');
}
