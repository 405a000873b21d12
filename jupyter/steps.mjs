/** Steps of the set-up: their progress, and what is said when one fails. */
import { spawn } from 'node:child_process';
import { root } from './files.mjs';

/** What a person can mend: shown without a stack trace. */
export class SetupError extends Error {}

/** Runs `main`; a SetupError ends the program with its message alone. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

const withoutNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution|dns error/i;

/** One step: shows its title, the seconds and its last line of output while it works, and why it failed. */
export async function run(title, command, args, { shell = false } = {}) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(0)} s`;
  const live = process.stdout.isTTY;
  const width = (process.stdout.columns ?? 80) - 1;
  if (!live) console.log(`${title} …`);

  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell });
  let output = '';
  const collect = (text) => {
    output += text;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const stop = (signal) => {
    child.once('exit', () => process.exit(1)); // npm takes back what it had begun
    child.kill(signal);
  };
  for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, stop);
  const show = () => {
    if (!live) return console.log(`  ${seconds()}`);
    const last = output
      .slice(-1000)
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1);
    process.stdout.write(`\r\x1b[K${`${title} … ${seconds()}  ${last}`.slice(0, width)}`);
  };
  const ticker = setInterval(show, live ? 250 : 15_000);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      collect(error.message);
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(ticker);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.off(signal, stop);
  if (live) process.stdout.write('\r\x1b[K');

  if (code !== 0) throw new SetupError(failure(title, output));
  console.log(live ? `${title}: done in ${seconds()}` : `  done in ${seconds()}`);
}

function failure(title, output) {
  const advice = withoutNetwork.test(output)
    ? 'The network cannot be reached. Connect (behind a proxy: set HTTPS_PROXY), then run the same command again.'
    : 'Run the same command again after mending this.';
  return `${ends(output)}\n\n${title}: failed. ${advice}`;
}

/** npm says first what is wrong, pip last: both ends of a long output. */
function ends(output) {
  const lines = output.trim().split(/\r?\n/);
  return (lines.length <= 50 ? lines : [...lines.slice(0, 20), '…', ...lines.slice(-30)]).join('\n');
}
