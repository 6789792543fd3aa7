/**
 * Calls of the inspector protocol over a transport. Every call has a deadline and rejects when the
 * connection ends; its error is made at call time, so that the stack names the caller.
 */
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';
import type { Transport } from './transport.js';

type Commands = ProtocolMapping.Commands;
type Params<M extends keyof Commands> = Commands[M]['paramsType'][0];
type Answer<M extends keyof Commands> = Commands[M]['returnType'];

export class InspectorError extends Error {
  reason: 'timeout' | 'closed' | 'protocol' = 'protocol';
}

type Pending = {
  readonly resolve: (result: never) => void;
  readonly reject: (error: InspectorError) => void;
  readonly error: InspectorError;
  readonly timer: NodeJS.Timeout;
};

export class Connection {
  readonly #transport: Transport;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #closed = false;

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.listen(
      (text) => this.#receive(text),
      () => this.#end(),
    );
  }

  send<M extends keyof Commands>(method: M, params: Params<M>, timeoutMs: number): Promise<Answer<M>> {
    const error = new InspectorError(method);
    const id = ++this.#lastId;
    return new Promise<Answer<M>>((resolve, reject) => {
      if (this.#closed) return reject(describe(error, 'closed', `${method}: the connection is closed`));
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(describe(error, 'timeout', `${method}: no answer within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#pending.set(id, { resolve: resolve as (result: never) => void, reject, error, timer });
      this.#transport.send(JSON.stringify({ id, method, params }));
    });
  }

  /** For goodbyes: whether it arrives does not matter. */
  sendMayFail<M extends keyof Commands>(method: M, params: Params<M>): void {
    if (!this.#closed) this.#transport.send(JSON.stringify({ id: ++this.#lastId, method, params }));
  }

  close(): Promise<void> {
    const gone = this.#transport.close();
    this.#end();
    return gone;
  }

  #receive(text: string): void {
    let message: { id?: number; result?: never; error?: { message?: string; code?: number } };
    try {
      message = JSON.parse(text);
    } catch {
      return; // not a protocol message: the call it may have answered runs into its deadline
    }
    const pending = this.#pending.get(message?.id ?? -1);
    if (pending === undefined) return; // a notification, or too late
    this.#pending.delete(message.id as number);
    clearTimeout(pending.timer);
    if (message.error === undefined) pending.resolve(message.result as never);
    else {
      const { code, message: text = 'failed' } = message.error;
      pending.reject(
        describe(pending.error, 'protocol', `${pending.error.message}: ${text} (${code ?? 'no code'})`),
      );
    }
  }

  #end(): void {
    this.#closed = true;
    for (const { error, reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(describe(error, 'closed', `${error.message}: the connection was closed`));
    }
    this.#pending.clear();
  }
}

function describe(error: InspectorError, reason: InspectorError['reason'], message: string): InspectorError {
  error.reason = reason;
  error.message = message;
  return error;
}
