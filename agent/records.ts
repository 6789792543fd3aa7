// hot path: see docs/hot-path.md
/**
 * What the clauses of one program record, on its way to the consumer or into a speculation; and, for actions that
 * read aggregations, what had been aggregated before each of them in the text of the clause.
 */
import type { AggregationRecord } from '../wire/aggregation.js';
import { FAULTS, fault, NO_ROOM } from '../wire/fault.js';
import type { DropCause, RecordMessage } from '../wire/messages.js';
import { type ActionDef, type Program, readsAggregations, valueCount } from '../wire/program.js';
import { actionEnd, bufferBytes, EMPTY_RECORD } from '../wire/sizes.js';
import { type Int, toWire, type Value } from '../wire/value.js';
import { KeptRecords } from './kept.js';
import type { Outbox } from './outbox.js';
import { Speculations } from './speculations.js';

/** The session, as far as records concern it. */
export interface RecordsOwner {
  /** Sends what all cells have gathered. */
  flushAggregations(): void;
  /** Takes what all cells have gathered; the stacks it names are sent. */
  takeAggregations(): AggregationRecord[];
  sendStacks(ids: readonly number[]): void;
  drop(cause: DropCause): void;
  /** bufpolicy=fill: the trace is over. */
  full(): void;
  /** What was recorded is not kept waiting. */
  hurry(): void;
  firing(): { readonly probe: number; readonly at: number };
}

/** What there is to know of an action for each record that has it. */
type Facts = {
  readonly action: ActionDef;
  readonly values: number;
  /** Which of its values are stacks. */
  readonly stacks: readonly number[];
  readonly reads: boolean;
  readonly exits: boolean;
};

type Built = {
  readonly text: string;
  /** In D's sizes. */
  readonly bytes: number;
  readonly stacks: readonly number[];
  readonly reads: boolean;
  /** Index of exit() in the record, or -1. */
  readonly exit: number;
};

const NONE: readonly number[] = [];

export class Records {
  readonly #owner: RecordsOwner;
  readonly #outbox: Outbox;
  readonly #facts: readonly Facts[];
  readonly #strsize: number;
  readonly #speculations: Speculations;
  /** Set while bufpolicy keeps records back. */
  #kept: KeptRecords | undefined;
  /** Of the record that the clause under way makes: cells to merge before the action at that index. */
  #cells: [at: number, records: AggregationRecord[]][] = [];
  /** An action of that record reads aggregations: what came before it has been sent. */
  #gathered = false;

  constructor(program: Program, outbox: Outbox, owner: RecordsOwner) {
    this.#owner = owner;
    this.#outbox = outbox;
    this.#facts = program.actions.map((action) => ({
      action,
      values: valueCount(action),
      stacks: stackPositions(action),
      reads: readsAggregations(action),
      exits: action.kind === 'exit',
    }));
    this.#strsize = program.limits.strsize;
    const { nspec, specsize, bufpolicy, bufsize } = program.limits;
    this.#speculations = new Speculations(nspec, specsize);
    if (bufpolicy !== 'switch') this.#kept = new KeptRecords(bufpolicy, bufsize);
  }

  /** Estimate of what is kept back, in D's sizes. */
  get heldBytes(): number {
    return this.#speculations.bytes + (this.#kept?.bytes ?? 0);
  }

  /** The trace ends: what bufpolicy kept back goes out, and what END records follows it. */
  release(): void {
    const texts = this.#kept?.take() ?? [];
    this.#kept = undefined;
    for (const text of texts) this.#outbox.putText(text);
  }

  gather(at: number): void {
    // What is kept back reads aggregations as they are at the end.
    if (this.#kept !== undefined) return;
    if (!this.#gathered) {
      this.#gathered = true;
      return this.#owner.flushAggregations();
    }
    // Between two such actions only this clause has aggregated: a few cells, which travel in the record.
    const records = this.#owner.takeAggregations();
    if (records.length > 0) this.#cells.push([at, records]);
  }

  commit(clause: number, record: readonly Value[]): void {
    const { text, bytes, stacks, reads, exit } = this.#build(clause, record, this.#cells);
    if (stacks !== NONE) this.#owner.sendStacks(stacks);
    if (this.#offer(text, bufferBytes(bytes))) this.#cells = [];
    else {
      this.#owner.drop('principal');
      // What must not be lost with the record: that the program exits, and what it had aggregated.
      if (exit >= 0) this.#outbox.put(this.#message(clause, record.slice(exit, exit + 2)));
    }
    this.settle();
    if (exit >= 0) this.release();
    if (reads || exit >= 0) this.#owner.hurry();
  }

  #offer(text: string, bytes: number): boolean {
    if (this.#kept === undefined) return this.#outbox.offer(text, bytes);
    if (!this.#kept.add(text, bytes)) this.#owner.full();
    return true;
  }

  /** The clause is over, well or not: what it aggregated goes out without its record. */
  settle(): void {
    this.#gathered = false;
    if (this.#cells.length === 0) return;
    for (const [, records] of this.#cells) this.#outbox.put({ type: 'aggregation', records });
    this.#cells = [];
  }

  // ---- speculations

  speculation(): number {
    const id = this.#speculations.open();
    if (id === 0) this.#owner.drop('speculation-unavailable');
    return id;
  }

  speculate(id: Int): number {
    const number = Number(id) >>> 0;
    return this.#speculations.isActive(number) ? number : 0;
  }

  speculated(clause: number, id: number, record: readonly Value[]): void {
    const built = this.#build(clause, record, []);
    if (!this.#speculations.add(id, { ...built, bufferBytes: bufferBytes(built.bytes) }))
      this.#owner.drop('speculation');
  }

  tooLarge(): never {
    this.#owner.drop('speculation');
    throw NO_ROOM;
  }

  commitSpeculation(id: Int, span: number): void {
    const records = this.#end(id, span);
    if (records.length === 0) return;
    const reads = records.some((record) => record.reads);
    if (reads) this.#owner.flushAggregations();
    for (const record of records) {
      if (record.stacks !== NONE) this.#owner.sendStacks(record.stacks);
      if (!this.#offer(record.text, record.bufferBytes)) this.#owner.drop('principal');
    }
    if (reads) this.#owner.hurry();
  }

  discardSpeculation(id: Int, span: number): void {
    this.#end(id, span);
  }

  #end(id: Int, span: number) {
    const number = Number(id) >>> 0;
    if (!this.#speculations.isPossible(number)) fault(FAULTS['illegal-operation'], span);
    return this.#speculations.take(number);
  }

  // ----

  #build(clause: number, record: readonly Value[], cells: RecordMessage['cells']): Built {
    let bytes = EMPTY_RECORD;
    let reads = false;
    let exit = -1;
    let stacks = NONE;
    for (let i = 0; i < record.length; ) {
      const facts = this.#facts[record[i] as number] as Facts;
      if (facts.stacks.length > 0)
        stacks = [...stacks, ...facts.stacks.map((position) => record[i + 1 + position] as number)];
      bytes = actionEnd(bytes, facts.action, this.#strsize);
      if (facts.reads) reads = true;
      if (facts.exits) exit = i;
      i += 1 + facts.values;
    }
    const text = JSON.stringify(this.#message(clause, record, cells));
    return { text, bytes, stacks, reads, exit };
  }

  #message(clause: number, record: readonly Value[], cells: RecordMessage['cells'] = []): RecordMessage {
    const { probe, at } = this.#owner.firing();
    const data = record.map(toWire);
    const message = { type: 'record', clause, probe, at, data } as const;
    return cells.length === 0 ? message : { ...message, cells };
  }
}

/** Which of an action's values are stacks. */
function stackPositions(action: ActionDef): readonly number[] {
  const types =
    action.kind === 'trace' || action.kind === 'stack'
      ? [action.type]
      : 'types' in action
        ? action.types
        : [];
  return types.flatMap((type, position) => (type.kind === 'stack' ? [position] : []));
}
