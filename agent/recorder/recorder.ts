// hot path: see docs/hot-path.md
/** Turns what the hooks tell into the cancel graph. Holds no strong reference to anything of the application. */

import { type Activation, type Combination, type Mark, Operation, Owner, Scope } from '../../graph/model.js';
import { operationOf, timerBehind } from '../../graph/rules/facts.js';
import type { GraphFeed } from '../../wire/graph-feed.js';
import type { Host } from '../../wire/host.js';
import type { WatchOptions } from '../../wire/watch.js';
import { state } from '../fire.js';
import { HostDate } from '../host.js';
import { ForeignControllers } from './foreign.js';
import type { RecorderEvents } from './moments.js';
import { WeakNative } from './natives.js';
import { WorkFeed } from './work-feed.js';

const { now: dateNow } = HostDate;

export class Recorder extends WorkFeed implements GraphFeed {
  readonly #foreign: ForeignControllers;
  readonly #owners = new WeakMap<object, Owner>();

  constructor(host: Host, options: WatchOptions, events: RecorderEvents) {
    super(host, options, events);
    this.#foreign = new ForeignControllers(host, this);
  }

  start(): void {
    this.causality.onSettled = this.#settled;
    this.causality.start(this.host.asyncHooksAllowed);
    this.#foreign.start();
  }

  stop(): void {
    this.causality.stop();
    this.#foreign.stop();
  }

  /** detached(), shared(): what begins in there is apart from the scope that it is begun in. */
  apart<T>(reason: string, work: () => T): T {
    const current = state.inProbe === 0 ? this.causality.current() : undefined;
    if (current === undefined) return work();
    const outer = current.scopeNow;
    current.scopeNow = this.at((mark) => new Scope(this.graph.nextId(), reason, '', 'mark', mark, true));
    const { runs } = current;
    try {
      return work();
    } finally {
      if (current.runs === runs) current.scopeNow = outer;
    }
  }

  get #scope(): Scope | undefined {
    const current = this.causality.current();
    return current?.scopeNow ?? current?.scope;
  }

  requestId(): number {
    return this.#scope?.id ?? 0;
  }

  requestLabel(): string {
    return this.#scope?.label ?? '';
  }

  idOf(native: object): number {
    const known = this.knownSignal(native) ?? this.scopes.get(native) ?? this.operations.get(native);
    return known?.id ?? this.graph.nextId();
  }

  // ---- streams, iterators

  #ownerOf(native: object, kind: Owner['kind'], mark: Mark | undefined): Owner {
    let owner = this.#owners.get(native);
    if (owner === undefined) this.#owners.set(native, (owner = new Owner(this.graph.nextId(), kind, mark)));
    return owner;
  }

  piped(from: object, to: object, ends: boolean): void {
    this.at((mark) => {
      const isNew = !this.#owners.has(to);
      this.#ownerOf(from, 'stream', mark).pipesTo = this.#ownerOf(to, 'stream', mark);
      if (this.scopes.has(to)) this.#holds(from, mark, 'a stream that feeds a response', sourceLives);
      else if (ends && isNew) this.#holds(to, mark, 'a stream that is piped to', sinkLives);
    });
  }

  /** pipe() closes neither the source when the sink is closed, nor the sink when the source was destroyed. */
  #holds(stream: object, mark: Mark, label: string, lives: (stream: object) => boolean): void {
    const { IncomingMessage } = this.host.builtins.http;
    // A request or the answer to one has an end of its own, which is followed; so have those that are known.
    if (stream instanceof IncomingMessage || this.operations.has(stream)) return;
    const facts = { kind: 'stream', label, holder: true } as const;
    const operation = new Operation(this.graph.nextId(), mark, new WeakNative(stream, lives), facts);
    this.operations.set(stream, operation);
    this.graph.addOperation(operation);
  }

  unpiped(from: object, to: object): void {
    const scope = this.scopes.get(to);
    const operation = this.operations.get(from);
    // Node unpipes what is closed; the program, what it wants to use otherwise.
    if (scope !== undefined && scope.closedAt < 0 && operation?.kind === 'stream') this.ended(from, false);
    const owner = this.#owners.get(from);
    if (owner?.pipesTo !== undefined && owner.pipesTo === this.#owners.get(to)) owner.pipesTo = undefined;
  }

  destroyed(stream: object, ended: boolean): void {
    const owner = this.#owners.get(stream);
    // A signal that fires destroys streams: that is one cancellation, not two.
    if (owner === undefined || ended || owner.issue !== undefined || this.dispatching) return;
    this.#stopOwner(owner, 'stream-destroy');
  }

  #stopOwner(owner: Owner, kind: 'stream-destroy' | 'iterator-return'): void {
    this.at((mark) => {
      const issue = this.graph.issue(kind, mark, '', dateNow(), { owner });
      this.events.issued(issue);
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
    const owner = this.at((mark) => this.#ownerOf(stream, 'stream', mark));
    current.ownerNow = owner;
    const { runs } = current;
    return () => {
      if (current.runs === runs) current.ownerNow = outer;
    };
  }

  belongs(part: object, whole: object): void {
    this.at((mark) => {
      const owner = this.#ownerOf(part, 'web-stream', mark);
      owner.whole = this.operations.get(whole) ?? this.#ownerOf(whole, 'web-stream', undefined);
    });
  }

  released(reader: object): void {
    const owner = this.#owners.get(reader);
    if (owner !== undefined && owner.issue === undefined) this.#stopOwner(owner, 'iterator-return');
  }

  cancelled(stream: object): void {
    const owner = this.#owners.get(stream);
    if (owner !== undefined && owner.issue === undefined) this.#stopOwner(owner, 'stream-destroy');
  }

  iterated(iterator: object): void {
    this.at((mark) => {
      const owner = this.#ownerOf(iterator, 'iterator', mark);
      if (owner.calls.length < 3) owner.calls.push(mark);
    });
  }

  returned(iterator: object): void {
    const owner = this.#owners.get(iterator);
    if (owner !== undefined && owner.issue === undefined && owner.calls.length > 0)
      this.#stopOwner(owner, 'iterator-return');
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
    if (armed?.wait === promise) this.depart('limit', by, race, undefined, promise);
    else if (race !== undefined)
      this.depart(race.combinator === 'all' ? 'rejected' : 'race', by, race, undefined, promise);
  };
}

function nothing(): void {}

/** Node's own state of it. */
function sourceLives(stream: object): boolean {
  const state = (stream as { readonly _readableState?: { destroyed: boolean; endEmitted: boolean } })
    ._readableState;
  return state !== undefined && !state.destroyed && !state.endEmitted;
}

function sinkLives(stream: object): boolean {
  const { _writableState: state, _isStdio } = stream as {
    readonly _writableState?: { destroyed: boolean; finished: boolean; ending: boolean };
    readonly _isStdio?: unknown;
  };
  return state !== undefined && _isStdio !== true && !state.destroyed && !state.finished && !state.ending;
}
