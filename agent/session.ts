/**
 * One consumer's enabling in this isolate: its program set up, its aggregations and records on their way out,
 * its faults, from enable to bye. What several consumers share (sites, patches, stacks) is the agent's.
 */
import type { AggregationRecord } from '../wire/aggregation.js';
import { Fault, NO_ROOM } from '../wire/fault.js';
import type { AgentMessage, ConsumerMessage, DropCause, Drops, EnableOptions } from '../wire/messages.js';
import type { Program } from '../wire/program.js';
import type { ClauseFunction } from '../wire/runtime.js';
import { cellSize } from '../wire/sizes.js';
import { toWire } from '../wire/value.js';
import type { Agent } from './agent.js';
import { AggregationStore } from './aggregations.js';
import { type EnabledClause, fireNested, firingNow, type ProbeSite } from './fire.js';
import { describeError } from './host.js';
import { Outbox } from './outbox.js';
import { Records } from './records.js';
import type { Enabled } from './registry.js';
import { createRuntime, setUpProgram } from './runtime.js';
import { Space } from './space.js';
import type { Transport } from './transport.js';

/** The first cells come early: they show that the trace works. */
const FIRST_CELLS_MS = 100;
/** Unless option switchrate says more, records leave after this long, … */
const RECORDS_MS = 100;
/** … and those that read aggregations or end the trace at once. */
const SOON_MS = 2;
const LEAST_MS = 10;
/** Cells per message. */
const CELLS = 400;
/** A clause that fails in the agent itself (no Fault) is disabled after so many times. */
const MAX_FAILURES = 10;
/** What the smallest cell and the smallest variable take in JavaScript. */
const CELL_BYTES = 256;
const VARIABLE_BYTES = 128;
/** The consumer may have this long to take what is left when the process ends. */
const EXIT_MS = 250;

export class Session implements Enabled {
  readonly program: Program;
  readonly options: EnableOptions;
  clauses: readonly ClauseFunction[] = [];
  resetThis: (() => void) | undefined;
  draining = false;
  lead: boolean;
  readonly #agent: Agent;
  readonly #transport: Transport;
  readonly #outbox: Outbox;
  readonly #records: Records;
  readonly #aggregations: readonly AggregationStore[];
  readonly #stackParts: readonly (readonly number[])[];
  readonly #cellSpace: Space;
  #recordsMs = RECORDS_MS;
  #aggregateMs = 0;
  readonly #sentStacks = new Set<number>();
  readonly #failures = new Map<number, number>();
  #drops: Drops = {};
  #dropped = false;
  #announced: [number, string, string, string, string][] = [];
  #inError = false;
  #ended = false;
  #cancelFlush: (() => void) | undefined;
  #soon = false;
  #cancelAggregations = (): void => {};

  constructor(agent: Agent, transport: Transport, program: Program, lead: boolean, options: EnableOptions) {
    this.#agent = agent;
    this.program = program;
    this.options = options;
    this.lead = lead;
    this.#transport = transport;
    const { limits } = program;
    this.#setRates(limits);
    this.#outbox = new Outbox(transport, limits.bufsize, () => this.#flushWithin(this.#recordsMs));
    this.#records = new Records(program, this.#outbox, {
      flushAggregations: () => this.#flushAggregations(),
      takeAggregations: () => this.#takeAggregations(),
      sendStacks: (ids) => this.#sendStacks(ids),
      drop: (cause) => this.drop(cause),
      full: () => this.#full(),
      hurry: () => this.#flushWithin(this.#recordsMs > RECORDS_MS ? this.#recordsMs : SOON_MS),
      firing: () => ({ probe: agent.firingSite().id, at: firingNow() }),
    });
    this.#cellSpace = new Space(limits.aggsize, CELL_BYTES, () => this.drop('aggregation'));
    this.#aggregations = program.aggregations.map(
      (def, index) => new AggregationStore(index, def, this.#cellSpace, cellSize(def, limits.strsize)),
    );
    this.#stackParts = program.aggregations.map(({ key }) =>
      key.flatMap((type, part) => (type.kind === 'stack' ? [part] : [])),
    );
    const space = new Space(limits.dynvarsize, VARIABLE_BYTES, () => this.drop('dynamic'));
    const runtime = createRuntime({
      strsize: limits.strsize,
      printing: { depth: limits.printdepth, size: limits.printsize },
      aggregations: this.#aggregations,
      space,
      selfSizes: program.needs.selfSizes,
      frames: agent.frames,
      stacks: agent.stacks,
      slotBase: agent.frames.takeSlots(program.needs.selfSizes, space),
      memory: program.memory,
      records: this.#records,
      graph: () => agent.host.graph,
      exit: () => this.#exit(),
    });
    const { clauses, resetThis } = setUpProgram(program.code, runtime);
    this.clauses = clauses;
    this.resetThis = resetThis;
  }

  // ---- life

  /** Attaches the clauses, runs BEGIN, lets the providers install what they need. */
  start(): void {
    const { registry } = this.#agent;
    if (this.program.needs.self) this.#agent.wantFrames();
    const matches = registry.enable(this);
    this.#sendAnnounced();
    const refused = this.#agent.refusals(this);
    this.put({ type: 'enabled', matched: matches.flat().reduce((sum, n) => sum + n, 0), matches, refused });
    fireNested(registry.site({ provider: 'dtrace', module: '', function: '', name: 'BEGIN' }), this, []);
    this.#agent.observeIfAsked();
    registry.update();
    this.#agent.functions.tell(this);
    const cancelFirst = this.#agent.after(FIRST_CELLS_MS, () => this.#flushAggregations());
    this.#paceAggregations();
    const cancelRest = this.#cancelAggregations;
    this.#cancelAggregations = () => {
      cancelFirst();
      cancelRest();
    };
  }

  #setRates({ aggrateNs, switchrateNs }: { aggrateNs: number; switchrateNs: number }): void {
    this.#recordsMs = switchrateNs === 0 ? RECORDS_MS : Math.max(LEAST_MS, switchrateNs / 1e6);
    this.#aggregateMs = Math.max(LEAST_MS, aggrateNs / 1e6);
  }

  #paceAggregations(): void {
    this.#cancelAggregations();
    this.#cancelAggregations = this.#agent.every(this.#aggregateMs, () => this.#flushAggregations());
  }

  /** Detaches the clauses; END runs, unless nobody is there to hear it. */
  stop(run: 'end' | 'quiet'): void {
    if (this.#ended) return;
    this.#ended = true;
    if (!this.draining) this.#agent.registry.drain();
    this.draining = true;
    this.#records.release();
    if (run === 'end')
      fireNested(
        this.#agent.registry.site({ provider: 'dtrace', module: '', function: '', name: 'END' }),
        this,
        [],
      );
    this.#cancelAggregations();
    this.#flushAggregations();
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    this.#agent.registry.disable(this);
  }

  receive(message: ConsumerMessage): void {
    switch (message.type) {
      case 'lead':
        this.lead = true;
        this.#agent.registry.update();
        return;
      case 'flush':
        this.#flushAggregations();
        this.put({ type: 'flushed', seq: message.seq });
        this.#outbox.flush();
        return;
      case 'source':
      case 'functions':
        this.#agent.functions.receive(this, message);
        return;
      case 'rates':
        this.#setRates(message);
        if (!this.#ended) this.#paceAggregations();
        return;
    }
  }

  // ---- out

  put(message: AgentMessage): void {
    this.#outbox.put(message);
  }

  flush(): void {
    this.#outbox.flush();
  }

  get early(): boolean {
    return this.options.early === true;
  }

  receiveUntil(done: () => boolean, ms: number): void {
    this.#transport.receiveUntil(done, ms);
  }

  flushAtExit(): void {
    this.#outbox.flushNow(EXIT_MS);
  }

  drop(cause: DropCause, count = 1): void {
    this.#drops[cause] = (this.#drops[cause] ?? 0) + count;
    this.#dropped = true;
  }

  get drops(): Drops {
    return this.#drops;
  }

  get pendingBytes(): number {
    return this.#outbox.pendingBytes;
  }

  get cells(): number {
    return this.#aggregations.reduce((sum, store) => sum + store.size, 0);
  }

  get bytes(): number {
    return this.#cellSpace.bytes + this.#records.heldBytes + this.#outbox.pendingBytes;
  }

  /** A flush within `ms`; an earlier one that is already due stands. */
  #flushWithin(ms: number): void {
    if (this.#ended || (this.#cancelFlush !== undefined && (this.#soon || ms > SOON_MS))) return;
    this.#cancelFlush?.();
    this.#soon = ms <= SOON_MS;
    this.#cancelFlush = this.#agent.after(ms, () => {
      this.#cancelFlush = undefined;
      this.#soon = false;
      this.#sendDrops();
      this.#outbox.flush();
    });
  }

  #sendDrops(): void {
    if (!this.#dropped) return;
    this.#dropped = false;
    this.put({ type: 'drops', drops: this.#drops });
  }

  #flushAggregations(): void {
    this.#sendDrops();
    this.#take((record) => this.put({ type: 'aggregation', records: [record] }));
  }

  #takeAggregations(): AggregationRecord[] {
    const taken: AggregationRecord[] = [];
    this.#take((record) => taken.push(record));
    return taken;
  }

  #take(emit: (record: AggregationRecord) => void): void {
    for (const [index, store] of this.#aggregations.entries()) {
      const stackParts = this.#stackParts[index] as readonly number[];
      store.take(CELLS, (record) => {
        if (stackParts.length > 0)
          this.#sendStacks(record.cells.flatMap(([key]) => stackParts.map((part) => key[part] as number)));
        emit(record);
      });
    }
  }

  /** Defines stacks that the consumer has not seen yet. */
  #sendStacks(ids: readonly number[]): void {
    const fresh = [...new Set(ids)].filter((id) => id >= 0 && !this.#sentStacks.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) this.#sentStacks.add(id);
    this.put({ type: 'stacks', stacks: fresh.map((id) => [id, this.#agent.stacks.frames(id)] as const) });
  }

  /** Site ids that records will name. */
  attached(site: ProbeSite): void {
    const { provider, module, function: fn, name } = site.probe;
    this.#announced.push([site.id, provider, module, fn, name]);
    // During enable they are sent together.
    if (this.clauses.length > 0 && this.#agent.registry.enabledPrograms.has(this) && this.#started)
      this.#sendAnnounced();
  }
  #started = false;

  #sendAnnounced(): void {
    this.#started = true;
    if (this.#announced.length > 0) this.put({ type: 'probes', probes: this.#announced });
    this.#announced = [];
  }

  // ---- called by clauses

  #exit(): void {
    this.draining = true;
    this.#agent.registry.drained(this);
  }

  #full(): void {
    if (this.draining) return;
    this.#exit();
    this.put({ type: 'full' });
    this.#flushWithin(SOON_MS);
  }

  failed(clause: EnabledClause, site: ProbeSite, error: unknown): void {
    this.#records.settle();
    if (error === NO_ROOM) return; // whoever threw it has counted the drop
    if (!(error instanceof Fault)) return this.#failedInside(clause, site, error);
    if (this.#inError) return this.drop('double-error');
    const span = this.program.spans[error.span];
    this.put({
      type: 'fault',
      clause: clause.clause,
      probe: site.id,
      code: error.code,
      span: error.span,
      address: toWire(error.address),
    });
    this.#inError = true;
    fireNested(
      this.#agent.registry.site({ provider: 'dtrace', module: '', function: '', name: 'ERROR' }),
      this,
      [0, site.id, clause.clause, span?.start ?? 0, error.code, error.address],
    );
    this.#inError = false;
  }

  /** A stack overflow of the application that hit the clause, or a defect of ours. */
  #failedInside(clause: EnabledClause, site: ProbeSite, error: unknown): void {
    if (error instanceof RangeError && /call stack/.test(error.message)) return this.drop('overflow');
    const failures = (this.#failures.get(clause.clause) ?? 0) + 1;
    this.#failures.set(clause.clause, failures);
    const where = `clause ${clause.clause + 1} at ${site.probe.provider}:${site.probe.module}:${site.probe.function}:${site.probe.name}`;
    if (failures === 1) this.put({ type: 'trouble', what: where, message: describeError(error) });
    if (failures !== MAX_FAILURES) return;
    this.drop('clause-disabled');
    this.put({ type: 'trouble', what: where, message: `disabled after ${failures} failures` });
    const silent = [...this.clauses];
    silent[clause.clause] = () => {};
    this.clauses = silent;
    this.#agent.registry.disable(this);
    this.#agent.registry.enable(this);
  }
}
