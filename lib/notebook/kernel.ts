/**
 * The running tslab kernel, as seen from a library that it has loaded. All knowledge of tslab's inside is here.
 * Its modules are found among those that are loaded: a plain `require('tslab')` could load a second copy, which knows
 * of no notebook, and outside a kernel it would load a whole TypeScript compiler for nothing.
 */

/** Renderings of one output, by media type; a front end shows the richest it can. */
export type Bundle = Readonly<Record<string, string>>;

/** Sends one display message; with an id the output can be replaced by later messages. */
type WriteDisplayData = (
  content: { data: Bundle; metadata: object; transient: { display_id?: string } },
  update?: boolean,
) => void;

/** A zeromq socket class whose `send` sits on a parent prototype. */
export interface SocketClass {
  readonly prototype: object;
}

interface Socket {
  sendTimeout: number;
  sendHighWaterMark: number;
  send(message: unknown): unknown;
}

/** Exports of the loaded modules whose file name ends so. */
function loaded(fileName: RegExp): Record<string, unknown>[] {
  return Object.entries(require.cache)
    .filter(([file, module]) => fileName.test(file) && module?.exports)
    .map(([, module]) => module!.exports as Record<string, unknown>);
}

/** tslab's way to the notebook, which it renews with every cell; null outside a kernel. */
function writeDisplayData(): WriteDisplayData | null {
  for (const jupyter of loaded(/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/)) {
    if (jupyter.lastWriteDisplayData) return jupyter.lastWriteDisplayData as WriteDisplayData;
  }
  return null;
}

/** Whether this code runs in a tslab kernel. */
export function inKernel(): boolean {
  return writeDisplayData() !== null;
}

/** Sends an output to the notebook and returns true, or returns false where there is none. */
export function emit(data: Bundle, displayId?: string, update?: boolean): boolean {
  const write = writeDisplayData();
  write?.({ data, metadata: {}, transient: { display_id: displayId } }, update);
  return write !== null;
}

/**
 * Makes the kernel's outputs arrive. zeromq delays every 512th send of a socket and refuses further ones until the
 * event loop turns; tslab neither waits nor catches, so a loop of 600 prints, or about the 170th cell, loses messages
 * and the cell never ends. With sendTimeout = 0 zeromq sends at once; with sendHighWaterMark = 0 it queues without
 * limit. Both take effect on the connected socket, which is caught at its next message; one is sent here, an update
 * of an output that does not exist, which front ends ignore.
 * Harmless to repeat, and under a launcher that has set both already.
 * @returns whether a kernel was there to repair
 */
export function repairKernel(): boolean {
  if (!inKernel()) return false;
  for (const zeromq of loaded(/[\\/]zeromq[\\/]lib[\\/]index\.js$/)) {
    if (zeromq.Publisher) repairOnNextSend(zeromq.Publisher as SocketClass);
  }
  try {
    emit({}, 'mean-field-repair', true);
  } catch {
    // This very message was refused (1 in 512): the socket is repaired all the same, the message carried nothing.
  }
  return true;
}

/** Puts a `send` before the inherited one that sets the socket's options and then takes itself away. */
export function repairOnNextSend(publisher: SocketClass): void {
  const prototype = publisher.prototype as Partial<Socket>;
  if (Object.hasOwn(prototype, 'send')) return;
  // Defined, not assigned: the inherited method is read-only.
  Object.defineProperty(prototype, 'send', {
    configurable: true,
    value: function (this: Socket, message: unknown): unknown {
      delete prototype.send;
      this.sendTimeout = 0;
      this.sendHighWaterMark = 0;
      return this.send(message);
    },
  });
}
