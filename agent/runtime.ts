// hot path: see docs/hot-path.md
/**
 * The table that clauses run against (wire/runtime.ts), for one program. Everything a clause may do is here;
 * nothing here reads a property of the application's objects without looking first whether that is safe.
 */
import { routeOf } from '../probes/http/records.js';
import { PROVIDERS } from '../probes/index.js';
import { ArgRecord } from '../probes/support/record.js';
import * as bytes from '../wire/bytes.js';
import * as device from '../wire/device.js';
import { FAULTS, fault } from '../wire/fault.js';
import type { GraphFeed } from '../wire/graph-feed.js';
import * as int64 from '../wire/int64.js';
import { Memory, type MemorySize } from '../wire/memory.js';
import * as network from '../wire/network.js';
import type { RecordType } from '../wire/probe.js';
import type { AggregationHandle, Associative, ProgramSetup, Runtime } from '../wire/runtime.js';
import * as structures from '../wire/structures.js';
import type { Int, Value } from '../wire/value.js';
import { AssociativeArray } from './associative.js';
import { describe } from './describe.js';
import { chill, raise } from './destructive.js';
import { firingNow, state } from './fire.js';
import type { FrameStore } from './frames.js';
import { asyncHooks, nowNs, process, util, vm, wallNs, workerThreads } from './host.js';
import { activeSpan, traceContextOf } from './open-telemetry.js';
import { type PrintLimits, printRecord, printValue } from './print-value.js';
import type { Records } from './records.js';
import { dataProperty } from './safe-reads.js';
import type { Space } from './space.js';
import type { StackStore } from './stacks.js';
import { strftime } from './strftime.js';
import { textOf } from './texts.js';

/** What a program's session gives to its clauses. */
export type RuntimeParts = {
  readonly strsize: number;
  readonly printing: PrintLimits;
  readonly aggregations: readonly AggregationHandle[];
  /** Of associative arrays and self-> variables. */
  readonly space: Space;
  /** What a self-> variable, or an element of an array, takes of it; by slot. */
  readonly selfSizes: readonly number[];
  readonly frames: FrameStore;
  readonly stacks: StackStore;
  /** This program's self-> slots, in the numbering that all programs share. */
  readonly slotBase: number;
  readonly memory: MemorySize | null;
  readonly records: Records;
  /** The cancel graph, while it is on. */
  graph(): GraphFeed | undefined;
  exit(): void;
};

/** The program's functions: its text is compiled by node:vm, which works where eval is forbidden. */
export function setUpProgram(code: string, runtime: Runtime): ReturnType<ProgramSetup> {
  const setup = new vm.Script(code, { filename: 'ntrace:program' }).runInThisContext() as ProgramSetup;
  return setup(runtime);
}

const INT_MIN = -(2 ** 63);
const INT_MAX = 2 ** 63;

/** A JavaScript number or bigint as a D integer. */
function toInt(value: unknown): Int {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value + 0;
    if (!(value > INT_MIN && value < INT_MAX)) return 0;
    const whole = Math.trunc(value);
    return Number.isSafeInteger(whole) ? whole + 0 : int64.toI64(BigInt(whole));
  }
  if (typeof value === 'bigint') return int64.toI64(value);
  return value === true ? 1 : 0;
}

type Conversion = (value: unknown) => Value;

function isText(type: string, member: string): boolean {
  const types: readonly RecordType[] = PROVIDERS.flatMap((provider) => provider.types);
  const record = types.find(({ name }) => name === type);
  const scalar = record?.members.find(({ name }) => name === member)?.type;
  return scalar === 'string' || scalar === 'location';
}

/** Each reader is compiled by itself, so that its property load stays monomorphic. */
function compileReader(member: string, convert: Conversion, zero: Value): (arg: unknown) => Value {
  const make = new vm.Script(
    `(function (convert, zero) { return function (arg) { return arg === undefined ? zero : convert(arg.${member}); }; })`,
    { filename: 'ntrace:program' },
  ).runInThisContext() as (convert: Conversion, zero: Value) => (arg: unknown) => Value;
  return make(convert, zero);
}

export function createRuntime(parts: RuntimeParts): Runtime {
  const { strsize, frames, stacks, space, selfSizes, slotBase, records } = parts;
  const pid = process.pid;
  const beganNs = nowNs();

  const toText = textOf(strsize);
  // A function's entry is inside it already: who called is one further.
  const callerNow = () => (state.site.probe.located === true ? stacks.caller() : stacks.top());
  const cutText = (text: string): string => (text.length > strsize ? text.slice(0, strsize) : text);

  return {
    ops: { ...int64, ...bytes, ...structures, ...network, ...device } as unknown as Runtime['ops'],

    reader(type, member) {
      const text = isText(type, member);
      return compileReader(member, text ? toText : toInt, text ? '' : 0);
    },
    argInt(arg) {
      if (typeof arg === 'number' && Number.isSafeInteger(arg)) return arg;
      if (typeof arg !== 'object' || arg === null) return toInt(arg);
      return ArgRecord.is(arg) ? arg.id : 0;
    },
    property: dataProperty,
    text: (value) => (typeof value === 'string' ? toText(value) : bytes.toBytes(describe(value), strsize)),
    truth: Boolean,
    argString: (arg) => (typeof arg === 'string' ? toText(arg) : ''),
    describe: (arg) => bytes.toBytes(describe(arg), strsize),
    printValue: (arg) => bytes.toBytes(printValue(arg, parts.printing), parts.printing.size),
    printRecord: (arg, type) => bytes.toBytes(printRecord(arg, type, parts.printing), parts.printing.size),

    memory: new Memory(parts.memory ?? { statics: 0, locals: 0, scratch: 0 }),
    aggregation: (index) => parts.aggregations[index] as AggregationHandle,
    associative: (elementBytes) => new AssociativeArray(space, elementBytes),

    commit: (clause, record) => records.commit(clause, record),
    gather: (at) => records.gather(at),
    exit: parts.exit,

    speculation: () => records.speculation(),
    speculate: (id) => records.speculate(id),
    speculated: (clause, speculation, record) => records.speculated(clause, speculation, record),
    tooLarge: () => records.tooLarge(),
    commitSpeculation: (id, span) => records.commitSpeculation(id, span),
    discardSpeculation: (id, span) => records.discardSpeculation(id, span),

    chill,
    raise,

    stack(frameCount) {
      if (state.stack < 0) return stacks.capture(frameCount);
      const sampled = stacks.frames(state.stack);
      return sampled.length <= frameCount ? state.stack : stacks.intern(sampled.slice(0, frameCount));
    },
    stackdepth: () => (state.stack < 0 ? stacks.depth() : stacks.frames(state.stack).length),
    caller() {
      const frame = state.stack < 0 ? callerNow() : stacks.frames(state.stack)[0];
      return frame === undefined
        ? ''
        : bytes.toBytes(`${frame.file}:${frame.line}:${frame.column}|${frame.function}`, strsize);
    },

    selfGet(slot) {
      const value = frames.get(slotBase + slot);
      return value instanceof AssociativeArray ? undefined : value;
    },
    selfSet: (slot, value) => frames.set(slotBase + slot, value),
    selfAssociative(slot): Associative {
      const known = frames.get(slotBase + slot);
      if (known instanceof AssociativeArray) return known;
      const made = new AssociativeArray(space, selfSizes[slot] as number);
      frames.set(slotBase + slot, made);
      return made;
    },

    timestamp: firingNow,
    walltimestamp: wallNs,
    elapsed: () => Math.max(0, firingNow() - beganNs),
    strftime(format, time, size, span) {
      if (format === null) return fault(FAULTS['bad-address'], span);
      return strftime(format, time).slice(0, size);
    },
    vtimestamp() {
      const threadUsage = (process as unknown as { threadCpuUsage?(): NodeJS.CpuUsage }).threadCpuUsage;
      const usage = threadUsage === undefined ? process.cpuUsage() : threadUsage.call(process);
      return (usage.user + usage.system) * 1000;
    },

    // With the number, as in DTrace.
    probeprov: () => (state.site.probe.located === true ? `pid${pid}` : toText(state.site.probe.provider)),
    probemod: () => cutText(state.site.module),
    probefunc: () => cutText(state.site.function),
    probename: () => cutText(state.site.name),
    probeid: () => state.site.id,

    pid,
    ppid: process.ppid,
    tid: workerThreads.threadId,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    execname: () => toText(process.title.split('/').pop() ?? ''),
    cwd: () => toText(process.cwd()),
    errno: () => 0,
    asyncid: () => asyncHooks.executionAsyncId(),
    triggerid: () => asyncHooks.triggerAsyncId(),
    asynctype: () => toText(typeOfExecution()),
    requestid: () => parts.graph()?.requestId() ?? 0,
    signalid: () => parts.graph()?.signalId() ?? 0,
    route: () => toText(routeOfLabel(parts.graph()?.requestLabel() ?? '')),
    traceid: () => toText(activeTraceId()),
    rand: () => Math.floor(Math.random() * 0x80000000),
  };
}

/** Of `GET /orders/42`. */
function routeOfLabel(label: string): string {
  return routeOf(label.slice(label.indexOf(' ') + 1));
}

function activeTraceId(): string {
  const span = activeSpan();
  return span === undefined ? '' : (traceContextOf(span)?.traceId ?? '');
}

/** Type of the resource whose callback runs, as far as its object tells; '' for ticks and at top level. */
function typeOfExecution(): string {
  const resource: object = asyncHooks.executionAsyncResource();
  if (resource === null || typeof resource !== 'object' || util.types.isProxy(resource)) return '';
  if (util.types.isPromise(resource)) return 'PROMISE';
  const prototype = Object.getPrototypeOf(resource) as object | null;
  if (prototype === null || prototype === Object.prototype || util.types.isProxy(prototype)) return '';
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof constructor !== 'function' || util.types.isProxy(constructor)) return '';
  const name: unknown = Object.getOwnPropertyDescriptor(constructor, 'name')?.value;
  return typeof name === 'string' ? name : '';
}
