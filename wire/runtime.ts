/**
 * The table that generated clauses run against: the only things a clause may call. The agent implements it
 * (agent/runtime.ts); a clause gets it as `rt` when the program is set up, so that calls are direct.
 *
 *   (function (rt) { "use strict";
 *     const { add, div } = rt.ops, A0 = rt.aggregation(0), m0 = rt.reader('signal', 'origin');
 *     let g0 = 0;
 *     function c0(a0, a1, a2, a3, a4, a5) {
 *       if (!(m0(a0) === "timeout")) return;             // predicate
 *       A0.cell1(m0(a0)).add(1);                         // @[args[0]->origin] = count()
 *       const r = []; r.push(0, a1); rt.commit(0, r);    // one record: action index, its values
 *     }
 *     return { clauses: [c0], resetThis: undefined };
 *   })
 *
 * A clause contains no loop, no closure and no property read on a value of the application. It ends early by
 * throwing a Fault, or NO_ROOM (fault.ts); what it recorded is then discarded, what it stored stays.
 */
import type { Memory } from './memory.js';
import type { ByteString, Int, StackId, Value } from './value.js';

export type ClauseFunction = (
  a0?: unknown,
  a1?: unknown,
  a2?: unknown,
  a3?: unknown,
  a4?: unknown,
  a5?: unknown,
) => void;

export type ProgramSetup = (rt: Runtime) => {
  readonly clauses: readonly ClauseFunction[];
  /** Zeroes all this-> variables; called before the first clause of every firing. Absent if there are none. */
  readonly resetThis?: (() => void) | undefined;
};

/** One cell of an aggregation. `increment` is the weight of the quantize family. */
export interface AggregationCell {
  add(value: Int, increment?: Int): void;
}

/**
 * Finds the cell of a key, making it when it is new. When the store is full the drop is counted and a cell
 * that nobody reads is returned, never undefined.
 */
export interface AggregationHandle {
  cell0(): AggregationCell;
  cell1(k0: Value): AggregationCell;
  cell2(k0: Value, k1: Value): AggregationCell;
  cell3(k0: Value, k1: Value, k2: Value): AggregationCell;
  cellN(key: readonly Value[]): AggregationCell;
}

/** An associative array. Reading an absent key gives undefined; storing 0 or null deletes. */
export interface Associative {
  get1(k0: Value): Value | undefined;
  get2(k0: Value, k1: Value): Value | undefined;
  getN(key: readonly Value[]): Value | undefined;
  set1(k0: Value, value: Value): void;
  set2(k0: Value, k1: Value, value: Value): void;
  setN(key: readonly Value[], value: Value): void;
}

export interface Runtime {
  /** Pure arithmetic and string functions: everything that wire/int64.ts and wire/bytes.ts export. */
  readonly ops: Readonly<Record<string, (...args: never[]) => unknown>>;

  /** Reads a member of a typed probe argument; gives the zero of its type when the argument is absent. */
  reader(type: string, member: string): (arg: unknown) => Value;
  /** Integer view of any argument: numbers truncated, booleans 0/1, records their integer member, else 0. */
  argInt(arg: unknown): Int;
  /** A scalar string argument as bytes, cut at strsize; '' when it is none. */
  argString(arg: unknown): string;
  /** A member of a JavaScript value: own or inherited data; undefined where a getter or trap would have to run. */
  property(value: unknown, key: Int | ByteString): unknown;
  /** A string as bytes cut at strsize; of anything else what `describe` gives. */
  text(value: unknown): string;
  /** As JavaScript's `if` would take it. */
  truth(value: unknown): boolean;
  /** Text of a JavaScript value, safe (no getter or trap runs), depth- and size-limited. */
  describe(arg: unknown): string;
  /** The same for print(): with what it holds, over several lines when it is large, by printdepth and printsize. */
  printValue(arg: unknown): string;
  /** A typed argument with the members that its type declares. */
  printRecord(arg: unknown, type: string): string;

  /** What the program's pointers point into. */
  readonly memory: Memory;

  aggregation(index: number): AggregationHandle;
  /** @param bytes what one element takes of dynvarsize. A store without room ends the clause. */
  associative(bytes: number): Associative;

  /** Commits one record of a clause: [action index, its values…, action index, …]. */
  commit(clause: number, record: readonly (Value | StackId)[]): void;
  /**
   * What was aggregated until now, and nothing that follows, is what the action will read that the record gets at
   * index `at`: called in front of printa(), clear() and their like.
   */
  gather(at: number): void;
  /** exit(n): no further clause of the program starts; the status itself travels in the record. */
  exit(): void;

  /** A new speculation; 0, and a drop, when as many are active as may be. */
  speculation(): number;
  /** The speculation that what follows records into; 0 when it is none that is active. */
  speculate(id: Int): number;
  /** As `commit`, into a speculation. */
  speculated(clause: number, speculation: number, record: readonly (Value | StackId)[]): void;
  /** The record is larger than a speculation may be: counts the drop and ends the clause. */
  tooLarge(): never;
  /** commit(id), discard(id): of one that is not active, nothing; of a number that none can have, a fault. */
  commitSpeculation(id: Int, span: number): void;
  discardSpeculation(id: Int, span: number): void;

  /** Stands still for `ns`, at most half a second in each second, else a fault. */
  chill(ns: Int, span: number): void;
  /** Sends a signal to the process itself. */
  raise(signal: Int, span: number): void;

  /** Interned JavaScript stack below the firing, internal and agent frames left out; -1 if none. */
  stack(frames: number): StackId;
  stackdepth(): number;
  /** `file:line:column|function` of the nearest frame of the application, '' if none. */
  caller(): string;

  /** self-> variables of the firing's frame, looked up outwards; see design.md section 5.4. */
  selfGet(slot: number): Value | undefined;
  selfSet(slot: number, value: Value): void;
  /** self->x[k]: the array lives and dies with the frame that holds it. */
  selfAssociative(slot: number): Associative;

  /** ns, monotonic (process.hrtime); the same value for all reads of one firing. */
  timestamp(): Int;
  /** ns since the epoch. */
  walltimestamp(): Int;
  /** ns since the program began in this isolate, at the firing. */
  elapsed(): Int;
  /** ns since the epoch by a format of C, at most `size` bytes; NULL faults at `span`. */
  strftime(format: ByteString | null, time: Int, size: number, span: number): ByteString;
  /** ns of CPU of this thread. */
  vtimestamp(): Int;

  probeprov(): string;
  probemod(): string;
  probefunc(): string;
  probename(): string;
  probeid(): number;

  readonly pid: number;
  readonly ppid: number;
  readonly tid: number;
  readonly uid: number;
  readonly gid: number;
  execname(): string;
  cwd(): string;
  errno(): number;
  asyncid(): number;
  requestid(): number;
  signalid(): number;
  route(): string;
  traceid(): string;
  triggerid(): number;
  asynctype(): string;
  /** 0 … 2^31-1 */
  rand(): number;
}
