/** One consumer's watch over the cancel graph: what was issued, judged and lost since it began, on its way out. */
import type { Frame } from '../../graph/frames.js';
import type { Issue } from '../../graph/model.js';
import { Tables, tablePage } from '../../graph/table.js';
import { tableDetail } from '../../graph/table-detail.js';
import { graphViews, operationViews, plain } from '../../graph/views.js';
import type { AgentMessage, DropCause, Drops } from '../../wire/messages.js';
import type { TableMessage } from '../../wire/table.js';
import type { WatchOptions } from '../../wire/watch.js';
import type { Agent } from '../agent.js';
import { hidden } from '../fire.js';
import { describeError, nowNs } from '../host.js';
import type { Transport } from '../transport.js';
import type { Observation } from './observation.js';

const EXIT_MS = 250;

export class Watch {
  readonly options: WatchOptions;
  /** ms, monotonic. */
  readonly since = nowNs() / 1e6;
  readonly #agent: Agent;
  readonly #transport: Transport;
  #observation: Observation | undefined;
  /** Totals, as on every connection. */
  readonly #drops: Drops = {};
  #dropped = false;

  constructor(agent: Agent, transport: Transport, options: WatchOptions) {
    this.#agent = agent;
    this.#transport = transport;
    this.options = options;
  }

  start(observation: Observation): void {
    this.#observation = observation;
    const blind = this.#blind();
    if (this.options.snapshot) {
      try {
        observation.recorder.readHeap();
      } catch (error) {
        blind.push(`signals of before the attach: ${describeError(error)}`);
      }
    }
    this.put({ type: 'watching', blind });
  }

  #blind(): string[] {
    return this.#agent.host.asyncHooksAllowed
      ? []
      : ['async hooks are off on this Node version: causes across awaits and callbacks are not seen'];
  }

  issued(issue: Issue, frame: Frame | undefined): void {
    const site = frame === undefined ? null : plain(frame);
    this.put({ type: 'issued', id: issue.id, kind: issue.kind, site });
  }

  drop(cause: DropCause, count: number): void {
    this.#drops[cause] = (this.#drops[cause] ?? 0) + count;
    this.#dropped = true;
  }

  sendDrops(): void {
    if (!this.#dropped) return;
    this.#dropped = false;
    this.put({ type: 'drops', drops: this.#drops });
  }

  put(message: AgentMessage): void {
    hidden(() => this.#transport.send([JSON.stringify(message)]));
  }

  answer(what: 'graph' | 'operations', sinceAbort: boolean): void {
    const graph = this.#observation?.recorder.graph;
    if (graph !== undefined) {
      const now = nowNs() / 1e6;
      const views = what === 'graph' ? graphViews(graph, now) : operationViews(graph, now, sinceAbort);
      for (const view of views) this.put({ type: 'graph', ...view, last: false });
    }
    this.put({ type: 'graph', nodes: [], edges: [], last: true });
  }

  /** One answer, of bounded size. */
  table({ seq, query }: TableMessage): void {
    const graph = this.#observation?.recorder.graph;
    if (graph === undefined) return;
    const began = nowNs();
    const tables = new Tables(graph, began / 1e6, this.options.graceMs);
    const page = tablePage(tables, query);
    const detail = query.detail === 0 ? undefined : tableDetail(tables, query.view, query.detail);
    const tookUs = Math.round((nowNs() - began) / 1e3);
    this.put({ type: 'table', seq, ...page, detail: detail ?? null, tookUs });
  }

  /** Judges what can be judged now, and sends what is left. */
  finish(): void {
    this.#observation?.finish();
    const late = this.options.annotate ? (this.#observation?.lateAnnotations ?? 0) : 0;
    if (late > 0)
      this.put({
        type: 'watching',
        blind: [`${late} cancel.* events came when their span had ended already`],
      });
    this.sendDrops();
  }

  atExit(): void {
    this.sendDrops();
    const bye: AgentMessage = {
      type: 'bye',
      reason: 'target-exit',
      restored: { done: 0, of: 0 },
      left: [],
    };
    this.#transport.sendNow([JSON.stringify(bye)], EXIT_MS);
  }
}
