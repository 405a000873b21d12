// Long studies, stored beside this file: `npm run study -- rates` computes data/rates.json, which a notebook compares with
// a small run of its own. What is computed is written after every point; the same command goes on after an interruption.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const library = require('../lib/dist/index.js');
const { name, version } = require('../lib/package.json');

/** What each study computes: from what an earlier run left to all of it, telling what is known after every point. */
const studies = {
  rates: {
    title: 'E W1(mu_N, f) against N (Theorem 1.8) and E W1(mu_N(t), f(t)) in d = 1 (Corollary 1.9)',
    settings: library.rateStudySettings,
    rows: ['rates', 'limit'],
    run: library.rateStudy,
  },
  gas: {
    title: 'Theorem 3.8: N bosons with Coulomb repulsion beside Hartree and the fluid',
    settings: library.gasStudySettings,
    rows: ['gas'],
    run: library.gasStudy,
  },
  modulated: {
    title: 'The modulated energy of up to 10 000 Coulomb particles beside the fluid',
    settings: library.modulatedStudySettings,
    rows: ['runs'],
    run: library.modulatedStudy,
  },
};

/** Eight digits: more than any estimate has. */
function rounded(_key, value) {
  return typeof value === 'number' ? Number(value.toPrecision(8)) : value;
}

/** JSON with one point on a line. */
function toText(record, rows) {
  const lines = Object.entries(record).map(([key, value]) => {
    if (!rows.includes(key)) return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const points = value.map((point) => `    ${JSON.stringify(point, rounded)}`);
    return `  ${JSON.stringify(key)}: [${points.length ? `\n${points.join(',\n')}\n  ` : ''}]`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Never leaves half a file. */
function write(file, text) {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/** What an earlier run has left in the file, if it may be continued. */
function earlier(file, settings) {
  if (!existsSync(file)) return undefined;
  const record = JSON.parse(readFileSync(file, 'utf8'));
  if (record.complete) throw new Error(`${file} is complete: --fresh computes it anew`);
  if (record.library !== `${name} ${version}` || JSON.stringify(record.settings) !== JSON.stringify(settings))
    throw new Error(`${file} belongs to other settings or another version: --fresh starts anew`);
  return record;
}

function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { fresh: { type: 'boolean', default: false } },
  });
  const study = studies[positionals[0]];
  if (!study || positionals.length > 1)
    throw new Error(`usage: npm run study -- <${Object.keys(studies).join(' | ')}> [--fresh]`);
  const file = fileURLToPath(new URL(`${positionals[0]}.json`, import.meta.url));
  const previous = values.fresh ? undefined : earlier(file, study.settings);
  const before = previous?.seconds ?? 0;
  const start = performance.now();
  const store = (found, complete) => {
    const seconds = Math.round(before + (performance.now() - start) / 1000);
    const record = {
      title: study.title,
      command: `npm run study -- ${positionals[0]} --fresh`,
      library: `${name} ${version}`,
      node: Number(process.versions.node.split('.')[0]),
      ...(study.settings.seed !== undefined && { seed: study.settings.seed }),
      seconds,
      complete,
      ...found,
    };
    write(file, toText(record, study.rows));
    const count = study.rows.map((key) => `${found[key].length} ${key}`).join(', ');
    console.log(`${seconds} s: ${count}${complete ? ', complete' : ''}`);
  };
  const found = study.run(study.settings, { previous, onPoint: (known) => store(known, false) });
  store(found, true);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
