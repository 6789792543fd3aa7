// hot path: see docs/hot-path.md
/** Operations and server requests on their way into the graph. */
import {
  type Activation,
  type Departure,
  type Mark,
  type Native,
  Operation,
  Scope,
  type Signal,
} from '../../graph/model.js';
import type { FollowedOperation, OperationFacts, RequestFacts } from '../../wire/graph-feed.js';
import type { Host } from '../../wire/host.js';
import type { WatchOptions } from '../../wire/watch.js';
import { state } from '../fire.js';
import { HostDate } from '../host.js';
import { type AppSpan, activeSpan, traceContextOf } from '../open-telemetry.js';
import { dataProperty } from '../safe-reads.js';
import { namesOne } from './closures.js';
import { MAX_LABEL, type RecorderEvents } from './moments.js';
import {
  type NodeTimer,
  timerAlive,
  type WatchHandle,
  WeakAnswer,
  WeakNative,
  watchAlive,
  watchCallback,
} from './natives.js';
import { Sampling } from './sampling.js';
import { SignalFeed } from './signal-feed.js';

const { now: dateNow } = HostDate;
const MOST_OWNED = 64;
const MOST_CLOSED = 256;
const MOST_LATE = 64;
/** Callbacks that are looked into in one tick. */
const MOST_LOOKS = 4;

export abstract class WorkFeed extends SignalFeed {
  readonly #sampling: Sampling;
  protected readonly operations = new WeakMap<object, Operation>();
  protected readonly scopes = new WeakMap<object, Scope>();
  readonly #responses = new WeakMap<Scope, WeakRef<object>>();
  /** Over since the last tick. */
  #closed: Scope[] = [];
  /** In this tick. */
  #looks = 0;

  constructor(host: Host, options: WatchOptions, events: RecorderEvents) {
    super(host, events);
    this.#sampling = new Sampling(options);
  }

  /** Now and then. @param now ms */
  tick(now: number): void {
    this.causality.recover(now);
    this.#sampling.tick(now);
    this.#looks = 0;
    this.#lookAtClosed();
    this.causality.busy = this.#sampling.busy;
    if (!this.#sampling.busy) this.causality.watch();
    else this.#restIfIdle();
  }

  /** Between the samples of a busy process there is nothing to look at. */
  #restIfIdle(): void {
    if (this.causality.resting) return;
    for (const { transport } of this.graph.scopes) if (transport === 'http' || transport === 'http2') return;
    for (const operation of this.graph.operations.values())
      if (operation.mark.scope !== undefined && operation.alive) return;
    this.causality.rest();
  }

  protected timer(made: Activation, resource: object): void {
    const timer = resource as NodeTimer;
    const { api, apiModule, frames } = made.stack;
    if (frames.length === 0 || !apiModule.startsWith('node:timers')) return;
    const repeats = api === 'setInterval';
    const delayMs = timer._idleTimeout;
    const named = (each: NodeTimer, scope: Scope): boolean | undefined => this.#named(each._onTimeout, scope);
    const native = new WeakNative(timer, timerAlive, (each) => each.hasRef(), named);
    this.#resource(made, native, { kind: 'timer', label: `${api} ${delayMs} ms`, delayMs, repeats });
  }

  /** It calls again and again, like an interval. */
  protected watcher(made: Activation, resource: object): void {
    const { frames, apiModule } = made.stack;
    if (frames.length === 0 || !/^node:(internal\/)?fs/.test(apiModule)) return;
    const named = (each: WatchHandle, scope: Scope): boolean | undefined =>
      this.#named(watchCallback(each), scope);
    const native = new WeakNative(resource as WatchHandle, watchAlive, (each) => each.hasRef(), named);
    const label = made.type === 'STATWATCHER' ? 'fs.watchFile' : 'fs.watch';
    this.#resource(made, native, { kind: 'stream', label, holder: true, repeats: true });
  }

  #resource(
    made: Activation,
    native: Native,
    facts: ConstructorParameters<typeof Operation>[3] & { readonly repeats: boolean },
  ): void {
    const mark = this.graph.activations.mark(made, made.scope, made.owner);
    const operation = new Operation(this.graph.nextId(), mark, native, facts);
    operation.resource = made.id;
    operation.wait = this.causality.promises.executorOf(made);
    if (facts.repeats) operation.call = this.causality.promises.callOf(made);
    this.traced(operation);
    own(operation);
    this.graph.addOperation(operation);
  }

  #named(callback: unknown, scope: Scope): boolean | undefined {
    const response = this.#responses.get(scope)?.deref();
    if (typeof callback !== 'function' || response === undefined) return false;
    if (++this.#looks > MOST_LOOKS) return undefined;
    const request = dataProperty(response, 'req');
    const wanted = typeof request === 'object' && request !== null ? [response, request] : [response];
    try {
      return this.hidden(() => namesOne(this.host, callback, wanted));
    } catch {
      // No inspector here, or one that is not ours: it stays unknown.
      return false;
    }
  }

  readonly #spans = new WeakMap<Operation, WeakRef<AppSpan>>();

  /** The application's own span that it begins in. */
  protected traced(operation: Operation): void {
    const span = activeSpan();
    if (span === undefined) return;
    operation.trace = traceContextOf(span);
    this.#spans.set(operation, new WeakRef(span));
  }

  spanOf(operation: Operation): AppSpan | undefined {
    return this.#spans.get(operation)?.deref();
  }

  moment(): Mark | undefined {
    return this.at((mark) => mark);
  }

  started(native: object, facts: OperationFacts): FollowedOperation | undefined {
    return this.at((here) => {
      const mark = (facts.moment as Mark | undefined) ?? here;
      const carries: Signal[] = [];
      const { signal } = facts;
      if (typeof signal === 'object' && signal !== null) {
        const node = this.signalOf(signal) as Signal;
        carries.push(node);
        this.graph.touch(node, 'carry', mark, node.firedAt >= 0);
      }
      const operation = new Operation(this.graph.nextId(), mark, new WeakNative(native, facts.alive), {
        ...facts,
        label: facts.label.slice(0, MAX_LABEL),
        carries,
      });
      operation.wait = this.causality.promises.executorOf(mark);
      this.operations.set(native, operation);
      this.traced(operation);
      own(operation);
      this.graph.addOperation(operation);
      return operation;
    });
  }

  promised(native: object, promise: object): void {
    const operation = this.operations.get(native);
    if (operation !== undefined) operation.promise = asyncIdOf(promise);
  }

  ended(native: object, failed: boolean): void {
    const operation = this.operations.get(native);
    if (operation !== undefined) this.graph.endOperation(operation, this.causality.now(), failed);
  }

  answered(native: object): void {
    const operation = this.operations.get(native);
    if (operation !== undefined && operation.answeredAt < 0) operation.answeredAt = this.causality.now();
  }

  moved(native: object, bytes: number): void {
    const operation = this.operations.get(native);
    if (operation !== undefined) operation.bytes += bytes;
  }

  timedOut(native: object): void {
    const operation = this.operations.get(native);
    if (operation === undefined || operation.timedOutAt >= 0) return;
    operation.timedOutAt = this.causality.now();
    this.depart('request-timeout', operation.mark, undefined, operation);
  }

  protected depart(
    why: Departure['why'],
    mark: Mark,
    combination: Departure['combination'],
    operation: Operation | undefined,
    promise?: Activation,
  ): void {
    const at = { ...mark, at: this.causality.now() };
    this.events.departed({
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
      this.host.drop('sampling');
      return false;
    }
    // Requests that come in one chunk run in one activation.
    const current = this.causality.begin();
    const scope = this.hidden(() => {
      const mark = this.causality.markIn(current);
      const { label, method, transport } = facts;
      const scope = new Scope(this.graph.nextId(), label.slice(0, MAX_LABEL), method, transport, mark);
      if (transport === 'http') scope.answer = new WeakAnswer(response);
      this.scopes.set(response, scope);
      this.#responses.set(scope, new WeakRef(response));
      this.graph.scopes.add(scope);
      return scope;
    });
    current.scopeNow = scope;
    if (facts.asyncId !== undefined) this.causality.follow(facts.asyncId).scope = scope;
    return true;
  }

  responseBegun(response: object): void {
    const scope = this.scopes.get(response);
    if (scope !== undefined && scope.begunAt < 0) scope.begunAt = this.causality.now();
  }

  requestClosed(response: object, left: boolean, local: boolean): void {
    const scope = this.scopes.get(response);
    if (scope === undefined || scope.closedAt >= 0) return;
    scope.closedAt = this.causality.now();
    scope.left = left && !local;
    scope.local = local;
    this.graph.scopes.delete(scope);
    if (this.#sampling.busy) this.#restIfIdle();
    if (!scope.left && this.#closed.length < MOST_CLOSED) this.#closed.push(scope);
    if (!scope.left) return;
    this.closing = scope;
    const mark: Mark = { ...scope.mark, at: scope.closedAt };
    const issue = this.graph.issue('disconnect', mark, 'client disconnected', dateNow(), { scope });
    this.events.issued(issue);
  }

  /** Which intervals end with their request, as a rule. */
  #lookAtClosed(): void {
    if (this.#closed.length === 0) return;
    const closed = new Set(this.#closed);
    this.#closed = [];
    for (const operation of this.graph.operations.values()) {
      const { mark, repeats } = operation;
      const site = mark.stack.frames[0];
      if (
        repeats &&
        site !== undefined &&
        mark.scope !== undefined &&
        closed.has(mark.scope) &&
        !operation.alive
      )
        this.graph.endWithRequest.add(site);
    }
  }

  requestGone(response: object): void {
    if (this.closing !== undefined && this.scopes.get(response) === this.closing) this.closing = undefined;
  }

  wroteLate(response: object): void {
    const scope = this.scopes.get(response);
    if (scope === undefined || !scope.left) return;
    this.at((mark) => {
      for (const { exec } of mark.chain) scope.lateWriters.add(exec);
      const last = scope.lateWrites.at(-1);
      const again = last?.exec === mark.exec && last.run === mark.run;
      if (!again && scope.lateWrites.length < MOST_LATE) scope.lateWrites.push(mark);
    });
  }

  closeListened(response: object): void {
    const scope = this.scopes.get(response);
    if (scope === undefined || !scope.left) return;
    this.at((mark) => scope.lateListeners.push(mark));
  }
}

/** A stream keeps what its source began. */
function own(operation: Operation): void {
  const { owner } = operation.mark;
  if (owner !== undefined && owner.operations.length < MOST_OWNED) owner.operations.push(operation);
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
