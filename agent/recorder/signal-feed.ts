// hot path: see docs/hot-path.md
/** Controllers, signals, their listeners and dispatches, on their way into the graph. */
import type { Issue, Listener, Mark, Scope, Signal } from '../../graph/model.js';
import { behindReference, handlerOf } from '../../probes/abort/listeners.js';
import { symbolNamed } from '../../probes/support/stamp.js';
import type { SignalOrigin } from '../../wire/graph-feed.js';
import type { Host } from '../../wire/host.js';
import { describeReason } from '../describe.js';
import { state } from '../fire.js';
import { HostDate } from '../host.js';
import { activeSpan, traceContextOf } from '../open-telemetry.js';
import { instancesInHeap, sourcesOf } from './heap-signals.js';
import { Moments, type RecorderEvents } from './moments.js';

type Known = { readonly signal: Signal; readonly reference: WeakRef<object> };
type Dispatch = {
  readonly signal: Signal;
  readonly issue: Issue | undefined;
  readonly outside: number;
  readonly outer: Dispatch | undefined;
};

const { now: dateNow } = HostDate;
const MANY_CHILDREN = 100;
const MOST_REASON = 200;

export abstract class SignalFeed extends Moments {
  readonly #signals = new WeakMap<object, Known>();
  readonly #references = new Map<Signal, WeakRef<object>>();
  readonly #controllers = new WeakMap<object, Mark>();
  readonly #listeners = new WeakMap<object, Map<Signal, Listener>>();
  #listenerIds = 0;
  #dispatch: Dispatch | undefined;

  /** The close listeners of its response run. */
  protected closing: Scope | undefined;

  constructor(host: Host, events: RecorderEvents) {
    super(host, events);
    this.graph.forgettable = (signal) => this.#references.get(signal)?.deref() === undefined;
  }

  /** An abort is being dispatched: what happens now is its doing. */
  protected get dispatching(): boolean {
    return this.#dispatch?.issue !== undefined;
  }

  signalId(): number {
    return this.#dispatch?.signal.id ?? 0;
  }

  protected knownSignal(native: object): Signal | undefined {
    return this.#signals.get(native)?.signal;
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

  controllerBorn(controller: object): void {
    this.at((mark) => this.#controllers.set(controller, mark));
  }

  signalBorn(native: object, origin: SignalOrigin, timeoutMs: number): void {
    this.at((mark) => this.#know(native, origin, mark, timeoutMs));
  }

  #know(native: object, origin: SignalOrigin, birth: Mark | undefined, timeoutMs: number): Signal {
    const signal = this.graph.addSignal(origin, birth, timeoutMs);
    const reference = new WeakRef(native);
    this.#signals.set(native, { signal, reference });
    this.#references.set(signal, reference);
    return signal;
  }

  /** Signals of before the graph, and what follows what among them. */
  readHeap(): void {
    this.hidden(() => {
      const { prototype } = this.host.builtins.AbortSignal;
      // The prototype of a subclass inherits from it too.
      const found = instancesInHeap(this.host, prototype as object).filter(
        (each) => stateOf(each, 'kAborted') === false,
      );
      for (const native of found) {
        if (this.#signals.has(native)) continue;
        const any = stateOf(native, 'kComposite') === true;
        this.#know(
          native,
          any ? 'any' : stateOf(native, 'kTimeout') === true ? 'timeout' : 'controller',
          undefined,
          -1,
        );
      }
      for (const native of found)
        for (const source of sourcesOf(native))
          this.graph.follows(this.signalOf(native) as Signal, this.signalOf(source) as Signal);
    });
  }

  /** Of a signal that is older than the graph, or was born unfollowed, no birth is known. */
  protected signalOf(native: object, make = true): Signal | undefined {
    const known = this.#signals.get(native);
    if (known !== undefined) return known.signal;
    return make ? this.#know(native, 'controller', undefined, -1) : undefined;
  }

  signalTaken(controller: object, native: object): void {
    const known = this.#signals.get(native);
    if (known !== undefined && known.signal.firedAt >= 0) return;
    this.at((mark) => {
      const signal = this.signalOf(native) as Signal;
      const born = this.#controllers.get(controller);
      // Node makes the signal at the first look: it is as old as its controller.
      if (born !== undefined) signal.birth = born;
      this.graph.touch(signal, 'take', mark, false);
    });
  }

  signalFollows(native: object, parents: readonly object[]): void {
    this.at((mark) => {
      const signal = this.signalOf(native) as Signal;
      for (const each of parents) {
        const parent = this.signalOf(each) as Signal;
        this.graph.follows(signal, parent);
        this.graph.touch(parent, 'carry', mark, false);
      }
    });
  }

  isFollowed(native: object): boolean {
    return this.#signals.has(native);
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
    this.at((mark) => this.graph.touch(this.signalOf(native) as Signal, 'poll', mark, aborted));
  }

  listenerAdded(native: object, listener: unknown, once: boolean, weak: boolean): void {
    this.at((mark) => {
      const signal = this.signalOf(native) as Signal;
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
        wait: this.causality.promises.executorOf(mark),
        call: this.causality.promises.callOf(mark),
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
    const key = handlerOf(found, this.host.builtins.types.isProxy) ?? found;
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

  dispatchBegins(native: object, real: boolean): boolean {
    if (state.inProbe !== 0) return false;
    const outer = this.#dispatch;
    const known = this.#signals.get(native);
    // What nobody followed has nothing that could be lost.
    if (known === undefined) return false;
    const { signal } = known;
    const mark = this.at((each) => each) ?? this.bare();
    if (!real) signal.fakedAt = mark.at;
    const issue = real ? this.#issueOf(signal, mark, native) : undefined;
    const outside = mark.stack.frames.length;
    this.#dispatch = { signal, issue, outside, outer };
    return true;
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
    const by = this.closing === undefined ? mark : { ...mark, scope: this.closing };
    const issue = this.graph.issue(kind, by, this.#reasonOf(native), dateNow(), { signal });
    const span = activeSpan();
    if (span !== undefined) issue.trace = traceContextOf(span);
    this.events.issued(issue);
    return issue;
  }

  /** Node's own state of the signal; nothing of the reason runs. */
  #reasonOf(native: object): string {
    const key = symbolNamed(native, 'kReason');
    const reason: unknown = key === undefined ? undefined : (native as Record<symbol, unknown>)[key];
    return describeReason(reason).slice(0, MOST_REASON);
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
    const real = dispatch.issue !== undefined;
    // It may remove itself while it runs. What an event that is no abort has spent is gone.
    if (real || found.once) {
      found.state = real ? 'ran' : 'removed';
      found.endedAt = this.causality.now();
    }
    if (found.mark !== undefined) this.causality.registrant = { mark: found.mark, outside: dispatch.outside };
  }

  listenerLeaves(native: object, listener: unknown, threw: boolean): void {
    this.causality.registrant = undefined;
    const known = this.#signals.get(native);
    if (known === undefined || !threw) return;
    const found = this.#listenerOf(known.signal, listener);
    if (found !== undefined) found.threw = true;
  }
}

/** An own property of Node's under a symbol. */
function stateOf(signal: object, name: string): unknown {
  const key = symbolNamed(signal, name);
  return key === undefined ? undefined : (signal as Record<symbol, unknown>)[key];
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
