/** The cancel graph of this isolate while anybody watches: recorder, judge, and who is told. */
import { Judge } from '../../graph/judge.js';
import type { Departure, Issue, Operation } from '../../graph/model.js';
import { RULES } from '../../graph/rules/index.js';
import type { Loss } from '../../wire/finding.js';
import type { WatchOptions } from '../../wire/watch.js';
import type { Agent } from '../agent.js';
import { hidden } from '../fire.js';
import { nowNs } from '../host.js';
import { Annotations } from './annotations.js';
import { Recorder } from './recorder.js';
import type { Watch } from './watch.js';

/** Where agent/api.ts looks. */
const MARKS = Symbol.for('ntrace.marks');
/** Cancellations are looked at so often. */
const TICK_MS = 50;
/** What only counts can show is looked at once in so many ticks. */
const SURVEY_TICKS = 20;

export class Observation {
  readonly recorder: Recorder;
  readonly #judge: Judge;
  readonly #watches = new Set<Watch>();
  readonly #stopTicking: () => void;
  readonly #unmark: () => void;
  readonly #annotations: Annotations;
  #ticks = 0;

  readonly #onLost: (loss: Loss) => void;

  /** @param options of the first watcher: they hold for all */
  constructor(agent: Agent, options: WatchOptions, onLost: (loss: Loss) => void) {
    this.#onLost = onLost;
    this.recorder = new Recorder(agent.host, options, {
      issued: (issue) => this.#issued(issue),
      departed: (departure) => this.recorder.graph.departures.add(departure),
    });
    this.#judge = new Judge(this.recorder.graph, RULES, options, {
      lost: (loss, verdict, cause) => this.#lost(loss, verdict.operation, cause),
      judged: (issue) => this.#tell(issue.at, (watch) => watch.put({ type: 'judged', id: issue.id })),
    });
    this.#annotations = new Annotations((operation) => this.recorder.spanOf(operation));
    this.recorder.start();
    const { recorder } = this;
    this.#unmark = agent.host.patch.property('marks', globalThis, MARKS, () => ({
      configurable: true,
      enumerable: false,
      value: { run: <T>(_kind: string, reason: string, work: () => T): T => recorder.apart(reason, work) },
    }));
    this.#stopTicking = agent.every(TICK_MS, () => this.#tick());
  }

  get watches(): ReadonlySet<Watch> {
    return this.#watches;
  }

  add(watch: Watch): void {
    this.#watches.add(watch);
    watch.start(this);
  }

  remove(watch: Watch): void {
    this.#watches.delete(watch);
  }

  stop(): void {
    this.#stopTicking();
    this.#unmark();
    this.recorder.stop();
  }

  #tick(): void {
    const now = nowNs() / 1e6;
    this.recorder.tick(now);
    this.#judge.busy = this.recorder.causality.busy;
    if (this.#judge.pending) this.#judge.check(now);
    if (++this.#ticks % SURVEY_TICKS !== 0) return;
    this.recorder.graph.sweep();
    this.recorder.countDead();
    this.#judge.survey(now);
    for (const watch of this.#watches) watch.sendDrops();
  }

  /** Judges what can be judged now. */
  finish(): void {
    hidden(() => {
      this.recorder.countDead();
      this.#judge.finish(nowNs() / 1e6);
    });
  }

  get lateAnnotations(): number {
    return this.#annotations.late;
  }

  get #annotating(): boolean {
    for (const { options } of this.#watches) if (options.annotate) return true;
    return false;
  }

  #issued(issue: Issue): void {
    if (this.#annotating)
      hidden(() => this.#annotations.issued(issue, this.recorder.graph.operations.values()));
    const frame = issue.mark.stack.frames[0] ?? issue.signal?.birth?.stack.frames[0];
    this.#tell(issue.at, (watch) => watch.issued(issue, frame));
  }

  #lost(loss: Loss, operation: Operation | undefined, cause: Issue | Departure | undefined): void {
    if (this.#annotating) this.#annotations.lost(loss, operation);
    const mark = operation?.mark ?? cause?.mark;
    const named = mark === undefined ? loss : { ...loss, test: this.recorder.tests.nameAt(mark) };
    const at = cause === undefined ? Number.POSITIVE_INFINITY : cause.mark.at;
    this.#tell(at, (watch) => watch.put({ type: 'loss', loss: named }));
    this.#onLost(named);
  }

  /** What happened before somebody began to watch is not his. */
  #tell(at: number, tell: (watch: Watch) => void): void {
    for (const watch of this.#watches) if (at >= watch.since) tell(watch);
  }
}
