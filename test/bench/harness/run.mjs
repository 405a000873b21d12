/** All cases of all groups, one after the other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { difference } from './agreement.mjs';
import { measureCase } from './measure.mjs';
import { distributions, table } from './report.mjs';

const usualSeconds = 3;
const slowSeconds = 6;

/** Told before each case: how far, which, and how long it may still take, by the hints of the cases and the pace so far. */
function pacemaker(cases, onProgress) {
  const hint = ({ entry }) => entry.seconds ?? usualSeconds;
  const total = cases.reduce((sum, item) => sum + hint(item), 0);
  const start = performance.now();
  let done = 0;
  let count = 0;
  return (item) => {
    const elapsed = (performance.now() - start) / 1000;
    const pace = count < 5 ? 1 : elapsed / done;
    onProgress({
      count,
      of: cases.length,
      group: item.group,
      name: item.entry.name,
      left: pace * (total - done),
    });
    done += hint(item);
    count++;
  };
}

/** Ours first, then the second build if there is one, then the peers: in the Node worker those that are functions there. */
function contendersOf(functions, peers, workers) {
  return [
    { name: 'ours', role: 'ours', worker: workers.ours },
    ...(workers.against ? [{ name: 'the other build', role: 'ours', worker: workers.against }] : []),
    ...Object.entries(peers).map(([name, terms]) => ({
      name,
      role: name,
      ...terms,
      worker: name in functions ? workers.ours : workers.python,
    })),
  ];
}

/** Versions of all workers; throws unless they make the same inputs. */
async function greet(workers) {
  const versions = {};
  let reference;
  for (const worker of Object.values(workers)) {
    const answer = await worker.ask({ do: 'hello' });
    if (answer.missing) continue;
    if (answer.error) throw new Error(answer.error);
    reference ??= answer.checksum;
    // Sums may be rounded in another order; numbers themselves are equal or far off.
    if (difference(answer.checksum, reference) > 1e-13)
      throw new Error(`${worker.name} makes other inputs: ${answer.checksum}, not ${reference}`);
    Object.assign(versions, answer.versions);
  }
  return versions;
}

/**
 * Measures all `groups`, [{ group, title, cases, contenders, files? }], with workers that `startWorkers` makes anew for
 * each group, so that a group measures the same alone and among others.
 */
export async function runGroups(groups, { startWorkers, options, print, onProgress }) {
  const wanted = groups.flatMap(({ group, cases }) =>
    cases
      .filter(({ long }) => !long || options.long)
      .filter(({ seconds = usualSeconds }) => !options.quick || seconds < slowSeconds)
      .map((entry) => ({ group, entry })),
  );
  const pace = pacemaker(wanted, onProgress);
  const results = [];
  let versions = {};
  for (const { group, title, contenders, files = {} } of groups) {
    const workers = startWorkers();
    const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
    try {
      versions = { ...versions, ...(await greet(workers)) };
      for (const item of wanted.filter((item) => item.group === group)) {
        const { entry } = item;
        const { operation, name } = entry;
        pace(item);
        const input = { ...entry.input, ...files[operation]?.(folder, entry.input) };
        const measured = await measureCase(
          entry,
          contendersOf(contenders[operation], entry.peers, workers),
          { group, operation, input, batch: options.batch },
          { ...options, rounds: Math.min(options.rounds, entry.rounds ?? options.rounds) },
        );
        results.push({ group, name, family: entry.family, measured });
      }
    } finally {
      for (const worker of Object.values(workers)) worker.stop();
      rmSync(folder, { recursive: true });
    }
    const ofGroup = results.filter((result) => result.group === group);
    print([table(title, ofGroup), ...distributions(ofGroup)].join('\n'));
  }
  return { results, versions };
}
