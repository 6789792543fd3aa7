/** One consumer's watch over the cancel graph of this isolate: what was issued, judged and lost, on its way out. */
import { Judge } from '../../graph/judge.js';
import type { Departure, Issue } from '../../graph/model.js';
import { RULES } from '../../graph/rules/index.js';
import { graphViews, operationViews } from '../../graph/views.js';
import type { AgentMessage, DropCause, Drops, StackFrame } from '../../wire/messages.js';
import type { WatchOptions } from '../../wire/watch.js';
import type { Agent } from '../agent.js';
import { hidden } from '../fire.js';
import { nowNs } from '../host.js';
import type { Transport } from '../transport.js';
import type { Recorder } from './recorder.js';

/** Cancellations are looked at so often. */
const TICK_MS = 50;
/** What only counts can show. */
const SURVEY_TICKS = 40;
const EXIT_MS = 250;

export class Watch {
  readonly options: WatchOptions;
  readonly #agent: Agent;
  readonly #transport: Transport;
  #judge: Judge | undefined;
  #recorder: Recorder | undefined;
  #stopTicking = (): void => {};
  #ticks = 0;
  #drops: Drops = {};

  constructor(agent: Agent, transport: Transport, options: WatchOptions) {
    this.#agent = agent;
    this.#transport = transport;
    this.options = options;
  }

  start(recorder: Recorder): void {
    this.#recorder = recorder;
    this.#judge = new Judge(recorder.graph, RULES, this.options, {
      lost: (loss) => this.put({ type: 'loss', loss }),
      judged: (issue) => this.put({ type: 'judged', id: issue.id }),
    });
    this.#stopTicking = this.#agent.every(TICK_MS, () => this.#tick());
    this.put({ type: 'watching', blind: this.#blind() });
  }

  #blind(): string[] {
    return this.#agent.host.asyncHooksAllowed
      ? []
      : ['async hooks are off on this Node version: causes across awaits and callbacks are not seen'];
  }

  #tick(): void {
    const recorder = this.#recorder;
    const judge = this.#judge;
    if (recorder === undefined || judge === undefined) return;
    const now = nowNs() / 1e6;
    if (judge.pending) judge.check(now);
    if (++this.#ticks % SURVEY_TICKS === 0) {
      recorder.graph.sweep();
      recorder.countDead();
      judge.survey(now);
      this.#sendDrops();
    }
  }

  issued(issue: Issue): void {
    const frame = issue.mark.stack.frames[0] ?? issue.signal?.birth?.stack.frames[0];
    this.put({
      type: 'issued',
      id: issue.id,
      kind: issue.kind,
      site: frame === undefined ? null : plain(frame),
    });
  }

  departed(departure: Departure): void {
    this.#recorder?.graph.departures.add(departure);
  }

  drop(cause: DropCause, count: number): void {
    this.#drops[cause] = (this.#drops[cause] ?? 0) + count;
  }

  #sendDrops(): void {
    if (Object.keys(this.#drops).length === 0) return;
    this.put({ type: 'drops', drops: this.#drops });
    this.#drops = {};
  }

  put(message: AgentMessage): void {
    hidden(() => this.#transport.send([JSON.stringify(message)]));
  }

  answer(what: 'graph' | 'operations', sinceAbort: boolean): void {
    const recorder = this.#recorder;
    if (recorder !== undefined) {
      const { graph } = recorder;
      const now = nowNs() / 1e6;
      const views = what === 'graph' ? graphViews(graph, now) : operationViews(graph, now, sinceAbort);
      for (const view of views) this.put({ type: 'graph', ...view, last: false });
    }
    this.put({ type: 'graph', nodes: [], edges: [], last: true });
  }

  /** Judges what can be judged now. */
  finish(): void {
    this.#stopTicking();
    hidden(() => {
      this.#recorder?.countDead();
      this.#judge?.finish(nowNs() / 1e6);
    });
    this.#sendDrops();
  }

  atExit(): void {
    this.finish();
    const bye: AgentMessage = { type: 'bye', reason: 'target-exit', restored: { done: 0, of: 0 }, left: [] };
    this.#transport.sendNow([JSON.stringify(bye)], EXIT_MS);
  }
}

function plain({ file, line, column, function: name }: StackFrame): StackFrame {
  return { file, line, column, function: name };
}
