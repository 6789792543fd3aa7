/** One consumer's watch over the cancel graph of this isolate: issues, judgements and losses on their way out. */
import type { AgentMessage } from '../../wire/messages.js';
import type { WatchOptions } from '../../wire/watch.js';
import type { Agent } from '../agent.js';
import type { Patches } from '../patch.js';
import type { Transport } from '../transport.js';
import { Recorder } from './recorder.js';

export class Watch {
  readonly options: WatchOptions;
  readonly #transport: Transport;

  constructor(_agent: Agent, transport: Transport, options: WatchOptions) {
    this.#transport = transport;
    this.options = options;
  }

  record(_patches: Patches): Recorder {
    return new Recorder();
  }

  started(_recorder: Recorder): void {
    this.put({ type: 'watching', blind: [] });
  }

  put(message: AgentMessage): void {
    this.#transport.send([JSON.stringify(message)]);
  }

  answer(_what: 'graph' | 'operations', _sinceAbort: boolean): void {
    this.put({ type: 'graph', nodes: [], edges: [], last: true });
  }

  /** Judges what can be judged now. */
  finish(): void {}

  atExit(): void {
    this.put({ type: 'bye', reason: 'target-exit', restored: { done: 0, of: 0 }, left: [] });
  }
}
