/** The command line. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

export const help = `npm run bench -- [groups] [options]
  groups             all by default, else some of them
  --rounds 9         rounds of each case, at least 3
  --quick            3 short rounds, without the slow cases
  --long             the largest cases too, some minutes more
  --json file        where the figures go; test/bench/results.json by default
  --library folder   another build of the library (a checkout, or its lib/dist)
  --against folder   a second build of the library as one more contender
  --install          makes test/bench/.venv with the Python peers of requirements.txt
The Python of $BENCH_PYTHON, test/bench/.venv, .venv or the PATH runs the peers; those it lacks are left out.`;

/** What can be mended on the command line. */
export class UsageError extends Error {}

/** The folder of a build, given itself or the checkout around it. */
function buildFolder(name, folder) {
  const found = [folder, path.join(folder, 'lib/dist')].find((place) =>
    existsSync(path.join(place, 'index.js')),
  );
  if (!found) throw new UsageError(`--${name} ${folder}: no built library there (npm run build makes one)`);
  return path.resolve(found);
}

function roundCount(text) {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 3)
    throw new UsageError(`--rounds must be an integer >= 3, got ${text}`);
  return rounds;
}

function parsed(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        long: { type: 'boolean', default: false },
        json: { type: 'string' },
        library: { type: 'string' },
        against: { type: 'string' },
        install: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

/** The options of `args`, checked; `folder` is that of the benchmark, `allGroups` its groups. */
export function readOptions(args, { folder, allGroups }) {
  const { values, positionals } = parsed(args);
  const unknown = positionals.find((group) => !allGroups.includes(group));
  if (unknown) throw new UsageError(`no group ${unknown}; there are ${allGroups.join(', ')}`);
  const { quick, long, against } = values;
  if (quick && long) throw new UsageError('--quick and --long exclude each other');
  return {
    help: values.help,
    install: values.install,
    quick,
    long,
    groups: positionals.length > 0 ? allGroups.filter((group) => positionals.includes(group)) : allGroups,
    json: values.json ?? path.join(folder, 'results.json'),
    ...(values.help || values.install
      ? {}
      : {
          library: buildFolder('library', values.library ?? path.join(folder, '../..')),
          against: against && buildFolder('against', against),
        }),
    rounds: quick ? 3 : roundCount(values.rounds ?? '9'),
    // Seconds: of all rounds of a case, and of the calls that one round of one contender repeats.
    budget: quick ? 2 : 8,
    batch: quick ? 0.01 : 0.02,
  };
}
