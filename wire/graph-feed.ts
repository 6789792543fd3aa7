/**
 * What providers tell the graph recorder (agent/recorder/). `host.graph` is undefined while nobody wants the graph:
 * hooks test that first, as they test `enabledCount`. Nothing here throws. The feed holds no strong reference to
 * what it is given; a native object is known again by identity.
 */
import type { WorkKind } from './finding.js';

export type SignalOrigin = 'controller' | 'timeout' | 'any' | 'static' | 'request' | 'foreign';

/** A place in the running program, to be handed back. */
export type Moment = { readonly at: number };

export type OperationFacts = {
  readonly kind: WorkKind;
  /** `GET http://host/path` without query, `spawn ls`, `gzip`, `postMessage`. */
  readonly label: string;
  /** The signals it was given: they reach it. */
  readonly signal?: unknown;
  /** It has a limit of its own: an option `timeout`. */
  readonly bounded?: boolean;
  /** It changes something elsewhere: a method other than GET, HEAD, OPTIONS. */
  readonly writes?: boolean;
  /** Only keeps a resource: a stream that is not read, a handle. Default: it acts. */
  readonly holder?: boolean;
  /** Where it was begun, when that is not here: what `moment` gave. */
  readonly moment?: Moment;
  /**
   * Is it still going on? Read of the native object itself, for ends that no hook sees. A function of the module,
   * no closure; it must not run code of the application.
   */
  readonly alive?: (native: object) => boolean;
};

/** An operation that the graph follows. */
export interface FollowedOperation {
  readonly id: number;
}

export type RequestFacts = {
  /** `GET /orders/42` without query. */
  readonly label: string;
  readonly method: string;
  readonly transport: 'http' | 'http2' | 'upgrade' | 'socket';
  /** The resource whose callbacks are all part of it, should it have one. */
  readonly asyncId?: number | undefined;
};

export interface GraphFeed {
  /** False: what starts now belongs to a tree that is not sampled; callers may skip making facts. */
  readonly recording: boolean;

  /** The graph's number of a signal or request, so that records and findings can be joined. Always one. */
  idOf(native: object): number;

  // ---- what runs now, for D: 0 and '' when it is not followed
  requestId(): number;
  /** `GET /orders/42`. */
  requestLabel(): string;
  /** The signal whose listeners run. */
  signalId(): number;

  // ---- signals
  controllerBorn(controller: object): void;
  /** The getter `controller.signal` was read. */
  signalTaken(controller: object, signal: object): void;
  signalBorn(signal: object, origin: SignalOrigin, timeoutMs: number): void;
  /** AbortSignal.any(parents), or a Request made with a signal. */
  signalFollows(signal: object, parents: readonly object[]): void;
  polled(signal: object, aborted: boolean): void;
  hasFired(signal: object): boolean;
  /** Is it known? Of others neither listeners nor dispatches need be told. */
  isFollowed(signal: object): boolean;
  /** The signal that a Request was made with, or its own. */
  signalOfRequest(request: object): object | undefined;
  requestMade(request: object, signal: object): void;
  listenerAdded(signal: object, listener: unknown, once: boolean, weak: boolean): void;
  listenerRemoved(signal: object, listener: unknown): void;
  /**
   * @param real false: somebody dispatched an 'abort' event of his own, the signal has not fired
   * @returns false: the signal is not followed, neither need its listeners and the end of the dispatch be told
   */
  dispatchBegins(signal: object, real: boolean): boolean;
  dispatchEnds(signal: object): void;
  listenerEnters(signal: object, listener: unknown): void;
  listenerLeaves(signal: object, listener: unknown, threw: boolean): void;

  /** The present moment; undefined when it is not followed. */
  moment(): Moment | undefined;

  // ---- operations: network, children, workers, native jobs, streams
  /** Called in the caller's own synchronous extent. @returns undefined when it is not followed. */
  started(native: object, facts: OperationFacts): FollowedOperation | undefined;
  /** The promise that the caller got for it. Only its number is kept. */
  promised(native: object, promise: object): void;
  /** Its native end. `failed` as the native object tells it. */
  ended(native: object, failed: boolean): void;
  /** Response headers came, or the like: the promise settled, the work goes on. */
  answered(native: object): void;
  /** Bytes read or written for it. */
  moved(native: object, bytes: number): void;
  /** A timeout of its own has fired ('timeout' of a ClientRequest or its socket); it does not end it by itself. */
  timedOut(native: object): void;

  // ---- scopes: a server's request, an accepted socket
  /**
   * In the activation in which it will be handed to the application, before that. `response` names the scope.
   * @returns false: it is not followed
   */
  requestStarted(response: object, facts: RequestFacts): boolean;
  /** The response has begun. */
  responseBegun(response: object): void;
  /**
   * Over. `left`: its client went before the response was ended (res 'close' and not writableEnded).
   * `local`: because this program destroyed it.
   */
  requestClosed(response: object, left: boolean, local: boolean): void;
  /** Its 'close' listeners have run: what they cancelled, its end has cancelled. */
  requestGone(response: object): void;
  /** Something was written to the response when its client had left. */
  wroteLate(response: object): void;
  /** A 'close' listener was added to a response (or its request): late when it is gone already. */
  closeListened(response: object): void;

  // ---- streams, iterators
  /** `ends`: the end of the one is to end the other. */
  piped(from: object, to: object, ends: boolean): void;
  unpiped(from: object, to: object): void;
  /** destroy() was called before its end; `program`: by code of the application, not by Node itself. */
  destroyed(stream: object, ended: boolean): void;
  streamClosed(stream: object): void;
  /** A method of a stream's source (read, write, pull, start of a web stream) runs: what starts in it is its own. */
  runsFor(stream: object): () => void;
  /** `body` belongs to `native` (a fetch or request), `reader` to `body`, a branch of pipeThrough to its source. */
  belongs(part: object, whole: object): void;
  /** reader.releaseLock() without cancel(). */
  released(reader: object): void;
  /** cancel() of a web stream or reader. */
  cancelled(stream: object): void;
  /** next() of a (async) generator or iterator was called; then its return() before it was done. */
  iterated(iterator: object): void;
  returned(iterator: object): void;

  // ---- promises
  /** Promise.race, any, all, allSettled. `members`: its promises, without what is no promise. */
  combined(
    combinator: 'race' | 'any' | 'all' | 'allSettled',
    members: readonly object[],
    result: object,
  ): void;
}
