'use strict';
/**
 * Starts the tslab kernel, repaired in five places:
 *
 * 1. No message is lost. A zeromq socket delays every 512th send and throws at the next one in the same tick, and tslab
 *    waits for none: a loop of 600 prints would leave its cell running for ever. A socket without a send time-out sends
 *    at once, and without a high-water mark it drops nothing.
 * 2. An error in a cell is sent as a Jupyter `error` with a short trace, rather than as text on stderr.
 * 3. The kernel ends when the program that started it has gone, so that a closed terminal leaves no orphan behind.
 * 4. Cells see the types of Node alone, not those of the tools beside it (jest's `test` and `expect`).
 * 5. A shorthand property may name a variable of an earlier cell: tslab finds `{ dt: dt }`, but overlooks `{ dt }`.
 *
 * Usage: node launch.cjs CONNECTION_FILE
 */
const { createRequire } = require('node:module');
const { basename } = require('node:path');
const { inspect, format } = require('node:util');

const fromTslab = createRequire(require.resolve('tslab/package.json'));
const zeromq = fromTslab('zeromq');
const converter = fromTslab('./dist/converter.js');
const executor = fromTslab('./dist/executor.js');
const { ZmqServer } = fromTslab('./dist/jupyter.js');
const { startKernel } = fromTslab('./dist/main.js');

/** Send at once, drop nothing. Set before the socket binds: a high-water mark concerns later connections only. */
const sendAtOnce = { sendTimeout: 0, sendHighWaterMark: 0 };

function repairSockets() {
  for (const name of ['Publisher', 'Router']) {
    const Socket = zeromq[name];
    zeromq[name] = class extends Socket {
      constructor(options) {
        super({ ...options, ...sendAtOnce });
      }
    };
  }
}

/** Frames of Node, of tslab and of this file say nothing about the reader's code. */
const foreignFrame = /^\s+at .*?(node:|[\\/]tslab[\\/]dist[\\/]|[\\/]jupyter[\\/]launch\.cjs)/;

/** The content of a Jupyter `error`. tslab reports a thrown value alone, what its compiler found as formatted lines. */
function describeError(reports) {
  const [thrown, ...rest] = reports[0];
  if (rest.length > 0) {
    const traceback = reports.map((report) => format(...report));
    return { ename: 'CompileError', evalue: traceback[0], traceback };
  }
  if (!(thrown instanceof Error)) {
    return { ename: 'Thrown', evalue: inspect(thrown), traceback: [inspect(thrown)] };
  }
  const traceback = thrown.stack.split('\n').filter((line) => !foreignFrame.test(line));
  return { ename: thrown.name, evalue: thrown.message, traceback };
}

function repairErrors() {
  let reports = [];

  const createExecutor = executor.createExecutor;
  executor.createExecutor = (rootDir, converters, console) => {
    const collect = { log: console.log, error: (...report) => reports.push(report) };
    const inner = createExecutor(rootDir, converters, collect);
    const execute = async (source) => {
      reports = [];
      const succeeded = await inner.execute(source);
      // What the compiler found in a side module does not stop tslab: it stays a warning on stderr.
      if (succeeded) for (const report of reports) console.error(...report);
      return succeeded;
    };
    return { ...inner, execute };
  };

  ZmqServer.prototype.handleExecute = async function handleExecute(shell, request) {
    const send = (socket, type, content) => {
      const message = request.createReply();
      message.header.msg_type = type;
      message.content = content;
      message.signAndSend(this.connInfo.key, socket);
    };
    const content = await this.handler.handleExecute(
      request.content,
      (name, text) => send(this.iopub, 'stream', { name, text }),
      (data, update) => send(this.iopub, update ? 'update_display_data' : 'display_data', data),
    );
    if (content.status === 'error' && reports.length > 0) {
      const error = describeError(reports);
      send(this.iopub, 'error', error);
      Object.assign(content, error);
    }
    send(shell, 'execute_reply', content);
  };
}

function hideForeignTypes() {
  const { sys } = fromTslab('@tslab/typescript-for-tslab');
  const getDirectories = sys.getDirectories;
  sys.getDirectories = (folder) => {
    const names = getDirectories(folder);
    return basename(folder) === '@types' ? names.filter((name) => name === 'node') : names;
  };
}

/** `source` with every shorthand property written out, `{ dt }` as `{ dt: dt }`; null when there is none. */
function withoutShorthand(ts, source) {
  const names = [];
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node)) names.push(node.name);
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest);
  visit(file);
  if (names.length === 0) return null;
  return names.reduceRight((text, name) => {
    const start = name.getStart(file);
    return `${text.slice(0, start)}${name.text}: ${text.slice(start)}`;
  }, source);
}

/** What the compiler finds is reported for the cell as it was typed; only a correct cell is converted once more. */
function repairShorthand() {
  const ts = fromTslab('@tslab/typescript-for-tslab');
  const createConverter = converter.createConverter;
  converter.createConverter = (options) => {
    const inner = createConverter(options);
    const convert = (declarations, source) => {
      const converted = inner.convert(declarations, source);
      const rewritten = converted.diagnostics.length === 0 ? withoutShorthand(ts, source) : null;
      return rewritten === null ? converted : inner.convert(declarations, rewritten);
    };
    return { ...inner, convert };
  };
}

function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit();
  }, 1000).unref();
}

repairSockets();
repairErrors();
hideForeignTypes();
repairShorthand();
endWithParent();
startKernel({ configPath: process.argv[2], enableFindLocal: false });
