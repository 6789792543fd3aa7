/**
 * The cancel graph's nodes. They hold numbers, interned stacks and each other, never an object of the observed
 * program; whoever feeds the graph answers for native objects through `Native`. Times: ms, monotonic.
 */
import type { RuleId, SourceKind, WorkKind } from '../wire/finding.js';
import type { Stack } from './frames.js';

/** A moment in the running program: in which activation, in which of its runs, called by whom. */
export interface Entry {
  /** Id of the async resource that ran. */
  readonly exec: number;
  /** An activation may run many times: which time. */
  readonly run: number;
  readonly stack: Stack;
  readonly at: number;
}

/** An entry with the activations it descends from, itself first. */
export interface Mark extends Entry {
  readonly chain: readonly Entry[];
  /** The server's request, or the like, that it happened in. */
  readonly scope: Scope | undefined;
  /** The stream whose source ran. */
  readonly owner: Owner | undefined;
}

export type PromiseOrigin = 'new' | 'then' | 'await' | 'async';

/** An async resource: where it was made is its entry, its callbacks run in it. */
export class Activation implements Entry {
  readonly id: number;
  readonly type: string;
  readonly trigger: number;
  readonly exec: number;
  readonly run: number;
  readonly stack: Stack;
  readonly at: number;
  /** Its callbacks are part of a request, or of a connection. */
  scope: Scope | undefined;
  readonly owner: Owner | undefined;
  /** How often it has begun to run. */
  runs = 0;
  /** The turn of the event loop that it was last seen in. */
  turn = -1;
  /** What begins in the present run belongs to these. */
  scopeNow: Scope | undefined;
  ownerNow: Owner | undefined;
  /** The run that is not followed; -1: none. */
  offRun = -1;

  // ---- promises
  origin: PromiseOrigin | undefined;
  /** ms; -1: pending. */
  settledAt = -1;
  settledBy = 0;
  settledRun = 0;
  /** Stack of the call that settled it, while a cancellation is being judged. */
  settledIn: Mark | undefined;
  /** The async function that goes on after this await: id of the promise it returned; 0. */
  functionPromise = 0;
  /** When that function was called; ms, -1. */
  calledAt = -1;
  /** The race that it is one reaction of: id of its result; 0. */
  joins = 0;
  /** Promises that wait for it: ids, a few. */
  waiters: number[] | undefined;

  constructor(
    id: number,
    type: string,
    trigger: number,
    exec: number,
    run: number,
    stack: Stack,
    at: number,
    scope: Scope | undefined,
    owner: Owner | undefined,
  ) {
    this.id = id;
    this.owner = owner;
    this.type = type;
    this.trigger = trigger;
    this.exec = exec;
    this.run = run;
    this.stack = stack;
    this.at = at;
    this.scope = scope;
  }

  /** A continuation goes on with what its function had begun: its innermost frame is no call of its own. */
  get continues(): boolean {
    return this.origin === 'await' || this.origin === 'then';
  }
}

/** How somebody came near a signal. */
export type TouchKind =
  /** added a listener */
  | 'listen'
  /** looked whether it has fired */
  | 'poll'
  /** gave it to work that knows signals: fetch, any(), http */
  | 'carry'
  /** took it off its controller: it may have been passed on */
  | 'take';

export type Touch = { readonly kind: TouchKind; readonly mark: Mark; seenAborted: boolean; count: number };

export type ListenerState = 'armed' | 'ran' | 'skipped' | 'overwritten' | 'removed' | 'collected';

export type Listener = {
  readonly id: number;
  readonly mark: Mark | undefined;
  readonly once: boolean;
  readonly weak: boolean;
  /** `signal.onabort = f` */
  readonly handler: boolean;
  /** Added by Node itself: for fetch, streams, any(). */
  readonly byNode: boolean;
  /** The promise in whose executor it was added. */
  readonly wait: Activation | undefined;
  /** The call of an async function that added it. */
  readonly call: Activation | undefined;
  state: ListenerState;
  /** ms; -1 */
  endedAt: number;
  threw: boolean;
};

export class Signal {
  readonly id: number;
  readonly origin: 'controller' | 'timeout' | 'any' | 'static' | 'request' | 'foreign';
  /** Of its controller when that was seen. */
  birth: Mark | undefined;
  readonly timeoutMs: number;
  readonly touches: Touch[] = [];
  readonly listeners: Listener[] = [];
  readonly parents: Signal[] = [];
  readonly children: Signal[] = [];
  /** Operations that were given it: the last few. */
  readonly carriedBy: Operation[] = [];
  issue: Issue | undefined;
  /** Fired; ms, -1. */
  firedAt = -1;
  /** A synthetic 'abort' event was dispatched while it had not fired. */
  fakedAt = -1;
  /** Composites that followed it, are gone, and are still listed. */
  deadDependants = 0;

  constructor(id: number, origin: Signal['origin'], birth: Mark | undefined, timeoutMs: number) {
    this.id = id;
    this.origin = origin;
    this.birth = birth;
    this.timeoutMs = timeoutMs;
  }
}

/** Of the application's own tracer. */
export type TraceContext = { readonly traceId: string; readonly spanId: string };

/** What the native object tells, without keeping it alive. */
export interface Native {
  alive(): boolean;
  /** It keeps the process alive. */
  ref(): boolean;
  /** Its callback names the request or its response: it can serve nobody else. */
  names?(scope: Scope): boolean;
}

export class Operation {
  readonly id: number;
  readonly kind: WorkKind;
  readonly label: string;
  readonly mark: Mark;
  readonly native: Native;
  /** The signals it was given. */
  readonly carries: readonly Signal[];
  readonly bounded: boolean;
  readonly writes: boolean;
  /** Keeps a resource, does not act. */
  readonly holder: boolean;
  /** Of a timer; -1. */
  readonly delayMs: number;
  readonly repeats: boolean;
  /** The promise in whose executor it was begun. */
  wait: Activation | undefined;
  /** The call of an async function that began it, itself or by what it called. */
  call: Activation | undefined;
  /** The span that was active when it began. */
  trace: TraceContext | undefined;
  /** The async resource that it is, or the promise its caller got; 0. */
  resource = 0;
  promise = 0;
  endedAt = -1;
  failed = false;
  answeredAt = -1;
  timedOutAt = -1;
  bytes = 0;
  /** It was found to be lost: by which rule, to what. */
  lostTo: { readonly rule: RuleId; readonly cause: Issue | Departure | undefined } | undefined;

  constructor(
    id: number,
    mark: Mark,
    native: Native,
    facts: {
      readonly kind: WorkKind;
      readonly label: string;
      readonly carries?: readonly Signal[];
      readonly bounded?: boolean;
      readonly writes?: boolean;
      readonly holder?: boolean;
      readonly delayMs?: number;
      readonly repeats?: boolean;
    },
  ) {
    this.id = id;
    this.mark = mark;
    this.native = native;
    this.kind = facts.kind;
    this.label = facts.label;
    this.carries = facts.carries ?? [];
    this.bounded = facts.bounded ?? false;
    this.writes = facts.writes ?? false;
    this.holder = facts.holder ?? false;
    this.delayMs = facts.delayMs ?? -1;
    this.repeats = facts.repeats ?? false;
  }

  get alive(): boolean {
    return this.endedAt < 0 && this.native.alive();
  }

  /** Acts outside of this thread: network, children, workers. */
  get acts(): boolean {
    return ACTING.has(this.kind) && !this.holder;
  }
}

const ACTING: ReadonlySet<WorkKind> = new Set(['fetch', 'http', 'socket', 'query', 'child', 'worker']);

/** What a response tells, without keeping it alive. */
export interface Answer {
  /** -1: not sent yet, or not known. */
  status(): number;
}

/** A server's request, an accepted socket. */
export class Scope {
  readonly id: number;
  readonly label: string;
  readonly method: string;
  readonly transport: string;
  readonly mark: Mark;
  begunAt = -1;
  closedAt = -1;
  left = false;
  local = false;
  answer: Answer | undefined;
  issue: Issue | undefined;
  /** Work in it is meant to outlive its caller, or serves several: detached(), shared(). */
  readonly apart: boolean;
  /** Activations that wrote to its response when the client had left. */
  readonly lateWriters = new Set<number>();
  /** The first of those writes, one for each turn. */
  readonly lateWrites: Mark[] = [];
  /** close listeners that were added when the client had left already. */
  readonly lateListeners: Mark[] = [];

  constructor(id: number, label: string, method: string, transport: string, mark: Mark, apart = false) {
    this.apart = apart;
    this.id = id;
    this.label = label;
    this.method = method;
    this.transport = transport;
    this.mark = mark;
  }
}

/** A stream or iterator that owns what it begins. */
export class Owner {
  readonly id: number;
  readonly kind: 'stream' | 'web-stream' | 'iterator' | 'reader';
  readonly birth: Mark | undefined;
  readonly operations: Operation[] = [];
  /** Calls by its consumer: next(), read(). */
  readonly calls: Mark[] = [];
  whole: Owner | Operation | undefined;
  pipesTo: Owner | undefined;
  /** Where it was stopped; and how. */
  issue: Issue | undefined;
  closedAt = -1;

  constructor(id: number, kind: Owner['kind'], birth: Mark | undefined) {
    this.id = id;
    this.kind = kind;
    this.birth = birth;
  }
}

/** A cancellation that was issued. */
export class Issue {
  readonly id: number;
  readonly kind: SourceKind;
  readonly at: number;
  readonly mark: Mark;
  readonly reason: string;
  /** ms since the epoch. */
  readonly wallMs: number;
  readonly signal: Signal | undefined;
  readonly scope: Scope | undefined;
  readonly owner: Owner | undefined;
  /** The signals that fired with it. */
  readonly signals = new Set<Signal>();
  /** Starts after it, by whoever: newest last, bounded. */
  readonly later: Operation[] = [];
  laterDropped = 0;
  /** Looks at its signals after it fired. */
  readonly looks: Touch[] = [];
  judged = false;
  /** The span that was active when it was issued. */
  trace: TraceContext | undefined;
  /** Callbacks from the event loop before it. */
  turn = 0;

  constructor(
    id: number,
    kind: SourceKind,
    mark: Mark,
    reason: string,
    wallMs: number,
    of: { readonly signal?: Signal; readonly scope?: Scope; readonly owner?: Owner },
  ) {
    this.id = id;
    this.kind = kind;
    this.at = mark.at;
    this.mark = mark;
    this.reason = reason;
    this.wallMs = wallMs;
    this.signal = of.signal;
    this.scope = of.scope;
    this.owner = of.owner;
  }
}

/** A waiter left and nobody was told: a race was over, a limit was reached, an owner has thrown. */
export type Departure = {
  readonly id: number;
  readonly why: 'race' | 'limit' | 'request-timeout' | 'rejected';
  readonly mark: Mark;
  readonly wallMs: number;
  readonly combination: Combination | undefined;
  readonly operation: Operation | undefined;
  /** The promise that settled in place of the work. */
  readonly promise: Activation | undefined;
};

/** A race, by Promise.race or by hand, or all(): its promises, by async id. */
export type Combination = {
  readonly combinator: 'race' | 'any' | 'all';
  readonly mark: Mark;
  readonly members: number[];
  readonly result: number;
};
