import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { emit, inKernel, repairKernel, repairOnNextSend } from '../../lib/notebook/kernel';
import { type Message, StockKernel } from './stockKernel';

describe('outside a kernel', () => {
  it('nothing is sent and nothing repaired', () => {
    expect(inKernel()).toBe(false);
    expect(repairKernel()).toBe(false);
    expect(emit({ 'text/plain': 'x' })).toBe(false);
  });
});

describe('repairOnNextSend', () => {
  class Socket {
    sendTimeout = -1;
    sendHighWaterMark = 1000;
    sent: unknown[] = [];
  }
  // As in zeromq: inherited and read-only.
  Object.defineProperty(Socket.prototype, 'send', {
    value: function (this: Socket, message: unknown) {
      this.sent.push([message, this.sendTimeout, this.sendHighWaterMark]);
      return 'promise';
    },
  });
  class Publisher extends Socket {
    declare send: (message: unknown) => unknown;
  }

  it('sets the options before the next message, once, and leaves no trace', () => {
    repairOnNextSend(Publisher);
    repairOnNextSend(Publisher);
    const socket = new Publisher();
    expect(socket.send('a')).toBe('promise');
    expect(socket.sent).toEqual([['a', 0, 0]]);
    expect(Object.hasOwn(Publisher.prototype, 'send')).toBe(false);
    const other = new Publisher();
    other.send('b');
    expect(other.sent).toEqual([['b', -1, 1000]]);
  });
});

describe('a stock tslab kernel that has loaded the library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mean-field-'));
  const output = join(folder, 'face.js');
  let kernel: StockKernel;

  beforeAll(async () => {
    const source = require.resolve('../../lib/notebook/kernel.ts');
    const { code } = transformFileSync(source, {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(output, code);
    kernel = await StockKernel.start(folder);
    // The library comes with the first cell, as an import would bring it.
    expect(
      await kernel.run(`const face = require(${JSON.stringify(output)}); face.repairKernel()`, 30000),
    ).not.toBeNull();
  }, 40000);

  afterAll(() => {
    kernel.stop();
    rmSync(folder, { recursive: true });
  });

  const printed = (messages: Message[] | null): string[] =>
    (messages ?? [])
      .filter(({ type }) => type === 'stream')
      .flatMap(({ content }) => content.text.split('\n').filter(Boolean));

  it('delivers 2000 lines in order and finishes the cell', async () => {
    const messages = await kernel.run(
      '(() => { for (let k = 0; k < 2000; k++) console.log("line " + k); })()',
      4000,
    );
    expect(messages).not.toBeNull();
    expect(printed(messages)).toEqual(Array.from({ length: 2000 }, (_, k) => `line ${k}`));
  });

  it('shows a bundle of renderings, and replaces it in place', async () => {
    const code =
      "face.emit({ 'text/html': '<b>1</b>', 'text/plain': '1' }, 'id'); face.emit({ 'text/plain': '2' }, 'id', true);";
    const shown = (await kernel.run(code, 4000))!.filter(({ type }) => type.includes('display_data'));
    expect(shown).toEqual([
      {
        type: 'display_data',
        content: {
          data: { 'text/html': '<b>1</b>', 'text/plain': '1' },
          metadata: {},
          transient: { display_id: 'id' },
        },
      },
      {
        type: 'update_display_data',
        content: { data: { 'text/plain': '2' }, metadata: {}, transient: { display_id: 'id' } },
      },
    ]);
  });
});
