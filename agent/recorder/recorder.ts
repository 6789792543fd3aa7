// hot path: see docs/hot-path.md
/** Turns what the hooks tell into the cancel graph. Holds no strong reference to anything of the application. */
import { Graph } from '../../graph/graph.js';
import {
  type Activation,
  type Combination,
  type Departure,
  type Issue,
  type Listener,
  type Mark,
  Operation,
  Owner,
  Scope,
  type Signal,
} from '../../graph/model.js';
import { operationOf, timerBehind } from '../../graph/rules/facts.js';
import { behindReference, handlerOf } from '../../probes/abort/listeners.js';
import { symbolNamed } from '../../probes/support/stamp.js';
import type {
  FollowedOperation,
  GraphFeed,
  OperationFacts,
  RequestFacts,
  SignalOrigin,
} from '../../wire/graph-feed.js';
import type { Host } from '../../wire/host.js';
import type { WatchOptions } from '../../wire/watch.js';
import { state } from '../fire.js';
import { HostDate } from '../host.js';
import { CallStacks } from './call-stacks.js';
import { Causality } from './causality.js';
import { ForeignControllers } from './foreign.js';
import { type NodeTimer, timerAlive, WeakNative } from './natives.js';
import { Sampling } from './sampling.js';

export type RecorderEvents = {
  issued(issue: Issue): void;
  departed(departure: Departure): void;
};

type Known = { readonly signal: Signal; readonly reference: WeakRef<object> };
type Dispatch = {
  readonly signal: Signal;
  readonly issue: Issue | undefined;
  readonly outside: number;
  readonly outer: Dispatch | undefined;
};

const { now: dateNow } = HostDate;
const MAX_LABEL = 200;
const MANY_CHILDREN = 100;
const MOST_OWNED = 64;

export class Recorder implements GraphFeed {
  readonly graph: Graph;
  readonly causality: Causality;
  readonly #host: Host;
  readonly #events: RecorderEvents;
  readonly #stacks: CallStacks;
  readonly #sampling: Sampling;
  readonly #signals = new WeakMap<object, Known>();
  readonly #references = new Map<Signal, WeakRef<object>>();
  readonly #controllers = new WeakMap<object, Mark>();
  readonly #operations = new WeakMap<object, Operation>();
  readonly #scopes = new WeakMap<object, Scope>();
  readonly #owners = new WeakMap<object, Owner>();
  readonly #listeners = new WeakMap<object, Map<Signal, Listener>>();
  readonly #foreign: ForeignControllers;
  #listenerIds = 0;
  #dispatch: Dispatch | undefined;

  constructor(host: Host, options: WatchOptions, events: RecorderEvents) {
    this.#host = host;
    this.#events = events;
    const drop = (count = 1): void => host.drop('graph', count);
    this.graph = new Graph(drop);
    this.graph.forgettable = (signal) => this.#references.get(signal)?.deref() === undefined;
    this.#stacks = new CallStacks(host.isOwnFile, () => drop());
    this.#sampling = new Sampling(options);
    this.#foreign = new ForeignControllers(host, this);
    this.causality = new Causality(
      this.graph,
      this.#stacks,
      new Map([['Timeout', (made, resource) => this.#timer(made, resource as NodeTimer)]]),
      () => host.drop('sampling'),
    );
  }

  start(): void {
    this.causality.onSettled = this.#settled;
    this.causality.start(this.#host.asyncHooksAllowed);
    this.#foreign.start();
  }

  stop(): void {
    this.causality.stop();
    this.#foreign.stop();
  }

  /** Composite signals that are gone and still listed by those they followed. */
  countDead(): void {
    for (const [signal, reference] of this.#references) {
      const native = reference.deref();
      if (native === undefined) {
        this.#references.delete(signal);
        continue;
      }
      if (signal.children.length < MANY_CHILDREN) continue;
      const listed = dependantsOf(native);
      let dead = 0;
      for (const each of listed ?? []) if (each.deref() === undefined) dead++;
      signal.deadDependants = dead;
    }
  }

  /** detached(), shared(): what begins in there is apart from the scope that it is begun in. */
  apart<T>(reason: string, work: () => T): T {
    const current = state.inProbe === 0 ? this.causality.current() : undefined;
    if (current === undefined) return work();
    const outer = current.scopeNow;
    current.scopeNow = this.#at((mark) => new Scope(this.graph.nextId(), reason, '', 'mark', mark, true));
    const { runs } = current;
    try {
      return work();
    } finally {
      if (current.runs === runs) current.scopeNow = outer;
    }
  }

  get recording(): boolean {
    return state.inProbe === 0 && this.causality.current() !== undefined;
  }

  /** Runs unless the moment is not followed; what it does is the agent's own work. */
  #at<T>(work: (mark: Mark) => T): T | undefined {
    if (state.inProbe !== 0) return undefined;
    const current = this.causality.current();
    if (current === undefined) return undefined;
    state.inProbe++;
    try {
      return work(this.causality.markIn(current));
    } catch (error) {
      this.#host.trouble('graph', error);
      return undefined;
    } finally {
      state.inProbe--;
    }
  }

  idOf(native: object): number {
    const known =
      this.#signals.get(native)?.signal ?? this.#scopes.get(native) ?? this.#operations.get(native);
    return known?.id ?? this.graph.nextId();
  }

  // ---- signals

  controllerBorn(controller: object): void {
    this.#at((mark) => this.#controllers.set(controller, mark));
  }

  signalBorn(native: object, origin: SignalOrigin, timeoutMs: number): void {
    this.#at((mark) => this.#know(native, origin, mark, timeoutMs));
  }

  #know(native: object, origin: SignalOrigin, birth: Mark | undefined, timeoutMs: number): Signal {
    const signal = this.graph.addSignal(origin, birth, timeoutMs);
    const reference = new WeakRef(native);
    this.#signals.set(native, { signal, reference });
    this.#references.set(signal, reference);
    return signal;
  }

  /** Of a signal that is older than the graph, or was born unfollowed, no birth is known. */
  #signalOf(native: object, make = true): Signal | undefined {
    const known = this.#signals.get(native);
    if (known !== undefined) return known.signal;
    return make ? this.#know(native, 'controller', undefined, -1) : undefined;
  }

  signalTaken(controller: object, native: object): void {
    const known = this.#signals.get(native);
    if (known !== undefined && known.signal.firedAt >= 0) return;
    this.#at((mark) => {
      const signal = this.#signalOf(native) as Signal;
      const born = this.#controllers.get(controller);
      // Node makes the signal at the first look: it is as old as its controller.
      if (born !== undefined) signal.birth = born;
      this.graph.touch(signal, 'take', mark, false);
    });
  }

  signalFollows(native: object, parents: readonly object[]): void {
    this.#at((mark) => {
      const signal = this.#signalOf(native) as Signal;
      for (const each of parents) {
        const parent = this.#signalOf(each) as Signal;
        this.graph.follows(signal, parent);
        this.graph.touch(parent, 'carry', mark, false);
      }
    });
  }

  hasFired(native: object): boolean {
    const known = this.#signals.get(native);
    return known !== undefined && known.signal.firedAt >= 0;
  }

  readonly #requests = new WeakMap<object, WeakRef<object>>();

  requestMade(request: object, signal: object): void {
    this.#requests.set(request, new WeakRef(signal));
  }

  signalOfRequest(request: object): object | undefined {
    return this.#requests.get(request)?.deref();
  }

  polled(native: object, aborted: boolean): void {
    this.#at((mark) => this.graph.touch(this.#signalOf(native) as Signal, 'poll', mark, aborted));
  }

  listenerAdded(native: object, listener: unknown, once: boolean, weak: boolean): void {
    this.#at((mark) => {
      const signal = this.#signalOf(native) as Signal;
      const aborted = signal.firedAt >= 0;
      this.graph.touch(signal, 'listen', mark, aborted);
      const { api, apiModule } = mark.stack;
      const byProgram = api === '' || apiModule.startsWith('node:internal/event_target') || apiModule === '';
      const made: Listener = {
        id: ++this.#listenerIds,
        mark,
        once,
        weak,
        handler: api.startsWith('set') || api === 'onabort',
        byNode: !byProgram,
        state: 'armed',
        endedAt: -1,
        threw: false,
      };
      this.graph.addListener(signal, made);
      // `onabort = f` in place of another one: Node removes that first.
      const last = signal.listeners.at(-2);
      if (made.handler && last?.handler && last.state === 'removed' && made.mark?.at !== undefined)
        if (made.mark.at - last.endedAt < 1) last.state = 'overwritten';
      const key = this.#keyOf(listener);
      if (key === undefined) return;
      let bySignal = this.#listeners.get(key);
      if (bySignal === undefined) this.#listeners.set(key, (bySignal = new Map()));
      bySignal.set(signal, made);
    });
  }

  #listenerOf(signal: Signal, listener: unknown): Listener | undefined {
    const key = this.#keyOf(listener);
    return key === undefined ? undefined : this.#listeners.get(key)?.get(signal);
  }

  /** The same for Node's wrapper around an `onabort` and for what it wraps. */
  #keyOf(listener: unknown): object | undefined {
    const found = behindReference(listener);
    const key = handlerOf(found, this.#host.builtins.types.isProxy) ?? found;
    return (typeof key === 'object' || typeof key === 'function') && key !== null ? key : undefined;
  }

  listenerRemoved(native: object, listener: unknown): void {
    const known = this.#signals.get(native);
    if (known === undefined || state.inProbe !== 0) return;
    const { signal } = known;
    const found = this.#listenerOf(signal, listener);
    if (found === undefined || found.state !== 'armed') return;
    found.state = listener === undefined ? 'collected' : 'removed';
    found.endedAt = this.causality.now();
  }

  dispatchBegins(native: object, real: boolean): void {
    if (state.inProbe !== 0) return;
    const outer = this.#dispatch;
    const known = this.#signals.get(native);
    // What nobody followed has nothing that could be lost.
    if (known === undefined) return;
    const { signal } = known;
    const mark = this.#at((each) => each) ?? this.#bare();
    if (!real) signal.fakedAt = mark.at;
    const issue = real ? this.#issueOf(signal, mark, native) : undefined;
    const outside = mark.stack.frames.length;
    this.#dispatch = { signal, issue, outside, outer };
  }

  /** A moment that is not followed, of which only the time is known. */
  #bare(): Mark {
    const stack = this.#hidden(() => this.#stacks.capture());
    return this.graph.activations.mark({ exec: -1, run: -1, stack, at: this.causality.now() }, undefined);
  }

  #hidden<T>(work: () => T): T {
    state.inProbe++;
    try {
      return work();
    } finally {
      state.inProbe--;
    }
  }

  #issueOf(signal: Signal, mark: Mark, native: object): Issue {
    const outer = this.#dispatch?.issue;
    const parent = signal.parents.find((each) => each.issue !== undefined);
    const cause = parent?.issue ?? outer;
    if (cause !== undefined) {
      if (this.#dispatch !== undefined) this.graph.follows(signal, this.#dispatch.signal);
      this.graph.fired(cause, signal, mark.at);
      return cause;
    }
    const kind = signal.origin === 'request' ? 'controller' : signal.origin;
    const issue = this.graph.issue(kind, mark, this.#reasonOf(native), dateNow(), { signal });
    this.#events.issued(issue);
    return issue;
  }

  #reasonOf(_native: object): string {
    return '';
  }

  dispatchEnds(native: object): void {
    const dispatch = this.#dispatch;
    const known = this.#signals.get(native);
    if (dispatch === undefined || known?.signal !== dispatch.signal) return;
    this.#dispatch = dispatch.outer;
    const { signal } = dispatch;
    const at = this.causality.now();
    if (dispatch.issue === undefined) return;
    for (const listener of signal.listeners)
      if (listener.state === 'armed') {
        listener.state = 'skipped';
        listener.endedAt = at;
      }
  }

  listenerEnters(native: object, listener: unknown): void {
    const dispatch = this.#dispatch;
    if (dispatch === undefined || this.#signals.get(native)?.signal !== dispatch.signal) return;
    const found = this.#listenerOf(dispatch.signal, listener);
    if (found === undefined) return;
    // It may remove itself while it runs.
    found.state = 'ran';
    found.endedAt = this.causality.now();
    if (found.mark !== undefined) this.causality.registrant = { mark: found.mark, outside: dispatch.outside };
  }

  listenerLeaves(native: object, listener: unknown, threw: boolean): void {
    this.causality.registrant = undefined;
    const known = this.#signals.get(native);
    if (known === undefined || !threw) return;
    const found = this.#listenerOf(known.signal, listener);
    if (found !== undefined) found.threw = true;
  }

  // ---- operations

  #timer(made: Activation, timer: NodeTimer): void {
    const { api, apiModule, frames } = made.stack;
    if (frames.length === 0 || !apiModule.startsWith('node:timers')) return;
    const repeats = api === 'setInterval';
    const delayMs = timer._idleTimeout;
    const mark = this.graph.activations.mark(made, made.scope, made.owner);
    const operation = new Operation(
      this.graph.nextId(),
      mark,
      new WeakNative(timer, timerAlive, (each) => each.hasRef()),
      { kind: 'timer', label: `${api} ${delayMs} ms`, delayMs, repeats },
    );
    operation.resource = made.id;
    operation.wait = this.causality.executorOf(made);
    own(operation);
    this.graph.addOperation(operation);
  }

  moment(): Mark | undefined {
    return this.#at((mark) => mark);
  }

  started(native: object, facts: OperationFacts): FollowedOperation | undefined {
    return this.#at((here) => {
      const mark = (facts.moment as Mark | undefined) ?? here;
      const carries: Signal[] = [];
      const { signal } = facts;
      if (typeof signal === 'object' && signal !== null) {
        const node = this.#signalOf(signal) as Signal;
        carries.push(node);
        this.graph.touch(node, 'carry', mark, node.firedAt >= 0);
      }
      const operation = new Operation(this.graph.nextId(), mark, new WeakNative(native, facts.alive), {
        ...facts,
        label: facts.label.slice(0, MAX_LABEL),
        carries,
      });
      operation.wait = this.causality.executorOf(mark);
      this.#operations.set(native, operation);
      own(operation);
      this.graph.addOperation(operation);
      return operation;
    });
  }

  promised(native: object, promise: object): void {
    const operation = this.#operations.get(native);
    if (operation !== undefined) operation.promise = asyncIdOf(promise);
  }

  ended(native: object, failed: boolean): void {
    const operation = this.#operations.get(native);
    if (operation !== undefined) this.graph.endOperation(operation, this.causality.now(), failed);
  }

  answered(native: object): void {
    const operation = this.#operations.get(native);
    if (operation !== undefined && operation.answeredAt < 0) operation.answeredAt = this.causality.now();
  }

  moved(native: object, bytes: number): void {
    const operation = this.#operations.get(native);
    if (operation !== undefined) operation.bytes += bytes;
  }

  timedOut(native: object): void {
    const operation = this.#operations.get(native);
    if (operation === undefined || operation.timedOutAt >= 0) return;
    operation.timedOutAt = this.causality.now();
    this.#depart('request-timeout', operation.mark, undefined, operation);
  }

  #depart(
    why: Departure['why'],
    mark: Mark,
    combination: Departure['combination'],
    operation: Operation | undefined,
    promise?: Activation,
  ): void {
    const at = { ...mark, at: this.causality.now() };
    this.#events.departed({
      id: this.graph.nextId(),
      why,
      mark: at,
      wallMs: dateNow(),
      combination,
      operation,
      promise,
    });
  }

  // ---- scopes

  requestStarted(response: object, facts: RequestFacts): boolean {
    if (state.inProbe !== 0) return false;
    if (!this.#sampling.wants(facts)) {
      this.causality.leave();
      this.#host.drop('sampling');
      return false;
    }
    // Requests that come in one chunk run in one activation.
    const current = this.causality.begin();
    current.scopeNow = this.#at((mark) => {
      const { label, method, transport } = facts;
      const scope = new Scope(this.graph.nextId(), label.slice(0, MAX_LABEL), method, transport, mark);
      this.#scopes.set(response, scope);
      this.graph.scopes.add(scope);
      return scope;
    });
    return true;
  }

  responseBegun(response: object): void {
    const scope = this.#scopes.get(response);
    if (scope !== undefined && scope.begunAt < 0) scope.begunAt = this.causality.now();
  }

  requestClosed(response: object, left: boolean, local: boolean): void {
    const scope = this.#scopes.get(response);
    if (scope === undefined || scope.closedAt >= 0) return;
    scope.closedAt = this.causality.now();
    scope.left = left && !local;
    scope.local = local;
    this.graph.scopes.delete(scope);
    if (!scope.left) return;
    const mark: Mark = { ...scope.mark, at: scope.closedAt };
    const issue = this.graph.issue('disconnect', mark, 'client disconnected', dateNow(), { scope });
    this.#events.issued(issue);
  }

  wroteLate(response: object): void {
    const scope = this.#scopes.get(response);
    if (scope === undefined || !scope.left) return;
    this.#at((mark) => {
      for (const { exec } of mark.chain) scope.lateWriters.add(exec);
    });
  }

  closeListened(response: object): void {
    const scope = this.#scopes.get(response);
    if (scope === undefined || !scope.left) return;
    this.#at((mark) => scope.lateListeners.push(mark));
  }

  // ---- streams, iterators

  #ownerOf(native: object, kind: Owner['kind'], mark: Mark | undefined): Owner {
    let owner = this.#owners.get(native);
    if (owner === undefined) this.#owners.set(native, (owner = new Owner(this.graph.nextId(), kind, mark)));
    return owner;
  }

  piped(from: object, to: object): void {
    this.#at((mark) => {
      this.#ownerOf(from, 'stream', mark).pipesTo = this.#ownerOf(to, 'stream', mark);
    });
  }

  unpiped(from: object, to: object): void {
    const owner = this.#owners.get(from);
    if (owner?.pipesTo !== undefined && owner.pipesTo === this.#owners.get(to)) owner.pipesTo = undefined;
  }

  destroyed(stream: object, ended: boolean): void {
    const owner = this.#owners.get(stream);
    if (owner === undefined || ended || owner.issue !== undefined) return;
    this.#stop(owner, 'stream-destroy');
  }

  #stop(owner: Owner, kind: 'stream-destroy' | 'iterator-return'): void {
    this.#at((mark) => {
      const issue = this.graph.issue(kind, mark, '', dateNow(), { owner });
      this.#events.issued(issue);
    });
  }

  streamClosed(stream: object): void {
    const owner = this.#owners.get(stream);
    if (owner !== undefined && owner.closedAt < 0) owner.closedAt = this.causality.now();
  }

  runsFor(stream: object): () => void {
    if (state.inProbe !== 0) return nothing;
    const current = this.causality.current();
    if (current === undefined) return nothing;
    const outer = current.ownerNow;
    const owner = this.#at((mark) => this.#ownerOf(stream, 'stream', mark));
    current.ownerNow = owner;
    const { runs } = current;
    return () => {
      if (current.runs === runs) current.ownerNow = outer;
    };
  }

  belongs(part: object, whole: object): void {
    this.#at((mark) => {
      const owner = this.#ownerOf(part, 'web-stream', mark);
      owner.whole = this.#operations.get(whole) ?? this.#ownerOf(whole, 'web-stream', undefined);
    });
  }

  released(reader: object): void {
    const owner = this.#owners.get(reader);
    if (owner !== undefined && owner.issue === undefined) this.#stop(owner, 'iterator-return');
  }

  cancelled(stream: object): void {
    const owner = this.#owners.get(stream);
    if (owner !== undefined && owner.issue === undefined) this.#stop(owner, 'stream-destroy');
  }

  iterated(iterator: object): void {
    this.#at((mark) => {
      const owner = this.#ownerOf(iterator, 'iterator', mark);
      if (owner.calls.length < 3) owner.calls.push(mark);
    });
  }

  returned(iterator: object): void {
    const owner = this.#owners.get(iterator);
    if (owner !== undefined && owner.issue === undefined && owner.calls.length > 0)
      this.#stop(owner, 'iterator-return');
  }

  // ---- promises

  /** Races are seen by their promises. */
  combined(): void {}

  readonly #settled = (promise: Activation, race: Combination | undefined): void => {
    const by = promise.settledIn;
    if (by === undefined) return;
    const timer = timerBehind(this.graph, promise.settledBy);
    // A limit: the timer was armed for the very promise that it settled.
    const armed = timer === undefined ? undefined : operationOf(this.graph, timer);
    if (armed?.wait === promise) this.#depart('limit', by, race, undefined, promise);
    else if (race !== undefined) this.#depart('race', by, race, undefined, promise);
  };
}

function nothing(): void {}

/** A stream keeps what its source began. */
function own(operation: Operation): void {
  const { owner } = operation.mark;
  if (owner !== undefined && owner.operations.length < MOST_OWNED) owner.operations.push(operation);
}

type Dependants = Iterable<{ deref(): unknown }>;

/** Node's own list, by its symbol. */
function dependantsOf(signal: object): Dependants | undefined {
  const key = symbolNamed(signal, 'kDependantSignals');
  const listed: unknown = key === undefined ? undefined : (signal as Record<symbol, unknown>)[key];
  // Since Node 23 a set of a class of its own, before that a Set of references.
  return typeof listed === 'object' && listed !== null && Symbol.iterator in listed
    ? (listed as Dependants)
    : undefined;
}

let promiseIdKey: symbol | undefined;

/** Node keeps a promise's async id on it, under a symbol of its own; 0 for promises that no hook has seen. */
function asyncIdOf(promise: object): number {
  promiseIdKey ??= Object.getOwnPropertySymbols(promise).find(
    (symbol) => symbol.description === 'async_id_symbol',
  );
  const id = promiseIdKey === undefined ? undefined : (promise as Record<symbol, unknown>)[promiseIdKey];
  return typeof id === 'number' ? id : 0;
}
