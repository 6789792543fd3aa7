/**
 * Receives what the agents of one program send, makes one answer of it and hands it to an exporter. Keeps the
 * order of each agent, merges aggregations, decides who is the lead, ends all when one exits, and prints what
 * is left. d-language.md sections 3 and 7, design.md section 5.3. Knows no terminal and no process.
 */
import type {
  AgentMessage,
  ByeMessage,
  ConsumerMessage,
  EnabledMessage,
  EnableOptions,
  FaultMessage,
  RecordMessage,
} from '../../wire/messages.js';
import type { Program } from '../../wire/program.js';
import type { Exporter, FiredProbe } from '../export/exporter.js';
import { Actions, type Step } from './actions.js';
import { Agent, type Peer } from './agent.js';
import { Barriers } from './barriers.js';
import { DropCounter, dropText } from './drops.js';
import { endOnly } from './end-only.js';
import { runtimeFault } from './faults.js';
import { Merging } from './merging.js';
import { RunOptions } from './options.js';
import { Pace } from './pace.js';
import { Rows } from './rows.js';
import { type ConsumerOptions, LIMITS, type Outcome, type StopReason } from './settings.js';
import { Stacks } from './stacks.js';
import { AggregationStore } from './store.js';

export class Consumer {
  readonly done: Promise<Outcome>;
  readonly options: RunOptions;
  readonly #settings: ConsumerOptions;
  readonly #exporter: Exporter;
  readonly #agents = new Map<Peer, Agent>();
  readonly #stacks: Stacks;
  readonly #store: AggregationStore;
  readonly #merging: Merging;
  readonly #rows: Rows;
  readonly #actions: Actions;
  readonly #barriers: Barriers;
  readonly #drops = new DropCounter();
  readonly #pace: Pace;
  #resolve!: (outcome: Outcome) => void;
  #lead: Agent | undefined;
  #firstLead: Agent | undefined;
  #begun = false;
  #noMore = false;
  #reason: StopReason | undefined;
  #stopTimer: NodeJS.Timeout | undefined;
  #status: number | undefined;
  #endRan = false;
  #finished = false;
  /** What END recorded in a lead that ended by itself while others went on. */
  #deferredEnd: { readonly run: () => void; readonly skip: () => void }[] = [];
  #records = 0;
  #faults = 0;
  #broken = 0;
  #restored = { done: 0, of: 0 };
  readonly #left: string[] = [];

  constructor(settings: ConsumerOptions) {
    const { program, exporter, effects } = settings;
    this.#settings = settings;
    this.#exporter = exporter;
    this.options = new RunOptions(program.options, (rates) => this.#broadcast({ type: 'rates', ...rates }));
    this.#pace = new Pace(this.options);
    this.#stacks = new Stacks(settings.symbolize);
    this.#store = new AggregationStore(
      program.aggregations,
      (type, part) =>
        type.kind === 'stack' && Array.isArray(part) ? this.#stacks.identity(part) : String(part),
      settings.maxKeys ?? LIMITS.keys,
    );
    this.#merging = new Merging(program.aggregations, this.#store, this.#drops);
    this.#rows = new Rows(program.aggregations, this.#store, this.options);
    this.#actions = new Actions(program, {
      store: this.#store,
      merging: this.#merging,
      rows: this.#rows,
      options: this.options,
      exporter,
      effects,
    });
    this.#barriers = new Barriers(settings.flushTimeoutMs ?? LIMITS.flushMs, {
      late: (late) => {
        for (const { origin } of late)
          settings.say(`process ${origin.pid} did not flush in time: its newest values are missing`);
      },
      fell: () => this.#finishIfDone(),
    });
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** An agent said hello: it gets the program, unless it brought it along. */
  join(peer: Peer): void {
    if (this.#finished || this.#reason !== undefined) return peer.send({ type: 'stop', quiet: true });
    this.#admit(peer, this.#settings.program, this.#settings.enableOptions(peer.hello));
  }

  #admit(peer: Peer, program: Program, options: EnableOptions): void {
    const agent = new Agent(peer, (text, cwd) => this.#stacks.symbol(text, cwd));
    this.#agents.set(peer, agent);
    const lead = this.#lead === undefined;
    if (lead) {
      this.#lead = agent;
      this.#firstLead ??= agent;
    }
    if (!peer.hello.enabled) peer.send({ type: 'enable', program, lead, options });
    else if (lead) peer.send({ type: 'lead' });
    if (this.options.rates !== undefined) peer.send({ type: 'rates', ...this.options.rates });
  }

  receive(peer: Peer, messages: readonly AgentMessage[]): void {
    const agent = this.#agents.get(peer);
    if (agent === undefined || agent.gone || this.#finished) return;
    for (const message of messages) agent.queue.push(message);
    this.#drain(agent);
    this.#sayDrops(Date.now());
    this.#settings.afterBatch?.();
    this.#finishIfDone();
  }

  /** Its socket closed. */
  leave(peer: Peer): void {
    const agent = this.#agents.get(peer);
    if (agent === undefined || agent.gone) return;
    this.#depart(agent);
    this.#finishIfDone();
  }

  /** Nobody will join any more. */
  close(): void {
    this.#noMore = true;
    this.#finishIfDone();
  }

  /** Runs END everywhere, prints what is left, then `done`. */
  stop(reason: StopReason): void {
    if (this.#reason !== undefined || this.#finished) return;
    this.#reason = reason;
    // Before anything is sent: an agent in this process answers at once.
    this.#stopTimer = setTimeout(() => {
      for (const agent of this.#alive()) this.#leaveBehind(agent, 'did not stop in time');
      this.#finishIfDone();
    }, this.#settings.stopTimeoutMs ?? LIMITS.stopMs);
    this.#stopTimer.unref();
    this.#broadcast({ type: 'stop', quiet: false });
    this.#finishIfDone();
  }

  /** Leaves at once, without END and without printing. */
  abort(): void {
    if (this.#finished) return;
    this.#broadcast({ type: 'stop', quiet: true });
    this.#finished = true;
    this.#release('abort');
  }

  /** All aggregations as they are now, printed or not; tracing goes on. */
  print(clear: boolean): void {
    if (this.#finished) return;
    this.#barriers.raise(undefined, this.#alive(), () => {
      const all = this.#store.all();
      this.#exporter.drained();
      this.#exporter.aggregations(this.#rows.sequence(all), this.options);
      if (clear) for (const aggregation of all) this.#store.trunc(aggregation, 0);
      this.#settings.afterBatch?.();
    });
  }

  #alive(): Agent[] {
    return [...this.#agents.values()].filter((agent) => !agent.gone);
  }

  #broadcast(message: ConsumerMessage): void {
    for (const agent of this.#alive()) agent.peer.send(message);
  }

  #drain(agent: Agent): void {
    try {
      while (!agent.blocked && !agent.queue.empty) this.#process(agent, agent.queue.take()!);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      this.#broken++;
      agent.queue.clear();
      agent.peer.send({ type: 'stop', quiet: true });
      this.#leaveBehind(agent, `is no longer followed, it sent nonsense: ${error.message}`);
    }
    this.#barriers.settle();
  }

  #process(agent: Agent, message: AgentMessage): void {
    switch (message.type) {
      case 'probes':
        for (const [id, provider, module, fn, name] of message.probes)
          agent.learnProbe(id, { provider, module, function: fn, name });
        return;
      case 'enabled':
        return this.#enabled(agent, message);
      case 'stacks':
        for (const [id, frames] of message.stacks)
          agent.learnStack(id, this.#stacks.intern(frames, agent.peer.hello.cwd));
        return;
      case 'aggregation':
        return this.#merging.merge(agent, message.records);
      case 'record':
        return this.#record(agent, message);
      case 'drops':
        return this.#drops.add(agent.drops.fresh(message.drops));
      case 'full':
        return this.stop('buffer-full');
      case 'fault':
        return this.#fault(agent, message);
      case 'flushed':
        return this.#barriers.flushed(agent, message.seq);
      case 'trouble':
        return this.#settings.say(`process ${agent.origin.pid}: ${message.what}: ${message.message}`);
      case 'scripts':
      case 'source':
        return this.#settings.onFunctions?.(agent.peer, message);
      case 'bye':
        return this.#bye(agent, message);
    }
  }

  #enabled(agent: Agent, message: EnabledMessage): void {
    const { hello } = agent.peer;
    if (!this.#begun) {
      this.#begun = true;
      this.#exporter.begin(this.#settings.pids?.() ?? [hello.pid], message.matched);
    }
    for (const { probe, reason } of message.refused) {
      this.#settings.say(
        `${probe} in process ${hello.pid}: ${reason}. -x unsafehooks enables it all the same`,
      );
      this.stop('refused');
    }
    this.#settings.onEnabled?.(hello, message);
  }

  #record(agent: Agent, record: RecordMessage): void {
    const probe = agent.probe(record.probe);
    const steps = this.#actions.decode(agent, record);
    if (probe.provider === 'dtrace' && probe.name === 'END')
      return this.#recordOfEnd(agent, probe, record, steps);
    const begin = probe.provider === 'dtrace' && probe.name === 'BEGIN';
    const shown = !begin || agent === this.#firstLead;
    this.#execute(agent, probe, record, steps, shown);
  }

  /** Shown from the lead only, and only once the whole trace ends. */
  #recordOfEnd(agent: Agent, probe: FiredProbe, record: RecordMessage, steps: readonly Step[]): void {
    const skip = (): void => this.#actions.skip(agent, steps);
    if (agent !== this.#lead) return skip();
    if (this.#reason !== undefined || (this.#noMore && this.#alive().length === 1))
      return this.#execute(agent, probe, record, steps, true);
    if (this.#deferredEnd.length > 0 && this.#endRan) return skip();
    this.#deferredEnd.push({ run: () => this.#execute(agent, probe, record, steps, true), skip });
  }

  /** Another lead has run END. */
  #forgetDeferredEnd(): void {
    for (const { skip } of this.#deferredEnd.splice(0)) skip();
  }

  #execute(
    agent: Agent,
    probe: FiredProbe,
    record: RecordMessage,
    steps: readonly Step[],
    shown: boolean,
  ): void {
    const others = this.#alive().filter((other) => other !== agent);
    const run = (): void => {
      if (shown && this.#countIn(probe)) this.#actions.run(agent, probe, record, steps);
      else this.#actions.skip(agent, steps);
      for (const { action, values } of steps)
        if (action.kind === 'exit') this.#exit(probe, Number(values[0]));
    };
    if (!shown || others.length === 0 || !this.#actions.readsAggregations(steps)) return run();
    this.#barriers.raise(agent, others, () => {
      run();
      this.#drain(agent);
    });
  }

  /** False past --max-records; what END says is not counted. */
  #countIn(probe: FiredProbe): boolean {
    const max = this.#settings.maxRecords;
    if (max === undefined || probe.name === 'END') return true;
    if (this.#records >= max) return false;
    if (++this.#records === max) queueMicrotask(() => this.stop('max-records'));
    return true;
  }

  /** The first exit() counts; one in END replaces it. */
  #exit(probe: FiredProbe, status: number): void {
    if (this.#status === undefined || probe.name === 'END') this.#status = status & 0xff;
    this.#pace.notice(() => this.stop('exit'));
  }

  #fault(agent: Agent, message: FaultMessage): void {
    const probe = agent.probe(message.probe);
    this.#faults++;
    this.#settings.onFault(message, probe);
    this.#exporter.fault(runtimeFault(this.#settings.program, agent.origin, probe, message));
  }

  #bye(agent: Agent, message: ByeMessage): void {
    // What an agent of ours puts back in ntrace itself is nobody's concern.
    if (agent.peer.hello.origin !== 'direct') {
      const { done, of } = message.restored;
      this.#restored = { done: this.#restored.done + done, of: this.#restored.of + of };
    }
    this.#left.push(...message.left);
    if (agent === this.#lead && message.endRan === true) {
      this.#endRan = true;
      if (this.#reason !== undefined) this.#forgetDeferredEnd();
    }
    this.#depart(agent);
  }

  #leaveBehind(agent: Agent, why: string): void {
    this.#settings.say(`process ${agent.origin.pid} ${why}`);
    this.#depart(agent);
  }

  #depart(agent: Agent): void {
    agent.gone = true;
    this.#barriers.settle();
    if (agent !== this.#lead) return;
    this.#lead = undefined;
    if (this.#reason !== undefined && this.#endRan) return; // END has been printed
    const alive = this.#alive();
    this.#lead = alive.find(({ origin }) => origin.tid === 0) ?? alive[0];
    if (this.#reason === undefined) this.#lead?.peer.send({ type: 'lead' });
  }

  #finishIfDone(): void {
    if (this.#finished || this.#alive().length > 0 || !this.#barriers.empty) return;
    if (!this.#noMore && this.#reason === undefined) return;
    if (this.#agents.size > 0 && !this.#endRan && this.#runEndHere()) return;
    this.#finish();
  }

  /** True when END now runs in ntrace itself; that agent's bye comes back here. */
  #runEndHere(): boolean {
    const { program, runEnd, say } = this.#settings;
    this.#endRan = true;
    const only = endOnly(program);
    if (runEnd === undefined || only === undefined) return false;
    say('all targets ended before END ran: END runs in ntrace itself, without their variables');
    this.#reason ??= 'target-exit';
    this.#forgetDeferredEnd();
    runEnd(only, (peer) => {
      this.#lead = undefined;
      this.#admit(peer, only, this.#settings.enableOptions(peer.hello));
      peer.send({ type: 'stop', quiet: false });
    });
    return true;
  }

  #finish(): void {
    this.#finished = true;
    for (const { run } of this.#deferredEnd.splice(0)) run();
    this.#exporter.drained();
    this.#exporter.aggregations(this.#rows.sequence(this.#store.unprinted()), this.options);
    this.#sayDrops(Number.POSITIVE_INFINITY);
    this.#release(this.#reason ?? 'target-exit');
  }

  #sayDrops(nowMs: number): void {
    const { say, testing } = this.#settings;
    for (const [cause, count] of this.#drops.due(nowMs)) {
      this.#exporter.drop(cause, count);
      say(dropText(cause, count, { tags: this.options.flag('droptags'), remedy: testing !== true }));
    }
  }

  #release(reason: Outcome['reason']): void {
    clearTimeout(this.#stopTimer);
    this.#barriers.clear();
    if (reason !== 'abort')
      this.#exporter.end({ reason, status: this.#status ?? 0, restored: this.#restored });
    this.#resolve({
      reason,
      status: this.#status,
      restored: this.#restored,
      left: this.#left,
      drops: this.#drops.total,
      faults: this.#faults,
      broken: this.#broken,
    });
  }
}
