/** A worker process that answers one line of JSON to each line of JSON it is sent. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Peers must not use more cores than we do. */
const oneThread = Object.fromEntries(
  ['OPENBLAS', 'OMP', 'MKL', 'NUMEXPR', 'NUMBA', 'VECLIB_MAXIMUM', 'BLIS'].map((name) => [
    name === 'VECLIB_MAXIMUM' ? `${name}_THREADS` : `${name}_NUM_THREADS`,
    '1',
  ]),
);

/**
 * The process starts with the first question and, should it have died, again with the next one. `ask` rejects when
 * the process ends, does not speak JSON, or lets more than `timeout` milliseconds pass.
 */
export function workerProcess({ name, command, args, cwd, timeout = 120_000 }) {
  let child;
  let pending;
  let stderr = '';

  const settle = (how, value) => {
    const question = pending;
    pending = undefined;
    clearTimeout(question?.timer);
    question?.[how](value);
  };
  const fail = (reason) => settle('reject', new Error(`${name} ${reason}${stderr && `:\n${stderr.trim()}`}`));
  const end = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };

  function start() {
    stderr = '';
    const started = spawn(command, args, { cwd, env: { ...process.env, ...oneThread } });
    child = started;
    const lost = (reason) => {
      if (child !== started) return;
      child = undefined;
      fail(reason);
    };
    started.stderr.on('data', (text) => {
      stderr = `${stderr}${text}`.slice(-2000);
    });
    createInterface({ input: started.stdout }).on('line', (line) => {
      let answer;
      try {
        answer = JSON.parse(line);
      } catch {
        end();
        return fail(`answered ${JSON.stringify(line.slice(0, 200))}, which is not JSON`);
      }
      settle('resolve', answer);
    });
    started.stdin.on('error', () => {}); // told by 'close'
    started.on('error', (error) => lost(`does not start (${error.message})`));
    started.on('close', (code, signal) => lost(`ended with ${signal ?? `code ${code}`}`));
  }

  return {
    name,
    ask(message) {
      if (pending) throw new Error(`${name} is still busy`);
      if (!child) start();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          end();
          fail(`did not answer within ${timeout / 1000} s`);
        }, timeout);
        pending = { resolve, reject, timer };
        child.stdin.write(`${JSON.stringify(message)}\n`);
      });
    },
    stop: end,
  };
}
