import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Dealer, Subscriber } from 'zeromq';

const DELIMITER = '<IDS|MSG>';
const KEY = 'test';

export interface Message {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the content of a Jupyter message depends on its type
  readonly content: any;
}

/** A stock tslab kernel, without our launcher, spoken to over the Jupyter wire protocol 5.3. */
export class StockKernel {
  private constructor(
    private readonly child: ChildProcess,
    private readonly shell: Dealer,
    private readonly iopub: Subscriber,
  ) {}

  static async start(folder: string): Promise<StockKernel> {
    const ports = await freePorts(5);
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
    const connection = { transport: 'tcp', ip: '127.0.0.1', key: KEY, signature_scheme: 'hmac-sha256' };
    const file = join(mkdtempSync(join(folder, 'kernel-')), 'connection.json');
    writeFileSync(
      file,
      JSON.stringify({ ...connection, shell_port, iopub_port, stdin_port, control_port, hb_port }),
    );
    const tslab = require.resolve('tslab/bin/tslab');
    const child = spawn(process.execPath, [tslab, 'kernel', `--config-path=${file}`], {
      cwd: folder,
      stdio: 'ignore',
    });
    const [dealer, subscriber] = [
      new Dealer({ linger: 0 }),
      new Subscriber({ linger: 0, receiveHighWaterMark: 0 }),
    ];
    subscriber.subscribe();
    subscriber.connect(`tcp://127.0.0.1:${iopub_port}`);
    dealer.connect(`tcp://127.0.0.1:${shell_port}`);
    const kernel = new StockKernel(child, dealer, subscriber);
    await kernel.joined(30000);
    return kernel;
  }

  /** A publisher drops what it sends before a subscriber has joined: as clients of Jupyter do, ask until something is heard. */
  private async joined(patienceMs: number): Promise<void> {
    const until = Date.now() + patienceMs;
    this.iopub.receiveTimeout = 500;
    while (Date.now() < until) {
      await this.request('kernel_info_request', {});
      if (await this.iopub.receive().catch(() => null)) return;
    }
    throw new Error(`the kernel has published nothing for ${patienceMs / 1000} s`);
  }

  /** Runs a cell and returns what it published, up to its `idle`; null if nothing came for so long. */
  async run(code: string, patienceMs: number): Promise<Message[] | null> {
    const id = await this.request('execute_request', { code, silent: false });
    const messages: Message[] = [];
    this.iopub.receiveTimeout = patienceMs;
    for (;;) {
      const frames = await this.iopub.receive().catch(() => null);
      if (!frames) return null;
      const texts = frames.map((frame) => frame.toString());
      const [type, parent, , content] = texts
        .slice(texts.indexOf(DELIMITER) + 2)
        .map((text) => JSON.parse(text));
      if (parent.msg_id !== id) continue;
      messages.push({ type: type.msg_type, content });
      if (content.execution_state === 'idle') return messages;
    }
  }

  private async request(type: string, content: object): Promise<string> {
    const id = randomUUID();
    const header = { msg_id: id, session: 's', username: 'u', date: '', msg_type: type, version: '5.3' };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = createHmac('sha256', KEY).update(parts.join('')).digest('hex');
    await this.shell.send([DELIMITER, signature, ...parts]);
    return id;
  }

  stop(): void {
    this.shell.close();
    this.iopub.close();
    this.child.kill();
  }
}

/** Ports that are free now; all are held until all are known, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
