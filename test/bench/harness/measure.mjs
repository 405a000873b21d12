/** One case: all contenders on the same input, in turn, and their results compared. */
import { difference } from './agreement.mjs';
import { judge, median, ratios } from './statistics.mjs';

/** What a contender answers when it cannot be asked at all. */
const failure = (error) => ({ error: error.message });

/** As many rounds as fit into the budget, at least three (two tell nothing about noise). */
function roundsWithin(budget, secondsPerRound, wanted) {
  return Math.min(wanted, Math.max(3, Math.floor(budget / secondsPerRound)));
}

/** Seconds of each contender in each round; every other round runs backwards, so that a steady drift cancels. */
async function timedRounds(contenders, rounds) {
  const seconds = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const { name, worker } of order) {
      const answer = await worker.ask({ do: 'run', contender: name });
      if (answer.error) throw new Error(answer.error);
      seconds.get(name).push(answer.seconds);
    }
  }
  return seconds;
}

/** Why two results must not be compared in speed, or undefined. */
function mismatch(name, found, reference, tolerance) {
  const off = difference(found, reference);
  if (off <= tolerance) return undefined;
  const shown = (values) => `[${values.slice(0, 4).join(', ')}${values.length > 4 ? ', …' : ''}]`;
  return `the result of ${name} is off by ${off.toPrecision(2)}, more than ${tolerance}: ${shown(found)}, not ${shown(reference)}`;
}

async function prepared(contender, question) {
  const { name, role, worker } = contender;
  const answer = await worker.ask({ do: 'prepare', contender: name, role, ...question }).catch(failure);
  return { ...contender, answer };
}

/**
 * Measures `contenders`, [{ name, role, worker, target?, tolerance? }] with ours first, on one case. Ours absent leaves the
 * case out; a peer missing, failing or disagreeing is reported in its own row and not timed.
 * @returns {{ missing } | { notInBuild } | { error } | { seconds, rounds, peers: [{ name, … }] }}
 */
export async function measureCase({ tolerance }, contenders, question, { rounds, budget }) {
  const answers = [];
  for (const contender of contenders) {
    answers.push(await prepared({ tolerance, ...contender }, question));
    const { result } = answers[0].answer;
    if (!result) return answers[0].answer;
  }
  const [ours, ...others] = answers;
  for (const { name, answer, tolerance } of others)
    if (answer.result) answer.error = mismatch(name, answer.result, ours.answer.result, tolerance);
  const able = answers.filter(({ answer }) => answer.result && !answer.error);

  const total = able.reduce((sum, { answer }) => sum + answer.seconds, 0);
  const count = roundsWithin(budget, total, rounds);
  let seconds;
  try {
    seconds = await timedRounds(able, count);
  } catch (error) {
    return failure(error);
  }
  // A run that spoils its own input would time something else from the second call on.
  for (const { name, worker, answer, tolerance } of able) {
    const { result = [], error } = await worker.ask({ do: 'release', contender: name }).catch(failure);
    answer.error = error ?? mismatch(`the last run of ${name}`, result, answer.result, tolerance);
  }
  if (ours.answer.error) return { error: ours.answer.error };

  const own = seconds.get(ours.name);
  return {
    seconds: median(own),
    rounds: count,
    samples: own,
    peers: others.map(({ name, target, answer }) => {
      const { missing, notInBuild, error } = answer;
      if (missing || notInBuild || error) return { name, missing, notInBuild, error };
      const theirs = seconds.get(name);
      return {
        name,
        seconds: median(theirs),
        samples: theirs,
        ...judge(ratios(own, theirs), target),
        difference: difference(ours.answer.result, answer.result),
      };
    }),
  };
}
